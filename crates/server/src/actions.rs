//! What can be done at a place, as code actions.

use askhow_document::Edit;
use askhow_ide::{Action, ActionKind, Deed};
use tower_lsp::ls_types::*;

use crate::convert::{edit_elsewhere, workspace_edit};
use crate::diagnostics::Converter;
use crate::handlers::execute_command::EXPLAIN;

/// Turns actions into those of the protocol.
pub struct ActionConverter<'a> {
    /// Of the findings that actions take care of, and of the document.
    pub findings: Converter<'a>,
    /// Whether edits may be bound to a version.
    pub versioned: bool,
    /// The kinds that the client asks for; all, where it names none.
    pub only: Option<Vec<CodeActionKind>>,
    /// The file of settings and its text.
    pub settings: Option<(Uri, String)>,
}

impl ActionConverter<'_> {
    /// Whether the client asks for this kind.
    pub fn wants(&self, kind: ActionKind) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|asked| kind.is_below(asked.as_str())))
    }

    /// An action as it is told.
    pub fn action(&self, action: Action) -> CodeActionOrCommand {
        let (edit, command) = match action.deed {
            Deed::Here(edits) => {
                let Converter { uri, view, .. } = self.findings;
                (Some(workspace_edit(uri, view, self.versioned, edits)), None)
            }
            Deed::Settings(edit) => (self.of_settings(edit), None),
            Deed::Explain(rule) => (None, Some(explain(&action.title, rule.id))),
        };
        CodeActionOrCommand::CodeAction(CodeAction {
            title: action.title,
            kind: Some(self.shown(action.kind).into()),
            diagnostics: action.finding.map(|finding| vec![self.findings.diagnostic(finding)]),
            is_preferred: action.preferred.then_some(true),
            edit,
            command,
            ..CodeAction::default()
        })
    }

    fn of_settings(&self, edit: Edit) -> Option<WorkspaceEdit> {
        let (file, text) = self.settings.as_ref()?;
        Some(edit_elsewhere(file, text, self.findings.view.encoding, self.versioned, edit))
    }

    /// The kind as it is told: one of ours below a common kind only to who asks for it by name.
    fn shown(&self, kind: ActionKind) -> &'static str {
        let by_name = self.only.iter().flatten().any(|asked| asked.as_str() == kind.name());
        if by_name { kind.name() } else { kind.common().name() }
    }
}

fn explain(title: &str, rule: &str) -> Command {
    Command { title: title.to_owned(), command: EXPLAIN.to_owned(), arguments: Some(vec![rule.into()]) }
}
