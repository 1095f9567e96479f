//! What an editor waits for, without the protocol: opening, one key, a hover, at three sizes.
//!
//! `cargo bench -p askhow-bench`. At the end stand the ratios between the sizes: times depend on the machine,
//! ratios hardly do.

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use askhow_bench::review;
use askhow_document::Span;
use askhow_ide::{Analysis, Surroundings, findings, findings_near, hover};
use criterion::{Criterion, Throughput};

const SIZES: &[(&str, usize)] = &[("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000)];

/// The times of one benchmark, one for each sample.
type Samples = RefCell<Vec<f64>>;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let medians = [
        ("open", measure(&mut criterion, "open", |text, times| open(&text, times))),
        ("keystroke", measure(&mut criterion, "keystroke", |text, times| keystroke(&text, times))),
        ("hover", measure(&mut criterion, "hover", |text, times| hover_after_key(&text, times))),
    ];
    criterion.final_summary();
    println!("\nmedians, and how many times those of 10 KB");
    for (name, medians) in medians {
        print!("{name:<10}");
        let smallest = medians.first().map_or(1.0, |(_, seconds)| *seconds);
        for (size, seconds) in medians {
            print!("  {size:>6}: {:>9.1} µs ({:.1} ×)", seconds * 1e6, seconds / smallest);
        }
        println!();
    }
}

fn measure(
    criterion: &mut Criterion,
    name: &str,
    run: impl Fn(String, u64) -> Duration,
) -> Vec<(&'static str, f64)> {
    let mut group = criterion.benchmark_group(name);
    let mut medians = Vec::new();
    for (size, bytes) in SIZES {
        let samples = Samples::default();
        group.throughput(Throughput::Bytes(*bytes as u64));
        group.bench_function(*size, |bencher| {
            bencher.iter_custom(|times| {
                let took = run(review(*bytes), times);
                samples.borrow_mut().push(took.as_secs_f64() / times.max(1) as f64);
                took
            });
        });
        let mut samples = samples.into_inner();
        samples.sort_by(f64::total_cmp);
        medians.extend(samples.get(samples.len() / 2).map(|median| (*size, *median)));
    }
    group.finish();
    medians
}

/// From a text to all its findings.
fn open(text: &str, times: u64) -> Duration {
    let surroundings = surroundings();
    let started = Instant::now();
    for _ in 0..times {
        let mut analysis = Analysis::new(black_box(text), Arc::clone(&surroundings));
        black_box(findings(&analysis.snapshot()));
    }
    started.elapsed()
}

/// A key in the middle, and the findings that the editor is sent.
fn keystroke(text: &str, times: u64) -> Duration {
    let (mut analysis, offset) = opened(text);
    let started = Instant::now();
    for n in 0..times {
        press(&mut analysis, offset, n);
        black_box(findings_near(&analysis.snapshot(), offset, 100));
    }
    started.elapsed()
}

/// The same key, and a hover right behind it.
fn hover_after_key(text: &str, times: u64) -> Duration {
    let (mut analysis, offset) = opened(text);
    let started = Instant::now();
    for n in 0..times {
        press(&mut analysis, offset, n);
        black_box(hover(&analysis.snapshot(), offset));
    }
    started.elapsed()
}

/// A letter comes, and goes with the next key.
fn press(analysis: &mut Analysis, offset: usize, n: u64) {
    if n.is_multiple_of(2) {
        analysis.edit(Span::empty(offset), "e");
    } else {
        analysis.edit(Span::new(offset, offset + 1), "");
    }
}

/// A document that is up to date, and the end of a word in its middle.
fn opened(text: &str) -> (Analysis, usize) {
    let mut analysis = Analysis::new(text, surroundings());
    black_box(findings(&analysis.snapshot()));
    let half =
        text.char_indices().map(|(offset, _)| offset).nth(text.chars().count() / 2).unwrap_or_default();
    let offset = text.get(half..).and_then(|rest| rest.find(' ')).map_or(half, |more| half + more);
    (analysis, offset)
}

fn surroundings() -> Arc<Surroundings> {
    Arc::new(Surroundings { named: true, ..Surroundings::default() })
}
