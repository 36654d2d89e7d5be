//! How much evidence is enough. What stays below is said to be not sure, or not said at all.
//!
//! A figure is low enough that what a reader of the data would see is proposed, and high enough that chance and single
//! mistakes propose nothing. Shares are per mille, and are compared in whole numbers, so that they are the same everywhere.

/// The fewest values that show anything.
pub(super) const FEW: usize = 5;
/// The fewest values that show what no name hints at.
pub(super) const MANY: usize = 20;
/// Of all values, those that must be dates, reach a record, be unique, or keep an order.
pub(super) const SHARE: usize = 990;
/// From this share on, a guess that is not made is mentioned.
pub(super) const MENTION: usize = 800;

/// The most values of an enumeration, the longest of them, and how often each must occur.
pub(super) const CHOICES: usize = 10;
pub(super) const CHOICE_BYTES: usize = 40;
pub(super) const CHOICE_TIMES: usize = 20;
/// How many mappings must all have a key for it to be required.
pub(super) const REQUIRED: usize = 10;

/// How many items or entries of a file are looked at to tell its shape.
pub(super) const LOOKED_AT: usize = 200;
/// Of the keys of the one of two files that has fewer, those that the other must have to be of one shape.
pub(super) const ALIKE_FILES: usize = 600;
/// Down to which level, and in how many mappings of a file, keys are held against those that a schema names.
pub(super) const KEY_DEPTH: usize = 4;
pub(super) const KEY_MAPPINGS: usize = 40;
/// The fewest keys on the first level that may be data, so that the second level tells the shape.
pub(super) const DATA_KEYS: usize = 3;
/// Up to how many files are called by the name of one of them.
pub(super) const FEW_FILES: usize = 4;

/// Keys that are data rather than fields. A key is seldom if it is in less than this share of the mappings. Values that
/// are mappings of one sort tell most, so the fewest keys suffice; scalars tell least.
pub(super) mod map {
    /// The fewest keys of any map.
    pub const KEYS: usize = 3;
    /// From here on keys are never fields.
    pub const MANY_KEYS: usize = 1000;
    /// Of the values that are mappings, those that must share a key.
    pub const ALIKE: usize = 900;
    /// How seldom a key is over such values.
    pub const SELDOM: usize = 500;
    /// The fewest keys of a single mapping over scalars of one kind.
    pub const KEYS_OF_ONE: usize = 20;
    /// The fewest keys of several mappings over scalars of one kind, and how seldom they are.
    pub const KEYS_OF_ONE_SORT: usize = 10;
    pub const SELDOM_OF_ONE_SORT: usize = 250;
    /// The fewest keys over any values, and how seldom they are.
    pub const KEYS_OF_ANY_SORT: usize = 50;
    pub const SELDOM_OF_ANY_SORT: usize = 50;
}

/// The fewest records in which two times keep an order that no name hints at.
pub(super) const ORDERED: usize = 50;
/// Of the records with two times, those in which the times must differ: times that are mostly the same show no order.
pub(super) const APART: usize = 250;
/// Of the records with two times, those that must keep an order for it to be mentioned, where it is not guessed.
pub(super) const NEAR_ORDER: usize = 970;
/// Of the steps in a list, those that must rise, or fall, for it to be a sequence.
pub(super) const MOVING: usize = 500;
/// Of the values of a time, those that must be whole dates where no name speaks of time.
pub(super) const DAYS: usize = 500;
/// How many times of a record are compared with one another, as the work grows with the square.
pub(super) const COMPARED: usize = 12;
/// The fewest printed numbers that show how they are printed.
pub(super) const FIGURES: usize = 3;

/// The longest text that is taken for an id.
pub(super) const ID_BYTES: usize = 100;
/// The fewest different values that refer to anything.
pub(super) const REF_VALUES: usize = 2;
/// Of the different values that refer, those that must be too particular to be the id of something else by chance.
pub(super) const TELLING: usize = 900;
/// A text is particular from this length on, or from the shorter one on if it has this many letters.
pub(super) const TELLING_BYTES: usize = 6;
pub(super) const TELLING_BYTES_OF_LETTERS: usize = 3;
pub(super) const TELLING_LETTERS: usize = 2;
/// The fewest items of a list whose values, all different, show that they tell the items apart.
pub(super) const LISTED: usize = 3;

/// Whether `part` is at least this share of `all`.
pub(super) fn is_share(part: usize, all: usize, share: usize) -> bool {
    part.saturating_mul(1000) >= all.saturating_mul(share)
}

/// Whether `part` is as much of `all` as a guess needs. Of few values, one that says otherwise is no proof of a mistake, but
/// where all agree they are enough.
pub(super) fn enough(part: usize, all: usize) -> bool {
    is_share(part, all, SHARE) || (all < MANY && part == all)
}

/// Whether `part` is as much of `all` as a mention needs.
pub(super) fn nearly(part: usize, all: usize) -> bool {
    is_share(part, all, MENTION)
}
