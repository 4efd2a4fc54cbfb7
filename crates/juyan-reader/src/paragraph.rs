//! The facts of one block: every number gets its role, its subject, its base, and the figure that it speaks of.

mod against;
mod aside;
mod cost;
mod counted;
mod deal;
mod movement;
mod relational;
mod sign;
mod target;
mod tie;

use against::Against;
use movement::moves_on_from;
use sign::negative;
use target::{Portion, Target};
use tie::tie;

use crate::clause::{Clause, is_fact};
use crate::phrase;
use crate::quantity::Form;
use crate::read::Facts;
use crate::role::{self, Lead, Measure, Said, measure};
use crate::scan::{Item, Scan, Sense, Thing};
use crate::topic::Topics;
use juyan_catalogue::{Catalogue, Class, Classes};
use juyan_model::{Approx, Base, Figure, FigureId, Mode, Role, Span};
use smol_str::SmolStr;

/// What is read of one block.
pub(crate) struct Paragraph<'a, 'r> {
    pub(crate) text: &'a str,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) scan: &'r Scan<'a>,
    pub(crate) facts: &'r mut Facts,
    pub(crate) topics: Topics,
    /// The words with which a clause ends that says of which things some are told of next.
    scopes: &'a [SmolStr],
    /// The topic of the figure before in the clause, for lists that go on.
    before: Option<usize>,
    /// The topics over which values were dealt out last.
    dealt: Vec<usize>,
    /// Those whose values the clause is still to tell: 分别增长5%、下降3%.
    ahead: Vec<usize>,
    /// The name of the level of another time, told in this clause.
    compared: Option<Span>,
    /// The base that was named for it.
    compared_base: Option<Base>,
    /// The last clause without figures, of whose phrase the next one may tell.
    silent: Option<Clause<'r>>,
    /// The clauses without figures right before, which may begin a list.
    listed: Vec<Clause<'r>>,
    /// A doubling whose level is still to come.
    doubling: Option<FigureId>,
    /// Where the whole ends that was told last by the way; its percentage follows.
    whole: Option<usize>,
    /// What the clause before compares with, where its value follows in brackets.
    against: Option<Against>,
    /// The same, where its value was just told.
    by: Option<Against>,
    /// The base last named in the sentence.
    base: Option<Base>,
    /// The base with which the sentence opened: 与上年相比，….
    opened: Option<Base>,
    sentence: Span,
    pub(crate) annual: bool,
    /// For each fact whether its base is only the usual one, and whether it is the level of another time.
    pub(crate) notes: Vec<Note>,
}

/// What a fact's words say besides the figure itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Note {
    /// Whether it is a multiple of another year's: 是2010年的2.2倍.
    pub(crate) of_year: bool,
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
        facts: &'r mut Facts,
    ) -> Self {
        Self {
            text,
            catalogue,
            scan,
            facts,
            topics: Topics::default(),
            scopes: catalogue.list("scope.ends"),
            before: None,
            dealt: Vec::new(),
            ahead: Vec::new(),
            doubling: None,
            whole: None,
            against: None,
            by: None,
            compared: None,
            compared_base: None,
            silent: None,
            listed: Vec::new(),
            base: None,
            opened: None,
            sentence: Span::default(),
            annual: true,
            notes: Vec::new(),
        }
    }

    /// Reads one clause.
    pub(crate) fn clause(&mut self, clause: &Clause<'r>) {
        if clause.sentence != self.sentence {
            self.sentence = clause.sentence;
            self.base = None;
            self.opened = None;
            self.dealt.clear();
            self.listed.clear();
        }
        self.before = None;
        self.ahead.clear();
        self.compared = None;
        self.compared_base = None;
        let facts: Vec<usize> = if clause.tells {
            let items = clause.items.iter().enumerate();
            items
                .filter(|(_, item)| is_fact(item, self.scan))
                .map(|(at, _)| at)
                .collect()
        } else {
            Vec::new()
        };
        let against = self.against.take();
        let against = against.filter(|_| clause.nested);
        if let Some(against) = against.or_else(|| Self::place_in(clause))
            && self.value_of(clause, &facts, against)
        {
            return;
        }
        self.against = self.compares_with(clause);
        if facts.is_empty() {
            self.silent(clause);
            return;
        }
        self.goes_on(clause, &facts);
        let runs = self.runs(clause, &facts);
        let mut from = 0;
        for (nth, run) in runs.iter().enumerate() {
            let later = runs.get(nth + 1..).unwrap_or_default();
            self.run(clause, from, (run, later));
            from = run.last().map_or(from, |at| at + 1);
        }
        self.listed.clear();
    }

    /// A clause without figures may name what the next one tells (城乡居民收入稳步提高，分别增长…).
    fn silent(&mut self, clause: &Clause<'r>) {
        if clause.says(Class::Aside) {
            return;
        }
        self.opened = self.opened.or_else(|| self.opening_base(clause));
        self.silent = Some(*clause);
        self.listed.push(*clause);
        if let Some(scope) = self.scope(clause) {
            self.topics.open(Some(scope), clause.sentence, clause.nested);
            return;
        }
        let is_named =
            |item: &&Item<'_>| matches!(item.thing, Thing::Word(entry) if !entry.indicators.is_empty());
        let mut named = (0..clause.items.len()).rev();
        let named = named.find(|at| {
            clause.items.get(*at).is_some_and(|item| is_named(&item)) && !Self::qualifies(clause, *at)
        });
        let Some(last) = named else {
            return;
        };
        let mut first = last;
        while let Some(before) = first.checked_sub(2)
            && clause.items.get(before).is_some_and(|item| is_named(&item))
            && clause
                .items
                .get(before + 1)
                .is_some_and(|item| item.is(Class::And) || item.mark() == Some('、'))
        {
            first = before;
        }
        let span = clause
            .items
            .get(first)
            .zip(clause.items.get(last))
            .map(|(first, last)| first.span.cover(last.span));
        self.topics.open(span, clause.sentence, clause.nested);
    }

    /// The things of which a clause says that some are told of next: 落户的企业中，2家….
    fn scope(&self, clause: &Clause<'_>) -> Option<Span> {
        let words = clause.span.of(self.text).trim_end();
        // Most clauses end in none of them, as the last character tells.
        let last = words.as_bytes().last_chunk::<3>();
        let may_end = |end: &&SmolStr| {
            let other = end.as_bytes().last_chunk::<3>();
            other.is_none() || other == last
        };
        let mut ends = self.scopes.iter().filter(may_end);
        let things = ends.find_map(|end| words.strip_suffix(end.as_str()))?;
        let end = clause.span.start + things.len();
        phrase::before(self.text, clause.items, clause.span.start, end, self.scan)
    }

    /// A clause that opens with a movement or with 分别 goes on with the phrase of the clause before.
    fn goes_on(&mut self, clause: &Clause<'_>, facts: &[usize]) {
        let Some(silent) = self.silent.take() else { return };
        let lead = facts
            .first()
            .and_then(|first| clause.items.get(..*first))
            .unwrap_or_default();
        // 施工面积和竣工面积普遍下降，增幅分别低于…
        let rate = Classes::of(&[Class::RateNoun, Class::FallNoun]);
        let rated = |item: &Item<'_>| {
            item.any(rate)
                && lead.get(1).is_some_and(|next| next.is(Class::Deal))
                && !silent.says(role::COMPARES)
        };
        // 新农合参合率再创新高，达到98.5%: where the sentence has told of nothing yet.
        let fresh = self
            .topics
            .current_at(clause.nested)
            .and_then(|at| self.topics.get(at))
            .is_none_or(|topic| topic.sentence != clause.sentence);
        let fresh = fresh && silent.sentence == clause.sentence;
        let reaches = Classes::of(&[Class::To, Class::Reach, Class::StockVerb, Class::InAll]);
        let moved = silent.sentence == clause.sentence && moves_on_from(&silent, lead);
        let opens = lead.first().is_some_and(|item| {
            (item.any(Classes::of(&[Class::From, Class::Deal, Class::All]))
                || rated(item)
                || moved
                || fresh && lead.len() == 1 && item.any(reaches))
                && !phrase::has_letters(self.text, clause.span.start, item.span.start)
        });
        // 人才公寓（300套）: what stands before the bracket is what is counted in it.
        let first = facts.first().and_then(|first| clause.items.get(*first));
        let apposed = clause.nested
            && first.is_some_and(|item| !phrase::has_letters(self.text, clause.span.start, item.span.start))
            && self
                .text
                .get(silent.span.end..clause.span.start)
                .is_some_and(|gap| matches!(gap, "（" | "("));
        let named = (opens || apposed).then(|| self.named_in(&silent)).flatten();
        let Some(span) = named.or_else(|| self.judged(&silent, clause, lead)) else {
            return;
        };
        if apposed {
            // 完成目标（5100万元）139.3%: what is wanted is told by the way.
            let aside = crate::token::ends(self.text, span, Class::PlanWhole, self.catalogue);
            self.topics.open(Some(span), clause.sentence, aside);
            return;
        }
        let known = self
            .topics
            .current_at(clause.nested)
            .and_then(|at| self.topics.get(at))
            .is_some_and(|topic| {
                topic.sentence == clause.sentence
                    && topic.subject.is_some_and(|subject| {
                        subject.start >= span.start
                            && subject.end == span.end
                            && self.split(subject).len() > 1
                    })
            });
        if !known {
            self.topics.open(Some(span), clause.sentence, clause.nested);
        }
    }

    /// The phrase that ends a clause, but for what is said of it: 蔬菜、瓜果 of 蔬菜、瓜果供应充足.
    pub(super) fn named_in(&self, clause: &Clause<'_>) -> Option<Span> {
        let items = clause.items;
        // 居前三位的是甲县（92%）: who they are is named behind the joint.
        let joint = items.windows(2).rev().find_map(|pair| match pair {
            [of, is] if of.is(Class::Of) && is.is(Class::Link) && of.span.end == is.span.start => {
                Some(is.span.end)
            }
            _ => None,
        });
        let start = joint
            .filter(|at| phrase::has_letters(self.text, *at, clause.span.end))
            .unwrap_or(clause.span.start);
        let told = items.last().filter(|item| {
            item.is(Class::Predicate)
                && item.span.end == clause.span.end
                && !item.any(Classes::of(&[Class::Verb, Class::Event]))
        });
        let end = told.map_or(clause.span.end, |item| item.span.start);
        let end = phrase::nominal_end(self.text, items, start, end, self.scan);
        phrase::before(self.text, items, start, end, self.scan)
    }

    /// Reads the figures of one list; most lists hold one.
    fn run(&mut self, clause: &Clause<'_>, from: usize, (run, later): (&[usize], &[Vec<usize>])) {
        let Some((first, last)) = run.first().zip(run.last()) else {
            return;
        };
        let Some((head, tail)) = clause.items.get(*first).zip(clause.items.get(*last)) else {
            return;
        };
        let (from, start) = aside::behind(clause, (from, *first), start_of(clause, from));
        let items = clause.items.get(from..*first).unwrap_or_default();
        // A list shares the unit of its last member: 2.16和1.66个百分点.
        let unit = self.unit_ahead(clause, (self.unit(tail), head.span.start), later);
        let kind = self.kind(head, unit.as_ref());
        let lead = Lead {
            text: self.text,
            items,
            start,
            end: head.span.start,
            measure: kind,
            scan: self.scan,
            catalogue: self.catalogue,
        };
        let rank = self.is_rank(head);
        let mut said = role::said(lead, rank);
        self.by_points(&mut said, kind);
        let named = self.own(&lead, &said, rank);
        if self.was_then(clause, (run, later), &mut said, (named, kind)) {
            return;
        }
        let beyond = self.beyond_plan(clause, *first, &mut said);
        let own = named.filter(|_| !beyond);
        if let Some(role) = self.of_whole(&lead) {
            said.role = role;
        }
        if !rank && let Some(role) = self.movement(items, &said, kind, own) {
            said.role = role;
            said.falls = items.iter().any(|item| item.is(Class::Fall));
        }
        let topics = self.deal_out(&mut said, own, clause, (run, later));
        if own.is_none() {
            self.goes_on_as(clause, *first, &mut said, kind);
        }
        let portion = (run.len() == 1 && !said.to)
            .then(|| self.part_of(clause, *first, own, (&said, &lead)))
            .flatten();
        if portion.is_some() {
            said.role = Role::Share;
        }
        Self::rate_behind(clause, *last, kind, &mut said);
        let aside = (run.len() == 1 && said.role == Role::Level)
            .then(|| self.aside(clause, *first))
            .flatten();
        let reads = Reads {
            own,
            said: &said,
            kind,
            unit: unit.as_ref(),
        };
        for (nth, at) in run.iter().enumerate() {
            let Some(item) = clause.items.get(*at) else {
                continue;
            };
            let subject = match (topics.get(nth), portion) {
                (Some(topic), _) => Target::Topic(*topic),
                (None, Some(Portion::Of(span))) => Target::Name(span),
                (None, _) if nth > 0 && topics.is_empty() => {
                    self.before.map_or(Target::Nothing, Target::Topic)
                }
                (None, _) => self.target(clause, *at, &reads),
            };
            self.fact(clause, item, &reads, subject);
        }
        if topics.len() > 1 {
            self.share_nearness(run.len());
        }
        if let Some(topic) = aside {
            self.topics.resume(topic);
            self.whole = Some(tail.span.end);
        }
    }

    /// How the unit of a list's first number speaks, `shared` being that of its last.
    fn kind(&self, head: &Item<'_>, shared: Option<&SmolStr>) -> Measure {
        if self.is_fraction(head) {
            return Measure::Ratio;
        }
        self.unit(head)
            .filter(|own| !self.is_shortened(own, shared))
            .map(|own| measure(Some(&own), self.catalogue))
            .filter(|kind| *kind != Measure::Bare)
            .unwrap_or_else(|| measure(shared.map(SmolStr::as_str), self.catalogue))
    }

    /// What stands before a list's first number and names what it measures.
    fn own(&self, lead: &Lead<'a, '_>, said: &Said, rank: bool) -> Option<Span> {
        let named = self.named_before(lead, said, rank);
        named
            .or_else(|| lead.moved())
            .or_else(|| self.per_unit(lead, said))
    }

    /// The noun phrase that does.
    fn named_before(&self, lead: &Lead<'a, '_>, said: &Said, rank: bool) -> Option<Span> {
        // 82项获国家认可、37项向全国推广; 对两个目标加以说明
        let apart = |word: &Item<'_>| word.mark() == Some('、') || word.is(Class::Toward);
        let last = lead.items.last().filter(|word| word.span.end == lead.end);
        if lead.measure == Measure::Count && !rank && last.is_some_and(apart) {
            return None;
        }
        let (begin, end) = if said.compared && !said.left {
            let begin = comparison_end(lead.items, lead.start);
            let end = phrase::nominal_end(self.text, lead.items, begin, lead.end, self.scan);
            (begin, end)
        } else if rank {
            (lead.start, self.before_scope(lead, said.nominal_end))
        } else {
            (lead.start, said.nominal_end)
        };
        phrase::before(self.text, lead.items, begin, end, self.scan)
            .and_then(|span| self.uncounted(span, lead.items, end))
            .map(|span| if rank { self.without_area(span) } else { span })
            .filter(|span| !self.relational(*span) || self.is_per_head(*span, said, lead.measure))
            .filter(|span| !self.is_year(*span))
            .filter(|span| said.role != Role::Rank || !self.is_scope(*span))
    }

    /// Where a name ends before the area among which a position is held, and how long it has been: 指数连续3年全国第一.
    fn before_scope(&self, lead: &Lead<'a, '_>, end: usize) -> usize {
        let within = self.catalogue.list("rank.within");
        let opener = lead
            .items
            .iter()
            .rfind(|item| item.span.end <= end && within.iter().any(|word| word == item.span.of(self.text)));
        // 增速在主城区排名第三位
        if let Some(opener) = opener {
            return phrase::nominal_end(self.text, lead.items, lead.start, opener.span.start, self.scan);
        }
        let scope = lead.items.iter().rfind(|item| item.span.end <= end);
        let scope = scope
            .filter(|item| item.span.end == end && item.any(Classes::of(&[Class::Area, Class::ScopeNation])));
        let Some(scope) = scope else { return end };
        let edge = phrase::nominal_end(self.text, lead.items, lead.start, scope.span.start, self.scan);
        if edge > lead.start { edge } else { end }
    }

    pub(super) fn is_rank(&self, item: &Item<'_>) -> bool {
        let draft = item.number().and_then(|number| self.scan.drafts.get(number));
        draft.is_some_and(|draft| matches!(draft.sense, Sense::Rank(_)))
    }

    fn unit(&self, item: &Item<'_>) -> Option<SmolStr> {
        match &self.scan.drafts.get(item.number()?)?.sense {
            Sense::Quantity(quantity) | Sense::Rank(quantity) => quantity.unit.clone(),
            Sense::Date(_) | Sense::Name | Sense::Heading => None,
        }
    }

    /// Whether a member of a list has only the beginning of its unit: 3.4个 of 3.4个、1个百分点.
    fn is_shortened(&self, own: &SmolStr, shared: Option<&SmolStr>) -> bool {
        shared.is_some_and(|shared| {
            shared.len() > own.len()
                && shared.starts_with(own.as_str())
                && measure(Some(shared), self.catalogue) == Measure::Points
        })
    }

    /// Makes the figure of one number.
    fn fact(&mut self, clause: &Clause<'_>, item: &Item<'_>, reads: &Reads<'_>, target: Target) {
        let Reads { said, unit, .. } = *reads;
        let Some(number) = item.number() else { return };
        let Some(draft) = self.scan.drafts.get(number) else {
            return;
        };
        let (quantity, rank) = match &draft.sense {
            Sense::Quantity(quantity) => (quantity, false),
            Sense::Rank(quantity) => (quantity, true),
            Sense::Date(_) | Sense::Name | Sense::Heading => return,
        };
        let id = FigureId(self.facts.figures.len());
        if said.compared {
            self.compared_base = Some(said.base.unwrap_or(Base::Other));
        }
        let role = if rank {
            Role::Rank
        } else if quantity.form == Form::Part {
            Role::Share
        } else {
            said.role
        };
        // 人均78655元（折合11162美元），增长7.8%: what brackets tell once more is not what the sentence goes on with.
        let told_again = clause.nested && role == Role::Level && self.has_level(target);
        let (subject, topic) = self.settle(target, clause, said);
        let own = quantity.unit.as_ref().filter(|own| !self.is_shortened(own, unit));
        let kind = own.or(unit).map(SmolStr::as_str);
        let kind_measure = measure(kind, self.catalogue);
        let falls = said.falls && matches!(role, Role::Growth | Role::Change);
        let value = quantity
            .value
            .map(|value| if falls { negative(value) } else { value });
        let mut figure = Figure {
            span: draft.span,
            role,
            value,
            printed: quantity.printed,
            unit: own.or(unit).cloned(),
            approx: quantity.approx.or(said.reached.then_some(Approx::Over)),
            subject,
            mode: Mode::Actual,
            period: None,
            accrual: juyan_model::Accrual::Period,
            of: None,
            base: None,
            indicator: None,
            dimensions: std::collections::BTreeMap::new(),
            candidates: Vec::new(),
            sentence: clause.sentence,
        };
        if matches!(role, Role::Growth | Role::Change) {
            figure.base = Some(self.base_of(said, kind_measure, role, subject));
        }
        let tied = topic
            .and_then(|topic| self.topics.get(topic))
            .and_then(|topic| tie(topic, role, kind_measure, said, &self.facts.figures));
        let rates = role == Role::Progress && said.named;
        let tied = tied.filter(|level| !(rates && self.opens_name(*level, subject)));
        figure.of = tied.filter(|level| !self.is_of_other(*level, role, kind, clause));
        figure.value = figure.value.map(|value| self.turned(value, said, figure.of));
        if let Some(topic) = topic.and_then(|topic| self.topics.get_mut(topic))
            && !said.compared
            && !told_again
        {
            topic.add(id, role, kind_measure == Measure::Ratio);
        }
        self.before = topic;
        if let Some(slot) = self.facts.of_draft.get_mut(number) {
            *slot = Some(id);
        }
        self.notes.push(Note {
            of_year: kind_measure == Measure::Times
                && clause
                    .before(item.span.start)
                    .is_some_and(|word| word.is(Class::Of)),
            usual_base: said.base.is_none(),
            compared: said.compared,
        });
        self.facts.figures.push(figure);
        if let Some(topic) = topic {
            self.tie_back(topic, id, role);
        }
    }
}

/// Where the word of comparison ends that leads to a level of another time.
fn comparison_end(items: &[Item<'_>], start: usize) -> usize {
    let compares = Classes::of(&[
        Class::Yoy,
        Class::Mom,
        Class::Ytd,
        Class::YearEnd,
        Class::Than,
        Class::Above,
        Class::Below,
    ]);
    items
        .iter()
        .find(|item| item.any(compares))
        .map_or(start, |item| item.span.end)
}

/// Where what precedes the item at `from` of a clause ends.
fn start_of(clause: &Clause<'_>, from: usize) -> usize {
    let before = from.checked_sub(1).and_then(|at| clause.items.get(at));
    before.map_or(clause.span.start, |item| item.span.end)
}

/// What was read of a list of numbers, or of one.
#[derive(Debug, Clone, Copy)]
struct Reads<'s> {
    /// The noun phrase right before it.
    own: Option<Span>,
    said: &'s Said,
    kind: Measure,
    /// The unit that its members share.
    unit: Option<&'s SmolStr>,
}
