//! The records that are cited to each sentence, and what they record.

use std::cell::OnceCell;
use std::ops::Range;

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};

use crate::cite::{Ask, AskSlots, CITATION, Citations, Cited, SIC, SOURCE, What};
use crate::prose::{PrintedFigure, PrintedTime, ReadSentence, RecordedFigure, RecordedTime, figures, times};
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
pub(super) struct Recorded<'r> {
    of: &'r Records<'r>,
    sentence: &'r ReadSentence,
    /// The records that are cited to it.
    records: Vec<RecordId>,
    asks: Vec<Ask<'r>>,
    times: Vec<RecordedTime>,
    figures: Vec<RecordedFigure>,
    /// Read only for what no value is.
    texts: OnceCell<Texts>,
    any_percent: bool,
}

/// What the texts of the records say.
struct Texts {
    times: Vec<PrintedTime>,
    figures: Vec<PrintedFigure>,
    /// Where they stand in the sentence.
    places: Vec<Range<usize>>,
}

impl<'d> Records<'d> {
    pub fn of(dataset: &'d Dataset, citations: &Citations) -> Self {
        let kind = |name| dataset.vocabulary.find_kind(name);
        let left_out = [CITATION, SOURCE].map(kind);
        let records = || dataset.record_ids().filter(|&record| !left_out.contains(&Some(dataset.kind(record))));
        let mut cited = Vec::new();
        for record in records() {
            for citation in citations.of_record(dataset, record) {
                if let Cited::Source(source) = citation.source {
                    let sentences = citations.sentences(dataset, citation).unwrap_or_default();
                    cited.extend(sentences.into_iter().map(|sentence| (source, sentence, record)));
                }
            }
        }
        let sics = records().filter(|&record| kind(SIC) == Some(dataset.kind(record)));
        let loose = sics.filter(|&record| citations.of_record(dataset, record).next().is_none());
        let slot = dataset.vocabulary.find_slot("printed");
        let rows = loose.flat_map(|record| slot.into_iter().flat_map(move |slot| dataset.values(record, slot)));
        let printed = rows.map(|row| texts::fold(dataset.text(row)).into_owned()).collect();
        cited.sort_unstable();
        cited.dedup();
        Self { dataset, slots: AskSlots::of(dataset), cited, printed }
    }

    /// What is recorded of a sentence.
    pub fn at<'r>(&'r self, source: u32, id: SentenceId, sentence: &'r ReadSentence) -> Recorded<'r> {
        let first = self.cited.partition_point(|&(of, at, _)| (of, at) < (source, id));
        let here = self.cited[first..].iter().take_while(|&&(of, at, _)| (of, at) == (source, id));
        let records: Vec<RecordId> = here.map(|&(_, _, record)| record).collect();
        let asks: Vec<Ask<'r>> = records.iter().flat_map(|&record| self.slots.asks(self.dataset, record)).collect();
        let time = |ask: &Ask<'_>| match ask.what {
            What::Time(format, _) => Some(RecordedTime::read(ask.text, format)),
            _ => None,
        };
        let figure = |ask: &Ask<'_>| match ask.what {
            What::Figure(percent, end) => RecordedFigure::read(&texts::fold(ask.text), percent, end),
            _ => None,
        };
        Recorded {
            of: self,
            sentence,
            times: asks.iter().filter_map(time).collect(),
            figures: asks.iter().filter_map(figure).collect(),
            asks,
            records,
            texts: OnceCell::new(),
            any_percent: sentence.figures().iter().any(|figure| figure.percent),
        }
    }
}

impl Recorded<'_> {
    /// The dates and figures of the sentence that are surely such: where each stands, what it is, and whether it is covered.
    pub fn printed(&self) -> impl Iterator<Item = (Range<usize>, super::What, bool)> {
        let times = self.sentence.times().iter().filter(|time| !time.doubtful);
        let times = times.map(|time| (time.span.clone(), super::What::Date, self.has_time(time)));
        let figures = self.sentence.figures().iter().filter(|figure| !figure.doubtful);
        times.chain(figures.map(|figure| (figure.span.clone(), super::What::Figure, self.has_figure(figure))))
    }

    fn has_time(&self, printed: &PrintedTime) -> bool {
        self.times.iter().any(|time| time.speaks_of(printed))
            || self.texts().times.iter().any(|time| time.readings == printed.readings)
            || self.has_words(&printed.span)
    }

    fn has_figure(&self, printed: &PrintedFigure) -> bool {
        let same = |one: &PrintedFigure| (&one.value, &one.upper) == (&printed.value, &printed.upper);
        let is_recorded = self.figures.iter().any(|figure| figure.is(printed, || self.any_percent));
        is_recorded || self.texts().figures.iter().any(same) || self.has_words(&printed.span)
    }

    fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| {
            let (dataset, sentence) = (self.of.dataset, self.sentence.text());
            let places = self.of.printed.iter().filter_map(|text| find_in(text, sentence)).collect();
            let mut all = Texts { times: Vec::new(), figures: Vec::new(), places };
            let rows = self.records.iter().flat_map(|&record| dataset.rows_of(record));
            for row in rows.filter(|&row| self.is_text(row)) {
                let text = texts::fold(dataset.text(row));
                all.times.extend(times(&text));
                all.figures.extend(figures(&text));
                all.places.extend(find_in(&text, sentence));
            }
            all
        })
    }

    /// Whether a row may say in words what is printed: it is no id or reference, and no value that is read as such.
    fn is_text(&self, row: RowId) -> bool {
        let is_value = |ask: &Ask<'_>| ask.row == row && matches!(ask.what, What::Time(..) | What::Figure(..));
        match self.of.dataset.use_of(row).meaning {
            Meaning::Id(_) | Meaning::Ref(_) | Meaning::Identifier(_) => false,
            Meaning::Time(_) | Meaning::Figure(_) | Meaning::Name(_) | Meaning::Field => {
                !self.asks.iter().any(is_value)
            }
        }
    }

    /// Whether the words of a record stand over all of a place.
    fn has_words(&self, place: &Range<usize>) -> bool {
        self.texts().places.iter().any(|words| words.start <= place.start && place.end <= words.end)
    }
}
