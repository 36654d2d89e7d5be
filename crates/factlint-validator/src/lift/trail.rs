//! The steps to a value, linked upwards, and the ways to citations that are written out of them.

use factlint_model::facts::{RecordId, Way};
use factlint_model::tree::NodeRef;
use factlint_model::tree::path;

use super::Walk;

/// One step to a value, and those before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trail<'t> {
    pub token: Token<'t>,
    /// The record that the step is made in.
    pub owner: Option<RecordId>,
    pub above: Option<&'t Trail<'t>>,
}

/// What a step takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'t> {
    Key(NodeRef<'t>),
    Item(usize),
}

impl Walk<'_> {
    /// Keeps the way to a record, and to each record around it that has none yet. Where a record starts at the place of
    /// its owner, its way is empty.
    pub(super) fn keep_ways(&mut self, record: RecordId, owner: Option<RecordId>, last: Option<&Trail<'_>>) {
        let (mut record, mut owner, mut last) = (record, owner, last);
        loop {
            let mut tokens = Vec::new();
            while let Some(step) = last.filter(|step| step.owner == owner) {
                tokens.push(step.token);
                last = step.above;
            }
            self.keep_way(record, &tokens);
            // All records around one whose way is kept have theirs.
            let Some(next) = owner.filter(|next| self.with_way.insert(*next)) else { break };
            owner = self.tables.records.get(next.index()).and_then(|record| record.owner);
            record = next;
        }
    }

    fn keep_way(&mut self, record: RecordId, tokens: &[Token<'_>]) {
        let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let texts = &mut self.tables.way_texts;
        let start = texts.len();
        for token in tokens.iter().rev() {
            match token {
                Token::Key(key) => path::push(texts, key.text()),
                Token::Item(number) => path::push(texts, &number.to_string()),
            }
        }
        self.tables.ways.push(Way { record, text: (at(start), at(texts.len() - start)) });
    }
}
