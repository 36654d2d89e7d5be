use super::*;

mod soup;

fn plain(text: &str) -> SourceText {
    SourceText::read(text, Markup::Plain)
}

/// The sentences of a text, folded.
fn cut(text: &str) -> Vec<String> {
    let text = plain(text);
    text.sentences().map(|id| text.folded(id)).collect()
}

#[test]
fn a_plain_text_has_sections_paragraphs_and_sentences() {
    let text = plain("= The whole =\n\nFirst. Second.\nwrapped on.\n\nThird.\n== A “part” ==\nFourth.\n");
    let headings: Vec<_> = text.sections().map(|section| (section.heading.to_owned(), section.level)).collect();
    assert_eq!(headings, [("The whole".to_owned(), 1), ("A \"part\"".to_owned(), 2)]);
    let places: Vec<_> =
        text.sentences().map(|id| text.sentence(id)).map(|s| (s.section, s.paragraph, s.number)).collect();
    assert_eq!(places, [(0, 1, 1), (0, 1, 2), (0, 2, 1), (1, 1, 1)]);
    assert_eq!(cut("First. Second\nwrapped on."), ["First.", "Second wrapped on."]);
}

#[test]
fn words_are_found_at_their_bounds_and_over_the_ends_of_sentences() {
    let text = plain("He died in 1953. In 1956 — the year — 1,920,635 of “them” were. Them.");
    let words =
        ["195", "1956", "in 1953. In", "920", "1,920,635 of \"them\"", "a", "Them", "the year", "year -", "them"];
    let found = text.find_all(&words);
    let counts: Vec<_> = (0..words.len()).map(|number| found.of(number).len()).collect();
    assert_eq!(counts, [0, 1, 1, 0, 1, 0, 1, 1, 1, 1]);
    let over = found.of(2)[0];
    assert_eq!((over.first.index(), over.last.index(), over.span()), (0, 1, 8..19));
}
