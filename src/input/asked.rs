//! Columns whose name is the question itself, as survey tools write them: "How likely are you to recommend us to a friend?"

use super::roles::{Kind, Role, fold};

/// Words of a question, all of which must be in the name; names with one group of words are preferred to those with a later one.
type Phrases = &'static [&'static [&'static str]];

const NPS: [Phrases; 3] = [
    &[
        &["likely", "recommend"],
        &["recommend", "0 to 10"],
        &["recommend", "0-10"],
        &["薦め", "可能性"],
        &["勧め", "可能性"],
        &["すすめ", "可能性"],
        &["薦め", "どの"],
        &["勧め", "どの"],
        &["すすめ", "どの"],
    ],
    &[&["recommend"], &["薦め"], &["勧めし"], &["お勧め"], &["おすすめ"]],
    &[&["scale of 0-10"], &["scale of 0 to 10"], &["scale from 0 to 10"], &["0~10"], &["0〜10"], &["0から10"]],
];
const CSAT: [Phrases; 1] = [&[&["satisfied"], &["satisfaction"], &["満足"]]];
const CES: [Phrases; 1] =
    [&[&["how easy"], &["made it easy"], &["effort"], &["easy to"], &["簡単"], &["容易"], &["手間"]]];
/// Words of a question that asks for words.
const WHY: &[&str] =
    &["why", "reason", "comment", "tell us", "理由", "なぜ", "どうして", "コメント", "ご意見", "npsgroup"];

/// The columns whose names ask for a score, among folded names.
pub(super) fn columns(role: Role, header: &[String]) -> Vec<usize> {
    let groups: &[Phrases] = match role {
        Role::Nps => &NPS,
        Role::Csat => &CSAT,
        Role::Ces => &CES,
        _ => return vec![],
    };
    let open = |name: &String| WHY.iter().any(|word| name.contains(&fold(word)));
    let asks = |name: &String, phrases: Phrases| {
        !open(name) && phrases.iter().any(|words| words.iter().all(|word| name.contains(&fold(word))))
    };
    let found = groups.iter().map(|phrases| {
        let hits = header.iter().enumerate().filter(|(_, name)| asks(name, phrases));
        hits.map(|(place, _)| place).collect::<Vec<usize>>()
    });
    found.into_iter().find(|hits| !hits.is_empty()).unwrap_or_default()
}

/// What the column is called that names the question, where each answer to each question has a row of its own.
const QUESTION: [&str; 9] =
    ["question", "question text", "question name", "question id", "設問", "設問文", "質問", "質問文", "質問内容"];

/// The column that names the question of each row.
pub(super) fn question(header: &[String]) -> Option<usize> {
    let names = QUESTION.map(fold);
    header.iter().position(|name| names.contains(name))
}

/// The kind of a header that asks for a score.
pub(super) fn kind(header: &[String]) -> Option<Kind> {
    let asks = [Role::Nps, Role::Csat, Role::Ces].iter().any(|&role| !columns(role, header).is_empty());
    asks.then_some(Kind::Surveys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| fold(name)).collect()
    }

    #[test]
    fn the_question_is_found_and_its_why_is_not() {
        let names = header(&["Timestamp", "How likely are you to recommend us?", "Why would you recommend us?"]);
        assert_eq!(columns(Role::Nps, &names), [1]);
        let names = header(&["この店を友人にお薦めする可能性はどのくらいですか（0〜10）", "その理由"]);
        assert_eq!(columns(Role::Nps, &names), [0]);
        assert_eq!(columns(Role::Csat, &header(&["ご満足いただけましたか"])), [0]);
    }

    #[test]
    fn several_scales_of_eleven_steps_stay_several() {
        let names = header(&[
            "On a scale of 0-10, how would you rate us?",
            "On a scale of 0-10, how would you rate the opening keynote?",
        ]);
        assert_eq!(columns(Role::Nps, &names), [0, 1]);
    }
}
