//! Configurations and their mistakes; what the reader takes, the schema takes, and the other way round.

mod agreement;

use factlint_model::diagnostic::{Level, OptionValue, Options};
use factlint_model::load::Format;
use factlint_model::source::FileId;
use factlint_model::time::civil::Civil;
use factlint_validator::rules;
use factlint_validator::suppress::Suppression;
use factlint_validator::texts::Markup;

use super::read::read;
use super::{Config, Dataset, Files, Override, RuleSettings, Source, schema};

const WHOLE: &str = r#"
select = "suspicious"
ignore = ["check/old-one"]
fail-on = "warning"
baseline = "debts.toml"

[rules."check/ended"]
level = "info"

[rules."citations/quote-too-long"]
most-words = 12

[[overrides]]
include = "drafts/**"
exclude = ["drafts/old.yaml"]
select = ["schema"]
ignore = ["schema/missing-key"]
rules = { schema.level = "warning", "citations/quote-too-long".most-words = 20 }

[[suppress]]
rules = ["time", "check/kept"]
files = "old/*.yaml"
records = ["ann", "person/ben"]
reason = "the archive is asked"
owner = "the editors"
expires = "2027-06-30"

[[dataset]]
root = "facts"

[[dataset.files]]
include = ["*.yaml", "more/**/*.md"]
exclude = "draft.yaml"
format = "front-matter"
schema = ["a.json", "factlint:facts"]

[[dataset]]
files = { include = "b.json", schema = "b.schema.json" }

[sources."ship's log"]
text = "copies/log.htm"
markup = "html"
"#;

/// Whether the schema for editors takes the configuration.
fn schema_takes(text: &str) -> bool {
    let schema: serde_json::Value = serde_json::from_str(&schema::text()).unwrap();
    let config: serde_json::Value = toml::from_str(text).unwrap();
    jsonschema::validator_for(&schema).unwrap().is_valid(&config)
}

/// The mistakes: the text under each, the message, and the help.
fn mistakes(text: &str) -> Vec<(String, String, String)> {
    let found = read(FileId(0), text).unwrap_err();
    let told = found.into_iter().map(|mistake| {
        let at = text[mistake.primary.span.range()].to_owned();
        (at, mistake.message, mistake.help.unwrap_or_default())
    });
    told.collect()
}

fn most_words(number: u32) -> Options {
    let rule = rules::find("citations/quote-too-long").unwrap().meta;
    let option = rule.options.iter().find(|option| option.name == "most-words").unwrap();
    let mut options = Options::default();
    options.set(&rule, option, OptionValue::Number(number));
    options
}

#[test]
fn everything_that_can_be_said_is_read() {
    let strings = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let place = |text: &str| {
        let start = WHOLE.find(text).unwrap();
        start..start + text.len()
    };
    let first = Files {
        include: strings(&["*.yaml", "more/**/*.md"]),
        exclude: strings(&["draft.yaml"]),
        format: Some(Format::FrontMatter),
        schema: strings(&["a.json", "factlint:facts"]),
    };
    let second = Files { include: strings(&["b.json"]), schema: strings(&["b.schema.json"]), ..Files::default() };
    let expected = Config {
        rules: RuleSettings {
            select: strings(&["suspicious"]),
            ignore: strings(&["check/old-one"]),
            levels: [("check/ended".to_owned(), Level::Info)].into(),
            options: most_words(12),
        },
        overrides: vec![Override {
            include: strings(&["drafts/**"]),
            exclude: strings(&["drafts/old.yaml"]),
            select: strings(&["schema"]),
            ignore: strings(&["schema/missing-key"]),
            levels: [("schema".to_owned(), Level::Warning)].into(),
            options: most_words(20),
        }],
        fail_on: Some(Level::Warning),
        suppressions: vec![Suppression {
            rules: ["time", "check/kept"].map(|word| (word.to_owned(), place(&format!("\"{word}\"")))).into(),
            files: strings(&["old/*.yaml"]),
            records: strings(&["ann", "person/ben"]),
            reason: "the archive is asked".to_owned(),
            owner: Some("the editors".to_owned()),
            expires: Some(Civil::new(2027, 6, 30)),
            at: place("[[suppress]]"),
        }],
        baseline: Some("debts.toml".to_owned()),
        datasets: vec![
            Dataset { root: Some("facts".to_owned()), files: vec![first] },
            Dataset { root: None, files: vec![second] },
        ],
        sources: vec![Source {
            id: "ship's log".to_owned(),
            text: "copies/log.htm".to_owned(),
            markup: Some(Markup::Html),
        }],
    };
    assert_eq!(read(FileId(0), WHOLE).unwrap().0, expected);
    assert!(schema_takes(WHOLE));
}

#[test]
fn the_short_form_is_one_dataset() {
    let text = "[[dataset.files]]\ninclude = ['a.yaml']\nschema = 'a.json'\n";
    assert_eq!(read(FileId(0), text).unwrap().0.datasets.len(), 1);
    assert!(schema_takes(text));
}

#[test]
fn mistakes_are_told_at_their_places_all_at_once() {
    let text = "slect = ['time']\nfail-on = 'never'\n[dataset]\nroot = 3\n[[dataset.files]]\nincude = []\nformat = 'xml'\n\
                schema = [1]\n";
    let found = mistakes(text);
    let told: Vec<(&str, &str)> = found.iter().map(|(at, message, _)| (at.as_str(), message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("slect", "unknown key `slect`"),
            ("'never'", "`never` is no level"),
            ("3", "`root` must be a string"),
            ("[[dataset.files]]", "a set of files without `include`"),
            ("incude", "unknown key `incude`"),
            ("'xml'", "`xml` is no format"),
            ("1", "`schema` must be a list of strings"),
        ]
    );
    assert_eq!(found[0].2, "did you mean `select`?");
    assert_eq!(found[4].2, "did you mean `include`?");
    assert!(!schema_takes(text));
}

#[test]
fn an_unknown_rule_is_told_with_the_nearest() {
    let found = mistakes("select = ['suspicous']\n[rules.'no/such-rule']\nlevel = 'info'\n");
    assert_eq!(found[0].1, "there is no rule, family or group `suspicous`; did you mean `suspicious`?");
    assert!(found[1].1.contains("`no/such-rule`"), "{found:?}");
}

#[test]
fn what_is_no_toml_is_told_at_its_place() {
    let found = mistakes("select = [\n");
    assert!(found[0].1.starts_with("not TOML: "), "{found:?}");
}

#[test]
fn the_schema_in_the_project_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/config.schema.json");
    if std::env::var_os("FACTLINT_BLESS").is_some() {
        std::fs::write(path, schema::text()).unwrap();
    }
    let same = std::fs::read_to_string(path).unwrap() == schema::text();
    assert!(same, "{path} is not what the keys and rules say: FACTLINT_BLESS=1 writes it");
}

#[test]
fn the_configurations_that_are_shown_are_right() {
    let blocks = |text: &'static str| text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let shown = [include_str!("../../../../../factlint.toml"), include_str!("../../../starter/factlint.toml")]
        .into_iter()
        .chain(blocks(include_str!("../../../../../docs/configuration.md")))
        .chain(blocks(include_str!("../../../../../README.md")));
    for text in shown {
        assert!(read(FileId(0), text).is_ok_and(|(config, _)| !config.datasets.is_empty()), "{text}");
        assert!(schema_takes(text), "{text}");
    }
}

#[test]
fn a_suppression_says_which_rule_and_why() {
    let text = "[[suppress]]\nrules = []\nexpires = 'soon'\n[[suppress]]\nrules = ['time/overlpa', 'schema/syntax']\n\
                reason = ' '\nfile = 'a'\nexpires = '2027-02-30'\n[[suppress]]\nrules = 3\nreason = 4\n";
    let found = mistakes(text);
    let told: Vec<(&str, &str)> = found.iter().map(|(at, message, _)| (at.as_str(), message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("[[suppress]]", "a suppression without `rules`"),
            ("[[suppress]]", "a suppression without `reason`"),
            ("'soon'", "`soon` is no date"),
            ("[[suppress]]", "a suppression without a reason"),
            ("'time/overlpa'", "there is no rule, family or group `time/overlpa`; did you mean `time/overlap`?"),
            ("'schema/syntax'", "findings of schema/syntax cannot be suppressed"),
            ("file", "unknown key `file`"),
            ("'2027-02-30'", "`2027-02-30` is no date"),
            ("3", "`rules` must be a string or a list of strings"),
            ("4", "`reason` must be a string"),
        ]
    );
    assert!(!schema_takes("[[suppress]]\nrules = []\nreason = 'a'\n"));
    assert!(!schema_takes("[[suppress]]\nrules = ['time']\n"));
}

#[test]
fn a_date_may_be_one_of_toml() {
    let dated = |date: &str| format!("[[suppress]]\nrules = 'time'\nreason = 'a'\nexpires = {date}\n");
    let (config, _) = read(FileId(0), &dated("2027-06-30")).unwrap();
    assert_eq!(config.suppressions[0].expires, Some(Civil::new(2027, 6, 30)));
    assert_eq!(mistakes(&dated("2027-06-30T12:00:00"))[0].1, "`2027-06-30T12:00:00` is no date");
    assert_eq!(mistakes(&dated("7"))[0].1, "`expires` must be a string");
}
