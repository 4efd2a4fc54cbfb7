//! Which figures of a report do not follow any more: they were told, and stand in the ledger, as they were before what they follow from
//! changed.

use super::moment::Moment;
use juyan::document::Document;
use juyan::model::{Key, Rounding, Span};
use juyan::reader::Reading;
use juyan::vocabulary::Catalogue;
use juyan::{Checked, Options};
use juyan_ledger::{Ledger, LedgerError};
use juyan_publish::{Follows, Outdated};
use juyan_writer::{Said, Voice, follows_from};
use std::collections::BTreeSet;

/// A report whose figures are held against what they follow from.
#[derive(Debug, Clone, Copy)]
pub struct Following<'a> {
    /// Its text and layout.
    pub document: &'a Document,
    /// What was read in it.
    pub reading: &'a Reading,
    /// The words.
    pub catalogue: &'a Catalogue,
}

impl Follows for Following<'_> {
    fn outdated(&self, ledger: &Ledger, figures: &[(Key, Span)]) -> Result<Vec<Outdated>, LedgerError> {
        let moment = Moment::now(ledger, self.catalogue)?;
        let keys: BTreeSet<Key> = figures
            .iter()
            .flat_map(|(key, _)| follows_from(key, self.catalogue).into_iter().chain([key.clone()]))
            .collect();
        let checked = juyan::check(self.document, self.catalogue, &Options::default());
        let mut found: Option<Vec<Outdated>> = None;
        // However the office rounds: what follows by any of its ways is not outdated.
        for rounding in Rounding::ALL {
            let voice = Voice {
                catalogue: self.catalogue,
                rounding,
            };
            let mine = outdated((&moment, &keys), figures, &checked, voice)?;
            let is_mine = |outdated: &Outdated| mine.iter().any(|other| other.span == outdated.span);
            found = Some(match found {
                Some(mut found) => {
                    found.retain(is_mine);
                    found
                }
                None => mine,
            });
        }
        Ok(found.unwrap_or_default())
    }
}

/// Those that are outdated where numbers are rounded in one way.
fn outdated(
    (moment, keys): (&Moment<'_>, &BTreeSet<Key>),
    figures: &[(Key, Span)],
    checked: &Checked<'_>,
    voice: Voice<'_>,
) -> Result<Vec<Outdated>, LedgerError> {
    let mut held = moment.held_since(keys, voice)?;
    let said = figures.iter().filter_map(|(key, span)| {
        let fact = held.known(key, voice)?.into_owned();
        Some(Said {
            span: *span,
            key: key.clone(),
            fact,
        })
    });
    let said: Vec<Said> = said.collect();
    held.settle(&said, checked, voice);
    let outdated = figures.iter().filter_map(|(key, span)| {
        let stale = held.stale(key)?;
        Some(Outdated {
            span: *span,
            key: key.clone(),
            because: stale.because.clone(),
            now: stale.now.clone(),
        })
    });
    Ok(outdated.collect())
}
