//! Workbooks that were brought and shown, and wait for who brought them to say that they are to be written. They stand in memory
//! alone; only the session that brought one sees it.

use axum::body::Bytes;
use std::collections::VecDeque;

/// So many wait at most; the one that waits longest goes first.
const MOST: usize = 8;

/// So long one waits, in seconds.
const LONGEST: i64 = 30 * 60;

/// A workbook that waits.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    /// What it is asked for by; nobody guesses it.
    pub(crate) id: String,
    /// Whose it is: what is kept of the session's token.
    pub(crate) session: String,
    /// The register that it was brought to.
    pub(crate) register: String,
    /// What the file was called.
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
    /// The day from which what it says is so; empty where it corrects.
    pub(crate) since: String,
    /// When it came.
    pub(crate) came: i64,
}

/// All of them, the last behind.
#[derive(Debug, Default)]
pub(crate) struct Books(VecDeque<Book>);

impl Books {
    pub(crate) fn keep(&mut self, book: Book) {
        self.0.retain(|one| one.session != book.session);
        self.0.push_back(book);
        while self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    /// The workbook of that name, where this session brought it to this register.
    pub(crate) fn get(&mut self, (session, register, id): (&str, &str, &str), now: i64) -> Option<Book> {
        self.0.retain(|one| now - one.came < LONGEST);
        let is_it = |one: &&Book| one.session == session && one.register == register && one.id == id;
        self.0.iter().find(is_it).cloned()
    }

    pub(crate) fn forget(&mut self, session: &str) {
        self.0.retain(|one| one.session != session);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_brought_it_alone_sees_it_and_not_for_ever() {
        let mut books = Books::default();
        for session in 0..10 {
            books.keep(Book {
                id: "1".into(),
                session: session.to_string(),
                register: "debt".into(),
                name: String::new(),
                bytes: Bytes::new(),
                since: String::new(),
                came: 0,
            });
        }
        assert!(books.get(("9", "debt", "1"), 1).is_some() && books.get(("0", "debt", "1"), 1).is_none());
        assert!(books.get(("9", "fund", "1"), 1).is_none() && books.get(("8", "debt", "2"), 1).is_none());
        assert!(books.get(("9", "debt", "1"), LONGEST).is_none());
    }
}
