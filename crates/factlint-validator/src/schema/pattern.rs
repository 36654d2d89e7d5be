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

#[cfg(test)]
mod tests {
    use super::*;

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
