//! ISO 8601 durations, added as the calendar counts.

use super::civil::{Civil, DAY, last_day, saturate};

/// A duration: months are added by the calendar (31 January and a month is the last day of February), the rest as
/// seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    months: i64,
    seconds: i64,
}

impl Duration {
    /// The duration that a text such as `P11Y`, `P1M2DT3H` or `P2W` means.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (date, clock) = match rest.split_once('T') {
            Some((date, clock)) if !clock.is_empty() => (date, clock),
            Some(_) => return None,
            None => (rest, ""),
        };
        if rest.is_empty() {
            return None;
        }
        let mut duration = Self::default();
        duration.add_parts(date, &[('Y', 12, 0), ('M', 1, 0), ('W', 0, 7 * DAY), ('D', 0, DAY)])?;
        duration.add_parts(clock, &[('H', 0, 3_600), ('M', 0, 60), ('S', 0, 1)])?;
        Some(duration)
    }

    /// So many months.
    #[must_use]
    pub const fn of_months(months: i64) -> Self {
        Self { months, seconds: 0 }
    }

    /// So many days.
    #[must_use]
    pub const fn of_days(days: i64) -> Self {
        Self { months: 0, seconds: days.saturating_mul(DAY) }
    }

    /// Numbers with their units, each unit at most once and in this order.
    fn add_parts(&mut self, mut text: &str, units: &[(char, i64, i64)]) -> Option<()> {
        let mut units = units.iter();
        while !text.is_empty() {
            let digits = text.find(|c: char| !c.is_ascii_digit())?;
            let number: i64 = text[..digits].parse().ok()?;
            let unit = text[digits..].chars().next()?;
            let &(_, months, seconds) = units.by_ref().find(|&&(name, ..)| name == unit)?;
            self.months = self.months.checked_add(number.checked_mul(months)?)?;
            self.seconds = self.seconds.checked_add(number.checked_mul(seconds)?)?;
            text = &text[digits + unit.len_utf8()..];
        }
        Some(())
    }

    /// The second that lies this long after another; the unbounded stays so.
    #[must_use]
    pub fn after(self, second: i64) -> i64 {
        if second == i64::MIN || second == i64::MAX {
            return second;
        }
        let shifted = if self.months == 0 { second } else { self.add_months(second) };
        shifted.saturating_add(self.seconds)
    }

    /// The second that lies this long before another; the unbounded stays so.
    #[must_use]
    pub fn before(self, second: i64) -> i64 {
        Self { months: self.months.saturating_neg(), seconds: self.seconds.saturating_neg() }.after(second)
    }

    fn add_months(self, second: i64) -> i64 {
        let day = Civil::of_second(second);
        let month = i128::from(day.year) * 12 + i128::from(day.month) - 1 + i128::from(self.months);
        let year = saturate(month.div_euclid(12));
        let month = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
        let day = Civil::new(year, month, day.day.min(last_day(year, month)));
        day.first_second().saturating_add(second.rem_euclid(DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(duration: &str, day: Civil) -> Civil {
        Civil::of_second(Duration::parse(duration).unwrap_or_default().after(day.first_second()))
    }

    #[test]
    fn adds_as_the_calendar_counts() {
        assert_eq!(after("P1D", Civil::new(1999, 12, 31)), Civil::new(2000, 1, 1));
        assert_eq!(after("P1M", Civil::new(2001, 1, 31)), Civil::new(2001, 2, 28));
        assert_eq!(after("P11Y", Civil::new(2000, 2, 29)), Civil::new(2011, 2, 28));
        assert_eq!(after("P1Y2M3W4DT24H", Civil::new(2000, 1, 1)), Civil::new(2001, 3, 27));
    }

    #[test]
    fn goes_back_as_the_calendar_counts() {
        let before = |duration: &str, day: Civil| {
            Civil::of_second(Duration::parse(duration).unwrap_or_default().before(day.first_second()))
        };
        assert_eq!(before("P1Y", Civil::new(2004, 2, 29)), Civil::new(2003, 2, 28));
        assert_eq!(before("P1M1D", Civil::new(2000, 3, 1)), Civil::new(2000, 1, 31));
    }

    #[test]
    fn refuses_what_is_none() {
        for text in ["", "P", "1D", "P1", "PD", "PT", "P1H", "PT1D", "P1D1Y", "P-1D", "P1D1D", "P99999999999999999999D"]
        {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_far_saturates() {
        let long = Duration::parse("P900000000000Y").unwrap_or_default();
        assert_eq!(long.after(0), i64::MAX);
        assert_eq!(Duration::parse("PT1H").unwrap_or_default().after(i64::MIN), i64::MIN);
    }
}
