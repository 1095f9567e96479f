//! `textDocument/documentSymbol`: the outline, as a tree or as a list.

use askhow_ide::SymbolKind as Kind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::convert::View;
use crate::server::Server;

/// The outline.
pub async fn document_symbol(
    server: &Server,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.symbols).await? else { return Ok(None) };
    let symbols = askhow_ide::symbols(&view.snapshot);
    if server.hold().can.tree_of_symbols {
        let tree = symbols.into_iter().map(|symbol| tree(&view, symbol)).collect();
        return Ok(Some(DocumentSymbolResponse::Nested(tree)));
    }
    let mut list = Vec::new();
    for symbol in symbols {
        flatten(&view, &uri, symbol, None, &mut list);
    }
    Ok(Some(DocumentSymbolResponse::Flat(list)))
}

fn tree(view: &View, symbol: askhow_ide::Symbol) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| tree(view, child)).collect();
    #[expect(deprecated, reason = "the field has to be given")]
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: view.range(symbol.span),
        selection_range: view.range(symbol.selection),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn flatten(
    view: &View,
    uri: &Uri,
    symbol: askhow_ide::Symbol,
    container: Option<&str>,
    list: &mut Vec<SymbolInformation>,
) {
    let location = Location { uri: uri.clone(), range: view.range(symbol.span) };
    #[expect(deprecated, reason = "the field has to be given")]
    list.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(view, uri, child, Some(&symbol.name), list);
    }
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Title => SymbolKind::FILE,
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Field => SymbolKind::FIELD,
        Kind::Entry | Kind::Observation => SymbolKind::EVENT,
        Kind::Hypothesis => SymbolKind::VARIABLE,
        Kind::Action => SymbolKind::FUNCTION,
        Kind::Communication => SymbolKind::INTERFACE,
        Kind::Recovery => SymbolKind::BOOLEAN,
        Kind::Item => SymbolKind::STRING,
    }
}
