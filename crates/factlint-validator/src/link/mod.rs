//! The tables of all files become one dataset.
