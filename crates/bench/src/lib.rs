//! Reviews of any size, made up but shaped like real ones, and the same for the same size.
//!
//! It is used by the benchmarks and by the drivers that measure keystrokes and long sessions. It knows nothing of the
//! tool.

pub mod talk;

use std::fmt::Write;

/// What a driver gives back.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const PEOPLE: &[&str] =
    &["Zoë", "Jiří", "Amina", "Søren", "María José", "Łucja", "Thu Hà", "Oluwaseun", "Ilse"];
const SERVICES: &[&str] =
    &["ledger", "checkout", "mailer", "search-index", "gatekeeper", "thumbnailer", "rates"];
const THINGS: &[&str] = &[
    "the connection pool",
    "the retry budget",
    "the certificate",
    "the feature flag",
    "the queue",
    "the canary",
];
const SIGNS: &[&str] = &["the error rate", "p99 latency", "the age of the queue", "replica lag", "heap use"];

/// `{p}` is a person, `{q}` another, `{s}` a service, `{t}` a thing, `{m}` a measure, `{n}` a number.
const PLAIN: &[&str] = &[
    "{p} was watching {m} of `{s}` at the time, and saw it climb from {n} to twice that within a minute.",
    "The change to {t} had been in staging for {n} days, where {m} stays flat because nobody uses it at night.",
    "{p} remembered a similar evening in spring, and {q} had the notes of it at hand.",
    "Requests from the Zürich and São Paulo regions took {n} ms longer than on an ordinary day — most went through.",
    "`{s}` and its neighbours share {t}, so the two slowed down together; see [the design](../design/{s}.md#limits).",
    "{q} drained one zone at a time while {p} kept an eye on {m}, and support answered {n} tickets. 🙏",
    "The runbook describes {t} for a cluster of {n} machines, which is how it looked two years ago.",
    "Two alerts came {n} seconds apart; both spoke of {t}, and *neither* named `{s}`.",
    "> It looked like the weekly import, said {p}, because it had been so {n} times before.",
    "At first {t} came back without help, which made the second wave harder to read than the first one.",
];

/// Sentences about which there is something to say: about one in eight, as in real reviews.
const LOADED: &[&str] = &[
    "Why did {t} of `{s}` fail only after {n} minutes?",
    "It is not known why {p} saw nothing in {m}.",
    "The root cause of the outage was {t} of `{s}`.",
    "{p} should have looked at {m} before the deploy.",
    "Obviously {t} was too small for that.",
    "Luckily {q} was still online.",
];

const DONE: &[&str] = &[
    "{p} acknowledges the page of `{s}`",
    "{p} asks {q} to join the call",
    "{p} rolls `{s}` back 🔁",
    "the graph shows {m} at {n} %",
    "{p} suspects {t}",
    "{p} posts to the status page",
    "{m} is back to normal",
    "{p} raises the limit of {t} to {n}",
];

/// A review of about `bytes` bytes: a form, a description and nine sections, two timelines among them.
///
/// ```
/// let review = askhow_bench::review(10_000);
/// assert!(review.len().abs_diff(10_000) < 1_000);
/// assert_eq!(review, askhow_bench::review(10_000));
/// ```
pub fn review(bytes: usize) -> String {
    Writer::new(bytes, true).review(bytes)
}

/// Paragraphs and lists of about `bytes` bytes; `loaded` says whether there is something to say about one sentence in
/// eight, as in real reviews, or about none.
pub fn prose(bytes: usize, loaded: bool) -> String {
    let mut writer = Writer::new(bytes, loaded);
    writer.prose(bytes);
    writer.text
}

struct Writer {
    text: String,
    state: u64,
    /// The clock of the timeline, in minutes since the first of March 2024 at 00:00.
    minute: usize,
    loaded: bool,
}

impl Writer {
    fn new(bytes: usize, loaded: bool) -> Self {
        let text = String::with_capacity(bytes + 1_000);
        Self { text, state: 0x9E37_79B9_7F4A_7C15, minute: 9 * 60, loaded }
    }

    fn review(mut self, bytes: usize) -> String {
        self.push(
            "# Payments slow for an evening\n\n- **Severity:** SEV-2\n- **Regions:** EU, US\n- **Status:** in review\n\
             - **Assignee:** Amina\n- **Incident Start:** 2024-03-01 09:00 UTC\n\
             - **Incident Detected:** 2024-03-01 09:04 UTC\n\n## Description\n",
        );
        // The fixed parts take some 1,200 bytes; the rest is shared out among ten parts.
        let share = bytes.saturating_sub(1_200) / 10;
        self.prose(share);
        for section in ["Contributors & Enablers", "Mitigators", "Risks", "Difficulties in Handling"] {
            self.heading(section);
            self.prose(share);
        }
        self.heading("Follow-up Items");
        self.until(share, |it| {
            it.line("- [ ] {p}: watch {m} of `{s}` ([T-{n}](https://tickets.example/T-{n}))")
        });
        self.heading("Artifacts");
        self.until(share, |it| {
            it.line("- [{m} of `{s}`](https://graphs.example/{s}?from={n})");
            it.push("\n```console\n$ queue status --why\nwhy: depth 1200, should have been 40\n```\n\n");
        });
        self.heading("Timeline");
        self.until(share, Self::entry);
        self.push("\n| Time (UTC) | Event |\n| --- | --- |\n");
        self.until(share, Self::row);
        self.heading("References");
        self.push("- [An earlier evening](2023-11-05-payments.md)\n");
        self.heading("Open Questions");
        self.until(share, |it| it.line("- How does `{s}` behave while {t} is full?"));
        self.text
    }

    fn heading(&mut self, name: &str) {
        self.push("\n## ");
        self.push(name);
        self.push("\n\n");
    }

    /// Calls `write` until `bytes` more have been written.
    fn until(&mut self, bytes: usize, mut write: impl FnMut(&mut Self)) {
        let end = self.text.len() + bytes;
        while self.text.len() < end {
            write(self);
        }
    }

    /// Paragraphs and lists, with a heading of a lower level now and then.
    fn prose(&mut self, bytes: usize) {
        self.until(bytes, |it| {
            if it.below(9) == 0 {
                it.line("\n### `{s}` and {t}");
            }
            if it.below(3) == 0 {
                it.push("\n");
                for _ in 0..3 {
                    it.push("- ");
                    it.sentence();
                    it.push("\n");
                }
            } else {
                it.push("\n");
                for _ in 0..3 {
                    it.sentence();
                    it.push("\n");
                }
            }
        });
    }

    fn sentence(&mut self) {
        let template = if self.loaded && self.below(8) == 0 { self.pick(LOADED) } else { self.pick(PLAIN) };
        // There is something to say about what people are quoted with.
        let template = if self.loaded || !template.starts_with('>') {
            template
        } else {
            PLAIN.first().copied().unwrap_or_default()
        };
        // A quotation begins a line of its own; inside a paragraph or an item its mark is left out.
        self.fill(template.trim_start_matches("> "));
    }

    fn entry(&mut self) {
        let (day, hour, minute) = self.tick();
        let _ = write!(self.text, "- 2024-{day} {hour:02}:{minute:02} UTC ");
        let done = self.pick(DONE);
        self.line(done);
    }

    fn row(&mut self) {
        let (day, hour, minute) = self.tick();
        let _ = write!(self.text, "| 2024-{day} {hour:02}:{minute:02} | ");
        let done = self.pick(DONE);
        self.fill(done);
        self.push(" |\n");
    }

    /// Some minutes later: month and day, hour and minute.
    fn tick(&mut self) -> (String, usize, usize) {
        self.minute += 1 + self.below(3);
        let day = self.minute / (24 * 60);
        let months = [("03", 31), ("04", 30), ("05", 31), ("06", 30), ("07", 31), ("08", 31), ("09", 30)];
        let mut rest = day;
        let mut date = "09-30".to_owned();
        for (month, days) in months {
            if rest < days {
                date = format!("{month}-{:02}", rest + 1);
                break;
            }
            rest -= days;
        }
        (date, self.minute / 60 % 24, self.minute % 60)
    }

    fn line(&mut self, template: &str) {
        self.fill(template);
        self.push("\n");
    }

    fn fill(&mut self, template: &str) {
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            self.push(before);
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            match name {
                "p" | "q" => self.push_one(PEOPLE),
                "s" => self.push_one(SERVICES),
                "t" => self.push_one(THINGS),
                "m" => self.push_one(SIGNS),
                _ => {
                    let number = 2 + self.below(90);
                    let _ = write!(self.text, "{number}");
                }
            }
            rest = after;
        }
        self.push(rest);
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn push_one(&mut self, words: &[&'static str]) {
        let word = self.pick(words);
        self.push(word);
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        let idx = self.below(words.len());
        words.get(idx).copied().unwrap_or_default()
    }

    /// A number below `limit`, from a generator of the xorshift kind.
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or_default() % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_are_as_long_as_asked() {
        for bytes in [10_000, 100_000, 1_000_000] {
            let text = review(bytes);
            assert!(text.len().abs_diff(bytes) < bytes / 10, "{} for {bytes}", text.len());
            assert!(text.contains("Why did") && text.contains("Łucja") && text.contains("| 2024-"));
        }
    }

    #[test]
    fn times_rise() {
        let text = review(200_000);
        let stamps: Vec<&str> = text.lines().filter_map(|line| line.get(2..18)).collect();
        let stamps: Vec<&str> = stamps.into_iter().filter(|stamp| stamp.starts_with("2024-")).collect();
        assert!(stamps.len() > 200);
        assert!(stamps.is_sorted());
    }
}
