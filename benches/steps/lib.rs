//! A generated shop for the benchmarks: the same bytes for the same number of rows.

use loyalty_metrics::statistics::mix::Rolls;
use std::fmt::Write;

/// So many rows of a shop: one line per order, in time order over three years, about a sixth as many customers.
pub fn transactions(rows: u64) -> String {
    let mut rolls = Rolls::new(7);
    let mut text = String::with_capacity(rows as usize * 56 + 64);
    text.push_str("order_id,customer_id,ordered_at,amount,currency,channel\n");
    for row in 0..rows {
        // Squaring a uniform roll gives regulars and one-timers.
        let roll = rolls.below(1 << 20);
        let customer = (roll * roll / (1 << 20)) * (rows / 6).max(1) / (1 << 20);
        let day = row * 1095 / rows;
        let (year, day) = (2023 + day / 365, day % 365);
        let (month, day) = (day / 31 + 1, day % 28 + 1);
        let (hour, minute) = (rolls.below(24), rolls.below(60));
        let (whole, cents) = (rolls.below(90) + 3, rolls.below(100));
        let channel = ["web", "store", "app"][rolls.below(3) as usize];
        let _ = writeln!(
            text,
            "O{row:09},C{customer:08},{year}-{month:02}-{day:02} {hour:02}:{minute:02}:00,{whole}.{cents:02},USD,{channel}"
        );
    }
    text
}
