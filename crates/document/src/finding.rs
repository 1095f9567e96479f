//! What rules say: findings, their fixes, and the rules themselves as values.

use std::borrow::Cow;

use crate::Span;

/// How loudly a finding speaks. Warnings and errors are for facts, not for wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Shown faintly, if at all.
    Hint,
    /// To be read when there is time.
    Information,
    /// A fact that looks off.
    Warning,
    /// A fact that cannot be.
    Error,
}

impl Level {
    /// All of them, the faintest first.
    pub const ALL: [Level; 4] = [Level::Hint, Level::Information, Level::Warning, Level::Error];

    /// As it stands in settings and JSON: `hint`, `information`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Hint => "hint",
            Level::Information => "information",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// One step quieter; a hint stays a hint.
    pub fn lowered(self) -> Self {
        match self {
            Level::Error => Level::Warning,
            Level::Warning => Level::Information,
            Level::Information | Level::Hint => Level::Hint,
        }
    }
}

/// A rule as a value: the commands that list and explain rules, the reference page, the schema of the
/// settings and the tests of the examples are all made from these.
#[derive(Debug)]
pub struct Rule {
    /// `family/name`, a promise: settings, ignore comments and other tools name it.
    pub id: &'static str,
    /// The level it has where no setting says otherwise.
    pub level: Level,
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// What the wording or the slip hides and what one can do now: one to three sentences.
    pub about: &'static str,
    /// The *how* questions it asks, the best first.
    pub questions: &'static [&'static str],
    /// Markdown in which it fires exactly once, each.
    pub fires: &'static [&'static str],
    /// Markdown close to those in which it does not fire.
    pub quiet: &'static [&'static str],
}

impl Rule {
    /// What stands before the slash.
    pub fn family(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(family, _)| family)
    }

    /// What stands behind it.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(_, name)| name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// Something a rule noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// How loudly, before settings have their say.
    pub level: Level,
    /// Where.
    pub span: Span,
    /// What it is and what it hides, in one sentence.
    pub message: Cow<'static, str>,
    /// *How* questions for this very place, the best first.
    pub questions: Vec<Cow<'static, str>>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What can be done, the preferred first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding of `rule` at its own level, with its own questions and nothing else.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            rule,
            level: rule.level,
            span,
            message: message.into(),
            questions: rule.questions.iter().map(|question| Cow::Borrowed(*question)).collect(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }
}

/// A place that a finding names besides its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in the same text as the finding's own span.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One thing that can be done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What will happen, as an editor's menu shows it: `Ask “How did the deploy come to fail?”`.
    pub title: String,
    /// Whether it is the one that an editor applies without asking which; one of a finding at most.
    pub preferred: bool,
    /// Whether it may be applied to many findings at once, unseen.
    pub safe: bool,
    /// What is replaced: in order, not overlapping.
    pub edits: Vec<Edit>,
    /// An item to be added elsewhere, where only the whole document can say where that is.
    pub item: Option<NewItem>,
}

/// Text in place of other text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only put in.
    pub span: Span,
    /// What comes.
    pub new_text: String,
}

impl Edit {
    /// `new_text` in place of `span`.
    pub fn new(span: Span, new_text: impl Into<String>) -> Self {
        Self { span, new_text: new_text.into() }
    }
}

/// A list item to be added at the end of the section of this name, which is made where it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// The canonical name of the section.
    pub section: &'static str,
    /// The item, without its bullet; one line of Markdown.
    pub text: String,
}

/// `text` with the edits done. Edits must be in order and not overlap; those that do not fit are left out.
///
/// ```
/// use askhow_document::{Edit, Span, apply_edits};
/// let edits = [Edit::new(Span::new(0, 3), "How")];
/// assert_eq!(apply_edits("Why so?", &edits), "How so?");
/// ```
pub fn apply_edits(text: &str, edits: &[Edit]) -> String {
    let mut out =
        String::with_capacity(text.len() + edits.iter().map(|edit| edit.new_text.len()).sum::<usize>());
    let mut done = 0;
    for edit in edits {
        let Some(before) = text.get(done..edit.span.start) else { continue };
        if text.get(edit.span.start..edit.span.end).is_none() {
            continue;
        }
        out.push_str(before);
        out.push_str(&edit.new_text);
        done = edit.span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The longest quotation of what a message is about, in characters: what is the matter with it stands in the first 60.
pub const QUOTED: usize = 32;

/// The beginning of a text in one line, cut at a word: what a message or a title quotes.
///
/// ```
/// use askhow_document::beginning;
/// assert_eq!(beginning("was\n restarted", 32), "was restarted");
/// assert_eq!(beginning("was restarted", 8), "was…");
/// ```
pub fn beginning(text: &str, characters: usize) -> String {
    let mut words = String::with_capacity(text.len().min(characters * 4));
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if let Some((far, _)) = words.char_indices().nth(characters) {
            let cut = words.get(..far).and_then(|words| words.rfind(' ')).unwrap_or(far);
            words.truncate(cut);
            words.push('…');
            break;
        }
    }
    words
}
