//! `workspace/didChangeConfiguration`.

use serde_json::Value;
use tower_lsp::ls_types::DidChangeConfigurationParams;

use crate::server::Server;
use crate::settings::SECTION;

/// Takes the settings that are sent, and asks for those that are not.
pub fn did_change_configuration(server: &Server, mut params: DidChangeConfigurationParams) {
    if let Some(settings) = params.settings.get_mut(SECTION).map(Value::take) {
        server.hold().sources.changed = settings;
        server.settings_changed();
    }
    server.ask_for_settings();
}
