//! What is counted behind its number, where more than its name tells it: whose it is, what those who have no other name did.

use super::target::Target;
use super::{Paragraph, Reads};
use crate::clause::{Clause, is_fact};
use crate::phrase::{self, Heads};
use crate::role::Measure;
use crate::scan::{Item, Thing};
use crate::token;
use juyan_catalogue::{Class, Classes, Family, NumeralSign, Unit};
use juyan_model::{Role, Span};

impl<'a> Paragraph<'a, '_> {
    /// What a number counts that stands behind it; `counts` tells that its unit is a counter.
    pub(super) fn thing(
        &self,
        clause: &Clause<'a>,
        at: usize,
        reads: &Reads<'_>,
        counts: bool,
    ) -> Option<Target> {
        let item = clause.items.get(at)?;
        let unit = reads.unit.and_then(|unit| self.catalogue.unit(unit));
        let kind = reads.kind;
        let end = clause
            .items
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .find(|item| is_fact(item, self.scan))
            .map_or(clause.span.end, |item| item.span.start);
        let items = clause.items.get(at + 1..).unwrap_or_default();
        if let Some(span) = self.holder(items, item.span.end).filter(|_| counts) {
            return Some(Target::Name(span));
        }
        let family = unit.map(Unit::family);
        let heads = match (family, kind) {
            (Some(Family::Person), _) => Heads::Qualify,
            (Some(Family::Household), _) | (_, Measure::Bare) => Heads::Folk,
            _ => Heads::End,
        };
        if let Some(span) = phrase::counted(self.text, items, (item.span.end, end), self.scan, heads) {
            let span = self.with_head(self.without_deed(span, unit), items);
            let span = self.without_property(span);
            // 安排3亿元帮助解决困难: a deed alone names nothing.
            if kind == Measure::Amount && self.is_deed(span) {
                return None;
            }
            return Some(self.peers(span, items).map_or(Target::Name(span), Target::Apart));
        }
        let acted = || self.object(clause, at).or_else(|| self.related(clause, at));
        if let Some(span) = counts.then(acted).flatten() {
            return Some(Target::Name(span));
        }
        // 贫困户301户611人全部脱贫: two counts of one thing, which stands before them.
        let before = clause.before(item.span.start);
        let twice =
            before.is_some_and(|before| is_fact(before, self.scan) && before.span.end == item.span.start);
        if family == Some(Family::Person)
            && !twice
            && let Some(span) = self.happened(items, (item.span.end, end))
        {
            return Some(Target::Name(span));
        }
        None
    }

    /// 在11个县区中排名第一: those among whom a position is held, of whom nothing else is told.
    pub(super) fn peers(&self, counted: Span, items: &[Item<'a>]) -> Option<Span> {
        let mut behind = items.iter().filter(|item| item.span.start >= counted.end);
        let verb = behind.next().filter(|next| next.is(Class::RankVerb))?;
        let place = behind.next().filter(|item| self.is_rank(item))?;
        let ranks = verb.span.start == counted.end && place.span.start == verb.span.end;
        let name = counted.of(self.text);
        let mut inside = self.catalogue.list("scope.ends").iter();
        // 在全区12个盟市排名第三
        let all = inside
            .find_map(|end| name.strip_suffix(end.as_str()))
            .unwrap_or(name);
        ranks.then(|| Span::new(counted.start, counted.start + all.len()))
    }

    /// 30个市级重点项目完成投资…: the head of what is counted opens the name of what is told of it next.
    pub(super) fn with_head(&self, counted: Span, items: &[Item<'a>]) -> Span {
        let next = items.iter().find(|item| item.span.start >= counted.end);
        let name = next.filter(|next| {
            next.span.start == counted.end
                && matches!(next.thing, Thing::Word(entry) if !entry.indicators.is_empty())
        });
        let Some(name) = name.map(|next| next.span.of(self.text)) else {
            return counted;
        };
        self.catalogue
            .lexicon
            .words(name)
            .filter(|hit| hit.len < name.len() && hit.entry.classes.has(Class::HeadNoun))
            .last()
            .map_or(counted, |hit| Span::new(counted.start, counted.end + hit.len))
    }

    /// 36个村集体经济收入达到…: the villages are counted, and then it is told what each has.
    pub(super) fn holder(&self, items: &[Item<'a>], start: usize) -> Option<Span> {
        let [item, next, ..] = items else { return None };
        let Thing::Word(entry) = item.thing else {
            return None;
        };
        let measured = is_fact(next, self.scan) && next.span.start == item.span.end;
        let told = measured
            || next.any(Classes::of(&[
                Class::Link,
                Class::All,
                Class::Reach,
                Class::Rise,
                Class::Fall,
            ]));
        if entry.indicators.is_empty() || item.span.start != start || !told {
            return None;
        }
        let heads = Classes::of(&[Class::PlaceTail, Class::HeadNoun, Class::Folk]);
        let name = item.span.of(self.text);
        self.catalogue
            .lexicon
            .words(name)
            .filter(|hit| hit.len < name.len() && hit.entry.classes.any(heads))
            .last()
            .map(|hit| Span::new(start, start + hit.len))
    }

    /// Whether what a number counts follows it right away.
    pub(super) fn counted_behind(&self, clause: &Clause<'_>, at: usize) -> bool {
        let Some(item) = clause.items.get(at) else {
            return false;
        };
        let items = clause.items.get(at + 1..).unwrap_or_default();
        let behind = self.text.get(item.span.end..clause.span.end).unwrap_or_default();
        let opens = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“'));
        let object = || phrase::after(self.text, items, item.span.end, clause.span.end, self.scan);
        if !opens {
            return false;
        }
        if !phrase::tells(self.text, items, item.span.end) {
            return object().is_some();
        }
        // 启动了12个改造项目: behind a deed that is done stands its object, whatever word that begins with.
        Self::is_done_deed(clause, at)
            && object().is_some_and(|name| {
                let one = items.iter().any(|word| word.span == name);
                !one && !items
                    .iter()
                    .any(|next| next.span.start == name.end && is_fact(next, self.scan))
            })
    }

    /// Whether a deed stands before a number with nothing but a joint between: 启动了12个.
    fn is_done_deed(clause: &Clause<'_>, at: usize) -> bool {
        let before = at.checked_sub(2).and_then(|from| clause.items.get(from..=at));
        let deeds = Classes::of(&[Class::Verb, Class::Act, Class::Event]);
        matches!(before, Some([deed, joint, number])
            if deed.any(deeds)
                && joint.is(Class::Link)
                && !joint.any(deeds)
                && deed.span.end == joint.span.start
                && joint.span.end == number.span.start)
    }

    /// 推出35个对接上海的平台: right behind a deed and its number stands the object, with whatever word it begins.
    pub(super) fn object(&self, clause: &Clause<'_>, at: usize) -> Option<Span> {
        const OPENS: Classes = Classes::of(&[Class::Toward, Class::Predicate, Class::None, Class::Lead]);
        const TELLS: Classes = Classes::of(&[
            Class::Event,
            Class::Link,
            Class::Verb,
            Class::Rise,
            Class::Fall,
            Class::EtCetera,
        ]);
        let adjoins = |one: usize| {
            let (item, next) = clause.items.get(one).zip(clause.items.get(one + 1))?;
            (is_fact(next, self.scan) && next.span.start == item.span.end).then_some(one + 1)
        };
        // 推出12批1181项…: several numbers of one object.
        let last = std::iter::successors(Some(at), |at| adjoins(*at)).last()?;
        let item = clause.items.get(last)?;
        let mut first = at;
        while let Some(before) = first.checked_sub(1).and_then(|at| clause.items.get(at))
            && is_fact(before, self.scan)
            && before.span.end == clause.items.get(first)?.span.start
        {
            first -= 1;
        }
        let deed = clause.items.get(first.checked_sub(1)?)?;
        let governed = deed.any(Classes::of(&[Class::Verb, Class::Act]))
            && deed.span.end == clause.items.get(first)?.span.start;
        // 24座公厕、2座压缩转运站: under the deed of the member before.
        let listed = deed.mark() == Some('、') && self.is_member(deed.span.start);
        let tells =
            |word: &Item<'_>| word.any(TELLS) && !(listed && word.is(Class::Act) && !word.is(Class::Verb));
        let items = clause.items.get(last + 1..)?;
        let opens = items
            .first()
            .filter(|word| word.span.start == item.span.end && word.any(OPENS) && !tells(word))?;
        let end = items
            .iter()
            .find(|item| is_fact(item, self.scan))
            .map_or(clause.span.end, |item| item.span.start);
        let behind = phrase::counted(
            self.text,
            items.get(1..)?,
            (opens.span.end, end),
            self.scan,
            Heads::End,
        )?;
        ((governed || listed) && behind.start == opens.span.end)
            .then(|| Span::new(opens.span.start, behind.end))
    }

    /// Whether the word at `at` only qualifies a noun right behind it: 经济 of 来自经济困难家庭的学生.
    pub(super) fn qualifies(clause: &Clause<'_>, at: usize) -> bool {
        let heads = Classes::of(&[Class::Folk, Class::HeadNoun]);
        let next = clause.items.get(at).zip(clause.items.get(at + 1));
        next.is_some_and(|(item, next)| next.any(heads) && next.span.start == item.span.end)
    }

    /// Whether a phrase is a single word for a deed, which is no name of what is done: 帮助.
    fn is_deed(&self, span: Span) -> bool {
        const NAMES: Classes = Classes::of(&[Class::Qualifier, Class::Flow, Class::Stock, Class::Noun]);
        let entry = self.catalogue.lexicon.get(span.of(self.text));
        entry.is_some_and(|entry| entry.classes.has(Class::Act) && !entry.classes.any(NAMES))
    }

    /// Whether what the last number counts stands behind it and ends at `end`.
    fn is_member(&self, end: usize) -> bool {
        let last = self.facts.figures.last();
        last.is_some_and(|figure| {
            figure
                .subject
                .is_some_and(|subject| subject.start >= figure.span.end && subject.end == end)
        })
    }

    /// 8项涉及开发区的行政职权, 新增10所达到二级水平的医院: a verb right behind a number, and behind its 的 the noun.
    pub(super) fn related(&self, clause: &Clause<'a>, at: usize) -> Option<Span> {
        const VERBS: Classes = Classes::of(&[Class::Verb, Class::Link, Class::StockVerb]);
        let item = clause.items.get(at)?;
        let items = clause.items.get(at + 1..)?;
        let verb = items
            .first()
            .filter(|verb| verb.any(VERBS) && verb.span.start == item.span.end)?;
        let ends = |next: &Item<'_>| {
            next.mark().is_some()
                || is_fact(next, self.scan)
                || next.any(Classes::of(&[Class::Rise, Class::Fall]))
        };
        let of = items
            .iter()
            .take_while(|next| !ends(next))
            .position(|next| next.is(Class::Of))?;
        let end = items
            .iter()
            .find(|next| is_fact(next, self.scan))
            .map_or(clause.span.end, |next| next.span.start);
        let from = items.get(of)?.span.end;
        let head = phrase::counted(
            self.text,
            items.get(of + 1..)?,
            (from, end),
            self.scan,
            Heads::End,
        )?;
        (head.start == from).then(|| Span::new(verb.span.start, head.end))
    }

    /// 完成1200户工业企业数字化改造: what is done to the things that are counted is no part of their name.
    pub(super) fn without_deed(&self, counted: Span, unit: Option<&Unit>) -> Span {
        let things = unit.is_some_and(|unit| {
            matches!(
                unit.family(),
                Family::General | Family::Household | Family::Body | Family::Thing | Family::Person
            )
        });
        let deeds = self.catalogue.list("deeds.counted");
        let done = || unit.is_some_and(|unit| deeds.contains(&unit.name));
        let named = || {
            let words = token::tokens(self.text, counted, self.catalogue);
            words.last().is_some_and(|word| !word.entry.indicators.is_empty())
        };
        if !things || !token::ends(self.text, counted, Class::Act, self.catalogue) || done() || named() {
            return counted;
        }
        let name = counted.of(self.text);
        // 240栋建筑物的立面修复
        let words = token::tokens(self.text, counted, self.catalogue);
        let of = words.iter().rfind(|word| word.is(Class::Of));
        let owner = of.map(|of| Span::new(counted.start, of.span.start));
        if let Some(owner) = owner.filter(|owner| owner.of(self.text).chars().nth(1).is_some()) {
            return owner;
        }
        // 180个老旧小区改造; households and bodies are counted whatever stands between: 60家企业数字化改造.
        let any = unit.is_some_and(|unit| !matches!(unit.family(), Family::General | Family::Thing));
        let heads = Classes::of(&[Class::HeadNoun, Class::Folk]);
        let heads = if any { heads } else { heads.with(Class::PlaceTail) };
        let lexicon = &self.catalogue.lexicon;
        let ends = name.char_indices().filter_map(|(at, _)| {
            let end = at + lexicon.longest_of(name.get(at..)?, heads)?.len;
            let deed = name.get(end..).filter(|deed| !deed.is_empty())?;
            (any || lexicon.is(deed, Class::Act)).then_some(end)
        });
        ends.max()
            .map_or(counted, |end| Span::new(counted.start, counted.start + end))
    }

    /// 7个城市空气质量达到二级: what is told of those counted is no part of their name.
    fn without_property(&self, counted: Span) -> Span {
        let name = counted.of(self.text);
        let mut properties = self.catalogue.list("counted.properties").iter();
        if !properties.any(|property| name.ends_with(property.as_str())) {
            return counted;
        }
        let owners = self.catalogue.list("counted.owners").iter();
        let end = owners.filter_map(|owner| {
            let end = name.rfind(owner.as_str())? + owner.len();
            (end < name.len()).then_some(end)
        });
        end.max()
            .map_or(counted, |end| Span::new(counted.start, counted.start + end))
    }

    /// 8金4银: the word right behind a bare number names what it counts.
    pub(super) fn bare_thing(&self, clause: &Clause<'_>, at: usize) -> Option<Span> {
        let item = clause.items.get(at)?;
        let rest = self.text.get(item.span.end..clause.span.end)?;
        let mut words = self.catalogue.list("counted.bare").iter();
        let word = words.find(|word| rest.starts_with(word.as_str()))?;
        let behind = rest.get(word.len()..)?;
        let ends = behind
            .chars()
            .next()
            .is_none_or(|next| !phrase::is_letter(next) || self.catalogue.numerals.sign(next).is_some());
        ends.then(|| Span::new(item.span.end, item.span.end + word.len()))
    }

    /// 举办演出460场、惠及9.2万人次: whom a deed reached is told of what was told before.
    pub(super) fn reached(&self, clause: &Clause<'_>, own: Option<Span>) -> Option<usize> {
        let own = own?.of(self.text);
        let mut verbs = self.catalogue.list("verbs.reach").iter();
        let current = self
            .topics
            .current_at(clause.nested)
            .filter(|_| verbs.any(|verb| verb == own))?;
        let topic = self.topics.get(current)?;
        let last = self.facts.figures.last()?;
        let told = last.role == Role::Level && last.span.start >= clause.span.start;
        (told && topic.subject.is_some() && last.subject == topic.subject).then_some(current)
    }

    /// Whether a number without a unit is one of so many tens of thousands: 2400多万贫困家庭学生.
    pub(super) fn is_myriads(&self, clause: &Clause<'a>, item: &Item<'_>) -> bool {
        let last = item.span.of(self.text).chars().next_back();
        let sign = last.and_then(|last| self.catalogue.numerals.sign(last));
        // 裁减员额50万的任务
        let next = clause.items.iter().find(|next| next.span.start == item.span.end);
        let wanted = next.is_some_and(|next| next.any(Classes::of(&[Class::Of, Class::PlanWhole])));
        matches!(sign, Some(NumeralSign::Large(_))) && !wanted
    }

    /// What some of the things told before are said to be (其中56项为全国首创), and those among whom a position is held (居西部12省区第4位).
    pub(super) fn told_apart(&self, clause: &Clause<'a>, at: usize) -> Option<Target> {
        let item = clause.items.get(at)?;
        let behind = clause.items.get(at + 1..)?;
        let ranks = clause
            .items
            .get(..at)?
            .iter()
            .any(|word| word.is(Class::RankVerb));
        if ranks
            && behind
                .iter()
                .find(|next| is_fact(next, self.scan))
                .is_some_and(|next| self.is_rank(next))
        {
            let place = behind.iter().find(|next| is_fact(next, self.scan))?;
            let all = phrase::after(self.text, behind, item.span.end, place.span.start, self.scan)?;
            return (all.end == place.span.start).then_some(Target::Apart(all));
        }
        let among = clause
            .items
            .first()
            .filter(|word| word.any(Classes::of(&[Class::Among, Class::Lead])))?;
        let is = behind.first().filter(|word| {
            word.is(Class::Link) && !word.any(Classes::of(&[Class::Verb, Class::StockVerb]))
        })?;
        let told =
            clause.says(Class::Among) && among.span.end == item.span.start && is.span.start == item.span.end;
        let alone = !behind
            .iter()
            .any(|next| is_fact(next, self.scan) || next.mark() == Some('、'));
        let name = phrase::after(
            self.text,
            behind.get(1..)?,
            is.span.end,
            clause.span.end,
            self.scan,
        )?;
        (told && alone && name.start == is.span.end).then_some(Target::Name(name))
    }

    /// What people who have no other name did: 5200人脱贫, 300人成功脱贫.
    pub(super) fn happened(&self, items: &[Item<'a>], (start, end): (usize, usize)) -> Option<Span> {
        if let Some(title) = self.title(items, start, end) {
            return Some(title);
        }
        let told = Classes::of(&[Class::Event, Class::Predicate]);
        let mut from = start;
        for item in items {
            if phrase::has_letters(self.text, from, item.span.start) || item.mark().is_some() {
                return None;
            }
            let behind = self.text.get(item.span.end..).unwrap_or_default();
            if !behind.starts_with(phrase::is_letter) {
                return item.any(told).then_some(item.span);
            }
            if !self.is_adverb(item.span) {
                return None;
            }
            from = item.span.end;
        }
        None
    }

    /// What people who have no other name became: 12人入选国家高层次人才.
    fn title(&self, items: &[Item<'a>], start: usize, end: usize) -> Option<Span> {
        let verb = items.first().filter(|verb| verb.span.start == start)?;
        let mut verbs = self.catalogue.list("verbs.bestowed").iter();
        verbs.find(|word| *word == verb.span.of(self.text))?;
        let behind = items.get(1..)?;
        phrase::counted(self.text, behind, (verb.span.end, end), self.scan, Heads::Qualify)
    }
}
