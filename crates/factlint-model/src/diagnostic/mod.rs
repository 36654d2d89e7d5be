//! Findings: what is wrong, where, why, and what would mend it. No format and no terminal is known here.

mod options;

use std::borrow::Cow;

pub use options::{OptionKind, OptionValue, Options, RuleOption};
use serde::{Deserialize, Serialize};

use crate::source::{FileId, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing; nothing need be done.
    Info,
    /// Most likely wrong, or a trap.
    Warning,
    /// Wrong.
    Error,
}

impl Level {
    /// The word under which the level is printed and configured.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place that takes part in a finding, and what is said of it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words shown at the place; may be empty.
    pub text: String,
}

impl Label {
    /// A label of these words.
    #[must_use]
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// The record that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordName {
    /// The record's kind, as the schema names it.
    pub kind: String,
    /// Its id, if it has one.
    pub id: Option<String>,
}

/// Whether a fix can be applied without a human look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The meaning stays as it was.
    Safe,
    /// Most likely what was meant; look at it.
    Unsafe,
}

impl Safety {
    /// The word under which it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// What a fix wants to be true, stated of the tree and not of its bytes; [`crate::edit`] finds the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// The scalar at this span becomes this text, quoted as its style needs; `quote` forces quotes.
    SetScalar {
        /// The scalar, quotes included.
        span: Span,
        /// Its new text, as the data model sees it.
        text: String,
        /// Whether it must be quoted, so that every reader takes it for a string.
        quote: bool,
    },
    /// The mapping at this span gets a key.
    InsertKey {
        /// The mapping.
        span: Span,
        /// The new key.
        key: String,
        /// Its value, a scalar's text.
        value: String,
    },
    /// The list at this span, or around the item at this span, gets an item at its end.
    AppendItem {
        /// The list, or an item of it.
        span: Span,
        /// The item, a scalar's text.
        value: String,
    },
    /// The list item or mapping entry whose value is at this span goes away.
    Remove {
        /// The item or value.
        span: Span,
    },
    /// The key at this span becomes this text.
    RenameKey {
        /// The key.
        span: Span,
        /// Its new text.
        key: String,
    },
    /// The comment at this span becomes this text, or goes away: with its line if nothing else is on it.
    SetComment {
        /// The comment, `#` included.
        span: Span,
        /// Its new text, `#` included.
        text: Option<String>,
    },
    /// The line on which this place starts gets this comment at its end.
    AddComment {
        /// The place.
        span: Span,
        /// The comment, `#` included.
        text: String,
    },
    /// These bytes of a file that is no data become this text.
    SetText {
        /// The bytes.
        span: Span,
        /// Their new text.
        text: String,
    },
}

impl Intent {
    /// The place that it speaks of.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::SetScalar { span, .. }
            | Self::InsertKey { span, .. }
            | Self::AppendItem { span, .. }
            | Self::Remove { span }
            | Self::RenameKey { span, .. }
            | Self::SetComment { span, .. }
            | Self::AddComment { span, .. }
            | Self::SetText { span, .. } => *span,
        }
    }

    fn span_mut(&mut self) -> &mut Span {
        match self {
            Self::SetScalar { span, .. }
            | Self::InsertKey { span, .. }
            | Self::AppendItem { span, .. }
            | Self::Remove { span }
            | Self::RenameKey { span, .. }
            | Self::SetComment { span, .. }
            | Self::AddComment { span, .. }
            | Self::SetText { span, .. } => span,
        }
    }
}

/// One way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What applying it does, as an order: "quote the number".
    pub message: String,
    /// Whether it can be applied without a look.
    pub safety: Safety,
    /// What it wants, all of it or none.
    pub intents: Vec<Intent>,
    /// The bytes that it changes; none where nobody asked for them, or where the text would not read as it wants.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix whose edits nobody asked for yet.
    #[must_use]
    pub fn new(message: impl Into<String>, safety: Safety, intents: Vec<Intent>) -> Self {
        Self { message: message.into(), safety, intents, edits: Vec::new() }
    }

    /// A fix of a file that is no data: these bytes become this text. Its edits are known, whether asked for or not.
    #[must_use]
    pub fn of_text(message: impl Into<String>, safety: Safety, span: Span, text: String) -> Self {
        let edits = vec![Edit { span, replacement: text.clone() }];
        Self { edits, ..Self::new(message, safety, vec![Intent::SetText { span, text }]) }
    }
}

/// A change of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced; none where something is only added.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule, `family/name`.
    pub rule: Cow<'static, str>,
    /// Its level, after schema and configuration have had their say.
    pub level: Level,
    /// What is wrong, with the values, in one line.
    pub message: String,
    /// The place where an editor would most likely change something.
    pub primary: Label,
    /// The other places that take part, in whichever file.
    pub labels: Vec<Label>,
    /// Why it cannot be: a sentence each.
    pub notes: Vec<String>,
    /// What would mend it.
    pub help: Option<String>,
    /// Ways to mend it by machine, the best first.
    pub fixes: Vec<Fix>,
    /// The record it speaks of; the engine fills it in where the rule did not.
    pub record: Option<RecordName>,
    /// The document of its file that the primary place is in, from 1, where the file has several; filled in by the engine.
    pub document: Option<usize>,
    /// JSON Pointer (RFC 6901) of the primary place, from the document's root; filled in by the engine.
    pub path: String,
    /// What tells it from others at its place, for the fingerprint: ids of the other records that take part, a key that is missing.
    pub participants: Vec<String>,
    /// Stays the same while the data around it changes; filled in by the engine.
    pub fingerprint: String,
}

impl Diagnostic {
    /// A finding of this rule at this place.
    #[must_use]
    pub fn new(rule: impl Into<Cow<'static, str>>, level: Level, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            level,
            message: message.into(),
            primary: Label::new(span, ""),
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            record: None,
            document: None,
            path: String::new(),
            participants: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// Says something at the primary place.
    #[must_use]
    pub fn at(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label::new(span, text));
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what would mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says of all its places in one file that they are in another, which has the same text.
    pub fn move_to(&mut self, file: FileId, other: FileId) {
        let labels = std::iter::once(&mut self.primary).chain(&mut self.labels).map(|label| &mut label.span);
        let fixes = self.fixes.iter_mut().flat_map(|fix| {
            let edits = fix.edits.iter_mut().map(|edit| &mut edit.span);
            fix.intents.iter_mut().map(Intent::span_mut).chain(edits)
        });
        for span in labels.chain(fixes).filter(|span| span.file == file) {
            span.file = other;
        }
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, message: impl Into<String>, safety: Safety, intents: Vec<Intent>) -> Self {
        self.fixes.push(Fix::new(message, safety, intents));
        self
    }
}

/// What is known of a rule apart from its check.
#[derive(Clone, Copy, Debug)]
pub struct RuleMeta {
    /// Its identity, `family/name` in kebab-case.
    pub name: &'static str,
    /// Its level unless the schema or the configuration says otherwise.
    pub level: Level,
    /// What it fires on, in one line.
    pub summary: &'static str,
    /// Its page, in Markdown.
    pub doc: &'static str,
    /// Its cases, in Markdown; run as tests.
    pub cases: &'static str,
    /// The safety of its fixes, if it has any.
    pub fix: Option<Safety>,
    /// Whether it may be wrong about right data, and so is off until selected.
    pub suspicious: bool,
    /// What of it can be set beside its level.
    pub options: &'static [RuleOption],
}

impl RuleMeta {
    /// The part before the slash.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.name.split('/').next().unwrap_or(self.name)
    }

    /// The page with a section on the options, before the example that ends it.
    #[must_use]
    pub fn page(&self) -> Cow<'static, str> {
        if self.options.is_empty() {
            return Cow::Borrowed(self.doc);
        }
        let options: String = self.options.iter().map(|option| format!("- {option}\n")).collect();
        let (before, example) = self.doc.split_at(self.doc.find("## Example\n").unwrap_or(self.doc.len()));
        Cow::Owned(format!(
            "{before}## Options\n\nUnder `[rules.\"{}\"]` in `factlint.toml`:\n\n{options}\n{example}",
            self.name
        ))
    }
}
