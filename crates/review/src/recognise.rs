//! stub
#[allow(missing_docs)]
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    pub is_review: bool,
}
#[allow(missing_docs)]
impl Verdict {
    pub fn sentence(&self) -> String {
        String::new()
    }
}
#[allow(missing_docs)]
pub fn decide(review: &crate::Review, _: bool) -> Verdict {
    Verdict { is_review: review.surroundings.named }
}
