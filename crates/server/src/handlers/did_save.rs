//! `textDocument/didSave`.

use tower_lsp::ls_types::DidSaveTextDocumentParams;

use crate::server::Server;

/// Reads settings again, where nobody watches their files.
pub fn did_save(server: &Server, _: &DidSaveTextDocumentParams) {
    let watches_files = server.hold().can.watches_files;
    if !watches_files {
        server.settings_changed();
    }
}
