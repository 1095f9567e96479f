//! Which files are Markdown, and in which Markdown they are written: told by the name alone.

use std::path::Path;

/// What the names of Markdown files end in, in any case. This is the one list: the walk over folders, the server and
/// the globs of the settings all ask here.
pub const EXTENSIONS: [&str; 7] = ["md", "markdown", "mkd", "mdown", "mdx", "qmd", "Rmd"];

/// Whether a file's name says that it is Markdown.
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// In which Markdown a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// What most people write.
    #[default]
    Markdown,
    /// With components: `import` and `export`, `{/* comments */}`, tags with braces in them.
    Mdx,
}

impl Flavour {
    /// That of a file of this name.
    pub fn of_path(path: &str) -> Self {
        let ends = path.len().checked_sub(".mdx".len()).and_then(|at| path.get(at..));
        if ends.is_some_and(|ends| ends.eq_ignore_ascii_case(".mdx")) { Self::Mdx } else { Self::Markdown }
    }

    /// What a comment begins and ends with. In MDX, `<!--` is an error.
    pub fn comment_marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Markdown => ("<!--", "-->"),
            Self::Mdx => ("{/*", "*/}"),
        }
    }

    /// A comment with these words in it.
    pub fn comment(self, words: &str) -> String {
        let (open, close) = self.comment_marks();
        format!("{open} {words} {close}")
    }

    /// A text that was written with comments of Markdown, with comments of this flavour.
    pub fn with_own_comments(self, text: String) -> String {
        match self {
            Self::Markdown => text,
            Self::Mdx => text.replace("<!--", "{/*").replace("-->", "*/}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_markdown_is_told_by_the_name_in_any_case() {
        for name in
            ["a.md", "b/c.MD", "d.markdown", "e.mkd", "f.mdown", "g.mdx", "h.MDX", "i.qmd", "j.Rmd", "k.rmd"]
        {
            assert!(is_markdown(Path::new(name)), "{name}");
        }
        for name in ["md", "a.md.txt", ".md", "a.mdc", "a.rs", "a.", ""] {
            assert!(!is_markdown(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn mdx_is_told_by_the_name() {
        for (path, expected) in [
            ("a.mdx", Flavour::Mdx),
            ("docs/A.MDX", Flavour::Mdx),
            ("a.md", Flavour::Markdown),
            ("mdx", Flavour::Markdown),
            ("a.mdx.md", Flavour::Markdown),
            ("ä.md", Flavour::Markdown),
            ("", Flavour::Markdown),
        ] {
            assert_eq!(Flavour::of_path(path), expected, "{path}");
        }
    }

    #[test]
    fn comments_are_written_as_the_flavour_has_them() {
        assert_eq!(Flavour::Markdown.comment("a"), "<!-- a -->");
        assert_eq!(Flavour::Mdx.comment("a"), "{/* a */}");
        assert_eq!(
            Flavour::Mdx.with_own_comments("## R\n\n<!--\nHow?\n-->\n".to_owned()),
            "## R\n\n{/*\nHow?\n*/}\n"
        );
    }
}
