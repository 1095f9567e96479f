//! What has to hold of findings and rewrites in any text.

#![allow(dead_code, missing_docs)]

use std::sync::LazyLock;

use askhow_document::{Document, Finding, Fix, Prose, apply_edits};
use askhow_phrasing::{Phrases, Place, ladder};

/// What is looked for where nobody has phrases of their own.
pub static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Vec::new()));

/// All findings of a Markdown text, block by block, with the prose that each was found in.
pub fn check_markdown(text: &str, each: &mut dyn FnMut(&Prose<'_>, &[Finding])) {
    let mut document = Document::new(text);
    document.refresh();
    for segment in document.segments() {
        for block in segment.blocks().iter().filter(|block| !block.content.is_empty()) {
            let prose = segment.prose(block.content);
            let hits = PHRASES.check(&prose, Place::default());
            let findings: Vec<Finding> = hits.into_iter().map(|hit| hit.finding).collect();
            if !findings.is_empty() {
                assert!(PHRASES.may_match(prose.source), "{:?}", prose.source);
            }
            each(&prose, &findings);
        }
    }
}

/// A finding points at something, and its fixes fit.
#[track_caller]
pub fn assert_fits(source: &str, finding: &Finding) {
    assert!(
        source.get(finding.span.start..finding.span.end).is_some_and(|text| !text.is_empty()),
        "{source:?}"
    );
    assert!(finding.fixes.iter().filter(|fix| fix.preferred).count() <= 1);
    for fix in &finding.fixes {
        assert_edits_fit(source, fix);
    }
}

/// In order, apart, on the borders of characters.
pub fn assert_edits_fit(source: &str, fix: &Fix) {
    let mut behind = 0;
    for edit in &fix.edits {
        assert!(edit.span.start >= behind, "{fix:?}");
        assert!(source.get(edit.span.start..edit.span.end).is_some(), "{fix:?}");
        behind = edit.span.end;
    }
}

/// Findings and their fixes lie inside the prose that they are about.
pub fn findings_fit(text: &str) {
    check_markdown(text, &mut |prose, findings| {
        for finding in findings {
            assert_fits(prose.source, finding);
        }
    });
}

/// So do rungs of a ladder, and what is told anew at a place.
pub fn rungs_fit(text: &str, at: usize) {
    check_markdown(text, &mut |prose, _| {
        let rung = PHRASES.rung(prose, Place::default());
        if let Some(rung) = &rung {
            assert!(prose.source.get(rung.span.start..rung.span.end).is_some(), "{:?}", prose.source);
        }
        if let Some(hit) = rung.as_ref().and_then(|rung| ladder(std::slice::from_ref(rung))) {
            assert_fits(prose.source, &hit.finding);
        }
        if let Some(fix) = PHRASES.retell(prose, Place::default(), at) {
            assert_edits_fit(prose.source, &fix);
        }
    });
}

/// Where a rewrite is done, less is found.
pub fn rewrites_take_their_findings_away(text: &str) {
    check_markdown(text, &mut |prose, findings| {
        let fixes = findings.iter().flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)));
        for (finding, fix) in fixes.filter(|(_, fix)| !fix.edits.is_empty()) {
            let count = |text: &str| {
                let mut count = 0;
                check_markdown(text, &mut |_, findings| {
                    count += findings.iter().filter(|found| found.rule == finding.rule).count();
                });
                count
            };
            let after = apply_edits(prose.source, &fix.edits);
            // A sentence that asks twice may ask once more when the first is gone.
            let slack = usize::from(prose.source.to_lowercase().matches("why").count() > 1);
            assert!(count(&after) < count(prose.source) + slack, "{:?} → {after:?}", prose.source);
        }
    });
}
