//! `askhow/newReview`: the template for a file that is not there yet.
//!
//! Takes `{"uri","title"}`, the title `null` where it is to be asked in the text. Completion has the template too, without
//! a title, and for a document that is open.

use askhow_document::Flavour;
use askhow_ide::NewReview;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use crate::server::Server;
use crate::told::unlinked;
use crate::uri;

/// Where the file is to be, and what it is about.
#[derive(Debug, Deserialize)]
pub struct NewReviewParams {
    uri: Uri,
    title: Option<String>,
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct Made {
    /// The text, with tab stops.
    snippet: String,
}

/// The template of the place: the team's own where the settings there name one, and the day that the file's name says.
pub async fn new_review(server: &Server, params: NewReviewParams) -> Result<Made> {
    let path = uri::to_path(&params.uri);
    let surroundings = {
        let mut held = server.hold();
        server.surroundings(&mut held, path.as_deref())
    };
    // A title is one line.
    let title = params.title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let new = NewReview {
        now: Some(server.now()),
        newline: "\n",
        title: title.filter(|title| !title.is_empty()),
        severity: None,
        start: None,
        snippet: true,
    };
    let snippet = askhow_ide::new_review(&surroundings, &new)
        .map_err(|message| Error::invalid_params(unlinked(&message)))?;
    let flavour = path.map_or_else(Flavour::default, |path| Flavour::of_path(&path.to_string_lossy()));
    Ok(Made { snippet: flavour.with_own_comments(snippet) })
}
