//! Why a file, or a section of a report, has no answer; each sentence names a way out.

use super::{Lang, connections};

/// A code, and its sentence in English and in Japanese, with the facts in braces.
type Sentence = (&'static str, &'static str, &'static str);

/// Why a section of a report has no answer.
pub(super) fn of_section(code: &str) -> Option<(&'static str, &'static str)> {
    find(SECTIONS, code).or_else(|| find(&connections::REFUSALS, code))
}

/// Why a file is refused as a whole.
pub(super) fn of_file(code: &str) -> Option<(&'static str, &'static str)> {
    find(DISGUISES, code).or_else(|| find(TABLES, code))
}

/// Every refusal: its code and its sentence.
pub fn refusals(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = SECTIONS.iter().chain(&connections::REFUSALS).chain(DISGUISES).chain(TABLES);
    all.map(move |&(code, en, ja)| (code, lang.pick(en, ja)))
}

fn find(sentences: &[Sentence], code: &str) -> Option<(&'static str, &'static str)> {
    sentences.iter().find(|(own, ..)| *own == code).map(|&(_, en, ja)| (en, ja))
}

/// Why a section of a report has no answer.
const SECTIONS: &[Sentence] = &[
    (
        "no-transactions",
        "no orders were given; add a file of transactions",
        "購入明細のファイルがありません。加えてください",
    ),
    (
        "no-orders",
        "none of the transactions could be used; `loyalty check` says what became of them",
        "使える購入明細がありません。`loyalty check` で内訳を確かめてください",
    ),
    (
        "only-refunds",
        "the transactions hold refunds alone and no order; add the file of the orders",
        "返金だけで購入がありません。購入のファイルを加えてください",
    ),
    (
        "only-guests",
        "all {count} orders are those of guests, who are no customers; name the column of the customer with --map customer=COLUMN, or see orders and money with `loyalty check`",
        "注文 {count}件はすべてゲスト購入で、顧客がいません。--map customer=列名 で顧客の列を指定するか、`loyalty check` で注文と金額を見てください",
    ),
    (
        "no-surveys",
        "no survey answers were given; add a file of surveys",
        "アンケートのファイルがありません。加えてください",
    ),
    (
        "no-question",
        "no column holds answers to this question; name it with --map {role}=COLUMN",
        "この質問の回答の列がありません。--map {role}=列名 で指定してください",
    ),
    (
        "no-answers",
        "none of the rows answers this question; `loyalty check` says what became of them",
        "この質問への回答が一件もありません。`loyalty check` で内訳を確かめてください",
    ),
    (
        "no-amount",
        "the transactions have no amounts; name their column with --map amount=COLUMN",
        "購入明細に金額がありません。--map amount=列名 で指定してください",
    ),
    (
        "no-customer",
        "the transactions name no customers; name their column with --map customer=COLUMN, or see orders and money with `loyalty check`",
        "購入明細に顧客の列がありません。--map customer=列名 で指定するか、`loyalty check` で注文と金額を見てください",
    ),
    (
        "no-date",
        "there are no dates to choose the window by; name their column with --map date=COLUMN",
        "期間を選ぶための日付がありません。--map date=列名 で指定してください",
    ),
    (
        "nothing-in-window",
        "nothing lies in the window {from} to {to}; choose another with --from and --to",
        "期間 {from}～{to} には何もありません。--from と --to で別の期間を指定してください",
    ),
    (
        "several-currencies",
        "amounts in several currencies are never added: {currencies}; choose one with --currency CODE, which takes amounts that \
         name none, or only a sign it may have, as CODE",
        "通貨の違う金額は合計できません: {currencies}。--currency で一つ選んでください（通貨が書かれていない金額と、その通貨にも使う記号だけの金額は、選んだ通貨とみなします）",
    ),
    (
        "no-rate",
        "there is no rate for {currency} on {day}, the first of {count} such orders; add one to the file of --rates",
        "{currency} の {day} のレートがありません (該当する注文 {count}件の最初の日)。--rates のファイルに加えてください",
    ),
    (
        "scale-unknown",
        "the scale of the answers is not known; give it with --scale, such as --scale 1-7",
        "回答の尺度がわかりません。--scale 1-7 のように指定してください",
    ),
    (
        "no-usual-top",
        "on a scale from {min} to {max} no score is known to mean satisfied; say the least that does with --satisfied-from",
        "{min}～{max} の尺度には、満足とみなす点の慣例がありません。--satisfied-from で最低の点を指定してください",
    ),
    (
        "no-usual-cut",
        "what counts as easy is known for scales 1-5 and 1-7 only, not for {min} to {max}; use `loyalty csat --scale \
         {min}-{max} --satisfied-from SCORE` for the share at its upper end",
        "「簡単だった」とみなす点は 1-5 と 1-7 の尺度にしか慣例がなく、{min}～{max} にはありません。上位の割合は `loyalty csat --scale {min}-{max} --satisfied-from 点` で求めてください",
    ),
    (
        "scale-reversed",
        "the labels say that {best} is the best score and {worst} the worst; make the larger number the better one in the file",
        "ラベルによると {best} が最も良く {worst} が最も悪い点です。ファイルの中で大きい数ほど良い点になるように直してください",
    ),
    (
        "scale-of-words",
        "the answers are words on a scale from {min} to {max}; give --scale {min}-{max}, or none",
        "回答は {min}～{max} の尺度の言葉です。--scale {min}-{max} と指定するか、--scale を省いてください",
    ),
    (
        "scales-differ",
        "the files answer on different scales, which are never added; ask about each of them alone",
        "ファイルによって回答の尺度が違い、合算できません。ファイルごとに実行してください",
    ),
    (
        "latest-without-dates",
        "the answers have no dates that tell which is each customer's last; use --answers all, or name their column with \
         --map date=COLUMN",
        "回答に日付がなく、顧客ごとの最後の回答がわかりません。--answers all を使うか、--map date=列名 で列を指定してください",
    ),
    (
        "latest-without-customers",
        "the answers name no customers whose last could count; use --answers all, or name their column with --map customer=COLUMN",
        "回答に顧客がなく、顧客ごとの最後の回答がわかりません。--answers all を使うか、--map customer=列名 で列を指定してください",
    ),
    (
        "direction-unknown",
        "whether high or low is good is not known; give --ces-good high or --ces-good low",
        "高い点と低い点のどちらが良いかわかりません。--ces-good high か low を指定してください",
    ),
    (
        "no-such-column",
        "no column of its files is called {by}; group by another column or by a period",
        "{by} という列がありません。別の列か期間で分類してください",
    ),
    (
        "too-few-periods",
        "fewer than three whole months or weeks lie in the data, which make no trend; add earlier files",
        "データに含まれる月や週が3つ未満で、推移を示せません。以前のファイルを加えてください",
    ),
    (
        "no-periods",
        "a lifetime is no matter of periods; ask `loyalty ltv` without a period",
        "顧客生涯価値は期間で分類できません。期間なしで `loyalty ltv` を使ってください",
    ),
    (
        "no-period-before",
        "the window before lies partly before the data, so nobody can have stayed; choose a later or shorter window with --from and --to, or --by month",
        "直前の期間がデータより前にかかるため継続を測れません。--from と --to で後の期間か短い期間を指定するか、--by month を使ってください",
    ),
    (
        "no-members",
        "nobody joined in a month of these data beside customers who never did; add a customers file with the days of joining (--map joined=COLUMN)",
        "データの期間に入会した顧客と非会員の比較ができません。入会日のある顧客一覧を加えてください (--map joined=列名)",
    ),
    (
        "programme-no-control",
        "no customer of the control stands beside a member over the same months: both must have bought before the {months} months ahead of joining; choose fewer with --before",
        "同じ時期に会員と比べられる対照群の顧客がいません。両方とも入会前の {months}か月より前に購入が必要です。--before で月数を減らしてください",
    ),
    (
        "programme-no-holdout",
        "nobody was held back from the offer in the months of these data, so there is no control; name a group that could not join with --control COLUMN=VALUE",
        "データの期間に提供を見送られた顧客がいないため、対照群がありません。--control 列名=値 で参加できなかった顧客を指定してください",
    ),
    (
        "programme-by",
        "members and others are the groups already; ask without --by",
        "会員とその他がすでに分類です。--by なしで使ってください",
    ),
    (
        "no-sends",
        "no sends of promotions were given; add a file of them with --promotions, or ask about discounts with --codes COLUMN",
        "配信一覧のファイルがありません。--promotions で加えるか、--codes 列名 で割引を調べてください",
    ),
    (
        "promotions-by",
        "campaigns and audiences are the groups already; ask without --by",
        "施策と対象者がすでに分類です。--by なしで使ってください",
    ),
    (
        "promotions-no-holdout",
        "nobody was held back from these sends, so there is nothing to compare them with; take another --design, or hold some customers back next time (`loyalty split`)",
        "配信を見送った顧客がいないため、比較対象がありません。別の --design を選ぶか、次回は loyalty split で一部の顧客への配信を見送ってください",
    ),
    (
        "no-sends-in-window",
        "no send with a known day lies in {from} to {to}; choose another window with --from and --to, or add a file that says when campaigns began",
        "期間 {from}～{to} に日付のわかる配信がありません。--from と --to で期間を変えるか、施策の開始日のファイルを加えてください",
    ),
    (
        "no-tiers",
        "no file says which level a customer has; add a customers file with one, name its column with --tier, or give --tier-rule",
        "顧客のランクの列がありません。顧客一覧を加えるか、--tier 列名 か --tier-rule を指定してください",
    ),
    (
        "tiers-by-column",
        "levels are groups already; group by a period, or narrow the data",
        "ランクがすでに分類です。分類するなら期間だけにしてください",
    ),
    (
        "no-window-before",
        "the window before lies partly before the data, so it can group nobody; use --basis window or a later window",
        "直前の期間がデータより前にかかるため分類できません。--basis window か、後の期間を使ってください",
    ),
];

/// Why a file is no table at all.
const DISGUISES: &[Sentence] = &[
    (
        "is-spreadsheet",
        "this is a spreadsheet or a zip archive, not CSV: save the sheet as CSV UTF-8, or unpack the archive",
        "CSVではなく、表計算ソフトのファイルか zip です。シートを CSV UTF-8 で保存するか、展開してください",
    ),
    (
        "is-web-page",
        "this is a web page or XML, not CSV: check that the download did not end at a log-in page, and export it as CSV",
        "CSVではなく、ウェブページか XML です。ログイン画面が保存されていないか確かめ、CSV で書き出し直してください",
    ),
    ("is-pdf", "this is a PDF, not CSV: export it as CSV", "CSVではなく PDF です。CSV で書き出し直してください"),
    ("is-json", "this is JSON, not CSV: export it as CSV", "CSVではなく JSON です。CSV で書き出し直してください"),
    (
        "is-lfs-pointer",
        "this is a pointer of Git LFS, not the file itself: fetch it with `git lfs pull`",
        "ファイルそのものではなく Git LFS のポインタです。`git lfs pull` で取得してください",
    ),
    (
        "is-utf32",
        "this is UTF-32 text, which is not read: save it as UTF-8",
        "UTF-32 のテキストは読めません。UTF-8 で保存し直してください",
    ),
    (
        "is-utf16le",
        "this is UTF-16 text without a byte order mark: name it with --encoding utf-16le",
        "バイト順マークのない UTF-16 です。--encoding utf-16le を指定してください",
    ),
    (
        "is-utf16be",
        "this is UTF-16 text without a byte order mark: name it with --encoding utf-16be",
        "バイト順マークのない UTF-16 です。--encoding utf-16be を指定してください",
    ),
    (
        "is-jis",
        "this is ISO-2022-JP text (JIS), which is not read: save it as UTF-8 or Shift_JIS",
        "ISO-2022-JP（JIS）は読めません。UTF-8 か Shift_JIS で保存し直してください",
    ),
    (
        "is-archive",
        "this is packed in a way that is not read: unpack it, or pack it as .gz or .zst",
        "読めない形式で圧縮されています。展開するか、.gz か .zst で圧縮してください",
    ),
    ("is-binary", "this is no text: export it as CSV", "テキストファイルではありません。CSV で書き出し直してください"),
];

/// Why a table cannot be used.
const TABLES: &[Sentence] = &[
    (
        "damaged-archive",
        "the compressed file is cut off or damaged: copy or download it again",
        "圧縮ファイルが途中で切れているか壊れています。コピーかダウンロードをやり直してください",
    ),
    (
        "swelling-archive",
        "the compressed file swells to more than a gigabyte and 200 times its size: unpack it yourself, and look at what it holds",
        "圧縮ファイルの中身が 1 GB を超え、元の200倍以上になります。自分で展開して中身を確かめてください",
    ),
    (
        "not-encoded",
        "the file holds bytes that are not {encoding}: export it again, or name its encoding with --encoding",
        "{encoding} ではないバイトがあります。書き出し直すか、--encoding で文字コードを指定してください",
    ),
    ("empty-file", "the file is empty: export it again", "ファイルが空です。もう一度書き出してください"),
    (
        "unreadable-file",
        "cannot be read: {error}; check the path and that you may read it",
        "読めません: {error}。パスと読み取り権限を確かめてください",
    ),
    (
        "unknown-kind",
        "cannot tell what the rows are from the columns `{columns}`; name the kind with --transactions, --surveys or --customers",
        "列 `{columns}` からは何の表かわかりません。--transactions、--surveys、--customers で指定してください",
    ),
    (
        "ambiguous-column",
        "several columns could be the {role}: `{columns}`; say which, such as --map {role}=\"{first}\"",
        "{role} になりうる列が複数あります: `{columns}`。--map {role}=\"{first}\" のように指定してください",
    ),
    (
        "missing-column",
        "no column for the {role} of {kind} among `{columns}`; name it with --map {role}=\"…\"",
        "{kind} の {role} にあたる列がありません（列: `{columns}`）。--map {role}=\"…\" で指定してください",
    ),
    (
        "export-without-amounts",
        "this looks like the export {export}, but no column holds amounts; export it with `{column}`, name the column with --map amount=\"…\", or count orders alone with --no-amount",
        "{export} のエクスポートのようですが、金額の列がありません。`{column}` を含めて書き出すか、--map amount=\"…\" で指定するか、--no-amount で注文だけを数えてください",
    ),
    (
        "excel-serials",
        "the dates in \"{column}\" are bare numbers; if a spreadsheet counts its days so, say it with --date-format excel",
        "「{column}」の日付は数値だけです。表計算ソフトの通し番号であれば --date-format excel を指定してください",
    ),
    (
        "odd-encoding",
        "no column is known by its name: the file is neither UTF-8 nor CP932 throughout and was read as {encoding}; name its \
         encoding with --encoding cp932, or export it again; found `{columns}`",
        "列名を認識できません。ファイルは全体としては UTF-8 でも CP932 でもなく、{encoding} として読みました。--encoding cp932 を指定するか、書き出し直してください。列: `{columns}`",
    ),
    (
        "ambiguous-date",
        "every date in `{column}` could be day/month or month/day; say which with --date-format dmy or --date-format mdy",
        "`{column}` の日付は日/月とも月/日とも読めます。--date-format dmy か mdy を指定してください",
    ),
    (
        "mixed-dates",
        "some dates in `{column}` are only day/month and others only month/day ({first} against {second}); split the file, or say which with --date-format",
        "`{column}` には日/月としか読めない日付と月/日としか読めない日付が混ざっています（{first} 対 {second}）。ファイルを分けるか --date-format を指定してください",
    ),
    (
        "ambiguous-decimal",
        "the marks in `{column}` could be decimals or thousands; say which with --decimal-comma or --decimal-point",
        "`{column}` の区切りは小数点とも桁区切りとも読めます。--decimal-comma か --decimal-point を指定してください",
    ),
    (
        "record-too-long",
        "the record that begins in line {line} goes on for more than 16 MiB: close the quotation mark that is open there, or export the file as CSV",
        "{line} 行目から始まる行が 16 MiB を超えています。閉じていない引用符を直すか、CSV で書き出し直してください",
    ),
    (
        "memory",
        "does not fit the memory budget of {budget} MiB; raise it with --memory, or split the files by customer",
        "メモリの上限 {budget} MiB に収まりません。--memory で上げるか、顧客ごとにファイルを分けてください",
    ),
    (
        "beside-refused",
        "not used, because another file with the same header was refused; mend that one, or leave it out",
        "同じ見出しの別のファイルが読めないため使いませんでした。そのファイルを直すか、外してください",
    ),
    (
        "amount-per",
        "in every order of several lines ({orders}) all lines have the same amount: is it the line's or the order's total? say --amount-per line or --amount-per order",
        "明細が複数ある {orders} 件の注文すべてで、明細の金額が同じです。明細の金額か注文の合計か、--amount-per line か order で指定してください",
    ),
    (
        "another-table",
        "line {line} is the header of another table (`{cells}`): split the file there and give both parts",
        "{line} 行目は別の表の見出しです（`{cells}`）。そこでファイルを分けて、両方を指定してください",
    ),
    (
        "other-delimiter",
        "the rows are not divided by the `{delimiter}` of the header: export the file again, or name the delimiter with --delimiter",
        "行が見出しの区切り `{delimiter}` で区切られていません。書き出し直すか、--delimiter で指定してください",
    ),
    (
        "quoted-lines",
        "every line is one quoted cell (`{header}`): take the outer quotation marks away, or export the file again",
        "行全体が引用符で囲まれています（`{header}`）。外側の引用符を取るか、書き出し直してください",
    ),
    (
        "no-header-row",
        "the first line holds values and no names: `{cells}`; write the names of the columns above it",
        "1行目が列名ではなく値です: `{cells}`。その上に列名の行を加えてください",
    ),
    (
        "duplicate-column",
        "columns {first} and {second} are both called `{column}`: rename one, or say which with --map {role}=#{first}",
        "{first} 列目と {second} 列目がどちらも `{column}` です。列名を変えるか、--map {role}=#{first} で指定してください",
    ),
    (
        "ambiguous-short-date",
        "the dates in `{column}` have years of two digits and can be read as {first} or as {second}; say which with --date-format dmy2, mdy2 or ymd2",
        "`{column}` の日付は年が2桁で、{first} とも {second} とも読めます。--date-format dmy2、mdy2、ymd2 のどれかを指定してください",
    ),
    (
        "unclosed-quote",
        "a quotation mark opened in line {line} is never closed: mend that line, or export the file again",
        "{line} 行目の引用符が閉じていません。その行を直すか、書き出し直してください",
    ),
];
