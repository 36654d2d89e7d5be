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

/// What a text is shown as: its sentences, between `/`.
fn shown(file: &str, markup: Markup) -> String {
    let text = SourceText::read(file, markup);
    text.sentences().map(|id| text.folded(id)).collect::<Vec<_>>().join(" / ")
}

#[test]
fn footnote_marks_of_html_are_no_text() {
    for mark in [
        "<sup><a href=\"#fn1\">1</a></sup>",
        "<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote\">1</a></sup>",
        "<sup><a href=\"#user-content-fn-1\" data-footnote-ref>1</a></sup>",
        "<sup class=\"footnote\">1</sup>",
        "<a href=\"#fn1\" role=\"doc-noteref\">1</a>",
        "<a href=\"#fn1\" epub:type=\"noteref\">1</a>",
        "<sup>1</sup>",
        "<sup>1,2</sup>",
        "<sup>[1]</sup>",
        "<sup>(1)</sup>",
        "<sup>[<a href=\"x.html#fn1\">note 1</a>]</sup>",
        "<sup><a href=\"#1\">a</a>, <a href=\"#2\">b</a></sup>",
        "<a class=\"footnote\"><sup>5</sup></a>",
        "<a href=\"#fn5\"><sup>5</sup></a>",
        "<sup class=reference><a href=#n>[1]</a></sup>",
        "<span class=\"pagenum\">[Pg 12]</span>",
    ] {
        for (before, after) in [("A in 1900", "."), ("A in 1900.", ""), ("A in June", "."), ("A of 10 per cent.", "")] {
            let expected = format!("{before}{after} / Then.");
            assert_eq!(shown(&format!("<p>{before}{mark}{after} Then."), Markup::Html), expected, "{mark}");
            assert_eq!(shown(&format!("{before}{mark}{after} Then."), Markup::Markdown), expected, "{mark}");
        }
    }
    assert_eq!(shown("A in 1900<sup>[1](#fn1)</sup>. Then.", Markup::Markdown), "A in 1900. / Then.");
    assert_eq!(shown("A in 1900<sup>1</sup>. Then.", Markup::MediaWiki), "A in 1900. / Then.");
}

#[test]
fn what_is_raised_and_no_footnote_mark_stays() {
    for (file, expected) in [
        ("10<sup>24</sup> kg", "10²⁴ kg"),
        ("10<sup>-3</sup> m", "10⁻³ m"),
        ("35 km<sup>2</sup> of 5 m<sup>3</sup>", "35 km² of 5 m³"),
        ("the 5<sup>th</sup> of May", "the 5th of May"),
        ("<sup>14</sup>C of 1950", "¹⁴C of 1950"),
        ("3<sup>1</sup>/<sub>2</sub> of <sup>3</sup>&frasl;<sub>4</sub>", "3 1/2 of 3⁄4"),
        ("2<sup>n</sup> of M<sup>r</sup> X", "2n of Mr X"),
        ("as <a href=#x>said in <sup>14</sup>C</a>", "as said in ¹⁴C"),
        ("an <sup>open", "an open"),
        ("see <a class=\"reference internal\" href=\"#x\">the list</a>", "see the list"),
    ] {
        assert_eq!(shown(file, Markup::Html), expected, "{file}");
        assert_eq!(shown(file, Markup::Markdown), expected, "{file}");
    }
}

#[test]
fn what_is_hidden_ends_where_its_element_does() {
    for (file, expected) in [
        ("<p hidden>A 1900<p>B 1901</p><p>C 1902</p><p>D 1903", "B 1901 / C 1902 / D 1903"),
        ("<ul><li hidden>A<li>B 1901</ul><p>D 1903", "B 1901 / D 1903"),
        ("<ul><li hidden>A<ul><li>B</ul></ul><p>D", "D"),
        ("<dl><dt hidden>A<dd>B</dl>C", "B / C"),
        ("<table><tr><td hidden>A<td>B<tr hidden><td>C<tr><td>D</table>E", "B / D / E"),
        ("<table><tr><td hidden>A<table><tr><td>B</table>C<td>D</table>E", "D / E"),
        ("<div><nav>A<p>B</div><p>C", "C"),
        ("<div hidden>A<div>B</div>C</div>D", "D"),
        ("<div hidden>A</span></p></i>B</div>D", "D"),
        ("<p>A <span hidden>B<p>C", "A / C"),
        ("<p>A <i style=\"Display : none\">B</i> C<p aria-hidden=true>D <i aria-hidden=true>E</i>", "A C / D"),
        ("<div role=navigation>A</div><header>B</header><footer>C</footer>", "B / C"),
        ("<svg hidden/>A<svg><path/>B</svg>C", "AC"),
    ] {
        assert_eq!(shown(file, Markup::Html), expected, "{file}");
    }
    let file = "<div hidden>\n\nA\n\n</div>\n\nB <span hidden>C\n\nD <kbd>E</kbd>";
    assert_eq!(shown(file, Markup::Markdown), "B / D E");
}

#[test]
fn what_hides_text_and_is_never_closed_is_told() {
    for (file, markup, expected) in [
        ("<p>A<nav>B<p>C", Markup::Html, "<nav> B<p>C"),
        ("<div><nav>B</div>C", Markup::Html, "<nav> B"),
        ("<p>Mark <sup class=reference>[2</p>After", Markup::Html, "<sup class=reference> [2"),
        ("<p>A <script>B</p>", Markup::Html, "<script> B</p>"),
        ("<p>A <b class=\"x>B</b> C", Markup::Html, "<b class=\"x> B</b> C"),
        ("<p>A <!-- B", Markup::Html, "<!--  B"),
        ("A\n\n<!-- B\n\nC", Markup::Markdown, "<!--  B\n\nC"),
        ("A\n\n<nav>\n\nB", Markup::Markdown, "<nav> \n\nB"),
        ("A <!-- B\n\nC", Markup::MediaWiki, "<!--  B\n\nC"),
        ("<p hidden>A", Markup::Html, ""),
        ("<p>A <b>B <a href", Markup::Html, ""),
        ("<p>A<nav>B</nav><div>C", Markup::Html, ""),
    ] {
        let text = SourceText::read(file, markup);
        let told: Vec<_> = text
            .unclosed()
            .iter()
            .map(|unclosed| format!("{} {}", &file[unclosed.sign.clone()], &file[unclosed.hides.clone()]))
            .collect();
        assert_eq!(told.join(" ; "), expected, "{file}");
    }
}

#[test]
fn a_role_makes_a_heading() {
    let file = "<div role=heading aria-level=1>Whole</div><p>A<div role=heading>Part</div><p>B";
    assert_eq!(outline(file, Markup::Html), ["= Whole", "A", "== Part", "B"]);
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
fn the_commonest_templates_show_what_they_print() {
    for (file, expected) in [
        ("He left in {{nowrap|5 May 1907}}.", "He left in 5 May 1907."),
        ("He {{nobr|left [[port]] ''in'' {{circa|1907}}<ref>a|b</ref>}}.", "He left port in c. 1907."),
        (
            "The {{lang|ru|Правда|x=1}} ({{lang-ru|Правда}}, {{langx|ru|Правда|label=none}})",
            "The Правда (Russian: Правда, Правда)",
        ),
        (
            "{{transl|ru|ISO|Pravda}} {{ill|Ivan|ru|Иван|lt=Ivan I}} {{abbr|AD|anno}} {{small|1={{big|x=y|so}}}}",
            "Pravda Ivan I AD so",
        ),
        ("It is {{convert|1234.5|km|mi}} or {{cvt|5|-|10|km2}}.", "It is 1,234.5 kilometres or 5-10 km²."),
        (
            "A {{convert|1|mi|km}} by {{convert|5|ft|m|adj=on}} {{convert|3|xyz|m}} {{convert|2|m|sp=us}}",
            "A 1 mile by 5-foot 3 xyz 2 meters",
        ),
        (
            "{{birth date|1907|5|6}}, {{Birth date and age|df=yes|1907|5|6}}, {{birth date|1907}}",
            "May 6, 1907, 6 May 1907, 1907",
        ),
        (
            "{{death date and age|1971|9|11|1894|4|15|df=y}} {{Start date|1990|May}}",
            "11 September 1971 (aged 77) May 1990",
        ),
        ("{{death year and age|1971|1894}} {{birth-date|5 May 1907}}", "1971 (aged 76-77) 5 May 1907"),
        ("{{dts|1956|2|25}} {{as of|2005|5|lc=y}}", "February 25, 1956 as of May 2005"),
        ("{{OldStyleDate|7 November|1879|26 October}}", "7 November [O.S. 26 October] 1879"),
        ("1954{{ndash}}1955{{snd}}so {{circa|1900|[[1910]]}} {{c.}}", "1954-1955 - so c. 1900 - c. 1910 c."),
        (
            "{{frac|2}} {{frac|3|4}} {{frac|1|3|4}} {{US$|5 million}} {{sic|teh}} {{'}}",
            "1/2 3/4 1 3/4 US$5 million teh [sic] '",
        ),
        (
            "{{HMS|Victory|1765|6}} {{ship|RMS|Titanic}} {{USS|Maine|1889}} {{SS|Fram||2}}",
            "HMS Victory RMS Titanic USS Maine (1889) Fram",
        ),
        ("{{nihongo|Tokyo|東京|Tōkyō}} {{nihongo||東京}}", "Tokyo (東京, Tōkyō) (東京)"),
        (
            "A{{efn|hidden}} B{{cn}} {{coord|1|2}} {{Infobox|born={{birth date|1907}}}} {{nowrap}} {{birth date|x}}",
            "A B x",
        ),
        (
            "He said {{\"|so}}. {{quote|It was. It is.|author=Ivan}} More.\n{{plainlist|\n* One\n* Two\n}}",
            "He said \"so\". / It was. / It is. / Ivan / More. / One / Two",
        ),
        ("{|\n| {{nowrap|a}} || {{nowrap|b\n}}\n|}", "a b"),
        ("{{nowrap|a {{nowrap|b {{nowrap|[[c|d]]}}}}}}{{nowrap|e", "a b d{{nowrap|e"),
    ] {
        assert_eq!(shown(file, Markup::MediaWiki), expected, "{file}");
    }
}

#[test]
fn comments_beside_a_heading_do_not_hide_it() {
    for heading in ["== B ==<!-- c -->", "== B == <!-- c --> <!-- d -->", "<!-- c -->== B ==", "== B ==<!-- c\nd -->"] {
        let file = format!("A\n{heading}\nC\n<!-- d -->\nD");
        assert_eq!(outline(&file, Markup::MediaWiki), ["", "A", "== B", "C D"], "{heading}");
    }
    assert_eq!(outline("== A <!-- c --> B ==\nC\n== D <!-- = -->\nE", Markup::MediaWiki), ["== A B", "C == D E"]);
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
    for (file, words, stands) in [
        ("It {{nowrap|was {{circa|1900}}}} so", "was c. 1900", "was {{circa|1900"),
        ("Born {{birth date|1907|5|6}} so", "May 6, 1907", "{{birth date|1907|5|6}}"),
        ("It is 10<sup>24</sup> kg", "10²⁴", "10<sup>24</sup>"),
    ] {
        let text = SourceText::read(file, Markup::MediaWiki);
        assert_eq!(&file[text.find_all(&[words]).of(0)[0].span()], stands);
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
