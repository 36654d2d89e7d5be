//! What the elements of HTML are to a reader.

/// Elements whose content is not shown as text.
const HIDDEN: &[&str] = &[
    "annotation",
    "audio",
    "button",
    "canvas",
    "datalist",
    "iframe",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// Classes of elements in a line that are marks, and no text: of footnotes and the ways back from them, of pages, and what
/// MediaWiki adds to headings.
const MARKS: &[&str] = &[
    "MsoFootnoteReference",
    "fnanchor",
    "fnref",
    "footnote-anchor",
    "footnote-back",
    "footnote-backref",
    "footnote-mark",
    "footnote-ref",
    "footnote-reference",
    "footnoteref",
    "headerlink",
    "mw-cite-backlink",
    "mw-editsection",
    "mw-ref",
    "noteref",
    "pagenum",
    "sdfootnoteanc",
];

/// Elements that stand in a line of text. All others are, or divide, blocks.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "link",
    "map",
    "mark",
    "math",
    "meta",
    "mi",
    "mn",
    "mo",
    "mrow",
    "mstyle",
    "msub",
    "msup",
    "mtext",
    "nobr",
    "object",
    "output",
    "picture",
    "q",
    "rb",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "semantics",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
];

/// Elements without content, which no end tag follows.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that end others where they begin.
struct Ends {
    /// The elements that begin.
    begin: &'static [&'static str],
    /// The elements that they end.
    ended: &'static [&'static str],
    /// Those around them that bound this.
    within: &'static [&'static str],
}

/// Elements whose end tags may be left out, beside paragraphs.
const OPTIONAL: &[Ends] = &[
    Ends { begin: &["li"], ended: &["li"], within: &["ul", "ol", "menu", "table"] },
    Ends { begin: &["dt", "dd"], ended: &["dt", "dd"], within: &["dl", "table"] },
    Ends { begin: &["td", "th"], ended: &["td", "th"], within: &["tr", "table"] },
    Ends { begin: &["tr"], ended: &["tr", "caption", "colgroup"], within: &["table"] },
    Ends {
        begin: &["tbody", "thead", "tfoot"],
        ended: &["tbody", "thead", "tfoot", "tr", "caption", "colgroup"],
        within: &["table"],
    },
];

/// Whether the content of an element is not shown.
pub(super) fn is_hidden(name: &str) -> bool {
    HIDDEN.contains(&name)
}

/// Whether an element stands in a line of text.
pub(in crate::texts::read) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Whether an element stands by itself, between blocks; one that is hidden otherwise may stand in a line.
pub(super) fn is_block(name: &str) -> bool {
    name == "nav" || !(is_inline(name) || is_hidden(name) || is_void(name))
}

/// Whether an element has no content, and no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether the end tag of an element may be left out.
pub(super) fn may_stay_open(name: &str) -> bool {
    name == "p" || OPTIONAL.iter().any(|ends| ends.ended.contains(&name))
}

/// Whether a class makes an element a mark.
pub(super) fn is_mark(name: &str, class: &str) -> bool {
    match class {
        "reference" => name == "sup",
        "footnote" | "fn" => matches!(name, "sup" | "a"),
        _ => is_inline(name) && MARKS.contains(&class),
    }
}

/// The level of a heading's element.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// The elements that one ends by beginning, though their end tags are left out, and the elements around that bound this.
pub(super) fn ended_by(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    OPTIONAL.iter().find(|ends| ends.begin.contains(&name)).map(|ends| (ends.ended, ends.within))
}
