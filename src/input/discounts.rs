//! Columns in which it only matters whether anything stands: a discount code, or the amount of a discount.

/// What a cell comes to: nothing, or something. A blank, a zero in any dress, and words for nothing are nothing.
pub(super) fn mark(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let digits = || text.chars().filter(char::is_ascii_digit);
    let zero =
        digits().next().is_some() && digits().all(|digit| digit == '0') && !text.chars().any(char::is_alphabetic);
    let nothing = text.is_empty() || zero || NOTHING.contains(&text.as_str());
    String::from(if nothing { "" } else { "1" })
}

/// Words for nothing.
const NOTHING: [&str; 10] = ["-", "na", "n/a", "nan", "null", "none", "no", "false", "なし", "無し"];

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn a_zero_in_any_dress_is_nothing() {
        for nothing in ["", " ", "0", "0.00", "-0,00", "¥0", "None", "なし"] {
            assert_eq!(mark(nothing), "", "{nothing}");
        }
        for something in ["SPRING25", "0.05", "10", "A0", "-1.50", "夏割"] {
            assert_eq!(mark(something), "1", "{something}");
        }
    }
}
