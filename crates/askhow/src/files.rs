//! Files on a disk: reading them, finding reviews in folders, and the settings that are in force for each.

mod list;
mod read;
mod settings;
mod walk;

pub use askhow_files::Disk;
pub use list::read_list;
pub use read::{Source, read_bytes};
pub use settings::{SettingsOf, near};
pub use walk::{Excluded, Target, Targets, collect, collect_listed, is_stdin_named};
