//! The chain of hashes: what is hashed, and in which bytes.
//!
//! The hash of a change is the SM3 (GB/T 32905-2016) of the hash before it, the change's own columns, and for every table in
//! the order of [`TABLES`] the SM3 of the rows that the change added to it. `docs/ledger.md` says it so that it can be
//! reckoned without this program, and a script among the tests does.

use rusqlite::types::ValueRef;
use sm3::{Digest, Sm3};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

/// The tables whose rows belong to changes, in the order in which they are hashed.
pub(crate) const TABLES: [&str; 8] = [
    "property", "document", "fact", "binding", "answer", "release", "record", "field",
];

/// The head of an empty chain.
pub(crate) const ROOT: &str = "";

/// So many bytes of a table's rows are hashed together, and where there are more, beside the work of the database: a batch
/// of a thousand facts keeps two cores busy, and a change of one row pays for no thread.
const STRETCH: usize = 16 * 1024;

/// Stretches that may wait to be hashed, so that a slow core fills no memory.
const WAITING: usize = 64;

/// The hash of one change as its rows come in.
#[derive(Debug)]
pub(crate) struct Link {
    /// Of every table the bytes of rows that were not given to be hashed yet.
    rows: [Vec<u8>; TABLES.len()],
    hashing: Hashing,
}

impl Link {
    pub(crate) fn new() -> Self {
        Self {
            rows: std::array::from_fn(|_| Vec::new()),
            hashing: Hashing::Here(Box::new(Hashes::new())),
        }
    }

    /// Takes in a row of the table at `table` of [`TABLES`].
    pub(crate) fn row<'v>(&mut self, table: usize, values: impl Iterator<Item = ValueRef<'v>>) {
        let Some(rows) = self.rows.get_mut(table) else {
            return;
        };
        for value in values {
            encode(value, rows);
        }
        self.end_row(table);
    }

    /// Takes in the row `seq` of the table at `table`, whose other columns are encoded already.
    pub(crate) fn row_of<'v>(&mut self, table: usize, seq: i64, columns: impl Iterator<Item = &'v [u8]>) {
        let Some(rows) = self.rows.get_mut(table) else {
            return;
        };
        encode(ValueRef::Integer(seq), rows);
        for column in columns {
            rows.extend_from_slice(column);
        }
        self.end_row(table);
    }

    fn end_row(&mut self, table: usize) {
        let Some(rows) = self.rows.get_mut(table) else {
            return;
        };
        rows.push(b'\n');
        if rows.len() >= STRETCH {
            let stretch = std::mem::replace(rows, Vec::with_capacity(STRETCH + STRETCH / 8));
            self.hashing.take(table, stretch);
        }
    }

    /// The head after a change whose own columns but the hash are `change`.
    pub(crate) fn head<'v>(self, before: &str, change: impl Iterator<Item = ValueRef<'v>>) -> String {
        let mut bytes = before.as_bytes().to_vec();
        bytes.push(b'\n');
        for value in change {
            encode(value, &mut bytes);
        }
        bytes.push(b'\n');
        let mut all = Sm3::new();
        all.update(&bytes);
        let mut hashes = self.hashing.end();
        for (table, rows) in self.rows.iter().enumerate() {
            hashes.update(table, rows);
        }
        for rows in hashes.0 {
            all.update(rows.finalize());
        }
        hex(&all.finalize())
    }
}

/// The hashes of the tables' rows as far as they came.
#[derive(Debug, Clone)]
struct Hashes([Sm3; TABLES.len()]);

impl Hashes {
    fn new() -> Self {
        Self(std::array::from_fn(|_| Sm3::new()))
    }

    fn update(&mut self, table: usize, rows: &[u8]) {
        if let Some(hash) = self.0.get_mut(table) {
            hash.update(rows);
        }
    }
}

/// Where rows are hashed: here, or by a worker once there is a stretch of them.
#[derive(Debug)]
enum Hashing {
    Here(Box<Hashes>),
    Beside {
        stretches: SyncSender<(usize, Vec<u8>)>,
        worker: JoinHandle<Box<Hashes>>,
    },
}

impl Hashing {
    /// Hashes a stretch of rows of the table at `table`.
    fn take(&mut self, table: usize, stretch: Vec<u8>) {
        if let Self::Here(hashes) = self
            && let Ok(beside) = Self::beside(hashes.clone())
        {
            *self = beside;
        }
        match self {
            // No thread is to be had.
            Self::Here(hashes) => hashes.update(table, &stretch),
            // The worker takes all there is until the sender is gone.
            Self::Beside { stretches, .. } => drop(stretches.send((table, stretch))),
        }
    }

    /// A worker that goes on from `hashes`.
    fn beside(mut hashes: Box<Hashes>) -> std::io::Result<Self> {
        let (stretches, coming) = sync_channel::<(usize, Vec<u8>)>(WAITING);
        let worker = Builder::new().name("chain".to_owned()).spawn(move || {
            for (table, stretch) in coming {
                hashes.update(table, &stretch);
            }
            hashes
        })?;
        Ok(Self::Beside { stretches, worker })
    }

    /// The hashes of all that was taken.
    fn end(self) -> Box<Hashes> {
        match self {
            Self::Here(hashes) => hashes,
            Self::Beside { stretches, worker } => {
                drop(stretches);
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }
        }
    }
}

/// The SM3 of `text` in hexadecimal digits.
pub(crate) fn digest(text: &str) -> String {
    digest_of([text.as_bytes()])
}

/// The SM3 of all `pieces`, one behind the other, in hexadecimal digits.
pub(crate) fn digest_of<const N: usize>(pieces: [&[u8]; N]) -> String {
    let mut all = Sm3::new();
    for piece in pieces {
        all.update(piece);
    }
    hex(&all.finalize())
}

/// `n` for nothing; `i`, the number and `;`; `t`, the length, `:` and the text: no two rows have the same bytes.
fn encode(value: ValueRef<'_>, bytes: &mut Vec<u8>) {
    match value {
        ValueRef::Null => bytes.push(b'n'),
        ValueRef::Integer(number) => {
            bytes.push(b'i');
            bytes.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            bytes.push(b';');
        }
        ValueRef::Text(text) => framed(b't', text, bytes),
        // The tables are STRICT and have neither; written so that a forged one is not taken for nothing.
        ValueRef::Real(number) => framed(b'r', &number.to_bits().to_be_bytes(), bytes),
        ValueRef::Blob(blob) => framed(b'b', blob, bytes),
    }
}

/// A column as it is hashed.
#[derive(Debug, Default)]
pub(crate) struct Encoded {
    bytes: Vec<u8>,
    /// How much of them stands before a text.
    before: usize,
    number: Option<i64>,
}

impl Encoded {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether it is `value`.
    pub(crate) fn holds(&self, value: ValueRef<'_>) -> bool {
        match value {
            ValueRef::Null => self.bytes == b"n",
            ValueRef::Integer(number) => self.number == Some(number),
            ValueRef::Text(text) => {
                self.bytes.first() == Some(&b't') && self.bytes.get(self.before..) == Some(text)
            }
            ValueRef::Real(_) | ValueRef::Blob(_) => false,
        }
    }

    /// Makes it `value`.
    pub(crate) fn hold(&mut self, value: ValueRef<'_>) {
        self.bytes.clear();
        encode(value, &mut self.bytes);
        self.number = value.as_i64().ok();
        let text = value.as_bytes().map_or(0, <[u8]>::len);
        self.before = self.bytes.len() - text;
    }
}

fn framed(letter: u8, content: &[u8], bytes: &mut Vec<u8>) {
    bytes.push(letter);
    bytes.extend_from_slice(itoa::Buffer::new().format(content.len()).as_bytes());
    bytes.push(b':');
    bytes.extend_from_slice(content);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut digits, byte| {
        let nibble = |four: u8| char::from_digit(four.into(), 16).unwrap_or_default();
        digits.extend([nibble(byte >> 4), nibble(byte & 15)]);
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of GB/T 32905-2016, appendix A.1.
    #[test]
    fn sm3_is_that_of_the_standard() {
        let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(digest("abc"), abc);
    }

    #[test]
    fn rows_that_differ_are_told_apart() {
        let bytes = |values: &[ValueRef<'_>]| {
            let mut bytes = Vec::new();
            for value in values {
                encode(*value, &mut bytes);
            }
            bytes
        };
        let rows = [
            bytes(&[ValueRef::Text(b"12"), ValueRef::Text(b"")]),
            bytes(&[ValueRef::Text(b"1"), ValueRef::Text(b"2")]),
            bytes(&[ValueRef::Integer(12), ValueRef::Text(b"")]),
            bytes(&[ValueRef::Text(b"12"), ValueRef::Null]),
        ];
        for (position, row) in rows.iter().enumerate() {
            assert!(!rows[position + 1..].contains(row));
        }
    }
}
