//! `check`: about any bytes each format is written, can be read by those it is for, and holds nothing that a terminal or a
//! build obeys.

use serde_json::Value;

use crate::ide::NOW;

pub fn run(bytes: &[u8]) {
    // The first line is the name of the file.
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (name, text) = bytes.split_at(end);
    let name = String::from_utf8_lossy(name);
    let formats = match askhow::written(&name, text, NOW.parse().expect("a moment")) {
        Ok(formats) => formats,
        Err(trouble) => {
            assert!(std::str::from_utf8(text).is_err() || text.contains(&0), "{trouble}");
            return harmless("standard error", &trouble, &['\t']);
        }
    };
    for (format, written) in formats {
        match format.as_str() {
            "json" | "sarif" | "rdjson" | "gitlab" => {
                let read = serde_json::from_str::<Value>(&written);
                assert!(read.is_ok(), "{format}: {read:?} of {written}");
                harmless(&format, &written, &['\n']);
            }
            "junit" | "checkstyle" => {
                well_formed(&written);
                harmless(&format, &written, &['\n', '\t']);
            }
            "github" => {
                harmless(&format, &written, &['\n', '\t']);
                for line in written.lines() {
                    let is_ours =
                        ["::error ", "::warning ", "::notice "].iter().any(|it| line.starts_with(it));
                    assert!(is_ours, "{line:?}");
                }
            }
            _ => {
                harmless(&format, &written, &['\n', '\t']);
                assert!(!written.lines().any(|line| line.trim_start().starts_with("::")), "{written:?}");
            }
        }
    }
}

/// No control character but these (a tab is a blank), none that turns the order of letters around, and no command of a build.
fn harmless(format: &str, written: &str, allowed: &[char]) {
    let odd = |c: &char| {
        c.is_control() && !allowed.contains(c)
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(written.chars().find(odd), None, "{format}: {written:?}");
    assert!(!written.contains("##[") && !written.contains("##vso["), "{format}: {written:?}");
}

/// Tags are closed in their order, and texts hold no bare `<` and no `&` that begins nothing.
fn well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        entities(&rest[..at]);
        let tag = &rest[at + 1..];
        let end = tag.find('>').unwrap_or_else(|| panic!("a tag is not closed in {xml}"));
        let (tag, behind) = (&tag[..end], &tag[end + 1..]);
        entities(tag);
        assert!(!tag.contains('<') && tag.matches('"').count() % 2 == 0, "<{tag}> in {xml}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{xml}");
        } else if !tag.starts_with('?') && !tag.ends_with('/') {
            open.push(name);
        }
        rest = behind;
    }
    assert_eq!((open, rest.trim()), (Vec::new(), ""), "{xml}");
    let is_char =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..) && c != '\u{fffe}';
    assert!(xml.chars().all(is_char), "{xml:?}");
}

fn entities(text: &str) {
    for part in text.split('&').skip(1) {
        let name = part.split(';').next().unwrap_or_default();
        let number = name.strip_prefix("#x").map(|digits| u32::from_str_radix(digits, 16));
        let number = number.or_else(|| name.strip_prefix('#').map(str::parse));
        let is_char = |code: u32| matches!(code, 0x9 | 0xa | 0xd | 0x20..=0xd7ff | 0xe000..=0xfffd | 0x1_0000..=0x10_ffff);
        let fits = match number {
            Some(number) => number.is_ok_and(is_char),
            None => ["lt", "gt", "amp", "quot", "apos"].contains(&name),
        };
        assert!(fits, "&{name}; in {text:?}");
    }
}
