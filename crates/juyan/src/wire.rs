//! The JSON form `juyan/1` of a reading and of a check, as described in `docs/json.md`.
//!
//! Written straight to `out`, never built in memory. Spans are offsets in Unicode scalar values into the document's text,
//! end exclusive; ids count from 1. Keys are added over time; none is renamed or taken away within a version.

use crate::figure::{Days, FigureRecord};
use crate::{Checked, Context, Coverage, Offsets};
use juyan_document::{Document, Field, FieldKind, Format};
use juyan_model::{
    Claim, ClaimKind, ClaimOrigin, FigureId, Finding, Judgement, MemberRole, Power, Premise, Rounding,
    Severity, Span, Statement, StatementKind, Verdict,
};
use juyan_reader::Reading;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use std::io::{self, Write};

/// The name of this form.
pub const SCHEMA: &str = "juyan/1";

/// Writes all that was read as one line of JSON. Fails where `out` does.
pub fn write_reading(
    out: &mut impl Write,
    document: &Document,
    reading: &Reading,
    context: Context<'_>,
) -> io::Result<()> {
    let offsets = Offsets::of(document);
    let scene = Scene {
        document,
        reading,
        offsets: &offsets,
        context,
    };
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"document\":")?;
    serde_json::to_writer(&mut *out, &scene.document())?;
    out.write_all(b",\"figures\":[")?;
    let mut record = Vec::new();
    for (position, figure) in reading.figures.iter().enumerate() {
        record.clear();
        if position > 0 {
            record.push(b',');
        }
        let key = juyan_reader::key(reading, FigureId(position), &document.text, context.catalogue);
        let figure = FigureRecord::new(position, figure, &document.text, &offsets).keyed(key);
        figure.write(&mut record)?;
        out.write_all(&record)?;
    }
    out.write_all(b"],\"claims\":")?;
    let claims = || reading.claims.iter().enumerate();
    serde_json::to_writer(
        &mut *out,
        &List(|| claims().map(|(position, claim)| scene.claim(position, claim))),
    )?;
    out.write_all(b",\"statements\":")?;
    let statements = || reading.statements.iter();
    serde_json::to_writer(
        &mut *out,
        &List(|| statements().map(|statement| scene.statement(statement))),
    )?;
    out.write_all(b"}\n")
}

/// Writes all that was read, proved and found as one line of JSON. Fails where `out` does.
pub fn write_check(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let offsets = Offsets::of(checked.document);
    let scene = Scene {
        document: checked.document,
        reading: &checked.reading,
        offsets: &offsets,
        context,
    };
    line(
        out,
        &CheckRecord {
            schema: SCHEMA,
            document: scene.document(),
            coverage: checked.coverage(),
            claims: List(|| {
                checked.judged().map(|(claim, judgement)| ProofRecord {
                    claim: scene.claim(judgement.claim, claim),
                    judgement: JudgementRecord::new(judgement),
                })
            }),
            findings: List(|| checked.findings.iter().map(|finding| scene.finding(finding))),
        },
    )
}

fn line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct CheckRecord<'a, C: Serialize, F: Serialize> {
    schema: &'a str,
    document: DocumentRecord<'a>,
    coverage: Coverage,
    claims: C,
    findings: F,
}

#[derive(Serialize)]
struct DocumentRecord<'a> {
    name: &'a str,
    format: Format,
    title: Option<String>,
    title_span: Option<[usize; 2]>,
    region: Option<&'a str>,
    region_name: Option<&'a str>,
    period: Option<Days>,
    header: Header<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// The publication header: the first field of every kind.
struct Header<'a> {
    document: &'a Document,
    offsets: &'a Offsets<'a>,
}

#[derive(Serialize)]
struct FieldRecord<'a> {
    name: &'a str,
    value: &'a str,
    span: [usize; 2],
}

#[derive(Serialize)]
struct ClaimRecord<M: Serialize> {
    id: usize,
    kind: ClaimKind,
    origin: ClaimOrigin,
    tried: u32,
    members: M,
}

/// One that takes part: a figure, or a number that only words tell, with its value.
#[derive(Serialize)]
struct MemberRecord<'a> {
    role: MemberRole,
    figure: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i32>,
    span: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct ProofRecord<'a, M: Serialize> {
    #[serde(flatten)]
    claim: ClaimRecord<M>,
    #[serde(flatten)]
    judgement: JudgementRecord<'a>,
}

#[derive(Serialize)]
struct JudgementRecord<'a> {
    verdict: Verdict,
    power: Option<Thousandths>,
    arithmetic: &'a str,
    roundings: &'a [Rounding],
    premise: Option<PremiseRecord>,
}

/// What a verdict hangs on; the fields that its kind has.
#[derive(Serialize, Default)]
struct PremiseRecord {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    power: Option<i8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<usize>,
}

#[derive(Serialize)]
struct StatementRecord<'a> {
    kind: StatementKind,
    span: [usize; 2],
    text: &'a str,
    subject: Option<[usize; 2]>,
    period: Option<Days>,
}

#[derive(Serialize)]
struct FindingRecord<'a, S: Serialize> {
    rule: &'a str,
    name: &'a str,
    severity: Severity,
    spans: S,
    message: String,
    arithmetic: &'a str,
    help: String,
    claim: Option<usize>,
}

/// What records are made from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    document: &'a Document,
    reading: &'a Reading,
    offsets: &'a Offsets<'a>,
    context: Context<'a>,
}

impl<'a> Scene<'a> {
    fn document(self) -> DocumentRecord<'a> {
        let title = self.reading.title.or_else(|| self.document.title());
        let code = self.reading.region.as_deref();
        let region = code.and_then(|code| self.context.catalogue.region_of(code));
        DocumentRecord {
            name: self.context.name,
            format: self.document.format,
            title: title.map(|span| joined(span.of(&self.document.text))),
            title_span: title.map(|span| self.offsets.span(span)),
            region: code,
            region_name: region.map(|region| region.name.as_str()),
            period: self.reading.period.map(Days),
            header: Header {
                document: self.document,
                offsets: self.offsets,
            },
            text: (self.document.format != Format::Txt).then_some(self.document.text.as_str()),
        }
    }

    fn claim(self, position: usize, claim: &'a Claim) -> ClaimRecord<impl Serialize + use<'a>> {
        let figures = move || {
            claim.members.iter().map(move |member| {
                let span = self.span(member.figure);
                MemberRecord {
                    role: member.role,
                    figure: Some(number(member.figure)),
                    value: None,
                    span: self.offsets.span(span),
                    text: span.of(&self.document.text),
                }
            })
        };
        // A total that words tell and a figure holds is one member.
        let held = claim.one(MemberRole::Total).is_some();
        let told = move || {
            let told = claim.told.iter();
            told.filter(move |told| !(held && told.role == MemberRole::Total))
                .map(move |told| MemberRecord {
                    role: told.role,
                    figure: None,
                    value: Some(told.value),
                    span: self.offsets.span(told.span),
                    text: told.span.of(&self.document.text),
                })
        };
        ClaimRecord {
            id: position + 1,
            kind: claim.kind,
            origin: claim.origin,
            tried: claim.tried,
            members: List(move || figures().chain(told())),
        }
    }

    fn span(self, figure: FigureId) -> Span {
        self.reading
            .figures
            .get(figure.0)
            .map(|figure| figure.span)
            .unwrap_or_default()
    }

    fn statement(self, statement: &'a Statement) -> StatementRecord<'a> {
        StatementRecord {
            kind: statement.kind,
            span: self.offsets.span(statement.span),
            text: statement.span.of(&self.document.text),
            subject: statement.subject.map(|subject| self.offsets.span(subject)),
            period: statement.period.map(Days),
        }
    }

    fn finding(self, finding: &'a Finding) -> FindingRecord<'a, impl Serialize + use<'a>> {
        let told = self.context.tell(finding);
        FindingRecord {
            rule: &finding.rule,
            name: told.name,
            severity: finding.severity,
            spans: List(move || finding.spans.iter().map(move |span| self.offsets.span(*span))),
            message: told.message,
            arithmetic: &finding.arithmetic,
            help: told.help,
            claim: finding.claim.map(|claim| claim + 1),
        }
    }
}

/// A title over several lines as one.
fn joined(title: &str) -> String {
    title.lines().map(str::trim).collect()
}

const fn number(figure: FigureId) -> usize {
    figure.0 + 1
}

impl<'a> JudgementRecord<'a> {
    fn new(judgement: &'a Judgement) -> Self {
        Self {
            verdict: judgement.verdict,
            power: judgement.power.map(Thousandths),
            arithmetic: &judgement.arithmetic,
            roundings: &judgement.roundings,
            premise: judgement.premise.map(PremiseRecord::new),
        }
    }
}

impl PremiseRecord {
    fn new(premise: Premise) -> Self {
        let plain = |kind| Self {
            kind,
            ..Self::default()
        };
        match premise {
            Premise::ConstantPrices => plain("constant-prices"),
            Premise::ComparableBasis => plain("comparable-basis"),
            Premise::UnknownBasis => plain("unknown-basis"),
            Premise::PlanAbsent => plain("plan-absent"),
            Premise::FigureAbsent => plain("figure-absent"),
            Premise::UnitsDiffer => plain("units-differ"),
            Premise::DigitsUnknown => plain("digits-unknown"),
            Premise::DivisorZero => plain("divisor-zero"),
            Premise::DigitsCutOff => plain("digits-cut-off"),
            Premise::RoundedDifferently => plain("rounded-differently"),
            Premise::OtherScale { figure, power } => Self {
                figure: Some(number(figure)),
                power: Some(power),
                ..plain("other-scale")
            },
            Premise::OtherFigure { figure, instead } => Self {
                figure: Some(number(figure)),
                instead: Some(number(instead)),
                ..plain("other-figure")
            },
        }
    }
}

impl Serialize for Header<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = &self.document.text;
        let fields = &self.document.header;
        let mut map = serializer.serialize_map(None)?;
        for field in fields
            .iter()
            .filter(|field| self.document.field(field.kind) == Some(field))
        {
            let Field { kind, name, value } = *field;
            let record = FieldRecord {
                name: name.of(text),
                value: value.of(text),
                span: self.offsets.span(value),
            };
            map.serialize_entry(key(kind), &record)?;
        }
        map.end()
    }
}

const fn key(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::IndexNumber => "index_number",
        FieldKind::Issuer => "issuer",
        FieldKind::Openness => "openness",
        FieldKind::Category => "category",
        FieldKind::DocumentNumber => "document_number",
        FieldKind::Formed => "formed",
        FieldKind::Published => "published",
        FieldKind::Validity => "validity",
        FieldKind::Title => "title",
        FieldKind::Keywords => "keywords",
        FieldKind::Source => "source",
        FieldKind::Editor => "editor",
        FieldKind::Position => "position",
        FieldKind::Other => "other",
    }
}

/// Things that are made one after the other while they are written.
struct List<F>(F);

impl<F, I> Serialize for List<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            list.serialize_element(&item)?;
        }
        list.end()
    }
}

/// A fraction of 1 as a number with three decimals, cut off so that no power is told that was not there.
#[derive(Debug, Clone, Copy)]
struct Thousandths(Power);

impl Serialize for Thousandths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (numer, denom) = (u128::from(*self.0.numer()), u128::from((*self.0.denom()).max(1)));
        let thousandths = numer * 1000 / denom;
        let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        let raw = serde_json::value::RawValue::from_string(text).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}
