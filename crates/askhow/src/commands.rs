//! The commands, one file each: its arguments, and what it does with them.

pub mod check;
pub mod completions;
pub mod config;
pub mod demo;
pub mod fix;
pub mod format;
pub mod lsp;
pub mod man;
pub mod new;
pub mod reference;
pub mod rephrase;
pub mod rules;
