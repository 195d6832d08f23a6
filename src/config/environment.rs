//! Variables of the environment as settings: `LOYALTY_AS_OF` is `--as-of`, `LOYALTY_CSAT_SCALE` the `--scale` of `csat`.

use super::file::fault::Fault;
use super::file::settings::{Setting, expected, fits, is_list, is_switch, name};
use super::file::{File, Vocabulary};
use super::nearest::nearest;
use clap::Arg;

/// How the names of our variables begin.
const PREFIX: &str = "LOYALTY_";

/// Variables that say where settings are found, and are none.
pub const CONFIG: [&str; 2] = ["LOYALTY_CONFIG", "LOYALTY_NO_CONFIG"];

/// The variable of a flag: flags of one command have its name in front.
pub fn variable(section: &str, commands: &[&str], flag: &str) -> String {
    let own = if commands.contains(&section) { format!("{section}_") } else { String::new() };
    format!("{PREFIX}{own}{flag}").to_uppercase().replace('-', "_")
}

/// What the variables say, and the names of those that nearly say something.
///
/// # Errors
/// When a value is none that its flag would take: all of them are named.
pub fn read(
    vocabulary: &Vocabulary,
    commands: &[&str],
    variables: impl Iterator<Item = (String, String)>,
) -> Result<(File, Vec<(String, String)>), Fault> {
    let flags = || vocabulary.sections.iter().flat_map(|section| section.flags.iter().map(move |flag| (section, flag)));
    let known: Vec<String> = flags()
        .map(|(section, flag)| variable(section.name, commands, name(flag)))
        .chain(CONFIG.map(String::from))
        .collect();
    let mut given: Vec<(String, String)> =
        variables.filter(|(variable, text)| variable.starts_with(PREFIX) && !text.is_empty()).collect();
    given.sort();
    let (mut settings, mut faults) = (vec![], vec![]);
    // A variable that the command line knows by itself is read there.
    for (section, flag) in flags().filter(|(_, flag)| flag.get_env().is_none()) {
        let own = variable(section.name, commands, name(flag));
        if CONFIG.contains(&own.as_str()) {
            continue;
        }
        if let Some((_, text)) = given.iter().find(|(variable, _)| *variable == own) {
            match setting(section.name, flag, text) {
                Ok(setting) => settings.push(setting),
                Err(expected) => faults.push(format!("{own}: found `{text}`, expected {expected}")),
            }
        }
    }
    if !faults.is_empty() {
        return Err(Fault::of(&faults.join("\n")));
    }
    let slips = given.into_iter().filter(|(variable, _)| !known.contains(variable)).filter_map(|(variable, _)| {
        let near = nearest(&variable, known.iter().map(String::as_str))?.to_owned();
        Some((variable, near))
    });
    Ok((File { path: String::new(), settings, ..File::default() }, slips.collect()))
}

fn setting(section: &'static str, flag: &Arg, text: &str) -> Result<Setting, String> {
    let (values, on) = if is_switch(flag) {
        match text.to_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => (vec![], true),
            "false" | "0" | "no" | "off" => (vec![], false),
            _ => return Err("true or false".to_owned()),
        }
    } else if let (true, Some(list)) = (is_list(flag), list(text)) {
        (list, true)
    } else {
        (vec![text.to_owned()], true)
    };
    match values.iter().find(|value| !fits(flag, value)) {
        Some(_) => Err(expected(flag)),
        None => {
            Ok(Setting { section, flag: flag.get_id().to_string(), name: name(flag).to_owned(), values, on, line: 0 })
        }
    }
}

/// Several values are written as a list of TOML: `["a.csv", "b.csv"]`.
fn list(text: &str) -> Option<Vec<String>> {
    let table: toml::Table = text.starts_with('[').then(|| format!("list = {text}").parse().ok())??;
    table.get("list")?.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::file::Section;
    use crate::config::reading::Reading;
    use crate::config::window::Window;
    use clap::{Args, Command};

    fn vocabulary() -> Vocabulary {
        let flags = |command: Command| command.get_arguments().cloned().collect::<Vec<Arg>>();
        Vocabulary {
            sections: vec![
                Section { name: "input", flags: flags(Reading::augment_args(Command::new(""))) },
                Section { name: "csat", flags: flags(Window::augment_args(Command::new(""))) },
            ],
            ..Vocabulary::default()
        }
    }

    fn read_all(variables: &[(&str, &str)]) -> Result<(File, Vec<(String, String)>), Fault> {
        let variables = variables.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        read(&vocabulary(), &["csat"], variables)
    }

    #[test]
    fn a_variable_is_a_flag_and_that_of_a_command_has_its_name() {
        let given = [
            ("LOYALTY_TRANSACTIONS", "[\"a.csv\", \"b.csv\"]"),
            ("LOYALTY_MAX_REJECTED", "3"),
            ("LOYALTY_CSAT_LAST_WEEK", "yes"),
            ("LOYALTY_NO_CONFIG", "1"),
            ("OTHER", "x"),
        ];
        let (file, slips) = read_all(&given).expect("it is understood");
        let found: Vec<(&str, &str, usize)> =
            file.settings.iter().map(|s| (s.section, s.name.as_str(), s.values.len())).collect();
        assert_eq!(found, [("input", "transactions", 2), ("input", "max-rejected", 1), ("csat", "last-week", 0)]);
        assert_eq!(slips, []);
    }

    #[test]
    fn a_slip_is_told_and_a_value_that_makes_no_sense_refused() {
        let (_, slips) =
            read_all(&[("LOYALTY_MAX_REJECTD", "3"), ("LOYALTY_TEAM_NAME", "x")]).expect("it is understood");
        assert_eq!(slips, [("LOYALTY_MAX_REJECTD".to_owned(), "LOYALTY_MAX_REJECTED".to_owned())]);
        let fault = read_all(&[("LOYALTY_MEMORY", "much")]).expect_err("it is refused").to_string();
        assert_eq!(fault, "LOYALTY_MEMORY: found `much`, expected a whole number");
    }
}
