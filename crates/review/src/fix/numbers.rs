//! Headings that are numbered (`## 3. Impact`), and the number of the next one.
//!
//! What is added goes behind the last number and takes the next one: no heading that is there gets another number,
//! for “see section 4” and links to it may stand anywhere.

use super::HeadingStyle;
use crate::outline::Part;
use crate::review::Review;

/// Numbers from this one on are years and the like.
const MOST: u32 = 100;

/// The numbers of the headings of sections.
pub(crate) struct Numbers<'r> {
    /// The last heading that has one.
    pub last: &'r Part,
    label: Label<'r>,
    count: Count,
    number: u32,
}

impl<'r> Numbers<'r> {
    /// Those of headings of the level that sections have, beside the last one that has a number: they rise, and most
    /// sections among them have one.
    pub(crate) fn of(review: &'r Review) -> Option<Self> {
        let level = HeadingStyle::of(review).level();
        let title = review.title().map(|title| title.at);
        let of_level = |part: &&Part| part.level == level && Some(part.at) != title;
        let parts = || review.outline.parts.iter().filter(of_level);
        let last = parts().rfind(|part| Label::of(review.name(part)).is_some())?;
        let beside = || parts().filter(|part| part.parent == last.parent);
        let is_section = |part: &&Part| part.named.is_some();
        let label = Label::of(review.name(last))?;
        [Count::Arabic, Count::Roman, Count::Letter].into_iter().find_map(|count| {
            let number = |part: &Part| {
                let other = Label::of(review.name(part))?;
                (other.lead == label.lead && other.tail == label.tail)
                    .then(|| count.read(other.number))
                    .flatten()
            };
            let numbers: Vec<u32> = beside().filter_map(number).collect();
            let n_sections = beside().filter(is_section).count();
            let n_numbered = beside().filter(is_section).filter(|part| number(part).is_some()).count();
            let rise = numbers.is_sorted_by(|before, next| before < next);
            let last_number =
                number(last).filter(|_| numbers.len() > 1 && rise && n_numbered * 2 > n_sections)?;
            Some(Self { last, label: Label::of(review.name(last))?, count, number: last_number })
        })
    }

    /// What stands before the name of the heading that comes so many behind the last one, 0 for the next: `4. `.
    pub(crate) fn next(&self, nth: usize) -> String {
        let number = self.number.saturating_add(1).saturating_add(u32::try_from(nth).unwrap_or(MOST));
        let width = if self.label.number.starts_with('0') { self.label.number.len() } else { 0 };
        let number = self.count.write(number, width);
        format!("{}{number}{}", self.label.lead, self.label.tail)
    }
}

/// What stands before the name in a heading, in its three parts: `2.`, `1` and a blank in `2.1 Impact`.
struct Label<'r> {
    lead: &'r str,
    number: &'r str,
    tail: &'r str,
}

impl<'r> Label<'r> {
    fn of(name: &'r str) -> Option<Self> {
        let start = name.find(char::is_alphanumeric).filter(|start| *start <= 3)?;
        let rest = name.get(start..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
        let token = rest.get(..end)?.trim_end_matches('.');
        let own = token.rfind('.').map_or(0, |dot| dot + 1);
        let number = token.get(own..)?;
        let (from, to) = (start + own, start + token.len());
        let behind = name.get(to..)?;
        let words = behind.find(char::is_alphanumeric)?;
        let tail = behind.get(..words)?;
        // `A new cache`, `13:44 It fills up`
        let is_marked = number.starts_with(|c: char| c.is_ascii_digit()) || !tail.starts_with(' ');
        (tail.contains(char::is_whitespace) && is_marked).then_some(Self {
            lead: name.get(..from)?,
            number,
            tail,
        })
    }
}

/// How is counted.
#[derive(Clone, Copy)]
enum Count {
    Arabic,
    Roman,
    Letter,
}

/// The numbers that Roman ones are made of.
const ROMAN: [(u32, &str); 9] =
    [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

impl Count {
    fn read(self, number: &str) -> Option<u32> {
        match self {
            Self::Arabic => {
                let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
                number.parse().ok().filter(|number| is_number && *number < MOST)
            }
            Self::Roman => (1..MOST).find(|other| self.write(*other, 0) == number),
            Self::Letter => (1..=26).find(|other| self.write(*other, 0) == number),
        }
    }

    fn write(self, number: u32, width: usize) -> String {
        match self {
            Self::Arabic => format!("{number:0width$}"),
            Self::Roman => {
                let (mut rest, mut written) = (number, String::new());
                for (value, sign) in ROMAN {
                    while rest >= value {
                        written.push_str(sign);
                        rest -= value;
                    }
                }
                written
            }
            Self::Letter => {
                let letter = (b'A'..=b'Z').nth(number.saturating_sub(1) as usize);
                letter.map_or_else(|| number.to_string(), |letter| char::from(letter).to_string())
            }
        }
    }
}
