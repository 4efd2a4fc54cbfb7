//! Of what an investment is, where its own words do not say: the work behind 投资3亿元的快速路, what 投资300万元 was done with, the
//! projects counted before 项目12个、总投资8亿元.
//!
//! What a report spends on one thing is not what it spends on another, and neither is all that was invested.

use super::{Binder, apart};
use crate::phrase::is_letter;
use juyan_catalogue::{Class, Classes, UnitClass, folded};
use juyan_model::{Figure, Role, Span, Term};

/// How many characters behind an amount may name what it was for.
const LONGEST: usize = 24;
/// Words with which a clause begins that tells what was done with an amount.
const DEED: Classes = Classes::of(&[Class::Verb, Class::Act]);
/// What is built.
const WORKS: Classes = Classes::of(&[Class::HeadNoun, Class::Works]);
/// Words that say of a work how far it is.
const SAID: Classes = DEED.with(Class::Done).with(Class::Event).with(Class::PartState);

impl Binder<'_> {
    /// Tells amounts of investment apart by what they are for.
    pub(super) fn costs(&self, figures: &mut [Figure]) {
        let mut last: Option<(Span, Span)> = None;
        for figure in figures.iter_mut().filter(|figure| figure.is_fact()) {
            let Some(subject) = figure.subject else { continue };
            let before = last.replace((figure.span, subject));
            if !self.is_cost(figure, subject) {
                continue;
            }
            let counted = before
                .filter(|(number, _)| number.start >= figure.sentence.start)
                .filter(|(number, _)| self.text.get(number.end..subject.start).is_some_and(is_joint));
            let words = match self.behind(figure) {
                "" => counted.map(|(_, words)| words.of(self.text)),
                words => Some(words),
            };
            let told = words.filter(|words| !words.is_empty());
            let told = told.map(|words| (apart::PART, Term::Words(folded(words).as_ref().into())));
            figure.dimensions.extend(told);
        }
    }

    /// Whether a level tells an investment by a word that does not say in what.
    fn is_cost(&self, figure: &Figure, subject: Span) -> bool {
        let open = figure.role == Role::Level && figure.dimensions.is_empty();
        if !open || subject.end > figure.span.start {
            return false;
        }
        let words = subject.of(self.text);
        let mut costs = self.catalogue.list("attribute.costs").iter();
        // 重点项目12项,已完成投资4.6亿元,完成全年计划投资的41%: what the text has named already is known by that name.
        let unnamed = figure.indicator.is_none() && costs.any(|cost| cost == words);
        let named = self.catalogue.lexicon.is(words, Class::Attribute) || unnamed;
        let unit = || figure.unit.as_deref().and_then(|unit| self.catalogue.unit(unit));
        named && unit().is_some_and(|unit| unit.class == UnitClass::Currency)
    }

    /// The words behind an amount that say what it was for; empty where they say something else.
    fn behind(&self, figure: &Figure) -> &str {
        let lexicon = &self.catalogue.lexicon;
        let end = figure.sentence.end.max(figure.span.end);
        let rest = self.text.get(figure.span.end..end).unwrap_or_default();
        let of = lexicon.longest_if(rest, Class::Of).map(|hit| hit.len);
        let behind = of.map_or(rest.trim_start_matches(['，', ',']), |of| {
            rest.get(of..).unwrap_or_default()
        });
        let words = first_of(behind);
        if of.is_none() {
            return if lexicon.begins(words, DEED) { words } else { "" };
        }
        // 一体化工程二期项目开工建设: up to the head behind which something is said of it.
        let mut heads = words
            .char_indices()
            .filter_map(|(at, _)| Some(at + lexicon.longest_if(words.get(at..)?, WORKS)?.len));
        let told = heads.find(|end| words.get(*end..).is_some_and(|rest| lexicon.begins(rest, SAID)));
        told.and_then(|end| words.get(..end)).unwrap_or(words)
    }
}

/// The words with which `rest` begins, up to a mark.
fn first_of(rest: &str) -> &str {
    let inside = |character: char| {
        is_letter(character) || character.is_alphanumeric() || matches!(character, '“' | '”')
    };
    let mut ends = rest.char_indices().take(LONGEST + 1);
    let end = ends.find(|(_, character)| !inside(*character));
    let reach = || rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    let end = end.map_or_else(reach, |(at, _)| at);
    rest.get(..end).unwrap_or_default()
}

/// Whether nothing but a mark stands between a count and what is said of the things counted.
fn is_joint(between: &str) -> bool {
    matches!(between, "、" | "，" | ",")
}
