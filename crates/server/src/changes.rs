//! What a client tells of its documents and what may not get lost: each is looked at again once its handler has run.
//!
//! A change that can't be read leaves a document of which nothing is known until its whole text comes again; findings at
//! wrong places would be worse than none. A document whose opening went wrong is kept as it came, and read once more; one
//! whose closing went wrong is closed.

use std::str::FromStr;

use serde_json::Value;
use tower_lsp::ls_types::Uri;

use crate::documents::Document;
use crate::message::CHANGE;
use crate::server::Server;
use crate::uri;

const OPEN: &str = "textDocument/didOpen";
const CLOSE: &str = "textDocument/didClose";

/// A notification that is on its way to its handler.
#[derive(Debug)]
pub enum Notice {
    /// A document is opened.
    Open {
        /// As the client sent it, its URI mended.
        uri: Uri,
        /// Of the text.
        version: i32,
        /// All of it.
        text: String,
    },
    /// A document is changed; so many changes were applied before it.
    Change(Option<String>, u64),
    /// A document is closed.
    Close(Uri),
    /// Anything else.
    Other,
}

impl Server {
    /// Before a notification is handed on.
    pub fn hear(&self, method: &str, params: Option<&Value>) -> Notice {
        let document = params.and_then(|params| params.get("textDocument"));
        let of = |name: &str| document.and_then(|document| document.get(name));
        let shown_uri = || of("uri").and_then(Value::as_str);
        let uri = || shown_uri().and_then(|uri| Uri::from_str(uri).ok());
        let notice = match method {
            OPEN => uri().and_then(|uri| {
                let version = i32::try_from(of("version")?.as_i64()?).ok()?;
                Some(Notice::Open { uri, version, text: of("text")?.as_str()?.to_owned() })
            }),
            CHANGE => Some(Notice::Change(shown_uri().map(str::to_owned), self.hold().n_applied)),
            CLOSE => uri().map(Notice::Close),
            _ => None,
        };
        notice.unwrap_or(Notice::Other)
    }

    /// After it was; `stumbled` where its handler did not come to its end.
    pub fn heed(&self, notice: Notice, stumbled: bool) {
        match notice {
            Notice::Change(uri, n_applied) => {
                let Some(uri) = uri else { return };
                if self.hold().n_applied == n_applied {
                    self.lose(&uri);
                } else if stumbled && let Ok(uri) = Uri::from_str(&uri) {
                    self.publish_soon(&uri);
                }
            }
            _ if !stumbled => {}
            Notice::Open { uri, version, text } => {
                let mut held = self.hold();
                if held.documents.get(&uri).is_none_or(|document| document.version != version) {
                    let path = uri::to_path(&uri);
                    held.keep(uri.clone(), Document::plain(self.original(&uri), path, version, &text), text);
                }
                drop(held);
                self.settings_changed();
                self.publish_soon(&uri);
            }
            Notice::Close(uri) => {
                let mut held = self.hold();
                let shown_uri = held.documents.close(&uri).map(|document| document.shown_uri);
                if let Some(path) = uri::to_path(&uri) {
                    held.sources.buffers.remove(&path);
                }
                drop(held);
                self.unpublish(&shown_uri.unwrap_or_else(|| self.original(&uri)));
                self.settings_changed();
            }
            Notice::Other => self.settings_changed(),
        }
    }

    /// Takes an open document for unknown.
    pub fn lose(&self, uri: &str) {
        let Ok(uri) = Uri::from_str(uri) else { return };
        let mut held = self.hold();
        let Some(document) = held.documents.get_mut(&uri) else { return };
        tracing::warn!("a change behind version {} can't be read", document.version);
        document.lose();
        drop(held);
        self.publish_soon(&uri);
    }
}
