//! The fields of the template: those that any incident has, or those of a team's settings.

use askhow_document::Text;

use crate::form::{Field, Group, recognise_field};
use crate::settings::Settings;

/// A field that the template has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateField {
    /// As it is written: a team may have its own name for it.
    pub name: String,
    /// Which one it is; `None` for one of the team's own.
    pub field: Option<Field>,
}

impl TemplateField {
    fn new(name: &str) -> Self {
        Self { name: name.trim().to_owned(), field: recognise_field(name) }
    }

    /// The part of the form that it stands in.
    pub fn group(&self) -> Group {
        match self.field {
            Some(Field::Authors) => Group::Activity,
            Some(field) if field.is_date() || field.is_length() => Group::Dates,
            Some(field) => field.group().unwrap_or(Group::Details),
            None => Group::Details,
        }
    }
}

/// The fields of the template, in its order: those of the settings, each once, or the usual ones.
pub fn fields(settings: Option<&Settings>) -> Vec<TemplateField> {
    let Some(set) = settings.and_then(|settings| settings.form.fields.as_ref()) else {
        return Field::TEMPLATE.into_iter().map(|field| TemplateField::new(field.name())).collect();
    };
    let mut fields: Vec<TemplateField> = Vec::new();
    for field in set.iter().map(|name| TemplateField::new(name)) {
        let is_same = |other: &TemplateField| {
            other.name.eq_ignore_ascii_case(&field.name)
                || field.field.is_some() && other.field == field.field
        };
        if !fields.iter().any(is_same) {
            fields.push(field);
        }
    }
    fields
}

/// Whether a text has a line that begins with this name of a field and its colon, whatever dress it wears.
pub fn has_own_field(text: &Text, name: &str) -> bool {
    let lines = (0..text.n_lines()).map(|line| text.slice(text.line_span(line)));
    lines.into_iter().any(|line| {
        let bare = line.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '*' | '_' | '+' | '|' | '#')
        });
        bare.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && bare.get(name.len()..).is_some_and(|rest| {
                rest.trim_start_matches(['*', '_', ' ']).starts_with([':', '|', '=', '\t'])
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &[&str]) -> Vec<String> {
        let mut settings = Settings::default();
        settings.form.fields = Some(set.iter().map(|name| (*name).to_owned()).collect());
        fields(Some(&settings))
            .into_iter()
            .map(|field| format!("{} {}", field.group().name(), field.name))
            .collect()
    }

    #[test]
    fn a_team_has_fields_of_its_own_and_its_own_names_for_others() {
        assert_eq!(
            names(&["Sev", "Product", "Started", "Severity", "Duration", "product", "Authors"]),
            ["Details Sev", "Details Product", "Dates Started", "Dates Duration", "Activity Authors"]
        );
        assert!(names(&[]).is_empty());
        assert_eq!(fields(None).len(), Field::TEMPLATE.len());
    }

    #[test]
    fn a_field_of_the_team_is_found_in_every_dress() {
        for line in [
            "- Product: shop",
            "**Product:** shop",
            "**Product**: shop",
            "| Product | shop |",
            "product: shop",
        ] {
            assert!(has_own_field(&Text::new(&format!("# Outage\n\n{line}\n")), "Product"), "{line}");
        }
        for line in ["Product owners know.", "- Products: shop", "The Product: shop"] {
            assert!(!has_own_field(&Text::new(line), "Product"), "{line}");
        }
    }
}
