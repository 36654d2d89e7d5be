use factlint_model::facts::TimeFormat;

use super::*;

/// The sentence behind the last `|`, with the words between brackets; what stands before `|` comes before it.
fn cited<T>(marked: &str, then: impl FnOnce(&[CitedWords<'_>]) -> T) -> T {
    let (before, marked) = marked.rsplit_once('|').unwrap_or(("", marked));
    let mut words = Vec::new();
    let mut sentence = String::new();
    for char in marked.chars() {
        match char {
            '[' => words.push(sentence.len()..sentence.len()),
            ']' => words.last_mut().expect("a bracket opened").end = sentence.len(),
            _ => sentence.push(char),
        }
    }
    then(&[CitedWords { sentence: &ReadSentence::new(sentence, || before.to_owned()), words }])
}

fn answer(support: &Support) -> &'static str {
    match support {
        Support::Printed => "printed",
        Support::Missing(missing) => match missing.why {
            Why::Nothing => "nothing",
            Why::Unlike => "unlike",
            Why::Other => "other",
            Why::Yearless => "yearless",
            Why::Coarser => "coarser",
        },
    }
}

fn time_in(text: &str, end: SlotEnd, marked: &str) -> &'static str {
    cited(marked, |cited| answer(&supports_time(text, &TimeFormat::Edtf, end, cited)))
}

#[track_caller]
fn times(cases: &[(&str, &str, &str)]) {
    for &(text, marked, expected) in cases {
        assert_eq!(time_in(text, SlotEnd::Whole, marked), expected, "{text}: {marked}");
    }
}

#[test]
fn as_much_as_is_printed_or_less() {
    times(&[
        ("1956-02-25", "[On 25 February 1956], it", "printed"),
        ("1956-02", "[On 25 February 1956], it", "printed"),
        ("1956", "[On 25 February 1956], it", "printed"),
        ("195X", "[On 25 February 1956], it", "printed"),
        ("1956~", "[in 1956]", "printed"),
        ("1957~", "[in 1956]", "other"),
        ("?1956-02-~25", "[25 February 1956]", "printed"),
        ("1956", "[c. 1956]", "printed"),
        ("1956-02-26", "[On 25 February 1956], it", "other"),
        ("1956-02-25", "[in February 1956]", "coarser"),
        ("1956", "[the 1950s]", "coarser"),
        ("1956-02-25T10:00:00Z", "[On 25 February 1956]", "printed"),
        ("1956-02-25", "[speech]", "nothing"),
        ("-0043-03-15", "[15 March 44 BC]", "printed"),
        ("1956-04-03", "[3/4/1956]", "printed"),
        ("1956-02-31", "[31 February 1956]", "printed"),
    ]);
}

#[test]
fn the_words_first_and_then_their_sentence() {
    times(&[
        ("1956-02-25", "On [25 February] 1956", "printed"),
        ("1956-02-25", "On 25 [February 1956]", "printed"),
        ("1956-02-25", "[He spoke] on 25 February 1956", "printed"),
        ("1956-02-25", "[on 26 June 1953], and spoke on 25 February 1956", "other"),
        ("1953-12-23", "arrested [on 26 June 1953], and released on 23 December 1953", "other"),
        ("1953-12-23", "arrested on 26 June 1953, and [released] on 23 December 1953", "printed"),
    ]);
    let elsewhere = cited("arrested [on 26 June 1953], and released on 23 December 1953", |cited| {
        supports_time("1953-12-23", &TimeFormat::Edtf, SlotEnd::Whole, cited)
    });
    assert!(
        matches!(elsewhere, Support::Missing(Missing { in_words: true, elsewhere: Some(place), .. }) if place == (42..58))
    );
}

#[test]
fn a_year_is_completed_and_never_contradicted() {
    times(&[
        ("1961-10-31", "It peaked in 1961: [on 31 October], it", "printed"),
        ("1961-10-31", "Between them, [on 31 October], it peaked in 1961.", "printed"),
        ("1961-10-31", "It peaked in 1961.|[On 31 October], it", "printed"),
        ("1961-10-31", "It peaked in 1961.|[On 31 October], in 1962, it", "other"),
        ("1961-10-31", "It began in 1953 and peaked in 1961: [on 31 October], it", "printed"),
        ("1953-10-31", "It began in 1953 and peaked in 1961: [on 31 October], it", "other"),
        ("1961-10-31", "[On 31 October], it", "yearless"),
        ("1961-10-31", "It was in 1961.|[The body] was moved.", "nothing"),
        ("1953-03-05", "on [5 March] and 23 December 1953", "printed"),
    ]);
}

#[test]
fn seasons_decades_and_portions() {
    times(&[
        ("1962-21", "[in spring 1962]", "printed"),
        ("1962-25", "[in spring 1962]", "coarser"),
        ("1962-29", "[in spring 1962]", "coarser"),
        ("1962-30", "[in spring 1962]", "other"),
        ("1962-23", "[in spring 1962]", "other"),
        ("1963-21", "[in spring 1962]", "other"),
        ("1962", "[in spring 1962]", "printed"),
        ("1962-03", "[in spring 1962]", "coarser"),
        ("1962-03/1962-05", "[in spring 1962]", "printed"),
        ("1962-21", "[in April 1962]", "other"),
        ("1961-41", "[in November 1961]", "other"),
        ("1961-41", "[in the second half of 1961]", "printed"),
        ("1941-24", "[in the winter of 1941–42]", "printed"),
        ("193X", "[during the 1930s]", "printed"),
        ("193X", "[in 1934]", "printed"),
        ("1930/1939", "[during the 1930s]", "printed"),
        ("1931/1939", "[during the 1930s]", "coarser"),
        ("19XX", "[the 20th century]", "printed"),
        ("198X", "[until the mid-1980s]", "printed"),
        ("196X", "by [the sixties]", "printed"),
        ("186X", "by [the '60s]", "printed"),
        ("1960/1969", "by [the '60s]", "printed"),
        ("196X", "in 1956 and by [the sixties]", "printed"),
        ("186X", "in 1956 and by [the sixties]", "other"),
        ("196X", "in 2004, of [the '60s]", "printed"),
        ("1965", "by [the sixties]", "coarser"),
        ("197X", "by [the sixties]", "other"),
        ("1985~", "[until the mid-1980s]", "printed"),
        ("/1985~", "[until the mid-1980s]", "printed"),
        ("/1984~", "[until the mid-1980s]", "coarser"),
        ("1985", "[until the mid-1980s]", "coarser"),
        ("1983/1987", "[until the mid-1980s]", "printed"),
        ("1953-11/1953-12", "[in late 1953]", "coarser"),
        ("1953-10/1953-12", "[in late 1953]", "printed"),
        ("1953", "[in late 1953]", "printed"),
    ]);
}

#[test]
fn ranges_and_sets() {
    times(&[
        ("1954/1955", "[in 1954–55]", "printed"),
        ("1954/1956", "[in 1954–55]", "other"),
        ("1953/1955", "[in 1954–55]", "other"),
        ("1954", "[in 1954–55]", "coarser"),
        ("195X", "[in 1954–55]", "printed"),
        ("1953/1961", "[begun in 1953 and ended in 1961]", "printed"),
        ("1953/1961", "[begun in 1953]", "other"),
        ("1953/..", "[begun in 1953]", "printed"),
        ("[1953,1955]", "[in 1953 or 1955]", "printed"),
        ("[1953,1956]", "[in 1953 or 1955]", "other"),
        ("1956-02-25/1956-02-26", "[on 25 and 26 February] 1956", "printed"),
        ("1956-02-25/1956-02-26", "[25–26 February] 1956", "printed"),
        ("1910/1911", "[1910-11]", "printed"),
        ("1910-11", "[1910-11]", "printed"),
    ]);
    for (text, end, expected) in [
        ("1953", SlotEnd::Start, "printed"),
        ("1953", SlotEnd::End, "other"),
        ("1961", SlotEnd::End, "printed"),
        ("1961", SlotEnd::Either, "printed"),
        ("1953", SlotEnd::Whole, "coarser"),
        ("1954", SlotEnd::Either, "coarser"),
    ] {
        assert_eq!(time_in(text, end, "[from 1953 to 1961]"), expected, "{text} {end:?}");
    }
}

#[test]
fn times_in_other_formats() {
    let pattern = TimeFormat::Pattern("DD/MM/YYYY".to_owned());
    let formats = [
        ("25/02/1956", pattern.clone(), "printed"),
        ("26/02/1956", pattern, "other"),
        ("1956", TimeFormat::Year, "printed"),
        ("-437054400", TimeFormat::Unix, "printed"),
        ("-436968000", TimeFormat::Unix, "other"),
        ("1956", TimeFormat::Bounded(Box::new(TimeFormat::Edtf), factlint_model::facts::Bound::Earliest), "printed"),
        ("no date", TimeFormat::Edtf, "printed"),
    ];
    for (text, format, expected) in formats {
        let found = cited("[25 February 1956]", |cited| answer(&supports_time(text, &format, SlotEnd::Whole, cited)));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn figures_of_any_form() {
    for (text, marked, expected) in [
        ("1,920,635", "out of the [1,920,635] arrested", "printed"),
        ("1920635", "out of the [1,920,635] arrested", "printed"),
        ("1,920,636", "out of the [1,920,635] arrested", "other"),
        ("1920635", "[1.9 million] men", "coarser"),
        ("1900000", "[1.9 million] men", "printed"),
        ("35.8 per cent", "688,503 ([35.8] per cent)", "printed"),
        ("35.80%", "688,503 [(35.8 per cent)]", "printed"),
        ("35.9 per cent", "688,503 [(35.8 per cent)]", "other"),
        ("35.84 per cent", "688,503 [(35.8 per cent)]", "coarser"),
        ("36 per cent", "688,503 [(35.8 per cent)]", "other"),
        ("35.8", "688,503 [(35.8 per cent)]", "printed"),
        ("50%", "[half of them]", "printed"),
        ("22", "[twenty-two] men", "printed"),
        ("12", "[a dozen] men", "printed"),
        ("1", "[one] man", "printed"),
        ("1", "one of [the men]", "nothing"),
        ("1200", "[executed 1200] in all", "printed"),
        ("1956", "[men] in 1956", "nothing"),
        ("688,503", "[of 1,920,635 arrested], 688,503", "other"),
        ("688,503", "[they were executed]: 688,503", "printed"),
        ("688,503", "688,503.|[They] were executed", "nothing"),
        ("hundreds", "[hundreds of] men", "printed"),
        ("thousands", "[hundreds of] men", "nothing"),
        ("120-130", "[120–130 men]", "printed"),
        ("120", "[120–130 men]", "other"),
        ("5", "[35.8]", "other"),
    ] {
        let found = cited(marked, |cited| answer(&supports_figure(text, false, SlotEnd::Whole, cited)));
        assert_eq!(found, expected, "{text}: {marked}");
    }
    assert_eq!(
        cited("[35.8 per cent]", |cited| answer(&supports_figure("35.8", true, SlotEnd::Whole, cited))),
        "printed"
    );
    assert_eq!(
        cited("[35.8 and 40 per cent]", |cited| answer(&supports_figure("35.8", true, SlotEnd::Whole, cited))),
        "printed"
    );
    assert_eq!(cited("[35.8 men]", |cited| answer(&supports_figure("35.8", true, SlotEnd::Whole, cited))), "unlike");
}

#[test]
fn names_to_the_letter() {
    for (name, marked, expected) in [
        ("Volgograd", "it [was renamed] Volgograd.", "printed"),
        ("Volgograd", "[on Volgograd's] streets", "printed"),
        ("the Thaw", "[The Thaw] began", "printed"),
        ("The Thaw", "[in the Thaw]", "printed"),
        ("forced labour", "[Forced labour] ended", "printed"),
        ("forced labour", "[of Forced labour]", "nothing"),
        ("Thaw", "[the thaw] began", "nothing"),
        ("Old Bolsheviks", "[the old Bolsheviks]", "nothing"),
        ("Stalin", "[in Stalingrad]", "nothing"),
        ("Janis", "[Jānis]", "nothing"),
        ("", "[anything]", "nothing"),
        ("é", "[é]", "printed"),
    ] {
        let found = cited(marked, |cited| answer(&supports_name(name, cited)));
        assert_eq!(found, expected, "{name}: {marked}");
    }
}

#[test]
fn one_of_several_citations() {
    let sentence = |text: &str| ReadSentence::new(text, String::new);
    let (one, two) = (sentence("It began in 1953."), sentence("It ended in 1961."));
    let words = |sentence, start, end| CitedWords { sentence, words: Vec::from([Range { start, end }]) };
    let cited = [words(&one, 3, 8), words(&two, 9, 16)];
    let time = |text| supports_time(text, &TimeFormat::Edtf, SlotEnd::Whole, &cited);
    assert_eq!(time("1961"), Support::Printed);
    assert_eq!(time("1953/1961"), Support::Printed);
    let Support::Missing(missing) = time("1962") else { panic!("1962 is printed nowhere") };
    assert_eq!((missing.cited, missing.in_words, missing.why), (1, true, Why::Other));
    assert!(matches!(supports_time("1953", &TimeFormat::Edtf, SlotEnd::Whole, &[]), Support::Missing(_)));
}

#[test]
fn years_before_the_thousandth() {
    for (text, end, marked, expected) in [
        ("-0430", SlotEnd::Start, "[from 431 to 404 BC]", "printed"),
        ("-0403", SlotEnd::End, "[from 431 to 404 BC]", "printed"),
        ("-0430/-0403", SlotEnd::Whole, "[(431–404 BC)]", "printed"),
        ("-0429", SlotEnd::Start, "[(431–404 BC)]", "other"),
        ("0117", SlotEnd::End, "[(AD 98–117)]", "printed"),
        ("0098", SlotEnd::Start, "[(98–117 AD)]", "printed"),
        ("-0499/-0200", SlotEnd::Whole, "[the 5th to the 3rd century BC]", "printed"),
        ("-04XX", SlotEnd::Whole, "[the 5th century B.C.E.]", "printed"),
        ("-2499", SlotEnd::Whole, "[around 2,500 BC]", "printed"),
        ("1200~", SlotEnd::Whole, "[built c.1200]", "printed"),
        ("0800-12-25", SlotEnd::Whole, "[on 25 December 800], he", "printed"),
        ("0973-05", SlotEnd::Whole, "[in May 973]", "printed"),
        ("0476", SlotEnd::Whole, "[In 476] the Empire fell", "printed"),
        ("0477", SlotEnd::Whole, "[In 476] the Empire fell", "nothing"),
        ("0912", SlotEnd::Start, "[Otto I (912–973)]", "printed"),
        ("0955", SlotEnd::Whole, "[by 955] he", "printed"),
        ("0955", SlotEnd::Whole, "[some 955] of them", "nothing"),
        ("1956-05", SlotEnd::Whole, "In 1956, [in May 120] of them", "printed"),
        ("1990", SlotEnd::Whole, "[in 1990 to 150] men", "printed"),
    ] {
        assert_eq!(time_in(text, end, marked), expected, "{text}: {marked}");
    }
}

#[test]
fn numbers_that_may_be_no_years() {
    times(&[
        ("1900", "[Approximately 1900 soldiers] died", "nothing"),
        ("1800", "[sold 1800 copies]", "nothing"),
        ("1500", "[1500 m high]", "nothing"),
        ("1999", "[1999 USD]", "nothing"),
        ("1900", "[the 1900-member choir]", "nothing"),
        ("1956", "[the 1956 demonstrations]", "printed"),
        ("1956", "[In 1956 workers] rose", "printed"),
        ("1956", "[1956-present]", "printed"),
        ("1956", "[pre-1956 laws]", "other"),
        ("/1956", "[pre-1956 laws]", "printed"),
        ("2008", "[in 2008–09]", "coarser"),
        ("1956-24", "[in 1956]", "other"),
        ("1956-28", "[in 1956]", "other"),
        ("1956-33", "[in the first quarter of 1956]", "printed"),
        ("1956-33", "[Q1 1956]", "printed"),
        ("1956-06-02", "[June 1 and 2, 1956]", "printed"),
        ("1999-12-25", "[1999/12/25]", "printed"),
        ("1956-02-25", "[25-Feb-1956]", "printed"),
        ("1956-02-25", "[25.2.56]", "printed"),
        ("1979-05-04", "[the fourth of May 1979]", "printed"),
        ("1979-05-04", "[May the fourth, 1979]", "printed"),
        ("1938-11-09/1938-11-10", "[9/10 November 1938]", "printed"),
        ("1956-01", "He came in December 1955 and left [in January].", "printed"),
        ("1957-01", "He came in December 1955 and left [in January].", "other"),
    ]);
}

#[test]
fn a_year_of_other_cited_words() {
    let sentence = |text: &str| ReadSentence::new(text, String::new);
    let (one, two) = (sentence("In 1956 he spoke."), sentence("On 25 February he left."));
    let words = |sentence, start, end| CitedWords { sentence, words: Vec::from([Range { start, end }]) };
    let cited = [words(&one, 0, 7), words(&two, 0, 14)];
    let time = |text| supports_time(text, &TimeFormat::Edtf, SlotEnd::Whole, &cited);
    assert_eq!(time("1956-02-25"), Support::Printed);
    assert_ne!(time("1957-02-25"), Support::Printed);
}

#[test]
fn figures_beside_dates_signs_scales_and_ends() {
    for (text, end, marked, expected) in [
        ("15 %", SlotEnd::Whole, "from 12% in 1990 [to 15% in 2000]", "printed"),
        ("12", SlotEnd::Whole, "[cut in 1956 to 12 ships]", "printed"),
        ("-5.3", SlotEnd::Whole, "[fell to -5.3] °C", "printed"),
        ("5.3", SlotEnd::Whole, "[fell to -5.3] °C", "other"),
        ("3.5 million", SlotEnd::Whole, "[£3.5m]", "printed"),
        ("3.5", SlotEnd::Whole, "[£3.5m]", "other"),
        ("1250000", SlotEnd::Whole, "[1.25M]", "printed"),
        ("250000", SlotEnd::Whole, "[250k]", "printed"),
        ("12.5 million", SlotEnd::Whole, "[$12.5 mn]", "printed"),
        ("12", SlotEnd::Whole, "[12m wide]", "printed"),
        ("12000000", SlotEnd::Whole, "[12m people]", "printed"),
        ("9.58", SlotEnd::Whole, "[in 9.58s]", "printed"),
        ("70 million", SlotEnd::Start, "[Between 70 and 85 million] died", "printed"),
        ("85 million", SlotEnd::End, "[Between 70 and 85 million] died", "printed"),
        ("85 million", SlotEnd::Start, "[Between 70 and 85 million] died", "other"),
        ("5.2 million", SlotEnd::Whole, "fell [from 5.2 to 4.8 million]", "printed"),
        ("500", SlotEnd::Whole, "grew [from 300 to 500 men]", "printed"),
        ("500", SlotEnd::Whole, "ranged [from 300 to 500 men]", "other"),
        ("2", SlotEnd::Whole, "[won 3-2]", "printed"),
        ("2.5", SlotEnd::Whole, "[two and a half]", "printed"),
        ("2.5", SlotEnd::Whole, "[2 1/2] books", "printed"),
        ("1500000", SlotEnd::Whole, "[one and a half million]", "printed"),
        ("750000", SlotEnd::Whole, "[three-quarters of a million]", "printed"),
        ("10-12", SlotEnd::Whole, "[ten to twelve] men", "printed"),
        ("90 %", SlotEnd::Whole, "[nine in ten]", "printed"),
        ("25 %", SlotEnd::Whole, "[1 in 4]", "printed"),
        ("0.5 %", SlotEnd::Whole, "was [.5 percent]", "printed"),
        ("1200", SlotEnd::Whole, "[12 hundred]", "printed"),
        ("1/3", SlotEnd::Whole, "[one-third] of them", "printed"),
        ("1500", SlotEnd::Whole, "[He sold] 1500 copies", "printed"),
    ] {
        let found = cited(marked, |cited| answer(&supports_figure(text, false, end, cited)));
        assert_eq!(found, expected, "{text}: {marked}");
    }
}
