//! What a deed leaves to be understood: 完成投资 does not say in what, and is not of 重点项目 where the words before it speak of
//! something else.

use super::{Binder, apart};
use juyan_catalogue::{Class, Classes, folded};
use juyan_model::{Figure, Role, Span, Term};

/// Words with which a deed begins.
const DEED: Classes = Classes::of(&[Class::Verb, Class::Lead, Class::Flow, Class::Done]);
/// How many characters of the words before are taken to tell what was meant.
const LONGEST: usize = 24;

impl Binder<'_> {
    /// Tells apart levels whose words are a deed alone, the thing of which is the indicator's own only where the text has named it.
    pub(super) fn understood(&self, figures: &mut [Figure], blocks: &[Span]) {
        let mut last: Option<(Span, Span)> = None;
        for figure in figures.iter_mut().filter(|figure| figure.is_fact()) {
            let Some(subject) = figure.subject else { continue };
            let before = last.filter(|(sentence, words)| *sentence == figure.sentence && *words != subject);
            last = Some((figure.sentence, subject));
            let Some(thing) = self.left_out(figure, subject) else {
                continue;
            };
            let words = before.map_or_else(
                || self.clause_before(figure.sentence, subject),
                |(_, words)| words.of(self.text),
            );
            let named = if words.is_empty() {
                self.opening(subject, blocks)
            } else {
                words
            };
            if named.contains(thing) || words.is_empty() {
                continue;
            }
            let told = apart::of_words(&folded(last_of(words)), self.catalogue);
            figure
                .dimensions
                .extend(told.into_iter().filter(|(_, term)| is_own(term)));
        }
    }

    /// The thing with which the name of a level's indicator begins where its own words are the deed alone: 重点项目 of 完成投资.
    fn left_out(&self, figure: &Figure, subject: Span) -> Option<&str> {
        let open = figure.role == Role::Level && figure.dimensions.is_empty();
        let indicator = self
            .catalogue
            .indicator(figure.indicator.as_deref().filter(|_| open)?)?;
        let words = folded(subject.of(self.text));
        let thing = indicator.name.strip_suffix(&*words)?;
        let lexicon = &self.catalogue.lexicon;
        let is_deed = lexicon.words(&words).any(|hit| hit.entry.classes.any(DEED));
        let mut counted = lexicon.endings(thing, Class::HeadNoun, LONGEST);
        (is_deed && counted.next().is_some()).then_some(thing)
    }

    /// What the sentence says in the clause right before `subject`, without what leads to it.
    fn clause_before(&self, sentence: Span, subject: Span) -> &str {
        let before = Span::new(sentence.start, subject.start.max(sentence.start)).of(self.text);
        let is_mark = |character: char| !character.is_alphanumeric() && !character.is_whitespace();
        let mut clauses = before.rsplit(is_mark).skip(1);
        clauses.find(|clause| !clause.is_empty()).unwrap_or_default()
    }

    /// What the paragraph says before `subject`.
    fn opening(&self, subject: Span, blocks: &[Span]) -> &str {
        let block = blocks.partition_point(|block| block.end <= subject.start);
        let start = blocks.get(block).map_or(subject.start, |block| block.start);
        Span::new(start.min(subject.start), subject.start).of(self.text)
    }
}

/// The end of long words, where their head is.
fn last_of(words: &str) -> &str {
    let from = words.char_indices().rev().nth(LONGEST - 1);
    from.and_then(|(at, _)| words.get(at..)).unwrap_or(words)
}

/// Whether a term is the text's own words: what a dimension of the catalogue has a code for says how, and not of what.
const fn is_own(term: &Term) -> bool {
    matches!(term, Term::Words(_))
}
