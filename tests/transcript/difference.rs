//! Two texts, line by line: what is gone, what is new, and a little of what surrounds it.

const AROUND: usize = 3;

/// Shows the lines that differ: `-` is written in the file, `+` was printed. Empty when nothing differs.
pub(crate) fn difference(written: &str, printed: &str) -> String {
    let steps = steps(&written.split('\n').collect::<Vec<_>>(), &printed.split('\n').collect::<Vec<_>>());
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND + 1).min(steps.len());
        steps[from..to].iter().any(|(mark, _)| *mark != ' ')
    };
    let shown = steps.iter().enumerate().map(|(at, (mark, line))| {
        if near(at) {
            format!("    {mark} {}\n", visible(line))
        } else if at > 0 && near(at - 1) {
            "      …\n".into()
        } else {
            String::new()
        }
    });
    shown.collect()
}

/// Carriage returns and byte order marks decide many a case, so they are made visible.
fn visible(line: &str) -> String {
    line.replace('\r', "␍").replace('\u{feff}', "<BOM>")
}

/// Walks along the longest common subsequence of lines.
fn steps<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(char, &'t str)> {
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] =
                if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            steps.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            steps.push(('-', old[i]));
            i += 1;
        } else {
            steps.push(('+', new[j]));
            j += 1;
        }
    }
    steps
}
