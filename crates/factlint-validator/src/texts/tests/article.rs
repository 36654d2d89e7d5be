//! The article, where it is at hand.

use super::*;

/// Its heading's level, and its sentences in each paragraph.
const SECTIONS: &[(u8, &[u32])] = &[
    (1, &[1, 2]),
    (2, &[3]),
    (2, &[8, 5]),
    (2, &[5]),
    (3, &[2, 2, 2, 2, 1]),
    (2, &[]),
    (3, &[4, 1]),
    (3, &[8]),
    (3, &[6]),
    (3, &[2]),
    (3, &[6]),
    (2, &[2, 3]),
    (2, &[1; 11]),
];

#[test]
fn the_article_is_cut_as_it_is_read() {
    let Some(shared) = std::env::var_os("FACTLINT_SHARED") else {
        eprintln!("skipped: FACTLINT_SHARED is not set");
        return;
    };
    let path = std::path::Path::new(&shared).join("sources/de-stalinization.txt");
    let text = plain(&std::fs::read_to_string(path).unwrap());
    let mut sections: Vec<(u8, Vec<u32>)> = text.sections().map(|section| (section.level, Vec::new())).collect();
    for id in text.sentences() {
        let sentence = text.sentence(id);
        let paragraphs = &mut sections[sentence.section as usize].1;
        paragraphs.resize(sentence.paragraph as usize, 0);
        paragraphs[sentence.paragraph as usize - 1] += 1;
        assert_eq!(text.by_fingerprint(text.fingerprint(id)).count(), 1);
    }
    let expected: Vec<(u8, Vec<u32>)> = SECTIONS.iter().map(|(level, counts)| (*level, counts.to_vec())).collect();
    assert_eq!(sections, expected);
}
