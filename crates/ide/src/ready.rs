//! What all reviews need, made before the first is there.

use std::sync::Arc;

use askhow_review::Surroundings;

use crate::Analysis;
use crate::config::Resolved;

/// A text that asks for most of what is made when it is first asked for.
const TEXT: &str = "# Incident review: checkout\n\n## Timeline\n\n- 16:40 UTC Ada is paged, and thinks of the deploy\n\n\
                    ## Lessons\n\n- Why did the deploy fail? Ben should have checked it, since the root cause was known.\n";

/// Makes the tables that reading needs, which takes some milliseconds. Whoever waits for a first review has
/// it done meanwhile; nothing changes but the time.
pub fn get_ready() {
    let rules = Resolved::default().rules;
    let surroundings = Surroundings { rules, named: true, ..Surroundings::default() };
    let _ = Analysis::new(TEXT, Arc::new(surroundings)).snapshot();
}
