//! Whole files are formatted, and sorted where that is asked for, as `askhow format` does it.

#![allow(clippy::string_slice, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use askhow_document::apply_edits;
use askhow_ide::{Settings, Surroundings, format_all};
use common::{pretty, snapshot, surroundings};
use proptest::prelude::*;

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

fn formatted(text: &str, sort: bool) -> String {
    format_all(text, &SURROUNDINGS, sort)
}

#[track_caller]
fn check_sorted(before: &str, after: &str) {
    let once = formatted(before, true);
    pretty(&once, after);
    pretty(&formatted(&once, true), after);
}

const HEAD: &str = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n";

#[test]
fn notation_and_place_are_put_right_in_one_go() {
    let before = "- 2024-05-21 16:40 a\n- 2024-05-21 5:30 PM d\n- 2024-05-21 16:50 b\n- 2024-05-21 17:00 c\n- 2024-05-21 17:40 e\n";
    let shaped = before.replace("5:30 PM", "17:30");
    pretty(&formatted(&format!("{HEAD}{before}"), false), &format!("{HEAD}{shaped}"));
    check_sorted(
        &format!("{HEAD}{before}"),
        &format!(
            "{HEAD}- 2024-05-21 16:40 a\n- 2024-05-21 16:50 b\n- 2024-05-21 17:00 c\n- 2024-05-21 17:30 d\n- 2024-05-21 17:40 e\n"
        ),
    );
}

#[test]
fn an_entry_that_a_comment_leaves_out_of_order_stays_and_another_one_moves() {
    let kept = "- 16:40 a\n- 17:21 d\n  <!-- askhow-ignore timeline/order -->\n- 16:50 b <!-- askhow-ignore timeline/order -->\n- 17:30 e\n";
    let text = format!("{HEAD}{kept}");
    pretty(&formatted(&text, true), &text);
    check_sorted(
        &format!("{text}- 18:00 h\n- 17:45 g\n- 18:10 i\n"),
        &format!("{text}- 17:45 g\n- 18:00 h\n- 18:10 i\n"),
    );
}

#[test]
fn what_the_settings_do_not_name_stays_where_it_is() {
    let text = format!("{HEAD}- 16:40 a\n- 17:21 d\n- 17:05 c\n- 17:30 e\n");
    assert_ne!(formatted(&text, true), text);
    let mut settings = Settings::default();
    settings.rules.insert("timeline/order".to_owned(), askhow_review::settings::RuleLevel::Off);
    pretty(&format_all(&text, &surroundings(settings), true), &text);
}

fn folder(name: &str) -> Vec<(String, String)> {
    let Ok(files) = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)) else {
        return Vec::new();
    };
    let paths =
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "md"));
    let mut paths: Vec<PathBuf> = paths.collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The sample reviews of the repository.
static SAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = ["../../tests/samples", "../askhow/src/commands/demo"].into_iter().flat_map(folder);
    texts.map(|(_, text)| text).collect()
});

/// A sample in which lines of timelines have changed places, and some are written with a clock of twelve hours.
fn disturbed(text: &str, swaps: &[(usize, usize)], twelve: &[usize], crlf: bool) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let clock = |line: &str| {
        let at = line.find(':')?;
        let hour: u32 = line.get(at.checked_sub(2)?..at)?.parse().ok()?;
        Some((at, hour)).filter(|(_, hour)| *hour < 24 && line.starts_with(['-', '|']))
    };
    let entries: Vec<usize> = (0..lines.len()).filter(|at| clock(&lines[*at]).is_some()).collect();
    if entries.is_empty() {
        return text.to_owned();
    }
    for (one, other) in swaps {
        lines.swap(entries[one % entries.len()], entries[other % entries.len()]);
    }
    for entry in twelve {
        let line = &mut lines[entries[entry % entries.len()]];
        if let Some((at, hour)) = clock(line) {
            let half = if hour < 12 { "AM" } else { "PM" };
            let clock = format!("{}{} {half}", (hour + 11) % 12 + 1, &line[at..at + 3]);
            line.replace_range(at - 2..at + 3, &clock);
        }
    }
    let newline = if crlf { "\r\n" } else { "\n" };
    lines.iter().map(|line| format!("{line}{newline}")).collect()
}

fn sorted_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .split_inclusive('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn formatting_again_changes_nothing(
        sample in any::<prop::sample::Index>(),
        swaps in prop::collection::vec((0_usize..20, 0_usize..20), 0..4),
        twelve in prop::collection::vec(0_usize..20, 0..4),
        crlf in any::<bool>(),
    ) {
        let text = disturbed(&SAMPLES[sample.index(SAMPLES.len())], &swaps, &twelve, crlf);
        let shaped = formatted(&text, false);
        prop_assert_eq!(&formatted(&shaped, false), &shaped);
        prop_assert!(askhow_ide::format(&snapshot(&shaped), None).is_empty());
        // As an editor does it, as often as there is something to do.
        let by_editor = (0..8).fold(text.clone(), |text, _| apply_edits(&text, &askhow_ide::format(&snapshot(&text), None)));
        prop_assert_eq!(&by_editor, &shaped);
        let sorted = formatted(&text, true);
        prop_assert_eq!(&formatted(&sorted, true), &sorted);
        prop_assert_eq!(&formatted(&sorted, false), &sorted);
        for after in [&shaped, &sorted] {
            prop_assert_eq!(after.matches('\n').count(), text.matches('\n').count());
            prop_assert_eq!(after.matches("\r\n").count(), text.matches("\r\n").count());
        }
        if twelve.is_empty() {
            let normal = |text: &str| sorted_lines(&text.replace('-', ""));
            prop_assert_eq!(normal(&sorted), normal(&text), "entries move, and none is lost");
        }
    }
}

#[test]
fn real_reviews_are_formatted_once_and_for_all() {
    let corpus = std::env::var("ASKHOW_CORPUS").unwrap_or_else(|_| "../../../shared/corpus".to_owned());
    let reviews = folder(&format!("{corpus}/reviews"));
    let mut changed = 0;
    for (path, text) in &reviews {
        for sort in [false, true] {
            let once = formatted(text, sort);
            changed += usize::from(once != *text);
            assert!(formatted(&once, sort) == once, "{path}, sorted: {sort}");
        }
    }
    println!("{changed} times of {} was something to do", 2 * reviews.len());
}
