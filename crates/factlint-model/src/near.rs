//! "Did you mean": the word that was most likely meant.

/// A text of more bytes is no word.
const LONGEST: usize = 1000;

/// The candidate nearest to a word, if one is near enough to be a slip of the pen.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| Some((slips(word, candidate)?, candidate)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// How many slips of the pen lie between a word and a candidate, if that is few enough: one in up to four letters, two in
/// up to eight, and one in every three beyond.
#[must_use]
pub fn slips(word: &str, candidate: &str) -> Option<usize> {
    if word.len() > LONGEST || candidate.len() > LONGEST {
        return None;
    }
    let folded = fold(word);
    let most = match folded.chars().count() {
        0..=4 => 1,
        5..=8 => 2,
        length => length.div_ceil(3),
    };
    let slips = distance(&folded, &fold(candidate));
    (slips <= most && slips < candidate.chars().count()).then_some(slips)
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
        let keys = ["birthdate", "name", "died", "at", "id"];
        for (word, meant) in [
            ("brithdate", Some("birthdate")),
            ("birth_date", Some("birthdate")),
            ("Name", Some("name")),
            ("nmae", Some("name")),
            ("address", None),
            ("a", Some("at")),
            ("x", None),
            ("date", None),
            ("kind", None),
        ] {
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
    }
}
