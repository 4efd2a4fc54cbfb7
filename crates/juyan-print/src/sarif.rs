//! Findings as SARIF 2.1.0, for editors and review tools.
//!
//! One log, with a run for each report. Columns and offsets count Unicode code points. What only the drafter can tell is a note
//! there, for SARIF knows no question; its own severity stands in `properties`.

use juyan::document::{Format, Join};
use juyan::model::{Finding, Severity, Span};
use juyan::vocabulary::Rule;
use juyan::{Checked, Context, Offsets};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What a log opens with, before the runs of its reports with commas between them.
pub const OPENING: &str =
    r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":["#;
/// What a log ends with.
pub const END: &str = "]}\n";

/// Writes a log of one report as one line. Fails where `out` does.
pub fn write(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    out.write_all(OPENING.as_bytes())?;
    write_run(out, checked, context)?;
    out.write_all(END.as_bytes())
}

/// Writes the run of a report, which belongs between [`OPENING`] and [`END`]. Fails where `out` does.
pub fn write_run(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let named: BTreeSet<&str> = checked
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    let rules: Vec<&Rule> = named
        .iter()
        .filter_map(|code| context.catalogue.rules.get(*code))
        .collect();
    let uri = uri(context.name);
    let lines = Lines::new(checked);
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "Juyan",
                version: env!("CARGO_PKG_VERSION"),
                rules: rules.iter().map(|rule| descriptor(rule, context)).collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        artifacts: [Artifact {
            location: Location {
                uri: &uri,
                index: None,
            },
        }],
        results: checked
            .findings
            .iter()
            .map(|finding| result(finding, &rules, &uri, &lines, context))
            .collect(),
    };
    serde_json::to_writer(&mut *out, &run)?;
    Ok(())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    artifacts: [Artifact<'a>; 1],
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    name: &'a str,
    short_description: Words<String>,
    help: Page,
}

#[derive(Serialize)]
struct Words<T> {
    text: T,
}

#[derive(Serialize)]
struct Page {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Artifact<'a> {
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Words<String>,
    locations: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'a>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Location<'a>,
    region: Region<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    #[serde(flatten)]
    lines: Option<LineRegion>,
    char_offset: usize,
    char_length: usize,
    snippet: Words<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LineRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Properties<'a> {
    severity: Severity,
    arithmetic: &'a str,
    help: String,
}

fn descriptor<'a>(rule: &'a Rule, context: Context<'_>) -> Descriptor<'a> {
    let title = rule
        .page
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches('#')
        .trim();
    let message = rule
        .text(context.language.code())
        .map_or(title, |text| &text.message);
    let is_titled = context.language == juyan::Language::Zh && !title.is_empty();
    Descriptor {
        id: &rule.code,
        name: &rule.name,
        short_description: Words {
            text: if is_titled { title } else { message }.to_owned(),
        },
        help: Page {
            text: context.page(rule),
            markdown: context.page(rule),
        },
    }
}

fn result<'a>(
    finding: &'a Finding,
    rules: &[&Rule],
    uri: &'a str,
    lines: &Lines<'a>,
    context: Context<'_>,
) -> Outcome<'a> {
    let told = context.tell(finding);
    let place = |span: &Span, id| Place {
        id,
        physical_location: Physical {
            artifact_location: Location { uri, index: Some(0) },
            region: lines.region(*span),
        },
    };
    let related = finding.spans.iter().enumerate().skip(1);
    Outcome {
        rule_id: &finding.rule,
        rule_index: rules.iter().position(|rule| rule.code == finding.rule),
        level: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Question | Severity::Note => "note",
        },
        message: Words { text: told.message },
        locations: finding
            .spans
            .first()
            .map(|span| place(span, None))
            .into_iter()
            .collect(),
        related_locations: related
            .map(|(position, span)| place(span, Some(position)))
            .collect(),
        properties: Properties {
            severity: finding.severity,
            arithmetic: &finding.arithmetic,
            help: told.help,
        },
    }
}

/// Where lines begin, for what comes from plain text; other files have no lines that an editor would know.
struct Lines<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    starts: Option<Vec<usize>>,
}

impl<'a> Lines<'a> {
    fn new(checked: &Checked<'a>) -> Self {
        let text = checked.document.text.as_str();
        let is_plain = checked.document.format == Format::Txt;
        Self {
            text,
            offsets: Offsets::of(checked.document),
            starts: is_plain.then(|| starts(text, &checked.document.joins)),
        }
    }

    fn region(&self, span: Span) -> Region<'a> {
        let [from, to] = self.offsets.span(span);
        // An end where lines were joined belongs to the line before.
        let place = |at: usize, is_end: bool, character: usize| {
            let starts = self.starts.as_deref()?;
            let line = starts.partition_point(|start| *start < at || (*start == at && !is_end));
            let start = starts.get(line.checked_sub(1)?)?;
            let [first, _] = self.offsets.span(Span::new(*start, *start));
            Some((line, character.saturating_sub(first) + 1))
        };
        let lines = place(span.start, false, from).zip(place(span.end, span.end > span.start, to));
        Region {
            lines: lines.map(
                |((start_line, start_column), (end_line, end_column))| LineRegion {
                    start_line,
                    start_column,
                    end_line,
                    end_column,
                },
            ),
            char_offset: from,
            char_length: to - from,
            snippet: Words {
                text: span.of(self.text),
            },
        }
    }
}

/// The bytes at which lines of the file begin; `\n`, `\r\n` and a lone `\r` end them, and so does what was joined.
fn starts(text: &str, joins: &[Join]) -> Vec<usize> {
    let bytes = text.as_bytes();
    let breaks = bytes
        .iter()
        .enumerate()
        .filter(|(at, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
    let joins = joins.iter().map(|join| join.at);
    let mut starts: Vec<usize> = std::iter::once(0)
        .chain(breaks.map(|(at, _)| at + 1))
        .chain(joins)
        .collect();
    starts.sort_unstable();
    starts
}

/// A file's name as a URI reference.
fn uri(name: &str) -> String {
    let path = name.replace('\\', "/");
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    let mut out = match (path.starts_with('/'), has_drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~')
            || (has_drive && byte == b':')
        {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = std::fmt::Write::write_fmt(&mut out, format_args!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan::{Language, Options};
    use serde_json::Value;

    fn log(text: &str) -> Value {
        let catalogue = juyan::catalogue();
        let document = juyan::document::from_text(text);
        let checked = juyan::check(&document, catalogue, &Options::default());
        let mut out = Vec::new();
        write(
            &mut out,
            &checked,
            Context {
                name: "某旗 1.txt",
                catalogue,
                language: Language::Zh,
            },
        )
        .unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    /// What the schema asks of the parts that are written here.
    #[test]
    fn the_log_has_what_the_schema_asks_for() {
        let log = log("某旗报告\r\n全年实施重点项目19项，其中新建11项、续建7项。");
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["name"].is_string());
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 1);
        for result in results {
            let level = result["level"].as_str().unwrap();
            assert!(["none", "note", "warning", "error"].contains(&level));
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[rule]["id"], result["ruleId"]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            assert_eq!(result["locations"].as_array().unwrap().len(), 1);
            assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 2);
        }
        assert_eq!(
            run["artifacts"][0]["location"]["uri"],
            "%E6%9F%90%E6%97%97%201.txt"
        );
    }

    #[test]
    fn regions_count_lines_and_code_points_from_one() {
        let log = log("某旗报告\r\n全年实施重点项目19项，其中新建11项、续建7项。");
        let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
        let numbers = [
            "startLine",
            "startColumn",
            "endLine",
            "endColumn",
            "charOffset",
            "charLength",
        ];
        let numbers = numbers.map(|name| region[name].as_u64().unwrap());
        assert_eq!(numbers, [2, 9, 2, 12, 14, 3]);
        assert_eq!(region["snippet"]["text"], "19项");
    }

    #[test]
    fn names_become_uris() {
        assert_eq!(uri("/a b"), "file:///a%20b");
        assert_eq!(uri("C:\\a"), "file:///C:/a");
        assert_eq!(uri("-"), "-");
    }
}
