//! How fast prose is scanned, and what one rewrite costs, with and without a thousand phrases more.

#![allow(missing_docs, reason = "the macros of criterion make undocumented items")]

use std::hint::black_box;

use askhow_document::Prose;
use askhow_phrasing::{OwnPhrase, Phrases, Place};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Paragraphs as reviews have them, most of them without anything to say about.
const PARAGRAPHS: &[&str] = &[
    "At 16:40 the deploy reached the second zone and the gateway began to answer with 502. Alice saw the graph of the \
     edge and asked in the channel whether anybody had changed the limits.",
    "The pool holds 40 connections for each host. During the night the batch opened 38 of them, and the first requests \
     of the morning waited behind it until they timed out after ten seconds.",
    "Bob restarted the primary and watched the replica catch up. The lag fell from nine minutes to one, then stayed \
     there until the index was rebuilt.",
    "The dashboard reads from the follower. It was green while the leader refused writes, so the page came from a \
     customer in Lyon and not from a monitor.",
    "Carol rolled the flag back at 17:05. Logins recovered within two minutes, search took until 17:20 because its \
     cache had to be filled again.",
    "We learnt that the alert for the EU region had been muted since the move in March. Why didn't it come back after \
     the move? Nobody had it on a list.",
    "A contributor was the new default of the client: it retries at once, three times, and each retry opens a \
     connection of its own.",
    "The next morning the team went through the timeline together and wrote down what each of them had seen, and when.",
];

fn text(bytes: usize) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut size = 0;
    for paragraph in PARAGRAPHS.iter().cycle() {
        size += paragraph.len();
        paragraphs.push((*paragraph).to_owned());
        if size >= bytes {
            break;
        }
    }
    paragraphs
}

fn own(count: usize) -> Vec<OwnPhrase> {
    let phrase = |nth: usize| OwnPhrase {
        find: format!("our word number {nth} of many"),
        message: String::new(),
        questions: Vec::new(),
        replace: None,
    };
    (0..count).map(phrase).collect()
}

fn scan(criterion: &mut Criterion) {
    let paragraphs = text(1 << 20);
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let one = paragraphs.join(" ");
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Bytes(bytes as u64));
    for count in [0, 1_000] {
        let phrases = Phrases::new(own(count));
        group.bench_function(format!("blocks, {count} own phrases"), |bencher| {
            bencher.iter(|| {
                let hits = |text: &String| phrases.check(&Prose::of_plain(text), Place::default()).len();
                black_box(paragraphs.iter().map(hits).sum::<usize>())
            });
        });
        group.bench_function(format!("may_match, {count} own phrases"), |bencher| {
            bencher.iter(|| black_box(paragraphs.iter().filter(|text| phrases.may_match(text)).count()));
        });
        group.bench_function(format!("quiet text, {count} own phrases"), |bencher| {
            let quiet = one.replace("Why", "How");
            bencher.iter(|| black_box(phrases.check(&Prose::of_plain(&quiet), Place::default()).len()));
        });
    }
    group.finish();
}

fn rewrite(criterion: &mut Criterion) {
    let phrases = Phrases::new(Vec::new());
    let mut group = criterion.benchmark_group("rewrite");
    for (name, text) in [
        ("question", "Why did the deploy of the gateway to the second zone fail at 16:40?"),
        ("negative", "Why didn't the alert for the EU region fire?"),
        ("clause", "We still do not understand why the node that we added in March restarted twice."),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| phrases.check(&Prose::of_plain(black_box(text)), Place::default()));
        });
    }
    // The automaton is made when it is first asked; one of a team's own makes it anew.
    group.bench_function("compile all phrases", |bencher| {
        bencher.iter(|| Phrases::new(own(1)).may_match(black_box("Why did it fail?")));
    });
    group.finish();
}

criterion_group!(benches, scan, rewrite);
criterion_main!(benches);
