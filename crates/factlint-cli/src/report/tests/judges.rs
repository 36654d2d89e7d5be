//! The formats of others, judged by their schemas: a clean run, a finding of every rule, and hostile data.

use std::path::Path;
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Edit, RecordName, Safety};
use factlint_model::source::{FileId, Source, Sources, Span};
use factlint_validator::engine::{Aside, Report, SetAside};
use factlint_validator::rules;
use serde_json::{Value, json};

use super::{report, written};

const TEXT: &str = "a: 1\nb: 2\nc: 3\n";
/// What a terminal, a workflow, Markdown or HTML would obey, or a reader would not see.
pub(super) const HOSTILE: &str = "\u{1b}[31m\r\n::error::gone\n##[add-mask]##[group]%0A::set-output name=a::b\u{202e}\u{2066} <script>alert(1)</script> \
                       **b** [x](https://example.org) @someone #1 ``` | ` --> ]]> &amp; \u{0}";

fn every_rule() -> Report {
    let mut sources = Sources::default();
    sources.add(Arc::new(Source::new("data/a b.yaml", TEXT)));
    let finding = |rule: &rules::Rule| {
        let name =
            if rule.meta.name.contains('/') { rule.meta.name.to_owned() } else { format!("{}/own", rule.meta.name) };
        let span = Span::new(FileId(0), 5, 9);
        Diagnostic::new(name, rule.meta.level, span, rule.meta.summary).note("since").help("look").at("here")
    };
    Report { diagnostics: rules::all().map(finding).collect(), sources, ..Report::default() }
}

fn hostile() -> Report {
    let mut sources = Sources::default();
    sources.add(Arc::new(Source::new(HOSTILE, format!("{HOSTILE}\n{HOSTILE}"))));
    let span = Span::new(FileId(0), 2, 9);
    let mut finding = Diagnostic::new("check/own", factlint_model::diagnostic::Level::Error, span, HOSTILE)
        .at(HOSTILE)
        .label(span, HOSTILE)
        .note(HOSTILE)
        .help(HOSTILE)
        .fix(HOSTILE, Safety::Unsafe, Vec::new());
    finding.fixes[0].edits = vec![Edit { span, replacement: HOSTILE.into() }];
    finding.record = Some(RecordName { kind: HOSTILE.into(), id: Some(HOSTILE.into()) });
    finding.path = format!("/{HOSTILE}");
    Report { diagnostics: vec![finding.clone(), finding], sources, notices: vec![HOSTILE.into()], ..Report::default() }
}

/// A report of which a part counts for nothing, in every way.
fn set_aside() -> Report {
    let mut report = report();
    let by = [
        Aside::Comment { reason: Some(HOSTILE.into()) },
        Aside::Comment { reason: None },
        Aside::Configuration { reason: "the archive is asked".into(), owner: Some("ann".into()) },
        Aside::Configuration { reason: "as printed".into(), owner: None },
        Aside::Baseline,
    ];
    let finding = report.diagnostics.remove(0);
    report.set_aside = by.into_iter().map(|by| SetAside { finding: finding.clone(), by }).collect();
    report
}

fn all() -> [Report; 5] {
    [Report::default(), report(), every_rule(), hostile(), set_aside()]
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The schema of a format, of those that lie in the folder that `FACTLINT_SHARED` names.
fn judge(name: &str) -> Option<jsonschema::Validator> {
    let Some(shared) = std::env::var_os("FACTLINT_SHARED") else {
        println!("skipped: {name} (FACTLINT_SHARED is not set)");
        return None;
    };
    let schema = std::fs::read_to_string(Path::new(&shared).join("formats").join(name)).unwrap();
    Some(jsonschema::options().should_validate_formats(true).build(&parsed(&schema)).unwrap())
}

fn demand(judge: &jsonschema::Validator, instance: &Value) {
    let errors: Vec<String> =
        judge.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif_is_sarif() {
    let judge = judge("sarif-schema-2.1.0.json");
    for report in all() {
        let log = parsed(&written("sarif", &report, false));
        judge.iter().for_each(|judge| demand(judge, &log));
        let run = &log["runs"][0];
        for (result, finding) in run["results"].as_array().unwrap().iter().zip(&report.diagnostics) {
            let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            let rule = run["tool"]["driver"]["rules"][at]["id"].as_str().unwrap();
            assert!(
                finding.rule == rule || finding.rule.starts_with(&format!("{rule}/")),
                "{} is {rule}",
                finding.rule
            );
        }
    }
}

#[test]
fn what_is_set_aside_is_told_and_in_sarif_accepted() {
    let report = set_aside();
    let log = parsed(&written("sarif", &report, false));
    let told: Vec<&Value> =
        log["runs"][0]["results"].as_array().unwrap().iter().map(|result| &result["suppressions"]).collect();
    let suppression = |kind: &str, why: &str| json!([{ "kind": kind, "status": "accepted", "justification": why }]);
    assert_eq!(*told[0], json!([]));
    assert!(told[1][0]["justification"].as_str().unwrap().starts_with("\\u{1b}[31m"), "{told:?}");
    assert_eq!(*told[2], json!([{ "kind": "inSource", "status": "accepted" }]));
    assert_eq!(*told[3], suppression("external", "the archive is asked (ann)"));
    assert_eq!(*told[4], suppression("external", "as printed"));
    assert_eq!(*told[5], suppression("external", "the baseline accepts it"));
    assert_eq!(told.len(), 6);
    let summary = &parsed(&written("json", &report, false))["summary"];
    assert_eq!(summary["set_aside"], json!({ "comments": 2, "configuration": 2, "baseline": 1 }));
    let line = "4 findings are suppressed, 1 is in the baseline";
    for format in ["terminal", "concise", "markdown"] {
        let text = written(format, &report, false);
        assert!(text.lines().any(|told| told.trim_end_matches('.') == line), "{format}: {text}");
        assert!(!written(format, &super::report(), false).contains("suppressed"));
    }
}

#[test]
fn gitlab_is_code_quality_with_each_fingerprint_once() {
    let judge = judge("gitlab-codeclimate.json");
    for report in all() {
        let issues = parsed(&written("gitlab", &report, false));
        let issues = issues.as_array().unwrap();
        for issue in issues {
            judge.iter().for_each(|judge| demand(judge, issue));
        }
        let mut prints: Vec<&Value> = issues.iter().map(|issue| &issue["fingerprint"]).collect();
        prints.sort_by_key(|print| print.to_string());
        prints.dedup();
        assert_eq!(prints.len(), report.diagnostics.len());
    }
}

#[test]
fn lines_of_json_are_the_json_report() {
    let with_id = |mut report: Report| {
        report.diagnostics.iter_mut().for_each(|finding| finding.fingerprint.clear());
        report
    };
    for report in all().map(with_id) {
        let mut whole = parsed(&written("json", &report, false));
        let lines: Vec<Value> = written("ndjson", &report, false).lines().map(parsed).collect();
        let (last, findings) = lines.split_last().unwrap();
        let tagged = |kind: &str, value: &Value| {
            let mut value = value.clone();
            value["type"] = json!(kind);
            value["version"] = json!(1);
            value
        };
        assert_eq!(*last, tagged("summary", &whole["summary"]));
        let told: Vec<Value> =
            whole["diagnostics"].as_array_mut().unwrap().iter().map(|one| tagged("diagnostic", one)).collect();
        assert_eq!(findings, told);
    }
}

#[test]
fn github_obeys_nothing_but_what_is_meant() {
    for report in all() {
        let text = written("github", &report, false);
        for line in text.lines() {
            let (command, data) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).unwrap();
            let (name, properties) = command.split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&name), "{line}");
            assert!(properties.split(',').all(|one| one.contains('=') && !one.contains(':')), "{line}");
            assert!(!data.is_empty());
        }
        assert!(!text.contains(['\r', '\u{1b}', '\u{202e}', '\u{0}']));
    }
    let every = written("github", &every_rule(), false);
    assert_eq!(every.lines().filter(|line| line.starts_with("::error")).count(), 10);
    assert!(every.lines().last().unwrap().contains("more findings not shown here"), "{every}");
}

#[test]
fn what_programs_read_has_no_command_for_a_runner_and_nothing_unseen() {
    for format in ["json", "ndjson", "sarif", "gitlab", "markdown"] {
        let text = written(format, &hostile(), true);
        assert!(text.contains("gone"), "{format}");
        assert!(!text.contains("##["), "{format}: {text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {text}");
        assert!(!text.chars().any(|c| c != '\n' && crate::report::is_hidden(c)), "{format}: {text}");
    }
}

#[test]
fn markdown_shows_what_data_says_and_does_not_become_it() {
    let text = written("markdown", &hostile(), true);
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{0}', '\r']), "{text}");
    for line in text.lines() {
        let outside: String = without_code(line);
        assert!(!outside.contains("<script"), "{line}");
        assert!(!outside.contains("@someone"), "{line}");
        assert!(!outside.contains("](https:"), "{line}");
    }
}

/// A line without what stands between backticks.
pub(super) fn without_code(line: &str) -> String {
    let mut outside = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        outside.push_str(&rest[..start]);
        let fence: String = rest[start..].chars().take_while(|&c| c == '`').collect();
        let inside = &rest[start + fence.len()..];
        let Some(end) = closing(inside, fence.len()) else { break };
        rest = &inside[end + fence.len()..];
    }
    outside + rest
}

/// Where a run of exactly so many backticks starts.
fn closing(text: &str, length: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(start) = text[at..].find('`').map(|start| at + start) {
        let run = text[start..].chars().take_while(|&c| c == '`').count();
        if run == length {
            return Some(start);
        }
        at = start + run;
    }
    None
}
