//! `askhow/explain`: a rule as a page, for clients that can show one.
//!
//! Takes `{"rule"}`. A command of the protocol answers with a message, which is no place for examples.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;

use crate::reference;
use crate::server::Server;

/// Which rule.
#[derive(Debug, Deserialize)]
pub struct ExplainParams {
    rule: String,
}

/// The answer; `null` where there is no such rule.
#[derive(Debug, Serialize)]
pub struct Explained {
    /// What stands in the reference of this version, from its heading on.
    markdown: &'static str,
}

/// What the rule is about, what it asks, where it speaks up and where it is quiet.
pub async fn explain(_: &Server, params: ExplainParams) -> Result<Option<Explained>> {
    Ok(reference::of_rule(&params.rule).map(|markdown| Explained { markdown }))
}
