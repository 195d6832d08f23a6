//! Where the rows of a file went, in one line.

use super::Show;
use crate::answer::account::{InputAccount, Sums, add};
use crate::render::show;
use crate::words::{self, Lang};

/// `orders.csv: 1,900 rows = 1,890 used (worth 47,250.00 USD) + 10 excluded (cancelled, worth 250.00 USD)`; what became of
/// no row is left out.
pub(super) fn line(input: &InputAccount, show: Show) -> String {
    let (path, phrases) = (&input.path, show.phrases);
    if let Some(why) = &input.refused {
        return format!("{path}: {}: {}", phrases.refused, words::warning(show.lang, why));
    }
    let rows = counted(phrases.rows, input.rows, show);
    let money = input.money.as_ref();
    let used = worth(money.map(|money| &money.used), show);
    if input.used == input.rows {
        let all = if input.rows > 0 { phrases.all_used } else { "" };
        return format!("{path}: {}{all}", with(rows, &used));
    }
    let excluded: u64 = input.excluded.values().sum();
    let mut rules: Vec<String> = match input.excluded.iter().next() {
        Some((rule, _)) if input.excluded.len() == 1 => vec![words::rule(show.lang, rule).to_owned()],
        _ => input.excluded.iter().map(|(rule, count)| counted(words::rule(show.lang, rule), *count, show)).collect(),
    };
    let mut left_out = Sums::new();
    for (currency, sum) in money.iter().flat_map(|money| money.excluded.values()).flatten() {
        add(&mut left_out, currency, *sum);
    }
    rules.extend(worth(Some(&left_out), show));
    let mut terms = vec![with(counted(phrases.used, input.used, show), &used)];
    let others = [
        (input.merged, phrases.merged, worth(money.map(|money| &money.merged), show)),
        (excluded, phrases.excluded, rules),
        (input.rejected, phrases.rejected, worth(money.map(|money| &money.rejected), show)),
    ];
    let others = others.into_iter().filter(|(count, ..)| *count > 0);
    terms.extend(others.map(|(count, name, details)| with(counted(name, count, show), &details)));
    format!("{path}: {rows} = {}", terms.join(" + "))
}

/// A term with its details in brackets.
fn with(term: String, details: &[String]) -> String {
    if details.is_empty() { term } else { format!("{term} ({})", details.join(", ")) }
}

fn worth(sums: Option<&Sums>, show: Show) -> Vec<String> {
    let told = sums.into_iter().flatten().filter(|(_, sum)| sum.mantissa != 0);
    let text = Some(show::sums(told)).filter(|text| !text.is_empty());
    text.map(|sum| words::problems::worth(show.lang, &sum)).into_iter().collect()
}

/// A count with its name, in the order of the language.
pub(super) fn counted(name: &str, count: u64, show: Show) -> String {
    let count = show::count(count);
    match show.lang {
        Lang::En => format!("{count} {name}"),
        Lang::Ja => format!("{name} {count}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::account::MoneyAccount;
    use crate::ledger::money::Money;
    use crate::render::Options;

    #[test]
    fn the_line_adds_up_before_the_readers_eyes() {
        let sums = |mantissa| Sums::from([("USD".to_owned(), Money::new(mantissa, 2))]);
        let input = InputAccount {
            path: "orders.csv".to_owned(),
            rows: 1900,
            used: 1890,
            excluded: [("cancelled", 9), ("test", 1)].into(),
            money: Some(MoneyAccount {
                used: sums(4_725_000),
                excluded: [("cancelled", sums(20_000)), ("test", sums(5_000))].into(),
                ..MoneyAccount::default()
            }),
            ..InputAccount::default()
        };
        let show = |lang| Show::new(&Options { lang, ..Options::default() });
        assert_eq!(
            line(&input, show(Lang::En)),
            "orders.csv: 1,900 rows = 1,890 used (worth 47,250.00 USD) + 10 excluded (9 cancelled, 1 test, worth 250.00 USD)"
        );
        assert_eq!(
            line(&input, show(Lang::Ja)),
            "orders.csv: 行数 1,900 = 使用 1,890 (金額 47,250.00 USD) + 除外 10 (キャンセル 9, テスト 1, 金額 250.00 USD)"
        );
    }

    #[test]
    fn where_every_row_was_used_no_sum_is_needed() {
        let input = InputAccount { path: "nps.csv".to_owned(), rows: 1900, used: 1900, ..InputAccount::default() };
        let show = Show::new(&Options::default());
        assert_eq!(line(&input, show), "nps.csv: 1,900 rows, all used");
        assert_eq!(line(&InputAccount { rows: 0, used: 0, ..input.clone() }, show), "nps.csv: 0 rows");
        let one = InputAccount { used: 1895, excluded: [("no answer", 5)].into(), ..input };
        assert_eq!(line(&one, show), "nps.csv: 1,900 rows = 1,895 used + 5 excluded (no answer)");
    }
}
