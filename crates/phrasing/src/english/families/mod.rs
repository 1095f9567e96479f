//! The families of wording: one file each, with its rule and its phrases.

mod why;

use askhow_document::Rule;

use crate::family::Family;

/// All families, in the order of the reference.
pub(crate) static FAMILIES: &[&Family] = &[&why::FAMILY];

/// All rules, in the order of the reference.
pub(crate) static RULES: &[&Rule] = &[&why::QUESTION, &why::CLAUSE];
