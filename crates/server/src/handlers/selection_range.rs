//! `textDocument/selectionRange`.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Position, SelectionRange, SelectionRangeParams};

use crate::convert::View;
use crate::server::Server;

/// So many cursors nobody has; each has an answer as deep as what stands around it.
const MOST_CURSORS: usize = 10_000;

/// What can be selected around each place, each inside the next.
pub async fn selection_range(
    server: &Server,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.selection).await? else { return Ok(None) };
    if params.positions.len() > MOST_CURSORS {
        return Err(Error::invalid_params(format!("at most {MOST_CURSORS} positions are looked at")));
    }
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
