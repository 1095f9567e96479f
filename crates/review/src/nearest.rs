//! The nearest of several words, for "did you mean".

/// The one of `known` that `word` is most likely a slip of: a third of its letters may differ at most, case,
/// blanks and hyphens do not count. `None` where none is near.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = normal(word);
    let n_letters = word.len();
    // Nobody mistypes a name into a page of text.
    if n_letters == 0 || n_letters > 64 {
        return None;
    }
    let most = (n_letters / 3).clamp(1, 4);
    known
        .into_iter()
        .filter_map(|candidate| {
            let letters = normal(candidate);
            // Who writes one of what is meant as several is near, however the plural is made.
            let one = singular(&letters);
            let near = [Some(letters), one].into_iter().flatten();
            let near = near.filter(|letters| letters.len().abs_diff(n_letters) <= most);
            near.map(|letters| distance(&word, &letters)).min().map(|distance| (distance, candidate))
        })
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn normal(word: &str) -> Vec<char> {
    word.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// `severity` of `severities`.
fn singular(letters: &[char]) -> Option<Vec<char>> {
    let stem = letters.strip_suffix(&['i', 'e', 's'])?;
    Some([stem, &['y']].concat())
}

/// How many letters have to be put in, left out, changed or swapped with the next one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, from) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        let mut last_b = None;
        for (j, to) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best = cell(&row, j) + usize::from(from != to);
            best = best.min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            if let Some(before) = j.checked_sub(1)
                && last_a == Some(to)
                && last_b == Some(from)
            {
                best = best.min(cell(&above, before) + 1);
            }
            next.push(best);
            last_b = Some(to);
        }
        last_a = Some(from);
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let keys = ["severities", "reviews", "preset", "quiet-gap"];
        assert_eq!(nearest("sevrities", keys), Some("severities"));
        assert_eq!(nearest("quietGap", keys), Some("quiet-gap"));
        assert_eq!(nearest("reveiws", keys), Some("reviews"));
        assert_eq!(nearest("severity", keys), Some("severities"));
        assert_eq!(nearest("review", keys), Some("reviews"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest("sev 2", ["SEV1", "SEV2"]), Some("SEV2"));
        assert_eq!(nearest("critical", ["SEV1", "SEV2"]), None);
    }
}
