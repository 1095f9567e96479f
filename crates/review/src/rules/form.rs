//! The rules `form/*`.

pub mod front_matter;
pub mod invalid_date;
pub mod missing;
mod moments;
pub mod order;
pub mod timeline;
pub mod unknown_value;

use super::ReviewRule;

pub(crate) use moments::Moments;

/// In the order of the reference.
pub(super) static FORM: &[ReviewRule] = &[
    ReviewRule { rule: &unknown_value::RULE, check: unknown_value::check },
    ReviewRule { rule: &invalid_date::RULE, check: invalid_date::check },
    ReviewRule { rule: &order::RULE, check: order::check },
    ReviewRule { rule: &timeline::RULE, check: timeline::check },
    ReviewRule { rule: &missing::RULE, check: missing::check },
    ReviewRule { rule: &front_matter::RULE, check: front_matter::check },
];
