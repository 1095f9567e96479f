//! `textDocument/codeLens`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use crate::server::Server;

/// Lines to be read, above the title and the timelines; there is nothing to click on.
pub async fn code_lens(server: &Server, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.code_lens).await? else { return Ok(None) };
    let lenses = askhow_ide::lenses(&view.snapshot).into_iter().map(|lens| CodeLens {
        range: view.range(lens.span),
        command: Some(Command { title: lens.title, command: String::new(), arguments: None }),
        data: None,
    });
    Ok(Some(lenses.collect()))
}
