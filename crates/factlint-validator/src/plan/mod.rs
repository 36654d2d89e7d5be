//! The schemas' `x-fact` annotations, compiled to a graph of states.
