//! One `loyalty …` line, as a reader would type it: split into words, run, and what it printed.

use std::fs::File;
use std::process::{Command, Stdio};

/// What a run printed and how it ended.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Printed {
    pub(crate) out: String,
    pub(crate) remarks: String,
    pub(crate) code: Option<i32>,
}

/// A command line in parts: its arguments, and the file that stands for standard input.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct CommandLine {
    pub(crate) arguments: Vec<String>,
    pub(crate) stdin: Option<String>,
}

/// Runs a line that begins with `loyalty` from the root of the project, with nothing of the caller's environment.
pub(crate) fn run(line: &str) -> Result<Printed, String> {
    let CommandLine { arguments, stdin } = read(line)?;
    let root = env!("CARGO_MANIFEST_DIR");
    let stdin = match stdin {
        Some(path) => Stdio::from(File::open(format!("{root}/{path}")).map_err(|why| format!("{path}: {why}"))?),
        None => Stdio::null(),
    };
    let run = Command::new(env!("CARGO_BIN_EXE_loyalty"))
        .args(arguments)
        .current_dir(root)
        .env_clear()
        .stdin(stdin)
        .output()
        .map_err(|why| format!("cannot start loyalty: {why}"))?;
    Ok(Printed {
        out: String::from_utf8_lossy(&run.stdout).into_owned(),
        remarks: String::from_utf8_lossy(&run.stderr).into_owned(),
        code: run.status.code(),
    })
}

/// Reads a line into its arguments and its `< FILE`; what a shell would do beyond that is refused, not guessed.
pub(crate) fn read(line: &str) -> Result<CommandLine, String> {
    let mut words = split(line)?.into_iter();
    match words.next() {
        Some(Word::Text(program)) if program == "loyalty" => {}
        _ => return Err(format!("`{line}` does not begin with `loyalty`")),
    }
    let mut command = CommandLine::default();
    while let Some(word) = words.next() {
        match (word, &command.stdin) {
            (Word::Text(text), _) => command.arguments.push(text),
            (Word::From, Some(_)) => return Err(format!("`{line}` names two inputs")),
            (Word::From, None) => match words.next() {
                Some(Word::Text(path)) => command.stdin = Some(path),
                _ => return Err(format!("`{line}` names no file after `<`")),
            },
        }
    }
    Ok(command)
}

enum Word {
    Text(String),
    From,
}

/// Splits as a shell does: blanks, single quotes, double quotes, backslashes.
fn split(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' => words.extend(word.take().map(Word::Text)),
            '<' => {
                words.extend(word.take().map(Word::Text));
                words.push(Word::From);
            }
            '|' | '>' | ';' | '&' | '$' | '`' | '*' | '?' => {
                return Err(format!("`{line}`: an unquoted `{letter}` would need a shell"));
            }
            '\'' => quoted(&mut letters, '\'', word.get_or_insert_default(), line)?,
            '"' => quoted(&mut letters, '"', word.get_or_insert_default(), line)?,
            '\\' => word.get_or_insert_default().extend(letters.next()),
            plain => word.get_or_insert_default().push(plain),
        }
    }
    words.extend(word.map(Word::Text));
    Ok(words)
}

fn quoted(letters: &mut impl Iterator<Item = char>, end: char, word: &mut String, line: &str) -> Result<(), String> {
    while let Some(letter) = letters.next() {
        if letter == end {
            return Ok(());
        }
        match (letter, end) {
            ('\\', '"') => match letters.next() {
                Some(escaped @ ('"' | '\\' | '$' | '`')) => word.push(escaped),
                other => word.extend(['\\'].into_iter().chain(other)),
            },
            _ => word.push(letter),
        }
    }
    Err(format!("`{line}` leaves a quote open"))
}
