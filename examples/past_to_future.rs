//! The models of forecasts from other programs: pasts in, forecasts out.
//!
//! `past_to_future fit MODEL` reads a customer per line (repeats, last, age) and prints the parameters and the log-likelihood.
//!
//! `past_to_future` reads one question per line and prints one answer per line, with all digits:
//!
//! | question | answer |
//! |---|---|
//! | `mbg`, `bg` or `pareto`, four parameters, repeats, last, age, time ahead | log-likelihood, chance to be active, purchases to come |
//! | `chance`, a model, four parameters, repeats, time | the chance of so many repeats of a newcomer |
//! | `value`, three parameters, repeats, mean | log-likelihood, value to expect of a purchase |

use loyalty_metrics::models::fit::{self, Terms};
use loyalty_metrics::models::purchases::Kind;
use loyalty_metrics::models::spend::Spend;
use loyalty_metrics::models::{Past, Row};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

type Answer = Result<Vec<f64>, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lines: Vec<String> = stdin().lock().lines().collect::<Result<_, _>>()?;
    let lines = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let answers: Vec<Vec<f64>> = match &arguments[..] {
        [] => lines.map(|words| answer(&words)).collect::<Result<_, _>>()?,
        [fit, model] if fit == "fit" => vec![fitted(kind(model)?, lines)?],
        _ => return Err("past_to_future [fit mbg|bg|pareto] < LINES".into()),
    };
    let mut out = stdout().lock();
    for answer in answers {
        let words: Vec<String> = answer.iter().map(|number| format!("{number:e}")).collect();
        writeln!(out, "{}", words.join(" "))?;
    }
    Ok(())
}

fn kind(name: &str) -> Result<Kind, Box<dyn Error>> {
    match name {
        "mbg" => Ok(Kind::Mbg),
        "bg" => Ok(Kind::Bg),
        "pareto" => Ok(Kind::Pareto),
        other => Err(format!("no model is called `{other}`").into()),
    }
}

fn numbers<const N: usize>(words: &[&str]) -> Result<[f64; N], Box<dyn Error>> {
    let all: Vec<f64> = words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
    all.try_into().map_err(|all: Vec<f64>| format!("{} numbers where {N} are needed", all.len()).into())
}

fn answer(words: &[&str]) -> Answer {
    let (name, rest) = words.split_first().ok_or("a line is empty")?;
    match *name {
        "chance" => {
            let (model, rest) = rest.split_first().ok_or("which model?")?;
            let [p, q, r, s, repeats, time] = numbers(rest)?;
            Ok(vec![kind(model)?.with([p, q, r, s]).probability(repeats as u32, time)])
        }
        "value" => {
            let [p, q, gamma, repeats, mean] = numbers(rest)?;
            let model = Spend { p, q, gamma };
            if repeats == 0.0 {
                return Ok(vec![model.mean().unwrap_or(f64::INFINITY)]);
            }
            let expected = model.expected(repeats as u32, mean).unwrap_or(f64::INFINITY);
            Ok(vec![model.log_likelihood(repeats as u32, mean), expected])
        }
        name => {
            let [p, q, r, s, repeats, last, age, time] = numbers(rest)?;
            let (model, past) = (kind(name)?.with([p, q, r, s]), Past { repeats: repeats as u32, last, age });
            Ok(vec![model.log_likelihood(&past), model.p_alive(&past), model.expected(&past, time)])
        }
    }
}

fn fitted<'a>(kind: Kind, lines: impl Iterator<Item = Vec<&'a str>>) -> Answer {
    let row = |words: Vec<&str>| -> Result<Row, Box<dyn Error>> {
        let [repeats, last, age] = numbers(&words)?;
        Ok(Row { past: Past { repeats: repeats as u32, last, age }, customers: 1 })
    };
    let rows: Vec<Row> = lines.map(row).collect::<Result<_, _>>()?;
    let fit = fit::purchases(kind, &rows, Terms { threads: 1, prior: None }).ok_or("nobody came again")?;
    Ok(fit.parameters.into_iter().chain([fit.log_likelihood]).collect())
}
