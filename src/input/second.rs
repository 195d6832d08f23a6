//! The second and third header rows: what a column is called inside, what was asked, which choice a column holds, which unit.

use super::roles::fold;
use super::units::are_units;

/// How many records behind the header are looked at.
pub(super) const LOOKED_AT: usize = 3;

/// What survey tools write below a question, folded: the kind of answer it takes.
const SUB_HEADINGS: [&str; 5] = ["response", "openendedresponse", "responses", "自由回答", "自由記述"];

/// How many of the records behind the header belong to it.
///
/// Qualtrics puts the questions below the column ids, and below them a row of `{"ImportId":…}`. Its older export puts what V1 to V10
/// mean below them, in English in every language. SurveyMonkey puts the choices below the questions, where an answer has its id.
pub(super) fn count(header: &[String], below: &[Vec<String>]) -> usize {
    let is_import = |row: &Vec<String>| row.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""));
    if let Some(place) = below.iter().take(LOOKED_AT).position(is_import) {
        return place + 1;
    }
    let Some(first) = below.first() else { return 0 };
    let cell = |place: usize| first.get(place).map_or("", |cell| cell.trim());
    let name = |place: usize| header.get(place).map_or("", String::as_str);
    let legacy = name(0) == "v1" && fold(cell(0)) == "responseid";
    let monkey = name(0) == "respondentid"
        && name(1) == "collectorid"
        && cell(0).is_empty()
        && cell(1).is_empty()
        && first.iter().any(|cell| !cell.trim().is_empty());
    usize::from(legacy || monkey || is_sub_heading(first) || are_units(first))
}

fn is_sub_heading(row: &[String]) -> bool {
    let numbered = |cell: &String| cell.trim_start().starts_with(|c: char| c.is_ascii_digit());
    row.iter().any(|cell| SUB_HEADINGS.contains(&fold(cell).as_str())) && !row.iter().any(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &str) -> Vec<String> {
        cells.split('|').map(str::to_owned).collect()
    }

    fn header(cells: &str) -> Vec<String> {
        row(cells).iter().map(|cell| fold(cell)).collect()
    }

    #[test]
    fn what_is_known_is_skipped_and_an_answer_is_not() {
        let import = row("{\"ImportId\":\"startDate\"}|{\"ImportId\":\"QID1\"}");
        assert_eq!(count(&header("StartDate|Q1"), &[row("Start|How likely?"), import.clone()]), 2);
        assert_eq!(count(&header("StartDate|Q1"), &[import, row("2024-01-01|9")]), 1);
        assert_eq!(count(&header("V1|Q1"), &[row("ResponseID|How likely?")]), 1);
        let monkey = header("Respondent ID|Collector ID|How likely?");
        assert_eq!(count(&monkey, &[row("||Response")]), 1);
        assert_eq!(count(&monkey, &[row("101|7|9")]), 0);
        assert_eq!(count(&header("date|score"), &[row("|9"), row("2024-01-01|9")]), 0);
    }

    #[test]
    fn below_questions_may_stand_the_kind_of_answer_and_below_names_their_units() {
        let asked = header("id|asked on|How likely?|Why?");
        assert_eq!(count(&asked, &[row("||Response|Open-Ended Response"), row("1|2024-05-05|9|fine")]), 1);
        assert_eq!(count(&header("customer|date|amount"), &[row("text|YYYY-MM-DD|USD")]), 1);
        assert_eq!(count(&header("name|what|score"), &[row("Ann|response|9")]), 0);
        assert_eq!(count(&header("name|score"), &[]), 0);
    }
}
