//! The second and third header rows of survey tools: what a column is called inside, what was asked, which choice a column holds.

use super::roles::fold;

/// How many of the records behind the header belong to it.
///
/// Qualtrics puts the questions below the column ids, and below them a row of `{"ImportId":…}`. Its older export puts what V1 to V10
/// mean below them, in English in every language. SurveyMonkey puts the choices below the questions, where an answer has its id.
pub(super) fn count(header: &[String], below: &[Vec<String>]) -> usize {
    let is_import = |row: &Vec<String>| row.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""));
    if let Some(place) = below.iter().take(2).position(is_import) {
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
    usize::from(legacy || monkey)
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
}
