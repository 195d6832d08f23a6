//! Tables with headings for rows and columns; each can be scrolled by keyboard where it is wider than the page.

use super::text::{apart, escaped, has_leftward, is_wide, name_and_days};
use crate::render::page::Grid;
use crate::render::show::{self, Show};
use crate::words;
use std::fmt::Write as _;

/// As many letters fit on the width of a sheet of A4, and of a laptop's window.
const LETTERS: usize = 112;

/// A heading is broken at its blanks, so that it is seldom wider than this.
const HEADING: usize = 12;

/// The blank between two columns, in letters.
const BETWEEN: usize = 3;

/// A page shows so many rows of a table; the machine formats have all of them.
pub(in crate::render) const ROWS: usize = 1000;

/// A table in as many parts as it takes; `count` tells the tables of a section apart.
pub(super) fn table(grid: &Grid, title: &str, count: &mut usize, show: Show) -> String {
    let (grid, parts) = parts_of(grid);
    let (name, _) = name_and_days(title, show.phrases.and, show.phrases.as_of);
    let mut html = String::new();
    for places in parts {
        *count += 1;
        html += &drawn(grid, &places, name, *count, show);
    }
    html
}

/// A table as it stands or turned, and the columns of the parts that it takes.
pub(in crate::render) fn parts_of(grid: &Grid) -> (&Grid, Vec<Vec<usize>>) {
    let upright = grid.split(&widths(grid), LETTERS);
    let turned = grid.turned.as_deref().filter(|_| upright.len() > 1);
    let turned = turned.map(|turned| (turned, turned.split(&widths(turned), LETTERS)));
    turned.filter(|(_, parts)| parts.len() == 1).unwrap_or((grid, upright))
}

fn drawn(grid: &Grid, places: &[usize], name: &str, count: usize, show: Show) -> String {
    let table = words::page(show.lang).table;
    let name = if name.is_empty() { table.to_owned() } else { format!("{name}: {table}") };
    let name = if count > 1 { format!("{} {count}", escaped(&name)) } else { escaped(&name) };
    let mut html = format!(
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{name}\">\n<table>\n<caption>{name}</caption>\n"
    );
    if grid.has_head() {
        html += "<thead>\n<tr>";
        for place in places {
            let column = &grid.columns[*place];
            let class = if column.right { " class=\"n\"" } else { "" };
            let cell = escaped(column.title.trim());
            // An empty heading is a cell like any other.
            let cell =
                if cell.is_empty() { "<td></td>".to_owned() } else { format!("<th scope=\"col\"{class}>{cell}</th>") };
            html += &cell;
        }
        html += "</tr>\n</thead>\n";
    }
    html += "<tbody>\n";
    for (number, row) in grid.rows.iter().take(ROWS).enumerate() {
        html += "<tr>";
        for place in places {
            html += &cell(grid, number, *place, row);
        }
        html += "</tr>\n";
    }
    html += "</tbody>\n</table>\n";
    if !grid.shades.is_empty() {
        writeln!(html, "<p class=\"asked\">{}</p>", words::page(show.lang).heat).expect("a string can grow");
    }
    if grid.rows.len() > ROWS {
        let left = show::count((grid.rows.len() - ROWS) as u64);
        writeln!(html, "<p>{}</p>", words::page(show.lang).more_rows.replace("{rows}", &left))
            .expect("a string can grow");
    }
    html + "</section>\n"
}

fn cell(grid: &Grid, row: usize, place: usize, cells: &[String]) -> String {
    let (text, column) = (cells[place].trim_end(), &grid.columns[place]);
    let shade = grid.shades.get(row).and_then(|shades| shades[place]).map(|shade| format!(" h{shade}"));
    let class = match (column.right, shade) {
        (true, Some(shade)) => format!(" class=\"n{shade}\""),
        (true, None) => " class=\"n\"".to_owned(),
        (false, _) => String::new(),
    };
    if place < grid.lead.max(1) {
        let indent = if text.starts_with("  ") { " class=\"in\"" } else { class.as_str() };
        format!("<th scope=\"row\"{indent}>{}</th>", turned(text.trim_start()))
    } else if column.right {
        format!("<td{class}>{}</td>", escaped(text))
    } else {
        format!("<td{class}>{}</td>", turned(text))
    }
}

/// Text that runs its own way and stands in line with the cells above and below it.
fn turned(text: &str) -> String {
    if has_leftward(text) { apart(text) } else { escaped(text) }
}

/// How wide each column stands, in letters.
fn widths(grid: &Grid) -> Vec<usize> {
    let letters = |text: &str| text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>();
    let of = |place: usize| {
        let title = &grid.columns[place].title;
        let words = title.split(' ').map(letters).max().unwrap_or(0).max(letters(title).min(HEADING));
        let cells = grid.rows.iter().map(|row| letters(&row[place])).max().unwrap_or(0);
        words.max(cells) + BETWEEN
    };
    (0..grid.columns.len()).map(of).collect()
}
