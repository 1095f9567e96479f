//! `workspace/diagnostic`: findings of all reviews of the workspace, for clients that ask for them.
//!
//! What is open is told as it is now, the rest as it was last read. Each review is read by itself, so that who no longer
//! waits for the answer is not read for.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::diagnostic::items_of;
use crate::others::Report;
use crate::server::Server;

/// A report for each review, of those that have not changed only that. One that is a review no longer is told once more,
/// with nothing in it.
pub async fn workspace_diagnostic(
    server: &Server,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    server.reread_settings();
    server.all_read().await;
    let known = params.previous_result_ids.into_iter().map(|it| (it.uri, it.value));
    let mut reports = Reports { known: known.collect(), items: Vec::new(), n_findings: 0 };
    for (uri, snapshot) in server.open_reviews() {
        if reports.is_full() {
            break;
        }
        if !snapshot.features().workspace_diagnostics {
            continue;
        }
        // One that changes meanwhile is asked for again.
        let Ok(items) = items_of(server, &uri).await else { continue };
        let version = server.hold().documents.get(&uri).map(|document| i64::from(document.version));
        reports.add(uri, version, &Report::new(items));
    }
    let can = server.hold().can;
    for neighbour in server.closed_reviews() {
        if reports.is_full() {
            break;
        }
        if neighbour.known_report().is_none() {
            let (server, of) = (server.clone(), Arc::clone(&neighbour));
            // Where its reading fails it has no report.
            let _ = tokio::task::spawn_blocking(move || of.look(can, server.pages())).await;
        }
        if let Some(report) = neighbour.known_report() {
            reports.add(neighbour.uri.clone(), None, report);
        }
    }
    if reports.is_full() {
        // What was not reached is as it was told before.
        reports.known.clear();
    }
    let nothing = Report::new(Vec::new());
    let mut gone: Vec<Uri> = reports.known.keys().cloned().collect();
    gone.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    gone.into_iter().for_each(|uri| reports.add(uri, None, &nothing));
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items: reports.items }))
}

/// The reports so far, and those that the client has and were not told of yet.
struct Reports {
    known: HashMap<Uri, String>,
    items: Vec<WorkspaceDocumentDiagnosticReport>,
    n_findings: usize,
}

/// So many reviews and findings are told of in one answer, a finding being some half a kilobyte: what waits to be read is
/// bounded, and nobody reads on so far.
const MOST_TOLD: usize = 50_000;

impl Reports {
    fn is_full(&self) -> bool {
        self.items.len() + self.n_findings >= MOST_TOLD
    }

    fn add(&mut self, uri: Uri, version: Option<i64>, report: &Report) {
        self.n_findings += report.items.len();
        let is_known = self.known.remove(&uri).is_some_and(|id| id == report.id);
        self.items.push(if is_known {
            let result_id = report.id.clone();
            WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            }
            .into()
        } else {
            let (result_id, items) = (Some(report.id.clone()), report.items.clone());
            WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
            }
            .into()
        });
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn an_answer_is_full_at_some_number_of_reviews_and_findings() {
        let mut reports = Reports { known: HashMap::new(), items: Vec::new(), n_findings: 0 };
        let many = Report::new(vec![Diagnostic::default(); MOST_TOLD / 2 - 1]);
        let uri = |name: &str| Uri::from_str(&format!("file:///{name}.md")).unwrap();
        reports.add(uri("a"), None, &many);
        assert!(!reports.is_full());
        reports.add(uri("b"), None, &many);
        assert!(reports.is_full());
    }
}
