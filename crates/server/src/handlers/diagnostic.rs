//! `textDocument/diagnostic`: findings for clients that ask for them.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::convert::View;
use crate::diagnostics::{Converter, result_id};
use crate::server::Server;

/// The same list that others are sent, or that nothing has changed. Asked for at each key, the list is written where it is
/// found: what is returned has none, and [`Server::written`] puts it there.
pub async fn diagnostic(
    server: &Server,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    server.reread_settings();
    let view = server.view_if(&uri, |on| on.diagnostics).await?;
    let list =
        view.map_or_else(|| b"[]".to_vec(), |view| look(server, &uri, &view, |it, near| it.written(near)));
    let result_id = result_id(&list);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        return Ok(DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
        .into());
    }
    server.hold().list = Some((result_id.clone(), list));
    let report = FullDocumentDiagnosticReport { result_id: Some(result_id), items: Vec::new() };
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
    Ok(look(server, uri, &view, |it, near| it.list(near)))
}

/// What a converter of a document makes of its findings.
fn look<T>(server: &Server, uri: &Uri, view: &View, make: impl Fn(&Converter<'_>, usize) -> T) -> T {
    let held = server.hold();
    let related = held.can.related_information;
    let near = held.documents.get(uri).map_or(0, |document| document.near);
    drop(held);
    make(&Converter { uri, view, related, pages: server.pages() }, near)
}
