//! The rules `section/*` and the rule of the review as a whole: their values and what they say.
//!
//! Whether one applies is worked out by the checks, which know the outline.

use askhow_document::{Level, Rule};

use crate::section::Section;

/// The rules of sections, in the order of the reference.
pub static SECTION: &[&Rule] =
    &[&MITIGATORS, &MISSING, &FILED, &ORDER, &DUPLICATE, &EMPTY, &RENAME, &ITEM_KIND];

/// A review with all nine sections.
const WHOLE: &str = "# Checkout was slow\n\n## Description\n\nOrders took a minute.\n\n\
## Contributors & Enablers\n\n- The cache held sessions and carts.\n\n\
## Mitigators\n\n- The support desk told shops within minutes.\n\n\
## Risks\n\n- The other cache is as full.\n\n\
## Difficulties in Handling\n\n- The dashboard loaded as slowly as the shop.\n\n\
## Follow-up Items\n\n- Show the size of the cache.\n\n\
## Artifacts\n\n- [The graph of orders](orders.png)\n\n\
## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n\n\
## References\n\n- [The slow day in May](may.md)\n\n\
## Open Questions\n\n- How did the cache come to hold both?\n";

/// A section that is there under none of its names.
pub static MISSING: Rule = Rule {
    id: "section/missing",
    level: Level::Information,
    summary: "Sections that are there under none of their names",
    about: "Each of the nine sections asks something that the others do not, and an empty place is an \
            invitation to ask it. Sections under other names count. Add those that help here, or turn the \
            rule off.",
    questions: &["What would somebody who was not there look for next?", "Who could tell that part?"],
    fires: &[
        "# Checkout was slow\n\n## Mitigators\n\n- The desk told shops.\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
    ],
    quiet: &[WHOLE],
};

/// No section that tells what went right, or an empty one.
pub static MITIGATORS: Rule = Rule {
    id: "section/mitigators",
    level: Level::Information,
    summary: "No section that tells what went right, or an empty one",
    about: "Things went right, or it would have been worse: people noticed, knew whom to call, had the tools \
            and the slack. What is not told is the first thing to be saved away. Add the section and begin \
            with one thing that helped.",
    questions: &[
        "How did things go right?",
        "How did people know what to do, and where had they learned it?",
        "How much of it was designed, how much adapted on the spot, how much luck?",
    ],
    fires: &[
        "# Checkout was slow\n\n## Contributors & Enablers\n\n- The cache held sessions and carts.\n",
        "# Checkout was slow\n\n## Mitigators\n\n-\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
    ],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n## Where we got lucky\n\n- Ana was looking at the graph anyway.\n",
    ],
};

/// Canonical sections in another order.
pub static ORDER: Rule = Rule {
    id: "section/order",
    level: Level::Hint,
    summary: "Canonical sections in another order, where four or more bear their canonical names",
    about: "Readers of many reviews find their way by the order of the sections. Move the section with all \
            that it holds, or keep your own order and turn the rule off.",
    questions: &["In which order would somebody who was not there want to read it?"],
    fires: &[
        "# Checkout was slow\n\n## Mitigators\n\n- The desk told shops.\n\n## Contributors & Enablers\n\n- The cache held carts.\n\n## Risks\n\n- The other cache.\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
    ],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n\n## Root cause\n\nCarts.\n\n## What went well\n\n- The desk told shops.\n",
    ],
};

/// The same name twice.
pub static DUPLICATE: Rule = Rule {
    id: "section/duplicate",
    level: Level::Information,
    summary: "Two sections of the same name under the same heading",
    about: "What stands in the second of two sections is easily overlooked. Move its content to the first, \
            or give it a name of its own.",
    questions: &["How do the two differ?"],
    fires: &[
        "# Checkout was slow\n\n## Risks\n\n- The other cache.\n\n## Mitigators\n\n- The desk.\n\n## Risks\n\n- No alert.\n",
    ],
    quiet: &[
        WHOLE,
        "# Two slow days\n\n## Monday\n\n### Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n\n## Tuesday\n\n### Timeline\n\n- 2019-03-26 09:10 UTC Ben sees slow orders.\n",
    ],
};

/// A heading with nothing under it.
pub static EMPTY: Rule = Rule {
    id: "section/empty",
    level: Level::Hint,
    summary: "A section with nothing under its heading, or an empty bullet",
    about: "An empty section may mean that there was nothing, or that nobody was asked: readers can't tell. \
            Begin a first item, or say in a few words that there was nothing.",
    questions: &["Who could know something that belongs here?"],
    fires: &[
        "# Checkout was slow\n\n## Mitigators\n\n- The desk.\n\n## Risks\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
        "# Checkout was slow\n\n## Mitigators\n\n- The desk.\n\n## Risks\n\n-\n",
    ],
    quiet: &[WHOLE],
};

/// A name that leads to one answer.
pub static RENAME: Rule = Rule {
    id: "section/rename",
    level: Level::Hint,
    summary: "A heading that leads the writer to one answer",
    about: "Under a heading such as “Root cause” people write one thing, under “What went wrong” what people \
            did, under “Prevention” a promise. A name that asks for many conditions, for what was hard and \
            for what helps next time gets other answers.",
    questions: &["What else would people tell under a name that leaves it open?"],
    fires: &[
        "# Checkout was slow\n\n## Root cause\n\nThe cache held sessions and carts.\n",
        "# Checkout was slow\n\n## Prevention\n\n- Show the size of the cache.\n",
    ],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n## Contributing factors\n\n- The cache held sessions and carts.\n",
    ],
};

/// An item that reads like one of another section.
pub static ITEM_KIND: Rule = Rule {
    id: "section/item-kind",
    level: Level::Hint,
    summary: "An item that reads like one of another section",
    about: "What came back without help kept things from being worse, and what somebody will do is a follow-up: \
            each is found again where people look for it. Move the item, or leave it where it makes sense.",
    questions: &["Where would somebody look for this a year from now?"],
    fires: &["# Checkout was slow\n\n## Risks\n\n- We will show the size of the cache.\n"],
    quiet: &["# Checkout was slow\n\n## Risks\n\n- The other cache will be full by May.\n"],
};

/// A form and a description and no more.
pub static FILED: Rule = Rule {
    id: "section/filed",
    level: Level::Hint,
    summary: "A form and a description, and nothing else",
    about: "Fields and a paragraph are enough to file an incident. Somebody who was not there learns from \
            what people saw, what helped and what is still open.",
    questions: &[
        "Will it be filed, or will it be read?",
        "How would somebody who was not there learn from it?",
    ],
    fires: &["# Checkout was slow\n\n- Severity: SEV2\n\n## Description\n\nOrders took a minute.\n"],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n- Severity: SEV2\n\n## Description\n\nOrders took a minute.\n\n## The second upgrade\n\nAna doubled the cache, and nothing changed.\n",
    ],
};

/// Names the sections that are missing, in the order given.
pub fn missing_message<N: AsRef<str>>(sections: &[N]) -> String {
    let names: Vec<String> = sections.iter().map(|name| format!("“{}”", name.as_ref())).collect();
    match names.as_slice() {
        [only] => format!("{only} is not here yet, under any of its names."),
        _ => format!("{} are not here yet, under any of their names.", listed(&names, "and")),
    }
}

/// Where no section tells what went right.
pub fn no_mitigators_message() -> String {
    "Nothing here tells yet how things went right.".to_owned()
}

/// Where the section that tells what went right is empty.
pub fn empty_mitigators_message() -> String {
    "Nobody has told here yet how things went right.".to_owned()
}

/// `section` stands behind `other`, which comes after it in canonical order.
pub fn order_message(section: &str, other: &str) -> String {
    format!("“{}” usually stands before “{}”.", section.trim(), other.trim())
}

/// This section stands before one that usually comes before it.
pub fn early_message(section: &str, other: &str) -> String {
    format!("“{}” usually stands behind “{}”.", section.trim(), other.trim())
}

/// A section of this name is already there.
pub fn duplicate_message(section: &str) -> String {
    format!("There are two sections “{}” here, and readers may miss this one.", section.trim())
}

/// Nothing stands under this heading.
pub fn empty_message(section: &str) -> String {
    format!("Nothing stands under “{}” yet.", section.trim())
}

/// A name that leads the writer of `section`, and one that does not: to one answer, to what people did, to a promise.
pub fn rename_message(name: &str, section: Section, canonical: &str) -> String {
    let (name, canonical) = (name.trim(), canonical.trim());
    match section {
        Section::FollowUp => format!("“{name}” promises a lot; “{canonical}” asks what helps next time."),
        Section::Difficulties => format!("“{name}” looks for slips; “{canonical}” asks what made it hard."),
        _ => format!("“{name}” leads to one answer; “{canonical}” leaves room for more."),
    }
}

/// An item under `here` reads like one of `there`.
pub fn item_kind_message(here: &str, there: &str) -> String {
    format!("This reads like an item of “{}” rather than “{}”.", there.trim(), here.trim())
}

/// A form and a description and no more.
pub fn filed_message() -> String {
    "A form and a description: will it be filed, or will it be read?".to_owned()
}

impl AsRef<str> for Section {
    fn as_ref(&self) -> &str {
        self.name()
    }
}

/// `a, b and c`.
pub(crate) fn listed(names: &[String], joint: &str) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {joint} {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_what_they_are_about() {
        assert_eq!(
            missing_message(&[Section::Risks, Section::Artifacts, Section::References]),
            "“Risks”, “Artifacts” and “References” are not here yet, under any of their names."
        );
        assert_eq!(
            missing_message(&["Action Items"]),
            "“Action Items” is not here yet, under any of its names."
        );
        assert_eq!(order_message(" Risks ", "Timeline"), "“Risks” usually stands before “Timeline”.");
    }
}
