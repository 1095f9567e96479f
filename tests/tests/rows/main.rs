//! Every row of our tables, by the cases of `tests/rows`: through the server, and that none is left out.
//! The tests of editors walk the same cases in Neovim.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod cases;
mod complete;
mod server;
