//! What stands beside the table of `loyalty link`: the comparisons, the revenue at risk, and whom the answers speak for.

use super::{Found, PAIRS, verdict};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::commands::shop::{SMALL, Shop};
use crate::ledger::money::Money;
use crate::metrics::link::{Around, AtRisk, Attitude, Compared, Side, Standing};
use crate::statistics::correction::holm;
use crate::statistics::{Difference, share};

/// One group against another.
pub(super) const DIFFERENCES: Sheet = Sheet {
    command: "differences",
    definition: "what the first group did in the D days after answering, less what the second did; p-values corrected by Holm",
    headline: "net_difference",
    columns: &[
        Column::new("pair", Unit::Text).telling(),
        Column::new("net_difference", Unit::MoneyPer).between("net_difference_low", "net_difference_high"),
        Column::quiet("net_difference_low", Unit::MoneyPer),
        Column::quiet("net_difference_high", Unit::MoneyPer),
        Column::quiet("net_p_adjusted", Unit::Number),
        Column::new("net_verdict", Unit::Text),
        Column::new("bought_difference", Unit::Share).between("bought_difference_low", "bought_difference_high"),
        Column::quiet("bought_difference_low", Unit::Share),
        Column::quiet("bought_difference_high", Unit::Share),
        Column::quiet("bought_p_adjusted", Unit::Number),
        Column::new("bought_verdict", Unit::Text),
    ],
    people: People::NOBODY.following(),
};

/// What detractors would have brought in more.
pub(super) const AT_RISK: Sheet = Sheet {
    command: "at-risk",
    definition: "(others' net after / before - detractors' net after / before) * detractors' net before",
    headline: "revenue_at_risk",
    columns: &[
        Column::new("eligible", Unit::Count),
        Column::new("net_before", Unit::Money),
        Column::new("kept_share", Unit::Share),
        Column::new("other_kept_share", Unit::Share),
        Column::new("revenue_at_risk", Unit::MoneyPer).between("revenue_at_risk_low", "revenue_at_risk_high"),
        Column::quiet("revenue_at_risk_low", Unit::MoneyPer),
        Column::quiet("revenue_at_risk_high", Unit::MoneyPer),
        Column::quiet("revenue_at_risk_p", Unit::Number),
        Column::new("revenue_at_risk_verdict", Unit::Text),
    ],
    people: People::of(&[&["eligible"]]).following(),
};

/// Whom the answers speak for.
pub(super) const RESPONDENTS: Sheet = Sheet {
    command: "respondents",
    definition: "customers with a purchase in the window, by whether they answered; nps_weighted by net, nps_reweighted to all customers by how often they bought",
    headline: "per_customer",
    columns: &[
        Column::new("who", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("orders", Unit::Count),
        Column::new("net", Unit::Money),
        Column::new("per_customer", Unit::MoneyPer).between("per_customer_low", "per_customer_high"),
        Column::quiet("per_customer_low", Unit::MoneyPer),
        Column::quiet("per_customer_high", Unit::MoneyPer),
        Column::quiet("repeat_customers", Unit::Count),
        Column::new("repeat_rate", Unit::Share)
            .of("repeat_customers", "customers")
            .between("repeat_rate_low", "repeat_rate_high"),
        Column::quiet("repeat_rate_low", Unit::Share),
        Column::quiet("repeat_rate_high", Unit::Share),
        Column::new("net_difference", Unit::MoneyPer).between("net_difference_low", "net_difference_high"),
        Column::quiet("net_difference_low", Unit::MoneyPer),
        Column::quiet("net_difference_high", Unit::MoneyPer),
        Column::quiet("net_p_adjusted", Unit::Number),
        Column::quiet("net_verdict", Unit::Text),
        Column::new("repeat_difference", Unit::Share).between("repeat_difference_low", "repeat_difference_high"),
        Column::quiet("repeat_difference_low", Unit::Share),
        Column::quiet("repeat_difference_high", Unit::Share),
        Column::quiet("repeat_p_adjusted", Unit::Number),
        Column::quiet("repeat_verdict", Unit::Text),
        Column::new("nps", Unit::Points).between("nps_low", "nps_high"),
        Column::quiet("nps_low", Unit::Points),
        Column::quiet("nps_high", Unit::Points),
        Column::new("nps_weighted", Unit::Points).between("nps_weighted_low", "nps_weighted_high"),
        Column::quiet("nps_weighted_low", Unit::Points),
        Column::quiet("nps_weighted_high", Unit::Points),
        Column::new("effective_n", Unit::Number),
        Column::new("nps_reweighted", Unit::Points).between("nps_reweighted_low", "nps_reweighted_high"),
        Column::quiet("nps_reweighted_low", Unit::Points),
        Column::quiet("nps_reweighted_high", Unit::Points),
        Column::new("reweighted_n", Unit::Number),
    ],
    people: People::of(&[&["customers"]]).named(&["who"]).beside(&[
        "net_difference",
        "net_difference_low",
        "net_difference_high",
        "net_p_adjusted",
        "repeat_difference",
        "repeat_difference_low",
        "repeat_difference_high",
        "repeat_p_adjusted",
        "nps",
        "nps_low",
        "nps_high",
        "nps_weighted",
        "nps_weighted_low",
        "nps_weighted_high",
        "effective_n",
        "nps_reweighted",
        "nps_reweighted_low",
        "nps_reweighted_high",
        "reweighted_n",
    ]),
};

fn part(sheet: &'static Sheet, shop: &Shop<'_>, summary: Record, records: Vec<Record>) -> Answer {
    let parameters = vec![("confidence", Value::Real(shop.confidence))];
    let answer = Answer {
        sheet,
        parameters,
        dimensions: vec![],
        set_aside: vec![],
        warnings: vec![],
        summary,
        records: records.into(),
    };
    shop.counted(answer, &[])
}

/// A difference, its interval, its p, what that means.
fn difference(found: Option<Difference>, p: Option<f64>, confidence: f64) -> Vec<Value> {
    vec![
        found.map(|found| found.value).into(),
        found.map(|found| found.interval.low).into(),
        found.map(|found| found.interval.high).into(),
        p.into(),
        verdict(p, confidence).map_or(Value::Missing, Value::text),
    ]
}

/// The groups held against each other.
pub(super) fn differences(shop: &Shop<'_>, found: &Found) -> Answer {
    let row = |label: &[Option<String>], (first, second): (Attitude, Attitude), pair: &Compared| {
        let mut values = vec![Value::text(format!("{} against {}", first.name(), second.name()))];
        values.extend(difference(pair.net, pair.net_p_adjusted, shop.confidence));
        values.extend(difference(pair.bought, pair.bought_p_adjusted, shop.confidence));
        Record { warnings: vec![], ..shop.record(label.to_vec(), found.window, values, false) }
    };
    let rows = |label: &[Option<String>], pairs: &[Compared]| -> Vec<Record> {
        PAIRS.into_iter().zip(pairs).map(|(pair, found)| row(label, pair, found)).collect()
    };
    let whole = rows(&[], &found.pairs);
    let summary = whole[0].clone();
    if found.by.is_empty() {
        return part(&DIFFERENCES, shop, summary, whole);
    }
    let records = found.groups.iter().flat_map(|group| rows(&group.label, &group.pairs)).collect();
    Answer { dimensions: found.by.dimensions(), ..part(&DIFFERENCES, shop, summary, records) }
}

/// The revenue at risk.
pub(super) fn at_risk(shop: &Shop<'_>, found: &Found) -> Answer {
    let scale = shop.ledger().scale;
    let row = |label: &[Option<String>], detractors: &Around, risk: &AtRisk| {
        let mut values = vec![
            detractors.with_before.into(),
            Value::Money(Money::new(detractors.net_before, scale)),
            risk.kept_share.into(),
            risk.other_kept_share.into(),
        ];
        values.extend(difference(risk.net, risk.net.map(|net| net.p), shop.confidence));
        shop.record(label.to_vec(), found.window, values, detractors.with_before < SMALL)
    };
    let groups = found.groups.iter();
    let records = groups.map(|group| row(&group.label, &group.counted.attitudes[2], &group.at_risk)).collect();
    let summary = row(&[], &found.whole.attitudes[2], &found.at_risk);
    Answer { dimensions: found.by.dimensions(), ..part(&AT_RISK, shop, summary, records) }
}

/// Respondents beside everybody else.
pub(super) fn respondents(shop: &Shop<'_>, found: &Found) -> Answer {
    let both = &found.respondents;
    let (scale, confidence) = (shop.ledger().scale, shop.confidence);
    let own = |who: &str, side: &Side| {
        let money = side.per_customer_interval(scale, &shop.draws, confidence);
        let repeat = side.repeat_interval(confidence);
        vec![
            Value::text(who),
            side.customers.into(),
            side.orders.into(),
            Value::Money(Money::new(side.net, scale)),
            side.per_customer(scale).into(),
            money.map(|i| i.low).into(),
            money.map(|i| i.high).into(),
            side.repeat_customers.into(),
            side.repeat_rate().into(),
            repeat.map(|i| i.low).into(),
            repeat.map(|i| i.high).into(),
        ]
    };
    let row = |who: &str, side: &Side| {
        let mut values = own(who, side);
        values.resize(RESPONDENTS.columns.len(), Value::Missing);
        shop.record(vec![], found.window, values, side.customers < SMALL)
    };
    let records = vec![row("respondents", &both.respondents), row("non-respondents", &both.others)];
    let mut summary = vec![Value::Missing; 11];
    let has_amounts = shop.ledger().has_amounts;
    let net = both.per_customer_difference(scale, &shop.draws, confidence).filter(|_| has_amounts);
    let repeat = share::difference(
        both.respondents.repeat_customers,
        both.respondents.customers,
        both.others.repeat_customers,
        both.others.customers,
        confidence,
    );
    let mut p = holm(&[net, repeat].into_iter().flatten().map(|found| found.p).collect::<Vec<_>>()).into_iter();
    for found in [net, repeat] {
        let p = found.and_then(|_| p.next());
        summary.extend(difference(found, p, confidence));
    }
    let nps = both.nps_interval(confidence);
    summary.extend([both.nps().into(), nps.map(|i| i.low).into(), nps.map(|i| i.high).into()]);
    summary.extend(standing(both.by_revenue(confidence).filter(|_| has_amounts)));
    summary.extend(standing(both.for_all_customers(confidence)));
    let summary = shop.record(vec![], found.window, summary, false);
    part(&RESPONDENTS, shop, summary, records)
}

fn standing(found: Option<Standing>) -> [Value; 4] {
    let interval = found.and_then(|standing| standing.interval);
    [
        found.map(|standing| standing.nps).into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        found.map(|standing| standing.effective_n).into(),
    ]
}
