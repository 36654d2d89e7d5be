//! The settings that hold, table by table.

use std::collections::BTreeMap;
use std::path::Path;

use factlint_model::diagnostic::{Level, OptionKind, OptionValue, Options};
use factlint_model::time::words::day;
use factlint_validator::cite::CopySettings;
use factlint_validator::engine::{FileSet, Host, Outline, Override, SchemaName};
use factlint_validator::rules;
use factlint_validator::suppress::Suppression;
use serde_json::{Value, json};

use super::setting::{Entry, Origin, Section};
use crate::args::ConfigArgs;
use crate::commands::check::settings::Job;
use crate::config::{Origins, Step};
use crate::host::StdHost;
use crate::report::counted;

/// All settings of a run.
pub fn sections<'s>(args: &ConfigArgs, job: &'s Job, outlines: &[Outline], host: &StdHost) -> Vec<Section<'s>> {
    let origins = Origins::of(&job.places);
    let teller = Teller { args, origins: &origins, host };
    let selection = &job.settings.selection;
    let mut sections = vec![teller.top(job)];
    sections.extend(teller.rules(&[], (&selection.levels, &selection.options), true));
    let overrides = selection.overrides.iter().enumerate();
    sections.extend(overrides.flat_map(|(at, over)| teller.overriding(at, over, outlines)));
    let suppressions = job.settings.suppressions.all.iter().enumerate();
    sections.extend(suppressions.map(|(at, suppression)| teller.suppression(at, suppression)));
    for (at, (dataset, outline)) in job.settings.datasets.iter().zip(outlines).enumerate() {
        sections.push(teller.dataset(at, outline));
        let sets = dataset.files.iter().zip(&outline.sets).enumerate();
        sections.extend(sets.map(|(set, (files, count))| teller.files([at, set], files, *count)));
    }
    sections.extend(teller.sources(&job.settings.cite.copies));
    sections
}

/// An option of the command line, and whether it was given.
type Given = (&'static str, bool);

/// Only the configuration can say it.
const OWN: Given = ("", false);

struct Teller<'t> {
    args: &'t ConfigArgs,
    origins: &'t Origins<'t>,
    host: &'t StdHost,
}

impl Teller<'_> {
    /// Where the configuration says this.
    fn place(&self, steps: &[Step<'_>]) -> Option<Origin> {
        let (file, line) = self.origins.of_value(steps)?;
        Some(Origin::Configuration { file: file.to_owned(), line })
    }

    /// Adds a setting, which the option counts for if it was given.
    fn push<'s>(&self, section: &mut Section<'s>, key: &'s str, value: Value, (option, given): Given) {
        let from = match given {
            true => Some(Origin::CommandLine { option }),
            false => self.place(&[&section.path[..], &[Step::Key(key)]].concat()),
        };
        section.entries.push(Entry { key, value, from: from.into_iter().collect() });
    }

    /// Adds a list, if there is anything in it; what the configuration does not have of it comes from the option.
    fn push_list<'s>(&self, section: &mut Section<'s>, key: &'s str, items: &[String], (option, given): Given) {
        let mut from: Vec<Origin> = Vec::new();
        for at in 0..items.len() {
            let place = || self.place(&[&section.path[..], &[Step::Key(key), Step::Item(at)]].concat());
            let origin = if given { None } else { place() }.unwrap_or(Origin::CommandLine { option });
            if !from.contains(&origin) {
                from.push(origin);
            }
        }
        if !items.is_empty() {
            section.entries.push(Entry { key, value: json!(items), from });
        }
    }

    fn top<'s>(&self, job: &Job) -> Section<'s> {
        let (mut top, rules, selection) = (Section::new(Vec::new(), ""), &self.args.rules, &job.settings.selection);
        self.push(&mut top, "fail-on", json!(job.fail_on.as_str()), ("--fail-on", rules.fail_on.is_some()));
        self.push_list(&mut top, "select", &selection.select, ("--select", !rules.select.is_empty()));
        self.push_list(&mut top, "ignore", &selection.ignore, ("--ignore", false));
        // One that is named must be there, so that a usual one is not named where there is none.
        let is_baseline = |path: &Path| job.named_baseline.is_some() || self.host.exists(path);
        if let Some(baseline) = job.settings.baseline.as_ref().filter(|baseline| is_baseline(&baseline.path)) {
            self.push(&mut top, "baseline", self.path(&baseline.path), OWN);
        }
        top
    }

    fn path(&self, path: &Path) -> Value {
        self.host.display(path).into()
    }

    /// Levels and options of rules that a table of the configuration has; also options that are not set, where `all` are
    /// wanted.
    fn rules<'s>(
        &self,
        table: &[Step<'s>],
        (levels, options): (&'s BTreeMap<String, Level>, &Options),
        all: bool,
    ) -> Vec<Section<'s>> {
        let mut sections: BTreeMap<&str, Section<'s>> = BTreeMap::new();
        let mut push = |rule: &'s str, name: &'s str, value: Value| {
            let path = || [table, &[Step::Key("rules"), Step::Key(rule)]].concat();
            self.push(sections.entry(rule).or_insert_with(|| Section::new(path(), "")), name, value, OWN);
        };
        levels.iter().for_each(|(rule, level)| push(rule, "level", json!(level.as_str())));
        for meta in rules::all().map(|rule| &rule.meta) {
            for option in meta.options {
                match (options.get(meta, option), option.kind) {
                    (Some(OptionValue::Number(number)), _) => push(meta.name, option.name, json!(number)),
                    (Some(OptionValue::Texts(texts)), _) => push(meta.name, option.name, json!(texts)),
                    (None, _) if !all => {}
                    (None, OptionKind::Number { default, .. }) => push(meta.name, option.name, json!(default)),
                    (None, OptionKind::Texts) => push(meta.name, option.name, json!([])),
                }
            }
        }
        sections.into_values().collect()
    }

    fn overriding<'s>(&self, at: usize, over: &'s Override, outlines: &[Outline]) -> Vec<Section<'s>> {
        let files = outlines.iter().filter_map(|outline| outline.overrides.get(at)).sum();
        let table = vec![Step::Key("overrides"), Step::Item(at)];
        let rules = self.rules(&table, (&over.levels, &over.options), false);
        let mut section = Section::new(table, counted(files, "file"));
        self.push_list(&mut section, "include", &over.include, OWN);
        self.push_list(&mut section, "exclude", &over.exclude, OWN);
        self.push_list(&mut section, "select", &over.select, OWN);
        self.push_list(&mut section, "ignore", &over.ignore, ("--ignore", false));
        [section].into_iter().chain(rules).collect()
    }

    fn suppression<'s>(&self, at: usize, suppression: &Suppression) -> Section<'s> {
        let mut section = Section::new(vec![Step::Key("suppress"), Step::Item(at)], "");
        let rules: Vec<String> = suppression.rules.iter().map(|(rule, _)| rule.clone()).collect();
        self.push_list(&mut section, "rules", &rules, OWN);
        self.push_list(&mut section, "files", &suppression.files, OWN);
        self.push_list(&mut section, "records", &suppression.records, OWN);
        self.push(&mut section, "reason", json!(suppression.reason), OWN);
        if let Some(owner) = &suppression.owner {
            self.push(&mut section, "owner", json!(owner), OWN);
        }
        if let Some(last) = suppression.expires {
            self.push(&mut section, "expires", json!(day(last)), OWN);
        }
        section
    }

    fn dataset<'s>(&self, at: usize, outline: &Outline) -> Section<'s> {
        let mut notes = vec![counted(outline.files, "file")];
        let counts =
            [(outline.own_schema, "by the schema it names itself"), (outline.without_schema, "without a schema")];
        notes.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        let mut section = Section::new(vec![Step::Key("dataset"), Step::Item(at)], notes.join(", "));
        self.push(&mut section, "root", json!(outline.root), ("--root", self.args.data.root.is_some()));
        section
    }

    fn files<'s>(&self, [dataset, set]: [usize; 2], files: &FileSet, count: usize) -> Section<'s> {
        let table = vec![Step::Key("dataset"), Step::Item(dataset), Step::Key("files"), Step::Item(set)];
        let mut section = Section::new(table, counted(count, "file"));
        self.push_list(&mut section, "include", &files.include, OWN);
        self.push_list(&mut section, "exclude", &files.exclude, OWN);
        if let Some(format) = files.format {
            self.push(&mut section, "format", json!(format.word()), OWN);
        }
        let schemas: Vec<String> = files.schemas.iter().map(name).collect();
        self.push_list(&mut section, "schema", &schemas, OWN);
        section
    }

    /// The copies of sources; of two for one source the last counts.
    fn sources<'s>(&self, copies: &'s [CopySettings]) -> Vec<Section<'s>> {
        let last: BTreeMap<&str, &CopySettings> = copies.iter().map(|copy| (&*copy.source, copy)).collect();
        let of = |(id, copy): (&'s str, &CopySettings)| {
            let named = ("--source", self.args.copies.source.iter().any(|(named, _)| named == id));
            let is_there = self.host.exists(&copy.path);
            let note = if is_there { "" } else { "there is no such file, so what is cited to it is unchecked" };
            let mut section = Section::new(vec![Step::Key("sources"), Step::Key(id)], note);
            self.push(&mut section, "text", self.path(&copy.path), named);
            if let Some(markup) = copy.markup {
                self.push(&mut section, "markup", json!(markup.name()), named);
            }
            section
        };
        last.into_iter().map(of).collect()
    }
}

fn name(schema: &SchemaName) -> String {
    match schema {
        SchemaName::BuiltIn(name) => name.clone(),
        SchemaName::File(path) => path.to_string_lossy().into_owned(),
    }
}
