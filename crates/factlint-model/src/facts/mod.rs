//! What the data says, as tables: records, the values that fill their slots, and the constraints they stand under.
//!
//! A file's [`Tables`] are self-contained: own strings, own numbering. Linking joins the tables of all files to one
//! [`Dataset`], in which references reach records and times and figures are read. Rules see these and nothing else.

mod dataset;
mod ids;
mod tables;
mod views;
mod vocabulary;

pub use dataset::{Dataset, FigureValue, Resolved, TimeValue};
pub use ids::{Id, IdPlace};
pub use tables::{Record, RecordId, Row, RowId, Tables, Way};
pub use views::View;
pub use vocabulary::{
    Bound, Constraint, ConstraintBody, ConstraintId, FigurePart, FigureUse, IdUse, Kind, KindId, Meaning, NameUse,
    Operand, Order, Part, Plain, RefUse, Scope, SlotId, SlotPath, Step, TimeFormat, TimePart, TimeUse, Use, UseId,
    Vocabulary, Written,
};
