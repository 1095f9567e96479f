//! An entry for now, written from anywhere.

use askhow_document::Edit;
use askhow_review::fix;
use jiff::Timestamp;

use crate::Snapshot;
use crate::answer::lines;

/// An entry that was written without anybody having gone to its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// What writes it.
    pub edit: Edit,
    /// The entry as it is written, in one line.
    pub text: String,
}

/// An entry of `now` in its place in the timeline to which the last entry belongs, in the notation and zone of its
/// neighbours: who tells it by the setting `me`, then `told`. `None` where nothing is told, or no entry is there to
/// take the notation from.
pub fn entry_for(snapshot: &Snapshot, told: &str, now: Timestamp) -> Option<NewEntry> {
    let review = snapshot.review();
    let words = lines(told, review.flavour());
    if !snapshot.is_review() || words.is_empty() {
        return None;
    }
    let timeline = review.last_timeline()?;
    let settings = &review.surroundings.rules.settings;
    let me = settings.me.as_deref().map(str::trim).filter(|me| !me.is_empty());
    let who = me.map(|me| settings.person(me).unwrap_or(me));
    let (edit, entry) = fix::told_at(review, timeline, now, who, &words)?;
    let text = entry.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(NewEntry { edit, text })
}

#[cfg(test)]
mod tests {
    use askhow_review::Settings;

    use super::*;
    use crate::Analysis;
    use crate::fixture::{crlf, snapshot, surroundings};

    const FORM: &str = "# Search was slow\n\n- Severity: SEV2\n- Incident Start: 2026-01-15 11:20 UTC\n- Stabilization Time:\n\n## Timeline (UTC)\n\n";
    const RUNNING: &str = "- 2026-01-15 11:24 Ana sees slow searches\n- 11:31 Ben restarts the index\n";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn told(text: &str) -> Option<(String, String)> {
        let live = snapshot(text).review().live()?;
        Some((live.start.to_string(), live.last.to_string()))
    }

    #[test]
    fn it_goes_on_from_its_start_until_the_form_says_when_it_was_stable() {
        let expected = Some(("2026-01-15T11:20:00Z".to_owned(), "2026-01-15T11:31:00Z".to_owned()));
        let text = format!("{FORM}{RUNNING}");
        assert_eq!(told(&text), expected);
        assert_eq!(told(&crlf(&text)), expected);
        for open in ["TBD", "not yet", "ongoing", "YYYY-MM-DD HH:MM", "<when?>"] {
            let text = text.replace("Stabilization Time:", &format!("Stabilization Time: {open}"));
            assert_eq!(told(&text), expected, "{open}");
        }
        for stable in ["2026-01-15 11:50 UTC", "about noon"] {
            let text = text.replace("Stabilization Time:", &format!("Stabilization Time: {stable}"));
            assert_eq!(told(&text), None, "{stable}");
        }
    }

    #[test]
    fn the_first_entry_is_its_start_where_the_form_has_none_before_the_last() {
        let text = format!("{FORM}{RUNNING}");
        let start = |text: &str| told(text).map(|(start, _)| start);
        let first = Some("2026-01-15T11:24:00Z".to_owned());
        assert_eq!(start(&text.replace("2026-01-15 11:20 UTC", "")), first);
        assert_eq!(start(&text.replace("2026-01-15 11:20 UTC", "2026-01-16 11:20 UTC")), first);
    }

    #[test]
    fn a_recovery_ends_it_where_the_form_has_no_place_for_it() {
        let form = "# Search was slow\n\n## Timeline (UTC)\n\n";
        let recovery = "- 11:50 Searches are back to normal\n";
        assert!(told(&format!("{form}{RUNNING}")).is_some());
        assert_eq!(told(&format!("{form}{RUNNING}{recovery}")), None);
        // It comes back.
        assert!(told(&format!("{form}{RUNNING}{recovery}- 11:55 Ana sees slow searches\n")).is_some());
        assert!(told(&format!("{FORM}{RUNNING}{recovery}")).is_some());
    }

    #[test]
    fn what_was_a_day_ago_and_what_is_yet_to_come_does_not_go_on() {
        let live = snapshot(&format!("{FORM}{RUNNING}")).review().live().unwrap();
        for (now, runs) in [
            ("2026-01-15T11:29:59Z", false),
            ("2026-01-15T11:30:00Z", true),
            ("2026-01-16T11:30:59Z", true),
            ("2026-01-16T11:31:00Z", false),
        ] {
            assert_eq!(live.is_running(at(now)), runs, "{now}");
        }
    }

    #[test]
    fn times_that_nobody_can_place_and_templates_do_not_go_on() {
        assert_eq!(told("# Search was slow\n\n## Timeline\n\n- 11:24 Ana sees slow searches\n"), None);
        assert_eq!(told("# Search was slow\n\n## Timeline\n\n- YYYY-MM-DD HH:MM UTC\n"), None);
        assert_eq!(told("# Search was slow\n\n## Risks\n\n- The disk.\n"), None);
    }

    #[test]
    fn while_it_goes_on_nothing_is_asked_for_but_what_happens() {
        let rules = |text: &str| {
            let found = crate::findings(&snapshot(text));
            let asks = |rule: &str| matches!(rule, "section/missing" | "section/mitigators" | "form/missing");
            found.iter().map(|it| it.rule.id).filter(|it| asks(it)).collect::<Vec<_>>()
        };
        let running = format!("# Search was slow\n\n- Severity:\n\n## Timeline (UTC)\n\n{RUNNING}");
        assert_eq!(rules(&running), [""; 0]);
        // Once it is over, what was done has to be slept on.
        let stable =
            running.replace("- Severity:", "- Severity:\n- Stabilization Time: 2026-01-15 11:50 UTC");
        assert_eq!(rules(&stable), [""; 0]);
        let over = running.replace("2026-01-15", "2026-01-10");
        assert_eq!(rules(&over), ["section/missing", "section/mitigators", "form/missing"]);
    }

    #[track_caller]
    fn written(text: &str, words: &str, now: &str, me: Option<&str>) -> String {
        let settings = Settings { me: me.map(str::to_owned), ..Settings::default() };
        let snapshot = Analysis::new(text, surroundings(settings)).snapshot();
        let NewEntry { edit, .. } = entry_for(&snapshot, words, at(now)).unwrap();
        let mut text = text.to_owned();
        text.replace_range(edit.span.start..edit.span.end, &edit.new_text);
        text
    }

    #[test]
    fn an_entry_for_now_follows_its_neighbours_and_says_who() {
        let text = format!("{FORM}{RUNNING}\n## Risks\n");
        let expected = text.replace("index\n", "index\n- 11:57 **Ana**: rolls back\n");
        assert_eq!(written(&text, " rolls back ", "2026-01-15T11:57:40Z", Some("Ana")), expected);
        assert_eq!(written(&crlf(&text), "rolls back", "2026-01-15T11:57:40Z", Some("Ana")), crlf(&expected));
        // The line is the last one, and does not end.
        let open = text.split("\n\n## Risks").next().unwrap();
        assert_eq!(
            written(open, "rolls back\nto 1.2", "2026-01-15T11:57:00Z", None),
            format!("{open}\n- 11:57 rolls back\n  to 1.2")
        );
        // After midnight it says the day.
        let next = text.replace("index\n", "index\n- 2026-01-16 00:03 waits\n");
        assert_eq!(written(&text, "waits", "2026-01-16T00:03:00Z", Some(" ")), next);
    }

    #[test]
    fn an_entry_stands_in_the_zone_and_the_order_of_its_timeline() {
        let head = "# Search was slow on 2026-01-15\n\n## Timeline (Europe/Berlin)\n\n";
        let text =
            format!("{head}| Time | Who | What |\n| --- | --- | --- |\n| 12:24 | Ana | slow searches |\n");
        assert_eq!(
            written(&text, "a | b", "2026-01-15T11:57:00Z", Some("Ben")),
            format!("{text}| 12:57 | Ben | a \\| b |\n").replace("|\n|\n", "|\n")
        );
        let falls = "- 12:40 Ben looks\n- 12:31 Ben waits\n- 12:24 Ana looks\n";
        assert_eq!(
            written(&format!("{head}{falls}"), "Ben ends it", "2026-01-15T11:57:00Z", None),
            format!("{head}- 12:57 Ben ends it\n{falls}")
        );
    }

    #[test]
    fn an_entry_goes_behind_what_has_no_time_and_into_the_bullet_that_waits_for_it() {
        let of = |text: &str| written(text, "Ben ends it", "2026-01-15T11:57:00Z", None);
        let text = format!("{FORM}{RUNNING}");
        let untimed = format!("{text}- it is slow still\n");
        assert_eq!(of(&untimed), format!("{untimed}- 11:57 Ben ends it\n"));
        let later = format!("{text}- it is slow still\n- 12:10 Ben waits\n");
        let expected = later.replace("- 12:10", "- 11:57 Ben ends it\n- 12:10");
        assert_eq!(of(&later), expected);
        for bullet in ["-", "- "] {
            let free = format!("{text}{bullet}\n\n## Risks\n");
            assert_eq!(of(&free), format!("{text}- 11:57 Ben ends it\n\n## Risks\n"));
        }
        let head = format!("{FORM}| Date | Time | What |\n| --- | --- | --- |\n");
        let row = "| 2026-01-14 | 23:40 | Ana looks |\n|  | 23:50 | Ben looks |\n";
        for free in ["", "|  |  |  |\n"] {
            assert_eq!(
                of(&format!("{head}{row}{free}")),
                format!("{head}{row}| 2026-01-15 | 11:57 | Ben ends it |\n")
            );
        }
        // What is said below a list is no entry.
        let below = format!("{text}\nAll of it by the logs.\n");
        assert_eq!(of(&below), format!("{text}- 11:57 Ben ends it\n\nAll of it by the logs.\n"));
        let nested = format!("{text}  - on both hosts\n");
        assert_eq!(of(&nested), format!("{nested}- 11:57 Ben ends it\n"));
    }

    #[test]
    fn nothing_is_written_where_nothing_is_told_or_no_entry_shows_how() {
        let now = at("2026-01-15T11:57:00Z");
        assert_eq!(entry_for(&snapshot(&format!("{FORM}{RUNNING}")), " \n ", now), None);
        assert_eq!(entry_for(&snapshot(FORM), "rolls back", now), None);
    }
}
