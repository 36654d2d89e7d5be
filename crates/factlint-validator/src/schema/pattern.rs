//! Patterns as ECMA-262 reads them without its `u` flag: a brace that counts nothing stands for itself. Schemas in use
//! have such; the engines refuse them, and with them the whole schema.

use std::borrow::Cow;

use serde_json::Value;

/// Keywords whose values are no schemas.
const VALUES: &[&str] = &["const", "default", "enum", "example", "examples"];

/// Makes every pattern in a schema one that the engines take.
pub(super) fn mend(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(mend),
        Value::Object(entries) => {
            for (keyword, value) in entries.iter_mut() {
                match (keyword.as_str(), &mut *value) {
                    ("pattern", Value::String(pattern)) => *pattern = braced(pattern).into_owned(),
                    ("patternProperties", Value::Object(properties)) => {
                        *properties = std::mem::take(properties)
                            .into_iter()
                            .map(|(pattern, below)| (braced(&pattern).into_owned(), below))
                            .collect();
                        properties.values_mut().for_each(mend);
                    }
                    (word, _) if VALUES.contains(&word) => {}
                    _ => mend(value),
                }
            }
        }
        _ => {}
    }
}

/// A pattern in which the braces that count nothing are escaped.
pub(crate) fn braced(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains(['{', '}']) {
        return pattern.into();
    }
    let (mut out, mut rest, mut in_class) = (String::with_capacity(pattern.len() + 4), pattern, false);
    while let Some(first) = rest.chars().next() {
        let whole = match first {
            '\\' => escape(rest),
            '{' if !in_class => quantifier(rest),
            _ => None,
        };
        if whole.is_none() && !in_class && matches!(first, '{' | '}') {
            out.push('\\');
        }
        match first {
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        let (taken, left) = rest.split_at(whole.unwrap_or(first.len_utf8()));
        out.push_str(taken);
        rest = left;
    }
    out.into()
}

/// The length of an escape, with the braces that belong to it (`\p{L}`, `\u{1F600}`).
fn escape(text: &str) -> Option<usize> {
    let letter = text.chars().nth(1)?;
    let length = 1 + letter.len_utf8();
    let braces = text.get(length..).filter(|rest| matches!(letter, 'p' | 'P' | 'u' | 'x') && rest.starts_with('{'));
    Some(length + braces.and_then(|rest| rest.find('}')).map_or(0, |end| end + 1))
}

/// The length of `{2}`, `{2,}` or `{2,3}` where the text starts with one.
fn quantifier(text: &str) -> Option<usize> {
    let (counts, _) = text.strip_prefix('{')?.split_once('}')?;
    let (least, most) = counts.split_once(',').unwrap_or((counts, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!least.is_empty() && digits(least) && digits(most)).then_some(counts.len() + 2)
}

/// Why a text is no regular expression, in words, with the place in it.
pub(crate) fn why_not(error: &regex::Error) -> String {
    let regex::Error::Syntax(told) = error else { return "it is too large".to_owned() };
    let lines: Vec<&str> = told.lines().collect();
    let said = lines.last().map_or("", |line| line.trim_start_matches("error: "));
    let plain = PLAIN.iter().find(|(theirs, _)| said.starts_with(theirs)).map_or(said, |(_, plain)| plain);
    // Below the pattern, indented by four, a line of carets shows the place.
    let column = match lines[..] {
        [_, pattern, carets, _] if pattern.starts_with("    ") => carets.find('^').and_then(|at| at.checked_sub(4)),
        _ => None,
    };
    column.map_or_else(|| plain.to_owned(), |column| format!("{plain}, at its character {}", column + 1))
}

/// Whether the linear engine does without what a pattern asks for, rather than finding a mistake in it.
pub(crate) fn is_beyond(error: &regex::Error) -> bool {
    let told = error.to_string();
    told.contains("look-around") || told.contains("backreferences")
}

/// What the engine says, and plainer words.
const PLAIN: &[(&str, &str)] = &[
    ("look-around", "it looks ahead or behind, which is not known here"),
    ("backreferences", "it refers back to a group, which is not known here"),
    ("unclosed group", "a group is not closed"),
    ("unopened group", "a group is closed that was not opened"),
    ("unclosed character class", "a bracket is not closed"),
    ("invalid character class range", "a range ends before it starts"),
    ("repetition operator missing expression", "nothing stands before it that it could repeat"),
    ("unclosed counted repetition", "a count is not closed"),
    ("invalid repetition count range", "a count ends before it starts"),
    ("unrecognized escape sequence", "no such escape is known"),
    ("incomplete escape sequence", "it ends within an escape"),
    ("duplicate capture group name", "two groups have one name"),
    ("unrecognized flag", "no such flag is known"),
    ("Unicode property not found", "no such property of characters is known"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let why = |pattern: &str| regex::Regex::new(pattern).err().map(|error| why_not(&error));
        for (pattern, expected) in [
            ("a(b", "a group is not closed, at its character 2"),
            ("é+[z-a]", "a range ends before it starts, at its character 4"),
            ("*a", "nothing stands before it that it could repeat, at its character 1"),
            ("a(?=b)", "it looks ahead or behind, which is not known here, at its character 2"),
            ("a{999999999}", "it is too large"),
        ] {
            assert_eq!(why(pattern).as_deref(), Some(expected), "{pattern}");
        }
    }

    #[test]
    fn only_braces_that_count_nothing_are_escaped() {
        for (pattern, expected) in [
            ("^a{2}b{2,}c{2,3}$", "^a{2}b{2,}c{2,3}$"),
            (r"(^\d{4}$)|(^{TODAY})", r"(^\d{4}$)|(^\{TODAY\})"),
            (r"\p{L}\{x\}[{}]\u{1F600}", r"\p{L}\{x\}[{}]\u{1F600}"),
            ("a{,3}}é{", r"a\{,3\}\}é\{"),
            ("\\", "\\"),
        ] {
            assert_eq!(braced(pattern), expected);
        }
    }

    #[test]
    fn what_is_no_schema_stays() {
        let mut schema = serde_json::json!({
            "pattern": "{a}", "const": { "pattern": "{a}" }, "patternProperties": { "^{a}": { "pattern": "}" } },
        });
        mend(&mut schema);
        let expected = serde_json::json!({
            "pattern": "\\{a\\}", "const": { "pattern": "{a}" }, "patternProperties": { "^\\{a\\}": { "pattern": "\\}" } },
        });
        assert_eq!(schema, expected);
    }
}
