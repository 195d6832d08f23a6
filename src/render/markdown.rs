//! Pages as Markdown. comfy-table's Markdown does not escape `|`, so this is written by hand.

use super::page::{Block, Grid};
use super::visible::visible;
use std::io;

/// Writes a page.
pub(super) fn write(page: &[Block], out: &mut dyn io::Write) -> io::Result<()> {
    let drawn = page.iter().filter(|block| !matches!(block, Block::Chart(_)));
    for (number, block) in drawn.enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Title(text) => writeln!(out, "# {}", escaped(text))?,
            Block::Heading(text) => writeln!(out, "## {}", escaped(text))?,
            Block::Definition(text) => writeln!(out, "`{text}`")?,
            Block::Note(kind, text) => writeln!(out, "**{}:** {}", escaped(kind), escaped(text))?,
            Block::Legend(text) | Block::Refused(text) | Block::Line(text) => writeln!(out, "{}", escaped(text))?,
            Block::Table(grid) => table(grid, out)?,
            Block::Chart(_) => {}
        }
    }
    Ok(())
}

fn table(grid: &Grid, out: &mut dyn io::Write) -> io::Result<()> {
    row(grid.columns.iter().map(|column| escaped(column.title.trim())), out)?;
    row(grid.columns.iter().map(|column| if column.right { "---:" } else { "---" }.to_owned()), out)?;
    for cells in &grid.rows {
        row(cells.iter().map(|cell| escaped(cell.trim())), out)?;
    }
    Ok(())
}

fn row(cells: impl Iterator<Item = String>, out: &mut dyn io::Write) -> io::Result<()> {
    let cells: Vec<String> = cells.collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// Text that Markdown shows as it is, also as HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::page::GridColumn;

    #[test]
    fn cells_cannot_break_out_of_their_table_or_become_html() {
        let grid = Grid {
            columns: vec![GridColumn::left("channel"), GridColumn::right("customers")],
            lead: 1,
            rows: vec![vec!["a|b <script> *x* c\\".to_owned(), "1,900".to_owned()]],
            ..Grid::default()
        };
        let mut out = vec![];
        write(&[Block::Table(grid)], &mut out).expect("memory takes it");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "| channel | customers |\n| --- | ---: |\n| a\\|b &lt;script> \\*x\\* c\\\\ | 1,900 |\n"
        );
    }
}
