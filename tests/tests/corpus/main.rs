//! The binary over a folder of real reviews, if there is one: `ASKHOW_CORPUS`, else `../shared/corpus` beside
//! the repository. The reviews belong to others and are not part of the repository; how often each rule speaks
//! about them is, in `corpus-counts.txt` (`UPDATE_COUNTS=1` writes it anew).

mod announced;
mod answers;
mod counts;
mod fixed;
mod fixes;
mod judged;
mod known;
mod read;
mod rewritten;
mod shape;
mod templates;
