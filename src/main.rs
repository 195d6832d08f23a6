//! The `loyalty` program.
fn main() {}
