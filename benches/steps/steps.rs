//! What the steps cost: reading into a ledger, the scan of a metric, the bootstrap, and the bytes that a ledger takes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use loyalty_benches::transactions;
use loyalty_metrics::input::request::{Request, Wanted};
use loyalty_metrics::input::{Scale, Taken, open};
use loyalty_metrics::ledger::entry::Entry;
use loyalty_metrics::ledger::key::Key;
use loyalty_metrics::ledger::scan::{Frame, Split, scan};
use loyalty_metrics::ledger::window::{Period, Window};
use loyalty_metrics::metrics::repeat::{GapRule, RepeatTally};
use loyalty_metrics::metrics::revenue::RevenueTally;
use loyalty_metrics::metrics::revenue::loyal::Loyal;
use loyalty_metrics::statistics::bootstrap::Draws;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

const ROWS: u64 = 200_000;

fn request(path: &str, threads: usize) -> Request {
    let scale = || Scale { least: 0, most: 10, missing: vec![] };
    Request {
        sources: vec![(path.to_owned(), None)],
        scales: [scale(), scale(), scale()],
        threads,
        chunk: 4 << 20,
        memory: 8 << 30,
        progress: Arc::new(AtomicU64::new(0)),
        ..Request::default()
    }
}

fn read(path: &str, threads: usize) -> Taken {
    open(request(path, threads)).read(&Wanted::default())
}

/// Fails when a ledger takes more than the documentation states: entries, keys and starts, with an eighth to spare.
fn memory_is_as_stated(taken: &Taken) {
    let shards = &taken.ledger.shards;
    let held: usize = shards
        .iter()
        .map(|s| {
            s.keys.capacity() * size_of::<Key>() + s.starts.capacity() * 4 + s.entries.capacity() * size_of::<Entry>()
        })
        .sum();
    let customers = taken.ledger.customers();
    let entries: usize = shards.iter().map(|s| s.entries.len()).sum();
    let stated = entries * 16 + customers * 20;
    assert!(
        held <= stated + stated / 8 + 4096,
        "a ledger of {entries} entries and {customers} customers holds {held} bytes"
    );
    println!("ledger: {entries} entries, {customers} customers, {held} bytes held, {stated} stated");
}

fn steps(c: &mut Criterion) {
    let mut file = tempfile();
    file.1.write_all(transactions(ROWS).as_bytes()).expect("the temporary folder has room");
    let path = file.0.as_str();
    let taken = read(path, 2);
    memory_is_as_stated(&taken);
    let ledger = &taken.ledger;
    let span = Window { from: ledger.first_day.expect("rows"), to: ledger.last_day.expect("rows") };
    let years = Frame { windows: Period::Year.across(span), split: Split::Whole, merge_days: false, since: None };

    let mut group = c.benchmark_group("read");
    group.throughput(Throughput::Elements(ROWS)).sample_size(20);
    group.bench_function("one thread", |b| b.iter(|| read(path, 1)));
    group.bench_function("two threads", |b| b.iter(|| read(path, 2)));
    group.finish();

    let mut group = c.benchmark_group("scan");
    group.throughput(Throughput::Elements(ROWS));
    group.bench_function("repeat by year", |b| {
        b.iter(|| scan(ledger, &years, 1, |slots| RepeatTally::new(slots, ledger.scale, GapRule::Later)));
    });
    let rule = Loyal::Orders(2);
    group.bench_function("revenue by year", |b| {
        b.iter(|| scan(ledger, &years, 1, |slots| RevenueTally::new(slots, ledger, &rule)))
    });
    group.finish();

    let found = scan(ledger, &years, 1, |slots| RevenueTally::new(slots, ledger, &rule));
    let draws = Draws::new(1);
    found[0].difference_interval(&draws, 0.95);
    c.bench_function("bootstrap interval", |b| b.iter(|| found[0].difference_interval(&draws, 0.95)));
    let _ = std::fs::remove_file(path);
}

/// A file of our own in the temporary folder.
fn tempfile() -> (String, std::fs::File) {
    let path = std::env::temp_dir().join(format!("loyalty-bench-{}.csv", std::process::id()));
    let file = std::fs::File::create(&path).expect("the temporary folder can be written");
    (path.to_string_lossy().into_owned(), file)
}

criterion_group!(benches, steps);
criterion_main!(benches);
