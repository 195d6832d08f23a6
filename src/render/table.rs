//! Pages for a terminal: light tables that fit its width, remarks broken at words.

mod spark;
mod wrap;

use super::Options;
use super::chart::Picture;
use super::page::{Block, Grid, GridColumn};
use super::visible::visible;
use crate::words;
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use std::io;

/// One rule under the head and no upright lines, which cost width and read no better.
const LIGHT: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

const ASCII: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-'));

/// comfy-table puts a blank on both sides of a cell.
const PADDING: usize = 2;

/// A heading wider than this is broken at a blank.
const HEADING: usize = 14;

/// The same, where the table is too wide otherwise.
const NARROW: usize = 8;

/// The blank behind the last column, which is not written.
const TRAILING: usize = 1;

/// Writes a page.
pub(super) fn write(page: &[Block], options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut before: Option<&Block> = None;
    for block in page.iter().filter(|block| !matches!(block, Block::Chart(_)) || small(block, options).is_some()) {
        if before.is_some_and(|before| apart(before, block)) {
            writeln!(out)?;
        }
        match block {
            Block::Title(text)
            | Block::Definition(text)
            | Block::Legend(text)
            | Block::Refused(text)
            | Block::Line(text) => {
                paragraph(text, options, out)?;
            }
            Block::Heading(text) => {
                let dash = if options.ascii { "--" } else { "──" };
                paragraph(&format!("{dash} {text}"), options, out)?;
            }
            Block::Note(kind, text) => {
                paragraph(&format!("{kind}{}{text}", words::phrases(options.lang).colon), options, out)?;
            }
            Block::Table(grid) => table(grid, options, out)?,
            Block::Chart(_) => paragraph(&small(block, options).unwrap_or_default(), options, out)?,
        }
        before = Some(block);
    }
    Ok(())
}

/// A picture in one line, where one line can hold it.
fn small(block: &Block, options: &Options) -> Option<String> {
    let Block::Chart(chart) = block else { return None };
    let Picture::Trend(trend) = &chart.picture else { return None };
    Some(format!("{}  {}", chart.title, spark::line(trend, options.ascii)?))
}

/// Whether a blank line stands between two blocks.
fn apart(before: &Block, block: &Block) -> bool {
    !matches!(
        (before, block),
        (Block::Title(_) | Block::Heading(_), Block::Definition(_) | Block::Line(_))
            | (Block::Note(..), Block::Note(..))
            | (Block::Refused(_), Block::Refused(_))
            | (Block::Definition(_), Block::Definition(_))
            | (Block::Definition(_) | Block::Legend(_), Block::Legend(_))
            | (Block::Line(_), Block::Line(_))
            | (Block::Heading(_), Block::Table(_))
    )
}

/// Text, broken at words where it is wider than the terminal.
fn paragraph(text: &str, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let text = visible(text);
    if wrap::is_for(&text) {
        return wrap::lines(&text, options.width).iter().try_for_each(|line| writeln!(out, "{line}"));
    }
    let mut one = Table::new();
    one.load_style(TableStyle::new()).add_row([text.as_ref()]);
    if let Some(column) = one.column_mut(0) {
        column.set_padding((0, 0));
    }
    limit(&mut one, options.width);
    lines(&one, out)
}

fn limit(table: &mut Table, width: usize) {
    if let Ok(width) = u16::try_from(width) {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
}

fn lines(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A table; one that is too wide is turned where that fits, or else split into several below each other that repeat the
/// columns naming the rows.
fn table(grid: &Grid, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let upright = Parts::of(grid, options);
    let turned =
        grid.turned.as_deref().filter(|_| upright.places.len() > 1).map(|turned| (turned, Parts::of(turned, options)));
    let (grid, parts) = turned.filter(|(_, parts)| parts.places.len() == 1).unwrap_or((grid, upright));
    for (number, places) in parts.places.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let own = grid.with_columns(places);
        let mut part = drawn(&own, parts.heading, options);
        if parts.places.len() == 1
            && let Some(barred) = barred(own, &grid.bars, &part, options)
        {
            part = drawn(&barred, parts.heading, options);
        }
        limit(&mut part, options.width.saturating_add(TRAILING));
        lines(&part, out)?;
    }
    Ok(())
}

/// The widest bar, and the narrowest that tells anything.
const BAR: std::ops::RangeInclusive<usize> = 8..=20;

/// A table with bars beside its rows, where there is room for them beside it as drawn.
fn barred(mut grid: Grid, bars: &[Option<f64>], table: &Table, options: &Options) -> Option<Grid> {
    let taken: usize = table.column_max_content_widths().into_iter().map(|width| usize::from(width) + PADDING).sum();
    let room = options.width.saturating_sub(taken + PADDING + TRAILING).min(*BAR.end());
    if bars.is_empty() || !BAR.contains(&room) {
        return None;
    }
    grid.columns.push(GridColumn::left(""));
    let bars = bars.iter().copied().chain(std::iter::repeat(None));
    for (row, share) in grid.rows.iter_mut().zip(bars) {
        row.push(share.map_or(String::new(), |share| spark::bar(share, room, options.ascii)));
    }
    Some(grid)
}

/// How a table is cut to the width of the terminal.
struct Parts {
    /// A heading wider than this is broken at a blank.
    heading: usize,
    /// The columns of each part.
    places: Vec<Vec<usize>>,
}

impl Parts {
    /// In as few parts as it takes, with narrow headings only where that saves one.
    fn of(grid: &Grid, options: &Options) -> Self {
        let with = |heading: usize| {
            let widths = drawn(grid, heading, options).column_max_content_widths();
            let widths: Vec<usize> = widths.into_iter().map(|width| usize::from(width) + PADDING).collect();
            Self { heading, places: grid.split(&widths, options.width.saturating_add(TRAILING)) }
        };
        let usual = with(HEADING);
        if usual.places.len() == 1 {
            return usual;
        }
        let narrow = with(NARROW);
        if narrow.places.len() < usual.places.len() { narrow } else { usual }
    }
}

fn drawn(grid: &Grid, heading_width: usize, options: &Options) -> Table {
    let mut table = Table::new();
    table.load_style(match (grid.has_head(), options.ascii) {
        (false, _) => TableStyle::new(),
        (true, false) => LIGHT,
        (true, true) => ASCII,
    });
    let cell = |text: String, column: &GridColumn| {
        Cell::new(text).set_alignment(if column.right { CellAlignment::Right } else { CellAlignment::Left })
    };
    if grid.has_head() {
        table.set_header(
            grid.columns
                .iter()
                .map(|column| cell(heading(&visible(&column.title), heading_width), column))
                .collect::<Vec<_>>(),
        );
    }
    for row in &grid.rows {
        table.add_row(
            row.iter()
                .zip(&grid.columns)
                .map(|(text, column)| cell(visible(text).into_owned(), column))
                .collect::<Vec<_>>(),
        );
    }
    table
}

/// A heading over several lines where it is long.
fn heading(text: &str, limit: usize) -> String {
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let mut lines: Vec<String> = vec![];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_headings_are_broken_at_blanks() {
        assert_eq!(heading("average order value (USD)", HEADING), "average order\nvalue (USD)");
        assert_eq!(heading("NPS", HEADING), "NPS");
    }
}
