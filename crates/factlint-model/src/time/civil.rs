//! Days of the proleptic Gregorian calendar and their numbers.

/// The seconds of a day.
pub const DAY: i64 = 86_400;

/// A day of the proleptic Gregorian calendar; years count astronomically, so year 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// The astronomical year.
    pub year: i64,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Civil {
    /// The day of these numbers, which need not exist.
    #[must_use]
    pub fn new(year: i64, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The day that `YYYY-MM-DD` says, if it exists.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_form = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
        let small = |range| u8::try_from(number(range)?).ok();
        let day = Self::new(number(0..4)?.into(), small(5..7)?, small(8..10)?);
        (is_form && day.exists()).then_some(day)
    }

    /// Whether the calendar has this day.
    #[must_use]
    pub fn exists(self) -> bool {
        (1..=12).contains(&self.month) && (1..=last_day(self.year, self.month)).contains(&self.day)
    }

    /// Its number: days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i128 {
        // Years start in March here, so that the leap day comes last; an era is the calendar's period of 400 years.
        let year = i128::from(self.year) - i128::from(self.month <= 2);
        let era = year.div_euclid(400);
        let month = (i128::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i128::from(self.day) - 1;
        let year_of_era = year.rem_euclid(400);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day of this number.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        let shifted = i128::from(number) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i128::from(month <= 2);
        Self { year: saturate(year), month: u8::try_from(month).unwrap_or(1), day: u8::try_from(day).unwrap_or(1) }
    }

    /// Its first second, since 1970-01-01T00:00:00; `i64::MIN` and `i64::MAX` where that lies beyond what is counted.
    #[must_use]
    pub fn first_second(self) -> i64 {
        saturate(self.number() * i128::from(DAY))
    }

    /// Its last second.
    #[must_use]
    pub fn last_second(self) -> i64 {
        saturate((self.number() + 1) * i128::from(DAY) - 1)
    }

    /// The day on which a second lies.
    #[must_use]
    pub fn of_second(second: i64) -> Self {
        Self::from_number(second.div_euclid(DAY))
    }
}

/// Whether a year has a 29 February.
#[must_use]
pub fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// The last day of a month; 0 where there is no such month.
#[must_use]
pub fn last_day(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap(year)),
        _ => 0,
    }
}

/// The nearest number that is counted.
pub(super) fn saturate(wide: i128) -> i64 {
    i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(Civil::new(1970, 1, 1).number(), 0);
        assert_eq!(Civil::new(2000, 3, 1).number(), 11_017);
        assert_eq!(Civil::new(1582, 10, 15).number(), -141_427);
        assert_eq!(Civil::new(0, 1, 1).number(), -719_528);
        assert_eq!(Civil::new(1969, 12, 31).last_second(), -1);
    }

    #[test]
    fn each_day_follows_the_one_before() {
        let mut day = Civil::new(-401, 1, 1);
        let first = day.number();
        for number in first..first + 400_000 {
            assert!(day.exists(), "{day:?}");
            assert_eq!(day.number(), number, "{day:?}");
            assert_eq!(Civil::from_number(saturate(number)), day);
            day = next(day);
        }
    }

    fn next(day: Civil) -> Civil {
        match (day.day < last_day(day.year, day.month), day.month) {
            (true, _) => Civil::new(day.year, day.month, day.day + 1),
            (false, 12) => Civil::new(day.year + 1, 1, 1),
            (false, month) => Civil::new(day.year, month + 1, 1),
        }
    }

    #[test]
    fn days_that_never_were() {
        assert!(!Civil::new(1900, 2, 29).exists());
        assert!(Civil::new(2000, 2, 29).exists());
        assert!(!Civil::new(2001, 13, 1).exists());
        assert!(!Civil::new(2001, 4, 0).exists());
    }

    #[test]
    fn far_years_saturate() {
        assert_eq!(Civil::new(i64::MAX, 12, 31).last_second(), i64::MAX);
        assert_eq!(Civil::new(i64::MIN, 1, 1).first_second(), i64::MIN);
        assert_eq!(Civil::of_second(i64::MIN).month, 1);
    }
}
