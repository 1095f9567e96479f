//! `textDocument/onTypeFormatting`: a line break behind an entry goes on with the next one.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::server::Server;

/// The beginning of the next entry, or nothing.
pub async fn on_type_formatting(
    server: &Server,
    params: DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let place = params.text_document_position;
    let uri = &place.text_document.uri;
    if let Some(document) = server.hold().documents.get_mut(uri) {
        server.keep_up(document);
    }
    let Some(view) = server.view_if(uri, |on| on.formatting).await? else { return Ok(None) };
    let edits = askhow_ide::next_entry(&view.snapshot, view.offset(place.position), &params.ch);
    Ok((!edits.is_empty()).then(|| edits.into_iter().map(|edit| view.text_edit(edit)).collect()))
}
