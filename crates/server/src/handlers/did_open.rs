//! `textDocument/didOpen`.

use std::sync::Arc;

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
    let start = askhow_ide::start_of(&item.text).map(str::to_owned);
    tracing::debug!("opened version {}, {} bytes", item.version, item.text.len());
    let mut held = server.hold();
    // Its text first: edits stay in step, whatever becomes of the rest.
    held.keep(item.uri.clone(), document, item.text);
    if is_settings {
        drop(held);
        server.settings_changed();
        return;
    }
    let stale = held.sources.are_stale(path.as_deref());
    let surroundings = server.surroundings(&mut held, path.as_deref());
    let serial = held.documents.get(&item.uri).map(|document| document.serial);
    if let Some((start, serial)) = start.filter(|_| !held.can.pulls).zip(serial) {
        server.publish_first(&item.uri, (item.version, serial), start, Arc::clone(&surroundings));
    }
    let job = held.documents.get_mut(&item.uri).and_then(|document| document.read(surroundings));
    drop(held);
    server.run(&item.uri, job);
    server.publish_soon(&item.uri);
    if stale {
        server.settings_changed();
    }
}
