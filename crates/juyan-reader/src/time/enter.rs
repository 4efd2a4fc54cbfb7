//! What of the time told goes on into the next block, section and sentence, and what ends with the last.

use super::opener::opens;
use super::{Clock, Named, Place, level};
use crate::paragraph::Note;
use juyan_model::{Figure, Period, Span};

/// The time of a sentence that a bracket interrupts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outside {
    sentence: Option<Period>,
    to: Option<Period>,
    alone: Option<Period>,
    carried: Option<Period>,
}

impl Clock {
    /// Enters a clause, and its sentence and bracket where they are others.
    fn enter(&mut self, place: Place<'_, '_>) {
        self.leave_bracket(place.clause.nested);
        self.enter_sentence(place.clause.sentence, place.text);
        self.enter_bracket(place);
    }

    /// Enters and leaves a clause, and sets the periods of its figures: the last ones, one for each of `notes`.
    pub(crate) fn clause(&mut self, place: Place<'_, '_>, figures: &mut [Figure], notes: &[Note]) {
        self.enter(place);
        if notes.is_empty() && !place.clause.timed {
            self.alone = None;
        } else {
            self.told_in(place, figures, notes);
        }
    }

    /// Passes over a sentence that names no time and tells no figure: what entering and leaving all its clauses would do.
    pub(crate) fn pass(&mut self, sentence: Span, text: &str) {
        self.leave_bracket(false);
        self.enter_sentence(sentence, text);
        self.alone = None;
    }

    /// Enters a bracket, whose own time ends with it.
    fn enter_bracket(&mut self, place: Place<'_, '_>) {
        if place.clause.nested && self.outside.is_none() {
            self.outside = Some(Outside {
                sentence: self.sentence,
                to: self.to,
                alone: self.alone,
                carried: self.carried,
            });
        }
    }

    /// 分季度看，一季度增长6.7%，二季度增长6.6%: neither time goes on to the next sentence.
    pub(super) fn lists(&mut self, place: Place<'_, '_>, time: &Named) {
        let other = |told: &mut Period| {
            told.from.year() == time.period.from.year() && level::apart(*told, time.period)
        };
        self.carried
            .take_if(|told| opens(place, time.span) && other(told));
    }

    /// Leaves a bracket: what was told before it goes on.
    fn leave_bracket(&mut self, nested: bool) {
        if let Some(outside) = self.outside.take_if(|_| !nested) {
            self.sentence = outside.sentence;
            self.to = outside.to;
            self.alone = outside.alone;
            self.carried = outside.carried;
        }
    }

    /// Enters a new block; one that goes on with the sentence of the block before keeps its time.
    pub(crate) fn enter_block(&mut self, goes_on: bool) {
        if goes_on {
            self.carried = self.sentence;
            return;
        }
        if let Some(years) = self.opening.years.take().filter(|_| self.opening.silent) {
            self.section = Some(years);
            self.opening.rules = true;
        }
        self.opening.silent = true;
        self.outside = None;
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
        self.opening.rules = false;
        self.headed = true;
    }

    /// What follows is of `years`, of which the paragraph has spoken, until another time is told.
    pub(crate) fn speaks_of(&mut self, years: Period) {
        self.section = Some(years);
        self.opening.years = None;
    }

    /// Whether the section's time was told by the sentence that opened it, and so ends with the next part of the document.
    pub(crate) fn is_opened(&self) -> bool {
        self.opening.rules
    }

    /// Enters a sentence, where it is another.
    fn enter_sentence(&mut self, sentence: Span, text: &str) {
        if sentence == self.sentence_span {
            return;
        }
        self.paragraph = self.carried.take().or(self.paragraph);
        // 1—9月完成产值4700万元；零售额5600万元: what a semicolon parts is of one time.
        let goes_on = self.sentence_span.of(text).ends_with(['；', ';']);
        if !goes_on || std::mem::take(&mut self.coming) {
            self.sentence = None;
        }
        self.compared = None;
        self.sentence_span = sentence;
    }
}
