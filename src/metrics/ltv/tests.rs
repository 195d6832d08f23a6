//! A published data set by its sums, lifespans by hand, and a plain twin.

use super::{Basis, Costs, Lifespan, Ltv, LtvTally, Margin, Method, Record, Sums, Terms, Years};
use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, scan};
use crate::ledger::shard;
use crate::ledger::sketch::sketch;
use crate::ledger::window::Window;
use crate::metrics::lapse::{Lapse, LapseTally};
use crate::metrics::{SEED, quiet, shop};
use crate::statistics::bootstrap::Draws;

/// Everything usual, for a ledger that is not empty.
fn terms(ledger: &Ledger) -> Terms {
    let (first_day, as_of) = (ledger.first_day.expect("orders"), ledger.as_of.expect("orders"));
    let frame = Frame::whole(Window { from: first_day, to: as_of });
    Terms {
        first_day,
        as_of,
        longest_quiet: quiet::longest_quiet(ledger, 2),
        lapse: scan(ledger, &frame, 1, |slots| LapseTally::new(slots, as_of)).remove(0),
        years: Years::Calendar,
        margin: Margin::Revenue,
        discount_rate: Terms::usual_discount_rate(),
        costs: Costs::default(),
        extrapolate: false,
    }
}

fn ltv(ledger: &Ledger, terms: &Terms) -> Ltv {
    let frame = Frame::whole(Window { from: terms.first_day, to: terms.as_of });
    scan(ledger, &frame, 1, |slots| LtvTally::new(slots, ledger, terms)).remove(0)
}

fn records(ltv: &Ltv) -> Vec<Record> {
    ltv.records(&Draws::new(SEED), 0.95)
}

fn find(records: &[Record], method: Method, lifespan: Option<Lifespan>) -> Record {
    *records.iter().find(|r| (r.method, r.lifespan) == (method, lifespan)).expect("all methods are there")
}

fn text(ratio: Option<Ratio>) -> String {
    ratio.map_or("none".into(), |r| r.to_string())
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The Superstore teaching data (prepbench, MIT): the sums as computed with pandas and DuckDB.
fn superstore() -> Ltv {
    let sums = Sums {
        customers: 793,
        purchases: 5009,
        customer_years: 2499,
        span_days: 792_723,
        net: 22_972_008_603,
        value: 22_972_008_603,
        base: 595 + 573 + 638,
        retained: 437 + 452 + 558,
        ..Sums::default()
    };
    let terms = Terms {
        first_day: day("2018-01-03"),
        as_of: day("2021-12-30"),
        longest_quiet: 4,
        lapse: None,
        years: Years::Calendar,
        margin: Margin::Revenue,
        discount_rate: Terms::usual_discount_rate(),
        costs: Costs::default(),
        extrapolate: false,
    };
    Ltv { sums, scale: 4, terms }
}

#[test]
fn the_superstore_by_every_method() {
    let found = records(&superstore());
    let observed = find(&found, Method::Annual, Some(Lifespan::Observed));
    assert_eq!(text(observed.annual_value_per_customer), "919.248043");
    assert_eq!(text(observed.years), "2.738769");
    assert_eq!(text(observed.ltv), "2517.608066");
    assert!(observed.below_historic && !observed.no_repeaters);
    let by_purchase = find(&found, Method::Purchase, Some(Lifespan::Observed));
    assert_eq!(by_purchase.ltv, observed.ltv);
    assert_eq!(text(by_purchase.value_per_purchase), "458.614666");
    assert_eq!(text(find(&found, Method::Historic, None).ltv), "2896.848500");
    // 1,447 of 1,806 stayed: 1/churn is five years, and the data have four less three days.
    let churn = find(&found, Method::Annual, Some(Lifespan::Churn));
    assert_eq!(
        (text(churn.retention_rate), text(churn.years), churn.capped),
        ("0.801218".into(), "3.991781".into(), true)
    );
    let mut longer = superstore();
    longer.terms.extrapolate = true;
    let churn = find(&records(&longer), Method::Annual, Some(Lifespan::Churn));
    assert_eq!((text(churn.years), churn.capped), ("5.030641".into(), false));
    // 919.248043 * 1.1 / (1.1 - 0.801218)
    assert_eq!(text(find(&found, Method::Retention, None).ltv), "3384.318315");
    assert_eq!(superstore().partial_years(), (false, false));
}

#[test]
fn the_records_come_in_a_fixed_order() {
    let found: Vec<_> = records(&superstore()).iter().map(|r| (r.method, r.lifespan)).collect();
    let spans = [Lifespan::Survival, Lifespan::Observed, Lifespan::Churn].map(Some);
    let annual = spans.map(|s| (Method::Annual, s));
    let purchase = spans.map(|s| (Method::Purchase, s));
    assert_eq!(found[..6], [annual, purchase].concat());
    assert_eq!(found[6..], [(Method::Historic, None), (Method::Retention, None)]);
}

#[test]
fn costs_come_off_every_estimate() {
    let mut with_costs = superstore();
    with_costs.terms.costs = Costs { acquisition: Ratio::new(100, 1), retention: Ratio::new(10, 1) };
    for (plain, costly) in records(&superstore()).iter().zip(records(&with_costs)) {
        let years = costly.years.map_or(0.0, Ratio::real);
        let (plain, costly) = (plain.ltv.map_or(0.0, Ratio::real), costly.ltv.map_or(-100.0, Ratio::real));
        assert!((plain - costly - 100.0 - 10.0 * years).abs() < 1e-6);
    }
}

#[test]
fn the_frequency_is_counted_once() {
    // DGコマース' recipe divides revenue by customers, calls it value per purchase and multiplies by the frequency again.
    let ledger = sketch(&[
        ("anna", "2024-01-01", "100.00"),
        ("anna", "2024-04-01", "100.00"),
        ("ben", "2024-02-01", "100.00"),
        ("ben", "2024-12-31", "100.00"),
    ]);
    let found = find(&records(&ltv(&ledger, &terms(&ledger))), Method::Purchase, Some(Lifespan::Observed));
    assert_eq!(
        (text(found.value_per_purchase), text(found.purchases_per_year)),
        ("100.000000".into(), "2.000000".into())
    );
}

#[test]
fn a_loss_is_dated_at_the_last_purchase_plus_the_mean_gap() {
    // D = 30 days, mean gap 10. As-of is day 100, so everyone is seen up to day 70.
    let lapse = Lapse { days: 30, gaps: 1, gap_days: 10, open: 0, silent: 0, came_back: 0 };
    let mut lifetimes = crate::statistics::survival::Days::default();
    for (first, last) in [(0, 20), (0, 90), (10, 68), (80, 80)] {
        if let Some(lifetime) = super::lifespan::Lifetime::of(Day(first), Day(last), Day(100), &lapse) {
            lifetime.count(&mut lifetimes);
        }
    }
    let curve = lifetimes.curve();
    // Lost after 20 + 10 days; still there at 70; lost after 58 + 10 > 60 days, so censored at 60; won too late to be followed.
    assert_eq!(curve.at_risk(0), 3);
    assert_eq!((curve.at_risk(30), curve.at_risk(31), curve.at_risk(60), curve.at_risk(61)), (3, 2, 2, 1));
    assert!((curve.at(70) - 2.0 / 3.0).abs() < 1e-12);
    let ltv = Ltv {
        sums: Sums { customers: 4, customer_years: 4, value: 400, lifetimes, ..Sums::default() },
        scale: 0,
        terms: Terms { first_day: Day(0), as_of: Day(100), lapse: Some(lapse), ..superstore().terms },
    };
    let found = find(&records(&ltv), Method::Annual, Some(Lifespan::Survival));
    // 30 days of all and 40 of two thirds: 56.666667 days.
    assert_eq!((text(found.years), text(found.horizon_years)), ("0.155251".into(), "0.191781".into()));
    assert_eq!(text(found.ltv), "15.525114");
    assert!(found.still_active_share.is_some_and(|share| (share - 2.0 / 3.0).abs() < 1e-12));
}

#[test]
fn where_nobody_came_back_no_lifespan_is_made_up() {
    let ledger = sketch(&[("anna", "2024-01-01", "100.00"), ("ben", "2024-02-01", "100.00")]);
    let found = records(&ltv(&ledger, &terms(&ledger)));
    let survival = find(&found, Method::Annual, Some(Lifespan::Survival));
    assert_eq!((survival.ltv, survival.years, survival.interval), (None, None, None));
    assert!(found.iter().all(|r| r.no_repeaters));
    assert_eq!(find(&found, Method::Retention, None).ltv, None);
    assert_eq!(text(find(&found, Method::Historic, None).ltv), "100.000000");
}

#[test]
fn years_can_be_counted_back_from_as_of() {
    // New year's eve and new year's day are two calendar years and one rolling year.
    let ledger = sketch(&[("anna", "2023-12-31", "60.00"), ("anna", "2024-01-01", "40.00")]);
    let calendar = terms(&ledger);
    let rolling = Terms { years: Years::Rolling, ..calendar };
    assert_eq!(ltv(&ledger, &calendar).sums.customer_years, 2);
    assert_eq!(ltv(&ledger, &rolling).sums.customer_years, 1);
    assert_eq!(ltv(&ledger, &calendar).partial_years(), (true, true));
}

#[test]
fn a_year_that_is_not_over_proves_nobody_lost() {
    let lines = |end| {
        [
            ("anna", "2022-06-01", "1.00"),
            ("anna", "2023-06-01", "1.00"),
            ("ben", "2022-07-01", "1.00"),
            ("", end, "1.00"),
        ]
    };
    let retention = |end| {
        let ledger = sketch(&lines(end));
        let terms = Terms { longest_quiet: 3, ..terms(&ledger) };
        let sums = ltv(&ledger, &terms).sums;
        (sums.retained, sums.base)
    };
    assert_eq!(retention("2023-12-27"), (0, 0));
    assert_eq!(retention("2023-12-28"), (1, 2));
    assert_eq!(retention("2024-12-31"), (1, 3));
}

#[test]
fn columns_say_what_a_sale_earned() {
    let with_side = |kind, amount| {
        let mut ledger = sketch(&[("anna", "2024-01-01", "100.00")]);
        let minute = ledger.shards[0].entries[0].minute;
        ledger.shards[0].entries.push(Entry { amount, minute, flags: kind });
        ledger.shards[0].starts[1] = 2;
        ledger
    };
    for (kind, amount, worth) in [(flags::COST, 7000, "30.000000"), (flags::MARGIN, 2500, "25.000000")] {
        let ledger = with_side(kind, amount);
        let found = ltv(&ledger, &Terms { margin: Margin::Columns, ..terms(&ledger) });
        let historic = find(&records(&found), Method::Historic, None);
        assert_eq!((text(historic.ltv).as_str(), historic.basis), (worth, Basis::Margin));
        assert_eq!(found.sums.net, 10_000);
    }
    let ledger = with_side(flags::COST, 7000);
    let half = Terms { margin: Ratio::new(1, 2).map_or(Margin::Revenue, Margin::Rate), ..terms(&ledger) };
    assert_eq!(text(find(&records(&ltv(&ledger, &half)), Method::Historic, None).ltv), "50.000000");
}

#[test]
fn costs_of_the_customers_file_are_means_over_those_known() {
    let mut ledger =
        sketch(&[("anna", "2024-01-01", "100.00"), ("ben", "2024-02-01", "100.00"), ("carl", "2024-02-01", "1.00")]);
    let cost = |acquisition| shard::Costs { acquisition, retention: None };
    ledger.shards[0].costs = vec![cost(Some(1000)), cost(Some(3000)), cost(None)];
    let found = find(&records(&ltv(&ledger, &terms(&ledger))), Method::Historic, None);
    assert_eq!((text(found.acquisition_cost), text(found.retention_cost)), ("20.000000".into(), "none".into()));
    assert_eq!(text(found.ltv), "47.000000");
}

#[test]
fn a_plain_twin_adds_up_the_same() {
    let orders = shop::orders(21);
    let ledger = shop::ledger(&orders);
    let terms = terms(&ledger);
    let found = ltv(&ledger, &terms);
    let mut expected = Sums::default();
    for (_, orders) in shop::by_customer(&orders).into_iter().filter(|c| !c.0.is_empty()) {
        expected.net += orders.iter().map(|o| i128::from(o.1)).sum::<i128>();
        let days = shop::purchases(&orders);
        let (Some(first), Some(last)) = (days.first(), days.last()) else { continue };
        expected.customers += 1;
        expected.purchases += days.len() as u64;
        expected.span_days += (last.0 - first.0) as u64;
        for year in 2022..=2024 {
            let bought = |year| days.iter().any(|d| d.year() == year);
            expected.customer_years += u64::from(bought(year));
            let over = day(&format!("{}-12-31", year + 1)).0 - terms.as_of.0 <= terms.longest_quiet;
            expected.base += u64::from(over && bought(year));
            expected.retained += u64::from(over && bought(year) && bought(year + 1));
        }
    }
    let of = |s: &Sums| (s.customers, s.purchases, s.customer_years, s.span_days, s.net, s.base, s.retained);
    assert_eq!(of(&found.sums), of(&expected));
    assert!(expected.base > 10);
    let historic = find(&records(&found), Method::Historic, None);
    assert_eq!(historic.ltv, Ratio::per(Money::new(expected.net, 2), expected.customers));
}

#[test]
fn intervals_hold_what_they_surround() {
    let ledger = shop::ledger(&shop::orders(21));
    for record in records(&ltv(&ledger, &terms(&ledger))) {
        let (worth, around) = (record.ltv.expect("a number").real(), record.interval.expect("an interval"));
        assert!(around.low < worth && worth < around.high, "{record:?}");
    }
}
