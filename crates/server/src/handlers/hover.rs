//! `textDocument/hover`: the questions that fit the place.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::server::Server;

/// Questions, or nothing.
pub async fn hover(server: &Server, params: HoverParams) -> Result<Option<Hover>> {
    let place = params.text_document_position_params;
    let Some(view) = server.view_if(&place.text_document.uri, |on| on.hover).await? else { return Ok(None) };
    let can = server.hold().can;
    let kind = if can.markdown_hover { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let offset = view.offset(place.position);
    let hover = match can.shows_messages {
        true => askhow_ide::hover_beside_messages(&view.snapshot, offset),
        false => askhow_ide::hover(&view.snapshot, offset),
    };
    Ok(hover.map(|hover| {
        let link = hover.more.and_then(|more| {
            let link = server.pages().link(more.page, &more.heading)?;
            Some(format!("\n\n*[{}]({})*", more.label, link.as_str()))
        });
        let value = hover.markdown + &link.unwrap_or_default();
        Hover {
            contents: HoverContents::Markup(MarkupContent { kind, value }),
            range: Some(view.range(hover.span)),
        }
    }))
}
