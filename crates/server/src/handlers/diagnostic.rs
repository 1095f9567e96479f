//! `textDocument/diagnostic`: findings for clients that ask for them.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::diagnostics::{Converter, result_id};
use crate::server::Server;

/// The same list that others are sent, or that nothing has changed.
pub async fn diagnostic(
    server: &Server,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    server.reread_settings();
    let items = items_of(server, &uri).await?;
    let result_id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        return Ok(DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
        .into());
    }
    let report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    Ok(DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: report,
    })
    .into())
}

/// What is found in an open document.
///
/// # Errors
/// Where it changes while it is read.
pub async fn items_of(server: &Server, uri: &Uri) -> Result<Vec<Diagnostic>> {
    let Some(view) = server.view_if(uri, |on| on.diagnostics).await? else { return Ok(Vec::new()) };
    let held = server.hold();
    let related = held.can.related_information;
    let near = held.documents.get(uri).map_or(0, |document| document.near);
    drop(held);
    Ok(Converter { uri, view: &view, related, pages: server.pages() }.list(near))
}
