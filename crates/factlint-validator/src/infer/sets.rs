//! Files of one shape as one set: which belong together, what they are called, and the patterns that find them.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::load::Format;
use factlint_model::tree::{Kind, NodeRef};

use super::files::DataFile;
use super::threshold;
use super::words::{kebab, tells, without_parts};

/// Files that get one schema.
#[derive(Debug)]
pub(super) struct Set {
    pub format: Format,
    /// The numbers of the files.
    pub files: Vec<usize>,
    pub name: String,
    signature: Signature,
}

/// The keys of a file's first two levels.
#[derive(Debug, Default)]
struct Signature {
    roots: BTreeSet<u8>,
    first: BTreeSet<String>,
    second: BTreeSet<String>,
}

impl Signature {
    fn of(file: &DataFile) -> Self {
        let mut signature = Self::default();
        for root in file.tree.documents().take(threshold::LOOKED_AT) {
            signature.roots.insert(root.kind() as u8);
            let heads: Vec<NodeRef<'_>> = if root.kind() == Kind::Sequence {
                root.items().take(threshold::LOOKED_AT).collect()
            } else {
                vec![root]
            };
            for (key, value) in heads.iter().flat_map(|head| head.entries().take(threshold::LOOKED_AT)) {
                signature.first.insert(key.text().to_owned());
                let inner = if value.kind() == Kind::Sequence { value.items().next().unwrap_or(value) } else { value };
                signature
                    .second
                    .extend(inner.entries().take(threshold::LOOKED_AT).map(|(key, _)| key.text().to_owned()));
            }
        }
        signature
    }

    /// Whether most of what the smaller one has is in the other, on the first level or, under keys that are data, below.
    fn is_like(&self, other: &Self) -> bool {
        let within = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            let smaller = a.len().min(b.len());
            smaller > 0 && threshold::is_share(a.intersection(b).count(), smaller, threshold::ALIKE_FILES)
        };
        let both_empty = self.first.is_empty() && other.first.is_empty();
        let many = |keys: &BTreeSet<String>| keys.len() >= threshold::DATA_KEYS;
        let data_keys = many(&self.first) && many(&other.first) && within(&self.second, &other.second);
        self.roots == other.roots && (both_empty || within(&self.first, &other.first) || data_keys)
    }
}

/// The sets of these files, in the order of their first.
pub(super) fn collect(files: &[DataFile], root_name: &str) -> Vec<Set> {
    let mut sets: Vec<Set> = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let signature = Signature::of(file);
        match sets.iter_mut().find(|set| set.format == file.format && set.signature.is_like(&signature)) {
            Some(set) => {
                set.files.push(number);
                set.signature.first.extend(signature.first);
                set.signature.second.extend(signature.second);
            }
            None => sets.push(Set { format: file.format, files: vec![number], name: String::new(), signature }),
        }
    }
    let mut taken = BTreeSet::new();
    for set in &mut sets {
        let name = name(set, files, root_name);
        let free = (1..).map(|count| if count == 1 { name.clone() } else { format!("{name}-{count}") });
        set.name = free.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(set.name.clone());
    }
    sets
}

fn name(set: &Set, files: &[DataFile], root_name: &str) -> String {
    let paths: Vec<&str> = set.files.iter().map(|&file| files[file].inside.as_str()).collect();
    // A few files are called by the largest of them, many by the folder that they share.
    if paths.len() <= threshold::FEW_FILES {
        let largest = set.files.iter().max_by_key(|&&file| files[file].tree.len());
        return without_parts(largest.map_or(root_name, |&file| stem(&files[file].inside)));
    }
    let folders: Vec<String> = paths.iter().map(|path| format!("{}/", folder(path))).collect();
    let shared = common_start(&folders);
    let shared = shared.rsplit_once('/').map_or("", |(folder, _)| folder);
    let told = shared.rsplit('/').find(|folder| tells(folder));
    kebab(told.unwrap_or(root_name))
}

fn common_start(texts: &[String]) -> String {
    let Some(first) = texts.first() else { return String::new() };
    let length = texts.iter().map(|text| first.chars().zip(text.chars()).take_while(|(a, b)| a == b).count()).min();
    first.chars().take(length.unwrap_or(0)).collect()
}

/// A file's name without folders and its last ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Patterns that find the files of a set and no other data: a folder's where all of an ending below it belong to the set,
/// else file by file. Of the pages in a folder a check takes those that start with data, so others may lie beside them.
pub(super) fn patterns(set: &Set, files: &[DataFile], others: &[String]) -> Vec<String> {
    let mine: BTreeSet<&str> = set.files.iter().map(|&file| files[file].inside.as_str()).collect();
    let all: Vec<&str> =
        files.iter().map(|file| file.inside.as_str()).chain(others.iter().map(String::as_str)).collect();
    let mut whole: BTreeMap<(&str, &str), Option<bool>> = BTreeMap::new();
    let mut patterns = BTreeSet::new();
    for path in &mine {
        let ending = ending(path);
        let top = above(folder(path)).find_map(|above| {
            let kept = whole.entry((above, ending)).or_insert_with(|| flat(&mine, &all, above, ending));
            kept.map(|flat| (above, flat)).filter(|_| mine.len() > 1)
        });
        patterns.insert(match top {
            Some((top, flat)) => {
                let top = if top.is_empty() { String::new() } else { format!("{}/", escape(top)) };
                format!("{top}{}*.{}", if flat { "" } else { "**/" }, escape(ending))
            }
            None => escape(path),
        });
    }
    patterns.into_iter().collect()
}

/// Whether a pattern of a folder needs to look at its own files only; `None` where it would find files of other sets.
/// Of the whole dataset's folder only the files themselves are looked at: who knows what will lie below.
fn flat(mine: &BTreeSet<&str>, all: &[&str], top: &str, ending_wanted: &str) -> Option<bool> {
    let found = |path: &&str| ending(path) == ending_wanted && is_below(path, top);
    let is_flat = mine.iter().copied().filter(found).all(|path| folder(path) == top);
    let counts = |path: &&str| !is_flat || folder(path) == top;
    (is_flat || !top.is_empty())
        .then(|| all.iter().copied().filter(found).filter(counts).all(|path| mine.contains(path)))
        .filter(|only_mine| *only_mine)
        .map(|_| is_flat)
}

/// A folder and those above it, from the top down.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder])
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// A path as a pattern that fits it alone.
fn escape(path: &str) -> String {
    path.chars().map(|c| if "*?[]{}\\!".contains(c) { format!("[{c}]") } else { c.to_string() }).collect()
}
