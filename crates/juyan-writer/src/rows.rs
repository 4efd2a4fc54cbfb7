//! Rows of a template that repeat: once for every indicator of a list, once for every record of a register.
//!
//! ```text
//! {each gdp retail fai}                         a line of its own: ids of indicators, or one register: {each @key_project}
//! {name}{unit}{.@:Y-1y|#.##}{.growth@:P|#.#}    lines that repeat; {. begins the key of the row's indicator
//! {end}                                         a line of its own
//! ```
//!
//! Of a register each field stands under its name: `{invest}`, and the rows come in the register's order. What is repeated is text,
//! put together before it is read as a template.

use crate::chart::{self, Chart};
use crate::format::Format;
use crate::template::{Binding, BindingError, Flaw, Template, TemplateError, What};
use crate::write::BLANK;
use juyan::vocabulary::Catalogue;
use std::collections::BTreeMap;

/// The records of registers as texts: by register, in their order, each by the names of its fields.
pub type Records = BTreeMap<String, Vec<BTreeMap<String, String>>>;

impl Template {
    /// Reads a template in which rows repeat.
    ///
    /// ```
    /// use juyan_writer::{Records, Template};
    /// let text = "{each gdp retail}\n{name}\t{unit}\t{.@:P|#.##}\n{end}\n";
    /// let template = Template::with_rows(text, &Records::new(), juyan::catalogue()).unwrap();
    /// assert_eq!(template.to_string(), "地区生产总值\t亿元\t{gdp@:P|#.##}\n社会消费品零售总额\t亿元\t{retail@:P|#.##}\n");
    /// ```
    pub fn with_rows(text: &str, records: &Records, catalogue: &Catalogue) -> Result<Self, TemplateError> {
        let draft = expanded(text, records, catalogue)?;
        let template: Result<Self, TemplateError> = draft.text.parse();
        let mut template = template.map_err(|error| TemplateError {
            line: draft.origins.get(error.line - 1).copied().unwrap_or(error.line),
            ..error
        })?;
        template.charts = draft.charts;
        template.origins = draft.origins;
        for at in 0..template.charts.len() {
            let lines = template
                .charts
                .get(at)
                .map(|chart| chart.rows.clone())
                .unwrap_or_default();
            let bindings = template.bindings_in(&lines);
            if let Some(chart) = template.charts.get_mut(at) {
                chart.rows = bindings;
            }
        }
        Ok(template)
    }
}

/// The registers whose records a template asks for.
pub fn registers_of(text: &str) -> Vec<String> {
    let heads = text.lines().filter_map(head);
    let registers = heads.filter_map(|items| items.trim().strip_prefix('@'));
    registers.map(|register| register.trim().to_owned()).collect()
}

/// What a line repeats over, where it begins rows.
fn head(line: &str) -> Option<&str> {
    line.trim().strip_prefix("{each ")?.strip_suffix('}')
}

/// A text with all rows in it.
#[derive(Default)]
struct Draft {
    text: String,
    /// For each of its lines the line of the template that it came from, from 1.
    origins: Vec<usize>,
    /// The charts, whose rows are lines of the text.
    charts: Vec<Chart>,
}

impl Draft {
    fn line(&mut self, line: &str, origin: usize) {
        self.text.push_str(line);
        self.origins.push(origin);
    }

    fn chart(&mut self, mut chart: Chart, table: &str, origin: usize) {
        let before = self.origins.len();
        chart.rows = before + chart.rows.start..before + chart.rows.end;
        self.charts.push(chart);
        for line in table.split_inclusive('\n') {
            self.line(line, origin);
        }
    }
}

/// The text with all rows and the tables of all charts in it.
fn expanded(text: &str, records: &Records, catalogue: &Catalogue) -> Result<Draft, TemplateError> {
    let mut out = Draft::default();
    let mut lines = text.split_inclusive('\n').enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(asked) = chart::asked(line, catalogue) {
            let (chart, table) = asked.map_err(|(byte, flaw)| TemplateError {
                line: at + 1,
                column: line.get(..byte).unwrap_or(line).chars().count() + 1,
                flaw,
            })?;
            out.chart(chart, &table, at + 1);
            continue;
        }
        let Some(items) = head(line) else {
            out.line(line, at + 1);
            continue;
        };
        let mut inside = Vec::new();
        loop {
            match lines.next() {
                Some((_, line)) if line.trim() == "{end}" => break,
                Some((at, line)) => inside.push((at + 1, line)),
                None => return Err(flaw(at + 1, Flaw::NoEnd)),
            }
        }
        for item in rows(items, records, catalogue).ok_or(flaw(at + 1, Flaw::NoRows))? {
            for (origin, line) in &inside {
                out.line(&item.filled(line), *origin);
            }
        }
    }
    Ok(out)
}

const fn flaw(line: usize, flaw: Flaw) -> TemplateError {
    TemplateError {
        line,
        column: 1,
        flaw,
    }
}

/// The rows of a Word file, in which each binding is a control.
#[derive(Debug, Clone)]
pub struct Rows {
    rows: Vec<Row>,
}

impl Rows {
    /// The rows over `items`: ids of indicators, or one register. None where these are not known.
    pub fn over(items: &str, records: &Records, catalogue: &Catalogue) -> Option<Self> {
        let rows = rows(items, records, catalogue)?;
        let names_any = items.trim().starts_with('@') || !rows.is_empty();
        names_any.then_some(Self { rows })
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What a control with this tag says in the row at the place `at`: a field by its name, a binding whose key may begin with the
    /// row's indicator, and in the control that says over what the rows repeat, or that this is one more of them, the row's name. The
    /// one that says where they end says nothing.
    /// Where there is no such row, that nothing is known.
    pub fn binding(&self, at: usize, tag: &str) -> Result<Binding, BindingError> {
        let words = |words: &str| Binding {
            what: What::Words(words.to_owned()),
            format: Format::default(),
        };
        if tag == "end" {
            return Ok(words(""));
        }
        let Some(row) = self.rows.get(at) else {
            return Ok(words(BLANK));
        };
        let field = if tag.starts_with("each ") || tag == "again" {
            "name"
        } else {
            tag
        };
        if let Some(told) = row.words.get(field) {
            return Ok(words(told));
        }
        let filled = row.filled(&format!("{{{tag}}}"));
        let inside = filled.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        inside.unwrap_or(tag).parse()
    }
}

/// What stands in one row.
#[derive(Debug, Clone)]
struct Row {
    /// The id of its indicator; none of a record.
    indicator: Option<String>,
    /// Words by name.
    words: BTreeMap<String, String>,
}

/// The rows that `items` names. None where it names what is not known.
fn rows(items: &str, records: &Records, catalogue: &Catalogue) -> Option<Vec<Row>> {
    if let Some(register) = items.trim().strip_prefix('@') {
        catalogue.register(register.trim())?;
        let known = records.get(register.trim()).map_or(&[][..], Vec::as_slice);
        let rows = known.iter().map(|record| Row {
            indicator: None,
            words: record.clone(),
        });
        return Some(rows.collect());
    }
    let ids = items.split([' ', ',']).filter(|id| !id.is_empty());
    ids.map(|id| {
        let indicator = catalogue.indicator(id)?;
        let words = [("name", &indicator.name), ("unit", &indicator.unit)];
        Some(Row {
            indicator: Some(id.to_owned()),
            words: words
                .map(|(name, words)| (name.to_owned(), words.to_string()))
                .into(),
        })
    })
    .collect()
}

impl Row {
    /// A line with the row's own words and keys in it.
    fn filled(&self, line: &str) -> String {
        let mut line = line.to_owned();
        if let Some(id) = &self.indicator {
            for begins in ["{.", "{@"] {
                let behind = begins.trim_start_matches('{');
                line = line.replace(begins, &format!("{{{id}{behind}"));
            }
            // The level is no measure: {.@:P} is the indicator itself.
            line = line.replace(&format!("{{{id}.@"), &format!("{{{id}@"));
        }
        for (name, words) in &self.words {
            let escaped = words
                .replace('\\', "\\\\")
                .replace('{', "\\{")
                .replace('}', "\\}");
            line = line.replace(&format!("{{{name}}}"), &escaped);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, records: &Records) -> Result<String, (usize, Flaw)> {
        let template = Template::with_rows(text, records, juyan::catalogue());
        template
            .map(|template| template.to_string())
            .map_err(|error| (error.line, error.flaw))
    }

    #[test]
    fn rows_repeat_over_records() {
        let record = |name: &str| BTreeMap::from([("name".to_owned(), name.to_owned())]);
        let records = Records::from([("key_project".to_owned(), vec![record("甲{一}"), record("乙")])]);
        let text = "表\n{each @key_project}\n{name}。\n{end}\n完\n";
        assert_eq!(told(text, &records).unwrap(), "表\n甲\\{一\\}。\n乙。\n完\n");
        assert_eq!(registers_of(text), ["key_project"]);
        assert_eq!(told(text, &Records::new()).unwrap(), "表\n完\n");
    }

    #[test]
    fn what_is_left_out_is_told_with_the_line_of_the_template() {
        let text = "{each gdp retail}\n{name}\t{.@:P|#}\n{end}\n{fai@:P|#}\n";
        let template = Template::with_rows(text, &Records::new(), juyan::catalogue()).unwrap();
        let voice = crate::Voice {
            catalogue: juyan::catalogue(),
            rounding: juyan::model::Rounding::HalfUp,
        };
        let report = juyan::model::PeriodName::parse("2025H1").unwrap().0;
        let written = template.write(&crate::Held::default(), report, "152923", voice);
        let lines: Vec<usize> = written.unsaid.iter().map(|left| left.line).collect();
        assert_eq!(lines, [2, 2, 4]);
    }

    #[test]
    fn flaws_are_told_with_the_line_of_the_template() {
        let none = Records::new();
        assert_eq!(told("甲\n{each gdp}\n{name}\n", &none), Err((2, Flaw::NoEnd)));
        assert_eq!(told("{each gpd}\n{end}\n", &none), Err((1, Flaw::NoRows)));
        assert_eq!(told("{each @gpd}\n{end}\n", &none), Err((1, Flaw::NoRows)));
        let (line, flaw) = told("{each gdp retail}\n甲\n{.@:Q|#}\n{end}\n", &none).unwrap_err();
        assert_eq!(line, 3);
        assert!(matches!(flaw, Flaw::Key(_)));
    }
}
