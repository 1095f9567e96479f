//! Requests that only tests need, where [`Options::test_requests`](crate::Options) lets them.

use std::future::poll_fn;
use std::pin::Pin;

use askhow_document::stumble;
use serde::Deserialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::TextDocumentIdentifier;

use crate::server::Server;

/// `askhow/test/panic`: panics while it holds the state, as the worst of slips would.
#[expect(clippy::panic, reason = "that is what it is for")]
pub async fn panic(server: &Server) -> Result<()> {
    let _held = server.hold();
    panic!("a test asked for it");
}

/// Where the next panic is to be: in a rule, or in a handler at one of its steps.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plant {
    rule: Option<String>,
    method: Option<String>,
    step: usize,
}

/// The panic that waits for a handler. Its steps are those at which it takes the state in hand, or is gone on with.
#[derive(Debug, Default)]
pub struct Faults {
    planted: Option<(String, usize)>,
    running: Option<String>,
    struck: bool,
}

impl Faults {
    /// From now on this runs.
    fn enter(&mut self, method: &str) {
        self.running = Some(method.to_owned());
        self.step();
    }

    /// A step of what runs.
    pub fn step(&mut self) {
        let Some((method, left)) = &mut self.planted else { return };
        if self.running.as_ref() != Some(method) {
            return;
        }
        if *left > 0 {
            *left -= 1;
            return;
        }
        *self = Self { struck: true, ..Self::default() };
        strike();
    }

    /// Nothing runs.
    fn leave(&mut self) {
        self.running = None;
    }
}

#[expect(clippy::panic, reason = "that is what it is for")]
fn strike() {
    panic!("a test asked for it");
}

/// `askhow/test/plant`: where the next panic is to be; nowhere with `{}`. Whether the last one was met.
pub async fn plant(server: &Server, plant: Plant) -> Result<bool> {
    stumble::plant(plant.rule);
    let planted = plant.method.map(|method| (method, plant.step));
    let faults = Faults { planted, ..Faults::default() };
    Ok(server.with_faults(|held| std::mem::replace(held, faults).struck).unwrap_or_default())
}

impl Server {
    /// A handler at work, each time that it is gone on with a step of its own.
    pub fn watched<F: Future + Unpin>(
        &self,
        method: &str,
        mut work: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        let (server, method) = (self.clone(), method.to_owned());
        poll_fn(move |context| server.stepping(&method, || Pin::new(&mut work).poll(context)))
    }

    /// The same of work that does not wait.
    pub fn stepping<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        self.with_faults(|faults| faults.enter(name));
        let done = work();
        self.with_faults(Faults::leave);
        done
    }
}

/// `askhow/test/wait`: is never answered unless it is cancelled.
pub async fn wait(_: &Server) -> Result<()> {
    std::future::pending().await
}

/// `askhow/test/text`: the text of an open document, as it is here.
pub async fn text(server: &Server, document: TextDocumentIdentifier) -> Result<Option<String>> {
    Ok(server.hold().documents.get(&document.uri).map(|document| document.text().to_string()))
}
