//! The client's end of a conversation with a server, over its standard input and output.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::Result;

/// A server and our end of the conversation.
#[derive(Debug)]
pub struct Talk {
    /// Its process.
    pub child: Child,
    /// What it hears.
    pub input: ChildStdin,
    /// What it says.
    pub output: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts a server and greets it.
    ///
    /// # Errors
    /// Where it can't be started, or does not answer.
    pub fn start(program: &Path, arguments: &[&str], capabilities: Value) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("{}: {error}", program.display()))?;
        let input = child.stdin.take().ok_or("no input")?;
        let output = BufReader::with_capacity(1 << 16, child.stdout.take().ok_or("no output")?);
        let mut server = Self { child, input, output };
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        server.request(1, "initialize", &params)?;
        server.write(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }))?;
        Ok(server)
    }

    /// Asks and waits for the answer; whatever the server asks meanwhile is answered with null.
    ///
    /// # Errors
    /// Where the server is gone.
    pub fn request(&mut self, id: u32, method: &str, params: &Value) -> Result<()> {
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        loop {
            let message: Value = serde_json::from_slice(&read(&mut self.output)?)?;
            if message.get("id") == Some(&json!(id)) && message.get("method").is_none() {
                return Ok(());
            }
            self.answer(&message)?;
        }
    }

    /// Whatever a server asks is answered with null.
    ///
    /// # Errors
    /// Where the server is gone.
    pub fn answer(&mut self, message: &Value) -> Result<()> {
        match answer_to(message) {
            Some(answer) => self.write(&answer),
            None => Ok(()),
        }
    }

    /// Takes leave as the protocol wants it.
    ///
    /// # Errors
    /// Where the server is gone before that.
    pub fn end(mut self) -> Result<()> {
        self.request(2, "shutdown", &Value::Null)?;
        self.write(&json!({ "jsonrpc": "2.0", "method": "exit" }))?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends a message.
    ///
    /// # Errors
    /// Where the server is gone.
    pub fn write(&mut self, message: &Value) -> Result<()> {
        Ok(self.input.write_all(&encode(message)?)?)
    }
}

/// Null for what a server asks; nothing for what is no request.
pub fn answer_to(message: &Value) -> Option<Value> {
    let (id, _) = message.get("id").zip(message.get("method"))?;
    Some(json!({ "jsonrpc": "2.0", "id": id, "result": null }))
}

/// The body of the next message.
///
/// # Errors
/// Where the server has closed its end, or says what is no message.
pub fn read(output: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            return Err("the server has closed its output".into());
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("Content-Length:") {
            length = number.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body)?;
    Ok(body)
}

/// A message with its header.
///
/// # Errors
/// None for what is JSON already.
pub fn encode(message: &Value) -> Result<Vec<u8>> {
    let body = serde_json::to_vec(message)?;
    let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    Ok(bytes)
}

/// A member of a message that is text.
pub fn text<'a>(message: &'a Value, name: &str) -> Option<&'a str> {
    message.get(name).and_then(Value::as_str)
}

/// The value below which that part of them lies; not a number where there are none.
pub fn part(values: &mut [f64], of: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let idx = (values.len() as f64 * of) as usize;
    values.get(idx).or(values.last()).copied().unwrap_or(f64::NAN)
}
