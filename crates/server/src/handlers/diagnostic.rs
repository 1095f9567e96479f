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
    let items = match server.view_if(&uri, |on| on.diagnostics).await? {
        Some(view) => {
            let held = server.hold();
            let related = held.can.related_information;
            let near = held.documents.get(&uri).map_or(0, |document| document.near);
            drop(held);
            Converter { uri: &uri, view: &view, related, pages: server.pages() }.list(near)
        }
        None => Vec::new(),
    };
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
