//! Names: what general words hint at, and words for kinds and slots. A hint alone decides nothing; the values do.

/// General words of keys and what they hint at, in a few languages.
const HINTS: &[(Hint, &[&str])] = &[
    (Hint::Id, &["id", "ids", "identifier", "identifiers", "slug", "code", "uuid", "guid", "isbn", "doi", "kennung"]),
    (Hint::Start, &["start", "begin", "from", "since", "beginn", "von", "seit", "début", "debut", "inicio", "desde"]),
    (Hint::End, &["end", "until", "to", "till", "stop", "ende", "bis", "fin", "hasta"]),
    (Hint::Born, &["born", "birth", "birthday", "birthdate", "geboren", "naissance", "nacimiento"]),
    (Hint::Died, &["died", "death", "deathday", "gestorben", "décès", "muerte"]),
    (Hint::Date, &["date", "day", "month", "datum", "at", "on", "published", "issued", "accessed"]),
    (Hint::Year, &["year", "years", "yr", "jahr", "année", "annee", "año"]),
    (Hint::Early, &["earliest", "first", "min", "minimum"]),
    (Hint::Late, &["latest", "last", "max", "maximum"]),
];

/// Words of a file's name that say which part of the data it holds, not what the data is.
const PARTS: &[&str] = &["current", "historical", "all", "list", "data", "initial", "old", "new", "archive"];

/// Folders whose names say nothing of what is in them.
const PLAIN_FOLDERS: &[&str] =
    &["data", "src", "content", "db", "files", "json", "yaml", "csv", "latest", "docs", "facts"];

/// What a word of a key hints at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    Id,
    Start,
    End,
    Born,
    Died,
    Date,
    Year,
    Early,
    Late,
}

/// Whether one of a key's words hints at this.
pub(super) fn hints(key: &str, hint: Hint) -> bool {
    let word = kebab(key);
    let known = HINTS.iter().filter(|(of, _)| *of == hint).flat_map(|(_, words)| words.iter());
    word.split('-').any(|part| known.clone().any(|word| *word == part))
}

/// A key as a word of lower-case parts: `releaseDate` is `release-date`.
pub(super) fn kebab(key: &str) -> String {
    let mut word = String::new();
    let mut lower = false;
    for c in key.chars().take(60) {
        if c.is_alphanumeric() {
            if c.is_uppercase() && lower {
                word.push('-');
            }
            word.extend(c.to_lowercase());
            lower = c.is_lowercase() || c.is_numeric();
        } else {
            lower = false;
            if !word.is_empty() && !word.ends_with('-') {
                word.push('-');
            }
        }
    }
    let word = word.trim_end_matches('-');
    if word.is_empty() { "value".to_owned() } else { word.to_owned() }
}

/// What one of several is called, by the simple rules of English.
pub(super) fn singular(key: &str) -> String {
    let word = kebab(key);
    let (front, last) = word.rsplit_once('-').map_or(("", word.as_str()), |(front, last)| (front, last));
    let one = match last {
        "people" => "person".to_owned(),
        "children" => "child".to_owned(),
        "men" | "women" => last.replace("men", "man"),
        "series" | "species" | "news" => last.to_owned(),
        _ => match last.strip_suffix("ies") {
            Some(stem) if stem.len() > 1 => format!("{stem}y"),
            _ => plain_singular(last),
        },
    };
    let kind = if front.is_empty() { one } else { format!("{front}-{one}") };
    // These kinds have rules of their own, which nothing here has shown to fit.
    if ["citation", "source", "sic"].contains(&kind.as_str()) { format!("{kind}-entry") } else { kind }
}

fn plain_singular(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["sses", "xes", "ches", "shes"]) {
        word[..word.len() - 2].to_owned()
    } else if ends(&["ss", "us", "is"]) || word.len() < 4 {
        word.to_owned()
    } else {
        word.strip_suffix('s').unwrap_or(word).to_owned()
    }
}

/// The name of a file without the words that say which part of the data it holds.
pub(super) fn without_parts(stem: &str) -> String {
    let word = kebab(stem);
    let kept: Vec<&str> = word.split('-').filter(|part| !PARTS.contains(part)).collect();
    if kept.is_empty() { word } else { kept.join("-") }
}

/// Whether a folder's name says what is in it.
pub(super) fn tells(folder: &str) -> bool {
    let word = kebab(folder);
    !PLAIN_FOLDERS.contains(&word.as_str()) && !folder.chars().any(|c| c.is_ascii_digit()) && word != "value"
}
