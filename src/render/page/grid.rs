//! A table before it is drawn: text in rows and columns, and which columns belong together.

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct GridColumn {
    /// Its heading.
    pub(in crate::render) title: String,
    /// Whether it stands to the right, as numbers do.
    pub(in crate::render) right: bool,
    /// Whether it must stay beside the column before it, as an interval beside its estimate.
    pub(in crate::render) tied: bool,
}

impl GridColumn {
    /// A column of text.
    pub(in crate::render) fn left(title: impl Into<String>) -> Self {
        Self { title: title.into(), right: false, tied: false }
    }

    /// A column of numbers.
    pub(in crate::render) fn right(title: impl Into<String>) -> Self {
        Self { title: title.into(), right: true, tied: false }
    }

    /// The same, tied to the column before it.
    pub(in crate::render) fn tied(mut self) -> Self {
        self.tied = true;
        self
    }
}

/// A table of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::render) struct Grid {
    /// The columns; without any heading the table has no head.
    pub(in crate::render) columns: Vec<GridColumn>,
    /// How many columns at the front name the row and are repeated when the table is too wide and is split.
    pub(in crate::render) lead: usize,
    /// The rows.
    pub(in crate::render) rows: Vec<Vec<String>>,
    /// The same numbers with rows and columns exchanged, for a terminal on which only that way fits.
    pub(in crate::render) turned: Option<Box<Grid>>,
    /// How deep each cell is coloured where colour helps, from 0 to 9; empty where it does not.
    pub(in crate::render) shades: Vec<Vec<Option<u8>>>,
    /// How long the bar beside each row is, as a share of the longest; empty where bars tell nothing.
    pub(in crate::render) bars: Vec<Option<f64>>,
}

impl Grid {
    /// Whether it has headings.
    pub(in crate::render) fn has_head(&self) -> bool {
        self.columns.iter().any(|column| !column.title.is_empty())
    }

    /// The same rows with some of the columns.
    pub(in crate::render) fn with_columns(&self, places: &[usize]) -> Self {
        Self {
            columns: places.iter().map(|place| self.columns[*place].clone()).collect(),
            lead: self.lead,
            rows: self.rows.iter().map(|row| places.iter().map(|place| row[*place].clone()).collect()).collect(),
            ..Self::default()
        }
    }

    /// Which columns stand in which part; columns that are tied stay together.
    pub(in crate::render) fn split(&self, widths: &[usize], limit: usize) -> Vec<Vec<usize>> {
        let lead: Vec<usize> = (0..self.lead.min(widths.len())).collect();
        let width_of = |places: &[usize]| places.iter().map(|place| widths[*place]).sum::<usize>();
        let mut parts = vec![lead.clone()];
        let mut next = lead.len();
        while next < widths.len() {
            let end = (next + 1..widths.len()).find(|place| !self.columns[*place].tied).unwrap_or(widths.len());
            let bundle: Vec<usize> = (next..end).collect();
            let current = parts.last_mut().expect("there is always one part");
            if current.len() > lead.len() && width_of(current).saturating_add(width_of(&bundle)) > limit {
                parts.push([lead.as_slice(), &bundle].concat());
            } else {
                current.extend(bundle);
            }
            next = end;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(columns: &[(&str, bool)]) -> Grid {
        let columns: Vec<GridColumn> = columns
            .iter()
            .map(|(title, tied)| if *tied { GridColumn::right(*title).tied() } else { GridColumn::right(*title) })
            .collect();
        let rows = vec![columns.iter().map(|_| "1".to_owned()).collect()];
        Grid { columns, lead: 1, rows, ..Grid::default() }
    }

    #[test]
    fn a_table_that_is_too_wide_is_split_and_names_its_rows_again() {
        let grid = grid(&[("group", false), ("a", false), ("b", false), ("b2", true), ("c", false)]);
        assert_eq!(grid.split(&[10, 10, 10, 10, 10], 80), [vec![0, 1, 2, 3, 4]]);
        assert_eq!(grid.split(&[10, 10, 10, 10, 10], 35), [vec![0, 1], vec![0, 2, 3], vec![0, 4]]);
        assert_eq!(grid.split(&[10, 90, 10, 10, 10], 35), [vec![0, 1], vec![0, 2, 3], vec![0, 4]]);
    }
}
