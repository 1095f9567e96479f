//! `textDocument/inlayHint`: how long after the beginning, and after how long a gap.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::server::Server;

/// The hints of a range.
pub async fn inlay_hint(server: &Server, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let Some(view) = server.view_if(&params.text_document.uri, |on| on.inlay_hints).await? else {
        return Ok(None);
    };
    let hints = askhow_ide::inlay_hints(&view.snapshot, view.span(params.range)).into_iter();
    let hints = hints.map(|hint| InlayHint {
        position: view.range(askhow_document::Span::empty(hint.offset)).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: hint.tooltip.map(InlayHintTooltip::String),
        padding_left: Some(true),
        padding_right: Some(true),
        data: None,
    });
    Ok(Some(hints.collect()))
}
