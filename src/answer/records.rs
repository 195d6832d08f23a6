//! The records of an answer: held, or one for each customer and then made when they are written.
//!
//! A list of a million customers is a hundred times as large as what it is made of. Formats that write one record after the other ask for
//! the [`Roll`] and never hold more than a few blocks of them; whatever must see all records at once, as a table does to know how
//! wide its columns are, takes them as a slice, and only then are they held.

use super::Record;
use super::value::Value;
use std::fmt;
use std::ops::{Deref, DerefMut, Range};
use std::sync::{Arc, OnceLock};

/// Records that are made one at a time, each whenever it is asked for.
pub trait Roll: Send + Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// What they have in common: a record without values.
    fn blank(&self) -> &Record;
    /// Appends the values of the record in that place.
    fn values(&self, place: usize, values: &mut Vec<Value>);
    /// The record in that place.
    fn record(&self, place: usize) -> Record {
        let mut record = self.blank().clone();
        self.values(place, &mut record.values);
        record
    }
    /// How many threads may make them.
    fn threads(&self) -> usize;
    /// Told of records that are asked for next, so that what they are made of can be fetched all at once.
    fn ahead(&self, _places: Range<usize>) {}
}

/// Records, in the order in which they are shown.
#[derive(Clone, Default)]
pub struct Records {
    held: OnceLock<Vec<Record>>,
    roll: Option<Arc<dyn Roll>>,
}

impl Records {
    /// Records that are made when they are written.
    pub fn rolled(roll: impl Roll + 'static) -> Self {
        Self { held: OnceLock::new(), roll: Some(Arc::new(roll)) }
    }

    /// What makes them, where they are not held.
    pub fn roll(&self) -> Option<&dyn Roll> {
        self.roll.as_deref()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.roll.as_ref().map_or_else(|| self.deref().len(), |roll| roll.count())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Deref for Records {
    type Target = [Record];

    fn deref(&self) -> &[Record] {
        self.held.get_or_init(|| {
            let roll = self.roll.iter();
            roll.flat_map(|roll| (0..roll.count()).map(|place| roll.record(place))).collect()
        })
    }
}

impl DerefMut for Records {
    /// Records that are changed are held from then on.
    fn deref_mut(&mut self) -> &mut [Record] {
        let _held = self.deref();
        self.roll = None;
        self.held.get_mut().map_or(&mut [], |held| held)
    }
}

impl From<Vec<Record>> for Records {
    fn from(records: Vec<Record>) -> Self {
        Self { held: OnceLock::from(records), roll: None }
    }
}

impl FromIterator<Record> for Records {
    fn from_iter<T: IntoIterator<Item = Record>>(records: T) -> Self {
        records.into_iter().collect::<Vec<_>>().into()
    }
}

impl<'a> IntoIterator for &'a Records {
    type Item = &'a Record;
    type IntoIter = std::slice::Iter<'a, Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Records {
    type Item = &'a mut Record;
    type IntoIter = std::slice::IterMut<'a, Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl PartialEq for Records {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&**self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Records, Roll};
    use crate::answer::value::Value;

    struct Numbers(Record);

    impl Roll for Numbers {
        fn count(&self) -> usize {
            3
        }
        fn blank(&self) -> &Record {
            &self.0
        }
        fn values(&self, place: usize, values: &mut Vec<Value>) {
            values.push(Value::Count(place as u64));
        }
        fn threads(&self) -> usize {
            1
        }
    }

    #[test]
    fn records_that_are_made_are_the_same_as_held_ones() {
        let mut made = Records::rolled(Numbers(Record::of(vec![])));
        assert_eq!((made.len(), made.held.get().is_none()), (3, true));
        let held: Records = (0..3).map(|place| Record::of(vec![Value::Count(place)])).collect();
        assert_eq!(made, held);
        made[1].values.clear();
        assert!(made.roll().is_none() && made != held, "a change would be lost if the record were made again");
    }
}
