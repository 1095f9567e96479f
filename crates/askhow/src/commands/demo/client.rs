//! A small language client: frames on a child's standard input and output, and an end to every wait.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A server that runs as a child.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications that came while something else was awaited.
    kept: Vec<Value>,
    last_id: i64,
}

impl Client {
    /// Starts this very program as the server.
    pub fn start() -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let log = if std::env::var_os("ASKHOW_LOG").is_some() { Stdio::inherit() } else { Stdio::null() };
        let mut child = Command::new(program)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            // The demo leaves nothing behind, no pages either.
            .env(askhow_server::CACHE_VARIABLE, "")
            .spawn()
            .map_err(|error| error.to_string())?;
        let output = child.stdout.take().ok_or("it has no standard output")?;
        let input = child.stdin.take();
        let (sender, messages) = channel();
        thread::spawn(move || read_messages(BufReader::new(output), &sender));
        Ok(Self { child, input, messages, kept: Vec::new(), last_id: 0 })
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and waits for its result; `None` where it is an error, nothing, or does not come.
    pub fn request(&mut self, method: &str, params: &Value, patience: Duration) -> Option<Value> {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let deadline = Instant::now() + patience;
        loop {
            let message = self.receive(deadline)?;
            let answers =
                message.get("method").is_none() && message.get("id").and_then(Value::as_i64) == Some(id);
            if answers {
                return message.get("result").filter(|result| !result.is_null()).cloned();
            }
            self.kept.push(message);
        }
    }

    /// Waits for the list of findings of a version.
    pub fn diagnostics(&mut self, uri: &str, version: i64, patience: Duration) -> Option<Vec<Value>> {
        let deadline = Instant::now() + patience;
        let mut waiting = std::mem::take(&mut self.kept);
        loop {
            for message in waiting {
                if message.get("method").and_then(Value::as_str) == Some("textDocument/publishDiagnostics") {
                    let params = message.get("params")?;
                    let is_ours = params.get("uri").and_then(Value::as_str) == Some(uri);
                    let is_new = params.get("version").and_then(Value::as_i64).is_none_or(|it| it >= version);
                    if is_ours && is_new {
                        return params.get("diagnostics")?.as_array().cloned();
                    }
                }
            }
            waiting = vec![self.receive(deadline)?];
        }
    }

    /// Ends the server: politely, and after `patience` without asking.
    pub fn end(&mut self, patience: Duration) {
        self.request("shutdown", &Value::Null, patience);
        self.notify("exit", &Value::Null);
        self.input = None;
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        if let Some(input) = &mut self.input {
            // A server that has gone sends no answer, and that is what is reported.
            let _ =
                write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| input.flush());
        }
    }

    /// The next message that is no request to us; those are answered as an editor without settings would.
    fn receive(&mut self, deadline: Instant) -> Option<Value> {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = match self.messages.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            };
            let (Some(method), Some(id)) = (message.get("method").and_then(Value::as_str), message.get("id"))
            else {
                return Some(message);
            };
            let n_items = message.pointer("/params/items").and_then(Value::as_array).map_or(0, Vec::len);
            let result = if method == "workspace/configuration" {
                json!(vec![Value::Null; n_items])
            } else {
                Value::Null
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Reads frames until the server closes its output or sends what is none.
fn read_messages(mut output: impl BufRead, sender: &Sender<Value>) {
    while let Some(message) = read_message(&mut output) {
        if sender.send(message).is_err() {
            return;
        }
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let mut body = Vec::new();
    output.take(length?).read_to_end(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_one_by_one_until_the_end() {
        let mut wire: &[u8] = b"Content-Length: 2\r\n\r\n{}content-length: 1\r\nX: y\r\n\r\n7";
        assert_eq!(read_message(&mut wire), Some(json!({})));
        assert_eq!(read_message(&mut wire), Some(json!(7)));
        assert_eq!(read_message(&mut wire), None);
    }
}
