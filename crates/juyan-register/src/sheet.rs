//! A sheet of a register to rows: headings, records, totals and notes told apart. Whether the rows are right is asked by
//! [`check_rows`](crate::check_rows), not here.

use crate::cell::read;
use crate::grid::Merged;
use crate::heading::{Again, COLONS, Column, Header, Headings};
use crate::part::{Indents, PartRow, check_parts, indents, is_among, is_below, take_out};
use crate::seen::apart;
use crate::total::{Total, TotalKind, check_totals, kind_of_total};
use crate::{Complaint, Entered, EnteredRow, Grid, Place};
use juyan_catalogue::{Catalogue, Field, FieldKind, RegisterType, folded};
use juyan_model::Cell;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// A sheet of a register, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What stands above the headings.
    pub caption: String,
    /// The units that the caption states.
    pub units: Vec<SmolStr>,
    /// The columns that have a heading, or cells without one.
    pub columns: Vec<Column>,
    /// The rows of records.
    pub rows: Vec<EnteredRow>,
    /// The rows that add others up; they are no records.
    pub totals: Vec<Total>,
    /// The rows that are parts of others 其中; they are no records either.
    pub parts: Vec<PartRow>,
    /// What else stands in the sheet: notes below the table, headings between rows.
    pub notes: Vec<(Place, SmolStr)>,
    /// What is wrong with the sheet. Where one is not mild the rows are not worth checking.
    pub complaints: Vec<Complaint>,
}

/// Reads a sheet as one of `register`.
pub fn read_sheet(grid: &Grid, register: &RegisterType, catalogue: &Catalogue) -> Sheet {
    let merged = Merged::new(grid);
    let mut sheet = Sheet::default();
    let headings = Headings::new(register, catalogue);
    let Some(mut header) = headings.find(&merged) else {
        let wanted: Vec<&str> = register.fields.iter().map(|field| field.zh.as_str()).collect();
        let complaint = Complaint::new("sheet.header", "", &merged.place(0, 0));
        sheet.complaints.push(
            complaint
                .with("register", register.zh.as_str())
                .with("wanted", wanted.join(" ")),
        );
        return sheet;
    };
    header.take_units(&merged, catalogue);
    (sheet.caption, sheet.units) = caption(&merged, header.top, catalogue);
    sheet.complaints.extend(missing(&header, register, &merged));
    let fields: Vec<Option<SmolStr>> = (header.columns.iter())
        .map(|column| header.columns.get(column.doubles?)?.field.clone())
        .collect();
    for (column, doubled) in header.columns.iter_mut().zip(&fields) {
        let field = column.field.as_ref().or(doubled.as_ref());
        column.unit = unit((column, field), &sheet.units, register, catalogue);
    }
    let mut reader = Reader {
        merged: &merged,
        header: &header,
        register,
        catalogue,
        sheet,
        noted: false,
        hidden: Vec::new(),
        set_in: Vec::new(),
        above: None,
        among: false,
    };
    for row in header.end..grid.rows.len() {
        match headings.again(&header, &merged, row) {
            None => reader.row(row),
            Some(Again::Same) => {}
            Some(Again::Other) => {
                reader.other_headings(row);
                break;
            }
        }
    }
    let Reader {
        mut sheet,
        hidden,
        set_in,
        ..
    } = reader;
    take_out(&mut sheet, &set_in, register, catalogue);
    sheet.complaints.extend(unread(&header, &merged, catalogue));
    sheet
        .complaints
        .extend(strange(&header, &merged, register, catalogue));
    sheet.complaints.extend(hidden_columns(&header, &merged));
    sheet.complaints.extend(told_hidden(&hidden));
    sheet.columns = header
        .columns
        .into_iter()
        .filter(|column| !column.heading.is_empty())
        .collect();
    sheet.complaints.extend(check_totals(&sheet, register, catalogue));
    sheet.complaints.extend(check_parts(&sheet, register, catalogue));
    sheet
}

/// The type of register whose fields the sheet's headings name best; none where no required field of any is there.
pub fn recognise<'c>(grid: &Grid, catalogue: &'c Catalogue) -> Option<&'c RegisterType> {
    best(grid, catalogue)
        .filter(|((complete, is_named, ..), _)| *complete || *is_named)
        .map(|(_, register)| register)
}

/// The type of register that the sheet's headings are most like, though required ones may be missing; for who is told which.
pub fn likely<'c>(grid: &Grid, catalogue: &'c Catalogue) -> Option<&'c RegisterType> {
    best(grid, catalogue).map(|(_, register)| register)
}

/// How well headings name the fields of a register: whether all that are required, whether the sheet bears its name, how many, and how
/// few required ones are missing.
type Likeness = (bool, bool, usize, std::cmp::Reverse<usize>);

fn best<'c>(grid: &Grid, catalogue: &'c Catalogue) -> Option<(Likeness, &'c RegisterType)> {
    let merged = Merged::new(grid);
    let mut best: Option<(Likeness, &RegisterType)> = None;
    for register in &catalogue.registers {
        let Some(header) = Headings::new(register, catalogue).find(&merged) else {
            continue;
        };
        let has = |id: &str| {
            header
                .columns
                .iter()
                .any(|column| column.field.as_deref() == Some(id))
        };
        let wanted = register.fields.iter().filter(|field| field.required);
        let lacking = wanted.filter(|field| !has(&field.id)).count();
        let known = header
            .columns
            .iter()
            .filter(|column| column.field.is_some())
            .count();
        let above = format!(
            "{}{}{}",
            grid.file,
            grid.sheet,
            caption(&merged, header.top, catalogue).0
        );
        let above = folded(&above);
        let mut names = std::iter::once(&register.zh).chain(&register.aliases);
        let is_named = names.any(|name| above.contains(name.as_str()));
        let rank = (lacking == 0, is_named, known, std::cmp::Reverse(lacking));
        if best.as_ref().is_none_or(|(most, _)| rank > *most) {
            best = Some((rank, register));
        }
    }
    best
}

/// What stands above the headings, and the units that it states.
fn caption(merged: &Merged<'_>, top: usize, catalogue: &Catalogue) -> (String, Vec<SmolStr>) {
    let texts: Vec<&str> = (0..top)
        .flat_map(|row| merged.texts(row))
        .map(|(_, text)| text)
        .collect();
    let mut units = Vec::new();
    for text in &texts {
        let plain = folded(text);
        let words = catalogue.list("table.unit").iter();
        let stated = words
            .filter_map(|word| plain.rsplit_once(word.as_str()))
            .map(|(_, behind)| behind)
            .next();
        let stated =
            stated.map(|behind| behind.trim_matches(|c| COLONS.contains(&c) || matches!(c, '（' | '）')));
        let pieces = stated
            .into_iter()
            .flat_map(|stated| stated.split(['、', ',', '，']));
        units.extend(
            pieces
                .filter(|unit| catalogue.scaled_unit(unit).is_some())
                .map(SmolStr::new),
        );
    }
    (texts.join(" "), units)
}

/// The unit that numbers of a column are in: what its heading states, else the first of the caption's that converts.
fn unit(
    (column, field): (&Column, Option<&SmolStr>),
    stated: &[SmolStr],
    register: &RegisterType,
    catalogue: &Catalogue,
) -> Option<SmolStr> {
    let field = register.field(field?)?;
    if field.kind != FieldKind::Number || field.unit.is_empty() {
        return column.unit.clone();
    }
    let converts = |unit: &&SmolStr| crate::cell::ratio(unit, &field.unit, catalogue).is_some();
    column
        .unit
        .clone()
        .or_else(|| stated.iter().find(converts).cloned())
}

/// Required fields without a column. Without those of the code no row can be told from another; the others may stand in
/// records that are there already.
fn missing(header: &Header, register: &RegisterType, merged: &Merged<'_>) -> Vec<Complaint> {
    let has = |id: &str| {
        header
            .columns
            .iter()
            .any(|column| column.field.as_deref() == Some(id))
    };
    let wanted = register
        .fields
        .iter()
        .filter(|field| field.required && !has(&field.id));
    wanted
        .map(|field| {
            let aliases: Vec<&str> = field.headings().skip(1).collect();
            let complaint = Complaint::new("sheet.column", &field.id, &merged.place(header.top, 0))
                .with("field", field.zh.as_str())
                .with("aliases", aliases.join(" / "));
            if register.code.contains(&field.id) {
                complaint
            } else {
                complaint.mild()
            }
        })
        .collect()
}

/// What the file holds and the sheet does not: values that were never reckoned, and cells beyond what is read. Taken for
/// empty, or left out, they would change what is known.
fn unread(header: &Header, merged: &Merged<'_>, catalogue: &Catalogue) -> Vec<Complaint> {
    let grid = merged.grid;
    let beyond = grid
        .beyond
        .map(|(row, column)| Complaint::new("sheet.beyond", "", &merged.place(row, column)));
    let mut totals = BTreeSet::new();
    let unreckoned = grid.unreckoned.iter().filter_map(|&(row, column)| {
        let field = header.columns.get(column)?.field.as_ref()?;
        let at = merged.place(row, column);
        if row < header.end {
            None
        } else if kind_of_total(&merged.texts(row), catalogue).is_none() {
            Some(Complaint::new("sheet.unreckoned", field, &at))
        } else {
            // A total is checked where it is there, and read nowhere: one word for the row is enough.
            let is_first = totals.insert(row);
            is_first.then(|| Complaint::new("sheet.total-unreckoned", field, &at).mild())
        }
    });
    unreckoned.chain(beyond).collect()
}

/// That rows are hidden and were read all the same.
fn told_hidden(rows: &[Place]) -> Option<Complaint> {
    let complaint = Complaint::new("sheet.hidden-rows", "", rows.first()?);
    Some(complaint.with("count", rows.len().to_string()).mild())
}

/// Columns that mean nothing here: told, and left out.
fn strange(
    header: &Header,
    merged: &Merged<'_>,
    register: &RegisterType,
    catalogue: &Catalogue,
) -> Vec<Complaint> {
    let numbers = catalogue.list("table.number");
    let mut complaints = Vec::new();
    for (position, column) in header.columns.iter().enumerate() {
        let is_number = numbers.iter().any(|word| *word == *folded(&column.heading));
        if column.field.is_some() || is_number {
            continue;
        }
        if let Some(earlier) = column.doubles {
            let named = header
                .columns
                .get(earlier)
                .and_then(|column| column.field.as_ref());
            let field = named.and_then(|field| register.field(field));
            let said = |row: usize, column: usize| {
                let unit = header
                    .columns
                    .get(column)
                    .and_then(|column| column.unit.as_deref());
                value(merged.text(row, column), field, unit, catalogue)
            };
            complaints.push(doubled((earlier, position), header, merged, said));
            continue;
        }
        let rows = header.end..merged.grid.rows.len();
        let is_filled = || {
            rows.clone().any(|row| {
                merged.origin(row, position) == (row, position) && !merged.text(row, position).is_empty()
            })
        };
        let id = if !column.heading.is_empty() {
            "sheet.unknown"
        } else if is_filled() {
            "sheet.headless"
        } else {
            continue;
        };
        complaints.push(
            Complaint::new(id, "", &column.at)
                .with("heading", column.heading.as_str())
                .mild(),
        );
    }
    complaints
}

/// What a cell says: its value, whatever unit its column is in; its words where it is none.
type Said = Result<Option<Cell>, String>;

fn value(text: &str, field: Option<&Field>, unit: Option<&str>, catalogue: &Catalogue) -> Said {
    let words = || folded(text).into_owned();
    match field.filter(|field| field.kind != FieldKind::Text && field.unit_in.is_empty()) {
        Some(field) => read(text, field, unit, catalogue).map_err(|_| words()),
        None => Err(words()),
    }
}

/// Columns that are hidden and were read all the same.
fn hidden_columns(header: &Header, merged: &Merged<'_>) -> Option<Complaint> {
    let columns = header.columns.iter().enumerate();
    let hidden = |(position, column): &(usize, &Column)| {
        column.field.is_some() && merged.grid.hidden_columns.contains(position)
    };
    let hidden: Vec<&Column> = columns.filter(hidden).map(|(_, column)| column).collect();
    let first = hidden.first()?;
    let complaint = Complaint::new("sheet.hidden-columns", "", &first.at)
        .with("heading", first.heading.as_str())
        .with("count", hidden.len().to_string());
    Some(complaint.mild())
}

/// A column that means what an earlier one does. It is left out where it says the same; else nobody knows which is meant.
fn doubled(
    (earlier, position): (usize, usize),
    header: &Header,
    merged: &Merged<'_>,
    said: impl Fn(usize, usize) -> Said,
) -> Complaint {
    let place = |column: usize| header.columns.get(column).map(|column| column.at.clone());
    let at = place(position).unwrap_or_default();
    let mut rows = header.end..merged.grid.rows.len();
    // An empty cell says nothing else.
    let differs = rows.find(|row| {
        !merged.text(*row, position).trim().is_empty() && said(*row, position) != said(*row, earlier)
    });
    let id = if differs.is_some() {
        "sheet.doubled-differs"
    } else {
        "sheet.doubled"
    };
    let heading = header
        .columns
        .get(position)
        .map_or("", |column| column.heading.as_str());
    let complaint = Complaint::new(id, "", &at)
        .with("heading", heading)
        .with(
            "earlier",
            place(earlier).map_or_else(String::new, |at| at.cell.to_string()),
        )
        .with(
            "cell",
            differs.map_or_else(String::new, |row| merged.place(row, position).cell.to_string()),
        );
    if differs.is_some() {
        complaint
    } else {
        complaint.mild()
    }
}

/// Goes through the rows below the headings.
struct Reader<'a> {
    merged: &'a Merged<'a>,
    header: &'a Header,
    register: &'a RegisterType,
    catalogue: &'a Catalogue,
    sheet: Sheet,
    /// Whether notes have begun.
    noted: bool,
    /// Where rows stand that are read, though they are hidden.
    hidden: Vec<Place>,
    /// Of each row of the sheet how far it is set in.
    set_in: Vec<Indents>,
    /// The row above, of which the next may be a part.
    above: Option<usize>,
    /// Whether the row above said that it is a part.
    among: bool,
}

impl Reader<'_> {
    /// That another table begins, whose columns mean something else.
    fn other_headings(&mut self, row: usize) {
        let texts = self.merged.texts(row);
        let column = texts.first().map_or(0, |(column, _)| *column);
        let headings: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
        let complaint = Complaint::new("sheet.other-headings", "", &self.merged.place(row, column));
        self.sheet
            .complaints
            .push(complaint.with("headings", headings.join(" ")));
    }

    fn row(&mut self, row: usize) {
        let texts = self.merged.texts(row);
        let Some((column, first)) = texts.first().copied() else {
            return;
        };
        if self.is_index(&texts) {
            return;
        }
        if let Some(kind) = kind_of_total(&texts, self.catalogue) {
            self.above = None;
            self.total(row, kind);
        } else if let Some(of) = self.part_of(&texts, row) {
            self.among = true;
            let row = self.entered(row);
            self.sheet.parts.push(PartRow { row, of });
        } else if self.is_note(&texts, first) {
            self.above = None;
            let (at, begins) = (self.merged.place(row, column), self.begins_notes(first));
            let all: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
            let text = all.join(" ");
            // What spans columns, or says itself that it is a note, nobody takes for a record.
            let spans = self.merged.origin(row, column + 1) == self.merged.origin(row, column);
            if !begins && !spans {
                let complaint = Complaint::new("sheet.note", "", &at).with("text", text.as_str());
                self.sheet.complaints.push(complaint.mild());
            }
            self.noted |= begins;
            self.sheet.notes.push((at, text.into()));
        } else {
            if self.merged.grid.hidden.contains(&row) {
                self.hidden.push(self.merged.place(row, 0));
            }
            let entered = self.entered(row);
            self.above = Some(self.sheet.rows.len());
            self.among = false;
            self.set_in.push(self.indents(&texts, row));
            self.sheet.rows.push(entered);
        }
    }

    /// The row of which this one is a part, by its words or since it goes on below one that has them.
    fn part_of(&self, texts: &[(usize, &str)], row: usize) -> Option<usize> {
        let of = self.above?;
        let goes_on = || {
            let above = self.set_in.get(of);
            self.among && above.is_some_and(|above| is_below(&self.indents(texts, row), above))
        };
        (is_among(texts, self.catalogue) || goes_on()).then_some(of)
    }

    fn indents(&self, texts: &[(usize, &str)], row: usize) -> Indents {
        indents(texts, |column| {
            let (row, column) = self.merged.origin(row, column);
            self.merged
                .grid
                .rows
                .get(row)?
                .get(column)
                .map(ToString::to_string)
        })
    }

    /// A row that numbers the columns: 甲, 1, 2, 3.
    fn is_index(&self, texts: &[(usize, &str)]) -> bool {
        let words = self.catalogue.list("table.index");
        let mut numbers = texts.iter().filter_map(|(_, text)| text.parse::<usize>().ok());
        let marks = texts
            .iter()
            .filter(|(_, text)| words.iter().any(|word| word == text))
            .count();
        let counted = numbers.clone().count();
        let rises = numbers.next().is_some_and(|first| {
            first <= 2 && numbers.enumerate().all(|(at, number)| number == first + at + 1)
        });
        texts.len() > 2
            && counted > 1
            && rises
            && counted + marks == texts.len()
            && self.sheet.rows.is_empty()
    }

    /// A row that is no record: it stands alone in its row, or behind the first note with hardly anything beside it.
    fn is_note(&self, texts: &[(usize, &str)], first: &str) -> bool {
        const BESIDE: usize = 2;
        let known = self
            .header
            .columns
            .iter()
            .filter(|column| column.field.is_some())
            .count();
        let alone = texts.len() == 1 && known > 1;
        alone
            || (self.begins_notes(first) && texts.len() <= BESIDE * 2)
            || (self.noted && texts.len() <= BESIDE)
    }

    fn begins_notes(&self, first: &str) -> bool {
        let plain = folded(first);
        let mut words = self.catalogue.list("register.notes").iter();
        words.any(|word| {
            let behind = plain.strip_prefix(word.as_str());
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(COLONS))
        })
    }

    fn total(&mut self, row: usize, kind: TotalKind) {
        let entered = self.entered(row);
        self.sheet.totals.push(Total {
            kind,
            row: entered,
            before: self.sheet.rows.len(),
        });
    }

    /// The cells of a row. What is merged over several columns belongs to the first; a number over several rows is one
    /// number, and belongs to the first of them.
    fn entered(&mut self, row: usize) -> EnteredRow {
        let first = self.merged.texts(row).first().map_or(0, |(column, _)| *column);
        let mut entered = EnteredRow {
            at: self.merged.place(row, first),
            ..EnteredRow::default()
        };
        for (position, column) in self.header.columns.iter().enumerate() {
            let Some(field) = column.field.as_ref().and_then(|id| self.register.field(id)) else {
                continue;
            };
            let (top, left) = self.merged.origin(row, position);
            let is_joint = field.kind == FieldKind::Number && top < row;
            if is_joint && top + 1 == row && !self.merged.text(row, position).is_empty() {
                let complaint = Complaint::new("sheet.joint", &field.id, &self.merged.place(top, left));
                self.sheet
                    .complaints
                    .push(complaint.with("field", field.zh.as_str()).mild());
            }
            let text = if is_joint || left < position {
                ""
            } else {
                self.merged.text(row, position)
            };
            let lines = self.merged.lines(row, position);
            let names =
                field.kind == FieldKind::Text && !text.is_empty() && are_offices(lines, self.catalogue);
            let cell = Entered {
                text: if names { apart(lines) } else { text.into() },
                at: self.merged.place(row, position),
                unit: column.unit.clone(),
            };
            entered.cells.insert(field.id.clone(), cell);
        }
        entered
    }
}

/// Whether the lines of a cell name one office each: a name that was broken for want of room has a line that is none.
fn are_offices(lines: &[SmolStr], catalogue: &Catalogue) -> bool {
    const SHORTEST: usize = 3;
    let ends = catalogue.list("register.offices");
    let is_known = |name: &str| catalogue.departments.iter().any(|known| known.is_called(name));
    // 旗人民政府 over 办公室: a word that offices end with goes on with the name above it.
    let is_bare = |line: &SmolStr| ends.contains(line);
    let is_office = |line: &SmolStr| {
        let named = line.chars().count() >= SHORTEST && !is_bare(line);
        is_known(line) || (named && ends.iter().any(|end| line.ends_with(end.as_str())))
    };
    !lines.is_empty() && lines.iter().all(is_office) && !is_known(&lines.concat())
}
