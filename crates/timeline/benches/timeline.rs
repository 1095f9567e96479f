//! A timeline of 10,000 entries from nothing, and one entry of it edited.
#![allow(missing_docs, reason = "the macros make functions of their own")]

use std::hint::black_box;

use askhow_timeline::{Context, Line, Role, Timeline, Zone, read_stamp};
use criterion::{Criterion, criterion_group, criterion_main};

/// A week of entries every minute: a date at the start of each day, times after it.
fn lines(count: usize) -> Vec<Line> {
    let lines = (0..count).map(|minute| {
        let (day, hour, minute) = (minute / 1440, minute / 60 % 24, minute % 60);
        let (month, day) = (1 + day / 28 % 12, 1 + day % 28);
        let date =
            if hour == 0 && minute == 0 { format!("2019-{month:02}-{day:02} ") } else { String::new() };
        Line::read(
            Role::Entry,
            &format!("{date}{hour:02}:{minute:02} - Ada restarts the proxy on host {minute} of day {day}"),
        )
    });
    lines.collect()
}

fn context() -> Context {
    Context { zone: Some(Zone::utc()), ..Context::default() }
}

fn bench(criterion: &mut Criterion) {
    criterion.bench_function("read a stamp", |bencher| {
        bencher.iter(|| read_stamp(black_box("2019-03-25 16:40 UTC - Ada restarts the proxy")));
    });
    criterion.bench_function("read a line without a stamp", |bencher| {
        bencher.iter(|| read_stamp(black_box("Ada restarts the proxy on all hosts")));
    });
    for count in [10_000, 100_000] {
        let given = lines(count);
        criterion.bench_function(&format!("{count} entries from nothing"), |bencher| {
            bencher.iter(|| Timeline::new(context(), black_box(given.clone())).findings());
        });
        let mut timeline = Timeline::new(context(), given);
        let Some(line) = timeline.lines().get(count / 2).cloned() else { return };
        criterion.bench_function(&format!("one of {count} edited"), |bencher| {
            bencher.iter(|| {
                timeline.splice(count / 2..count / 2 + 1, vec![black_box(line.clone())]);
                timeline.findings()
            });
        });
        let late = Line::read(Role::Entry, "23:59 - Ada restarts the proxy");
        criterion.bench_function(&format!("one of {count} put out of order and back"), |bencher| {
            bencher.iter(|| {
                timeline.splice(count / 2..count / 2 + 1, vec![black_box(late.clone())]);
                let count_late = timeline.findings().len();
                timeline.splice(count / 2..count / 2 + 1, vec![black_box(line.clone())]);
                count_late
            });
        });
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
