//! What files with markup show, and where it stands in them.

use super::*;

/// The headings, and below each its paragraphs: sentences between `/`.
fn outline(file: &str, markup: Markup) -> Vec<String> {
    let text = SourceText::read(file, markup);
    let mut lines = Vec::new();
    for (number, section) in (0..).zip(text.sections()) {
        lines.push(format!("{} {}", "=".repeat(section.level.into()), section.heading).trim().to_owned());
        let of_section = text.sentences().filter(|id| text.sentence(*id).section == number);
        for id in of_section.filter(|id| text.sentence(*id).number == 1) {
            lines.push(text.paragraph(id).map(|id| text.folded(id)).collect::<Vec<_>>().join(" / "));
        }
    }
    lines
}

#[test]
fn markdown() {
    let file = "---\ntitle: hidden\n---\n# The *whole*\n\nHe said **no** in **19**56.[^1] Then\nhe left &amp; `died` \\*.\n\n[^1]: A note.\n\n\
        Part\n----\n\n- One\n- Two\n  - Three. Four.\n\n| a | b |\n|---|---|\n| 1956 | 25 *May* |\n\n<div>In <b>HTML</b><br>too</div>\n\n\
        ![hidden](a.png)A [link](b.html \"hidden\")<!-- hidden -->.\n";
    assert_eq!(
        outline(file, Markup::Markdown),
        [
            "= The whole",
            "He said no in 1956. / Then he left & died *.",
            "A note.",
            "== Part",
            "One",
            "Two",
            "Three. / Four.",
            "a b",
            "1956 25 May",
            "In HTML too",
            "A link.",
        ]
    );
}

#[test]
fn html() {
    let file = "<!doctype html><title>Hidden</title><style>p{}</style><script>if (a<b) '<p>'</script><nav><p>Hidden.</nav>\
        <h1>The <i>whole</i></h1><p>He said &ldquo;no&rdquo; in <b>19</b>56.<sup class=\"x reference\"><a href=#n>[1]</a></sup> \
        Then&nbsp;he left &amp; died.<p>Unclosed <i>words<h2>Pa&shy;rt<span class=mw-editsection>[edit]</span></h2>\
        <ul><li>One<li>Two<ul><li>Three. Four.</ul></ul><table><tr><td>1956<td>25 May<tr><th>b</table><p hidden>Hidden.</p>\
        Tail &#x41; &lt;b&gt; a<br>line<p>Mark <sup class=reference>[2</p>After";
    assert_eq!(
        outline(file, Markup::Html),
        [
            "= The whole",
            "He said \"no\" in 1956. / Then he left & died.",
            "Unclosed words",
            "== Part",
            "One",
            "Two",
            "Three. / Four.",
            "1956 25 May",
            "b",
            "Tail A <b> a line",
            "Mark",
            "After",
        ]
    );
}

#[test]
fn mediawiki() {
    let file = "{{Box | a = {{b}} | c = [[d]]}}\n'''De-S''' was a [[thing|''series'']] of [[reform]]s<ref name=\"a\">Hidden.</ref><ref name=b/> \
        in {{hidden}}1953.<!-- hidden --> It&nbsp;is [https://x.y so] [https://x.y] &amp; on.\n[[File:x.jpg|thumb|A [[caption]]]]\n\
        == Pa''r''t ==\n* One\n** Two. Three.\n{| class=\"x\"\n! a !! b\n|-\n| style=\"x\" | 1956 || [[e|25 May]]\n|}\n\
        1 < 5 and <nowiki>[[raw]] ''x''</nowiki> __NOTOC__ a__b {{open [[too\n=== Sub ===\n<ref>open\n\nl''''x'' \
        <div>block</div>end [[:Category:F]] [[Category:Hidden]]";
    assert_eq!(
        outline(file, Markup::MediaWiki),
        [
            "",
            "De-S was a series of reforms in 1953. / It is so & on.",
            "== Part",
            "One",
            "Two. / Three.",
            "a b",
            "1956 25 May",
            "1 < 5 and [[raw]] ''x'' a__b {{open [[too",
            "=== Sub",
            "open",
            "l'x",
            "block",
            "end Category:F",
        ]
    );
}

#[test]
fn words_stand_in_the_file_over_markup() {
    for (file, markup, stands) in [
        ("Se&eacute; <p>He died in <b>19</b>56 &amp; so.", Markup::Html, "in <b>19</b>56 &amp; so"),
        ("# A\n\nHe died in **19**56 &amp; so.", Markup::Markdown, "in **19**56 &amp; so"),
        ("He died in '''19'''56<ref>a</ref> &amp; so.", Markup::MediaWiki, "in '''19'''56<ref>a</ref> &amp; so"),
    ] {
        let text = SourceText::read(file, markup);
        let found = text.find_all(&["in 1956 & so"]);
        let [found] = found.of(0) else { panic!("{markup:?}: {found:?}") };
        assert_eq!(&file[found.span()], stands);
        let folded = text.folded(found.first);
        let at = folded.find("in 1956 & so").unwrap();
        assert_eq!(text.bytes_of(found.first, at..at + 12), found.span());
    }
}

#[test]
fn an_ending_or_a_word_tells_the_markup() {
    assert_eq!(Markup::of("a/b.HTM"), Markup::Html);
    assert_eq!(Markup::of("a.wiki"), Markup::MediaWiki);
    assert_eq!(Markup::of("a.md/b"), Markup::Plain);
    assert_eq!(Markup::named("markdown"), Some(Markup::Markdown));
    assert_eq!(Markup::named("Markdown"), None);
}
