//! The name that was probably meant.

/// The nearest of the names by edit distance, if one is near enough to be a slip.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let near = names.map(|other| (distance(&name, &other.to_lowercase()), other));
    near.filter(|(distance, other)| *distance <= 1 + other.chars().count().max(name.chars().count()) / 4)
        .min()
        .map(|(_, other)| other)
}

/// Levenshtein's distance over characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(before + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let names = ["Segment", "Region", "State"];
        assert_eq!(nearest("segmnet", names.into_iter()), Some("Segment"));
        assert_eq!(nearest("colour", names.into_iter()), None);
    }
}
