//! Globs: of `reviews`, of `[[overrides]]`, of `--exclude`.

use askhow_document::EXTENSIONS;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// Globs of which the last one that matches counts, as in a `.gitignore`; with `!` in front it takes out.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    set: GlobSet,
    /// For each glob of the set whether it takes out.
    takes_out: Vec<bool>,
}

impl Globs {
    /// Compiles globs; those that are none are left out ([`check`] names them).
    pub fn new(globs: &[String]) -> Self {
        let mut builder = GlobSetBuilder::new();
        let mut takes_out = Vec::new();
        for glob in globs {
            let (glob, is_out) = told(glob);
            for glob in spelt_out(glob).iter().filter_map(|glob| build(glob).ok()) {
                builder.add(glob);
                takes_out.push(is_out);
            }
        }
        // What is too large to compile matches nothing.
        Self { set: builder.build().unwrap_or_default(), takes_out }
    }

    /// What they say of a path with `/`, relative to where they stand: that it is meant, that it is not, or nothing.
    pub fn verdict(&self, path: &str) -> Option<bool> {
        if self.set.is_empty() {
            return None;
        }
        let matching = self.set.matches(path.strip_prefix("./").unwrap_or(path));
        let last = matching.into_iter().max()?;
        self.takes_out.get(last).map(|is_out| !is_out)
    }
}

/// What is wrong with a glob.
///
/// # Errors
/// Says it, and what would be right.
pub fn check(glob: &str) -> Result<(), String> {
    let (glob, _) = told(glob);
    if glob.trim().is_empty() {
        return Err("it is empty; write one such as `incidents/**/*.md`".to_owned());
    }
    build(glob).map(|_| ()).map_err(|error| error.kind().to_string())
}

/// The glob alone, and whether a `!` in front of it takes out; `\!` is a name that begins so.
fn told(glob: &str) -> (&str, bool) {
    let glob = glob.trim();
    glob.strip_prefix('!').map_or((glob, false), |glob| (glob, true))
}

fn build(glob: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(glob).literal_separator(true).build()
}

/// A folder stands for the Markdown in it: `incidents/` and `incidents` mean `incidents/**/*.md` too.
fn spelt_out(glob: &str) -> Vec<String> {
    let glob = glob.trim();
    let glob = glob.strip_prefix("./").unwrap_or(glob).trim_start_matches('/');
    let folder = glob.trim_end_matches('/');
    let last = folder.rsplit('/').next().unwrap_or_default();
    if glob.ends_with('/') || !last.contains(['.', '*', '?', '{', '[']) {
        let extensions: Vec<String> = EXTENSIONS.into_iter().map(in_any_case).collect();
        return vec![folder.to_owned(), format!("{folder}/**/*.{{{}}}", extensions.join(","))];
    }
    vec![glob.to_owned()]
}

/// `[mM][dD]` for `md`.
fn in_any_case(extension: &str) -> String {
    extension.chars().map(|c| format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_match(glob: &str, path: &str, expected: bool) {
        let verdict = Globs::new(&[glob.to_owned()]).verdict(path);
        assert_eq!(verdict == Some(true), expected, "{glob} {path}");
    }

    #[test]
    fn globs_name_files_below_their_folder() {
        check_match("incidents/**/*.md", "incidents/2019/03.md", true);
        check_match("incidents/**/*.md", "incidents/03.md", true);
        check_match("incidents/*.md", "incidents/2019/03.md", false);
        check_match("incidents/*.md", "docs/incidents/03.md", false);
        check_match("*.md", "03.md", true);
        check_match("./*.md", "03.md", true);
        check_match("/reviews/*.md", "reviews/x.md", true);
        check_match("reviews/", "reviews/2019/x.md", true);
        check_match("reviews", "reviews/x.markdown", true);
        check_match("reviews", "reviews/x.MDX", true);
        check_match("reviews", "reviews/x.rs", false);
        check_match("{a,b}/*.md", "b/x.md", true);
    }

    #[test]
    fn the_last_glob_that_matches_counts() {
        let globs =
            |globs: &[&str]| Globs::new(&globs.iter().map(|glob| (*glob).to_owned()).collect::<Vec<_>>());
        let some = globs(&["incidents/", "!incidents/templates/", "incidents/templates/used.md"]);
        assert_eq!(some.verdict("incidents/a.md"), Some(true));
        assert_eq!(some.verdict("incidents/templates/a.md"), Some(false));
        assert_eq!(some.verdict("incidents/templates/used.md"), Some(true));
        assert_eq!(some.verdict("docs/a.md"), None);
        assert_eq!(globs(&["!drafts/**", "**/*.md"]).verdict("drafts/a.md"), Some(true));
        assert_eq!(globs(&["!drafts"]).verdict("drafts/a.md"), Some(false));
        assert_eq!(globs(&["\\!a.md"]).verdict("!a.md"), Some(true));
        assert_eq!(globs(&[]).verdict("a.md"), None);
    }

    #[test]
    fn what_is_no_glob_is_said() {
        assert!(check("a[b").is_err());
        assert!(check("{a,b").is_err());
        assert!(check(" ").is_err());
        assert!(check("!").is_err());
        assert!(check("!a[b").is_err());
        assert!(check("!**/*.md").is_ok());
        assert!(check("**/*.md").is_ok());
        check_match("a[b", "a[b", false);
    }
}
