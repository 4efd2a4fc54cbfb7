//! Where paragraphs, sentences, their segments and brackets end, and where signs stand that are asked for by themselves.

use juyan_model::{Figure, Span};

/// How far back an open bracket is looked for.
const DEPTH: usize = 32;

/// The bytes with which the common ideographs begin, and no mark does.
const IDEOGRAPHS: std::ops::RangeInclusive<u8> = 0xe4..=0xe9;

/// The ends of a text's parts, each list in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Stops {
    paragraphs: Vec<usize>,
    sentences: Vec<usize>,
    segments: Vec<usize>,
    /// Opening and closing place of each closed pair of round brackets.
    brackets: Vec<Span>,
    /// Where the signs stand that were asked for.
    pub(super) asked: Vec<usize>,
}

/// What a place stands in, as positions in the lists of [`Stops`]; goes on from one place to a later one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inside {
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
    pub(super) segment: usize,
}

impl Inside {
    /// Goes on to `at`, which is not before the place that it is at.
    pub(super) fn advance(&mut self, stops: &Stops, at: usize) {
        let advance = |position: &mut usize, ends: &[usize]| {
            while ends.get(*position).is_some_and(|end| *end <= at) {
                *position += 1;
            }
        };
        advance(&mut self.paragraph, &stops.paragraphs);
        advance(&mut self.sentence, &stops.sentences);
        advance(&mut self.segment, &stops.segments);
    }
}

/// Whether bytes are one of the commonest marks that end nothing: ， 、 “ ” ：.
const fn is_passed(sign: [u8; 3]) -> bool {
    matches!(
        sign,
        [0xef, 0xbc, 0x8c | 0x9a] | [0xe3, 0x80, 0x81] | [0xe2, 0x80, 0x9c | 0x9d]
    )
}

/// Whether a sign may end something or enclose it.
const fn is_stop(sign: char) -> bool {
    matches!(
        sign,
        '(' | '（' | ')' | '）' | ';' | '；' | '。' | '！' | '!' | '？' | '?' | '\n'
    )
}

impl Stops {
    /// Reads the punctuation of `text`, but for what stands inside figures, and notes where signs stand that are `asked` for,
    /// which are no common ideographs, digits or commas.
    pub(super) fn new(text: &str, figures: &[Figure], asked: &[char]) -> Self {
        let mut stops = Self::default();
        let mut open = Vec::new();
        let mut inside = figures.iter().map(|figure| figure.span).peekable();
        let mut next = 0;
        while let Some(byte) = text.as_bytes().get(next) {
            let at = next;
            // Nearly all of a text are ideographs, of three bytes each, which are passed over unread, and then numbers and commas.
            if IDEOGRAPHS.contains(byte) {
                next += 3;
                continue;
            }
            if byte.is_ascii_digit() || matches!(byte, b'.' | b'%' | b' ') {
                next += 1;
                continue;
            }
            let sign = text.as_bytes().get(at..).and_then(|rest| rest.first_chunk());
            if sign.copied().is_some_and(is_passed) {
                next += 3;
                continue;
            }
            let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            next += sign.len_utf8();
            if !is_stop(sign) {
                if asked.contains(&sign) {
                    stops.asked.push(at);
                }
                continue;
            }
            while inside.next_if(|span| span.end <= at).is_some() {}
            if inside.peek().is_none_or(|span| span.start > at) {
                stops.sign(at, sign, &mut open);
            }
        }
        stops.brackets.sort_unstable();
        stops
    }

    fn sign(&mut self, at: usize, sign: char, open: &mut Vec<usize>) {
        let end = at + sign.len_utf8();
        match sign {
            '(' | '（' => open.push(at),
            ')' | '）' => self
                .brackets
                .extend(open.pop().map(|start| Span::new(start, end))),
            ';' | '；' => self.segments.push(end),
            '。' | '！' | '!' | '？' | '?' | '\n' => {
                self.segments.push(end);
                self.sentences.push(end);
                open.clear();
                if sign == '\n' {
                    self.paragraphs.push(end);
                }
            }
            _ => {}
        }
    }

    /// The sentence of this number.
    pub(super) fn numbered(&self, sentence: usize) -> Span {
        let before = sentence.checked_sub(1);
        let start = before.and_then(|before| self.sentences.get(before)).copied();
        let end = self.sentences.get(sentence).copied();
        Span::new(start.unwrap_or(0), end.unwrap_or(usize::MAX))
    }

    /// Which paragraph `at` stands in.
    pub(super) fn paragraph(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|end| *end <= at)
    }

    /// Where the paragraph of `at` begins.
    pub(super) fn paragraph_start(&self, at: usize) -> usize {
        self.paragraph(at)
            .checked_sub(1)
            .and_then(|before| self.paragraphs.get(before))
            .copied()
            .unwrap_or(0)
    }

    /// Which sentence `at` stands in.
    pub(super) fn sentence(&self, at: usize) -> usize {
        self.sentences.partition_point(|end| *end <= at)
    }

    /// Which stretch between semicolons or full stops `at` stands in.
    pub(super) fn segment(&self, at: usize) -> usize {
        self.segments.partition_point(|end| *end <= at)
    }

    /// Where the sentence of `at` begins.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentence(at)
            .checked_sub(1)
            .and_then(|before| self.sentences.get(before))
            .copied()
            .unwrap_or(0)
    }

    /// Where the segment of `at` begins.
    pub(super) fn segment_start(&self, at: usize) -> usize {
        self.segment(at)
            .checked_sub(1)
            .and_then(|before| self.segments.get(before))
            .copied()
            .unwrap_or(0)
    }

    /// Where the sentence of `at` ends.
    pub(super) fn sentence_end(&self, at: usize) -> usize {
        self.sentences
            .get(self.sentence(at))
            .copied()
            .unwrap_or(usize::MAX)
    }

    /// Where the segment of `at` ends.
    pub(super) fn segment_end(&self, at: usize) -> usize {
        self.segments.get(self.segment(at)).copied().unwrap_or(usize::MAX)
    }

    /// The innermost brackets around `at`.
    pub(super) fn bracket(&self, at: usize) -> Option<Span> {
        let before = self.brackets.partition_point(|span| span.start < at);
        let near = self.brackets.get(before.saturating_sub(DEPTH)..before)?;
        near.iter().rev().find(|span| at < span.end).copied()
    }
}
