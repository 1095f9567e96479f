//! Commands that write into a review from anywhere: the answer to a question, an entry for now.
//!
//! The edit is bound to the version that was read, where the client takes versions. The client is asked to carry it out (`workspace/applyEdit`) and is
//! told what was written; with `"apply": false`, or where it can't be asked, the edit is in the answer, for whoever asked.

use std::path::Path;

use askhow_document::Edit;
use askhow_ide::Unwritten;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, MessageType, Uri, WorkspaceEdit};

use super::overview::asked;
use crate::convert::{View, workspace_edit};
use crate::server::Server;
use crate::told::unlinked;
use crate::uri;

/// Of which review the next question is wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Next {
    uri: Uri,
    /// The questions that are left for later, by `id`.
    #[serde(default)]
    skip: Vec<String>,
}

/// An answer to a question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    uri: Uri,
    id: String,
    answer: String,
    #[serde(default = "yes")]
    apply: bool,
}

/// What happens now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Now {
    uri: Uri,
    text: String,
    #[serde(default = "yes")]
    apply: bool,
}

fn yes() -> bool {
    true
}

/// What was written, or is to be.
#[derive(Debug, Serialize)]
struct WrittenEntry {
    /// In one line, for a message.
    message: String,
    /// The line on which it stands once it is written, from 0.
    line: u32,
    /// Where the client was not asked to carry it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<WorkspaceEdit>,
}

/// The one argument of a command.
///
/// # Errors
/// Where it is none, or another one.
pub fn read<T: DeserializeOwned>(params: &ExecuteCommandParams) -> Result<T> {
    let [argument] = params.arguments.as_slice() else {
        return Err(refused(format!("`{}` takes one argument, an object", params.command)));
    };
    serde_json::from_value(argument.clone())
        .map_err(|error| refused(format!("`{}`: {error}", params.command)))
}

/// The next question of a review, without those that are skipped; `null` where nothing waits for an answer.
pub async fn next_question(server: &Server, next: Next) -> Result<Option<LSPAny>> {
    let view = review(server, &next.uri).await?;
    let mut queue = askhow_ide::queue(&view.snapshot).into_iter();
    let question = queue.find(|question| !next.skip.contains(&question.id));
    question.map(|question| value(&asked(&view, question))).transpose()
}

/// Writes an answer where it belongs.
pub async fn answer(server: &Server, given: Answered) -> Result<LSPAny> {
    let view = review(server, &given.uri).await?;
    let answer = askhow_ide::answer(&view.snapshot, &given.id, &given.answer).map_err(|why| {
        refused(match why {
            Unwritten::NoWords => "nothing was answered, so nothing is written",
            Unwritten::NotAsked => {
                "this question is not asked any more: the review has been written on meanwhile"
            }
        })
    })?;
    let message = format!("Written under “{}”.", answer.question.section);
    write(server, &given.uri, &view, (answer.edits, answer.told), message, given.apply)
}

/// Writes an entry for now into the timeline.
pub async fn entry_now(server: &Server, now: Now) -> Result<LSPAny> {
    let view = review(server, &now.uri).await?;
    if now.text.trim().is_empty() {
        return Err(refused("nothing was told, so no entry is written"));
    }
    let entry = askhow_ide::entry_for(&view.snapshot, &now.text, server.now()).ok_or_else(|| {
        refused("there is no entry yet to take the notation from: write the first one by hand")
    })?;
    let path = uri::to_path(&now.uri);
    let name = path
        .as_deref()
        .and_then(Path::file_name)
        .map_or_else(|| "the review".to_owned(), |name| name.to_string_lossy().into_owned());
    let message = format!("Written into {name}: {}", entry.text);
    write(server, &now.uri, &view, (vec![entry.edit], 0), message, now.apply)
}

/// The review as it is now.
async fn review(server: &Server, uri: &Uri) -> Result<View> {
    if let Some(document) = server.hold().documents.get_mut(uri) {
        server.keep_up(document);
    }
    let view = server.view(uri).await?;
    let view = view.ok_or_else(|| refused(format!("{} is not open", server.original(uri))))?;
    match view.snapshot.is_review() {
        true => Ok(view),
        false => Err(refused("this file is not read as a review")),
    }
}

fn write(
    server: &Server,
    uri: &Uri,
    view: &View,
    (edits, told): (Vec<Edit>, usize),
    message: String,
    apply: bool,
) -> Result<LSPAny> {
    let can = server.hold().can;
    let message = unlinked(&message);
    let line = edits.get(told).map_or(0, |edit| line_of(view, edit));
    let edit = workspace_edit(uri, view, can.versioned_edits, edits);
    if !apply || !can.applies_edits {
        return value(&WrittenEntry { message, line, edit: Some(edit) });
    }
    let (asked, told) = (server.clone(), message.clone());
    // Whoever is asked may answer late, or never.
    tokio::spawn(async move {
        match asked.client().apply_edit(edit).await {
            Ok(answer) if answer.applied => asked.show_message(MessageType::INFO, told),
            answer => {
                let reason = answer.ok().and_then(|answer| answer.failure_reason);
                let reason = reason.unwrap_or_else(|| "the review has changed meanwhile".to_owned());
                let told = format!("Nothing was written: {reason}. Try it once more.");
                asked.show_message(MessageType::WARNING, told);
            }
        }
    });
    value(&WrittenEntry { message, line, edit: None })
}

/// The line on which an edit puts its words: that of a heading which it brings along is above them.
fn line_of(view: &View, edit: &Edit) -> u32 {
    let is_of_words = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    let breaks = edit.new_text.split('\n').position(is_of_words).unwrap_or_default();
    let at = view.range(edit.span).start.line;
    at.saturating_add(u32::try_from(breaks).unwrap_or_default())
}

fn value(answer: &impl Serialize) -> Result<LSPAny> {
    serde_json::to_value(answer).map_err(|_| Error::internal_error())
}

fn refused(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::invalid_params(unlinked(&message.into()))
}
