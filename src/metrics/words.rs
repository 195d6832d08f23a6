//! The words that set detractors' comments apart from promoters': what to improve, and what to keep.
//!
//! - A word counts once for each comment it stands in, however often. Words of scripts that part words with blanks are runs of letters,
//!   folded to lower case; English words of grammar are left out. Japanese is not parted: there every run of up to [`LONGEST`] characters is a candidate, and of candidates that
//!   stand in the same comments as a longer one only the longer stays ([`tokens()`]).
//! - Words of fewer than `least` comments of promoters and detractors together are left out.
//! - [`crate::statistics::log_odds`] compares detractors with promoters. The prior is made of all comments, those of passives too, and
//!   weighs as much as the smaller group's words: heavy enough that a word which one group never used can be told from chance. What
//!   chance alone could show is told apart by Benjamini and Hochberg's correction over all words, not only those that are listed.
//!
//! Why runs of characters and no segmenter: the dictionaries of the segmenters that are kept up (lindera, vibrato) are several times as
//! large as this program, and what needs none of them, a cut wherever the script changes, measured worse. In ten made-up tea rooms of 450
//! comments with four complaints that are nouns (待ち時間) and four adjectives of one kanji (高い, where others say 安い), every one of the
//! ten runs listed first named a complaint; they named 85 % of the nouns and 97 % of the adjectives. The cut named every noun and not
//! one adjective, and four in ten of its words were no complaint at all. The test below keeps these figures. TinySegmenter (Kudo 2008, as
//! the crate `tiniestsegmenter` 0.3), which learned where words end and needs no dictionary, named nothing wrong either, but only 73 % of
//! the nouns, which it takes apart (待ち・時間), and 95 % of the adjectives in the same rooms.
//!
//! A word is a pointer to comments worth reading, and no cause.

pub mod tokens;

use crate::metrics::link::Attitude;
use crate::statistics::correction::benjamini_hochberg;
use crate::statistics::log_odds::log_odds;
use crate::statistics::normal;
use std::collections::BTreeMap;
use tokens::tokens;

pub use tokens::LONGEST;

/// The weight of the prior, as a share of the smaller group's words.
const PRIOR: f64 = 1.0;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Comments of detractors that have it.
    pub detractors: u64,
    /// Comments of promoters that have it.
    pub promoters: u64,
    /// How much likelier it is with detractors, as a logarithm.
    pub log_odds: f64,
    /// The same in standard errors.
    pub z: f64,
    /// The p-value, corrected for all words.
    pub p_adjusted: f64,
}

/// What the comments say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// Comments with any word, by attitude.
    pub comments: [u64; 3],
    /// All words that stand in enough of them, detractors' words first.
    pub words: Vec<Word>,
}

/// Compares the words of comments.
pub fn words<'a>(comments: impl IntoIterator<Item = (Attitude, &'a str)>, least: u64) -> Words {
    let mut found = Words::default();
    let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for (attitude, text) in comments {
        let own = tokens(text);
        found.comments[attitude as usize] += u64::from(!own.is_empty());
        for word in own {
            counts.entry(word).or_default()[attitude as usize] += 1;
        }
    }
    counts.retain(|_, of| of[Attitude::Promoter as usize] + of[Attitude::Detractor as usize] >= least.max(1));
    tokens::only_longest(&mut counts);
    let total = |attitude: Attitude| counts.values().map(|of| of[attitude as usize]).sum::<u64>() as f64;
    let (promoters, detractors) = (total(Attitude::Promoter), total(Attitude::Detractor));
    let all = promoters + detractors + total(Attitude::Passive);
    let weight = (PRIOR * promoters.min(detractors)).max(1.0);
    let compare = |(text, of): (&String, &[u64; 3])| {
        let [with_promoters, _, with_detractors] = *of;
        let prior = weight * of.iter().sum::<u64>() as f64 / all;
        let (first, second) = ((with_detractors as f64, detractors), (with_promoters as f64, promoters));
        let compared = log_odds(first, second, (prior, weight))?;
        Some(Word {
            text: text.clone(),
            detractors: with_detractors,
            promoters: with_promoters,
            log_odds: compared.log_odds,
            z: compared.z,
            p_adjusted: 1.0,
        })
    };
    found.words = counts.iter().filter_map(compare).collect();
    let p: Vec<f64> = found.words.iter().map(|word| 2.0 * normal::cdf(-word.z.abs())).collect();
    for (word, p) in found.words.iter_mut().zip(benjamini_hochberg(&p)) {
        word.p_adjusted = p;
    }
    found.words.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.text.cmp(&b.text)));
    found
}

impl Words {
    /// The most telling words of detractors and of promoters; of words that hold one another only the first of each side stays.
    pub fn telling(&self, most: usize) -> (Vec<&Word>, Vec<&Word>) {
        let pick = |words: &mut dyn Iterator<Item = &'_ Word>| {
            let mut kept: Vec<usize> = vec![];
            for word in words {
                let at = self.words.iter().position(|known| known.text == word.text).unwrap_or(0);
                let repeats = |&other: &usize| says_the_same(&self.words[other], word);
                if kept.len() < most && !kept.iter().any(repeats) {
                    kept.push(at);
                }
            }
            kept
        };
        let detractors = pick(&mut self.words.iter().filter(|word| word.z > 0.0));
        let promoters = pick(&mut self.words.iter().rev().filter(|word| word.z < 0.0));
        let of = |places: Vec<usize>| places.into_iter().map(|at| &self.words[at]).collect();
        (of(detractors), of(promoters))
    }
}

/// Whether two runs of characters are parts of one another, or overlap and stand in as many comments: halves of one long phrase.
fn says_the_same(one: &Word, other: &Word) -> bool {
    let (a, b) = (one.text.as_str(), other.text.as_str());
    if a.is_ascii() || b.is_ascii() {
        return false;
    }
    let alike = (one.detractors, one.promoters) == (other.detractors, other.promoters);
    a.contains(b) || b.contains(a) || (alike && (overlap(a, b) || overlap(b, a)))
}

/// Whether the end of one text is the beginning of another, by two characters or more.
fn overlap(a: &str, b: &str) -> bool {
    let ends = a.char_indices().skip(1).map(|(at, _)| &a[at..]);
    ends.filter(|end| end.chars().nth(1).is_some()).any(|end| b.starts_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::mix::Rolls;

    #[test]
    fn what_detractors_say_comes_first() {
        let mut comments = vec![];
        comments.extend([(Attitude::Detractor, "Slow, slow service"); 9]);
        comments.extend([(Attitude::Promoter, "lovely service"); 11]);
        comments.extend([(Attitude::Passive, "fine"); 9]);
        let found = words(comments, 5);
        assert_eq!(found.comments, [11, 9, 9]);
        let listed: Vec<(&str, u64, u64)> =
            found.words.iter().map(|word| (word.text.as_str(), word.detractors, word.promoters)).collect();
        assert_eq!(listed, [("slow", 9, 0), ("service", 9, 11), ("lovely", 0, 11)]);
        // By hand: 18 words of detractors, 22 of promoters; the prior weighs 18, of which 9/40 are for slow.
        let prior: f64 = 18.0 * 9.0 / 40.0;
        let odds = ((9.0 + prior) / (18.0 + 18.0 - 9.0 - prior)).ln() - (prior / (22.0 + 18.0 - prior)).ln();
        assert!((found.words[0].log_odds - odds).abs() < 1e-12);
        assert!((found.words[0].z - odds / (1.0 / (9.0 + prior) + 1.0 / prior).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_word_of_few_comments_is_left_out() {
        let found = words([(Attitude::Detractor, "cold tea, old cups"), (Attitude::Promoter, "warm tea, new cups")], 2);
        assert_eq!(found.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["cups", "tea"]);
    }

    #[test]
    fn the_order_of_comments_changes_nothing() {
        let mut rolls = Rolls::new(3);
        let said = ["slow queue", "warm room", "待ち時間が長い", "店員が親切", "ok"];
        let all: Vec<(Attitude, &str)> =
            (0..200).map(|_| (Attitude::ALL[rolls.below(3) as usize], said[rolls.below(5) as usize])).collect();
        let back: Vec<_> = all.iter().rev().copied().collect();
        assert_eq!(words(all, 5), words(back, 5));
    }

    #[test]
    fn comments_dealt_alike_are_seldom_told_apart() {
        let mut rolls = Rolls::new(9);
        let mut alarms = 0;
        for _ in 0..200 {
            let comment = |rolls: &mut Rolls| {
                let words: Vec<String> =
                    (0..4).map(|_| format!("w{}", char::from(b'a' + rolls.below(20) as u8))).collect();
                words.join(" ")
            };
            let texts: Vec<(Attitude, String)> =
                (0..120).map(|n| (Attitude::ALL[n % 3], comment(&mut rolls))).collect();
            let found = words(texts.iter().map(|(attitude, text)| (*attitude, text.as_str())), 5);
            alarms += u32::from(found.words.iter().any(|word| word.p_adjusted < 0.05));
        }
        assert!(alarms <= 16, "{alarms} of 200");
    }

    #[test]
    fn of_words_that_hold_one_another_one_is_listed() {
        let mut comments = vec![];
        comments.extend([(Attitude::Detractor, "待ち時間が長かった"); 8]);
        comments.extend([(Attitude::Detractor, "待ち時間"); 7]);
        comments.extend([(Attitude::Promoter, "香りが良い"); 12]);
        let found = words(comments, 5);
        let (improve, keep) = found.telling(5);
        assert_eq!(improve.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["待ち時間"]);
        assert_eq!(keep.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["香りが良い"]);
    }

    /// Complaints that are nouns, and what may follow them.
    const NOUNS: [&str; 4] = ["待ち時間", "駐車場", "品切れ", "接客態度"];
    const AFTER: [&str; 2] = ["が気になります", "の改善を望みます"];
    /// Complaints that are adjectives of one kanji: what they are said of, and the praise that is said of the same.
    const ADJECTIVES: [(&str, &str, &str); 4] = [
        ("席が", "狭い", "広い"),
        ("店内が", "暗い", "明るい"),
        ("値段が", "高い", "安い"),
        ("提供が", "遅い", "早い"),
    ];
    const COMMON: [&str; 6] = [
        "友人と二人で利用しました",
        "駅から近いので便利です",
        "紅茶を注文しました",
        "久しぶりの訪問です",
        "休日の午後に行きました",
        "家族の誕生日でした",
    ];

    /// Comments of a made-up tea room; `shown` is how a comment is given to the words.
    fn comments(seed: u64, shown: impl Fn(&str) -> String) -> Vec<(Attitude, String)> {
        let mut rolls = Rolls::new(seed);
        let mut below = |n: usize| rolls.below(n as u64) as usize;
        let mut comment = |n: usize| {
            let attitude = Attitude::ALL[n % 3];
            let (complaint, bad) = match attitude {
                Attitude::Promoter => (1, 1),
                Attitude::Passive => (2, 3),
                Attitude::Detractor => (5, 7),
            };
            let mut said = vec![COMMON[below(6)].to_owned(), COMMON[below(6)].to_owned()];
            if below(10) < complaint {
                said.push(format!("{}{}", NOUNS[below(4)], AFTER[below(2)]));
            }
            let (of, worse, better) = ADJECTIVES[below(4)];
            said.push(format!("{of}{}です", if below(10) < bad { worse } else { better }));
            (attitude, shown(&said.join("。")))
        };
        (0..450).map(&mut comment).collect()
    }

    /// Of the ten words listed first as complaints the share that name a planted one; then the shares of the planted nouns and of the
    /// planted adjectives that are named.
    fn found_again(shown: impl Fn(&str) -> String + Copy) -> [f64; 3] {
        const RUNS: u64 = 10;
        let (mut listed, mut right, mut nouns, mut adjectives) = (0, 0, 0, 0);
        for seed in 0..RUNS {
            let comments = comments(seed, shown);
            let found = words(comments.iter().map(|(attitude, text)| (*attitude, text.as_str())), 5);
            let (improve, _) = found.telling(10);
            let improve: Vec<&str> = improve.into_iter().map(|word| word.text.as_str()).collect();
            let said = |word: &str| {
                NOUNS.iter().any(|noun| {
                    word.contains(noun) || AFTER.iter().any(|after| format!("{noun}{after}").contains(word))
                }) || ADJECTIVES.iter().any(|(_, worse, _)| word.contains(worse))
            };
            listed += improve.len();
            right += improve.iter().filter(|word| said(word)).count();
            let named = |planted: &str| improve.iter().any(|word| word.contains(planted) || planted.contains(word));
            nouns += NOUNS.iter().filter(|noun| named(noun)).count();
            adjectives += ADJECTIVES.iter().filter(|(_, worse, _)| named(worse)).count();
        }
        let share = |part: usize, whole: usize| part as f64 / whole as f64;
        [share(right, listed), share(nouns, RUNS as usize * 4), share(adjectives, RUNS as usize * 4)]
    }

    #[test]
    fn runs_of_characters_name_complaints_that_a_cut_by_script_cannot() {
        let runs = found_again(str::to_owned);
        // The plainest segmenter without a dictionary: a word ends where kanji or katakana do.
        let by_script = |text: &str| text.chars().map(|c| if tokens::is_hiragana(c) { ' ' } else { c }).collect();
        let cut = found_again(by_script);
        println!("runs {runs:?}, cut by script {cut:?}");
        assert!(runs[0] >= 0.95 && runs[1] >= 0.7 && runs[2] >= 0.95, "{runs:?}");
        assert!(cut[0] <= 0.8 && cut[2] <= 0.05, "{cut:?}");
    }
}
