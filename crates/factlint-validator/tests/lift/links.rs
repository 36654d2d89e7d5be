//! Files together: renumbering, scopes, built ids.
