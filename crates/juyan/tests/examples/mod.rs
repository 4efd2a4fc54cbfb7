//! The examples of the rules' pages, for the tests that run them.

/// The quotations under `heading`, each a document of its own; a line without `>` ends one.
pub(crate) fn quoted(page: &str, heading: &str) -> Vec<String> {
    let section = page.split(heading).nth(1).unwrap_or_default();
    let body = section.split("\n## ").next().unwrap_or_default();
    let lines: Vec<&str> = body.lines().collect();
    let quotations = lines
        .split(|line| !line.starts_with('>'))
        .filter(|lines| !lines.is_empty());
    let words = |line: &&str| line.trim_start_matches('>').trim_start().to_owned();
    quotations
        .map(|lines| lines.iter().map(words).collect::<Vec<_>>().join("\n"))
        .collect()
}
