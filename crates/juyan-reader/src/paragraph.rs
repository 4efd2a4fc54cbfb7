//! The facts of one block: every number gets its role, its subject, its base, and the figure that it speaks of.

use crate::clause::{Clause, is_fact};
use crate::numeral::Style;
use crate::phrase;
use crate::quantity::Form;
use crate::role::{self, Lead, Measure, Said, measure};
use crate::scan::{Item, Scan, Sense, Thing};
use crate::topic::Topics;
use juyan_catalogue::{Catalogue, Class, UnitClass};
use juyan_model::{Approx, Base, Figure, FigureId, Mode, Role, Span, Value};

/// What is read of one block.
pub(crate) struct Paragraph<'a, 'r> {
    pub(crate) text: &'a str,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) scan: &'r Scan<'a>,
    pub(crate) figures: &'r mut Vec<Figure>,
    pub(crate) topics: Topics,
    /// Which figure a draft has become.
    pub(crate) of_draft: &'r mut Vec<Option<FigureId>>,
    /// The topic of the figure before in the clause, for lists that go on.
    before: Option<usize>,
    /// The topics over which values were dealt out last.
    dealt: Vec<usize>,
    /// The name of the level of another time, told in this clause.
    compared: Option<Span>,
    /// The base that was named for it.
    compared_base: Option<Base>,
    /// The phrase of a clause without figures, which the next one may tell of.
    silent: Option<Span>,
    /// A doubling whose level is still to come.
    doubling: Option<FigureId>,
    /// The base last named in the sentence.
    base: Option<Base>,
    sentence: Span,
    pub(crate) annual: bool,
    /// For each fact whether its base is only the usual one, and whether it is the level of another time.
    pub(crate) notes: Vec<Note>,
}

/// What a fact's words say besides the figure itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Note {
    /// No base was named.
    pub(crate) usual_base: bool,
    /// The level is what another is compared with.
    pub(crate) compared: bool,
}

impl<'a, 'r> Paragraph<'a, 'r> {
    pub(crate) fn new(
        text: &'a str,
        catalogue: &'a Catalogue,
        scan: &'r Scan<'a>,
        figures: &'r mut Vec<Figure>,
        of_draft: &'r mut Vec<Option<FigureId>>,
    ) -> Self {
        Self {
            text,
            catalogue,
            scan,
            figures,
            topics: Topics::default(),
            of_draft,
            before: None,
            dealt: Vec::new(),
            doubling: None,
            compared: None,
            compared_base: None,
            silent: None,
            base: None,
            sentence: Span::default(),
            annual: true,
            notes: Vec::new(),
        }
    }

    /// Reads one clause.
    pub(crate) fn clause(&mut self, clause: &Clause<'a>) {
        if clause.sentence != self.sentence {
            self.sentence = clause.sentence;
            self.base = None;
            self.dealt.clear();
        }
        self.before = None;
        self.compared = None;
        self.compared_base = None;
        let facts: Vec<usize> =
            (0..clause.items.len()).filter(|at| clause.items.get(*at).is_some_and(|item| is_fact(item, self.scan))).collect();
        if facts.is_empty() {
            self.silent(clause);
            return;
        }
        self.goes_on(clause, &facts);
        let runs = self.runs(clause, &facts);
        let mut from = 0;
        for run in runs {
            self.run(clause, from, &run);
            from = run.last().map_or(from, |at| at + 1);
        }
    }

    /// A clause without figures may name what the next one tells (城乡居民收入稳步提高，分别增长…).
    fn silent(&mut self, clause: &Clause<'a>) {
        if clause.items.iter().any(|item| item.is(Class::Aside)) {
            return;
        }
        let end = phrase::nominal_end(self.text, &clause.items, clause.span.start, clause.span.end, self.scan);
        self.silent = phrase::before(self.text, &clause.items, clause.span.start, end, self.scan);
        let is_named = |item: &&Item<'_>| matches!(item.thing, Thing::Word(entry) if !entry.indicators.is_empty());
        let Some(last) = clause.items.iter().rposition(|item| is_named(&item)) else { return };
        let mut first = last;
        while let Some(before) = first.checked_sub(2)
            && clause.items.get(before).is_some_and(|item| is_named(&item))
            && clause.items.get(before + 1).is_some_and(|item| item.is(Class::And) || item.mark() == Some('、'))
        {
            first = before;
        }
        let span = clause.items.get(first).zip(clause.items.get(last)).map(|(first, last)| first.span.cover(last.span));
        self.topics.open(span, clause.sentence, clause.nested);
    }

    /// A clause that opens with a movement or with 分别 goes on with the phrase of the clause before.
    fn goes_on(&mut self, clause: &Clause<'a>, facts: &[usize]) {
        let Some(span) = self.silent.take() else { return };
        let lead = facts.first().and_then(|first| clause.items.get(..*first)).unwrap_or_default();
        let opens = lead.first().is_some_and(|item| item.any(juyan_catalogue::Classes::of(&[Class::From, Class::Deal, Class::All])) && !phrase::has_letters(self.text, clause.span.start, item.span.start));
        let known = self.topics.current_at(clause.nested).and_then(|at| self.topics.get(at)).is_some_and(|topic| topic.sentence == clause.sentence && topic.subject.is_some_and(|subject| subject.start >= span.start && subject.end == span.end && self.split(subject).len() > 1));
        if opens && !known {
            self.topics.open(Some(span), clause.sentence, clause.nested);
        }
    }

    /// Groups of figures that are listed with nothing but 、 and 和 between them.
    fn runs(&self, clause: &Clause<'a>, facts: &[usize]) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for at in facts {
            let joined = runs.last().and_then(|run| run.last()).is_some_and(|last| self.joined(clause, *last, *at));
            match runs.last_mut() {
                Some(run) if joined => run.push(*at),
                Some(_) | None => runs.push(vec![*at]),
            }
        }
        runs
    }

    fn joined(&self, clause: &Clause<'a>, last: usize, at: usize) -> bool {
        let Some(between) = clause.items.get(last + 1..at) else { return false };
        let mut edge = clause.items.get(last).map_or(0, |item| item.span.end);
        for item in between.iter().chain(clause.items.get(at)) {
            if phrase::has_letters(self.text, edge, item.span.start) {
                return false;
            }
            edge = item.span.end;
        }
        let parts = |at: usize| clause.items.get(at).and_then(Item::number).and_then(|number| self.scan.drafts.get(number)).is_some_and(|draft| matches!(&draft.sense, Sense::Quantity(quantity) if quantity.form == Form::Part));
        (!between.is_empty() || parts(last) && parts(at))
            && between.iter().all(|item| item.mark() == Some('、') || item.is(Class::And))
    }

    /// Reads the figures of one list; most lists hold one.
    fn run(&mut self, clause: &Clause<'a>, from: usize, run: &[usize]) {
        let Some((first, last)) = run.first().zip(run.last()) else { return };
        let Some((head, tail)) = clause.items.get(*first).zip(clause.items.get(*last)) else { return };
        let start = from.checked_sub(1).and_then(|at| clause.items.get(at)).map_or(clause.span.start, |item| item.span.end);
        let items = clause.items.get(from..*first).unwrap_or_default();
        let lead = Lead { text: self.text, items, start, end: head.span.start };
        // A list shares the unit of its last member: 2.16和1.66个百分点.
        let unit = self.unit(tail);
        let kind = self.quantity_measure(head).filter(|kind| *kind != Measure::Bare).unwrap_or_else(|| measure(unit.as_deref(), self.catalogue));
        let rank = matches!(self.scan.drafts.get(head.number().unwrap_or(usize::MAX)).map(|draft| &draft.sense), Some(Sense::Rank(_)));
        let mut said = role::said(lead, kind, rank, self.scan, self.catalogue);
        let begin = if said.compared { comparison_end(items, start) } else { start };
        let end = if said.compared { phrase::nominal_end(self.text, items, begin, head.span.start, self.scan) } else { said.nominal_end };
        let own = phrase::before(self.text, items, begin, end, self.scan);
        let own = own.and_then(|span| self.uncounted(span, items, end)).filter(|span| !self.relational(*span));
        if said.role == Role::Level && !kind.is_ratio() && !rank && own.is_some_and(|span| moved(items, span)) {
            said.role = Role::Change;
            said.falls = items.iter().any(|item| item.is(Class::Fall));
        }
        let topics = if run.len() > 1 { self.dealt(&said, own, clause, run.len()) } else { Vec::new() };
        if run.len() > 1 {
            self.dealt.clone_from(&topics);
        }
        if own.is_none() && said.to && said.role == Role::Level && self.shares(clause) {
            said.role = Role::Share;
        }
        for (nth, at) in run.iter().enumerate() {
            let Some(item) = clause.items.get(*at) else { continue };
            let subject = match topics.get(nth) {
                Some(topic) => Target::Topic(*topic),
                None if nth > 0 && topics.is_empty() => self.before.map_or(Target::Nothing, Target::Topic),
                None => self.target(clause, *at, own, &said, kind),
            };
            self.fact(clause, item, &said, unit.as_ref(), subject);
        }
    }

    /// Whether the current topic is a share, so that what it moves to is one: 占比由38.2%降到35.7%.
    fn shares(&self, clause: &Clause<'a>) -> bool {
        self.topics.current_at(clause.nested).and_then(|at| self.topics.get(at)).is_some_and(|topic| topic.share.is_some() && topic.sentence == clause.sentence)
    }

    /// A phrase that names only a relation (比重, 增速) speaks of the current topic.
    fn relational(&self, span: Span) -> bool {
        self.catalogue.lexicon.get(span.of(self.text)).is_some_and(|entry| {
            let relations = juyan_catalogue::Classes::of(&[Class::RateNoun, Class::FallNoun, Class::ShareNoun, Class::Cumulative, Class::Relation]);
            entry.classes.any(relations) && entry.indicators.is_empty()
        })
    }

    fn unit(&self, item: &Item<'_>) -> Option<smol_str::SmolStr> {
        match &self.scan.drafts.get(item.number()?)?.sense {
            Sense::Quantity(quantity) | Sense::Rank(quantity) => quantity.unit.clone(),
            Sense::Date(_) | Sense::Name | Sense::Heading => None,
        }
    }

    fn quantity_measure(&self, item: &Item<'_>) -> Option<Measure> {
        self.unit(item).map(|unit| measure(Some(&unit), self.catalogue))
    }

    /// The topics of a list of `count` figures: its members' own, or those told last.
    fn dealt(&mut self, said: &Said, own: Option<Span>, clause: &Clause<'a>, count: usize) -> Vec<usize> {
        let members = own.map(|span| self.members(span, clause)).unwrap_or_default();
        if members.len() == count {
            let first = members.iter().map(|span| {
                self.topics.open(Some(*span), clause.sentence, clause.nested);
                self.topics.current_at(true)
            });
            return first.flatten().collect();
        }
        if own.is_none()
            && let Some(subject) = self.topics.current_at(clause.nested).and_then(|at| self.topics.get(at)).and_then(|topic| topic.subject)
            && said.dealt
        {
            let members = self.split(subject);
            if members.len() == count {
                return members
                    .iter()
                    .filter_map(|span| {
                        self.topics.open(Some(*span), clause.sentence, clause.nested);
                        self.topics.current_at(true)
                    })
                    .collect();
            }
        }
        if own.is_none() && self.dealt.len() == count && self.sentence == clause.sentence && said.to {
            return self.dealt.clone();
        }
        if own.is_none() && (said.dealt || said.role != Role::Level) {
            let told = self.topics.last_levels(clause.sentence, count);
            if told.len() == count {
                return told;
            }
        }
        Vec::new()
    }

    /// The members of a phrase that stands in another clause.
    fn split(&self, span: Span) -> Vec<Span> {
        let joins = crate::token::tokens(self.text, span, self.catalogue);
        let mut found = Vec::new();
        let mut from = span.start;
        for word in joins.iter().filter(|word| word.is(Class::And)) {
            found.push(Span::new(from, word.span.start));
            from = word.span.end;
        }
        found.push(Span::new(from, span.end));
        found.retain(|span| !span.of(self.text).trim().is_empty());
        found
    }

    /// The members of 甲、乙和丙.
    fn members(&self, span: Span, clause: &Clause<'a>) -> Vec<Span> {
        let mut found = Vec::new();
        let mut from = span.start;
        for item in clause.items.iter().filter(|item| span.contains(item.span)) {
            if item.mark() == Some('、') || item.is(Class::And) {
                found.push(Span::new(from, item.span.start));
                from = item.span.end;
            }
        }
        found.push(Span::new(from, span.end));
        found.retain(|span| !span.of(self.text).trim().is_empty());
        found
    }

    /// What a single figure speaks of.
    fn target(&mut self, clause: &Clause<'a>, at: usize, own: Option<Span>, said: &Said, kind: Measure) -> Target {
        let Some(item) = clause.items.get(at) else { return Target::Nothing };
        let verb_only = own.is_some_and(|span| self.is_verb(span));
        let hangs = !kind.is_ratio() && said.role == Role::Level && !said.to && self.hangs(clause, at);
        if let Some(span) = own.filter(|_| !verb_only && !hangs) {
            return self.named(span, clause, said);
        }
        let countable = matches!(kind, Measure::Count | Measure::Amount | Measure::Bare) && said.role == Role::Level || (kind == Measure::Count && own.is_none());
        if countable {
            let end = clause.items.get(at + 1..).unwrap_or_default().iter().find(|item| is_fact(item, self.scan)).map_or(clause.span.end, |item| item.span.start);
            let items = clause.items.get(at + 1..).unwrap_or_default();
            if let Some(span) = phrase::after(self.text, items, item.span.end, end, self.scan) {
                return Target::Name(span);
            }
        }
        if let Some(span) = own {
            let span = if verb_only { span } else { self.without_verb(span) };
            return Target::Name(span);
        }
        self.topics.current_at(clause.nested).map_or(Target::Nothing, Target::Topic)
    }

    /// Whether a number hangs on what stands right before it, so that what it counts comes after: 年初确定的11项主要指标.
    fn hangs(&self, clause: &Clause<'a>, at: usize) -> bool {
        let Some((before, item)) = at.checked_sub(1).and_then(|at| clause.items.get(at)).zip(clause.items.get(at)) else { return false };
        let chinese = item.number().and_then(|number| self.scan.drafts.get(number)).is_some_and(|draft| {
            matches!(&draft.sense, Sense::Quantity(quantity) if quantity.style == Style::Chinese && quantity.class == Some(UnitClass::Counter))
        });
        if chinese {
            return true;
        }
        let opens = juyan_catalogue::Classes::of(&[Class::Verb, Class::Lead, Class::Of, Class::EtCetera]);
        let named = matches!(before.thing, Thing::Word(entry) if !entry.indicators.is_empty() || entry.classes.has(Class::Link));
        before.any(opens) && !named && !phrase::has_letters(self.text, before.span.end, item.span.start)
    }

    /// A phrase less the verb that ends it: 杜鹃花节举办三届 counts festivals.
    fn without_verb(&self, span: Span) -> Span {
        let words = crate::token::tokens(self.text, span, self.catalogue);
        match words.last() {
            Some(word) if word.span.end == span.end && word.is(Class::Verb) && word.entry.indicators.is_empty() && word.span.start > span.start => Span::new(span.start, word.span.start),
            Some(_) | None => span,
        }
    }

    /// A phrase less what the number before it counts: 39个部门1677项.
    fn uncounted(&self, span: Span, items: &[Item<'_>], end: usize) -> Option<Span> {
        let counted = self.figures.last().and_then(|figure| figure.subject.filter(|subject| subject.start >= figure.span.end));
        match counted.filter(|subject| subject.overlaps(span)) {
            Some(subject) => phrase::before(self.text, items, subject.end, end, self.scan),
            None => Some(span),
        }
    }

    fn is_verb(&self, span: Span) -> bool {
        self.catalogue.lexicon.get(span.of(self.text)).is_some_and(|entry| entry.classes.has(Class::Verb) || entry.classes.has(Class::Lead))
    }

    /// A phrase names a new topic, or a relation of the current one (计划完成率).
    fn named(&mut self, span: Span, clause: &Clause<'a>, said: &Said) -> Target {
        if said.role == Role::Progress && said.named || said.of_rate {
            let current = self.topics.current_at(clause.nested).filter(|at| self.topics.get(*at).is_some_and(|topic| topic.sentence == clause.sentence));
            return current.map_or(Target::Name(span), |topic| Target::Relation(span, topic));
        }
        Target::Name(span)
    }

    /// Makes the figure of one number.
    fn fact(&mut self, clause: &Clause<'a>, item: &Item<'_>, said: &Said, unit: Option<&smol_str::SmolStr>, target: Target) {
        let Some(number) = item.number() else { return };
        let Some(draft) = self.scan.drafts.get(number) else { return };
        let (quantity, rank) = match &draft.sense {
            Sense::Quantity(quantity) => (quantity, false),
            Sense::Rank(quantity) => (quantity, true),
            Sense::Date(_) | Sense::Name | Sense::Heading => return,
        };
        let id = FigureId(self.figures.len());
        if said.compared {
            self.compared_base = Some(said.base.unwrap_or(Base::Other));
        }
        let role = if rank { Role::Rank } else if quantity.form == Form::Part { Role::Share } else { said.role };
        let nested = clause.nested;
        let (subject, topic) = match target {
            Target::Name(span) if said.compared => {
                self.compared = Some(span);
                (Some(span), self.topics.current_at(nested))
            }
            Target::Name(span) => {
                self.topics.open(Some(span), clause.sentence, nested);
                (Some(span), self.topics.current_at(true))
            }
            Target::Relation(span, topic) => (Some(span), Some(topic)),
            Target::Topic(topic) => {
                let told = self.topics.get(topic).and_then(|topic| topic.subject);
                (self.compared.or(told), Some(topic))
            }
            Target::Nothing => (None, None),
        };
        let kind = quantity.unit.as_deref().or(unit.map(|unit| unit.as_str()));
        let kind_measure = measure(kind, self.catalogue);
        let value = quantity.value.map(|value| if said.falls && matches!(role, Role::Growth | Role::Change) { negative(value) } else { value });
        let mut figure = Figure {
            span: draft.span,
            role,
            value,
            printed: quantity.printed,
            unit: quantity.unit.clone().or_else(|| unit.filter(|_| !rank || quantity.unit.is_none()).cloned()),
            approx: quantity.approx.or(said.reached.then_some(Approx::Over)),
            subject,
            mode: Mode::Actual,
            period: None,
            accrual: juyan_model::Accrual::Period,
            of: None,
            base: None,
            indicator: None,
            candidates: Vec::new(),
            sentence: clause.sentence,
        };
        if matches!(role, Role::Growth | Role::Change) {
            figure.base = Some(self.base_of(said, kind_measure, role));
        }
        if let Some(topic) = topic.and_then(|topic| self.topics.get_mut(topic)) {
            figure.of = tie(topic, role, kind_measure, said, self.figures);
            if !said.compared {
                topic.add(id, role, kind_measure == Measure::Ratio);
            }
        }
        self.before = topic;
        if let Some(slot) = self.of_draft.get_mut(number) {
            *slot = Some(id);
        }
        self.notes.push(Note { usual_base: said.base.is_none(), compared: said.compared });
        self.figures.push(figure);
        if let Some(topic) = topic {
            self.tie_back(topic, id, role);
        }
    }

    /// A level told after its growth (增长7%，达到65.3亿元) is what the growth speaks of.
    fn tie_back(&mut self, topic: usize, id: FigureId, role: Role) {
        let doubled = self.figures.get(id.0).and_then(|figure| figure.unit.as_deref()).is_some_and(|unit| measure(Some(unit), self.catalogue) == Measure::Doubling);
        if doubled && self.figures.get(id.0).is_some_and(|figure| figure.of.is_none()) {
            self.doubling = Some(id);
        }
        if role != Role::Level {
            return;
        }
        // 经济总量翻一番 opens a sentence; the next one gives the level.
        if let Some(doubling) = self.doubling.take().filter(|doubling| self.continues(*doubling, id))
            && let Some(figure) = self.figures.get_mut(doubling.0)
        {
            figure.of = Some(id);
        }
        let Some(topic) = self.topics.get(topic) else { return };
        let sentence = topic.sentence;
        for earlier in [topic.growth, topic.share, topic.progress].into_iter().flatten() {
            if let Some(figure) = self.figures.get_mut(earlier.0)
                && figure.of.is_none()
                && figure.sentence == sentence
            {
                figure.of = Some(id);
            }
        }
    }

    /// Whether a level goes on with what was said to have doubled: no name of its own, the same indicator, or a name
    /// that begins alike.
    fn continues(&self, doubling: FigureId, level: FigureId) -> bool {
        let subject = |id: FigureId| self.figures.get(id.0).and_then(|figure| figure.subject);
        let (Some(doubled), Some(told)) = (subject(doubling), subject(level)) else { return true };
        let (doubled, told) = (doubled.of(self.text), told.of(self.text));
        let indicators = |word: &str| self.catalogue.lexicon.get(word).map(|entry| entry.indicators.clone()).unwrap_or_default();
        let known = indicators(told);
        let alike = doubled.chars().zip(told.chars()).take_while(|(a, b)| a == b).count();
        alike >= 2 || indicators(doubled).iter().any(|id| known.contains(id))
    }

    fn base_of(&mut self, said: &Said, kind: Measure, role: Role) -> Base {
        if let Some(base) = said.base {
            let base = if base == Base::Ytd && self.annual && said.year_end { Base::Yoy } else { base };
            self.base = Some(base);
            return base;
        }
        if role == Role::Growth
            && let Some(base) = self.compared_base
        {
            return base;
        }
        if self.figures.last().is_some_and(|figure| figure.base == Some(Base::Ytd) && figure.sentence == self.sentence) && role == Role::Growth {
            return Base::Ytd;
        }
        match (role, kind) {
            (Role::Growth, Measure::Ratio) => Base::Yoy,
            (Role::Growth, Measure::Times) => Base::Yoy,
            (Role::Change, Measure::Points) if said.pulls => Base::Yoy,
            (Role::Change, Measure::Points) => self.base.unwrap_or(Base::Other),
            _ => Base::Other,
        }
    }
}

/// Where the word of comparison ends that leads to a level of another time.
fn comparison_end(items: &[Item<'_>], start: usize) -> usize {
    let compares = juyan_catalogue::Classes::of(&[Class::Yoy, Class::Mom, Class::Ytd, Class::YearEnd, Class::Than, Class::Above, Class::Below]);
    items.iter().find(|item| item.any(compares)).map_or(start, |item| item.span.end)
}

/// Whether a movement stands right before a phrase: 增加应急救援编制6名.
fn moved(items: &[Item<'_>], phrase: Span) -> bool {
    let before = items.iter().rev().find(|item| item.span.end <= phrase.start);
    before.is_some_and(|item| {
        item.span.end == phrase.start
            && item.any(juyan_catalogue::Classes::of(&[Class::Rise, Class::Fall]))
            && !item.is(Class::To)
            && !item.is(Class::Average)
    })
}

/// What a number speaks of.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// A thing named here.
    Name(Span),
    /// A relation with a name of its own, to a topic told before.
    Relation(Span, usize),
    /// A topic told before.
    Topic(usize),
    /// Nothing that the text names.
    Nothing,
}

/// The figure that a relation speaks of.
fn tie(
    topic: &crate::topic::Topic,
    role: Role,
    kind: Measure,
    said: &Said,
    figures: &[Figure],
) -> Option<FigureId> {
    // The latest level is the one that grew: 2010年达到1402亿元，而2005年仅为681亿元，增长1.1倍.
    let end = |id: &FigureId| figures.get(id.0).and_then(|figure| figure.period).map(|period| period.to);
    let level = topic.levels.iter().copied().reduce(|best, next| if end(&next) < end(&best) && end(&next).is_some() { best } else { next });
    match role {
        Role::Growth | Role::Share | Role::Progress => level,
        Role::Change if said.of_rate => topic.growth.or(topic.rate),
        Role::Change if said.pulls => None,
        Role::Change if kind == Measure::Points => topic.rate,
        Role::Change => level,
        Role::Level | Role::Rank | Role::Period | Role::Name | Role::Heading => None,
    }
}

fn negative(value: Value) -> Value {
    match value {
        Value::One(value) => Value::One(-value.abs()),
        Value::Range(low, high) => Value::Range(-low, -high),
    }
}
