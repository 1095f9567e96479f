//! Which lines changed since a revision: `git` is asked once, and findings on other lines are passed over.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::trouble::Trouble;

/// Lines that changed, by the whole path of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    by_file: HashMap<PathBuf, Lines>,
}

/// Changed lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lines {
    /// A file that the revision does not know.
    All,
    /// First and last ones, from 1, in order.
    Some(Vec<(usize, usize)>),
}

impl Changes {
    /// What changed between `revision` and the files as they are now.
    ///
    /// # Errors
    /// Where there is no git, no repository or no such revision.
    pub fn since(revision: &str) -> Result<Self, Trouble> {
        let top = git(&["rev-parse", "--show-toplevel"])?;
        let top = Path::new(top.trim_end_matches(['\n', '\r']));
        let commit =
            git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
                .map_err(|_| Trouble::new(format!("`--since {revision}`: git knows no such revision")))?;
        // Whatever is configured, the same plain diff comes, and no other program is started for it.
        let diff = git(&[
            "-c",
            "core.quotePath=false",
            "diff",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--find-renames",
            "--no-relative",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            commit.trim_end(),
            "--",
        ])?;
        let untracked = git(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"])?;
        let mut changes = Self::default();
        for (path, lines) in parse(&diff) {
            changes.by_file.insert(whole(&top.join(path)), Lines::Some(lines));
        }
        for path in untracked.split('\0').filter(|path| !path.is_empty()) {
            changes.by_file.insert(whole(&top.join(path)), Lines::All);
        }
        Ok(changes)
    }

    /// Whether a line from `first` to `last` (both from 1) of the file changed.
    pub fn touch(&self, path: &Path, first: usize, last: usize) -> bool {
        match self.by_file.get(&whole(path)) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => {
                let next = ranges.partition_point(|(_, end)| *end < first);
                ranges.get(next).is_some_and(|(start, _)| *start <= last)
            }
        }
    }
}

/// Links resolved, so that the way a path is written does not matter.
fn whole(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn git(args: &[&str]) -> Result<String, Trouble> {
    let output = Command::new("git")
        .args(args)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Trouble::new(format!("`--since` asks git, which can't be started: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("it gave no reason").trim_start_matches("fatal: ").to_owned();
    Err(Trouble::new(format!("`--since` asks git, which says: {line}")))
}

/// Files and the lines that came, from a diff without context.
fn parse(diff: &str) -> Vec<(String, Vec<(usize, usize)>)> {
    let mut files: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    // Lines of a hunk may look like headers; the hunk says how many there are.
    let mut in_hunk = 0;
    for line in diff.lines() {
        if in_hunk > 0 && line.starts_with(['+', '-']) {
            in_hunk -= 1;
            continue;
        }
        if let Some(path) = line.strip_prefix("+++ ") {
            files.push((unquoted(path), Vec::new()));
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            let mut parts = hunk.split(' ');
            let (Some((_, n_old)), Some((start, n_new))) =
                (parts.next().and_then(numbers), parts.next().and_then(numbers))
            else {
                continue;
            };
            in_hunk = n_old + n_new;
            if let (Some((_, lines)), true) = (files.last_mut(), n_new > 0) {
                lines.push((start, start + n_new - 1));
            }
        }
    }
    files
}

/// `-3,2` and `+3`: the start and how many.
fn numbers(part: &str) -> Option<(usize, usize)> {
    let part = part.get(1..)?;
    let (start, count) = part.split_once(',').unwrap_or((part, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

/// A path as git writes it in a diff, with its prefix and, where it holds odd characters, in quotes.
fn unquoted(path: &str) -> String {
    let path = path.trim_end_matches('\t');
    let inner = path.strip_prefix('"').and_then(|path| path.strip_suffix('"'));
    let path =
        inner.map_or_else(|| path.to_owned(), |inner| inner.replace("\\\"", "\"").replace("\\\\", "\\"));
    path.strip_prefix("b/").map_or_else(|| path.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_gives_the_lines_that_came() {
        let diff = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1,2 @@ # A\n-x\n++++ b/c.md\n+y\n\
                    @@ -7,2 +8,0 @@\n-p\n-q\n@@ -20,0 +19 @@\n+z\n\
                    --- a/d e.md\n+++ b/d e.md\t\n@@ -0,0 +1,3 @@\n+a\n+b\n+c\n";
        let expected = vec![("a.md".to_owned(), vec![(1, 2), (19, 19)]), ("d e.md".to_owned(), vec![(1, 3)])];
        assert_eq!(parse(diff), expected);
    }

    #[test]
    fn a_finding_over_several_lines_counts_where_one_of_them_changed() {
        let path = PathBuf::from("/none/a.md");
        let lines = Lines::Some(vec![(3, 4), (10, 10)]);
        let changes = Changes { by_file: HashMap::from([(path.clone(), lines)]) };
        for (first, last, expected) in
            [(1, 2, false), (2, 3, true), (4, 4, true), (5, 9, false), (5, 12, true), (11, 20, false)]
        {
            assert_eq!(changes.touch(&path, first, last), expected, "{first}..={last}");
        }
        assert!(!changes.touch(Path::new("/none/b.md"), 1, 1));
    }
}
