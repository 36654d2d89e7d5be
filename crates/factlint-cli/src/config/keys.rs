//! The keys of `factlint.toml`, in one table. The reader goes by it, and the JSON Schema for editors is made of it.

use factlint_model::diagnostic::{Level, RuleOption};
use factlint_model::load::Format;
use factlint_validator::rules;
use factlint_validator::texts::Markup;

/// A table of the configuration.
#[derive(Debug)]
pub struct Shape {
    /// What it is, as in `a dataset`.
    pub noun: &'static str,
    /// What one looks like, where a key is missing.
    pub example: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What values it takes.
    pub form: Form,
    /// What it says.
    pub doc: &'static str,
    /// Whether the table must have it.
    pub required: bool,
}

/// What values a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// One of these words.
    Word(&'static Words),
    /// The name of a rule, a family or a group, or a list of such names.
    Rules,
    /// Tables by the names of rules, families and groups, with the levels of these and the options of rules.
    ByRule,
    /// One table, or a list of such tables.
    Tables(&'static Shape),
    /// Tables by the names that the user gives them.
    ById(&'static Shape),
    /// An option of a rule.
    Option(RuleOption),
}

/// A closed list of words.
#[derive(Debug)]
pub struct Words {
    /// What one of them is, as in `level`.
    pub noun: &'static str,
    /// All of them.
    pub all: fn() -> Vec<&'static str>,
}

impl Shape {
    /// What it is, without an article.
    pub fn name(&self) -> &'static str {
        self.noun.split_once(' ').map_or(self.noun, |(_, name)| name)
    }
}

impl Key {
    const fn new(name: &'static str, form: Form, doc: &'static str) -> Self {
        Self { name, form, doc, required: false }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// The levels.
pub static LEVELS: Words =
    Words { noun: "level", all: || [Level::Error, Level::Warning, Level::Info].map(Level::as_str).to_vec() };

static FORMATS: Words = Words { noun: "format", all: || Format::ALL.map(|(_, word, _)| word).to_vec() };

static MARKUPS: Words = Words { noun: "markup", all: || Markup::NAMES.map(|(name, _)| name).to_vec() };

/// The whole file.
pub static FILE: Shape = Shape {
    noun: "a configuration",
    example: "",
    keys: &[
        Key::new(
            "select",
            Form::Rules,
            "Run only these rules, families (`time`) or groups. The group `suspicious`, and a rule of it, is added to the others \
             instead.",
        ),
        Key::new("ignore", Form::Rules, "Do not run these rules, families or groups."),
        Key::new("fail-on", Form::Word(&LEVELS), "The lowest level that makes the exit status 1; error unless told."),
        Key::new(
            "rules",
            Form::ByRule,
            "Levels of rules, families or groups, and options of rules: [rules.\"time/overlap\"].",
        ),
        Key::new(
            "overrides",
            Form::Tables(&OVERRIDE),
            "What holds for some files instead; of two that say something of a rule, the last counts.",
        ),
        Key::new(
            "suppress",
            Form::Tables(&SUPPRESSION),
            "What is set aside, and why. Rule, file and record must all fit.",
        ),
        Key::new(
            "baseline",
            Form::Text,
            "The path of the baseline from the configuration's folder; factlint-baseline.toml unless told.",
        ),
        Key::new(
            "dataset",
            Form::Tables(&DATASET),
            "Files whose facts belong together; or a list of such datasets, each checked for itself.",
        ),
        Key::new(
            "sources",
            Form::ById(&SOURCE),
            "The copies of cited sources, by the sources' ids: [sources.\"report-1956\"].",
        ),
    ],
};

static OVERRIDE: Shape = Shape {
    noun: "an override",
    example: "an override looks like this:\n[[overrides]]\ninclude = [\"drafts/**\"]\nignore = [\"citations\"]",
    keys: &[
        Key::new("include", Form::Texts, "Patterns of files, from the root of each dataset, such as drafts/**.")
            .required(),
        Key::new("exclude", Form::Texts, "Patterns of files for which it does not hold."),
        Key::new("select", Form::Rules, "In these files, run only these rules, families or groups."),
        Key::new("ignore", Form::Rules, "In these files, do not run these rules, families or groups."),
        Key::new("rules", Form::ByRule, "Levels and options in these files, by rule, family or group."),
    ],
};

/// What is set aside.
pub static SUPPRESSION: Shape = Shape {
    noun: "a suppression",
    example: "a suppression looks like this:\n[[suppress]]\nrules = [\"time/overlap\"]\nrecords = [\"person/ada-brandt\"]\n\
              reason = \"both offices were held at once\"",
    keys: &[
        Key::new("rules", Form::Rules, "The rules, families or groups whose findings are set aside.").required(),
        Key::new("files", Form::Texts, "Patterns of files, from the root of each dataset; all files unless told."),
        Key::new(
            "records",
            Form::Texts,
            "Records, as `kind/id` or by the id alone, in which the finding stands; all records unless told.",
        ),
        Key::new("reason", Form::Text, "Why they are set aside.").required(),
        Key::new("owner", Form::Text, "Who answers for it."),
        Key::new("expires", Form::Text, "The last day on which it holds, such as 2027-06-30."),
    ],
};

static DATASET: Shape = Shape {
    noun: "a dataset",
    example: FILES_EXAMPLE,
    keys: &[
        Key::new(
            "root",
            Form::Text,
            "The folder that `include` and `exclude` are relative to, itself relative to the configuration's folder, which it \
             is unless told.",
        ),
        Key::new(
            "files",
            Form::Tables(&FILES),
            "The sets of files. One that several sets include has the schemas of all.",
        )
        .required(),
    ],
};

const FILES_EXAMPLE: &str =
    "a set of files looks like this:\n[[dataset.files]]\ninclude = [\"facts/**/*.yaml\"]\nschema = \"schema.yaml\"";

static FILES: Shape = Shape {
    noun: "a set of files",
    example: FILES_EXAMPLE,
    keys: &[
        Key::new("include", Form::Texts, "Patterns, such as facts/**/*.yaml.").required(),
        Key::new("exclude", Form::Texts, "Patterns of files left out."),
        Key::new(
            "format",
            Form::Word(&FORMATS),
            "Only where the files' endings do not tell it. Pages such as .md that start with a line --- have front matter.",
        ),
        Key::new(
            "schema",
            Form::Texts,
            "A schema's path from the configuration's folder, else from the root, or the name of one that is built in, such as \
             factlint:facts. Of several each is validated, and the meanings of all are collected. Without it a file's own \
             `$schema` or `# yaml-language-server: $schema=` line counts.",
        ),
    ],
};

static SOURCE: Shape = Shape {
    noun: "a source",
    example: "such as { text = \"copy.txt\" }",
    keys: &[
        Key::new(
            "text",
            Form::Text,
            "The path of the copy from the configuration's folder. Where it is not there, what is cited to it is unchecked.",
        )
        .required(),
        Key::new("markup", Form::Word(&MARKUPS), "Only where the file's ending does not tell it."),
    ],
};

/// The key of a level.
pub const LEVEL: Key = Key::new("level", Form::Word(&LEVELS), "The level of its findings.");

/// The keys of the table of a rule, a family or a group.
pub fn of_rule(name: &str) -> Vec<Key> {
    let declared = rules::find(name).map_or::<&[RuleOption], _>(&[], |rule| rule.meta.options);
    let option = |&option: &RuleOption| Key::new(option.name, Form::Option(option), option.summary);
    [LEVEL].into_iter().chain(declared.iter().map(option)).collect()
}
