//! Branches: which of them hold, and what they share.
