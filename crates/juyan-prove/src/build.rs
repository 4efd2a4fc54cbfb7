//! From a claim to its equation: which member is reckoned from which, and whether their units allow it.

use crate::equation::{Equation, Form, Relation};
use crate::term::Term;
use crate::unit::{Kind, Measure};
use juyan_catalogue::{Catalogue, GrowthBasis};
use juyan_model::{Claim, ClaimKind, Figure, FigureId, MemberRole, Premise, Rational, Role};

/// Reads claims over one list of figures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Build<'a> {
    /// The document's figures.
    pub(crate) figures: &'a [Figure],
    /// What else is claimed of them.
    pub(crate) claims: &'a [Claim],
    /// The vocabulary.
    pub(crate) catalogue: &'a Catalogue,
}

/// What a member may be called where a claim's kind has a name of its own for it.
const RESULT: &[MemberRole] = &[MemberRole::Ratio, MemberRole::Result, MemberRole::Figure];
const ABOVE: &[MemberRole] = &[MemberRole::Numerator, MemberRole::Minuend];
const BELOW: &[MemberRole] = &[MemberRole::Denominator, MemberRole::Subtrahend];

/// Roots of more years than this are not taken; no report speaks of them.
const MOST_YEARS: u32 = 100;

impl<'a> Build<'a> {
    /// The equation of `claim`; else why there is none.
    pub(crate) fn equation(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let mut equation = match claim.kind {
            ClaimKind::Sum => self.total(claim, Relation::Equal),
            ClaimKind::SumPartial | ClaimKind::Balance => self.total(claim, Relation::AtMost),
            ClaimKind::Identity if claim.one(MemberRole::Total).is_some() => {
                self.total(claim, Relation::Equal)
            }
            ClaimKind::Enumeration
            | ClaimKind::EnumerationPartial
            | ClaimKind::Dealt
            | ClaimKind::Calendar => Err(Premise::FigureAbsent),
            ClaimKind::Direction => self.direction(claim),
            ClaimKind::Composition => self.composition(claim),
            ClaimKind::Same => self.agreement(claim),
            ClaimKind::Difference if is_gap(claim) => return self.gap(claim),
            ClaimKind::Difference | ClaimKind::Change => self.difference(claim),
            ClaimKind::Growth if claim.one(MemberRole::Part).is_some() => self.rise(claim),
            ClaimKind::Growth => self.growth(claim),
            ClaimKind::Multiple => self.multiple(claim),
            ClaimKind::MeanGrowth => self.mean(claim),
            ClaimKind::GrowthByParts => self.by_parts(claim),
            ClaimKind::Average => self.average(claim),
            ClaimKind::Ratio | ClaimKind::Progress | ClaimKind::CountRate | ClaimKind::Identity => {
                self.quotient(claim)
            }
        }?;
        if claim.kind == ClaimKind::Difference {
            Self::align_sign(&mut equation);
        }
        Ok(equation)
    }

    /// The figure as a term; else that its digits are not known.
    pub(crate) fn term(self, id: FigureId) -> Result<Term<'a>, Premise> {
        Term::new(id, self.figures, self.catalogue).ok_or(Premise::DigitsUnknown)
    }

    fn first(self, claim: &Claim, roles: &[MemberRole]) -> Result<Term<'a>, Premise> {
        let id = roles
            .iter()
            .find_map(|role| claim.one(*role))
            .ok_or(Premise::FigureAbsent)?;
        self.term(id)
    }

    fn all(self, claim: &Claim, roles: &[MemberRole]) -> Result<Vec<Term<'a>>, Premise> {
        let terms: Vec<_> = roles
            .iter()
            .flat_map(|role| claim.of(*role))
            .map(|id| self.term(id))
            .collect::<Result<_, _>>()?;
        if terms.is_empty() {
            Err(Premise::FigureAbsent)
        } else {
            Ok(terms)
        }
    }

    fn total(self, claim: &Claim, relation: Relation) -> Result<Equation<'a>, Premise> {
        let whole = [MemberRole::Total, MemberRole::Denominator, MemberRole::Minuend];
        let parts = [
            MemberRole::Part,
            MemberRole::Numerator,
            MemberRole::Result,
            MemberRole::Subtrahend,
        ];
        let equation = Equation {
            form: Form::Sum,
            relation,
            result: self.first(claim, &whole)?,
            operands: self.all(claim, &parts)?,
        };
        // What falls may be part of what rises: only amounts can exceed their whole.
        if relation == Relation::AtMost && equation.operands.iter().any(|part| part.nominal.is_negative()) {
            return Err(Premise::DigitsUnknown);
        }
        same_measure(equation)
    }

    /// What it is now is the first member: the total after a rise, the part after a fall.
    fn direction(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let [now, before, ..] = claim.members.as_slice() else {
            return Err(Premise::FigureAbsent);
        };
        let relation = if now.role == MemberRole::Total {
            Relation::AtMost
        } else {
            Relation::AtLeast
        };
        same_measure(Equation {
            form: Form::Sum,
            relation,
            result: self.term(now.figure)?,
            operands: vec![self.term(before.figure)?],
        })
    }

    fn composition(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let operands = self.all(claim, &[MemberRole::Part, MemberRole::Figure])?;
        let measure = operands.first().ok_or(Premise::FigureAbsent)?.measure.clone();
        let whole = match measure.kind {
            Kind::Bare => bare_whole(&operands),
            _ => Rational::one(),
        };
        let result = Term::constant(whole, measure);
        same_measure(Equation {
            form: Form::Sum,
            relation: Relation::Equal,
            result,
            operands,
        })
    }

    fn agreement(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let mut operands: Vec<_> = claim
            .members
            .iter()
            .map(|member| self.term(member.figure))
            .collect::<Result<_, _>>()?;
        let result = operands.pop().ok_or(Premise::FigureAbsent)?;
        if operands.is_empty() {
            return Err(Premise::FigureAbsent);
        }
        same_measure(Equation {
            form: Form::Agreement,
            relation: Relation::Equal,
            result,
            operands,
        })
    }

    fn difference(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let mut operands = self.all(claim, ABOVE)?;
        let form = match operands.len() {
            1 => Form::Difference,
            added => Form::Net(added),
        };
        operands.extend(self.all(claim, BELOW)?);
        operands.iter_mut().for_each(as_share);
        same_measure(Equation {
            form,
            relation: Relation::Equal,
            result: self.first(claim, RESULT)?,
            operands,
        })
    }

    /// How far a progress is from the share of the year that has passed, by the month in which its period ends. 41.7% and
    /// 42% are both said of five months; the whole percentage is taken where it fits. Where the report goes by a schedule of its own
    /// (half of the year's work by May), it does not print it.
    fn gap(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        if let Some(fitting) = self.calendar_gap(claim)? {
            return Ok(fitting);
        }
        if self.has_own_schedule(claim)? {
            return Err(Premise::PlanAbsent);
        }
        let (months, _) = self.passed(claim)?;
        self.gap_from(claim, months)
    }

    /// The gap from the share of the year that has passed, where it is as large as is told.
    fn calendar_gap(self, claim: &Claim) -> Result<Option<Equation<'a>>, Premise> {
        let (exact, whole) = self.passed(claim)?;
        for passed in [exact, whole] {
            let gap = self.gap_from(claim, passed)?;
            if !gap.roundings().is_empty() {
                return Ok(Some(gap));
            }
        }
        Ok(None)
    }

    /// Whether another gap of the report that does not fit the calendar fits the same other share of the year as this one. One
    /// alone is wrong: by chance many a wrong gap fits some number of months.
    fn has_own_schedule(self, claim: &Claim) -> Result<bool, Premise> {
        let is_other = |other: &&Claim| {
            let apart = other.kind == ClaimKind::Difference && is_gap(other) && !std::ptr::eq(*other, claim);
            apart && other.told.is_empty() && other.members != claim.members
        };
        let amiss: Vec<&Claim> = self
            .claims
            .iter()
            .filter(is_other)
            .filter(|other| matches!(self.calendar_gap(other), Ok(None)))
            .collect();
        for months in 1..=12 {
            let fits = |claim: &Claim| {
                let gap = self.gap_from(claim, Rational::fraction(months, 12));
                gap.map(|gap| !gap.roundings().is_empty())
            };
            if fits(claim)? && amiss.iter().any(|other| fits(other) == Ok(true)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The share of the year that has passed where the period of a gap's progress ends, and the same as a whole percentage.
    fn passed(self, claim: &Claim) -> Result<(Rational, Rational), Premise> {
        let progress = self.first(claim, ABOVE)?;
        let period = progress.figure.and_then(|(_, figure)| figure.period);
        let months = period.ok_or(Premise::FigureAbsent)?.to.month();
        let passed = Rational::fraction(i128::from(months), 12);
        let hundred = Rational::whole(100);
        let whole = ((&passed * &hundred) + Rational::fraction(1, 2)).floor() / &hundred;
        Ok((passed, whole))
    }

    /// How far a progress is from `passed`.
    fn gap_from(self, claim: &Claim, passed: Rational) -> Result<Equation<'a>, Premise> {
        let progress = self.first(claim, ABOVE)?;
        let share = Term::constant(passed, progress.measure.clone());
        same_measure(Equation {
            form: Form::Difference,
            relation: Relation::Equal,
            result: self.first(claim, RESULT)?,
            operands: vec![progress, share],
        })
    }

    fn quotient(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let mut result = self.first(claim, RESULT)?;
        let operands = vec![self.first(claim, ABOVE)?, self.first(claim, BELOW)?];
        as_share(&mut result);
        compared(Equation {
            form: Form::Quotient,
            relation: Relation::Equal,
            result,
            operands,
        })
    }

    /// Growth against the level and the level before: 增长2倍 is what was added, 翻两番 is told in doublings.
    fn growth(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let result = self.first(claim, RESULT)?;
        let operands = vec![self.first(claim, ABOVE)?, self.first(claim, BELOW)?];
        self.basis(claim)?;
        if !matches!(result.measure.kind, Kind::Ratio) {
            return Err(Premise::UnitsDiffer);
        }
        let form = if result.is_doubling() {
            Form::Quotient
        } else {
            Form::Growth
        };
        compared(Equation {
            form,
            relation: Relation::Equal,
            result,
            operands,
        })
    }

    /// A level as so many times the one before (是…的2倍), which is not what was added (增长1倍).
    fn multiple(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        self.basis(claim)?;
        self.quotient(claim)
    }

    /// Growth against the level and what was added to it.
    fn rise(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        self.basis(claim)?;
        compared(Equation {
            form: Form::Rise,
            relation: Relation::Equal,
            result: self.first(claim, RESULT)?,
            operands: vec![self.first(claim, ABOVE)?, self.first(claim, &[MemberRole::Part])?],
        })
    }

    /// Growth of a whole against the levels and growths of its parts, which are told in pairs.
    fn by_parts(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        self.basis(claim)?;
        let whole = self.first(claim, &[MemberRole::Total])?;
        let parts = self.all(claim, &[MemberRole::Part])?;
        let growths = self.all(claim, &[MemberRole::Figure])?;
        let result = self.first(claim, &[MemberRole::Ratio])?;
        let fits = parts.iter().all(|part| part.measure.meets(&whole.measure))
            && growths.iter().chain([&result]).all(Term::is_ratio);
        if !fits || parts.len() != growths.len() {
            return Err(Premise::UnitsDiffer);
        }
        let pairs = parts.into_iter().zip(growths);
        let mut operands = vec![whole];
        operands.extend(pairs.flat_map(|(part, growth)| [part, growth]));
        Ok(Equation {
            form: Form::ByParts,
            relation: Relation::Equal,
            result,
            operands,
        })
    }

    /// Average yearly growth between two levels. The years are those between the ends of their periods; they are not
    /// printed, and 从…到… may count its first year or not, so one more or less is taken where it fits.
    fn mean(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        self.basis(claim)?;
        let year = |role: MemberRole| {
            let period = self.figures.get(claim.one(role)?.0)?.period?;
            Some(i32::from(period.to.year()))
        };
        let ends = year(MemberRole::Numerator).zip(year(MemberRole::Denominator));
        let years = ends.and_then(|(now, before)| u32::try_from(now - before).ok());
        let years = years
            .filter(|years| (1..=MOST_YEARS).contains(years))
            .ok_or(Premise::FigureAbsent)?;
        let equation = compared(Equation {
            form: Form::Mean(years),
            relation: Relation::Equal,
            result: self.first(claim, RESULT)?,
            operands: vec![self.first(claim, ABOVE)?, self.first(claim, BELOW)?],
        })?;
        let others = [years, years + 1, years - 1]
            .into_iter()
            .filter(|years| *years > 0);
        let mut others = others.map(|years| Equation {
            form: Form::Mean(years),
            ..equation.clone()
        });
        Ok(others
            .find(|other| !other.roundings().is_empty())
            .unwrap_or(equation))
    }

    /// Whether the growth can be reckoned from printed levels at all. A share of what is told at constant prices is itself at
    /// no prices.
    fn basis(self, claim: &Claim) -> Result<(), Premise> {
        let level = claim
            .one(MemberRole::Numerator)
            .and_then(|id| self.figures.get(id.0));
        if level.is_some_and(|level| level.role == Role::Share) {
            return Ok(());
        }
        let indicator = claim
            .members
            .iter()
            .find_map(|member| self.figures.get(member.figure.0)?.indicator.as_deref());
        match indicator
            .and_then(|id| self.catalogue.indicator(id))
            .map(|indicator| indicator.growth_basis)
        {
            Some(GrowthBasis::Constant) => Err(Premise::ConstantPrices),
            Some(GrowthBasis::Comparable) => Err(Premise::ComparableBasis),
            Some(GrowthBasis::Current | GrowthBasis::Na) | None => Ok(()),
        }
    }

    /// Average = total ÷ count. The count is taken in the unit that is printed (亩均: by 亩, not by square metre), or in
    /// the one below the stroke of the average's unit.
    fn average(self, claim: &Claim) -> Result<Equation<'a>, Premise> {
        let mut result = self.first(claim, RESULT)?;
        result.round();
        let total = self.first(claim, &[MemberRole::Numerator, MemberRole::Total])?;
        if claim.one(MemberRole::Denominator).is_none() && claim.one(MemberRole::Part).is_none() {
            return daily(result, total);
        }
        let mut count = self.first(claim, &[MemberRole::Denominator, MemberRole::Part])?;
        let unit = result.figure.and_then(|(_, figure)| figure.unit.as_deref());
        let stroke = unit.and_then(|unit| unit.split_once('/'));
        if let Some((above, below)) = stroke {
            let (above, below) = (
                Measure::of(Some(above), self.catalogue),
                Measure::of(Some(below), self.catalogue),
            );
            if !below.meets(&count.measure) {
                return Err(Premise::UnitsDiffer);
            }
            let printed = &result.nominal / &result.measure.factor;
            let factor = &above.factor / &below.factor;
            result.nominal = printed * &factor;
            result.measure = Measure {
                kind: above.kind,
                factor,
            };
        } else {
            count.nominal = &count.nominal / &count.measure.factor;
            count.measure.factor = Rational::one();
        }
        if !result.measure.meets(&total.measure) {
            return Err(Premise::UnitsDiffer);
        }
        Ok(Equation {
            form: Form::Quotient,
            relation: Relation::Equal,
            result,
            operands: vec![total, count],
        })
    }

    /// 下降16个百分点 is told as a fall of 16 whichever way the two levels stand in the claim.
    fn align_sign(equation: &mut Equation<'_>) {
        let is_change = |term: &Term<'_>| {
            term.figure
                .is_some_and(|(_, figure)| matches!(figure.role, Role::Change | Role::Growth))
        };
        let Some(nominal) = equation.nominal() else { return };
        let turned =
            is_change(&equation.result) && nominal.is_negative() != equation.result.nominal.is_negative();
        if let ([minuend, subtrahend], true) = (equation.operands.as_mut_slice(), turned) {
            std::mem::swap(minuend, subtrahend);
        }
    }
}

/// Whether the difference is from what no figure tells: the share of the year that has passed.
fn is_gap(claim: &Claim) -> bool {
    BELOW.iter().all(|role| claim.one(*role).is_none())
}

/// An average by the day: the total ÷ the days of its period.
fn daily<'a>(result: Term<'a>, total: Term<'a>) -> Result<Equation<'a>, Premise> {
    let period = total.figure.and_then(|(_, figure)| figure.period);
    let days = period.ok_or(Premise::FigureAbsent)?.days();
    if !result.measure.meets(&total.measure) {
        return Err(Premise::UnitsDiffer);
    }
    let count = Measure {
        kind: Kind::Bare,
        factor: Rational::one(),
    };
    Ok(Equation {
        form: Form::Quotient,
        relation: Relation::Equal,
        result,
        operands: vec![total, Term::constant(Rational::whole(days.into()), count)],
    })
}

/// What bare shares come to: 12.3:45.6:42.1 is of a hundred, 5:3:2 of ten, whichever their printed sum is nearer to.
fn bare_whole(operands: &[Term<'_>]) -> Rational {
    let sum: Rational = operands.iter().map(|part| part.nominal.clone()).sum();
    let (ten, hundred) = (Rational::whole(10), Rational::whole(100));
    if (&sum - &ten).abs() < (&sum - &hundred).abs() {
        ten
    } else {
        hundred
    }
}

/// A share without a unit is a percentage (the parts of 12.3:45.6:42.1).
fn as_share(result: &mut Term<'_>) {
    let is_share = result
        .figure
        .is_some_and(|(_, figure)| matches!(figure.role, Role::Share | Role::Progress));
    if result.measure.kind == Kind::Bare && is_share {
        let hundredth = Rational::fraction(1, 100);
        result.nominal = &result.nominal * &hundredth;
        result.measure = Measure {
            kind: Kind::Ratio,
            factor: hundredth,
        };
    }
}

/// Bare numbers beside percentages are percentages: 比重分别为25.72、26.84，提高3.82个百分点.
fn bare_shares(equation: &mut Equation<'_>) {
    let terms = || std::iter::once(&equation.result).chain(&equation.operands);
    let Some(measure) = terms()
        .find(|term| term.is_ratio())
        .map(|term| term.measure.clone())
    else {
        return;
    };
    for term in std::iter::once(&mut equation.result).chain(&mut equation.operands) {
        if term.measure.kind == Kind::Bare {
            term.nominal = &term.nominal * &measure.factor;
            term.measure = measure.clone();
        }
    }
}

/// All members are of one measure.
fn same_measure(mut equation: Equation<'_>) -> Result<Equation<'_>, Premise> {
    bare_shares(&mut equation);
    let fits = equation
        .operands
        .iter()
        .all(|term| term.measure.meets(&equation.result.measure));
    if fits {
        Ok(equation)
    } else {
        Err(Premise::UnitsDiffer)
    }
}

/// What is divided is of one measure, or both are counted; the result is a bare ratio.
fn compared(equation: Equation<'_>) -> Result<Equation<'_>, Premise> {
    let [above, below] = equation.operands.as_slice() else {
        return Err(Premise::FigureAbsent);
    };
    let bare = matches!(equation.result.measure.kind, Kind::Ratio | Kind::Bare);
    if bare && above.measure.meets(&below.measure) {
        Ok(equation)
    } else {
        Err(Premise::UnitsDiffer)
    }
}
