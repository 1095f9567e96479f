//! `textDocument/formatting`: all timelines, and nothing else.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::server::Server;

/// The edits that format.
pub async fn formatting(server: &Server, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let uri = &params.text_document.uri;
    let Some(view) = server.view_if(uri, |on| on.formatting).await? else { return Ok(None) };
    let edits = askhow_ide::format(&view.snapshot, None).into_iter();
    Ok(Some(edits.map(|edit| view.text_edit(edit)).collect()))
}
