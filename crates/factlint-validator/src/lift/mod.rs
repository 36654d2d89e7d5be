//! One walk of a tree along the plan, appending rows to tables.
