//! `initialize`: what the client can do, and what it is told that we can.

use std::path::PathBuf;

use askhow_ide::{ActionKind, Features};
use tower_lsp::ls_types::*;

use super::execute_command::{COMMANDS, EXPLAIN};
use super::semantic_tokens;
use crate::client::{Abilities, encoding_kind};
use crate::server::Server;
use crate::uri;

/// After these an editor asks for completions by itself.
const TRIGGERS: [&str; 8] = ["#", "-", "*", " ", "|", ":", "[", "@"];

/// Remembers the client, and introduces the server.
pub fn initialize(server: &Server, params: InitializeParams) -> InitializeResult {
    if let Some(process) = params.process_id {
        server.watch(process);
    }
    let can = Abilities::new(&params);
    let mut held = server.hold();
    held.can = can;
    held.sources.folders = folders(&params);
    held.sources.initial = params.initialization_options.unwrap_or_default();
    // What is off from the start is not announced: an editor then asks others, for formatting say.
    let on = held.sources.initial_features();
    InitializeResult {
        capabilities: capabilities(can, &on),
        server_info: Some(ServerInfo {
            name: "askhow".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
    }
}

/// The folders of the workspace, or the one root that older clients name.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = params.workspace_folders.as_ref().filter(|folders| !folders.is_empty()) {
        return folders.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect();
    }
    #[expect(deprecated, reason = "older clients name nothing else")]
    let root = params.root_uri.as_ref().and_then(uri::to_path);
    #[expect(deprecated, reason = "older clients name nothing else")]
    let root = root.or_else(|| params.root_path.as_ref().map(PathBuf::from));
    root.into_iter().collect()
}

fn capabilities(can: Abilities, on: &Features) -> ServerCapabilities {
    let explains = can.code_actions && on.code_actions;
    let kinds = ActionKind::ALL.map(|kind| CodeActionKind::from(kind.name()));
    ServerCapabilities {
        position_encoding: Some(encoding_kind(can.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: on.hover.then(|| true.into()),
        completion_provider: on.completion.then(|| CompletionOptions {
            resolve_provider: Some(can.lazy_documentation),
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        code_action_provider: explains.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(kinds.to_vec()),
                ..CodeActionOptions::default()
            })
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            // Explaining is what an action asks for.
            commands: COMMANDS
                .map(str::to_owned)
                .into_iter()
                .filter(|it| explains || it != EXPLAIN)
                .collect(),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        document_symbol_provider: on.symbols.then_some(OneOf::Left(true)),
        workspace_symbol_provider: on.symbols.then_some(OneOf::Left(true)),
        definition_provider: on.references.then_some(OneOf::Left(true)),
        references_provider: on.references.then_some(OneOf::Left(true)),
        document_highlight_provider: on.references.then_some(OneOf::Left(true)),
        inlay_hint_provider: on.inlay_hints.then_some(OneOf::Left(true)),
        document_formatting_provider: on.formatting.then_some(OneOf::Left(true)),
        document_range_formatting_provider: on.formatting.then_some(OneOf::Left(true)),
        document_on_type_formatting_provider: on.formatting.then(|| DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: None,
        }),
        folding_range_provider: on.folding.then(|| true.into()),
        selection_range_provider: on.selection.then(|| true.into()),
        document_link_provider: on.links.then(|| DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_lens_provider: on.code_lens.then_some(CodeLensOptions { resolve_provider: Some(false) }),
        rename_provider: on.rename.then(|| match can.prepares_renames {
            true => OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            false => OneOf::Left(true),
        }),
        semantic_tokens_provider: on.semantic_tokens.then(|| {
            SemanticTokensOptions {
                work_done_progress_options: WorkDoneProgressOptions::default(),
                legend: semantic_tokens::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Bool(true)),
            }
            .into()
        }),
        // Who asks is not told besides.
        diagnostic_provider: can.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("askhow".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: on.workspace_diagnostics,
                ..DiagnosticOptions::default()
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}
