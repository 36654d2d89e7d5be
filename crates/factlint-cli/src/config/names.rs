//! The words by which rules are named: rules, families, groups.

use factlint_validator::rules;

use factlint_model::near::nearest;

/// The groups, each with what it has.
pub const GROUPS: [(&str, &str); 1] =
    [("suspicious", "The rules that may be wrong about right data, which are off until selected.")];

/// Whether there is a rule, family or group of this name.
///
/// # Errors
/// Says what is unknown, and what may have been meant.
pub fn known_rule_word(word: &str) -> Result<(), String> {
    if rules::find(word).is_some() || words().any(|known| known == word) {
        return Ok(());
    }
    let near = nearest(word, words()).map(|near| format!("; did you mean `{near}`?"));
    Err(format!("there is no rule, family or group `{word}`{}", near.unwrap_or_default()))
}

fn words() -> impl Iterator<Item = &'static str> {
    let names = rules::all().flat_map(|rule| [rule.meta.name, rule.meta.family()]);
    names.chain(GROUPS.map(|(name, _)| name))
}
