//! Reviews that hurt, at the size at which they do: each beside one half as long, so that what grows faster than the text
//! is seen.

use askhow_bench::Result;
use askhow_bench::talk::part;

use crate::Programs;
use crate::session::{Place, Session, URI};
use crate::table::{Goal, Table};

/// Another document, small and open beside.
const OTHER: &str = "file:///reviews/incidents/2024-03-02-search.md";

/// Twice the text takes about twice the time; machines are busy.
const TWICE: Goal = Goal::Times(3.0);

/// Each is measured so many times.
const ROUNDS: usize = 3;

/// A name, how many pieces, and the text of so many.
type Shape = (&'static str, usize, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("one line of 10 MB", 10_000_000, |n| format!("# Outage\n\n{}\n", "Ana looked at it. ".repeat(n / 18))),
    ("100,000 items in one list", 100_000, |n| {
        below("Timeline", n, |n| format!("- {:02}:{:02} Ana looked\n", n / 60 % 24, n % 60))
    }),
    ("a table of 50,000 rows", 50_000, |n| {
        below("Timeline", n, |n| match n {
            0 => "| Time | What |\n| --- | --- |\n".to_owned(),
            n => format!("| {:02}:{:02} | Ana looked |\n", n / 60 % 24, n % 60),
        })
    }),
    ("10,000 levels of quotation", 10_000, |n| format!("# Outage\n\n{} Why did it fail?\n", ">".repeat(n))),
    ("50,000 link definitions", 50_000, |n| {
        below("Notes", n, |n| format!("[a{n}]: https://example.com/{n}\n"))
    }),
    ("100,000 findings", 100_000, |n| below("Notes", n, |_| "Why did it fail?\n\n".to_owned())),
    ("prose of 10 MB", 10_000_000, askhow_bench::review),
];

fn below(heading: &str, n: usize, line: impl Fn(usize) -> String) -> String {
    format!("# Outage of 2024-03-01\n\n## {heading}\n\n{}", (0..n).map(line).collect::<String>())
}

/// Fills the table.
pub fn measure(programs: &Programs, table: &mut Table) -> Result<()> {
    for (name, n, shape) in SHAPES {
        let [mut half, mut whole] = [Times::default(), Times::default()];
        let (short, long) = (shape(n / 2), shape(*n));
        for _ in 0..ROUNDS {
            half.session(programs, &short)?;
            whole.session(programs, &long)?;
        }
        let mut beside = |what: &str, pick: fn(&mut Times) -> &mut Vec<f64>| {
            let name = format!("{what}: {name}, beside half of it");
            table.beside(name, part(pick(&mut half), 0.5), part(pick(&mut whole), 0.5), "ms", TWICE);
        };
        beside("open → all read", |it| &mut it.opens);
        beside("all selected, and pasted over", |it| &mut it.pasted);
        beside("key → findings", |it| &mut it.keys);
        beside("key far from the last → findings", |it| &mut it.far);
        beside("a fence opened at the top → all read", |it| &mut it.fenced);
        let elsewhere = part(&mut whole.elsewhere, 0.5);
        table.alone(format!("hover elsewhere while it is read: {name}"), elsewhere, "ms", Goal::Most(50.0));
    }
    Ok(())
}

/// What sessions took, in milliseconds.
#[derive(Debug, Default)]
struct Times {
    opens: Vec<f64>,
    keys: Vec<f64>,
    far: Vec<f64>,
    fenced: Vec<f64>,
    elsewhere: Vec<f64>,
    pasted: Vec<f64>,
}

impl Times {
    fn session(&mut self, programs: &Programs, text: &str) -> Result<()> {
        let mut session = Session::start(&programs.ours, &["lsp"], false)?;
        session.until_read(Session::opening(OTHER, "# Outage\n\nWhy did it fail?\n")?)?;
        self.opens.push(session.until_read(Session::opening(URI, text)?)?);
        let lines = text.lines().count();
        let top = Place { line: 0, character: 0 };
        let behind_title = Place { line: 0, character: 8 };
        let middle = Place { line: lines / 2, character: 0 };
        for _ in 0..6 {
            let frame = session.key(middle)?;
            self.keys.push(session.until_list(&frame)?.0);
        }
        for _ in 0..6 {
            // A letter comes at one end and goes at the same, in turn.
            let typed = session.change(behind_title, behind_title, "e")?;
            self.far.push(session.until_list(&typed)?.0);
            let typed = session.change(
                Place { line: lines, character: 0 },
                Place { line: lines, character: 0 },
                "e",
            )?;
            self.far.push(session.until_list(&typed)?.0);
        }
        let fence = session.change(top, top, "```\n")?;
        let (id, hover) = session.request_of(OTHER, "textDocument/hover", 2)?;
        self.elsewhere.push(session.until_answer(&[&*fence, &hover].concat(), id)?);
        self.fenced.push(session.until_read(Vec::new())?);
        let all = Place { line: lines + 2, character: 0 };
        let paste = session.change(top, all, text)?;
        self.pasted.push(session.until_read(paste)?);
        session.server.end()
    }
}
