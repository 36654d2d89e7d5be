use super::*;

/// Each time as its words and what they say.
fn read(text: &str) -> Vec<(String, String)> {
    let say = |date: &PrintedDate| {
        let years = date.years.is_some();
        let date = PrintedDate { years: date.years.or(Some(Years::Year(0))), ..*date };
        let portion = date.portion.map_or(String::new(), |portion| format!("{portion:?} "));
        if let Some(Years::ShortDecade(ten)) = date.years {
            return format!("{portion}?{ten}s");
        }
        let edtf = date.edtf().unwrap_or_default();
        format!("{portion}{}", if years { edtf } else { edtf.replacen("0000", "?", 1) })
    };
    let stretch = |stretch: &Stretch| match &stretch.last {
        Some(last) => format!("{}/{}", say(&stretch.first), say(last)),
        None => say(&stretch.first),
    };
    let time = |time: PrintedTime| {
        let readings: Vec<String> = time.readings.iter().map(stretch).collect();
        let about = if time.approximate { "~" } else { "" };
        (text[time.span].to_owned(), format!("{}{about}", readings.join(" or ")))
    };
    times(text).into_iter().map(time).collect()
}

fn check(cases: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(words, says)| ((*words).to_owned(), (*says).to_owned())).collect();
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn days() {
    check(&[
        ("On 25 February 1956, it became", &[("25 February 1956", "1956-02-25")]),
        ("on February 25th, 1956.", &[("February 25th, 1956", "1956-02-25")]),
        ("the 25th of February, 1956", &[("25th of February, 1956", "1956-02-25")]),
        ("Sat., 25 Feb. 1956", &[("25 Feb. 1956", "1956-02-25")]),
        ("Sept. 3", &[("Sept. 3", "?-09-03")]),
        ("(1956-02-25)", &[("1956-02-25", "1956-02-25")]),
        ("at 1956-02-25T10:00:00Z", &[("1956-02-25T10:00:00Z", "1956-02-25")]),
        ("25.02.1956", &[("25.02.1956", "1956-02-25")]),
        ("25/2/1956", &[("25/2/1956", "1956-02-25")]),
        ("2/25/1956", &[("2/25/1956", "1956-02-25")]),
        ("3/4/1956", &[("3/4/1956", "1956-04-03 or 1956-03-04")]),
        ("15 March 44 BC and", &[("15 March 44 BC", "-0043-03-15")]),
        ("on 31 October it", &[("31 October", "?-10-31")]),
        ("in 1961, and on 31 October", &[("1961", "1961"), ("31 October", "?-10-31")]),
        ("In March 90,000 came", &[("March", "?-03")]),
        ("In March 1,954 came", &[("March", "?-03")]),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("25–26 February 1956", &[("25–26 February 1956", "1956-02-25/1956-02-26")]),
        ("on 25 and 26 February 1956", &[("25", "1956-02-25"), ("26 February 1956", "1956-02-26")]),
        ("February 25–26, 1956", &[("February 25–26, 1956", "1956-02-25/1956-02-26")]),
        ("February 25 – March 3, 1956", &[("February 25 – March 3, 1956", "1956-02-25/1956-03-03")]),
        ("from 25 February to 3 March 1956", &[("25 February to 3 March 1956", "1956-02-25/1956-03-03")]),
        ("from 3 March 1956 to 5 May.", &[("3 March 1956 to 5 May", "1956-03-03/1956-05-05")]),
        ("5 March and 23 December 1953", &[("5 March", "1953-03-05"), ("23 December 1953", "1953-12-23")]),
        ("February–March 1956", &[("February–March 1956", "1956-02/1956-03")]),
        ("in February and March 1956", &[("February", "1956-02"), ("March 1956", "1956-03")]),
        ("from 1953 to 1961)", &[("1953 to 1961", "1953/1961")]),
        ("between 1953 and 1964", &[("1953 and 1964", "1953/1964")]),
        ("in 1953 and 1964", &[("1953", "1953"), ("1964", "1964")]),
        ("(1953–1964)", &[("1953–1964", "1953/1964")]),
        ("in 1954–55 alone", &[("1954–55", "1954/1955")]),
        ("in 1954-5", &[("1954-5", "1954/1955")]),
        ("1954/55", &[("1954/55", "1954/1955")]),
        ("1999–00", &[("1999–00", "1999/2000")]),
        ("1910–11", &[("1910–11", "1910/1911 or 1910-11")]),
        ("1956-02.", &[("1956-02", "1956-02")]),
        ("the 1950s–60s", &[("1950s–60s", "195X/196X")]),
        ("the '60s, the sixties and '70s music", &[("60s", "?60s"), ("sixties", "?60s"), ("70s", "?70s")]),
        ("in the late ’60s, the mid-50s", &[("late ’60s", "Late ?60s"), ("mid-50s", "Mid ?50s")]),
        ("in his sixties, her early 60s, sixties", &[]),
        ("the 1950s and 1960s", &[("1950s", "195X"), ("1960s", "196X")]),
        ("from the 1950s until the mid-1980s", &[("1950s until the mid-1980s", "195X/Mid 198X")]),
        ("the 18th and 19th centuries", &[("18th and 19th centuries", "17XX/18XX")]),
    ]);
}

#[test]
fn less_than_days() {
    check(&[
        ("In February 1956", &[("February 1956", "1956-02")]),
        ("in March", &[("March", "?-03")]),
        ("in spring 1962 and", &[("spring 1962", "1962-21")]),
        ("in the spring of 1962", &[("spring of 1962", "1962-21")]),
        ("in the winter of 1941–42", &[("winter of 1941–42", "1941-24")]),
        ("in spring", &[("spring", "?-21")]),
        ("fall 1962", &[("fall 1962", "1962-23")]),
        ("the 1930s", &[("1930s", "193X")]),
        ("the 1900s", &[("1900s", "190X or 19XX")]),
        ("the mid-1980s,", &[("mid-1980s", "Mid 198X")]),
        ("late 1953", &[("late 1953", "Late 1953")]),
        ("at the end of 1953", &[("end of 1953", "Late 1953")]),
        ("in early February", &[("early February", "Early ?-02")]),
        ("the 20th century", &[("20th century", "19XX")]),
        ("a twentieth-century man", &[("twentieth-century", "19XX")]),
        ("the 5th century BC", &[("5th century BC", "-04XX")]),
        ("c. 1843", &[("1843", "1843~")]),
        ("around 1843", &[("1843", "1843~")]),
        ("in AD 79", &[("AD 79", "0079")]),
        ("in 476, Rome", &[("476", "0476")]),
        ("his 1956 secret speech", &[("1956", "1956")]),
        ("1956 Georgian demonstrations", &[("1956", "1956")]),
    ]);
}

#[test]
fn no_times() {
    for text in [
        "the 20th Party Congress",
        "order No 020",
        "order No. 1956",
        "1,956 men",
        "1956 people",
        "$1956",
        "1956.5",
        "B1956",
        "It may march on",
        "May this end",
        "The Fall of Berlin",
        "a 1956th time",
        "10:30",
        "two steps",
        "35.8 per cent",
        "in 12345",
        "",
        "the second half of it",
        "March on",
        "Mar",
    ] {
        assert_eq!(read(text), vec![], "{text}");
    }
}
