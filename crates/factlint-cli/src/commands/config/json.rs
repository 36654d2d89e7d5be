//! One JSON object, as `schema/settings.schema.json` documents it.

use std::io::{self, Write};

use factlint_model::diagnostic::Level;
use factlint_validator::engine::{Host, Outline, Selection};
use serde::Serialize;
use serde_json::Value;

use super::rules::{all, why_off};
use super::setting::{Origin, Section};
use crate::commands::check::settings::Job;
use crate::config::Step;
use crate::host::StdHost;
use crate::report::write_json;

/// The version of the object; raised when a reader of the last one would misread it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    configuration: Option<&'d str>,
    lock: Option<Beside>,
    baseline: Option<Beside>,
    settings: Vec<Setting<'d>>,
    datasets: &'d [Outline],
    rules: Vec<Rule>,
}

/// A file that stands beside the configuration.
#[derive(Serialize)]
struct Beside {
    file: String,
    is_there: bool,
}

#[derive(Serialize)]
struct Setting<'d> {
    path: Vec<Step<'d>>,
    value: &'d Value,
    from: &'d [Origin],
}

#[derive(Serialize)]
struct Rule {
    rule: &'static str,
    level: Level,
    runs: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    why_off: Option<&'static str>,
    /// Whether it runs where this override alone holds.
    overrides: Vec<bool>,
}

pub fn write(
    sections: &[Section<'_>],
    job: &Job,
    datasets: &[Outline],
    host: &StdHost,
    out: &mut dyn Write,
) -> io::Result<()> {
    let beside = |path: &std::path::Path| Beside { file: host.display(path), is_there: host.exists(path) };
    let settings = sections.iter().flat_map(|section| {
        section.entries.iter().map(|entry| Setting {
            path: [&section.path[..], &[Step::Key(entry.key)]].concat(),
            value: &entry.value,
            from: &entry.from,
        })
    });
    let document = Document {
        version: VERSION,
        configuration: job.places.name(),
        lock: job.settings.cite.lock.as_deref().map(beside),
        baseline: job.settings.baseline.as_ref().map(|baseline| beside(&baseline.path)),
        settings: settings.collect(),
        datasets,
        rules: rules(&job.settings.selection),
    };
    write_json(out, &document)
}

fn rules(selection: &Selection) -> Vec<Rule> {
    let of = |meta: &factlint_model::diagnostic::RuleMeta| {
        let runs = selection.runs(meta.name);
        Rule {
            rule: meta.name,
            level: selection.level(meta.name).unwrap_or(meta.level),
            runs,
            why_off: (!runs).then(|| why_off(selection, meta)),
            overrides: (0..selection.overrides.len()).map(|number| selection.runs_under(number, meta.name)).collect(),
        }
    };
    all().map(of).collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use factlint_validator::engine;
    use serde_json::{Value, json};

    use super::super::{check_of, effective};
    use crate::args::{Args, Command};
    use crate::commands::check::settings;
    use crate::host::StdHost;

    const CONFIGURATION: &str = "ignore = 'refs'\n[rules.'hygiene/placeholder']\ntexts = ['none']\n\
        [[overrides]]\ninclude = 'a.yaml'\nselect = 'refs'\n[[dataset.files]]\ninclude = '*.yaml'\nschema = 'factlint:facts'\n";

    #[test]
    fn it_is_what_its_schema_documents() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("factlint.toml");
        std::fs::write(&path, CONFIGURATION).unwrap();
        std::fs::write(dir.path().join("a.yaml"), "{}").unwrap();
        let path = path.to_str().unwrap();
        let line = ["factlint", "config", "--config", path, "--ignore", "time/overlap", "--fail-on", "info"];
        let Command::Config(args) = Args::parse_from(line).command else { panic!("no config") };
        let mut host = StdHost::new().unwrap();
        let job = settings::settings(&check_of(&args), &mut host).unwrap();
        let outlines = engine::outline(&job.settings, &host).unwrap();
        let mut written = Vec::new();
        super::write(&effective::sections(&args, &job, &outlines, &host), &job, &outlines, &host, &mut written)
            .unwrap();
        let written: Value = serde_json::from_slice(&written).unwrap();
        let schema = include_str!("../../../../../schema/settings.schema.json");
        let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&written).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
        let setting = |path: Value| {
            let found = written["settings"].as_array().unwrap().iter().find(|setting| setting["path"] == path);
            let Value::Array(from) = &found.unwrap()["from"] else { panic!("{found:?}") };
            let from = from.iter().map(|from| from.get("line").or(from.get("option")).unwrap().clone());
            (found.unwrap()["value"].clone(), from.collect::<Vec<_>>())
        };
        assert_eq!(setting(json!(["fail-on"])), (json!("info"), vec![json!("--fail-on")]));
        assert_eq!(setting(json!(["ignore"])), (json!(["refs", "time/overlap"]), vec![json!(1), json!("--ignore")]));
        assert_eq!(setting(json!(["rules", "hygiene/placeholder", "texts"])), (json!(["none"]), vec![json!(3)]));
        assert_eq!(setting(json!(["rules", "hygiene/markup", "allowed-tags"])), (json!([]), vec![]));
        assert_eq!(setting(json!(["overrides", 0, "select"])), (json!(["refs"]), vec![json!(6)]));
        assert_eq!(setting(json!(["dataset", 0, "files", 0, "include"])), (json!(["*.yaml"]), vec![json!(8)]));
        let rule = |name: &str| written["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == name).unwrap();
        let self_reference =
            json!({ "rule": "refs/self", "level": "error", "runs": false, "why_off": "ignored", "overrides": [true] });
        assert_eq!(*rule("refs/self"), self_reference);
        let overlap = json!({ "rule": "time/overlap", "level": "error", "runs": false, "why_off": "ignored", "overrides": [false] });
        assert_eq!(*rule("time/overlap"), overlap);
        assert_eq!(written["datasets"][0]["overrides"], json!([1]));
    }
}
