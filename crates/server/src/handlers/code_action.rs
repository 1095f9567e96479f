//! `textDocument/codeAction`.

use askhow_ide::ActionKind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::convert::workspace_edit;
use crate::diagnostics::Converter;
use crate::server::Server;

/// What can be done at a place.
pub async fn code_action(server: &Server, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let uri = params.text_document.uri;
    // An entry for now is to say now.
    if let Some(document) = server.hold().documents.get_mut(&uri) {
        server.keep_up(document);
    }
    let Some(view) = server.view_if(&uri, |on| on.code_actions).await? else { return Ok(None) };
    let can = server.hold().can;
    if !can.code_actions {
        return Ok(None);
    }
    let only = params.context.only.as_deref();
    let converter =
        Converter { uri: &uri, view: &view, related: can.related_information, pages: server.pages() };
    let wanted = |kind| is_wanted(kind, only);
    let actions =
        askhow_ide::actions(&view.snapshot, view.span(params.range), wanted).into_iter().map(|action| {
            let finding = action.finding.clone();
            let finding = finding.map(|finding| vec![converter.diagnostic(finding)]);
            CodeActionOrCommand::CodeAction(CodeAction {
                kind: Some(action.kind.name().into()),
                diagnostics: finding,
                is_preferred: action.preferred.then_some(true),
                title: action.title.clone(),
                edit: Some(workspace_edit(&uri, &view, can.versioned_edits, action.edits)),
                ..CodeAction::default()
            })
        });
    Ok(Some(actions.collect()))
}

/// Whether a kind is one of those asked for, or below one: `source` means `source.fixAll.askhow` too.
fn is_wanted(kind: ActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let Some(only) = only else { return true };
    only.iter().any(|wanted| {
        let rest = kind.name().strip_prefix(wanted.as_str());
        wanted.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
