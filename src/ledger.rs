//! What is known of the customers: their purchases and answers, in exact money and plain days.

pub mod day;
