//! What printed dates can be.

use factlint_model::facts::TimeFormat;
use factlint_model::time::words::year;
use factlint_model::time::{self, Moment};

use super::{Portion, PrintedDate, Stretch, Years};

impl PrintedDate {
    /// Whether what is printed leaves open in which century, or in which year, it was.
    #[must_use]
    pub fn is_yearless(&self) -> bool {
        matches!(self.years, None | Some(Years::ShortDecade(_)))
    }

    /// The date with its century, where that isn't printed: the decade whose middle is nearest to a year, if it is not
    /// further from it than so many years.
    #[must_use]
    pub fn near(self, year: i64, most: i64) -> Self {
        let Some(Years::ShortDecade(ten)) = self.years else { return self };
        let after = (ten + 5 - year).rem_euclid(100);
        let middle = if after > 50 { year - (100 - after) } else { year + after };
        let is_near = (middle - year).abs() <= most;
        if is_near { Self { years: Some(Years::Decade(middle - 5)), ..self } } else { self }
    }

    /// The date in EDTF, but for the portion; none if it has no year.
    #[must_use]
    pub fn edtf(&self) -> Option<String> {
        let mut text = match self.years? {
            Years::Year(number) => year(number),
            Years::Decade(first) => format!("{:03}X", first / 10),
            Years::ShortDecade(_) => return None,
            Years::Century(first) if first >= 0 => format!("{:02}XX", first / 100),
            Years::Century(first) => format!("-{:02}XX", -first / 100 - 1),
        };
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!("-{part:02}"));
        }
        Some(text)
    }

    /// All that it can be, but for the portion; none if it has no year or never was.
    #[must_use]
    pub fn reach(&self) -> Option<Moment> {
        time::read(&self.edtf()?, &TimeFormat::Edtf).ok().map(|reading| reading.start)
    }

    /// What a record that says no more than this must leave possible: of a portion its heart, else all that it can be.
    #[must_use]
    pub fn heart(&self) -> Option<Moment> {
        let whole = self.season_months().or_else(|| self.reach())?;
        Some(match self.portion {
            Some(Portion::Early) => thousandths(whole, 100, 250),
            Some(Portion::Mid) => thousandths(whole, 450, 550),
            Some(Portion::Late) => thousandths(whole, 750, 900),
            Some(Portion::FirstHalf) => thousandths(whole, 0, 500),
            Some(Portion::SecondHalf) => thousandths(whole, 500, 1000),
            Some(Portion::Before | Portion::After) | None => whole,
        })
    }

    /// Where the middle of the portion may lie, which an approximate year stands for.
    #[must_use]
    pub fn middle(&self) -> Option<Moment> {
        let whole = self.reach()?;
        Some(match self.portion? {
            Portion::Early => thousandths(whole, 100, 300),
            Portion::Mid => thousandths(whole, 502, 510),
            Portion::Late => thousandths(whole, 700, 900),
            Portion::FirstHalf => thousandths(whole, 200, 300),
            Portion::SecondHalf => thousandths(whole, 700, 800),
            Portion::Before | Portion::After => return None,
        })
    }

    /// The season, as EDTF counts them.
    #[must_use]
    pub fn season(&self) -> Option<u8> {
        self.month.filter(|&month| month > 12)
    }

    /// The northern months of a season within its year; of a winter, which lies around its turn, the whole year.
    fn season_months(&self) -> Option<Moment> {
        let season = self.season().filter(|season| *season <= 24)?;
        let first = Self { month: Some((season - 20) * 3), ..*self };
        let last = Self { month: Some((season - 20) * 3 + 2), ..*self };
        if season == 24 { Self { month: None, ..*self }.reach() } else { Some(first.reach()?.hull(last.reach()?)) }
    }
}

impl Stretch {
    /// Whether its first date isn't after its last; none if that can't be told.
    #[must_use]
    pub fn is_in_order(&self) -> Option<bool> {
        let mut last = self.last?;
        last.years = last.years.or(self.first.years);
        Some(!last.reach()?.surely_before(self.first.reach()?))
    }
}

/// From so many thousandths of a time to so many.
fn thousandths(whole: Moment, from: i64, to: i64) -> Moment {
    let length = i128::from(whole.latest) - i128::from(whole.earliest) + 1;
    let at =
        |part: i64| i64::try_from(i128::from(whole.earliest) + length * i128::from(part) / 1000).unwrap_or(i64::MAX);
    Moment::new(at(from), at(to).saturating_sub(1).max(at(from)))
}
