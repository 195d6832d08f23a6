//! The lines of the list, each made from the ledger when it is written.

use super::expected::Model;
use super::names::name;
use super::traits::Traits;
use crate::answer::Record;
use crate::answer::records::Roll;
use crate::answer::value::Value;
use crate::input::Taken;
use crate::ledger::Place;
use crate::ledger::money::Money;
use crate::ledger::pseudonym::Pseudonyms;
use crate::ledger::scan::{Account, one};
use crate::ledger::window::Window;
use crate::metrics::customer_list::Line;
use crate::metrics::forecast::histories::Customer;
use std::borrow::Cow;
use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

/// Everything that lines are made of.
pub(super) struct List {
    /// The ledger among other things.
    pub(super) taken: Arc<Taken>,
    /// The days that the list covers.
    pub(super) window: Window,
    /// Whether purchases of a day count as one.
    pub(super) days_merged: bool,
    /// How ids are hidden, where they are.
    pub(super) names: Option<Pseudonyms>,
    /// State, segment and the like.
    pub(super) traits: Traits,
    /// A model, where one could be fitted.
    pub(super) model: Option<Model>,
    /// The customers, in the order of the list.
    pub(super) places: Vec<Place>,
    /// A record without values.
    pub(super) blank: Record,
    /// How many threads there are.
    pub(super) threads: usize,
}

/// A customer's id, or what is shown instead of it.
pub(super) fn shown(taken: &Taken, names: Option<Pseudonyms>, place: Place) -> Cow<'_, str> {
    let name = name(&taken.ledger, place);
    match names {
        Some(names) => names.of(&name).into(),
        None => name,
    }
}

impl Roll for List {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn threads(&self) -> usize {
        self.threads
    }

    fn ahead(&self, places: Range<usize>) {
        // Neighbours in the list are far apart in the ledger. Looking one up waits for memory; many that do not depend on each other
        // wait together.
        let shards = &self.taken.ledger.shards;
        let places = &self.places[places];
        let of = |place: &Place| (&shards[usize::from(place.shard)], place.number as usize);
        let mut touched = 0;
        for (shard, number) in places.iter().map(of) {
            touched ^= shard.entries_of(number).len() as u32 ^ shard.keys[number].0[0];
        }
        for (shard, number) in places.iter().map(of) {
            // A cache line has four entries.
            touched ^= shard.entries_of(number).iter().step_by(4).fold(0, |all, entry| all ^ entry.minute.0 as u32);
            touched ^= shard.attributes.get(number).copied().unwrap_or(0);
        }
        black_box(touched);
    }

    fn blank(&self) -> &Record {
        &self.blank
    }

    fn values(&self, number: usize, values: &mut Vec<Value>) {
        let place = self.places[number];
        one(&self.taken.ledger, place, self.days_merged, |account| self.of(place, account, values));
    }
}

impl List {
    fn of(&self, place: Place, account: Account<'_>, values: &mut Vec<Value>) {
        let ledger = &self.taken.ledger;
        let visit = account.visit(self.window).expect("who is listed has an entry in the window");
        let line = Line::of(&visit);
        let expected =
            self.model.as_ref().and_then(|model| Some(model.expected(&Customer::of(&visit, self.window.to)?)));
        let money = |sum| if ledger.has_amounts { Value::Money(Money::new(sum, ledger.scale)) } else { Value::Missing };
        values.extend([
            Value::text(shown(&self.taken, self.names, place)),
            line.purchases.into(),
            money(line.takings.gross),
            money(line.takings.net()),
            line.days.map(|(first, _)| first).into(),
            line.days.map(|(_, last)| last).into(),
            line.gaps.0.into(),
            line.gap_days_mean().into(),
        ]);
        values.extend(self.traits.values(ledger, place, account, &line));
        values.extend([
            expected.map(|found| found.active).into(),
            expected.map(|found| found.purchases).into(),
            expected.and_then(|found| found.value).into(),
            expected.and_then(|found| found.residual).into(),
        ]);
    }
}
