//! Long lists in JSON, of which no more than one item is made at a time.

use std::cell::RefCell;

use serde::{Serialize, Serializer};

/// A list whose items are each made when their turn comes.
pub struct Each<'a, I, F> {
    items: &'a [I],
    make: RefCell<F>,
}

impl<'a, I, F> Each<'a, I, F> {
    /// What `make` makes of each of these, in their order.
    pub fn new(items: &'a [I], make: F) -> Self {
        Self { items, make: RefCell::new(make) }
    }
}

impl<'a, I, T: Serialize, F: FnMut(&'a I) -> T> Serialize for Each<'a, I, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut make = self.make.borrow_mut();
        serializer.collect_seq(self.items.iter().map(&mut *make))
    }
}
