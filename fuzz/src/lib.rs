//! What has to hold of any input, whatever it is: one target for each reader of bytes that may be anybody's.
//!
//! A target takes bytes and panics where something does not hold. Oracles are those of the crates' own tests with random
//! texts, so that there is one word on what is right. The whole check tries every target on the seeds and on what has once
//! crashed it (`tests/replay.rs`), on any toolchain; `cargo xtask fuzz` looks for more, with an engine that this crate
//! knows nothing of (`engine/`).

mod input;
mod targets;

#[path = "../../crates/ide/tests/common/mod.rs"]
mod ide;
#[path = "../../crates/phrasing/tests/common/mod.rs"]
mod phrasing;
#[path = "../../crates/review/tests/common/mod.rs"]
mod review;
#[path = "../../crates/timeline/tests/common/mod.rs"]
mod timeline;

/// A target: panics where something does not hold of these bytes.
pub type Run = fn(&[u8]);

/// All of them, by name. What is tried of each stands at the top of its file in `targets/`; folders of seeds and of crashes
/// are called alike.
pub const TARGETS: [(&str, Run); 10] = [
    ("edits", targets::edits::run),
    ("places", targets::places::run),
    ("blocks", targets::blocks::run),
    ("stamps", targets::stamps::run),
    ("timelines", targets::timelines::run),
    ("rewrites", targets::rewrites::run),
    ("front_matter", targets::front_matter::run),
    ("settings", targets::settings::run),
    ("messages", targets::messages::run),
    ("reports", targets::reports::run),
];

/// The target of that name.
pub fn target(name: &str) -> Option<Run> {
    TARGETS.into_iter().find(|(known, _)| *known == name).map(|(_, run)| run)
}
