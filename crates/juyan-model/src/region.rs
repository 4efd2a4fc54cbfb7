//! Codes of regions, by GB/T 2260: two digits each of province, prefecture and county.

/// How the code of a region begins, and those of all that lies in it: of a province two digits, of a prefecture four, of a county and what
/// is smaller all of them.
///
/// ```
/// use juyan_model::region_stem;
/// assert_eq!(region_stem("150000"), "15");
/// assert_eq!(region_stem("152900"), "1529");
/// assert_eq!(region_stem("152923"), "152923");
/// assert_eq!(region_stem("152923100"), "152923100");
/// ```
#[must_use]
pub fn region_stem(code: &str) -> &str {
    /// So many digits the codes of provinces, prefectures and counties have; townships have more, and zeros that say something.
    const OF_COUNTY: usize = 6;
    if code.len() != OF_COUNTY {
        return code;
    }
    let stem = code.strip_suffix("0000").or_else(|| code.strip_suffix("00"));
    stem.unwrap_or(code)
}
