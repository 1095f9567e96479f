//! Which lines changed since a revision: findings on other lines are passed over.

mod git;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use askhow_document::is_markdown;
use askhow_files::{LARGEST_REVIEW, repository, seen_through};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use self::git::{Repository, Texts};
use crate::files::Target;
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

/// So long two texts are compared, at most; what has not been told apart by then has changed.
const LONGEST: Duration = Duration::from_secs(2);
/// So many pairs of a new file and one that is gone are compared, at most, to find the one that has moved.
const MOST_PAIRS: usize = 10_000;

impl Changes {
    /// What changed in these files between `revision`, each in its own repository, and now. The folders that were
    /// looked through lie in one that knows the revision, too.
    ///
    /// # Errors
    /// Where there is no git, no repository or no such revision, or git does not hold what it should.
    pub fn since(revision: &str, targets: &[Target], folders: &[PathBuf]) -> Result<Self, Trouble> {
        let mut by_top: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for target in targets {
            let Some(path) = &target.path else { continue };
            let file = seen_through(path);
            let top = file.parent().and_then(repository).ok_or_else(|| {
                Trouble::of(&target.shown, "`--since` goes by git, and this file lies in no repository")
            })?;
            by_top.entry(top).or_default().push(file);
        }
        for folder in folders {
            if let Some(top) = repository(&seen_through(folder)) {
                by_top.entry(top).or_default();
            }
        }
        if by_top.is_empty() && !targets.iter().any(|target| target.path.is_some()) {
            return Err(Trouble::new("`--since` goes by git, and there is no repository here"));
        }
        let mut changes = Self::default();
        for (top, files) in by_top {
            let repository = Repository::at(&top, revision)?;
            let compared = Compared { texts: repository.texts()?, repository };
            changes.by_file.extend(compared.files(files)?);
        }
        Ok(changes)
    }

    /// Whether a line from `first` to `last` (both from 1) of the file changed.
    pub fn touch(&self, path: &Path, first: usize, last: usize) -> bool {
        match self.by_file.get(&seen_through(path)) {
            // Nothing is passed over of which nothing is known.
            None | Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => {
                let next = ranges.partition_point(|(_, end)| *end < first);
                ranges.get(next).is_some_and(|(start, _)| *start <= last)
            }
        }
    }
}

/// A repository whose files are compared.
struct Compared {
    repository: Repository,
    texts: Texts,
}

impl Compared {
    /// What changed in each of these files.
    fn files(mut self, files: Vec<PathBuf>) -> Result<Vec<(PathBuf, Lines)>, Trouble> {
        let (mut compared, mut new) = (Vec::new(), Vec::new());
        for file in files {
            // What can't be read is told when it is checked.
            let Ok(now) = askhow_files::read(&file, LARGEST_REVIEW) else { continue };
            let below = file.strip_prefix(self.repository.top()).unwrap_or(&file);
            match self.repository.files.get(below).cloned() {
                Some(name) => {
                    let before = self.texts.get(&name).ok_or_else(|| self.repository.unreadable())?;
                    compared.push((file, changed(&before, &now)));
                }
                None => new.push((file, now)),
            }
        }
        let gone = if new.is_empty() { Vec::new() } else { self.gone(MOST_PAIRS / new.len())? };
        for (file, now) in new {
            let moved = gone.iter().map(|before| (likeness(before, &now), before));
            let moved = moved.filter(|(alike, _)| *alike >= 0.5).max_by(|(a, _), (b, _)| a.total_cmp(b));
            compared.push((file, moved.map_or(Lines::All, |(_, before)| changed(before, &now))));
        }
        Ok(compared)
    }

    /// The texts of Markdown files that are no longer there, at most so many: one of them may have moved.
    fn gone(&mut self, most: usize) -> Result<Vec<Vec<u8>>, Trouble> {
        let is_gone =
            |path: &Path| is_markdown(path) && !askhow_files::is_there(&self.repository.top().join(path));
        let files = self.repository.files.iter().filter(|(path, _)| is_gone(path));
        let mut gone: Vec<(PathBuf, String)> =
            files.map(|(path, name)| (path.clone(), name.clone())).collect();
        gone.sort();
        gone.truncate(most);
        gone.iter()
            .map(|(_, name)| self.texts.get(name).ok_or_else(|| self.repository.unreadable()))
            .collect()
    }
}

/// The lines of a text without what ends them, which git may change when it checks a file out.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    let mut rest = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut lines = Vec::new();
    while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        let (line, behind) = rest.split_at(end);
        lines.push(line);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.get(1..)).unwrap_or_default();
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// Which lines of `now` are not those of `before`.
fn changed(before: &[u8], now: &[u8]) -> Lines {
    if before == now {
        return Lines::Some(Vec::new());
    }
    let deadline = Instant::now().checked_add(LONGEST);
    let operations = capture_diff_slices_deadline(Algorithm::Myers, &lines(before), &lines(now), deadline);
    let came = operations.iter().filter(|it| !matches!(it, DiffOp::Equal { .. })).map(DiffOp::new_range);
    Lines::Some(came.filter(|range| !range.is_empty()).map(|range| (range.start + 1, range.end)).collect())
}

/// How much of two texts is the same lines, from 0 to 1, by their bytes.
fn likeness(before: &[u8], now: &[u8]) -> f64 {
    let mut counts: HashMap<&[u8], usize> = HashMap::new();
    let (before, now) = (lines(before), lines(now));
    before.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    let bytes = |lines: &[&[u8]]| lines.iter().map(|line| line.len() + 1).sum::<usize>();
    let common: usize = now
        .iter()
        .filter_map(|line| {
            let count = counts.get_mut(line).filter(|count| **count > 0)?;
            *count -= 1;
            Some(line.len() + 1)
        })
        .sum();
    common as f64 / bytes(&before).max(bytes(&now)).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_came_are_told_and_line_ends_are_none() {
        let some = |ranges: &[(usize, usize)]| Lines::Some(ranges.to_vec());
        assert_eq!(changed(b"a\nb\nc\n", b"a\nb\nc\n"), some(&[]));
        assert_eq!(changed(b"a\nb\nc\n", b"a\r\nb\r\nc\r\n"), some(&[]));
        assert_eq!(changed(b"a\nb\nc\n", b"\xef\xbb\xbfa\nx\ny\nc\nz"), some(&[(2, 3), (5, 5)]));
        assert_eq!(changed(b"a\nb\nc\n", b"a\n"), some(&[]));
        assert_eq!(changed(b"", b"a\rb"), some(&[(1, 2)]));
    }

    #[test]
    fn a_file_is_known_again_by_half_of_its_lines() {
        assert!(likeness(b"one\ntwo\nthree\n", b"one\ntwo\nthree\n") > 0.99);
        assert!(likeness(b"one\ntwo\nthree\nfour\n", b"one\ntwo\nthree\nfive\n") > 0.5);
        assert!(likeness(b"one\none\n", b"one\ntwo\nthree\n") < 0.5);
        assert!(likeness(b"", b"") < 0.5);
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
        assert!(changes.touch(Path::new("/none/b.md"), 1, 1), "what nobody has compared is not passed over");
    }
}
