//! The rules `form/*`.

use askhow_document::Finding;

use crate::findings::Want;
use crate::review::Review;

/// What is to be said about the form of a review.
pub(crate) fn form(review: &Review, want: Want) -> Vec<Finding> {
    let _ = (review, want);
    Vec::new()
}
