//! Comments that hold for nothing.

use std::collections::HashMap;

use factlint_model::diagnostic::{Diagnostic, Fix, Intent, Level, RecordName, Safety};
use factlint_model::source::Span;

use super::{Comment, Scope};
use crate::rules::words_of;
use crate::suppress::can_be_set_aside;

/// What is found in a file where no comment holds.
pub(super) struct Elsewhere<'f> {
    /// By the words that name it.
    by_word: HashMap<&'f str, Vec<&'f Diagnostic>>,
    /// The records around a place.
    records: &'f dyn Fn(Span) -> Vec<RecordName>,
}

impl<'f> Elsewhere<'f> {
    pub fn of(left: &'f [Diagnostic], records: &'f dyn Fn(Span) -> Vec<RecordName>) -> Self {
        let mut by_word: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
        for finding in left.iter().filter(|finding| can_be_set_aside(&finding.rule)) {
            for word in words_of(&finding.rule) {
                by_word.entry(word).or_default().push(finding);
            }
        }
        Self { by_word, records }
    }

    /// What a comment with these words may have been meant for: one finding only where it is in the same record.
    fn meant(&self, words: &[&str], comment: &Comment) -> Meant<'f> {
        let mut found = words.iter().filter_map(|&word| self.by_word.get(word)).flatten();
        let Some(&first) = found.next() else { return Meant::Nothing };
        let is_only = found.all(|&other| std::ptr::eq(other, first));
        match is_only && self.is_in_record(first, comment) {
            true => Meant::One(first),
            false => Meant::Some,
        }
    }

    fn is_in_record(&self, finding: &Diagnostic, comment: &Comment) -> bool {
        let at = match comment.scope {
            Scope::Line(..) => comment.behind,
            Scope::Part(start, _) => start,
            Scope::Nothing(_) => return true,
        };
        let place = Span::new(comment.span.file, at, at);
        finding.record.as_ref().is_none_or(|record| (self.records)(place).contains(record))
    }
}

/// What a comment that holds for nothing may have been meant for.
enum Meant<'f> {
    Nothing,
    One(&'f Diagnostic),
    Some,
}

impl Comment {
    pub(super) fn unused(&self, words: &[&str], elsewhere: &Elsewhere<'_>) -> Diagnostic {
        let names = format!("`{}`", words.join("`, `"));
        let is = if words.len() == 1 { "is" } else { "are" };
        let message = format!("{names} {is} suppressed here, but nothing of the kind is found");
        let finding = Diagnostic::new("hygiene/unused-suppression", Level::Warning, self.span, message);
        let mut finding = match self.scope {
            Scope::Line(..) => finding.note("behind a value, it holds for what starts on its line"),
            Scope::Part(..) => finding.note("on a line of its own, it holds for the next key or item and all in it"),
            Scope::Nothing(why) => finding.note(format!("it holds for nothing: {why}")).help(
                "put it behind the value, or on a line of its own before the key or item that it is for, no further right",
            ),
        };
        finding.participants = words.iter().map(|&word| word.to_owned()).collect();
        let meant = elsewhere.meant(words, self);
        if let Meant::One(other) = meant {
            finding = finding.label(other.primary.span, "such a finding is here");
        }
        finding.fixes.extend(self.mended(words, &meant).filter(|_| self.is_sound));
        finding
    }

    /// What would mend it. While there is something that it may have been meant for, its reason may be worth keeping.
    fn mended(&self, words: &[&str], meant: &Meant<'_>) -> Option<Fix> {
        let is_whole = words.len() == self.words.len();
        let at = self.span;
        match meant {
            Meant::One(other) if is_whole && other.fixes.is_empty() => {
                let add = Intent::AddComment { span: other.primary.span, text: self.text.clone() };
                let intents = vec![Intent::SetComment { span: at, text: None }, add];
                Some(Fix::new("move it to where such a finding is", Safety::Unsafe, intents))
            }
            _ if matches!(self.scope, Scope::Nothing(_)) => None,
            _ => {
                let safety = if matches!(meant, Meant::Nothing) { Safety::Safe } else { Safety::Unsafe };
                let (order, text) = self.without(words);
                Some(Fix::new(order, safety, vec![Intent::SetComment { span: at, text }]))
            }
        }
    }

    /// The order to remove these words, and the comment's text after it, if something is left of it.
    fn without(&self, words: &[&str]) -> (String, Option<String>) {
        let left: Vec<&str> = self.words.iter().map(|word| &*word.name).filter(|name| !words.contains(name)).collect();
        if left.is_empty() {
            return ("remove the comment".to_owned(), None);
        }
        let (before, after) = (self.text.get(..self.list.start), self.text.get(self.list.end..));
        let text = format!("{} {} {}", before.unwrap_or_default(), left.join(", "), after.unwrap_or_default());
        (format!("remove `{}` from the comment", words.join("`, `")), Some(text.trim_end().to_owned()))
    }
}
