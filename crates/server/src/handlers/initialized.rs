//! `initialized`: now the client can be asked.

use askhow_ide::config::FILE_NAME;
use serde_json::json;
use tower_lsp::ls_types::Registration;

use crate::server::Server;
use crate::settings::SECTION;

/// Asks for settings, and to be told when they change.
pub fn initialized(server: &Server) {
    let can = server.hold().can;
    let mut registrations = Vec::new();
    if can.watches_files {
        registrations.push(registration(
            "workspace/didChangeWatchedFiles",
            json!({ "watchers": [{ "globPattern": format!("**/{FILE_NAME}") }] }),
        ));
    }
    if can.registers_configuration {
        registrations.push(registration("workspace/didChangeConfiguration", json!({ "section": SECTION })));
    }
    if !registrations.is_empty() {
        let client = server.client().clone();
        tokio::spawn(async move {
            if client.register_capability(registrations).await.is_err() {
                tracing::warn!("the client registers nothing");
            }
        });
    }
    server.ask_for_settings();
}

fn registration(method: &str, options: serde_json::Value) -> Registration {
    Registration { id: method.to_owned(), method: method.to_owned(), register_options: Some(options) }
}
