//! `textDocument/didSave`.

use tower_lsp::ls_types::DidSaveTextDocumentParams;

use crate::server::Server;

/// Reads settings again, where nobody watches their files, and has the other reviews looked at when somebody asks.
pub fn did_save(server: &Server, _: &DidSaveTextDocumentParams) {
    let mut held = server.hold();
    held.others.forget();
    let watches_files = held.can.watches_files;
    drop(held);
    if !watches_files {
        server.settings_changed();
    }
}
