//! Text made harmless in a page.

use std::fmt::{Display, Formatter, Result, Write};

/// Displays text so that no part of it is taken for markup, in an attribute neither.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(
    /// The text.
    pub &'a str,
);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (before, after) = rest.split_at(at);
            f.write_str(before)?;
            let mut characters = after.chars();
            match characters.next() {
                Some('&') => f.write_str("&amp;")?,
                Some('<') => f.write_str("&lt;")?,
                Some('>') => f.write_str("&gt;")?,
                Some('"') => f.write_str("&quot;")?,
                Some(_) => f.write_str("&#39;")?,
                None => {}
            }
            rest = characters.as_str();
        }
        f.write_str(rest)
    }
}

/// Writes JSON into a script element: nothing in it ends the element.
pub(super) struct InScript<W>(pub(super) W);

impl<W: std::io::Write> std::io::Write for InScript<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
            let (before, after) = rest.split_at(at);
            self.0.write_all(before)?;
            self.0.write_all(b"\\u003c")?;
            rest = after.get(1..).unwrap_or_default();
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// A list of words between blanks, as attributes take it.
pub(super) fn blank_separated(numbers: &[usize]) -> String {
    let mut out = String::new();
    for number in numbers {
        if !out.is_empty() {
            out.push(' ');
        }
        // Writing to a string does not fail.
        let _ = write!(out, "{number}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn markup_becomes_text() {
        let shown = Escaped("a<b>&\"'一").to_string();
        assert_eq!(shown, "a&lt;b&gt;&amp;&quot;&#39;一");
    }

    #[test]
    fn json_cannot_end_its_element() {
        let mut out = InScript(Vec::new());
        out.write_all(b"[\"</script>\"]").unwrap();
        assert_eq!(out.0, b"[\"\\u003c/script>\"]");
    }
}
