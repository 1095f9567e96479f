//! The families of wording: one file each, with its rule and its phrases. A new rule is one file and one
//! line in the list below.

mod be_careful;
mod best_practice;
mod blame;
mod compliance;
mod counterfactual;
pub mod five_whys;
mod hindsight;
mod human_error;
mod luck;
mod metaphor;
mod nines;
mod no_change;
pub(crate) mod own;
mod prevention;
pub mod reason_why;
pub mod root_cause;
mod surprise;
mod tell;
mod vague_impact;
pub mod why;

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

/// All rules, in the order of the reference. The last is that of a team's own phrases.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules).copied().chain([&own::RULE])
}
