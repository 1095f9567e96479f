//! `textDocument/formatting`, `rangeFormatting`, `onTypeFormatting`: timelines, and nothing else.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::server::Server;

/// All timelines.
pub async fn formatting(server: &Server, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let Some(view) = server.view_if(&params.text_document.uri, |on| on.formatting).await? else {
        return Ok(None);
    };
    let edits = askhow_ide::format(&view.snapshot, None).into_iter();
    Ok(Some(edits.map(|edit| view.text_edit(edit)).collect()))
}

/// The lines of a range, as far as they are of timelines.
pub async fn range_formatting(
    server: &Server,
    params: DocumentRangeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let Some(view) = server.view_if(&params.text_document.uri, |on| on.formatting).await? else {
        return Ok(None);
    };
    let edits = askhow_ide::format(&view.snapshot, Some(view.span(params.range))).into_iter();
    Ok(Some(edits.map(|edit| view.text_edit(edit)).collect()))
}

/// A new line behind an entry begins with the next stamp.
pub async fn on_type_formatting(
    server: &Server,
    params: DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let place = params.text_document_position;
    if let Some(document) = server.hold().documents.get_mut(&place.text_document.uri) {
        server.keep_up(document);
    }
    let Some(view) = server.view_if(&place.text_document.uri, |on| on.formatting).await? else {
        return Ok(None);
    };
    let edit = askhow_ide::next_entry(&view.snapshot, view.offset(place.position), &params.ch);
    Ok(edit.map(|edit| vec![view.text_edit(edit)]))
}
