//! Rust source as a row of names and marks, without comments, strings and characters.

/// What is left of a source text for someone who looks for paths only.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Name(String),
    Colons,
    Mark(char),
}

/// Reads a source text.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let text: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let skipped = comment(rest).or_else(|| string(rest)).or_else(|| character(rest));
        if let Some(length) = skipped {
            at += length;
        } else if is_name(rest[0]) {
            let start = if rest.starts_with(&['r', '#']) { 2 } else { 0 };
            let length = rest[start..].iter().take_while(|c| is_name(**c)).count();
            tokens.push(Token::Name(rest[start..start + length].iter().collect()));
            at += start + length;
        } else if rest.starts_with(&[':', ':']) {
            tokens.push(Token::Colons);
            at += 2;
        } else {
            if !rest[0].is_whitespace() {
                tokens.push(Token::Mark(rest[0]));
            }
            at += 1;
        }
    }
    tokens
}

/// Takes the code out of the fenced blocks of `///` and `//!` comments.
pub(crate) fn doc_examples(source: &str) -> String {
    let doc = |line: &str| -> Option<String> {
        let line = line.trim_start();
        let text = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
        Some(text.strip_prefix(' ').unwrap_or(text).to_string())
    };
    let mut code = String::new();
    let mut inside = false;
    for text in source.lines().filter_map(doc) {
        if text.trim_start().starts_with("```") {
            let language = text.trim_start().trim_start_matches('`');
            inside = !inside && !language.starts_with("text") && !language.starts_with("console");
        } else if inside {
            code += text.strip_prefix("# ").unwrap_or(&text);
            code.push('\n');
        }
    }
    code
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The length of a comment that begins here; those between `/*` and `*/` may hold others.
fn comment(text: &[char]) -> Option<usize> {
    if text.starts_with(&['/', '/']) {
        return Some(text.iter().take_while(|c| **c != '\n').count());
    }
    if !text.starts_with(&['/', '*']) {
        return None;
    }
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        match text.get(at..at + 2) {
            Some(['/', '*']) => (depth, at) = (depth + 1, at + 2),
            Some(['*', '/']) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    Some(at)
}

/// The length of a string that begins here: plain, of bytes, for C, or raw with its `#`s.
fn string(text: &[char]) -> Option<usize> {
    let prefix = text.iter().take_while(|c| matches!(c, 'b' | 'c' | 'r')).count();
    if prefix > 2 {
        return None;
    }
    let raw = text[..prefix].contains(&'r');
    let fences = text[prefix..].iter().take_while(|c| raw && **c == '#').count();
    let open = prefix + fences;
    if text.get(open) != Some(&'"') {
        return None;
    }
    let mut at = open + 1;
    while at < text.len() {
        let closes = text[at] == '"' && text[at + 1..].iter().take_while(|c| **c == '#').count() >= fences;
        if closes {
            return Some(at + 1 + fences);
        }
        at += if text[at] == '\\' && !raw { 2 } else { 1 };
    }
    Some(text.len())
}

/// The length of a character that begins here; `'a` without a closing quote is a lifetime.
fn character(text: &[char]) -> Option<usize> {
    let start = usize::from(text[0] == 'b');
    match text.get(start..)? {
        ['\'', '\\', _, rest @ ..] => {
            let more = rest.iter().position(|c| *c == '\'')?;
            Some(start + 3 + more + 1)
        }
        ['\'', _, '\'', ..] => Some(start + 3),
        _ => None,
    }
}
