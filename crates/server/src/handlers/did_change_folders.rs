//! `workspace/didChangeWorkspaceFolders`.

use tower_lsp::ls_types::DidChangeWorkspaceFoldersParams;

use crate::server::Server;
use crate::uri;

/// Adds and removes folders, each with its own settings.
pub fn did_change_folders(server: &Server, params: &DidChangeWorkspaceFoldersParams) {
    let removed: Vec<_> =
        params.event.removed.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect();
    let added = params.event.added.iter().filter_map(|folder| uri::to_path(&folder.uri));
    {
        let folders = &mut server.hold().sources.folders;
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(added);
    }
    server.settings_changed();
    server.ask_for_settings();
}
