//! The rules `section/*`.

pub mod duplicate;
pub mod empty;
pub mod filed;
pub mod item_kind;
pub mod missing;
pub mod mitigators;
pub mod order;
mod place;
pub mod rename;
mod written;

use super::ReviewRule;

pub(crate) use place::asks_nothing;
pub(crate) use written::{Progress, is_untouched, is_written};

/// In the order of the reference.
pub(super) static SECTION: &[ReviewRule] = &[
    ReviewRule { rule: &mitigators::RULE, check: mitigators::check },
    ReviewRule { rule: &missing::RULE, check: missing::check },
    ReviewRule { rule: &filed::RULE, check: filed::check },
    ReviewRule { rule: &order::RULE, check: order::check },
    ReviewRule { rule: &duplicate::RULE, check: duplicate::check },
    ReviewRule { rule: &empty::RULE, check: empty::check },
    ReviewRule { rule: &rename::RULE, check: rename::check },
    ReviewRule { rule: &item_kind::RULE, check: item_kind::check },
];
