//! The registers of the plan, which the monitor knows by name: whether a catalogue has the fields and codes in them that it
//! reads. Another word there would be read as if nothing stood there.

use crate::builder::Origins;
use crate::{Catalogue, CatalogueError, FieldKind, RegisterType};

/// A field that is read, what it holds, and of its codes those that mean something.
type Read = (&'static str, FieldKind, &'static [&'static str]);

const TEXT: FieldKind = FieldKind::Text;
const NUMBER: FieldKind = FieldKind::Number;
const DATE: FieldKind = FieldKind::Date;
const CODE: FieldKind = FieldKind::Code;
const LINK: FieldKind = FieldKind::Link;

/// What is read of which register.
const PLAN: [(&str, &[Read]); 10] = [
    ("target", TARGET),
    (
        "target_change",
        &[
            ("target", LINK, &[]),
            ("value", NUMBER, &[]),
            ("approved_by", TEXT, &[]),
            ("approved", DATE, &[]),
            ("reason", TEXT, &[]),
        ],
    ),
    ("task", TASK),
    (
        "task_part",
        &[
            ("task", LINK, &[]),
            ("number", TEXT, &[]),
            ("text", TEXT, &[]),
            ("fact", TEXT, &[]),
            ("stage", CODE, STAGES),
            ("done", DATE, &[]),
        ],
    ),
    (
        "problem",
        &[
            ("text", TEXT, &[]),
            ("fact", TEXT, &[]),
            ("task", LINK, &[]),
            ("found", DATE, &[]),
            ("closed", DATE, &[]),
        ],
    ),
    (
        "problem_link",
        &[("problem", LINK, &[]), ("fact", TEXT, &[]), ("task", LINK, &[])],
    ),
    (
        "review_opinion",
        &[
            ("text", TEXT, &[]),
            ("received", DATE, &[]),
            ("due", DATE, &[]),
            ("owner", TEXT, &[]),
            ("task", LINK, &[]),
        ],
    ),
    (
        "review_reply",
        &[
            ("opinion", LINK, &[]),
            ("text", TEXT, &[]),
            ("status", CODE, &[]),
            ("day", DATE, &[]),
        ],
    ),
    (
        "statement",
        &[
            ("text", TEXT, &[]),
            ("earlier", TEXT, &[]),
            ("later", TEXT, &[]),
            ("task", LINK, &[]),
        ],
    ),
    (
        "trend",
        &[
            ("key", TEXT, &[]),
            ("day", DATE, &[]),
            ("value", NUMBER, &[]),
            ("unit", TEXT, &[]),
        ],
    ),
];

const TARGET: &[Read] = &[
    ("indicator", TEXT, &[]),
    ("year", NUMBER, &[]),
    ("value", NUMBER, &[]),
    ("unit", TEXT, &[]),
    ("measure", CODE, &["growth", "keep"]),
    ("limit", CODE, &["least", "most"]),
    ("nature", CODE, &[]),
    ("key", TEXT, &[]),
    ("course", CODE, &["accrues", "stands"]),
    (
        "cadence",
        CODE,
        &["month", "month_from_february", "quarter", "half", "year"],
    ),
    ("owner", TEXT, &[]),
    ("secrecy", CODE, &["internal"]),
    ("approved_by", TEXT, &[]),
    ("approved", DATE, &[]),
];

const TASK: &[Read] = &[
    ("text", TEXT, &[]),
    ("kind", CODE, &["numeric", "milestone"]),
    ("origin", CODE, &[]),
    ("continues", TEXT, &[]),
    ("owner", TEXT, &[]),
    ("fact", TEXT, &[]),
    ("limit", CODE, &["most"]),
    ("value", NUMBER, &[]),
    ("unit", TEXT, &[]),
    ("due", DATE, &[]),
    ("stage", CODE, STAGES),
    ("started", DATE, &[]),
    ("done", DATE, &[]),
    ("answered", TEXT, &[]),
];

const STAGES: &[&str] = &["under_way", "done", "dropped"];

/// What the registers of the plan lack.
pub(crate) fn plan(catalogue: &Catalogue, origins: &Origins) -> Vec<CatalogueError> {
    let registers = catalogue.registers.iter().zip(&origins.registers);
    registers
        .flat_map(|(register, path)| {
            let reads = PLAN.iter().filter(|(id, _)| *id == register.id);
            let lacks = reads.flat_map(|(_, reads)| reads.iter().flat_map(|read| lacks(register, read)));
            lacks.map(|problem| CatalogueError::new(path, register.id.as_str(), problem))
        })
        .collect()
}

fn lacks(register: &RegisterType, (id, kind, codes): &Read) -> Vec<String> {
    let Some(field) = register.field(id) else {
        return vec![format!("no field `{id}`, which `juyan watch` reads; put it back")];
    };
    if field.kind != *kind {
        return vec![format!(
            "{id}: `juyan watch` reads it as {}; say `kind = \"{0}\"`",
            named(*kind)
        )];
    }
    let missing = codes.iter().filter(|code| field.choice(code).is_none());
    missing
        .map(|code| format!("{id}: no code `{code}`, which `juyan watch` asks for; put it back"))
        .collect()
}

const fn named(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Number => "number",
        FieldKind::Date => "date",
        FieldKind::Code => "code",
        FieldKind::Flag => "flag",
        FieldKind::Link => "link",
    }
}
