//! Where sentences end, and where they do not.

use super::*;

/// Each text is written with `|` where a sentence ends.
fn check(texts: &[&str]) {
    for text in texts {
        let expected: Vec<_> = text.split('|').map(|sentence| fold(sentence.trim())).collect();
        assert_eq!(cut(&text.replace('|', "")), expected);
    }
}

#[test]
fn a_full_stop_ends_a_sentence() {
    check(&[
        "He died. | She lived on.",
        "It was 1953. | He died.",
        "Did he? | He did! | So it was.",
        "The anthem (of the union). | It was changed.",
        "He said no.| \"Why?\" | He did not say.",
        "No capital follows. but it goes on.",
    ]);
}

#[test]
fn an_initial_ends_none() {
    check(&[
        "The speech of J. V. Stalin was long. | It ended.",
        "The historian A. M. Amzad argues so.",
        "J.V. Stalin and Yu. V. Andropov met.",
        "He came to the U.S. President Truman met him.",
        "It met at 5 p.m. Moscow time.",
    ]);
}

#[test]
fn an_initial_may_end_one_where_a_word_follows_that_begins_sentences() {
    check(&[
        "He came to the U.S. | He left again.",
        "It was World War I. | The second followed.",
        "A vitamin, B. | It helps.",
    ]);
}

#[test]
fn abbreviations_end_none() {
    check(&[
        "Dr. Zhivago went to St. Petersburg with Gen. Zhukov.",
        "Order No. 20 of Feb. 3, pp. 4 and vol. 2, ed. Smith, p. 3 counts.",
        "It was built c. 1950, b. 1931, in Vol. II of the work.",
        "The film Kramer vs. Kramer was cf. Smith.",
        "Martin Luther King Jr. Day is in January.",
        "On Mon. 5 May he met Assoc. Prof. Smith, and on Sat. May 10 M.Sc. Smith.",
        "She was made D.Phil. Oxford saw it. | He got his LL.D. | He left.",
        "In the 4th c. BC it stood. | In the 4th c. Rome fell. | It was of the 5th c. | It fell.",
        "He was b. AD 50 and d. c. AD 90.",
    ]);
}

#[test]
fn a_word_that_is_an_abbreviation_only_before_numbers_may_end_one() {
    check(&[
        "They asked, he said no. | Nobody came.",
        "He reached the sec. | Nobody saw him.",
        "There he sat. | Nobody came on the Sun. | May he.",
    ]);
}

#[test]
fn quotation_marks_and_brackets_belong_to_the_sentence_that_they_close() {
    check(&[
        "He called it a “thaw.” | Then it froze.",
        "“It was an era of change.” | So she said.",
        "She wrote: 'It froze.' | It did.",
        "(It was long.) | It ended.",
        "(“It was long.”) | It ended.",
    ]);
}

#[test]
fn a_sentence_ends_only_before_a_space() {
    check(&[
        "The file factlint.toml is at https://example.org/?a=1. | Read ./LICENSE and call panic!(\"no\") never.",
        "他死了。|他不在。",
    ]);
}

#[test]
fn a_question_within_a_sentence_ends_none() {
    check(&["“Who?” he asked. | Nobody knew.", "The book Who Was He? was printed.", "“Stop!” they cried. | He went."]);
}

#[test]
fn an_ellipsis_ends_a_sentence_only_where_one_could_end() {
    check(&[
        "The crimes … Stalin committed.",
        "The crimes ... Stalin committed.",
        "The crimes [...] Stalin committed.",
        "He went… | Nobody saw him.",
        "He went... | Nobody saw him.",
        "He went… and came back.",
        "He went.... | Nobody saw him.",
    ]);
}

#[test]
fn numbers_are_not_cut() {
    check(&[
        "It was 35.8 per cent of 1,920,635. | That is much.",
        "7. The first item. | It is long.",
        "No 020 of 25 January 1960.",
    ]);
}

#[test]
fn footnote_marks_are_in_no_sentence() {
    let text = plain("He died.[1][2] She lived[a] on.[note 3] They risk[ed] [1956] much.¹ End");
    let sentences: Vec<_> = text.sentences().map(|id| (text.folded(id), text.sentence(id).span)).collect();
    let folded: Vec<_> = sentences.iter().map(|(folded, _)| &**folded).collect();
    assert_eq!(folded, ["He died.", "She lived on.", "They risk[ed] [1956] much.", "End"]);
    assert_eq!(sentences[0].1, 0..8);
    assert_eq!(sentences[1].1, 15..31);
}

#[test]
fn what_has_no_words_is_no_sentence_of_its_own() {
    check(&["He died. ?! | She lived."]);
    assert!(cut("* * *\n\n-----\n\n\u{C}\n").is_empty());
    assert!(cut("").is_empty());
}

#[test]
fn lines_of_lists_and_long_lines_are_paragraphs() {
    let long = "word ".repeat(30);
    let text = plain(&format!("A line.\n{long}\n- one\n- two\n  goes on\n2. three\n\nA hard\nline."));
    let paragraphs: Vec<_> =
        text.sentences().map(|id| (text.sentence(id).paragraph, text.folded(id).into_owned())).collect();
    let expected = ["A line.", long.trim(), "one", "two goes on", "2. three", "A hard line."];

    let expected: Vec<_> = (1..).zip(expected.map(str::to_owned)).collect();
    assert_eq!(paragraphs, expected);
}

#[test]
fn numbers_of_the_items_of_a_list_are_no_words() {
    let numbered = "1. One.\n2. Two.\n   1) Sub.\n   2) Sub too.\n3. Three.\n\nMore.\n\n4. Four.\n1. New.";
    assert_eq!(cut(numbered), ["One.", "Two.", "Sub.", "Sub too.", "Three.", "More.", "Four.", "New."]);
    assert_eq!(cut("25. Februar 1956\n\n1. Mai 1890"), ["25. Februar 1956", "1. Mai 1890"]);
    assert_eq!(cut("At the age of\n20. Then he left.")[1..], ["20. Then he left."]);
    let page = SourceText::read("<p>1. One.<p>2. Two.<p>7. Seven.", Markup::Html);
    let shown: Vec<_> = page.sentences().map(|id| page.folded(id).into_owned()).collect();
    assert_eq!(shown, ["One.", "Two.", "7. Seven."]);
}

#[test]
fn a_pause_without_end_is_read_in_time() {
    let text = plain(&format!("End.{}begin. Next.", "(".repeat(1_000_000)));
    assert_eq!(text.sentences().len(), 2);
}

#[test]
fn headings_nest_and_the_first_names_the_whole() {
    let text = plain("= Whole =\nLead.\n== A ==\n=== B ===\nIn B.\n== C ==\nIn C.\n==not one\n");
    let sections: Vec<_> = text.sections().map(|section| (section.heading.to_owned(), section.parent)).collect();
    let expected = [("Whole", None), ("A", None), ("B", Some(1)), ("C", None)];
    assert_eq!(sections, expected.map(|(heading, parent)| (heading.to_owned(), parent)));
    assert!(text.is_within(2, 1) && !text.is_within(1, 2) && text.is_within(3, 3));
    let parts = plain("= One =\nx\n== A ==\ny\n= Two =\nz\n");
    assert_eq!(parts.sections().map(|section| section.parent).collect::<Vec<_>>(), [None, None, Some(1), None]);
}
