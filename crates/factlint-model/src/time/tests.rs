//! What texts read as, in all formats.

use super::*;
use crate::facts::TimeFormat;

fn edtf(text: &str) -> Option<(String, String)> {
    let reading = read(text, &TimeFormat::Edtf).ok()?;
    Some((words::moment(reading.start), words::moment(reading.end)))
}

fn both(start: &str, end: &str) -> Option<(String, String)> {
    Some((start.to_owned(), end.to_owned()))
}

fn pattern(text: &str, pattern: &str) -> Result<String, TimeError> {
    read(text, &TimeFormat::Pattern(pattern.to_owned())).map(|reading| words::moment(reading.start))
}

fn error(text: &str) -> Option<TimeError> {
    read(text, &TimeFormat::Edtf).err()
}

fn suggestion(text: &str) -> Option<String> {
    error(text)?.suggestion().map(str::to_owned)
}

#[test]
fn a_date_starts_and_ends_with_itself() {
    for text in ["1956-02-25", "1956-02", "1956", "-0043", "Y-170000"] {
        assert_eq!(edtf(text), both(text, text), "{text}");
    }
    assert_eq!(edtf("156X-12-25"), both("1560-12-25 to 1569-12-25", "1560-12-25 to 1569-12-25"));
    assert_eq!(edtf("Y9E30"), both("any time", "any time"));
    assert_eq!(edtf("1950S2"), both("1900 to 1999", "1900 to 1999"));
}

#[test]
fn a_doubtful_date_may_be_off_by_ten_of_what_is_doubted() {
    let both_ends = |text: &str| {
        possible(text, &TimeFormat::Edtf).map(|reading| (words::moment(reading.start), words::moment(reading.end)))
    };
    let whole = |text: &str| both_ends(text).map(|(start, _)| start).unwrap_or_default();
    for (text, said) in [
        ("1843~", "1833 to 1853"),
        ("1843?", "1833 to 1853"),
        ("1843%", "1833 to 1853"),
        ("1843-05~", "1842-07 to 1844-03"),
        ("1956-02-25?", "1956-02-15 to 1956-03-06"),
        ("1956-02~-25", "1955-04-25 to 1956-12-25"),
        ("?1956-02-25", "1946-02-25 to 1966-02-25"),
        ("1956-?02-25", "1955-04-25 to 1956-12-25"),
        ("1956-02-~25", "1956-02-15 to 1956-03-06"),
        ("?1956-02-~25", "1946-02-25 to 1966-02-25"),
        ("[1843~,1850]", "1833 to 1860"),
    ] {
        assert_eq!(whole(text), said, "{text}");
    }
    assert_eq!(both_ends("1843~/1850").ok(), both("1833 to 1853", "1850"));
    assert_eq!(both_ends("1843/1850?").ok(), both("1843", "1840 to 1860"));
    assert_eq!(both_ends("/1850?").ok(), both("1860-12-31 or before", "1840 to 1860"));
    assert_eq!(both_ends("1843~/..").ok(), both("1833 to 1853", "no end"));
    assert_eq!(edtf("1843~"), both("1843", "1843"));
}

#[test]
fn an_interval_has_two_ends() {
    assert_eq!(edtf("1964/2008-08"), both("1964", "2008-08"));
    assert_eq!(edtf("1964/.."), both("1964", "no end"));
    assert_eq!(edtf("1964/"), both("1964", "1964-01-01 or after"));
    assert_eq!(edtf("/1964"), both("1964-12-31 or before", "1964"));
    assert_eq!(edtf("../1964"), both("1964-12-31 or before", "1964"));
    assert_eq!(edtf("1964/1970.."), both("1964", "1970-01-01 or after"));
    assert_eq!(edtf("..1964/1970"), both("1964-12-31 or before", "1970"));
}

#[test]
fn a_reversed_interval_reads_as_one() {
    let reversed = |text: &str| read(text, &TimeFormat::Edtf).is_ok_and(Reading::is_reversed);
    assert!(reversed("1970/1964"));
    assert!(reversed("1970-05-02/1970-05-01"));
    assert!(!reversed("1970-05/1970"));
    assert!(!reversed("1970/1970-05-01"));
    assert!(!reversed("1970/.."));
    assert!(!reversed("../1970"));
}

#[test]
fn sets_of_one_and_of_all() {
    assert_eq!(edtf("[1667,1668,1670..1672]"), both("1667 to 1672", "1667 to 1672"));
    assert_eq!(edtf("{1667,1668-12}"), both("1667", "1668-12"));
    assert_eq!(edtf("[..1984]"), both("1984-12-31 or before", "1984-12-31 or before"));
    assert_eq!(edtf("{1984..}"), both("1984", "1984-01-01 or after"));
}

#[test]
fn times_of_day_are_brought_to_utc() {
    assert_eq!(edtf("1985-04-12T23:20:30Z"), both("1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"));
    assert_eq!(edtf("1985-04-12T23:20:30-05:00"), both("1985-04-13T04:20:30Z", "1985-04-13T04:20:30Z"));
    assert_eq!(edtf("2006-03-16T00:00:00.000Z"), both("2006-03-16T00:00:00Z", "2006-03-16T00:00:00Z"));
    assert_eq!(edtf("1985-04-12T23:20/1985-04-12T23:21:00"), both("1985-04-12T23:20:00Z", "1985-04-12T23:21:00Z"));
    for text in ["1985-04T10:00:00", "1985-04-12T24:00:00", "1985-04-12T1:00", "1985-04-12T10:00:00+15:00", "1985T"] {
        assert!(edtf(text).is_none(), "{text}");
    }
}

#[test]
fn mistakes_are_told_where_they_are() {
    let place = |text: &str| error(text).map(|error| (error.offset, error.kind));
    assert_eq!(place("1957-02-30"), Some((8, TimeErrorKind::ImpossibleDay)));
    assert_eq!(place("1956/1957-02-29"), Some((13, TimeErrorKind::ImpossibleDay)));
    assert_eq!(place("1957-13-01"), Some((5, TimeErrorKind::Form)));
    assert_eq!(place("1957/1958/1959"), Some((9, TimeErrorKind::Form)));
    assert_eq!(place("../"), Some((0, TimeErrorKind::Form)));
    assert_eq!(place(""), Some((0, TimeErrorKind::Form)));
    assert_eq!(error("1900-02-29").map(|error| error.message).as_deref(), Some("February 1900 has 28 days"));
}

#[test]
fn prose_has_the_edtf_that_it_means() {
    assert_eq!(suggestion("25 February 1956").as_deref(), Some("1956-02-25"));
    assert_eq!(suggestion("circa 1920").as_deref(), Some("1920~"));
    assert_eq!(suggestion("195u").as_deref(), Some("195X"));
    assert_eq!(suggestion("1964/open").as_deref(), Some("1964/.."));
    assert_eq!(suggestion("2001-12-14 21:59:43").as_deref(), Some("2001-12-14T21:59:43"));
    assert_eq!(suggestion("after the war"), None);
    assert_eq!(suggestion("12/04/1985"), None);
    assert_eq!(error("12/04/1985").map(|error| error.readings.len()), Some(2));
}

#[test]
fn years_and_seconds_are_numbers() {
    let year = |text: &str| read(text, &TimeFormat::Year).map(|reading| words::moment(reading.start)).ok();
    assert_eq!(year("-4500000").as_deref(), Some("Y-4500000"));
    assert_eq!(year("79").as_deref(), Some("0079"));
    assert_eq!(year("99999999999999999999").as_deref(), Some("no end"));
    assert_eq!(year("1956-02"), None);
    let unix = |text: &str| read(text, &TimeFormat::Unix).map(|reading| words::moment(reading.start)).ok();
    assert_eq!(unix("0").as_deref(), Some("1970-01-01T00:00:00Z"));
    assert_eq!(unix("1700000000.5").as_deref(), Some("2023-11-14T22:13:20Z"));
    assert_eq!(unix("soon"), None);
}

#[test]
fn patterns_read_what_they_show() {
    assert_eq!(pattern("25/02/1956", "DD/MM/YYYY").as_deref(), Ok("1956-02-25"));
    assert_eq!(pattern("19560225", "YYYYMMDD").as_deref(), Ok("1956-02-25"));
    assert_eq!(pattern("5 February 1956", "D MMMM YYYY").as_deref(), Ok("1956-02-05"));
    assert_eq!(pattern("feb 1956", "MMM YYYY").as_deref(), Ok("1956-02"));
    assert_eq!(pattern("25.2.1956 10:30", "DD.M.YYYY HH:mm").as_deref(), Ok("1956-02-25T10:30:00Z"));
    let kind = |text: &str| pattern(text, "DD/MM/YYYY").map_err(|error| (error.offset, error.kind)).err();
    assert_eq!(kind("30/02/1957"), Some((0, TimeErrorKind::ImpossibleDay)));
    assert_eq!(kind("25/13/1957"), Some((3, TimeErrorKind::Form)));
    assert_eq!(kind("25/02/1957 "), Some((10, TimeErrorKind::Form)));
    assert_eq!(kind("é"), Some((0, TimeErrorKind::Form)));
}

#[test]
fn a_pattern_is_suggested_in_its_own_form() {
    let suggested = |text: &str, form: &str| pattern(text, form).err().and_then(|e| e.suggestion().map(str::to_owned));
    assert_eq!(suggested("1956-02-25", "DD/MM/YYYY").as_deref(), Some("25/02/1956"));
    assert_eq!(suggested("25 February 1956", "D.M.YYYY").as_deref(), Some("25.2.1956"));
    assert_eq!(suggested("February 1956", "DD/MM/YYYY"), None);
}

#[test]
fn a_pattern_has_a_year_and_no_gaps() {
    for good in ["DD/MM/YYYY", "YYYY", "D MMMM YYYY", "YYYY-MM-DD HH:mm:ss", "MMM YYYY"] {
        assert!(is_pattern(good), "{good}");
    }
    for bad in ["DD/MM", "DD YYYY", "YYYY-MM-DD HH", "YYYY YYYY", "soon", "YYYY-MM HH:mm"] {
        assert!(!is_pattern(bad), "{bad}");
    }
}

#[test]
fn nothing_panics() {
    let pieces = ["19", "56", "-", "/", "..", "X", "T", "Y", "E9", "S3", "~", "[", "}", ",", "é", " ", ":", "Z", "30"];
    let mut state = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..(state % 7) + 1 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        state = state.wrapping_add(1);
        for format in [TimeFormat::Edtf, TimeFormat::Year, TimeFormat::Unix, TimeFormat::Pattern("D/MMM YYYY".into())] {
            if let Err(error) = read(&text, &format) {
                assert!(error.offset <= text.len(), "{text}: {error:?}");
            }
        }
    }
}
