//! Fixes as intents, turned into byte patches.
