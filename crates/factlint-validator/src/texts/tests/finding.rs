//! Words found in a text.

use super::*;

#[test]
fn words_are_found_at_their_bounds_and_over_the_ends_of_sentences() {
    let text = plain("He died in 1953. In 1956 — the year — 1,920,635 of “them” were. Them: 3.5, 1954–55, Stalin’s.");
    for (words, count) in [
        ("195", 0),
        ("1956", 1),
        ("In", 1),
        ("in 1953. In", 1),
        ("920", 0),
        ("635", 0),
        ("1,920,635 of \"them\"", 1),
        ("a", 0),
        ("them", 1),
        ("the year -", 1),
        ("the  year", 1),
        ("3", 0),
        ("3.5", 1),
        ("1954", 1),
        ("55", 1),
        ("Stalin", 1),
        ("s.", 1),
        ("", 0),
        (" ", 0),
        ("1953 In", 0),
        ("\u{301}", 0),
    ] {
        assert_eq!(text.find_all(&[words]).of(0).len(), count, "{words}");
    }
    let found = text.find_all(&["in 1953. In"]).of(0)[0];
    assert_eq!((found.first.index(), found.last.index(), found.span()), (0, 1, 8..19));
}

#[test]
fn words_do_not_run_over_the_end_of_a_paragraph() {
    assert!(plain("One two\n\nthree four").find_all(&["two three"]).of(0).is_empty());
    assert_eq!(plain("One two\nthree four").find_all(&["two three"]).of(0).len(), 1);
}

#[test]
fn the_same_words_asked_twice_are_found_twice() {
    let text = plain("One two. One two three.");
    let found = text.find_all(&["One two", "three", "One  two", "four", "two", "two. One"]);
    let counts: Vec<_> = (0..7).map(|number| found.of(number).len()).collect();
    assert_eq!(counts, [2, 1, 2, 0, 2, 1, 0]);
}

#[test]
fn words_without_spaces_between_them_are_found() {
    assert_eq!(plain("他於一九五三年逝世。").find_all(&["一九五三年"]).of(0).len(), 1);
}

#[test]
fn what_stands_everywhere_is_told_up_to_a_limit() {
    let text = plain(&"a ".repeat(10_001));
    let found = text.find_all(&["a", "b"]);
    assert_eq!((found.of(0).len(), found.is_cut(0), found.is_cut(1)), (10_000, true, false));
}
