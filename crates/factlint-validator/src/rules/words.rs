//! The words by which rules are named: rules, families, groups.

use factlint_model::near::nearest;

use super::{FAMILIES, all, find};

/// The groups, each with what it has.
pub const GROUPS: [(&str, &str); 1] =
    [(SUSPICIOUS, "The rules that may be wrong about right data, which are off until selected.")];

/// The group of the rules that may be wrong about right data.
pub(crate) const SUSPICIOUS: &str = "suspicious";

/// Whether there is a rule, family or group of this name.
///
/// # Errors
/// Says what is unknown, and what may have been meant.
pub fn known_word(word: &str) -> Result<(), String> {
    if find(word).is_some() || words().any(|known| known == word) {
        return Ok(());
    }
    if word.trim().is_empty() {
        return Err("an empty text names no rule, family or group".to_owned());
    }
    let near = nearest(word, words()).map(|near| format!("; did you mean `{near}`?"));
    Err(format!("there is no rule, family or group `{word}`{}", near.unwrap_or_default()))
}

/// The words that name this rule, or one of a schema's own: itself, its family, the group that it is in.
pub fn words_of(rule: &str) -> impl Iterator<Item = &str> {
    let (family, meta) = (rule.split('/').next().unwrap_or(rule), find(rule).map(|rule| rule.meta));
    let group = meta.is_some_and(|meta| meta.suspicious).then_some(SUSPICIOUS);
    [rule, family].into_iter().chain(group)
}

/// All of these words, each once: the rules, family by family, then the families and the groups.
pub fn words() -> impl Iterator<Item = &'static str> {
    let names = all().map(|rule| rule.meta.name);
    let families = FAMILIES.iter().filter_map(|family| Some(family.first()?.meta.family()));
    let families = families.filter(|family| find(family).is_none_or(|rule| rule.meta.name != *family));
    names.chain(families).chain(GROUPS.map(|(name, _)| name))
}
