//! The server from an editor's side, over standard input and output: ours, the floor, and the floor that sends a list as
//! long as ours, in turn on the same reviews.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use askhow_bench::Result;
use askhow_bench::talk::{Talk, encode, part, read, text};
use serde_json::{Value, json};

use crate::Programs;
use crate::table::{Goal, Table};

const URI: &str = "file:///reviews/incidents/2024-03-01-payments.md";

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
        "10M" => table.alone("first findings, 10M", part(&mut ours.opens, 0.5), "ms", Goal::Most(50.0)),
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
    barriers: Vec<f64>,
    bursts: Vec<f64>,
    opens: Vec<f64>,
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
        let mut session =
            Session { server: Talk::start(program, arguments, capabilities())?, version: 1, id: 10 };
        let opened = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
        let frame = notification("textDocument/didOpen", &json!({ "textDocument": opened }))?;
        let (took, body) = session.until_list(&frame)?;
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
}

/// Behind a word of a sentence, in UTF-16.
#[derive(Clone, Copy, Debug)]
struct Place {
    line: usize,
    character: usize,
}

impl Place {
    /// At that line or behind it, or the last there is.
    fn near(text: &str, line: usize) -> Self {
        let is_told = |line: &str| line.len() > 40 && !line.starts_with(['|', '#', '`', '>']);
        let lines = text.lines().enumerate().filter(|(_, line)| is_told(line));
        let behind = lines.clone().find(|(n, _)| *n >= line);
        let (line, words) = behind.or_else(|| lines.last()).unwrap_or_default();
        let character = words.char_indices().find(|(at, it)| *at > 28 && *it == ' ').map(|(at, _)| at);
        let before = words.get(..character.unwrap_or_default()).unwrap_or_default();
        Self { line, character: before.encode_utf16().count() }
    }
}

fn capabilities() -> Value {
    json!({ "textDocument": {
        "publishDiagnostics": { "versionSupport": true, "relatedInformation": true },
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
    } })
}

struct Session {
    server: Talk,
    version: usize,
    id: u32,
}

impl Session {
    /// The next change: a letter comes, and goes with the one after it.
    fn key(&mut self, Place { line, character }: Place) -> Result<Vec<u8>> {
        self.version += 1;
        let typed = self.version % 2;
        let range = json!({ "start": { "line": line, "character": character },
            "end": { "line": line, "character": character + typed } });
        let change = json!({ "range": range, "text": if typed == 0 { "e" } else { "" } });
        let document = json!({ "uri": URI, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        notification("textDocument/didChange", &params)
    }

    fn request(&mut self, method: &str, line: usize) -> Result<(u32, Vec<u8>)> {
        self.id += 1;
        let position = json!({ "line": line, "character": 4 });
        let screen = json!({ "start": { "line": line.saturating_sub(25), "character": 0 },
            "end": { "line": line + 25, "character": 0 } });
        let range = if method.ends_with("codeAction") {
            json!({ "start": position, "end": position })
        } else {
            screen
        };
        let params = json!({ "textDocument": { "uri": URI }, "position": position, "range": range,
            "context": { "diagnostics": [], "triggerKind": 1 } });
        let message = json!({ "jsonrpc": "2.0", "id": self.id, "method": method, "params": params });
        Ok((self.id, encode(&message)?))
    }

    /// Milliseconds until the list of findings of this version, and the list.
    fn until_list(&mut self, frame: &[u8]) -> Result<(f64, Vec<u8>)> {
        let started = Instant::now();
        self.server.input.write_all(frame)?;
        loop {
            let body = read(&mut self.server.output)?;
            let took = started.elapsed().as_secs_f64() * 1e3;
            let message: Value = serde_json::from_slice(&body)?;
            let listed = message.pointer("/params/version").and_then(Value::as_u64);
            if text(&message, "method") == Some("textDocument/publishDiagnostics")
                && listed == Some(self.version as u64)
            {
                return Ok((took, body));
            }
            self.server.answer(&message)?;
        }
    }

    /// Milliseconds until the answer.
    fn until_answer(&mut self, frame: &[u8], id: u32) -> Result<f64> {
        let started = Instant::now();
        self.server.input.write_all(frame)?;
        loop {
            let body = read(&mut self.server.output)?;
            let took = started.elapsed().as_secs_f64() * 1e3;
            let message: Value = serde_json::from_slice(&body)?;
            if message.get("id") == Some(&json!(id)) && message.get("method").is_none() {
                if let Some(error) = message.get("error") {
                    return Err(format!("{error}").into());
                }
                return Ok(took);
            }
            self.server.answer(&message)?;
        }
    }
}

fn notification(method: &str, params: &Value) -> Result<Vec<u8>> {
    encode(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

/// What a process holds in memory, in megabytes of a million bytes; not a number where the system does not tell.
fn resident(process: u32) -> Result<f64> {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) else { return Ok(f64::NAN) };
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}
