//! Random words that nobody guesses, and what of them is kept.

use sm3::{Digest, Sm3};
use std::fmt::Write;

/// Letters of passwords that the program makes: none that is taken for another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// So many random bytes in hexadecimal digits. Fails where the system has none to give.
pub(crate) fn random(bytes: usize) -> Result<String, getrandom::Error> {
    let mut drawn = vec![0; bytes];
    getrandom::fill(&mut drawn)?;
    Ok(hexadecimal(&drawn))
}

/// A password of sixteen letters in four groups: 80 bits. Fails where the system has no randomness to give.
pub(crate) fn password() -> Result<String, getrandom::Error> {
    let mut drawn = [0; 16];
    getrandom::fill(&mut drawn)?;
    let letter = |byte: &u8| char::from(LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'x'));
    let groups: Vec<String> = drawn
        .chunks(4)
        .map(|group| group.iter().map(letter).collect())
        .collect();
    Ok(groups.join("-"))
}

/// What is kept of a token: whoever reads the file cannot use it.
pub(crate) fn digest(token: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sm3::digest(token.as_ref()))
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let differing = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (one, other)| sum | (one ^ other));
    one.len() == other.len() && differing == 0
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, other) = (random(32).unwrap(), random(32).unwrap());
        assert_eq!(one.len(), 64);
        assert!(!same(&one, &other) && same(&one, &one.clone()) && !same(&one, "") && !same("", &one));
        assert_eq!(password().unwrap().len(), 19);
    }
}
