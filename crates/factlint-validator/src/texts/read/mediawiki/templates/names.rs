//! The templates by their names.

use super::{Shown, Template, convert, dates};

/// What a template shows.
#[derive(Clone, Copy)]
pub(super) enum Shows {
    /// One of its arguments: the first of these that it has.
    Argument(&'static [&'static str]),
    /// The last of its numbered arguments.
    Last,
    /// A sign.
    Sign(&'static str),
    /// Its first argument behind a sign, and what else is numbered behind another.
    Behind(&'static str, &'static str),
    /// A text with its language.
    Language(&'static str),
    /// A block with its author and source.
    Quotation(&'static [&'static str], &'static [&'static str]),
    /// Its arguments as blocks.
    Blocks,
    /// A ship's name with what stands before it.
    Ship(Option<&'static str>),
    Form(fn(&Template<'_>) -> Option<Shown>),
}

use Shows::{Argument, Behind, Blocks, Form, Language, Last, Quotation, Ship, Sign};

const FIRST: &[&str] = &["1"];
const SECOND: &[&str] = &["2"];

const NAMES: &[(&[&str], Shows)] = &[
    (
        &[
            "abbr",
            "abbrlink",
            "big",
            "bigger",
            "center",
            "code",
            "em",
            "flag",
            "flag country",
            "flagcountry",
            "flagu",
            "iast",
            "kbd",
            "large",
            "larger",
            "math",
            "mono",
            "mvar",
            "no wrap",
            "nobold",
            "nobr",
            "noitalic",
            "nobreak",
            "not a typo",
            "nowrap",
            "nts",
            "proper name",
            "samp",
            "sc",
            "small",
            "small caps",
            "smallcaps",
            "smaller",
            "strong",
            "tooltip",
            "transliteration word",
            "typo",
            "underline",
            "unicode",
            "vanchor",
            "var",
            "visible anchor",
            "wikt",
            "as written",
            "birth-date",
            "birth-date and age",
            "death-date",
            "death-date and age",
        ],
        Argument(FIRST),
    ),
    (
        &["lang", "wikt-lang", "native name", "native phrase", "sort", "color", "font color", "fontcolor", "resize"],
        Argument(SECOND),
    ),
    (&["transl", "transliteration", "tlit", "script"], Last),
    (&["ill", "interlanguage link"], Argument(&["lt", "1"])),
    (&["plainlist", "plain list", "flatlist", "flat list", "columns-list", "cols", "indent list"], Form(block)),
    (&["ubl", "unbulleted list", "hlist", "bulleted list", "ordered list"], Blocks),
    (
        &[
            "quote",
            "blockquote",
            "block quote",
            "cquote",
            "quotation",
            "quote box",
            "pull quote",
            "centered pull quote",
        ],
        Quotation(&["text", "quote", "content", "1"], &["author", "sign", "source", "title", "cite", "2", "3"]),
    ),
    (&["rquote"], Quotation(&["2"], &["3", "4"])),
    (&["poem quote", "poemquote"], Quotation(&["text", "1"], &["author", "source", "2", "3"])),
    (&["\"", "tq", "qi", "quote inline"], Form(quoted)),
    (&["circa", "c.", "ca.", "ca"], Behind("c. ", " – c. ")),
    (&["floruit", "fl.", "fl"], Behind("fl. ", "–")),
    (&["reign", "r."], Behind("r. ", "–")),
    (&["us$", "usd"], Behind("US$", "")),
    (&["gbp", "£", "pound sterling"], Behind("£", "")),
    (&["eur", "€", "euro"], Behind("€", "")),
    (&["inr", "indian rupee"], Behind("₹", "")),
    (&["a$", "aud"], Behind("A$", "")),
    (&["ndash", "en dash", "endash", "–"], Sign("–")),
    (&["mdash", "em dash", "emdash", "—"], Sign("—")),
    (&["snd", "spnd", "sndash", "spndash", "spaced ndash", "spaced en dash", "snds"], Sign(" – ")),
    (&["spaced mdash", "spaced em dash"], Sign(" — ")),
    (&["nbsp", "space", "spaces", "thinsp", "thin space", "hair space", "nnbsp"], Sign(" ")),
    (&["·", "middot", "dot", "•", "bull", "bullet"], Sign(" · ")),
    (&["...", "ellipsis", "…"], Sign("…")),
    (&["'", "apostrophe"], Sign("'")),
    (&["'s"], Sign("'s")),
    (&["!"], Sign("|")),
    (&["="], Sign("=")),
    (&["frac", "fraction", "sfrac"], Form(fraction)),
    (&["sic"], Form(sic)),
    (&["nihongo"], Form(nihongo)),
    (&["langx"], Form(langx)),
    (&["convert"], Form(convert::convert)),
    (&["cvt"], Form(convert::abbreviated)),
    (
        &[
            "start date",
            "end date",
            "start date and age",
            "film date",
            "birth date",
            "birth date and age",
            "bda",
            "dob",
            "birth year and age",
            "death date",
            "start-date",
            "end-date",
            "death year",
        ],
        Form(dates::date),
    ),
    (&["death date and age", "dda"], Form(dates::with_age)),
    (&["death year and age"], Form(dates::year_with_age)),
    (&["dts", "date table sorting"], Form(dates::sorted)),
    (&["as of"], Form(dates::as_of)),
    (&["oldstyledate", "old style date"], Form(dates::old_style)),
    (&["oldstyledatedy"], Form(dates::old_style_with_year)),
    (&["ship"], Ship(None)),
    (&["hmas"], Ship(Some("HMAS"))),
    (&["hmcs"], Ship(Some("HMCS"))),
    (&["hms"], Ship(Some("HMS"))),
    (&["mv"], Ship(Some("MV"))),
    (&["rms"], Ship(Some("RMS"))),
    (&["sms"], Ship(Some("SMS"))),
    (&["ss"], Ship(Some("SS"))),
    (&["uss"], Ship(Some("USS"))),
];

/// The languages of `{{lang-ru}}` and `{{langx|ru}}`.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("grc", "Ancient Greek"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("la", "Latin"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovene"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// What the template of a name shows, if that is known.
pub(super) fn what(name: &str) -> Option<Shows> {
    if let Some(code) = name.strip_prefix("lang-") {
        return LANGUAGES.iter().find(|(other, _)| *other == code).map(|(_, language)| Language(language));
    }
    NAMES.iter().find(|(names, _)| names.contains(&name)).map(|(_, shows)| *shows)
}

/// What a template shows.
pub(super) fn shown(template: &Template<'_>, shows: Shows) -> Option<Shown> {
    let shown = Shown::default();
    Some(match shows {
        Argument(names) => shown.argument(Some(template.first_of(names)?)),
        Last => shown.argument(Some(template.last()?)),
        Sign(sign) => shown.text(sign),
        Behind(first, more) => behind(template, first, more),
        Language(language) => in_language(template, language, "1")?,
        Quotation(text, sources) => quotation(template, text, sources)?,
        Blocks => template.numbered().fold(shown, |shown, item| shown.breaks().argument(Some(item))).breaks(),
        Ship(prefix) => ship(template, prefix)?,
        Form(form) => form(template)?,
    })
}

fn behind(template: &Template<'_>, first: &str, more: &str) -> Shown {
    let mut arguments = template.numbered();
    let Some(one) = arguments.next() else { return Shown::default().text(first.trim_end()) };
    let shown = Shown::default().text(first).argument(Some(one));
    arguments.take(1).fold(shown, |shown, next| shown.text(more).argument(Some(next)))
}

fn block(template: &Template<'_>) -> Option<Shown> {
    Some(Shown::default().breaks().argument(Some(template.argument("1")?)).breaks())
}

fn quoted(template: &Template<'_>) -> Option<Shown> {
    let text = template.first_of(&["1", "text"])?;
    Some(Shown::default().text("\"").argument(Some(text)).text("\""))
}

/// A quotation and what tells where it is from, each as a block, as they stand.
fn quotation(template: &Template<'_>, text: &[&str], sources: &[&str]) -> Option<Shown> {
    let mut blocks = vec![template.first_of(text)?];
    blocks.extend(sources.iter().filter_map(|name| template.argument(name)));
    blocks.sort_by_key(|block| block.start);
    blocks.dedup();
    let shown = blocks.into_iter().fold(Shown::default(), |shown, block| shown.breaks().argument(Some(block)));
    Some(shown.breaks())
}

fn in_language(template: &Template<'_>, language: &str, name: &str) -> Option<Shown> {
    let text = template.first_of(&[name, "text"])?;
    let label = template.plain("label").unwrap_or(language);
    let label = if matches!(label, "none" | "") { String::new() } else { format!("{label}: ") };
    Some(Shown::default().text(&label).argument(Some(text)))
}

fn langx(template: &Template<'_>) -> Option<Shown> {
    let code = template.plain("1")?;
    let language = LANGUAGES.iter().find(|(other, _)| *other == code).map_or("", |(_, language)| language);
    in_language(template, language, "2")
}

/// `{{frac|2}}`, `{{frac|3|4}}`, `{{frac|1|3|4}}`.
fn fraction(template: &Template<'_>) -> Option<Shown> {
    let mut numbers = template.numbered();
    let (first, second, third) = (numbers.next()?, numbers.next(), numbers.next());
    let shown = Shown::default();
    Some(match (second, third) {
        (None, _) => shown.text("1/").argument(Some(first)),
        (Some(second), None) => shown.argument(Some(first)).text("/").argument(Some(second)),
        (Some(second), third) => shown.argument(Some(first)).text(" ").argument(Some(second)).text("/").argument(third),
    })
}

fn sic(template: &Template<'_>) -> Option<Shown> {
    let hidden = template.says_yes("hide");
    let text = template.numbered().fold(Shown::default(), |shown, text| shown.argument(Some(text)));
    let space = if text.arguments.is_empty() { "" } else { " " };
    Some(if hidden { text } else { text.text(space).text("[sic]") })
}

/// English, with the Japanese words and their reading.
fn nihongo(template: &Template<'_>) -> Option<Shown> {
    let english = template.argument("1");
    let bracket = if english.is_some() { " (" } else { "(" };
    let shown = Shown::default().argument(english);
    Some(match (template.argument("2"), template.argument("3")) {
        (Some(word), Some(reading)) => {
            shown.text(bracket).argument(Some(word)).text(", ").argument(Some(reading)).text(")")
        }
        (None, None) => shown,
        (one, other) => shown.text(bracket).argument(one.or(other)).text(")"),
    })
}

/// A ship with its prefix and, in brackets, its number or year; the last argument tells which of these are shown.
fn ship(template: &Template<'_>, prefix: Option<&str>) -> Option<Shown> {
    let (name, number, form) = if prefix.is_some() { ("1", "2", "3") } else { ("2", "3", "4") };
    let form = template.plain(form).unwrap_or_default();
    let shown = match prefix {
        Some(prefix) if form != "2" && form != "3" => Shown::default().text(prefix).text(" "),
        None if form != "2" && form != "3" => Shown::default().argument(template.argument("1")).text(" "),
        _ => Shown::default(),
    };
    let shown = shown.argument(Some(template.argument(name)?));
    Some(match template.argument(number).filter(|_| matches!(form, "" | "3")) {
        Some(number) => shown.text(" (").argument(Some(number)).text(")"),
        None => shown,
    })
}
