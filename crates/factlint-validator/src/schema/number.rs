//! Numbers of YAML's core schema in the notation of JSON, digit for digit: no float takes part.

use std::borrow::Cow;

use num_bigint::BigInt;

/// The longest hexadecimal or octal number that is converted; longer ones are no number in any practical sense.
const RADIX_DIGITS: usize = 4096;

/// The number as JSON writes it. `None` for what JSON has no number for: `.inf`, `.nan`.
pub(super) fn json_text(text: &str) -> Option<Cow<'_, str>> {
    if is_json(text) {
        return Some(Cow::Borrowed(text));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = digits.find(['e', 'E']).map_or((digits, ""), |at| digits.split_at(at));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let written = format!("{sign}{whole}{point}{fraction}{exponent}");
    (is_json(&written) && mantissa.bytes().any(|byte| byte.is_ascii_digit())).then_some(Cow::Owned(written))
}

fn radix(digits: &str, radix: u32) -> Option<Cow<'_, str>> {
    if digits.len() > RADIX_DIGITS {
        return None;
    }
    BigInt::parse_bytes(digits.as_bytes(), radix).map(|number| Cow::Owned(number.to_string()))
}

/// Whether a text is a number by JSON's grammar.
fn is_json(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.find(['e', 'E']).map_or((unsigned, None), |at| {
        let exponent = &unsigned[at + 1..];
        (&unsigned[..at], Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
    });
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, rest)| (whole, Some(rest)));
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use super::json_text;

    #[test]
    fn core_schema_numbers_become_json_numbers() {
        for (yaml, json) in [
            ("12", "12"),
            ("-0.50", "-0.50"),
            ("017", "17"),
            ("0o17", "15"),
            ("0x1F", "31"),
            ("+3", "3"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("5.", "5"),
            ("1E+3", "1E+3"),
            ("00", "0"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"),
        ] {
            assert_eq!(json_text(yaml).as_deref(), Some(json), "{yaml}");
        }
    }

    #[test]
    fn infinity_and_what_is_no_number_have_none() {
        for text in [".inf", "-.INF", ".nan", "", ".", "-", "e3", "0x", "0o9"] {
            assert_eq!(json_text(text), None, "{text}");
        }
    }
}
