//! What somebody said that words mean holds for the same words when a later paper uses them: their facts get the key that the earlier
//! one got, for their own period, and the ledger keeps on whose answer that stands. Where the answer is taken back they are free.

use crate::document::PaperTexts;
use crate::error::{LedgerError, Result};
use crate::fact::written;
use crate::ledger::Ledger;
use crate::legible::Fault;
use crate::read::period_to;
use crate::writing::Writing;
use juyan_model::{Fact, Key, Period, Source, Span, Term};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A fact that has its key since an earlier one in the same words was given one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameWords {
    /// The change that gave it the key.
    pub change: i64,
    /// The fact.
    pub fact: i64,
    /// The key that it came with.
    pub came_as: Key,
    /// The key that it was given.
    pub key: Key,
    /// The earlier fact.
    pub earlier: i64,
    /// The change in which somebody said what the words mean.
    pub answer: i64,
}

/// In which words something is told, whatever the period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Words {
    /// The key that they came to.
    key: Key,
    /// What stands right before the number. Where the key is made of the words themselves it says nothing more, and is empty.
    lead: String,
    /// Its unit: 3个小区 are not 164户 of them.
    unit: Option<String>,
}

/// A figure of a paper.
#[derive(Debug)]
struct Told {
    came_as: Key,
    words: Option<Words>,
    value: String,
}

/// What somebody said of a fact.
#[derive(Debug)]
struct Said {
    fact: i64,
    came_as: Key,
    key: Key,
}

impl Words {
    /// None where a key of the catalogue is all there is: it does not tell one sentence from another.
    fn of(came_as: &Key, before: &[u8], unit: Option<String>) -> Option<Self> {
        let key = Key {
            period: None,
            ..came_as.clone()
        };
        if matches!(key.indicator, Term::Words(_)) {
            return Some(Self {
                key,
                lead: String::new(),
                unit,
            });
        }
        let before: String = String::from_utf8_lossy(before).split_whitespace().collect();
        let lead = before.rsplit(|letter: char| !letter.is_alphabetic()).next()?;
        (!lead.is_empty()).then(|| Self {
            key,
            lead: lead.to_owned(),
            unit,
        })
    }
}

impl Said {
    /// The key that was said, for the period of another fact in the same words; none where nothing tells which that is.
    fn for_period_of(&self, came_as: &Key) -> Option<Key> {
        let (asked, said) = (self.came_as.period, self.key.period);
        let period = if said == asked {
            came_as.period
        } else if said.is_some() && said == asked.map(last_day) {
            came_as.period.map(last_day)
        } else {
            return None;
        };
        Some(Key {
            period,
            ..self.key.clone()
        })
    }
}

/// The day on which a stock stands that is told of a stretch.
const fn last_day(period: Period) -> Period {
    Period::new(period.to, period.to)
}

/// What somebody said that words mean: what a paper that is not recorded would be recorded under.
#[derive(Debug, Default)]
pub struct Remembered(BTreeMap<Words, Said>);

impl Remembered {
    /// The keys of those of `facts`, which `text` states, whose words somebody gave one.
    pub fn keys(&self, facts: &[Fact], text: &str) -> Vec<Option<Key>> {
        let told: Vec<Option<Told>> = facts.iter().map(|fact| Told::of(fact, text)).collect();
        self.meant(&told)
            .into_iter()
            .map(|meant| meant.map(|(_, key)| key))
            .collect()
    }

    /// Of figures of one paper those in words that somebody gave a key, with the fact of which that was said. Words that stand for two
    /// things in one period say nothing.
    fn meant(&self, told: &[Option<Told>]) -> Vec<Option<(i64, Key)>> {
        let mut values: BTreeMap<(&Key, &Words), BTreeSet<&str>> = BTreeMap::new();
        for told in told.iter().flatten() {
            if let Some(words) = &told.words {
                values
                    .entry((&told.came_as, words))
                    .or_default()
                    .insert(&told.value);
            }
        }
        let meant = told.iter().map(|told| {
            let told = told.as_ref()?;
            let words = told.words.as_ref()?;
            let is_one = values
                .get(&(&told.came_as, words))
                .is_some_and(|values| values.len() == 1);
            let earlier = self.0.get(words).filter(|_| is_one)?;
            Some((earlier.fact, earlier.for_period_of(&told.came_as)?))
        });
        meant.collect()
    }
}

impl Told {
    /// A fact that a text states; none where no text does.
    fn of(fact: &Fact, text: &str) -> Option<Self> {
        let Source::Document { span, sentence, .. } = &fact.source else {
            return None;
        };
        let before = Span::new(sentence.start, span.start).of(text);
        Some(Self {
            words: Words::of(
                &fact.key,
                before.as_bytes(),
                fact.unit.as_deref().map(str::to_owned),
            ),
            value: written(fact),
            came_as: fact.key.clone(),
        })
    }
}

impl Writing<'_> {
    /// Gives those of `facts`, which papers told, the keys that earlier ones in the same words were given by somebody. Words that stand
    /// for two things in one period say nothing. Gives how many there were.
    pub fn bind_as_before(&mut self, facts: &[i64]) -> Result<usize> {
        let remembered = Remembered(said(self.db)?);
        if remembered.0.is_empty() {
            return Ok(0);
        }
        let mut coming = Vec::new();
        let mut texts = PaperTexts::new(self.db);
        for fact in facts {
            coming.push(told(self.db, *fact, &mut texts)?);
        }
        let mut bound = 0;
        for (fact, meant) in facts.iter().zip(remembered.meant(&coming)) {
            if let Some((earlier, key)) = meant {
                self.bind_like(*fact, &key, earlier)?;
                bound += 1;
            }
        }
        Ok(bound)
    }

    /// Gives the facts whose keys stand on that of `fact`, which came as `came_as` and was given `key` anew, the same.
    pub(crate) fn bind_followers(&mut self, fact: i64, key: &Key) -> Result<()> {
        let mut texts = PaperTexts::new(self.db);
        let Some(Told { came_as, .. }) = told(self.db, fact, &mut texts)? else {
            return Ok(());
        };
        let said = Said {
            fact,
            came_as,
            key: key.clone(),
        };
        for follower in followers(self.db, fact)? {
            let key = told(self.db, follower, &mut texts)?.and_then(|told| said.for_period_of(&told.came_as));
            if let Some(key) = key {
                self.bind_like(follower, &key, fact)?;
            }
        }
        Ok(())
    }
}

impl Ledger {
    /// What somebody said that words mean, up to now.
    pub fn remembered(&self) -> Result<Remembered> {
        Ok(Remembered(said(&self.db)?))
    }

    /// The facts that have their keys since earlier ones in the same words were given theirs, in the order in which they got them.
    pub fn same_words(&self) -> Result<Vec<SameWords>> {
        let mut query = self.db.prepare_cached(include_str!("sql/same-words.sql"))?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(SameWords {
                change: row.get(0)?,
                fact: row.get(1)?,
                earlier: row.get(2)?,
                came_as: key(&row.get::<_, String>(3)?, row.get(1)?)?,
                key: key(&row.get::<_, String>(4)?, row.get(1)?)?,
                answer: row.get(5)?,
            });
        }
        Ok(found)
    }
}

fn key(text: &str, fact: i64) -> Result<Key> {
    text.parse()
        .map_err(|_| Fault::Key.of("fact", fact, "key", text).into())
}

/// What a paper told; nothing where none did.
fn told(db: &Connection, fact: i64, texts: &mut PaperTexts<'_>) -> Result<Option<Told>> {
    let mut query = db.prepare_cached(include_str!("sql/words-of-fact.sql"))?;
    let mut rows = query.query([fact])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let came_as = key(&row.get::<_, String>(0)?, fact)?;
    Ok(Some(Told {
        words: Words::of(&came_as, before(row, 2, texts)?, row.get(1)?),
        value: row.get(5)?,
        came_as,
    }))
}

/// What a sentence says before its number, where the row has from `column` on the document, where the sentence begins, and where the
/// number does.
fn before<'t>(row: &Row<'_>, column: usize, texts: &'t mut PaperTexts<'_>) -> Result<&'t [u8]> {
    let place =
        |column| Ok::<_, LedgerError>(usize::try_from(row.get::<_, i64>(column)?).unwrap_or_default());
    let (from, to) = (place(column + 1)?, place(column + 2)?);
    Ok(texts.of(row.get(column)?)?.get(from..to).unwrap_or_default())
}

/// What somebody said of words, the last for each; not of those that stood for something else in the same period too.
fn said(db: &Connection) -> Result<BTreeMap<Words, Said>> {
    let mut query = db.prepare_cached(include_str!("sql/said-of-words.sql"))?;
    let mut rows = query.query([])?;
    let mut texts = PaperTexts::new(db);
    let mut said = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let fact = row.get(0)?;
        let came_as = key(&row.get::<_, String>(1)?, fact)?;
        let one = Said {
            fact,
            key: key(&row.get::<_, String>(2)?, fact)?,
            came_as,
        };
        let before = before(row, 4, &mut texts)?;
        if let Some(words) = Words::of(&one.came_as, before, row.get(3)?) {
            said.insert(words, one);
        }
    }
    let mut plain = BTreeMap::new();
    for (words, one) in said {
        if !means_two_things(db, (&words, &one), &mut texts)? {
            plain.insert(words, one);
        }
    }
    Ok(plain)
}

/// Whether a paper told something else of the same period in the same words, which stands under another key.
fn means_two_things(
    db: &Connection,
    (words, said): (&Words, &Said),
    texts: &mut PaperTexts<'_>,
) -> Result<bool> {
    let mut query = db.prepare_cached(include_str!("sql/keys-of-words.sql"))?;
    let (came_as, key) = (&said.came_as, said.key.to_string());
    let mut rows = query.query((
        came_as.to_string(),
        said.fact,
        period_to(came_as),
        came_as.region.as_str(),
    ))?;
    while let Some(row) = rows.next()? {
        let other = Words::of(came_as, before(row, 2, texts)?, row.get(1)?);
        if other.as_ref() == Some(words) && row.get::<_, String>(0)? != key {
            return Ok(true);
        }
    }
    Ok(false)
}

fn followers(db: &Connection, fact: i64) -> Result<Vec<i64>> {
    let mut query = db.prepare_cached(include_str!("sql/followers.sql"))?;
    let rows = query.query_map([fact], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: &str, before: &str) -> Option<Words> {
        Words::of(&key.parse().unwrap(), before.as_bytes(), None)
    }

    #[test]
    fn words_are_the_same_in_another_period() {
        let june = of("\"口岸过货\"@152923:2024H1", "上半年，口岸过货");
        assert_eq!(june, of("\"口岸过货\"@152923:2024", "口岸过货达到"));
        assert_ne!(june, of("\"口岸过货\"@152900:2024H1", "上半年，口岸过货"));
    }

    /// Of a key of the catalogue what stands before the number tells the words.
    #[test]
    fn what_stands_before_the_number_tells_sentences_apart() {
        let key = "port_freight@152923:2024H1";
        let trade = of(key, "首批边民互市开展，货运量");
        assert_eq!(trade, of("port_freight@152923:2024", "边民互市好，货运量"));
        assert_ne!(trade, of(key, "累计通关\n过货量"));
        assert_eq!(of(key, "货运量分别为3、"), None);
    }

    #[test]
    fn the_period_is_that_of_the_later_words() {
        let said = |came_as: &str, key: &str| Said {
            fact: 1,
            came_as: came_as.parse().unwrap(),
            key: key.parse().unwrap(),
        };
        let later = |said: &Said, came_as: &str| {
            let key = said.for_period_of(&came_as.parse().unwrap());
            key.map(|key| key.to_string())
        };
        let flow = said("\"过货\"@152923:2024H1", "port_freight@152923:2024H1");
        assert_eq!(
            later(&flow, "\"过货\"@152923:2024").as_deref(),
            Some("port_freight@152923:2024")
        );
        let stock = said("\"存栏\"@152923:2024H1", "herd@152923:2024-06-30");
        assert_eq!(
            later(&stock, "\"存栏\"@152923:2024").as_deref(),
            Some("herd@152923:2024-12-31")
        );
        let other = said("\"过货\"@152923:2024H1", "port_freight@152923:2023");
        assert_eq!(later(&other, "\"过货\"@152923:2024"), None);
    }
}
