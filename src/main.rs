//! The `loyalty` program: hands its arguments down and maps verdicts to exit codes.

use loyalty_metrics::commands::{self, Failed, Usage, Verdict, WrongLine};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match commands::run(std::env::args_os(), &mut out, &mut io::stderr().lock()) {
        Ok(Verdict::Answered) => ExitCode::SUCCESS,
        Ok(Verdict::Unreadable) => ExitCode::FAILURE,
        Ok(Verdict::Rejected) => ExitCode::from(3),
        Ok(Verdict::Empty) => ExitCode::from(4),
        Ok(Verdict::Threshold) => ExitCode::from(10),
        Err(error) => code_of(&error),
    }
}

/// Prints an error and gives its code; a reader who has left is a normal end.
fn code_of(error: &anyhow::Error) -> ExitCode {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let code = usage.exit_code();
        let closed = usage.print().is_err_and(|e| e.kind() != io::ErrorKind::BrokenPipe);
        return ExitCode::from(if closed { 1 } else { u8::try_from(code).unwrap_or(2) });
    }
    if let Some(wrong) = error.downcast_ref::<WrongLine>() {
        let _ = write!(io::stderr().lock(), "{wrong}");
        return ExitCode::from(2);
    }
    if let Some(failed) = error.downcast_ref::<Failed>() {
        let _ = write!(io::stderr().lock(), "{failed}");
        return ExitCode::FAILURE;
    }
    let left = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    if left.into_iter().any(|cause| cause.kind() == io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    let mut remarks = io::stderr().lock();
    // Nobody is left to tell when standard error is closed too.
    let _ = writeln!(remarks, "error: {error:#}");
    if error.downcast_ref::<Usage>().is_some() { ExitCode::from(2) } else { ExitCode::FAILURE }
}
