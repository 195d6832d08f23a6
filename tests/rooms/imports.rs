//! Finds what a source file takes from our own crate, however it is written.

use crate::text::{Token, doc_examples, tokens};

/// A path into our crate, as whole names from its root: `crate::input::role` is `["input", "role"]`.
#[derive(Debug, PartialEq)]
pub(crate) struct Import {
    pub(crate) path: Vec<String>,
}

/// Lists the paths in the code of a file whose own place is `place` (`src/metrics/nps.rs` is `["metrics", "nps"]`).
pub(crate) fn imports(source: &str, place: &[&str]) -> Vec<Import> {
    found(&tokens(source), place)
}

/// Lists the paths in the examples of its doc comments; an example is a crate of its own.
pub(crate) fn doc_imports(source: &str) -> Vec<Import> {
    found(&tokens(&doc_examples(source)), &[])
}

fn found(tokens: &[Token], place: &[&str]) -> Vec<Import> {
    let mut here = Here::at(place);
    let mut imports = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        here.step(tokens, at);
        let begins = is_root(&tokens[at]) && (at == 0 || tokens[at - 1] != Token::Colons);
        let whole_name = matches!(tokens.get(at + 1), Some(Token::Name(name)) if name == "as");
        if begins && (whole_name || tokens.get(at + 1) == Some(&Token::Colons)) {
            let mut paths = Vec::new();
            at = tree(tokens, at, &[], &mut paths);
            let resolved = paths.iter().filter_map(|path| here.resolve(path));
            imports.extend(resolved.map(|path| Import { path }));
        } else {
            at += 1;
        }
    }
    imports
}

fn is_root(token: &Token) -> bool {
    let roots = ["crate", "super", "self", "loyalty_metrics"];
    matches!(token, Token::Name(name) if roots.contains(&name.as_str()))
}

/// Follows one path, and every branch of its braces; gives the place behind it.
fn tree(tokens: &[Token], start: usize, trunk: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let (mut path, mut at) = (trunk.to_vec(), start);
    loop {
        match tokens.get(at) {
            Some(Token::Name(name)) => path.push(name.clone()),
            Some(Token::Mark('*')) => path.push("*".into()),
            Some(Token::Mark('{')) => {
                at += 1;
                while !matches!(tokens.get(at), None | Some(Token::Mark('}'))) {
                    let end = tree(tokens, at, &path, paths);
                    at = skip_to_branch_end(tokens, end.max(at));
                }
                return at + 1;
            }
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&Token::Colons) {
            break;
        }
        at += 1;
    }
    paths.push(path);
    at
}

/// Steps over `as name` to the next branch of the braces.
fn skip_to_branch_end(tokens: &[Token], mut at: usize) -> usize {
    while !matches!(tokens.get(at), None | Some(Token::Mark('}' | ','))) {
        at += 1;
    }
    at + usize::from(tokens.get(at) == Some(&Token::Mark(',')))
}

/// Where in the crate the reader stands: the file's place and the modules written inside it.
struct Here {
    place: Vec<String>,
    depth: usize,
    inner: Vec<usize>,
}

impl Here {
    fn at(place: &[&str]) -> Self {
        Self { place: place.iter().map(ToString::to_string).collect(), depth: 0, inner: Vec::new() }
    }

    /// Enters and leaves `mod name { … }`.
    fn step(&mut self, tokens: &[Token], at: usize) {
        match tokens[at] {
            Token::Mark('{') => {
                self.depth += 1;
                if let Some([Token::Name(word), Token::Name(name)]) = tokens[..at].last_chunk()
                    && word == "mod"
                {
                    self.place.push(name.clone());
                    self.inner.push(self.depth);
                }
            }
            Token::Mark('}') => {
                if self.inner.last() == Some(&self.depth) {
                    self.place.pop();
                    self.inner.pop();
                }
                self.depth = self.depth.saturating_sub(1);
            }
            Token::Mark(_) | Token::Name(_) | Token::Colons => {}
        }
    }

    /// Counts a path from the root of the crate; none when it only says `self`.
    fn resolve(&self, path: &[String]) -> Option<Vec<String>> {
        let mut whole = self.place.clone();
        for (at, name) in path.iter().enumerate() {
            match name.as_str() {
                "crate" | "loyalty_metrics" if at == 0 => whole.clear(),
                "super" => {
                    whole.pop();
                }
                "self" => {}
                other => whole.push(other.into()),
            }
        }
        (path != ["self"]).then_some(whole)
    }
}
