//! `textDocument/prepareRename` and `textDocument/rename`.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use crate::convert::workspace_edit;
use crate::server::Server;
use crate::told::unlinked;

/// The name at a place, if there is one.
pub async fn prepare_rename(
    server: &Server,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.rename).await? else { return Ok(None) };
    let name = askhow_ide::name_at(&view.snapshot, view.offset(params.position));
    Ok(name.map(|name| PrepareRenameResponse::RangeWithPlaceholder {
        range: view.range(name.span),
        placeholder: name.text,
    }))
}

/// Another name, wherever it stands.
pub async fn rename(server: &Server, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let place = params.text_document_position;
    let uri = place.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.rename).await? else { return Ok(None) };
    let edits = askhow_ide::rename(&view.snapshot, view.offset(place.position), &params.new_name);
    let versioned = server.hold().can.versioned_edits;
    match edits {
        Ok(edits) => Ok(Some(workspace_edit(&uri, &view, versioned, edits))),
        Err(message) => Err(Error::invalid_params(unlinked(&message))),
    }
}
