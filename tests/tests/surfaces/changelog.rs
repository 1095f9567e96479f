//! The change log as far as it counts here, and what of a change it has to name.

/// The version of a record while none is out.
pub const NONE: &str = "no version";

/// What stands behind the number of a version that is not out yet.
const NOT_OUT: &str = ", not released yet";

/// The change log: the version that is not out yet with what it says, and the last one that is.
#[derive(Debug, Default)]
pub struct Changelog {
    pub unreleased: Option<(String, String)>,
    pub released: Option<String>,
}

impl Changelog {
    pub fn read(text: &str) -> Self {
        let mut log = Self::default();
        for part in format!("\n{text}").split("\n## ").skip(1) {
            let (heading, body) = part.split_once('\n').unwrap_or((part, ""));
            match heading.split_once(NOT_OUT) {
                Some((version, _)) => log.unreleased = Some((version.to_owned(), body.to_owned())),
                None => {
                    let version = heading.split([',', ' ']).next().unwrap_or_default();
                    log.released.get_or_insert(version.to_owned());
                }
            }
        }
        log
    }
}

/// What is wrong with a record (its version in the first line), what there is now, and what the change log says.
pub fn wrong(record: &str, now: &[String], changelog: &Changelog) -> Vec<String> {
    let (version, lines) = record.split_once('\n').unwrap_or_default();
    let lines: Vec<&str> = lines.lines().collect();
    let gone = lines.iter().copied().filter(|line| !now.iter().any(|it| it == line));
    let new = now.iter().map(String::as_str).filter(|line| !lines.contains(line));
    let released = changelog.released.as_deref();
    if version != format!("as of {}", released.unwrap_or(NONE)) {
        return vec![format!("the record is `{version}`, the last version is {}", released.unwrap_or(NONE))];
    }
    let changes = gone.map(|line| ('-', line)).chain(new.map(|line| ('+', line)));
    let Some(released) = released else {
        return changes.map(|(sign, line)| format!("{sign} {line}: not in the record")).collect();
    };
    let (next, said) =
        changelog.unreleased.as_ref().map_or(("", ""), |(version, said)| (version.as_str(), said.as_str()));
    let mut wrong = Vec::new();
    for (sign, line) in changes {
        if !said.contains(&format!("`{line}`")) {
            wrong.push(format!(
                "{sign} {line}: the change log has to name `{line}` under what is not released"
            ));
        }
        if sign == '-' && !may_take(released, next) {
            wrong.push(format!(
                "- {line}: what is promised goes with a version with a new first number alone"
            ));
        }
    }
    wrong
}

/// Whether a version may take what the one before promised: the first number is another one, or before 1 the second.
fn may_take(before: &str, next: &str) -> bool {
    let first = |version: &str| {
        let mut numbers = version.split('.').map(str::to_owned);
        let first = numbers.next().unwrap_or_default();
        if first == "0" { format!("0.{}", numbers.next().unwrap_or_default()) } else { first }
    };
    !next.is_empty() && first(before) != first(next)
}

#[test]
fn while_no_version_is_out_the_record_is_that_of_now() {
    let log = Changelog::read("# Changes\n\n## 0.1.0, not released yet\n\n- More.\n");
    assert_eq!(log.released, None);
    assert_eq!(log.unreleased.as_ref().unwrap().0, "0.1.0");
    let now = ["rule a/b".to_owned()];
    assert_eq!(wrong("as of no version\nrule a/b\n", &now, &log), [""; 0]);
    assert_eq!(
        wrong("as of no version\nrule a/c\n", &now, &log),
        ["- rule a/c: not in the record", "+ rule a/b: not in the record"]
    );
    assert_eq!(wrong("", &now, &log).len(), 1);
}

#[test]
fn once_a_version_is_out_changes_are_named_and_nothing_goes_unseen() {
    let log = |version: &str, said: &str| {
        Changelog::read(&format!("## {version}, not released yet\n\n- {said}\n\n## 1.2.0\n\n- `rule a/d`\n"))
    };
    let record = "as of 1.2.0\nrule a/b\n";
    let both = ["rule a/b".to_owned(), "rule a/d".to_owned()];
    assert_eq!(wrong(record, &both, &log("1.3.0", "`rule a/d` asks more.")), [""; 0]);
    // That an older version has named it is not enough.
    assert_eq!(wrong(record, &both, &log("1.3.0", "More.")).len(), 1);
    assert_eq!(wrong(record, &[], &log("1.3.0", "`rule a/b` goes.")).len(), 1);
    assert_eq!(wrong(record, &[], &log("2.0.0", "`rule a/b` goes.")), [""; 0]);
    assert_eq!(wrong(record, &[], &log("2.0.0", "Less.")).len(), 1);
    // The record of another version.
    assert_eq!(wrong("as of no version\nrule a/b\n", &both, &log("1.3.0", "`rule a/d`")).len(), 1);
    // A version that is out says nothing of what comes.
    assert_eq!(wrong(record, &both, &Changelog::read("## 1.2.0\n\n- `rule a/d`\n")).len(), 1);
    assert!(may_take("0.1.4", "0.2.0") && !may_take("0.1.4", "0.1.5") && !may_take("1.2.0", "1.3.0"));
}
