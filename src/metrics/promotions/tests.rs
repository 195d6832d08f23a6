//! Campaigns by hand, against a plain twin, and drawn without any effect.

use super::{Asked, Audience, Design, Promotions, Side, gather, roi, roi_interval};
use crate::ledger::day::{Day, Minute};
use crate::ledger::key::Key;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::send::Send;
use crate::ledger::sketch::sketch;
use crate::ledger::window::Window;
use crate::ledger::{Ledger, Place};
use crate::metrics::{SEED, shop};
use crate::statistics::Interval;
use crate::statistics::bootstrap::Draws;
use crate::statistics::mix::Rolls;
use std::collections::BTreeSet;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn send(ledger: &Ledger, customer: &str, at: &str, campaign: u32, control: bool) -> Send {
    let keys = &ledger.shards[0].keys;
    let number = keys.iter().position(|key| *key == Key::of(customer.as_bytes())).expect("a customer") as u32;
    let minute = Some(Minute::of(day(at), 0));
    Send { customer: Place { shard: 0, number }, minute, campaign, control, cost: Some(50) }
}

fn asked(ledger: &Ledger, design: Option<Design>) -> Asked {
    let (first, as_of) = (ledger.first_day.expect("orders"), ledger.as_of.expect("orders"));
    Asked { within: 14, baseline: 28, design, window: Window { from: first, to: as_of }, first, as_of }
}

fn told(side: &Side) -> (u64, u64, u64, u64, i128) {
    (side.recipients, side.eligible, side.buyers, side.orders, side.net)
}

/// Anna buys twice before and once after, Ben is held back, Carl never bought before, Dora is sent too late.
fn street() -> Ledger {
    let mut ledger = sketch(&[
        ("anna", "2024-01-01", "10.00"),
        ("anna", "2024-02-20", "10.00"),
        ("anna", "2024-03-05", "30.00"),
        ("anna", "2024-03-06", "-4.00"),
        ("ben", "2024-02-25", "8.00"),
        ("ben", "2024-03-14", "5.00"),
        ("ben", "2024-03-15", "5.00"),
        ("carl", "2024-03-02", "7.00"),
        ("dora", "2024-03-21", "9.00"),
    ]);
    ledger.campaigns = vec!["spring".to_owned(), "late".to_owned()];
    ledger.sends = vec![
        send(&ledger, "anna", "2024-03-01", 0, false),
        send(&ledger, "anna", "2024-03-04", 0, false),
        send(&ledger, "ben", "2024-03-01", 0, true),
        send(&ledger, "carl", "2024-03-01", 0, false),
        send(&ledger, "dora", "2024-03-20", 0, false),
    ];
    ledger
}

#[test]
fn the_response_is_that_of_all_who_were_sent_it_whether_they_bought_or_not() {
    let ledger = street();
    let found = gather(&ledger, &asked(&ledger, None));
    let campaign = &found.campaigns[0];
    assert_eq!(campaign.design, Design::Holdout);
    let [repeat, first_time, newcomer] = &campaign.audiences;
    assert_eq!(told(&repeat.treated), (1, 1, 1, 1, 2600));
    // Ben's purchase on the fourteenth day counts, that on the fifteenth does not.
    assert_eq!((told(&first_time.treated), told(&first_time.control)), ((0, 0, 0, 0, 0), (1, 1, 1, 1, 500)));
    // Carl's first purchase follows the send; Dora still waits.
    assert_eq!(told(&newcomer.treated), (2, 1, 1, 1, 700));
    let all = campaign.all();
    assert_eq!(all.lift(2).map(|lift| lift.to_string()).as_deref(), Some("11.500000"));
    assert_eq!(all.incremental_net(2).map(|net| net.to_string()).as_deref(), Some("23.000000"));
    // Both of Anna's sends cost something; Dora's is not over.
    assert_eq!(all.cost, Some(150));
}

#[test]
fn without_a_control_the_customers_own_past_is_a_difference() {
    let mut ledger = street();
    ledger.sends.retain(|send| !send.control);
    let asked = asked(&ledger, None);
    let found = gather(&ledger, &asked);
    let all = found.campaigns[0].all();
    assert_eq!(found.campaigns[0].design, Design::OwnBaseline);
    // Anna had 10.00 in the 28 days before: 5.00 in 14 days, 2.50 for each of the two.
    assert_eq!(all.treated.baseline, 1000);
    assert_eq!(all.difference(&asked, 2).map(|found| found.to_string()).as_deref(), Some("14.000000"));
    assert_eq!(all.lift(2), None);
}

#[test]
fn the_last_send_takes_the_purchase() {
    let mut ledger = street();
    ledger.sends.push(send(&ledger, "anna", "2024-03-05", 1, false));
    let found = gather(&ledger, &asked(&ledger, Some(Design::Attribution)));
    let of = |at: usize| told(&found.campaigns[at].all().treated);
    assert_eq!((of(0), of(1)), ((3, 2, 1, 1, 700), (1, 1, 1, 1, 2600)));
    assert_eq!(found.overlapping, 1);
}

#[test]
fn a_customer_in_both_groups_is_in_neither() {
    let mut ledger = street();
    ledger.sends.push(send(&ledger, "ben", "2024-03-02", 0, false));
    ledger.sends.push(Send { minute: None, ..ledger.sends[0] });
    ledger.sends.push(send(&ledger, "carl", "2025-03-01", 0, false));
    let found = gather(&ledger, &asked(&ledger, None));
    assert_eq!((found.in_both, found.undated, found.outside), (1, 1, 1));
    assert_eq!(found.campaigns[0].all().control, Side::default());
}

#[test]
fn money_spent_and_margin_make_a_return() {
    let text = |margin: Option<i128>, cost: i128| {
        let margin = margin.and_then(|cents| Ratio::new(cents, 100));
        roi(margin, Some(Money::new(cost, 2))).map(|roi| roi.to_string())
    };
    assert_eq!(text(Some(3000), 1200).as_deref(), Some("1.500000"));
    assert_eq!((text(None, 1200), text(Some(3000), 0)), (None, None));
    // 10 customers sent, a lift of 5.00 (1.00 to 9.00) each, 0.6 of it margin, 12.00 spent: 1.5, from -0.5 to 3.5.
    let lift = Interval { low: 1.0, high: 9.0 };
    let margin = Ratio::new(6, 10).expect("a share");
    let told = roi_interval(lift, 10, margin, Money::new(1200, 2)).expect("something was spent");
    assert!((told.low + 0.5).abs() < 1e-12 && (told.high - 3.5).abs() < 1e-12, "{told:?}");
    assert_eq!(roi_interval(lift, 10, margin, Money::new(0, 2)), None);
}

/// A shop of made-up orders with sends at random.
fn town(seed: u64) -> (Vec<shop::Order>, Ledger) {
    let orders = shop::orders(seed);
    let mut ledger = shop::ledger(&orders);
    let mut rolls = Rolls::new(seed);
    let customers = ledger.shards[0].keys.len() as u64;
    let first = ledger.first_day.expect("orders").0;
    for campaign in 0..4 {
        for _ in 0..40 {
            let number = rolls.below(customers) as u32;
            let minute = Minute::of(Day(first + rolls.below(1000) as i32), rolls.below(1440) as u32);
            ledger.sends.push(Send {
                customer: Place { shard: 0, number },
                minute: Some(minute),
                campaign,
                control: campaign % 2 == 0 && rolls.below(4) == 0,
                cost: None,
            });
        }
    }
    ledger.campaigns = (0..4).map(|n| format!("c{n}")).collect();
    (orders, ledger)
}

#[test]
fn a_plain_twin_finds_the_same_responses() {
    for seed in [3, 8] {
        let (orders, ledger) = town(seed);
        let asked = asked(&ledger, Some(Design::Holdout));
        let found = gather(&ledger, &asked);
        for campaign in &found.campaigns {
            let mut expected = [[(0, 0, 0, 0, 0_i128); 2]; 3];
            for (number, key) in ledger.shards[0].keys.iter().enumerate() {
                let own: Vec<&Send> = (ledger.sends.iter())
                    .filter(|send| send.campaign == campaign.campaign && send.customer.number as usize == number)
                    .filter(|send| send.minute.is_some_and(|minute| minute.day() <= asked.as_of))
                    .collect();
                let Some(first) = own.iter().filter_map(|send| send.minute).min() else { continue };
                if own.iter().any(|send| send.control) && own.iter().any(|send| !send.control) {
                    continue;
                }
                let id = key.text().expect("short ids");
                let bought: Vec<(i64, i64)> = (orders.iter().filter(|order| order.0 == id))
                    .map(|order| (i64::from(order.1.0) * 1440, order.2))
                    .collect();
                let from = i64::from(first.0);
                let to = from + 14 * 1440;
                let before = bought.iter().filter(|o| o.0 < from && o.1 > 0).count();
                let cell = &mut expected[2 - before.min(2)][usize::from(own[0].control)];
                cell.0 += 1;
                if to > (i64::from(asked.as_of.0) + 1) * 1440 {
                    continue;
                }
                let after = || bought.iter().filter(|o| o.0 >= from && o.0 < to);
                let purchases = after().filter(|o| o.1 > 0).count() as u64;
                cell.1 += 1;
                cell.2 += u64::from(purchases > 0);
                cell.3 += purchases;
                cell.4 += after().map(|o| i128::from(o.1)).sum::<i128>();
            }
            let sides = |at: usize| [told(&campaign.audiences[at].treated), told(&campaign.audiences[at].control)];
            assert_eq!([sides(0), sides(1), sides(2)], expected);
        }
    }
}

#[test]
fn audiences_partition_the_recipients_and_no_purchase_is_attributed_twice() {
    let (_, ledger) = town(5);
    let recipients: BTreeSet<(u32, Place)> = ledger.sends.iter().map(|send| (send.campaign, send.customer)).collect();
    let found = gather(&ledger, &asked(&ledger, Some(Design::Attribution)));
    let sum = |of: fn(&Side) -> u64| -> u64 {
        let sides = found.campaigns.iter().map(super::Campaign::all);
        sides.map(|all| of(&all.treated) + of(&all.control)).sum()
    };
    let late = recipients.len() as u64 - found.in_both - sum(|side| side.recipients);
    assert!(late <= found.outside, "{late} of {} sends lie outside", found.outside);
    let purchases = ledger.shards[0].entries.iter().filter(|e| e.is_purchase()).count() as u64;
    assert!(sum(|side| side.orders) <= purchases && sum(|side| side.eligible) <= sum(|side| side.recipients));
    assert_eq!(Audience::ALL.len(), found.campaigns[0].audiences.len());
}

/// A campaign that does nothing: customers spend the same whether they were sent it or not.
fn without_effect(rolls: &mut Rolls, draws: &Draws) -> Option<bool> {
    let mut lines: Vec<(String, &str, String)> = vec![];
    for customer in 0..120 {
        lines.push((format!("c{customer}"), "2024-01-01", "1.00".to_owned()));
        if rolls.below(3) > 0 {
            lines.push((format!("c{customer}"), "2024-03-05", format!("{}.00", 5 + rolls.below(40))));
        }
    }
    lines.push(("last".to_owned(), "2024-04-01", "1.00".to_owned()));
    let mut ledger = sketch(&lines.iter().map(|(c, d, a)| (c.as_str(), *d, a.as_str())).collect::<Vec<_>>());
    for number in 0..120 {
        let customer = Place { shard: 0, number };
        let minute = Some(Minute::of(day("2024-03-01"), 0));
        ledger.sends.push(Send { customer, minute, campaign: 0, control: rolls.below(3) == 0, cost: None });
    }
    let Promotions { campaigns, .. } = gather(&ledger, &asked(&ledger, None));
    let around = campaigns[0].all().lift_interval(draws, 0.95, 2)?;
    Some(around.low <= 0.0 && 0.0 <= around.high)
}

#[test]
fn a_campaign_without_effect_is_told_from_chance_about_as_seldom_as_stated() {
    // 95 % of 200 intervals hold zero: 190, with three standard deviations of 9 below, and no limit above.
    let draws = Draws::new(SEED);
    let mut rolls = Rolls::new(17);
    let held = (0..200).filter(|_| without_effect(&mut rolls, &draws).expect("both groups")).count();
    assert!(held >= 181, "{held} of 200");
}
