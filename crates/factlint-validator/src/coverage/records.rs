//! The records that are cited to each sentence, and what they record.

use std::ops::Range;

use factlint_model::facts::{Dataset, RecordId};

use crate::cite::{Ask, AskSlots, CITATION, Citations, Cited, SIC, SOURCE, What};
use crate::prose::{PrintedFigure, PrintedTime, ReadSentence, figures, records_figure, records_time, times};
use crate::texts::{self, SentenceId, find_in};

/// The records of a dataset by the sentences that they are cited to.
pub(super) struct Records<'d> {
    dataset: &'d Dataset,
    slots: AskSlots,
    /// Source, sentence, record.
    cited: Vec<(u32, SentenceId, RecordId)>,
    /// What is printed of the known errors that are cited to no sentence.
    printed: Vec<String>,
}

/// What is recorded of a sentence.
pub(super) struct Recorded<'d> {
    asks: Vec<Ask<'d>>,
    /// The times and figures in texts of the records.
    times: Vec<PrintedTime>,
    figures: Vec<PrintedFigure>,
    /// Where texts of the records stand in the sentence.
    texts: Vec<Range<usize>>,
    any_percent: bool,
}

impl<'d> Records<'d> {
    pub fn of(dataset: &'d Dataset, citations: &Citations) -> Self {
        let kind = |name| dataset.vocabulary.find_kind(name);
        let left_out = [CITATION, SOURCE].map(kind);
        let records = || dataset.record_ids().filter(|&record| !left_out.contains(&Some(dataset.kind(record))));
        let mut cited = Vec::new();
        for record in records() {
            for citation in citations.of_record(dataset, record) {
                if let (Cited::Source(source), Some(sentence)) = (citation.source, citation.answer.sentence()) {
                    cited.push((source, sentence, record));
                }
            }
        }
        let sics = records().filter(|&record| kind(SIC) == Some(dataset.kind(record)));
        let loose = sics.filter(|&record| citations.of_record(dataset, record).next().is_none());
        let slot = dataset.vocabulary.find_slot("printed");
        let rows = loose.flat_map(|record| slot.into_iter().flat_map(move |slot| dataset.values(record, slot)));
        let printed = rows.map(|row| texts::fold(dataset.text(row))).collect();
        cited.sort_unstable();
        cited.dedup();
        Self { dataset, slots: AskSlots::of(dataset), cited, printed }
    }

    /// What is recorded of a sentence.
    pub fn at(&self, source: u32, id: SentenceId, sentence: &ReadSentence) -> Recorded<'d> {
        let first = self.cited.partition_point(|&(of, at, _)| (of, at) < (source, id));
        let here = self.cited[first..].iter().take_while(|&&(of, at, _)| (of, at) == (source, id));
        let records: Vec<RecordId> = here.map(|&(_, _, record)| record).collect();
        let (mut printed_times, mut printed_figures) = (Vec::new(), Vec::new());
        let mut places: Vec<_> = self.printed.iter().filter_map(|text| find_in(text, sentence.text())).collect();
        for row in records.iter().flat_map(|&record| self.dataset.rows_of(record)) {
            let text = texts::fold(self.dataset.text(row));
            printed_times.extend(times(&text));
            printed_figures.extend(figures(&text));
            places.extend(find_in(&text, sentence.text()));
        }
        Recorded {
            asks: records.iter().flat_map(|&record| self.slots.asks(self.dataset, record)).collect(),
            times: printed_times,
            figures: printed_figures,
            texts: places,
            any_percent: sentence.figures().iter().any(|figure| figure.percent),
        }
    }
}

impl Recorded<'_> {
    pub fn has_time(&self, printed: &PrintedTime) -> bool {
        let is_it =
            |ask: &Ask<'_>| matches!(ask.what, What::Time(format, _) if records_time(ask.text, format, printed));
        self.asks.iter().any(is_it)
            || self.times.iter().any(|time| time.readings == printed.readings)
            || self.has_words(&printed.span)
    }

    pub fn has_figure(&self, printed: &PrintedFigure) -> bool {
        let is_it = |ask: &Ask<'_>| {
            let What::Figure(percent) = ask.what else { return false };
            records_figure(&texts::fold(ask.text), percent, printed, self.any_percent)
        };
        let same = |one: &PrintedFigure| (&one.value, &one.upper) == (&printed.value, &printed.upper);
        self.asks.iter().any(is_it) || self.figures.iter().any(same) || self.has_words(&printed.span)
    }

    /// Whether the words of a record stand over all of a place.
    fn has_words(&self, place: &Range<usize>) -> bool {
        self.texts.iter().any(|words| words.start <= place.start && place.end <= words.end)
    }
}
