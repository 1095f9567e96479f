//! Requests that only tests need, where [`Options::test_requests`](crate::Options) lets them.

use tower_lsp::jsonrpc::Result;

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
