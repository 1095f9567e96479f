//! The form: fields that are still missing, in the dress of their neighbours, and values.

use askhow_document::{FrontSyntax, Span};
use askhow_review::form::{self, Field, Group};
use askhow_review::template::{self, TemplateField};
use askhow_review::{FieldRead, Part};

use super::place::{Cursor, bullet_len};
use super::values::{self, Place};
use super::{Completion, CompletionKind, Offers};
use crate::hover::questions;

/// Longer beginnings are no keys.
const LONGEST_TYPED: usize = 30;

/// In lists, lines and tables where a form can stand.
pub(super) fn complete(cursor: &Cursor<'_>) -> Offers {
    if !is_in_form(cursor) || !cursor.is_at_end() {
        return Offers::default();
    }
    if let Some((field, value)) = field_of_line(cursor) {
        return values::complete(cursor, field, value, Place::Text);
    }
    let Some(dress) = Dress::of_place(cursor) else { return Offers::default() };
    Offers::of(keys(cursor, &dress, template_fields(cursor)))
}

/// In front matter: keys at the start of a line, values behind them.
pub(super) fn in_front_matter(cursor: &Cursor<'_>, syntax: FrontSyntax) -> Offers {
    let toml = syntax == FrontSyntax::Toml;
    let sign = if toml { '=' } else { ':' };
    let place = if syntax == FrontSyntax::Yaml { Place::Yaml } else { Place::Toml };
    if cursor.before.trim_start().starts_with(['#', '-', '+', '[']) || !cursor.is_at_end() {
        return Offers::default();
    }
    if let Some((key, value)) = cursor.before.split_once(sign) {
        let start = cursor.before.len() - value.trim_start().len();
        let field = form::recognise_field(key.trim().trim_matches(['"', '\'']));
        return field.map(|field| values::complete(cursor, field, start, place)).unwrap_or_default();
    }
    if syntax == FrontSyntax::Json {
        // Quotes and commas around a key are left to who writes it.
        return Offers::default();
    }
    let written = cursor.snapshot.review().form.fields.iter().find(|read| {
        let line = cursor.snapshot.text().line_of(read.span.start);
        cursor.snapshot.text().line_span(line).start == read.key.start
            && read.key.end < cursor.snapshot.text().len()
    });
    let like = written.map(|read| cursor.snapshot.text().slice(read.key).into_owned());
    let style = match like.as_deref() {
        Some(key) if key.contains('_') => Style::Snake,
        Some(key) if key.contains(' ') || key.starts_with(char::is_uppercase) => Style::Title,
        _ => Style::Kebab,
    };
    let dress = Dress {
        from: cursor.before.len() - cursor.before.trim_start().len(),
        lead: String::new(),
        behind: if toml { " = ".to_owned() } else { ": ".to_owned() },
        close: "",
        style,
        group: None,
    };
    let mut fields = template_fields(cursor);
    let besides = [Field::Title, Field::Authors, Field::Timezone, Field::Askhow, Field::Tags];
    add(&mut fields, besides.into_iter().filter(|field| !is_there(cursor, *field)));
    Offers::of(keys(cursor, &dress, fields))
}

/// The fields that are not there yet: those of the template in its order, then the others of a form.
fn template_fields(cursor: &Cursor<'_>) -> Vec<TemplateField> {
    let review = cursor.snapshot.review();
    let mut fields = template::fields(Some(&review.surroundings.rules.settings));
    fields.retain(|own| match own.field {
        Some(field) => !is_there(cursor, field),
        None => !template::has_own_field(&review.text, &own.name),
    });
    let others = Field::ALL.into_iter().filter(|field| field.group().is_some());
    add(&mut fields, others.filter(|field| !is_there(cursor, *field)));
    fields
}

fn add(fields: &mut Vec<TemplateField>, others: impl Iterator<Item = Field>) {
    for field in others {
        if fields.iter().all(|own| own.field != Some(field)) {
            fields.push(TemplateField { name: field.name().to_owned(), field: Some(field) });
        }
    }
}

/// Whether a field is there; the line that is being written may hold a key already.
fn is_there(cursor: &Cursor<'_>, field: Field) -> bool {
    let fields = &cursor.snapshot.review().form.fields;
    fields.iter().any(|read| {
        read.field == field && !read.key.touches(cursor.line.start) && !cursor.line.contains(read.key.start)
    })
}

fn keys(cursor: &Cursor<'_>, dress: &Dress, mut fields: Vec<TemplateField>) -> Vec<Completion> {
    let typed = cursor.typed(dress.from);
    let bare = typed.trim_start_matches(['*', '_', '`']);
    if bare.len() > LONGEST_TYPED || bare.contains([':', '|', '=']) {
        return Vec::new();
    }
    let rules = &cursor.snapshot.review().surroundings.rules;
    fields.sort_by_key(|field| dress.group.is_some_and(|group| field.group() != group));
    let marks = typed.get(..typed.len() - bare.len()).unwrap_or_default();
    let offers = fields.into_iter().enumerate().map(|(index, field)| {
        let name = dress.style.written(&field.name);
        let new_text = format!("{}{name}{}{}", dress.lead, dress.behind, dress.close);
        let mut offer = Completion::new(name, CompletionKind::Field, cursor.edit(dress.from, new_text));
        offer.filter_text.insert_str(0, marks);
        offer.preselect = index == 0;
        let asked = field.field.map(|field| rules.about_field(field)).unwrap_or_default();
        let offer = offer.detail(field.group().name());
        if asked.is_empty() { offer } else { offer.documented(questions(&field.name, asked)) }
    });
    offers.collect()
}

/// How the keys of a form are written.
struct Dress {
    /// Where a key begins in the line, marks included.
    from: usize,
    /// What stands before a key: `**`.
    lead: String,
    /// What parts key and value: `: `, `:** `, a tab.
    behind: String,
    /// What ends a row.
    close: &'static str,
    style: Style,
    /// The part of the form, where its label stands above.
    group: Option<Group>,
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Title,
    Lower,
    Kebab,
    Snake,
}

impl Style {
    fn written(self, name: &str) -> String {
        match self {
            Style::Title => name.to_owned(),
            Style::Lower => name.to_lowercase(),
            Style::Kebab => name.to_lowercase().replace(' ', "-"),
            Style::Snake => name.to_lowercase().replace(' ', "_"),
        }
    }
}

impl Dress {
    /// That of the field above, or of a list of a form that begins here.
    fn of_place(cursor: &Cursor<'_>) -> Option<Self> {
        let indent = cursor.before.len() - cursor.before.trim_start().len();
        let bullet = bullet_len(&cursor.before);
        let row = cursor.before.trim_start().strip_prefix('|');
        if row.is_some_and(|row| row.contains('|')) {
            return None;
        }
        let from = match (bullet, row) {
            (Some(from), _) => from,
            (None, Some(cell)) => cursor.before.len() - cell.trim_start().len(),
            (None, None) => indent,
        };
        let group = group_above(cursor);
        let above = field_above(cursor);
        let plain = Self {
            from,
            lead: String::new(),
            behind: ": ".to_owned(),
            close: "",
            style: Style::Title,
            group,
        };
        if let Some(above) = above {
            let text = cursor.snapshot.text();
            let line = text.line_span(text.line_of(above.key.start));
            let source = text.slice(line);
            let head = source.get(..above.key.start - line.start)?;
            let is_row = head.trim_start().starts_with('|');
            // A list goes on as a list, a table as a table, lines as lines.
            if bullet_len(head).is_some() != bullet.is_some() || is_row != row.is_some() {
                return None;
            }
            let key = text.slice(above.key);
            let style = if key.starts_with(char::is_lowercase) { Style::Lower } else { Style::Title };
            if is_row {
                let (behind, close) = if cursor.after.trim().is_empty() { (" | ", " |") } else { ("", "") };
                return Some(Self { behind: behind.to_owned(), close, style, ..plain });
            }
            let start = bullet_len(head).unwrap_or(head.len() - head.trim_start().len());
            let lead = head.get(start..)?.to_owned();
            let end = if above.value.is_empty() { line.end } else { above.value.start };
            let between = text.slice(Span::new(above.key.end, end.max(above.key.end))).into_owned();
            let between = between.trim_end_matches(['\n', '\r']);
            let behind =
                if between.ends_with([' ', '\t']) { between.to_owned() } else { format!("{between} ") };
            return Some(Self { lead, behind, style, ..plain });
        }
        // A list that begins right under the title or under a label of the form.
        (bullet.is_some() && begins_form(cursor)).then_some(plain)
    }
}

/// The field above, where nothing but the team's own fields stand between.
fn field_above<'c>(cursor: &'c Cursor<'_>) -> Option<&'c FieldRead> {
    let text = cursor.snapshot.text();
    let first = text.line_of(cursor.line.start);
    let fields = &cursor.snapshot.review().form.fields;
    let lines = (1..=MOST_OF_LIST).map_while(|n| first.checked_sub(n)).map(|line| text.line_span(line));
    for line in lines {
        let known = fields.iter().rev().find(|read| line.contains(read.key.start));
        if known.is_some() || form::split_field(&text.slice(line)).is_none() {
            return known;
        }
    }
    None
}

fn nearest_line_above(cursor: &Cursor<'_>) -> Option<String> {
    (1..4).map_while(|n| cursor.line_above(n)).find(|line| !line.trim().is_empty())
}

fn begins_form(cursor: &Cursor<'_>) -> bool {
    let Some(line) = nearest_line_above(cursor) else { return false };
    line.starts_with("# ") || label(&line).is_some()
}

/// The label of a part of the form above the cursor, fields in between passed over.
fn group_above(cursor: &Cursor<'_>) -> Option<Group> {
    (1..16).map_while(|n| cursor.line_above(n)).find_map(|line| label(&line))
}

/// `**Details**`, `## Dates`, `Activity:`.
fn label(line: &str) -> Option<Group> {
    let name = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | ':'));
    [Group::Details, Group::Activity, Group::Dates]
        .into_iter()
        .find(|group| group.name().eq_ignore_ascii_case(name))
}

/// Whether a form can stand here: above the first section with a name, or under a heading of the form.
fn is_in_form(cursor: &Cursor<'_>) -> bool {
    let outline = &cursor.snapshot.review().outline;
    let is_form = |part: &Part| part.named.as_ref().is_some_and(|named| named.form);
    let place = cursor.place();
    let first = outline.parts.iter().find(|part| part.section.is_some() && !is_form(part));
    let in_part = outline.part_at(place).and_then(|index| outline.parts.get(index));
    first.is_none_or(|part| place < part.heading.start) || in_part.is_some_and(is_form)
}

/// The field whose value the cursor is at, and where the value begins in the line.
fn field_of_line(cursor: &Cursor<'_>) -> Option<(Field, usize)> {
    let line = cursor.before.as_str();
    if let Some(row) = line.trim_start().strip_prefix('|') {
        let (key, value) = row.split_once('|')?;
        if value.contains('|') {
            return None;
        }
        let field = form::recognise_field(key.trim_matches([' ', '*', '_', '`']))?;
        return Some((field, line.len() - value.trim_start().len()));
    }
    if let Some((key, value)) = form::split_field(line)
        && let Some(field) = form::recognise_field(key.of(line))
    {
        return Some((field, if value.is_empty() { line.len() } else { value.start }));
    }
    if let Some(field) = key_of_list(cursor) {
        return Some((field, bullet_len(line)?));
    }
    // A heading with its value below.
    let heading = nearest_line_above(cursor).filter(|line| line.starts_with("##"))?;
    let field = form::recognise_field(heading.trim_matches(['#', ' ']))?;
    bullet_len(line).is_none().then_some((field, line.len() - line.trim_start().len()))
}

/// The field below whose key the list of the cursor stands: `Regions:` and items.
fn key_of_list(cursor: &Cursor<'_>) -> Option<Field> {
    bullet_len(&cursor.before)?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(&cursor.before);
    for line in (1..=MOST_OF_LIST).map_while(|n| cursor.line_above(n)) {
        let is_item = bullet_len(&line).is_some();
        if line.trim().is_empty() || is_item && indent(&line) == own {
            continue;
        }
        // An item holds those that stand deeper.
        let holds = !is_item || indent(&line) < own;
        let (key, _) = form::split_field(&line).filter(|(_, value)| holds && value.is_empty())?;
        return form::recognise_field(key.of(&line)).filter(|_| label(&line).is_none());
    }
    None
}

/// So many lines above the cursor are looked at.
const MOST_OF_LIST: usize = 12;
