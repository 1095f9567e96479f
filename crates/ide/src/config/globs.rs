//! The globs of `reviews`.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// The files that the settings name as reviews.
#[derive(Clone, Debug, Default)]
pub struct ReviewGlobs {
    set: GlobSet,
}

impl ReviewGlobs {
    /// Compiles globs; those that are none are left out (reading the settings has named them).
    pub fn new(globs: &[String]) -> Self {
        let mut builder = GlobSetBuilder::new();
        for glob in globs.iter().flat_map(|glob| spelt_out(glob)) {
            if let Ok(glob) = build(&glob) {
                builder.add(glob);
            }
        }
        // What is too large to compile matches nothing.
        Self { set: builder.build().unwrap_or_default() }
    }

    /// Whether one of them matches a path with `/`, relative to where the globs stand.
    pub fn is_match(&self, path: &str) -> bool {
        !self.set.is_empty() && self.set.is_match(path.strip_prefix("./").unwrap_or(path))
    }
}

/// What is wrong with a glob.
pub(super) fn check(glob: &str) -> Result<(), String> {
    if glob.trim().is_empty() {
        return Err("it is empty; write one such as `incidents/**/*.md`".to_owned());
    }
    build(glob).map(|_| ()).map_err(|error| error.kind().to_string())
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
        return vec![folder.to_owned(), format!("{folder}/**/*.{{md,markdown,mkd}}")];
    }
    vec![glob.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_match(glob: &str, path: &str, expected: bool) {
        assert_eq!(ReviewGlobs::new(&[glob.to_owned()]).is_match(path), expected, "{glob} {path}");
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
        check_match("reviews", "reviews/x.rs", false);
        check_match("{a,b}/*.md", "b/x.md", true);
    }

    #[test]
    fn what_is_no_glob_is_said() {
        assert!(check("a[b").is_err());
        assert!(check("{a,b").is_err());
        assert!(check(" ").is_err());
        assert!(check("**/*.md").is_ok());
        check_match("a[b", "a[b", false);
    }
}
