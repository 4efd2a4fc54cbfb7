//! Whose money a paragraph tells: what follows 市本级一般公共预算收入 is the city's own until 全市 or another level is named.
//!
//! Budgets tell the same names of all the city and of its own level, one after the other, and say which only once. A level
//! before things that are counted (旗本级重点项目18项) says what things they are, and nothing of what follows.

use super::Binder;
use juyan_catalogue::{Class, Classes, UnitClass};
use juyan_model::{Figure, Span, Term};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// The dimension of the level of government.
const LEVEL: SmolStr = SmolStr::new_static("level");
/// The level that is nobody's own.
const NATION: &str = "nation";
/// How many characters may stand before the word of a level in its clause: 2026年预计.
const LEAD: usize = 10;
/// Words that name all of the area or one level of it.
const WHOSE: Classes = Classes::of(&[Class::Area, Class::ScopeOwn]);

/// What was said last of whose the money is.
#[derive(Debug, Clone, Default)]
struct Scope {
    block: usize,
    until: usize,
    level: Option<Term>,
}

/// Whose a word says that things are.
#[derive(Debug, Clone)]
enum Whose {
    /// All of the area's.
    All,
    /// One level's of government.
    Level(Term),
}

impl Binder<'_> {
    /// Carries the level of government that money was told of on to what follows in its paragraph.
    pub(super) fn levels(&self, figures: &mut [Figure], blocks: &[Span]) {
        let block_of = |figure: &Figure| blocks.partition_point(|block| block.end <= figure.span.start);
        let known = self.catalogue.list("budget.by-level");
        let is_fiscal = |figure: &Figure| figure.indicator.as_ref().is_some_and(|id| known.contains(id));
        let fiscal = figures.iter().filter(|figure| is_fiscal(figure));
        let budgets: BTreeSet<usize> = fiscal.map(block_of).collect();
        if budgets.is_empty() {
            return;
        }
        let mut scope = Scope::default();
        for figure in figures.iter_mut().filter(|figure| figure.is_fact()) {
            let block = block_of(figure);
            if !budgets.contains(&block) {
                continue;
            }
            if block != scope.block {
                let start = blocks
                    .get(block)
                    .map_or(figure.sentence.start, |block| block.start);
                scope = Scope {
                    block,
                    until: start,
                    level: None,
                };
            }
            let told = Span::new(scope.until.min(figure.span.start), figure.span.start);
            scope.until = figure.span.end;
            let fiscal = is_fiscal(figure);
            match self.whose(told) {
                // 旗本级重点项目 are so called, and nothing of what follows is the banner's own.
                Some(Whose::Level(level)) => scope.level = fiscal.then_some(level).or(scope.level),
                Some(Whose::All) => scope.level = None,
                None => {}
            }
            let open = fiscal || figure.indicator.is_none() && self.is_money(figure);
            let Some(level) = scope.level.as_ref().filter(|_| open) else {
                continue;
            };
            if !figure.dimensions.contains_key(&LEVEL) && !figure.dimensions.contains_key(&super::REGION) {
                figure.dimensions.insert(LEVEL, level.clone());
            }
        }
    }

    pub(super) fn is_money(&self, figure: &Figure) -> bool {
        let unit = figure.unit.as_deref().and_then(|unit| self.catalogue.unit(unit));
        unit.is_some_and(|unit| unit.class == UnitClass::Currency)
    }

    /// What the last word that says whose things are says: a level, or all of the area; none where no such word opens a clause.
    fn whose(&self, told: Span) -> Option<Whose> {
        let words = told.of(self.text);
        let lexicon = &self.catalogue.lexicon;
        let mut said = None;
        let mut lead = 0;
        let mut skip = 0;
        for (at, character) in words.char_indices() {
            if at < skip {
                continue;
            }
            if !character.is_alphanumeric() {
                lead = 0;
                continue;
            }
            lead += 1;
            if lead > LEAD {
                continue;
            }
            let Some(hit) = words.get(at..).and_then(|rest| lexicon.longest_if(rest, WHOSE)) else {
                continue;
            };
            skip = at + hit.len;
            let level = self.level_of(words.get(at..skip).unwrap_or_default());
            let all = hit.entry.classes.has(Class::Area).then_some(Whose::All);
            said = level.map(Whose::Level).or(all).or(said);
        }
        said
    }

    /// The level of government that a word names; none where it names all of the area.
    fn level_of(&self, word: &str) -> Option<Term> {
        let said = self.catalogue.codes.begins(word)?;
        let own = said.dimension == LEVEL && said.word.len() == word.len() && said.code != NATION;
        own.then(|| Term::Id(said.code.clone()))
    }
}
