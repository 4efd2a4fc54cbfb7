//! Lists: numbers that go on with nothing but 、 between them, and the names over which 分别 deals them out.

use super::Paragraph;
use crate::clause::Clause;
use crate::phrase;
use crate::quantity::Form;
use crate::role::Said;
use crate::scan::{Item, Sense};
use crate::token;
use juyan_catalogue::{Class, Classes};
use juyan_model::{Approx, Decimal, Role, Span};
use smol_str::SmolStr;

impl Paragraph<'_, '_> {
    /// Groups of figures that are listed with nothing but 、 and 和 between them.
    pub(super) fn runs(&self, clause: &Clause<'_>, facts: &[usize]) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for at in facts {
            let joined = runs
                .last()
                .and_then(|run| run.last())
                .is_some_and(|last| self.joined(clause, *last, *at));
            match runs.last_mut() {
                Some(run) if joined => run.push(*at),
                Some(_) | None => runs.push(vec![*at]),
            }
        }
        runs
    }

    /// 分别增长7%、8%左右: what is said behind the last of `count` dealt figures is said of them all.
    pub(super) fn share_nearness(&mut self, count: usize) {
        let from = self.facts.figures.len().saturating_sub(count);
        let Some((last, before)) = self.facts.figures.get_mut(from..).and_then(<[_]>::split_last_mut) else {
            return;
        };
        let about = last.approx == Some(Approx::About);
        if about && token::ends(self.text, last.span, Class::AboutAfter, self.catalogue) {
            let bare = before.iter_mut().filter(|figure| figure.approx.is_none());
            bare.for_each(|figure| figure.approx = Some(Approx::About));
        }
    }

    fn joined(&self, clause: &Clause<'_>, last: usize, at: usize) -> bool {
        let Some(between) = clause.items.get(last + 1..at) else {
            return false;
        };
        let mut edge = clause.items.get(last).map_or(0, |item| item.span.end);
        if self.joined_per(clause, last, at) {
            return true;
        }
        for item in between.iter().chain(clause.items.get(at)) {
            if phrase::has_letters(self.text, edge, item.span.start) {
                return false;
            }
            edge = item.span.end;
        }
        let parts = |at: usize| {
            clause
                .items
                .get(at)
                .and_then(Item::number)
                .and_then(|number| self.scan.drafts.get(number))
                .is_some_and(
                    |draft| matches!(&draft.sense, Sense::Quantity(quantity) if quantity.form == Form::Part),
                )
        };
        (!between.is_empty() || parts(last) && parts(at))
            && between
                .iter()
                .all(|item| item.mark() == Some('、') || item.is(Class::And))
    }

    /// 每人每月826元和每人每年7380元: two amounts for so long.
    fn joined_per(&self, clause: &Clause<'_>, last: usize, at: usize) -> bool {
        let ends = clause.items.get(last).zip(clause.items.get(at));
        let between = ends.and_then(|(last, item)| self.text.get(last.span.end..item.span.start));
        let joint = clause
            .items
            .get(last + 1)
            .filter(|joint| joint.mark() == Some('、') || joint.is(Class::And));
        let per = between.zip(joint).and_then(|(between, joint)| {
            let joint = joint.span.of(self.text);
            between.trim().strip_prefix(joint)
        });
        per.is_some_and(|per| {
            self.catalogue
                .list("per.phrases")
                .iter()
                .any(|word| word == per.trim())
        })
    }

    /// The topics of the figures of `run`, where they are a list or belong to one that goes on in the `later` lists of the clause:
    /// 分别增长5%、3%和下降2% deals three values out, whatever way each of them moves.
    pub(super) fn deal_out(
        &mut self,
        said: &mut Said,
        own: Option<Span>,
        clause: &Clause<'_>,
        (run, later): (&[usize], &[Vec<usize>]),
    ) -> Vec<usize> {
        if !self.ahead.is_empty() {
            let named = self.notes.last().is_some_and(|note| !note.usual_base);
            let before = self.facts.figures.last().filter(|_| named);
            said.base = said.base.or(before.and_then(|figure| figure.base));
            let here = run.len().min(self.ahead.len());
            return self.ahead.drain(..here).collect();
        }
        let moves = said.dealt && matches!(said.role, Role::Growth | Role::Change);
        let more = if moves {
            self.dealt_on(clause, run, later)
        } else {
            0
        };
        if more > 0 {
            let mut topics = self.dealt(said, own, clause, run.len() + more);
            if topics.len() == run.len() + more {
                self.dealt.clone_from(&topics);
                self.ahead = topics.split_off(run.len());
                return topics;
            }
        }
        if run.len() < 2 {
            return Vec::new();
        }
        let mut topics = self.dealt(said, own, clause, run.len());
        if topics.is_empty()
            && let Some(own) = own.filter(|_| self.is_row(said, clause, run))
        {
            topics = self.opened(own, clause, run.len());
        }
        self.dealt.clone_from(&topics);
        topics
    }

    /// Whether a list tells values of one kind of what stands before it: 各项存贷款余额达73亿元和40亿元, but not of what stands
    /// behind: 出台4条、6条具体举措.
    fn is_row(&self, said: &Said, clause: &Clause<'_>, run: &[usize]) -> bool {
        let unit = |at: &usize| clause.items.get(*at).and_then(|item| self.unit(item));
        let told = clause.says(Classes::of(&[Class::Link, Class::To, Class::Reach]));
        let alike = |pair: &[usize]| match pair {
            [one, next] => unit(one) == unit(next),
            _ => true,
        };
        let behind = run.last().is_some_and(|last| self.counted_behind(clause, *last));
        said.role == Role::Level && told && !behind && run.windows(2).all(alike)
    }

    /// As many topics of one name.
    fn opened(&mut self, name: Span, clause: &Clause<'_>, count: usize) -> Vec<usize> {
        let each = (0..count).map(|_| {
            self.topics.open(Some(name), clause.sentence, clause.nested);
            self.topics.current_at(true)
        });
        each.flatten().collect()
    }

    /// The unit of a list, which the last of those over which values are dealt out tells in full: 分别下降0.2个、提高0.8个百分点.
    pub(super) fn unit_ahead(
        &self,
        clause: &Clause<'_>,
        (own, start): (Option<SmolStr>, usize),
        later: &[Vec<usize>],
    ) -> Option<SmolStr> {
        let dealt = |item: &Item<'_>| item.is(Class::Deal) && item.span.end <= start;
        let last = later.last().filter(|_| clause.items.iter().any(dealt));
        let item = last.and_then(|list| clause.items.get(*list.last()?));
        let whole = item.and_then(|item| self.unit(item));
        let shortened = own
            .as_ref()
            .is_some_and(|own| self.is_shortened(own, whole.as_ref()));
        if shortened { whole } else { own }
    }

    /// How many figures of the `later` lists go on with `run`, with nothing between but what joins and how each moves.
    fn dealt_on(&self, clause: &Clause<'_>, run: &[usize], later: &[Vec<usize>]) -> usize {
        let goes_on = |last: usize, at: usize| {
            let between = clause.items.get(last + 1..at).unwrap_or_default();
            let mut edge = clause.items.get(last).map_or(0, |item| item.span.end);
            let close = between.iter().chain(clause.items.get(at)).all(|item| {
                let adjoins = !phrase::has_letters(self.text, edge, item.span.start);
                edge = item.span.end;
                adjoins
            });
            let joins = |item: &Item<'_>| item.mark() == Some('、') || item.is(Class::And);
            let moves = |item: &Item<'_>| item.any(Classes::of(&[Class::Rise, Class::Fall]));
            close
                && between.first().is_some_and(joins)
                && between.iter().all(|item| joins(item) || moves(item))
        };
        let mut last = run.last().copied();
        let mut more = 0;
        for list in later {
            let (Some(end), Some(start)) = (last, list.first()) else {
                break;
            };
            if !goes_on(end, *start) {
                break;
            }
            more += list.len();
            last = list.last().copied();
        }
        more
    }

    /// The topics of a list of `count` figures: its members' own, or those told last.
    fn dealt(&mut self, said: &Said, own: Option<Span>, clause: &Clause<'_>, count: usize) -> Vec<usize> {
        // 分别增长13.2%、12.2%，占全市投资比重分别达到71.1%、53.1%: behind 占 stands the whole, and no name of what is told.
        let of_whole = |span: Span| {
            let mut before = clause
                .items
                .iter()
                .rev()
                .filter(|item| item.span.end <= span.start);
            before
                .find(|item| !item.is(Class::Area))
                .is_some_and(|before| before.is(Class::ShareOf))
        };
        let goes_on = self.dealt.len() == count && self.sentence == clause.sentence;
        if said.role == Role::Share && goes_on && own.is_none_or(of_whole) {
            return self.dealt.clone();
        }
        let own = own.map(|span| self.dealing(span, clause, count).unwrap_or(span));
        let mut members = own
            .map(|span| self.members(span, clause, count))
            .unwrap_or_default();
        if members.len() < count
            && let Some(listed) = self
                .with_listed(own, &members, clause, count)
                .filter(|_| said.dealt)
        {
            members = listed;
        }
        if let Some(deeds) = own
            .and_then(|own| self.deeds(own, clause, count))
            .filter(|_| said.dealt)
        {
            members = deeds;
        }
        if members.len() == count {
            let first = members.iter().map(|span| self.told_again(*span, clause, said));
            return first.flatten().collect();
        }
        // 城乡居民人均可支配收入分别为…: two values under one name, each of which the next 分别 goes on with.
        if let (Some(span), [_], true) = (own, members.as_slice(), said.dealt) {
            return self.opened(span, clause, count);
        }
        if own.is_none()
            && let Some(subject) = self
                .topics
                .current_at(clause.nested)
                .and_then(|at| self.topics.get(at))
                .and_then(|topic| topic.subject)
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
        // 分别增长9.7%、8.2%，增速分别提高5.7、1.2个百分点
        let goes_on = said.to || said.role == Role::Change;
        if own.is_none() && self.dealt.len() == count && self.sentence == clause.sentence && goes_on {
            return self.dealt.clone();
        }
        if own.is_none() && (said.dealt || said.role != Role::Level) {
            let told = if said.of_rate {
                self.topics.last_rates(clause.sentence, count)
            } else {
                self.topics.last_levels(clause.sentence, count)
            };
            if told.len() == count {
                return told;
            }
        }
        Vec::new()
    }

    /// What was done with things of one kind, each with a value: 签约、开工、投产项目分别达到26个、12个、5个.
    fn deeds(&self, own: Span, clause: &Clause<'_>, count: usize) -> Option<Vec<Span>> {
        const DEEDS: Classes = Classes::of(&[Class::Verb, Class::Act, Class::Event, Class::PartState]);
        let mut found = vec![own];
        let mut before = clause
            .items
            .iter()
            .rev()
            .skip_while(|item| item.span.end > own.start);
        while found.len() < count {
            let edge = found.last()?.start;
            let comma = before.next().filter(|item| item.span.end == edge)?;
            let joins = comma.mark() == Some('、') || comma.is(Class::And);
            let deed = before
                .next()
                .filter(|deed| joins && deed.any(DEEDS) && deed.span.end == comma.span.start)?;
            found.push(deed.span);
        }
        // 设备购置和技术改造投资: a deed that ends a name of its own is none by itself.
        let first = found.last()?.start;
        let edge = before.next().map_or(clause.span.start, |item| item.span.end);
        if phrase::has_letters(self.text, edge, first) {
            return None;
        }
        found.reverse();
        Some(found)
    }

    /// The topic of a member; what is told of its level names it once more: 合同外资1.4亿元，实际外资0.9亿元，合同外资和实际外资分别完成年计划的….
    fn told_again(&mut self, span: Span, clause: &Clause<'_>, said: &Said) -> Option<usize> {
        let again = self
            .topics
            .named(span.of(self.text), clause.sentence, self.text)
            .filter(|_| said.role != Role::Level);
        if again.is_none() {
            self.topics.open(Some(span), clause.sentence, clause.nested);
        }
        again.or(self.topics.current_at(true))
    }

    /// The members of a list that began in the clauses before: 信息技术服务业，金融业增加值分别增长9.2%、5.5%, or whose number is told
    /// behind it: 采矿业，纺织业2个行业分别增长6.2%、5.1%.
    fn with_listed(
        &self,
        own: Option<Span>,
        members: &[Span],
        clause: &Clause<'_>,
        count: usize,
    ) -> Option<Vec<Span>> {
        let counted = own.and_then(|own| self.counted_list(own, clause, count));
        let members = match &counted {
            Some(list) => self.members(*list, clause, count),
            None => members.to_vec(),
        };
        let missing = count.checked_sub(members.len())?;
        let told = if counted.is_some() && members.len() > 1 && missing > 0 {
            // Joints inside a name: 有色金属冶炼和压延加工业 is one industry.
            (count - 1, counted.into_iter().collect())
        } else {
            (missing, members)
        };
        let (missing, members): (usize, Vec<Span>) = told;
        if missing == 0 {
            return Some(members);
        }
        let clauses = self.listed.as_slice();
        // 削减庆典、讲座、比赛，数量分别压减…: the clause right before lists them all.
        let last = clauses
            .last()
            .filter(|_| missing > 1)
            .and_then(|one| self.whole_phrase(one))
            .map(|span| self.split(span))
            .filter(|members| members.len() == missing);
        let before: Vec<Span> = match (last, clauses) {
            (Some(members), _) => members,
            (None, [one]) if missing > 1 => self.split(self.whole_phrase(one)?),
            (None, several) => several
                .get(several.len().checked_sub(missing)?..)?
                .iter()
                .map(|one| self.whole_phrase(one))
                .collect::<Option<_>>()?,
        };
        (before.len() == missing).then(|| [before, members].concat())
    }

    /// The phrase of a clause that is nothing but a phrase.
    fn whole_phrase(&self, clause: &Clause<'_>) -> Option<Span> {
        self.named_in(clause).filter(|span| span.end == clause.span.end)
    }

    /// What is listed right before the number of its members: 采矿业、纺织业 of 采矿业、纺织业2个行业.
    fn counted_list(&self, own: Span, clause: &Clause<'_>, count: usize) -> Option<Span> {
        let facts = || {
            let is_fact = |item: &&Item<'_>| crate::clause::is_fact(item, self.scan);
            clause.items.iter().filter(is_fact)
        };
        let number = facts().rfind(|item| item.span.end <= own.start)?;
        let between = self.text.get(number.span.end..own.start)?;
        if !between.chars().all(char::is_alphanumeric) {
            return None;
        }
        let draft = self.scan.drafts.get(number.number()?)?;
        let Sense::Quantity(quantity) = &draft.sense else {
            return None;
        };
        if quantity.value?.single()? != Decimal::from(count) {
            return None;
        }
        let start = facts()
            .rfind(|item| item.span.end <= number.span.start)
            .map_or(clause.span.start, |item| item.span.end);
        phrase::before(self.text, clause.items, start, number.span.start, self.scan)
    }

    /// The list over which values are dealt out, where the words behind 分别 are of none of its members alone: 铁路、公路分别完成投资.
    fn dealing(&self, own: Span, clause: &Clause<'_>, count: usize) -> Option<Span> {
        let deal = clause
            .items
            .iter()
            .rfind(|item| item.is(Class::Deal) && item.span.end <= own.end)?;
        let before = clause
            .items
            .iter()
            .rfind(|item| item.span.end <= deal.span.start && crate::clause::is_fact(item, self.scan));
        let start = before.map_or(clause.span.start, |item| item.span.end);
        let end = phrase::nominal_end(self.text, clause.items, start, deal.span.start, self.scan);
        let list = phrase::before(self.text, clause.items, start, end, self.scan)?;
        (self.members(list, clause, count).len() == count).then_some(list)
    }

    /// The members of a phrase that stands in another clause.
    pub(super) fn split(&self, span: Span) -> Vec<Span> {
        let joins = token::tokens(self.text, span, self.catalogue);
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

    /// The members of 甲、乙和丙: as many as there are numbers, where some joints may stand inside a member's own name
    /// (汽车及其零部件、电工器材).
    fn members(&self, span: Span, clause: &Clause<'_>, count: usize) -> Vec<Span> {
        let inside = || clause.items.iter().filter(|item| span.contains(item.span));
        let is_comma = |item: &Item<'_>| item.mark() == Some('、');
        let joints: Vec<Span> = inside()
            .filter(|item| is_comma(item) || item.is(Class::And))
            .map(|item| item.span)
            .collect();
        if joints
            .first()
            .is_some_and(|first| self.is_shortened_name(span.start, first.start))
        {
            return vec![span];
        }
        if joints.len() < count {
            return self.parted(span, &joints);
        }
        let commas: Vec<Span> = inside()
            .filter(|item| is_comma(item))
            .map(|item| item.span)
            .collect();
        // The last member is joined by a word, unless it is joined by a comma as well.
        let last = joints.last().filter(|last| commas.last() != Some(*last));
        let with_last: Vec<Span> = commas.iter().chain(last).copied().collect();
        let chosen = [with_last, commas]
            .into_iter()
            .find(|chosen| chosen.len() + 1 == count);
        self.parted(span, &chosen.unwrap_or(joints))
    }

    /// Whether one character stands for a name that goes on behind the others: 城、乡居民收入. 一、二、三产业 are counted.
    fn is_shortened_name(&self, start: usize, end: usize) -> bool {
        let mut signs = Span::new(start, end).of(self.text).chars();
        let first = signs.next();
        signs.next().is_none() && first.is_some_and(|sign| self.catalogue.numerals.sign(sign).is_none())
    }

    /// A phrase in parts, without what joins them.
    fn parted(&self, span: Span, joints: &[Span]) -> Vec<Span> {
        let starts = std::iter::once(span.start).chain(joints.iter().map(|joint| joint.end));
        let ends = joints
            .iter()
            .map(|joint| joint.start)
            .chain(std::iter::once(span.end));
        let parts = starts.zip(ends).map(|(start, end)| Span::new(start, end));
        parts
            .filter(|part| !part.of(self.text).trim().is_empty())
            .collect()
    }
}
