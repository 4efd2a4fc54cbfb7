//! A passage as it was written: its figures lead to where they come from, what is found in it is marked and said beside it.

use crate::ask::Ask;
use crate::composed::Composed;
use crate::reply::escaped;
use juyan::document::BlockKind;
use juyan_desk::writing::{proof, told};
use juyan_model::{Severity, Span};
use juyan_print::html::class;
use juyan_print::official;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What came of a passage.
pub(super) fn words(ask: &Ask<'_>, composed: &Composed, span: Span) -> Markup {
    let text = composed.text();
    let mut at = span.start;
    let mut lines = Vec::new();
    for line in span.of(text).split('\n') {
        lines.push(Span::new(at, at + line.len()));
        at += line.len() + 1;
    }
    let is_row = |line: &Span| line.of(text).contains('\t');
    html! {
        @for group in lines.chunk_by(|one, other| is_row(one) && is_row(other)) {
            @if group.first().is_some_and(is_row) { (table(composed, group)) }
            @else { @for line in group { @if !line.of(text).trim().is_empty() { (paragraph(ask, composed, *line)) } } }
        }
    }
}

fn table(composed: &Composed, rows: &[Span]) -> Markup {
    let text = composed.text();
    let cells = |row: Span| {
        let mut at = row.start;
        let mut cells = Vec::new();
        for cell in row.of(text).split('\t') {
            cells.push(Span::new(at, at + cell.len()));
            at += cell.len() + 1;
        }
        cells
    };
    html! {
        div.wide { table { @for row in rows { tr { @for cell in cells(*row) { td { (marked(composed, cell)) } } } } } }
    }
}

fn paragraph(ask: &Ask<'_>, composed: &Composed, line: Span) -> Markup {
    let document = &composed.proof.paper.document;
    let at = document
        .blocks
        .partition_point(|block| block.span.end <= line.start);
    let kind = document.blocks.get(at).map(|block| block.kind);
    let words = line.of(composed.text()).trim();
    let is_short = words.chars().count() <= 40;
    let level = official::heading_level(words, ask.workspace.catalogue()).filter(|_| is_short);
    let class = match (kind, level) {
        (Some(BlockKind::Title), _) => "title",
        (Some(BlockKind::Furniture), _) => "furniture",
        (Some(BlockKind::Caption), _) => "caption",
        (Some(BlockKind::Heading(1)), _) | (_, Some(1)) => "head",
        (Some(BlockKind::Heading(_)), _) | (_, Some(_)) => "part",
        _ => "text",
    };
    html! { p class=(class) { (marked(composed, line)) } }
}

/// A stretch with its figures and what is found in it.
fn marked(composed: &Composed, span: Span) -> Markup {
    let written = &composed.proof.written;
    let said: Vec<_> = written
        .said
        .iter()
        .filter(|said| said.span.overlaps(span))
        .collect();
    let findings = &composed.proof.findings;
    let found: Vec<(Span, Severity)> = findings
        .iter()
        .flat_map(|finding| finding.spans.iter().map(|span| (*span, finding.severity)))
        .filter(|(found, _)| found.overlaps(span))
        .collect();
    let mut edges = BTreeSet::from([span.start, span.end]);
    for part in said
        .iter()
        .map(|said| said.span)
        .chain(found.iter().map(|found| found.0))
    {
        edges.extend(
            [part.start, part.end]
                .iter()
                .filter(|at| span.start < **at && **at < span.end),
        );
    }
    let edges: Vec<usize> = edges.into_iter().collect();
    let pieces = edges.iter().zip(edges.iter().skip(1));
    html! {
        @for (start, end) in pieces {
            @let piece = Span::new(*start, *end);
            @let fact = said.iter().find(|said| said.span.overlaps(piece));
            @let worst = found.iter().filter(|found| found.0.overlaps(piece)).map(|found| found.1).max();
            @let found = worst.map_or_else(String::new, |worst| format!("found {}", class(worst)));
            @if let Some(fact) = fact {
                a class={ "said " (found) } href={ "/source?key=" (escaped(&fact.key.to_string())) } title=(fact.key) { (piece.of(&written.text)) }
            } @else if worst.is_some() { span class=(found) { (piece.of(&written.text)) } }
            @else { (piece.of(&written.text)) }
        }
    }
}

/// Something that is said beside a passage.
pub(super) struct Note {
    pub(super) class: &'static str,
    pub(super) says: String,
    pub(super) help: String,
}

/// What is said beside each passage: what is found in it, what was left out of it, what in it is not as it was.
pub(super) fn notes(ask: &Ask<'_>, composed: &Composed) -> Vec<Vec<Note>> {
    let context = ask.context();
    let mut notes: Vec<(Option<usize>, Note)> = Vec::new();
    let at = |place: usize| {
        let behind = composed.places.partition_point(|(_, span)| span.end <= place);
        (behind < composed.places.len()).then_some(behind)
    };
    for finding in &composed.proof.findings {
        let told = context.tell(finding);
        let note = Note {
            class: class(finding.severity),
            says: format!("{} {}", finding.rule, told.message),
            help: told.help,
        };
        notes.push((finding.spans.first().and_then(|span| at(span.start)), note));
    }
    for left in told::left_out(&composed.proof.written, &composed.home, context) {
        let passage = composed
            .places
            .partition_point(|(lines, _)| lines.end <= left.line);
        notes.push((Some(passage), left_out(ask, &left)));
    }
    for stale in proof::stale(&composed.proof, &composed.held, context) {
        let note = Note {
            class: if stale.is_wrong { "warning" } else { "note" },
            says: stale.says,
            help: String::new(),
        };
        notes.push((at(stale.span.start), note));
    }
    // What is wrong goes before what was merely left out.
    notes.sort_by_key(|(passage, note)| (*passage, note.class == "left"));
    let mut of_each: Vec<Vec<Note>> = composed.places.iter().map(|_| Vec::new()).collect();
    for (passage, note) in notes {
        if let Some(own) = passage.and_then(|passage| of_each.get_mut(passage)) {
            own.push(note);
        }
    }
    of_each
}

fn left_out(ask: &Ask<'_>, left: &told::Left) -> Note {
    let slots: [(&str, &dyn std::fmt::Display); 2] = [("why", &left.why), ("words", &left.words)];
    let id = if left.words.is_empty() {
        "report.left-cell"
    } else {
        "report.left-out"
    };
    Note {
        class: if left.is_in_doubt { "warning" } else { "left" },
        says: ask.context().fill(id, &slots),
        help: if left.with.is_empty() {
            String::new()
        } else {
            ask.context().fill("report.left-with", &[("keys", &left.with)])
        },
    }
}

/// So many notes stand open beside a passage.
const OPEN: usize = 4;

/// Notes as a list, the many behind the first few folded; nothing where there are none.
pub(super) fn listed(ask: &Ask<'_>, notes: &[Note]) -> Markup {
    let (open, folded) = notes.split_at(notes.len().min(OPEN));
    let each = |notes: &[Note]| html! { ul.notes { @for note in notes { li class=(note.class) { (note.says) @if !note.help.is_empty() { small.block { (note.help) } } } } } };
    html! {
        @if !open.is_empty() { (each(open)) }
        @if !folded.is_empty() { details { summary { (ask.context().fill("report.more", &[("count", &folded.len())])) } (each(folded)) } }
    }
}
