//! Sentences about settings and flags that make no sense, in other languages than the one they are written in.
//!
//! Where such a sentence arises, it is written in English; what stands here finds it again by its words, as catalogues of translations
//! do. A test reads the transcripts: no sentence there is without its wording here.

use super::{Lang, joints, system};
use std::borrow::Cow;

/// The sentence in that language: each line by itself, as far as it is known.
pub fn slip(lang: Lang, text: &str) -> String {
    match lang {
        Lang::En => text.lines().map(|line| named(lang, line)).collect::<Vec<_>>().join("\n"),
        Lang::Ja => {
            text.lines().map(|line| japanese(line).unwrap_or_else(|| named(lang, line))).collect::<Vec<_>>().join("\n")
        }
    }
}

/// The line with what the operating system says at its end in our words.
fn named(lang: Lang, line: &str) -> String {
    let said = line.rsplit_once(": ").and_then(|(before, said)| Some((before, system::written(lang, said)?)));
    said.map_or_else(|| line.to_owned(), |(before, said)| format!("{before}: {said}"))
}

/// The line in Japanese, if it is known.
fn japanese(line: &str) -> Option<String> {
    let known =
        |text: &str| JAPANESE.iter().find_map(|(english, japanese)| Some(filled(japanese, &matched(english, text)?)));
    // What may have been meant stands behind a sentence of its own.
    let hinted = || {
        let (sentence, near) = line.rsplit_once("; ")?;
        let near = HINTS.iter().find_map(|(english, japanese)| Some(filled(japanese, &matched(english, near)?)))?;
        Some(format!("{}。{near}", known(sentence)?))
    };
    // What a file of settings says is named with its place.
    let placed = || {
        let (place, rest) = line.split_once(": ")?;
        let (_, number) = place.rsplit_once(':')?;
        let is_place = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        is_place.then(|| Some(format!("{place}: {}", japanese(rest)?)))?
    };
    hinted().or_else(|| known(line)).or_else(placed)
}

/// What stands for the gaps of a pattern in a text that fits it.
fn matched<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut pieces = pieces.peekable();
    let mut gaps = vec![];
    while let Some(piece) = pieces.next() {
        let last = pieces.peek().is_none();
        let at = if last { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        gaps.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(gaps)
}

/// A sentence with its gaps filled, each of which is named by its place.
fn filled(template: &str, gaps: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, (place, after))) = rest.split_once('{').and_then(|(b, a)| Some((b, a.split_once('}')?))) {
        joints::add(&mut text, before);
        let gap = place.parse::<usize>().ok().and_then(|place| gaps.get(place)).copied().unwrap_or_default();
        joints::add(&mut text, &value(gap));
        rest = after;
    }
    joints::add(&mut text, rest);
    text
}

/// What fills a gap: a kind of value, one of several words, an error of the system, or whatever else was named.
fn value(gap: &str) -> Cow<'_, str> {
    let known = VALUES.iter().find(|(english, _)| *english == gap).map(|(_, japanese)| *japanese);
    if let Some(known) = known.or_else(|| system::written(Lang::Ja, gap)) {
        return Cow::Borrowed(known);
    }
    let words: Vec<&str> = gap.split(" or ").collect();
    let several = words.len() > 1 && words.iter().all(|word| !word.contains(' '));
    if several { Cow::Owned(words.join(" か ")) } else { Cow::Borrowed(gap) }
}

/// What a setting can hold, where it is the whole of a gap.
const VALUES: &[(&str, &str)] = &[
    ("a text", "文字列"),
    ("a whole number", "整数"),
    ("a list of texts", "文字列の並び"),
    ("a currency such as EUR", "EUR のような通貨コード"),
    ("a rate above zero of at most ten digits, such as 1.0843", "1.0843 のような正の10桁以内のレート"),
    ("a day as YYYY-MM-DD", "YYYY-MM-DD の形の日付"),
];

const HINTS: &[(&str, &str)] = &[
    ("did you mean `{}`?", "`{0}` のことですか"),
    ("there are {}", "使えるもの: {0}"),
    ("write one such as {}", "{0} のように書いてください"),
    ("`loyalty explain` has them all", "`loyalty explain` で一覧できます"),
    ("it belongs below [{}]", "[{0}] の下に書いてください"),
    ("files stand below [input], columns below [{}]", "ファイルは [input]、列は [{0}] の下に書いてください"),
    ("add column = \"…\"", "column = \"…\" を加えてください"),
    ("nothing is grouped here", "グループ分けされていません"),
    (
        "levels that stand beside the orders are named with --tier {}",
        "注文の行にあるランクは --tier {0} で指定してください",
    ),
];

/// Sentences and their wording; the more particular ones stand first.
const JAPANESE: &[(&str, &str)] = &[
    (
        "--by a period: a lifetime is no matter of periods; group by columns, or narrow the data with --from and --to",
        "--by に期間: 生涯価値は期間では分けられません。列で分けるか、--from と --to で絞ってください",
    ),
    (
        "--by {}: a customer can stand in several of these groups, and what is to come cannot; --by {} gives each customer one",
        "--by {0}: 一人の顧客が複数のグループに入るため、将来の値は分けられません。--by {1} なら顧客ごとに一つに決まります",
    ),
    (
        "--by {}: no column of that name in `{}`, and no period (day, week, month, quarter, year)",
        "--by {0}: その名の列は `{1}` になく、期間 (day, week, month, quarter, year) でもありません",
    ),
    (
        "--by {}: no file has such a column; a period is one of {}",
        "--by {0}: そのような列はどのファイルにもありません。期間は {1} です",
    ),
    (
        "--by {}: attitudes are groups already; narrow the answers with --from and --to",
        "--by {0}: すでに推奨・批判などで分かれています。--from と --to で回答を絞ってください",
    ),
    (
        "--by {}: cohorts are periods; use day, week, month, quarter or year",
        "--by {0}: コホートは期間です。day, week, month, quarter, year から選んでください",
    ),
    (
        "--by {}: cohorts are by year, quarter or month, such as cohort:quarter",
        "--by {0}: コホートは年・四半期・月で分けます。cohort:quarter のように書いてください",
    ),
    (
        "--by {}: purchases are grouped by their number; narrow them with --from and --to",
        "--by {0}: すでに購入回数で分かれています。--from と --to で絞ってください",
    ),
    (
        "--by {}: segments are groups already; narrow the data with --from and --to",
        "--by {0}: すでにセグメントで分かれています。--from と --to でデータを絞ってください",
    ),
    (
        "--by {}: segments are columns; --against previous compares two windows",
        "--by {0}: セグメントは列です。二つの期間の比較は --against previous です",
    ),
    (
        "--by cohort: not with --compare or --method predictive",
        "--by cohort は --compare や --method predictive と同時に使えません",
    ),
    (
        "--by {}: a list has a row for each customer; group it where it is used",
        "--by {0}: 一覧は顧客ごとに1行です。使う側で分けてください",
    ),
    (
        "--by {}: the list has a row for each customer; group it where it is used",
        "--by {0}: 一覧は顧客ごとに1行です。使う側で分けてください",
    ),
    (
        "--by {}: campaigns and audiences are the groups; narrow the data with --from and --to",
        "--by {0}: すでにキャンペーンと対象で分かれています。--from と --to でデータを絞ってください",
    ),
    (
        "--by {}: the models are fitted to all customers; `loyalty ltv --method predictive --by` shows their forecasts by group",
        "--by {0}: モデルは全顧客に当てはめます。グループ別の予測は `loyalty ltv --method predictive --by` で見られます",
    ),
    (
        "--by {}: two windows are compared; name this one with --from and --to, --month or --year",
        "--by {0}: 二つの期間を比べます。今回の期間は --from と --to、--month、--year で指定してください",
    ),
    (
        "--by {}: levels are groups already; group by a period, or narrow the data",
        "--by {0}: すでにランクで分かれています。期間で分けるか、データを絞ってください",
    ),
    (
        "--by {}: members and others are the groups, months from joining the periods; ask without it",
        "--by {0}: すでに会員とその他、入会からの月数で分かれています。付けずに実行してください",
    ),
    (
        "--by {}: --curve follows all customers; narrow the data with --from and --to",
        "--by {0}: --curve は全顧客を追います。--from と --to でデータを絞ってください",
    ),
    (
        "--by {}: --flow follows all customers; narrow the data with --from and --to",
        "--by {0}: --flow は全顧客を追います。--from と --to でデータを絞ってください",
    ),
    (
        "--by {}: one number is looked for; name its window with --year, --from or --last",
        "--by {0}: 探すのは一つの数値です。期間は --year、--from、--last で指定してください",
    ),
    (
        "--by {}: columns of the first purchase and of every purchase cannot be combined; write first: before each of them, or \
         before none",
        "--by {0}: 初回購入の列とすべての購入の列は組み合わせられません。first: は全部に付けるか、どれにも付けないでください",
    ),
    (
        "--by {}: one period is enough; name columns beside it",
        "--by {0}: 期間は一つで十分です。並べるなら列を指定してください",
    ),
    (
        "--calibration-end {}: choose a day inside the data, from {} to before {}",
        "--calibration-end {0}: データの中の日 ({1} から {2} の前日まで) を選んでください",
    ),
    ("--codes {}: no column of that name in `{}`", "--codes {0}: その名の列は `{1}` にありません"),
    (
        "--comment {}: no column is called `{}`; use a name in the header",
        "--comment {0}: `{1}` という列はありません。見出しにある名前を使ってください",
    ),
    (
        "--expected {}: no column is called `{}`; use the names in the header",
        "--expected {0}: `{1}` という列はありません。見出しにある名前を使ってください",
    ),
    (
        "--compare {}: {} overlaps {}; compare windows that have no day in common",
        "--compare {0}: {1} と {2} が重なります。共通の日がない期間どうしを比べてください",
    ),
    (
        "--compare {}: periods are compared with previous or year-ago ones",
        "--compare {0}: 期間別のときは previous か year-ago と比べます",
    ),
    (
        "--compare {}: write previous, year-ago, rest, or two days such as {}",
        "--compare {0}: previous、year-ago、rest、または {1} のような二つの日で指定してください",
    ),
    (
        "--compare rest: name the groups with --by, such as {}",
        "--compare rest: {0} のように --by でグループを指定してください",
    ),
    (
        "--compare rest: the groups stand beside each other already; name a window",
        "--compare rest: グループはすでに並んでいます。期間を指定してください",
    ),
    (
        "--compare rest: tenths share out all customers already; name a window",
        "--compare rest: 十分位はすでに全顧客を分けています。期間を指定してください",
    ),
    (
        "--compare rest: segments share out all customers already; name a window",
        "--compare rest: 区分はすでに全顧客を分けています。期間を指定してください",
    ),
    (
        "--compare rest: each group stands beside all others already; name a window",
        "--compare rest: 各グループはすでに他の全体と比べています。期間を指定してください",
    ),
    (
        "--compare: not with --migrate, which has two days already",
        "--compare は、すでに2つの日を比べる --migrate と同時に使えません",
    ),
    (
        "--compare: not with --words, whose odds have no intervals; ask for both windows",
        "--compare は、オッズに区間のない --words と同時に使えません。期間ごとに調べてください",
    ),
    (
        "--compare: not of this table, whose figures have no intervals",
        "--compare: この表の数値には区間がないため比べられません",
    ),
    (
        "--compare: not with --cohorts, --flow or --curve, which follow customers through time",
        "--compare は、顧客を時間に沿って追う --cohorts、--flow、--curve と同時に使えません",
    ),
    ("--before {}: write a number of months such as {}", "--before {0}: {1} のように月数を指定してください"),
    (
        "--by {}: name a column of the survey or of the customers file; narrow the answers with --from and --to",
        "--by {0}: アンケートか顧客一覧の列を指定してください。--from と --to で回答を絞れます",
    ),
    (
        "--campaign: which of {} offered the programme; the others are promotions",
        "--campaign: {0} のうちプログラムを案内した施策を指定してください",
    ),
    ("--loyal {}: no customer has `{}`", "--loyal {0}: {1} の顧客はいません"),
    ("--tier-order {}: no customer has this level", "--tier-order {0}: このランクの顧客はいません"),
    ("--campaign {}: no such campaign; there are {}", "--campaign {0}: そのような施策はありません。あるもの: {1}"),
    (
        "--compare: not with --tier-rule, whose levels are made anew by the purchases of each window",
        "--compare は、期間ごとの購入でランクを決める --tier-rule と同時に使えません",
    ),
    (
        "--control {}: write COLUMN=VALUE of the customers file, such as {}",
        "--control {0}: {1} のように顧客一覧の 列名=値 で指定してください",
    ),
    ("--control {}: no customers file has a column `{}`", "--control {0}: 顧客一覧に `{1}` という列がありません"),
    ("--control {}: no customer has that value", "--control {0}: その値の顧客がいません"),
    (
        "--margin, --campaign: these are for a programme with a control; name it with --control, or mark the customers",
        "--margin と --campaign は対照群のあるプログラムで使えます。--control で対照群を指定するか、顧客一覧に印を付けてください",
    ),
    (
        "--burn-in {}: it would end on {}, after the last day of the data, {}; name a shorter one",
        "--burn-in {0}: 終わりの {1} がデータの最終日 {2} より後です。短くしてください",
    ),
    (
        "--by {}: not with --definitions, which set definitions side by side for all customers",
        "--by {0}: 全顧客について定義を並べる --definitions と同時に使えません",
    ),
    (
        "--compare: not with --definitions, which set definitions side by side in one window",
        "--compare は、一つの期間で定義を並べる --definitions と同時に使えません",
    ),
    (
        "--compare: not with --method predictive, which looks ahead from one day",
        "--compare は、ある日から先を見る --method predictive と同時に使えません",
    ),
    ("--confidence {}: use a share such as {}", "--confidence {0}: {1} のような割合で指定してください"),
    ("--rates {}: the rates cannot be read: {}", "--rates {0}: レートを読めません: {1}"),
    (
        "--rates {}: no column `{}`; a file of rates has columns currency and rate, and date where rates change",
        "--rates {0}: 列 `{1}` がありません。レートのファイルには currency と rate の列が必要です (レートが変わる場合は date も)",
    ),
    ("--rates {}: line {}: found `{}`, expected {}", "--rates {0}: {1}行目: `{2}` ではなく、{3}を書いてください"),
    (
        "--rates {}: line {}: this currency has another rate for the same day; keep one",
        "--rates {0}: {1}行目: 同じ通貨・同じ日の別のレートがあります。一つだけ残してください",
    ),
    (
        "--rates {}: which currency to convert into is not said; add --currency, such as --currency USD",
        "--rates {0}: 換算先の通貨がわかりません。--currency USD のように指定してください",
    ),
    (
        "--currency {}: no such ISO 4217 code; use three letters such as {}",
        "--currency {0}: そのような ISO 4217 の通貨コードはありません。{1} のような3文字で指定してください",
    ),
    ("--delimiter {}: use {}", "--delimiter {0}: {1} から選んでください"),
    ("--date-format {}: no such form; use {}", "--date-format {0}: そのような書式はありません。使えるもの: {1}"),
    ("--encoding {}: no such encoding; use {}", "--encoding {0}: そのような文字コードはありません。使えるもの: {1}"),
    ("--fail-if {}: `{}` is no number", "--fail-if {0}: `{1}` は数値ではありません"),
    (
        "--fail-if {}: several answers have a `{}`; name one: {}",
        "--fail-if {0}: `{1}` は複数の答えにあります。一つ選んでください: {2}",
    ),
    (
        "--fail-if {}: write it as 'nps < 30', with < <= > or >=, or as 'nps drops 5pt significantly', with drops or rises",
        "--fail-if {0}: 'nps < 30' のように < <= > >= を使うか、'nps drops 5pt significantly' のように drops か rises で書いてください",
    ),
    (
        "--fail-if {}: `{}` is no share; leave the % out",
        "--fail-if {0}: `{1}` は割合ではありません。% を外してください",
    ),
    (
        "--fail-if {}: `{}` has no points; leave the pt out",
        "--fail-if {0}: `{1}` はポイントではありません。pt を外してください",
    ),
    (
        "--fail-if {}: this figure is not compared with another window; add --compare {}",
        "--fail-if {0}: この値はほかの期間と比べられていません。--compare {1} を付けてください",
    ),
    (
        "--fail-if {}: no group is called `{}`; nothing is grouped here; add --by",
        "--fail-if {0}: `{1}` というグループはありません。グループ分けされていないので、--by を付けてください",
    ),
    ("--fail-if {}: no group is called `{}`", "--fail-if {0}: `{1}` というグループはありません"),
    ("--fail-if {}: there is no figure `{}` here", "--fail-if {0}: `{1}` という値はここにありません"),
    ("--from {} lies after --to {}", "--from {0} は --to {1} より後です"),
    (
        "--horizon, --model, --prior: these are for --method predictive",
        "--horizon、--model、--prior は --method predictive のときだけ使えます",
    ),
    ("--lang {}: use en or ja", "--lang {0}: en か ja で指定してください"),
    (
        "--lifespan: the predictive method has none; it looks ahead over --horizon",
        "--lifespan: 予測による方法に継続期間はありません。先を見る長さは --horizon です",
    ),
    (
        "--lifespan: the historic and the retention method have none",
        "--lifespan: 実績と継続率による方法に継続期間はありません",
    ),
    ("--loyal {}: write {}", "--loyal {0}: {1} のように書いてください"),
    (
        "--loyal {}: no customers file has a column `{}`; name one with --customers",
        "--loyal {0}: `{1}` という列のある顧客一覧がありません。--customers で指定してください",
    ),
    ("--map {}: no role is called `{}`", "--map {0}: `{1}` という役割はありません"),
    (
        "--map {}: that is a role of other files ({}), and none is given",
        "--map {0}: その役割は別の種類のファイル（{1}）のもので、そのようなファイルは指定されていません",
    ),
    ("--map {}: no kind of file is called `{}`", "--map {0}: `{1}` という種類のファイルはありません"),
    ("--map {}: no column is called `{}` in `{}`", "--map {0}: `{1}` という列は `{2}` にありません"),
    ("--map {}: write ROLE=COLUMN, such as {}", "--map {0}: {1} のように 役割=列名 で書いてください"),
    ("--metric {}: the history has no such figure", "--metric {0}: そのような値は履歴にありません"),
    (
        "--migrate {}: the first day must lie before the second",
        "--migrate {0}: 一つ目の日は二つ目より前でなければなりません",
    ),
    ("--migrate: name two days", "--migrate: 二つの日を指定してください"),
    (
        "--min-group {}: a group of one is a person; name 2 or more, such as 5",
        "--min-group {0}: 一人のグループは個人です。5 のように 2 以上で指定してください",
    ),
    (
        "--min-group: not with --compare, whose other figures may be of few; ask without it",
        "--min-group: --compare と同時には使えません。比較先の数値が少人数のものかもしれないためです",
    ),
    (
        "--min-group: a list of customers has no groups; --pseudonymise hides who they are",
        "--min-group: 顧客の一覧にグループはありません。誰かを隠すには --pseudonymise を使ってください",
    ),
    (
        "--model all: the list has room for one; `loyalty forecast --model all` compares them",
        "--model all: 一覧に入るのは一つです。比較は `loyalty forecast --model all` です",
    ),
    ("--months {}: write a number of months such as {}", "--months {0}: {1} のように月数で書いてください"),
    ("--profile {}: no such export is known", "--profile {0}: そのような出力形式は知られていません"),
    ("--pseudonymise {}: the key cannot be read: {}", "--pseudonymise {0}: 鍵を読めません: {1}"),
    (
        "--pseudonymise {}: a key has 32 hexadecimal digits, such as openssl rand -hex 16 prints; here are {} characters",
        "--pseudonymise {0}: 鍵は16進数32桁です (openssl rand -hex 16 の出力など)。ここには {1}文字あります",
    ),
    ("--scale {}: write the ends, such as {}", "--scale {0}: {1} のように両端を書いてください"),
    (
        "--satisfied-from {}: write a score above {}, up to {}",
        "--satisfied-from {0}: {1} より大きく {2} 以下の点を書いてください",
    ),
    ("--share {}: write a share such as {}", "--share {0}: {1} のような割合で書いてください"),
    (
        "--tier {}: no file of customers or orders has such a column",
        "--tier {0}: そのような列のある顧客一覧や注文のファイルがありません",
    ),
    (
        "--tier-rule {}: `{}` has a rule already; join conditions with `or`",
        "--tier-rule {0}: `{1}` の規則はすでにあります。条件は `or` でつないでください",
    ),
    (
        "--tier-rule {}: write NAME: {}, joined with `and` or `or`",
        "--tier-rule {0}: 「名前: {1}」のように書き、`and` か `or` でつないでください",
    ),
    ("--top 0: name how many words of each side to list", "--top 0: 両側に並べる語の数を指定してください"),
    ("--tz {}: no such zone is known", "--tz {0}: そのような時間帯は知られていません"),
    (
        "--basis margin: the transactions have neither a margin nor a cost column; name one with --map margin=COLUMN, or give --margin",
        "--basis margin: 購入明細に利益や原価の列がありません。--map margin=列名 で指定するか、--margin を付けてください",
    ),
    ("-f {}: no such format", "-f {0}: そのような形式はありません"),
    ("-o {}: there is no folder `{}`; make it first", "-o {0}: フォルダー `{1}` がありません。先に作ってください"),
    (
        "-o {}: no format has that extension; name one with -f, or use {}",
        "-o {0}: その拡張子の形式はありません。-f で指定するか、次の拡張子にしてください: {1}",
    ),
    (
        "{}: this is one of the inputs; write to another file",
        "{0}: 入力のファイルです。別のファイルに書き出してください",
    ),
    ("{}: {} writes to this file as well; name another", "{0}: {1} と同じファイルです。別のファイルを指定してください"),
    ("--out {}: there is no such folder; make it first", "--out {0}: そのフォルダーはありません。先に作ってください"),
    ("{}: no section is called `{}`", "{0}: `{1}` という項目はありません"),
    ("{}: a history is a file; name one", "{0}: 履歴はファイルです。ファイルを指定してください"),
    ("explain {}: there is no figure `{}`", "explain {0}: `{1}` という値はありません"),
    ("help {}: there is no such command or topic", "help {0}: そのようなコマンドや話題はありません"),
    ("schema {}: no command of that name has an answer", "schema {0}: 答えを出すその名のコマンドはありません"),
    ("{}: no file matches; name the files one by one", "{0}: 一致するファイルがありません。一つずつ指定してください"),
    (
        "{}: this folder holds no file that ends in {}; name the files one by one",
        "{0}: このフォルダーに {1} で終わるファイルはありません。一つずつ指定してください",
    ),
    (
        "{} is there already; name another file with -o, or print with -o -",
        "{0} はすでにあります。-o で別のファイルを指定するか、-o - で表示してください",
    ),
    (
        "{}: write a metric and its number, such as {}, before the files",
        "{0}: ファイルの前に {1} のように指標と数値を書いてください",
    ),
    ("{}: no such metric; there are {}", "{0}: そのような指標はありません。使えるもの: {1}"),
    ("{}: the number is not one; write it as {}", "{0}: 数値ではありません。{1} のように書いてください"),
    (
        "name at least one CSV file, or `-` for standard input",
        "CSVファイルを一つ以上指定してください。標準入力は `-` です",
    ),
    (
        "standard input can be read once: name `-` only once",
        "標準入力は一度しか読めません。`-` は一つだけにしてください",
    ),
    (
        "{}: {} and {} (line {}) exclude each other; leave one out",
        "{0}: {1} と {2} ({3}行目) は同時に使えません。一方を外してください",
    ),
    ("{} and {} exclude each other; leave one out", "{0} と {1} は同時に使えません。一方を外してください"),
    ("{}: this is no TOML: {}", "{0}: TOML として読めません: {1}"),
    ("{}: no such section", "{0}: そのような節はありません"),
    ("{}: no such setting", "{0}: そのような設定はありません"),
    ("{}: no such key", "{0}: そのようなキーはありません"),
    ("{}: no column is named", "{0}: 列が指定されていません"),
    ("{}: found the text `{}`, expected {}", "{0}: 文字列 `{1}` ではなく、{2}が必要です"),
    ("{}: found `{}`, expected {}", "{0}: `{1}` ではなく、{2}が必要です"),
    ("{}: found {}, expected {}", "{0}: {1} ではなく、{2}が必要です"),
    ("{}: write a length such as {}", "{0}: {1} のような長さで書いてください"),
    ("{}: write a day as {}", "{0}: 日付は {1} の形で書いてください"),
    ("{}: write a plain number such as {}", "{0}: {1} のような数値だけを書いてください"),
    ("{}: write a number of days such as {}", "{0}: {1} のように日数で書いてください"),
    (
        "{}: write a number of rows such as {}, or a share such as {}",
        "{0}: {1} のような行数か、{2} のような割合で書いてください",
    ),
    ("{}: write it as {}", "{0}: {1} のように書いてください"),
    ("cannot write the answer", "答えを書き出せません"),
    ("cannot open the history {}", "履歴 {0} を開けません"),
    ("cannot read the history {}", "履歴 {0} を読めません"),
    ("cannot write the history {}", "履歴 {0} を書けません"),
    ("cannot write to {}", "{0} に書き出せません"),
    ("cannot write {}", "{0} を書き出せません"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_gives_its_gaps_and_the_rest_must_fit() {
        assert_eq!(matched("{}: write it as {}", "--week 9: write it as 2026-W12"), Some(vec!["--week 9", "2026-W12"]));
        assert_eq!(matched("-f {}: no such format", "-f yaml: no such format at all"), None);
        assert_eq!(matched("name one", "name one"), Some(vec![]));
    }

    #[test]
    fn what_was_meant_stands_behind() {
        let said = slip(Lang::Ja, "--profile sap: no such export is known; did you mean `base-orders`?");
        assert_eq!(said, "--profile sap: そのような出力形式は知られていません。`base-orders` のことですか");
    }

    #[test]
    fn a_latin_word_stands_apart_from_the_japanese_around_it() {
        let said = slip(Lang::Ja, "rules.zero-orders: found `counts`, expected count or ignore");
        assert_eq!(said, "rules.zero-orders: `counts` ではなく、count か ignore が必要です");
    }

    #[test]
    fn every_gap_that_holds_a_latin_word_stands_apart() {
        for (english, japanese) in HINTS.iter().chain(JAPANESE) {
            let gaps = vec!["Xx"; english.matches("{}").count()];
            let text: Vec<char> = filled(japanese, &gaps).chars().collect();
            let touching = text.windows(2).filter(|pair| {
                let letter = |c: char| ('\u{3041}'..='\u{9fff}').contains(&c);
                pair[0] == 'x' && letter(pair[1]) || letter(pair[0]) && pair[1] == 'X'
            });
            assert_eq!(touching.count(), 0, "{japanese}");
        }
    }

    #[test]
    fn what_nobody_knows_stays_as_it_is() {
        assert_eq!(slip(Lang::Ja, "the moon is blue; did you mean `red`?"), "the moon is blue; did you mean `red`?");
    }
}
