//! A release and its facts as JSON; values are texts, so that no reader rounds them.

use super::DataError;
use super::columns::sentence;
use crate::answer::Answered;
use crate::header::HeaderField;
use crate::page::cite;
use crate::release::Release;
use crate::row::{Row, accrual_name};
use crate::since::{Opinion, Since};
use juyan::Context;
use juyan_model::Limit;
use serde_json::{Map, Value, json};

pub(crate) fn write(
    release: &Release,
    since: &Since,
    text: &str,
    context: Context<'_>,
) -> Result<Vec<u8>, DataError> {
    let fields =
        HeaderField::ALL.map(|field| (field.name().to_owned(), Value::from(release.header.get(field))));
    let facts: Vec<Value> = release
        .rows
        .iter()
        .map(|row| told(release, since, row, text, context))
        .collect();
    let whole = json!({
        "schema": "juyan-release/1",
        "index_number": release.index,
        "version": release.version,
        "title": release.title(),
        "region": release.region,
        "region_name": release.region_name,
        "period": release.period,
        "published": release.published.to_string(),
        "deadline": { "day": release.deadline.day.to_string(), "late": release.deadline.late, "certain": release.deadline.certain },
        "meeting": release.meeting.map(|meeting| json!({
            "day": meeting.day.to_string(), "due": meeting.deadline.day.to_string(),
            "sent": meeting.sent.map(|day| day.to_string()), "late": meeting.deadline.late,
        })),
        "correction": release.correction,
        "licence": release.licence,
        "text_sm3": release.digest,
        "ledger_head": release.head,
        "header": Value::Object(fields.into_iter().collect::<Map<_, _>>()),
        "revised": since.revised.iter().map(|revised| json!({
            "number": revised.row, "was": revised.was, "day": revised.day.map(|day| day.to_string()), "why": revised.why,
        })).collect::<Vec<_>>(),
        "problems": release.problems,
        "tasks": release.tasks.iter().map(|task| answered(task, text)).collect::<Vec<_>>(),
        "opinions": since.opinions.iter().map(opinion).collect::<Vec<_>>(),
        "facts": facts,
    });
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One fact as a file of its own.
pub(crate) fn fact(
    release: &Release,
    since: &Since,
    row: &Row,
    text: &str,
    context: Context<'_>,
) -> Result<Vec<u8>, DataError> {
    let mut bytes = serde_json::to_vec_pretty(&told(release, since, row, text, context))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A task that was set before, and what the report says of it.
fn answered(task: &Answered, text: &str) -> Value {
    let parts = task.parts.iter().map(|part| {
        let sentence = part.answer.map(|answer| {
            let words = answer.span.of(text).split_whitespace();
            words.collect::<String>()
        });
        json!({ "text": part.text, "sentence": sentence, "by": part.answer.map(|answer| answer.by), "noted": part.noted })
    });
    json!({
        "code": task.code,
        "text": task.text,
        "owner": task.owner,
        "due": task.due.to_string(),
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// What the congress said, and was answered.
fn opinion(opinion: &Opinion) -> Value {
    let reply = opinion.reply.as_ref().map(|(words, status, day)| {
        json!({ "text": words, "status": status, "day": day.map(|day| day.to_string()) })
    });
    json!({
        "text": opinion.text,
        "meeting": opinion.meeting,
        "owner": opinion.owner,
        "due": opinion.due.map(|due| due.to_string()),
        "reply": reply,
        "days_late": opinion.late(),
    })
}

fn told(release: &Release, since: &Since, row: &Row, text: &str, context: Context<'_>) -> Value {
    let history = since.history.get(&row.key).map(Vec::as_slice).unwrap_or_default();
    let history: Vec<Value> = history
        .iter()
        .map(|past| {
            json!({
                "known": past.day.map(|day| day.to_string()),
                "value": past.said,
                "until": past.until.map(|day| day.to_string()),
                "why": (!past.why.is_empty()).then_some(&past.why),
            })
        })
        .collect();
    let changed = since.changed.get(&row.number);
    json!({
        "number": row.number,
        "key": row.key,
        "indicator": row.indicator,
        "name": row.name,
        "parts": row.parts.iter().map(|(name, part)| json!({ "dimension": name, "code": part })).collect::<Vec<_>>(),
        "measure": row.measure,
        "measure_name": row.measure_name,
        "region": row.region,
        "region_name": row.region_name,
        "period": row.period,
        "time": row.time,
        "accrual": accrual_name(row.accrual),
        "mode": row.mode.name(),
        "value": row.value.to_string(),
        "value_to": row.value_to.map(|value| value.to_string()),
        "unit": row.unit,
        "printed": row.printed,
        "limit": row.limit.map(Limit::name),
        "note": row.note,
        "department": row.department,
        "basis": row.basis.name(),
        "openness": row.openness.name(),
        "sentence": sentence(row, text),
        "history": history,
        "corrected": changed.map(|changed| json!({ "day": changed.day.map(|day| day.to_string()), "now": changed.now, "why": changed.why })),
        "cite": cite(release, row, context),
        "page": format!("f/{}.html", row.number),
    })
}
