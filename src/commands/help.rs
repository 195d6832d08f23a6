//! `loyalty help`: the help of a command, or a page about one topic.

use super::desk::Desk;
use super::explain;
use super::{Cli, Usage};
use crate::answer::Verdict;
use crate::config::nearest::nearest;
use anyhow::{Result, bail};
use clap::{Args as Flags, CommandFactory};

/// The pages beside those of the commands; definitions are made of what `explain` knows.
const TOPICS: [(&str, &str); 4] = [
    ("formats", include_str!("help/formats.txt")),
    ("config", include_str!("help/config.txt")),
    ("exit-codes", include_str!("help/exit-codes.txt")),
    ("inputs", include_str!("help/inputs.txt")),
];

/// The page of all definitions.
const DEFINITIONS: &str = "definitions";

/// The help of a command, or of a topic: formats, config, exit-codes, inputs, definitions
#[derive(Debug, Flags)]
pub(super) struct Args {
    /// A command, or formats, config, exit-codes, inputs, definitions
    #[arg(value_name = "COMMAND|TOPIC")]
    words: Vec<String>,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let mut program = Cli::command();
    program.build();
    let name = args.words.join(" ");
    if let [word] = args.words.as_slice() {
        if let Some((_, page)) = TOPICS.iter().find(|(topic, _)| topic == word) {
            desk.print(page)?;
            return Ok(Verdict::Answered);
        }
        if word == DEFINITIONS {
            desk.print(&explain::all())?;
            return Ok(Verdict::Answered);
        }
    }
    let mut command = &mut program;
    let mut path = vec!["loyalty".to_owned()];
    for word in &args.words {
        let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let Some(_) = names.iter().find(|name| *name == word) else {
            let known =
                names.iter().map(String::as_str).chain(TOPICS.iter().map(|(topic, _)| *topic)).chain([DEFINITIONS]);
            let near = nearest(word, known).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            bail!(Usage(format!("help {name}: there is no such command or topic{near}")));
        };
        path.push(word.clone());
        command = command.find_subcommand_mut(word).expect("its name was found among them");
    }
    let mut command = command.clone().bin_name(path.join(" "));
    desk.print(&command.render_long_help().to_string())?;
    Ok(Verdict::Answered)
}
