//! `textDocument/didClose`.

use tower_lsp::ls_types::DidCloseTextDocumentParams;

use crate::server::Server;

/// Forgets the document, and what was said about it.
pub fn did_close(server: &Server, params: &DidCloseTextDocumentParams) {
    let mut held = server.hold();
    let Some(document) = held.documents.close(&params.text_document.uri) else {
        tracing::warn!("a document is closed that is not open");
        return;
    };
    if !document.is_settings() {
        held.others.forget();
        drop(held);
        server.unpublish(&document.shown_uri);
        return;
    }
    // From now on the file on the disk counts, and what is wrong with that is said.
    if let Some(path) = &document.path {
        held.sources.buffers.remove(path);
    }
    drop(held);
    server.settings_changed();
}
