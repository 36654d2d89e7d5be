//! The parts of a figure's slot, taken together.

use super::{Exact, Interval, Printed, read};

/// A figure as its parts give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembled {
    /// All numbers that it can be; of a percentage already divided by 100.
    pub interval: Interval,
    /// Whether it is in per cent.
    pub percent: bool,
    /// The unit, printed or told; `percent` for one in per cent.
    pub unit: Option<String>,
    /// Whether it is printed as a range.
    pub range: bool,
    /// Whether it counts things.
    pub count: bool,
}

impl Assembled {
    /// The same figure, told to be approximate by a part of its own: nothing is known of its number.
    #[must_use]
    pub fn approximate(self) -> Self {
        Self { interval: Interval::everything(), ..self }
    }
}

/// The figure that the parts of a slot make: the interval that rounds to what is printed (what is printed goes before
/// what is encoded), or with `count` or `exact` the number itself. `None` if neither text is a figure.
#[must_use]
pub fn assemble(
    encoded: Option<&str>,
    printed: Option<&str>,
    unit: Option<&str>,
    count: bool,
    exact: bool,
) -> Option<Assembled> {
    let figure = [printed, encoded].into_iter().flatten().find_map(|text| read(text).ok())?;
    let percent = figure.percent || (figure.unit.is_none() && unit.is_some_and(percent_unit));
    let interval = if count || exact { figure.exact() } else { figure.nearest() };
    Some(Assembled {
        interval: if percent { interval.scale(&hundredth()) } else { interval },
        percent,
        unit: unit_of(&figure, unit, percent),
        range: figure.upper.is_some(),
        count,
    })
}

/// Whether a unit told in a schema or in the data is per cent.
#[must_use]
pub fn percent_unit(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    matches!(unit.as_str(), "%" | "percent" | "per cent" | "per\u{a0}cent" | "pct")
}

fn unit_of(figure: &Printed, told: Option<&str>, percent: bool) -> Option<String> {
    if percent {
        return Some("percent".to_owned());
    }
    let told = told.map(str::trim).filter(|told| !told.is_empty());
    figure.unit.clone().or_else(|| told.map(str::to_owned))
}

fn hundredth() -> Exact {
    Exact::new(1, 100)
}
