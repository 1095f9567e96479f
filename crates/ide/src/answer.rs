//! Words that somebody gives apart from their place: as lines that can stand in an item and leave the others alone.

use askhow_document::Flavour;

/// What somebody has typed as the items that it is: each line of a list is one, with what stands indented below it.
/// None where there are no words.
pub(crate) fn items(typed: &str, flavour: Flavour) -> Vec<Vec<String>> {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let mut items: Vec<String> = Vec::new();
    for line in typed.trim().lines() {
        let bullet = begins_item(line).or_else(|| number(line).map(|digits| digits + 1));
        match (bullet, items.last_mut()) {
            (Some(end), _) => items.push(line.get(end..).unwrap_or_default().trim_start().to_owned()),
            (None, Some(last)) if line.trim().is_empty() || line.starts_with([' ', '\t']) => {
                last.push('\n');
                last.push_str(line.strip_prefix("  ").unwrap_or(line));
            }
            // No list alone.
            _ => return Some(lines(&typed, flavour)).filter(|lines| !lines.is_empty()).into_iter().collect(),
        }
    }
    // `2024. It was late` is a sentence.
    if items.len() < 2 && begins_item(typed.trim()).is_none() {
        return Some(lines(&typed, flavour)).filter(|lines| !lines.is_empty()).into_iter().collect();
    }
    items.iter().map(|item| lines(item, flavour)).filter(|lines| !lines.is_empty()).collect()
}

/// The lines of what somebody has typed, the first with words in it; none where there are no words. What Markdown would
/// take for the shape of the review rather than for words is marked as words; everything else stays as it was typed.
pub(crate) fn lines(typed: &str, flavour: Flavour) -> Vec<String> {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let is_word = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    let typed: String = typed.chars().filter(|c| is_word(*c)).collect();
    let mut lines: Vec<String> = typed.trim().lines().map(|line| line.trim_end().to_owned()).collect();
    let open = open_fence(&lines);
    let mut in_code = false;
    for (index, line) in lines.iter_mut().enumerate() {
        if fence(line).is_some() && open != Some(index) {
            in_code = !in_code;
            continue;
        }
        if in_code {
            continue;
        }
        let blank = line.len() - line.trim_start().len();
        let words = line.split_off(blank);
        let comments = open == Some(index) || words.starts_with("<!--") && !typed.contains("-->");
        if comments || shapes(&words, index == 0) {
            line.push('\\');
        }
        match number(&words).filter(|_| index == 0) {
            Some(digits) => {
                let (digits, rest) = words.split_at(digits);
                line.push_str(&format!("{digits}\\{rest}"));
            }
            None => line.push_str(&words),
        }
        if flavour == Flavour::Mdx {
            *line = without_expressions(line);
        }
    }
    if lines.iter().all(String::is_empty) {
        lines.clear();
    }
    lines
}

/// Whether a line would be a heading, a quotation or a rule; the first one an item of its own.
fn shapes(words: &str, is_first: bool) -> bool {
    let level = words.len() - words.trim_start_matches('#').len();
    let is_bare =
        |marks: &str| words.get(marks.len()..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    let is_heading = (1..=6).contains(&level) && is_bare("#".repeat(level).as_str());
    let is_ruled = |mark: char| words.len() > 1 && words.chars().all(|c| c == mark || c == ' ');
    is_heading
        || words.starts_with('>')
        || ['-', '=', '*', '_'].into_iter().any(is_ruled)
        || is_first && begins_item(words).is_some()
}

/// Where the bullet of an item ends: `- `
fn begins_item(words: &str) -> Option<usize> {
    let rest = words.strip_prefix(['-', '*', '+'])?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(1)
}

/// How many digits a number at the beginning of an item of its own has: `2. `
fn number(words: &str) -> Option<usize> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = words.get(digits..)?.strip_prefix(['.', ')'])?;
    ((1..=9).contains(&digits) && (rest.is_empty() || rest.starts_with(' '))).then_some(digits)
}

/// The mark with which a line begins or ends a block of code.
fn fence(line: &str) -> Option<&str> {
    let words = line.trim_start();
    let mark = words.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = words.len() - words.trim_start_matches(mark).len();
    words.get(..length).filter(|_| length >= 3)
}

/// The line that begins a block of code which does not end: it would take in what follows.
fn open_fence(lines: &[String]) -> Option<usize> {
    let mut open: Option<(usize, &str)> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some(mark) = fence(line) else { continue };
        match open {
            Some((_, other)) if mark.starts_with(other) && mark.len() == line.trim().len() => open = None,
            Some(_) => {}
            None => open = Some((index, mark)),
        }
    }
    open.map(|(index, _)| index)
}

/// In MDX braces and tags are code, but for those in spans of code.
fn without_expressions(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let (mut in_code, mut escaped) = (false, false);
    for c in line.chars() {
        in_code ^= c == '`' && !escaped;
        if matches!(c, '{' | '<') && !in_code && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        assert_eq!(lines(typed, Flavour::Markdown), expected, "{typed:?}");
    }

    #[test]
    fn words_stay_as_they_were_typed() {
        for typed in [
            "Ana knew `a*b` and *said* so: <b> & #3, [x] | 5 > 4",
            "-5 °C",
            "2.5 s",
            "#search was full",
            "**Ana** saw it",
        ] {
            check(typed, &[typed]);
        }
        check("  Ana saw it \r\n\r\n\u{7}then  left\r", &["Ana saw it", "", "then  left"]);
        check(" \n\t", &[]);
    }

    #[test]
    fn what_would_shape_the_review_is_marked_as_words() {
        check("# one\n## two", &["\\# one", "\\## two"]);
        check("> said\n---\n===", &["\\> said", "\\---", "\\==="]);
        check("- a\n- b", &["\\- a", "- b"]);
        check("3. a\n4. b", &["3\\. a", "4. b"]);
        check("a\n<!-- b", &["a", "\\<!-- b"]);
        check("<!-- a --> b", &["<!-- a --> b"]);
    }

    #[test]
    fn each_line_of_a_list_is_an_item() {
        let check = |typed: &str, expected: &[&[&str]]| {
            assert_eq!(items(typed, Flavour::Markdown), expected, "{typed:?}");
        };
        check("- a\n- b\n  c\n\n- # d", &[&["a"], &["b", "c"], &["\\# d"]]);
        check("1. a\n2. b", &[&["a"], &["b"]]);
        check("- a\n  - b", &[&["a", "- b"]]);
        check("a\n- b", &[&["a", "- b"]]);
        check("- a\nb", &[&["\\- a", "b"]]);
        check("2024. It was late", &[&["2024\\. It was late"]]);
        check(" \n", &[]);
        check("-\n-", &[]);
    }

    #[test]
    fn code_stays_where_it_ends_and_is_none_where_it_does_not() {
        check("a\n```\n# x\n---\n```", &["a", "```", "# x", "---", "```"]);
        check("a\n```sh\n# x", &["a", "\\```sh", "\\# x"]);
    }

    #[test]
    fn in_mdx_braces_and_tags_are_words() {
        assert_eq!(lines("a {b} <c> `{d}`", Flavour::Mdx), ["a \\{b} \\<c> `{d}`"]);
    }
}
