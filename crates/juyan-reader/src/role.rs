//! What a number does in its clause: level, growth, change, progress, share; against which base; up or down.

mod comparison;
mod narrow;
mod whole;
mod within;

use crate::phrase;
use crate::scan::{Item, Scan, Thing};
use juyan_catalogue::{Catalogue, Class, Classes, Entry, Family, UnitClass};
use juyan_model::{Base, Role};

/// How a number's unit speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Points: always a change.
    Points,
    /// %, ‰, 倍, 番, 成.
    Ratio,
    /// 番.
    Doubling,
    /// 倍.
    Times,
    /// Counted.
    Count,
    /// Measured, money, time.
    Amount,
    /// No unit.
    Bare,
}

impl Measure {
    pub(crate) const fn is_ratio(self) -> bool {
        matches!(self, Self::Ratio | Self::Doubling | Self::Times)
    }
}

/// How the unit `name` speaks.
pub(crate) fn measure(name: Option<&str>, catalogue: &Catalogue) -> Measure {
    let Some(name) = name else { return Measure::Bare };
    let Some(unit) = catalogue.unit(name) else {
        return Measure::Count;
    };
    match (unit.class, unit.family()) {
        (UnitClass::Ratio, Family::Points) => Measure::Points,
        (UnitClass::Ratio, Family::Doublings) => Measure::Doubling,
        (UnitClass::Ratio, _) if unit.is_one() => Measure::Times,
        (UnitClass::Ratio, _) => Measure::Ratio,
        (UnitClass::Counter, _) => Measure::Count,
        (UnitClass::Scale | UnitClass::Measure | UnitClass::Time | UnitClass::Currency, _) => Measure::Amount,
    }
}

/// What the words before a number say of it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the words may say, apart from the others"
)]
pub(crate) struct Said {
    pub(crate) role: Role,
    /// Whether it falls.
    pub(crate) falls: bool,
    pub(crate) base: Option<Base>,
    /// Where the noun phrase before the number ends, in bytes of the text.
    pub(crate) nominal_end: usize,
    /// Whether a value was passed (突破).
    pub(crate) reached: bool,
    /// Whether values are dealt out in order.
    pub(crate) dealt: bool,
    /// Whether the number narrows or widens another rate.
    pub(crate) of_rate: bool,
    /// Whether no word says if the rate that narrows or widens is of a fall: 下降9.1%，收窄1.3个百分点.
    pub(crate) bare_narrow: bool,
    /// Whether the number names a progress or share by a noun of its own.
    pub(crate) named: bool,
    /// Whether the value stands at the end of a movement.
    pub(crate) to: bool,
    /// Whether a contribution in points is made.
    pub(crate) pulls: bool,
    /// Whether the level is what another is compared with: 较上年的97.16亿元.
    pub(crate) compared: bool,
    /// Whether it is so because a movement leaves it, which then goes on with the same thing: 由上年同期的1.75缩小到1.74.
    pub(crate) left: bool,
    /// Where a name ends whose last word tells the role (居民消费价格 of 居民消费价格涨幅).
    pub(crate) suffix: Option<usize>,
    /// Whether the base is the end of last year.
    pub(crate) year_end: bool,
    /// Whether it is the growth, named as such, that moves: 增速回落2.1个百分点.
    pub(crate) rated: bool,
}

/// Words that set what they stand by against another.
pub(crate) const COMPARES: Classes = Classes::of(&[
    Class::Yoy,
    Class::Mom,
    Class::Ytd,
    Class::YearEnd,
    Class::VsPlan,
    Class::Above,
    Class::Below,
    Class::Than,
    Class::Average,
    Class::Cause,
    Class::Toward,
]);
const MOVES: Classes = Classes::of(&[Class::Rise, Class::Fall, Class::Narrow, Class::Widen]);

/// The stretch of a clause that leads to one number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lead<'a, 'i> {
    pub(crate) text: &'a str,
    pub(crate) items: &'i [Item<'a>],
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How the number's unit speaks.
    pub(crate) measure: Measure,
    pub(crate) scan: &'i Scan<'a>,
    pub(crate) catalogue: &'a Catalogue,
}

impl Lead<'_, '_> {
    fn adjacent(&self, at: usize) -> bool {
        let end = self.items.get(at).map_or(self.start, |item| item.span.end);
        let next = self.items.get(at + 1).map_or(self.end, |item| item.span.start);
        !phrase::has_letters(self.text, end, next)
    }

    /// Whether the word at `at` is one character only, which is trusted right before a number alone.
    fn weak(&self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else {
            return true;
        };
        let single = item.span.of(self.text).chars().nth(1).is_none();
        single
            && !(self.adjacent(at)
                && self
                    .items
                    .get(at + 1)
                    .is_none_or(|next| !matches!(next.thing, Thing::Mark(_))))
    }

    /// Position of the word that says what was planned is gone from: 由年初预算的52000万元调减为….
    fn plan_left(&self) -> Option<usize> {
        let of = self.items.len().checked_sub(1)?;
        let from = of.checked_sub(2)?;
        let told = [(of, Class::Of), (of - 1, Class::PlanWhole), (from, Class::From)];
        let is = |(at, class): (usize, Class)| {
            self.items.get(at).is_some_and(|item| item.is(class)) && self.adjacent(at)
        };
        told.into_iter().all(is).then_some(from)
    }

    /// Whether a word speaks of how fast something grows: 加快2.1个百分点.
    fn paces(&self, item: &Item<'_>) -> bool {
        let points = self.measure == Measure::Points;
        points
            && self
                .catalogue
                .list("paces")
                .iter()
                .any(|word| word == item.span.of(self.text))
    }

    /// Whether what the word at `at` compares with is a plan: 低于年度预期目标, 比全年目标高.
    fn is_with_plan(&self, at: usize) -> bool {
        let next = self.items.get(at + 1);
        next.is_some_and(|item| item.is(Class::PlanWhole)) && self.adjacent(at)
    }
}

/// Whether words end in what stands so to a plan and 有: 低于年度目标的有, so that some of the things told before are counted.
pub(crate) fn counts_those(items: &[Item<'_>]) -> bool {
    let [.., plan, of, there] = items else {
        return false;
    };
    let adjoins = plan.span.end == of.span.start && of.span.end == there.span.start;
    adjoins
        && plan.any(Classes::of(&[Class::PlanWhole, Class::VsPlan]))
        && of.is(Class::Of)
        && there.any(Classes::of(&[Class::SomeOf, Class::Lead]))
}

/// Reads what `lead` says of its number; `rank` tells that the number is a position.
pub(crate) fn said(lead: Lead<'_, '_>, rank: bool) -> Said {
    let comparison = lead.comparison().filter(|_| !counts_those(lead.items));
    let mut said = Said {
        role: Role::Level,
        falls: false,
        base: base(&lead),
        nominal_end: lead.start,
        reached: lead
            .items
            .iter()
            .any(|item| item.any(Classes::of(&[Class::Reach]))),
        dealt: lead.items.iter().any(|item| item.is(Class::Deal)),
        of_rate: false,
        bare_narrow: false,
        named: false,
        to: false,
        pulls: false,
        compared: false,
        left: comparison.is_some_and(|at| lead.is_left(at)),
        suffix: None,
        year_end: lead.items.iter().any(|item| item.is(Class::YearEnd)),
        rated: lead
            .items
            .iter()
            .any(|item| item.any(Classes::of(&[Class::RateNoun, Class::FallNoun])) || lead.paces(item)),
    };
    let ranked = lead
        .items
        .iter()
        .rposition(|item| item.is(Class::RankVerb))
        .filter(|_| rank);
    let cut = ranked
        .or_else(|| rank.then(|| lead.place_left()).flatten())
        .or_else(|| role(&lead, comparison, &mut said));
    // 平均每平方米5500元 compares with no other time, nor does 为受困企业…, 对困难户….
    let alone = Classes::of(&[Class::Average, Class::Cause, Class::Toward]);
    let against = comparison
        .and_then(|at| lead.items.get(at))
        .is_some_and(|item| !item.any(alone));
    said.compared = said.role == Role::Level && !lead.measure.is_ratio() && against && !rank;
    let edge = cut
        .or(comparison)
        .and_then(|at| lead.items.get(at))
        .map_or(lead.end, |item| item.span.start);
    let edge = match comparison.and_then(|at| lead.items.get(at)) {
        Some(item) => edge.min(item.span.start),
        None => edge,
    };
    // 县域经济增速高于全省, 居民收入增速居第八: a rate that adjoins what compares or ranks it belongs to the name.
    let set_against = rank || said.role == Role::Change && lead.measure == Measure::Points;
    // 收入增幅全省排名第六, 收入增幅在中心城区排位第五: among whom it is held stands between.
    let named = if rank { lead.before_place(edge) } else { edge };
    let rate = lead
        .items
        .iter()
        .rfind(|item| item.span.end <= named)
        .filter(|item| set_against && item.is(Class::RateNoun) && item.span.end == named)
        .filter(|item| phrase::has_letters(lead.text, lead.start, item.span.start));
    said.suffix = said.suffix.or(rate.map(|rate| rate.span.end));
    said.nominal_end = said
        .suffix
        .unwrap_or_else(|| phrase::nominal_end(lead.text, lead.items, lead.start, edge, lead.scan));
    said
}

/// Sets role and direction; returns the position of the word before which the noun phrase ends.
fn role(lead: &Lead<'_, '_>, comparison: Option<usize>, said: &mut Said) -> Option<usize> {
    if let Some(at) = lead.plan_left() {
        return Some(at);
    }
    if let Some(at) = whole::whole(lead, said) {
        return Some(at);
    }
    if said.named {
        return None;
    }
    if lead.measure == Measure::Points
        && let Some(at) = lead.items.iter().position(|item| item.is(Class::Pull))
    {
        said.role = Role::Change;
        said.falls = lead.items.get(at).is_some_and(|item| item.is(Class::Fall));
        said.pulls = true;
        return Some(comparison.map_or(at, |edge| edge.min(at)));
    }
    let mut cut = None;
    for (at, item) in lead.items.iter().enumerate().rev() {
        // 增速年均20%以上: the rate that is averaged stands before what compares.
        let averaged = item.is(Class::RateNoun) && lead.adjacent(at);
        let behind = comparison.is_some_and(|edge| at < edge && !(averaged && at + 1 == edge));
        let reachable = at + 1 == lead.items.len() || lead.adjacent(at) || comparison.is_some();
        if behind || !reachable {
            break;
        }
        // 吞吐量保持增长、完成1.5亿标箱: what was done is told apart from how it moved.
        let apart =
            item.mark() == Some('、') && lead.items.get(at + 1).is_some_and(|next| next.is(Class::Verb));
        if apart {
            break;
        }
        let Thing::Word(entry) = item.thing else { continue };
        match movement(lead, at, entry, said).or_else(|| relation(lead, at, entry, said)) {
            Some(Step::Settled(at)) => return at,
            Some(Step::Left(at)) => {
                cut = at;
                break;
            }
            None if entry.classes.any(phrase::FUNCTIONAL) => {}
            // 低于全国0.2个百分点: with what it is compared stands between.
            None if comparison.is_some_and(|edge| edge < at) => {}
            None => break,
        }
    }
    match lead.measure {
        Measure::Points => {
            said.role = Role::Change;
            return more(lead, comparison, said).or(cut);
        }
        Measure::Doubling => {
            said.role = Role::Growth;
            said.base = said.base.or(Some(Base::Other));
        }
        Measure::Times if comparison.is_none() || is_multiple(lead) => return times(lead, said).or(cut),
        Measure::Count | Measure::Amount | Measure::Ratio if said.role == Role::Level => {
            return more(lead, comparison, said).or(cut);
        }
        Measure::Ratio | Measure::Times | Measure::Count | Measure::Amount | Measure::Bare => {}
    }
    cut
}

/// 比计划多0.4万亩, 比上年少2项, 比上月多8.6%: what lies between the two is told, and not the other. The noun phrase ends before 比.
fn more(lead: &Lead<'_, '_>, comparison: Option<usize>, said: &mut Said) -> Option<usize> {
    // 低于控制指标48人: against what is planned the difference is told.
    let last = lead.items.len().checked_sub(1).filter(|at| lead.adjacent(*at));
    if let Some(compares) = comparison.filter(|compares| last == Some(*compares + 1))
        && let Some(word) = lead.items.get(compares)
        && word.any(Classes::of(&[Class::Above, Class::Below]))
        && lead.is_with_plan(compares)
    {
        said.role = Role::Change;
        said.falls = word.is(Class::Below);
        return Some(compares);
    }
    let at = lead.leads_by()?;
    // 比全国（5.1%）高0.4个百分点: what is compared with stands before the brackets, or is left out: 三产增速高3.2个百分点.
    let points = (lead.measure == Measure::Points).then_some(at);
    let compares = comparison.filter(|compares| *compares < at).or(points)?;
    said.role = if lead.measure == Measure::Ratio {
        Role::Growth
    } else {
        Role::Change
    };
    said.falls = lead.items.get(at).is_some_and(|word| word.is(Class::LessBy));
    Some(compares)
}

/// What one word decides, with the position before which the noun phrase ends.
enum Step {
    /// The role is known.
    Settled(Option<usize>),
    /// The unit decides.
    Left(Option<usize>),
}

/// A word that moves the number or its rate: 增长, 提高到, 收窄, 增速.
fn movement(lead: &Lead<'_, '_>, at: usize, entry: &Entry, said: &mut Said) -> Option<Step> {
    let classes = entry.classes;
    let points = lead.measure == Measure::Points;
    // 拉动消费728亿元 is what was bought, 拉动增长2个百分点 a change.
    if classes.has(Class::Pull) && !points && !lead.measure.is_ratio() {
        return Some(Step::Left(None));
    }
    if classes.has(Class::To) && !lead.weak(at) && !points {
        // 增加值增速达到11.1%: what it has come to is a rate.
        let rate = at.checked_sub(1).filter(|at| lead.adjacent(*at));
        if let Some(rate) = rate.filter(|_| lead.measure.is_ratio())
            && let Some(word) = lead.items.get(rate).filter(|item| item.is(Class::RateNoun))
        {
            said.role = Role::Growth;
            said.falls = word.is(Class::FallNoun);
            return Some(Step::Settled(Some(rate)));
        }
        said.to = true;
        said.role = Role::Level;
        return Some(Step::Settled(None));
    }
    if classes.has(Class::Narrow) || (classes.has(Class::Widen) && points) {
        narrow::narrow(lead, at, classes, said);
        return Some(Step::Settled(Some(narrow::cut(lead, at))));
    }
    if lead.measure.is_ratio() && !entry.indicators.is_empty() {
        let Some(item) = lead.items.get(at) else {
            return Some(Step::Left(None));
        };
        if !suffixed(item.span.of(lead.text), lead.catalogue, said) {
            return Some(Step::Left(None));
        }
        said.suffix = said.suffix.map(|len| item.span.start + len);
        return Some(Step::Settled(lead.items.get(at + 1).map(|_| at + 1)));
    }
    // 产量增长的有16种: what grew is what is counted.
    let relative = lead.items.get(at + 1).is_some_and(|next| next.is(Class::Of));
    if relative && classes.any(MOVES) && !classes.has(Class::To) {
        return Some(Step::Settled(None));
    }
    if classes.any(Classes::of(&[Class::RateNoun, Class::FallNoun])) && lead.measure.is_ratio() {
        said.role = Role::Growth;
        said.falls = classes.has(Class::FallNoun);
        return Some(Step::Settled(Some(at)));
    }
    // 减少办公用房租赁费1.19亿元: what became less is named behind the verb.
    let named = !lead.adjacent(at) && phrase::lessens(entry) && !lead.measure.is_ratio();
    if named && at + 1 == lead.items.len() {
        return Some(Step::Settled(None));
    }
    if classes.any(Classes::of(&[Class::Rise, Class::Fall])) && !classes.has(Class::To) && !lead.weak(at) {
        said.role = if lead.measure.is_ratio() {
            Role::Growth
        } else {
            Role::Change
        };
        said.falls = classes.has(Class::Fall);
        return Some(Step::Settled(Some(at)));
    }
    None
}

/// A word that sets the number against another: 高于, 超序时进度, 由.
fn relation(lead: &Lead<'_, '_>, at: usize, entry: &Entry, said: &mut Said) -> Option<Step> {
    let classes = entry.classes;
    let points = lead.measure == Measure::Points;
    if points && classes.any(Classes::of(&[Class::Above, Class::Below, Class::VsPlan])) {
        said.falls = classes.has(Class::Below);
        return Some(Step::Left(Some(at)));
    }
    // 超额完成年度目标0.6个百分点
    if points && classes.any(Classes::of(&[Class::PlanWhole, Class::BeyondPlan])) {
        let beyond = if classes.has(Class::BeyondPlan) {
            Some(at)
        } else {
            at.checked_sub(1)
        };
        let beyond = beyond.filter(|at| lead.items.get(*at).is_some_and(|item| item.is(Class::BeyondPlan)));
        if let Some(beyond) = beyond.filter(|_| lead.adjacent(at)) {
            said.base = Some(Base::Plan);
            return Some(Step::Left(Some(beyond)));
        }
    }
    // 超序时进度4%: points told in per cent.
    if lead.measure == Measure::Ratio && classes.has(Class::VsPlan) {
        said.role = Role::Change;
        return Some(Step::Settled(Some(at)));
    }
    // 高于全国标准7倍
    if lead.measure == Measure::Times && classes.has(Class::Above) {
        said.role = Role::Growth;
        said.base = said.base.or(Some(Base::Other));
        return Some(Step::Settled(Some(at)));
    }
    if classes.has(Class::From) && lead.adjacent(at) && at + 1 == lead.items.len() {
        // 增速由5%提高到6%
        let rate = at.checked_sub(1).and_then(|at| lead.items.get(at));
        if rate.is_some_and(|rate| rate.is(Class::RateNoun))
            && lead.measure.is_ratio()
            && lead.adjacent(at - 1)
        {
            said.role = Role::Growth;
            return Some(Step::Settled(Some(at - 1)));
        }
        return Some(Step::Settled(Some(at)));
    }
    None
}

/// A name that itself says what the number is: 居民消费价格涨幅, 即办件占比.
fn suffixed(name: &str, catalogue: &Catalogue, said: &mut Said) -> bool {
    for (at, _) in name.char_indices().rev().take(5) {
        let Some(entry) = name.get(at..).and_then(|tail| catalogue.lexicon.get(tail)) else {
            continue;
        };
        let named = name
            .get(..at)
            .and_then(|head| catalogue.lexicon.get(head))
            .is_some_and(|head| !head.indicators.is_empty());
        if entry
            .classes
            .any(Classes::of(&[Class::RateNoun, Class::FallNoun]))
            && named
        {
            said.role = Role::Growth;
            said.falls = entry.classes.has(Class::FallNoun);
            said.suffix = Some(at);
            return true;
        }
        // 单位生产总值二氧化碳排放降低
        let moves = Classes::of(&[Class::Rise, Class::Fall]);
        if entry.classes.any(moves) && !entry.classes.has(Class::To) && at > 0 {
            said.role = Role::Growth;
            said.falls = entry.classes.has(Class::Fall);
            said.suffix = Some(at);
            return true;
        }
        if entry.classes.has(Class::ShareNoun) && !names_rate(name, catalogue) {
            said.role = Role::Share;
            said.named = true;
            return true;
        }
        if entry.classes.has(Class::ProgressNoun) && at > 0 {
            said.role = Role::Progress;
            said.named = true;
            return true;
        }
    }
    false
}

/// Whether a name is that of a rate, whatever word of a share it ends in: 科技进步贡献率.
fn names_rate(name: &str, catalogue: &Catalogue) -> bool {
    let mut tails = name.char_indices().filter_map(|(at, _)| name.get(at..));
    let longest = tails.find_map(|tail| catalogue.lexicon.get(tail));
    longest.is_some_and(|entry| entry.classes.has(Class::RateSuffix))
}

/// Whether the number stands right behind 的, so that it is a multiple of what stands before: 上年同期的3倍.
fn is_multiple(lead: &Lead<'_, '_>) -> bool {
    lead.items
        .last()
        .is_some_and(|item| item.is(Class::Of) && lead.adjacent(lead.items.len() - 1))
}

/// 是2005年的2.36倍: a growth against what stands before the 的. The noun phrase ends before the verb or the time.
fn times(lead: &Lead<'_, '_>, said: &mut Said) -> Option<usize> {
    said.role = Role::Growth;
    said.base = said.base.or(Some(Base::Other));
    let opens = Classes::of(&[Class::Link, Class::Likeness, Class::To]);
    lead.items
        .iter()
        .position(|item| matches!(item.thing, Thing::Number(_) | Thing::Time(_)) || item.any(opens))
}

/// The base that the words before a number name, the nearest first.
pub(crate) fn base(lead: &Lead<'_, '_>) -> Option<Base> {
    let mut items = lead.items.iter().enumerate();
    let average = items.any(|(at, item)| item.is(Class::Average) && !lead.names_mean(at));
    if average || lead.within_years() {
        return Some(Base::Other);
    }
    lead.items.iter().enumerate().rev().find_map(|(at, item)| {
        let Thing::Word(entry) = item.thing else {
            return None;
        };
        let classes = entry.classes;
        if classes.has(Class::VsPlan) {
            Some(Base::Plan)
        } else if classes.has(Class::Mom) {
            Some(Base::Mom)
        } else if classes.has(Class::Ytd) {
            Some(Base::Ytd)
        } else if classes.has(Class::Yoy) {
            // 比上年年初预算: with what was planned then, and not with what became of it.
            Some(if lead.is_with_plan(at) {
                Base::Other
            } else {
                Base::Yoy
            })
        } else if classes.has(Class::YearEnd) {
            Some(Base::Ytd)
        } else if !classes.any(Classes::of(&[Class::Than, Class::Above, Class::Below]))
            || lead.moves_behind(at)
        {
            None
        } else if lead.is_with_plan(at) {
            Some(Base::Plan)
        } else if lead.compares(at)
            || lead.measure == Measure::Points && classes.any(Classes::of(&[Class::Above, Class::Below]))
        {
            Some(Base::Other)
        } else {
            None
        }
    })
}
