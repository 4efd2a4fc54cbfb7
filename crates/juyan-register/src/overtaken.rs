//! Values of an earlier day that take the place of what was told for a later one without naming it 补报早于已报: a value holds from
//! its day on, until another day is named. Who fills in what was so in March learns that June goes with it, and how to keep June.

use crate::check::Check;
use crate::{Complaint, Place};
use juyan_model::{Cell, Record};

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
        let values = before.fields.get(&field.id).into_iter().flatten().rev();
        let mut held = values.skip_while(|dated| dated.since.is_some_and(|since| since > kept));
        let undated = held.next().filter(|dated| dated.since.is_none());
        let both = undated.zip(told(&field.id));
        both.is_some_and(|(held, is)| held.cell.as_ref() != is)
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
