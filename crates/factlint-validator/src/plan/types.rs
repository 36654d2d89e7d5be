//! Sets of JSON types.

use factlint_model::tree::{Kind, NodeRef};

/// A set of JSON types, as `type` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Types(u8);

const INTEGER: u8 = 1 << 6;

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
    /// All types.
    pub const ALL: Self = Self(0x7f);

    /// The set of this type alone.
    pub fn of_kind(kind: Kind) -> Self {
        Self(bit(kind) | if kind == Kind::Number { INTEGER } else { 0 })
    }

    /// What a `type` keyword allows; all types where its value is none.
    pub fn of_keyword(node: NodeRef<'_>) -> Self {
        let words = std::iter::once(node).chain(node.items());
        let mask = words.map(|word| word.as_str().map_or(0, bit_of_word)).fold(0, |all, one| all | one);
        if mask == 0 { Self::ALL } else { Self(mask) }
    }

    /// Whether a value's type is in the set.
    pub fn admits(self, node: NodeRef<'_>) -> bool {
        let kind = node.kind();
        self.0 & bit(kind) != 0
            || (kind == Kind::Number && self.0 & INTEGER != 0 && !node.text().contains(['.', 'e', 'E']))
    }

    /// The types in both sets.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The types in either set.
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the set has this type.
    pub fn has(self, kind: Kind) -> bool {
        !self.and(Self::of_kind(kind)).is_empty()
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

fn bit(kind: Kind) -> u8 {
    match kind {
        Kind::Null => 1,
        Kind::Bool => 1 << 1,
        Kind::Number => 1 << 2,
        Kind::String => 1 << 3,
        Kind::Sequence => 1 << 4,
        Kind::Mapping => 1 << 5,
    }
}

fn bit_of_word(word: &str) -> u8 {
    match word {
        "null" => bit(Kind::Null),
        "boolean" => bit(Kind::Bool),
        "number" => bit(Kind::Number) | INTEGER,
        "integer" => INTEGER,
        "string" => bit(Kind::String),
        "array" => bit(Kind::Sequence),
        "object" => bit(Kind::Mapping),
        _ => 0,
    }
}
