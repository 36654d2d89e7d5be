use super::*;

fn read(text: &str) -> Vec<(&str, String)> {
    let say = |figure: PrintedFigure| {
        let upper = figure.upper.map_or(String::new(), |upper| format!(" to {upper}"));
        (&text[figure.span], format!("{}{upper}{}", figure.value, if figure.percent { " share" } else { "" }))
    };
    figures(text).into_iter().map(say).collect()
}

#[test]
fn figures_in_any_form() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("out of the 1,920,635 arrested", &[("1,920,635", "1920635")]),
        ("688,503 (35.8 per cent) were", &[("688,503", "688503"), ("35.8 per cent", "179/500 share")]),
        ("35.8% and 35.80 percent", &[("35.8%", "179/500 share"), ("35.80 percent", "179/500 share")]),
        ("1 920 635 men", &[("1 920 635", "1920635")]),
        ("1.920.635 men", &[("1.920.635", "1920635")]),
        ("about 1.9 million people", &[("1.9 million", "1900000")]),
        ("2 hundred thousand", &[("2 hundred thousand", "200000")]),
        ("120–130 men", &[("120–130", "120 to 130")]),
        ("from 10 to 12 per cent", &[("10 to 12 per cent", "1/10 to 3/25 share")]),
        ("between 10 and 12 men", &[("10 and 12", "10 to 12")]),
        ("10 and 12 men", &[("10", "10"), ("12", "12")]),
        ("the 90,000 prisoners in 1954–55 alone", &[("90,000", "90000")]),
        ("$5 million", &[("5 million", "5000000")]),
        ("5km, 3½ days", &[("5", "5"), ("3½", "7/2")]),
        ("twenty-two men, two million", &[("twenty-two", "22"), ("two million", "2000000")]),
        ("a hundred and five", &[("a hundred and five", "105")]),
        ("two million three hundred thousand", &[("two million three hundred thousand", "2300000")]),
        ("half of them, two-thirds, a third of it", &[("half", "1/2"), ("two-thirds", "2/3"), ("a third", "1/3")]),
        ("half a million; a dozen; two dozen", &[("half a million", "500000"), ("a dozen", "12"), ("two dozen", "24")]),
        ("thirty-five per cent", &[("thirty-five per cent", "7/20 share")]),
        ("one hundred, one per cent", &[("one hundred", "100"), ("one per cent", "1/100 share")]),
        ("On 5 March 1953 100 men", &[("100", "100")]),
        ("two miles north, and then one back—or sometimes three", &[("two", "2"), ("three", "3")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|&(words, says)| (words, says.to_owned())).collect();
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn no_figures() {
    for text in [
        "the 20th Congress",
        "order No 020 of 25 January 1960",
        "Article 58ers",
        "several men, hundreds of them",
        "in 1956",
        "no one; one reason",
        "the first half of the year",
        "his half-brother",
        "a third man",
        "at 10:30",
        "World War II",
        "a man",
    ] {
        assert_eq!(read(text), vec![], "{text}");
    }
}

#[test]
fn the_doubtful_are_kept_apart() {
    let doubtful = |text: &str| all(text).into_iter().map(|figure| (figure.value, figure.doubtful)).collect::<Vec<_>>();
    assert_eq!(doubtful("executed 1200 in one night"), vec![(Exact::from(1200), true), (Exact::from(1), true)]);
}
