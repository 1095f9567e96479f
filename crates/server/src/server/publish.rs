//! What is sent about documents: lists of findings, pushed or as an answer, and what is wrong with settings.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, PoisonError};

use askhow_ide::{Analysis, Surroundings};
use serde_json::Value;
use tower_lsp::jsonrpc::Response;
use tower_lsp::ls_types::{Diagnostic, MessageType, Uri};

use super::{Held, Server};
use crate::convert::View;
use crate::diagnostics::{Converter, Publish};
use crate::documents::State;
use crate::output::to_bytes;
use crate::uri;

impl Server {
    /// Publishes what a worker finds in the start of a document whose whole takes long to read, unless that was
    /// quicker, or the document is another by then.
    pub fn publish_first(
        &self,
        uri: &Uri,
        (version, serial): (i32, u64),
        start: String,
        surroundings: Arc<Surroundings>,
    ) {
        let (server, uri) = (self.clone(), uri.clone());
        let read = move || catch_unwind(AssertUnwindSafe(|| Analysis::new(&start, surroundings).snapshot()));
        tokio::spawn(async move {
            let Ok(Ok(snapshot)) = tokio::task::spawn_blocking(read).await else { return };
            let mut held = server.hold();
            let (encoding, related) = (held.can.encoding, held.can.related_information);
            let view = View { snapshot, version, encoding };
            let Some(document) =
                held.documents.get_mut(&uri).filter(|it| it.version == version && it.serial == serial)
            else {
                return;
            };
            if !view.offers(|on| on.diagnostics) || !matches!(document.state(), State::Away) {
                return;
            }
            let shown_uri = document.shown_uri.clone();
            drop(held);
            let converter = Converter { uri: &uri, view: &view, related, pages: server.pages() };
            if let Some(list) = converter.publish_first(&shown_uri, version) {
                server.inner.output.send_findings(&shown_uri, list);
            }
        });
    }

    /// Publishes one document, the one that has waited longest.
    pub fn publish_next(&self) {
        self.reread_settings();
        let mut held = self.hold();
        let news = held.sources.take_news();
        for file in news {
            self.publish_problems(&mut held, &file);
        }
        self.show_problems(&mut held);
        let next = held.due.pop_front();
        if !held.due.is_empty() {
            self.inner.due.notify_one();
        }
        let can = held.can;
        let Some(uri) = next else { return };
        let Some(document) = held.documents.get_mut(&uri) else { return };
        document.due = false;
        let (version, near) = (document.version, document.near);
        let shown_uri = document.shown_uri.clone();
        let state = document.state();
        drop(held);
        let list = match state {
            State::Ready(snapshot) => {
                let view = View { snapshot, version, encoding: can.encoding };
                if !view.offers(|on| on.diagnostics) {
                    return self.publish_list(&shown_uri, Some(version), &[]);
                }
                let related = can.related_information;
                let converter = Converter { uri: &uri, view: &view, related, pages: self.pages() };
                converter.publish(&shown_uri, version, near)
            }
            State::Nothing => return self.publish_list(&shown_uri, Some(version), &[]),
            // It comes here again when it is back.
            State::Away => return,
        };
        self.inner.output.send_findings(&shown_uri, list);
    }

    /// An answer as it is sent, with the list of findings that belongs into it.
    pub fn written(&self, response: &Response) -> Option<Vec<u8>> {
        let id = response.result().and_then(|result| result.get("resultId")).and_then(Value::as_str);
        let list = id.and_then(|id| {
            let mut held = self.inner.state.lock().unwrap_or_else(PoisonError::into_inner);
            held.list.take_if(|(of, _)| of == id)
        });
        let body = to_bytes(response)?;
        Some(match list {
            Some((_, list)) => with_list(&body, &list),
            None => body,
        })
    }

    fn publish_list(&self, shown_uri: &str, version: Option<i32>, diagnostics: &[Diagnostic]) {
        if let Some(list) = to_bytes(&Publish::new(shown_uri, version, diagnostics)) {
            self.inner.output.send_findings(shown_uri, list);
        }
    }

    /// Takes back what was published about a review that is closed.
    pub fn unpublish(&self, shown_uri: &str) {
        if !self.hold().can.pulls {
            self.publish_list(shown_uri, None, &[]);
        }
    }

    /// Shows what is wrong in settings where nothing else does.
    pub(super) fn show_problems(&self, held: &mut Held) {
        for message in held.sources.take_messages(held.can.shows_settings) {
            self.show_message(MessageType::WARNING, message);
        }
    }

    /// Says what is wrong with a file of settings.
    pub(super) fn publish_problems(&self, held: &mut Held, file: &Path) {
        let open = held.documents.iter_mut().find(|(_, document)| document.path.as_deref() == Some(file));
        let (shown_uri, version) = match open {
            Some((_, document)) => (document.shown_uri.clone(), Some(document.version)),
            None => match uri::from_path(file) {
                Some(uri) => (uri.as_str().to_owned(), None),
                None => return,
            },
        };
        let diagnostics = held.sources.diagnostics(file, held.can.encoding);
        self.publish_list(&shown_uri, version, &diagnostics);
    }
}

/// A report with `list` in the place of its empty one.
fn with_list(report: &[u8], list: &[u8]) -> Vec<u8> {
    const EMPTY: &[u8] = b"\"items\":[]";
    let at = report.windows(EMPTY.len()).position(|bytes| bytes == EMPTY);
    let Some((before, after)) = at.and_then(|at| report.split_at_checked(at + EMPTY.len() - 2)) else {
        return report.to_vec();
    };
    [before, list, after.get(2..).unwrap_or_default()].concat()
}
