//! `textDocument/codeAction`.

use askhow_ide::{Action, ActionKind, Deed};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::execute_command::EXPLAIN;
use crate::convert::{edit_elsewhere, workspace_edit};
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
    let (wanted, span) = (|kind| is_wanted(kind, only), view.span(params.range));
    let turn = |action: Action| {
        CodeActionOrCommand::CodeAction(CodeAction {
            kind: Some(shown(action.kind, only).into()),
            diagnostics: action.finding.map(|finding| vec![converter.diagnostic(finding)]),
            is_preferred: action.preferred.then_some(true),
            title: action.title,
            edit: Some(workspace_edit(&uri, &view, can.versioned_edits, action.edits)),
            ..CodeAction::default()
        })
    };
    let actions = askhow_ide::actions(&view.snapshot, span, wanted);
    let (of_findings, of_document): (Vec<_>, Vec<_>) =
        actions.into_iter().partition(|action| is_of_findings(action.kind));
    let mut offered: Vec<_> = of_findings.into_iter().map(turn).collect();
    if ActionKind::ALL.into_iter().any(|kind| is_of_findings(kind) && wanted(kind)) {
        let file = server.settings_file(&uri);
        let text = file.as_ref().map(|(_, text)| text.as_str());
        let about_rules = askhow_ide::rule_actions(&view.snapshot, span, text).into_iter();
        offered.extend(about_rules.filter(|action| wanted(action.kind)).map(|action| {
            let (edit, command) = match action.deed {
                Deed::Here(edit) => {
                    (Some(workspace_edit(&uri, &view, can.versioned_edits, vec![edit])), None)
                }
                Deed::Settings(edit) => {
                    let elsewhere = file.as_ref().map(|(file, text)| {
                        edit_elsewhere(file, text, view.encoding, can.versioned_edits, edit)
                    });
                    (elsewhere, None)
                }
                Deed::Explain(rule) => (None, Some(explain(&action.title, rule.id))),
            };
            CodeActionOrCommand::CodeAction(CodeAction {
                title: action.title,
                kind: Some(shown(action.kind, only).into()),
                diagnostics: Some(vec![converter.diagnostic(action.finding)]),
                edit,
                command,
                ..CodeAction::default()
            })
        }));
    }
    offered.extend(of_document.into_iter().map(turn));
    Ok(Some(offered))
}

fn explain(title: &str, rule: &str) -> Command {
    Command { title: title.to_owned(), command: EXPLAIN.to_owned(), arguments: Some(vec![rule.into()]) }
}

/// Whether actions of this kind are about a finding, and stand before those about the document.
fn is_of_findings(kind: ActionKind) -> bool {
    matches!(kind, ActionKind::QuickFix | ActionKind::Silence)
}

/// The kind as it is told: one of ours below a common kind only to who asks for it by name.
fn shown(kind: ActionKind, only: Option<&[CodeActionKind]>) -> &'static str {
    let common = match kind {
        ActionKind::Silence => ActionKind::QuickFix,
        ActionKind::EntryNow => ActionKind::Rewrite,
        _ => kind,
    };
    let by_name = only.is_some_and(|only| only.iter().any(|wanted| wanted.as_str() == kind.name()));
    if by_name { kind.name() } else { common.name() }
}

/// Whether a kind is one of those asked for, or below one: `source` means `source.fixAll.askhow` too.
fn is_wanted(kind: ActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let Some(only) = only else { return true };
    only.iter().any(|wanted| {
        let rest = kind.name().strip_prefix(wanted.as_str());
        wanted.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
