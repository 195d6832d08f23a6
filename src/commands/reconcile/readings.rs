//! Rules that are settled when the files are read: on which day a refund counts, and whether cancelled orders do.
//!
//! Each of them takes another pass over the files, so only those are tried that can change a number here.

use super::Args;
use crate::commands::asking::PURCHASES;
use crate::commands::desk::Desk;
use crate::commands::setup::{Setup, usual_scales};
use crate::commands::shop::Shop;
use crate::config::rules::{Refunds, Rules};
use crate::input::Taken;
use crate::input::request::{Export, Request, Wanted};
use crate::input::roles::{Kind, Role};
use anyhow::Result;

/// A way to read the files that is not the one asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Other {
    /// What is different, by name.
    pub(super) rules: Vec<&'static str>,
    cancelled: bool,
    refunds: bool,
}

/// The ways that could change a number: those without refunds or cancelled orders would read the same again.
pub(super) fn others(shop: &Shop<'_>, rules: &Rules) -> Vec<Other> {
    let ledger = shop.ledger();
    let entries = || ledger.shards.iter().flat_map(|shard| &shard.entries).chain(&ledger.guests);
    let refunds = entries().any(|entry| entry.money() < 0);
    let cancelled = shop.taken.accounts.iter().any(|account| account.excluded.contains_key("cancelled order"));
    let day = match rules.refunds {
        Refunds::OwnDate => "refunds on the order's day",
        Refunds::OrderDate => "refunds on their own day",
    };
    let all = [(false, true), (true, false), (true, true)];
    let possible = all
        .into_iter()
        .filter(|(own_cancelled, own_refunds)| (cancelled || !own_cancelled) && (refunds || !own_refunds));
    let named = |(cancelled, refunds): (bool, bool)| {
        let names = [(refunds, day), (cancelled, "cancelled orders")];
        let rules = names.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
        Other { rules, cancelled, refunds }
    };
    possible.map(named).collect()
}

/// Whether the files can be read a second time.
pub(super) fn can_read_again(shop: &Shop<'_>) -> bool {
    shop.taken.accounts.iter().all(|account| account.path != "-")
}

impl Other {
    /// Reads the files so.
    pub(super) fn read(&self, args: &Args, exports: &[Export]) -> Result<Taken> {
        let common = &args.common;
        let setup = Setup {
            reading: &common.reading,
            exports,
            rules: Some(&common.rules),
            as_of: common.window.as_of.as_deref(),
            scales: usual_scales(&[]),
            score: Role::Nps,
        };
        let asked = setup.request()?;
        let mut inputs = crate::input::open(Request {
            count_cancelled: self.cancelled,
            refunds_on_order_date: asked.refunds_on_order_date != self.refunds,
            ..asked
        });
        inputs.prefer(Kind::Transactions, None);
        inputs.only(&PURCHASES);
        Ok(Desk::read(inputs, &Wanted::default(), &common.output))
    }
}
