//! What is made of English here: the families of wording that are looked for, and how *why* becomes *how*.

pub(crate) mod families;
pub(crate) mod why;
