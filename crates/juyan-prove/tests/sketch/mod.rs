//! Figures and claims drawn by hand, without a text: what a reader would have handed over.
#![allow(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "each test binary uses the part that it needs"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::{
    Accrual, Claim, ClaimKind, ClaimOrigin, Decimal, Figure, FigureId, Judgement, Member, MemberRole, Mode,
    Printed, Role, Span, Value,
};
use std::{path::Path, sync::OnceLock};

/// The catalogue of this repository.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        Catalogue::load(&Source::below(&folder).unwrap()).unwrap().0
    })
}

/// A document that is only its figures.
#[derive(Debug, Default)]
pub struct Sketch {
    pub figures: Vec<Figure>,
    pub claims: Vec<Claim>,
}

impl Sketch {
    /// Adds a figure: `digits` as printed, maybe with a sign, a power of ten for its scale word, and a unit.
    pub fn figure(&mut self, role: Role, digits: &str, scale: u32, unit: &str) -> FigureId {
        let id = FigureId(self.figures.len());
        let value: Decimal = digits.parse().unwrap();
        let scale = Decimal::from(10_i64.pow(scale));
        let exact = catalogue()
            .unit(unit)
            .is_some_and(|unit| unit.class == juyan_catalogue::UnitClass::Counter);
        self.figures.push(Figure {
            span: Span::new(id.0 * 10, id.0 * 10 + 5),
            role,
            value: Some(Value::One(value * scale)),
            printed: Some(Printed {
                digits: value.abs(),
                scale,
                exact,
            }),
            unit: (!unit.is_empty()).then(|| unit.into()),
            approx: None,
            subject: None,
            mode: Mode::default(),
            period: None,
            accrual: Accrual::default(),
            of: None,
            base: None,
            indicator: None,
            dimensions: std::collections::BTreeMap::new(),
            candidates: Vec::new(),
            sentence: Span::new(0, 1000),
        });
        id
    }

    pub fn level(&mut self, digits: &str, scale: u32, unit: &str) -> FigureId {
        self.figure(Role::Level, digits, scale, unit)
    }

    pub fn claim(&mut self, kind: ClaimKind, members: &[(MemberRole, FigureId)]) {
        let members = members
            .iter()
            .map(|(role, figure)| Member {
                role: *role,
                figure: *figure,
            })
            .collect();
        self.claims.push(Claim {
            kind,
            members,
            origin: ClaimOrigin::Stated,
            told: Vec::new(),
            tried: 1,
        });
    }

    pub fn judge(&self) -> Vec<Judgement> {
        juyan_prove::judge(&self.figures, &self.claims, catalogue())
    }

    pub fn findings(&self) -> Vec<juyan_model::Finding> {
        let judgements = self.judge();
        juyan_prove::findings(&juyan_prove::Evidence {
            figures: &self.figures,
            claims: &self.claims,
            judgements: &judgements,
            catalogue: catalogue(),
            period: None,
        })
    }
}
