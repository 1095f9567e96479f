//! `workspace/executeCommand`: what is asked of the server rather than of the text.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, MessageActionItem, MessageType};

use super::write;
use crate::client::Messages;
use crate::server::Server;

/// Explains a rule, which is its one argument.
pub const EXPLAIN: &str = "askhow.explain";

/// Tells the next question of a review: `{"uri", "skip"?}`.
const NEXT_QUESTION: &str = "askhow.nextQuestion";

/// Writes the answer to a question in its place: `{"uri", "id", "answer", "apply"?}`.
const ANSWER: &str = "askhow.answer";

/// Writes an entry for now: `{"uri", "text", "apply"?}`.
const ENTRY_NOW: &str = "askhow.entryNow";

/// All of them.
pub const COMMANDS: [&str; 4] = [EXPLAIN, NEXT_QUESTION, ANSWER, ENTRY_NOW];

/// Does what is asked.
pub async fn execute_command(server: &Server, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    match params.command.as_str() {
        NEXT_QUESTION => write::next_question(server, write::read(&params)?).await,
        ANSWER => write::answer(server, write::read(&params)?).await.map(Some),
        ENTRY_NOW => write::entry_now(server, write::read(&params)?).await.map(Some),
        EXPLAIN => explain(server, &params),
        _ => Err(Error::invalid_params(format!("there is no command `{}`", params.command))),
    }
}

/// Shows the explanation as a message: every editor has a place for those.
fn explain(server: &Server, params: &ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let rule = params.arguments.first().and_then(LSPAny::as_str);
    let rule = rule.and_then(|id| askhow_ide::rules().into_iter().find(|rule| rule.id == id));
    let Some(rule) = rule else {
        return Err(Error::invalid_params(format!(
            "no rule of that name: `{}` takes one, as `askhow rules` lists them",
            params.command
        )));
    };
    let text = askhow_ide::explanation(rule);
    let messages = server.hold().can.messages;
    match messages {
        Messages::Whole => server.show_message(MessageType::INFO, text),
        Messages::OneLine => server.show_message(MessageType::INFO, on_one_line(&text)),
        Messages::WithChoice => {
            let client = server.client().clone();
            let close = MessageActionItem { title: "Close".to_owned(), properties: Default::default() };
            tokio::spawn(async move {
                // The answer is that it was read.
                let _ = client.show_message_request(MessageType::INFO, text, Some(vec![close])).await;
            });
        }
    }
    Ok(None)
}

/// Without the name of the rule, by which the explanation was chosen: there is no room to say it twice.
fn on_one_line(text: &str) -> String {
    let text = text.split_once(": ").map_or(text, |(_, text)| text);
    let lines = text.lines().map(|line| line.trim_start_matches("• ")).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" · ")
}
