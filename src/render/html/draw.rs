//! A section: its pictures, its tables, its definition and remarks.

use super::text::{escaped, name_and_days};
use super::{Part, svg, tables};
use crate::render::page::Block;
use crate::render::show::Show;
use crate::words;
use std::fmt::Write as _;

/// Draws sections; counts the pictures, so that each has names of its own.
pub(super) struct Drawer {
    show: Show,
    pictures: usize,
}

impl Drawer {
    /// A drawer for one page.
    pub(super) const fn new(show: Show) -> Self {
        Self { show, pictures: 0 }
    }

    /// A section.
    pub(super) fn part(&mut self, number: usize, part: &Part) -> String {
        let named = !part.title.is_empty();
        let mut html = format!("<section class=\"part\" id=\"s{number}\">\n");
        if named {
            let (name, when) = name_and_days(&part.title, self.show.phrases.and, self.show.phrases.as_of);
            let when = if when.is_empty() { String::new() } else { format!(" <span>{}</span>", escaped(when)) };
            writeln!(html, "<h2>{}{when}</h2>", escaped(name)).expect("a string can grow");
        }
        let mut remarks = String::new();
        let mut body = String::new();
        let mut tables = 0;
        for block in &part.blocks {
            match block {
                Block::Chart(chart) => {
                    self.pictures += 1;
                    body += &svg::figure(chart, self.pictures);
                }
                Block::Table(grid) => body += &tables::table(grid, &part.title, &mut tables, self.show),
                Block::Definition(text) => {
                    let word = words::page(self.show.lang).definition;
                    writeln!(html, "<p class=\"definition\"><b>{word}</b> {}</p>", escaped(text))
                        .expect("a string can grow");
                }
                Block::Note(kind, text) => {
                    writeln!(remarks, "<li><b>{}</b> {}</li>", escaped(kind), escaped(text))
                        .expect("a string can grow");
                }
                Block::Legend(text) if body.is_empty() => {
                    writeln!(html, "<p class=\"asked\">{}</p>", escaped(text)).expect("a string can grow");
                }
                Block::Legend(text)
                | Block::Line(text)
                | Block::Refused(text)
                | Block::Title(text)
                | Block::Heading(text) => {
                    writeln!(remarks, "<li>{}</li>", escaped(text)).expect("a string can grow");
                }
            }
        }
        write!(html, "<div class=\"body\">\n{body}</div>\n").expect("a string can grow");
        if !remarks.is_empty() {
            write!(html, "<ul class=\"notes\">\n{remarks}</ul>\n").expect("a string can grow");
        }
        html + "</section>\n"
    }
}
