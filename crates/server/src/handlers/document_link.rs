//! `textDocument/documentLink`.

use std::str::FromStr;

use askhow_ide::LinkTarget;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams, Uri};

use crate::convert::View;
use crate::inside::Inside;
use crate::server::Server;

/// So many bytes of addresses are told at most: a label of two characters can stand for a thousand times as much.
const MOST_TOLD: usize = 8 << 20;

/// The links that can be followed from here, the first of the text at least.
pub async fn document_link(server: &Server, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.links).await? else { return Ok(None) };
    let inside = Inside::around(server, &uri);
    let mut left = MOST_TOLD;
    let links = askhow_ide::links(&view.snapshot).into_iter().map_while(|link| {
        let Some(target) = target(&view, &uri, &link.target, &inside) else { return Some(None) };
        left = left.checked_sub(target.as_str().len())?;
        Some(Some(DocumentLink {
            range: view.range(link.span),
            target: Some(target),
            tooltip: None,
            data: None,
        }))
    });
    Ok(Some(links.flatten().collect()))
}

fn target(view: &View, uri: &Uri, target: &LinkTarget, inside: &Inside) -> Option<Uri> {
    match target {
        LinkTarget::Address(address) => Uri::from_str(address).ok(),
        LinkTarget::File(path, anchor) => inside.file(uri, path, anchor.as_deref()),
        LinkTarget::Place(offset) => {
            let line = view.range((*offset..*offset).into()).start.line;
            Uri::from_str(&format!("{}#L{}", uri.as_str(), line + 1)).ok()
        }
    }
}
