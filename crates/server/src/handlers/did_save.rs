//! `textDocument/didSave`.

use askhow_ide::config::may_be_template;
use tower_lsp::ls_types::DidSaveTextDocumentParams;

use crate::server::Server;
use crate::uri;

/// Reads settings again, where nobody watches their files, and templates, which nobody watches; has the other reviews
/// looked at when somebody asks.
pub fn did_save(server: &Server, saved: &DidSaveTextDocumentParams) {
    let is_template = uri::to_path(&saved.text_document.uri).is_some_and(|path| may_be_template(&path));
    let mut held = server.hold();
    held.others.forget();
    let watches_files = held.can.watches_files;
    drop(held);
    if !watches_files || is_template {
        server.settings_changed();
    }
}
