//! Everything that the rules look at: the facts in order with where they stand, and the functional words around them.

mod adds;
mod scope;

use super::masked;
use super::stops::{Inside, Stops};
use super::subject::holds;
use crate::phrase::is_ideograph;
use crate::token::Token;
use juyan_catalogue::{Catalogue, Class, Classes, UnitClass, names_either};
use juyan_document::Document;
use juyan_model::{Decimal, Figure, FigureId, Role, Span};

/// Whose figure it is, by the words at the beginning of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Scope<'a> {
    /// The reporting area as a whole.
    #[default]
    Whole,
    /// The nation.
    Nation,
    /// A government's own level, under this name.
    Own(&'a str),
}

/// A figure that states a fact, with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact<'a> {
    /// Its position in [`Scene::facts`].
    pub(super) index: usize,
    /// Its position among all figures.
    pub(super) id: FigureId,
    /// The figure.
    pub(super) figure: &'a Figure,
    /// Whether it is a level with one value that is no rate, which every rule asks first.
    level: bool,
    /// The words of its subject; empty where there is none.
    pub(super) subject: &'a str,
    /// Which of [`NAMED`] the words are that stand anywhere in its subject, for the rules ask of each fact after many.
    named: Classes,
    /// Whose it is.
    pub(super) scope: Scope<'a>,
    /// From the fact before it, or the paragraph's beginning, to it.
    pub(super) lead: Span,
    /// Which paragraph.
    pub(super) paragraph: usize,
    /// Which sentence.
    pub(super) sentence: usize,
    /// Which stretch between semicolons.
    pub(super) segment: usize,
    /// The brackets it stands in.
    pub(super) bracket: Option<Span>,
    /// From the last comma before it, or the figure before it, to it.
    pub(super) clause: Span,
}

impl Fact<'_> {
    /// Whether it is a level with one value that is no rate.
    pub(super) const fn is_level(&self) -> bool {
        self.level
    }

    /// Whether a word of `class`, one of [`NAMED`], stands anywhere in its subject.
    pub(super) fn names(&self, class: Class) -> bool {
        debug_assert!(NAMED.has(class), "{class:?} is not looked for");
        self.named.has(class)
    }

    /// Its single value.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.figure.value.and_then(juyan_model::Value::single)
    }

    /// Whether its unit is a percentage or the like.
    pub(super) fn is_rate(&self) -> bool {
        is_rate(self.unit())
    }

    /// Its unit; empty where there is none.
    pub(super) fn unit(&self) -> &str {
        self.figure.unit.as_deref().unwrap_or_default()
    }

    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.figure.span.start
    }

    /// Where it ends.
    pub(super) fn end(&self) -> usize {
        self.figure.span.end
    }

    /// Whether both are levels in one unit, whatever their mode.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.is_level() && other.is_level() && one_unit(self.unit(), other.unit())
    }

    /// Whether both are levels that can be added: one unit, one mode.
    pub(super) fn adds_to(&self, other: &Self) -> bool {
        self.is_level()
            && other.is_level()
            && one_unit(self.unit(), other.unit())
            && self.figure.mode == other.figure.mode
    }
}

fn is_level(figure: &Figure) -> bool {
    let single = figure.value.is_some_and(|value| value.single().is_some());
    figure.role == Role::Level && single && !is_rate(figure.unit.as_deref().unwrap_or_default())
}

fn is_rate(unit: &str) -> bool {
    unit.ends_with(['%', '％', '‰'])
}

/// Whether amounts in both can be added: one unit, or one that leaves open which of two is counted, 人（次） and 人.
fn one_unit(one: &str, other: &str) -> bool {
    one == other || names_either(one, other) || names_either(other, one)
}

/// The facts of a document and the words around them.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// The document's text.
    pub(super) text: &'a str,
    /// The vocabulary.
    pub(super) catalogue: &'a Catalogue,
    /// The document, for its tables and titles.
    pub(super) document: &'a Document,
    /// The facts in text order.
    pub(super) facts: Vec<Fact<'a>>,
    /// Where sentences and the like end.
    pub(super) stops: Stops,
    /// The title, or what stands first.
    title: Option<Span>,
    /// Whether the title says that the report is the nation's.
    national: bool,
    /// For each figure the position of its fact.
    places: Vec<Option<usize>>,
    /// The functional words of sentences that hold facts, in text order.
    words: Vec<Token<'a>>,
    /// For each stretch of the text how many of them begin before it: the words around a fact are asked for again and again.
    marks: Vec<usize>,
}

/// The classes that the rules ask of subjects.
const NAMED: Classes = Classes::of(&[
    Class::Plan,
    Class::InitialBudget,
    Class::Rest,
    Class::PerHead,
    Class::Income,
    Class::IncomeTotal,
    Class::Outlay,
    Class::OutlayTotal,
    Class::CarriedIn,
    Class::CarriedOut,
    Class::Surplus,
    Class::Standing,
    Class::EtCetera,
]);

/// What the rules ask the words of sentences for.
pub(crate) const ASKED: Classes = Classes::of(&[
    Class::Rise,
    Class::Fall,
    Class::Above,
    Class::Below,
    Class::Link,
    Class::Among,
    Class::MadeOf,
    Class::Plus,
    Class::After,
    Class::Deduct,
    Class::Surplus,
    Class::InAll,
    Class::TotalNoun,
    Class::Newly,
    Class::SomeOf,
    Class::FacetOpen,
    Class::FacetClose,
    Class::Topic,
    Class::Cumulative,
    Class::From,
    Class::To,
    Class::ShareOf,
    Class::ShareNoun,
    Class::PlanWhole,
    Class::Average,
    Class::ConstantPrice,
    Class::Real,
    Class::Each,
    Class::ScopeNation,
    Class::ScopeOwn,
    Class::Area,
    Class::Input,
    Class::Output,
    Class::Than,
    Class::IncomeTotal,
    Class::OutlayTotal,
    Class::Yoy,
    Class::Mom,
    Class::Ytd,
    Class::YearEnd,
    Class::Of,
    Class::VsPace,
]);

impl<'a> Scene<'a> {
    /// Looks over `figures` of a document; `words` are those of it that are [`ASKED`] for.
    pub(super) fn new(
        figures: &'a [Figure],
        document: &'a Document,
        mut words: Vec<Token<'a>>,
        catalogue: &'a Catalogue,
    ) -> Self {
        let text = document.text.as_str();
        let title = document.title().or(first_line(document, text));
        let mut scene = Self {
            text,
            catalogue,
            document,
            facts: Vec::new(),
            stops: Stops::new(text, figures, &masked::signs(catalogue)),
            title,
            national: title.is_some_and(|title| holds(title.of(text), Class::ScopeNation, catalogue)),
            places: vec![None; figures.len()],
            words: Vec::new(),
            marks: Vec::new(),
        };
        let numbered = figures.iter().enumerate();
        let masked = masked::sentences(text, &scene.stops, catalogue);
        let open = |figure: &Figure| masked.contains(&scene.stops.sentence(figure.span.start));
        let facts: Vec<_> = numbered
            .filter(|(_, figure)| figure.is_fact() && (masked.is_empty() || !open(figure)))
            .collect();
        scene.facts.reserve_exact(facts.len());
        let facts = facts.into_iter();
        scene.read_facts(facts.map(|(position, figure)| (FigureId(position), figure)));
        scene.keep_told(&mut words);
        scene.set_words(words);
        scene.read_scopes();
        scene
    }

    /// The same without the facts of `rows`, which are stretches of tables in text order.
    pub(super) fn without(&self, rows: &[Span]) -> Self {
        let mut scene = Self {
            facts: Vec::with_capacity(self.facts.len()),
            stops: self.stops.clone(),
            places: vec![None; self.places.len()],
            words: Vec::new(),
            marks: Vec::new(),
            ..*self
        };
        let is_told = |fact: &&Fact<'a>| {
            let next = rows.partition_point(|row| row.end <= fact.start());
            rows.get(next).is_none_or(|row| row.start > fact.start())
        };
        let told = self.facts.iter().filter(is_told);
        scene.read_facts(told.map(|fact| (fact.id, fact.figure)));
        let words = scene.sentences().flat_map(|sentence| self.words_in(sentence));
        let words = words.copied().collect();
        scene.set_words(words);
        scene.read_scopes();
        scene
    }

    fn read_facts(&mut self, facts: impl Iterator<Item = (FigureId, &'a Figure)>) {
        let mut inside = Inside::default();
        for (id, figure) in facts {
            let at = figure.span.start;
            inside.advance(&self.stops, at);
            let before = self.facts.last().map_or(0, Fact::end);
            let paragraph = inside.paragraph;
            let start = if self.facts.last().is_some_and(|fact| fact.paragraph == paragraph) {
                before
            } else {
                before.max(
                    self.text
                        .get(..at)
                        .and_then(|text| text.rfind('\n'))
                        .map_or(0, |line| line + 1),
                )
            };
            let subject = figure.subject.map_or("", |span| span.of(self.text));
            let lead = Span::new(start.min(at), at);
            let fact = Fact {
                index: self.facts.len(),
                id,
                figure,
                level: is_level(figure),
                subject,
                named: self.catalogue.lexicon.classes(subject, NAMED),
                scope: Scope::Whole,
                lead,
                paragraph,
                sentence: inside.sentence,
                segment: inside.segment,
                bracket: self.stops.bracket(at),
                clause: clause(lead, self.text),
            };
            if let Some(place) = self.places.get_mut(id.0) {
                *place = Some(self.facts.len());
            }
            self.facts.push(fact);
        }
    }

    /// The sentences that hold facts, in text order.
    fn sentences(&self) -> impl Iterator<Item = Span> {
        let sentences = self.facts.chunk_by(|one, other| one.sentence == other.sentence);
        sentences.filter_map(|facts| {
            let sentence = self.stops.numbered(facts.first()?.sentence);
            let end = sentence.end.min(self.text.len());
            (sentence.start < end).then(|| Span::new(sentence.start, end))
        })
    }

    /// Leaves of the words of the text those in sentences that hold facts.
    fn keep_told(&self, words: &mut Vec<Token<'a>>) {
        let mut sentences = self.sentences().peekable();
        words.retain(|word| {
            while sentences
                .next_if(|sentence| sentence.end <= word.span.start)
                .is_some()
            {}
            sentences
                .peek()
                .is_some_and(|sentence| sentence.start <= word.span.start)
        });
    }

    /// Whether `fact` stands in the title.
    pub(super) fn is_title(&self, fact: &Fact<'_>) -> bool {
        self.title.is_some_and(|title| title.contains(fact.figure.span))
    }

    /// Whether a clause begins at `at`: the paragraph or what follows punctuation or a time.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let before = self
            .text
            .get(..at)
            .and_then(|text| text.chars().rev().find(|sign| *sign != ' '));
        before.is_none_or(|sign| !sign.is_alphanumeric() || self.closes_opener(at))
    }

    /// Whether the word before `at` opens a list (其中市级…).
    fn closes_opener(&self, at: usize) -> bool {
        let before = self.words.partition_point(|word| word.span.end <= at);
        let word = before.checked_sub(1).and_then(|index| self.words.get(index));
        word.is_some_and(|word| word.span.end == at && word.is(Class::Among))
    }

    /// The functional words that begin in `span`.
    pub(super) fn words_in(&self, span: Span) -> &[Token<'a>] {
        let words = self.words_before(span.start)..self.words_before(span.end);
        self.words.get(words).unwrap_or_default()
    }

    /// How many functional words begin before `at`.
    fn words_before(&self, at: usize) -> usize {
        let marked = self.marks.get(at / STRETCH);
        let from = marked.copied().unwrap_or(self.words.len());
        let behind = self.words.get(from..).unwrap_or_default().iter();
        from + behind.take_while(|word| word.span.start < at).count()
    }

    /// Takes the functional words, which are in text order, and marks where they stand.
    fn set_words(&mut self, words: Vec<Token<'a>>) {
        let mut before = 0;
        let stretches = (0..=self.text.len()).step_by(STRETCH);
        self.marks = stretches
            .map(|start| {
                let next = words.get(before..).unwrap_or_default().iter();
                before += next.take_while(|word| word.span.start < start).count();
                before
            })
            .collect();
        self.words = words;
    }

    /// All functional words, in text order.
    pub(super) fn words(&self) -> &[Token<'a>] {
        &self.words
    }

    /// Whether a word of `class` begins in `span`, near its end where it is long.
    pub(super) fn says(&self, span: Span, class: Class) -> bool {
        self.words_in(span)
            .iter()
            .rev()
            .take(WORDS)
            .any(|word| word.is(class))
    }

    /// The subject with whose it is, where that stands right before it: 市级政府债务余额.
    pub(super) fn name(&self, fact: &Fact<'a>) -> &'a str {
        let (Scope::Own(word), Some(subject)) = (fact.scope, fact.figure.subject) else {
            return fact.subject;
        };
        let before = self.text.get(..subject.start).unwrap_or_default();
        if before.ends_with(word) && !fact.subject.is_empty() {
            Span::new(subject.start - word.len(), subject.end).of(self.text)
        } else {
            fact.subject
        }
    }

    /// What the segment of `fact` says before it, no further back than facts are looked for.
    pub(super) fn said_before(&self, fact: &Fact<'_>) -> &'a str {
        let reach = fact.index.checked_sub(REACH).and_then(|at| self.facts.get(at));
        let start = self.stops.segment_start(fact.start());
        Span::new(start.max(reach.map_or(0, Fact::start)), fact.start()).of(self.text)
    }

    /// Where the paragraph of `at` begins.
    pub(super) fn paragraph_start(&self, at: usize) -> usize {
        self.stops.paragraph_start(at)
    }

    /// The fact of a figure.
    pub(super) fn fact(&self, id: FigureId) -> Option<&Fact<'a>> {
        self.facts.get((*self.places.get(id.0)?)?)
    }

    /// The level that `fact` says something of.
    pub(super) fn level_of(&self, fact: &Fact<'_>) -> Option<&Fact<'a>> {
        self.fact(fact.figure.of?)
    }

    /// Whether the words behind a number say that what follows is some of the things it counts: 62个脱贫村中，….
    pub(super) fn opens_among(&self, whole: &Fact<'_>) -> bool {
        let behind = self.text.get(whole.end()..).unwrap_or_default();
        let noun = behind.split_once(['，', ',']).map_or("", |(noun, _)| noun);
        let mut joints = self.catalogue.list("out-of").iter();
        let ends = joints.any(|joint| joint.strip_suffix('，').is_some_and(|word| noun.ends_with(word)));
        ends && noun.chars().count() <= AMONG && noun.chars().all(char::is_alphanumeric)
    }

    /// The facts that begin in `span`.
    pub(super) fn facts_in(&self, span: Span) -> &[Fact<'a>] {
        let from = self.facts.partition_point(|fact| fact.start() < span.start);
        let to = self.facts.partition_point(|fact| fact.start() < span.end);
        self.facts.get(from..to).unwrap_or_default()
    }

    /// The facts before the one at `index`, nearest first, at most [`REACH`] of them.
    pub(super) fn before(&self, index: usize) -> impl Iterator<Item = &Fact<'a>> {
        self.facts
            .get(index.saturating_sub(REACH)..index)
            .unwrap_or_default()
            .iter()
            .rev()
    }

    /// The facts after the one at `index`, nearest first, at most [`REACH`] of them.
    pub(super) fn after(&self, index: usize) -> impl Iterator<Item = &Fact<'a>> {
        let from = (index + 1).min(self.facts.len());
        let to = (from + REACH).min(self.facts.len());
        self.facts.get(from..to).unwrap_or_default().iter()
    }

    /// The text from the end of `first` to the beginning of `second`.
    pub(super) fn between(&self, first: &Fact<'_>, second: &Fact<'_>) -> &'a str {
        Span::new(first.end(), second.start()).of(self.text)
    }

    /// Whether `one` and `other` behind it are told in one list, with nothing but a mark or a joint between each and the next.
    pub(super) fn is_listed(&self, one: &Fact<'_>, other: &Fact<'_>) -> bool {
        let joined = |fact: &Fact<'_>| {
            let lead = fact.lead.of(self.text).trim();
            let mut joints = self.catalogue.list("list-joiners").iter();
            lead == "、" || joints.any(|joint| joint == lead)
        };
        let told = self.facts.get(one.index + 1..=other.index).unwrap_or_default();
        !told.is_empty() && told.iter().all(joined)
    }

    /// Whether the unit of `fact` counts things.
    pub(super) fn counts(&self, fact: &Fact<'_>) -> bool {
        self.catalogue
            .unit(fact.unit())
            .is_some_and(|unit| unit.class == UnitClass::Counter)
    }
}

/// From the last comma in `lead` to its end.
fn clause(lead: Span, text: &str) -> Span {
    let is_comma =
        |sign: char| !is_ideograph(sign) && matches!(sign, '，' | ',' | '。' | '；' | ';' | '：' | ':');
    let words = lead.of(text);
    let comma = words.char_indices().rfind(|(_, sign)| is_comma(*sign));
    let start = comma.map_or(0, |(at, sign)| at + sign.len_utf8());
    Span::new(lead.start + start, lead.end)
}

/// The first block, which is a title where it is no sentence.
fn first_line(document: &Document, text: &str) -> Option<Span> {
    let span = document.blocks.first()?.span;
    let whole = span.of(text).trim_end();
    (!whole.contains('。') && !whole.ends_with(['；', ';', '：'])).then_some(span)
}

/// How many characters the name of counted things may have before 中.
const AMONG: usize = 16;

/// How many bytes of text there are from one mark in [`Scene::marks`] to the next.
const STRETCH: usize = 64;

/// How many words back something said still counts.
const WORDS: usize = 256;

/// How many facts away a partner is looked for.
pub(super) const REACH: usize = 48;
