//! Mistakes in annotations, each at its place.
