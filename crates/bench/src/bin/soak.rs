//! A long session: many documents open, edited all the time, with requests between. Memory is to stay as it was in the
//! first minute, and what was put in and taken out again is to leave the findings with which the documents were opened.
//!
//! `cargo xtask soak` builds the server and starts this; a line is printed each minute. The times belong to the machine
//! and to what else it does, so at the end the server takes turns with one that has just been started: that is what it
//! may not be slower than.

use std::collections::HashMap;
use std::io::Write;
use std::mem::take;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ExitCode};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use askhow_bench::Result;
use askhow_bench::talk::{Talk, answer_to, encode, part, read, text};
use serde_json::{Value, json};

/// Memory at the end may be this much of that of the first minute, and this many MB more.
const MEMORY: (f64, f64) = (1.2, 8.0);
/// Latencies at the end may be this much of those of a server that has just been started, and this many ms more.
const LATENCY: (f64, f64) = (1.5, 2.0);
/// So often the two take turns, and so long each.
const TURNS: usize = 6;
const TURN: Duration = Duration::from_secs(5);
/// So many edits lie between two requests.
const EDITS_PER_REQUEST: usize = 5;
/// So many edits lie between two documents that are closed and opened again.
const EDITS_PER_CLOSING: usize = 500;
/// So long everything that was asked may take to be answered at the end.
const PATIENCE: Duration = Duration::from_secs(60);
/// The request was overtaken by an edit.
const CONTENT_MODIFIED: i64 = -32801;

const USAGE: &str =
    "soak SERVER [--for 30s|20m|1h] [--edits PER_SECOND] [--documents N]: an hour, 50 and 100 if not said";

/// What is put in and taken out again: a letter, sentences with findings, an entry, a heading, a paste.
const PIECES: &[&str] = &[
    "x",
    "Why did the queue stay full? ",
    "- 2024-03-01 09:03 UTC Ilse looks at the graph\n",
    "## Mitigators\n\n- The pager was loud.\n\n",
    "🚒 Zoë should have known, obviously.\n",
    "```\nnot closed\n",
];

const REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/selectionRange",
    "textDocument/documentHighlight",
    "textDocument/definition",
    "textDocument/formatting",
    "askhow/overview",
];

fn main() -> Result<ExitCode> {
    let Some(plan) = Plan::read(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return Ok(ExitCode::from(2));
    };
    let wrong = plan.run()?;
    wrong.iter().for_each(|line| eprintln!("soak: {line}"));
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Plan {
    server: PathBuf,
    length: Duration,
    edits: usize,
    documents: usize,
}

impl Plan {
    fn read(mut arguments: impl Iterator<Item = String>) -> Option<Self> {
        let server = arguments.next()?.into();
        let mut plan = Self { server, length: Duration::from_secs(3600), edits: 50, documents: 100 };
        while let Some(name) = arguments.next() {
            let value = arguments.next()?;
            match name.as_str() {
                "--for" => plan.length = length(&value)?,
                "--edits" => plan.edits = value.parse().ok().filter(|n| *n > 0)?,
                "--documents" => plan.documents = value.parse().ok().filter(|n| *n > 0)?,
                _ => return None,
            }
        }
        Some(plan)
    }

    /// Runs it; what is wrong.
    fn run(&self) -> Result<Vec<String>> {
        let mut session = Session::start(self)?;
        let at_first = session.findings();
        println!("{} documents are open: {:.1} MB", self.documents, session.memory()?);
        println!("minute    memory   edits  requests   findings p50    p99   answers p50    p99  (MB, ms)");
        let mut minutes = Vec::new();
        let mut left = self.length;
        while !left.is_zero() {
            let length = left.min(Duration::from_secs(60));
            left -= length;
            minutes.push(session.drive(self, length)?);
            if let Some(last) = minutes.last() {
                println!("{:>6}   {last}", minutes.len());
            }
        }
        // In turn, so that what else the machine does is the same for both.
        let mut fresh = Session::start(self)?;
        let (mut of_old, mut of_fresh) = (Minute::default(), Minute::default());
        for _ in 0..TURNS {
            of_fresh.join(fresh.drive(self, TURN)?);
            of_old.join(session.drive(self, TURN)?);
        }
        println!(" fresh   {of_fresh}\n   old   {of_old}");
        let mut wrong = grown(&minutes);
        wrong.extend(of_old.slower_than(&of_fresh));
        session.undo()?;
        session.settle()?;
        let at_last = session.findings();
        let other = at_first.iter().filter(|(uri, list)| at_last.get(*uri) != Some(list)).count();
        if other > 0 {
            wrong.push(format!("{other} documents have other findings than when they were opened"));
        }
        let refused = lock(&session.seen).refused.clone();
        wrong.extend(refused.into_iter().map(|(method, error)| format!("{method} was refused: {error}")));
        fresh.end()?;
        session.end()?;
        Ok(wrong)
    }
}

/// `30s`, `20m`, `1h`.
fn length(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    Some(Duration::from_secs(number.parse::<u64>().ok().filter(|n| *n > 0)? * seconds))
}

/// A document, and the piece that was put into it last: the line, and how many lines and units of UTF-16 it has.
struct Document {
    uri: String,
    text: String,
    version: u64,
    put_in: Option<(usize, &'static str)>,
}

impl Document {
    fn new(number: usize) -> Self {
        let text = askhow_bench::review(3_000 + number % 40 * 250);
        Self {
            uri: format!("file:///reviews/incidents/2024-03-01-{number}.md"),
            text,
            version: 0,
            put_in: None,
        }
    }
}

/// A server, and who talks with it.
struct Session {
    child: Child,
    input: ChildStdin,
    seen: Arc<Mutex<Seen>>,
    /// What the server asked, and is to be answered.
    to_answer: Receiver<Value>,
    documents: Vec<Document>,
    n_edits: usize,
    state: u64,
    id: u64,
}

impl Session {
    /// Starts a server and opens the documents.
    fn start(plan: &Plan) -> Result<Self> {
        let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] } });
        let Talk { child, input, mut output } = Talk::start(&plan.server, &["lsp"], capabilities)?;
        let seen = Arc::new(Mutex::new(Seen::default()));
        let listening = Arc::clone(&seen);
        let (asked, to_answer) = channel();
        // It ends with the output of the server.
        std::thread::spawn(move || {
            while let Ok(body) = read(&mut output) {
                let Ok(message) = serde_json::from_slice::<Value>(&body) else { return };
                if let Some(answer) = answer_to(&message) {
                    let _ = asked.send(answer);
                }
                lock(&listening).take(&message);
            }
        });
        let documents = (0..plan.documents).map(Document::new).collect();
        let state = 0x9E37_79B9_7F4A_7C15;
        let mut session = Self { child, input, seen, to_answer, documents, n_edits: 0, state, id: 2 };
        for number in 0..plan.documents {
            session.open(number)?;
        }
        session.settle()?;
        Minute::of(&mut lock(&session.seen), 0.0);
        Ok(session)
    }

    /// Edits, asks, closes and opens for so long; what it was like.
    fn drive(&mut self, plan: &Plan, length: Duration) -> Result<Minute> {
        let pause = Duration::from_secs(1).div_f64(plan.edits as f64);
        let started = Instant::now();
        let mut n_edits = 0_u32;
        while started.elapsed() < length {
            let answers: Vec<Value> = self.to_answer.try_iter().collect();
            answers.iter().try_for_each(|answer| self.write(answer))?;
            self.edit()?;
            self.n_edits += 1;
            if self.n_edits.is_multiple_of(EDITS_PER_REQUEST) {
                self.ask()?;
            }
            if self.n_edits.is_multiple_of(EDITS_PER_CLOSING) {
                self.reopen()?;
            }
            n_edits += 1;
            // What was late is made up for, so that so many edits come in a second.
            std::thread::sleep((pause * n_edits).saturating_sub(started.elapsed()));
        }
        let memory = self.memory()?;
        Ok(Minute::of(&mut lock(&self.seen), memory))
    }

    fn memory(&self) -> Result<f64> {
        memory(self.child.id())
    }

    /// Takes leave.
    fn end(mut self) -> Result<()> {
        self.notify("exit", &Value::Null)?;
        self.child.wait()?;
        Ok(())
    }

    fn write(&mut self, message: &Value) -> Result<()> {
        Ok(self.input.write_all(&encode(message)?)?)
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    fn open(&mut self, index: usize) -> Result<()> {
        let Some(document) = self.documents.get_mut(index) else { return Ok(()) };
        document.version += 1;
        document.put_in = None;
        let (uri, version) = (&document.uri, document.version);
        let item = json!({ "uri": uri, "languageId": "markdown", "version": version, "text": document.text });
        lock(&self.seen).sent(uri, version);
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }))
    }

    /// Closes a document and opens it again.
    fn reopen(&mut self) -> Result<()> {
        let index = self.below(self.documents.len());
        let Some(document) = self.documents.get(index) else { return Ok(()) };
        let closed = json!({ "textDocument": { "uri": document.uri } });
        lock(&self.seen).closed(&document.uri);
        self.notify("textDocument/didClose", &closed)?;
        self.open(index)
    }

    /// Puts a piece in, or takes out what was put in last.
    fn edit(&mut self) -> Result<()> {
        let index = self.below(self.documents.len());
        let (at, piece) = (self.below(1_000), self.below(PIECES.len()));
        let Some(document) = self.documents.get_mut(index) else { return Ok(()) };
        let (line, end, new_text) = match document.put_in.take() {
            Some((line, piece)) => (line, end_of(line, piece), ""),
            None => {
                let line = at % document.text.lines().count();
                let piece = PIECES.get(piece).copied().unwrap_or("x");
                document.put_in = Some((line, piece));
                (line, (line, 0), piece)
            }
        };
        document.version += 1;
        let (uri, version) = (&document.uri, document.version);
        let start = json!({ "line": line, "character": 0 });
        let range = json!({ "start": start, "end": { "line": end.0, "character": end.1 } });
        let params = json!({
            "textDocument": { "uri": uri, "version": version },
            "contentChanges": [{ "range": range, "text": new_text }],
        });
        lock(&self.seen).sent(uri, version);
        self.notify("textDocument/didChange", &params)
    }

    /// Takes out whatever was put in.
    fn undo(&mut self) -> Result<()> {
        for index in 0..self.documents.len() {
            let Some(document) = self.documents.get_mut(index) else { continue };
            let Some((line, piece)) = document.put_in.take() else { continue };
            document.version += 1;
            let end = end_of(line, piece);
            let range = json!({
                "start": { "line": line, "character": 0 }, "end": { "line": end.0, "character": end.1 },
            });
            let (uri, version) = (&document.uri, document.version);
            let params = json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "range": range, "text": "" }],
            });
            lock(&self.seen).sent(uri, version);
            self.notify("textDocument/didChange", &params)?;
        }
        Ok(())
    }

    fn ask(&mut self) -> Result<()> {
        self.id += 1;
        let (id, index, line) = (self.id, self.below(self.documents.len()), self.below(1_000));
        let number = usize::try_from(id)? % REQUESTS.len();
        let (Some(document), Some(method)) = (self.documents.get(index), REQUESTS.get(number)) else {
            return Ok(());
        };
        let line = line % document.text.lines().count();
        let (start, end) =
            (json!({ "line": line, "character": 3 }), json!({ "line": line + 20, "character": 0 }));
        // Each takes what it knows of this.
        let params = json!({
            "textDocument": { "uri": document.uri },
            "position": start,
            "positions": [start],
            "range": { "start": start, "end": end },
            "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
            "options": { "tabSize": 2, "insertSpaces": true },
        });
        lock(&self.seen).asked.insert(id, (method, Instant::now()));
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
    }

    /// Waits until all is answered, and the findings of every document are those of its last version.
    fn settle(&self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (unanswered, unlisted) = {
                let seen = lock(&self.seen);
                (seen.asked.len(), seen.waiting.len())
            };
            if unanswered + unlisted == 0 {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(format!("{unanswered} requests and {unlisted} versions are not answered").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn findings(&self) -> HashMap<String, Value> {
        lock(&self.seen).lists.clone()
    }

    /// A number below `limit`, from a generator of the xorshift kind.
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or_default() % limit.max(1)
    }
}

/// Where a piece that begins a line ends: line and units of UTF-16.
fn end_of(line: usize, piece: &str) -> (usize, usize) {
    let last = piece.rsplit('\n').next().unwrap_or_default();
    (line + piece.matches('\n').count(), last.encode_utf16().count())
}

/// What came back so far.
#[derive(Default)]
struct Seen {
    asked: HashMap<u64, (&'static str, Instant)>,
    /// Versions of which no findings came yet: one list answers for all versions up to its own.
    waiting: HashMap<String, Vec<(u64, Instant)>>,
    lists: HashMap<String, Value>,
    findings: Vec<f64>,
    answers: Vec<f64>,
    refused: HashMap<&'static str, Value>,
    n_edits: usize,
}

impl Seen {
    fn sent(&mut self, uri: &str, version: u64) {
        self.n_edits += 1;
        self.waiting.entry(uri.to_owned()).or_default().push((version, Instant::now()));
    }

    fn closed(&mut self, uri: &str) {
        self.waiting.remove(uri);
    }

    fn take(&mut self, message: &Value) {
        let in_ms = |since: Instant| since.elapsed().as_secs_f64() * 1e3;
        if text(message, "method") == Some("textDocument/publishDiagnostics") {
            let params = message.get("params").cloned().unwrap_or_default();
            let (Some(uri), Some(version)) =
                (text(&params, "uri"), params.get("version").and_then(Value::as_u64))
            else {
                return;
            };
            if let Some(waiting) = self.waiting.get_mut(uri) {
                self.findings.extend(waiting.iter().filter(|it| it.0 <= version).map(|it| in_ms(it.1)));
                waiting.retain(|it| it.0 > version);
                if waiting.is_empty() {
                    self.waiting.remove(uri);
                }
            }
            let list = params.get("diagnostics").cloned().unwrap_or_default();
            self.lists.insert(uri.to_owned(), list);
            return;
        }
        let asked = message.get("id").and_then(Value::as_u64).and_then(|id| self.asked.remove(&id));
        let Some((method, since)) = asked else { return };
        self.answers.push(in_ms(since));
        let error = message.get("error");
        if let Some(error) = error.filter(|error| error.get("code") != Some(&json!(CONTENT_MODIFIED))) {
            self.refused.insert(method, error.clone());
        }
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a minute was like.
#[derive(Default)]
struct Minute {
    memory: f64,
    n_edits: usize,
    /// In milliseconds, from the edit to the list of its version.
    findings: Vec<f64>,
    /// In milliseconds, from the request to its answer.
    answers: Vec<f64>,
}

impl Minute {
    /// Takes what came in since the last one.
    fn of(seen: &mut Seen, memory: f64) -> Self {
        let (mut findings, mut answers) = (take(&mut seen.findings), take(&mut seen.answers));
        findings.sort_by(f64::total_cmp);
        answers.sort_by(f64::total_cmp);
        Self { memory, n_edits: take(&mut seen.n_edits), findings, answers }
    }

    /// Adds another part of it.
    fn join(&mut self, mut other: Self) {
        self.memory = other.memory;
        self.n_edits += other.n_edits;
        self.findings.append(&mut other.findings);
        self.answers.append(&mut other.answers);
    }

    /// Each latency by its name.
    fn latencies(&self) -> [(&'static str, f64); 4] {
        let of = |values: &[f64], of: f64| part(&mut values.to_vec(), of);
        [
            ("findings, p50", of(&self.findings, 0.5)),
            ("findings, p99", of(&self.findings, 0.99)),
            ("answers, p50", of(&self.answers, 0.5)),
            ("answers, p99", of(&self.answers, 0.99)),
        ]
    }

    /// What takes longer than it may beside a server that has just been started.
    fn slower_than(&self, fresh: &Self) -> Vec<String> {
        let both = self.latencies().into_iter().zip(fresh.latencies());
        let slower = both.filter(|((_, old), (_, fresh))| *old > fresh * LATENCY.0 + LATENCY.1);
        slower.map(|((name, old), (_, fresh))| format!("{name}: {old:.1} ms, fresh {fresh:.1} ms")).collect()
    }
}

impl std::fmt::Display for Minute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [findings, far_findings, answers, far_answers] = self.latencies().map(|(_, ms)| ms);
        write!(f, "{:>7.1}  {:>6}  {:>8}", self.memory, self.n_edits, self.answers.len())?;
        write!(f, "   {findings:>12.1} {far_findings:>6.1}  {answers:>12.1} {far_answers:>6.1}")
    }
}

/// Memory, where it has grown by more than it may.
fn grown(minutes: &[Minute]) -> Vec<String> {
    let (Some(first), Some(last)) = (minutes.first(), minutes.last()) else { return Vec::new() };
    let has_grown = last.memory > first.memory * MEMORY.0 + MEMORY.1;
    let said = format!("memory has grown from {:.1} to {:.1} MB", first.memory, last.memory);
    has_grown.then_some(said).into_iter().collect()
}

/// What a process holds of the machine's memory, in MB.
fn memory(pid: u32) -> Result<f64> {
    let output = std::process::Command::new("ps").args(["-o", "rss=", "-p", &pid.to_string()]).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse::<f64>()? / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(memory: f64, ms: f64) -> Minute {
        Minute { memory, findings: vec![ms; 100], answers: vec![1.0; 100], ..Minute::default() }
    }

    #[test]
    fn growth_is_named() {
        assert_eq!(grown(&[minute(50.0, 1.0), minute(67.0, 1.0)]), Vec::<String>::new());
        assert_eq!(grown(&[minute(50.0, 1.0), minute(69.0, 1.0)]), ["memory has grown from 50.0 to 69.0 MB"]);
        assert_eq!(minute(1.0, 4.9).slower_than(&minute(1.0, 2.0)), Vec::<String>::new());
        let slower = ["findings, p50: 5.1 ms, fresh 2.0 ms", "findings, p99: 5.1 ms, fresh 2.0 ms"];
        assert_eq!(minute(1.0, 5.1).slower_than(&minute(1.0, 2.0)), slower);
    }

    #[test]
    fn lengths_have_a_unit() {
        assert_eq!(length("20m"), Some(Duration::from_secs(1200)));
        assert_eq!(length("1h"), Some(Duration::from_secs(3600)));
        for wrong in ["20", "m", "", "0s", "1d", "é"] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_piece_ends_where_the_next_text_begins() {
        assert_eq!(end_of(4, "🚒 x"), (4, 4));
        assert_eq!(end_of(4, "a\nb\n"), (6, 0));
    }
}
