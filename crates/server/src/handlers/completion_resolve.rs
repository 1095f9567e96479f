//! `completionItem/resolve`: the questions of an item, when it is shown.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CompletionItem, Position, Uri};

use super::completion::{markdown, offered};
use crate::server::Server;

/// Where the item was offered: it carries this along, so that nothing is kept between requests.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// In which document.
    pub uri: Uri,
    /// At which place.
    pub position: Position,
}

impl Asked {
    /// As an item carries it.
    pub fn to_data(&self) -> Option<serde_json::Value> {
        serde_json::to_value(self).ok()
    }
}

/// Adds the documentation; the item as it is where the place has changed meanwhile.
pub async fn completion_resolve(server: &Server, mut item: CompletionItem) -> Result<CompletionItem> {
    let asked = item.data.clone().and_then(|data| serde_json::from_value::<Asked>(data).ok());
    let Some(asked) = asked else { return Ok(item) };
    let Some(view) = server.view(&asked.uri).await? else { return Ok(item) };
    let offered = offered(server, &view, &asked.uri, asked.position).items;
    let documentation = offered.into_iter().find(|it| it.label == item.label).and_then(|it| it.documentation);
    item.documentation = documentation.map(markdown).or(item.documentation);
    Ok(item)
}
