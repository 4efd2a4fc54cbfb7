//! Values of an earlier day that come after what was told for a later one without naming it 补报早于已报. A value holds from its day on,
//! until another day is named. What only rises, and stages, which only move forward, show by themselves that they were less on the
//! earlier day and that the later one stays as it was. Of all else who fills in what was so in March learns that June goes with it, and
//! how to keep June.

use crate::check::Check;
use crate::{Complaint, Place};
use juyan_catalogue::{Cumulates, Field, FieldKind, RegisterType};
use juyan_model::{Cell, Date, Dated, Record};

/// That a row of an earlier day changes what its record was told to hold at the end of a period that was kept; `told` gives what the
/// row says of a field, where it says anything.
pub(crate) fn overtaken<'c>(
    check: &Check<'_>,
    before: Option<&Record>,
    at: &Place,
    told: impl Fn(&str) -> Option<Option<&'c Cell>>,
) -> Option<Complaint> {
    let (day, before) = (check.since?, before?);
    let kept = check.known.vouched(&check.register.id)?.kept?;
    let fields = check.register.fields.iter().filter(|field| {
        let both = undated(before, field, kept).zip(told(&field.id));
        both.is_some_and(|(held, is)| {
            held.cell.as_ref() != is
                && outlasting(check.register, field, Some(before), is, (day, kept)).is_none()
        })
    });
    let named: Vec<&str> = fields.map(|field| field.zh.as_str()).collect();
    let first = named.first().filter(|_| day < kept)?;
    let complaint = Complaint::new("register.overtaken", "", at)
        .with("field", *first)
        .with("count", named.len().to_string())
        .with("day", day.to_string())
        .with("kept", kept.to_string());
    Some(complaint.mild())
}

/// What a field holds by a day without a day of its own; none where it has one.
fn undated<'r>(record: &'r Record, field: &Field, day: Date) -> Option<&'r Dated> {
    let values = record.fields.get(&field.id)?.iter().rev();
    let mut held = values.skip_while(|dated| dated.since.is_some_and(|since| since > day));
    held.next().filter(|dated| dated.since.is_none())
}

/// What a field holds without a day that stays so on the day `kept`, up to which its register was kept, though `told` is said of the
/// earlier `day`: it shows by itself that it is of a later one.
pub fn outlasting<'r>(
    register: &RegisterType,
    field: &Field,
    record: Option<&'r Record>,
    told: Option<&Cell>,
    (day, kept): (Date, Date),
) -> Option<&'r Cell> {
    if day >= kept {
        return None;
    }
    let held = undated(record?, field, kept)?.cell.as_ref()?;
    let is_later = match (held, told) {
        (Cell::Number(more), Some(Cell::Number(less))) => rises(field, (day, kept)) && less < more,
        // Nothing had been added up yet.
        (Cell::Number(_), None) => rises(field, (day, kept)),
        (Cell::Code(later), Some(Cell::Code(earlier))) if field.stages => {
            let place = |code: &str| {
                let place = field.codes.iter().position(|choice| choice.id == code);
                place.filter(|place| field.codes.get(*place).is_some_and(|choice| !choice.withdraws))
            };
            place(earlier)
                .zip(place(later))
                .is_some_and(|(earlier, later)| earlier < later)
        }
        // A deed of a later day was not done yet.
        (Cell::Day(done), None) => is_reached(register, field) && day < *done,
        _ => false,
    };
    is_later.then_some(held)
}

/// Whether a number only rises from one day to the other.
fn rises(field: &Field, (day, later): (Date, Date)) -> bool {
    match field.cumulates {
        Some(Cumulates::Ever) => true,
        Some(Cumulates::Year) => day.year() == later.year(),
        None => false,
    }
}

/// Whether a field holds the day on which a stage was reached.
fn is_reached(register: &RegisterType, field: &Field) -> bool {
    let stages = register
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Code);
    let mut choices = stages.flat_map(|field| &field.codes);
    choices.any(|choice| choice.reached == field.id)
}
