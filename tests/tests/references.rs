//! People, services, tickets, notes and labels: where they stand, where they are defined, and what of them is found in
//! a workspace.

use std::path::Path;

use askhow_tests::lsp::{Client, file_uri, place, range};
use serde_json::{Value, json};

/// Characters that each encoding counts differently stand before what is asked about.
const REVIEW: &str = "# Outage of the checkout\n\n- Assignee: Ana\n\n🚒é See [May](may.md#what-it-took), [the graph][g] and[^1] [below](#timeline).\n\n## Timeline\n\n- 2025-03-04 16:40 UTC 🚒é `ledger` is restarted by Ana for OPS-12\n- 2025-03-04 16:44 UTC Ben asks Ana[^1] about `ledger`\n\n[^1]: As seen by shops.\n\n[g]: graphs/orders.png\n";

const EARLIER: &str = "# Outage of mails in May\n\n## Timeline\n\n- 2024-05-04 16:40 UTC Ana restarts `ledger`\n\n## What it took\n\n- OPS-12\n";

struct Reviews {
    folder: tempfile::TempDir,
    client: Client,
}

impl Reviews {
    fn open(capabilities: Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("is written");
        write("may.md", EARLIER);
        write("README.md", "# A tool\n\nAna wrote `ledger`.\n");
        write("now.md", REVIEW);
        let folders = json!([{ "uri": file_uri(folder.path()), "name": "reviews" }]);
        let params = json!({ "capabilities": capabilities, "workspaceFolders": folders });
        let mut client = Client::start_with(params);
        client.open(&file_uri(&folder.path().join("now.md")), REVIEW);
        Self { folder, client }
    }

    fn uri(&self, name: &str) -> String {
        file_uri(&self.folder.path().join(name))
    }

    /// Places of what stands at a place of the open review: file, line, and from where to where.
    fn ask(&mut self, method: &str, (line, character): (u32, u32)) -> Vec<(String, u64, u64, u64)> {
        let mut params = place(&self.uri("now.md"), line, character);
        params["context"] = json!({ "includeDeclaration": true });
        match self.client.request(method, params) {
            Value::Array(places) => places.iter().map(of_place).collect(),
            Value::Null => Vec::new(),
            one => vec![of_place(&one)],
        }
    }
}

fn of_place(place: &Value) -> (String, u64, u64, u64) {
    let path = place["uri"].as_str().unwrap_or_default();
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let number = |value: &Value| value.as_u64().expect("a number");
    let (start, end) = (&place["range"]["start"], &place["range"]["end"]);
    let line = number(&start["line"]);
    (name.unwrap_or_default(), line, number(&start["character"]), number(&end["character"]))
}

fn at(file: &str, line: u64, from: u64, to: u64) -> (String, u64, u64, u64) {
    (file.to_owned(), line, from, to)
}

#[test]
fn a_service_is_found_in_all_reviews_and_nowhere_else() {
    let mut reviews = Reviews::open(json!({}));
    let found = reviews.ask("textDocument/references", (9, 48));
    let expected = [at("now.md", 8, 28, 34), at("now.md", 9, 47, 53), at("may.md", 4, 37, 43)];
    assert_eq!(found, expected);
    // Tickets are the same everywhere as well.
    let found = reviews.ask("textDocument/references", (8, 65));
    assert_eq!(found, [at("now.md", 8, 60, 66), at("may.md", 8, 2, 8)]);
    // What is open counts as it is in the editor.
    let may = reviews.uri("may.md");
    reviews.client.open(&may, &EARLIER.replace("OPS", "🚒 OPS"));
    let found = reviews.ask("textDocument/references", (8, 65));
    assert_eq!(found, [at("now.md", 8, 60, 66), at("may.md", 8, 5, 11)]);
}

#[test]
fn notes_are_of_one_review_and_their_definition_may_be_left_out() {
    let mut reviews = Reviews::open(json!({}));
    let found = reviews.ask("textDocument/references", (4, 56));
    assert_eq!(found, [at("now.md", 4, 54, 58), at("now.md", 9, 35, 39), at("now.md", 11, 0, 4)]);
    let mut params = place(&reviews.uri("now.md"), 4, 56);
    params["context"] = json!({ "includeDeclaration": false });
    let found = reviews.client.request("textDocument/references", params);
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
}

#[test]
fn what_stands_in_a_review_is_highlighted_in_each_encoding() {
    // The fire engine has 2, 4 or 1 units, the é 1, 2 or 1.
    for (encoding, from) in [("utf-16", 28), ("utf-8", 31), ("utf-32", 27)] {
        let mut reviews = Reviews::open(json!({ "general": { "positionEncodings": [encoding] } }));
        let uri = reviews.uri("now.md");
        let marks = reviews.client.request("textDocument/documentHighlight", place(&uri, 8, from + 3));
        let ranges: Vec<&Value> = marks.as_array().expect("a list").iter().map(|it| &it["range"]).collect();
        assert_eq!(ranges, [&range((8, from), (8, from + 6)), &range((9, 47), (9, 53))], "{encoding}");
        assert_eq!(marks[0]["kind"], 1);
    }
    let mut reviews = Reviews::open(json!({}));
    let uri = reviews.uri("now.md");
    let marks = reviews.client.request("textDocument/documentHighlight", place(&uri, 4, 56));
    let kinds: Vec<_> = marks.as_array().expect("a list").iter().map(|it| it["kind"].clone()).collect();
    assert_eq!(kinds, [2, 2, 3], "read, read, written");
    assert_eq!(reviews.client.request("textDocument/documentHighlight", place(&uri, 9, 29)), Value::Null);
}

#[test]
fn definitions_are_where_things_are_written() {
    let mut reviews = Reviews::open(json!({}));
    let mut definition = |line, character| reviews.ask("textDocument/definition", (line, character));
    assert_eq!(definition(4, 56), [at("now.md", 11, 0, 4)], "a note");
    assert_eq!(definition(4, 40), [at("now.md", 13, 0, 3)], "a label");
    assert_eq!(definition(4, 62), [at("now.md", 6, 3, 11)], "a heading");
    assert_eq!(definition(4, 9), [at("may.md", 6, 3, 15)], "a heading of a file that is not open");
    assert_eq!(definition(9, 33), [at("now.md", 2, 12, 15)], "a person, in the form");
    assert_eq!(definition(9, 48), [at("now.md", 8, 28, 34)], "a service, where it is named first");
    assert_eq!(definition(13, 1), [at("now.md", 13, 0, 3)], "the definition itself");
    assert_eq!(definition(9, 29), []);
    std::fs::remove_file(reviews.folder.path().join("may.md")).expect("it was there");
    assert_eq!(reviews.ask("textDocument/definition", (4, 9)), [], "no file, no place");
}

#[test]
fn a_workspace_is_searched_by_title_section_and_name() {
    let mut reviews = Reviews::open(json!({}));
    let mut search = |query: &str| -> Vec<String> {
        let found = reviews.client.request("workspace/symbol", json!({ "query": query }));
        let found = found.as_array().expect("a list").clone();
        let shown = |it: &Value| {
            let (file, line, ..) = of_place(&it["location"]);
            format!("{} {} {file}:{line}", it["name"].as_str().unwrap(), it["kind"])
        };
        found.iter().map(shown).collect()
    };
    assert_eq!(search("LEDGER"), ["ledger 2 may.md:4", "ledger 2 now.md:8"]);
    assert_eq!(search("ana"), ["Ana 19 may.md:4", "Ana 19 now.md:2"]);
    assert_eq!(search("of mails"), ["Outage of mails in May 1 may.md:0"]);
    assert_eq!(search("took"), ["What it took 3 may.md:6"]);
    assert_eq!(search("ops12"), ["OPS-12 20 may.md:8", "OPS-12 20 now.md:8"]);
    assert_eq!(search("otgchk"), ["Outage of the checkout 1 now.md:0"]);
    assert_eq!(search("wrote"), Vec::<String>::new(), "a page that is no review has none");
    let all = search("");
    assert_eq!(all.len(), 12, "{all:#?}");
    assert_eq!(all[..2], ["Outage of mails in May 1 may.md:0", "Outage of the checkout 1 now.md:0"]);
}

#[test]
fn a_review_that_is_saved_or_closed_is_read_again() {
    let mut reviews = Reviews::open(json!({}));
    let n_found = |reviews: &mut Reviews| {
        let found = reviews.client.request("workspace/symbol", json!({ "query": "ZOË" }));
        found.as_array().expect("a list").len()
    };
    assert_eq!(n_found(&mut reviews), 0);
    std::fs::write(reviews.folder.path().join("may.md"), EARLIER.replace("Ana", "Zoë")).expect("is written");
    let now = reviews.uri("now.md");
    reviews.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": now } }));
    assert_eq!(n_found(&mut reviews), 1);
    std::fs::remove_file(reviews.folder.path().join("may.md")).expect("it was there");
    reviews.client.close(&now);
    assert_eq!(n_found(&mut reviews), 0);
}

#[test]
fn references_are_a_switch() {
    let options = json!({ "features": { "references": false, "symbols": false } });
    let mut client = Client::spawn();
    let said = client.initialize(json!({ "capabilities": {}, "initializationOptions": options }));
    for name in
        ["definitionProvider", "referencesProvider", "documentHighlightProvider", "workspaceSymbolProvider"]
    {
        assert_eq!(said["capabilities"][name], Value::Null, "{name}");
    }
    let uri = "file:///home/me/incidents/now.md";
    client.open(uri, REVIEW);
    assert_eq!(client.request("textDocument/definition", place(uri, 4, 56)), Value::Null);
    assert_eq!(client.request("workspace/symbol", json!({ "query": "" })), json!([]));
}
