use super::*;

fn decided(texts: &[&str]) -> Option<Words> {
    let mut evidence = WordsEvidence::default();
    for text in texts {
        evidence.see(text);
    }
    evidence.decide()
}

#[test]
fn good_is_one_and_bad_is_nothing() {
    assert_eq!(decided(&["Good", "Bad", "Offered", ""]), Some(Words::GoodBad));
    assert_eq!(word("Good", Words::GoodBad), Some(1));
    assert_eq!(word("bad", Words::GoodBad), Some(0));
    assert_eq!(word("offered", Words::GoodBad), None);
    assert_eq!(word("unsatisfied", Words::GoodBad), Some(0));
}

#[test]
fn five_steps_run_from_one_to_five() {
    for steps in [
        ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
        ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
        [
            "Extremely dissatisfied",
            "Somewhat dissatisfied",
            "Neither satisfied nor dissatisfied",
            "Somewhat satisfied",
            "Extremely satisfied",
        ],
        ["Very difficult", "Difficult", "Neither", "Easy", "Very easy"],
        ["非常に不満", "不満", "どちらともいえない", "満足", "非常に満足"],
        ["とても不満", "やや不満", "普通", "やや満足", "とても満足"],
        ["全くそう思わない", "あまりそう思わない", "どちらでもない", "ややそう思う", "とてもそう思う"],
    ] {
        assert_eq!(decided(&steps), Some(Words::Likert5), "{steps:?}");
        assert_eq!(steps.map(|step| word(step, Words::Likert5)), [1, 2, 3, 4, 5].map(Some), "{steps:?}");
    }
}

#[test]
fn plain_ends_make_a_mild_scale() {
    let steps = ["不満", "やや不満", "どちらともいえない", "やや満足", "満足"];
    assert_eq!(decided(&steps), Some(Words::LikertMild5));
    assert_eq!(steps.map(|step| word(step, Words::LikertMild5)), [1, 2, 3, 4, 5].map(Some));
}

#[test]
fn three_degrees_on_each_side_make_seven_steps() {
    for steps in [
        ["Strongly disagree", "Disagree", "Somewhat disagree", "Neutral", "Slightly agree", "Agree", "Strongly agree"],
        [
            "Extremely difficult",
            "Moderately difficult",
            "Slightly difficult",
            "Neither easy nor difficult",
            "Slightly easy",
            "Moderately easy",
            "Extremely easy",
        ],
    ] {
        assert_eq!(decided(&steps), Some(Words::Likert7), "{steps:?}");
        assert_eq!(steps.map(|step| word(step, Words::Likert7)), [1, 2, 3, 4, 5, 6, 7].map(Some), "{steps:?}");
    }
}

#[test]
fn words_that_fit_two_scales_decide_nothing() {
    assert_eq!(decided(&["Satisfied", "Somewhat satisfied"]), None);
    assert_eq!(decided(&["good", "Very satisfied"]), None);
    assert_eq!(decided(&["good", "splendid"]), None);
    assert_eq!(decided(&[]), None);
}

#[test]
fn a_neutral_word_makes_three_steps() {
    assert_eq!(decided(&["good", "neutral", "bad"]), Some(Words::Three));
    assert_eq!(decided(&["満足", "普通", "不満"]), Some(Words::Three));
    assert_eq!(["Bad", "OK", "Good"].map(|step| word(step, Words::Three)), [1, 2, 3].map(Some));
}

#[test]
fn plain_words_are_the_steps_they_show_until_the_scale_is_named() {
    let mut evidence = WordsEvidence::default();
    evidence.see("良い");
    evidence.see("悪い");
    assert!(evidence.is_open());
    assert_eq!(evidence.decide(), Some(Words::GoodBad));
    assert_eq!(evidence.decide_on((0, 10)), Some(Words::GoodBad));
    assert_eq!(evidence.decide_on((1, 3)), Some(Words::Three));
    assert_eq!(evidence.decide_on((1, 5)), Some(Words::Likert5));
    assert_eq!(word("良い", Words::Likert5), Some(4));
    evidence.see("とても良い");
    assert!(!evidence.is_open());
}
