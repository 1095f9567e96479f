//! A clause that tells how something came about and says *why*: nothing to flag, and yet it can be told with
//! *how* by somebody who asks for that.

use askhow_document::{Fix, Prose};

use crate::english::why;
use crate::family::shortened;
use crate::{Phrases, Place, rewrite};
use askhow_english::page::Page;

impl Phrases {
    /// `That's why we rolled back` told with *how*, where `at` (a place in the source) stands in its sentence.
    pub fn retell(&self, prose: &Prose<'_>, place: Place, at: usize) -> Option<Fix> {
        if !self.may_match(prose.source) {
            return None;
        }
        let page = Page::new(prose, prose.plain(), place);
        let (start, end) = page.sentence(page.token_of_source(at).min(page.tokens.len().checked_sub(1)?));
        let (first, changes) = (start..end).find_map(|idx| why::retell(&page, idx))?;
        let edits = rewrite::edits(&page, &changes).filter(|edits| !edits.is_empty())?;
        let title = format!("Write “{}”", shortened(&page, first, end, &edits));
        Some(Fix { title, preferred: false, safe: false, edits, item: None })
    }
}
