//! `textDocument/foldingRange`.

use askhow_ide::FoldKind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::server::Server;

/// What folds, line by line.
pub async fn folding_range(server: &Server, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.folding).await? else { return Ok(None) };
    let folds = askhow_ide::folds(&view.snapshot).into_iter().map(|fold| {
        let range = view.range(fold.span);
        FoldingRange {
            start_line: range.start.line,
            start_character: None,
            end_line: range.end.line,
            end_character: None,
            kind: kind(fold.kind),
            collapsed_text: None,
        }
    });
    Ok(Some(folds.collect()))
}

fn kind(kind: FoldKind) -> Option<FoldingRangeKind> {
    match kind {
        FoldKind::Comment => Some(FoldingRangeKind::Comment),
        FoldKind::Section | FoldKind::FrontMatter => Some(FoldingRangeKind::Region),
        FoldKind::Item | FoldKind::Code => None,
    }
}
