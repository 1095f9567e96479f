//! The server: what it holds, and what handlers may do with it.
//!
//! Handlers run one at a time on one thread; none awaits the client, and none holds the state while it
//! waits. What has to be asked of the client is asked in a task.

mod publish;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use askhow_ide::Features;
use jiff::Timestamp;
use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Request, Result};
use tower_lsp::ls_types::notification::{Notification, ShowMessage};
use tower_lsp::ls_types::{ConfigurationItem, MessageType, ShowMessageParams, Uri};

use crate::client::Abilities;
use crate::convert::View;
use crate::diagnostics::Pages;
use crate::documents::{Document, Documents, Job, State};
use crate::handlers::Faults;
use crate::others::Others;
use crate::output::Output;
use crate::reference::Reference;
use crate::settings::{SECTION, Sources, same};
use crate::told::unlinked;
use crate::{Clock, presence, uri};

/// The server. Cloning it gives another handle to the same one.
#[derive(Clone, Debug)]
pub struct Server {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    client: Client,
    output: Output,
    clock: Clock,
    mended: Arc<uri::Mended>,
    pages: Pages,
    state: Mutex<Held>,
    /// Something waits to be published.
    due: Notify,
    /// A document came back from a worker.
    returned: Notify,
    /// Panics that a test asked for.
    faults: Option<Mutex<Faults>>,
}

/// Everything that changes.
#[derive(Debug, Default)]
pub struct Held {
    /// What the client can do.
    pub can: Abilities,
    /// The open documents.
    pub documents: Documents,
    /// Where settings come from.
    pub sources: Sources,
    /// The other reviews of the workspace.
    pub others: Others,
    /// How many changes were applied so far.
    pub n_applied: u64,
    /// The list of findings that is answered next, as JSON, and its result's id.
    pub list: Option<(String, Vec<u8>)>,
    /// Documents of which a list is due, the one that has waited longest first.
    due: VecDeque<Uri>,
    /// Whether settings have to be read again before anything is published.
    settings_changed: bool,
}

impl Server {
    /// A server that has heard of nothing yet.
    pub fn new(
        client: Client,
        output: Output,
        clock: Clock,
        mended: Arc<uri::Mended>,
        reference: Reference,
        faults: Option<Faults>,
    ) -> Self {
        let inner = Inner {
            client,
            output,
            clock,
            mended,
            pages: Pages::new(reference),
            state: Mutex::default(),
            due: Notify::new(),
            returned: Notify::new(),
            faults: faults.map(Mutex::new),
        };
        Self { inner: Arc::new(inner) }
    }

    /// What it holds. Not to be kept across an `await`.
    pub fn hold(&self) -> MutexGuard<'_, Held> {
        let held = self.inner.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.with_faults(Faults::step);
        held
    }

    /// The panics that a test asked for, where there may be some.
    pub fn with_faults<T>(&self, look: impl FnOnce(&mut Faults) -> T) -> Option<T> {
        let faults = self.inner.faults.as_ref()?;
        Some(look(&mut faults.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The client, to be asked in tasks alone.
    pub fn client(&self) -> &Client {
        &self.inner.client
    }

    /// How the client wrote a URI.
    pub fn original(&self, uri: &Uri) -> String {
        self.inner.mended.original(uri)
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The pages of the rules.
    pub fn pages(&self) -> &Pages {
        &self.inner.pages
    }

    /// The document as it is at this moment, brought up to date; `None` if there is nothing to say about it.
    ///
    /// # Errors
    /// [`Error::content_modified`] if it had to be read first and has changed meanwhile.
    pub async fn view(&self, uri: &Uri) -> Result<Option<View>> {
        let mut asked = None;
        loop {
            let returned = self.inner.returned.notified();
            {
                let mut held = self.hold();
                let encoding = held.can.encoding;
                let Some(document) = held.documents.get_mut(uri) else { return Ok(None) };
                let version = document.version;
                if *asked.get_or_insert(version) != version {
                    return Err(Error::content_modified());
                }
                match document.state() {
                    State::Ready(snapshot) => return Ok(Some(View { snapshot, version, encoding })),
                    State::Nothing => return Ok(None),
                    State::Away => {}
                }
            }
            returned.await;
        }
    }

    /// The same, unless the settings switch this feature off for the document: then there is nothing to say.
    ///
    /// # Errors
    /// As [`Server::view`].
    pub async fn view_if(&self, uri: &Uri, feature: fn(&Features) -> bool) -> Result<Option<View>> {
        Ok(self.view(uri).await?.filter(|view| view.offers(feature)))
    }

    /// Has a job done by a worker, and the document taken back.
    pub fn run(&self, uri: &Uri, job: Option<Job>) {
        let Some(job) = job else { return };
        let (server, uri) = (self.clone(), uri.clone());
        tokio::spawn(async move {
            let Ok(done) = tokio::task::spawn_blocking(|| job.run()).await else { return };
            let take_back = || {
                server.stepping("work", || {
                    server.hold().documents.get_mut(&uri).and_then(|document| document.take_back(done))
                })
            };
            // Whoever waits for it is not left waiting.
            let job = catch_unwind(AssertUnwindSafe(take_back)).unwrap_or_else(|_| {
                server.hold().documents.get_mut(&uri).map(Document::give_up);
                None
            });
            server.run(&uri, job);
            server.publish_soon(&uri);
            server.inner.returned.notify_waiters();
        });
    }

    /// Puts a document on the list of those to be published.
    pub fn publish_soon(&self, uri: &Uri) {
        self.hold().publish_soon(uri);
        self.inner.due.notify_one();
    }

    /// Has settings read again, and everything checked by them, once there is time.
    pub fn settings_changed(&self) {
        self.hold().settings_changed = true;
        self.inner.due.notify_one();
    }

    /// Waits until something is to be published.
    pub async fn due(&self) {
        self.inner.due.notified().await;
    }

    /// Has those that still wait be published.
    pub fn publish_others(&self) {
        self.inner.due.notify_one();
    }

    /// Ends the conversation once the client's process is gone.
    pub fn watch(&self, process: u32) {
        let output = self.inner.output.clone();
        presence::watch(process, move || output.give_up());
    }

    /// Shows a message, ahead of what is answered later: the client of Emacs 28 leaves a message unread that comes
    /// together with the answer that it waits for.
    pub fn show_message(&self, typ: MessageType, message: String) {
        let params = ShowMessageParams { typ, message: unlinked(&message) };
        let notification = Request::build(ShowMessage::METHOD).params(serde_json::json!(params)).finish();
        self.inner.output.send(&notification);
    }

    /// The file of settings in force for a document, and its text.
    pub fn settings_file(&self, uri: &Uri) -> Option<(Uri, String)> {
        let mut held = self.hold();
        let path = held.documents.get_mut(uri)?.path.clone()?;
        let (file, text) = held.sources.file_of(&path)?;
        Some((uri::from_path(&file)?, text))
    }

    /// What surrounds a document from now on.
    pub fn surroundings(&self, held: &mut Held, path: Option<&Path>) -> Arc<askhow_ide::Surroundings> {
        let writer_zone = self.inner.clock.zone();
        Arc::new(askhow_ide::Surroundings { writer_zone, ..held.sources.surroundings(path, self.now()) })
    }

    /// Reads a document as of a newer moment, where the last one is old.
    pub fn keep_up(&self, document: &mut Document) {
        let Some(surroundings) = &document.surroundings else { return };
        let now = self.now();
        // An entry for now says the minute that it is.
        let minute = |moment: Timestamp| moment.as_second().div_euclid(60);
        if surroundings.now.is_some_and(|then| minute(now) != minute(then)) {
            let surroundings = askhow_ide::Surroundings { now: Some(now), ..(**surroundings).clone() };
            document.surround(Arc::new(surroundings));
        }
    }

    /// Asks the client for settings, in a task.
    pub fn ask_for_settings(&self) {
        let held = self.hold();
        if !held.can.configuration {
            return;
        }
        let folders = held.sources.folders.clone();
        drop(held);
        let server = self.clone();
        tokio::spawn(async move {
            let item = |scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) };
            let mut items = vec![item(None)];
            items.extend(folders.iter().map(|folder| item(uri::from_path(folder))));
            let Ok(answers) = server.client().configuration(items).await else {
                tracing::warn!("the client gives no settings");
                return;
            };
            let scopes = std::iter::once(None).chain(folders.into_iter().map(Some));
            server.hold().sources.asked = scopes.zip(answers).collect();
            server.settings_changed();
        });
    }

    /// Reads settings again where they have changed, checks by them what is open, and says what is wrong.
    pub fn reread_settings(&self) {
        let mut guard = self.hold();
        if !std::mem::take(&mut guard.settings_changed) {
            return;
        }
        let now = self.now();
        let held = &mut *guard;
        held.sources.forget();
        held.others.forget();
        let mut files = Vec::new();
        let (mut jobs, mut changed) = (Vec::new(), Vec::new());
        for (uri, document) in held.documents.iter_mut() {
            if document.is_settings() {
                if let Some(path) = &document.path {
                    held.sources.look_at(path);
                    files.push(path.clone());
                }
                continue;
            }
            let surroundings = held.sources.surroundings(document.path.as_deref(), now);
            if document.surroundings.as_ref().is_none_or(|before| !same(before, &surroundings)) {
                document.surround(Arc::new(surroundings));
                let job = document.retry();
                jobs.push((uri.clone(), job.or_else(|| document.send_away())));
                changed.push(uri.clone());
            }
        }
        changed.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        for uri in &changed {
            held.publish_soon(uri);
        }
        let (pulls, refreshes) = (held.can.pulls, held.can.refreshes);
        let mut news = held.sources.take_news();
        // Each version of an open one is to get a list.
        news.extend(files);
        for file in news {
            self.publish_problems(held, &file);
        }
        self.show_problems(held);
        drop(guard);
        for (uri, job) in jobs {
            self.run(&uri, job);
        }
        if pulls && refreshes && !changed.is_empty() {
            let client = self.client().clone();
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }
}

impl Held {
    /// Keeps a document as it came, to be read later.
    pub fn keep(&mut self, uri: Uri, document: Document, text: String) {
        if let Some(path) = document.path.clone().filter(|_| document.is_settings()) {
            self.sources.buffers.insert(path, text);
        }
        self.documents.open(uri, document);
    }

    fn publish_soon(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        if !self.can.pulls && !document.is_settings() && !document.due {
            document.due = true;
            self.due.push_back(uri.clone());
        }
    }
}
