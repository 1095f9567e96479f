//! Everything that an editor may ask of a document, so that two servers can be compared.

use serde_json::{Value, json};

use crate::lsp::{Client, place, range};

/// All answers of a server about an open document, each with what was asked: about the text as a whole, and at these
/// places of it (line and character).
pub fn answers(client: &mut Client, uri: &str, places: &[(u32, u32)]) -> Vec<(String, Value)> {
    let document = json!({ "uri": uri });
    let whole = range((0, 0), (1_000_000, 0));
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let mut asked = vec![
        ("textDocument/documentSymbol", json!({ "textDocument": document })),
        ("textDocument/foldingRange", json!({ "textDocument": document })),
        ("textDocument/semanticTokens/full", json!({ "textDocument": document })),
        ("textDocument/semanticTokens/range", json!({ "textDocument": document, "range": whole })),
        ("textDocument/inlayHint", json!({ "textDocument": document, "range": whole })),
        ("textDocument/codeLens", json!({ "textDocument": document })),
        ("textDocument/documentLink", json!({ "textDocument": document })),
        ("textDocument/diagnostic", json!({ "textDocument": document })),
        ("textDocument/formatting", json!({ "textDocument": document, "options": options })),
        (
            "textDocument/codeAction",
            json!({ "textDocument": document, "range": whole, "context": { "diagnostics": [] } }),
        ),
    ];
    for &(line, character) in places {
        let at = place(uri, line, character);
        let here = range((line, character), (line, character));
        asked.extend([
            ("textDocument/completion", at.clone()),
            ("textDocument/hover", at.clone()),
            ("textDocument/prepareRename", at.clone()),
            (
                "textDocument/selectionRange",
                json!({ "textDocument": document, "positions": [at["position"]] }),
            ),
            (
                "textDocument/codeAction",
                json!({ "textDocument": document, "range": here, "context": { "diagnostics": [] } }),
            ),
        ]);
    }
    let ids: Vec<i64> = asked.iter().map(|(method, params)| client.ask(method, params.clone())).collect();
    let answers = ids.into_iter().map(|id| {
        let mut answer = client.answer(id);
        // Which request it answers is another matter.
        json!({ "result": answer["result"].take(), "error": answer["error"].take() })
    });
    asked.iter().map(|(method, params)| format!("{method} {params}")).zip(answers).collect()
}
