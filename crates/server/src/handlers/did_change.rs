//! `textDocument/didChange`: applied as it arrives, before anything is awaited.

use tower_lsp::ls_types::DidChangeTextDocumentParams;

use crate::server::Server;

/// Applies the changes in order.
pub fn did_change(server: &Server, params: DidChangeTextDocumentParams) {
    let (uri, version) = (params.text_document.uri, params.text_document.version);
    let mut guard = server.hold();
    let held = &mut *guard;
    let encoding = held.can.encoding;
    let Some(document) = held.documents.get_mut(&uri) else {
        tracing::warn!("a change of a document that is not open, version {version}");
        return;
    };
    if version <= document.version {
        tracing::warn!("version {version} follows version {}", document.version);
    }
    document.version = version;
    let mut size = 0;
    for change in params.content_changes {
        size += change.text.len();
        match change.range {
            Some(range) => document.edit(document.span(range, encoding), &change.text),
            None => document.replace(&change.text),
        }
    }
    held.n_applied += 1;
    tracing::trace!("version {version}: {size} bytes put in, {} in all", document.text().len());
    if document.is_settings() {
        if let Some(path) = document.path.clone() {
            held.sources.buffers.insert(path, document.text().to_string());
        }
        drop(guard);
        server.settings_changed();
        return;
    }
    server.keep_up(document);
    let job = if document.takes_long(size) { document.send_away() } else { document.retry() };
    drop(guard);
    server.run(&uri, job);
    server.publish_soon(&uri);
}
