//! Opening, and one keystroke, at four sizes.

#![allow(
    missing_docs,
    clippy::indexing_slicing,
    reason = "the macros make a public function; lists are indexed within their length"
)]

use std::hint::black_box;

use askhow_document::{Document, Span};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const SIZES: [(&str, usize); 4] =
    [("10K", 10 << 10), ("100K", 100 << 10), ("1M", 1 << 20), ("10M", 10 << 20)];

/// A text of reviews, `size` bytes or a little more: front matter, headings of both kinds, timelines as lists
/// and as tables, quotes, fences, tasks, letters from outside ASCII. Always the same for the same size.
fn reviews(size: usize) -> String {
    const WHO: [&str; 6] = ["Ana", "Jörg", "the on-call engineer", "Zoë", "the release bot", "Noor"];
    const DID: [&str; 8] = [
        "restarted the queue workers",
        "paged the storage team",
        "rolled back `api` to the build before",
        "saw **p99** climb past 4 s",
        "raised the limit in [the dashboard](https://example.org/d/7)",
        "asked how the cache came to be cold",
        "wrote to the status page",
        "drained zone `eu-west-2b`",
    ];
    const NOTE: [&str; 5] = [
        "Retries filled the pool, and each retry held its connection until the timeout.",
        "Nobody had a view of the backlog, so the first sign was a customer's message.",
        "The flag was rolled out to all zones at once; the runbook speaks of one at a time.",
        "Alerts fired for the symptom (slow checkouts), not for the queue that caused it.",
        "How did the old build still receive traffic? Its health check looked at the port alone.",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap_or(0) % n
    };
    let mut text = String::from("---\ntitle: Reviews\nseverity: 2\n---\n\n");
    let mut number = 0;
    while text.len() < size {
        number += 1;
        text += &format!("# Review {number}: checkout slow in the EU\n\nImpact\n------\n\n");
        for _ in 0..2 + next(3) {
            text += &format!("{} {}\n{}\n\n", NOTE[next(5)], NOTE[next(5)], NOTE[next(5)]);
        }
        text += "## Timeline\n\nAll times UTC.\n\n";
        let mut minute = 600 + next(300);
        if next(3) == 0 {
            text += "| Time | Who | What |\n|------|-----|------|\n";
            for _ in 0..10 + next(20) {
                minute += next(9);
                let who = if next(4) == 0 { "" } else { WHO[next(6)] };
                text += &format!("| {:02}:{:02} | {who} | {} |\n", minute / 60, minute % 60, DID[next(8)]);
            }
            text += "\n";
        } else {
            for _ in 0..10 + next(30) {
                minute += next(9);
                text +=
                    &format!("- {:02}:{:02} {} {}\n", minute / 60, minute % 60, WHO[next(6)], DID[next(8)]);
                if next(5) == 0 {
                    text += &format!("  - {}\n", NOTE[next(5)]);
                }
            }
        }
        text += &format!("\n## What we learnt\n\n> {}\n> {}\n\n", NOTE[next(5)], NOTE[next(5)]);
        text += "```text\n12:00:01 ERROR pool exhausted\n\n12:00:02 ERROR pool exhausted\n```\n\n";
        text += "## Follow-ups\n\n";
        for _ in 0..2 + next(5) {
            text += &format!("- [{}] {} (owner: {})\n", ["x", " "][next(2)], NOTE[next(5)], WHO[next(6)]);
        }
        text += "\n";
    }
    text
}

fn open(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("open");
    for (name, size) in SIZES {
        let text = reviews(size);
        group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
            bencher.iter(|| Document::new(black_box(text)));
        });
    }
}

fn keystroke(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keystroke");
    for (name, size) in SIZES {
        let mut document = Document::new(&reviews(size));
        let middle = document.text().len() / 2;
        let mut n_keys = 0;
        group.sample_size(50).bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                // Typing a word and taking it away again, so that the text does not grow.
                n_keys += 1;
                if n_keys % 8 < 4 {
                    document.edit(Span::empty(middle + n_keys % 4), "a");
                } else {
                    document.edit(Span::new(middle, middle + 1), "");
                }
                document.refresh()
            });
        });
    }
}

fn anywhere(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keystroke anywhere");
    for (name, size) in SIZES {
        let text = reviews(size);
        let document = Document::new(&text);
        let mut at = 7_usize;
        group.sample_size(50).bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter_batched_ref(
                || {
                    at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (document.clone(), (at >> 11) % text.len())
                },
                |(document, at)| {
                    document.edit(Span::empty(*at), "a");
                    document.refresh()
                },
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, open, keystroke, anywhere);
criterion_main!(benches);
