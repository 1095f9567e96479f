//! What a text may cost, whatever stands in it: time grows with the length of the text and no faster, in every ability.
//! Processor time is counted, of all threads of this process, so this file holds one test and what else the machine does
//! matters little.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use askhow_document::Span;
use askhow_ide::{Analysis, CompletionOptions, Settings, Snapshot};

/// A text of about so many bytes.
type Shape = fn(usize) -> String;

/// How long the texts are, in bytes.
const SHORT: usize = 10_000;
const TIMES: u32 = 4;
/// So much longer at most it takes with a text that is [`TIMES`] as long; what grows with the square takes 16 times.
const MOST_GROWTH: u32 = 7;
/// What is lost in the clock's ticks of a hundredth of a second, in what else happens once, and in what a short text has
/// not yet: entries that fall for a day are newest first, those that go on are out of order.
const SLACK: Duration = Duration::from_millis(400);
/// No ability takes longer than this over the long text, in a build for tests.
const MOST: Duration = Duration::from_secs(2);

/// Lines in a timeline until the text is as long as asked.
fn lines(size: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n".to_owned();
    let mut n = 0;
    while text.len() < size {
        text.push_str(&line(n));
        n += 1;
    }
    text
}

/// One piece again and again, in one paragraph.
fn run(size: usize, piece: &str) -> String {
    lines(0, |_| String::new()) + &piece.repeat(size / piece.len())
}

const SHAPES: &[(&str, Shape)] = &[
    ("entries in falling order", |size| {
        lines(size, |n| format!("- {:02}:{:02} UTC x{n}\n", 23 - n / 60 % 24, 59 - n % 60))
    }),
    ("entries of one minute", |size| lines(size, |n| format!("- 23:00 UTC x{n}\n"))),
    ("entries of one hour, again and again", |size| lines(size, |n| format!("- 10:{:02} a\n", n % 60))),
    ("entries in any order", |size| {
        lines(size, |n| {
            format!("- 2024-01-{:02} {:02}:{:02} Ada\n", 1 + n * 17 % 28, n * 7 % 24, n * 31 % 60)
        })
    }),
    ("entries in any order, as headings", |size| {
        lines(size, |n| format!("### {:02}:{:02} Ada\n\n", n * 7 % 24, n * 31 % 60))
    }),
    ("entries in any order, in one paragraph", |size| {
        lines(size, |n| format!("{:02}:{:02} Ada\n", n * 7 % 24, n * 31 % 60))
    }),
    ("elapsed times in any order", |size| lines(size, |n| format!("- +{}h a\n", n * 7919 % 10_000))),
    ("years in turn", |size| lines(size, |n| format!("- 20{:02}-01-01 16:40 a\n", n % 24))),
    ("the same entries", |size| lines(size, |n| format!("- 10:{:02} same\n", n % 7))),
    ("zones in turn", |size| {
        lines(size, |n| {
            let zones = ["UTC", "PST", "IST", "CST", "BST", "XYZ"];
            format!("- 10:{:02} {} a\n", n % 60, zones.get(n % 6).unwrap_or(&""))
        })
    }),
    ("people, all different", |size| lines(size, |n| format!("- 10:01 @p{n} told @q{n}\n"))),
    ("services and tickets", |size| lines(size, |n| format!("- 10:01 `svc-{n}` broke OPS-{n}\n"))),
    ("elapsed times", |size| lines(size, |n| format!("- T+{n}m a\n"))),
    ("days as headings", |size| lines(size, |n| format!("### 2024-05-{:02}\n\n- 10:00 a\n\n", 1 + n % 28))),
    ("rows of a table", |size| {
        lines(size, |n| match n {
            0 => "| Time | What |\n|--|--|\n".to_owned(),
            n => format!("| {:02}:{:02} | it failed {n} |\n", n / 60 % 24, n % 60),
        })
    }),
    ("why on one line", |size| run(size, "why ")),
    ("why on many lines", |size| lines(size, |_| "why ".repeat(20) + "\n")),
    ("findings, one in each paragraph", |size| lines(size, |_| "Luckily, it held.\n\n".to_owned())),
    ("questions in one paragraph", |size| lines(size, |_| "Why did it fail? ".repeat(5) + "\n")),
    ("findings in one paragraph", |size| run(size, "The operator should have known. ")),
    ("causes without a stop", |size| run(size, "human error ")),
    ("incidents below headings of their own", |size| {
        lines(size, |n| {
            format!(
                "# Outage {n}\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n\n## Contributors\n\n- a flag\n\n"
            )
        })
    }),
    ("headings, all different", |size| lines(size, |n| format!("## Heading {n}\n"))),
    ("headings of one name", |size| lines(size, |_| "## Root Cause\n".to_owned())),
    ("underlined headings", |size| lines(size, |_| "a\n---\n".to_owned())),
    ("comments that silence", |size| {
        lines(size, |_| "<!-- askhow-ignore-next phrasing/why-question -->\nWhy did it fail?\n\n".to_owned())
    }),
    ("comments that silence luck", |size| {
        lines(size, |_| "<!-- askhow-ignore -->\n\nLuckily, it held.\n\n".to_owned())
    }),
    ("comments that silence and end", |size| {
        lines(size, |_| "<!-- askhow-disable -->\n\n<!-- askhow-enable -->\n\n".to_owned())
    }),
    ("comments that silence nothing", |size| lines(size, |_| "<!-- askhow-disable -->\n".to_owned())),
    ("comments that end nothing", |size| lines(size, |_| "<!-- askhow-enable -->\n".to_owned())),
    ("stars", |size| run(size, "*")),
    ("words in half a star", |size| run(size, "*a ")),
    ("words in half of two sorts of stars", |size| run(size, "**a *b ")),
    ("images that open", |size| run(size, "![")),
    ("code that opens", |size| run(size, "`a ``b ")),
    ("tildes of two lengths", |size| run(size, "~a ~~b ")),
    ("brackets", |size| run(size, "[")),
    ("links that open", |size| run(size, "[a](")),
    ("angle brackets", |size| run(size, "<")),
    ("backticks", |size| lines(size, |n| "`".repeat(n % 200) + " ")),
    ("quotes in quotes", |size| lines(size, |n| ">".repeat(n % 1000) + " a\n")),
    ("lists in lists", |size| lines(size, |n| "  ".repeat(n % 200) + "- a\n")),
    ("items", |size| lines(size, |_| "- a\n".to_owned())),
    ("tasks", |size| lines(size, |n| format!("- [ ] do it {n}\n"))),
    ("link definitions", |size| lines(size, |n| format!("[a{n}]: http://x/{n}\n"))),
    ("footnotes", |size| lines(size, |n| format!("[^{n}]: a\n"))),
    ("a fence that is not closed", |size| {
        lines(size, |n| if n == 0 { "```\n".into() } else { "why\n".into() })
    }),
    ("HTML", |size| lines(size, |_| "<div><b>\n".to_owned())),
    ("entities", |size| run(size, "&amp;")),
    ("times in one line", |size| run(size, "10:00 ")),
    ("fields of a form", |size| lines(size, |n| format!("- Severity: SEV{n}\n"))),
    ("empty lines", |size| run(size, "\n")),
    ("carriage returns", |size| run(size, "\r")),
];

/// Something asked about a text.
type Ability = fn(&str, &Snapshot);

/// What is asked.
const ABILITIES: &[(&str, Ability)] = &[
    ("opening", |text, _| {
        let snapshot = snapshot(text);
        black_box(askhow_ide::findings_near(&snapshot, 0, 100));
    }),
    ("all findings", |_, snapshot| {
        black_box(askhow_ide::findings(snapshot));
    }),
    ("what can be done everywhere", |text, snapshot| {
        black_box(askhow_ide::actions(snapshot, Span::new(0, text.len()), |_| true, None));
    }),
    ("what can be done in the middle", |text, snapshot| {
        black_box(askhow_ide::actions(snapshot, Span::empty(middle(text)), |_| true, None));
    }),
    ("hover", |text, snapshot| {
        black_box(askhow_ide::hover(snapshot, middle(text)));
    }),
    ("completion", |text, snapshot| {
        let options = CompletionOptions { snippets: true, ..CompletionOptions::default() };
        black_box(askhow_ide::completions(snapshot, middle(text), options));
    }),
    ("symbols, folds, links and lenses", |_, snapshot| {
        black_box(askhow_ide::symbols(snapshot));
        black_box(askhow_ide::folds(snapshot));
        black_box(askhow_ide::links(snapshot));
        black_box(askhow_ide::lenses(snapshot));
    }),
    ("hints and tokens", |text, snapshot| {
        black_box(askhow_ide::inlay_hints(snapshot, Span::new(0, text.len())));
        black_box(askhow_ide::tokens(snapshot, Span::new(0, text.len())));
    }),
    ("format", |_, snapshot| {
        black_box(askhow_ide::format(snapshot, None));
    }),
    ("selections", |text, snapshot| {
        for nth in 0..100 {
            black_box(askhow_ide::selections(snapshot, text.len() / 100 * nth));
        }
    }),
    ("questions", |_, snapshot| {
        black_box(askhow_ide::queue(snapshot));
        black_box(askhow_ide::overview(snapshot));
    }),
    ("keys at the start and at the end in turn", |text, _| {
        let mut analysis = analysis(text);
        analysis.snapshot();
        for at in [2, text.len() - 2, 2, text.len() - 2] {
            analysis.edit(Span::empty(at), "a");
            black_box(askhow_ide::findings_near(&analysis.snapshot(), at, 100));
        }
    }),
    ("all selected, and pasted over", |text, _| {
        let mut analysis = analysis("# Outage\n");
        analysis.snapshot();
        for _ in 0..2 {
            let all = Span::new(0, analysis.text().len());
            analysis.edit(all, text);
            black_box(askhow_ide::findings_near(&analysis.snapshot(), 0, 100));
        }
    }),
    ("keys at the start and in the middle", |text, _| {
        let mut analysis = analysis(text);
        analysis.snapshot();
        for at in [2, 2, middle(text), middle(text)] {
            analysis.edit(Span::empty(at), "a");
            black_box(askhow_ide::findings_near(&analysis.snapshot(), at, 100));
        }
    }),
];

fn analysis(text: &str) -> Analysis {
    Analysis::new(text, common::surroundings(Settings::default()))
}

fn snapshot(text: &str) -> Arc<Snapshot> {
    analysis(text).snapshot()
}

/// A place in the middle of the text, in bytes.
fn middle(text: &str) -> usize {
    // All shapes are ASCII.
    text.len() / 2
}

/// The processor time that this process has taken so far; `None` where the system does not say it in this way.
fn spent() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold anything; what follows it does not.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    if spent().is_none() {
        eprintln!("skipped: this system does not say in /proc what processor time a process has taken");
        return;
    }
    let mut wrong = Vec::new();
    for (shape, make) in SHAPES {
        let (short, long) = (make(SHORT), make(SHORT * TIMES as usize));
        let cost = |ask: Ability, text: &str, snapshot: &Snapshot| {
            let before = spent().unwrap();
            ask(text, snapshot);
            spent().unwrap() - before
        };
        for (ability, ask) in ABILITIES {
            // Of each its own: what is asked once is remembered.
            let few = cost(*ask, &short, &snapshot(&short));
            let many = cost(*ask, &long, &snapshot(&long));
            if many > few * MOST_GROWTH + SLACK || many > MOST {
                wrong.push(format!(
                    "{shape}: {ability} takes {few:?}, and {many:?} with {TIMES} times the text"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
