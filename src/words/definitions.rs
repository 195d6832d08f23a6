//! What each figure means: one table of definitions, formulas, sources and worked examples, in English and Japanese.

use super::Lang;

/// A figure explained.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Its key, or the command whose figures it explains.
    pub key: &'static str,
    /// The commands that have it.
    pub commands: &'static [&'static str],
    /// The formula, the same in all languages.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    meaning: (&'static str, &'static str),
    example: (&'static str, &'static str),
}

impl Definition {
    /// What it means.
    pub const fn meaning(&self, lang: Lang) -> &'static str {
        lang.pick(self.meaning.0, self.meaning.1)
    }

    /// An example that can be checked by hand.
    pub const fn example(&self, lang: Lang) -> &'static str {
        lang.pick(self.example.0, self.example.1)
    }
}

/// Every definition, in the order in which a reader meets them.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        key: "nps",
        commands: &["nps"],
        meaning: (
            "Net Promoter Score: how many more promoters (9 or 10 of 10) than detractors (0 to 6) there are, from -100 to 100. The interval adds three answers before the usual formula.",
            "推奨者 (10点満点の9・10点) が批判者 (0～6点) よりどれだけ多いか。-100から100まで。信頼区間は3件の回答を加えて求めます。",
        ),
        formula: "100 * (promoters - detractors) / responses",
        source: "Reichheld (2003), Harvard Business Review 81(12); interval: Rocks (2016), The American Statistician 70(4)",
        example: (
            "7 answers, 4 promoters, 2 detractors: 100 * (4 - 2) / 7 = 28.571429",
            "回答7件、推奨者4件、批判者2件: 100 * (4 - 2) / 7 = 28.571429",
        ),
    },
    Definition {
        key: "csat",
        commands: &["csat"],
        meaning: (
            "The share of satisfied answers: the top of the scale (4 and 5 of 5, 6 and 7 of 7, 3 and 4 of 4, 9 and 10 of 10). Wilson interval.",
            "満足の割合: 尺度の上位 (5段階の4・5、7段階の6・7、4段階の3・4、10段階の9・10)。信頼区間は Wilson 法。",
        ),
        formula: "satisfied / responses",
        source: "the usual top-two-box; interval: Wilson (1927), JASA 22",
        example: ("40 answers, 30 of them 4 or 5: 30 / 40 = 0.75", "回答40件のうち4・5点が30件: 30 / 40 = 0.75"),
    },
    Definition {
        key: "easy_share",
        commands: &["ces"],
        meaning: (
            "Customer effort: the share of answers that say it was easy, 5 to 7 of 7 where high is good. Wilson interval.",
            "手間の少なさ: 容易だったという回答の割合 (高いほど良い7段階では5～7)。信頼区間は Wilson 法。",
        ),
        formula: "easy / responses",
        source: "Dixon, Freeman and Toman (2010), Harvard Business Review 88(7); CES 2.0",
        example: ("20 answers, 15 of them 5, 6 or 7: 15 / 20 = 0.75", "回答20件のうち5～7点が15件: 15 / 20 = 0.75"),
    },
    Definition {
        key: "net_easy",
        commands: &["ces"],
        meaning: (
            "How many more answers are clearly easy (6 or 7 of 7) than difficult (1 to 3), from -100 to 100.",
            "明らかに容易 (7段階の6・7) が困難 (1～3) よりどれだけ多いか。-100から100まで。",
        ),
        formula: "100 * (clearly easy - difficult) / responses",
        source: "the net of CES 2.0",
        example: (
            "20 answers, 10 clearly easy, 4 difficult: 100 * (10 - 4) / 20 = 30",
            "回答20件、明らかに容易10件、困難4件: 100 * (10 - 4) / 20 = 30",
        ),
    },
    Definition {
        key: "repeat_rate",
        commands: &["repeat", "tiers"],
        meaning: (
            "The share of the window's customers with two or more purchases in it; twelve months unless another window is named. `repeat --definitions` shows the other rates that go by this name.",
            "期間内の購入者のうち期間内に2回以上購入した顧客の割合。期間は指定がなければ12か月。同じ名で呼ばれる別の率は `repeat --definitions` で並べて見られます。",
        ),
        formula: "repeat_customers / customers",
        source: "the definition that shops mean most often; interval: Wilson (1927), JASA 22",
        example: (
            "137 customers bought, 68 of them twice or more: 68 / 137 = 0.49635",
            "購入者137人のうち2回以上が68人: 68 / 137 = 0.49635",
        ),
    },
    Definition {
        key: "frequency",
        commands: &["repeat", "tiers"],
        meaning: ("Purchases per customer of the window.", "期間内の購入者1人あたりの購入回数。"),
        formula: "orders / customers",
        source: "by definition",
        example: ("467 purchases of 137 customers: 467 / 137 = 3.408759", "137人が467回購入: 467 / 137 = 3.408759"),
    },
    Definition {
        key: "net",
        commands: &["repeat", "revenue", "rfm", "retention", "customers", "tiers", "promotions"],
        meaning: (
            "What is left of the sales after refunds. Within one order and day lines are netted first; gross is the sum of what is then positive, refunds the sum of what is negative, on its own date.",
            "返金を引いた売上。同じ注文・同じ日の明細をまず相殺し、正の合計を総売上、負の合計を返金とします。返金はその日付で数えます。",
        ),
        formula: "gross - refunds",
        source: "by definition",
        example: ("7,371.76 sold, 108.70 given back: 7263.06", "総売上 7,371.76、返金 108.70: 7263.06"),
    },
    Definition {
        key: "average_order_value",
        commands: &["repeat", "basket", "tiers"],
        meaning: (
            "What a purchase brings in before refunds. An order that was refunded whole is no purchase, and its gross is not in the sum.",
            "購入1回あたりの総売上。全額返金された注文は購入に数えず、金額にも含めません。",
        ),
        formula: "gross of the purchases / orders",
        source: "by definition",
        example: ("300.00 in 20 purchases: 15", "20回の購入で 300.00: 15"),
    },
    Definition {
        key: "gap_days_median",
        commands: &["repeat"],
        meaning: (
            "The median of the days between consecutive purchases of a customer, in the period of the later one. It exists only for customers who came back; gap_days_mean is the mean of the same gaps.",
            "同じ顧客の続けての購入の間の日数の中央値。後の購入の期間に入れます。再購入した顧客だけの値です。gap_days_mean は平均です。",
        ),
        formula: "median of (day of a purchase - day of the one before)",
        source: "by definition",
        example: (
            "purchases on day 1, 11 and 41: gaps 10 and 30, median 20",
            "1日目、11日目、41日目に購入: 間隔 10 と 30、中央値 20",
        ),
    },
    Definition {
        key: "difference",
        commands: &["revenue"],
        meaning: (
            "What loyal customers bring in beyond the others. Whoever buys more often also spends more, so chance_difference stands beside it: the same, were the window's purchases dealt to its customers at random, each keeping one. Bootstrap over customers, a fixed seed.",
            "ロイヤル顧客の純売上がその他をどれだけ上回るか。購入が多ければ支出も多いので、購入を無作為に配った場合の差 chance_difference を並べます。信頼区間は顧客の再抽出 (乱数の種は固定)。",
        ),
        formula: "loyal_net - other_net",
        source: "by definition; interval: Efron and Tibshirani (1993), An Introduction to the Bootstrap",
        example: (
            "6,145.09 of loyal and 1,117.97 of other customers: 5027.12",
            "ロイヤル 6,145.09、その他 1,117.97: 5027.12",
        ),
    },
    Definition {
        key: "loyal_share",
        commands: &["revenue"],
        meaning: ("The part of the net that loyal customers bring in.", "純売上のうちロイヤル顧客が占める割合。"),
        formula: "loyal_net / (loyal_net + other_net)",
        source: "by definition",
        example: ("6,145.09 of 7,263.06: 0.846075", "7,263.06 のうち 6,145.09: 0.846075"),
    },
    Definition {
        key: "ltv",
        commands: &["ltv"],
        meaning: (
            "Money per customer, by several methods side by side. annual: value per customer-year × years as a customer; purchase: years × purchases per year × value per purchase; historic: paid so far; retention: margin × (1 + d) / (1 + d - r); predictive: paid so far and what a model expects. All less the costs.",
            "顧客1人あたりの金額を複数の方法で並べます。annual: 年間顧客価値 × 継続年数、purchase: 年数 × 年間購入回数 × 購入1回の価値、historic: これまでの支払額、retention: 利益 × (1 + d) ÷ (1 + d - r)、predictive: 支払額とモデルの予測。いずれも費用を引きます。",
        ),
        formula: "annual: annual_value_per_customer * years - acquisition_cost - retention_cost * years",
        source: "retention: Gupta and Lehmann (2003), Journal of Interactive Marketing 17(1); predictive: see p_active",
        example: (
            "50.00 a year for 2 years, 12.00 to win a customer: 50 * 2 - 12 = 88",
            "年 50.00 を2年、獲得費用 12.00: 50 * 2 - 12 = 88",
        ),
    },
    Definition {
        key: "retention_rate",
        commands: &["retention", "ltv"],
        meaning: (
            "Of the customers of one period, how many bought again in the next; churn_rate is the rest. Periods that are not over have no rate.",
            "ある期間の購入者のうち次の期間も購入した顧客の割合。残りが churn_rate です。終わっていない期間の率は出しません。",
        ),
        formula: "retained / customers",
        source: "by definition; interval: Wilson (1927), JASA 22",
        example: ("100 customers, 62 of them again: 62 / 100 = 0.62", "100人のうち62人が再び購入: 62 / 100 = 0.62"),
    },
    Definition {
        key: "nrr",
        commands: &["retention", "growth"],
        meaning: (
            "Net revenue retention: what the customers of the period before bring in now, as a share of what they brought then. grr counts no customer above what he brought then.",
            "前の期間の顧客の純売上が、当時に対してどれだけ残ったか。grr は各顧客の当時の額を上限とします。",
        ),
        formula: "nrr = net now / net then; grr = sum of min(then, now) / net then",
        source: "as subscription businesses use it",
        example: (
            "two customers, 100 and 50 then, 120 and 20 now: nrr 140 / 150 = 0.933333, grr 120 / 150 = 0.8",
            "二人が当時 100 と 50、現在 120 と 20: nrr 140 / 150 = 0.933333、grr 120 / 150 = 0.8",
        ),
    },
    Definition {
        key: "rate",
        commands: &["retention"],
        meaning: (
            "Of the customers whose first purchase fell into a cohort, the share who bought in the period of that age. Customers not observed so long are still waiting and enter no rate.",
            "初回購入の時期ごとに、その経過期間に購入した顧客の割合。まだ観測されていない顧客は含めません。",
        ),
        formula: "retained / eligible",
        source: "by definition",
        example: (
            "40 new in January, 10 of them bought in March: 10 / 40 = 0.25 at age 2",
            "1月の新規40人のうち10人が3月に購入: 経過2で 10 / 40 = 0.25",
        ),
    },
    Definition {
        key: "conversion_rate",
        commands: &["retention"],
        meaning: (
            "Of the customers who reached a number of purchases and were observed for the days of silence that count as lapsed, the share who bought once more within them.",
            "ある回数の購入に達し、離脱とみなす日数だけ観測された顧客のうち、その間にもう一度購入した割合。",
        ),
        formula: "converted_in_time / eligible",
        source: "by definition",
        example: (
            "50 bought once, 45 of them long enough ago, 20 of these again in time: 20 / 45 = 0.444444",
            "初回購入50人、うち期限が過ぎた45人、そのうち期限内に再購入20人: 20 / 45 = 0.444444",
        ),
    },
    Definition {
        key: "rfm",
        commands: &["rfm"],
        meaning: (
            "Scores from 1 to 5 for how recently, how often and for how much customers bought: one more than the number of quintile cuts below the value (recency the other way round), so that equal values are never split. A customer stands in the first segment that fits.",
            "最近・頻度・金額を1～5点で評価。値より小さい五分位の境界の数 + 1 (最近度は逆順) なので、同じ値の顧客は分かれません。最初に当てはまるセグメントに入ります。",
        ),
        formula: "score = 1 + cuts strictly below the value",
        source: "Hughes (1994), Strategic Database Marketing; quantiles of type 7: Hyndman and Fan (1996), The American Statistician 50(4)",
        example: (
            "cuts 1, 1, 2, 4: two purchases score 1 + 2 = 3, five score 5",
            "境界 1, 1, 2, 4: 購入2回は 1 + 2 = 3 点、5回は5点",
        ),
    },
    Definition {
        key: "concentration",
        commands: &["rfm"],
        meaning: (
            "How much of the net the best tenths of the customers bring in, beside what chance alone would give them.",
            "純売上の多い順に10等分した顧客の各層が占める割合。偶然だけの場合も並べます。",
        ),
        formula: "net of a tenth / net of all",
        source: "Lorenz (1905); Gini (1912)",
        example: (
            "10 customers, one of them 60 of 100: the first tenth has 0.6",
            "顧客10人のうち一人が100のうち60: 最上位層は 0.6",
        ),
    },
    Definition {
        key: "p_active",
        commands: &["customers", "ltv", "forecast"],
        meaning: (
            "The chance that a customer has not stopped for good, as a model of purchases sees it: customers buy at random at a rate of their own until, unseen, they stop.",
            "顧客がまだ離れていない確率。顧客は各自の頻度で無作為に購入し、ある時点で気づかれずに離れるというモデルによります。",
        ),
        formula: "by maximum likelihood of MBG/NBD, BG/NBD or Pareto/NBD",
        source: "Schmittlein, Morrison and Colombo (1987), Management Science 33(1); Fader, Hardie and Lee (2005), Marketing Science 24(2); Batislam et al. (2007)",
        example: (
            "five purchases in the first ten weeks and none in the next forty: near 0",
            "最初の10週に5回、その後40週なし: 0 に近い",
        ),
    },
    Definition {
        key: "forecast",
        commands: &["forecast"],
        meaning: (
            "Purchases expected of the customers known so far, beside what everyone at his past rate would do; always with the check against days that the models have not seen.",
            "これまでの顧客に見込まれる購入回数。過去の頻度が続く場合と並べ、モデルが見ていない期間での検証を必ず付けます。",
        ),
        formula: "sum over customers of the expected purchases",
        source: "as p_active; value: Fader and Hardie (2013), the Gamma-Gamma model",
        example: (
            "213 came on the days held out; a forecast of 200 is 6 % too low",
            "検証期間の実績 213 に対し予測 200 は 6% 少ない",
        ),
    },
    Definition {
        key: "tiers",
        commands: &["tiers"],
        meaning: (
            "What a customer of a level brings in on average, less one of the next lower level. Levels picked by spend or by orders make part of that gap themselves: beside it stands what the same purchases dealt at random would show.",
            "各ランクの顧客一人当たり純売上から、一つ下のランクの一人当たりを引いた差。金額や回数の規則で決めたランクは、その規則だけでも差が出るため、偶然だけの差を並べます。",
        ),
        formula: "net per customer of a level - net per customer of the next lower level",
        source: "by definition; interval: bootstrap over customers, Efron (1979), The Annals of Statistics 7(1)",
        example: (
            "gold 300 / 3 customers, silver 120 / 4 customers: 100 - 30 = 70",
            "ゴールド 300÷3人、シルバー 120÷4人: 100 - 30 = 70",
        ),
    },
    Definition {
        key: "earned_growth",
        commands: &["growth"],
        meaning: (
            "Growth by customers who came back and by those who were recommended: what existing customers bring in against the window before, and the share of new customers' revenue that was earned rather than bought.",
            "既存顧客の売上の伸びに、紹介などで自然に得た新規顧客の売上を加えた成長率。広告などで獲得した新規は含みません。",
        ),
        formula: "nrr + net of earned new customers / net before - 1",
        source: "Reichheld, Darnell and Burns (2021), Harvard Business Review 99(6)",
        example: (
            "100 before, 90 of them now, 25 from recommended customers: 0.9 + 0.25 - 1 = 0.15",
            "前期 100、既存 90、紹介の新規 25: 0.9 + 0.25 - 1 = 0.15",
        ),
    },
    Definition {
        key: "link",
        commands: &["link"],
        meaning: (
            "What customers bought in the days after they answered, by what they had answered: groups are compared with each other, never with their own past, and only once those days have passed.",
            "回答後の一定期間に顧客が購入した金額を、回答の区分ごとに比べます。期間が過ぎた回答だけを数え、自分の過去とは比べません。",
        ),
        formula: "net after answering / customers observed long enough",
        source: "by definition; effective n: Kish (1965), Survey Sampling",
        example: ("30 promoters, 1,200 in the 90 days after: 40 each", "推奨者30人、回答後90日で 1,200: 一人 40"),
    },
    Definition {
        key: "drivers",
        commands: &["drivers"],
        meaning: (
            "How far a group moves the score of all: the score of all less the score without the group; between two windows, split into what the mix of groups changed and what their scores changed.",
            "あるグループが全体のスコアをどれだけ動かすか。全体のスコアから、そのグループを除いたスコアを引きます。期間の比較では構成の変化とスコアの変化に分けます。",
        ),
        formula: "score of all - score without the group",
        source: "decomposition: Kitagawa (1955), JASA 50; words: Monroe, Colaresi and Quinn (2008), Political Analysis 16(4)",
        example: ("all 40, without the branch 46: it moves the score by -6", "全体 40、支店を除くと 46: -6 動かす"),
    },
    Definition {
        key: "second_category_rate",
        commands: &["basket"],
        meaning: (
            "The share of customers who have bought from a second category by their n-th purchase, among those who made that purchase.",
            "n 回目の購入までに二つ目のカテゴリーを購入した顧客の割合。分母は n 回目の購入に至った顧客です。",
        ),
        formula: "customers with two or more categories by the purchase / customers who made it",
        source: "by definition",
        example: (
            "50 made a third purchase, 20 of them know two categories: 0.4",
            "3回目の購入 50人、うち2カテゴリー以上 20人: 0.4",
        ),
    },
    Definition {
        key: "lift_per_customer",
        commands: &["promotions"],
        meaning: (
            "What a promotion brought per customer it was sent to, whether they responded or not: against customers held back by lot. Without them there is no lift, only a difference or a sum that the design names.",
            "配信した顧客一人当たりの増分。反応の有無にかかわらず、無作為に配信しなかった対照群と比べます。対照群がなければ増分ではありません。",
        ),
        formula: "net per customer sent to - net per customer held back",
        source: "by definition; interval: bootstrap over customers, Efron (1979), The Annals of Statistics 7(1)",
        example: ("sent 500 / 50, held back 160 / 20: 10 - 8 = 2", "配信 500÷50人、対照 160÷20人: 10 - 8 = 2"),
    },
    Definition {
        key: "programme",
        commands: &["programme"],
        meaning: (
            "What members spend per month from joining, beside customers who never joined over the same time. Members chose to join, so the difference is no lift.",
            "入会からの月ごとに見た会員の購入額を、同じ時期の非会員と比べます。会員は自分で入会しているため、差は増分ではありません。",
        ),
        formula: "net per member - net per other customer; with a control: lift = (members after - members before) - (control after - control before)",
        source: "by definition",
        example: ("members 40 each, others 25 each: 15", "会員 40、その他 25: 15"),
    },
];

/// The definition of a key, or else of the figures of a command.
pub fn definition(key: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|definition| definition.key == key)
}

/// What stands before the formula, the source and the example.
pub const fn headings(lang: Lang) -> (&'static str, &'static str, &'static str) {
    match lang {
        Lang::En => ("formula:", "source: ", "example:"),
        Lang::Ja => ("式:", "出典:", "例:"),
    }
}

/// That a key is an end of another's interval.
pub fn end_of(lang: Lang, estimate: &str) -> String {
    lang.pick("an end of the interval of {}", "{} の信頼区間の端").replace("{}", estimate)
}

/// A text in lines of at most ninety-six columns, broken at blanks, and between any two of the wide characters of East Asia.
pub fn wrapped(text: &str) -> Vec<String> {
    let wide = |c: char| u32::from(c) >= 0x2e80;
    let (mut lines, mut line, mut columns) = (vec![], String::new(), 0);
    for word in text.split(' ') {
        let pieces: Vec<String> =
            if word.chars().any(wide) { word.chars().map(String::from).collect() } else { vec![word.to_owned()] };
        for (number, piece) in pieces.iter().enumerate() {
            let width: usize = piece.chars().map(|c| if wide(c) { 2 } else { 1 }).sum();
            let blank = usize::from(number == 0 && columns > 0);
            // No line begins with a mark that closes.
            if columns + blank + width > 96 && !["。", "、", ")"].contains(&piece.as_str()) {
                lines.push(std::mem::take(&mut line));
                columns = 0;
            } else if blank > 0 {
                line.push(' ');
                columns += 1;
            }
            line.push_str(piece);
            columns += width;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_explained_once_in_both_languages() {
        for (number, one) in DEFINITIONS.iter().enumerate() {
            assert!(DEFINITIONS[..number].iter().all(|other| other.key != one.key), "{}", one.key);
            let japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c) || c > '\u{4e00}');
            assert!(japanese(one.meaning(Lang::Ja)) && japanese(one.example(Lang::Ja)), "{}", one.key);
            assert!(
                !japanese(one.meaning(Lang::En)) && !one.formula.is_empty() && !one.source.is_empty(),
                "{}",
                one.key
            );
        }
    }

    #[test]
    fn lines_are_no_wider_than_a_terminal() {
        for one in DEFINITIONS {
            for line in wrapped(one.meaning(Lang::En)) {
                assert!(line.len() <= 100, "{line}");
            }
        }
        assert_eq!(wrapped("one two").join("|"), "one two");
    }
}
