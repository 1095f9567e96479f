//! `workspace/executeCommand`: what an action asks of the server rather than of the text.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, MessageType};

use crate::server::Server;

/// Explains a rule, which is its one argument.
pub const EXPLAIN: &str = "askhow.explain";

/// Shows the explanation as a message: every editor has a place for those.
pub fn execute_command(server: &Server, params: &ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let rule = params.arguments.first().and_then(LSPAny::as_str).filter(|_| params.command == EXPLAIN);
    let rule = rule.and_then(|id| askhow_ide::rules().into_iter().find(|rule| rule.id == id));
    let Some(rule) = rule else {
        return Err(Error::invalid_params(format!("`{}` takes the name of a rule", params.command)));
    };
    let client = server.client().clone();
    tokio::spawn(async move { client.show_message(MessageType::INFO, askhow_ide::explanation(rule)).await });
    Ok(None)
}
