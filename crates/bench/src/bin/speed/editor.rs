//! The server from an editor's side, over standard input and output: ours, the floor, and the floor that sends a list as
//! long as ours, in turn on the same reviews.

use std::path::Path;
use std::time::Duration;

use askhow_bench::Result;
use askhow_bench::talk::part;
use serde_json::Value;

use crate::Programs;
use crate::session::{LONG, Place, Session, URI, resident};
use crate::table::{Goal, Table};

/// Between keys, so that one is done before the next comes, as at a desk.
const PAUSE: Duration = Duration::from_millis(3);

/// A key in the form is another matter than one in the first words.
const BEHIND_FORM: usize = 12;

/// So many changes come at once in a burst.
const BURST: usize = 200;

/// A size of document: its name, its bytes, how many sessions, how many keys in each, and what is to be reached.
struct Size {
    name: &'static str,
    bytes: usize,
    rounds: usize,
    keys: usize,
    key: Goal,
    open: Goal,
}

const SIZES: &[Size] = &[
    Size { name: "10K", bytes: 10_000, rounds: 12, keys: 60, key: Goal::Times(1.5), open: Goal::Times(4.0) },
    Size { name: "100K", bytes: 100_000, rounds: 6, keys: 60, key: Goal::Times(2.0), open: Goal::Times(8.0) },
    Size {
        name: "1M",
        bytes: 1_000_000,
        rounds: 4,
        keys: 60,
        key: Goal::Times(2.0),
        open: Goal::Times(14.0),
    },
    Size { name: "10M", bytes: 10_000_000, rounds: 2, keys: 40, key: Goal::Times(2.5), open: Goal::Told },
];

/// Where keys are pressed.
const PLACES: &[&str] = &["middle", "start", "end"];

/// What an editor asks, at the place where somebody types.
const REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/range",
];

/// Fills the table.
pub fn measure(programs: &Programs, table: &mut Table) -> Result<()> {
    let list = tempfile::NamedTempFile::new()?;
    for size in SIZES {
        let text = askhow_bench::review(size.bytes);
        let [mut floor, mut same, mut ours] = [Times::default(), Times::default(), Times::default()];
        let listed = list.path().to_str().ok_or("a name that is no text")?;
        for _ in 0..size.rounds {
            floor.session(&programs.floor, &[], &text, size.keys, None)?;
            ours.session(&programs.ours, &["lsp"], &text, size.keys, Some(list.path()))?;
            same.session(&programs.floor, &[listed], &text, size.keys, None)?;
            floor.pull(&programs.floor, &[], &text, size.keys)?;
            ours.pull(&programs.ours, &["lsp"], &text, size.keys)?;
        }
        tell(size, &mut floor, &mut same, &mut ours, table);
    }
    Ok(())
}

fn tell(size: &Size, floor: &mut Times, same: &mut Times, ours: &mut Times, table: &mut Table) {
    let name = size.name;
    for (place, place_name) in PLACES.iter().enumerate() {
        let [low, alike, high] = [&mut *floor, same, ours].map(|it| it.keys(place));
        let goal = if place == 0 { size.key } else { Goal::Times(2.5) };
        table.beside(
            format!("key → findings, {name}, {place_name}"),
            part(low, 0.5),
            part(high, 0.5),
            "ms",
            goal,
        );
        if place == 0 {
            let (tail, middle) = (part(high, 0.99), part(high, 0.5));
            table.beside(
                format!("its 99th of 100 beside its median, {name}"),
                middle,
                tail,
                "ms",
                Goal::Times(5.0),
            );
        }
        let told = format!("the same beside a list as long, {name}, {place_name}");
        table.beside(told, part(alike, 0.5), part(high, 0.5), "ms", Goal::Told);
    }
    let mut beside = |what: &str, pick: fn(&mut Times) -> &mut Vec<f64>, goal| {
        table.beside(format!("{what}, {name}"), part(pick(floor), 0.5), part(pick(ours), 0.5), "ms", goal);
    };
    beside("key → findings asked for, middle", |it| &mut it.pulls, size.key);
    beside("key → answer (barrier)", |it| &mut it.barriers, Goal::Times(1.4));
    beside("200 keys at once → findings", |it| &mut it.bursts, Goal::Told);
    beside("open → findings", |it| &mut it.opens, size.open);
    match name {
        "10K" => table.alone(
            "first findings after the start, 10K",
            part(&mut ours.opens, 0.5),
            "ms",
            Goal::Most(3.0),
        ),
        "10M" => table.alone("first findings, 10M", part(&mut ours.firsts, 0.5), "ms", Goal::Most(50.0)),
        _ => {}
    }
    let opened = match name {
        "10K" => Goal::Most(10.0),
        "1M" => Goal::Most(24.0),
        _ => Goal::Told,
    };
    table.alone(format!("memory after open, {name}"), part(&mut ours.memory, 0.5), "MB", opened);
    table.alone(
        format!("memory after the keys, {name}"),
        part(&mut ours.memory_later, 0.5),
        "MB",
        Goal::Told,
    );
    for (request, asked) in REQUESTS.iter().zip(&mut ours.requests) {
        let short = request.trim_start_matches("textDocument/");
        let goal = if name == "1M" { Goal::Most(3.0) } else { Goal::Told };
        table.alone(format!("{short}, {name}"), part(asked, 0.5), "ms", goal);
    }
}

/// What several sessions of one server took, in milliseconds, and what they held, in megabytes.
#[derive(Debug, Default)]
struct Times {
    keys: [Vec<f64>; 3],
    pulls: Vec<f64>,
    barriers: Vec<f64>,
    bursts: Vec<f64>,
    opens: Vec<f64>,
    firsts: Vec<f64>,
    memory: Vec<f64>,
    memory_later: Vec<f64>,
    requests: [Vec<f64>; 6],
}

impl Times {
    fn keys(&mut self, place: usize) -> &mut Vec<f64> {
        let [middle, start, end] = &mut self.keys;
        match place {
            0 => middle,
            1 => start,
            _ => end,
        }
    }

    /// A session; the last list of findings is kept in `list`.
    fn session(
        &mut self,
        program: &Path,
        arguments: &[&str],
        text: &str,
        keys: usize,
        list: Option<&Path>,
    ) -> Result<()> {
        let mut session = Session::start(program, arguments, false)?;
        let frame = Session::opening(URI, text)?;
        let (mut took, mut body) = session.until_list(&frame)?;
        self.firsts.push(took);
        if list.is_some() && text.len() > LONG {
            let (rest, whole) = session.until_list(b"")?;
            (took, body) = (took + rest, whole);
        }
        self.opens.push(took);
        if let Some(list) = list {
            let message: Value = serde_json::from_slice(&body)?;
            let diagnostics = message.pointer("/params/diagnostics").ok_or("no diagnostics")?;
            std::fs::write(list, serde_json::to_vec(diagnostics)?)?;
        }
        self.memory.push(resident(session.server.child.id())?);
        let lines = text.lines().count();
        let middle = Place::near(text, lines / 2);
        for (place, at) in
            [middle, Place::near(text, BEHIND_FORM), Place::near(text, lines - 20)].into_iter().enumerate()
        {
            for key in 0..keys {
                std::thread::sleep(PAUSE);
                let frame = session.key(at)?;
                let (took, _) = session.until_list(&frame)?;
                if key >= 4 {
                    self.keys(place).push(took); // The first few find cold caches.
                }
            }
        }
        for _ in 0..keys / 2 {
            std::thread::sleep(PAUSE);
            let mut frame = session.key(middle)?;
            let (id, request) = session.request("textDocument/hover", middle.line)?;
            frame.extend(request);
            self.barriers.push(session.until_answer(&frame, id)?);
        }
        let mut frames = Vec::new();
        for _ in 0..BURST {
            frames.extend(session.key(middle)?);
        }
        self.bursts.push(session.until_list(&frames)?.0);
        if list.is_some() {
            for (request, times) in REQUESTS.iter().zip(&mut self.requests) {
                for _ in 0..10 {
                    let (id, frame) = session.request(request, middle.line)?;
                    times.push(session.until_answer(&frame, id)?);
                }
            }
        }
        self.memory_later.push(resident(session.server.child.id())?);
        session.server.end()
    }

    /// A session of a client that asks for findings at each key.
    fn pull(&mut self, program: &Path, arguments: &[&str], text: &str, keys: usize) -> Result<()> {
        let mut session = Session::start(program, arguments, true)?;
        let mut frame = Session::opening(URI, text)?;
        let middle = Place::near(text, text.lines().count() / 2);
        for key in 0..keys {
            let (id, request) = session.request("textDocument/diagnostic", middle.line)?;
            frame.extend(request);
            let took = session.until_answer(&frame, id)?;
            if key >= 4 {
                self.pulls.push(took);
            }
            std::thread::sleep(PAUSE);
            frame = session.key(middle)?;
        }
        session.server.end()
    }
}
