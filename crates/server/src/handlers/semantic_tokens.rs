//! `textDocument/semanticTokens/full` and `…/range`.

use askhow_document::Span;
use askhow_ide::TokenKind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::convert::View;
use crate::server::Server;

/// The types of [`TokenKind::ALL`], in its order: such as every theme has a colour for.
const TYPES: [SemanticTokenType; TokenKind::ALL.len()] = [
    SemanticTokenType::NUMBER,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::STRING,
];

/// Beside its type each token has a name of its own, for those who want other colours.
const MODIFIERS: [&str; TokenKind::ALL.len()] = ["stamp", "actor", "observation", "hypothesis"];

/// What the numbers in the answers stand for. It stays as it is.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.to_vec(),
        token_modifiers: MODIFIERS.map(SemanticTokenModifier::new).to_vec(),
    }
}

/// All tokens.
pub async fn full(server: &Server, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.semantic_tokens).await? else { return Ok(None) };
    let whole = Span::new(0, view.snapshot.text().len());
    Ok(Some(tokens(&view, whole).into()))
}

/// Those in a range.
pub async fn range(
    server: &Server,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.semantic_tokens).await? else { return Ok(None) };
    let within = view.span(params.range);
    Ok(Some(tokens(&view, within).into()))
}

/// Each place is told from the one before.
fn tokens(view: &View, within: Span) -> SemanticTokens {
    let mut before = Position::default();
    let tokens = askhow_ide::tokens(&view.snapshot, within).into_iter().map(|token| {
        let range = view.range(token.span);
        let same_line = range.start.line == before.line;
        let from = if same_line { before.character } else { 0 };
        let delta_line = range.start.line - before.line;
        before = range.start;
        let kind = TokenKind::ALL.iter().position(|kind| *kind == token.kind).unwrap_or_default();
        SemanticToken {
            delta_line,
            delta_start: range.start.character - from,
            length: range.end.character.saturating_sub(range.start.character),
            token_type: u32::try_from(kind).unwrap_or_default(),
            token_modifiers_bitset: 1 << kind,
        }
    });
    SemanticTokens { result_id: None, data: tokens.collect() }
}
