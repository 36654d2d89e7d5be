//! Times, printed numbers, spans, and lists in the order of time.

use factlint_model::facts::TimeFormat;
use factlint_model::figure::{self, thousands};
use factlint_model::time::read;
use factlint_model::tree::NodeRef;

use super::chains::{self, moment, pair};
use super::shape::{Step, follow};
use super::threshold::{enough, is_share, nearly};
use super::words::{Hint, hints, kebab};
use super::write::plain;
use super::{Work, hinted, threshold};

/// Patterns that dates are written by; one is guessed only where no other fits.
const PATTERNS: &[&str] = &[
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD.MM.YYYY",
    "D.M.YYYY",
    "DD-MM-YYYY",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "D MMMM YYYY",
    "MMMM D, YYYY",
    "D MMM YYYY",
];

/// A field of a record that is a time.
pub(super) struct Field {
    pub place: usize,
    /// What it is called: its key, or several.
    pub name: String,
    pub format: TimeFormat,
    evidence: String,
    /// Whether a record has one at most.
    pub single: bool,
}

/// Guesses the times and figures of all records.
pub(super) fn guess(work: &mut Work<'_>) {
    for record in 0..work.records.len() {
        let mut fields = Vec::new();
        for place in work.records[record].fields.clone() {
            match time_of(work, record, place) {
                Some(field) => fields.push(field),
                None => figure_of(work, record, place),
            }
        }
        orders(work, record, &fields);
    }
}

fn time_of(work: &mut Work<'_>, record: usize, place: usize) -> Option<Field> {
    let values: Vec<NodeRef<'_>> = work.shape.filled(place).collect();
    let steps = work.shape.steps(work.records[record].place, place);
    if values.len() < threshold::FEW || steps.contains(&Step::Values) {
        return None;
    }
    let key = work.field_name(record, place);
    let field = |format: TimeFormat, evidence: String| Field {
        place,
        name: key.clone(),
        format,
        evidence,
        single: !steps.contains(&Step::Items),
    };
    let broken = |format: &TimeFormat| -> Vec<NodeRef<'_>> {
        values.iter().copied().filter(|value| read(value.text(), format).is_err()).collect()
    };
    let days = values.iter().filter(|value| is_day(value.text())).count();
    let said =
        |good: usize, what: &str| format!("{} of {} values are {what}", thousands(good), thousands(values.len()));
    let when = [Hint::Start, Hint::End, Hint::Born, Hint::Died, Hint::Date].iter().any(|&hint| hints(&key, hint));
    let year = hints(&key, Hint::Year);
    // Full dates show themselves; years and months only under a name that speaks of time.
    if is_share(days, values.len(), threshold::DAYS) || (when && days > 0) {
        let against = broken(&TimeFormat::Edtf);
        let good = values.len() - against.len();
        if enough(good, values.len()) {
            let field = field(TimeFormat::Edtf, said(good, "dates"));
            work.exceptions_of_time.insert(place, against);
            return Some(field);
        }
        if nearly(good, values.len()) {
            work.mention(place, "time", said(good, "dates"), &against);
        }
        return None;
    }
    let years = values.iter().filter(|value| is_year(value.text(), year)).count();
    if (when || year) && years == values.len() {
        return Some(field(TimeFormat::Year, said(years, "years")));
    }
    if !values.iter().all(|value| value.text().chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    let fits: Vec<TimeFormat> = PATTERNS
        .iter()
        .map(|pattern| TimeFormat::Pattern((*pattern).to_owned()))
        .filter(|format| broken(format).is_empty())
        .collect();
    match fits.as_slice() {
        [one] => Some(field(one.clone(), said(values.len(), "dates of this form"))),
        [] => None,
        [TimeFormat::Pattern(first), TimeFormat::Pattern(second), ..] if first != "DD.MM.YYYY" => {
            work.mention(place, "time", format!("all values fit {first} as well as {second}"), &[]);
            None
        }
        [first, ..] => Some(field(first.clone(), said(values.len(), "dates of this form"))),
    }
}

/// Whether a text is a date with a day.
fn is_day(text: &str) -> bool {
    let bytes = text.trim_start_matches('-').as_bytes();
    bytes.len() >= 10
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && read(text, &TimeFormat::Edtf).is_ok()
}

/// Whether a text is a year: of any length under a name that says so, else of four digits.
fn is_year(text: &str, named: bool) -> bool {
    let digits = text.trim_start_matches('-');
    let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && (named || (digits.len() == 4 && ("1000"..="2200").contains(&digits)))
}

/// A number as it is printed: grouped, or in per cent.
fn figure_of(work: &mut Work<'_>, record: usize, place: usize) {
    let values: Vec<NodeRef<'_>> = work.shape.filled(place).collect();
    let printed = |text: &str| {
        let marked = text.contains('%') || text.contains(" per cent") || text.contains(',') || text.contains('\u{a0}');
        text.starts_with(|c: char| c.is_ascii_digit() || "-−~≈<>".contains(c))
            && (marked || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
            && figure::read(text).is_ok()
    };
    let good = values.iter().filter(|value| printed(value.text())).count();
    let marked = values.iter().filter(|value| value.text().contains([',', '%'])).count();
    if good < threshold::FIGURES || good != values.len() || marked == 0 {
        return;
    }
    let name = work.field_name(record, place);
    let slot = work.slot(record, place, &name);
    let evidence = format!("{} of {} values are numbers as printed", thousands(good), thousands(values.len()));
    work.add(place, "figure", format!("{{ slot: {}, part: printed }}", plain(&slot)), evidence, &[]);
}

/// The slots of a record's times, the orders among them, and that of siblings.
fn orders(work: &mut Work<'_>, record: usize, fields: &[Field]) {
    let mut slots: Vec<Option<String>> = vec![None; fields.len()];
    span(work, record, fields, &mut slots, (Hint::Start, "start"), (Hint::End, "end"));
    if slots.iter().all(Option::is_none) {
        span(work, record, fields, &mut slots, (Hint::Born, "born"), (Hint::Died, "died"));
    }
    let parts = parts(work, fields, &slots);
    for (at, field) in fields.iter().enumerate() {
        let slot = slots[at].take().unwrap_or_else(|| work.slot(record, field.place, &point(&field.name)));
        let format = match &field.format {
            TimeFormat::Edtf => String::new(),
            TimeFormat::Year => ", format: year".to_owned(),
            TimeFormat::Unix => ", format: unix".to_owned(),
            TimeFormat::Pattern(pattern) => format!(", format: \"{pattern}\""),
            TimeFormat::AnyOf(_) | TimeFormat::Bounded(..) => String::new(),
        };
        let arguments = match &parts[at] {
            Some((of, part)) => format!("{{ slot: {}, part: {part}{format} }}", plain(of)),
            None if format.is_empty() => plain(&slot),
            None => format!("{{ slot: {}{format} }}", plain(&slot)),
        };
        let against = work.exceptions_of_time.remove(&field.place).unwrap_or_default();
        work.add(field.place, "time", arguments, field.evidence.clone(), &against);
        slots[at] = Some(slot);
    }
    let whole = fields.iter().zip(slots).zip(parts).filter(|(_, part)| part.is_none());
    let (fields, slots): (Vec<&Field>, Vec<String>) =
        whole.filter_map(|((field, slot), _)| Some((field, slot?))).unzip();
    chains::guess(work, record, &fields, &slots);
    sequence(work, record, &fields, &slots);
}

/// Fields that give the earliest or latest that the start or end beside them can be.
fn parts(work: &Work<'_>, fields: &[Field], slots: &[Option<String>]) -> Vec<Option<(String, &'static str)>> {
    let above = |field: &Field| work.shape.places[field.place].parent;
    let part = |(at, field): (usize, &Field)| {
        let word =
            [(Hint::Early, "earliest"), (Hint::Late, "latest")].into_iter().find(|(hint, _)| hints(&field.name, *hint));
        let whole = fields.iter().zip(slots).find(|(other, slot)| slot.is_some() && above(other) == above(field));
        let nested = whole.filter(|(other, _)| other.name.contains('-') && slots[at].is_none());
        Some((nested?.1.clone()?, word?.1))
    };
    fields.iter().enumerate().map(part).collect()
}

/// The slot of a time that is no end of a span: those names have a meaning of their own.
fn point(key: &str) -> String {
    let word = kebab(key);
    if ["start", "end", "at", "born", "died"].contains(&word.as_str()) { format!("{word}-date") } else { word }
}

/// Finds two fields that make a span.
fn span(
    work: &mut Work<'_>,
    record: usize,
    fields: &[Field],
    slots: &mut [Option<String>],
    (first, first_slot): (Hint, &str),
    (second, second_slot): (Hint, &str),
) {
    let of = |hint: Hint| {
        let mut found: Vec<usize> =
            (0..fields.len()).filter(|&at| fields[at].single && hints(&fields[at].name, hint)).collect();
        found.sort_by_key(|&at| (fields[at].name.len(), at));
        found.first().copied()
    };
    let (Some(one), Some(two)) = (of(first), of(second)) else { return };
    if one == two {
        return;
    }
    let pair = pair(work, record, &fields[one], &fields[two]);
    let evidence = pair.evidence(&fields[one].name, &fields[two].name);
    if pair.holds(true) {
        slots[one] = Some(work.slot(record, fields[one].place, first_slot));
        slots[two] = Some(work.slot(record, fields[two].place, second_slot));
        work.exceptions_of_time.entry(fields[two].place).or_default().extend(&pair.against);
        work.spans.insert(fields[two].place, evidence);
    } else if pair.is_seen() {
        work.mention(fields[two].place, "time", evidence, &pair.against);
    }
}

/// Whether the records of each list stand in the order of one of their times.
fn sequence(work: &mut Work<'_>, record: usize, fields: &[&Field], slots: &[String]) {
    let top = work.records[record].place;
    let Some(list) = work.shape.places[top].parent.filter(|_| work.shape.places[top].step == Step::Items) else {
        return;
    };
    for (field, slot) in fields.iter().zip(slots).filter(|(field, slot)| field.single && *slot != "end") {
        let steps = work.shape.steps(top, field.place);
        let (mut rising, mut falling, mut steps_seen, mut against) = (0, 0, 0, [Vec::new(), Vec::new()]);
        for node in &work.shape.places[list].nodes {
            let times: Vec<_> = node
                .items()
                .filter_map(|item| follow(item, &steps).first().copied())
                .filter_map(|value| Some((value, moment(value, field)?)))
                .collect();
            for two in times.windows(2) {
                steps_seen += 1;
                if two[0].1.surely_before(two[1].1) {
                    rising += 1;
                    against[1].push(two[1].0);
                } else if two[1].1.surely_before(two[0].1) {
                    falling += 1;
                    against[0].push(two[1].0);
                }
            }
        }
        let (most, least, way) = if rising >= falling { (rising, falling, 0) } else { (falling, rising, 1) };
        if steps_seen < threshold::MANY
            || !is_share(most, steps_seen, threshold::MOVING)
            || !enough(steps_seen - least, steps_seen)
        {
            continue;
        }
        let (arguments, word) = match way {
            0 => (format!("{{ by: {} }}", plain(slot)), "rises"),
            _ => (format!("{{ by: {}, falling: true }}", plain(slot)), "falls"),
        };
        let evidence =
            format!("`{}` {word} in {} of {} steps", field.name, thousands(steps_seen - least), thousands(steps_seen));
        return work.add(top, "sequence", arguments, evidence, &against[way]);
    }
}

/// Whether the values of a place are times already.
pub(super) fn is_time(work: &Work<'_>, place: usize) -> bool {
    work.facts.get(&place).is_some_and(|facts| facts.iter().any(|fact| fact.word == "time"))
        || hinted(&work.shape, place, Hint::Year)
}
