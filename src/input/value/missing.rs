//! The words and marks with which files say "no value".

/// Marks that always mean a missing value, in lower case.
const MARKS: [&str; 25] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    "―",
    "ー",
    "n/a",
    "n.a.",
    "na",
    "#n/a",
    "<na>",
    "null",
    "(null)",
    "\\n",
    "nil",
    "none",
    "missing",
    "blank",
    "(blank)",
    "未入力",
    "なし",
    "無し",
    "該当なし",
    "空白",
];

/// Says whether a text is a missing value.
///
/// `nan` in lower case is how pandas writes a missing value as text; `NaN` is a number gone wrong, and no missing value.
pub fn is_missing(text: &str) -> bool {
    let narrowed = super::narrow::narrow(text);
    is_missing_narrow(&narrowed)
}

/// The same for a text already narrowed.
pub(super) fn is_missing_narrow(text: &str) -> bool {
    // Digits are everyday; the longest mark has twelve bytes.
    if text.is_empty() || text == "nan" {
        return true;
    }
    if text.len() > 12 || text.as_bytes()[0].is_ascii_digit() {
        return false;
    }
    MARKS.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_absence_are_known_in_any_case_and_width() {
        for text in [
            "",
            "  ",
            "\u{3000}",
            "N/A",
            "NA",
            "n/a",
            "-",
            "－",
            "null",
            "NULL",
            "none",
            "None",
            "#N/A",
            "nan",
            "\\N",
            "Blank",
            "未入力",
            "なし",
            "該当なし",
            "Ｎ／Ａ",
        ] {
            assert!(is_missing(text), "{text:?}");
        }
    }

    #[test]
    fn a_value_gone_wrong_is_not_absent() {
        for text in ["0", "NaN", "inf", "#REF!", "#DIV/0!", "free", "-1", "?", "unknown"] {
            assert!(!is_missing(text), "{text:?}");
        }
    }
}
