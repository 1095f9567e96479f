//! From the protocol to the ide and back: one file for each request, and no decisions in any of them.

mod code_action;
mod code_lens;
mod completion;
mod completion_resolve;
mod definition;
mod diagnostic;
mod did_change;
mod did_change_configuration;
mod did_change_folders;
mod did_change_watched_files;
mod did_close;
mod did_open;
mod did_save;
mod document_highlight;
mod document_link;
mod document_symbol;
pub mod execute_command;
mod explain;
mod folding_range;
mod formatting;
mod hover;
mod initialize;
mod initialized;
mod inlay_hint;
mod new_review;
mod on_type_formatting;
mod overview;
mod range_formatting;
mod references;
mod rename;
mod selection_range;
mod semantic_tokens;
mod test_requests;
mod workspace_diagnostic;
mod workspace_symbol;
mod write;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

pub use self::test_requests::Faults;

use crate::Options;
use crate::server::Server;

/// The service that knows all of them.
pub fn service(
    options: &Options,
    server: impl FnOnce(Client) -> Server,
) -> (LspService<Server>, ClientSocket) {
    let mut builder = LspService::build(server)
        .custom_method("askhow/explain", explain::explain)
        .custom_method("askhow/newReview", new_review::new_review)
        .custom_method("askhow/overview", overview::overview);
    if options.test_requests {
        builder = builder
            .custom_method("askhow/test/panic", test_requests::panic)
            .custom_method("askhow/test/plant", test_requests::plant)
            .custom_method("askhow/test/wait", test_requests::wait)
            .custom_method("askhow/test/text", test_requests::text);
    }
    builder.finish()
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize::initialize(self, params))
    }

    async fn initialized(&self, _: InitializedParams) {
        initialized::initialized(self);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        did_open::did_open(self, params);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        did_change::did_change(self, params);
    }

    async fn will_save(&self, _: WillSaveTextDocumentParams) {}

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        did_save::did_save(self, &params);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        did_close::did_close(self, &params);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        did_change_configuration::did_change_configuration(self, params);
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        did_change_watched_files::did_change_watched_files(self);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        did_change_folders::did_change_folders(self, &params);
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        diagnostic::diagnostic(self, params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        workspace_diagnostic::workspace_diagnostic(self, params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        hover::hover(self, params).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        completion::completion(self, params).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        completion_resolve::completion_resolve(self, item).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        code_action::code_action(self, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        inlay_hint::inlay_hint(self, params).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        formatting::formatting(self, params).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        range_formatting::range_formatting(self, params).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        on_type_formatting::on_type_formatting(self, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        document_symbol::document_symbol(self, params).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        workspace_symbol::workspace_symbol(self, params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        definition::definition(self, params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        references::references(self, params).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        document_highlight::document_highlight(self, params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        folding_range::folding_range(self, params).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        selection_range::selection_range(self, params).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        document_link::document_link(self, params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        code_lens::code_lens(self, params).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        rename::prepare_rename(self, params).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        rename::rename(self, params).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        semantic_tokens::full(self, params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        semantic_tokens::range(self, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        execute_command::execute_command(self, params).await
    }
}
