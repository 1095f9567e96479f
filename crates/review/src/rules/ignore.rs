//! The rules of the comments that turn rules off. What of them silences nothing is told last, by who knows all findings.

pub mod unknown;
pub mod unused;

use super::ReviewRule;

/// The others, in the order of the reference.
pub(crate) static IGNORE: &[ReviewRule] = &[ReviewRule { rule: &unknown::RULE, check: unknown::check }];
