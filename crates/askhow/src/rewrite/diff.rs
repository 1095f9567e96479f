//! What would change, as `patch` and `git apply` read it.

use std::fmt::Write;
use std::time::Duration;

use similar::TextDiff;

use crate::output::{self, Outgoing, Paint, in_line};

/// The lines that change, with three around them.
pub fn unified(shown: &str, before: &str, after: &str) -> String {
    let shown = in_line(shown.trim_start_matches("./"));
    let (old, new) =
        (format!("a/{}", shown.trim_start_matches('/')), format!("b/{}", shown.trim_start_matches('/')));
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(before, after);
    let text = diff.unified_diff().context_radius(3).header(&old, &new).to_string();
    // A line with a control character can't be applied then, which is better than to have it obeyed.
    let text = Outgoing::Words { colours: false }.harmless(&text).into_owned();
    if !output::stdout_colours() {
        return text;
    }
    let paint = Paint::stdout();
    text.lines().fold(String::new(), |mut acc, line| {
        let line = match line.chars().next() {
            Some('+') => paint.green(line),
            Some('-') => paint.red(line),
            Some('@') => paint.cyan(line),
            _ => line.to_owned(),
        };
        let _ = writeln!(acc, "{line}");
        acc
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_file_and_shows_the_change() {
        assert_eq!(unified("./a.md", "Why\n", "How\n"), "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-Why\n+How\n");
    }
}
