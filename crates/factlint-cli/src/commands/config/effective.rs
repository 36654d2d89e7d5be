//! The settings that hold, table by table.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Level, OptionKind, OptionValue, Options};
use factlint_validator::cite::CopySettings;
use factlint_validator::engine::{FileSet, Host, Outline, Override, SchemaName, Selection};
use factlint_validator::rules;

use super::text::{Section, key, string, strings};
use crate::args::ConfigArgs;
use crate::commands::check::settings::Job;
use crate::config::{Origins, Step};
use crate::host::StdHost;
use crate::report::counted;

/// What nothing was said of.
const DEFAULT: &str = "default";

/// All settings of a run.
pub fn sections(args: &ConfigArgs, job: &Job, outlines: &[Outline], host: &StdHost) -> Vec<Section> {
    let origins = Origins::of(&job.places);
    let teller = Teller { args, origins: &origins, host };
    let selection = &job.settings.selection;
    let mut sections = vec![teller.top(job.fail_on, selection)];
    sections.extend(teller.rules((&[], "rules."), (&selection.levels, &selection.options), true));
    let overrides = selection.overrides.iter().enumerate();
    sections.extend(overrides.flat_map(|(at, over)| teller.overriding(at, over, outlines)));
    for (at, (dataset, outline)) in job.settings.datasets.iter().zip(outlines).enumerate() {
        sections.push(teller.dataset(at, outline));
        let sets = dataset.files.iter().zip(&outline.sets).enumerate();
        sections.extend(sets.map(|(set, (files, count))| teller.files([at, set], files, *count)));
    }
    sections.extend(teller.sources(&job.settings.cite.copies));
    sections
}

struct Teller<'t> {
    args: &'t ConfigArgs,
    origins: &'t Origins<'t>,
    host: &'t StdHost,
}

impl Teller<'_> {
    /// Where the configuration says this, else the given words.
    fn origin(&self, steps: &[Step<'_>], other: &str) -> String {
        self.origins.of_value(steps).unwrap_or_else(|| other.to_owned())
    }

    fn top(&self, fail_on: Level, selection: &Selection) -> Section {
        let mut top = Section::default();
        let told = self.args.rules.fail_on.map(|_| "--fail-on".to_owned());
        let origin = told.unwrap_or_else(|| self.origin(&[Step::Key("fail-on")], DEFAULT));
        top.push("fail-on", string(fail_on.as_str()), origin);
        if !selection.select.is_empty() {
            let flag = Some("--select").filter(|_| !self.args.rules.select.is_empty());
            let origin = flag.map_or_else(|| self.of_list(&[], "select", &selection.select), str::to_owned);
            top.push("select", strings(&selection.select), origin);
        }
        if !selection.ignore.is_empty() {
            top.push("ignore", strings(&selection.ignore), self.of_list(&[], "ignore", &selection.ignore));
        }
        top
    }

    /// Where the items of a list come from, each place once.
    fn of_list(&self, table: &[Step<'_>], key: &str, items: &[String]) -> String {
        let mut places: Vec<String> = Vec::new();
        for at in 0..items.len() {
            let steps = [table, &[Step::Key(key), Step::Item(at)]].concat();
            let place = self.origin(&steps, &format!("--{key}"));
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places.join(", ")
    }

    /// Levels and options of rules, in a table of the configuration that has this header; of options that are not set too,
    /// where `all` are wanted.
    fn rules(
        &self,
        (table, header): (&[Step<'_>], &str),
        (levels, options): (&BTreeMap<String, Level>, &Options),
        all: bool,
    ) -> Vec<Section> {
        let mut sections: BTreeMap<String, Section> = BTreeMap::new();
        let mut push = |rule: &str, name: &str, value: String| {
            let origin =
                self.origin(&[table, &[Step::Key("rules"), Step::Key(rule), Step::Key(name)]].concat(), DEFAULT);
            let section = sections.entry(rule.to_owned());
            section.or_insert_with(|| Section::new(format!("[{header}{}]", key(rule)), "")).push(name, value, origin);
        };
        levels.iter().for_each(|(rule, level)| push(rule, "level", string(level.as_str())));
        for meta in rules::all().map(|rule| &rule.meta) {
            for option in meta.options {
                match (options.get(meta, option), option.kind) {
                    (Some(OptionValue::Number(number)), _) => push(meta.name, option.name, number.to_string()),
                    (Some(OptionValue::Texts(texts)), _) => push(meta.name, option.name, strings(texts)),
                    (None, _) if !all => {}
                    (None, OptionKind::Number { default, .. }) => push(meta.name, option.name, default.to_string()),
                    (None, OptionKind::Texts) => push(meta.name, option.name, strings::<&str>(&[])),
                }
            }
        }
        sections.into_values().collect()
    }

    fn overriding(&self, at: usize, over: &Override, outlines: &[Outline]) -> Vec<Section> {
        let table = [Step::Key("overrides"), Step::Item(at)];
        let files = outlines.iter().filter_map(|outline| outline.overrides.get(at)).sum();
        let mut section = Section::new("[[overrides]]", counted(files, "file"));
        let lists = [
            ("include", &over.include),
            ("exclude", &over.exclude),
            ("select", &over.select),
            ("ignore", &over.ignore),
        ];
        for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            section.push(key, strings(list), self.of_list(&table, key, list));
        }
        let rules = self.rules((&table, "overrides.rules."), (&over.levels, &over.options), false);
        [section].into_iter().chain(rules).collect()
    }

    fn dataset(&self, at: usize, outline: &Outline) -> Section {
        let mut notes = vec![counted(outline.files, "file")];
        let counts =
            [(outline.own_schema, "by the schema it names itself"), (outline.without_schema, "without a schema")];
        notes.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        let mut section = Section::new("[[dataset]]", notes.join(", "));
        let origin = match self.args.data.root {
            Some(_) => "--root".to_owned(),
            None => self.origin(
                &[Step::Key("dataset"), Step::Item(at), Step::Key("root")],
                "default: the folder of the configuration",
            ),
        };
        section.push("root", string(&outline.root), origin);
        section
    }

    fn files(&self, [dataset, set]: [usize; 2], files: &FileSet, count: usize) -> Section {
        let table = [Step::Key("dataset"), Step::Item(dataset), Step::Key("files"), Step::Item(set)];
        let mut section = Section::new("[[dataset.files]]", counted(count, "file"));
        section.push("include", strings(&files.include), self.of_list(&table, "include", &files.include));
        if !files.exclude.is_empty() {
            section.push("exclude", strings(&files.exclude), self.of_list(&table, "exclude", &files.exclude));
        }
        if let Some(format) = files.format {
            let steps = [&table[..], &[Step::Key("format")]].concat();
            section.push("format", string(format.word()), self.origin(&steps, DEFAULT));
        }
        let schemas: Vec<String> = files.schemas.iter().map(name).collect();
        if !schemas.is_empty() {
            section.push("schema", strings(&schemas), self.of_list(&table, "schema", &schemas));
        }
        section
    }

    /// The copies of sources; of two for one source the last counts.
    fn sources(&self, copies: &[CopySettings]) -> Vec<Section> {
        let last: BTreeMap<&str, &CopySettings> = copies.iter().map(|copy| (&*copy.source, copy)).collect();
        let of = |(id, copy): (&str, &CopySettings)| {
            let table = [Step::Key("sources"), Step::Key(id)];
            let named = self.args.copies.source.iter().any(|(named, _)| named == id);
            let origin = |key| match named {
                true => "--source".to_owned(),
                false => self.origin(&[&table[..], &[Step::Key(key)]].concat(), DEFAULT),
            };
            let is_there = self.host.exists(&copy.path);
            let note = if is_there { "" } else { "there is no such file, so what is cited to it is unchecked" };
            let mut section = Section::new(format!("[sources.{}]", key(id)), note);
            section.push("text", string(&self.host.display(&copy.path)), origin("text"));
            if let Some(markup) = copy.markup {
                section.push("markup", string(markup.name()), origin("markup"));
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
