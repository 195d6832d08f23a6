//! The words of forecasts: labels, titles, remarks and refusals.

/// A wording in English and in Japanese.
type Pair = Option<(&'static str, &'static str)>;

/// The title of an answer or of one of its parts.
pub(super) fn title(name: &str) -> Pair {
    Some(match name {
        "forecast" => ("Forecast of purchases", "購入の予測"),
        "customers" => ("Customers", "顧客一覧"),
        "holdout" => ("Forecast against what happened", "予測と実績"),
        "by-frequency" => ("By past frequency", "過去の再購入回数別"),
        "deciles" => ("Who came, by rank of the forecast", "予測順位10分位別の購入の割合"),
        "tracking" => ("Week by week", "週ごとの推移"),
        "assumptions" => ("Do the assumptions hold", "前提の検定"),
        _ => return None,
    })
}

/// The label of a column.
pub(super) fn label(key: &str) -> Pair {
    Some(match key {
        "model" => ("model", "モデル"),
        "forecast" => ("forecast", "予測"),
        "log_likelihood" => ("log-likelihood", "対数尤度"),
        "spend_log_likelihood" => ("log-likelihood of value", "金額の対数尤度"),
        "aic" => ("AIC (smaller is better)", "AIC (小さいほど良い)"),
        "identified" => ("all parameters identified", "全母数の推定"),
        "not_identified" => ("not identified", "推定できない母数"),
        "holdout_actual" => ("purchases held out", "検証期間の購入"),
        "holdout_forecast" => ("forecast of them", "検証期間の予測"),
        "naive_forecast" => ("by past rates alone", "過去の頻度だけの予測"),
        "gini" => ("ranking (Gini)", "順位の的中 (ジニ)"),
        "naive_gini" => ("ranking by past rates", "過去の頻度による順位"),
        "actual" => ("actual", "実績"),
        "error" => ("error", "誤差"),
        "error_share" => ("relative error", "誤差率"),
        "mean_error" => ("mean error per customer", "1人あたり平均誤差"),
        "repeats" => ("came again before", "過去の再購入回数"),
        "actual_mean" => ("actual mean", "実績の平均"),
        "mbg" => ("MBG/NBD", "MBG/NBD"),
        "bg" => ("BG/NBD", "BG/NBD"),
        "pareto" => ("Pareto/NBD", "Pareto/NBD"),
        "naive" => ("past rates", "過去の頻度"),
        "decile" => ("tenth", "10分位"),
        "spenders" => ("repeat customers with value", "金額のあるリピート顧客"),
        "pearson" => ("frequency and value, Pearson", "頻度と金額の相関"),
        "spearman" => ("frequency and value, Spearman", "頻度と金額の順位相関"),
        "with_two_gaps" => ("customers with two gaps", "間隔が2つ以上の顧客"),
        "regularity" => ("regularity of gaps (1: chance)", "間隔の規則性 (1: 偶然)"),
        "expected_purchases" => ("purchases to come per customer", "今後の購入回数 (1人)"),
        "expected_purchases_total" => ("purchases to come", "今後の購入回数"),
        "expected_value" => ("value to come per customer", "今後の金額 (1人)"),
        "expected_value_total" => ("value to come", "今後の金額"),
        "residual_value" => ("the same discounted, less costs", "同 割引後・費用控除後"),
        "residual_value_total" => ("the same in total", "同 合計"),
        "residual_value_low" => ("residual value, low", "同 下限"),
        "residual_value_high" => ("residual value, high", "同 上限"),
        "new_customer_value" => ("value of a new customer", "新規顧客1人の価値"),
        "ltv_to_cac" => ("value of a new customer / cost to win", "LTV÷CAC"),
        "payback_months" => ("months to pay back", "回収までの月数"),
        "p_active" => ("still active", "継続の確率"),
        "first" => ("first purchase", "初回購入"),
        "last" => ("last purchase", "最終購入"),
        "horizon" => ("horizon", "予測期間"),
        _ => return None,
    })
}

/// What a model takes customers to do.
pub(super) fn model(code: &str) -> Pair {
    Some(match code {
        "mbg" => ("MBG/NBD: customers may stop after any purchase", "MBG/NBD: どの購入の後にも離脱しうる"),
        "bg" => (
            "BG/NBD: customers may stop after any purchase but the first",
            "BG/NBD: 初回を除くどの購入の後にも離脱しうる",
        ),
        "pareto" => ("Pareto/NBD: customers may stop at any time", "Pareto/NBD: いつでも離脱しうる"),
        "naive" => ("everyone goes on at the rate so far", "全員がこれまでの頻度で購入を続ける"),
        "zero" => ("nobody comes again", "誰も再購入しない"),
        _ => return None,
    })
}

/// A formula as people read it, by the key that a sheet leads with.
pub(super) fn formula(headline: &str) -> Pair {
    Some(match headline {
        "holdout_forecast" => (
            "customers buy at random until, unseen, they stop; models by maximum likelihood",
            "顧客は偶然に購入し、いつか離脱する。最尤法によるモデル",
        ),
        "customer" => (
            "what each customer has done so far, and what a model expects within the horizon",
            "顧客ごとの実績と、期間内の予測",
        ),
        "forecast" => (
            "purchases of the customers known before, on days that the models have not seen",
            "モデルが見ていない期間の、既存顧客の購入回数",
        ),
        "actual_mean" => ("purchases per customer on those days", "同じ期間の1人あたり購入回数"),
        "decile" => (
            "share of those purchases, by tenth of the customers as each forecast ranks them",
            "各予測の上位から10分の1ずつの顧客が占める購入の割合",
        ),
        "actual" => ("repeat purchases by week", "週ごとの再購入"),
        "spearman" => (
            "correlations should lie within 0.3 of 0; regularity near 1",
            "相関は ±0.3 以内、規則性は 1 付近であること",
        ),
        _ => return None,
    })
}

/// What must be known of a forecast.
pub(super) fn remark(code: &str) -> Pair {
    Some(match code {
        "forecast-loose" => (
            "{model}: {n} customers do not tell {parameters}: the likelihood has no peak there, so no value is shown; what is forecast rests on \
             the rest. More customers, a longer time or --prior help",
            "{model}: 顧客 {n}人からは {parameters} が決まりません（尤度に頂点がない）。値は表示せず、予測は残りの母数によります。\
             顧客や期間を増やすか --prior を使ってください",
        ),
        "forecast-loose-value" => (
            "{n} customers who came again do not tell {parameters} of the value: no value is shown for them; more customers or --prior help",
            "再購入した顧客 {n}人からは金額の {parameters} が決まりません。値は表示しません。顧客を増やすか --prior を使ってください",
        ),
        "forecast-no-mean" => (
            "the value of a purchase has no finite mean (q = {q}, must be above 1): a few very large purchases decide it, so customers \
             who never came again have no expected value",
            "購入金額の平均が定まりません（q = {q}、1より大きい必要があります）。少数の高額購入に左右されるため、再購入のない顧客の金額は出せません",
        ),
        "forecast-prior" => (
            "a weak belief was added as asked (--prior): parameters are its compromise with the data, and no plain maximum likelihood",
            "指定により弱い事前分布を加えました (--prior)。母数は通常の最尤推定値ではありません",
        ),
        "forecast-even-if-regular" => (
            "customers come by a clock, not by chance (regularity {shape} over {n} customers, 1 is chance); fitted all the same, as asked \
             (--even-if-regular): silence is noticed too late, and who is active and what is to come are wrong by no one knows how much",
            "購入の間隔が規則的で偶然ではありません（規則性 {shape}、顧客 {n}人、偶然なら 1）。指定によりそのまま当てはめました \
             (--even-if-regular)。継続の確率と予測がどれだけ外れるかはわかりません",
        ),
        "forecast-correlated" => (
            "value depends on how often customers come (Pearson {pearson}, Spearman {spearman}; within 0.3 is wanted): the value of \
             frequent buyers is misjudged",
            "購入頻度と金額に相関があります（ピアソン {pearson}、スピアマン {spearman}、望ましいのは 0.3 以内）。頻度の高い顧客の金額は正しく出ません",
        ),
        "forecast-no-value" => (
            "no customer who came again spent anything, so purchases are forecast and their value is not",
            "再購入した顧客に正の金額がないため、回数だけを予測し、金額は予測しません",
        ),
        "forecast-covers" => (
            "standard errors cover that parameters are estimated from so many customers; they do not cover a change of season, prices or plans. \
             The error on the days held out is the honest one",
            "標準誤差は標本の偶然だけを表し、季節・価格・施策の変化は含みません。検証期間の誤差を実際の誤差と考えてください",
        ),
        "customers-digests" => (
            "{count} ids are longer than 15 bytes and stand in no column of their own, so a digest stands for each",
            "15バイトを超える顧客IDが {count} 件あり、列から取れないため、要約値で示しました",
        ),
        "forecast-unchecked" => (
            "the data are too short to hold days out, so nothing tells whether to believe this",
            "データが短く検証期間を取れないため、予測が当たるかどうか確かめられません",
        ),
        "forecast-interval" => (
            "the range of the value covers that parameters are estimated from so many customers; it does not cover a change of season, prices \
             or plans: `loyalty forecast` shows how far off such a forecast has been",
            "区間は標本の偶然だけを表し、季節・価格・施策の変化は含みません。`loyalty forecast` で過去の予測の誤差を確かめてください",
        ),
        _ => return None,
    })
}

/// Why there is no forecast.
pub(super) fn refusal(code: &str) -> Pair {
    Some(match code {
        "forecast-no-repeats" => (
            "none of the {n} customers bought on a second day, so nothing tells who will come again; `loyalty ltv --method historic` says what \
             they have paid so far",
            "顧客 {n}人のうち別の日に再購入した人がいないため、予測できません。これまでの支払額は `loyalty ltv --method historic` でわかります",
        ),
        "forecast-one-day" => (
            "all {n} customers first bought on the last day of the data, so no time has passed to learn from; add earlier or later orders",
            "顧客 {n}人全員の初回購入がデータの最終日のため、予測できません。前後の期間の注文を加えてください",
        ),
        "forecast-few" => (
            "{n} of at least 10 customers: too few to tell how customers differ, on which every forecast rests; `loyalty repeat` and \
             `loyalty ltv --method historic` say what they have done so far",
            "顧客が {n}人しかなく（10人以上必要）、顧客の違いがわからないため予測できません。これまでの実績は `loyalty repeat` と \
             `loyalty ltv --method historic` でわかります",
        ),
        "forecast-regular-buyers" => (
            "customers come by a clock, not by chance (regularity {shape} over {n} customers, 1 is chance): subscriptions or fixed rounds, which \
             these models misread as loyalty or loss; `loyalty ltv --lifespan survival` answers from how long customers stay; --even-if-regular \
             fits them all the same",
            "購入の間隔が規則的で偶然ではありません（規則性 {shape}、顧客 {n}人、偶然なら 1）。定期購入には使えないモデルです。\
             `loyalty ltv --lifespan survival` は継続期間から答えます。--even-if-regular はそのまま当てはめます",
        ),
        "forecast-no-value-at-all" => (
            "no customer who came again spent anything above zero, so there is no value to forecast; `loyalty forecast` forecasts purchases alone",
            "再購入した顧客に正の金額がないため、金額を予測できません。`loyalty forecast` は購入回数だけを予測します",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{refusal, remark};

    #[test]
    fn both_languages_name_the_same_facts() {
        let names = |template: &str| {
            let mut names: Vec<String> =
                template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
            names.sort_unstable();
            names
        };
        for code in [
            "forecast-loose",
            "forecast-loose-value",
            "forecast-no-mean",
            "forecast-prior",
            "forecast-even-if-regular",
            "forecast-correlated",
            "forecast-no-value",
            "forecast-covers",
            "forecast-unchecked",
            "customers-digests",
            "forecast-interval",
            "forecast-no-repeats",
            "forecast-one-day",
            "forecast-few",
            "forecast-regular-buyers",
            "forecast-no-value-at-all",
        ] {
            let (en, ja) = remark(code).or_else(|| refusal(code)).expect("every code has a sentence");
            assert_eq!(names(en), names(ja), "{code}");
            assert!(!en.ends_with('.') && !en.starts_with(char::is_uppercase), "{en}");
        }
    }
}
