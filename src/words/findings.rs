//! The sentences about what was found in the files and is worth a second look before anyone trusts a number.

/// A sentence in English and in Japanese.
type Pair = (&'static str, &'static str);

/// What a file, or its rows, should be looked at for.
pub(super) fn of_input(code: &str) -> Option<Pair> {
    Some(match code {
        "title-lines" => (
            "{path}: the header was found in line {line}; what stands above it is not read",
            "{path}: 見出しは {line} 行目にありました。それより上は読みません",
        ),
        "no-rows" => (
            "{path}: there are no rows below the header; check that the export was complete",
            "{path}: 見出しの下に行がありません。書き出しが完了しているか確かめてください",
        ),
        "rows-left-out" => ("{path}: left out as {rule}: {count}", "{path}: {rule} として {count} 行を除きました"),
        "after-as-of" => (
            "{count} rows are dated after the as-of day and count nowhere; --as-of moves it",
            "基準日より後の行が {count} 行あり、集計に入りません。--as-of で変えられます",
        ),
        "one-order-each" => (
            "none of the {count} customers in `{column}` has a second order; if those ids are new with each order, name the customer \
             by `{other}` with --map customer=\"{other}\"",
            "列 `{column}` の顧客 {count} 人に、注文が2件以上ある人はいません。注文ごとに新しいIDなら、--map customer=\"{other}\" で `{other}` を顧客にしてください",
        ),
        "stray-dates" => (
            "{count} orders are dated {from} to {to}, more than a year from all others; correct their dates if they are \
             placeholders, or choose the days with --from, --to and --as-of",
            "他から1年以上離れた日付（{from}～{to}）の注文が {count} 件あります。仮の日付なら直すか、\
             --from、--to、--as-of で期間を選んでください",
        ),
        "damaged-order-ids" => (
            "{count} rows have order ids such as 1.23E+11: a spreadsheet has thrown digits away, and rows of different orders may \
             count as one; export them again as text",
            "注文番号が 1.23E+11 の形の行が {count} 行あります。表計算ソフトが桁を落とし、別々の注文が一つになっている恐れがあります。\
             文字列として書き出し直してください",
        ),
        "answers-of-nobody" => (
            "none of the {count} answers with a customer id belongs to a customer who bought; check that both files write ids alike",
            "顧客IDのある回答 {count} 件のうち、購入した顧客と一致するものがありません。IDの書き方が同じか確かめてください",
        ),
        "identical-rows" => (
            "{count} rows are the same as another row, cell by cell, and each counts; delete them if they were exported twice",
            "ほかの行とまったく同じ行が {count} 行あり、それぞれ数えました。二重に書き出したものなら除いてください",
        ),
        "ids-differ-in-case" => (
            "{count} customer ids differ from another only in upper and lower case, such as `{first}` and `{second}`: \
             they count as different customers; write them alike if they are one",
            "大文字と小文字だけが違う顧客IDが {count} 件あり（例: `{first}` と `{second}`）、別の顧客として数えました。\
             同じ顧客なら表記をそろえてください",
        ),
        "ids-differ-in-width" => (
            "{count} customer ids differ from another only in full and half width, such as `{first}` and `{second}`: \
             they count as different customers; write them alike if they are one",
            "全角と半角だけが違う顧客IDが {count} 件あり（例: `{first}` と `{second}`）、別の顧客として数えました。\
             同じ顧客なら表記をそろえてください",
        ),
        "ids-differ-in-form" => (
            "{count} customer ids look the same as another and are written with different characters, such as `{first}`: \
             they count as different customers; save the file in the Unicode form NFC if they are one",
            "見た目が同じで文字コードの違う顧客IDが {count} 件あり（例: `{first}`）、別の顧客として数えました。\
             同じ顧客なら Unicode 正規化形式 NFC で保存し直してください",
        ),
        "ids-differ-in-blanks" => (
            "{count} customer ids differ from another only in blanks, some of which cannot be seen, such as in `{first}`: \
             they count as different customers; take the blanks out if they are one",
            "見えないものを含む空白だけが違う顧客IDが {count} 件あり（例: `{first}`）、別の顧客として数えました。\
             同じ顧客なら空白を除いてください",
        ),
        "mixed-float-ids" => (
            "{count} customer ids end in .0, as spreadsheets write numbers, and others do not, such as `{first}` and `{second}`: \
             they count as different customers; export the column as text",
            "末尾が .0 の顧客IDが {count} 件あり、そうでないものと混ざっています（例: `{first}` と `{second}`）。\
             別の顧客として数えました。列を文字列として書き出し直してください",
        ),
        _ => return None,
    })
}
