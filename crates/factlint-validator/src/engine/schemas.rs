//! The schemas of a dataset, found and compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use factlint_model::diagnostic::{Diagnostic, Options};
use factlint_model::source::FileId;

use super::files::DataFile;
use super::texts::digest;
use super::{DatasetSettings, Host, Mendable, Report, RunError, SchemaName};
use crate::plan::Plan;
use crate::schema::{Library, SchemaId, Validator};

/// The schemas of a dataset, compiled.
pub(super) struct Schemas {
    pub plan: Plan,
    /// For each combination of schemas that some file has, its number among the plan's sets.
    pub sets: BTreeMap<Vec<SchemaId>, usize>,
    pub validators: BTreeMap<SchemaId, Option<Validator>>,
    /// For each file's schema names, their numbers.
    pub ids: Vec<(SchemaName, SchemaId)>,
    /// The names of their files, which are no data.
    pub names: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a part of one is missing.
    pub gaps: bool,
    /// Whether something in them does not count, so that ids may be missing.
    pub incomplete: bool,
    pub unchecked: Vec<&'static str>,
    /// Equal for the same schemas in the same order, as they are numbered by the files that name them.
    pub digest: u64,
}

impl Schemas {
    pub fn load(
        dataset: &DatasetSettings,
        files: &mut Vec<DataFile>,
        options: &Options,
        host: &dyn Host,
        report: &mut Report,
    ) -> Result<Self, RunError> {
        let mut library = Library::new();
        let mut ids: Vec<(SchemaName, SchemaId)> = Vec::new();
        let roots: [&Path; 2] = [&dataset.schema_root, &dataset.root];
        for name in files.iter().flat_map(|file| &file.schemas) {
            if !ids.iter().any(|(known, _)| known == name) {
                ids.push((name.clone(), library.load(host, &mut report.sources, name, &roots)?));
            }
        }
        for file in files.iter_mut() {
            let Some(own) = &mut file.own else { continue };
            let Ok(name) = own.name.clone() else { continue };
            if !ids.iter().any(|(known, _)| *known == name) {
                match library.load(host, &mut report.sources, &name, &roots) {
                    Ok(id) => ids.push((name.clone(), id)),
                    Err(error) => {
                        own.name = Err(error.to_string());
                        continue;
                    }
                }
            }
            file.schemas.push(name);
        }
        let names: Vec<String> = library.ids().map(|id| library.tree(id).source().name().to_owned()).collect();
        // A schema that names another is no data for that.
        files.retain(|file| !file.schemas.is_empty() || !names.contains(&host.display(&file.path)));
        let mut sets = BTreeMap::new();
        let mut order = Vec::new();
        for file in files.iter() {
            let set = numbers(&ids, &file.schemas);
            sets.entry(set.clone()).or_insert_with(|| {
                order.push(set);
                order.len() - 1
            });
        }
        let (plan, mut diagnostics) = Plan::compile(&library, &order, options);
        let validators = ids.iter().map(|&(_, id)| (id, Validator::compile(&library, id))).collect();
        let unchecked = plan.unchecked().to_vec();
        let gaps = library.has_gaps || files.iter().any(|file| file.own.as_ref().is_some_and(|own| own.name.is_err()));
        let incomplete = library.has_gaps || plan.may_hide;
        let texts = library.ids().map(|id| library.tree(id));
        let texts: Vec<_> = texts.map(|it| (it.file(), it.source().name(), it.source().text())).collect();
        let digest = digest(&(&ids, &order, gaps, texts));
        diagnostics.append(&mut library.diagnostics);
        report.mendable.extend(mendable(&library, &diagnostics, roots));
        Ok(Self { plan, sets, validators, ids, names, diagnostics, gaps, incomplete, unchecked, digest })
    }
}

/// The schemas that fixes of these findings would change: those in the dataset's own folders, since others may serve other data.
fn mendable(library: &Library, findings: &[Diagnostic], roots: [&Path; 2]) -> impl Iterator<Item = (FileId, Mendable)> {
    let intents = findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.intents);
    let wanted: BTreeSet<FileId> = intents.map(|intent| intent.span().file).collect();
    let documents = library.ids().map(|id| library.document(id)).filter(move |it| wanted.contains(&it.tree.file()));
    documents.filter_map(move |it| {
        let path = it.path.clone().filter(|path| roots.iter().any(|root| path.starts_with(root)))?;
        Some((it.tree.file(), Mendable { path, format: Some(it.tree.format()) }))
    })
}

pub(super) fn numbers(ids: &[(SchemaName, SchemaId)], names: &[SchemaName]) -> Vec<SchemaId> {
    names.iter().filter_map(|name| ids.iter().find(|(known, _)| known == name)).map(|&(_, id)| id).collect()
}
