//! Changes that get lost: one that can't be read leaves a document of which nothing is known until its whole text
//! comes again. Findings at wrong places would be worse than none.

use std::str::FromStr;

use serde_json::Value;
use tower_lsp::ls_types::Uri;

use crate::server::Server;

/// A change that is on its way to its handler.
#[derive(Debug)]
pub struct Change {
    uri: Option<String>,
    n_applied: u64,
}

impl Server {
    /// Before a change is handed on.
    pub fn begin_change(&self, params: Option<&Value>) -> Change {
        let uri = params.and_then(|it| it.get("textDocument")?.get("uri")?.as_str()).map(str::to_owned);
        Change { uri, n_applied: self.hold().n_applied }
    }

    /// After it was: where it was not applied, it is lost.
    pub fn end_change(&self, change: &Change) {
        if self.hold().n_applied == change.n_applied
            && let Some(uri) = &change.uri
        {
            self.lose(uri);
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
