//! Document to figures, facts and claims; and facts to the catalogue's indicators (bind).
//!
//! Reading never fails: whatever the text, it gives what was understood. This crate knows grammar (how 万 and 亿 nest, how
//! 分别 deals values out); every word comes from the catalogue. It proves nothing: that is `juyan-prove`'s.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types
)]

mod accrual;
mod area;
mod bind;
mod clause;
mod date;
mod home;
mod key;
mod mode;
mod multiple;
mod numeral;
mod of_amount;
mod outline;
mod paragraph;
mod phrase;
mod quantity;
mod read;
mod relation;
mod role;
mod scan;
mod sense;
mod sheet;
mod state;
mod statement;
mod structure;
mod table;
mod time;
mod token;
mod told;
mod topic;
mod wishes;

pub use bind::bind;
pub use date::{DateExpr, DateKind, Edge, Moment, Part, TimeContext, Year, date, resolve};
pub use key::key;
pub use numeral::{Numeral, Style, numeral, numeral_unspaced};
pub use quantity::{Form, Quantity, leading, quantity};
pub use relation::claims;
pub use token::{Token, tokens};

use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Claim, Figure, Period, Span, Statement};
use smol_str::SmolStr;

/// What was understood of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Every number, in text order.
    pub figures: Vec<Figure>,
    /// The arithmetic that the text claims or implies.
    pub claims: Vec<Claim>,
    /// Claims without a number.
    pub statements: Vec<Statement>,
    /// The blocks of sections that tell what is wanted.
    pub planned: Vec<Span>,
    /// The report's title.
    pub title: Option<Span>,
    /// The period that the report is about.
    pub period: Option<Period>,
    /// The reporting region's GB/T 2260 code.
    pub region: Option<SmolStr>,
}

/// Reads every figure of `document`.
pub fn read(document: &Document, catalogue: &Catalogue) -> Reading {
    let sheets = sheet::sheets(document, catalogue);
    let (mut reading, words) = read::figures(document, &sheets, catalogue);
    accrual::settle(&mut reading.figures, &document.text, catalogue);
    of_amount::settle(&mut reading.figures, &document.text, catalogue);
    multiple::settle(&mut reading.figures, &document.text, catalogue);
    reading.region = home::region(document, reading.title, catalogue);
    reading.claims = relation::of_sheets(&reading.figures, document, &sheets, words, catalogue);
    structure::tie_progress(&mut reading.figures, &reading.claims);
    structure::settle_states(&mut reading.figures);
    let words = (document.text.as_str(), catalogue);
    structure::share_times(&mut reading.figures, &reading.claims, reading.period, words);
    let blocks: Vec<Span> = document.blocks.iter().map(|block| block.span).collect();
    bind(
        &mut reading.figures,
        &document.text,
        catalogue,
        &blocks,
        &reading.claims,
    );
    structure::tie_doublings(&mut reading.figures, catalogue);
    structure::tie(&mut reading.figures, catalogue);
    let told = told::claims(&reading.figures, document, catalogue);
    reading.claims.extend(told);
    reading
}
