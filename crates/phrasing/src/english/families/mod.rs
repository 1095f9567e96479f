//! The families of wording: one file each, with its rule and its phrases. A new rule is one file and one
//! line in each of the two lists below.

mod be_careful;
mod best_practice;
mod blame;
mod compliance;
mod counterfactual;
pub(crate) mod five_whys;
mod hindsight;
mod human_error;
mod luck;
mod metaphor;
mod nines;
mod no_change;
pub(crate) mod own;
mod prevention;
mod reason_why;
mod root_cause;
mod surprise;
mod tell;
mod vague_impact;
mod why;

use askhow_document::Rule;

use crate::family::Family;

/// All families, in the order of the reference.
pub(crate) static FAMILIES: &[&Family] = &[
    &why::FAMILY,
    &reason_why::FAMILY,
    &five_whys::FAMILY,
    &root_cause::FAMILY,
    &human_error::FAMILY,
    &counterfactual::FAMILY,
    &hindsight::FAMILY,
    &be_careful::FAMILY,
    &blame::FAMILY,
    &compliance::FAMILY,
    &best_practice::FAMILY,
    &prevention::FAMILY,
    &nines::FAMILY,
    &vague_impact::FAMILY,
    &metaphor::FAMILY,
    &luck::FAMILY,
    &no_change::FAMILY,
    &surprise::FAMILY,
];

/// All rules, in the order of the reference.
pub(crate) static RULES: &[&Rule] = &[
    &why::QUESTION,
    &why::CLAUSE,
    &reason_why::RULE,
    &five_whys::RULE,
    &root_cause::RULE,
    &human_error::RULE,
    &counterfactual::RULE,
    &hindsight::RULE,
    &be_careful::RULE,
    &blame::RULE,
    &compliance::RULE,
    &best_practice::RULE,
    &prevention::RULE,
    &nines::RULE,
    &vague_impact::RULE,
    &metaphor::RULE,
    &luck::RULE,
    &no_change::RULE,
    &surprise::RULE,
    &own::RULE,
];
