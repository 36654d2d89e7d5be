//! Where edtf-core is stricter or narrower than what may be meant: each case with its reference.

use super::Moment;
use super::civil::{Civil, last_day};

/// What a sub-year grouping (21 to 41) of the years `first..=last` can be.
///
/// edtf-core gives spring to winter the northern months by the meteorologist's reckoning, whatever the code, and lets a
/// winter begin in December of its year only: `1961-24` from December 1961 to February 1962. ISO 8601-2:2019, 4.8 calls
/// 21 to 24 "independent of location" and leaves the limits of all seasons open. So that nothing is called impossible
/// which someone may mean, a season here covers the meteorological and the astronomical one, the winter (or southern
/// summer) around either turn of its year, and without a hemisphere both.
pub(super) fn season(first: i64, last: i64, code: u8) -> Option<Moment> {
    let whole = |from: u8, to: u8| (Civil::new(first, from, 1), Civil::new(last, to, last_day(last, to)));
    let spring_months = (Civil::new(first, 3, 1), Civil::new(last, 6, 21));
    let summer_months = (Civil::new(first, 6, 1), Civil::new(last, 9, 23));
    let autumn_months = (Civil::new(first, 9, 1), Civil::new(last, 12, 22));
    let turn = (Civil::new(first.saturating_sub(1), 12, 1), Civil::new(last.saturating_add(1), 3, 21));
    let (from, to) = match code {
        21 | 23 => (spring_months.0, autumn_months.1),
        22 | 24 | 28 | 30 => turn,
        25 | 31 => spring_months,
        26 | 32 => summer_months,
        27 | 29 => autumn_months,
        33..=36 => whole((code - 33) * 3 + 1, (code - 33) * 3 + 3),
        37..=39 => whole((code - 37) * 4 + 1, (code - 37) * 4 + 4),
        40 | 41 => whole((code - 40) * 6 + 1, (code - 40) * 6 + 6),
        _ => return None,
    };
    Some(Moment::new(from.first_second(), to.last_second()))
}

/// The EDTF of today that a text in the draft of 2012 means: `195u`, `1984/open`, `unknown/2006`, `y170000002`.
///
/// edtf-core reads ISO 8601-2:2019 only; much data still has the draft's forms
/// (<https://www.loc.gov/standards/datetime/edtf.html>, "Changes").
pub(super) fn from_draft(text: &str) -> Option<String> {
    let halves: Vec<String> = text.split('/').map(half_from_draft).collect();
    let today = halves.join("/");
    (today != text).then_some(today)
}

fn half_from_draft(half: &str) -> String {
    match half {
        "open" => "..".to_owned(),
        "unknown" => String::new(),
        _ if half.bytes().any(|byte| byte.is_ascii_digit()) => {
            half.replace(['u', 'x'], "X").replace('y', "Y").replace("?~", "%")
        }
        _ => half.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(moment: Option<Moment>) -> Option<(Civil, Civil)> {
        moment.map(|moment| (Civil::of_second(moment.earliest), Civil::of_second(moment.latest)))
    }

    #[test]
    fn winter_lies_around_either_turn_of_its_year() {
        let winter = Some((Civil::new(1960, 12, 1), Civil::new(1962, 3, 21)));
        assert_eq!(days(season(1961, 1961, 24)), winter);
        assert_eq!(days(season(1961, 1961, 28)), winter);
    }

    #[test]
    fn quarters_and_halves_are_whole_months() {
        assert_eq!(days(season(2001, 2001, 33)), Some((Civil::new(2001, 1, 1), Civil::new(2001, 3, 31))));
        assert_eq!(days(season(2001, 2001, 38)), Some((Civil::new(2001, 5, 1), Civil::new(2001, 8, 31))));
        assert_eq!(days(season(2001, 2001, 41)), Some((Civil::new(2001, 7, 1), Civil::new(2001, 12, 31))));
        assert_eq!(season(2001, 2001, 42), None);
    }

    #[test]
    fn the_draft_becomes_today() {
        assert_eq!(from_draft("195u").as_deref(), Some("195X"));
        assert_eq!(from_draft("1984-uu/open").as_deref(), Some("1984-XX/.."));
        assert_eq!(from_draft("unknown/2006").as_deref(), Some("/2006"));
        assert_eq!(from_draft("1984-06"), None);
    }
}
