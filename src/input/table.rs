//! Numbers keys in the order of their first sight: open addressing over slots of a hash's half and a number, so that a miss costs
//! no second look. Small enough, per shard, for the second-level cache.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

/// How many keys are best looked for side by side: see [`Table::warm`].
pub(super) const AHEAD: usize = 16;

/// A table that is used again for the next shard.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// A number, counted from one, in the low bits, and what its key's hash has in the bits above; 0 is free.
    slots: Vec<u32>,
    mask: usize,
    free: usize,
}

impl Table {
    /// Empties the table and makes room for `keys` keys.
    pub(super) fn reset(&mut self, keys: usize) {
        let size = (keys.max(8) * 2).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        self.mask = size - 1;
        self.free = size / 2;
    }

    /// Makes room for one more key; `hash` gives the hash of a number. Growing as needed keeps a table of few keys small.
    #[inline(always)]
    pub(super) fn ready(&mut self, keys: usize, hash: impl Fn(u32) -> u64) {
        if keys >= self.free {
            self.reset(keys * 2);
            for number in 0..keys as u32 {
                self.number(hash(number), number, |_| false);
            }
        }
    }

    /// Looks at the slots of up to [`AHEAD`] keys that will be asked for soon, and lets `look` see what those hold that are numbered
    /// already. One after the other each would wait for memory; side by side they wait together. Gives what nobody needs, so that
    /// the looking is not left out.
    #[inline(always)]
    pub(super) fn warm(&self, hashes: impl Iterator<Item = u64>, look: impl Fn(usize) -> u32) -> u32 {
        let mask = self.mask as u32;
        let mut met = [0; AHEAD];
        for (met, hash) in met.iter_mut().zip(hashes) {
            let slot = self.slots[hash as usize & self.mask];
            *met = if slot & !mask == tag(hash, mask) { slot & mask } else { 0 };
        }
        met.iter().filter(|&&met| met > 0).fold(0, |seen, &met| seen | look(met as usize - 1))
    }

    /// The number of the key with this hash that `same` knows, or `fresh`.
    #[inline(always)]
    pub(super) fn number(&mut self, hash: u64, fresh: u32, same: impl Fn(u32) -> bool) -> u32 {
        let mask = self.mask as u32;
        let mut at = hash as usize & self.mask;
        let tag = tag(hash, mask);
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                self.slots[at] = tag | (fresh + 1);
                return fresh;
            }
            let number = (slot & mask).wrapping_sub(1);
            if slot & !mask == tag && same(number) {
                return number;
            }
            at = (at + 1) & self.mask;
        }
    }
}

/// What a slot holds of a hash beside the number.
#[inline(always)]
fn tag(hash: u64, mask: u32) -> u32 {
    (hash >> 16) as u32 & !mask
}
