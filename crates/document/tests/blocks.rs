//! Small texts and the blocks that we see in them, written out.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says so by failing"
)]

use std::fmt::Write as _;

use askhow_document::{BlockKind, Document, Flavour, Span};

/// The blocks of a text, one per line: what it is, what is read in it, and where it stands.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    for (index, segment) in document.segments().iter().enumerate() {
        if index > 0 {
            writeln!(out, "--- {:?}", segment.begin().open).unwrap();
        }
        for block in segment.blocks() {
            let of = |span: Span| span.of(segment.text()).to_owned();
            let what = match &block.kind {
                BlockKind::FrontMatter { syntax } => format!("{syntax:?}").to_lowercase(),
                BlockKind::Heading { level, setext } => {
                    format!("h{level}{}", if *setext { " underlined" } else { "" })
                }
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Item { marker, depth, task } => {
                    let task = match task {
                        None => "",
                        Some(true) => " done",
                        Some(false) => " to do",
                    };
                    format!("item {} {depth}{task}", of(*marker))
                }
                BlockKind::Row { cells, header } => {
                    let cells: Vec<String> = cells.iter().map(|cell| of(*cell)).collect();
                    format!("{} {cells:?}", if *header { "header" } else { "row" })
                }
                BlockKind::TableRule => "dashes".to_owned(),
                BlockKind::Code => "code".to_owned(),
                BlockKind::Html => "html".to_owned(),
                BlockKind::LinkDefinition { .. } => "definition".to_owned(),
                BlockKind::ThematicBreak => "rule".to_owned(),
            };
            let quotes = ">".repeat(usize::from(block.quotes));
            let item = block.item.map_or(String::new(), |item| format!(" in {item}"));
            writeln!(out, "{quotes}{what}{item}: {:?} of {:?}", of(block.content), of(block.span)).unwrap();
        }
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(&Document::new(text)).lines().collect::<Vec<_>>(), expected);
}

#[track_caller]
fn check_mdx(text: &str, expected: &[&str]) {
    assert_eq!(outline(&Document::of(text, Flavour::Mdx)).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn headings() {
    check("# Impact ##\n", &[r##"h1: "Impact" of "# Impact ##""##]);
    check("## C#\n", &[r###"h2: "C#" of "## C#""###]);
    check("#\n", &[r##"h1: "" of "#""##]);
    check(
        "Impact\n===\nroot\n-\n",
        &[r#"h1 underlined: "Impact" of "Impact\n===""#, r#"h2 underlined: "root" of "root\n-""#],
    );
}

#[test]
fn line_ends_of_all_three_kinds() {
    check(
        "# A\r\rb\rc\r\r- d\r",
        &[
            r##"h1: "A" of "# A""##,
            r#"p: "b\rc" of "b\rc""#,
            r#"item - 0: "" of "- d""#,
            r#"p in 2: "d" of "d""#,
        ],
    );
    check(
        "A\r\n=\r\n\r\n```\r\nx\r\n```\r\n",
        &[r#"h1 underlined: "A" of "A\r\n=""#, r#"code: "x" of "```\r\nx\r\n```""#],
    );
}

#[test]
fn front_matter_only_at_the_very_start() {
    check("---\na: b\n---\nc\n", &[r#"yaml: "a: b" of "---\na: b\n---""#, r#"p: "c" of "c""#]);
    check("\u{feff}+++\na = 1\n+++\n", &[r#"toml: "a = 1" of "+++\na = 1\n+++""#]);
    check("\n---\na: b\n---\n", &[r#"rule: "" of "---""#, r#"h2 underlined: "a: b" of "a: b\n---""#]);
    check("---\n\na\n\n---\n", &[r#"rule: "" of "---""#, r#"p: "a" of "a""#, r#"rule: "" of "---""#]);
    check("---\na: b\n", &[r#"rule: "" of "---""#, r#"p: "a: b" of "a: b""#]);
}

#[test]
fn json_at_the_very_start_is_front_matter() {
    check(
        "{\n  \"a\": {\"b\": \"}\"}\n}\nc\n",
        &[r#"json: "{\n  \"a\": {\"b\": \"}\"}\n}" of "{\n  \"a\": {\"b\": \"}\"}\n}""#, r#"p: "c" of "c""#],
    );
    check("{ \"a\": 1 }\n\nc\n", &[r#"json: "{ \"a\": 1 }" of "{ \"a\": 1 }""#, r#"p: "c" of "c""#]);
    check("{\"a\": 1}\n;;;\nc\n", &[r#"json: "{\"a\": 1}\n;;;" of "{\"a\": 1}\n;;;""#, r#"p: "c" of "c""#]);
    check("\"a\": 1\n;;;\nc\n", &[r#"json: "\"a\": 1\n;;;" of "\"a\": 1\n;;;""#, r#"p: "c" of "c""#]);
    check(";;;\n\"a\": 1\n;;;\n", &[r#"json: "\"a\": 1" of ";;;\n\"a\": 1\n;;;""#]);
    check("---json\n{\"a\": 1}\n---\n", &[r#"json: "{\"a\": 1}" of "---json\n{\"a\": 1}\n---""#]);
    check(
        "{\n\"a\": {\n\"b\": 1\n}\n}\nc\n",
        &[r#"json: "{\n\"a\": {\n\"b\": 1\n}\n}" of "{\n\"a\": {\n\"b\": 1\n}\n}""#, r#"p: "c" of "c""#],
    );
    // What is broken ends with the brace at the start of a line.
    check(
        "{\n  \"a: 1,\n  \"b\": [\n}\n\nc\n",
        &[r#"json: "{\n  \"a: 1,\n  \"b\": [\n}" of "{\n  \"a: 1,\n  \"b\": [\n}""#, r#"p: "c" of "c""#],
    );
}

#[test]
fn a_brace_at_the_start_alone_is_no_front_matter() {
    for text in [
        "{: .notice}\nWhy\n",
        "{% raw %}\n",
        "{{ template }}\n",
        "{\nwords\n}\n",
        "{\n",
        "{\"a\" said\n",
        "{\"a\": 1} words\n",
        "\"Why\": words\n",
        ";;;\nwords\n",
        "{\n  \"a\": 1\n",
        "{}\n",
    ] {
        assert!(!outline(&Document::new(text)).starts_with("json"), "{text}");
    }
}

#[test]
fn what_mdx_adds_is_no_prose() {
    check_mdx(
        "---\na: b\n---\nimport A from './a'\nexport const b = {\n  why: 1,\n}\n\n# T\n{/* why */}\nc\n",
        &[
            r#"yaml: "a: b" of "---\na: b\n---""#,
            r#"html: "import A from './a'\nexport const b = {\n  why: 1,\n}" of "import A from './a'\nexport const b = {\n  why: 1,\n}""#,
            r##"h1: "T" of "# T""##,
            r#"html: "{/* why */}" of "{/* why */}""#,
            r#"p: "c" of "c""#,
        ],
    );
    check_mdx(
        "<Note kind={[\"a\"]}>\nc\n\n- d\n</Note>\n\n{/*\n\nwhy\n*/}\n",
        &[
            r#"html: "<Note kind={[\"a\"]}>" of "<Note kind={[\"a\"]}>""#,
            r#"p: "c" of "c""#,
            r#"item - 0: "" of "- d""#,
            r#"p in 2: "d" of "d""#,
            r#"html: "</Note>" of "</Note>""#,
            r#"html: "{/*\n\nwhy\n*/}" of "{/*\n\nwhy\n*/}""#,
        ],
    );
    // Elsewhere all of it is words.
    check(
        "import A from './a'\n\n{/* why */}\n",
        &[r#"p: "import A from './a'" of "import A from './a'""#, r#"p: "{/* why */}" of "{/* why */}""#],
    );
}

#[test]
fn a_comment_of_mdx_may_be_longer_than_a_segment() {
    let text = format!("{{/*\n{}*/}}\n\nc\n", "why so?\n\n".repeat(400));
    let shown = outline(&Document::of(&text, Flavour::Mdx));
    assert!(
        shown
            .lines()
            .all(|line| line.starts_with("html") || line.starts_with("---") || line.starts_with("p: \"c\"")),
        "{shown}"
    );
    assert!(shown.contains("p: \"c\""), "{shown}");
}

#[test]
fn items_stand_before_what_they_hold() {
    check(
        "- a\n  b\n\n  c\n  - [x] d\n2) [ ] e\n",
        &[
            r#"item - 0: "" of "- a\n  b\n\n  c\n  - [x] d""#,
            r#"p in 0: "a\n  b" of "a\n  b""#,
            r#"p in 0: "c" of "c""#,
            r#"item - 1 done in 0: "" of "- [x] d""#,
            r#"p in 3: "d" of "d""#,
            r#"item 2) 0 to do: "" of "2) [ ] e""#,
            r#"p in 5: "e" of "e""#,
        ],
    );
    check("-\n- x\n", &[r#"item - 0: "" of "-""#, r#"item - 0: "" of "- x""#, r#"p in 1: "x" of "x""#]);
}

#[test]
fn quotes() {
    check(
        "> a\nlazy\n> > b\n>\n> - c\n>   d\n",
        &[
            r#">p: "a\nlazy" of "a\nlazy""#,
            r#">>p: "b" of "b""#,
            r#">item - 0: "" of "- c\n>   d""#,
            r#">p in 2: "c\n>   d" of "c\n>   d""#,
        ],
    );
}

#[test]
fn tables_with_empty_cells_and_escaped_pipes() {
    check(
        "Who:\n| a | b |\n|---|:-:|\n| 1 |  |\n| `x|y` | p \\| q |\n|||\nlast\n\nnext | one\n",
        &[
            r#"p: "Who:" of "Who:""#,
            r#"header ["a", "b"]: "a | b" of "| a | b |""#,
            r#"dashes: "" of "|---|:-:|""#,
            r#"row ["1", ""]: "1 | " of "| 1 |  |""#,
            r#"row ["`x", "y`", "p \\| q"]: "`x|y` | p \\| q" of "| `x|y` | p \\| q |""#,
            r#"row ["", ""]: "|" of "|||""#,
            r#"row ["last"]: "last" of "last""#,
            r#"p: "next | one" of "next | one""#,
        ],
    );
    check(
        "a | b\n- | -\n",
        &[r#"p: "a | b" of "a | b""#, r#"item - 0: "" of "- | -""#, r#"p in 1: "| -" of "| -""#],
    );
    check(
        "a | b\n--- | ---\nc | d\n---\ne\n",
        &[
            r#"header ["a", "b"]: "a | b" of "a | b""#,
            r#"dashes: "" of "--- | ---""#,
            r#"row ["c", "d"]: "c | d" of "c | d""#,
            r#"rule: "" of "---""#,
            r#"p: "e" of "e""#,
        ],
    );
    check(
        "> | a |\n> |---|\n> | b |\n",
        &[r#">header ["a"]: "a" of "| a |""#, r#">dashes: "" of "|---|""#, r#">row ["b"]: "b" of "| b |""#],
    );
    // As many dashes as cells, or it is no table.
    check("| a | b |\n|---|\n", &[r#"p: "| a | b |\n|---|" of "| a | b |\n|---|""#]);
}

#[test]
fn code_and_html() {
    check("~~~rs\nlet a;\n\n~~~\n", &[r#"code: "let a;\n" of "~~~rs\nlet a;\n\n~~~""#]);
    check("```\n```\n", &[r#"code: "" of "```\n```""#]);
    check(
        "- ```\n  x\ny\n",
        &[r#"item - 0: "" of "- ```\n  x""#, r#"code in 0: "  x" of "```\n  x""#, r#"p: "y" of "y""#],
    );
    check("    a\n\n    b\n\nc\n", &[r#"code: "    a\n\n    b" of "    a\n\n    b""#, r#"p: "c" of "c""#]);
    check("<!-- a\n\nb -->\nc\n", &[r#"html: "<!-- a\n\nb -->" of "<!-- a\n\nb -->""#, r#"p: "c" of "c""#]);
    check(
        "[a]: http://x.y\n[^1]: note\n\n* * *\n",
        &[
            r#"definition: "" of "[a]: http://x.y""#,
            r#"p: "[^1]: note" of "[^1]: note""#,
            r#"rule: "" of "* * *""#,
        ],
    );
}

#[test]
fn nul_is_a_letter_like_any_other() {
    check(
        "a\0b\n\n- c\0\n",
        &[r#"p: "a\0b" of "a\0b""#, r#"item - 0: "" of "- c\0""#, r#"p in 1: "c\0" of "c\0""#],
    );
}

#[test]
fn an_empty_text_has_no_segments() {
    assert!(Document::new("").segments().is_empty());
    assert_eq!(Document::new("").segment_at(0), None);
    let document = Document::new("a\n");
    assert_eq!(document.segment_at(9).map(|(start, segment)| (start, segment.text())), Some((0, "a\n")));
}

/// What is left open goes on in the next segment, and ends where it would in the whole text.
#[test]
fn fences_tables_lists_and_comments_go_on_across_segments() {
    let log = "12:00 nothing to see\n\n".repeat(200);
    let text = format!("````\n{log}```\n````\n\n# After\n");
    let document = Document::new(&text);
    assert!(document.segments().len() > 2);
    let kinds: Vec<&BlockKind> =
        document.segments().iter().flat_map(|s| s.blocks()).map(|b| &b.kind).collect();
    let (last, code) = kinds.split_last().unwrap();
    assert_eq!(**last, BlockKind::Heading { level: 1, setext: false });
    assert!(code.iter().all(|kind| **kind == BlockKind::Code));

    let text = format!("<!--\n{log}--> \nAfter\n");
    let document = Document::new(&text);
    let kinds: Vec<&BlockKind> =
        document.segments().iter().flat_map(|s| s.blocks()).map(|b| &b.kind).collect();
    let (last, html) = kinds.split_last().unwrap();
    assert_eq!(**last, BlockKind::Paragraph);
    assert!(document.segments().len() > 2 && html.iter().all(|kind| **kind == BlockKind::Html));

    let rows = (0..400).map(|n| format!("| {n} | | Ana looked |\n")).collect::<String>();
    let document = Document::new(&format!("| a | b | c |\n|---|---|---|\n{rows}\nAfter\n"));
    let cells: Vec<usize> = document
        .segments()
        .iter()
        .flat_map(|segment| segment.blocks())
        .filter_map(|block| match &block.kind {
            BlockKind::Row { cells, header: false } => Some(cells.len()),
            _ => None,
        })
        .collect();
    assert!(document.segments().len() > 2);
    assert_eq!(cells, vec![3; 400]);

    let items = (0..400).map(|n| format!("- Ana looked\n  at {n}\n  - twice\n")).collect::<String>();
    let document = Document::new(&items);
    assert!(document.segments().len() > 2);
    let depths: Vec<u8> = document
        .segments()
        .iter()
        .flat_map(|segment| segment.blocks())
        .filter_map(|block| match block.kind {
            BlockKind::Item { depth, .. } => Some(depth),
            _ => None,
        })
        .collect();
    assert_eq!(depths, [0, 1].repeat(400));
}

/// Only what an edit touches is read again; all else is the same allocation.
#[test]
fn segments_that_an_edit_did_not_touch_stay_the_same() {
    let text = (0..2000).map(|n| format!("Paragraph {n} tells what Ana saw.\n\n")).collect::<String>();
    let mut document = Document::new(&text);
    let before = document.segments().to_vec();
    for n in 0..200 {
        document.edit(Span::empty(n * 300 + 4), "x");
    }
    document.edit(Span::empty(40), "```\n");
    document.edit(Span::new(40, 44), "");
    document.edit(Span::empty(5), "y");
    let splices = document.refresh();
    assert!(splices.iter().map(|splice| splice.inserted.len()).sum::<usize>() < 90);
    let kept = document.segments().iter().rev().zip(before.iter().rev());
    assert!(kept.take(5).all(|(now, before)| std::sync::Arc::ptr_eq(now, before)));
    assert_eq!(document, Document::new(&document.text().to_string()));
}

#[test]
fn a_mark_that_is_being_typed_below_an_item_leaves_the_item_its_place() {
    let expected = ["item - 0: \"\" of \"- item\\n   -\"", "h2 underlined in 0: \"item\" of \"item\\n   -\""];
    check("- item\n   - \n", &expected);
    check("- item\n   - ", &expected);
}

#[test]
fn html_in_an_item_and_empty_lines_behind_it_hide_nothing() {
    let expected = [
        "item - 0: \"\" of \"- a\\n  - <div>\"",
        "p in 0: \"a\" of \"a\"",
        "item - 1 in 0: \"\" of \"- <div>\"",
        "html in 2: \"<div>\" of \"<div>\"",
        "p: \"b\" of \"b\"",
    ];
    check("- a\n  - <div>\n\n\n \n\nb\n", &expected);
}
