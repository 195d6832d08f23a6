//! What a customer is like, by the rules of the other commands: whether lapsed, which tier, which segment, what attitude.
//!
//! - `state`: `lapsed` after as many days of silence as `retention --flow` tells from the data, `new` after a first purchase within them,
//!   `active` otherwise; nothing where there is no such rhythm.
//! - `segment`, `r`, `f`, `m`: as in `loyalty rfm`, over the twelve months up to the end of the list.
//! - `tier`: the column of the customers file, which is the level of today.
//! - `attitude`: the group of the latest answer to the question of recommendation; nothing where no survey is given or nobody answered.

use crate::answer::value::Value;
use crate::commands::shop::Shop;
use crate::commands::window::year_to;
use crate::ledger::day::Day;
use crate::ledger::scan::Account;
use crate::ledger::window::Window;
use crate::ledger::{Ledger, Place};
use crate::metrics::attitudes::Attitudes;
use crate::metrics::customer_list::Line;
use crate::metrics::lapse::LapseTally;
use crate::metrics::link::Attitude;
use crate::metrics::rfm::segments::Preset;
use crate::metrics::rfm::{Deeds, Rfm, RfmTally};

/// The traits of all customers.
pub(super) struct Traits {
    /// The silence after which a customer counts as lapsed.
    pub(super) lapse: Option<u32>,
    as_of: Day,
    year: Window,
    /// Where the scores change, where anybody bought within the year.
    scores: Option<Rfm>,
    /// What customers think of the shop.
    pub(super) attitudes: Attitudes,
}

impl Traits {
    /// Of the customers of a shop up to the end of a window.
    pub(super) fn of(shop: &Shop<'_>, window: Window) -> Self {
        let data = Window { from: shop.first, to: window.to };
        let lapse = shop.whole(data, |slots| LapseTally::new(slots, window.to)).flatten();
        Self {
            lapse: lapse.map(|lapse| lapse.days),
            as_of: window.to,
            year: year_to(window.to),
            scores: scores(shop, window.to),
            attitudes: Attitudes::up_to(shop.ledger(), window.to),
        }
    }

    /// State, tier, segment, the three scores, attitude.
    pub(super) fn values(&self, ledger: &Ledger, place: Place, account: Account<'_>, line: &Line) -> [Value; 7] {
        let known = |word: Option<&'static str>| word.map_or(Value::Missing, Value::word);
        let score =
            self.scores.as_ref().and_then(|rfm| Some(rfm.score(&Deeds::of(&account.visit(self.year)?, self.as_of)?)));
        let [r, f, m] = score.map_or([const { Value::Missing }; 3], |score| score.map(|one| Value::Count(one.into())));
        let segment = score.map(|score| Preset::Grid.name(Preset::Grid.segment(score)));
        let tier = Self::tier(ledger, place);
        [
            known(self.state(line)),
            tier.map_or(Value::Missing, Value::text),
            known(segment),
            r,
            f,
            m,
            known(self.attitudes.of(place).map(Attitude::name)),
        ]
    }

    fn state(&self, line: &Line) -> Option<&'static str> {
        let ((_, last), lapse) = line.days.zip(self.lapse)?;
        Some(match (self.as_of.0 - last.0 >= lapse as i32, line.purchases) {
            (true, _) => "lapsed",
            (false, 1) => "new",
            (false, _) => "active",
        })
    }

    fn tier(ledger: &Ledger, place: Place) -> Option<&str> {
        let code = ledger.shards[usize::from(place.shard)].attributes.get(place.number as usize)?;
        ledger.attributes.text(*code, 0)
    }
}

/// Where the scores of everyone who bought in the twelve months up to a day change; who they are need not be held.
fn scores(shop: &Shop<'_>, end: Day) -> Option<Rfm> {
    shop.whole(year_to(end), |slots| RfmTally::new(slots, end)).flatten().map(Rfm::without_customers)
}
