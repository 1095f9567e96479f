//! `workspace/didChangeWatchedFiles`: only files of settings are watched.

use crate::server::Server;

/// Reads settings again.
pub fn did_change_watched_files(server: &Server) {
    server.settings_changed();
}
