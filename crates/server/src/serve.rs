//! The loop: messages in, answers and findings out.
//!
//! One thread reads and parses, one writes, one does everything else. A request is polled once where it
//! arrives, so that what it does first happens in order; what is left of it runs beside the others. A
//! panic, wherever it happens, costs one answer.

use std::io::{BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::sync::mpsc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, LspService};
use tower_service::Service;

use crate::frame::{Frame, Frames};
use crate::handlers::Faults;
use crate::message::{self, Message};
use crate::output::Output;
use crate::reference::Reference;
use crate::server::Server;
use crate::uri::Mended;
use crate::{Options, handlers};

/// So many messages are parsed ahead; then the client waits, as the reading does.
const AHEAD: usize = 256;

/// So long a client is given to take what was still to be said when it goes.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// The code of what is asked before `initialize`.
const NOT_INITIALIZED: i64 = -32002;

/// Serves until `exit` or the end of the input; whether the client took its leave with `shutdown`.
///
/// # Errors
/// Where the system has no thread to give.
pub fn serve(
    options: &Options,
    input: impl Read + Send + 'static,
    sink: impl Write + Send + 'static,
) -> std::io::Result<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mended = Arc::new(Mended::default());
    let output = Output::start(sink)?;
    let incoming = start_reading(input, Arc::clone(&mended))?;
    // While the two introduce themselves, what the first review needs is made.
    runtime.spawn_blocking(askhow_ide::get_ready);
    let took_leave = runtime.block_on(async {
        let (service, socket) = handlers::service(options, |client| {
            let reference = Reference::below(options.cache.as_deref());
            let faults = options.test_requests.then(Faults::default);
            Server::new(client, output.clone(), Arc::clone(&options.clock), mended, reference, faults)
        });
        Loop { service, output: output.clone(), phase: Phase::Begun, stumbled: false }
            .run(incoming, socket)
            .await
    });
    // Reading can't be interrupted, and workers may be busy: nobody waits for them.
    runtime.shutdown_background();
    output.finish(LAST_WORDS);
    output.give_up();
    Ok(took_leave)
}

/// Starts the thread that reads; its end of the channel closes with the input.
fn start_reading(
    input: impl Read + Send + 'static,
    mended: Arc<Mended>,
) -> std::io::Result<mpsc::Receiver<Message>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    std::thread::Builder::new().name("input".to_owned()).spawn(move || {
        let mut frames = Frames::new(BufReader::with_capacity(1 << 16, input));
        while let Some(frame) = frames.next() {
            let message = match frame {
                Frame::Body(body) => message::parse(&body, &mended),
                Frame::Broken => Message::Refused(Response::from_error(Id::Null, Error::parse_error())),
            };
            if sender.blocking_send(message).is_err() {
                return;
            }
        }
    })?;
    Ok(receiver)
}

/// A request that has begun: its answer, or the id under which one was lost to a panic.
type Running = Pin<Box<dyn Future<Output = Result<Option<Response>, Option<Id>>>>>;

/// How far the conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Begun,
    Initialized,
    ShutDown,
}

struct Loop {
    service: LspService<Server>,
    output: Output,
    phase: Phase,
    /// Whether the message in hand was lost to a panic.
    stumbled: bool,
}

impl Loop {
    /// Runs until `exit` or the end of the input; whether there was a `shutdown`.
    async fn run(mut self, mut incoming: mpsc::Receiver<Message>, socket: ClientSocket) -> bool {
        let server = self.service.inner().clone();
        let output = self.output.clone();
        let (mut questions, mut answers) = socket.split();
        let mut running: FuturesUnordered<Running> = FuturesUnordered::new();
        loop {
            tokio::select! {
                biased;
                message = incoming.recv() => match message {
                    None => break,
                    Some(Message::Call(request)) if request.method() == "exit" => break,
                    Some(Message::Call(request)) => running.extend(self.call(request)),
                    Some(Message::Answer(response)) => {
                        let _ = answers.send(response).await;
                    }
                    Some(Message::Refused(response)) => {
                        tracing::warn!("a message that can't be read");
                        output.answer(&response);
                    }
                    Some(Message::Lost(uri, response)) => {
                        output.answer(&response);
                        server.lose(&uri);
                    }
                },
                Some(answer) = running.next(), if !running.is_empty() => self.answer("", answer),
                Some(question) = questions.next() => output.send(&question),
                () = output.broken() => break,
                // The last of all: when nothing else is waiting.
                () = server.due() => {
                    if catch_unwind(AssertUnwindSafe(|| server.stepping("publish", || server.publish_next()))).is_err() {
                        tracing::error!("a list of findings was lost");
                        server.publish_others();
                    }
                }
            }
        }
        self.phase == Phase::ShutDown
    }

    /// Begins a request; what is left of it, if it could not be answered at once.
    fn call(&mut self, request: Request) -> Option<Running> {
        let id = request.id().cloned();
        let method = request.method().to_owned();
        if let (Some(id), Some(error)) = (&id, self.refusal(&method)) {
            self.output.answer(&Response::from_error(id.clone(), error));
            return None;
        }
        let is_told = id.is_none();
        let notice = is_told.then(|| self.service.inner().hear(&method, request.params()));
        self.stumbled = false;
        let answer = self.begin(&method, id, request);
        if let Some(notice) = notice {
            self.service.inner().heed(notice, self.stumbled);
        }
        answer
    }

    /// Polls a request once.
    fn begin(&mut self, method: &str, id: Option<Id>, request: Request) -> Option<Running> {
        let Ok(future) = catch_unwind(AssertUnwindSafe(|| self.service.call(request))) else {
            self.answer(method, Err(id));
            return None;
        };
        let future = self.service.inner().watched(method, future);
        let mut future: Running = Box::pin(async move {
            let answer = AssertUnwindSafe(future).catch_unwind().await;
            answer.map(Result::unwrap_or_default).map_err(|_| id)
        });
        match future.as_mut().now_or_never() {
            Some(answer) => {
                self.answer(method, answer);
                None
            }
            None => Some(future),
        }
    }

    fn answer(&mut self, method: &str, answer: Result<Option<Response>, Option<Id>>) {
        self.stumbled = answer.is_err();
        let response = match answer {
            Ok(Some(response)) => response,
            Err(Some(id)) => self.lost(id),
            Ok(None) | Err(None) => return,
        };
        match method {
            "initialize" if response.is_ok() => self.phase = Phase::Initialized,
            "shutdown" if response.is_ok() => self.phase = Phase::ShutDown,
            _ => {}
        }
        if let Some(body) = self.service.inner().written(&response) {
            self.output.answer_with(response.id().clone(), body);
        }
    }

    /// What is answered after a panic. The service still holds the request for running, so it is told that
    /// nobody waits for it any more.
    fn lost(&mut self, id: Id) -> Response {
        let params = serde_json::json!({ "id": id });
        let cancel = Request::build("$/cancelRequest").params(params).finish();
        let _ = self.service.call(cancel).now_or_never();
        Response::from_error(id, Error::internal_error())
    }

    /// What is out of place in a request at this point of the conversation, known or not.
    fn refusal(&self, method: &str) -> Option<Error> {
        match self.phase {
            // What begins so may be passed over where it is told; this one waits for an answer.
            Phase::Initialized if method.starts_with("$/") => Some(Error::method_not_found()),
            Phase::Begun if method != "initialize" => Some(Error {
                code: ErrorCode::ServerError(NOT_INITIALIZED),
                message: "Server not initialized".into(),
                data: None,
            }),
            Phase::ShutDown => Some(Error::invalid_request()),
            Phase::Begun | Phase::Initialized => None,
        }
    }
}
