//! Papers that people brought to be checked. They stand in memory alone, for an hour after somebody looked at them last, and only
//! the session that brought one sees it.

use axum::body::Bytes;
use juyan::Before;
use std::collections::VecDeque;
use std::sync::Arc;

/// So long after it was looked at last a paper is forgotten, in seconds.
pub(crate) const KEPT: i64 = 60 * 60;

/// So many papers of a session are kept.
pub(crate) const OF_EACH: usize = 4;

/// So much of all is kept, in bytes; the one looked at longest ago goes first.
const OF_ALL: usize = 128 << 20;

/// A paper with what it is held against, and what of it was allowed.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    /// What it is asked for by; nobody guesses it.
    pub(crate) id: String,
    /// Whose it is: what is kept of the session's token.
    pub(crate) session: String,
    /// What the file was called.
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
    /// What the files beside it were called.
    pub(crate) beside: Vec<String>,
    /// What those let be known.
    pub(crate) before: Arc<Before>,
    pub(crate) allowed: Vec<Allowed>,
    /// What it takes in memory, about.
    pub(crate) weight: usize,
    /// When it was looked at last.
    pub(crate) seen: i64,
}

/// A finding that somebody let stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// What the finding is known by in the same paper, and in the next one as long as its paragraph stays.
    pub(crate) mark: String,
    /// Why it may stand.
    pub(crate) reason: String,
}

/// All of them, the one looked at last behind.
#[derive(Debug, Default)]
pub(crate) struct Brought(VecDeque<Paper>);

impl Brought {
    /// Keeps a paper; what is too much is forgotten.
    pub(crate) fn keep(&mut self, paper: Paper) {
        self.forget_old(paper.seen);
        let own = self.0.iter().filter(|one| one.session == paper.session).count();
        if own >= OF_EACH {
            let first = self.0.iter().position(|one| one.session == paper.session);
            first.and_then(|first| self.0.remove(first));
        }
        self.0.push_back(paper);
        while self.0.len() > 1 && self.0.iter().map(|one| one.weight).sum::<usize>() > OF_ALL {
            self.0.pop_front();
        }
    }

    /// The paper of that name, where this session brought it.
    pub(crate) fn get(&mut self, session: &str, id: &str, now: i64) -> Option<&mut Paper> {
        self.forget_old(now);
        let at = self
            .0
            .iter()
            .position(|one| one.id == id && one.session == session)?;
        let mut paper = self.0.remove(at)?;
        paper.seen = now;
        self.0.push_back(paper);
        self.0.back_mut()
    }

    /// Those that this session brought, the one looked at last first.
    pub(crate) fn of(&mut self, session: &str, now: i64) -> Vec<Paper> {
        self.forget_old(now);
        let own = self.0.iter().rev().filter(|one| one.session == session);
        own.cloned().collect()
    }

    /// Forgets what a session brought.
    pub(crate) fn forget(&mut self, session: &str) {
        self.0.retain(|one| one.session != session);
    }

    fn forget_old(&mut self, now: i64) {
        self.0.retain(|one| now - one.seen < KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(session: &str, id: &str, (weight, seen): (usize, i64)) -> Paper {
        Paper {
            id: id.to_owned(),
            session: session.to_owned(),
            name: String::new(),
            bytes: Bytes::new(),
            beside: Vec::new(),
            before: Arc::default(),
            allowed: Vec::new(),
            weight,
            seen,
        }
    }

    fn names(brought: &mut Brought, session: &str, now: i64) -> Vec<String> {
        let papers = brought.of(session, now).into_iter();
        papers.map(|paper| paper.id).collect()
    }

    #[test]
    fn a_session_sees_its_own_alone() {
        let mut brought = Brought::default();
        brought.keep(paper("a", "1", (1, 0)));
        assert!(brought.get("b", "1", 0).is_none() && brought.get("a", "1", 0).is_some());
        brought.forget("a");
        assert!(brought.get("a", "1", 0).is_none());
    }

    #[test]
    fn it_is_forgotten_an_hour_after_it_was_looked_at() {
        let mut brought = Brought::default();
        brought.keep(paper("a", "1", (1, 0)));
        assert!(brought.get("a", "1", KEPT - 1).is_some());
        assert!(brought.get("a", "1", 2 * KEPT - 2).is_some(), "looking counts");
        assert!(brought.get("a", "1", 3 * KEPT).is_none());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut brought = Brought::default();
        for id in 0..6 {
            brought.keep(paper("a", &id.to_string(), (1, 0)));
        }
        assert_eq!(names(&mut brought, "a", 0), ["5", "4", "3", "2"]);
        brought.keep(paper("b", "large", (OF_ALL - 1, 0)));
        assert_eq!(
            names(&mut brought, "a", 0),
            ["5"],
            "others give way, the oldest first"
        );
        brought.keep(paper("c", "huge", (2 * OF_ALL, 0)));
        assert_eq!(names(&mut brought, "c", 0), ["huge"]);
        assert!(names(&mut brought, "b", 0).is_empty());
    }
}
