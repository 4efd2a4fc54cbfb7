//! What of the time told goes on into the next block, section and sentence, and what ends with the last.

use super::{Clock, Place};
use juyan_model::Period;

impl Clock {
    /// Enters a new block; one that goes on with the sentence of the block before keeps its time.
    pub(crate) fn enter_block(&mut self, goes_on: bool) {
        if goes_on {
            self.carried = self.sentence;
            return;
        }
        self.fresh = std::mem::take(&mut self.headed);
        self.paragraph = None;
        self.alone = None;
        self.carried = None;
        self.sentence = None;
        self.from = None;
        self.to = None;
        self.compared = None;
    }

    /// A heading that names a time sets it for its section.
    pub(crate) fn enter_section(&mut self, period: Option<Period>) {
        self.section = period;
        self.headed = true;
    }

    /// Enters the sentence of a clause, where it is another.
    pub(super) fn enter_sentence(&mut self, place: Place<'_, '_>) {
        if place.clause.sentence == self.sentence_span {
            return;
        }
        self.paragraph = self.carried.take().or(self.paragraph);
        // 1—9月完成产值4700万元；零售额5600万元: what a semicolon parts is of one time.
        if !self.sentence_span.of(place.text).ends_with(['；', ';']) {
            self.sentence = None;
        }
        self.compared = None;
        self.sentence_span = place.clause.sentence;
    }
}
