//! Honest reports, drawn: true values first, then their printed figures.
//!
//! It rounds by whole-number division and shares no code with the prover. Every claim has its own mode, one for all of its
//! members; ties and zeros are drawn far more often than chance would have them.
#![allow(
    unreachable_pub,
    dead_code,
    reason = "each binary uses the part that it needs"
)]
#![allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "drawn numbers are small"
)]

use crate::sketch::Sketch;
use juyan_model::{ClaimKind, FigureId, MemberRole, Period, Role, Span, Told};

/// How the printer shortens a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    HalfUp,
    HalfEven,
    Truncated,
}

/// All kinds of claims, and how often each has been drawn is up to the caller.
pub const KINDS: [ClaimKind; 21] = [
    ClaimKind::Sum,
    ClaimKind::SumPartial,
    ClaimKind::Ratio,
    ClaimKind::Difference,
    ClaimKind::Same,
    ClaimKind::Composition,
    ClaimKind::Growth,
    ClaimKind::Change,
    ClaimKind::Progress,
    ClaimKind::Average,
    ClaimKind::CountRate,
    ClaimKind::Balance,
    ClaimKind::Identity,
    ClaimKind::MeanGrowth,
    ClaimKind::Multiple,
    ClaimKind::GrowthByParts,
    ClaimKind::Direction,
    ClaimKind::Enumeration,
    ClaimKind::EnumerationPartial,
    ClaimKind::Calendar,
    ClaimKind::Dealt,
];

/// Random numbers that are the same on every machine (splitmix64).
#[derive(Debug)]
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn within(&mut self, low: i128, high: i128) -> i128 {
        low + i128::from(self.next()) % (high - low + 1)
    }

    pub fn one_in(&mut self, n: i128) -> bool {
        self.within(1, n) == 1
    }
}

/// `numerator` ÷ `denominator` to `decimals` places.
pub fn print(numerator: i128, denominator: i128, decimals: u32, mode: Print) -> String {
    let (above, below) = (numerator.abs() * 10_i128.pow(decimals), denominator);
    let (mut whole, left) = (above / below, above % below);
    let up = match mode {
        Print::HalfUp => 2 * left >= below,
        Print::HalfEven => 2 * left > below || (2 * left == below && whole % 2 == 1),
        Print::Truncated => false,
    };
    whole += i128::from(up);
    let sign = if numerator < 0 && whole != 0 { "-" } else { "" };
    let unit = 10_i128.pow(decimals);
    let places = decimals as usize;
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{}.{:0places$}", whole / unit, whole % unit)
    }
}

/// How an amount is printed: the power of ten of its scale word and its decimals.
#[derive(Debug, Clone, Copy)]
struct Form {
    scale: u32,
    decimals: u32,
}

/// Puts claims of one mode into a sketch.
#[derive(Debug)]
pub struct Simulation<'a> {
    pub draw: &'a mut Draw,
    pub sketch: &'a mut Sketch,
    pub mode: Print,
}

impl Simulation<'_> {
    /// Draws one true claim of `kind` and prints it.
    pub fn claim(&mut self, kind: ClaimKind) {
        match kind {
            ClaimKind::Sum | ClaimKind::Identity => self.sum(kind),
            ClaimKind::SumPartial => self.partial(kind, MemberRole::Total, MemberRole::Part),
            ClaimKind::Balance => self.partial(kind, MemberRole::Denominator, MemberRole::Numerator),
            ClaimKind::Ratio | ClaimKind::Progress => self.ratio(kind),
            ClaimKind::Difference | ClaimKind::Change => self.difference(kind),
            ClaimKind::Same => self.same(),
            ClaimKind::Composition => self.composition(),
            ClaimKind::Growth | ClaimKind::Multiple => self.growth(kind),
            ClaimKind::MeanGrowth => self.mean_growth(),
            ClaimKind::GrowthByParts => self.growth_by_parts(),
            ClaimKind::Average => self.average(),
            ClaimKind::CountRate => self.count_rate(),
            ClaimKind::Direction => self.direction(),
            ClaimKind::Enumeration
            | ClaimKind::EnumerationPartial
            | ClaimKind::Dealt
            | ClaimKind::Calendar => self.told(kind),
        }
    }

    fn form(&mut self) -> Form {
        let scale = [0, 4, 4, 8, 8][self.draw.within(0, 4) as usize];
        let decimals = self.draw.within(0, 3) as u32;
        Form {
            scale,
            decimals: decimals.min(scale),
        }
    }

    /// An amount of money in 元; every other one lies on a tie of its form.
    fn amount(&mut self, form: Form) -> i128 {
        let last = 10_i128.pow(form.scale - form.decimals);
        let value = self.draw.within(1, 5000) * last + self.draw.within(0, last - 1);
        if last > 1 && self.draw.one_in(2) {
            value / (last / 2) * (last / 2)
        } else {
            value
        }
    }

    fn money(&mut self, value: i128, form: Form) -> FigureId {
        let digits = print(value, 10_i128.pow(form.scale), form.decimals, self.mode);
        self.sketch.level(&digits, form.scale, "元")
    }

    fn count(&mut self, value: i128) -> FigureId {
        self.sketch.level(&value.to_string(), 0, "个")
    }

    fn percent(&mut self, role: Role, above: i128, below: i128, decimals: u32) -> FigureId {
        let digits = print(above * 100, below, decimals, self.mode);
        self.sketch.figure(role, &digits, 0, "%")
    }

    fn sum(&mut self, kind: ClaimKind) {
        let counts = self.draw.one_in(4);
        let of = self.draw.within(2, 6);
        let form = self.form();
        let mut total = 0;
        let mut members = Vec::new();
        for _ in 0..of {
            let own = if self.draw.one_in(4) { self.form() } else { form };
            let part = if counts {
                self.draw.within(0, 300)
            } else {
                self.amount(own)
            };
            total += part;
            let figure = if counts {
                self.count(part)
            } else {
                self.money(part, own)
            };
            members.push((MemberRole::Part, figure));
        }
        let figure = if counts {
            self.count(total)
        } else {
            self.money(total, form)
        };
        members.push((MemberRole::Total, figure));
        self.sketch.claim(kind, &members);
    }

    fn partial(&mut self, kind: ClaimKind, whole: MemberRole, part: MemberRole) {
        let form = self.form();
        let own = self.form();
        let held = self.amount(own);
        let all = if self.draw.one_in(3) {
            held
        } else {
            held + self.amount(form)
        };
        let members = [(part, self.money(held, own)), (whole, self.money(all, form))];
        self.sketch.claim(kind, &members);
    }

    /// An amount that rose or fell, or stayed.
    fn direction(&mut self) {
        let (form, own) = (self.form(), self.form());
        let (now, before) = (self.amount(form), self.amount(own));
        let (larger, smaller) = (MemberRole::Total, MemberRole::Part);
        let roles = if now >= before {
            [larger, smaller]
        } else {
            [smaller, larger]
        };
        let figures = [self.money(now, form), self.money(before, own)];
        self.sketch.claim(
            ClaimKind::Direction,
            &[(roles[0], figures[0]), (roles[1], figures[1])],
        );
    }

    /// Things listed beside their number, or years; whole numbers that nobody rounds.
    fn told(&mut self, kind: ClaimKind) {
        let told = |role, value: i128| Told {
            role,
            span: Span::default(),
            value: value as i32,
            digits: 2,
        };
        let parts: Vec<i128> = match kind {
            ClaimKind::Calendar => vec![self.draw.within(1900, 2030), self.draw.within(0, 99)],
            _ => vec![1; self.draw.within(2, 20) as usize],
        };
        let more = match kind {
            ClaimKind::EnumerationPartial => self.draw.within(0, 5),
            _ => 0,
        };
        let mut words = vec![told(MemberRole::Total, parts.iter().sum::<i128>() + more)];
        words.extend(parts.into_iter().map(|part| told(MemberRole::Part, part)));
        self.sketch.claim(kind, &[]);
        if let Some(claim) = self.sketch.claims.last_mut() {
            claim.told = words;
        }
    }

    fn ratio(&mut self, kind: ClaimKind) {
        let decimals = self.draw.within(0, 2) as u32;
        let role = if kind == ClaimKind::Progress {
            Role::Progress
        } else {
            Role::Share
        };
        let (above, below, members);
        if self.draw.one_in(3) {
            below = self.draw.within(1, 400);
            above = self.draw.within(0, below);
            members = [
                (MemberRole::Numerator, self.count(above)),
                (MemberRole::Denominator, self.count(below)),
            ];
        } else {
            let form = self.form();
            let own = self.form();
            (above, below) = (self.amount(own), self.amount(form));
            members = [
                (MemberRole::Numerator, self.money(above, own)),
                (MemberRole::Denominator, self.money(below, form)),
            ];
        }
        let role = if above > below && role == Role::Share {
            Role::Level
        } else {
            role
        };
        let rate = if above > below && self.draw.one_in(2) {
            let digits = print(above, below, decimals + 1, self.mode);
            self.sketch.figure(role, &digits, 0, "倍")
        } else {
            self.percent(role, above, below, decimals)
        };
        self.sketch
            .claim(kind, &[members[0], members[1], (MemberRole::Ratio, rate)]);
    }

    fn difference(&mut self, kind: ClaimKind) {
        if self.draw.one_in(2) {
            let form = self.form();
            let (own, other) = (self.form(), self.form());
            let (now, before) = (self.amount(own), self.amount(other));
            let (shown, was) = (self.money(now, own), self.money(before, other));
            let digits = print(now - before, 10_i128.pow(form.scale), form.decimals, self.mode);
            let change = self.sketch.figure(Role::Change, &digits, form.scale, "元");
            return self.changed(kind, change, shown, was);
        }
        let below = 100_000;
        let (now, before) = (self.draw.within(0, below), self.draw.within(0, below));
        let decimals = self.draw.within(0, 2) as u32;
        let (shown, was) = (
            self.percent(Role::Level, now, below, decimals),
            self.percent(Role::Level, before, below, decimals),
        );
        let digits = print((now - before) * 100, below, decimals, self.mode);
        let change = self.sketch.figure(Role::Change, &digits, 0, "个百分点");
        self.changed(kind, change, shown, was);
    }

    fn changed(&mut self, kind: ClaimKind, change: FigureId, now: FigureId, before: FigureId) {
        let members = [
            (MemberRole::Result, change),
            (MemberRole::Minuend, now),
            (MemberRole::Subtrahend, before),
        ];
        self.sketch.claim(kind, &members);
    }

    fn same(&mut self) {
        let form = self.form();
        let value = self.amount(form);
        let coarse = Form {
            scale: form.scale,
            decimals: form.decimals.saturating_sub(self.draw.within(0, 2) as u32),
        };
        let members = [
            (MemberRole::Figure, self.money(value, form)),
            (MemberRole::Figure, self.money(value, coarse)),
        ];
        self.sketch.claim(ClaimKind::Same, &members);
    }

    fn composition(&mut self) {
        let decimals = self.draw.within(0, 2) as u32;
        let parts: Vec<i128> = (0..self.draw.within(2, 6))
            .map(|_| self.draw.within(0, 400))
            .collect();
        let whole = parts.iter().sum::<i128>().max(1);
        let rest = whole - parts.iter().sum::<i128>();
        let mut members: Vec<(MemberRole, FigureId)> = parts
            .iter()
            .map(|part| {
                (
                    MemberRole::Part,
                    self.percent(Role::Share, *part, whole, decimals),
                )
            })
            .collect();
        if rest > 0 {
            members.push((MemberRole::Part, self.percent(Role::Share, rest, whole, decimals)));
        }
        self.sketch.claim(ClaimKind::Composition, &members);
    }

    /// Yearly growth over some years, found by trying out whole numbers.
    fn mean_growth(&mut self) {
        let form = self.form();
        let before = self.amount(form);
        let now = before * self.draw.within(60, 300) / 100;
        let years = self.draw.within(2, 3) as u32;
        let decimals = self.draw.within(0, 2) as u32;
        let steps = 100 * 10_i128.pow(decimals);
        // The rates are counted in half steps: the last that is not above the truth tells which way to round.
        let (mut low, mut high) = (-2 * steps, 4 * steps);
        while high - low > 1 {
            let middle = (low + high).div_euclid(2);
            let grown = (2 * steps + middle).pow(years) * before;
            if grown <= now * (2 * steps).pow(years) {
                low = middle;
            } else {
                high = middle;
            }
        }
        let exact = (2 * steps + low).pow(years) * before == now * (2 * steps).pow(years);
        let rate = if self.mode == Print::Truncated && low < 0 && !exact {
            -(-low - 1).div_euclid(2)
        } else {
            low.div_euclid(2)
        };
        let rate = if self.mode == Print::Truncated {
            rate
        } else {
            rate + low.rem_euclid(2)
        };
        let digits = print(rate, 10_i128.pow(decimals), decimals, Print::HalfUp);
        let rate = self.sketch.figure(Role::Growth, &digits, 0, "%");
        let (shown, was) = (self.money(now, form), self.money(before, form));
        for (figure, year) in [(shown, 2020 + years as i16), (was, 2020)] {
            self.sketch.figures[figure.0].period = Period::year(year);
        }
        let members = [
            (MemberRole::Ratio, rate),
            (MemberRole::Numerator, shown),
            (MemberRole::Denominator, was),
        ];
        self.sketch.claim(ClaimKind::MeanGrowth, &members);
    }

    fn growth_by_parts(&mut self) {
        let form = self.form();
        let parts: Vec<(i128, i128)> = (0..self.draw.within(2, 4))
            .map(|_| {
                let before = self.amount(form);
                (before * self.draw.within(50, 200) / 100, before)
            })
            .filter(|(now, _)| *now > 0)
            .collect();
        let sum = |amounts: &mut dyn Iterator<Item = i128>| amounts.sum::<i128>();
        let whole = (
            sum(&mut parts.iter().map(|(now, _)| *now)),
            sum(&mut parts.iter().map(|(_, before)| *before)),
        );
        if parts.len() < 2 {
            return;
        }
        let decimals = self.draw.within(0, 2) as u32;
        let mut members = Vec::new();
        for (at, (now, before)) in std::iter::once(&whole).chain(&parts).enumerate() {
            let rate = print((now - before) * 100, *before, decimals, self.mode);
            let rate = self.sketch.figure(Role::Growth, &rate, 0, "%");
            let level = self.money(*now, form);
            if at == 0 {
                members.extend([(MemberRole::Ratio, rate), (MemberRole::Total, level)]);
            } else {
                members.extend([(MemberRole::Part, level), (MemberRole::Figure, rate)]);
            }
        }
        self.sketch.claim(ClaimKind::GrowthByParts, &members);
    }

    /// What was added to a level, as a percentage or in times; or how many times that the level is.
    fn growth(&mut self, kind: ClaimKind) {
        let form = self.form();
        let (before, own) = (self.amount(form), self.form());
        let now = if self.draw.one_in(2) {
            before * self.draw.within(50, 200) / 100
        } else {
            self.amount(own)
        };
        let shown = self.money(now, form);
        let multiple = kind == ClaimKind::Multiple;
        let added = now > before && !multiple && self.draw.one_in(3);
        let (role, was) = if added {
            (MemberRole::Part, now - before)
        } else {
            (MemberRole::Denominator, before)
        };
        let was = self.money(was, form);
        let decimals = self.draw.within(0, 2) as u32;
        let in_times = !added && now > before && self.draw.one_in(5);
        let rate = if multiple || in_times {
            let times = if multiple { now } else { now - before };
            let digits = print(times, before, decimals + 1, self.mode);
            self.sketch.figure(Role::Growth, &digits, 0, "倍")
        } else {
            self.percent(Role::Growth, now - before, before, decimals)
        };
        let members = [
            (MemberRole::Ratio, rate),
            (MemberRole::Numerator, shown),
            (role, was),
        ];
        self.sketch.claim(kind, &members);
    }

    fn average(&mut self) {
        let (form, own) = (self.form(), self.form());
        let total = self.amount(form);
        let count = self.draw.within(1, 3000);
        let figure = self.sketch.level(&count.to_string(), 0, "人");
        let digits = print(total, count * 10_i128.pow(own.scale), own.decimals, self.mode);
        let unit = if self.draw.one_in(2) { "元" } else { "元/人" };
        let average = self.sketch.level(&digits, own.scale, unit);
        let members = [
            (MemberRole::Ratio, average),
            (MemberRole::Numerator, self.money(total, form)),
            (MemberRole::Denominator, figure),
        ];
        self.sketch.claim(ClaimKind::Average, &members);
    }

    fn count_rate(&mut self) {
        let below = self.draw.within(1, 3000);
        let above = self.draw.within(0, below);
        let decimals = self.draw.within(0, 2) as u32;
        let rate = self.percent(Role::Level, above, below, decimals);
        let members = [
            (MemberRole::Ratio, rate),
            (MemberRole::Denominator, self.count(below)),
        ];
        self.sketch.claim(ClaimKind::CountRate, &members);
    }
}
