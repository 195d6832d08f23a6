//! Where the rows of a file went, in one line.

use super::Show;
use crate::answer::account::InputAccount;
use crate::render::show;
use crate::words::{self, Lang};

/// `orders.csv: 1,900 rows = 1,890 used + 0 merged + 10 excluded (10 no answer) + 0 rejected`.
pub(super) fn line(input: &InputAccount, show: Show) -> String {
    let (path, phrases) = (&input.path, show.phrases);
    if let Some(why) = &input.refused {
        return format!("{path}: {}: {}", phrases.refused, words::warning(show.lang, why));
    }
    let excluded: u64 = input.excluded.values().sum();
    let [rows, used, merged, excluded, rejected] = [
        (input.rows, phrases.rows),
        (input.used, phrases.used),
        (input.merged, phrases.merged),
        (excluded, phrases.excluded),
        (input.rejected, phrases.rejected),
    ]
    .map(|(count, name)| counted(name, count, show));
    let rules: Vec<String> =
        input.excluded.iter().map(|(rule, count)| counted(words::rule(show.lang, rule), *count, show)).collect();
    let rules = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join(phrases.and)) };
    format!("{path}: {rows} = {used} + {merged} + {excluded}{rules} + {rejected}")
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
    use crate::render::Options;

    #[test]
    fn the_line_adds_up_before_the_readers_eyes() {
        let input = InputAccount {
            path: "orders.csv".to_owned(),
            rows: 1900,
            used: 1890,
            excluded: [("no answer", 10)].into(),
            ..InputAccount::default()
        };
        let show = |lang| Show::new(&Options { lang, ..Options::default() });
        assert_eq!(
            line(&input, show(Lang::En)),
            "orders.csv: 1,900 rows = 1,890 used + 0 merged + 10 excluded (10 no answer) + 0 rejected"
        );
        assert_eq!(
            line(&input, show(Lang::Ja)),
            "orders.csv: 行数 1,900 = 使用 1,890 + 統合 0 + 除外 10 (未回答 10) + 却下 0"
        );
    }
}
