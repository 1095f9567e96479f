//! The server in real editors, with the configuration that stands in `editors/`.
//!
//! `cargo xtask test` installs the editors and says where they are. Without that a test says that it skips
//! its editor; with `ASKHOW_EDITORS=required` it fails instead, and with
//! `later` it passes without a word.

mod commands;
mod emacs;
mod features;
mod first;
mod first_finding;
mod helix;
mod helix_around;
mod home;
mod narrow;
mod neovim;
mod pages;
mod picture;
mod rows;
mod screen;
