//! Of whom the rows of a table are: what `--min-group` needs to know to hide those of too few.

/// Which columns count the people that a row's figures rest on, and which figures tell of others than the row itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People {
    /// The sets of people a row is of, each the columns whose counts together make it up; a row with a small one is hidden.
    pub sets: &'static [&'static [&'static str]],
    /// Columns that tell the groups apart, beside the dimensions; rows that are alike in all of these are of one group.
    pub names: &'static [&'static str],
    /// Columns that place the rows of one group, such as an age or a number of days; they stay where the group is hidden.
    pub places: &'static [&'static str],
    /// Figures of a part of a row's people.
    pub parts: &'static [Part],
    /// Figures that set a row beside others, from which those could be computed.
    pub beside: &'static [&'static str],
    /// Whether the rows compare or repeat groups of the table before this one.
    pub follows: bool,
    /// Whether "(all)" and the whole leave out other groups from row to row, so that no group can stand in for another.
    pub pooled: bool,
}

/// The counts of parts of a row's people, and the figures from which these parts could be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The columns that count them.
    pub counts: &'static [&'static str],
    /// Their figures.
    pub figures: &'static [&'static str],
}

impl People {
    /// A table that tells of no group: a model, a list, a number looked for.
    pub const NOBODY: Self = Self::of(&[]);

    /// A table whose rows rest on the people that these columns count.
    pub const fn of(sets: &'static [&'static [&'static str]]) -> Self {
        Self { sets, names: &[], places: &[], parts: &[], beside: &[], follows: false, pooled: false }
    }

    /// Names the columns that tell its groups apart.
    #[must_use]
    pub const fn named(mut self, names: &'static [&'static str]) -> Self {
        self.names = names;
        self
    }

    /// Names the columns that place the rows of a group.
    #[must_use]
    pub const fn placed(mut self, places: &'static [&'static str]) -> Self {
        self.places = places;
        self
    }

    /// Names the parts that have figures of their own.
    #[must_use]
    pub const fn parts(mut self, parts: &'static [Part]) -> Self {
        self.parts = parts;
        self
    }

    /// Names the figures that set a row beside others.
    #[must_use]
    pub const fn beside(mut self, figures: &'static [&'static str]) -> Self {
        self.beside = figures;
        self
    }

    /// Says that the rows compare or repeat groups of the table before.
    #[must_use]
    pub const fn following(mut self) -> Self {
        self.follows = true;
        self
    }

    /// Says that "(all)" leaves out other groups from row to row.
    #[must_use]
    pub const fn pooled(mut self) -> Self {
        self.pooled = true;
        self
    }

    /// Every column that is named here.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        let sets = self.sets.iter().flat_map(|set| set.iter());
        let parts = self.parts.iter().flat_map(|part| part.counts.iter().chain(part.figures));
        sets.chain(parts).chain(self.names).chain(self.places).chain(self.beside).copied()
    }
}
