//! The word that was most likely meant.

/// The candidate nearest to a word, if one is near enough to be a slip of the pen.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = fold(word);
    let most = (folded.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(left: &str, right: &str) -> usize {
    // Words of very different length are never near, and long ones need not be measured to know it.
    if left.len().abs_diff(right.len()) > 12 { usize::MAX } else { strsim::osa_distance(left, right) }
}

/// Case and the way words are joined don't make a word another.
fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let keys = ["birthdate", "name", "died", "at"];
        for (word, meant) in [
            ("brithdate", Some("birthdate")),
            ("birth_date", Some("birthdate")),
            ("Name", Some("name")),
            ("nmae", Some("name")),
            ("address", None),
            ("a", Some("at")),
            ("x", None),
            ("date", None),
        ] {
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
    }
}
