//! References that lead back to where they stand without a step into the value: a validator that follows them asks the
//! same of the same value for ever.

use std::collections::HashSet;
use std::sync::Arc;

use factlint_model::diagnostic::Label;
use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeId, NodeRef};
use jsonschema::Draft;

use super::{Library, SchemaId};

/// The keywords whose schemas hold for the same value as the schema around them.
const IN_PLACE: [&str; 8] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"];

type Place = (SchemaId, NodeId);

/// A schema on the way.
struct Step {
    place: Place,
    /// The reference that led here: the node of its value.
    by: Option<Place>,
    /// What it leads to that was not gone to yet.
    open: Vec<(Place, Option<Place>)>,
}

impl Library {
    /// Tells of each circle at one of its references, and takes that out.
    pub(super) fn break_circles(&mut self) {
        let starts: Vec<Place> = self.scanned.iter().map(|(_, id, node)| (*id, *node)).collect();
        let mut done: HashSet<Place> = HashSet::new();
        let mut circles = Vec::new();
        for start in starts {
            self.walk_from(start, &mut done, &mut circles);
        }
        for circle in circles {
            self.break_circle(&circle);
        }
    }

    /// Goes wherever a schema leads, each place once; a circle is the references that make it.
    fn walk_from(&self, start: Place, done: &mut HashSet<Place>, circles: &mut Vec<Vec<Place>>) {
        if !done.insert(start) {
            return;
        }
        let mut way = vec![Step { place: start, by: None, open: self.leads_to(start) }];
        let mut on_way = HashSet::from([start]);
        while let Some(step) = way.last_mut() {
            let Some((next, by)) = step.open.pop() else {
                on_way.remove(&step.place);
                way.pop();
                continue;
            };
            if on_way.contains(&next) {
                let since = way.iter().skip_while(|step| step.place != next).skip(1);
                circles.push(since.filter_map(|step| step.by).chain(by).collect());
            } else if done.insert(next) {
                on_way.insert(next);
                way.push(Step { place: next, by, open: self.leads_to(next) });
            }
        }
    }

    /// The schemas that hold for the same value, each with the reference that leads there.
    fn leads_to(&self, (id, node): Place) -> Vec<(Place, Option<Place>)> {
        let Some(schema) = self.tree(id).node(node).map(NodeRef::target) else { return Vec::new() };
        let reference = schema.get("$ref").map(|value| (id, value.target().id()));
        let by_reference = reference.and_then(|by| Some((*self.targets.get(&by)?, Some(by))));
        let old = matches!(self.draft(id), Draft::Draft4 | Draft::Draft6 | Draft::Draft7);
        // Until 2019-09 a `$ref` hides what stands beside it.
        let entries = schema.entries().filter(|_| !(old && reference.is_some()));
        let nested =
            entries.filter(|(key, _)| IN_PLACE.contains(&key.text())).flat_map(|(key, value)| match value.kind() {
                Kind::Sequence => value.items().collect(),
                _ if key.text() == "dependentSchemas" => value.entries().map(|(_, schema)| schema).collect(),
                _ => vec![value],
            });
        nested.map(|schema| ((id, schema.target().id()), None)).chain(by_reference).collect()
    }

    fn break_circle(&mut self, circle: &[Place]) {
        let Some((&(id, value), others)) = circle.split_last() else { return };
        let places: Vec<Span> =
            others.iter().filter_map(|&(id, value)| Some(self.tree(id).node(value)?.span())).collect();
        let Some(node) = self.tree(id).node(value) else { return };
        let (span, text) = (node.span(), node.text().to_owned());
        let pointer = node.tree().path_at(span);
        if Arc::make_mut(&mut self.targets).remove(&(id, value)).is_none() {
            return;
        }
        let finding = self.mistake(span, format!("the reference `{text}` leads back to itself"));
        finding.primary.text = "closes the circle".into();
        finding.notes.push("a value on its way would be held against the same schema for ever".to_owned());
        finding.notes.push("what it asks for is not checked; the rest of the schema is".to_owned());
        finding.help =
            Some("a schema may refer to itself only for a part of its value: below `properties` or `items`".to_owned());
        for place in places {
            finding.labels.push(Label::new(place, "on the circle"));
        }
        self.take_out(id, &pointer);
    }
}
