//! The list of a tree's nodes, in 9 bytes for most of them: a big file's tree is the most that reading it takes.

use super::{Kind, Style};

/// A node as it is worked with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub start: u32,
    pub end: u32,
    /// What `role` says.
    pub a: u32,
    pub kind: Kind,
    pub style: Style,
    pub role: Role,
}

/// Whether a node is what it seems, or stands for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Itself; `a` of a scalar is unused, of a collection the node after its subtree.
    Itself,
    /// A scalar whose text is decoded string number `a`.
    Decoded,
    /// An alias (or merged entry) that stands for node `a`.
    Alias,
    /// A key that is not read, nor its value; `a` as in `Itself`.
    Unread,
    /// A key that is not read, whose text is decoded string number `a`.
    UnreadDecoded,
}

impl Node {
    fn is_scalar(&self) -> bool {
        !matches!(self.kind, Kind::Sequence | Kind::Mapping)
    }

    /// Whether `a` says nothing.
    fn is_plain(&self) -> bool {
        self.is_scalar() && matches!(self.role, Role::Itself | Role::Unread)
    }
}

/// A node as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(Rust, packed)]
struct Kept {
    start: u32,
    /// The end, or where end and `a` stand among the wide.
    rest: u32,
    form: Form,
}

/// Kind and style in three bits each, then the role in two: an alias, whose kind and style say nothing, has a kind of
/// its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form(u8);

const KINDS: [Kind; 6] = [Kind::Null, Kind::Bool, Kind::Number, Kind::String, Kind::Sequence, Kind::Mapping];
const STYLES: [Style; 7] =
    [Style::Plain, Style::Single, Style::Double, Style::Literal, Style::Folded, Style::Flow, Style::Block];
const ROLES: [Role; 4] = [Role::Itself, Role::Decoded, Role::Unread, Role::UnreadDecoded];
const ALIAS: u8 = 7;

impl Form {
    fn of(node: &Node) -> Self {
        let role = match node.role {
            Role::Alias => return Self(ALIAS),
            Role::Itself => 0,
            Role::Decoded => 1,
            Role::Unread => 2,
            Role::UnreadDecoded => 3,
        };
        Self(node.kind as u8 | (node.style as u8) << 3 | role << 6)
    }

    fn read(self) -> (Kind, Style, Role) {
        let at = |shift: u8, mask: u8| usize::from(self.0 >> shift & mask);
        match KINDS.get(at(0, 7)) {
            Some(&kind) => (kind, STYLES.get(at(3, 7)).copied().unwrap_or(Style::Plain), ROLES[at(6, 3)]),
            None => (Kind::String, Style::Plain, Role::Alias),
        }
    }
}

/// The nodes in preorder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Nodes {
    kept: Vec<Kept>,
    /// End and `a` of the nodes that have an `a`.
    wide: Vec<(u32, u32)>,
}

impl Nodes {
    /// None yet, with room for so many.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { kept: Vec::with_capacity(capacity), wide: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.kept.len()
    }

    pub fn push(&mut self, node: Node) {
        let rest = if node.is_plain() { node.end } else { self.widen(node) };
        self.kept.push(Kept { start: node.start, rest, form: Form::of(&node) });
    }

    /// The node of this number; an empty one beyond the last.
    pub fn get(&self, at: u32) -> Node {
        let none = Kept { start: 0, rest: 0, form: Form(0) };
        let kept = self.kept.get(at as usize).copied().unwrap_or(none);
        let (kind, style, role) = kept.form.read();
        let node = Node { start: kept.start, end: kept.rest, a: 0, kind, style, role };
        if node.is_plain() {
            return node;
        }
        let (end, a) = self.wide.get(kept.rest as usize).copied().unwrap_or_default();
        Node { end, a, ..node }
    }

    pub fn iter(&self) -> impl Iterator<Item = Node> + '_ {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(|at| self.get(at))
    }

    /// Changes the node of this number, if there is one.
    pub fn change(&mut self, at: u32, change: impl FnOnce(&mut Node)) {
        let before = self.get(at);
        let mut node = before;
        change(&mut node);
        let Some(place) = self.kept.get(at as usize).map(|kept| kept.rest) else { return };
        let rest = match (before.is_plain(), node.is_plain()) {
            (_, true) => node.end,
            (true, false) => self.widen(node),
            (false, false) => {
                if let Some(wide) = self.wide.get_mut(place as usize) {
                    *wide = (node.end, node.a);
                }
                place
            }
        };
        if let Some(kept) = self.kept.get_mut(at as usize) {
            *kept = Kept { start: node.start, rest, form: Form::of(&node) };
        }
    }

    pub fn clear(&mut self) {
        self.kept.clear();
        self.wide.clear();
    }

    pub fn shrink_to_fit(&mut self) {
        self.kept.shrink_to_fit();
        self.wide.shrink_to_fit();
    }

    fn widen(&mut self, node: Node) -> u32 {
        self.wide.push((node.end, node.a));
        u32::try_from(self.wide.len() - 1).unwrap_or(u32::MAX)
    }
}
