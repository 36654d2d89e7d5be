//! Dates that templates put together.

use factlint_model::time::words::{month_name, month_of_name};

use super::{Shown, Template};

/// A date as the arguments of a template have it.
struct Date {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// The numbered arguments from one on: year, month, day.
    fn read(template: &Template<'_>, first: u32) -> Option<Self> {
        let part = |at: u32| template.plain(&(first + at).to_string());
        let year = part(0)?.parse().ok()?;
        let month = match part(1) {
            Some(month) => Some(month.parse().ok().or_else(|| month_of_name(month, false))?),
            None => None,
        };
        month_name(month.unwrap_or(1))?;
        let day = match part(2) {
            Some(day) if month.is_some() => Some(day.parse().ok().filter(|day| (1..=31).contains(day))?),
            _ => None,
        };
        Some(Self { year, month, day })
    }

    fn words(&self, day_first: bool) -> String {
        let Self { year, month, day } = self;
        match (month.and_then(month_name), day) {
            (Some(month), Some(day)) if day_first => format!("{day} {month} {year}"),
            (Some(month), Some(day)) => format!("{month} {day}, {year}"),
            (Some(month), None) => format!("{month} {year}"),
            (None, _) => year.to_string(),
        }
    }

    /// The whole years from another date to this one, if both have a day.
    fn years_since(&self, birth: &Self) -> Option<i32> {
        let day = |date: &Self| Some((date.month?, date.day?));
        Some(self.year - birth.year - i32::from(day(self)? < day(birth)?))
    }
}

fn text(text: &str) -> Option<Shown> {
    Some(Shown::default().text(text))
}

/// `{{birth date|1907|5|6|df=y}}`; an age today is left out.
pub(super) fn date(template: &Template<'_>) -> Option<Shown> {
    match Date::read(template, 1) {
        Some(date) => text(&date.words(template.says_yes("df"))),
        None => Some(Shown::default().argument(Some(template.argument("1")?))),
    }
}

/// `{{death date and age|1971|9|11|1894|4|15}}`
pub(super) fn with_age(template: &Template<'_>) -> Option<Shown> {
    let (death, birth) = (Date::read(template, 1)?, Date::read(template, 4));
    let age = birth.and_then(|birth| death.years_since(&birth)).map(|age| format!(" (aged {age})"));
    text(&(death.words(template.says_yes("df")) + &age.unwrap_or_default()))
}

/// `{{death year and age|1971|1894}}`
pub(super) fn year_with_age(template: &Template<'_>) -> Option<Shown> {
    let year = |name| template.plain(name)?.parse::<i32>().ok();
    let death = year("1")?;
    text(&match year("2") {
        Some(birth) => format!("{death} (aged {}–{})", death - birth - 1, death - birth),
        None => death.to_string(),
    })
}

/// `{{dts|1956|2|25}}`, or with a date in words.
pub(super) fn sorted(template: &Template<'_>) -> Option<Shown> {
    match Date::read(template, 1) {
        Some(date) => text(&date.words(template.plain("format") == Some("dmy"))),
        None => Some(Shown::default().argument(Some(template.argument("1")?))),
    }
}

/// `{{as of|2005|5}}`
pub(super) fn as_of(template: &Template<'_>) -> Option<Shown> {
    let words = if template.says_yes("lc") { "as of" } else { "As of" };
    text(&format!("{words} {}", Date::read(template, 1)?.words(template.plain("df") != Some("us"))))
}

/// `{{OldStyleDate|7 November|1879|26 October}}`
pub(super) fn old_style(template: &Template<'_>) -> Option<Shown> {
    let [day, year, old] = ["1", "2", "3"].map(|name| template.plain(name));
    text(&format!("{} [O.S. {}] {}", day?, old?, year.unwrap_or_default()))
}

/// `{{OldStyleDateDY|9 January|1880|28 December 1879}}`
pub(super) fn old_style_with_year(template: &Template<'_>) -> Option<Shown> {
    let [day, year, old] = ["1", "2", "3"].map(|name| template.plain(name));
    text(&format!("{} {} [O.S. {}]", day?, year?, old?))
}
