//! The moments of a form that can be compared with one another and with those of the timeline.

use askhow_timeline::Reading;

use crate::context;
use crate::fields::FieldRead;
use crate::form::Field;
use crate::outline::Part;
use crate::review::Review;

/// The times of a form that could be read, in no order that means something.
/// Those of one incident.
#[derive(Debug)]
pub(crate) struct Moments(Vec<(FieldRead, Reading)>);

impl Moments {
    /// The fields that can be compared.
    const FIELDS: [Field; 5] = [
        Field::IncidentStart,
        Field::IncidentDetected,
        Field::StabilizationTime,
        Field::Created,
        Field::Updated,
    ];

    /// Those of each incident of a review that tells several, else of the review; read once.
    pub(super) fn of(review: &Review) -> &[Self] {
        review.asked.moments.get_or_init(|| {
            if review.form.fields.is_empty() {
                return Vec::new();
            }
            let scopes = review.outline.scopes();
            scopes.into_iter().map(|incident| Self::read(review, incident)).collect()
        })
    }

    fn read(review: &Review, incident: Option<&Part>) -> Self {
        let context = context::of_form(review, incident);
        let moment = |field| {
            let read = review.form.of_incident(field, &review.outline, incident)?;
            Some((read.clone(), context::moment(read, &context)?))
        };
        Self(Self::FIELDS.into_iter().filter_map(moment).collect())
    }

    /// A field and when it was.
    pub(super) fn get(&self, field: Field) -> Option<(&FieldRead, &Reading)> {
        let (read, reading) = self.0.iter().find(|(read, _)| read.field == field)?;
        Some((read, reading))
    }
}
