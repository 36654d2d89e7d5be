//! Measures, as `{{convert|5|km|mi}}` prints what it converts: `5 kilometres`. What it converts to is left out.

use super::{Shown, Template};

/// Units: what templates call them, their sign, and their name for one and for several.
const UNITS: &[(&[&str], &str, &str, &str)] = &[
    (&["mm"], "mm", "millimetre", "millimetres"),
    (&["cm"], "cm", "centimetre", "centimetres"),
    (&["m"], "m", "metre", "metres"),
    (&["km"], "km", "kilometre", "kilometres"),
    (&["in"], "in", "inch", "inches"),
    (&["ft", "foot"], "ft", "foot", "feet"),
    (&["yd"], "yd", "yard", "yards"),
    (&["mi", "mile", "miles"], "mi", "mile", "miles"),
    (&["nmi"], "nmi", "nautical mile", "nautical miles"),
    (&["m2", "sqm"], "m²", "square metre", "square metres"),
    (&["km2", "sqkm"], "km²", "square kilometre", "square kilometres"),
    (&["sqft", "ft2"], "sq ft", "square foot", "square feet"),
    (&["sqmi", "mi2"], "sq mi", "square mile", "square miles"),
    (&["ha"], "ha", "hectare", "hectares"),
    (&["acre", "acres"], "acre", "acre", "acres"),
    (&["m3"], "m³", "cubic metre", "cubic metres"),
    (&["l", "L"], "L", "litre", "litres"),
    (&["g"], "g", "gram", "grams"),
    (&["kg"], "kg", "kilogram", "kilograms"),
    (&["t", "MT", "tonne", "tonnes"], "t", "tonne", "tonnes"),
    (&["oz"], "oz", "ounce", "ounces"),
    (&["lb", "lbs"], "lb", "pound", "pounds"),
    (&["LT"], "long tons", "long ton", "long tons"),
    (&["ST"], "short tons", "short ton", "short tons"),
    (&["km/h", "kph"], "km/h", "kilometre per hour", "kilometres per hour"),
    (&["mph"], "mph", "mile per hour", "miles per hour"),
    (&["kn", "knot", "knots"], "kn", "knot", "knots"),
    (&["C", "°C"], "°C", "°C", "°C"),
    (&["F", "°F"], "°F", "°F", "°F"),
    (&["hp"], "hp", "horsepower", "horsepower"),
    (&["kW"], "kW", "kilowatt", "kilowatts"),
    (&["MW"], "MW", "megawatt", "megawatts"),
];

/// What may stand between two numbers, and how it is shown.
const BETWEEN: &[(&str, &str)] = &[
    ("-", "–"),
    ("–", "–"),
    ("to", " to "),
    ("and", " and "),
    ("or", " or "),
    ("x", " × "),
    ("×", " × "),
    ("by", " by "),
    ("+/-", " ± "),
    ("±", " ± "),
];

/// With the name of the unit, unless it says otherwise.
pub(super) fn convert(template: &Template<'_>) -> Option<Shown> {
    measure(template, matches!(template.text("abbr"), Some("on" | "in" | "comma")))
}

/// With the sign of the unit.
pub(super) fn abbreviated(template: &Template<'_>) -> Option<Shown> {
    measure(template, template.text("abbr") != Some("off"))
}

/// A number or several with what stands between them, and their unit.
fn measure(template: &Template<'_>, abbreviated: bool) -> Option<Shown> {
    let number = |at: u32| template.plain(&at.to_string()).filter(|text| is_number(text)).map(grouped);
    let mut at = 1;
    let mut text = number(at)?;
    let mut one = text == "1";
    while let Some(between) = template.plain(&(at + 1).to_string()).and_then(shown_between) {
        at += 2;
        text = text + between + &number(at)?;
        one = false;
    }
    let code = template.plain(&(at + 1).to_string())?;
    let (sign, name, names) = UNITS
        .iter()
        .find(|(codes, ..)| codes.contains(&code))
        .map_or((code, code, code), |(_, sign, name, names)| (*sign, *name, *names));
    let adjective = template.text("adj") == Some("on") && !abbreviated;
    let unit = match () {
        () if abbreviated => sign,
        () if one || adjective => name,
        () => names,
    };
    let unit = if template.text("sp") == Some("us") {
        unit.replace("metre", "meter").replace("litre", "liter")
    } else {
        unit.to_owned()
    };
    let text = text + if adjective { "-" } else { " " } + &unit;
    Some(Shown::default().text(&text))
}

fn shown_between(text: &str) -> Option<&'static str> {
    BETWEEN.iter().find(|(sign, _)| *sign == text).map(|(_, shown)| *shown)
}

/// A number in digits, with what may stand in one: `1,200`, `5+1/2`, `-3.5`.
fn is_number(text: &str) -> bool {
    text.contains(|char: char| char.is_ascii_digit())
        && text.chars().all(|char| char.is_ascii_digit() || "-−.,+/ e".contains(char))
}

/// A number of digits alone with its thousands told apart by commas, as they are shown.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.split_at(usize::from(number.starts_with('-')));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() < 4 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.replace('+', " ");
    }
    let mut text = String::from(sign);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}
