//! The moments of a form that can be compared with one another and with those of the timeline.

use askhow_timeline::Reading;

use crate::context;
use crate::fields::FieldRead;
use crate::form::Field;
use crate::review::Review;

/// The times of a form that could be read, in no order that means something.
#[derive(Debug)]
pub(crate) struct Moments(Vec<(Field, Reading)>);

impl Moments {
    /// The fields that can be compared.
    const FIELDS: [Field; 5] = [
        Field::IncidentStart,
        Field::IncidentDetected,
        Field::StabilizationTime,
        Field::Created,
        Field::Updated,
    ];

    /// Those of a review, read once.
    pub(super) fn of(review: &Review) -> &Self {
        review.moments.get_or_init(|| {
            if review.form.fields.is_empty() {
                return Self(Vec::new());
            }
            let context = context::of_form(review);
            let moment = |field| Some((field, context::moment(review.form.get(field)?, &context)?));
            Self(Self::FIELDS.into_iter().filter_map(moment).collect())
        })
    }

    /// A field and when it was.
    pub(super) fn get<'r>(&self, review: &'r Review, field: Field) -> Option<(&'r FieldRead, &Reading)> {
        let (_, reading) = self.0.iter().find(|(known, _)| *known == field)?;
        Some((review.form.get(field)?, reading))
    }
}
