//! What must be known of numbers about customers over time, and of the groups they are put in.

/// The sentence of a code, in English and in Japanese, with its facts in braces.
pub(super) fn of_behaviour(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "periods-pooled" => (
            "(all) adds up the periods that are over and have one before them; a customer counts once in each of these",
            "(全体) は前の期間があり終了した期間の合計で、顧客は期間ごとに1回数えています",
        ),
        "period-not-over" => (
            "the window is not over, so there is no rate yet: some of its customers will still come; choose an earlier one with --to",
            "期間が終わっていないため率はまだ出せません。--to で終了した期間を指定してください",
        ),
        "first-cohort-large" => (
            "the first cohort holds {share} of all customers; most of them are probably older than the data and no newcomers",
            "最初の期間に全顧客の {share} が入っています。多くはデータより前からの顧客で、新規ではないと思われます",
        ),
        "lapse-back-test" => (
            "lapsed means that nothing was bought within {days} days; of {count} such silences so far, {share} ended in a purchase after all",
            "{days}日以内に購入がなければ離脱としました。これまでの該当 {count}件のうち {share} は後に購入しています",
        ),
        "churn-by-rule" => (
            "by the same rule {count} of the {eligible} customers who first bought at least {days} days ago have left: churn {share}",
            "同じ基準で、初回購入から{days}日以上たった {eligible}人のうち {count}人が離脱しています（離脱率 {share}）",
        ),
        "retention-of-orders" => (
            "groups are those of the orders, so \"new\" means new to a group and \"lapsed\" that nothing was bought in it: whoever went to \
             another group is in both",
            "グループは注文の列によるため、「新規」はそのグループで初めての購入、「離脱」はそのグループで購入がないことで、\
             グループを移った顧客は両方に入ります",
        ),
        "no-rhythm" => (
            "no silence seen so far tells a lost customer from one who will come back, so nobody counts as lapsed; --lapse 365d sets a limit",
            "どれだけ間が空いても戻る顧客がいるため離脱の日数が決まりません。--lapse 365d のように指定できます",
        ),
        "few-scores" => (
            "{score} takes only {scores} of 5 scores: many customers share a value, and equal values are never split",
            "{score} のスコアは5段階のうち {scores} 段階だけです。同じ値の顧客は分けません",
        ),
        "many-tests" => (
            "{n} groups or periods are tested at once, so a single one must stand out more to be beyond chance (Holm)",
            "{n}件を同時に検定しているため、1件だけの場合より大きな差が必要です（ホルム法）",
        ),
        "last-days-missing" => (
            "{from} – {to} counts as over although the data end on {as_of} (days missing: {count}), since the shop has been without an \
             order for as long before; --to {as_of} asks for the days in the data alone",
            "{from}～{to} はデータが {as_of} で終わり {count}日足りませんが、以前にも同じだけ注文のない日が続いたため終了とみなしました。\
             --to {as_of} でデータのある日だけを見られます",
        ),
        "definitions-horizon" => (
            "f2_within_N gives every customer N days after the first purchase, so it looks beyond {to}, up to {as_of}; all other \
             definitions end with {to}",
            "f2_within_N は初回購入から N 日間を見るため、{to} より後 ({as_of} まで) の購入も含みます。他の定義は {to} までです",
        ),
        "rest-of-orders" => (
            "a customer can stand in several groups with a part of the purchases in each, so a rarer group looks worse by that alone and \
             no difference is tested; {instead} gives each customer one group",
            "一人の顧客が購入の一部ずつで複数のグループに入るため、少ないグループほど低く出ます。差の検定はしません。\
             {instead} で顧客ごとに一つのグループに決まります",
        ),
        "nothing-to-compare" => (
            "nothing to compare with: the data do not reach back far enough for the figures of {from} – {to}; choose a later or shorter window",
            "{from}～{to} の数値に必要なデータがそろっていないため比較できません。後の期間か短い期間を指定してください",
        ),
        "migrate-outside" => (
            "the data do not hold all of {from} – {to}; the twelve months before either day must be known",
            "{from}～{to} のデータがそろっていません。両日とも直前12か月のデータが必要です",
        ),
        "groups-hidden" => (
            "{count} groups are hidden: those of fewer than {n}, and others from which these could be computed",
            "{count}グループを非表示にしました（{n}件未満のもの、およびそこから逆算できるもの）",
        ),
        "whole-hidden" => (
            "all figures here are hidden: they would tell of fewer than {n} customers or answers",
            "ここの数値はすべて非表示です（顧客または回答が{n}件未満のため）",
        ),
        "table-hidden" => (
            "all figures here are hidden: groups of fewer than {n} that are hidden above could be computed from them",
            "ここの数値はすべて非表示です（上で非表示にした{n}件未満のグループを逆算できるため）",
        ),
        "changes-hidden" => (
            "changes are left out here: it is not known of how few customers the earlier figures are (--min-group)",
            "以前の数値が何人のものかわからないため、変化は表示しません (--min-group)",
        ),
        "parts-hidden" => (
            "figures of fewer than {n} among a row's customers are hidden, and others from which they could be computed",
            "各行の顧客のうち{n}件未満の部分の数値と、そこから逆算できるものを非表示にしました",
        ),
        "reconcile-none" => (
            "none of the {n} definitions gives this number; other rows may have been counted there: other days, statuses, currencies or stores",
            "試した{n}通りの定義のどれとも一致しません。対象の日付・状態・通貨・店舗が異なる可能性があります",
        ),
        "reconcile-per-cent" => (
            "the number given is {given} times the whole; write per cent as {given}%",
            "指定した値は全体の {given} 倍です。百分率なら {given}% と書いてください",
        ),
        "tenths-uneven" => (
            "the {n} customers do not divide into tenths: the top 10 % are rounded up to {top}, the first tenth down to {first}",
            "顧客 {n}人は10等分できないため、上位10% は {top}人に切り上げ、第1層は {first}人に切り捨てています",
        ),
        "tier-order-unknown" => (
            "--tier-order names levels that nobody has: {levels}; check the spelling, or leave them out",
            "--tier-order のうち該当する顧客のいないランク: {levels}。つづりを確かめるか、外してください",
        ),
        "reconcile-read-once" => (
            "standard input can be read once, so refunds on another day and cancelled orders were not tried; name the file instead",
            "標準入力は一度しか読めないため、返金日とキャンセル注文の規則は試していません。ファイル名を指定してください",
        ),
        "reconcile-several" => (
            "{n} definitions give this number; it alone does not tell which of them was used",
            "{n}通りの定義がこの数値と一致します。どれが使われたかはこの数値だけでは分かりません",
        ),
        "young-cohorts" => (
            "younger cohorts have had less time to buy, so their values are lower for that alone; compare cohorts of like age",
            "新しいコホートほど購入する時間が短く、その分だけ値が低くなります。同じ経過期間で比べてください",
        ),
        "interval-narrow" => (
            "the intervals of money resample customers; with only {n} of them they are somewhat too narrow",
            "金額の信頼区間は顧客の再抽出によるもので、{n}人ではやや狭めになります",
        ),
        "segments-empty" => ("no customer is in: {segments}", "該当する顧客のいないセグメント: {segments}"),
        "segments-shadowed" => (
            "earlier rules take every customer of: {segments}; --segments grid has no such overlap",
            "先の条件に含まれるため常に空のセグメント: {segments}。--segments grid には重なりがありません",
        ),
        _ => return programme(code),
    })
}

/// What must be known of numbers about a loyalty programme.
fn programme(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "tiers-today" => (
            "levels are those of today: whoever rose by buying in the window counts as high all along, so gaps come out too large; \
             a level column in the orders avoids that",
            "ランクは現在のものです。期間中の購入で上がった顧客も最初から上位として数えるため、差は大きめに出ます。\
             購入明細に注文時のランクがあれば避けられます",
        ),
        "tiers-today-though" => (
            "levels are those of today: whoever rose by buying in the window counts as high all along, so gaps come out too large; \
             --tier-basis order takes the level at the time of each order instead, which the orders have",
            "ランクは現在のものです。期間中の購入で上がった顧客も最初から上位として数えるため、差は大きめに出ます。\
             購入明細に注文時のランクがあるため --tier-basis order で避けられます",
        ),
        "tiers-order" => (
            "levels are those at the time of each order: a customer whose level changed stands in several with a part of the purchases \
             in each, so a rarer level looks worse by that alone; judge a gap by the one by chance beside it",
            "ランクは注文時のものです。ランクが変わった顧客は購入の一部ずつで複数のランクに入るため、少ないランクほど低く出ます。\
             差は偶然だけによる差と比べてください",
        ),
        "promotions-own-baseline" => (
            "campaigns without a control group are compared with the same customers' past: season and who was picked are in the difference",
            "対照群のない施策は同じ顧客の以前と比べています。差には季節や対象者の選び方の影響も含まれます",
        ),
        "promotions-attribution" => (
            "what follows a send was not all caused by it; hold some customers back by lot next time (`loyalty split`)",
            "配信後の購入がすべて配信によるとは限りません。次回は対照群を無作為に残してください (`loyalty split`)",
        ),
        "promotions-unheld" => (
            "nobody was held back from {campaigns}, so there is nothing to compare these with and no lift",
            "{campaigns} では配信を見送った顧客がいないため、比較対象がなく効果は出せません",
        ),
        "promotions-overlap" => (
            "{count} purchases follow sends of several campaigns and are in the response of each, so campaigns do not add up",
            "複数の施策の配信後にあたる購入が {count}件あり、それぞれに数えています。施策を合計しないでください",
        ),
        "promotions-last-touch" => (
            "{count} purchases follow sends of several campaigns; each belongs to the last",
            "複数の施策の配信後にあたる購入が {count}件あり、最後の配信に数えました",
        ),
        "programme-self-selected" => (
            "customers chose to join, and who joins buys more anyway: the difference is no lift, and no return can be computed from it",
            "入会は顧客が選んだもので、よく買う人ほど入会します。この差はプログラムの効果ではなく、ROI も計算できません",
        ),
        "programme-control" => (
            "the lift takes off what members and control share; whatever else happened to one side alone, and that members joined when \
             they were about to buy more, is still in it",
            "増分は会員と対照群に共通の変化を除いたものです。片方だけに起きたことや、買う気になった時期に入会したことの影響は残ります",
        ),
        "programme-lead" => (
            "before and after are compared, so only customers who had bought before the {months} months ahead of joining count: {count} \
             members had not, or joined too early or too late in the data",
            "前後を比べるため、入会前の {months}か月より前に購入のある顧客だけを数えます。該当しない会員は {count}人です",
        ),
        "codes-no-cause" => (
            "orders with a discount differ from the others in who places them and when; the difference is not what the discount brought",
            "割引のある注文は購入者も時期も違います。差は割引の効果ではありません",
        ),
        "tiers-rule" => (
            "rules over purchases in the window make part of the gap themselves; beside it stands what they would show if the same \
             purchases were dealt at random",
            "期間内の購入で決めたランクなので、差の一部は条件そのものによります。同じ購入を無作為に配った場合の差を並べています",
        ),
        _ => return None,
    })
}
