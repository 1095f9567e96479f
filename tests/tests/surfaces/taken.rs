//! The surfaces as the binary shows them: its help, its schema, its output, its greeting.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use askhow_tests::askhow;
use askhow_tests::lsp::Client;
use serde_json::{Value, json};

/// A review in which something of every sort is found.
const REVIEW: &str = "# Incident review of the queue\n\n- Severity: SEV-2\n\nWhy did the deploy fail?\n\n\
    ## Timeline\n\n- 2024-05-04 16:40 UTC Ana restarts it\n- 2024-05-04 17:40 UTC Ana asks Bo\n\
    - 2024-05-04 17:50–17:55 UTC Bo drains it\n- 2024-05-04 16:30 UTC Ana sees it\n- 2024-05-04 16:30 UTC Ana sees it\n";

/// All of them, sorted.
pub fn all() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("incidents")).unwrap();
    std::fs::write(folder.path().join("incidents/a.md"), REVIEW).unwrap();
    std::fs::write(folder.path().join("incidents/b.md"), b"\xff").unwrap();
    let mut taken = BTreeSet::new();
    let json: Value = serde_json::from_str(&printed(folder.path(), &["rules", "--format", "json"])).unwrap();
    taken.extend(
        json.as_array().unwrap().iter().map(|rule| format!("rule {}", rule["rule"].as_str().unwrap())),
    );
    let schema: Value = serde_json::from_str(&printed(folder.path(), &["config", "--schema"])).unwrap();
    settings(&schema, &schema, "", &mut taken);
    options(folder.path(), &mut taken);
    output(folder.path(), &mut taken);
    statuses(folder.path(), &mut taken);
    comments(folder.path(), &mut taken);
    greeting(&mut taken);
    taken.into_iter().collect()
}

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(askhow());
    command.args(args).current_dir(folder).stdin(Stdio::null()).env("COLUMNS", "100");
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn printed(folder: &Path, args: &[&str]) -> String {
    run(folder, args).1
}

/// Keys of the settings with what they take.
fn settings(schema: &Value, at: &Value, path: &str, taken: &mut BTreeSet<String>) {
    if let Some(name) = at["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        settings(schema, &schema["$defs"][name], path, taken);
    }
    for other in ["anyOf", "oneOf", "allOf"].iter().flat_map(|name| at[name].as_array().into_iter().flatten())
    {
        settings(schema, other, path, taken);
    }
    let types = match &at["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    };
    let values = at["enum"].as_array().into_iter().flatten().chain(at.get("const"));
    let values: Vec<String> = values.filter_map(Value::as_str).map(|value| format!("= {value}")).collect();
    // A word of a list says more than that it is a word.
    let is_word = !values.is_empty();
    let types = types.into_iter().filter(|it| *it != "null" && !is_word).map(str::to_owned);
    if !path.is_empty() {
        taken.extend(types.chain(values).map(|what| format!("setting {path} {what}")));
    }
    for (key, inner) in at["properties"].as_object().into_iter().flatten() {
        settings(schema, inner, &format!("{path}{}{key}", if path.is_empty() { "" } else { "." }), taken);
    }
    for (inner, sign) in [(&at["items"], "[]"), (&at["additionalProperties"], ".*")] {
        if inner.is_object() {
            settings(schema, inner, &format!("{path}{sign}"), taken);
        }
    }
}

/// Commands, their options and what those take, from the help.
fn options(folder: &Path, taken: &mut BTreeSet<String>) {
    let help = printed(folder, &["--help"]);
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for name in
        commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
    {
        taken.insert(format!("command {name}"));
        let mut of = String::new();
        for line in printed(folder, &[name, "--help"]).lines() {
            let said = line.trim_start();
            let depth = line.len() - said.len();
            if depth <= 6
                && (said.starts_with('-') || said.starts_with('[') || said.starts_with('<'))
                && depth > 0
            {
                of = said.to_owned();
                taken.insert(format!("option {name} {of}"));
            } else if let Some(value) = said.strip_prefix("- ").filter(|_| depth >= 10) {
                let value = value.split(':').next().unwrap_or(value);
                taken.insert(format!("option {name} {of} = {value}"));
            } else if let Some(values) = said.strip_prefix("[possible values: ") {
                let values = values.trim_end_matches(']').split(", ");
                taken.extend(values.map(|value| format!("option {name} {of} = {value}")));
            } else if said.starts_with("[default: ") {
                taken.insert(format!("option {name} {of} {said}"));
            }
        }
    }
}

/// What `check` writes for other programs.
fn output(folder: &Path, taken: &mut BTreeSet<String>) {
    let check = |args: &[&str]| printed(folder, &[&["check", "."], args].concat());
    let report: Value =
        serde_json::from_str(&check(&["--format", "json", "--timeline", "--statistics"])).unwrap();
    members(&report, "", taken);
    taken.insert(format!("json version {}", report["version"]));
    let sarif: Value = serde_json::from_str(&check(&["--format", "sarif"])).unwrap();
    taken.insert(format!("format sarif {}", sarif["version"].as_str().unwrap()));
    for format in ["checkstyle", "junit"] {
        let root = check(&["--format", format]);
        let root = root.lines().find(|line| line.starts_with('<') && !line.starts_with("<?")).unwrap();
        let root: Vec<&str> =
            root.split_whitespace().take(if format == "checkstyle" { 2 } else { 1 }).collect();
        taken.insert(format!("format {format} {}", root.join(" ")));
    }
    let gitlab: Value = serde_json::from_str(&check(&["--format", "gitlab"])).unwrap();
    let of_first: Vec<&String> = gitlab[0].as_object().unwrap().keys().collect();
    taken.extend(of_first.iter().map(|name| format!("format gitlab {name}")));
}

/// The fields of an object with what they hold, those of a list as `[]`.
fn members(value: &Value, path: &str, taken: &mut BTreeSet<String>) {
    let kind = match value {
        Value::Object(_) => "object",
        Value::Array(_) => "list",
        Value::String(_) => "text",
        Value::Number(_) => "number",
        Value::Bool(_) => "yes or no",
        Value::Null => "null",
    };
    if !path.is_empty() {
        taken.insert(format!("json {path} {kind}"));
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        // Rules are members of the statistics.
        let key = if key.contains('/') { "RULE" } else { key };
        members(inner, &format!("{path}{}{key}", if path.is_empty() { "" } else { "." }), taken);
    }
    for inner in value.as_array().into_iter().flatten() {
        members(inner, &format!("{path}[]"), taken);
    }
}

/// How runs end.
fn statuses(folder: &Path, taken: &mut BTreeSet<String>) {
    let runs: &[(&str, &[&str])] = &[
        ("check, nothing at or above --fail-on", &["check", "--fail-on", "never", "incidents/a.md"]),
        ("check, findings", &["check", "--fail-on", "information", "incidents/a.md"]),
        ("check, a file that can't be read", &["check", "incidents/b.md"]),
        ("check, no such file", &["check", "incidents/c.md"]),
        ("check, wrong use", &["check", "--nothing"]),
        ("fix --check, something would change", &["fix", "--check", "incidents/a.md"]),
        ("format --check, something would change", &["format", "--check", "--sort", "incidents/a.md"]),
        ("new, a file that is there", &["new", "incidents/a.md"]),
        ("rephrase", &["rephrase", "Why did it fail?"]),
        ("rules", &["rules"]),
        ("lsp, without a shutdown", &["lsp"]),
    ];
    for (name, args) in runs {
        taken.insert(format!("exit {}: {name}", run(folder, args).0));
    }
}

/// Comments that leave findings out.
fn comments(folder: &Path, taken: &mut BTreeSet<String>) {
    for (name, text) in [
        ("askhow-ignore", "Why did it fail? <!-- askhow-ignore RULE -->\n"),
        ("askhow-ignore-next", "<!-- askhow-ignore-next RULE -->\nWhy did it fail?\n"),
        ("askhow-disable", "<!-- askhow-disable RULE -->\n\nWhy did it fail?\n"),
        (
            "askhow-enable",
            "<!-- askhow-disable RULE -->\n\nWhy did it fail?\n\n<!-- askhow-enable RULE -->\n",
        ),
    ] {
        for rule in ["phrasing/why-question", "phrasing/*", ""] {
            let text = format!("# Incident review\n\n{}", text.replace("RULE", rule));
            std::fs::write(folder.join("c.md"), text).unwrap();
            let report = printed(folder, &["check", "--level", "hint", "--format", "github", "c.md"]);
            if !report.contains("phrasing/why-question") && !report.contains("ignore/") {
                taken.insert(format!("comment {name} {rule}").trim_end().to_owned());
            }
        }
    }
}

/// What the server says of itself to a client that can do everything, and to one that can do nothing.
fn greeting(taken: &mut BTreeSet<String>) {
    let able = json!({
        "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
        "textDocument": {
            "diagnostic": {},
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
            "completion": { "completionItem": { "resolveSupport": { "properties": ["documentation"] } } },
            "rename": { "prepareSupport": true },
        },
    });
    for capabilities in [able, json!({})] {
        let mut client = Client::spawn();
        let mut greeting = client.initialize(json!({ "capabilities": capabilities }));
        let commands = greeting["capabilities"]["executeCommandProvider"]["commands"].take();
        let commands = commands.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned());
        taken.extend(commands.map(|command| format!("server command {command}")));
        announced(&greeting["capabilities"], "", taken);
    }
}

fn announced(value: &Value, path: &str, taken: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                announced(inner, &format!("{path}{}{key}", if path.is_empty() { "" } else { "." }), taken);
            }
        }
        Value::Array(values) => values.iter().for_each(|inner| announced(inner, &format!("{path}[]"), taken)),
        Value::Null => {}
        one => drop(taken.insert(format!("capability {path} {one}"))),
    }
}
