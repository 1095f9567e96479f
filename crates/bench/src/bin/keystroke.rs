//! What a key costs from the editor's side: from the first byte of the change to the last byte of the findings
//! of that version, over standard input and output, ours and the floor in turn on the same reviews.
//!
//! `cargo run -p askhow-bench --bin keystroke` builds both servers in release mode and prints one row for each
//! size. Compare the ratios: the times belong to the machine and to what else it does. A path as its argument
//! takes the place of ours, an older build for instance.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use askhow_bench::Result;
use askhow_bench::talk::{Talk, encode, part, read, text};
use serde_json::{Value, json};

const SIZES: &[(&str, usize)] = &[("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000)];
const ROUNDS: usize = 4;
const KEYS: usize = 100;
/// Between keys, so that one is done before the next comes, as at a desk.
const PAUSE: Duration = Duration::from_millis(3);
const URI: &str = "file:///reviews/incidents/2024-03-01-payments.md";

fn main() -> Result<()> {
    let [ours, floor] = build()?;
    let ours = std::env::args_os().nth(1).map_or(ours, PathBuf::from);
    println!("             floor                 ours");
    println!("  size     p50     p99  open     p50     p99   open   p50 ratio   open ratio      (ms)");
    for (name, bytes) in SIZES {
        let text = askhow_bench::review(*bytes);
        let (mut floors, mut ourselves) = (Times::default(), Times::default());
        for _ in 0..ROUNDS {
            floors.session(&floor, &[], &text)?;
            ourselves.session(&ours, &["lsp"], &text)?;
        }
        let (low, high) = (floors.row(), ourselves.row());
        println!(
            "{name:>6}  {:>6.2}  {:>6.2} {:>5.1}  {:>6.2}  {:>6.2} {:>6.1}   {:>7.1} ×   {:>8.1} ×",
            low.p50,
            low.p99,
            low.open,
            high.p50,
            high.p99,
            high.open,
            high.p50 / low.p50,
            high.open / low.open
        );
    }
    Ok(())
}

/// Ours and the floor, in release mode.
fn build() -> Result<[PathBuf; 2]> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).ok_or("no workspace")?;
    let packages = ["--package", "askhow", "--package", "askhow-bench", "--bins"];
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release"])
        .args(packages)
        .current_dir(workspace)
        .status()?;
    if !status.success() {
        return Err("the servers can't be built".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    Ok(["askhow", "floor"].map(|name| {
        workspace.join(&target).join("release").join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }))
}

/// What several sessions of one server took, in milliseconds.
#[derive(Debug, Default)]
struct Times {
    keys: Vec<f64>,
    opens: Vec<f64>,
}

#[derive(Debug)]
struct Row {
    p50: f64,
    p99: f64,
    open: f64,
}

impl Times {
    fn session(&mut self, program: &Path, arguments: &[&str], text: &str) -> Result<()> {
        let mut server = Talk::start(program, arguments, json!({}))?;
        let opened = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
        let document = json!({ "textDocument": opened });
        self.opens.push(until_list(&mut server, "textDocument/didOpen", &document, 1)?);
        let line = text.lines().count() / 2;
        for version in 2..KEYS + 2 {
            let end = version % 2; // A letter comes, and goes with the next key.
            let range = json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": end } });
            let change = json!({ "range": range, "text": if end == 0 { "e" } else { "" } });
            let document = json!({ "uri": URI, "version": version });
            let params = json!({ "textDocument": document, "contentChanges": [change] });
            std::thread::sleep(PAUSE);
            let took = until_list(&mut server, "textDocument/didChange", &params, version)?;
            if version > 5 {
                self.keys.push(took); // The first few find cold caches.
            }
        }
        server.end()
    }

    fn row(&mut self) -> Row {
        Row {
            p50: part(&mut self.keys, 0.5),
            p99: part(&mut self.keys, 0.99),
            open: part(&mut self.opens, 0.5),
        }
    }
}

/// Milliseconds from a notification to the list of findings of that version.
fn until_list(server: &mut Talk, method: &str, params: &Value, version: usize) -> Result<f64> {
    let message = encode(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))?;
    let started = Instant::now();
    server.input.write_all(&message)?;
    loop {
        let body = read(&mut server.output)?;
        let took = started.elapsed();
        let message: Value = serde_json::from_slice(&body)?;
        let listed = message.pointer("/params/version").and_then(Value::as_u64);
        let is_list = text(&message, "method") == Some("textDocument/publishDiagnostics");
        if is_list && listed == Some(version as u64) {
            return Ok(took.as_secs_f64() * 1e3);
        }
        server.answer(&message)?;
    }
}
