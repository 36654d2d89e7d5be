//! The tags and character references of HTML and of wikis that data is copied from.

/// Tags that only give a text its form.
const FORM: &[&str] = &[
    "abbr", "b", "big", "center", "cite", "code", "div", "em", "font", "i", "li", "nowiki", "ol", "p", "small", "span",
    "strong", "tt", "u", "ul",
];

/// Tags that say more than their text does.
const SAYING: &[&str] = &[
    "a",
    "blockquote",
    "del",
    "gallery",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ins",
    "math",
    "pre",
    "ref",
    "s",
    "sub",
    "sup",
    "table",
    "td",
    "th",
    "tr",
];

/// Tags that nothing closes.
const BREAKS: &[&str] = &["br", "hr", "wbr"];

/// A known tag at the start of a text.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// Its name, as written.
    pub(super) name: &'t str,
    /// Whether it is a closing one.
    pub(super) closing: bool,
    /// Its bytes, from `<` to `>`.
    pub(super) length: usize,
    closed: bool,
    /// Whether an attribute holds text of its own.
    titled: bool,
}

impl<'t> Tag<'t> {
    /// Reads a known tag; attributes must look like some, so that a comparison is none.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let inside = &inside[..inside.find(['>', '<', '\n'])?];
        if !text[inside.len() + 1..].starts_with('>') {
            return None;
        }
        let length = inside.len() + 2;
        let (inside, closing) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
        let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |rest| (rest, true));
        let name = &inside[..inside.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inside.len())];
        let attributes = &inside[name.len()..];
        let titled = attributes.contains("title");
        let tag = Self { name, closing, length, closed, titled };
        (tag.is_known() && are_attributes(attributes)).then_some(tag)
    }

    fn is_known(&self) -> bool {
        [FORM, SAYING, BREAKS, &["img"]].iter().any(|names| self.is_one_of(names))
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }

    /// Whether it needs no other tag to be one.
    pub(super) fn stands_alone(&self) -> bool {
        self.closed || self.is_break() || self.is_one_of(&["img"])
    }

    /// Whether it parts lines or words.
    pub(super) fn is_break(&self) -> bool {
        self.is_one_of(BREAKS)
    }

    /// Whether the text says the same without it.
    pub(super) fn is_mere_form(&self) -> bool {
        self.is_one_of(FORM) && !self.titled
    }
}

/// Nothing, or `name=value` pairs, each after a space.
fn are_attributes(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty() || (text.starts_with(char::is_whitespace) && text.contains('='))
}

/// The named references met in copied text.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("copy", '©'),
    ("deg", '°'),
    ("frac12", '½'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("times", '×'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("uuml", 'ü'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("Ouml", 'Ö'),
    ("Oslash", 'Ø'),
    ("Uuml", 'Ü'),
];

/// The character that a reference at the start of a text stands for, and the reference's bytes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    let name = &name[..name.bytes().take(10).position(|byte| byte == b';')?];
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| !letter.is_control())?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, name.len() + 2))
}
