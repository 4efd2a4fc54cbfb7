//! What a number speaks of: a thing named before it, one counted after it, or the topic told last.

use super::{Paragraph, Reads};
use crate::clause::Clause;
use crate::numeral::Style;
use crate::phrase;
use crate::quantity::{Form, Quantity};
use crate::role::{self, Measure, Said, measure};
use crate::scan::{Item, Sense, Thing};
use crate::token;
use juyan_catalogue::{Class, Classes, Family, UnitClass};
use juyan_model::{FigureId, Role, Span};

/// What a number speaks of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    /// A thing named here.
    Name(Span),
    /// A relation with a name of its own, to a topic told before.
    Relation(Span, usize),
    /// A topic told before.
    Topic(usize),
    /// A thing named here of which nothing more is told: what is compared with.
    Apart(Span),
    /// Nothing that the text names.
    Nothing,
}

/// What a portion is a portion of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Portion {
    /// What stands behind it: 三分之二的行政村, 三成企业.
    Of(Span),
    /// What its clause speaks of, and says what it is put to: 新增财力80%以上用于民生.
    PutTo,
}

impl Paragraph<'_, '_> {
    /// The words and the topic of what a number speaks of; a thing named here opens a topic.
    pub(super) fn settle(
        &mut self,
        target: Target,
        clause: &Clause<'_>,
        said: &Said,
    ) -> (Option<Span>, Option<usize>) {
        match target {
            Target::Name(span) if said.compared && !said.left => {
                self.compared = Some(span);
                (Some(span), self.topics.current_at(clause.nested))
            }
            Target::Name(span) => {
                let again = self
                    .named_again(span, clause)
                    .filter(|_| said.role != Role::Level);
                if again.is_none() {
                    self.topics.open(Some(span), clause.sentence, clause.nested);
                }
                (Some(span), again.or(self.topics.current_at(true)))
            }
            Target::Apart(span) => (Some(span), None),
            Target::Relation(span, topic) => (Some(span), Some(topic)),
            Target::Topic(topic) => {
                let told = self.topics.get(topic).and_then(|topic| topic.subject);
                (self.compared.or(told), Some(topic))
            }
            Target::Nothing => {
                self.topics.open(None, clause.sentence, clause.nested);
                (None, self.topics.current_at(true))
            }
        }
    }

    /// The current topic, where the words at `span` name it once more in its sentence: 民生支出46亿元，民生支出占….
    fn named_again(&self, span: Span, clause: &Clause<'_>) -> Option<usize> {
        let current = self.topics.current_at(clause.nested)?;
        let topic = self.topics.get(current)?;
        let same = topic
            .subject
            .is_some_and(|subject| subject.of(self.text) == span.of(self.text));
        (same && topic.sentence == clause.sentence).then_some(current)
    }

    /// What a single figure speaks of.
    pub(super) fn target(&mut self, clause: &Clause<'_>, at: usize, reads: &Reads<'_>) -> Target {
        let Reads { own, said, kind, .. } = *reads;
        let Some(item) = clause.items.get(at) else {
            return Target::Nothing;
        };
        if let Some(topic) = self.told_before(own, clause, at) {
            return Target::Topic(topic);
        }
        if let Some(span) = self.bare_thing(clause, at).filter(|_| kind == Measure::Bare) {
            return Target::Name(span);
        }
        let verb_only = own.is_some_and(|span| self.is_verb(span));
        // 招募17.7万名“爱心妈妈”: what is counted follows its number, whatever stands before.
        let unit = reads.unit.and_then(|unit| self.catalogue.unit(unit));
        let sizes = unit.is_some_and(|unit| unit.family() == Family::Capacity);
        let bare = kind == Measure::Bare && self.is_myriads(clause, item);
        let counts = (kind == Measure::Count || sizes || bare) && said.role == Role::Level && !said.to;
        let listed = if kind.is_ratio() || said.to || said.role != Role::Level {
            None
        } else {
            self.list_head(clause, at)
        };
        if let Some(span) = listed.or_else(|| self.cost(clause, at, own)) {
            return Target::Name(span);
        }
        // 总装机26.9万千瓦光伏项目: a capacity that is named is of what it is called.
        let called = sizes
            && own.is_some_and(|span| {
                !verb_only && token::ends(self.text, span, Class::Capacity, self.catalogue)
            });
        let follows = counts && !called && self.counted_behind(clause, at)
            || kind == Measure::Amount
                && said.role == Role::Level
                && !said.to
                && !called
                && (self.is_size(clause, at) || self.is_measured_behind(clause, at, own));
        let hangs =
            follows || !kind.is_ratio() && said.role == Role::Level && !said.to && self.hangs(clause, at);
        if let Some(span) = own.filter(|_| !verb_only && !hangs) {
            return self.named(span, clause, said);
        }
        if let Some(target) = self.told_apart(clause, at).filter(|_| counts) {
            return target;
        }
        let countable = matches!(kind, Measure::Count | Measure::Amount | Measure::Bare)
            && said.role == Role::Level
            && !self.is_rank(item)
            || (kind == Measure::Count && own.is_none() && !self.is_rank(item));
        if let Some(target) = countable.then(|| self.thing(clause, at, reads, counts)).flatten() {
            return target;
        }
        if let Some(topic) = self.reached(clause, own).filter(|_| counts) {
            return Target::Topic(topic);
        }
        if let Some(topic) = self.some_of(clause, at).filter(|_| counts && own.is_none()) {
            return Target::Topic(topic);
        }
        // 先后5次: an adverb names nothing.
        if let Some(span) = own.filter(|span| !self.is_adverb(*span)) {
            let span = if verb_only { span } else { self.without_verb(span) };
            return Target::Name(span);
        }
        self.alike(clause, reads)
            .or_else(|| self.topics.current_at(clause.nested))
            .map_or(Target::Nothing, Target::Topic)
    }

    /// The topic that a change without a name of its own speaks of where the one told last is measured in something else:
    /// 项目43个，总投资26.4亿元，比上年多9个.
    fn alike(&self, clause: &Clause<'_>, reads: &Reads<'_>) -> Option<usize> {
        let unit = reads.unit?;
        let amount = matches!(reads.kind, Measure::Count | Measure::Amount);
        if reads.said.role != Role::Change || !amount {
            return None;
        }
        let has = |level: &FigureId| {
            let level = self.facts.figures.get(level.0);
            level.is_some_and(|level| level.unit.as_ref() == Some(unit))
        };
        let current = self.topics.get(self.topics.current_at(clause.nested)?)?;
        if current.levels.is_empty() || current.levels.iter().any(has) {
            return None;
        }
        self.topics.measured(clause.sentence, has)
    }

    /// The topic told before that words point at, or of whose things some are counted.
    fn told_before(&mut self, own: Option<Span>, clause: &Clause<'_>, at: usize) -> Option<usize> {
        let pointed = own.and_then(|span| self.pointed(span, clause));
        if let Some(topic) = pointed.or_else(|| self.runs_on(own?, clause, at)) {
            self.topics.resume(topic);
            return Some(topic);
        }
        self.of_those(clause, at)
    }

    /// 低于年度目标的有4项: how many of the things counted before in the sentence stand so to what was planned.
    fn of_those(&self, clause: &Clause<'_>, at: usize) -> Option<usize> {
        let before = clause.items.get(..at)?;
        if !role::counts_those(before) {
            return None;
        }
        let unit = self.unit(clause.items.get(at)?)?;
        self.topics.counted(clause.sentence, |level| {
            let level = self.facts.figures.get(level.0);
            level.is_some_and(|level| level.unit.as_ref() == Some(&unit))
        })
    }

    /// 5户企业中，2户少计收入1.4亿元，1户多计利润: a count with no thing of its own, its clause's first number, is of what was counted
    /// last in its sentence, whatever was measured since.
    fn some_of(&self, clause: &Clause<'_>, at: usize) -> Option<usize> {
        let unit = self.unit(clause.items.get(at)?);
        let unit = unit.filter(|_| at == 0 && !clause.nested)?;
        self.topics.counted(clause.sentence, |level| {
            let level = self.facts.figures.get(level.0);
            level.is_some_and(|level| level.unit.as_ref() == Some(&unit))
        })
    }

    /// 建设管网30公里，累计建成210公里: a running total with no thing of its own is of what was told before in its unit.
    fn runs_on(&self, own: Span, clause: &Clause<'_>, at: usize) -> Option<usize> {
        let running = self
            .catalogue
            .lexicon
            .begins(own.of(self.text), Class::Cumulative);
        let item = clause.items.get(at)?;
        if !running || !self.is_verb(own) || own.end != item.span.start {
            return None;
        }
        let behind = self.text.get(item.span.end..clause.span.end).unwrap_or_default();
        let unit = self.unit(item)?;
        let current = self
            .topics
            .current_at(clause.nested)
            .filter(|_| !behind.starts_with(phrase::is_letter))?;
        let topic = self.topics.get(current)?;
        let level = topic.levels.last().and_then(|id| self.facts.figures.get(id.0))?;
        (topic.sentence == clause.sentence && level.unit.as_ref() == Some(&unit)).then_some(current)
    }

    /// The one of two things told before that a phrase points at: 前者增长5%，后者增长7%.
    fn pointed(&self, span: Span, clause: &Clause<'_>) -> Option<usize> {
        let entry = self.catalogue.lexicon.get(span.of(self.text))?;
        let told = self.topics.last_levels(clause.sentence, 2);
        let [former, latter] = told.as_slice() else {
            return None;
        };
        if entry.classes.has(Class::Former) {
            Some(*former)
        } else {
            entry.classes.has(Class::Latter).then_some(*latter)
        }
    }

    /// 以12.3%的增幅居全市第二, 保持20%以上的增长: a percentage with the name of a rate of change behind it is a growth.
    pub(super) fn rate_behind(clause: &Clause<'_>, at: usize, kind: Measure, said: &mut Said) {
        const RATES: Classes = Classes::of(&[Class::RateNoun, Class::FallNoun]);
        const MOVES: Classes = Classes::of(&[Class::Rise, Class::Fall]);
        let behind = clause.items.get(at..).unwrap_or_default();
        if let [number, of, rate, ..] = behind
            && of.is(Class::Of)
            && number.span.end == of.span.start
            && (rate.any(RATES) || rate.any(MOVES) && behind.len() == 3)
            && rate.span.start == of.span.end
            && kind == Measure::Ratio
            && said.role == Role::Level
        {
            said.role = Role::Growth;
            said.falls = rate.any(Classes::of(&[Class::FallNoun, Class::Fall]));
        }
    }

    /// Whether a ratio at `at` is a portion of something, `own` being what stands before it.
    pub(super) fn portion(&self, clause: &Clause<'_>, at: usize, own: Option<Span>) -> Option<Portion> {
        let item = clause.items.get(at)?;
        let quantity = self.quantity(item)?;
        let ratio = measure(quantity.unit.as_deref(), self.catalogue) == Measure::Ratio;
        if !ratio && !self.is_fraction(item) {
            return None;
        }
        let items = clause.items.get(at + 1..)?;
        let next = items
            .first()
            .filter(|next| !phrase::has_letters(self.text, item.span.end, next.span.start));
        if next.is_some_and(|next| next.is(Class::PutTo)) {
            return Some(Portion::PutTo);
        }
        let free = own.is_none_or(|span| self.is_verb(span)) || self.in_area(clause, at);
        let of = next.is_some_and(|next| next.is(Class::Of));
        let behind = self.text.get(item.span.end..clause.span.end)?;
        let spelt = quantity.style == Style::Chinese && behind.starts_with(char::is_alphanumeric);
        if !free || !(of || spelt) || phrase::tells(self.text, items, item.span.end) {
            return None;
        }
        // 按10%的比例, 以6%的速度: the number's own noun.
        phrase::after(self.text, items, item.span.end, clause.span.end, self.scan)
            .filter(|span| !self.relational(*span))
            .map(Portion::Of)
    }

    /// Whether a portion of a place's things is told, whatever stands before: 覆盖全国10%的县.
    fn in_area(&self, clause: &Clause<'_>, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .and_then(|at| clause.items.get(at))
            .zip(clause.items.get(at));
        before.is_some_and(|(area, item)| {
            area.is(Class::Area) && !phrase::has_letters(self.text, area.span.end, item.span.start)
        })
    }

    pub(super) fn quantity(&self, item: &Item<'_>) -> Option<&Quantity> {
        match &self.scan.drafts.get(item.number()?)?.sense {
            Sense::Quantity(quantity) => Some(quantity),
            Sense::Rank(_) | Sense::Date(_) | Sense::Name | Sense::Heading => None,
        }
    }

    /// Whether a number is a fraction of something: 三分之二, 1/4.
    pub(super) fn is_fraction(&self, item: &Item<'_>) -> bool {
        self.quantity(item)
            .is_some_and(|quantity| quantity.form == Form::Fraction)
    }

    fn is_chinese(&self, item: &Item<'_>) -> bool {
        self.quantity(item)
            .is_some_and(|quantity| quantity.style == Style::Chinese)
    }

    /// Whether a measured number is the size of works that follow it: 700万吨露天矿, 1.6万吨蔬菜仓储.
    fn is_size(&self, clause: &Clause<'_>, at: usize) -> bool {
        let Some(item) = clause.items.get(at) else {
            return false;
        };
        let measured = self
            .quantity(item)
            .is_some_and(|quantity| quantity.class == Some(UnitClass::Measure));
        let items = clause.items.get(at + 1..).unwrap_or_default();
        measured
            && self.counted_behind(clause, at)
            && phrase::after(self.text, items, item.span.end, clause.span.end, self.scan)
                .is_some_and(|span| token::ends(self.text, span, Class::Works, self.catalogue))
    }

    /// Whether a measured number is of what follows it right away, though a name stands before: 开工建设10万平方米职工住宅小区,
    /// 某路1.7公里路面硬化. What has a number of its own behind it does not end the first.
    fn is_measured_behind(&self, clause: &Clause<'_>, at: usize, own: Option<Span>) -> bool {
        let Some(item) = clause.items.get(at) else {
            return false;
        };
        let measured = self
            .quantity(item)
            .is_some_and(|quantity| quantity.class == Some(UnitClass::Measure) && quantity.approx.is_none());
        let joins = Classes::of(&[Class::Link, Class::To, Class::Reach, Class::Bridge]);
        let told = clause.before(item.span.start).is_some_and(|word| word.any(joins));
        // 时速120公里路段, 年产60万吨油料: the size has a name of its own.
        let mut sizes = self.catalogue.list("sizes.names").iter();
        let known = own.is_some_and(|own| {
            let entry = self.catalogue.lexicon.get(own.of(self.text));
            entry.is_some_and(|entry| !entry.indicators.is_empty())
                || token::ends(self.text, own, Class::Capacity, self.catalogue)
                || sizes.any(|name| own.of(self.text).ends_with(name.as_str()))
        });
        // 轨道50米内换乘
        let rest = self.text.get(item.span.end..).unwrap_or_default();
        let within = self.catalogue.lexicon.begins(rest, Class::Elapsed);
        if !measured || told || known || within || !self.counted_behind(clause, at) {
            return false;
        }
        let items = clause.items.get(at + 1..).unwrap_or_default();
        let behind = phrase::after(self.text, items, item.span.end, clause.span.end, self.scan);
        behind.is_some_and(|name| {
            let goes_on = |next: &Item<'_>| next.span.start == name.end && next.number().is_some();
            name.start == item.span.end && !items.iter().any(goes_on)
        })
    }

    /// What the last number of a row counts or measures, for those before it: 8条、12.3公里道路.
    fn list_head(&self, clause: &Clause<'_>, at: usize) -> Option<Span> {
        let number = |at: usize| {
            let item = clause.items.get(at)?;
            self.quantity(item)
                .filter(|quantity| quantity.class != Some(UnitClass::Currency))
                .map(|_| item.span)
        };
        // 10大类55项民生实事 needs no mark.
        let next = |last: usize| {
            let end = number(last)?.end;
            let mark = clause.items.get(last + 1)?;
            let (at, edge) = if mark.mark() == Some('、') && mark.span.start == end {
                (last + 2, mark.span.end)
            } else {
                (last + 1, end)
            };
            // 新增17种、累计82种药品
            let running = clause
                .items
                .get(at)
                .filter(|word| word.is(Class::Cumulative) && word.span.start == edge);
            let (at, edge) = running.map_or((at, edge), |word| (at + 1, word.span.end));
            number(at).is_some_and(|span| span.start == edge).then_some(at)
        };
        let mut last = at;
        while let Some(at) = next(last) {
            last = at;
        }
        let item = clause.items.get(last).filter(|_| last > at)?;
        let items = clause.items.get(last + 1..).unwrap_or_default();
        self.counted_behind(clause, last)
            .then(|| phrase::after(self.text, items, item.span.end, clause.span.end, self.scan))
            .flatten()
    }

    /// Whether a number hangs on what stands right before it, so that what it counts comes after: 年初确定的11项主要指标.
    fn hangs(&self, clause: &Clause<'_>, at: usize) -> bool {
        let Some((before, item)) = at
            .checked_sub(1)
            .and_then(|at| clause.items.get(at))
            .zip(clause.items.get(at))
        else {
            return false;
        };
        let counter = self
            .quantity(item)
            .is_some_and(|quantity| quantity.class == Some(UnitClass::Counter));
        if counter && self.is_chinese(item) {
            return true;
        }
        let opens = Classes::of(&[Class::Verb, Class::Lead, Class::Of, Class::EtCetera]);
        let named = match before.thing {
            Thing::Word(entry) => !entry.indicators.is_empty() || entry.classes.has(Class::Link),
            _ => false,
        };
        before.any(opens) && !named && !phrase::has_letters(self.text, before.span.end, item.span.start)
    }

    /// A phrase less the verb that ends it, and what leads to the verb: 中央财政将投入60亿元 is of 中央财政.
    fn without_verb(&self, span: Span) -> Span {
        let words = token::tokens(self.text, span, self.catalogue);
        let leads = Classes::of(&[Class::Verb, Class::Bridge, Class::PlanBeforeVerb]);
        let mut end = span.end;
        // 用于“三农”的投入: behind 的 the verb is the name.
        let headed = words
            .iter()
            .rev()
            .take(2)
            .nth(1)
            .is_some_and(|word| word.is(Class::Of));
        if headed {
            return span;
        }
        for word in words.iter().rev() {
            let ends =
                word.span.end == end && word.span.start > span.start && word.entry.indicators.is_empty();
            // 技改投入 is what was put in; in 将投入 it is a deed.
            let led = || {
                let mut before = words.iter().filter(|before| before.span.end == word.span.start);
                before.any(|before| before.any(leads.with(Class::Lead)))
            };
            let strips = if end == span.end {
                word.is(Class::Verb) && (!self.names_deed(word.span) || led())
            } else {
                word.any(leads)
            };
            if !ends || !strips {
                break;
            }
            end = word.span.start;
        }
        // 正式受理315户: an adverb is no name of who did it.
        let rest = Span::new(span.start, end);
        if self.is_adverb(rest) || self.is_particle(rest) {
            return Span::new(end, span.end);
        }
        rest
    }

    /// Whether a verb names what it tells of as well: 投入.
    fn names_deed(&self, span: Span) -> bool {
        let mut names = self.catalogue.list("deeds.names").iter();
        names.any(|name| name == span.of(self.text))
    }

    /// Whether a phrase is a single character that leads to a verb: 又 of 又推出10个.
    fn is_particle(&self, span: Span) -> bool {
        let words = span.of(self.text);
        words.chars().nth(1).is_none() && self.catalogue.lexicon.is(words, Class::Lead)
    }

    /// A phrase less what the number before it counts: 39个部门1677项.
    pub(super) fn uncounted(&self, span: Span, items: &[Item<'_>], end: usize) -> Option<Span> {
        let counted = self
            .facts
            .figures
            .last()
            .and_then(|figure| figure.subject.filter(|subject| subject.start >= figure.span.end));
        match counted.filter(|subject| subject.overlaps(span)) {
            Some(subject) => phrase::before(self.text, items, subject.end, end, self.scan).filter(|rest| {
                let mut inside = self.catalogue.list("scope.ends").iter();
                !inside.any(|end| end.as_str() == rest.of(self.text))
            }),
            None => Some(span),
        }
    }

    fn is_verb(&self, span: Span) -> bool {
        let verbs = Classes::of(&[Class::Verb, Class::Lead]);
        self.catalogue.lexicon.is(span.of(self.text), verbs)
    }

    /// 完成年度偿还计划的98.5%: the year says which plan, and names nothing; 年度投资 does.
    pub(super) fn is_year(&self, span: Span) -> bool {
        let words = Classes::of(&[Class::Flow, Class::Plan, Class::PlanWhole]);
        let entry = self.catalogue.lexicon.get(span.of(self.text));
        entry.is_some_and(|entry| entry.classes.has(Class::Annual) && !entry.classes.any(words))
    }

    /// Whether a phrase says among whom a position is held, and not whose: 世界第三位.
    pub(super) fn is_scope(&self, span: Span) -> bool {
        self.catalogue.lexicon.is(span.of(self.text), Class::ScopeNation)
    }

    /// A phrase less the area among which a position is held: 覆盖率全区 of 覆盖率全区排名第一.
    pub(super) fn without_area(&self, span: Span) -> Span {
        let words = token::tokens(self.text, span, self.catalogue);
        match words.last() {
            Some(area)
                if area.is(Class::Area) && area.span.end == span.end && area.span.start > span.start =>
            {
                Span::new(span.start, area.span.start)
            }
            Some(_) | None => span,
        }
    }

    /// Whether a phrase is one word that only leads to a verb or a number: 先后.
    pub(super) fn is_adverb(&self, span: Span) -> bool {
        let deeds = Classes::of(&[
            Class::Verb,
            Class::Act,
            Class::Qualifier,
            Class::Flow,
            Class::Stock,
            Class::Event,
        ]);
        self.catalogue
            .lexicon
            .get(span.of(self.text))
            .is_some_and(|entry| {
                entry.classes.has(Class::Lead)
                    && !entry.classes.any(deeds)
                    && entry.classes.has(Class::Predicate)
            })
    }

    /// A phrase names a new topic, or a relation of the current one (计划完成率).
    pub(super) fn named(&mut self, span: Span, clause: &Clause<'_>, said: &Said) -> Target {
        if said.role == Role::Progress && said.named || said.of_rate {
            let current = self
                .topics
                .current_at(clause.nested)
                .filter(|at| self.in_sentence(*at, clause));
            return current.map_or(Target::Name(span), |topic| Target::Relation(span, topic));
        }
        // 工业增加值40.6亿元，对GDP的贡献率为30.5%，拉动GDP增长3.7个百分点: what contributes was told before.
        if said.role == Role::Share && said.named && Self::is_toward(span, clause) {
            let current = self
                .topics
                .current_at(clause.nested)
                .filter(|at| self.in_sentence(*at, clause));
            return current.map_or(Target::Name(span), |_| Target::Apart(span));
        }
        // 技改投资46亿元，技改投资占工业投资比重达58.7%: the name of the share opens with what it is of.
        if said.role == Role::Share && said.named {
            let opens = |at: &usize| {
                self.topics.get(*at).is_some_and(|topic| {
                    let of = topic.subject.map(|subject| subject.of(self.text));
                    topic.sentence == clause.sentence
                        && of.is_some_and(|of| {
                            span.of(self.text).len() > of.len() && span.of(self.text).starts_with(of)
                        })
                })
            };
            let current = self.topics.current_at(clause.nested).filter(opens);
            return current.map_or(Target::Name(span), |topic| Target::Relation(span, topic));
        }
        // 完成年计划的15.6%，进度提高3.8个百分点: what moves is the progress told before.
        if said.role == Role::Change && self.catalogue.lexicon.is(span.of(self.text), Class::ProgressNoun) {
            let current = self.topics.current_at(clause.nested).filter(|at| {
                self.topics
                    .get(*at)
                    .is_some_and(|topic| topic.sentence == clause.sentence && topic.progress.is_some())
            });
            return current.map_or(Target::Name(span), |topic| Target::Relation(span, topic));
        }
        Target::Name(span)
    }

    /// Whether the topic at `at` was told in the sentence of `clause`.
    fn in_sentence(&self, at: usize, clause: &Clause<'_>) -> bool {
        self.topics
            .get(at)
            .is_some_and(|topic| topic.sentence == clause.sentence)
    }

    /// Whether 对 opens a clause before a phrase, with nothing but an area between, so that what acts on it was told before.
    fn is_toward(span: Span, clause: &Clause<'_>) -> bool {
        let mut before = clause.items.iter().filter(|item| item.span.end <= span.start);
        let opens = before
            .next()
            .is_some_and(|word| word.is(Class::Toward) && word.span.start == clause.span.start);
        opens && before.all(|item| item.is(Class::Area))
    }
}
