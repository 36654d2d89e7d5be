//! What a whole number divided by a count can be: the test that Brown and Heathers (2017) named GRIM.

use factlint_model::figure::{Exact, Interval, nearest_on_grid};

use super::wording::integer;

/// The one whole number above zero in an interval; `None` if there is none or several.
pub(super) fn only_count(interval: &Interval) -> Option<Exact> {
    let count = nearest_on_grid(&interval.middle()?, interval, &integer(1))?;
    let alone = !interval.contains(&(&count - integer(1))) && !interval.contains(&(&count + integer(1)));
    (alone && count.is_positive()).then_some(count)
}

/// The whole numbers just below and just above what, divided by `count`, would be in `quotient`; `None` if some whole
/// number is.
pub(super) fn gap(count: &Exact, quotient: &Interval) -> Option<[Exact; 2]> {
    let dividends = quotient.scale(count);
    let middle = dividends.middle()?;
    if nearest_on_grid(&middle, &dividends, &integer(1)).is_some() {
        return None;
    }
    let below = middle.floor();
    let above = &below + integer(1);
    Some([below, above])
}
