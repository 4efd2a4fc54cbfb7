//! Charts of a template: a line that asks for one becomes a small table of bindings, so that behind each drawing stand the numbers
//! that it was made of, bound and told as all others are.
//!
//! ```text
//! chart = "{chart progress " key+ ["|" format] "}"               what was done of the year's plan, side by side with the time gone
//!       | "{chart series " key from ".." to ["|" format] "}"     {chart series gdp.growth Y-4y..Y}: year by year; P-4y..P is the
//!                                                                same part of each year
//!       | "{chart composition " key+ ["|" format] "}"            parts of one whole, in one unit
//! key   = a key without its period: gdp, gdp.growth, "甲"{part="乙"}, gdp@150000
//! ```
//!
//! The line stands alone, as those of rows that repeat do. Without a format a number has two decimals at most and the unit of the
//! catalogue's indicator; what has none there has to be given one: `|#.##<万元>`.

use crate::format::{Format, Piece};
use crate::name::Name;
use crate::template::{Flaw, Part, Template};
use crate::when::When;
use juyan::model::{Decimal, Key, Measure, Span, Term};
use juyan::vocabulary::Catalogue;
use std::ops::Range;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// What was done of the plan, each in percent.
    Progress,
    /// One value year by year.
    Series,
    /// The parts of a whole.
    Composition,
}

/// A chart of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    kind: ChartKind,
    title: String,
    unit: String,
    /// The lines of its table below the heading, from 0; of the bindings once the text is read.
    pub(crate) rows: Range<usize>,
}

/// A chart of a report that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charted {
    /// What it shows.
    pub kind: ChartKind,
    /// What it is called where it cannot be seen.
    pub title: String,
    /// The unit of its values, as it is told.
    pub unit: String,
    /// The rows of its table in the report, without the heading.
    pub span: Span,
    /// Its marks, one a row.
    pub points: Vec<Point>,
}

/// One mark of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it is of: an indicator, a year.
    pub name: String,
    /// Its value, as the table beside it prints it; none where it is not known.
    pub value: Option<Decimal>,
}

/// The table that a line asks for, as lines of a template, and what is drawn of it; none where the line asks for no chart. Fails with
/// the byte of the line and what is wrong there.
pub(crate) fn asked(line: &str, catalogue: &Catalogue) -> Option<Result<(Chart, String), (usize, Flaw)>> {
    let inside = line.trim().strip_prefix("{chart")?.strip_suffix('}')?;
    (inside.is_empty() || inside.starts_with(' ')).then_some(())?;
    let at = line.len() - line.trim_start().len() + "{chart".len();
    let wanted = Wanted::read(inside, catalogue).map_err(|(byte, flaw)| (at + byte, flaw));
    Some(wanted.map(|wanted| wanted.table(catalogue)))
}

/// A chart as its line tells it.
struct Wanted {
    kind: ChartKind,
    keys: Vec<Head>,
    years: Vec<When>,
    /// The number, with its unit.
    format: String,
    unit: String,
}

/// A key without its period, in the two halves between which the period stands, and what people call it.
struct Head {
    name: String,
    region: String,
    told: String,
    unit: Option<String>,
}

impl Wanted {
    fn read(inside: &str, catalogue: &Catalogue) -> Result<Self, (usize, Flaw)> {
        let bar = outside_quotes(inside, |c| c == '|').next();
        let asked = inside.get(..bar.unwrap_or(inside.len())).unwrap_or_default();
        let mut words = words(asked).into_iter();
        let kind = match words.next().map(|(_, word)| word) {
            Some("progress") => ChartKind::Progress,
            Some("series") => ChartKind::Series,
            Some("composition") => ChartKind::Composition,
            _ => return Err((asked.len().min(1), Flaw::Chart)),
        };
        let mut words: Vec<(usize, &str)> = words.collect();
        let mut years = Vec::new();
        if kind == ChartKind::Series {
            let (at, told) = words.pop().ok_or((asked.len(), Flaw::Chart))?;
            let ends = told.split_once("..").map(|(from, to)| (from.parse(), to.parse()));
            years = match ends {
                Some((Ok(from), Ok(to))) => When::yearly(from, to),
                _ => None,
            }
            .ok_or((at, Flaw::ChartYears))?;
        }
        if words.is_empty() || (kind == ChartKind::Series && words.len() > 1) {
            return Err((asked.len(), Flaw::Chart));
        }
        let keys: Vec<Head> = words
            .iter()
            .map(|(at, word)| Head::read(word, catalogue).map_err(|(byte, flaw)| (at + byte, flaw)))
            .collect::<Result<_, _>>()?;
        let (format, unit) = match bar {
            Some(bar) => given(inside.get(bar + 1..).unwrap_or_default())
                .map_err(|(byte, flaw)| (bar + 1 + byte, flaw))?,
            None if kind == ChartKind::Progress => (String::new(), String::new()),
            None => {
                let unit = keys.first().and_then(|key| key.unit.clone());
                let unit = unit.filter(|unit| keys.iter().all(|key| key.unit.as_ref() == Some(unit)));
                let unit = unit.ok_or((asked.len(), Flaw::ChartUnit))?;
                (usual(&unit), unit)
            }
        };
        Ok(Self {
            kind,
            keys,
            years,
            format,
            unit,
        })
    }

    /// The table, its heading first, and the chart, whose rows are counted from the heading on.
    fn table(&self, catalogue: &Catalogue) -> (Chart, String) {
        let say = |id: &'static str| catalogue.say(id, "zh");
        let value = say("chart.value").replace("{unit}", &self.unit);
        let names: Vec<&str> = self.keys.iter().map(|key| key.told.as_str()).collect();
        let names = names.join(say("publish.comma"));
        let (title, head) = match self.kind {
            ChartKind::Progress => {
                let heads = [
                    "chart.of",
                    "chart.unit",
                    "chart.done",
                    "chart.plan",
                    "chart.progress",
                ];
                ("chart.title.progress", heads.map(say).join("\t"))
            }
            ChartKind::Series => ("chart.title.series", format!("{}\t{value}", say("chart.year"))),
            ChartKind::Composition => (
                "chart.title.composition",
                format!("{}\t{value}", say("chart.part")),
            ),
        };
        let mut lines = vec![head];
        lines.extend(self.rows(catalogue));
        let chart = Chart {
            kind: self.kind,
            title: say(title).replace("{names}", &names),
            unit: if self.kind == ChartKind::Progress {
                "%".to_owned()
            } else {
                self.unit.clone()
            },
            rows: 1..lines.len(),
        };
        (chart, lines.join("\n") + "\n")
    }

    fn rows(&self, catalogue: &Catalogue) -> Vec<String> {
        let keys = self.keys.iter();
        match self.kind {
            ChartKind::Progress => keys.map(|key| self.progress(key)).collect(),
            ChartKind::Composition => keys
                .map(|key| format!("{}\t{}", escaped(&key.told), key.binding("P", "", &self.format)))
                .collect(),
            ChartKind::Series => {
                let Some(key) = self.keys.first() else {
                    return Vec::new();
                };
                let row = |when: &When| {
                    let told = when.to_string();
                    let part = match told.as_str() {
                        "P" => catalogue.say("chart.own-part", "zh"),
                        _ if told.starts_with('P') => catalogue.say("chart.same-part", "zh"),
                        _ => "",
                    };
                    let year = format!("{{:{told}|#{}{part}}}", catalogue.say("chart.of-year", "zh"));
                    format!("{year}\t{}", key.binding(&told, "", &self.format))
                };
                self.years.iter().map(row).collect()
            }
        }
    }

    fn progress(&self, key: &Head) -> String {
        let unit = if self.unit.is_empty() {
            key.unit.clone().unwrap_or_default()
        } else {
            self.unit.clone()
        };
        let format = if self.format.is_empty() {
            usual(&unit)
        } else {
            self.format.clone()
        };
        let done = key.binding("P", "", &format);
        let plan = key.binding("Y", "#plan", &format);
        let progress = Head {
            name: format!("{}.progress", key.name),
            region: key.region.clone(),
            told: String::new(),
            unit: None,
        };
        let progress = progress.binding("P", "", &usual("%"));
        format!(
            "{}\t{}\t{done}\t{plan}\t{progress}",
            escaped(&key.told),
            escaped(&unit)
        )
    }
}

impl Head {
    fn read(word: &str, catalogue: &Catalogue) -> Result<Self, (usize, Flaw)> {
        let region = word
            .rsplit_once('@')
            .filter(|(_, region)| !region.contains(['"', '}']));
        let (name, region) = region.unwrap_or((word, ""));
        let read = |told: String| {
            let name: Result<Name, _> = told.parse();
            name.map_err(|error| {
                let byte = word
                    .char_indices()
                    .nth(error.at)
                    .map_or(word.len(), |(byte, _)| byte);
                (byte, Flaw::Key(error))
            })
        };
        let key = read(format!("{name}@{region}"))?.key().clone();
        if let Term::Id(id) = &key.indicator {
            catalogue.indicator(id).ok_or((0, Flaw::NoIndicator))?;
        }
        Ok(Self {
            name: name.to_owned(),
            region: region.to_owned(),
            told: called(&key, catalogue),
            unit: unit(&key, catalogue),
        })
    }

    fn binding(&self, when: &str, mode: &str, format: &str) -> String {
        format!("{{{}@{}:{when}{mode}|{format}}}", self.name, self.region)
    }
}

/// What a key is called: 重点项目（新建）, 地区生产总值增速.
fn called(key: &Key, catalogue: &Catalogue) -> String {
    let mut told = match &key.indicator {
        Term::Id(id) => catalogue
            .indicator(id)
            .map_or(id.as_str(), |known| known.name.as_str()),
        Term::Words(words) => words.as_str(),
    }
    .to_owned();
    let parts = key.dimensions.iter().map(|(id, term)| {
        let dimension = catalogue.dimensions.iter().find(|dimension| dimension.id == *id);
        let (Term::Id(code) | Term::Words(code)) = term;
        let word = dimension.and_then(|dimension| dimension.codes.get(code)?.first());
        word.unwrap_or(code).as_str()
    });
    let parts: Vec<&str> = parts.collect();
    if !parts.is_empty() {
        let words = parts.join(catalogue.say("publish.comma", "zh"));
        told += &catalogue
            .say("chart.in-brackets", "zh")
            .replace("{words}", &words);
    }
    let measure = key.measures.last().map(|measure| match measure {
        Measure::Growth(_) => "publish.measure.growth",
        Measure::Change(_) => "publish.measure.change",
        Measure::Progress(_) => "publish.measure.progress",
        Measure::Share(_) => "publish.measure.share",
        Measure::Rank(_) => "publish.measure.rank",
        Measure::Contribution(_) => "publish.measure.contribution",
    });
    told + measure.map_or("", |id| catalogue.say(id, "zh"))
}

/// The unit that a key is told in; none where the catalogue has none.
fn unit(key: &Key, catalogue: &Catalogue) -> Option<String> {
    match (key.measures.last(), &key.indicator) {
        (Some(Measure::Growth(_) | Measure::Progress(_) | Measure::Share(_)), _) => Some("%".to_owned()),
        (None, Term::Id(id)) => {
            let unit = catalogue.indicator(id).map(|known| known.unit.to_string());
            unit.filter(|unit| !unit.is_empty())
        }
        _ => None,
    }
}

/// Two decimals at most, in a unit that stands in the heading.
fn usual(unit: &str) -> String {
    if unit.is_empty() {
        "#.##".to_owned()
    } else {
        format!("#.##<{}>", escaped(unit))
    }
}

/// A format that the line gives, with the unit that it reckons with.
fn given(told: &str) -> Result<(String, String), (usize, Flaw)> {
    let format: Format = told.parse().map_err(|error: crate::format::FormatError| {
        let byte = told
            .char_indices()
            .nth(error.at)
            .map_or(told.len(), |(byte, _)| byte);
        (byte, Flaw::Format(error))
    })?;
    let unit = format.pieces.iter().find_map(|piece| match piece {
        Piece::Unsaid(unit) => Some(unit.to_string()),
        _ => None,
    });
    let is_bare = format
        .pieces
        .iter()
        .all(|piece| matches!(piece, Piece::Unsaid(_) | Piece::Number(_)));
    unit.filter(|_| is_bare)
        .map(|unit| (told.to_owned(), unit))
        .ok_or((0, Flaw::ChartUnit))
}

fn escaped(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace('{', "\\{")
        .replace('}', "\\}")
}

/// The bytes of the characters that `is` takes, but for those in own words.
fn outside_quotes(text: &str, is: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.char_indices().filter_map(move |(at, character)| {
        let was_escaped = is_escaped;
        is_escaped = character == '\\' && !was_escaped;
        if character == '"' && !was_escaped {
            is_quoted = !is_quoted;
        }
        (!is_quoted && !was_escaped && is(character)).then_some(at)
    })
}

/// The words between blanks, each with its byte.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let ends = outside_quotes(text, |c| c == ' ').chain([text.len()]);
    let words = ends.map(|end| {
        let word = (at, text.get(at..end).unwrap_or_default());
        at = end + 1;
        word
    });
    words.filter(|(_, word)| !word.is_empty()).collect()
}

impl Template {
    /// Which bindings stand in these lines, from 0.
    pub(crate) fn bindings_in(&self, lines: &Range<usize>) -> Range<usize> {
        let (mut line, mut number) = (self.head, 0);
        let mut found = 0..0;
        for part in &self.parts {
            match part {
                Part::Words(words) => line += words.matches('\n').count(),
                Part::Binding(_) => {
                    if line < lines.start {
                        found.start = number + 1;
                    }
                    if line < lines.end {
                        found.end = number + 1;
                    }
                    number += 1;
                }
            }
        }
        found
    }
}

impl Chart {
    /// The chart in a report whose bindings stand at `places`.
    pub(crate) fn drawn(&self, text: &str, places: &[Span]) -> Option<Charted> {
        let places = places.get(self.rows.clone())?;
        let (first, last) = (places.first()?, places.last()?);
        let start = text
            .get(..first.start)?
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let end = text
            .get(last.end..)?
            .find('\n')
            .map_or(text.len(), |newline| last.end + newline);
        let span = Span::new(start, end);
        let points = span.of(text).lines().map(|line| {
            let value = line.rsplit('\t').next().unwrap_or_default();
            Point {
                name: line.split('\t').next().unwrap_or_default().to_owned(),
                value: value.replace(',', "").parse().ok(),
            }
        });
        Some(Charted {
            kind: self.kind,
            title: self.title.clone(),
            unit: self.unit.clone(),
            span,
            points: points.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Held, Records, Voice, Written};
    use juyan::model::{Fact, PeriodName, Printed, Rounding, Source, Value, Worth};

    fn read(text: &str) -> Result<Template, (usize, usize, Flaw)> {
        let read = Template::with_rows(text, &Records::new(), juyan::catalogue());
        read.map_err(|error| (error.line, error.column, error.flaw))
    }

    fn fact(key: &str, value: &str, digits: &str, unit: &str) -> Fact {
        let worth = Worth::Number(Value::One(value.parse().unwrap()));
        Fact {
            unit: Some(unit.into()),
            printed: Some(Printed {
                digits: digits.parse().unwrap(),
                scale: 1.into(),
                exact: false,
            }),
            ..Fact::new(key.parse().unwrap(), worth, Source::Entry)
        }
    }

    fn written(text: &str) -> Written {
        let held = Held::new([
            fact("gdp.growth@152923:2023H1", "-0.5", "0.5", "%"),
            fact("gdp.growth@152923:2025H1", "4.60", "4.60", "%"),
            fact("job_new@152923:2025H1", "134", "134", "人"),
            fact("job_new@152923:2025#plan", "240", "240", "人"),
            fact("key_project{stage=new}@152923:2025H1", "13", "13", "项"),
        ]);
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        let report = PeriodName::parse("2025H1").unwrap().0;
        read(text).unwrap().write(&held, report, "152923", voice)
    }

    fn points(charted: &Charted) -> Vec<(String, Option<String>)> {
        let told = |value: Decimal| value.to_string();
        charted
            .points
            .iter()
            .map(|point| (point.name.clone(), point.value.map(told)))
            .collect()
    }

    #[test]
    fn a_chart_is_a_table_of_what_it_draws() {
        // What cannot be said before it is cut, so that the table moves.
        let written =
            written("同比{retail.growth@:P|[增长]#.##%}，好。\n{chart series gdp.growth P-2y..P}\n完\n");
        let table = "年份\t数值（%）\n2023年同期\t-0.5\n2024年同期\t—\n2025年本期\t4.6\n完\n";
        assert!(written.text.ends_with(table), "{}", written.text);
        let [chart] = &written.charts[..] else {
            panic!("{:?}", written.charts)
        };
        assert_eq!(
            chart.span.of(&written.text),
            "2023年同期\t-0.5\n2024年同期\t—\n2025年本期\t4.6"
        );
        let some = |told: &str| Some(told.to_owned());
        let wanted = [
            ("2023年同期", some("-0.5")),
            ("2024年同期", None),
            ("2025年本期", some("4.6")),
        ];
        assert_eq!(
            points(chart),
            wanted.map(|(name, value)| (name.to_owned(), value))
        );
        assert_eq!(
            (chart.title.as_str(), chart.unit.as_str()),
            ("逐年变化图：地区生产总值增速", "%")
        );
        // Each number is told with its fact, and what is missing with its line.
        assert_eq!(written.said.len(), 2);
        assert!(written.unsaid.iter().any(|left| left.line == 2));
    }

    #[test]
    fn progress_and_parts_are_drawn_of_bindings() {
        const TEMPLATE: &str = "{chart progress job_new}\n\n{chart composition key_project{stage=new} key_project{stage=started}}\n";
        let written = written(TEMPLATE);
        let table = "指标\t单位\t完成\t年计划\t占年计划（%）\n城镇新增就业\t人\t134\t240\t56\n";
        assert!(written.text.starts_with(table), "{}", written.text);
        let [progress, parts] = &written.charts[..] else {
            panic!("{:?}", written.charts)
        };
        assert_eq!(
            points(progress),
            [("城镇新增就业".to_owned(), Some("56".to_owned()))]
        );
        assert_eq!(
            points(parts)[0],
            ("重点项目（新建）".to_owned(), Some("13".to_owned()))
        );
        assert_eq!(parts.unit, "项");
        assert!(parts.points[1].value.is_none());
        // The line that says of which time the words are is a line of the template, too.
        let lifted = format!("{{of 2024H1}}\n{TEMPLATE}");
        let again = self::written(&lifted);
        assert_eq!(again.charts, written.charts);
        assert_eq!(again.unsaid[0].line, written.unsaid[0].line + 1);
    }

    #[test]
    fn own_words_are_drawn_in_the_unit_that_the_line_says() {
        let template = read("{chart series \"甲 乙\"@150000 2021..2022|#.#<万元>}\n")
            .unwrap()
            .to_string();
        let wanted = "年份\t数值（万元）\n{:2021|#年}\t{\"甲 乙\"@150000:2021|#.#<万元>}\n{:2022|#年}\t{\"甲 乙\"@150000:2022|#.#<万元>}\n";
        assert_eq!(template, wanted);
    }

    #[test]
    fn a_flaw_is_told_with_its_line_and_character() {
        let flaw = |text: &str| read(text).unwrap_err();
        assert_eq!(flaw("甲\n{chart pie gdp}"), (2, 8, Flaw::Chart));
        assert_eq!(flaw("{chart}"), (1, 7, Flaw::Chart));
        assert_eq!(flaw("{chart progress}"), (1, 16, Flaw::Chart));
        assert_eq!(flaw("{chart progress gdp gpd}"), (1, 21, Flaw::NoIndicator));
        assert_eq!(flaw("{chart series gdp Y-4y..P}"), (1, 19, Flaw::ChartYears));
        assert_eq!(flaw("{chart series gdp 1900..2025}"), (1, 19, Flaw::ChartYears));
        assert_eq!(flaw("{chart series gdp retail Y-4y..Y}").2, Flaw::Chart);
        assert_eq!(flaw("{chart composition gdp job_new}").2, Flaw::ChartUnit);
        assert_eq!(flaw("{chart composition \"甲\"}").2, Flaw::ChartUnit);
        assert_eq!(flaw("{chart composition \"甲\"|#万元}").2, Flaw::ChartUnit);
        assert!(matches!(
            flaw("{chart progress gdp.growht}"),
            (1, 21, Flaw::Key(_))
        ));
        assert!(matches!(
            flaw("{chart composition gdp|#[}"),
            (1, _, Flaw::Format(_))
        ));
        // In a sentence it is a binding, and none.
        assert_eq!(flaw("见{chart progress gdp}。").2, Flaw::NoFormat);
    }
}
