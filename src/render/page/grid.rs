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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::render) struct Grid {
    /// The columns; without any heading the table has no head.
    pub(in crate::render) columns: Vec<GridColumn>,
    /// How many columns at the front name the row and are repeated when the table is too wide and is split.
    pub(in crate::render) lead: usize,
    /// The rows.
    pub(in crate::render) rows: Vec<Vec<String>>,
    /// The same numbers with rows and columns exchanged, for a terminal on which only that way fits.
    pub(in crate::render) turned: Option<Box<Grid>>,
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
            turned: None,
        }
    }
}
