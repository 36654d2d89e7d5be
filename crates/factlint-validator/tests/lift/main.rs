//! Schemas and data to the tables that come out, as readable text.

mod support;

mod branches;
mod links;
mod meanings;
mod mistakes;
mod vocabulary;
