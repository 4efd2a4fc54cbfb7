//! How deep the objects of a file are nested. The library reads them by calling itself, so that a file of little but brackets
//! would take all of the stack, and the program with it; it is refused before.

use flate2::read::ZlibDecoder;
use memchr::memmem;
use std::io::Read;

/// Honest files nest a dozen deep.
const DEEPEST: usize = 100;
/// How many bytes before the content of a stream its dictionary is looked for.
const DICTIONARY: usize = 1024;
/// So much of the objects that a stream packs is looked at; a report's take a hundredth.
const UNPACKED: u64 = 64 << 20;

/// Whether an object of the file, be it packed into a stream of objects, is nested deeper than honest ones.
pub(super) fn is_too_deep(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    // What a stream holds is no object, unless it is packed objects.
    while let Some(at) = next_stream(rest) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        if nests_too_deep(before) {
            return true;
        }
        let dictionary = before.get(before.len().saturating_sub(DICTIONARY)..);
        let content = behind.get(b"stream".len()..).unwrap_or_default();
        let Some(end) = memmem::find(content, b"endstream") else {
            // It was never closed: the next objects stand within it, and are read.
            let objects = memmem::find(content, b" obj").and_then(|at| content.get(at..));
            return objects.is_some_and(nests_too_deep);
        };
        let (content, next) = content.split_at_checked(end).unwrap_or((content, &[]));
        if dictionary.is_some_and(|words| memmem::find(words, b"/ObjStm").is_some())
            && nests_too_deep(&unpacked(content))
        {
            return true;
        }
        rest = next.get(b"endstream".len()..).unwrap_or_default();
    }
    nests_too_deep(rest)
}

/// Where the next stream begins: behind a dictionary; within a string or a comment the word opens none.
fn next_stream(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, b"stream").find(|at| {
        let (before, behind) = bytes.split_at_checked(*at).unwrap_or((bytes, &[]));
        before.trim_ascii_end().ends_with(b">>")
            && matches!(behind.get(b"stream".len()), Some(b'\r' | b'\n' | b' '))
    })
}

/// The packed objects, as far as they can be unpacked.
fn unpacked(content: &[u8]) -> Vec<u8> {
    let blank = content.iter().take_while(|byte| byte.is_ascii_whitespace());
    let packed = content.get(blank.count()..).unwrap_or_default();
    let mut objects = Vec::new();
    // What came before the damage is looked at.
    let _ = ZlibDecoder::new(packed).take(UNPACKED).read_to_end(&mut objects);
    objects
}

/// Whether lists and dictionaries nest too deep in `objects`, which are no stream's content.
fn nests_too_deep(objects: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut rest = objects;
    loop {
        rest = match rest {
            [b'<', b'<', behind @ ..] | [b'[', behind @ ..] => {
                depth += 1;
                behind
            }
            [b'>', b'>', behind @ ..] | [b']', behind @ ..] => {
                depth = depth.saturating_sub(1);
                behind
            }
            [b'(', behind @ ..] => behind_string(behind),
            [b'%', behind @ ..] => {
                let end = behind.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                behind.get(end.unwrap_or(behind.len())..).unwrap_or_default()
            }
            [_, behind @ ..] => behind,
            [] => return false,
        };
        if depth > DEEPEST {
            return true;
        }
    }
}

/// What follows the string that was opened.
fn behind_string(bytes: &[u8]) -> &[u8] {
    let (mut rest, mut open) = (bytes, 1_usize);
    while open > 0 {
        rest = match rest {
            [b'(', behind @ ..] => {
                open += 1;
                behind
            }
            [b')', behind @ ..] => {
                open -= 1;
                behind
            }
            [b'\\', _, behind @ ..] | [_, behind @ ..] => behind,
            [] => break,
        };
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::ZlibEncoder;

    #[test]
    fn an_unclosed_stream_hides_nothing() {
        let file = |depth: usize| {
            let mut file = b"1 0 obj <</Length 9>>\nstream\nx\n2 0 obj\n".to_vec();
            file.extend(nested(depth));
            file
        };
        assert!(is_too_deep(&file(DEEPEST)));
        assert!(!is_too_deep(&file(10)));
    }

    fn nested(depth: usize) -> Vec<u8> {
        ["<</A[".repeat(depth), "]>>".repeat(depth)].concat().into_bytes()
    }

    fn packed(objects: &[u8]) -> Vec<u8> {
        let mut stream = b"7 0 obj <</Type/ObjStm/Filter/FlateDecode>>stream\r\n".to_vec();
        ZlibEncoder::new(objects, Compression::fast())
            .read_to_end(&mut stream)
            .unwrap();
        stream.extend(b"\nendstream endobj ");
        stream
    }

    #[test]
    fn what_nests_without_end_is_found_where_it_stands_and_where_it_is_packed() {
        for objects in [nested(51), nested(100_000), b"[".repeat(101)] {
            assert!(is_too_deep(&objects));
            assert!(is_too_deep(&packed(&objects)));
            assert!(is_too_deep(&[packed(b"1 0 [2]"), objects].concat()));
        }
        assert!(!is_too_deep(&nested(50)) && !is_too_deep(&packed(&nested(50))));
    }

    #[test]
    fn the_word_stream_alone_hides_nothing() {
        let nested = "[".repeat(1000);
        assert!(is_too_deep(format!("%stream\n{nested}").as_bytes()));
        assert!(is_too_deep(format!("(stream\n){nested}").as_bytes()));
    }

    #[test]
    fn brackets_in_strings_comments_and_drawings_nest_nothing() {
        let brackets = "[".repeat(1000);
        for quiet in [
            format!("[(a(b){brackets}\\))]"),
            format!("%{brackets}\n[1]"),
            format!("5 0 obj <</Length 9>>stream\n{brackets}\nendstream endobj"),
        ] {
            assert!(!is_too_deep(quiet.as_bytes()), "{quiet}");
        }
    }
}
