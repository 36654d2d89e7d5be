//! `# factlint: ignore RULE[, RULE…] -- reason`: comments that say what is set aside where they stand.

mod near_miss;
mod unused;

use std::collections::BTreeSet;
use std::ops::Range;

use factlint_model::diagnostic::{Diagnostic, Fix, Intent, Level, RecordName, Safety};
use factlint_model::near::nearest;
use factlint_model::source::{FileId, Span};
use factlint_model::tree::Tree;

use super::scope::{Places, Scope, Scopes};
use super::{Undecided, can_be_set_aside};
use crate::engine::{Aside, Selection};
use crate::rules::{known_word, words_of};
use near_miss::near_miss;
use unused::Elsewhere;

/// What a comment that is meant for this program starts with, behind its `#`.
const MARK: &str = "factlint:";
/// The one instruction.
const IGNORE: &str = "ignore";
/// What stands before the reason.
const BEFORE_REASON: &str = "--";

const INVALID: &str = "hygiene/invalid-suppression";
const EXAMPLE: &str = "write it as `# factlint: ignore time/overlap -- the reason`";

/// The suppressions in one file's comments.
#[derive(Debug)]
pub(crate) struct Comments {
    file: FileId,
    all: Vec<Comment>,
    places: Places,
}

/// A comment that sets something aside.
#[derive(Debug)]
struct Comment {
    span: Span,
    words: Vec<Word>,
    /// The bytes between `ignore` and the reason, within the file.
    list: Range<usize>,
    text: String,
    reason: Option<String>,
    scope: Scope,
    /// The end of what stands before it on its line.
    behind: u64,
    /// Whether all that it names is known.
    is_sound: bool,
}

/// A rule, family or group, as a comment names it.
#[derive(Debug)]
struct Word {
    name: String,
    is_used: bool,
}

/// The suppressions in the comments of a file, and what is wrong with them. `own` has the names of the schemas' own checks; without it
/// they are not known.
pub(crate) fn read(tree: &Tree, own: Option<&BTreeSet<String>>, found: &mut Vec<Diagnostic>) -> Option<Comments> {
    if !tree.format().is_yaml() {
        return None;
    }
    let text_of = |span: &Span| tree.source().slice(span.range());
    let is_ours = |span: &Span| text_of(span).trim_start_matches(['#', ' ', '\t']).starts_with(MARK);
    let mut scopes = Scopes::new(tree);
    let mut all = Vec::new();
    for span in tree.comments() {
        if is_ours(&span) {
            let scope = scopes.of(span);
            let before = tree.source().slice(0..span.range().start);
            let behind = before.trim_end_matches([' ', '\t']).len() as u64;
            all.extend(Reader { span, text: text_of(&span), scope, behind, own, found }.read());
        } else if let Some(miss) = near_miss(text_of(&span)) {
            found.push(missed(span, miss.written));
        }
    }
    let words = all.iter().enumerate().flat_map(|(at, comment): (usize, &Comment)| {
        comment.words.iter().enumerate().map(move |(word, it)| (comment.scope, &*it.name, (at, word)))
    });
    let places = Places::of(words.collect());
    (!all.is_empty()).then_some(Comments { file: tree.file(), all, places })
}

struct Reader<'a> {
    span: Span,
    text: &'a str,
    scope: Scope,
    behind: u64,
    own: Option<&'a BTreeSet<String>>,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(mut self) -> Option<Comment> {
        let text = self.text;
        let start = text.find(MARK)? + MARK.len();
        let said = text.get(start..)?;
        let verb_start = start + said.len() - said.trim_start().len();
        let verb_end = text.get(verb_start..)?.find([' ', '\t', ',']).map_or(text.len(), |len| verb_start + len);
        let verb = text.get(verb_start..verb_end)?;
        if verb != IGNORE {
            self.no_instruction(verb, verb_start..verb_end);
            return None;
        }
        let rest = text.get(verb_end..)?;
        let dashes = reason_at(rest);
        let list = verb_end..dashes.map_or(text.len(), |at| verb_end + at);
        let before = self.found.len();
        let words = self.words(text.get(list.clone())?, list.start);
        let is_sound = self.found.len() == before;
        let reason = dashes.and_then(|at| rest.get(at + BEFORE_REASON.len()..)).unwrap_or_default().trim();
        if words.is_empty() {
            return None;
        }
        if reason.is_empty() {
            self.no_reason();
        }
        Some(Comment {
            span: self.span,
            words,
            list,
            text: text.to_owned(),
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            scope: self.scope,
            behind: self.behind,
            is_sound,
        })
    }

    /// The known words of a list that starts at byte `start` of the comment; others are told.
    fn words(&mut self, list: &str, start: usize) -> Vec<Word> {
        if list.trim().is_empty() {
            let finding = self.invalid(0..self.text.len(), "this suppression names no rule, so nothing is suppressed");
            self.found.push(finding.help(EXAMPLE));
            return Vec::new();
        }
        let mut words = Vec::new();
        let mut at = start;
        for part in list.split(',') {
            let begin = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            let word = part.trim();
            if word.is_empty() || words.iter().any(|known: &Word| known.name == word) {
                continue;
            }
            match self.wrong_with(word) {
                None => words.push(Word { name: word.to_owned(), is_used: false }),
                Some((why, help)) => {
                    let finding = self.invalid(begin..begin + word.len(), why);
                    self.found.push(finding.help(help));
                }
            }
        }
        words
    }

    /// Why nothing can be suppressed under this name, and what would mend it.
    fn wrong_with(&self, word: &str) -> Option<(String, &'static str)> {
        if word.contains(char::is_whitespace) {
            return Some((format!("`{word}` names no rule"), EXAMPLE));
        }
        if !can_be_set_aside(word) {
            return Some((format!("findings of {word} cannot be suppressed"), "mend what it finds"));
        }
        let name = word.strip_prefix("check/");
        if let (Some(name), Some(own)) = (name, self.own)
            && !own.contains(name)
        {
            let near = nearest(name, own.iter().map(String::as_str));
            let near = near.map(|near| format!("; did you mean `check/{near}`?")).unwrap_or_default();
            return Some((format!("no schema has a check `{word}`{near}"), EXAMPLE));
        }
        known_word(word).err().map(|why| (why, "`factlint rules` lists all rules"))
    }

    fn no_instruction(&mut self, verb: &str, at: Range<usize>) {
        let message = match verb {
            "" => "this comment is meant for factlint and says nothing".to_owned(),
            _ => format!("`{verb}` is no instruction in a comment; there is `{IGNORE}`"),
        };
        let at = if at.is_empty() { 0..self.text.len() } else { at };
        let finding = self.invalid(at, message);
        self.found.push(finding.help(EXAMPLE));
    }

    fn no_reason(&mut self) {
        let message = "this suppression has no reason";
        let finding = Diagnostic::new("hygiene/suppression-without-reason", Level::Error, self.span, message)
            .note("without one, nobody can tell later whether it still holds")
            .help("write it behind two hyphens: `# factlint: ignore time/overlap -- the reason`");
        self.found.push(finding);
    }

    fn invalid(&self, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        let start = self.span.start;
        let span = Span::new(self.span.file, start + at.start as u64, start + at.end as u64);
        Diagnostic::new(INVALID, Level::Error, span, message)
    }
}

/// A comment that is nearly a suppression, and how it is written, as far as it tells that.
fn missed(span: Span, written: Option<String>) -> Diagnostic {
    let message = "this comment looks like a suppression, but is not read as one, so nothing is suppressed";
    let mut finding = Diagnostic::new(INVALID, Level::Error, span, message)
        .note(format!("a suppression starts with `# {MARK} {IGNORE}` and names its rules before the reason"))
        .help(EXAMPLE);
    let intent = |text| Intent::SetComment { span, text: Some(text) };
    let fix = |text| Fix::new("write it so that it is read", Safety::Unsafe, vec![intent(text)]);
    finding.fixes.extend(written.map(fix));
    finding
}

/// Where the two hyphens stand: behind a space, or first of all.
fn reason_at(text: &str) -> Option<usize> {
    let is_apart =
        |at: &usize| text.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']));
    text.match_indices(BEFORE_REASON).map(|(at, _)| at).find(is_apart)
}

impl Comments {
    /// The file that they stand in.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// What sets this finding aside, if a comment does. All that hold for it are used; the innermost gives the reason.
    pub fn covering(&mut self, finding: &Diagnostic) -> Option<Aside> {
        let words: Vec<&str> = words_of(&finding.rule).collect();
        let around = self.places.around(finding.primary.span, &words);
        for &(comment, word) in &around {
            if let Some(word) = self.all.get_mut(comment).and_then(|comment| comment.words.get_mut(word)) {
                word.is_used = true;
            }
        }
        let &(first, _) = around.first()?;
        Some(Aside::Comment { reason: self.all.get(first)?.reason.clone() })
    }

    /// Those that nothing is found for, as far as the run could tell; `left` is what is found in the file and not set aside, `records`
    /// tells the records around a place.
    pub fn unused(
        &self,
        selection: &Selection,
        undecided: Undecided,
        left: &[Diagnostic],
        records: &dyn Fn(Span) -> Vec<RecordName>,
    ) -> Vec<Diagnostic> {
        let is_unused = |word: &&Word| !word.is_used && undecided.judges(&word.name, selection);
        let unused: Vec<(&Comment, Vec<&str>)> = self
            .all
            .iter()
            .map(|comment| (comment, comment.words.iter().filter(is_unused).map(|word| &*word.name).collect()))
            .filter(|(_, words): &(_, Vec<&str>)| !words.is_empty())
            .collect();
        if unused.is_empty() {
            return Vec::new();
        }
        let elsewhere = Elsewhere::of(left, records);
        unused.into_iter().map(|(comment, words)| comment.unused(&words, &elsewhere)).collect()
    }
}
