//! After any edits, what is found is what would be found in the same text read from nothing.

mod common;

use std::sync::Arc;

use askhow_document::Span;
use askhow_ide::{Analysis, Settings};

const REVIEW: &str = "---\ntitle: Checkout slowed down\n---\n\n# Checkout slowed down on 2025-03-04\n\n\
**Severity:** SEV-2\n**Incident Start:** 2025-03-04 16:40 UTC\n\n## Summary\n\nOrders took half a minute, and some users \
gave up. Why did nobody notice? The root cause was a full cache, which nobody had thought of before that day.\n\n\
## Contributors & Enablers\n\n- The cache was full, and obviously nobody looked.\n- Why did the deploy not wait for the \
second region to come back to life?\n\n## Mitigators\n\n- Luckily Ana was still there.\n\n## Timeline\n\nAll times in \
UTC.\n\n- 16:40 Deploy went out\n- 16:55 Ana notices slow orders\n- 16:50 Ben is paged\n- 17:45 Back to normal\n\n\
| Time | What |\n| - | - |\n| 18:00 | All clear |\n\n## Risks\n\n<!-- askhow-ignore-next -->\nWe should have known. \
It will never happen again.\n\n## Open Questions\n\n- How did the cache fill up?\n";

/// Pieces that change words, structure, both or nothing.
const PIECES: [&str; 24] = [
    "x",
    "why did it fail? ",
    "root cause ",
    " ",
    "\n",
    "\n\n",
    "# ",
    "## Risks\n",
    "- ",
    "16:41 ",
    "- 17:05 Cy joins\n",
    "**",
    "`",
    "```\n",
    "| a | b |\n",
    "<!-- ",
    "<!-- askhow-ignore phrasing/* -->",
    " -->",
    "é🙏",
    "\r\n",
    "Severity: SEV-1\n",
    "All times in PST.\n",
    "luckily ",
    "[x](y)",
];

#[test]
fn findings_after_edits_are_those_of_the_text() {
    let surroundings = common::surroundings(Settings::default());
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below.max(1) as u64).unwrap_or_default()
    };
    for round in 0..12 {
        let mut analysis = Analysis::new(REVIEW, Arc::clone(&surroundings));
        let mut held = None;
        for step in 0..60 {
            let text = analysis.text().clone();
            let at = text.floor(random(text.len() + 1));
            let (span, piece) = match random(3) {
                0 => (Span::new(at, text.floor(at + random(12))), ""),
                // Most keys are letters in the middle of a word.
                1 => (Span::empty(at), ["e", "n", " so"][random(3)]),
                _ => (Span::empty(at), PIECES[random(PIECES.len())]),
            };
            analysis.edit(span, piece);
            let snapshot = analysis.snapshot();
            let fresh = Analysis::new(&analysis.text().to_string(), Arc::clone(&surroundings)).snapshot();
            let context = || format!("round {round} step {step}\n{}", analysis.text());
            assert_eq!(askhow_ide::messages(&snapshot), askhow_ide::messages(&fresh), "{}", context());
            assert_eq!(askhow_ide::findings(&snapshot), askhow_ide::findings(&fresh), "{}", context());
            let near = |of| askhow_ide::findings_near(of, at, 1000).findings;
            assert_eq!(near(&snapshot), near(&fresh), "{}", context());
            assert_eq!(askhow_ide::symbols(&snapshot), askhow_ide::symbols(&fresh), "{}", context());
            // Now and then somebody still reads the last version while the next is made.
            held = (random(4) == 0).then_some(snapshot);
        }
        drop(held);
    }
}
