//! The rules of the comments that turn rules off.

pub mod unused;
