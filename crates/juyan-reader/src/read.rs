//! The phases of reading, in their order.

use crate::clause::{self, Clause, Clauses};
use crate::mode::Setting;
use crate::outline::{self, Outline};
use crate::paragraph::{Note, Paragraph};
use crate::scan::{Draft, Scan, Sense};
use crate::sheet::Sheet;
use crate::statement::{self, Words};
use crate::table::{self, Tables};
use crate::time::{Clock, Place};
use crate::token::Token;
use crate::{Reading, date, mode, relation, wishes};
use juyan_catalogue::{Catalogue, Class, Classes, TimeWord};
use juyan_document::{Block, BlockKind, Document};
use juyan_model::{Accrual, Figure, FigureId, Mode, Period, Role, Span, Statement};
use std::collections::BTreeSet;

/// Reads the figures of a document, with the words that tell their arithmetic; claims and indicators come after.
pub(crate) fn figures<'a>(
    document: &'a Document,
    sheets: &[Sheet],
    catalogue: &'a Catalogue,
) -> (Reading, Vec<Token<'a>>) {
    let outline = outline::outline(document, catalogue);
    let mut scan = Scan::sized(document.text.len(), relation::ASKED);
    let mut reader = Reader::new(document, catalogue, &outline);
    let mut facts = Facts {
        figures: Vec::with_capacity(scan.drafts.capacity()),
        ..Facts::default()
    };
    let wanted = wishes::wanted(document, &outline, catalogue);
    // Each block is read as soon as it is scanned, while its words are still near.
    for (at, block) in document.blocks.iter().enumerate() {
        if let Some(wanted) = wanted.get(at) {
            reader.wishes(*wanted);
        }
        scan.block(&document.text, block.span, catalogue);
        facts.of_draft.resize(scan.drafts.len(), None);
        reader.block(*block, &scan, &mut facts);
    }
    let tables = Tables {
        document,
        catalogue,
        scan: &scan,
        outline: &outline,
    };
    table::read(tables, sheets, &mut facts);
    let figures = in_order(&scan, facts, &reader.clock);
    let statements = std::mem::take(&mut reader.statements);
    let wanted = std::mem::take(&mut reader.wanted_blocks);
    let reading = Reading {
        figures,
        title: outline.title,
        period: outline.period,
        statements,
        planned: wanted,
        ..Reading::default()
    };
    (reading, scan.words)
}

/// The facts in the order in which they were understood, and which draft each has become.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) figures: Vec<Figure>,
    pub(crate) of_draft: Vec<Option<FigureId>>,
    /// Drafts that are no numbers after all: units in headings of tables.
    pub(crate) silent: BTreeSet<usize>,
}

/// What is known while the blocks are read one after the other.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the blocks before said, apart from the others"
)]
struct Reader<'a> {
    text: &'a str,
    catalogue: &'a Catalogue,
    outline: &'a Outline,
    clock: Clock,
    /// Whether the section tells what is wanted.
    planned: bool,
    /// How deep the heading stood that set the section's time.
    timed: u8,
    /// The years that the section will turn to, once a paragraph names them.
    next: Option<Period>,
    /// The years that the section is of beside one of them: “十四五”时期和2025年工作回顾.
    beside: Option<Period>,
    /// Whether the sentence has said that what follows is wanted.
    wanted: bool,
    /// Whether only the words of the paragraphs, which no heading stands above, say that what follows is wanted.
    wishes: bool,
    /// Whether the block before breaks off within a sentence.
    open: bool,
    sentence: Span,
    told: Told,
    statements: Vec<Statement>,
    /// The blocks of sections that tell what is wanted.
    wanted_blocks: Vec<Span>,
}

/// How far a sentence has been searched for words of what has been done: no word is looked up for two figures.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    sentence: Span,
    until: usize,
    /// The end of the first such word.
    done: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, catalogue: &'a Catalogue, outline: &'a Outline) -> Self {
        let mut clock = Clock::default();
        clock.report = outline.period;
        clock.past = outline.period;
        clock.year = outline
            .year
            .or(outline.period.map(|period| period.to.year()))
            .or(outline.date.map(juyan_model::Date::year));
        Self {
            text: &document.text,
            catalogue,
            outline,
            clock,
            planned: outline.planned,
            timed: u8::MAX,
            next: None,
            beside: None,
            wanted: false,
            wishes: false,
            open: false,
            sentence: Span::default(),
            told: Told::default(),
            statements: Vec::new(),
            wanted_blocks: Vec::new(),
        }
    }

    fn block(&mut self, block: Block, scan: &Scan<'a>, facts: &mut Facts) {
        let goes_on = std::mem::replace(&mut self.open, is_open(block.span.of(self.text)));
        self.clock.enter_block(goes_on);
        if outline::is_heading(block.span.of(self.text), block.kind) {
            self.section(block);
        } else if self.clock.is_opened() && outline::depth(block.span.of(self.text), self.catalogue) == 1 {
            // 二、乘势而上，…: a heading with a comma in it ends what 五年来 opened.
            self.clock.enter_section(None);
        }
        if self.planned {
            self.wanted_blocks.push(block.span);
        }
        // Rows are read with their table, the units of a caption as well; the page's frame tells nothing: 访问量 123456.
        if matches!(
            block.kind,
            BlockKind::Row | BlockKind::Caption | BlockKind::Furniture
        ) {
            return;
        }
        self.turns(block);
        if scan.is_silent(HEARD) && !self.is_undated() {
            self.pass(block, scan);
        } else {
            self.clauses(block, scan, facts);
        }
        let heads = || outline::is_heading(block.span.of(self.text), block.kind);
        let beside = self.beside.filter(|_| !heads());
        if let Some(years) = beside.filter(|years| self.opens_with(block, *years)) {
            self.clock.speaks_of(years);
        }
    }

    fn clauses(&mut self, block: Block, scan: &Scan<'a>, facts: &mut Facts) {
        let clauses = Clauses::of(scan, block.span);
        let mut paragraph = Paragraph::new(self.text, self.catalogue, scan, facts);
        paragraph.annual = self
            .outline
            .period
            .is_none_or(|period| period.from.month() == 1 && period.to.month() == 12);
        // What stands behind the last fact is told of none.
        let last = clauses.all().rposition(|clause| clause.tells);
        let told = last.map_or(0, |last| last + 1);
        for (at, clause) in clauses.all().enumerate() {
            self.opens_plan(&clause);
            paragraph.notes.clear();
            if at < told {
                paragraph.clause(&clause);
            }
            let words = Words {
                text: self.text,
                scan,
                catalogue: self.catalogue,
                period: self.clock.report,
            };
            statement::read(words, &clause, &mut self.statements);
            let notes = std::mem::take(&mut paragraph.notes);
            self.settle(&clause, scan, &mut paragraph.facts.figures, &notes);
        }
    }

    /// Passes over a block without a fact, a time or a word that anything is heard from, as more than a third of a report is: only
    /// where its sentences stand is told to what goes on behind it.
    fn pass(&mut self, block: Block, scan: &Scan<'a>) {
        for (sentence, _) in clause::sentences(&scan.items, block.span) {
            self.enter_sentence(sentence);
            self.clock.pass(sentence, self.text);
        }
    }

    /// Enters or leaves what paragraphs without a heading want; what other words say of the document holds.
    fn wishes(&mut self, wanted: bool) {
        if wanted && !self.planned || self.wishes && !wanted {
            self.enter(wanted);
            self.wishes = wanted;
        }
    }

    /// A heading says whether what follows is done or wanted, and maybe when.
    fn section(&mut self, block: Block) {
        if self.titles_both(block) {
            return;
        }
        let times = self.section_times(block);
        // 二、一张蓝图绘到底 says neither when nor whether: what the heading before announced is still to come.
        let text = block.span.of(self.text);
        let review = outline::has_class(text, Class::ReviewHeading, self.catalogue);
        // 二、重点工作和民生实事方面 says what it is about, and not when.
        let mut topics = self.catalogue.list("headings.topics").iter();
        let topic = topics.any(|word| text.trim_end().ends_with(word.as_str()));
        let plan = outline::has_class(text, Class::PlanHeading, self.catalogue) && !topic;
        if review || plan || !times.is_empty() {
            self.next = None;
        }
        if let Some((before, next)) = turn(&times) {
            self.enter(false);
            self.clock.enter_section(Some(before));
            self.next = Some(next);
            return;
        }
        // “十四五”时期和2025年工作回顾: what is not said to be of the five years is of the one.
        let time = times
            .iter()
            .find(|period| !period.spans_years())
            .or(times.first())
            .copied();
        if self.is_section(block) {
            let time = time.filter(|period| !period.is_instant());
            let depth = outline::depth(block.span.of(self.text), self.catalogue);
            // （一） below 一、上半年工作 is of that half year too.
            let within = time.is_none() && depth > self.timed;
            if !within {
                self.timed = depth;
                self.beside = years_beside(&times, time);
            }
            let section = if within { self.clock.section } else { time };
            self.clock.enter_section(section);
        }
        // 2026年目标任务和主要工作: where the words say both or nothing, the time tells.
        let ahead = time
            .zip(self.outline.period)
            .map(|(time, report)| time.from > report.to);
        let planned = match (review, plan, ahead) {
            (false, true, _) | (_, _, Some(true)) => true,
            (true, false, _) | (_, _, Some(false)) => false,
            (true, true, None) | (false, false, None) => return,
        };
        if planned != self.planned && self.clock.is_opened() && !self.is_section(block) {
            self.clock.enter_section(time);
        }
        self.enter(planned);
    }

    /// 2018年发展情况及2019年工作打算: a title that names what was done first and then what is wanted opens no section of that.
    fn titles_both(&self, block: Block) -> bool {
        let title = self.outline.title.filter(|title| block.span.start < title.end);
        let Some((title, period)) = title.zip(self.outline.period) else {
            return false;
        };
        let context = self.clock.context();
        let named = outline::block_dates(self.text, title, self.catalogue);
        let mut times = named.iter().filter_map(|(_, expr)| date::resolve(expr, &context));
        times.next() == Some(period) && times.any(|time| time.from > period.to)
    }

    /// Whether one of the sentences with which a block opens begins with `years`: 2025年是收官之年。五年来，….
    fn opens_with(&self, block: Block, years: Period) -> bool {
        let text = block.span.of(self.text);
        let mut start = block.span.start;
        let mut sentences = text.split_inclusive(['。', '！']).take(OPENING).map(|sentence| {
            start += sentence.len();
            Span::new(start - sentence.len(), start)
        });
        sentences.any(|sentence| {
            let lead = sentence.of(self.text).chars().take(LEAD).map(char::len_utf8);
            let head = Span::new(sentence.start, sentence.start + lead.sum::<usize>());
            self.begins_with(head, years)
        })
    }

    /// Whether the first time that `head` names is `years`.
    fn begins_with(&self, head: Span, years: Period) -> bool {
        let context = self.clock.context();
        let named = outline::block_dates(self.text, head, self.catalogue);
        let first = named.first().and_then(|(_, expr)| {
            date::resolve(expr, &context).or_else(|| self.clock.years_before(expr, self.catalogue))
        });
        first == Some(years)
    }

    /// “十五五”时期是… under 二、“十四五”时期主要成就和“十五五”时期目标任务: a paragraph that names the later years
    /// first tells what is wanted of them, and so do those that follow.
    fn turns(&mut self, block: Block) {
        let Some(next) = self.next else { return };
        let text = block.span.of(self.text);
        let end = text.find('。').unwrap_or(text.len());
        let sentence = Span::new(block.span.start, block.span.start + end);
        let context = self.clock.context();
        let named = outline::block_dates(self.text, sentence, self.catalogue);
        let mut times = named.iter().filter_map(|(_, expr)| date::resolve(expr, &context));
        if times.next() == Some(next) {
            self.next = None;
            self.enter(true);
            self.clock.enter_section(Some(next));
        }
    }

    /// 主要预期目标是 in a report of the year before: what follows is wanted, to the next heading that looks back.
    fn opens_plan(&mut self, clause: &Clause<'_>) {
        let given = self.outline.year.zip(self.outline.period);
        let looks_back = !self.planned && given.is_some_and(|(year, period)| year > period.to.year());
        if looks_back && clause.says(Class::PlanOpener) {
            self.enter(true);
        }
    }

    /// Enters a part of the document that tells what is wanted, or what is done.
    fn enter(&mut self, plan: bool) {
        self.planned = plan;
        self.clock.report = if plan {
            self.outline.plan_period
        } else {
            self.outline.period
        };
    }

    /// Whether a block is a numbered heading behind the title, which sets or ends the time of a section.
    fn is_section(&self, block: Block) -> bool {
        let title = self.outline.title;
        let before_body = title.is_some_and(|title| block.span.start < title.end);
        let text = block.span.of(self.text).trim_start();
        let numbered = crate::sense::block_heading(text, self.catalogue).is_some();
        !before_body && (numbered || matches!(block.kind, BlockKind::Heading(_)))
    }

    /// The times that the heading of a section names.
    fn section_times(&self, block: Block) -> Vec<Period> {
        if !self.is_section(block) {
            return Vec::new();
        }
        let context = self.clock.context();
        let named = outline::block_dates(self.text, block.span, self.catalogue);
        let time =
            |expr| date::resolve(expr, &context).or_else(|| self.clock.years_before(expr, self.catalogue));
        named.iter().filter_map(|(_, expr)| time(expr)).collect()
    }

    fn settle(&mut self, clause: &Clause<'_>, scan: &Scan<'a>, figures: &mut [Figure], notes: &[Note]) {
        let from = figures.len() - notes.len().min(figures.len());
        self.enter_sentence(clause.sentence);
        self.wanted |= self.is_of_this_year(clause);
        let setting = Setting {
            text: self.text,
            clause,
            catalogue: self.catalogue,
            planned: self.planned,
            wanted: self.wanted,
        };
        self.wanted = mode::settle(setting, figures, from);
        let place = Place {
            text: self.text,
            clause,
            scan,
            catalogue: self.catalogue,
        };
        self.clock.clause(place, figures, notes);
        self.compare(figures.get_mut(from..).unwrap_or_default());
    }

    /// Enters a sentence, where it is another.
    fn enter_sentence(&mut self, sentence: Span) {
        if sentence != self.sentence {
            // What a sentence wants goes on behind a semicolon.
            let before = self.sentence.of(self.text);
            let goes_on = before.ends_with(['；', ';']) && self.sentence.end <= sentence.start;
            self.sentence = sentence;
            self.wanted &= goes_on;
        }
    }

    /// Whether a work report says neither of which time it is nor when it was given.
    fn is_undated(&self) -> bool {
        self.outline.work && self.outline.period.is_none() && self.outline.date.is_none()
    }

    /// Whether a work report that does not say of which year it is opens a clause with the year in which it is given, which lies
    /// ahead: 今年…提高到280元. What has been so since it began (今年以来) is done.
    fn is_of_this_year(&self, clause: &Clause<'_>) -> bool {
        let mut words = clause.items.iter().filter(|item| item.mark().is_none());
        let opens = |item: &crate::scan::Item<'_>| {
            let named = self.catalogue.lexicon.get(item.span.of(self.text));
            let this_year = named.is_some_and(|entry| entry.time == Some(TimeWord::Year(0)));
            this_year && item.span.start == clause.span.start
        };
        self.is_undated()
            && words.next().is_some_and(opens)
            && words.next().is_none_or(|next| !next.is(Class::Elapsed))
    }

    /// Whether the sentence says before a figure that something has been done: 截至2022年10月，已整改1153个 in a report on 2021.
    fn is_done(&mut self, figure: &Figure) -> bool {
        if self.told.sentence != figure.sentence {
            self.told = Told {
                sentence: figure.sentence,
                until: figure.sentence.start,
                done: None,
            };
        }
        let told = Span::new(self.told.until, figure.span.start.max(self.told.until));
        if self.told.done.is_none() {
            let words = crate::tokens(self.text, told, self.catalogue);
            let done = words.iter().find(|word| word.is(Class::Done));
            self.told.done = done.map(|word| word.span.end);
        }
        self.told.until = told.end;
        self.told.done.is_some_and(|done| done <= figure.span.start)
    }

    /// 到2030年实施项目20个: what a year to come brings is not done, whatever the section tells; and what was before the time
    /// that a plan is for is: 过去五年 in a section on the next five.
    fn compare(&mut self, figures: &mut [Figure]) {
        // The first year that a text names may not be its last.
        let year = self.clock.year.filter(|_| !self.outline.guessed);
        let plan = self.clock.report.filter(|_| self.planned);
        // What a work report tells of the whole year in which it is given is still to be done.
        let given = self
            .outline
            .year
            .filter(|_| self.outline.work && !self.outline.guessed && !self.planned);
        let coming = given
            .zip(self.outline.period)
            .filter(|(given, past)| past.to.year() < *given)
            .and_then(|(given, _)| Period::year(given));
        for figure in figures {
            let Some(period) = figure.period else { continue };
            let of_year = coming == Some(period) && figure.role != Role::Rank;
            let ahead = of_year || year.is_some_and(|year| period.from.year() > year);
            let past = plan.is_some_and(|plan| period.to < plan.from);
            match figure.mode {
                Mode::Actual if ahead && !self.is_done(figure) => figure.mode = Mode::Plan,
                Mode::Plan if past => figure.mode = Mode::Actual,
                Mode::Actual | Mode::Plan | Mode::Capacity | Mode::Forecast => {}
            }
        }
    }
}

/// What the words do that are heard in a block without a fact and a time: they state something without a number, or say that what
/// follows is wanted.
const HEARD: Classes = statement::TELLING.union(mode::WANTING).with(Class::PlanOpener);
/// How many sentences of a block may open it.
const OPENING: usize = 3;
/// How many characters of a sentence hold the time with which it begins: 回望“十四五”时期.
const LEAD: usize = 10;

/// The years that a heading names beside the one that its section is of, which is one of them.
fn years_beside(times: &[Period], year: Option<Period>) -> Option<Period> {
    let year = year.filter(|year| !year.spans_years())?;
    let mut years = times.iter().filter(|time| time.spans_years());
    years
        .find(|years| years.from <= year.from && year.to <= years.to)
        .copied()
}

/// The years that a heading looks back on, and those that it turns to.
fn turn(times: &[Period]) -> Option<(Period, Period)> {
    let (before, next) = times.first().zip(times.last())?;
    let turns = before.spans_years() && next.spans_years() && before.to < next.from;
    turns.then_some((*before, *next))
}

/// Whether a block breaks off within its sentence, which the next one goes on with.
fn is_open(block: &str) -> bool {
    block.trim_end().ends_with(['，', ',', '、'])
}

/// All figures in text order, names and dates between the facts, ties renumbered.
fn in_order(scan: &Scan<'_>, facts: Facts, clock: &Clock) -> Vec<Figure> {
    let Facts {
        mut figures,
        of_draft,
        silent,
    } = facts;
    let mut order: Vec<(Span, usize)> = (0..)
        .zip(&scan.drafts)
        .filter(|(at, _)| !silent.contains(at))
        .map(|(at, draft)| (draft.span, at))
        .collect();
    order.sort_by_key(|(span, _)| (span.start, span.end));
    // The facts are where they are, and the others come behind them; then each goes to its place.
    let mut places = vec![usize::MAX; figures.len()];
    figures.reserve(order.len().saturating_sub(figures.len()));
    for (place, (_, at)) in order.iter().enumerate() {
        let fact = of_draft.get(*at).copied().flatten();
        match (fact.and_then(|fact| places.get_mut(fact.0)), scan.drafts.get(*at)) {
            (Some(slot), _) => *slot = place,
            (None, Some(draft)) => {
                figures.push(plain(draft, clock));
                places.push(place);
            }
            (None, None) => {}
        }
    }
    for figure in &mut figures {
        // A level that came to be no number after all has no place.
        let place = |of: FigureId| places.get(of.0).copied().filter(|place| *place < order.len());
        figure.of = figure.of.and_then(place).map(FigureId);
    }
    arrange(&mut figures, &mut places);
    figures.truncate(order.len());
    figures
}

/// Moves each figure to its place, without a second list of them; a fact without one goes to the end.
fn arrange(figures: &mut [Figure], places: &mut [usize]) {
    for at in 0..places.len() {
        while let Some(place) = places
            .get(at)
            .copied()
            .filter(|place| *place < places.len() && *place != at)
        {
            figures.swap(at, place);
            places.swap(at, place);
        }
    }
}

/// A figure that states no fact.
fn plain(draft: &Draft, clock: &Clock) -> Figure {
    let (role, value, unit, period): (Role, _, _, Option<Period>) = match &draft.sense {
        Sense::Date(expr) => {
            let (value, unit) = expr.duration();
            (
                if expr.is_plan() { Role::Name } else { Role::Period },
                value,
                unit,
                clock
                    .told(draft.span.start)
                    .or_else(|| date::resolve(expr, &clock.context())),
            )
        }
        Sense::Heading => (Role::Heading, None, None, None),
        Sense::Quantity(_) | Sense::Rank(_) | Sense::Name => (Role::Name, None, None, None),
    };
    Figure {
        span: draft.span,
        role,
        value,
        printed: None,
        unit,
        approx: None,
        subject: None,
        mode: Mode::Actual,
        period,
        accrual: Accrual::Period,
        of: None,
        base: None,
        indicator: None,
        dimensions: std::collections::BTreeMap::new(),
        candidates: Vec::new(),
        sentence: draft.span,
    }
}
