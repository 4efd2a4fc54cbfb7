//! Which book of the budget is meant where only a side of it is told: 支出 behind 社会保险基金收入 is 社会保险基金支出.
//!
//! Budgets name the book once in a paragraph, and tell its other side and what is left of it by bare words.

use super::apart::Dimensions;
use super::{Binder, agrees, set};
use juyan_catalogue::{Class, folded};
use juyan_model::{Figure, Role, Span};
use smol_str::SmolStr;

/// The book named last.
struct Book<'a> {
    block: usize,
    name: &'a str,
    /// What tells its facts apart: whose it is.
    of: Dimensions,
}

impl Binder<'_> {
    /// Binds amounts told by the bare name of a side to the book that their paragraph named last.
    pub(super) fn sides(&self, figures: &mut [Figure], blocks: &[Span]) {
        let mut book: Option<Book<'_>> = None;
        for figure in figures.iter_mut().filter(|figure| figure.is_fact()) {
            let Some(subject) = figure.subject.filter(|_| figure.role == Role::Level) else {
                continue;
            };
            let words = subject.of(self.text);
            let block = blocks.partition_point(|block| block.end <= figure.span.start);
            if !self.is_money(figure) {
                book = None;
            } else if let Some(side) = self.side(words) {
                let told = book.as_ref().filter(|book| book.block == block);
                let open = figure.indicator.is_none() && figure.of.is_none();
                if let Some((book, id)) = told
                    .filter(|_| open)
                    .and_then(|book| Some((book, self.side_of(book, side, figure)?)))
                {
                    set(figure, id);
                    figure.dimensions.extend(book.of.clone());
                }
            } else if let Some(name) = self.book(words) {
                let of = figure.dimensions.clone();
                book = Some(Book { block, name, of });
            } else if self.ends_with_side(words) {
                // 失业保险基金收入 as a part of all of them is what its 支出 is of as well; what is not bound is of no book.
                match &mut book {
                    Some(book) if !figure.dimensions.is_empty() => book.of = figure.dimensions.clone(),
                    _ if figure.indicator.is_none() => book = None,
                    _ => {}
                }
            }
        }
    }

    /// The side that words name and nothing else: 支出 for 支出预算.
    fn side(&self, words: &str) -> Option<&str> {
        let sides = self.catalogue.list("budget.bare-sides").iter();
        let mut sides = sides.filter_map(|side| side.split_once('='));
        sides.find(|(told, _)| *told == words).map(|(_, side)| side)
    }

    /// Whether words are the side of something that is no book by itself: 机关事业单位养老保险基金收入.
    fn ends_with_side(&self, words: &str) -> bool {
        let sides = self.catalogue.list("budget.bare-sides").iter();
        let mut sides = sides.filter_map(|side| side.split_once('='));
        sides.any(|(told, _)| words.ends_with(told))
    }

    /// The book that words name.
    fn book<'w>(&self, words: &'w str) -> Option<&'w str> {
        let lexicon = &self.catalogue.lexicon;
        words.char_indices().find_map(|(at, _)| {
            let rest = words.get(at..)?;
            if !lexicon.beginning(rest).classes.has(Class::BudgetBook) {
                return None;
            }
            let books = lexicon
                .words(rest)
                .filter(|hit| hit.entry.classes.has(Class::BudgetBook));
            rest.get(..books.last()?.len)
        })
    }

    /// The indicator of a side of a book, by the book's name or a shorter one that it begins with.
    fn side_of(&self, book: &Book<'_>, side: &str, figure: &Figure) -> Option<SmolStr> {
        let name = folded(book.name);
        let lexicon = &self.catalogue.lexicon;
        let names = lexicon
            .words(&name)
            .filter(|hit| hit.entry.classes.has(Class::BudgetBook));
        let entries = names.filter_map(|hit| lexicon.stem(name.get(..hit.len)?)?.get(side));
        let mut numbers = entries.flat_map(|entry| entry.indicators.iter().copied());
        numbers.find_map(|number| {
            let indicator = self.indicator(number)?;
            agrees(indicator, figure, self.catalogue).then(|| indicator.id.clone())
        })
    }
}
