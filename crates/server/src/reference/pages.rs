//! The pages that come with the program: what stands in `docs` of this version.

use std::collections::HashMap;
use std::sync::LazyLock;

use askhow_ide::{Page, slug};

/// All pages, and what they link to: the name of a file, and its text.
pub(super) const PAGES: [(&str, &str); 6] = [
    ("rules.md", include_str!("../../../../docs/rules.md")),
    ("sections.md", include_str!("../../../../docs/sections.md")),
    ("features.md", include_str!("../../../../docs/features.md")),
    ("questions.md", include_str!("../../../../docs/questions.md")),
    ("settings.md", include_str!("../../../../docs/settings.md")),
    ("askhow.schema.json", include_str!("../../../../docs/askhow.schema.json")),
];

/// The lines of their headings, from 1, by the heading as addresses name it.
static HEADINGS: LazyLock<HashMap<(Page, String), usize>> = LazyLock::new(|| {
    let mut lines = HashMap::new();
    for page in Page::ALL {
        let mut in_code = false;
        for (idx, line) in text(page).lines().enumerate() {
            in_code ^= line.starts_with("```");
            if line.starts_with('#') && !in_code {
                lines.entry((page, slug(line.trim_start_matches('#')))).or_insert(idx + 1);
            }
        }
    }
    lines
});

/// The line of a heading, from 1; `None` where the page has no such heading.
pub(super) fn line_of(page: Page, heading: &str) -> Option<usize> {
    HEADINGS.get(&(page, slug(heading))).copied()
}

/// What stands below a heading of the second level, with the heading.
pub(super) fn section(page: Page, heading: &str) -> Option<&'static str> {
    let mut lines = text(page).split_inclusive('\n');
    let above = line_of(page, heading)? - 1;
    let start: usize = lines.by_ref().take(above).map(str::len).sum();
    let mut end = start + lines.next()?.len();
    let mut in_code = false;
    for line in lines {
        in_code ^= line.starts_with("```");
        if !in_code && line.starts_with("## ") {
            break;
        }
        end += line.len();
    }
    text(page).get(start..end).map(str::trim_end)
}

fn text(page: Page) -> &'static str {
    PAGES.iter().find(|(name, _)| *name == page.file()).map(|(_, text)| *text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_heading() {
        for rule in askhow_ide::rules() {
            let line = line_of(Page::Rules, rule.id).unwrap_or_else(|| panic!("{}", rule.id));
            assert_eq!(text(Page::Rules).lines().nth(line - 1), Some(&*format!("## `{}`", rule.id)));
        }
        assert_eq!(line_of(Page::Rules, "timeline/none"), None);
    }

    #[test]
    fn a_rule_is_cut_out_of_its_page_whole() {
        let mut len = 0;
        for rule in askhow_ide::rules() {
            let section = section(Page::Rules, rule.id).unwrap_or_else(|| panic!("{}", rule.id));
            assert!(section.starts_with(&format!("## `{}`\n", rule.id)), "{section}");
            assert!(section.contains(rule.about), "{section}");
            assert_eq!(section.matches("```").count() % 2, 0, "{section}");
            len += section.len();
        }
        // Headings in examples end nothing, so that all of them together are the page but for its table.
        let all = text(Page::Rules).find("\n## ").map(|at| text(Page::Rules).len() - at).expect("rules");
        assert!(len > all - 4 * askhow_ide::rules().len(), "{len} of {all}");
        assert_eq!(section(Page::Rules, "timeline/none"), None);
    }

    #[test]
    fn what_a_page_links_to_comes_along() {
        let (mut n_links, mut missing) = (0, Vec::new());
        for (name, text) in PAGES {
            let prose = text.split("```").step_by(2);
            for link in prose.flat_map(|prose| prose.split("](").skip(1)) {
                let target = link.split(['#', ')']).next().unwrap_or_default();
                n_links += 1;
                let is_there = target.is_empty() || PAGES.iter().any(|(other, _)| *other == target);
                if !is_there && !target.contains("://") {
                    missing.push(format!("{name}: {target}"));
                }
            }
        }
        assert!(n_links > 50, "{n_links}");
        assert_eq!(missing, Vec::<String>::new(), "these belong into PAGES");
    }
}
