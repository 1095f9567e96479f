//! `textDocument/completion`.

use askhow_document::{Edit, Span};
use askhow_ide::{Completion, CompletionKind, CompletionOptions, Completions};
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
    let mut completions = offered(server, &view, &place.text_document.uri, place.position);
    // An answer without the others is mended at once where they have come meanwhile: some editors do not ask again.
    if completions.asks_others && completions.incomplete && server.first_reading().await {
        completions = offered(server, &view, &place.text_document.uri, place.position);
    }
    let asked = Asked { uri: place.text_document.uri, position: place.position };
    let items = completions.items.into_iter().enumerate();
    let items = items.map(|(index, completion)| item(&view, can, &asked, index, completion)).collect();
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: completions.incomplete, items })))
}

/// What is offered at a place, the other reviews of the workspace asked where they have something to add. The
/// list is incomplete as long as not all of them have been read.
pub fn offered(server: &Server, view: &View, uri: &Uri, position: Position) -> Completions {
    let snippets = server.hold().can.snippets;
    let (offset, now) = (view.offset(position), Some(server.now()));
    let options = CompletionOptions { snippets, now, others: &[] };
    let completions = askhow_ide::completions(&view.snapshot, offset, options);
    if !completions.asks_others {
        return completions;
    }
    let (others, all) = server.others(uri);
    let options = CompletionOptions { others: &others, ..options };
    let completions = askhow_ide::completions(&view.snapshot, offset, options);
    Completions { incomplete: completions.incomplete || !all, ..completions }
}

fn item(view: &View, can: Abilities, asked: &Asked, index: usize, completion: Completion) -> CompletionItem {
    let documentation = completion.documentation;
    let lazy = can.lazy_documentation && documentation.is_some();
    let (edit, below) = match can.words_of_one_line {
        true => parted(view, completion.edit),
        false => (completion.edit, None),
    };
    let (beside, detail) = match can.tells_detail_twice {
        true => (completion.detail, None),
        false => (None, completion.detail),
    };
    CompletionItem {
        label: completion.label,
        label_details: beside
            .map(|detail| CompletionItemLabelDetails { description: Some(detail), ..Default::default() }),
        kind: Some(kind(completion.kind)),
        detail,
        documentation: documentation.filter(|_| !lazy).map(markdown),
        preselect: completion.preselect.then_some(true),
        sort_text: Some(format!("{index:03}")),
        filter_text: Some(completion.filter_text),
        insert_text_format: Some(match completion.snippet {
            true => InsertTextFormat::SNIPPET,
            false => InsertTextFormat::PLAIN_TEXT,
        }),
        text_edit: Some(CompletionTextEdit::Edit(view.text_edit(edit))),
        additional_text_edits: below.map(|edit| vec![view.text_edit(edit)]),
        data: lazy.then(|| asked.to_data()).flatten(),
        ..CompletionItem::default()
    }
}

/// The first line of what is written, and an edit of the next line that adds those below it. Where something stands
/// behind the cursor it stays whole; in a last line without a break, where two edits would meet, it is the first line
/// alone.
fn parted(view: &View, edit: Edit) -> (Edit, Option<Edit>) {
    let text = view.snapshot.text();
    let end = text.line_span(text.line_of(edit.span.end)).end;
    let behind = text.slice(Span::new(edit.span.end, end));
    let Some((first, below)) = edit.new_text.split_once('\n').filter(|_| behind.trim().is_empty()) else {
        return (edit, None);
    };
    let (first, newline) = first.strip_suffix('\r').map_or((first, "\n"), |first| (first, "\r\n"));
    let below = behind.ends_with('\n').then(|| Edit::new(Span::empty(end), format!("{below}{newline}")));
    (Edit::new(edit.span, first), below)
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
