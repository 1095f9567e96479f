//! `textDocument/completion`.

use askhow_ide::{Completion, CompletionKind, CompletionOptions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::completion_resolve::Asked;
use crate::client::Abilities;
use crate::convert::View;
use crate::server::Server;

/// What fits at a place.
pub async fn completion(server: &Server, params: CompletionParams) -> Result<Option<CompletionResponse>> {
    let place = params.text_document_position;
    let Some(view) = server.view_if(&place.text_document.uri, |on| on.completion).await? else {
        return Ok(None);
    };
    let can = server.hold().can;
    let options = CompletionOptions { snippets: can.snippets, now: Some(server.now()) };
    let completions = askhow_ide::completions(&view.snapshot, view.offset(place.position), options);
    let asked = Asked { uri: place.text_document.uri, position: place.position };
    let items = completions.items.into_iter().enumerate();
    let items = items.map(|(index, completion)| item(&view, can, &asked, index, completion)).collect();
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: completions.incomplete, items })))
}

fn item(view: &View, can: Abilities, asked: &Asked, index: usize, completion: Completion) -> CompletionItem {
    let documentation = completion.documentation;
    let lazy = can.lazy_documentation && documentation.is_some();
    CompletionItem {
        label: completion.label,
        kind: Some(kind(completion.kind)),
        detail: completion.detail,
        documentation: documentation.filter(|_| !lazy).map(markdown),
        preselect: completion.preselect.then_some(true),
        sort_text: Some(format!("{index:03}")),
        filter_text: Some(completion.filter_text),
        insert_text_format: Some(match completion.snippet {
            true => InsertTextFormat::SNIPPET,
            false => InsertTextFormat::PLAIN_TEXT,
        }),
        text_edit: Some(CompletionTextEdit::Edit(view.text_edit(completion.edit))),
        data: lazy.then(|| asked.to_data()).flatten(),
        ..CompletionItem::default()
    }
}

/// Documentation as editors show it.
pub fn markdown(value: String) -> Documentation {
    Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Template => CompletionItemKind::FILE,
        CompletionKind::Section => CompletionItemKind::MODULE,
        CompletionKind::Item => CompletionItemKind::TEXT,
        CompletionKind::Entry => CompletionItemKind::EVENT,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Reference => CompletionItemKind::REFERENCE,
        CompletionKind::Ignore => CompletionItemKind::KEYWORD,
    }
}
