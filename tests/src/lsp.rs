//! A client of the language server over its standard input and output, as an editor is one.
//!
//! It waits for everything that it asks for, but not forever, and a test that leaves a message unread
//! fails: what the server sends and nobody expects is a fault too.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub use crate::message::{apply, file_uri, frame, place, range};

/// So long any one thing may take, on a machine that is busy with others.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where the servers of all tests write the pages of the reference, so that no test writes into somebody's home.
pub fn cache_folder() -> PathBuf {
    std::env::temp_dir().join("askhow-tests-cache")
}

const PUBLISH: &str = "textDocument/publishDiagnostics";

/// A language server and our end of the conversation.
#[derive(Debug)]
pub struct Client {
    server: Child,
    input: Option<ChildStdin>,
    /// The other end of what the server says, as long as nobody listens.
    deaf_to: Option<ChildStdout>,
    messages: Receiver<Value>,
    unread: VecDeque<Value>,
    n_asked: i64,
    /// What `workspace/configuration` is answered with, for each of its items.
    pub settings: Value,
    /// The requests of the server so far; all were answered.
    pub asked: Vec<Value>,
    status: Option<ExitStatus>,
}

impl Client {
    /// Starts a server and says nothing yet.
    pub fn spawn() -> Self {
        let mut client = Self::spawn_deaf();
        client.listen();
        client
    }

    /// Starts a server to whom nobody listens until [`Client::listen`].
    pub fn spawn_deaf() -> Self {
        Self::spawn_in_zone("UTC")
    }

    /// The same on a machine that shows times in this zone.
    pub fn spawn_in_zone(zone: &str) -> Self {
        let mut command = Command::new(crate::askhow());
        command.args(["lsp", "--stdio"]).env("ASKHOW_TEST_REQUESTS", "1").env("TZ", zone);
        Self::spawn_deaf_by(command.env("ASKHOW_CACHE", cache_folder()))
    }

    /// The server that this command starts.
    pub fn spawn_by(command: &mut Command) -> Self {
        let mut client = Self::spawn_deaf_by(command);
        client.listen();
        client
    }

    fn spawn_deaf_by(command: &mut Command) -> Self {
        let mut server =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server starts");
        Self {
            input: server.stdin.take(),
            deaf_to: server.stdout.take(),
            server,
            messages: channel().1,
            unread: VecDeque::new(),
            n_asked: 0,
            settings: Value::Null,
            asked: Vec::new(),
            status: None,
        }
    }

    /// Starts a server and greets it with these capabilities, in no folder.
    pub fn start(capabilities: Value) -> Self {
        Self::start_with(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }))
    }

    /// Starts a server and greets it with these parameters of `initialize`.
    pub fn start_with(params: Value) -> Self {
        let mut client = Self::spawn();
        client.initialize(params);
        client
    }

    /// Greets the server; what it said of itself.
    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    /// From now on what the server says is read.
    pub fn listen(&mut self) {
        let output = self.deaf_to.take().expect("nobody listened so far");
        let (sender, receiver) = channel();
        self.messages = receiver;
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        // A server that has ended reads no more; what it did is looked at elsewhere.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        self.send_bytes(&frame(message.to_string().as_bytes()));
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait; its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.n_asked += 1;
        let id = self.n_asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request.
    #[track_caller]
    pub fn answer(&mut self, id: i64) -> Value {
        self.take(&format!("the answer to request {id}"), |message| {
            message.get("method").is_none() && message["id"] == id
        })
    }

    /// Sends a request; its result.
    #[track_caller]
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
        answer["result"].take()
    }

    /// Opens a document as version 1 and says what is found in it.
    #[track_caller]
    pub fn open(&mut self, uri: &str, text: &str) -> Vec<Value> {
        self.open_quietly(uri, 1, text);
        self.findings(uri, 1)
    }

    /// Opens a document and waits for nothing.
    pub fn open_quietly(&mut self, uri: &str, version: i32, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a document (each change a range and a text) and waits for nothing.
    pub fn change_quietly(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// Changes a document and says what is found in it.
    #[track_caller]
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) -> Vec<Value> {
        self.change_quietly(uri, version, changes);
        self.findings(uri, version)
    }

    /// Closes a document; the list that takes the others back is read.
    #[track_caller]
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.take("the list of a closed document", |message| {
            message["method"] == PUBLISH
                && message["params"]["uri"] == uri
                && message["params"].get("version").is_none()
        });
    }

    /// The findings of a version; lists of versions before it are read past.
    #[track_caller]
    pub fn findings(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let what = format!("findings of version {version} of {uri}");
        loop {
            let mut list =
                self.take(&what, |message| message["method"] == PUBLISH && message["params"]["uri"] == uri);
            let of = list["params"]["version"].as_i64().expect("each list names its version");
            if of == i64::from(version) {
                return match list["params"]["diagnostics"].take() {
                    Value::Array(diagnostics) => diagnostics,
                    other => panic!("no list of diagnostics: {other}"),
                };
            }
            assert!(of < i64::from(version), "{what}: a list of version {of} came");
        }
    }

    /// The findings of a document, asked for.
    #[track_caller]
    pub fn pull(&mut self, uri: &str) -> Value {
        self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))
    }

    /// What is asked at a place.
    #[track_caller]
    pub fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        self.request("textDocument/hover", place(uri, line, character))
    }

    /// What fits at a place: the items.
    #[track_caller]
    pub fn completions(&mut self, uri: &str, line: u32, character: u32) -> Vec<Value> {
        match self.request("textDocument/completion", place(uri, line, character)) {
            Value::Array(items) => items,
            mut list => list["items"].as_array_mut().map(std::mem::take).unwrap_or_default(),
        }
    }

    /// What can be done in a range; `only` may be null.
    #[track_caller]
    pub fn actions(&mut self, uri: &str, range: &Value, only: Value) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if !only.is_null() {
            context["only"] = only;
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        let actions = self.request("textDocument/codeAction", params);
        actions.as_array().cloned().unwrap_or_default()
    }

    /// The text of a document as the server has it.
    #[track_caller]
    pub fn text(&mut self, uri: &str) -> String {
        let text = self.request("askhow/test/text", json!({ "uri": uri }));
        text.as_str().expect("the document is open").to_owned()
    }

    /// The first unread message that is wanted, now or soon; the others stay unread.
    #[track_caller]
    pub fn take(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).expect("it was found there");
        }
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(message) = self.messages.recv_timeout(left) else {
                panic!("no sign of {what}; unread: {:?}", self.unread);
            };
            if let Some(message) = self.not_asked(message) {
                if wanted(&message) {
                    return message;
                }
                self.unread.push_back(message);
            }
        }
    }

    /// Answers a request of the server; gives back what is none.
    fn not_asked(&mut self, message: Value) -> Option<Value> {
        let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) else {
            return Some(message);
        };
        let result = match method {
            "workspace/configuration" => {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                Value::Array(vec![self.settings.clone(); items])
            }
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
        self.asked.push(message);
        None
    }

    /// Waits until the server has asked for something.
    #[track_caller]
    pub fn wait_until_asked(&mut self, method: &str) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.asked.iter().position(|message| message["method"] == method) {
                return self.asked.remove(at);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(message) = self.messages.recv_timeout(left) else {
                panic!("{method} was not asked for");
            };
            if let Some(message) = self.not_asked(message) {
                self.unread.push_back(message);
            }
        }
    }

    /// Closes our end.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// The status with which the server ends, as it has to soon.
    #[track_caller]
    pub fn status(&mut self) -> i32 {
        let deadline = Instant::now() + PATIENCE;
        while self.status.is_none() {
            assert!(Instant::now() < deadline, "the server goes on");
            self.status = self.server.try_wait().expect("the server can be waited for");
            std::thread::sleep(Duration::from_millis(2));
        }
        // What it said before it went is still to be read.
        if self.deaf_to.is_none() {
            while let Ok(message) = self.messages.recv() {
                self.unread.push_back(message);
            }
        }
        self.status.and_then(|status| status.code()).expect("the server was not killed")
    }

    /// Takes leave as the protocol wants it.
    #[track_caller]
    pub fn take_leave(&mut self) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.status(), 0, "status after shutdown and exit");
    }

    /// Everything that came and that nobody has taken.
    pub fn unread(&self) -> impl Iterator<Item = &Value> {
        self.unread.iter()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.server.kill();
            let _ = self.server.wait();
            return;
        }
        if self.status.is_none() {
            self.take_leave();
        }
        assert!(self.unread.is_empty(), "unread: {:?}", self.unread);
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().expect("a length"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server writes JSON"))
}
