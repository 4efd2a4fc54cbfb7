//! Since when something is there that somebody noted: a problem, a task.

use juyan_model::Date;

/// The day on which somebody noted it, or an earlier one on which what it is about could be told: what a report calls a problem of
/// its half-year was one at the end of that. What an earlier year came to was nothing to anybody before somebody noted it. None
/// where nothing tells.
pub(crate) fn since(noted: Option<Date>, told: Option<Date>) -> Option<Date> {
    let is_of_year = |told: &Date| noted.is_none_or(|noted| noted.year() == told.year());
    noted.into_iter().chain(told.filter(is_of_year)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_year_is_nothing_before_somebody_notes_it() {
        let day = |text: &str| Some(text.parse().unwrap());
        let (may, june, december) = (day("2024-05-20"), day("2024-06-30"), day("2023-12-31"));
        assert_eq!(since(june, may), may);
        assert_eq!(since(may, june), may);
        assert_eq!(since(may, december), may);
        assert_eq!(since(None, december), december);
        assert_eq!(since(may, None), may);
        assert_eq!(since(None, None), None);
    }
}
