//! Claims between numbers that words tell and no figure's value: how many things are listed, and years.
//!
//! 甲、乙、丙三大工程 names three; 抓好三件大事：一是…二是…三是… tells three; 新中国成立75周年 is 2024. The words are lists of the
//! catalogue. What is between figures is `relation`'s.

mod behind;
mod calendar;
mod deal;
mod items;
mod list;
mod number;

use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Member, MemberRole, Role, Span, Told};
use memchr::memmem;

/// The claims that words of `document` make, in text order within each kind.
pub(crate) fn claims(figures: &[Figure], document: &Document, catalogue: &Catalogue) -> Vec<Claim> {
    let words = Words {
        text: &document.text,
        document,
        figures,
        catalogue,
    };
    let signs = number::Signs::new(catalogue);
    let mut found = Vec::new();
    let mut deals = deal::places(words).into_iter().peekable();
    for block in document.blocks.iter().map(|block| block.span) {
        while let Some(place) = deals.next_if(|place| place.start < block.end) {
            found.extend(deal::claim(words, block, place));
        }
        let numbers = number::all(words, block, &signs);
        let mut before = block.start;
        for number in numbers {
            let span = Span::new(before, block.end);
            let claim = list::claim(words, span, number)
                .or_else(|| items::claim(words, block, number))
                .or_else(|| behind::claim(words, block, number));
            found.extend(claim);
            before = number.end;
        }
    }
    found.extend(calendar::claims(words));
    found
}

/// What the claims are read from.
#[derive(Debug, Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    document: &'a Document,
    figures: &'a [Figure],
    catalogue: &'a Catalogue,
}

impl<'a> Words<'a> {
    /// The longest word of the list `id` with which `text` begins.
    fn begins(self, text: &str, id: &str) -> Option<&'a str> {
        // Nearly all words are of ideographs: the first one tells most apart.
        let first = text.as_bytes().first_chunk::<3>();
        self.longest(id, |word| {
            let other = word.as_bytes().first_chunk::<3>();
            (other.is_none() || other == first) && text.starts_with(word)
        })
    }

    /// The longest word of the list `id` with which `text` ends.
    fn ends(self, text: &str, id: &str) -> Option<&'a str> {
        let last = text.as_bytes().last_chunk::<3>();
        self.longest(id, |word| {
            let other = word.as_bytes().last_chunk::<3>();
            (other.is_none() || other == last) && text.ends_with(word)
        })
    }

    fn longest(self, id: &str, fits: impl Fn(&str) -> bool) -> Option<&'a str> {
        let words = self.catalogue.list(id).iter().map(smol_str::SmolStr::as_str);
        words.filter(|word| fits(word)).max_by_key(|word| word.len())
    }

    /// Where the words of the list `id` stand in `span`, word by word.
    fn places(self, id: &str, span: Span) -> impl Iterator<Item = Span> + use<'a> {
        let text = span.of(self.text);
        let list = self.catalogue.list(id).iter();
        list.flat_map(move |word| {
            memmem::find_iter(text.as_bytes(), word.as_str())
                .map(move |at| Span::new(span.start + at, span.start + at + word.len()))
        })
    }

    /// The figures that begin in `span`.
    fn figures_in(self, span: Span) -> impl Iterator<Item = (FigureId, &'a Figure)> {
        let from = self
            .figures
            .partition_point(|figure| figure.span.start < span.start);
        let to = self
            .figures
            .partition_point(|figure| figure.span.start < span.end);
        let figures = self.figures.get(from..to).unwrap_or_default();
        figures
            .iter()
            .enumerate()
            .map(move |(at, figure)| (FigureId(from + at), figure))
    }

    /// The figure that holds `span`, where one does.
    fn figure(self, span: Span) -> Option<(FigureId, &'a Figure)> {
        let after = self
            .figures
            .partition_point(|figure| figure.span.start <= span.start);
        let before = after.checked_sub(1)?;
        let figure = self.figures.get(before)?;
        (span.start < figure.span.end).then_some((FigureId(before), figure))
    }

    /// A claim that `total` comes to the values of `parts`; the figure that holds the total is its member.
    fn claim(self, kind: ClaimKind, origin: ClaimOrigin, mut total: Told, parts: Vec<Told>) -> Claim {
        let figure = self.figure(total.span);
        let members = figure.map(|(id, figure)| {
            if figure.role != Role::Period {
                total.span = figure.span;
            }
            Member {
                role: MemberRole::Total,
                figure: id,
            }
        });
        let mut told = vec![total];
        told.extend(parts);
        Claim {
            kind,
            members: members.into_iter().collect(),
            origin,
            told,
            tried: 1,
        }
    }
}

/// A number that words tell.
const fn told(role: MemberRole, span: Span, value: i32, digits: u8) -> Told {
    Told {
        role,
        span,
        value,
        digits,
    }
}

/// The things at `spans`, each counted once.
fn counted(spans: &[Span]) -> Vec<Told> {
    spans
        .iter()
        .map(|span| told(MemberRole::Part, *span, 1, 0))
        .collect()
}
