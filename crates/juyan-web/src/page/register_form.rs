//! The form of a row: an input for each field, what is wrong with it beside it, what was seen when it was filled in.

use super::frame;
use super::registers::{fields, is_number, unit};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::rule::{Right, Thing};
use juyan::vocabulary::{Field, FieldKind, RegisterType};
use juyan_model::{Date, Record};
use juyan_posting::PosterSheet;
use juyan_register::{Complaint, Entered, EnteredRow, Place, Sheet, shown};
use maud::{Markup, html};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Texts by field.
pub(super) type Texts = BTreeMap<SmolStr, String>;

/// A row as a form has it.
#[derive(Debug)]
pub(super) struct Form<'c> {
    pub(super) kind: &'c RegisterType,
    /// Its fields that who asks may see.
    fields: Vec<&'c Field>,
    /// What stands in each.
    pub(super) texts: Texts,
    /// The last change of the row when it was seen; none where it is to be a new one.
    pub(super) seen: Option<i64>,
    /// From which day on what was changed holds; empty where it always did.
    pub(super) since: String,
    /// Why.
    pub(super) reason: String,
    /// What is wrong.
    pub(super) wrong: Vec<Complaint>,
}

/// Whether who asks may change rows of a register.
pub(super) fn may_edit(ask: &Ask<'_>, kind: &RegisterType) -> bool {
    let thing = Thing {
        department: &kind.dept,
        secrecy: kind.secrecy,
    };
    ask.may(Right::Edit, Some(thing))
}

/// What a record came to hold last, as cells show it.
pub(super) fn texts(ask: &Ask<'_>, kind: &RegisterType, record: Option<&Record>) -> Texts {
    let held = |field: &Field| record?.fields.get(&field.id)?.last()?.cell.as_ref();
    let shown = |field: &Field| held(field).map(|cell| shown(cell, field, ask.workspace.catalogue()));
    let all = kind.fields.iter();
    all.map(|field| (field.id.clone(), shown(field).unwrap_or_default()))
        .collect()
}

impl<'c> Form<'c> {
    /// The form of a row that is there.
    pub(super) fn of(ask: &Ask<'c>, kind: &'c RegisterType, record: &Record, newest: i64) -> Self {
        Self {
            texts: texts(ask, kind, Some(record)),
            seen: Some(newest),
            ..Self::empty(ask, kind)
        }
    }

    /// The form of a row that is to be.
    pub(super) fn empty(ask: &Ask<'c>, kind: &'c RegisterType) -> Self {
        Self {
            kind,
            fields: fields(ask, kind),
            texts: Texts::new(),
            seen: None,
            since: String::new(),
            reason: String::new(),
            wrong: Vec::new(),
        }
    }

    /// What was sent. What a program leaves out stays as `base` has it.
    pub(super) fn sent(ask: &Ask<'c>, kind: &'c RegisterType, base: &Texts) -> Self {
        let mut form = Self::empty(ask, kind);
        for field in &form.fields {
            let name = format!("f.{}", field.id);
            let is_sent = ask.form.0.iter().any(|(own, _)| *own == name);
            let text = if is_sent {
                ask.form.get(&name)
            } else {
                base.get(&field.id).map_or("", String::as_str)
            };
            form.texts.insert(field.id.clone(), text.to_owned());
        }
        form.seen = ask.form.get("seen").parse().ok();
        ask.form.get("since").clone_into(&mut form.since);
        ask.form.get("reason").clone_into(&mut form.reason);
        form
    }

    /// The day from which on it holds. Fails where it is none.
    pub(super) fn day(&self, ask: &Ask<'_>) -> Result<Option<Date>, Problem> {
        if self.since.is_empty() {
            return Ok(None);
        }
        let day = juyan_register::day_of(&self.since, ask.workspace.catalogue());
        day.map(Some)
            .ok_or_else(|| Problem::unusable("ledger.day").with("day", &self.since))
    }

    /// The fields in which something else stands than in `base`.
    pub(super) fn changed(&self, base: &Texts) -> Vec<&'c Field> {
        let of = |texts: &Texts, field: &Field| texts.get(&field.id).cloned().unwrap_or_default();
        let fields = self.fields.iter().copied();
        fields
            .filter(|field| of(&self.texts, field) != of(base, field))
            .collect()
    }

    /// The row as a sheet of one row has it: its code, and what was changed.
    pub(super) fn sheet(&self, base: &Texts) -> PosterSheet<'c> {
        let changed = self.changed(base);
        let is_told = |field: &&&Field| {
            self.kind.code.contains(&field.id) || changed.iter().any(|other| other.id == field.id)
        };
        let entered = |field: &&Field| {
            let text = self.texts.get(&field.id).map_or("", String::as_str);
            let entered = Entered {
                text: text.into(),
                ..Entered::default()
            };
            (field.id.clone(), entered)
        };
        let row = EnteredRow {
            at: Place::default(),
            cells: self.fields.iter().filter(is_told).map(entered).collect(),
        };
        PosterSheet {
            at: Place::default(),
            register: self.kind,
            sheet: Sheet {
                rows: vec![row],
                ..Sheet::default()
            },
        }
    }

    /// What somebody has seen who looked at what it comes to.
    pub(super) fn mark(&self) -> String {
        let all = format!("{:?} {} {:?}", self.texts, self.since, self.seen);
        let mut mark = crate::token::digest(all);
        mark.truncate(16);
        mark
    }

    /// The form; `told` says what it comes to and has the button that saves it, where it was looked at.
    pub(super) fn shown(&self, ask: &Ask<'_>, told: &Markup) -> Markup {
        let whole = self.wrong.iter().filter(|wrong| self.field(wrong).is_none());
        html! {
            form.row method="post" data-keep="1" {
                (frame::csrf(ask))
                @if let Some(seen) = self.seen { input type="hidden" name="seen" value=(seen); }
                (told)
                @for wrong in whole { p.wrong role="alert" { (said(ask, wrong)) } }
                div.fields { @for field in &self.fields { (self.input(ask, field)) } }
                div.fields {
                    @if self.seen.is_some() {
                        label { span { (ask.say("web.holds-since")) } input type="date" name="since" value=(self.since); small { (ask.say("web.holds-since-about")) } }
                    }
                    label { span { (ask.say("web.why")) " *" } input name="reason" value=(self.reason) maxlength="400"; }
                }
                p { button name="do" value="look" { (ask.say("web.what-if")) } }
            }
        }
    }

    fn field(&self, wrong: &Complaint) -> Option<&&Field> {
        self.fields.iter().find(|field| field.id == wrong.field)
    }

    fn input(&self, ask: &Ask<'_>, field: &Field) -> Markup {
        let name = format!("f.{}", field.id);
        let text = self.texts.get(&field.id).map_or("", String::as_str);
        let wrong: Vec<&Complaint> = self
            .wrong
            .iter()
            .filter(|wrong| wrong.field == field.id)
            .collect();
        let (is_wrong, noted) = (!wrong.is_empty(), format!("w.{}", field.id));
        let is_fixed = self.seen.is_some() && self.kind.code.contains(&field.id);
        let invalid = is_wrong.then_some("true");
        let described = is_wrong.then_some(&noted);
        html! {
            label.bad[is_wrong] {
                span { (field.zh) (unit(field)) @if field.required { " *" } }
                @match field.kind {
                    FieldKind::Code | FieldKind::Flag if !is_fixed => {
                        select name=(name) aria-invalid=[invalid] aria-describedby=[described] {
                            option value="" selected[text.is_empty()] {}
                            @for choice in choices(ask, field) { option value=(choice) selected[choice == text] { (choice) } }
                            @if !text.is_empty() && !choices(ask, field).contains(&text) { option value=(text) selected { (text) } }
                        }
                    }
                    _ => input name=(name) value=(text) type=(if field.kind == FieldKind::Date { "date" } else { "text" })
                        inputmode=[is_number(field).then_some("decimal")] readonly[is_fixed]
                        aria-invalid=[invalid] aria-describedby=[described];
                }
                @if is_wrong { em.wrong id=(noted) { @for wrong in &wrong { (said(ask, wrong)) " " } } }
                @else if !field.note.is_empty() { small { (field.note) } }
            }
        }
    }
}

/// What a field may be.
fn choices<'a>(ask: &Ask<'a>, field: &'a Field) -> Vec<&'a str> {
    if field.kind == FieldKind::Flag {
        let lists = ["register.yes", "register.no"].into_iter();
        let first = |list| ask.workspace.catalogue().list(list).first().map(SmolStr::as_str);
        return lists.filter_map(first).collect();
    }
    field.codes.iter().map(|choice| choice.zh.as_str()).collect()
}

/// What is wrong, without the place, beside which it stands.
fn said(ask: &Ask<'_>, wrong: &Complaint) -> String {
    let bare = Complaint {
        at: Place::default(),
        ..wrong.clone()
    };
    bare.said(ask.workspace.catalogue(), ask.language.code())
}
