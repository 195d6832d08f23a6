//! A page for a browser: one file without script or network, for a screen of any width, for paper, in light and dark.
//!
//! The policy in its head forbids everything but the one style sheet below, which is named by its digest; so even text that would get
//! past the escapes could load and run nothing.

mod accounts;
mod draw;
mod front;
mod svg;
mod tables;
mod text;

use super::Options;
use super::figures;
use super::page::{self, Block};
use super::show::Show;
use crate::answer::Document;
use crate::words;
use draw::Drawer;
use std::fmt::Write as _;
use std::io;
pub(super) use tables::{ROWS, parts_of};
pub(super) use text::{escaped, is_wide};

/// The style sheet; colours are named once, for light, for dark and for paper.
const STYLE: &str = include_str!("html/style.css");

/// The digest of [`STYLE`] as a policy names it; a test keeps the two together.
const STYLE_DIGEST: &str = "sha256-/8A8X9oNOlGsHrYusI9a/gdvUPX9SH6RDoPiv923dHc=";

/// Writes a document as a page.
pub(super) fn write(document: &Document, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let show = Show::new(options);
    let (title, parts, refused) = parts(page::answers(document, show), document, show);
    let mut html = String::new();
    head(&title, show, &mut html);
    let figures = figures::of(document, show);
    html += &front::front(&title, document, &figures, show);
    html += &front::contents(&parts, !refused.is_empty(), show);
    html += "<main id=\"main\">\n";
    html += &front::figures(&figures, show);
    let mut drawer = Drawer::new(show);
    for (number, part) in parts.iter().enumerate() {
        html += &drawer.part(number, part);
    }
    html += &front::refused(&refused, show);
    html += &accounts::notes(document, show);
    if document.check.is_none() {
        html += &accounts::accounts(document, show);
    }
    html += "</main>\n";
    html += &front::foot(show);
    html += "</body>\n</html>\n";
    out.write_all(html.as_bytes())
}

/// A section of the page.
struct Part {
    /// What it is called.
    title: String,
    /// What stands in it.
    blocks: Vec<Block>,
}

/// The page cut at its headings: its title, its sections, and the sentences about what has no answer.
fn parts(blocks: Vec<Block>, document: &Document, show: Show) -> (String, Vec<Part>, Vec<String>) {
    let mut title = words::command(show.lang, document.command).to_owned();
    let mut parts: Vec<Part> = vec![];
    let mut refused = vec![];
    for block in blocks {
        match block {
            Block::Title(text) => title = text,
            Block::Heading(text) => parts.push(Part { title: text, blocks: vec![] }),
            Block::Refused(text) => refused.push(text),
            other => {
                if parts.is_empty() {
                    parts.push(Part { title: String::new(), blocks: vec![] });
                }
                parts.last_mut().expect("one was just made sure of").blocks.push(other);
            }
        }
    }
    (title, parts, refused)
}

/// What stands before the body.
fn head(title: &str, show: Show, html: &mut String) {
    let (tag, version) = (words::page(show.lang).tag, env!("CARGO_PKG_VERSION"));
    let policy = format!("default-src 'none'; style-src '{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'");
    let written = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"loyalty {version}\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(title)
    );
    written.expect("a string can grow");
}

#[cfg(test)]
mod tests;
