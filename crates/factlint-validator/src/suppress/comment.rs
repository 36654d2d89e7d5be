//! `# factlint: ignore RULE[, RULE…] -- reason`: comments that say what is set aside where they stand.

use std::collections::BTreeSet;
use std::ops::Range;

use factlint_model::diagnostic::{Diagnostic, Fix, Intent, Level, Safety};
use factlint_model::near::nearest;
use factlint_model::source::{FileId, Span};
use factlint_model::tree::Tree;

use super::scope::{Places, Scope, Scopes};
use super::{Undecided, can_be_set_aside};
use crate::engine::{Aside, Selection};
use crate::rules::{known_word, words_of};

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
    for span in tree.comments().filter(is_ours) {
        let scope = scopes.of(span);
        all.extend(Reader { span, text: text_of(&span), scope, own, found }.read());
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

    /// Those that nothing is found for, as far as the run could tell.
    pub fn unused(&self, selection: &Selection, undecided: Undecided) -> impl Iterator<Item = Diagnostic> {
        let is_unused = move |word: &&Word| !word.is_used && undecided.judges(&word.name, selection);
        self.all.iter().filter_map(move |comment| {
            let unused: Vec<&str> = comment.words.iter().filter(is_unused).map(|word| &*word.name).collect();
            (!unused.is_empty()).then(|| comment.unused(&unused))
        })
    }
}

impl Comment {
    fn unused(&self, words: &[&str]) -> Diagnostic {
        let names = format!("`{}`", words.join("`, `"));
        let is = if words.len() == 1 { "is" } else { "are" };
        let message = format!("{names} {is} suppressed here, but nothing of the kind is found");
        let mut finding = Diagnostic::new("hygiene/unused-suppression", Level::Warning, self.span, message);
        finding.participants = words.iter().map(|&word| word.to_owned()).collect();
        let holds_for = match self.scope {
            Scope::Line(..) => "behind a value, it holds for what starts on its line",
            Scope::Part(..) => "on a line of its own, it holds for the next key or item and all in it",
            Scope::Nothing(why) => {
                return finding.note(format!("it holds for nothing: {why}")).help(
                    "put it behind the value, or on a line of its own before the key or item that it is for, no further right",
                );
            }
        };
        let (order, text) = self.without(words);
        let fixes =
            self.is_sound.then(|| Fix::new(order, Safety::Safe, vec![Intent::SetComment { span: self.span, text }]));
        finding.fixes.extend(fixes);
        finding.note(holds_for)
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
