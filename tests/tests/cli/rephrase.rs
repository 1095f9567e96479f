//! `askhow rephrase`: a line in, an answer out, whatever the line holds.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use askhow_tests::askhow;
use serde_json::{Value, json};

use crate::helpers::{Folder, Ran};

fn rephrase(args: &[&str], input: &[u8]) -> Ran {
    let args: Vec<&str> = ["rephrase"].iter().chain(args).copied().collect();
    Folder::empty().run_with(&args, &[], input).ends_with(0)
}

fn answers(ran: &Ran) -> Vec<Value> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_argument_is_printed_as_it_can_be_put_instead() {
    let ran = rephrase(&["Why did the deploy fail at 16:40?"], b"");
    assert_eq!(ran.stdout.lines().next(), Some("How did the deploy come to fail at 16:40?"));
    assert_eq!(rephrase(&["The deploy failed."], b"").stdout, "The deploy failed.\n");
}

#[test]
fn a_line_of_json_comes_for_each_line() {
    let ran = rephrase(&["--format", "json"], b"- Why did the deploy fail?\r\n\nIt rains.\nWhy?");
    let answers = answers(&ran);
    assert_eq!(answers[0]["input"], "- Why did the deploy fail?");
    assert_eq!(answers[0]["rule"], "phrasing/why-question");
    assert_eq!(answers[0]["rewrites"][0], "- How did the deploy come to fail?");
    assert_eq!(answers[1], json!({ "input": "", "rule": null, "rewrites": [] }));
    assert_eq!(answers[2], json!({ "input": "It rains.", "rule": null, "rewrites": [] }));
    assert_eq!(answers[3]["input"], "Why?");
    assert_eq!(answers.len(), 4);
}

#[test]
fn the_best_alone_keeps_lines_in_step() {
    let ran =
        rephrase(&["--best"], "Why did Alice restart the primary?\nFine.\n\n- Why so long?\n".as_bytes());
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[0], "How did Alice come to restart the primary?");
    assert_eq!(&lines[1..3], ["Fine.", ""]);
}

#[test]
fn a_line_that_is_no_utf8_gets_an_answer_too() {
    let ran = rephrase(&["--format", "json"], b"\xff\xfe why\n\0\nlast\n");
    let answers = answers(&ran);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["input"], "\u{fffd}\u{fffd} why");
    assert_eq!(answers[1]["input"], "\0");
    assert_eq!(answers[2]["input"], "last");
}

#[test]
fn thousands_of_lines_keep_their_order() {
    let lines: Vec<String> = (0..3000).map(|nth| format!("Why did job {nth} fail?")).collect();
    let ran = rephrase(&["--format", "json"], lines.join("\n").as_bytes());
    let inputs: Vec<String> =
        answers(&ran).iter().map(|answer| answer["input"].as_str().unwrap().to_owned()).collect();
    assert_eq!(inputs, lines);
}

#[test]
fn whoever_sends_one_line_and_waits_gets_the_answer() {
    let mut child = Command::new(askhow())
        .args(["rephrase", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for text in ["one", "two"] {
        writeln!(input, "{text}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["input"], text);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = Command::new(askhow())
        .arg("rephrase")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The pipe may close while this is written.
    let _ = child.stdin.take().unwrap().write_all("fine\n".repeat(100_000).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn list_items_are_texts_and_no_options() {
    for args in [
        &["- Why did the deploy fail?", "--format", "json"][..],
        &["--format", "json", "- Why did the deploy fail?"],
        &["--format=json", "--", "- Why did the deploy fail?"],
    ] {
        let ran = rephrase(args, b"");
        assert_eq!(answers(&ran)[0]["input"], "- Why did the deploy fail?", "{args:?}");
        assert_eq!(answers(&ran).len(), 1, "{args:?}");
    }
    let ran = rephrase(&["--format", "json", "- Why?", "-- Why?", "* so"], b"");
    assert_eq!(answers(&ran).len(), 3);
}
