//! Finds values in the text of an `askhow.toml` and writes into it, and leaves the rest of it as it is.

use askhow_document::{Edit, Span};

/// The edit that turns a rule off; `None` where the text is no TOML, keeps its rules where a line can't be
/// added (`rules = { … }`), or has another level of this rule for some of the files.
///
/// ```
/// use askhow_document::apply_edits;
/// use askhow_review::settings::turn_off;
/// let edit = turn_off("preset = \"sre\"\n", "phrasing/nines").unwrap();
/// let text = apply_edits("preset = \"sre\"\n", &[edit]);
/// assert_eq!(text, "preset = \"sre\"\n\n[rules]\n\"phrasing/nines\" = \"off\"\n");
/// ```
pub fn turn_off(text: &str, rule: &str) -> Option<Edit> {
    let table = toml::de::DeTable::parse(text).ok()?;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let family = rule.split_once('/').map(|(family, _)| format!("{family}/*")).unwrap_or_default();
    let overrides = table.get_ref().get("overrides").and_then(|it| it.get_ref().as_array());
    let mut overridden = overrides.into_iter().flatten().filter_map(|it| it.get_ref().get("rules"));
    if overridden.any(|rules| [rule, &family].iter().any(|name| rules.get_ref().get(*name).is_some())) {
        return None;
    }
    let line = format!("\"{rule}\" = \"off\"{newline}");
    let Some(rules) = table.get_ref().get("rules") else {
        let lead = match text {
            "" => "",
            text if text.ends_with('\n') => newline,
            _ => &newline.repeat(2),
        };
        return Some(Edit::new(Span::empty(text.len()), format!("{lead}[rules]{newline}{line}")));
    };
    if let Some(level) = rules.get_ref().as_table()?.get(rule) {
        return Some(Edit::new(level.span().into(), "\"off\""));
    }
    let mut at = 0;
    for header in text.split_inclusive('\n') {
        at += header.len();
        let words = header.split('#').next().unwrap_or_default();
        let name = words.trim().strip_prefix('[').and_then(|words| words.strip_suffix(']'));
        if name.is_some_and(|name| matches!(name.trim(), "rules" | "\"rules\"")) {
            let lead = if header.ends_with('\n') { "" } else { newline };
            return Some(Edit::new(Span::empty(at), format!("{lead}{line}")));
        }
    }
    None
}

/// Where the value of a key stands in the text of an `askhow.toml`, by the tables around it: `["template", "file"]`.
pub fn place_of(text: &str, path: &[&str]) -> Option<Span> {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let (last, tables) = path.split_last()?;
    let mut table = table.get_ref();
    for name in tables {
        table = table.get(*name)?.get_ref().as_table()?;
    }
    table.get(*last).map(|value| value.span().into())
}

#[cfg(test)]
mod tests {
    use askhow_document::apply_edits;

    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str) {
        let edit = turn_off(before, "section/order").expect("it can be turned off");
        assert_eq!(apply_edits(before, &[edit]), after);
    }

    #[test]
    fn a_line_is_added_where_rules_stand() {
        check("", "[rules]\n\"section/order\" = \"off\"\n");
        check(
            "[rules] # ours\n\"form/*\" = \"off\"\n\n[links]\n",
            "[rules] # ours\n\"section/order\" = \"off\"\n\"form/*\" = \"off\"\n\n[links]\n",
        );
        check("a = 1\r\n[rules]", "a = 1\r\n[rules]\r\n\"section/order\" = \"off\"\r\n");
        check("preset = \"sre\"", "preset = \"sre\"\n\n[rules]\n\"section/order\" = \"off\"\n");
    }

    #[test]
    fn a_level_that_is_there_is_changed() {
        check("[rules]\n'section/order' = \"hint\" # x\n", "[rules]\n'section/order' = \"off\" # x\n");
        check("rules.\"section/order\" = \"hint\"\n", "rules.\"section/order\" = \"off\"\n");
    }

    #[test]
    fn what_cannot_be_written_safely_is_left_alone() {
        assert_eq!(turn_off("rules = { }\n", "section/order"), None);
        assert_eq!(turn_off("[rules\n", "section/order"), None);
        assert_eq!(turn_off("rules = 1\n", "section/order"), None);
        let elsewhere = "[[overrides]]\nfiles = ['a']\nrules = { 'section/*' = 'hint' }\n";
        assert_eq!(turn_off(elsewhere, "section/order"), None);
        assert!(turn_off(elsewhere, "form/order").is_some());
    }
}
