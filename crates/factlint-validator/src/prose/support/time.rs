//! Whether cited words print a time.

use factlint_model::facts::TimeFormat;
use factlint_model::time::Moment;
use factlint_model::time::civil::Civil;

use super::super::times::{Portion, PrintedDate, PrintedTime, Stretch, Years};
use super::asked::{Asked, SlotEnd, asked, within};
use super::{CitedWords, Fit, ReadSentence, Support, Why, decide, touched};

/// Whether cited words print a recorded time: as much as it says, or more.
///
/// - Both ends of an interval must be printed, as a range or each for itself; what is open is not asked for.
/// - A season must be printed as one, and without its hemisphere; of decades and portions, such as `the mid-1980s`, a record may say all that leaves their
///   heart possible, and an approximate year near their middle.
/// - A day or a month without a year takes the one that stands nearest: before it in its sentence, else behind it there,
///   else before it in its paragraph, else one that other cited words print. After `December 1955`, a January may be
///   that of the next year.
#[must_use]
pub fn supports_time(text: &str, format: &TimeFormat, end: SlotEnd, cited: &[CitedWords<'_>]) -> Support {
    let asked = asked(text, format, end);
    let told = told_years(cited);
    let by = |fit: &dyn Fn(&PrintedTime) -> Fit| {
        decide(
            cited,
            ReadSentence::times,
            |time| &time.span,
            |time, _, _| {
                let answer = fit(time).or_else(|why| {
                    if with_years(time, &told).iter().any(|time| fit(time).is_ok()) { Ok(()) } else { Err(why) }
                });
                // What may be no time never contradicts.
                (answer.is_ok() || !time.doubtful).then_some(answer)
            },
        )
    };
    if by(&|time| as_one(&asked, time)) == Support::Printed {
        return Support::Printed;
    }
    let each = asked.iter().map(|asked| by(&|time| printed_in(asked, time)));
    each.fold(Support::Printed, |all, next| match (all, next) {
        (Support::Missing(one), Support::Missing(two)) => Support::Missing(if two.why > one.why { two } else { one }),
        (Support::Printed, other) | (other, Support::Printed) => other,
    })
}

/// The years that the words of citations touch, where several are read together.
fn told_years(cited: &[CitedWords<'_>]) -> Vec<Years> {
    if cited.len() < 2 {
        return Vec::new();
    }
    let times = cited.iter().flat_map(|cited| touched(cited, cited.sentence.times(), |time| &time.span));
    let dates = times.flat_map(|time| &time.readings).flat_map(|reading| [Some(reading.first), reading.last]);
    dates.flatten().filter_map(|date| date.years.filter(|years| matches!(years, Years::Year(_)))).collect()
}

/// A time whose year is nowhere told, with each of some years.
fn with_years(time: &PrintedTime, told: &[Years]) -> Vec<PrintedTime> {
    if told.is_empty() || time.readings.iter().all(|reading| reading.first.years.is_some()) {
        return Vec::new();
    }
    let with = |&years: &Years| {
        let mut time = time.clone();
        time.readings.iter_mut().for_each(|reading| reading.fill_years(Some(years)));
        time
    };
    told.iter().map(with).collect()
}

/// A recorded time.
#[derive(Clone, Debug)]
pub struct RecordedTime(Vec<Asked>);

impl RecordedTime {
    /// Reads a text. What cannot be read speaks of no time.
    #[must_use]
    pub fn read(text: &str, format: &TimeFormat) -> Self {
        Self(asked(text, format, SlotEnd::Either))
    }

    /// Whether it speaks of a printed time: as exactly, or less so.
    #[must_use]
    pub fn speaks_of(&self, printed: &PrintedTime) -> bool {
        let is_of = |asked| matches!(printed_in(asked, printed), Ok(()) | Err(Why::Coarser | Why::Unlike));
        as_one(&self.0, printed).is_ok() || self.0.iter().any(is_of)
    }
}

/// Whether an interval that was made of one vague time is what that time says: `1950/1959` of the 1950s.
fn as_one(asked: &[Asked], time: &PrintedTime) -> Fit {
    let [first, last] = asked else { return Err(Why::Other) };
    let hull = first.reach.hull(last.reach);
    let is_said = |reading: &Stretch| {
        let one = near(first, reading.first);
        let two = reading.last.map_or(one, |two| near(last, two));
        Some(within(one.heart()?.hull(two.heart()?), hull) && within(hull, one.reach()?.hull(two.reach()?)))
    };
    let said = first.end == SlotEnd::Start && time.readings.iter().any(|reading| is_said(reading) == Some(true));
    said.then_some(()).ok_or(Why::Other)
}

/// Whether a printed time says as much as is asked for; if not, how it differs.
fn printed_in(asked: &Asked, time: &PrintedTime) -> Fit {
    let is_month = |reading: &Stretch| reading.last.is_none() && reading.first.month.is_some();
    let is_either = time.readings.iter().any(|reading| reading.last.is_some());
    // What may be a month, as `1910-11` may, is one only where a month is asked for.
    let counts = |reading: &&Stretch| !(is_either && is_month(reading) && is_year(asked));
    let answers: Vec<Fit> = time.readings.iter().filter(counts).flat_map(|reading| by_end(asked, reading)).collect();
    match answers.iter().find(|answer| answer.is_ok()) {
        Some(_) => Ok(()),
        None => Err(answers.into_iter().filter_map(Result::err).max().unwrap_or(Why::Other)),
    }
}

/// Whether as much as a year is asked for.
fn is_year(asked: &Asked) -> bool {
    const DAYS: i64 = 364;
    asked.reach.latest.saturating_sub(asked.reach.earliest) >= DAYS * 86_400
}

/// A decade whose century is nowhere told is that which is asked for, if it can be.
fn near(asked: &Asked, printed: PrintedDate) -> PrintedDate {
    if !matches!(printed.years, Some(Years::ShortDecade(_))) {
        return printed;
    }
    printed.near(Civil::of_second(asked.reach.earliest).year, 50)
}

fn by_end(asked: &Asked, reading: &Stretch) -> Vec<Fit> {
    let first = near(asked, reading.first);
    let Some(last) = reading.last.map(|last| near(asked, last)) else { return vec![covers(asked, first)] };
    let both = || match (first.heart(), last.heart()) {
        (Some(first), Some(last)) if within(first.hull(last), asked.reach) => Ok(()),
        (Some(first), Some(last)) if within(asked.reach, first.hull(last)) => Err(Why::Coarser),
        (Some(first), Some(last)) => Err(another(asked, first.hull(last))),
        _ => Err(Why::Other),
    };
    match asked.end {
        SlotEnd::Start => vec![covers(asked, first)],
        SlotEnd::End => vec![covers(asked, last)],
        SlotEnd::Whole => vec![both()],
        SlotEnd::Either => {
            vec![covers(asked, first).or_else(|_| covers(asked, last)).or_else(|_| both())]
        }
    }
}

/// Whether a printed date says as much as is asked for.
fn covers(asked: &Asked, date: PrintedDate) -> Fit {
    if date.years.is_none() {
        return Err(Why::Yearless);
    }
    let is_beside = match date.portion {
        Some(Portion::Before) => asked.end != SlotEnd::End,
        Some(Portion::After) => asked.end != SlotEnd::Start,
        _ => false,
    };
    if is_beside {
        return Err(Why::Other);
    }
    let (Some(heart), Some(reach)) = (date.heart(), date.reach()) else { return Err(Why::Other) };
    let said = match (asked.part, date.season()) {
        (Some(part), Some(season)) => date.years == Some(Years::Year(part.0)) && part.1 == season,
        // Neither a month nor a year is a season, on whichever hemisphere, and an editor's quarter may be a slip of the month.
        (Some(_), None) => date.month.is_none() && date.portion.is_some() && within(heart, asked.reach),
        (None, _) => within(heart, asked.reach),
    };
    let near = || asked.approximate && date.middle().is_some_and(|middle| overlap(middle, asked.reach));
    if said || near() {
        Ok(())
    } else if within(asked.reach, reach) && (asked.part.is_none() || is_hemisphere(asked, date) || date.month.is_none())
    {
        Err(Why::Coarser)
    } else {
        Err(another(asked, heart))
    }
}

/// How a printed time differs that is not the one asked for.
fn another(asked: &Asked, printed: Moment) -> Why {
    let size = |moment: Moment| i128::from(moment.latest) - i128::from(moment.earliest);
    // Months and years are not all of one length.
    if size(printed) * 4 <= size(asked.reach) * 5 { Why::Other } else { Why::Unlike }
}

/// Whether a season is recorded with its hemisphere, and printed without.
fn is_hemisphere(asked: &Asked, date: PrintedDate) -> bool {
    let same = |(_, code): (i64, u8)| date.season().is_some_and(|season| code == season + 4 || code == season + 8);
    asked.part.is_some_and(same)
}

fn overlap(one: Moment, two: Moment) -> bool {
    one.earliest <= two.latest && two.earliest <= one.latest
}
