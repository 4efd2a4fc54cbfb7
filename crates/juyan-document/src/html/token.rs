//! A web page as tags and text, in one pass whatever the page holds.
//!
//! The parsers at hand follow the standard to the letter and with it into quadratic time on hostile pages (a tag with
//! a million attributes, formatting elements opened again in every paragraph). For taking a text out of its page a
//! tolerant scan says the same.

use html_escape::decode_html_entities;

/// A tag or a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>`.
    Start { name: &'a str, attributes: &'a str },
    /// `</name>`.
    End { name: &'a str },
    /// Text, references as they stand.
    Text(&'a str),
}

/// The tokens of a page.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose content is no markup, while in it.
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Self {
            rest: page,
            raw: None,
        }
    }

    /// Cuts `length` bytes off the front.
    fn cut(&mut self, length: usize) -> &'a str {
        let (cut, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        cut
    }

    fn raw_text(&mut self, name: &str) -> Token<'a> {
        self.raw = None;
        let ends = |at: &(usize, &str)| {
            let after = self.rest.get(at.0 + 2..at.0 + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name))
        };
        let end = self
            .rest
            .match_indices("</")
            .find(ends)
            .map_or(self.rest.len(), |(at, _)| at);
        Token::Text(self.cut(end))
    }

    /// A tag at the front of the rest; nothing where `<` is only a sign.
    fn tag(&mut self) -> Option<Token<'a>> {
        let inner = self.rest.get(1..)?;
        let closing = inner.starts_with('/');
        let name_at = 1 + usize::from(closing);
        let after = self.rest.get(name_at..)?;
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name_ends = |c: char| c.is_whitespace() || c == '>' || c == '/';
        let length = after.find(name_ends).unwrap_or(after.len());
        let tag = self.cut(name_at + length + tag_end(after.get(length..).unwrap_or_default()));
        let name = tag.get(name_at..name_at + length).unwrap_or_default();
        if closing {
            return Some(Token::End { name });
        }
        if ["script", "style", "title", "textarea", "iframe", "xmp"]
            .iter()
            .any(|raw| name.eq_ignore_ascii_case(raw))
        {
            self.raw = Some(name);
        }
        let attributes = tag
            .get(name_at + length..)
            .unwrap_or_default()
            .trim_end_matches('>');
        Some(Token::Start { name, attributes })
    }
}

/// The length of what is left of a tag, up to and with its `>`; quoted values may hold one.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'>' => return at + 1,
            None if after_equals && (byte == b'"' || byte == b'\'') => quote = Some(byte),
            Some(_) | None => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    // A quote that is never closed: the tag ends at the first `>` after all.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(name) = self.raw {
                return Some(self.raw_text(name));
            }
            if self.rest.starts_with("<!--") {
                let end = self.rest.find("-->").map_or(self.rest.len(), |at| at + 3);
                self.cut(end);
            } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
                self.cut(end);
            } else if self.rest.starts_with('<') {
                if let Some(tag) = self.tag() {
                    return Some(tag);
                }
                return Some(Token::Text(self.cut(1)));
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Token::Text(self.cut(end)));
            }
        }
    }
}

/// The value of an attribute, references resolved; empty where it has none.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let length = rest
            .find(|c: char| c.is_whitespace() || c == '=' || c == '/')
            .unwrap_or(rest.len());
        let key = rest
            .get(..length)
            .filter(|key| !key.is_empty())
            .or_else(|| rest.get(..1).filter(|key| *key == "="))?;
        rest = rest.get(key.len()..)?;
        let spaced = rest.trim_start();
        let value = match spaced.strip_prefix('=').map(str::trim_start) {
            Some(after) => {
                let (value, left) = value(after);
                rest = left;
                value
            }
            None => "",
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(decode_html_entities(value).into_owned());
        }
    }
}

/// A value, quoted or not, and what comes after it.
fn value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((value, left)) = rest.strip_prefix(quote).and_then(|inner| inner.split_once(quote)) {
            return (value, left);
        }
    }
    rest.split_at_checked(rest.find(char::is_whitespace).unwrap_or(rest.len()))
        .unwrap_or((rest, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_text_and_what_is_neither() {
        let tokens: Vec<Token> =
            Tokens::new("<!doctype html><p CLASS='a>b'>1 < 2<!-- <b> --></p><script>if(a<b){}</script>尾")
                .collect();
        let start = |name, attributes| Token::Start { name, attributes };
        assert_eq!(
            tokens,
            [
                start("p", " CLASS='a>b'"),
                Token::Text("1 "),
                Token::Text("<"),
                Token::Text(" 2"),
                Token::End { name: "p" },
                start("script", ""),
                Token::Text("if(a<b){}"),
                Token::End { name: "script" },
                Token::Text("尾"),
            ]
        );
    }

    #[test]
    fn attributes_in_every_spelling() {
        let attributes = r#" colspan=2 Class = "a &amp; b" hidden data-x='1"2' / "#;
        assert_eq!(attribute(attributes, "colspan").as_deref(), Some("2"));
        assert_eq!(attribute(attributes, "class").as_deref(), Some("a & b"));
        assert_eq!(attribute(attributes, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(attributes, "data-x").as_deref(), Some("1\"2"));
        assert_eq!(attribute(attributes, "id"), None);
        assert_eq!(attribute("= = = a", "id"), None);
    }
}
