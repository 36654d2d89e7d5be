//! Figures as people print them, and the numbers that they can stand for.

use std::str::FromStr;

use factlint_model::figure::{
    Exact, FigureError, Interval, assemble, decimal, digits, nearest_on_grid, read, shortest,
};

/// `12`, `-0.5`, `1/3`.
fn number(text: &str) -> Exact {
    let (text, under) = text.split_once('/').unwrap_or((text, "1"));
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let integer = |text: &str| i128::from_str(text).unwrap_or_default();
    let scale = 10_i128.pow(u32::try_from(decimals.len()).unwrap_or_default());
    Exact::new(integer(&format!("{whole}{decimals}")), integer(under) * scale)
}

/// The text, its value, what its last digit counts.
fn reads(text: &str, value: &str, unit: &str) {
    let printed = read(text).map(|printed| (printed.value, printed.unit_of_last_digit));
    assert_eq!(printed, Ok((number(value), number(unit))), "{text}");
}

#[test]
fn digits_are_grouped_in_many_ways() {
    for text in ["1,920,635", "1 920 635", "1\u{a0}920\u{202f}635", "1'920'635", "1’920’635", "1.920.635", "1920635"]
    {
        if text.contains('\u{a0}') {
            assert_eq!(read(text), Err(FigureError::Grouping), "two kinds of space");
        } else {
            reads(text, "1920635", "1");
        }
    }
    reads("1\u{2009}920\u{2009}635", "1920635", "1");
    reads("1,92,06,350", "19206350", "1");
    reads("1,234", "1234", "1");
    reads("700,000", "700000", "1");
}

#[test]
fn the_decimal_point_is_told_from_grouping() {
    reads("1.234", "1.234", "0.001");
    reads("1,23", "1.23", "0.01");
    reads("0,123", "0.123", "0.001");
    reads("1234,567", "1234.567", "0.001");
    reads("1.234.567,8", "1234567.8", "0.1");
    reads("1,234,567.80", "1234567.80", "0.01");
    reads("1 234,567", "1234.567", "0.001");
    reads("35·8", "35.8", "0.1");
    reads(".5", "0.5", "0.1");
    reads("5.", "5", "1");
}

#[test]
fn signs_exponents_fractions_and_scales() {
    reads("\u{2212}3.0", "-3.0", "0.1");
    reads("-3", "-3", "1");
    reads("+3", "3", "1");
    reads("1e3", "1000", "1000");
    reads("1.5E-2", "0.015", "0.001");
    reads("2½", "5/2", "1/2");
    reads("¾", "3/4", "1/4");
    reads("1.9 million", "1900000", "100000");
    reads("£2bn", "2000000000", "1000000000");
    reads("12 lakh", "1200000", "100000");
}

#[test]
fn percent_units_and_currencies() {
    for text in ["35.8%", "35.8 %", "35.8 per cent", "35.8 percent", "35.8 Per Cent of all", "35.8 pct"] {
        assert!(read(text).unwrap().percent, "{text}");
    }
    let unit = |text: &str| read(text).unwrap().unit.unwrap_or_default();
    assert!(!read("3 percentage points").unwrap().percent);
    assert_eq!(unit("3 percentage points"), "percentage points");
    assert_eq!(unit("12 km²"), "km²");
    assert_eq!(unit("$1.2 million"), "$");
    assert_eq!(unit("US$ 5"), "US$");
    assert_eq!(unit("EUR 5 a head"), "EUR a head");
    assert_eq!(unit("5kg"), "kg");
    assert_eq!(unit("35.8 per cent"), "");
}

#[test]
fn ranges_span_from_one_number_to_the_other() {
    for text in ["10–12", "10-12", "10 to 12", "between 10 and 12", "from 10 to 12", "10 — 12"] {
        assert_eq!(read(text).unwrap().nearest(), Interval::closed(number("9.5"), number("12.5")), "{text}");
        assert_eq!(read(text).unwrap().exact(), Interval::closed(number("10"), number("12")), "{text}");
    }
    assert_eq!(read("1–2 million").unwrap().exact(), Interval::closed(number("1000000"), number("2000000")));
    assert_eq!(read("900 thousand to 2 million").unwrap().exact().high().value(), Some(&number("2000000")));
    assert!(read("10–12 per cent").unwrap().percent);
}

#[test]
fn a_reversed_range_can_be_turned() {
    let turned = |text: &str| {
        let printed = read(text).unwrap();
        printed.reversed().then(|| printed.swapped(text)).flatten()
    };
    assert_eq!(turned("about 12–10 million").as_deref(), Some("about 10–12 million"));
    assert_eq!(turned("between 1,000 and 900 men").as_deref(), Some("between 900 and 1,000 men"));
    assert_eq!(turned("2 million to 900 thousand"), None);
    assert!(read("2 million to 900 thousand").unwrap().reversed());
    assert_eq!(turned("10–12"), None);
    assert_eq!(turned("10"), None);
}

#[test]
fn what_is_approximate_binds_on_one_side_at_most() {
    for text in ["about 700,000", "c. 700,000", "some 700,000", "~700,000", "700,000 or so", "an estimated 700,000"] {
        assert_eq!(read(text).unwrap().nearest(), Interval::everything(), "{text}");
    }
    for text in ["over 10", "more than 10", "10 or more", "10+", "≥10", "at least 10"] {
        assert_eq!(read(text).unwrap().exact(), Interval::at_least(number("10")), "{text}");
    }
    for text in ["up to 10", "fewer than 10", "nearly 10", "10 or less"] {
        assert_eq!(read(text).unwrap().exact(), Interval::at_most(number("10")), "{text}");
    }
}

#[test]
fn what_is_no_figure_is_refused() {
    let error = |text: &str| read(text).expect_err(text);
    assert_eq!(error(""), FigureError::NoNumber);
    assert_eq!(error("many"), FigureError::NoNumber);
    assert_eq!(error("--5"), FigureError::NoNumber);
    assert_eq!(error("killed 5"), FigureError::NoNumber);
    assert_eq!(error("12 34"), FigureError::Grouping);
    assert_eq!(error("1,23,4"), FigureError::Grouping);
    assert_eq!(error("1,234 567"), FigureError::Grouping);
    assert_eq!(error("688,503 (35.8 per cent)"), FigureError::Several);
    assert_eq!(error("120–30"), FigureError::Several);
    assert_eq!(error("1956-02-25"), FigureError::Several);
    assert_eq!(error("25 of 30"), FigureError::Several);
    assert_eq!(error("1956/57"), FigureError::Unit);
    assert_eq!(error("1.9×10⁶"), FigureError::Unit);
    assert_eq!(error("0x1F"), FigureError::Unit);
    assert_eq!(error("1e999999999"), FigureError::TooLarge);
    assert_eq!(error("1e-101"), FigureError::TooLarge);
    assert_eq!(error("1e99999999999999999999"), FigureError::TooLarge);
    assert_eq!(error(&"9".repeat(101)), FigureError::TooLarge);
}

#[test]
fn rounding_intervals_hold_both_ends_and_directed_ones_neither() {
    let printed = read("35.8").unwrap();
    for inside in ["35.75", "35.8", "35.85"] {
        assert!(printed.nearest().contains(&number(inside)), "{inside}");
    }
    for outside in ["35.7499999", "35.8500001"] {
        assert!(!printed.nearest().contains(&number(outside)), "{outside}");
        assert!(printed.directed().contains(&number(outside)), "{outside}");
    }
    assert!(!printed.directed().contains(&number("35.9")));
    assert!(!printed.directed().contains(&number("35.7")));
    assert!(read("1.9 million").unwrap().nearest().contains(&number("1850000")));
}

#[test]
fn arithmetic_keeps_all_that_is_possible() {
    let from = |low: &str, high: &str| Interval::closed(number(low), number(high));
    assert_eq!(from("1", "2").add(&from("10", "20")), from("11", "22"));
    assert_eq!(from("1", "2").sub(&from("10", "20")), from("-19", "-8"));
    assert_eq!(from("-1", "2").mul(&from("-3", "5")), from("-6", "10"));
    assert_eq!(from("1", "2").div(&from("4", "8")), from("1/8", "1/2"));
    assert_eq!(from("1", "2").div(&from("-8", "-4")), from("-1/2", "-1/8"));
    assert_eq!(from("1", "2").div(&from("0", "8")), Interval::everything());
    assert_eq!(from("1", "2").scale(&number("-2")), from("-4", "-2"));
    assert_eq!(Interval::at_least(number("5")).neg(), Interval::at_most(number("-5")));
    assert!(Interval::at_most(number("1")).is_below(&Interval::at_least(number("2"))));
    let open = Interval::directed(&number("1"), &number("1"));
    assert_eq!(from("1", "3").meet(&from("2", "5")), Some(from("2", "3")));
    assert_eq!(from("1", "2").meet(&from("3", "5")), None);
    assert_eq!(open.meet(&from("0", "2")), Some(open.clone()));
    assert_eq!(Interval::at_least(number("1")).meet(&Interval::at_most(number("2"))), Some(from("1", "2")));
    assert!(!open.intersects(&Interval::directed(&number("3"), &number("1"))));
    assert!(open.mul(&Interval::exact(number("0"))).contains(&number("0")));
}

#[test]
fn numbers_are_written_exactly() {
    assert_eq!(decimal(&number("688503/1920635"), 3), "0.358");
    assert_eq!(decimal(&number("-0.005"), 2), "-0.01");
    assert_eq!(decimal(&number("1234"), 0), "1234");
    assert_eq!(digits(&(number("68850300/1920635")), 3), "35.847…");
    assert_eq!(digits(&number("35.85"), 3), "35.85");
    assert_eq!(digits(&number("35.850000001"), 3), "35.850000001");
    assert_eq!(digits(&number("1/3"), 3), "0.333…");
    assert_eq!(shortest(&number("1.2500")).as_deref(), Some("1.25"));
    assert_eq!(shortest(&number("1/3")), None);
}

#[test]
fn another_number_is_printed_in_the_same_way() {
    let again = |text: &str, value: &str| read(text).unwrap().with(text, &number(value));
    assert_eq!(again("35.9 per cent", "35.848").as_deref(), Some("35.8 per cent"));
    assert_eq!(again("some 688,503 people", "1920635").as_deref(), Some("some 1,920,635 people"));
    assert_eq!(again("1,9 million", "2340000").as_deref(), Some("2,3 million"));
    assert_eq!(again("12,34,567", "19206350").as_deref(), Some("1,92,06,350"));
    assert_eq!(again("10–12", "11"), None);
    assert_eq!(again("2½", "3"), None);
}

#[test]
fn the_nearest_number_that_fits_lies_on_the_grid_of_what_is_printed() {
    let allowed = Interval::closed(number("6.3"), number("9.8"));
    let nearest = |target: &str, unit: &str| nearest_on_grid(&number(target), &allowed, &number(unit));
    assert_eq!(nearest("3", "1"), Some(number("7")));
    assert_eq!(nearest("12", "1"), Some(number("9")));
    assert_eq!(nearest("8.2", "1"), Some(number("8")));
    assert_eq!(nearest("12", "0.1"), Some(number("9.8")));
    assert_eq!(nearest("12", "100"), None);
}

#[test]
fn the_parts_of_a_slot_make_one_figure() {
    let share = assemble(Some("35.8"), Some("35.8 per cent"), None, false, false).unwrap();
    assert_eq!(share.interval, Interval::closed(number("0.3575"), number("0.3585")));
    assert!(share.percent && share.unit.as_deref() == Some("percent"));
    let told = assemble(Some("35.80"), None, Some("percent"), false, false).unwrap();
    assert_eq!(told.interval, Interval::closed(number("0.35795"), number("0.35805")));
    let count = assemble(None, Some("688,503"), None, true, false).unwrap();
    assert_eq!(count.interval.point(), Some(number("688503")));
    assert!(count.count && !count.percent && count.unit.is_none());
    let encoded = assemble(Some("12"), Some("a dozen"), Some("eggs"), false, true).unwrap();
    assert_eq!(encoded.interval.point(), Some(number("12")));
    assert_eq!(encoded.unit.as_deref(), Some("eggs"));
    assert_eq!(encoded.approximate().interval, Interval::everything());
    assert_eq!(assemble(None, Some("many"), None, true, false), None);
}

#[test]
fn no_text_stops_the_reader() {
    let pieces = [
        "1", "23", "456", "0", ".", ",", " ", "\u{a0}", "'", "-", "\u{2212}", "–", "e", "½", "%", "per cent",
        "million", "$", "USD", "about", "between", "and", "to", "or more", "km²", "é", "(", "/",
    ];
    let mut state: usize = 7;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..(state % 7 + 1) {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) % pieces.len()]);
        }
        let Ok(printed) = read(&text) else { continue };
        assert!(printed.directed().intersects(&printed.nearest()), "{text}");
        assert!(printed.nearest().intersects(&printed.exact()), "{text}");
        let Some(again) = printed.with(&text, &printed.value) else { continue };
        assert_eq!(read(&again).map(|again| again.value), Ok(printed.value), "{text} as {again}");
    }
}
