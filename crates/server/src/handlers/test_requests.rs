//! Requests that only tests need, where [`Options::test_requests`](crate::Options) lets them.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::TextDocumentIdentifier;

use crate::server::Server;

/// `askhow/test/panic`: panics while it holds the state, as the worst of slips would.
#[expect(clippy::panic, reason = "that is what it is for")]
pub async fn panic(server: &Server) -> Result<()> {
    let _held = server.hold();
    panic!("a test asked for it");
}

/// `askhow/test/wait`: is never answered unless it is cancelled.
pub async fn wait(_: &Server) -> Result<()> {
    std::future::pending().await
}

/// `askhow/test/text`: the text of an open document, as it is here.
pub async fn text(server: &Server, document: TextDocumentIdentifier) -> Result<Option<String>> {
    Ok(server.hold().documents.get(&document.uri).map(|document| document.text().to_string()))
}
