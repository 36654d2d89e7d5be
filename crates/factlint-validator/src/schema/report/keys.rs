//! Keys that the schema does not know, and keys that it asks for.

use std::collections::{HashMap, HashSet};

use factlint_model::diagnostic::{Diagnostic, Intent, Safety};
use factlint_model::source::Span;
use jsonschema::ValidationError;

use super::place::{Place, key_name};
use super::{Failing, MISSING_KEY, Reporter, UNKNOWN_KEY, finding, words};
use crate::schema::outline::Known;
use factlint_model::near::nearest;

/// How many known keys a note lists.
const LISTED: usize = 12;

/// What is said at a key that may be meant to be a missing one.
const SIMILAR: &str = "similar";

impl<'r> Reporter<'r> {
    /// A key that the schema does not know.
    pub(super) fn unknown_key(&self, error: &ValidationError<'_>, place: &Place<'r>, key: &str) -> Option<Diagnostic> {
        let (node, _) = self.places.entry(place.value, key)?;
        let known = self.holder(error).map(|schema| self.outline.known_keys(schema)).unwrap_or_default();
        Some(self.unknown(place, node.own_span(), key, &known))
    }

    /// Keys that no part of the schema looked at. A part that failed looked at none, so keys that it would know are
    /// not told: its own findings are.
    pub(super) fn unevaluated(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'r>,
        unexpected: &[String],
        failing: &Failing<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        let known = self.holder(error).map(|schema| self.outline.known_keys(schema)).unwrap_or_default();
        if self.keyword(error).is_some_and(|at| at.node.as_bool().is_none()) {
            let misfits = unexpected.iter().filter_map(|key| self.places.below(place, key));
            found.extend(misfits.map(|value| super::limits::misfit(&value, "`unevaluatedProperties`")));
            return;
        }
        let others_fail = failing.more_than_one(error.instance_path().as_str());
        for key in unexpected {
            let excused = others_fail && (known.keys.contains(&key.as_str()) || !known.patterns.is_empty());
            if let Some((node, _)) = self.places.entry(place.value, key).filter(|_| !excused) {
                found.push(self.unknown(place, node.own_span(), key, &known));
            }
        }
    }

    /// A key that none of the known ones is.
    fn unknown(&self, place: &Place<'r>, span: Span, key: &str, known: &Known<'_>) -> Diagnostic {
        let named = key_name(key, place.value.tree().format().is_table());
        let message = match place.key {
            Some(_) => format!("{named} is no key that the schema knows in {}", place.name),
            None => format!("{named} is no key that the schema knows here"),
        };
        let mut found = finding(UNKNOWN_KEY, span, message).at("unknown");
        let free = known.keys.iter().copied().filter(|candidate| self.places.entry(place.value, candidate).is_none());
        if let Some(meant) = nearest(key, free.clone()) {
            found.primary.text = format!("did you mean `{meant}`?");
            let rename = Intent::RenameKey { span, key: meant.to_owned() };
            return found.fix(format!("rename it to `{meant}`"), Safety::Unsafe, vec![rename]);
        }
        if let Some(twin) =
            nearest(key, known.keys.iter().copied()).and_then(|twin| self.places.entry(place.value, twin))
        {
            return found.label(twin.0.own_span(), "similar, and already here");
        }
        let list: Vec<String> = free.map(|key| format!("`{key}`")).collect();
        if !list.is_empty() {
            found.notes.push(format!("keys that can still be given here: {}", words::some(&list, LISTED)));
        }
        found
    }

    /// A key that is asked for and is not there.
    pub(super) fn missing_key(&self, error: &ValidationError<'_>, place: &Place<'r>, key: &str) -> Diagnostic {
        let mut found =
            finding(MISSING_KEY, place.head(), format!("{} lacks the key `{key}`", place.name)).at(no_key(key));
        found.participants.push(key.to_owned());
        if let Some(because) = self.asks_for(error, place, key) {
            found.message = format!("{} has `{because}`, which asks for `{key}` beside it", place.name);
            if let Some((node, _)) = place.value.entry(because) {
                found = found.label(node.own_span(), format!("asks for `{key}`"));
            }
        }
        let present = place.value.entries().map(|(key, _)| key.text());
        if let Some(similar) = nearest(key, present).and_then(|similar| place.value.entry(similar)) {
            found.help = Some(format!("is `{}` meant to be `{key}`?", similar.0.text()));
            found = found.label(similar.0.own_span(), SIMILAR);
        } else if let Some(what) = self.described(error, key) {
            found.notes.push(format!("`{key}`: {what}"));
        }
        found
    }

    /// The key that asks for another one beside it, where that is why one is missing.
    fn asks_for(&self, error: &ValidationError<'_>, place: &Place<'r>, key: &str) -> Option<&'r str> {
        let mut words = error.evaluation_path().as_str().rsplit('/');
        words.next().filter(|word| matches!(*word, "dependentRequired" | "dependencies"))?;
        let mut entries = self.keyword(error)?.node.entries();
        entries.find_map(|(because, wanted)| {
            let wants = wanted.text() == key || wanted.items().any(|item| item.text() == key);
            (wants && place.value.get(because.text()).is_some()).then(|| because.text())
        })
    }

    /// What the schema says a key is for.
    fn described(&self, error: &ValidationError<'_>, key: &str) -> Option<String> {
        let properties = self.holder(error)?.node.get("properties")?.get(key)?;
        let text = properties.get("description").or_else(|| properties.get("title"))?;
        Some(text.as_str()?.trim().trim_end_matches('.').lines().next()?.to_owned())
    }

    /// A key whose own form is wrong.
    pub(super) fn bad_name(&self, place: &Place<'r>, inner: &ValidationError<'static>) -> Diagnostic {
        let name = inner.instance().as_str().unwrap_or_default().to_owned();
        let span = self.places.entry(place.value, &name).map_or_else(|| place.head(), |(key, _)| key.own_span());
        let why = super::limits::of_name(inner);
        finding(super::VIOLATION, span, format!("the key `{name}` {why}")).at("this key is not allowed here")
    }
}

/// An unknown key that is most likely a missing one misspelt is one mistake: the first finding tells both.
pub(super) fn join_renamed(found: &mut Vec<Diagnostic>) {
    let mut missing = HashMap::new();
    for (at, finding) in found.iter().enumerate().filter(|(_, finding)| finding.rule == MISSING_KEY) {
        for label in finding.labels.iter().filter(|label| label.text == SIMILAR) {
            missing.insert((label.span, finding.primary.text.clone()), at);
        }
    }
    let mut told = HashSet::new();
    for finding in found.iter_mut() {
        let Some(Intent::RenameKey { span, key }) = finding.fixes.first().and_then(|fix| fix.intents.first()) else {
            continue;
        };
        if let Some(&at) = missing.get(&(*span, no_key(key))) {
            told.insert(at);
            finding.notes.push(format!("`{key}` is asked for here and is missing"));
        }
    }
    let mut at = 0..;
    found.retain(|_| at.next().is_none_or(|at: usize| !told.contains(&at)));
}

/// What is said at a mapping that lacks a key.
fn no_key(key: &str) -> String {
    format!("no `{key}` here")
}
