//! What is told of changes, in sections and lines; each format has its own way to write them.

use std::collections::{BTreeMap, BTreeSet};

use factlint_validator::changes::{
    Changes, Citing, GoneTold, Group, How, Moved, RecordChange, RecordTold, Untold, ValueChange, groups,
};

use crate::report::counted;

/// So many of a sort are told one by one, where there are more than one more.
const SAMPLES: usize = 3;
/// So many values of one field are told.
const VALUES: usize = 4;
/// So many characters of a value are told.
const LONGEST: usize = 80;
/// So many files are named.
const FILES: usize = 10;

/// A piece of a line.
#[derive(Debug)]
pub enum Bit {
    /// Our words.
    Ours(String),
    /// A value, a field or an id of the data.
    Data(String),
    /// What a record is called.
    Name(String),
}

/// A line, and what is told below it.
#[derive(Debug)]
pub struct Line {
    /// The line.
    pub bits: Vec<Bit>,
    /// The first of what belongs to it.
    pub samples: Vec<Line>,
    /// The rest of it.
    pub rest: Vec<Line>,
}

/// Lines of one kind.
#[derive(Debug)]
pub struct Section {
    /// What they are.
    pub title: &'static str,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Line {
    fn new(bits: Vec<Bit>) -> Self {
        Self { bits, samples: Vec::new(), rest: Vec::new() }
    }

    /// A line over others, of which the first few are samples where there are more.
    fn over(bits: Vec<Bit>, mut lines: Vec<Line>) -> Self {
        let rest = if lines.len() > SAMPLES + 1 { lines.split_off(SAMPLES) } else { Vec::new() };
        Self { bits, samples: lines, rest }
    }
}

fn ours(text: impl Into<String>) -> Bit {
    Bit::Ours(text.into())
}

/// One line on all.
pub fn summary(changes: &Changes) -> String {
    let went = changes.gone.iter().filter(|gone| gone.now.is_none() && gone.names.is_none()).count();
    let went = went + without_id(&changes.removed).count();
    let counts = [(changes.changed.len(), "changed"), (changes.added.len(), "came"), (went, "went")];
    let mut parts = counts.into_iter().filter(|(count, _)| *count > 0);
    let first = parts.next().map(|(count, verb)| format!("{} {verb}", counted(count, "record")));
    let parts: Vec<String> = first.into_iter().chain(parts.map(|(count, verb)| format!("{count} {verb}"))).collect();
    match (parts.is_empty(), changes.files) {
        (true, 0) => "no data file differs".to_owned(),
        (true, files) => format!("no value changed; {}", differ(files)),
        (false, files) => format!("{}; {}", parts.join(", "), differ(files)),
    }
}

fn differ(files: usize) -> String {
    format!("{} differ{}", counted(files, "file"), if files == 1 { "s" } else { "" })
}

/// What is told: what went first, then what changed without its citation, then the rest.
pub fn sections(changes: &Changes) -> Vec<Section> {
    let groups = groups(&changes.changed);
    let told = |unchanged: bool| {
        let groups = groups.iter().filter(move |group| (group.citing == Citing::Unchanged) == unchanged);
        groups.map(group).collect::<Vec<Line>>()
    };
    let sections = [
        Section { title: "Went, or goes by another id", lines: went(changes) },
        Section { title: "Changed, and the citation did not", lines: told(true) },
        Section { title: "Changed", lines: told(false) },
        Section { title: "Came", lines: came(&changes.added) },
        Section { title: "Stand in another file", lines: moved(&changes.moved) },
        Section { title: "Differ otherwise", lines: untold(&changes.untold) },
    ];
    sections.into_iter().filter(|section| !section.lines.is_empty()).collect()
}

/// Like changes: one alone is a line, several have a line over them.
fn group(group: &Group<'_>) -> Line {
    if let [change] = group.changes.as_slice() {
        let mut bits = vec![Bit::Name(change.record.name.clone()), ours(format!(" ({}): ", change.record.kind))];
        bits.extend(values(change));
        bits.push(ours(citation(change.citing, &change.values)));
        bits.extend(place(&change.record));
        return Line::new(bits);
    }
    let mut bits = vec![ours(format!("{}: ", group.kind))];
    for (at, (field, how)) in group.fields.iter().enumerate() {
        bits.extend([
            ours(if at > 0 { ", " } else { "" }),
            Bit::Data((*field).to_owned()),
            ours(format!(" {}", how.as_str())),
        ]);
    }
    let files: BTreeSet<&str> = group.changes.iter().map(|it| it.record.file.as_str()).collect();
    let first = group.changes.first().map_or(&[][..], |change| &change.values);
    let (records, files) = (counted(group.changes.len(), "record"), counted(files.len(), "file"));
    bits.push(ours(format!("{}: {records} in {files}", citation(group.citing, first))));
    let line = |change: &&RecordChange| {
        let mut bits = vec![Bit::Name(change.record.name.clone()), ours(": ")];
        bits.extend(values(change));
        bits.extend(place(&change.record));
        Line::new(bits)
    };
    Line::over(bits, group.changes.iter().map(line).collect())
}

/// What became of the citation, where it is not among the values.
fn citation(citing: Citing, values: &[ValueChange]) -> &'static str {
    match citing {
        Citing::Unchanged => ", citation unchanged",
        Citing::Changed if values.iter().all(|value| !value.citation) => ", citation changed",
        Citing::Changed | Citing::Nowhere => "",
    }
}

fn values(change: &RecordChange) -> Vec<Bit> {
    let each = |(at, value): (usize, &ValueChange)| {
        let mut bits = vec![ours(if at > 0 { "; " } else { "" }), Bit::Data(value.field.clone()), ours(" ")];
        match value.how {
            How::Added => {
                bits.push(ours("+ "));
                bits.extend(list(&value.now));
            }
            How::Removed => {
                bits.push(ours("− "));
                bits.extend(list(&value.before));
            }
            _ => {
                bits.extend(list(&value.before));
                bits.push(ours(" → "));
                bits.extend(list(&value.now));
            }
        }
        bits
    };
    change.values.iter().enumerate().flat_map(each).collect()
}

fn list(texts: &[String]) -> Vec<Bit> {
    let mut bits = Vec::new();
    for (at, text) in texts.iter().take(VALUES).enumerate() {
        bits.extend([ours(if at > 0 { ", " } else { "" }), Bit::Data(short(text))]);
    }
    if let Some(more) = texts.len().checked_sub(VALUES).filter(|&more| more > 0) {
        bits.push(ours(format!(" and {more} more")));
    }
    bits
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None if text.is_empty() => "\"\"".to_owned(),
        None => text.to_owned(),
    }
}

fn place(record: &RecordTold) -> Option<Bit> {
    let line = record.line?;
    Some(ours(format!(" — {}:{line}", record.file)))
}

/// What went: each that something still refers to, the others by kind and by what became of them.
fn went(changes: &Changes) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut alike: BTreeMap<(&str, &str), Vec<Line>> = BTreeMap::new();
    for gone in &changes.gone {
        let (fate, line) = id(gone);
        if gone.held_by.is_empty() {
            alike.entry((&gone.record.kind, fate)).or_default().push(line);
        } else {
            let holder = |record: &RecordTold| {
                let mut bits = vec![ours("still referred to by "), Bit::Name(record.name.clone())];
                bits.extend(place(record));
                Line::new(bits)
            };
            lines.push(Line::over(line.bits, gone.held_by.iter().map(holder).collect()));
        }
    }
    for record in without_id(&changes.removed) {
        alike.entry((&record.kind, "went")).or_default().push(record_line(record));
    }
    lines.extend(by_kind(alike));
    lines
}

fn without_id(removed: &[RecordTold]) -> impl Iterator<Item = &RecordTold> {
    removed.iter().filter(|record| record.id.is_none())
}

/// What became of an id, in a word and in a line.
fn id(gone: &GoneTold) -> (&'static str, Line) {
    let mut bits = vec![Bit::Name(gone.record.name.clone()), ours(format!(" ({}", gone.record.kind))];
    if gone.scheme != gone.record.kind {
        bits.push(ours(format!(", {}", gone.scheme)));
    }
    bits.extend([ours(" "), Bit::Data(short(&gone.id)), ours(")")]);
    let fate = match (&gone.names, &gone.now) {
        (Some(other), now) => {
            bits.extend([ours(": the id names "), Bit::Name(other.name.clone()), ours(" now")]);
            if let Some(now) = now.as_ref().filter(|now| *now != other) {
                bits.extend([ours(", and what it named is "), Bit::Name(now.name.clone())]);
            }
            "ids that name something else"
        }
        (None, Some(now)) if now.id != gone.record.id => {
            bits.extend([ours(" is "), Bit::Data(now.id.clone().unwrap_or_default()), ours(" now")]);
            "has another id"
        }
        (None, Some(_)) => {
            bits.push(ours(" went: the record stays, without that id"));
            "lost an id"
        }
        (None, None) => {
            bits.push(ours(format!(" went{}", inside(&gone.record))));
            "went"
        }
    };
    if gone.names.is_none() && gone.now.is_none() {
        bits.push(ours(format!(" — was in {}", gone.record.file)));
    } else {
        bits.extend(gone.now.as_ref().and_then(place));
    }
    (fate, Line::new(bits))
}

fn inside(record: &RecordTold) -> String {
    if record.inside == 0 { String::new() } else { format!(", with {} in it", counted(record.inside, "record")) }
}

fn record_line(record: &RecordTold) -> Line {
    let mut bits = vec![Bit::Name(record.name.clone()), ours(format!(" ({}){}", record.kind, inside(record)))];
    bits.extend(place(record));
    Line::new(bits)
}

fn came(added: &[RecordTold]) -> Vec<Line> {
    let mut alike: BTreeMap<(&str, &str), Vec<Line>> = BTreeMap::new();
    for record in added {
        alike.entry((&record.kind, "came")).or_default().push(record_line(record));
    }
    by_kind(alike).collect()
}

fn by_kind<'a>(alike: BTreeMap<(&'a str, &'a str), Vec<Line>>) -> impl Iterator<Item = Line> + use<'a> {
    alike.into_iter().flat_map(|((kind, fate), lines)| match lines.len() {
        count if count <= SAMPLES + 1 => lines,
        count => vec![Line::over(vec![ours(format!("{kind}: {} {fate}", counted(count, "record")))], lines)],
    })
}

fn moved(moved: &[Moved]) -> Vec<Line> {
    let line = |moved: &Moved| {
        let verb = if moved.records == 1 { "is" } else { "are" };
        Line::new(vec![
            ours(format!("{} of ", counted(moved.records, "record"))),
            Bit::Data(moved.from.clone()),
            ours(format!(" {verb} in ")),
            Bit::Data(moved.to.clone()),
            ours(" now"),
        ])
    };
    let lines: Vec<Line> = moved.iter().map(line).collect();
    if lines.len() <= SAMPLES + 1 {
        return lines;
    }
    let records = moved.iter().map(|moved| moved.records).sum();
    let files: BTreeSet<&str> = moved.iter().map(|moved| moved.to.as_str()).collect();
    let (records, files) = (counted(records, "record"), counted(files.len(), "file"));
    vec![Line::over(vec![ours(format!("{records} in {files}"))], lines)]
}

/// The files in which no record changed: those whose references follow a new id, then the others.
fn untold(files: &[Untold]) -> Vec<Line> {
    let (following, others): (Vec<&Untold>, Vec<&Untold>) = files.iter().partition(|file| file.references > 0);
    let references: usize = following.iter().map(|file| file.references).sum();
    let verb = if references == 1 { "follows" } else { "follow" };
    let lines = [
        (following, format!("{} {verb} a new id", counted(references, "reference"))),
        (others, "layout, comments, or what is in no record".to_owned()),
    ];
    let told = lines.into_iter().filter(|(files, _)| !files.is_empty());
    told.map(|(files, what)| {
        let mut bits = Vec::new();
        for (at, file) in files.iter().take(FILES).enumerate() {
            bits.extend([ours(if at > 0 { ", " } else { "" }), Bit::Data(file.file.clone())]);
        }
        if let Some(more) = files.len().checked_sub(FILES).filter(|&more| more > 0) {
            bits.push(ours(format!(" and {more} more")));
        }
        bits.push(ours(format!(": {what}")));
        Line::new(bits)
    })
    .collect()
}
