//! stub
use crate::Section;
use askhow_document::{Level, Rule};
macro_rules! r {
    ($n:ident, $id:literal) => {
        /// s
        pub static $n: Rule = Rule {
            id: $id,
            level: Level::Information,
            summary: "",
            about: "",
            questions: &[],
            fires: &[],
            quiet: &[],
        };
    };
}
r!(MISSING, "section/missing");
r!(MITIGATORS, "section/mitigators");
r!(ORDER, "section/order");
r!(DUPLICATE, "section/duplicate");
r!(EMPTY, "section/empty");
r!(RENAME, "section/rename");
r!(FILED, "section/filed");
macro_rules! m { ($($n:ident($($a:ident: $t:ty),*);)*) => { $(/// s
pub fn $n($($a: $t),*) -> String { let _ = ($($a,)*); String::new() })* } }
m! { missing_message(a: &[Section]); no_mitigators_message(); empty_mitigators_message(); order_message(a: &str, b: &str); duplicate_message(a: &str); empty_message(a: &str); rename_message(a: &str, b: &str); filed_message(); }
