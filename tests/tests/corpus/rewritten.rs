//! Reviews with rewrites done, and another look at them.

use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::read::{File, Finding, check};
use crate::shape::apply;

/// A file with some of its preferred rewrites done, and where their findings would now be.
pub struct Rewritten<'a> {
    pub file: &'a File,
    pub text: String,
    pub places: Vec<(&'a Finding, Range<usize>)>,
}

/// The findings whose preferred fix changes the very text that was found, none of which meets another.
pub fn in_place(file: &File) -> Vec<&Finding> {
    let mut done = 0;
    let mut chosen = Vec::new();
    for finding in &file.findings {
        let Some(fix) = finding.fixes.iter().find(|fix| fix.preferred) else { continue };
        let here = |(range, _): &(Range<usize>, String)| {
            range.start < finding.range.end && finding.range.start < range.end
        };
        let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else { continue };
        let all = first.0.start.min(finding.range.start)..last.0.end.max(finding.range.end);
        if fix.edits.iter().any(here) && all.start >= done {
            done = all.end;
            chosen.push(finding);
        }
    }
    chosen
}

pub fn rewrite<'a>(file: &'a File, findings: Vec<&'a Finding>) -> Rewritten<'a> {
    let preferred = |finding: &'a Finding| finding.fixes.iter().find(|fix| fix.preferred);
    let edits: Vec<_> = findings.iter().filter_map(|it| preferred(it)).flat_map(|fix| &fix.edits).collect();
    // Where a place comes to lie: what was replaced before it counts with its new length.
    let moved = |offset: usize, is_end: bool| {
        let mut moved = offset;
        for (range, new_text) in &edits {
            if range.end <= offset && (is_end || range.end < offset || !range.is_empty()) {
                moved = moved + new_text.len() - range.len();
            } else if range.start < offset && is_end {
                moved = moved + new_text.len() - (offset - range.start);
            } else if range.start < offset {
                moved -= offset - range.start;
            }
        }
        moved
    };
    let places = findings.iter().map(|it| (*it, moved(it.range.start, false)..moved(it.range.end, true)));
    let places: Vec<_> = places.collect();
    let text = apply(&file.text, edits.into_iter());
    for (finding, place) in &places {
        assert!(text.get(place.clone()).is_some(), "{}: {} at {place:?}", file.path, finding.rule);
    }
    Rewritten { file, text, places }
}

/// Checks the rewritten texts, each under the name of its file, in one run.
pub fn check_again(rewritten: &[Rewritten]) -> Vec<File> {
    if rewritten.is_empty() {
        return Vec::new();
    }
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (idx, rewritten) in rewritten.iter().enumerate() {
        let name = Path::new(&rewritten.file.path).file_name().expect("a file has a name");
        let place = folder.path().join(format!("{idx:05}"));
        fs::create_dir(&place).unwrap();
        fs::write(place.join(name), &rewritten.text).unwrap();
        paths.push(place.join(name));
    }
    let checked = check(&paths).files;
    assert_eq!(checked.len(), rewritten.len());
    checked
}

pub fn is_left(finding: &Finding, place: &Range<usize>, after: &File) -> bool {
    after.findings.iter().any(|it| {
        let meets = it.range.start < place.end && place.start < it.range.end;
        meets && it.rule == finding.rule && it.message == finding.message
    })
}
