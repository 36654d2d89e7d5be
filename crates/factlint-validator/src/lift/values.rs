//! Values as rows: what of a text is read for a meaning, and where it stands.

use factlint_model::facts::{FigureUse, IdUse, Meaning, RecordId, RefUse, Row, TimeFormat, TimeUse, Use, UseId};
use factlint_model::load::Compression;
use factlint_model::tree::{Kind, NodeRef, Style};

use super::{Walk, short};
use crate::plan::Reading;

impl Walk<'_> {
    /// Reads a value, or each item of a list, for one meaning of a record.
    pub(super) fn read(&mut self, value: NodeRef<'_>, reading: &Reading, record: RecordId, key: Option<NodeRef<'_>>) {
        match value.kind() {
            Kind::Sequence if reading.built => self.read_built(reading, record, key),
            Kind::Mapping if reading.built => self.read_built(reading, record, key),
            Kind::Sequence => {
                for item in value.items().filter(|item| item.is_scalar()) {
                    self.read(item, reading, record, key);
                }
            }
            Kind::Null | Kind::Mapping => {}
            Kind::Bool if !reading.boolean => {}
            Kind::Bool | Kind::Number | Kind::String => self.read_scalar(value, reading, record, key),
        }
    }

    fn read_scalar(&mut self, value: NodeRef<'_>, reading: &Reading, record: RecordId, key: Option<NodeRef<'_>>) {
        let text = value.text();
        let whole = short(value.span());
        let inner = slice_start(value);
        if reading.none.iter().any(|none| none == text) {
            self.tables.none.push(whole);
        }
        for (start, end) in self.patterns.stretches(text, reading, key).into_iter().filter(|(start, end)| start < end) {
            let is_part = end - start < text.len();
            let place = inner.map(|offset| short_range(offset + start, offset + end));
            let text = match place {
                Some((start, end)) => (start, end - start),
                None => self.tables.text(&text[start..end]),
            };
            self.push((text, place.filter(|_| is_part).unwrap_or(whole)), reading, record, key);
        }
    }

    /// A row without a value of its own, at the record's head: what it says is built from slots.
    fn read_built(&mut self, reading: &Reading, record: RecordId, key: Option<NodeRef<'_>>) {
        let head = self.tables.records[record.index()].head;
        self.push(((0, 0), head), reading, record, key);
    }

    /// Reads the file's name without its last ending, and that of its compression; with a `match`, the path.
    pub(super) fn read_path(&mut self, reading: &Reading, record: RecordId, key: Option<NodeRef<'_>>) {
        let at = self.tables.records[record.index()].head;
        let path = self.path;
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = Compression::of_name(name).map_or(name, |(_, below)| below);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
        let text = if reading.matches.is_some() { path } else { stem };
        for (start, end) in self.patterns.stretches(text, reading, key).into_iter().filter(|(start, end)| start < end) {
            let text = self.tables.text(&text[start..end]);
            self.push((text, at), reading, record, key);
        }
    }

    fn push(
        &mut self,
        (text, span): ((u32, u32), (u32, u32)),
        reading: &Reading,
        record: RecordId,
        key: Option<NodeRef<'_>>,
    ) {
        let use_id = match (reading.keyed, key) {
            (false, _) => reading.use_id,
            (true, Some(key)) => self.keyed_use(reading.use_id, key.text()),
            (true, None) => return,
        };
        self.tables.rows.push(Row { record, use_id, text, span });
    }

    /// The meaning with the key put in for `{key}`.
    fn keyed_use(&mut self, use_id: UseId, key: &str) -> UseId {
        if let Some(&known) = self.keyed.get(&(use_id, key.to_owned())) {
            return known;
        }
        let plan = self.plan;
        let Some(declared) = plan.vocabulary.uses.get(use_id.index()) else { return use_id };
        let filled = self.fill_in(declared, key);
        let number = plan.vocabulary.uses.len() + self.tables.extra_uses.len();
        let id = UseId(u32::try_from(number).unwrap_or(u32::MAX));
        self.tables.extra_uses.push(filled);
        self.keyed.insert((use_id, key.to_owned()), id);
        id
    }

    fn fill_in(&mut self, declared: &Use, key: &str) -> Use {
        let vocabulary = &self.plan.vocabulary;
        let fill = |text: &String| text.replace("{key}", key);
        let fill_some = |text: &Option<String>| text.as_ref().map(fill);
        let meaning = match &declared.meaning {
            Meaning::Id(id) => {
                Meaning::Id(IdUse { scheme: fill_some(&id.scheme), template: fill_some(&id.template), ..id.clone() })
            }
            Meaning::Ref(reference) => {
                let kind = |&kind| vocabulary.find_kind(&fill(&vocabulary.kind_name(kind).to_owned())).unwrap_or(kind);
                let inverse = reference.inverse.map(|slot| fill(&vocabulary.slot_name(slot).to_owned()));
                Meaning::Ref(RefUse {
                    to: reference.to.iter().map(kind).collect(),
                    by: fill_some(&reference.by),
                    gap: fill_some(&reference.gap),
                    gap_min: fill_some(&reference.gap_min),
                    gap_max: fill_some(&reference.gap_max),
                    templates: reference.templates.iter().map(fill).collect(),
                    inverse: inverse.map(|name| self.tables.slot(&vocabulary.slots, &name)),
                    ..reference.clone()
                })
            }
            Meaning::Time(time) => {
                let format = filled_format(&time.format, &fill);
                Meaning::Time(TimeUse { part: time.part, format, calendar: fill_some(&time.calendar) })
            }
            Meaning::Figure(figure) => Meaning::Figure(FigureUse {
                unit: fill_some(&figure.unit),
                quantity: fill_some(&figure.quantity),
                ..figure.clone()
            }),
            Meaning::Name(name) => {
                Meaning::Name(factlint_model::facts::NameUse { language: fill_some(&name.language) })
            }
            Meaning::Identifier(scheme) => Meaning::Identifier(fill(scheme)),
            Meaning::Field => Meaning::Field,
        };
        let slot = fill(&vocabulary.slot_name(declared.slot).to_owned());
        Use {
            slot: self.tables.slot(&vocabulary.slots, &slot),
            meaning,
            about: fill_some(&declared.about),
            level: declared.level,
            message: fill_some(&declared.message),
            written: declared.written,
            declared: declared.declared,
        }
    }
}

/// A format with the key put in.
fn filled_format(format: &TimeFormat, fill: &impl Fn(&String) -> String) -> TimeFormat {
    match format {
        TimeFormat::Pattern(pattern) => TimeFormat::Pattern(fill(pattern)),
        TimeFormat::AnyOf(formats) => TimeFormat::AnyOf(formats.iter().map(|each| filled_format(each, fill)).collect()),
        TimeFormat::Bounded(form, bound) => TimeFormat::Bounded(Box::new(filled_format(form, fill)), *bound),
        other => other.clone(),
    }
}

/// Where a scalar's text starts in its file, if it stands there as it is read.
pub(crate) fn slice_start(value: NodeRef<'_>) -> Option<usize> {
    let span = value.span().range();
    let quote = usize::from(matches!(value.style(), Style::Single | Style::Double));
    let start = span.start + quote;
    let plain = value.tree().source().slice(start..span.end.saturating_sub(quote)) == value.text();
    plain.then_some(start)
}

fn short_range(start: usize, end: usize) -> (u32, u32) {
    let at = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    (at(start), at(end))
}
