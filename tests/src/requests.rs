//! A request of every kind, about one review.

use serde_json::{Value, json};

use crate::lsp::{place, range};

/// A review in which wording, times and sections have something to say.
pub const REVIEW: &str = "# Incident review of the queue\n\n- Severity: SEV-2\n\n## Description\n\n\
    Why did the deploy fail? Luckily, Ana was awake. See [the times](#timeline) of `queue-1`.\n\n\
    ## Timeline\n\n- 2024-05-04 16:40 UTC @ana restarts `queue-1`\n- 2024-05-04 16:30 UTC @ana asks @bo\n\n\
    ## Open Questions\n\n- How did the queue fill?\n";

/// The file of the handler, the method, and what it is asked of [`REVIEW`] under this name.
pub fn requests(uri: &str) -> Vec<(&'static str, &'static str, Value)> {
    let document = json!({ "textDocument": { "uri": uri } });
    let all = range((0, 0), (16, 0));
    let with = |mut base: Value, more: Value| {
        base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        base
    };
    let command = |name: &str, argument: Value| json!({ "command": name, "arguments": [argument] });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    vec![
        (
            "code_action",
            "textDocument/codeAction",
            with(document.clone(), json!({ "range": all, "context": { "diagnostics": [] } })),
        ),
        ("code_lens", "textDocument/codeLens", document.clone()),
        ("completion", "textDocument/completion", place(uri, 2, 12)),
        (
            "completion_resolve",
            "completionItem/resolve",
            json!({ "label": "SEV-1", "data": { "uri": uri, "position": { "line": 2, "character": 12 } } }),
        ),
        ("definition", "textDocument/definition", place(uri, 6, 55)),
        ("diagnostic", "textDocument/diagnostic", document.clone()),
        ("document_highlight", "textDocument/documentHighlight", place(uri, 10, 39)),
        ("document_link", "textDocument/documentLink", document.clone()),
        ("document_symbol", "textDocument/documentSymbol", document.clone()),
        ("execute_command", "workspace/executeCommand", command("askhow.explain", json!("phrasing/luck"))),
        (
            "execute_command",
            "workspace/executeCommand",
            command("askhow.nextQuestion", json!({ "uri": uri })),
        ),
        (
            "execute_command",
            "workspace/executeCommand",
            command(
                "askhow.answer",
                json!({ "uri": uri, "id": "?", "answer": "It filled.", "apply": false }),
            ),
        ),
        (
            "execute_command",
            "workspace/executeCommand",
            command("askhow.entryNow", json!({ "uri": uri, "text": "fine", "apply": false })),
        ),
        ("explain", "askhow/explain", json!({ "rule": "phrasing/luck" })),
        ("folding_range", "textDocument/foldingRange", document.clone()),
        ("formatting", "textDocument/formatting", with(document.clone(), json!({ "options": options }))),
        ("hover", "textDocument/hover", place(uri, 6, 2)),
        ("inlay_hint", "textDocument/inlayHint", with(document.clone(), json!({ "range": all }))),
        (
            "new_review",
            "askhow/newReview",
            json!({ "uri": format!("{}.new.md", uri.trim_end_matches(".md")), "title": "B" }),
        ),
        (
            "on_type_formatting",
            "textDocument/onTypeFormatting",
            with(place(uri, 12, 0), json!({ "ch": "\n", "options": options })),
        ),
        ("overview", "askhow/overview", document.clone()),
        (
            "range_formatting",
            "textDocument/rangeFormatting",
            with(document.clone(), json!({ "range": all, "options": options })),
        ),
        (
            "references",
            "textDocument/references",
            with(place(uri, 10, 39), json!({ "context": { "includeDeclaration": true } })),
        ),
        ("rename", "textDocument/prepareRename", place(uri, 10, 26)),
        ("rename", "textDocument/rename", with(place(uri, 10, 26), json!({ "newName": "zoe" }))),
        (
            "selection_range",
            "textDocument/selectionRange",
            with(document.clone(), json!({ "positions": [{ "line": 6, "character": 2 }] })),
        ),
        ("semantic_tokens", "textDocument/semanticTokens/full", document.clone()),
        ("semantic_tokens", "textDocument/semanticTokens/range", with(document, json!({ "range": all }))),
        ("workspace_diagnostic", "workspace/diagnostic", json!({ "previousResultIds": [] })),
        ("workspace_symbol", "workspace/symbol", json!({ "query": "queue" })),
    ]
}

/// A client that knows actions, asks for findings, and reads documentation when it is shown.
pub fn able() -> Value {
    json!({ "textDocument": {
        "diagnostic": {},
        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
        "completion": { "completionItem": { "resolveSupport": { "properties": ["documentation"] } } },
    } })
}
