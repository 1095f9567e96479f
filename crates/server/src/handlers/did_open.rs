//! `textDocument/didOpen`.

use tower_lsp::ls_types::DidOpenTextDocumentParams;

use crate::documents::Document;
use crate::server::Server;
use crate::uri;

/// Opens a document, in place of one that is open under the same name.
pub fn did_open(server: &Server, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let path = uri::to_path(&item.uri);
    let document = Document::plain(server.original(&item.uri), path.clone(), item.version, &item.text);
    let is_settings = document.is_settings();
    tracing::debug!("opened version {}, {} bytes", item.version, item.text.len());
    let mut held = server.hold();
    if is_settings {
        held.documents.open(item.uri, document);
        if let Some(path) = path {
            held.sources.buffers.insert(path, item.text);
        }
        drop(held);
        server.settings_changed();
        return;
    }
    let stale = held.sources.are_stale(path.as_deref());
    let surroundings = server.surroundings(&mut held, path.as_deref());
    let job = held.documents.open(item.uri.clone(), document).read(surroundings);
    drop(held);
    server.run(&item.uri, job);
    server.publish_soon(&item.uri);
    if stale {
        server.settings_changed();
    }
}
