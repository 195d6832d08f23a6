//! How long fits and forecasts take for simulated customers: `forecast-times CUSTOMERS THREADS [FILE]` prints milliseconds as JSON, and
//! writes the customers to FILE for whoever wants to compare.

use loyalty_metrics::models::chunks::each;
use loyalty_metrics::models::fit::{Terms, purchases, spend};
use loyalty_metrics::models::purchases::Kind;
use loyalty_metrics::models::spend::Spender;
use loyalty_metrics::models::{Past, Row};
use std::io::Write;
use std::time::Instant;

/// What buyers of compact discs did: MBG/NBD by week.
const TRUTH: [f64; 4] = [0.525, 6.183, 0.891, 1.614];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse::<usize>().ok());
    let (customers, threads) = (number().unwrap_or(1_000_000), number().unwrap_or(2));
    let mut all = simulated(customers);
    if let Some(path) = std::env::args().nth(3) {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("the file can be written"));
        for (repeats, last, age, value) in &all {
            writeln!(file, "{repeats},{},{},{value}", f64::from(*last) / 7.0, f64::from(*age) / 7.0).expect("written");
        }
    }
    let terms = Terms { threads, prior: None };
    let begin = Instant::now();
    all.sort_unstable_by_key(|one| (one.0, one.1, one.2));
    let mut rows: Vec<Row> = vec![];
    let mut before = None;
    for &(repeats, last, age, _) in &all {
        if before != Some((repeats, last, age)) {
            before = Some((repeats, last, age));
            let past = Past { repeats, last: f64::from(last) / 7.0, age: f64::from(age) / 7.0 };
            rows.push(Row { past, customers: 0 });
        }
        rows.last_mut().expect("there is one").customers += 1;
    }
    let mut times = vec![("group", milliseconds(begin))];
    for (kind, fit_name, ahead_name) in
        [(Kind::Mbg, "mbg", "mbg_ahead"), (Kind::Bg, "bg", "bg_ahead"), (Kind::Pareto, "pareto", "pareto_ahead")]
    {
        let begin = Instant::now();
        let fit = purchases(kind, &rows, terms).expect("customers came again");
        times.push((fit_name, milliseconds(begin)));
        assert!(fit.identified(), "{kind:?}");
        let begin = Instant::now();
        let ahead = each(rows.len(), threads, |row| fit.model.expected(&rows[row].past, 52.0));
        times.push((ahead_name, milliseconds(begin)));
        assert!(ahead.iter().all(|expected| expected.is_finite()));
    }
    let begin = Instant::now();
    let spenders: Vec<Spender> =
        all.iter().filter(|one| one.0 > 0).map(|one| Spender { repeats: one.0, mean: one.3, customers: 1 }).collect();
    let fit = spend(&spenders, terms).expect("customers came again");
    times.push(("value", milliseconds(begin)));
    assert!(fit.parameters[1] > 1.0);
    let told: Vec<String> = times.iter().map(|(name, time)| format!("\"{name}\":{time:.1}")).collect();
    let line =
        format!("{{\"customers\":{customers},\"rows\":{},\"threads\":{threads},{}}}\n", rows.len(), told.join(","));
    std::io::stdout().write_all(line.as_bytes()).expect("standard output is open");
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// Repeats, days to the last, age in days, mean value.
fn simulated(customers: usize) -> Vec<(u32, u32, u32, f64)> {
    let mut chance = Chance(1);
    let [r, alpha, a, b] = TRUTH;
    let one = |_| {
        let age = 7.0 * 39.0 * (0.5 + 0.5 * chance.uniform());
        let rate = chance.gamma(r) / alpha / 7.0;
        let (up, down) = (chance.gamma(a), chance.gamma(b));
        let stop = up / (up + down);
        let (mut repeats, mut last) = (0, 0.0);
        while chance.uniform() >= stop {
            let next = last - chance.uniform().ln() / rate;
            if next > age {
                break;
            }
            (repeats, last) = (repeats + 1, next);
        }
        let own = 15.44 / chance.gamma(3.74);
        let value = own * chance.gamma(6.25 * f64::from(repeats.max(1))) / f64::from(repeats.max(1));
        (repeats, last as u32, age as u32, (100.0 * value).round().max(1.0) / 100.0)
    };
    (0..customers).map(one).collect()
}

/// A small generator of numbers (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Marsaglia and Tsang (2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.uniform().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }
}
