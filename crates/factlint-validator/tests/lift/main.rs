//! Schemas and data to the tables that come out, as readable text.
#![allow(clippy::unwrap_used, reason = "a helper of a test may stop it")]

#[path = "../host/mod.rs"]
mod host;
mod support;

mod branches;
mod links;
mod meanings;
mod mistakes;
mod vocabulary;
