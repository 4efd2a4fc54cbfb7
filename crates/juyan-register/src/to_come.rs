//! Days that have not come 未到的日期: in a cell that tells what happened, and the day of which a whole sheet speaks.

use crate::check::{Check, EnteredRow};
use crate::{Complaint, Place};
use juyan_catalogue::FieldKind;
use juyan_model::Cell;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// No sheet speaks of an earlier year; cells name none either.
pub(crate) const FIRST_YEAR: i16 = 1900;

impl Check<'_> {
    /// What is wrong with the day of which a sheet at `at` speaks: it has not come, and the register holds what was and not what shall
    /// be; or it is of no time that anybody reports.
    pub fn of_its_day(&self, at: &Place) -> Option<Complaint> {
        let (day, today) = (self.since?, self.today);
        let complaint = |id: &str| {
            let today = today.map_or_else(String::new, |today| today.to_string());
            Complaint::new(id, "", at)
                .with("day", day.to_string())
                .with("today", today)
                .with("register", self.register.zh.as_str())
        };
        if day.year() < FIRST_YEAR {
            return Some(complaint("sheet.day-of-old"));
        }
        let is_to_come = today.is_some_and(|today| day > today);
        (is_to_come && !self.register.ahead).then(|| complaint("sheet.day-to-come"))
    }

    /// Days that are said to be gone and have not come. One beyond the next year is a slip; a nearer one may be what is planned, and
    /// is only told.
    pub(crate) fn not_yet(&self, row: &EnteredRow, cells: &BTreeMap<SmolStr, Cell>) -> Vec<Complaint> {
        let Some(today) = self.today else {
            return Vec::new();
        };
        let fields = self.register.fields.iter();
        let gone = fields.filter(|field| field.kind == FieldKind::Date && !field.ahead);
        gone.filter_map(|field| {
            let Some(Cell::Day(day)) = cells.get(&field.id) else {
                return None;
            };
            let complaint = Complaint::new("register.not-yet", &field.id, &row.cells.get(&field.id)?.at)
                .with("field", field.zh.as_str())
                .with("day", day.to_string())
                .with("today", today.to_string());
            let is_near = day.year() <= today.year().saturating_add(1);
            (*day > today).then(|| if is_near { complaint.mild() } else { complaint })
        })
        .collect()
    }
}
