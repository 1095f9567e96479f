//! `textDocument/hover`: the questions that fit the place.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::server::Server;

/// Questions, or nothing.
pub async fn hover(server: &Server, params: HoverParams) -> Result<Option<Hover>> {
    let place = params.text_document_position_params;
    let Some(view) = server.view_if(&place.text_document.uri, |on| on.hover).await? else { return Ok(None) };
    let kind = if server.hold().can.markdown_hover { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let hover = askhow_ide::hover(&view.snapshot, view.offset(place.position));
    Ok(hover.map(|hover| {
        let more = hover.more;
        let link = server.pages().link(more.page, &more.heading);
        let link = link.map(|link| format!("\n\n*[{}]({})*", more.label, link.as_str()));
        let value = hover.markdown + &link.unwrap_or_default();
        Hover {
            contents: HoverContents::Markup(MarkupContent { kind, value }),
            range: Some(view.range(hover.span)),
        }
    }))
}
