//! `textDocument/codeAction`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeActionParams, CodeActionResponse};

use crate::actions::ActionConverter;
use crate::diagnostics::Converter;
use crate::server::Server;

/// What can be done at a place.
pub async fn code_action(server: &Server, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let uri = params.text_document.uri;
    // An entry for now is to say now.
    if let Some(document) = server.hold().documents.get_mut(&uri) {
        server.keep_up(document);
    }
    let can = server.hold().can;
    let view = server.view_if(&uri, |on| on.code_actions).await?;
    let Some(view) = view.filter(|_| can.code_actions) else { return Ok(None) };
    let (related, pages) = (can.related_information, server.pages());
    let findings = Converter { uri: &uri, view: &view, related, pages };
    let (only, settings) = (params.context.only, server.settings_file(&uri));
    let convert = ActionConverter { findings, versioned: can.versioned_edits, only, settings };
    let settings = convert.settings.as_ref().map(|(_, text)| text.as_str());
    let wanted = |kind| convert.wants(kind);
    let actions = askhow_ide::actions(&view.snapshot, view.span(params.range), wanted, settings);
    Ok(Some(actions.into_iter().map(|action| convert.action(action)).collect()))
}
