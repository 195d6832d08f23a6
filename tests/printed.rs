//! What the program says of itself, for shells and for manuals: every command is in it.

use std::process::Command;

fn printed(line: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_loyalty")).env_clear().args(line).output().expect("the program runs");
    assert!(run.status.success(), "{line:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

const SOME: [&str; 6] = ["nps", "repeat", "forecast", "report", "history", "init"];

#[test]
fn completions_of_every_shell_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let text = printed(&["completions", shell]);
        for command in SOME {
            assert!(text.contains(command), "{shell}: {command}");
        }
        assert!(text.contains("fail-if"), "{shell}");
    }
}

#[test]
fn there_is_a_man_page_for_every_command() {
    assert!(printed(&["man"]).contains(".TH loyalty 1"));
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    printed(&["man", "--out", folder.path().to_str().expect("the path is text")]);
    for command in SOME {
        let page = std::fs::read_to_string(folder.path().join(format!("loyalty-{command}.1"))).expect("it was written");
        assert!(page.contains(".TH"), "{command}");
    }
}

#[test]
fn the_page_of_definitions_has_all_of_them() {
    let all = printed(&["help", "definitions"]);
    assert_eq!(all, printed(&["explain"]));
    for key in ["nps", "csat", "repeat_rate", "ltv", "nrr", "p_active"] {
        assert!(all.lines().any(|line| line.starts_with(&format!("{key} ("))), "{key}");
    }
    assert!(printed(&["explain", "--lang", "ja"]).contains("出典"));
}

#[cfg(unix)]
#[test]
fn bash_takes_its_completions() {
    let text = printed(&["completions", "bash"]);
    let script = format!(
        "{text}\nCOMP_WORDS=(loyalty rep); COMP_CWORD=1; _loyalty loyalty rep loyalty; echo \"${{COMPREPLY[@]}}\""
    );
    let Ok(run) = Command::new("bash").args(["--norc", "-c", &script]).output() else { return };
    let found = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(found.contains("repeat") && found.contains("report"), "{found}{}", String::from_utf8_lossy(&run.stderr));
}
