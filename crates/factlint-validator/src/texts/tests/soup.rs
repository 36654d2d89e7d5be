//! Texts of random pieces: what holds for all of them.

use unicode_segmentation::UnicodeSegmentation;

use super::*;

/// Pieces of text and markup, with the letters, marks and signs that are folded, cut at, or read as markup.
const PIECES: &[&str] = &[
    "a",
    "Stalin",
    "died",
    "The",
    "in",
    "1956",
    "3.5",
    "1,920,635",
    "25",
    "J.",
    "V.",
    "No.",
    "U.S.",
    ".",
    ". ",
    "? ",
    "! ",
    "…",
    "...",
    " ... ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{C}",
    "\u{AD}",
    "\u{AD}\n",
    "\u{200B}",
    "\u{A0}",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "''",
    "'''",
    "—",
    "-",
    "--",
    "–",
    "(",
    ")",
    "[1]",
    "[a]",
    "[",
    "]",
    "[[",
    "]]",
    "[[a|",
    "|",
    "||",
    "{{",
    "}}",
    "{|\n",
    "|-\n",
    "|}\n",
    "\n| ",
    "\n* ",
    "\n- ",
    "\n1. ",
    "== H ==\n",
    "\n== H ==\n",
    "\n# H\n",
    "=",
    "<",
    ">",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<h2>",
    "</h2>",
    "<sup class=reference>",
    "<sup>",
    "</sup>",
    "<a href=#x>",
    "</a>",
    "<nav>",
    "<li hidden>",
    "{{nowrap|",
    "{{circa|",
    "{{quote|",
    "{{birth date|1907|5|6}}",
    "<ref>",
    "</ref>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<br>",
    "<td>",
    "<tr>",
    "<div hidden>",
    "</div>",
    "&amp;",
    "&#1080;",
    "&lt",
    "&notit;",
    "&",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "![",
    "](x)",
    "[^1]",
    "http://",
    "[http://x y]",
    "e\u{301}",
    "\u{301}",
    "é",
    "ﬁ",
    "Å",
    "\u{1100}\u{1161}\u{11A8}",
    "中文",
    "ไทย",
    "²",
    "\0",
    "__TOC__",
    "<nowiki>",
    "</nowiki>",
    "\u{2028}",
    "🙂",
    "---\n",
    "\u{FEFF}",
];

const ROUNDS: usize = 500;

/// Random numbers: the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn text(&mut self) -> String {
        (0..self.below(40)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

fn each_text(check: impl Fn(&str, Markup, &SourceText)) {
    let mut dice = Dice(1);
    for _ in 0..ROUNDS {
        let file = dice.text();
        for (_, markup) in Markup::NAMES {
            check(&file, markup, &SourceText::read(file.as_str(), markup));
        }
    }
}

#[test]
fn sentences_stand_in_the_file_in_order() {
    each_text(|file, markup, text| {
        let mut before = 0;
        for id in text.sentences() {
            let sentence = text.sentence(id);
            let stands = file.get(sentence.span.clone()).is_some() && sentence.span.start >= before;
            assert!(stands && !sentence.span.is_empty(), "{markup:?} {file:?} {sentence:?} after {before}");
            assert_eq!(text.sentence_at(sentence.section, sentence.paragraph, sentence.number), Some(id));
            assert!(text.by_fingerprint(text.fingerprint(id)).any(|other| other == id));
            before = sentence.span.start;
        }
        for section in text.sections() {
            assert!(file.get(section.span.clone()).is_some(), "{markup:?} {file:?} {section:?}");
        }
    });
}

/// Whether what is left out may bring together a footnote mark, or an ellipsis, that was none: `[a[1]]`.
fn makes_marks(file: &str) -> bool {
    file.contains(['[', '²', '\u{AD}', '\u{200B}', '\u{FEFF}'])
}

#[test]
fn folding_a_folded_text_changes_nothing() {
    each_text(|file, markup, text| {
        for id in text.sentences() {
            let folded = text.folded(id);
            assert!(!folded.is_empty(), "{markup:?} {file:?}");
            if !makes_marks(file) {
                assert_eq!(fold(&folded), folded, "{markup:?} {file:?}");
            }
        }
    });
}

#[test]
fn cutting_a_sentence_alone_leaves_its_words() {
    each_text(|file, _, text| {
        for id in text.sentences() {
            let sentences: Vec<_> = text.paragraph(id).map(|id| text.folded(id)).collect();
            let (first, last) = (text.paragraph(id).next().unwrap(), text.paragraph(id).last().unwrap());
            let whole = fold(&text.shown.text()[text.shown_range(first).start..text.shown_range(last).end]);
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&sentences.concat()), bare(&whole), "{file:?}");
        }
    });
}

#[test]
fn what_stands_in_a_text_is_found_there_and_covers_it() {
    each_text(|file, markup, text| {
        for id in text.sentences().filter(|_| !makes_marks(file)) {
            let folded = text.folded(id);
            let found = text.find_all(&[&folded]);
            let own = text.sentence(id).span;
            assert!(found.of(0).iter().any(|found| found.span() == own), "{markup:?} {file:?} {folded:?}");
            for found in found.of(0) {
                assert!(file.get(found.span()).is_some(), "{markup:?} {file:?}");
                if markup == Markup::Plain {
                    assert_eq!(fold(&file[found.span()]), folded, "{file:?}");
                }
            }
            assert_eq!(text.bytes_of(id, 0..folded.len()), own);
        }
    });
}

#[test]
fn all_patterns_at_once_are_found_as_each_alone() {
    let mut dice = Dice(7);
    for _ in 0..ROUNDS {
        let words = ["a", "b", "a b", "1.5", "1", "5", ".", "b a", "a b a", "b. a", "-"];
        let file: String =
            (0..dice.below(60)).map(|_| ["a", "b", " ", "1", "5", ".", "-", "\n"][dice.below(8)]).collect();
        let text = SourceText::read(file.as_str(), Markup::Plain);
        let together = text.find_all(&words);
        for (number, word) in words.iter().enumerate() {
            assert_eq!(together.of(number), text.find_all(&[word]).of(0), "{file:?} {word:?}");
            let stands: Vec<_> = together.of(number).iter().map(Occurrence::span).collect();
            assert_eq!(stands, by_hand(&text, &file, word), "{file:?} {word:?}");
        }
    }
}

#[test]
fn words_are_found_in_folded_text_where_its_tokens_are_the_same() {
    let mut dice = Dice(11);
    for _ in 0..ROUNDS {
        let pieces = ["a", "x", "x\u{301}", "一", " ", "1", "5", ".", ",", "-"];
        let mut some = |most| -> String { (0..dice.below(most)).map(|_| pieces[dice.below(10)]).collect() };
        let (text, words) = (fold(&some(40)).into_owned(), fold(&some(4)).into_owned());
        let first = standing(&text, &words).into_iter().next();
        assert_eq!(find_in(&words, &text), first, "{text:?} {words:?}");
    }
}

#[test]
fn what_is_quick_to_fold_and_cut_comes_out_as_the_rest_does() {
    let mut dice = Dice(13);
    let ascii = ["a", "B", "1", " ", ". ", "? ", "-", ".", "\"", ")", "(", ",", "[1]", "`", "  ", "Mr. A", "\t"];
    let other = ["é", "e\u{301}", "’", "…", "。", "\n", "\u{2028}", "\u{AD}"];
    let mut quick = 0;
    for round in 0..ROUNDS {
        let pieces: Vec<&str> = if round % 2 == 0 { ascii.to_vec() } else { [&ascii[..], &other[..]].concat() };
        let text: String = (0..dice.below(20)).map(|_| pieces[dice.below(pieces.len())]).collect();
        let mut slow = String::new();
        fold::each(&text, |char, _| slow.push(char));
        assert_eq!(fold(&text), slow, "{text:?}");
        let parts: Vec<_> = cut::parts(&text).collect();
        assert_eq!(parts, text.split_sentence_bound_indices().collect::<Vec<_>>(), "{text:?}");
        if fold::is_folded(&text) {
            quick += 1;
            let starts = cut::starts(&text);
            assert_eq!(cut::spread_folded(&text, &starts), cut::spread_unfolded(&text, &starts), "{text:?}");
        }
    }
    assert!(quick > ROUNDS / 20, "{quick} texts were folded before");
}

/// Where a word stands between the bounds of words, told simply.
fn by_hand(text: &SourceText, file: &str, word: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for first in text.sentences().filter(|id| text.sentence(*id).number == 1) {
        let start = text.sentence(first).span.start;
        let end = text.paragraph(first).last().map_or(0, |last| text.sentence(last).span.end);
        found.extend(standing(&file[start..end], word).into_iter().map(|at| start + at.start..start + at.end));
    }
    found
}

/// Where a text has the tokens of a word.
fn standing(text: &str, word: &str) -> Vec<Range<usize>> {
    let tokens = |text: &str| -> Vec<(String, bool, Range<usize>)> {
        let mut tokens = Vec::new();
        search::tokens_of(text, |token, spaced, range| tokens.push((token.to_owned(), spaced, range)));
        tokens
    };
    let (sought, tokens) = (tokens(word), tokens(text));
    if sought.is_empty() {
        return Vec::new();
    }
    let alike = |at: &&[(String, bool, Range<usize>)]| {
        at.iter().zip(&sought).enumerate().all(|(n, (a, b))| a.0 == b.0 && (n == 0 || a.1 == b.1))
    };
    tokens.windows(sought.len()).filter(alike).map(|at| at[0].2.start..at[at.len() - 1].2.end).collect()
}
