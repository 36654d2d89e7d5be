//! The span of a record: when what it tells of starts and ends, from the slots that say so.

use std::borrow::Cow;
use std::collections::HashMap;

use factlint_model::facts::{
    ConstraintBody, Dataset, Meaning, RecordId, RowId, SlotId, TimeFormat, TimePart, TimeValue, View,
};
use factlint_model::source::Span;
use factlint_model::time::{Moment, words};

use super::conflict::Party;

/// The slots that make up a span.
const AT: &str = "at";
const START: &str = "start";
const END: &str = "end";
const BORN: &str = "born";
const DIED: &str = "died";

/// What is said of a span without an end.
const GOES_ON: &str = "goes on";

/// One end of a span.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// What is known of it; of several values, all that they can be.
    pub moment: Moment,
    /// The value that says it: the first of several, or of the other end where this one follows from that.
    pub row: Option<RowId>,
}

/// Whether an edge is the first or the last of its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The first.
    Start,
    /// The last.
    End,
}

/// When a record starts and ends.
#[derive(Clone, Copy, Debug)]
pub struct RecordSpan {
    /// The record.
    pub record: RecordId,
    /// When it starts, or is born.
    pub start: Edge,
    /// When it ends, or dies.
    pub end: Edge,
    /// Whether it is a life.
    pub life: bool,
    /// Whether both edges are one date.
    pub date: bool,
}

impl RecordSpan {
    fn is_reversed(&self) -> bool {
        self.end.moment.surely_before(self.start.moment)
    }

    /// One of the edges.
    #[must_use]
    pub fn edge(&self, side: Side) -> Edge {
        match side {
            Side::Start => self.start,
            Side::End => self.end,
        }
    }

    /// The record and one of its edges as a statement: `person ada was born 1815-12-10`, `voyage first starts 1610`.
    #[must_use]
    pub fn say(&self, dataset: &Dataset, side: Side) -> String {
        format!("{} {}", dataset.describe(self.record), self.say_edge(dataset, side))
    }

    /// The record and one of its edges as what another is compared with: `person ada was born (1815-12-10)`.
    #[must_use]
    pub fn mention(&self, dataset: &Dataset, side: Side) -> String {
        let name = dataset.describe(self.record);
        match self.verb(side) {
            _ if self.date => format!("{name} ({})", printed(dataset, self.edge(side))),
            verb @ GOES_ON => format!("{name} {verb}"),
            verb => format!("{name} {verb} ({})", printed(dataset, self.edge(side))),
        }
    }

    /// An edge in words.
    #[must_use]
    pub fn say_edge(&self, dataset: &Dataset, side: Side) -> String {
        match self.verb(side) {
            verb @ GOES_ON => verb.to_owned(),
            verb => format!("{verb} {}", printed(dataset, self.edge(side))),
        }
    }

    fn verb(&self, side: Side) -> &'static str {
        match (side, self.life) {
            _ if side == Side::End && self.end.moment == Moment::NEVER => GOES_ON,
            _ if self.date => "is dated",
            (Side::Start, true) => "was born",
            (Side::End, true) => "died",
            (Side::Start, false) => "starts",
            (Side::End, false) => "ends",
        }
    }

    /// An edge as one of two values that cannot stand together.
    #[must_use]
    pub fn party(&self, dataset: &Dataset, side: Side, early: bool) -> Party {
        Party {
            record: self.record,
            place: self.place(dataset, side),
            side: if self.date { Side::Start } else { side },
            early,
            text: self.say_edge(dataset, side),
        }
    }

    /// Where a finding about an edge stands: at the value that says it, else at the record.
    #[must_use]
    pub fn place(&self, dataset: &Dataset, side: Side) -> Span {
        let row = self.edge(side).row.or(self.start.row).or(self.end.row);
        row.map_or_else(|| dataset.head(self.record), |row| dataset.span(row))
    }
}

/// A date as the data prints it, where one value says it all; else what is known of it.
#[must_use]
pub fn printed(dataset: &Dataset, edge: Edge) -> String {
    const LONGEST: usize = 32;
    let plain = edge.row.filter(|&row| {
        let whole = match &dataset.use_of(row).meaning {
            Meaning::Time(time) => time.part == TimePart::Whole && time.format != TimeFormat::Unix,
            _ => false,
        };
        let text = dataset.text(row);
        whole && text.len() <= LONGEST && !text.contains(['/', ',', '\n'])
    });
    match plain {
        Some(row) if says(dataset, row, edge.moment) => dataset.text(row).to_owned(),
        _ => words::moment(edge.moment),
    }
}

/// Whether a value alone says this moment, and no other value of its slot does.
fn says(dataset: &Dataset, row: RowId, moment: Moment) -> bool {
    let times = dataset.subjects(row).into_iter().flat_map(|record| dataset.times_of(record));
    times.into_iter().any(|time| time.row == row && point(time) == moment)
}

/// A time as one instant: all that an interval covers.
#[must_use]
pub fn point(time: &TimeValue) -> Moment {
    time.start.hull(time.end)
}

/// Whether a time ends before it starts, or its earliest is after its latest.
#[must_use]
pub fn is_reversed(time: &TimeValue) -> bool {
    let inverted = |moment: Moment| moment.earliest > moment.latest;
    time.end.surely_before(time.start) || inverted(time.start) || inverted(time.end)
}

/// The numbers of the slots that make up spans, of those that the schemas use.
#[derive(Clone, Copy, Debug)]
pub struct SpanSlots {
    at: Option<SlotId>,
    start: Option<SlotId>,
    end: Option<SlotId>,
    born: Option<SlotId>,
    died: Option<SlotId>,
}

impl SpanSlots {
    /// The slots of this dataset.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let slot = |name| dataset.vocabulary.find_slot(name);
        Self { at: slot(AT), start: slot(START), end: slot(END), born: slot(BORN), died: slot(DIED) }
    }

    /// Whether a slot belongs to the span of its record.
    #[must_use]
    pub fn contains(&self, slot: SlotId) -> bool {
        [self.at, self.start, self.end, self.born, self.died].contains(&Some(slot))
    }

    /// The span that the values make which count in a view, even one that is reversed.
    #[must_use]
    pub fn read(&self, dataset: &Dataset, record: RecordId, view: View) -> Option<RecordSpan> {
        let times = &*seen(dataset, record, view);
        if times.is_empty() {
            return None;
        }
        if let Some(span) = self.read_at(times, record) {
            return Some(span);
        }
        let (born, died) = (edge(times, self.born), edge(times, self.died));
        let life = born.is_some() || died.is_some();
        let (start, end, last) = match life {
            true => (born, died, self.died),
            false => (edge(times, self.start), edge(times, self.end), self.end),
        };
        let goes_on = || {
            let open = &dataset.vocabulary.kinds.get(dataset.kind(record).index())?.open;
            last.filter(|slot| open.contains(slot)).map(|_| Edge { moment: Moment::NEVER, row: None })
        };
        let (start, end) = match (start, end) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => {
                (start, goes_on().unwrap_or(Edge { moment: Moment::some_time_after(start.moment), ..start }))
            }
            (None, Some(end)) => (Edge { moment: Moment::some_time_before(end.moment), ..end }, end),
            (None, None) => return None,
        };
        Some(RecordSpan { record, start, end, life, date: false })
    }

    fn read_at(&self, times: &[TimeValue], record: RecordId) -> Option<RecordSpan> {
        let at = self.at?;
        let mut dates = times.iter().filter(|time| time.slot == at && !is_reversed(time));
        let first = dates.next()?;
        let (start, end) =
            dates.fold((first.start, first.end), |(start, end), time| (start.hull(time.start), end.hull(time.end)));
        let edge = |moment| Edge { moment, row: Some(first.row) };
        Some(RecordSpan { record, start: edge(start), end: edge(end), life: false, date: start == end })
    }
}

/// The times of a record that count in a view: its own do in all.
fn seen(dataset: &Dataset, record: RecordId, view: View) -> Cow<'_, [TimeValue]> {
    let all = dataset.times_of(record);
    if all.iter().all(|time| counts(dataset, record, time, view)) {
        return Cow::Borrowed(all);
    }
    all.iter().filter(|time| counts(dataset, record, time, view)).copied().collect()
}

/// Whether a time counts in a view, for what is said at a record: what that record states itself does in all.
#[must_use]
pub fn counts(dataset: &Dataset, record: RecordId, time: &TimeValue, view: View) -> bool {
    let by = dataset.row(time.row).record;
    by == record || dataset.counts_in(by, view)
}

/// The views in which the times of these records differ: that of the facts, and those of who holds one of them. What a
/// record states of itself differs in none.
#[must_use]
pub fn views(dataset: &Dataset, records: impl IntoIterator<Item = RecordId>) -> Vec<View> {
    let others = |record: RecordId| {
        let by = dataset.times_of(record).iter().map(|time| dataset.row(time.row).record);
        by.filter(move |&by| by != record)
    };
    facts_and(dataset.views_of(records.into_iter().flat_map(others)))
}

/// The view of the facts before others.
#[must_use]
pub fn facts_and(mut views: Vec<View>) -> Vec<View> {
    if views.first() != Some(&View::Facts) {
        views.insert(0, View::Facts);
    }
    views
}

/// What the values of a slot say together.
fn edge(times: &[TimeValue], slot: Option<SlotId>) -> Option<Edge> {
    let slot = slot?;
    let mut values = times.iter().filter(|time| time.slot == slot && !is_reversed(time));
    let first = values.next()?;
    let moment = values.fold(point(first), |moment, time| moment.hull(point(time)));
    Some(Edge { moment, row: Some(first.row) })
}

/// The spans of all records, each read when it is asked for. A reversed one is not among them: it is told of once and
/// takes no further part.
#[derive(Debug)]
pub struct Spans<'d> {
    /// The slots that make them up.
    pub slots: SpanSlots,
    dataset: &'d Dataset,
    /// Those that end where their next sibling starts.
    closed: HashMap<RecordId, RecordSpan>,
}

impl<'d> Spans<'d> {
    /// The spans of a dataset.
    #[must_use]
    pub fn of(dataset: &'d Dataset) -> Self {
        let mut all = Self { slots: SpanSlots::of(dataset), dataset, closed: HashMap::new() };
        all.close_meeting();
        all
    }

    /// The span of a record by the facts, if it has one that is not reversed.
    #[must_use]
    pub fn get(&self, record: RecordId) -> Option<RecordSpan> {
        self.seen(record, View::Facts)
    }

    /// The span of a record in a view, if it has one that is not reversed.
    #[must_use]
    pub fn seen(&self, record: RecordId, view: View) -> Option<RecordSpan> {
        let closed = self.closed.get(&record).copied();
        closed.or_else(|| self.slots.read(self.dataset, record, view)).filter(|span| !span.is_reversed())
    }

    /// Whether a record's span is reversed in a view.
    #[must_use]
    pub fn is_reversed(&self, record: RecordId, view: View) -> bool {
        self.slots.read(self.dataset, record, view).is_some_and(|span| span.is_reversed())
    }

    /// Where a sequence `meets`, one without an end ends where the next starts.
    fn close_meeting(&mut self) {
        let dataset = self.dataset;
        let meeting: Vec<Option<bool>> = dataset
            .vocabulary
            .constraints
            .iter()
            .map(|constraint| match constraint.body {
                ConstraintBody::Sequence { meets: true, falling, .. } => Some(falling),
                _ => None,
            })
            .collect();
        if meeting.iter().all(Option::is_none) {
            return;
        }
        for group in dataset.groups() {
            for (at, &record) in group.iter().enumerate() {
                let mut declared = dataset.constraints_of(record).iter();
                let Some(falling) = declared.find_map(|constraint| meeting.get(constraint.index()).copied().flatten())
                else {
                    continue;
                };
                let next = if falling { at.checked_sub(1) } else { Some(at + 1) };
                let next =
                    next.and_then(|next| group.get(next)).and_then(|&next| self.get(next)).map(|next| next.start);
                if let (Some(mut span), Some(next)) = (self.get(record), next)
                    && close(&mut span, next)
                {
                    self.closed.insert(record, span);
                }
            }
        }
    }
}

/// Gives a span without an end the start of the next, unless that lies before its own; tells whether it did.
fn close(span: &mut RecordSpan, next: Edge) -> bool {
    let without_end = span.end.row.is_none() || span.end.row == span.start.row;
    let fits = !span.date && !next.moment.surely_before(span.start.moment);
    let closes = without_end && fits && span.end.moment.latest == i64::MAX && next.moment.is_known();
    if closes {
        span.end = next;
    }
    closes
}
