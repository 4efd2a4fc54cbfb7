//! The number that names a publication for ever 索引号, by a region's pattern.

/// An index number, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexNumber {
    /// The code of the organ that issues it.
    pub organ: String,
    /// The year that it is numbered in.
    pub year: i16,
    /// Its number among those of that organ and year.
    pub serial: u32,
}

/// A piece of a pattern.
enum Piece<'a> {
    Letters(&'a str),
    Organ,
    Year,
    /// With so many digits at least.
    Serial(usize),
}

impl IndexNumber {
    /// Reads `text` by `pattern`; none where it is not of it.
    ///
    /// ```
    /// use juyan_publish::IndexNumber;
    /// let pattern = "{organ}/{year}-{serial:5}";
    /// let index = IndexNumber::parse("152900000000033/2024-01583", pattern).unwrap();
    /// assert_eq!((index.organ.as_str(), index.year, index.serial), ("152900000000033", 2024, 1583));
    /// assert_eq!(index.written(pattern), "152900000000033/2024-01583");
    /// assert!(IndexNumber::parse("152900000000033/24-1583", pattern).is_none());
    /// ```
    pub fn parse(text: &str, pattern: &str) -> Option<Self> {
        let (mut organ, mut year, mut serial) = (None, None, None);
        let mut rest = text;
        let pieces = pieces(pattern);
        for (at, piece) in pieces.iter().enumerate() {
            let length = match piece {
                Piece::Letters(letters) => {
                    rest = rest.strip_prefix(letters)?;
                    continue;
                }
                Piece::Organ => match pieces.get(at + 1) {
                    Some(Piece::Letters(end)) => rest.find(end)?,
                    Some(_) => return None,
                    None => rest.len(),
                },
                Piece::Year => 4,
                Piece::Serial(digits) => {
                    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                    if length < *digits {
                        return None;
                    }
                    length
                }
            };
            let (word, after) = rest.split_at_checked(length)?;
            rest = after;
            match piece {
                Piece::Organ => organ = Some(word).filter(|organ| !organ.trim().is_empty()),
                Piece::Year if word.bytes().all(|byte| byte.is_ascii_digit()) => year = word.parse().ok(),
                Piece::Serial(_) => serial = word.parse().ok(),
                Piece::Year | Piece::Letters(_) => {}
            }
        }
        rest.is_empty().then_some(())?;
        Some(Self {
            organ: organ?.to_owned(),
            year: year?,
            serial: serial?,
        })
    }

    /// The number as `pattern` writes it.
    pub fn written(&self, pattern: &str) -> String {
        let pieces = pieces(pattern);
        let said = pieces.iter().map(|piece| match piece {
            Piece::Letters(letters) => (*letters).to_owned(),
            Piece::Organ => self.organ.clone(),
            Piece::Year => format!("{:04}", self.year),
            Piece::Serial(digits) => format!("{:0digits$}", self.serial),
        });
        said.collect()
    }

    /// The next number of `organ` in `year`: one behind the last of those that were ever `used`, given back or not.
    ///
    /// ```
    /// use juyan_publish::IndexNumber;
    /// let used = [IndexNumber { organ: "A".to_owned(), year: 2024, serial: 1583 }];
    /// assert_eq!(IndexNumber::next("A", 2024, &used).serial, 1584);
    /// assert_eq!(IndexNumber::next("A", 2025, &used).serial, 1);
    /// ```
    pub fn next(organ: &str, year: i16, used: &[Self]) -> Self {
        let of_year = used
            .iter()
            .filter(|index| index.organ == organ && index.year == year);
        Self {
            organ: organ.to_owned(),
            year,
            serial: of_year.map(|index| index.serial).max().unwrap_or_default() + 1,
        }
    }
}

fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (letters, slot) = rest.split_at(open);
        let Some(close) = slot.find('}') else { break };
        if !letters.is_empty() {
            pieces.push(Piece::Letters(letters));
        }
        let name = slot.get(1..close).unwrap_or_default();
        pieces.push(match name.split_once(':') {
            None if name == "organ" => Piece::Organ,
            None if name == "year" => Piece::Year,
            Some(("serial", digits)) => Piece::Serial(digits.parse().unwrap_or(1)),
            _ => Piece::Letters(slot.get(..=close).unwrap_or_default()),
        });
        rest = slot.get(close + 1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Letters(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_other_places_are_read_and_written() {
        for (pattern, text) in [
            ("{organ}/{year}-{serial:5}", "11500228MB19576560/2022-00008"),
            ("GH-2--{organ}-{year}-{serial:4}", "GH-2--ghxx-2021-0685"),
            ("{organ}/{year}{serial:6}", "wltzq_czj/2022105099"),
        ] {
            let index = IndexNumber::parse(text, pattern).unwrap();
            assert_eq!(index.written(pattern), text);
        }
        for wrong in ["", "/2024-00001", "A/2024-1", "A/2024-00001x", "A/二零二四-00001"] {
            assert_eq!(
                IndexNumber::parse(wrong, "{organ}/{year}-{serial:5}"),
                None,
                "{wrong}"
            );
        }
    }
}
