//! What may be applied unseen: the one place that decides it.
//!
//! `askhow fix`, the editor's *fix all* and the number that `askhow check` announces come from here, so that all
//! three speak of the same changes. A fix may make room for another, so the text is read again until nothing is
//! left.

use std::collections::BTreeMap;

use askhow_document::{Edit, Finding, Fix, Span, Text};
use askhow_review::Want;

use crate::{Action, ActionKind, Snapshot};

/// Texts that take more rounds than these go in a circle.
const MAX_ROUNDS: usize = 16;

/// A text with everything safe done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FixedText {
    /// The text as it is then.
    pub text: String,
    /// What leads there, in bytes of the text as it was: in order, not overlapping.
    pub edits: Vec<Edit>,
    /// How many fixes that took.
    pub n_fixes: usize,
}

/// Applies every fix that is preferred and safe, round by round until there is none. `keep` leaves out the
/// findings that nobody asked about; it sees them with the text that they are about.
pub fn fix_all(snapshot: &Snapshot, keep: impl Fn(&Text, &mut Vec<Finding>)) -> FixedText {
    let mut found = snapshot.review().findings(Want::Safe);
    keep(snapshot.text(), &mut found);
    fix_these(snapshot, &found, keep)
}

/// The same where the findings, those that nobody asked about left out, are known.
pub fn fix_these(
    snapshot: &Snapshot,
    found: &[Finding],
    keep: impl Fn(&Text, &mut Vec<Finding>),
) -> FixedText {
    let text = snapshot.text().to_string();
    let crlf = is_crlf(&text);
    let mut pieces = Pieces::whole(text.len());
    let mut n_fixes = 0;
    let mut later: Option<Snapshot> = None;
    let (mut edits, mut n_more) = chosen(found, crlf);
    for _ in 0..MAX_ROUNDS {
        if n_more == 0 {
            break;
        }
        n_fixes += n_more;
        pieces = pieces.edited(&edits);
        let now = later.as_ref().unwrap_or(snapshot).with(&edits);
        let mut found = now.review().findings(Want::Safe);
        keep(now.text(), &mut found);
        (edits, n_more) = chosen(&found, crlf);
        later = Some(now);
    }
    let edits = pieces.edits(&text);
    let text = later.map_or(text, |later| later.text().to_string());
    FixedText { text, edits, n_fixes }
}

/// The same as one action of an editor.
pub(crate) fn action(snapshot: &Snapshot) -> Option<Action> {
    let fixed = snapshot.fixed.get_or_init(|| fix_all(snapshot, |_, _| {}));
    let title = match fixed.n_fixes {
        0 => return None,
        1 => "Apply the one safe fix of this review".to_owned(),
        n => format!("Apply all {n} safe fixes of this review"),
    };
    Some(Action::new(title, ActionKind::FixAll, fixed.edits.clone()))
}

/// Whether this fix may be applied unseen.
fn is_safe(fix: &&Fix) -> bool {
    fix.preferred && fix.safe && !fix.edits.is_empty()
}

/// The edits of one round, in order, and how many fixes they are. A fix that touches an earlier one waits for the
/// next round.
fn chosen(findings: &[Finding], crlf: bool) -> (Vec<Edit>, usize) {
    let mut fixes: Vec<&Fix> =
        findings.iter().filter_map(|finding| finding.fixes.iter().find(is_safe)).collect();
    fixes.sort_by_key(|fix| fix.edits.first().map(|edit| edit.span));
    let mut taken: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut n_fixes = 0;
    for fix in fixes {
        let is_free = |edit: &Edit| {
            let near = taken.range(..=edit.span.end).next_back();
            near.is_none_or(|(_, other)| other.span.end < edit.span.start)
        };
        if fix.edits.iter().all(is_free) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            n_fixes += 1;
        }
    }
    let written = |edit: &Edit| match crlf {
        true => Edit::new(edit.span, with_crlf(&edit.new_text)),
        false => edit.clone(),
    };
    (taken.into_values().map(written).collect(), n_fixes)
}

/// Whether every line ends with CR LF.
fn is_crlf(text: &str) -> bool {
    let all = text.matches('\n').count();
    all > 0 && text.matches("\r\n").count() == all
}

fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// A text under edit as pieces of what it was and of what was put in.
struct Pieces(Vec<Piece>);

enum Piece {
    /// Bytes of the text as it was.
    Old(Span),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Old(span) => span.len(),
            Piece::New(text) => text.len(),
        }
    }

    /// The bytes `from..to` of it.
    fn part(&self, from: usize, to: usize) -> Piece {
        match self {
            Piece::Old(span) => Piece::Old(Span::new(span.start + from, span.start + to)),
            Piece::New(text) => Piece::New(text.get(from..to).unwrap_or_default().to_owned()),
        }
    }
}

/// Keeps what of a piece that begins at `at` lies within `from..to`.
fn keep(kept: &mut Vec<Piece>, piece: &Piece, at: usize, from: usize, to: usize) {
    let (from, to) = (from.max(at), to.min(at + piece.len()));
    if from < to {
        kept.push(piece.part(from - at, to - at));
    }
}

impl Pieces {
    fn whole(len: usize) -> Self {
        Self(vec![Piece::Old(Span::new(0, len))])
    }

    /// With `edits` made, which are in bytes of the text as it is now, in order, and do not overlap.
    fn edited(&self, edits: &[Edit]) -> Self {
        let mut edited = Vec::with_capacity(self.0.len() + 2 * edits.len());
        let mut edits = edits.iter().peekable();
        let (mut at, mut done) = (0, 0);
        for piece in &self.0 {
            let end = at + piece.len();
            while let Some(edit) = edits.next_if(|edit| edit.span.start < end) {
                keep(&mut edited, piece, at, done, edit.span.start);
                edited.push(Piece::New(edit.new_text.clone()));
                done = edit.span.end;
            }
            keep(&mut edited, piece, at, done, end);
            at = end;
        }
        edited.extend(edits.map(|edit| Piece::New(edit.new_text.clone())));
        Self(edited)
    }

    /// What leads from the text as it was, which is `text`, to the pieces.
    fn edits(&self, text: &str) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let (mut done, mut written) = (0, String::new());
        let end = Piece::Old(Span::empty(text.len()));
        for piece in self.0.iter().chain([&end]) {
            match piece {
                Piece::New(text) => written.push_str(text),
                Piece::Old(span) => {
                    let gone = Span::new(done, span.start);
                    if gone.of(text) != written {
                        edits.push(Edit::new(gone, std::mem::take(&mut written)));
                    }
                    written.clear();
                    done = span.end;
                }
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use askhow_document::{Level, Rule, apply_edits};

    use super::*;
    use crate::fixture::snapshot;

    static RULE: Rule = Rule {
        id: "phrasing/test",
        level: Level::Hint,
        summary: "",
        about: "",
        questions: &[],
        fires: &[],
        quiet: &[],
    };

    fn finding(edits: &[(usize, usize, &str)], preferred: bool, safe: bool) -> Finding {
        let edits = edits.iter().map(|(start, end, new)| Edit::new(Span::new(*start, *end), *new)).collect();
        let mut finding = Finding::new(&RULE, Span::empty(0), "");
        finding.fixes = vec![Fix { title: String::new(), preferred, safe, edits, item: None }];
        finding
    }

    /// Command line and editor: the same text, in the same number of fixes.
    #[track_caller]
    fn check(text: &str, expected: &str, n_fixes: usize) {
        let fixed = fix_all(&snapshot(text), |_, _| {});
        assert_eq!((fixed.text.as_str(), fixed.n_fixes), (expected, n_fixes));
        assert_eq!(apply_edits(text, &fixed.edits), expected);
        let action = action(&snapshot(text));
        let edits = action.as_ref().map(|action| action.edits().to_vec()).unwrap_or_default();
        assert_eq!(edits, fixed.edits);
        let title = action.map(|action| action.title);
        let number = match n_fixes {
            0 => None,
            1 => Some("Apply the one safe fix of this review".to_owned()),
            n => Some(format!("Apply all {n} safe fixes of this review")),
        };
        assert_eq!(title, number);
    }

    #[test]
    fn only_preferred_and_safe_fixes_that_do_not_touch_are_taken() {
        let findings = [
            finding(&[(8, 9, "Y")], true, true),
            finding(&[(0, 3, "How"), (5, 6, "x")], true, true),
            finding(&[(4, 5, "Z")], true, true),
            finding(&[(6, 7, "U")], false, true),
            finding(&[(7, 8, "V")], true, false),
        ];
        let (edits, n_fixes) = chosen(&findings, false);
        assert_eq!((apply_edits("Why dxyzuv", &edits).as_str(), n_fixes), ("How dxyzYv", 2));
    }

    #[test]
    fn a_fix_with_edits_far_apart_does_not_hold_up_those_between() {
        let findings =
            [finding(&[(0, 1, "A"), (8, 9, "I")], true, true), finding(&[(4, 5, "E")], true, true)];
        let (edits, n_fixes) = chosen(&findings, false);
        assert_eq!((apply_edits("a...e...i", &edits).as_str(), n_fixes), ("A...E...I", 2));
    }

    #[test]
    fn what_is_put_in_ends_its_lines_as_the_file_does() {
        assert!(is_crlf("a\r\nb\r\n"));
        assert!(!is_crlf("a\r\nb\n") && !is_crlf("a"));
        let (edits, _) = chosen(&[finding(&[(0, 0, "x\ny\r\n")], true, true)], true);
        assert_eq!(apply_edits("", &edits), "x\r\ny\r\n");
    }

    #[test]
    fn edits_of_several_rounds_are_told_as_edits_of_the_text_as_it_was() {
        let mut pieces = Pieces::whole(9);
        pieces = pieces.edited(&[Edit::new(Span::new(6, 9), "you")]);
        pieces = pieces.edited(&[Edit::new(Span::new(0, 1), "AA")]);
        // Across what was put in before, and into the middle of it.
        pieces = pieces.edited(&[Edit::new(Span::new(1, 4), "-")]);
        pieces = pieces.edited(&[Edit::new(Span::new(6, 7), "YO")]);
        let text = "abcdefghi";
        assert_eq!(apply_edits(text, &pieces.edits(text)), "A-defyYOu");
    }

    #[test]
    fn a_review_is_fixed_alike_by_command_line_and_editor() {
        check("# Slow\n\nAll was well.\n", "# Slow\n\nAll was well.\n", 0);
        check(
            "# Slow\n\n## Open Questions\n\n- Why did the deploy fail?\n",
            "# Slow\n\n## Open Questions\n\n- How did the deploy come to fail?\n",
            1,
        );
        check(
            "# Slow\r\n\r\nWhy did the deploy fail? Why did the job stop?\r\n",
            "# Slow\r\n\r\nHow did the deploy come to fail? How did the job come to stop?\r\n",
            2,
        );
    }
}
