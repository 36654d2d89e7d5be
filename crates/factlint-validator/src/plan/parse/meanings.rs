//! The words that give a value a meaning.

use factlint_model::facts::{
    Bound, FigurePart, FigureUse, IdUse, Meaning, NameUse, Order, Part, Plain, RefUse, SlotPath, Step, TimeFormat,
    TimePart, TimeUse, Use, UseId, Written,
};
use factlint_model::time::{self, Duration};
use factlint_model::tree::{Kind, NodeRef};

use super::pattern::KEY;
use super::{Origin, Parser, Reading, Several};

/// What any meaning takes.
const COMMON: &[&str] = &["slot", "match", "each", "split", "none", "about", "level", "message"];

impl Parser {
    /// Reads the meanings under one word: short, long, or a list of these.
    pub(super) fn meanings(&mut self, word: &'static str, value: NodeRef<'_>, origin: Origin, into: &mut Vec<Reading>) {
        let harmless = !matches!(word, "id" | "ref");
        for item in Self::each(value) {
            let reading = self.harmless(harmless, |this| this.meaning(word, item));
            into.extend(reading.map(|reading| Reading { origin, ..reading }));
        }
    }

    fn meaning(&mut self, word: &'static str, value: NodeRef<'_>) -> Option<Reading> {
        let told = self.diagnostics.len();
        let long = value.kind() == Kind::Mapping;
        if long {
            let known = arguments_of(word).iter().chain(COMMON).copied();
            self.known_arguments(value, &known.collect::<Vec<_>>());
        } else if value.as_bool() != Some(true) {
            self.word(value)?;
        }
        let short = value.as_str().map(str::to_owned);
        let (slot, meaning) = match word {
            "id" => ("id".to_owned(), self.id(value, short)),
            "ref" => self.reference(value)?,
            "time" => (short.unwrap_or_else(|| "at".to_owned()), self.time(value)),
            "figure" => (short.unwrap_or_else(|| "value".to_owned()), self.figure(value)),
            "name" => {
                let language = self.word_in(value, "language");
                (short.unwrap_or_else(|| "label".to_owned()), Meaning::Name(NameUse { language }))
            }
            "identifier" => self.identifier(value, short)?,
            _ => (self.field(value, short)?, Meaning::Field),
        };
        let slot = self.word_in(value, "slot").unwrap_or(slot);
        self.after(word, value, &slot);
        Some(self.reading(value, &slot, meaning, told))
    }

    /// What needs the slot's name: `missing` of a time, `inverse` of a ref.
    fn after(&mut self, word: &'static str, value: NodeRef<'_>, name: &str) {
        let slot = self.vocabulary.slot(name);
        if word == "time" && self.choice_in(value, "missing", &["open"]).is_some() {
            self.open.push(slot);
        }
    }

    /// The reading of a meaning, of which mistakes were found beyond the first `told`.
    fn reading(&mut self, value: NodeRef<'_>, slot: &str, meaning: Meaning, told: usize) -> Reading {
        let matches = self.pattern_in(value, "match");
        let several = self.several(value);
        let none = value.get("none").map(Self::each).unwrap_or_default();
        let none = none.into_iter().filter_map(|node| self.scalar(node)).collect();
        let about = value.get("about").and_then(|node| self.about(node));
        let broken = self.diagnostics.len() > told;
        let (level, message) = self.level_and_message(value);
        let boolean = fills_from_boolean(&meaning);
        let built = is_built(&meaning);
        let keyed = holds_key(value);
        let slot = self.vocabulary.slot(slot);
        let use_id = UseId(u32::try_from(self.vocabulary.uses.len()).unwrap_or(u32::MAX));
        let written = Written { many: several.is_some(), plain: Plain::Text };
        self.vocabulary.uses.push(Use { slot, meaning, about, level, message, written, declared: value.span() });
        Reading { origin: Origin::Value, use_id, matches, several, none, keyed, boolean, built, broken }
    }

    /// `each` or `split`.
    fn several(&mut self, value: NodeRef<'_>) -> Option<Several> {
        match (value.get("each"), value.get("split")) {
            (Some(_), Some(split)) => {
                let found = self.wrong(split.span(), "`each` and `split` both tell values apart", "beside `each`");
                found.help = Some("keep one of them".to_owned());
                None
            }
            (Some(_), None) => self.pattern_in(value, "each").map(Several::Each),
            (None, _) => self.word_in(value, "split").map(Several::Split),
        }
    }

    /// `about`: the owner, or the slot of a ref.
    fn about(&mut self, node: NodeRef<'_>) -> Option<String> {
        let name = self.word(node)?;
        if name != "owner" {
            self.slot(node)?;
        }
        Some(name)
    }

    fn id(&mut self, value: NodeRef<'_>, short: Option<String>) -> Meaning {
        Meaning::Id(IdUse {
            scheme: short.or_else(|| self.word_in(value, "scheme")),
            within: self.scope_in(value, "within").unwrap_or_default(),
            shared: self.flag_in(value, "shared", false),
            template: value.get("template").and_then(|node| self.template(node)),
        })
    }

    fn reference(&mut self, value: NodeRef<'_>) -> Option<(String, Meaning)> {
        let long = value.kind() == Kind::Mapping;
        let to = if long { value.get("to") } else { Some(value) };
        let to = to.filter(|to| to.as_bool().is_none());
        let kinds: Vec<_> = to.map(Self::each).unwrap_or_default();
        let kinds: Vec<_> = kinds.into_iter().filter_map(|node| self.kind(node)).collect();
        let part = self.ref_part(value);
        let slot = match (kinds.first(), value.get("slot")) {
            (Some(&kind), _) => self.vocabulary.kind_name(kind).to_owned(),
            (None, Some(slot)) if part.is_some() => self.word(slot)?,
            _ => {
                let found = self.wrong(value.span(), "a ref names no kind that it may reach", "`to` is missing here");
                found.help = Some("write { ref: { to: KIND } }".to_owned());
                return None;
            }
        };
        let templates = value.get("template").map(Self::each).unwrap_or_default();
        let order = self.order(value);
        let name = value.get("slot").map_or(slot.clone(), |node| node.text().to_owned());
        let meaning = RefUse {
            to: kinds,
            by: self.word_in(value, "by"),
            within: self.scope_in(value, "within"),
            order,
            gap: self.gap(value, "gap"),
            gap_min: self.gap(value, "gap-min"),
            gap_max: self.gap(value, "gap-max"),
            acyclic: self.flag_in(value, "acyclic", false),
            inverse: value.get("inverse").and_then(|node| self.inverse(node, &name)),
            outside: self.choice_in(value, "outside", &["allow"]).is_some(),
            templates: templates.into_iter().filter_map(|node| self.template(node)).collect(),
            part,
        };
        Some((slot, Meaning::Ref(meaning)))
    }

    fn inverse(&mut self, node: NodeRef<'_>, slot: &str) -> Option<factlint_model::facts::SlotId> {
        let name = self.word(node)?;
        let inverse = self.vocabulary.slot(&name);
        let step = Step::Ref(self.vocabulary.slot(slot));
        self.mention(SlotPath { step, slot: inverse }, node.span());
        Some(inverse)
    }

    fn gap(&mut self, value: NodeRef<'_>, key: &str) -> Option<String> {
        let gap = self.duration_in(value, key);
        if gap.is_some() {
            self.words.insert("gap");
        }
        gap
    }

    fn ref_part(&mut self, value: NodeRef<'_>) -> Option<Part> {
        let part = match self.choice_in(value, "part", &["gap", "gap-min", "gap-max"])? {
            "gap" => Part::Gap,
            "gap-min" => Part::GapMin,
            _ => Part::GapMax,
        };
        self.words.insert("gap");
        Some(part)
    }

    fn order(&mut self, value: NodeRef<'_>) -> Option<Order> {
        let words = ["before", "after", "during", "contains", "overlaps", "meets", "met-by", "equals"];
        let orders = [
            Order::Before,
            Order::After,
            Order::During,
            Order::Contains,
            Order::Overlaps,
            Order::Meets,
            Order::MetBy,
            Order::Equals,
        ];
        let word = self.choice_in(value, "order", &words)?;
        words.iter().zip(orders).find(|&(&known, _)| known == word).map(|(_, order)| order)
    }

    fn time(&mut self, value: NodeRef<'_>) -> Meaning {
        let part = match self.choice_in(value, "part", &["earliest", "latest", "calendar", "printed"]) {
            Some("earliest") => TimePart::Earliest,
            Some("latest") => TimePart::Latest,
            Some("calendar") => TimePart::Calendar,
            Some(_) => TimePart::Printed,
            None => TimePart::Whole,
        };
        let format = match value.get("format") {
            None => TimeFormat::Edtf,
            Some(list) if list.kind() == Kind::Sequence && list.items().next().is_some() => {
                TimeFormat::AnyOf(list.items().filter_map(|item| self.format(item)).collect())
            }
            Some(one) => self.format(one).unwrap_or(TimeFormat::Edtf),
        };
        let calendar = self.word_in(value, "calendar");
        if calendar.is_some() || part == TimePart::Calendar {
            self.words.insert("calendar");
        }
        Meaning::Time(TimeUse { part, format, calendar })
    }

    /// A format: a word, or a mapping where it is not meant to the letter.
    fn format(&mut self, node: NodeRef<'_>) -> Option<TimeFormat> {
        if node.kind() != Kind::Mapping {
            return self.plain_format(node);
        }
        self.known_arguments(node, &["form", "part", "within"]);
        let form = self.required(node, "form")?;
        let form = Box::new(self.plain_format(form)?);
        let part = self.choice_in(node, "part", &["earliest", "latest"]);
        let within = self.duration_in(node, "within").and_then(|text| Duration::parse(&text));
        let bound = match (part, within) {
            (Some("earliest"), None) => Bound::Earliest,
            (Some(_), None) => Bound::Latest,
            (None, Some(within)) => Bound::Within(within),
            _ => {
                let found =
                    self.wrong(node.span(), "a form is given with one of `part` and `within`", "neither, or both");
                found.help =
                    Some("write { form: after YYYY, part: earliest }, or { form: about YYYY, within: P5Y }".to_owned());
                return None;
            }
        };
        Some(TimeFormat::Bounded(form, bound))
    }

    fn plain_format(&mut self, node: NodeRef<'_>) -> Option<TimeFormat> {
        let word = self.word(node)?;
        Some(match word.as_str() {
            "edtf" => TimeFormat::Edtf,
            "year" => TimeFormat::Year,
            "unix" => TimeFormat::Unix,
            _ => {
                if !time::is_pattern(&word) && !word.contains("{key}") {
                    let found = self.wrong(node.span(), format!("no format is called `{word}`"), "unknown here");
                    found.help = Some("edtf, year, unix, or a pattern with YYYY, MM and DD".to_owned());
                }
                TimeFormat::Pattern(word)
            }
        })
    }

    fn figure(&mut self, value: NodeRef<'_>) -> Meaning {
        let part = match self.choice_in(value, "part", &["printed", "unit", "approximate", "quantity"]) {
            Some("printed") => FigurePart::Printed,
            Some("unit") => FigurePart::Unit,
            Some("approximate") => FigurePart::Approximate,
            Some(_) => FigurePart::Quantity,
            None => FigurePart::Value,
        };
        Meaning::Figure(FigureUse {
            part,
            count: self.flag_in(value, "count", false),
            exact: self.flag_in(value, "exact", false),
            unit: self.word_in(value, "unit"),
            approximate: self.flag_in(value, "approximate", false),
            quantity: self.word_in(value, "quantity"),
        })
    }

    fn identifier(&mut self, value: NodeRef<'_>, short: Option<String>) -> Option<(String, Meaning)> {
        let scheme = short.or_else(|| self.word_in(value, "scheme"));
        if scheme.is_none() {
            let found = self.wrong(value.span(), "an identifier names no scheme", "`scheme` is missing here");
            found.help = Some("write { identifier: DOI }, or url, ISBN, ORCID …".to_owned());
        }
        let scheme = scheme?;
        Some((scheme.clone(), Meaning::Identifier(scheme)))
    }

    fn field(&mut self, value: NodeRef<'_>, short: Option<String>) -> Option<String> {
        let slot = short.or_else(|| value.get("slot").and_then(|node| self.word(node)));
        if slot.is_none() {
            let found = self.wrong(value.span(), "a field names no slot", "a word is wanted here");
            found.help = Some("write { field: NAME }".to_owned());
        }
        slot
    }

    /// A template: text with `{value}`, `{key}`, `{owner}` and slots of the record.
    fn template(&mut self, node: NodeRef<'_>) -> Option<String> {
        let text = self.word(node)?;
        for name in placeholders(&text) {
            if !matches!(name, "value" | "key" | "owner") {
                let slot = self.vocabulary.slot(name);
                self.mention(SlotPath { step: Step::Here, slot }, node.span());
            }
        }
        if text.matches('{').count() != text.matches('}').count() {
            self.wrong(node.span(), format!("a brace is not closed in `{text}`"), "not closed").help =
                Some("write {value}, {owner} or {SLOT}".to_owned());
            return None;
        }
        Some(text)
    }
}

/// The names in braces of a template.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// The arguments of a meaning, but for those that all have.
fn arguments_of(word: &str) -> &'static [&'static str] {
    match word {
        "id" => &["scheme", "template", "within", "shared"],
        "ref" => &[
            "to", "by", "within", "template", "acyclic", "inverse", "outside", "order", "gap", "gap-min", "gap-max",
            "part",
        ],
        "time" => &["part", "format", "missing", "calendar"],
        "figure" => &["part", "count", "exact", "unit", "approximate", "quantity"],
        "name" => &["language"],
        "identifier" => &["scheme"],
        _ => &[],
    }
}

/// A boolean fills only a field or a part of a slot.
fn fills_from_boolean(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Field => true,
        Meaning::Ref(reference) => reference.part.is_some(),
        Meaning::Time(time) => time.part != TimePart::Whole,
        Meaning::Figure(figure) => figure.part != FigurePart::Value,
        Meaning::Id(_) | Meaning::Name(_) | Meaning::Identifier(_) => false,
    }
}

/// Whether an id or ref is built without the value.
fn is_built(meaning: &Meaning) -> bool {
    let without_value = |template: &String| !placeholders(template).any(|name| name == "value");
    match meaning {
        Meaning::Id(id) => id.template.as_ref().is_some_and(without_value),
        Meaning::Ref(reference) => !reference.templates.is_empty() && reference.templates.iter().all(without_value),
        _ => false,
    }
}

/// Whether an argument holds `{key}`, patterns aside: these pick values, and are no part of their use.
fn holds_key(value: NodeRef<'_>) -> bool {
    let holds = |node: NodeRef<'_>| node.text().contains(KEY);
    let holds_within = |node: NodeRef<'_>| holds(node) || node.entries().any(|(_, inner)| holds(inner));
    let mut arguments = value.entries().filter(|(key, _)| !matches!(key.text(), "match" | "each"));
    holds(value) || arguments.any(|(_, argument)| holds_within(argument) || argument.items().any(holds_within))
}
