//! The writing thread, and what waits for it.
//!
//! Nothing here ever waits for the client. Of the lists of findings at most one per document waits, the latest. Of the
//! answers so many wait as a busy client may leave unread; beyond that the oldest become errors that say so, and a client
//! that reads nothing costs no more than their ids.

use std::collections::{HashMap, VecDeque};
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Response};

/// So much is written at once, in bytes; what comes after still waits, and may still be replaced.
const BATCH: usize = 1 << 16;

/// So much may wait in answers that nobody has read, in bytes.
const MOST_UNREAD: usize = 64 << 20;

/// The code of an answer that was given up, as the protocol has it for what failed for no fault of the request.
const REQUEST_FAILED: i64 = -32803;

/// Where messages are put.
#[derive(Clone, Debug, Default)]
pub struct Output {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    filled: Condvar,
    emptied: Condvar,
    broken: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// How many bytes of answers wait.
    unread: usize,
    /// So many of those that have waited longest are no answers, or given up.
    given_up: usize,
    findings: HashMap<Arc<str>, Vec<u8>>,
    writing: bool,
    broken: bool,
}

#[derive(Debug)]
enum Waiting {
    Message(Vec<u8>),
    /// An answer, in whose place an error may come.
    Answer {
        id: Id,
        body: Vec<u8>,
    },
    /// Its bytes are in [`Queue::findings`].
    Findings(Arc<str>),
}

impl Output {
    /// Starts the thread that writes to `sink`.
    pub fn start(sink: impl Write + Send + 'static) -> std::io::Result<Self> {
        let output = Self::default();
        let shared = Arc::clone(&output.shared);
        std::thread::Builder::new().name("output".to_owned()).spawn(move || shared.write(sink))?;
        Ok(output)
    }

    /// Sends a message.
    pub fn send(&self, message: &impl Serialize) {
        if let Some(body) = to_bytes(message) {
            self.shared.lock().waiting.push_back(Waiting::Message(body));
            self.shared.filled.notify_one();
        }
    }

    /// Sends an answer, and gives up the oldest ones where too many wait.
    pub fn answer(&self, response: &Response) {
        if let Some(body) = to_bytes(response) {
            self.answer_with(response.id().clone(), body);
        }
    }

    /// Sends an answer that is written already.
    pub fn answer_with(&self, id: Id, body: Vec<u8>) {
        let mut queue = self.shared.lock();
        queue.unread += body.len();
        queue.waiting.push_back(Waiting::Answer { id, body });
        queue.give_up_oldest();
        self.shared.filled.notify_one();
    }

    /// Sends a list of findings of a document, in place of an earlier one that still waits.
    pub fn send_findings(&self, document: &str, body: Vec<u8>) {
        let document: Arc<str> = document.into();
        let mut queue = self.shared.lock();
        if queue.findings.insert(Arc::clone(&document), body).is_none() {
            queue.waiting.push_back(Waiting::Findings(document));
        }
        self.shared.filled.notify_one();
    }

    /// Waits until the client no longer takes anything.
    pub async fn broken(&self) {
        self.shared.broken.notified().await;
    }

    /// Tells whoever waits that the client takes nothing any more; the thread that writes ends.
    pub fn give_up(&self) {
        self.shared.lock().broken = true;
        self.shared.emptied.notify_all();
        self.shared.filled.notify_all();
        self.shared.broken.notify_one();
    }

    /// Waits until everything is written, but no longer than `patience`.
    pub fn finish(&self, patience: Duration) {
        let deadline = Instant::now() + patience;
        let mut queue = self.shared.lock();
        while !queue.broken && (queue.writing || !queue.waiting.is_empty()) {
            let Some(left) = deadline.checked_duration_since(Instant::now()) else { return };
            let waited = self.shared.emptied.wait_timeout(queue, left);
            queue = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// A message as it is sent; `None`, and a line in the log, where it is none.
pub fn to_bytes(message: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(message)
        .inspect_err(|error| tracing::error!("a message can't be written: {error}"))
        .ok()
}

/// What is answered in the place of an answer that nobody reads.
fn given_up(id: &Id) -> Response {
    let error = Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: "too many answers wait to be read".into(),
        data: None,
    };
    Response::from_error(id.clone(), error)
}

impl Queue {
    /// Puts errors in the place of answers, the oldest first, until what waits is within bounds.
    fn give_up_oldest(&mut self) {
        let mut n_given_up = 0;
        while self.unread > MOST_UNREAD
            && let Some(oldest) = self.waiting.get_mut(self.given_up)
        {
            self.given_up += 1;
            if let Waiting::Answer { id, body } = oldest {
                self.unread -= body.len();
                n_given_up += 1;
                *oldest = Waiting::Message(to_bytes(&given_up(id)).unwrap_or_default());
            }
        }
        if n_given_up > 0 {
            tracing::warn!("{n_given_up} answers are given up: nobody reads them");
        }
    }

    /// The next to be written.
    fn next(&mut self) -> Option<Vec<u8>> {
        let next = self.waiting.pop_front()?;
        self.given_up = self.given_up.saturating_sub(1);
        Some(match next {
            Waiting::Message(body) => body,
            Waiting::Answer { body, .. } => {
                self.unread -= body.len();
                body
            }
            Waiting::Findings(document) => self.findings.remove(&document).unwrap_or_default(),
        })
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, mut sink: impl Write) {
        let mut batch = Vec::new();
        while self.next_batch(&mut batch) {
            if let Err(error) = sink.write_all(&batch).and_then(|()| sink.flush()) {
                tracing::warn!("the client takes nothing any more: {}", error.kind());
                self.lock().broken = true;
                self.emptied.notify_all();
                self.broken.notify_one();
                return;
            }
        }
    }

    /// Waits for what is to be written; whether anything is, or nobody takes it any more.
    fn next_batch(&self, batch: &mut Vec<u8>) -> bool {
        // A large list is not kept in memory for the sake of the next one.
        *batch = Vec::new();
        let mut queue = self.lock();
        queue.writing = false;
        while queue.waiting.is_empty() && !queue.broken {
            self.emptied.notify_all();
            queue = self.filled.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if queue.broken {
            return false;
        }
        queue.writing = true;
        while batch.len() < BATCH {
            let Some(body) = queue.next() else { return true };
            batch.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
            batch.extend_from_slice(&body);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Takes a message each time it is let.
    struct Slow {
        gate: mpsc::Receiver<()>,
        taken: mpsc::Sender<String>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.gate.recv().map_err(|_| std::io::ErrorKind::BrokenPipe)?;
            let _ = self.taken.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// An output whose thread holds a first message until it is let; whatever follows waits.
    fn held_up() -> (Output, mpsc::Sender<()>, mpsc::Receiver<String>) {
        let (open, gate) = mpsc::channel();
        let (taken, written) = mpsc::channel();
        let output = Output::start(Slow { gate, taken }).unwrap();
        output.send(&0);
        while !output.shared.lock().waiting.is_empty() {
            std::thread::yield_now();
        }
        (output, open, written)
    }

    #[test]
    fn of_the_lists_of_a_document_only_the_latest_waits() {
        let (output, open, written) = held_up();
        for version in 1..=3_000 {
            output.send_findings("a", to_bytes(&version).unwrap());
            output.send_findings("b", to_bytes(&-version).unwrap());
        }
        output.send(&"last");
        assert_eq!(output.shared.lock().waiting.len(), 3);
        open.send(()).unwrap();
        open.send(()).unwrap();
        assert_eq!(written.recv().unwrap(), "Content-Length: 1\r\n\r\n0");
        let expected = ["4\r\n\r\n3000", "5\r\n\r\n-3000", "6\r\n\r\n\"last\""]
            .map(|it| format!("Content-Length: {it}"));
        assert_eq!(written.recv().unwrap(), expected.concat());
        output.finish(Duration::from_secs(5));
        assert!(!output.shared.lock().writing);
    }

    #[test]
    fn of_answers_that_nobody_reads_the_oldest_become_errors() {
        let (output, open, written) = held_up();
        let long = "x".repeat(MOST_UNREAD / 4);
        for id in 1..=6 {
            output.answer(&Response::from_ok(Id::Number(id), long.clone().into()));
            assert!(output.shared.lock().unread <= MOST_UNREAD);
        }
        for _ in 0..5 {
            open.send(()).unwrap();
        }
        assert!(written.recv().unwrap().ends_with("\r\n\r\n0"));
        let given_up = written.recv().unwrap();
        for id in 1..=3 {
            let error = format!(
                "{{\"jsonrpc\":\"2.0\",\"error\":{{\"code\":-32803,\"message\":\"too many answers wait to be \
                 read\"}},\"id\":{id}}}"
            );
            assert!(given_up.contains(&error), "{}", given_up.get(..400).unwrap_or_default());
        }
        assert!(given_up.ends_with("\"id\":4}"));
        assert!(written.recv().unwrap().ends_with("\"id\":5}"));
        assert!(written.recv().unwrap().ends_with("\"id\":6}"));
        assert_eq!(output.shared.lock().unread, 0);
    }

    #[test]
    fn a_client_that_has_gone_is_not_waited_for() {
        let (open, gate) = mpsc::channel();
        let output = Output::start(Slow { gate, taken: mpsc::channel().0 }).unwrap();
        drop(open);
        output.send(&0);
        output.finish(Duration::from_secs(60));
        assert!(output.shared.lock().broken);
    }
}
