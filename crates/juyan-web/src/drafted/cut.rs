//! A text cut into passages: a paragraph each; the rows of a table, and what repeats, stay together.

/// What a passage under way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Rows of a table.
    Rows,
    /// Rows that repeat, and their end has not come.
    Repeat,
    /// Something that is whole.
    Whole,
}

/// The passages of a text, in order; joined by line breaks they are the text again. An empty line stands with the passage before it.
pub(crate) fn passages(text: &str) -> Vec<String> {
    let mut passages: Vec<String> = Vec::new();
    let mut part = Part::Whole;
    for line in text.split('\n') {
        let is_head = line.trim().starts_with("{each ");
        let is_row = line.contains('\t');
        let goes_on = match part {
            Part::Repeat => true,
            _ if line.trim().is_empty() => true,
            Part::Rows => is_row || is_head,
            Part::Whole => false,
        };
        part = match part {
            Part::Repeat if line.trim() == "{end}" => Part::Rows,
            Part::Repeat => Part::Repeat,
            _ if is_head => Part::Repeat,
            _ if is_row => Part::Rows,
            Part::Rows | Part::Whole => Part::Whole,
        };
        // Empty lines before the first words stand with them.
        match passages
            .last_mut()
            .filter(|last| goes_on || last.trim().is_empty())
        {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => passages.push(line.to_owned()),
        }
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::passages;

    #[test]
    fn empty_lines_before_the_first_words_are_no_passage() {
        assert_eq!(passages("\n一\n"), ["\n一\n"]);
    }

    #[test]
    fn passages_are_paragraphs_and_whole_tables() {
        let text = "标题\n\n正文。\n指标\t数\n{each gdp}\n{name}\t{.@:P|#}\n{end}\n尾\n";
        let cut = passages(text);
        assert_eq!(
            cut,
            [
                "标题\n",
                "正文。",
                "指标\t数\n{each gdp}\n{name}\t{.@:P|#}\n{end}",
                "尾\n"
            ]
        );
        assert_eq!(cut.join("\n"), text);
        assert_eq!(passages("\n一\n").join("\n"), "\n一\n");
        assert_eq!(passages("{each gdp}\n{name}").len(), 1);
    }
}
