//! Files on a disk, as the server and the command line read them.
//!
//! A folder may come from anywhere, and what lies in it may be a device, a pipe, a link to either or out of the folder,
//! or larger than memory. So there is one way to read a file ([`read()`]), one way to ask for the settings and templates
//! of a folder ([`Disk`]) and one walk over what lies below a folder ([`markdown_below`]); a test sees to it that
//! nobody goes another way.

mod attributes;
mod disk;
mod ignored;
mod limit;
mod read;
mod utf8;
mod walk;

pub use attributes::keep_attributes;
pub use disk::Disk;
pub use limit::may_be_so_long;
pub use read::{
    LARGEST_REVIEW, LARGEST_SETTINGS, Unread, explain, is_inside, is_there, metadata, read, read_inside,
    repository, seen_through, top,
};
pub use utf8::{NoText, text};
pub use walk::{Limits, Walked, markdown_below};

/// What an error of the system says, as a part of a line, without its number.
pub fn in_its_words(error: &std::io::Error) -> Option<String> {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect())
}
