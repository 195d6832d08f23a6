//! Walks through the customers who were sent anything, and joins their sends to what they bought.

use super::{Asked, Campaign, Design, Promotions, Side};
use crate::ledger::day::{Day, Minute};
use crate::ledger::entry::Entry;
use crate::ledger::send::Send;
use crate::ledger::{Ledger, Place};
use crate::metrics::takings::Takings;
use crate::statistics::bootstrap::cell;
use std::collections::BTreeMap;

/// Minutes of a day.
const DAY: i32 = 1440;

/// A customer's first send of a campaign.
#[derive(Debug, Clone, Copy)]
struct First {
    campaign: u32,
    minute: i32,
    control: bool,
    cost: Option<i128>,
    /// Whether the days after it have passed, and those before it are all in the data.
    elapsed: bool,
    based: bool,
}

/// Joins the ledger's sends to its purchases.
pub fn gather(ledger: &Ledger, asked: &Asked) -> Promotions {
    let mut found = Promotions::default();
    let dated = Dated::of(ledger);
    found.undated = (ledger.sends.len() - dated.order.len()) as u64;
    // The first look settles the design of each campaign, the second what followed it; what each finds is not held.
    let mut designs = BTreeMap::new();
    dated.each(|own| design(&firsts(own, asked, &mut found), asked, &mut designs));
    let mut campaigns: BTreeMap<u32, Campaign> = BTreeMap::new();
    dated.each(|own| {
        let firsts = &firsts(own, asked, &mut Promotions::default());
        let place = own[0].1.customer;
        let shard = &ledger.shards[usize::from(place.shard)];
        let known = Known {
            entries: shard.entries_of(place.number as usize),
            hash: shard.keys[place.number as usize].hash(),
            sends: own,
            asked,
        };
        found.overlapping += known.overlapping(firsts);
        for first in firsts {
            let design = designs[&first.campaign];
            let campaign = campaigns.entry(first.campaign).or_insert_with(|| Campaign {
                campaign: first.campaign,
                first: Minute(first.minute),
                design,
                audiences: Default::default(),
            });
            campaign.first = campaign.first.min(Minute(first.minute));
            if design == Design::OwnBaseline && first.elapsed && !first.based {
                found.without_baseline += 1;
            }
            known.respond(first, campaign);
        }
    });
    found.campaigns = campaigns.into_values().collect();
    found.campaigns.sort_by_key(|campaign| (campaign.first, campaign.campaign));
    found
}

/// The sends that have a date, by customer and time.
struct Dated<'a> {
    sends: &'a [Send],
    order: Vec<u32>,
}

impl<'a> Dated<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let sends = &ledger.sends;
        let key = |(number, send): (u32, &Send)| Some((send.customer, send.minute?.0, number));
        let mut keys: Vec<(Place, i32, u32)> = (0..).zip(sends).filter_map(key).collect();
        // What else decides is looked up where a customer was sent several things at once.
        let rest = |number: u32| (sends[number as usize].campaign, sends[number as usize].control, number);
        keys.sort_unstable_by(|one, other| {
            (one.0, one.1).cmp(&(other.0, other.1)).then_with(|| rest(one.2).cmp(&rest(other.2)))
        });
        Self { sends, order: keys.iter().map(|(_, _, number)| *number).collect() }
    }

    /// Shows the sends of one customer after the other, with their minutes.
    fn each(&self, mut show: impl FnMut(&[(i32, Send)])) {
        let send = |number: &u32| &self.sends[*number as usize];
        let mut own: Vec<(i32, Send)> = vec![];
        for numbers in self.order.chunk_by(|one, other| send(one).customer == send(other).customer) {
            own.clear();
            own.extend(numbers.iter().filter_map(|number| Some((send(number).minute?.0, *send(number)))));
            show(&own);
        }
    }
}

/// A customer's first send of each campaign inside the window; a campaign in which the customer is in both groups has none.
fn firsts(own: &[(i32, Send)], asked: &Asked, found: &mut Promotions) -> Vec<First> {
    let mut firsts: Vec<First> = vec![];
    let mut both: Vec<u32> = vec![];
    for (minute, send) in own {
        if !asked.covers(Minute(*minute)) {
            found.outside += 1;
            continue;
        }
        let cost = send.cost.map(i128::from);
        if let Some(first) = firsts.iter_mut().find(|first| first.campaign == send.campaign) {
            first.cost = [first.cost, cost].into_iter().flatten().reduce(|a, b| a + b);
            if first.control != send.control && !both.contains(&send.campaign) {
                both.push(send.campaign);
            }
            continue;
        }
        firsts.push(First {
            campaign: send.campaign,
            minute: *minute,
            control: send.control,
            cost,
            elapsed: i64::from(*minute) + i64::from(asked.within * DAY) <= end(asked.as_of),
            based: i64::from(*minute) - i64::from(asked.baseline * DAY) >= i64::from(asked.first.0) * i64::from(DAY),
        });
    }
    found.in_both += both.len() as u64;
    firsts.retain(|first| !both.contains(&first.campaign));
    firsts
}

/// The first minute that is no longer observed.
fn end(as_of: Day) -> i64 {
    (i64::from(as_of.0) + 1) * i64::from(DAY)
}

/// The design of each campaign, as far as one customer's sends allow it: as asked, else the best.
fn design(firsts: &[First], asked: &Asked, designs: &mut BTreeMap<u32, Design>) {
    for first in firsts {
        let allowed = match asked.design {
            Some(design) => design,
            None if first.control => Design::Holdout,
            None if first.based => Design::OwnBaseline,
            None => Design::Attribution,
        };
        let design = designs.entry(first.campaign).or_insert(allowed);
        *design = allowed.min(*design);
    }
}

/// A customer with sends and purchases.
struct Known<'a> {
    entries: &'a [Entry],
    hash: u64,
    sends: &'a [(i32, Send)],
    asked: &'a Asked,
}

impl Known<'_> {
    /// The entries from one minute to before another.
    fn between(&self, from: i64, to: i64) -> &[Entry] {
        let place = |minute: i64| self.entries.partition_point(|e| i64::from(e.minute.0) < minute);
        &self.entries[place(from)..place(to)]
    }

    /// Adds what the customer did after the first send of a campaign.
    fn respond(&self, first: &First, campaign: &mut Campaign) {
        let minute = i64::from(first.minute);
        let before = self.entries.iter().take_while(|e| i64::from(e.minute.0) < minute);
        let audience = match before.filter(|e| e.is_purchase()).count() {
            0 => 2,
            1 => 1,
            _ => 0,
        };
        let sums = &mut campaign.audiences[audience];
        let based = campaign.design != Design::OwnBaseline || first.based;
        let mut side = Side { recipients: 1, ..Side::default() };
        if first.elapsed && based {
            let mut response = self.between(minute, minute + i64::from(self.asked.within * DAY)).to_vec();
            if campaign.design == Design::Attribution {
                response = self.attributed(first.campaign);
            }
            let takings = Takings::of(&response);
            side.eligible = 1;
            side.orders = response.iter().filter(|e| e.is_purchase()).count() as u64;
            side.buyers = u64::from(side.orders > 0);
            (side.gross, side.net) = (takings.gross, takings.net());
            let before = self.between(minute - i64::from(self.asked.baseline * DAY), minute);
            side.baseline = Takings::of(before).net();
            side.baseline_buyers = u64::from(before.iter().any(Entry::is_purchase));
            let of = |own: bool, sum: i128| if own { sum } else { 0 };
            let sent = !first.control;
            let row = [of(sent, 1), of(sent, side.net), of(!sent, 1), of(!sent, side.net), of(sent, side.baseline)];
            sums.cells.add(cell(self.hash), row);
            if sent {
                sums.cost = [sums.cost, first.cost].into_iter().flatten().reduce(|a, b| a + b);
            }
        }
        if first.control { &mut sums.control } else { &mut sums.treated }.add(&side);
    }

    /// The last send before a minute that was not held back and whose days hold it.
    fn touch(&self, minute: i32) -> Option<&(i32, Send)> {
        let days = self.asked.within * DAY;
        self.sends.iter().rev().find(|(sent, send)| *sent <= minute && minute - sent < days && !send.control)
    }

    /// The entries that belong to a campaign by the last send before them, where that send's days have passed.
    fn attributed(&self, campaign: u32) -> Vec<Entry> {
        let own = self.entries.iter().filter(|entry| {
            self.touch(entry.minute.0).is_some_and(|(sent, send)| {
                send.campaign == campaign
                    && self.asked.covers(Minute(*sent))
                    && i64::from(*sent) + i64::from(self.asked.within * DAY) <= end(self.asked.as_of)
            })
        });
        own.copied().collect()
    }

    /// Purchases that follow sends of several campaigns.
    fn overlapping(&self, firsts: &[First]) -> u64 {
        let days = self.asked.within * DAY;
        let follows = |minute: i32| {
            let sent = firsts.iter().filter(|first| !first.control);
            sent.filter(|first| first.minute <= minute && minute - first.minute < days).count()
        };
        self.entries.iter().filter(|e| e.is_purchase() && follows(e.minute.0) > 1).count() as u64
    }
}
