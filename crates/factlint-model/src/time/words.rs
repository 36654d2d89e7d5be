//! Times as a message prints them.

use super::Moment;
use super::civil::{Civil, DAY, last_day};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12.
#[must_use]
pub fn month_name(month: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(month).checked_sub(1)?).copied()
}

/// The number of the month of which this is the English name or its first three letters, whatever the case.
#[must_use]
pub fn month_of_name(name: &str, short: bool) -> Option<u8> {
    let at = MONTHS.iter().position(|month| {
        let wanted = if short { &month[..3] } else { month };
        wanted.eq_ignore_ascii_case(name)
    })?;
    u8::try_from(at + 1).ok()
}

/// A day as data has it: `1956-02-25`, `-0043-03-15`.
#[must_use]
pub fn day(day: Civil) -> String {
    format!("{}-{:02}-{:02}", year(day.year), day.month, day.day)
}

/// The day on which a second lies.
#[must_use]
pub fn day_of(second: i64) -> String {
    match second {
        i64::MIN => "any time before".to_owned(),
        i64::MAX => "any time after".to_owned(),
        _ => day(Civil::of_second(second)),
    }
}

/// What is known of a moment, as short as it can be said: `1956`, `1956-02`, `1956-02-25`, `1956-02-25T10:00:00Z`,
/// `1950 to 1955`.
#[must_use]
pub fn moment(moment: Moment) -> String {
    let Moment { earliest, latest } = moment;
    if moment == Moment::NEVER {
        return "no end".to_owned();
    }
    match (earliest == i64::MIN, latest == i64::MAX) {
        (true, true) => return "any time".to_owned(),
        (true, false) => return format!("{} or before", day_of(latest)),
        (false, true) => return format!("{} or after", day_of(earliest)),
        (false, false) => {}
    }
    if moment.has_clock() {
        return clock(earliest);
    }
    let (first, last) = (Civil::of_second(earliest), Civil::of_second(latest));
    let opens = |day: Civil| (day.month, day.day) == (1, 1);
    let closes = |day: Civil| (day.month, day.day) == (12, 31);
    let month = |day: Civil| format!("{}-{:02}", year(day.year), day.month);
    if first == last {
        return day(first);
    }
    if opens(first) && closes(last) {
        return range(year(first.year), year(last.year));
    }
    if first.day == 1 && last.day == last_day(last.year, last.month) {
        return range(month(first), month(last));
    }
    range(day(first), day(last))
}

fn range(first: String, last: String) -> String {
    if first == last { first } else { format!("{first} to {last}") }
}

fn clock(second: i64) -> String {
    let time = second.rem_euclid(DAY);
    format!("{}T{:02}:{:02}:{:02}Z", day(Civil::of_second(second)), time / 3_600, time / 60 % 60, time % 60)
}

/// A year as data has it: `1956`, `-0043`, `Y-170000`.
#[must_use]
pub fn year(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    let prefix = if year.unsigned_abs() > 9_999 { "Y" } else { "" };
    format!("{prefix}{sign}{:04}", year.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::facts::TimeFormat;

    fn words(edtf: &str) -> Option<String> {
        read(edtf, &TimeFormat::Edtf).ok().map(|reading| moment(reading.start))
    }

    #[test]
    fn moments_print_as_the_data_does() {
        for text in ["1956-02-25", "1956-02", "1956", "-0043-03-15", "Y-170000", "1956-02-25T10:00:00Z"] {
            assert_eq!(words(text).as_deref(), Some(text));
        }
        assert_eq!(words("195X").as_deref(), Some("1950 to 1959"));
        assert_eq!(words("1956-33").as_deref(), Some("1956-01 to 1956-03"));
        assert_eq!(words("/1956").as_deref(), Some("1956-12-31 or before"));
    }
}
