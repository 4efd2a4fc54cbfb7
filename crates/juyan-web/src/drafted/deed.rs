//! What is done with a draft. Deeds are only added, and each is chained to the one before it: one that was altered later shows.

use super::{DraftError, Drafts, Result};
use crate::token::digest;
use rusqlite::{Row, Transaction};

/// What somebody does with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A department is asked to countersign a passage.
    Ask,
    /// It is asked no more.
    Spare,
    /// A department countersigns a passage 会签.
    Agree,
    /// It does not, and says why.
    Object,
    /// The drafter hands the whole up 送签.
    Offer,
    /// It comes back, with a reason.
    Return,
    /// Nothing in it is secret 保密审查.
    Review,
    /// Who answers for it signs 签发.
    SignOff,
}

impl Kind {
    pub(crate) const ALL: [Self; 8] = [
        Self::Ask,
        Self::Spare,
        Self::Agree,
        Self::Object,
        Self::Offer,
        Self::Return,
        Self::Review,
        Self::SignOff,
    ];

    /// The name that is stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Spare => "spare",
            Self::Agree => "agree",
            Self::Object => "object",
            Self::Offer => "offer",
            Self::Return => "return",
            Self::Review => "review",
            Self::SignOff => "sign-off",
        }
    }

    /// The wording that says it.
    pub(crate) const fn says(self) -> &'static str {
        match self {
            Self::Ask => "report.deed-ask",
            Self::Spare => "report.deed-spare",
            Self::Agree => "report.deed-agree",
            Self::Object => "report.deed-object",
            Self::Offer => "report.deed-offer",
            Self::Return => "report.deed-return",
            Self::Review => "report.deed-review",
            Self::SignOff => "report.deed-sign-off",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Something that was done with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) kind: Kind,
    /// The passage that it is about; none where it is the whole.
    pub(crate) passage: Option<i64>,
    /// The department that is asked, or answers.
    pub(crate) department: String,
    /// The SM3 of the text that it is about.
    pub(crate) digest: String,
    pub(crate) person: String,
    pub(crate) at: i64,
    pub(crate) reason: String,
    /// What chains it to the deed before it.
    pub(crate) hash: String,
}

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doing<'a> {
    pub(crate) kind: Kind,
    pub(crate) passage: Option<i64>,
    pub(crate) department: &'a str,
    pub(crate) digest: &'a str,
    pub(crate) reason: &'a str,
}

impl Deed {
    /// What `hash` has to be, behind a deed with the hash `before`.
    fn seal(&self, draft: i64, before: &str) -> String {
        let (passage, at) = (self.passage.unwrap_or_default().to_string(), self.at.to_string());
        let parts = [
            before,
            &draft.to_string(),
            self.kind.name(),
            &passage,
            &self.department,
            &self.digest,
            &self.person,
            &at,
            &self.reason,
        ];
        digest(parts.join("\0"))
    }
}

impl Drafts {
    /// Keeps that somebody does something.
    pub(crate) fn keep(&mut self, draft: i64, doing: Doing<'_>, (person, now): (&str, i64)) -> Result<()> {
        let change = self.change()?;
        add(&change, draft, doing, (person, now))?;
        Ok(change.commit()?)
    }

    /// What was done with a draft, in its order. Fails where a deed is not what it was.
    pub(crate) fn deeds(&self, draft: i64) -> Result<Vec<Deed>> {
        let mut query = self.0.prepare(ALL)?;
        let mut rows = query.query([draft])?;
        let mut deeds: Vec<Deed> = Vec::new();
        while let Some(row) = rows.next()? {
            let deed = deed(row)?;
            let before = deeds.last().map_or("", |last| last.hash.as_str());
            if deed.seal(draft, before) != deed.hash {
                return Err(DraftError::Altered(draft));
            }
            deeds.push(deed);
        }
        Ok(deeds)
    }
}

const ALL: &str = "SELECT kind, passage, department, digest, person, at, reason, hash FROM deed WHERE draft = ?1 ORDER BY seq";

fn add(change: &Transaction<'_>, draft: i64, doing: Doing<'_>, (person, now): (&str, i64)) -> Result<()> {
    let last = "SELECT coalesce((SELECT hash FROM deed WHERE draft = ?1 ORDER BY seq DESC LIMIT 1), '')";
    let before: String = change.query_row(last, [draft], |row| row.get(0))?;
    let deed = Deed {
        kind: doing.kind,
        passage: doing.passage,
        department: doing.department.to_owned(),
        digest: doing.digest.to_owned(),
        person: person.to_owned(),
        at: now,
        reason: doing.reason.to_owned(),
        hash: String::new(),
    };
    let insert = "INSERT INTO deed (draft, kind, passage, department, digest, person, at, reason, hash) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    change.execute(
        insert,
        (
            draft,
            deed.kind.name(),
            deed.passage,
            &deed.department,
            &deed.digest,
            &deed.person,
            deed.at,
            &deed.reason,
            deed.seal(draft, &before),
        ),
    )?;
    Ok(())
}

fn deed(row: &Row<'_>) -> Result<Deed> {
    let kind: String = row.get(0)?;
    Ok(Deed {
        kind: Kind::named(&kind).ok_or(DraftError::Unreadable(kind))?,
        passage: row.get(1)?,
        department: row.get(2)?,
        digest: row.get(3)?,
        person: row.get(4)?,
        at: row.get(5)?,
        reason: row.get(6)?,
        hash: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan_model::PeriodName;

    fn begun() -> (tempfile::TempDir, Drafts, i64) {
        let folder = tempfile::tempdir().unwrap();
        let mut drafts = Drafts::beside(&folder.path().join("a.juyan")).unwrap();
        let period = PeriodName::parse("2024H1").unwrap().0;
        let number = drafts
            .begin(("报告", period, None), &["一".to_owned()], ("drafter", 1))
            .unwrap();
        (folder, drafts, number)
    }

    fn doing(kind: Kind) -> Doing<'static> {
        Doing {
            kind,
            passage: None,
            department: "",
            digest: "0",
            reason: "",
        }
    }

    #[test]
    fn deeds_are_only_added_and_what_was_altered_shows() {
        let (_folder, mut drafts, number) = begun();
        drafts.keep(number, doing(Kind::Offer), ("drafter", 2)).unwrap();
        drafts.keep(number, doing(Kind::SignOff), ("leader", 3)).unwrap();
        assert_eq!(drafts.deeds(number).unwrap().len(), 2);
        for statement in [
            "UPDATE deed SET person = 'x'",
            "DELETE FROM deed",
            "UPDATE wording SET text = 'x'",
            "DELETE FROM wording",
        ] {
            assert!(drafts.0.execute(statement, []).is_err(), "{statement}");
        }
        drafts.0.execute("DROP TRIGGER deed_stays", []).unwrap();
        drafts
            .0
            .execute("UPDATE deed SET person = 'x' WHERE kind = 'offer'", [])
            .unwrap();
        assert!(matches!(drafts.deeds(number), Err(DraftError::Altered(_))));
    }
}
