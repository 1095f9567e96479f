//! `textDocument/documentHighlight`: where else it stands in the same review.

use askhow_ide::Thing;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use crate::server::Server;

/// The places.
pub async fn document_highlight(
    server: &Server,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let place = params.text_document_position_params;
    let Some(view) = server.view_if(&place.text_document.uri, |on| on.references).await? else {
        return Ok(None);
    };
    let Some(thing) = askhow_ide::thing_at(&view.snapshot, view.offset(place.position)) else {
        return Ok(None);
    };
    let kind = |defines| match (&thing, defines) {
        (Thing::Name(_), _) => DocumentHighlightKind::TEXT,
        (_, true) => DocumentHighlightKind::WRITE,
        (_, false) => DocumentHighlightKind::READ,
    };
    let mentions = askhow_ide::mentions(&view.snapshot, &thing).into_iter();
    let highlights =
        mentions.map(|it| DocumentHighlight { range: view.range(it.span), kind: Some(kind(it.defines)) });
    Ok(Some(highlights.collect()))
}
