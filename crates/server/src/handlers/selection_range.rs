//! `textDocument/selectionRange`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, SelectionRange, SelectionRangeParams};

use crate::convert::View;
use crate::server::Server;

/// What can be selected around each place, each inside the next.
pub async fn selection_range(
    server: &Server,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.selection).await? else { return Ok(None) };
    Ok(Some(params.positions.into_iter().map(|position| around(&view, position)).collect()))
}

fn around(view: &View, position: Position) -> SelectionRange {
    let spans = askhow_ide::selections(&view.snapshot, view.offset(position));
    let outermost_first = spans.into_iter().rev().map(|span| view.range(span));
    let chain = outermost_first.fold(None, |parent: Option<SelectionRange>, range| {
        Some(SelectionRange { range, parent: parent.map(Box::new) })
    });
    // One is wanted for each place, whatever is there.
    chain.unwrap_or_else(|| SelectionRange { range: view.range(Default::default()), parent: None })
}
