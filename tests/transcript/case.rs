//! A case file: sentences, a command, and everything it prints; as often as one likes.

use crate::command::Printed;

const REMARKS: &str = "--- stderr";
const NO_LINE_END: &str = "--- no line end";

/// One command with the sentences above it and the text that is expected below it.
#[derive(Debug, PartialEq)]
pub(crate) struct Case {
    /// Where its `$` line stands, counted from 1.
    pub(crate) line: usize,
    pub(crate) sentences: Vec<String>,
    pub(crate) command: String,
    pub(crate) expected: String,
}

/// Reads a case file. A case begins at `# …` lines that are followed at once by a `$ loyalty` line,
/// so that a printed page may have headings of its own.
pub(crate) fn parse(text: &str) -> Result<Vec<Case>, String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| begins(&lines, at)).collect();
    if starts.first() != Some(&0) {
        return Err("does not begin with `# a sentence` and `$ loyalty …`".into());
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let cases = starts.iter().zip(ends).map(|(&start, end)| {
        let sentences: Vec<String> = lines[start..end]
            .iter()
            .map_while(|line| line.strip_prefix("# "))
            .map(|sentence| sentence.trim_end().to_string())
            .collect();
        let dollar = start + sentences.len();
        let mut expected = lines[dollar + 1..end].concat();
        if end < lines.len() && expected.ends_with('\n') {
            expected.pop(); // the blank line between two cases
        }
        if expected.lines().any(|line| line.starts_with("$ loyalty")) {
            return Err(format!("line {}: a command below has no `# sentence`", dollar + 1));
        }
        Ok(Case { line: dollar + 1, sentences, command: lines[dollar]["$ ".len()..].trim_end().to_string(), expected })
    });
    cases.collect()
}

/// Whether a case begins here: its first sentence, with nothing but sentences down to a command.
fn begins(lines: &[&str], at: usize) -> bool {
    let is_sentence = |line: &str| line.starts_with("# ");
    let below = lines[at..].iter().find(|line| !is_sentence(line));
    is_sentence(lines[at])
        && (at == 0 || !is_sentence(lines[at - 1]))
        && below.is_some_and(|line| line.starts_with("$ loyalty"))
}

/// Writes a case file back.
pub(crate) fn write(cases: &[Case]) -> String {
    let blocks = cases.iter().map(|case| {
        let mut lines: Vec<String> = case.sentences.iter().map(|s| format!("# {s}")).collect();
        lines.push(format!("$ {}", case.command));
        lines.push(case.expected.clone());
        lines.join("\n")
    });
    blocks.collect::<Vec<_>>().join("\n")
}

/// Shows a run as a case file does: what it answered, its remarks, its exit code if that is not 0.
pub(crate) fn show(printed: &Printed) -> String {
    let out = whole_lines(&printed.out);
    let remarks = match printed.remarks.as_str() {
        "" => String::new(),
        remarks => format!("{REMARKS}\n{}", whole_lines(remarks)),
    };
    let end = match printed.code {
        Some(0) => String::new(),
        Some(code) => format!("--- exit {code}\n"),
        None => "--- ended by a signal\n".into(),
    };
    out + &remarks + &end
}

fn whole_lines(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_string() } else { format!("{text}\n{NO_LINE_END}\n") }
}
