//! What the rules about wording cost: prose without anything to say, prose as it is in reviews, one rewrite of a why.
//!
//! `cargo bench -p askhow-bench --bench wording`.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use askhow_bench::prose;
use askhow_document::{BlockKind, Document, Segment, Span};
use askhow_phrasing::{Hit, Phrases, Place};
use criterion::{Criterion, Throughput};

const BYTES: usize = 1_000_000;

/// Questions and clauses of the lengths that people write.
const WHYS: &[&str] = &[
    "Why did the canary pass?",
    "Why did the retry budget of the ledger run out only after twelve minutes?",
    "It is not known why the second alert, which everybody had muted in spring, came back.",
    "Why was the person on call not paged when the first queue in Zürich was full?",
];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let phrases = Phrases::new(Vec::new());
    let mut group = criterion.benchmark_group("prose");
    for (name, loaded) in [("quiet", false), ("as in reviews", true)] {
        let pieces = Pieces::of(&prose(BYTES, loaded));
        let hits = pieces.check(&phrases);
        println!("prose, {name}: {} bytes, {hits} findings", pieces.bytes);
        assert!(loaded || hits == 0, "quiet prose has nothing to find");
        group.throughput(Throughput::Bytes(pieces.bytes as u64));
        group.bench_function(name, |bencher| bencher.iter(|| black_box(pieces.check(&phrases))));
    }
    group.finish();
    let mut group = criterion.benchmark_group("rewrite");
    for why in WHYS {
        let pieces = Pieces::of(why);
        group.bench_function(*why, |bencher| bencher.iter(|| black_box(pieces.check(&phrases))));
    }
    group.finish();
    criterion.final_summary();
}

/// The paragraphs and items of a text, read as Markdown beforehand.
struct Pieces {
    all: Vec<(Arc<Segment>, Span)>,
    bytes: usize,
}

impl Pieces {
    fn of(text: &str) -> Self {
        let document = Document::new(text);
        let mut all = Vec::new();
        for segment in document.segments() {
            let paragraphs = segment.blocks().iter().filter(|block| block.kind == BlockKind::Paragraph);
            all.extend(paragraphs.map(|block| (Arc::clone(segment), block.content)));
        }
        let bytes = all.iter().map(|(_, content)| content.len()).sum();
        Self { all, bytes }
    }

    /// How many findings there are; each is made with its fixes.
    fn check(&self, phrases: &Phrases) -> usize {
        let check = |(segment, content): &(Arc<Segment>, Span)| -> Vec<Hit> {
            match phrases.may_match(content.of(segment.text())) {
                true => phrases.check(&segment.prose(*content), Place::default()),
                false => Vec::new(),
            }
        };
        self.all.iter().map(|piece| black_box(check(piece)).len()).sum()
    }
}
