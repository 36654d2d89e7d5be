//! What is the same when folded, and what is not.

use super::*;

#[test]
fn what_reads_the_same_is_folded_to_the_same() {
    for (text, folded) in [
        ("  a \t\n b\u{A0}\u{2003}c ", "a b c"),
        ("“a” „b“ «c» ‘d’ ‚e‘ `f´ g′", "\"a\" \"b\" \"c\" 'd' 'e' 'f' g'"),
        ("1954–55 — 1956−57 a‑b a---b", "1954-55 - 1956-57 a-b a-b"),
        ("a... b…", "a… b…"),
        ("de\u{AD}Stalin re\u{AD}\n  peated", "deStalin repeated"),
        ("a\u{200B}b\u{FEFF} \u{202A}c", "ab c"),
        ("Ja\u{304}nis e\u{AD}\u{301}", "Jānis é"),
        ("end.[1][2], [3, 4] more[a] than[note 2] all.²", "end., [3, 4] more than all."),
        ("risk[ed] M[a]rx [sic] km²", "risk[ed] M[a]rx [sic] km²"),
        (
            "in 1956¹. of June², the 1950s³ 5th⁴ 1954–55⁵ Stalin’s⁶ (35%⁷)",
            "in 1956. of June, the 1950s 5th 1954-55 Stalin's (35%)",
        ),
        ("all¹² of²,³ us¹–³ “it.”¹ ² more", "all of us \"it.\" more"),
        ("¹ Smith 1956.", "Smith 1956."),
        ("35 km², m³ 10²⁴ 1,024² x² 4 in² cos² s⁻¹", "35 km², m³ 10²⁴ 1,024² x² 4 in² cos² s⁻¹"),
        ("he came in² 1956", "he came in 1956"),
        ("the ¹⁴C of Ca²⁺ (²³⁸U) ¹⁄₂", "the ¹⁴C of Ca²⁺ (²³⁸U) ¹⁄₂"),
    ] {
        assert_eq!(fold(text), folded);
    }
}

#[test]
fn case_and_digits_stay() {
    assert_eq!(fold("Stalin STALIN ١٩٥٦ 1956 Ⅻ ﬁ"), "Stalin STALIN ١٩٥٦ 1956 Ⅻ ﬁ");
}

#[test]
fn fingerprints_are_of_the_folded_text_and_print_as_they_are_read() {
    let text = plain("It was “so” – then.[1]\n\nIt was \"so\"  - then.\n\nOther.");
    let ids: Vec<_> = text.sentences().collect();
    let print = text.fingerprint(ids[0]);
    assert_eq!(text.by_fingerprint(print).collect::<Vec<_>>(), ids[..2]);
    assert_eq!(print.to_string().parse(), Ok(print));
    assert_eq!(Fingerprint::of("").to_string(), "af1349b9f5f9a1a6");
    for wrong in ["", "af1349b9f5f9a1a", "AF1349B9F5F9A1A6", "+f1349b9f5f9a1a6"] {
        assert!(wrong.parse::<Fingerprint>().is_err());
    }
}

#[test]
fn a_range_of_the_folded_text_stands_for_bytes_of_the_file() {
    let file = "One. It — was…  “so”.";
    let text = plain(file);
    let id = text.sentences().nth(1).unwrap();
    let folded = text.folded(id);
    for words in ["It", "- was", "was…", "\"so\"", "\""] {
        let at = folded.find(words).unwrap();
        assert_eq!(fold(&file[text.bytes_of(id, at..at + words.len())]), words);
    }
}
