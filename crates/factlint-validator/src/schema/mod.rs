//! Schemas compiled once, and trees against them.
