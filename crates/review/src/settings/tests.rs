use askhow_document::Rule;
use serde_json::json;

use super::*;

const RULES: [&str; 4] =
    ["phrasing/root-cause", "phrasing/why-question", "section/mitigators", "timeline/order"];

fn glob(text: &str) -> Result<(), String> {
    if text.contains('[') { Err("unclosed bracket".to_owned()) } else { Ok(()) }
}

fn known() -> Known<'static> {
    Known { rules: &RULES, glob: Some(&glob) }
}

/// The settings in a text without problems.
#[track_caller]
fn settings(text: &str) -> Settings {
    let read = read_toml(text, &known());
    assert_eq!(read.problems, [], "{text}");
    join([&read.layer])
}

/// Reads a text with one problem: the place that it points at, what is said, and what is left.
#[track_caller]
fn check_problem(text: &str, place: &str, message: &str) -> Settings {
    let read = read_toml(text, &known());
    let [problem] = read.problems.as_slice() else { panic!("{:?}", read.problems) };
    assert_eq!((problem.span.unwrap().of(text), problem.message.as_str()), (place, message));
    join([&read.layer])
}

#[test]
fn everything_that_can_be_set_is_read() {
    let text = r##"
reviews = ["incidents/**/*.md"]
preset = ["sre", "strict"]
timezone = "Europe/Berlin"
date-order = "dmy"
quiet-gap = "45m"
severities = ["SEV1", "SEV2"]

[rules]
"phrasing/*" = "hint"
"phrasing/root-cause" = "off"

[[overrides]]
files = ["old/**", "!old/kept.md"]
rules = { "phrasing/*" = "off" }

[sections]
"Follow-up Items" = ["Homework"]
Contributors = { name = "What made it possible", questions = ["How so?"] }
"Customer Voice" = { synonyms = ["What customers said"] }
Graphs = "Artifacts"

[[phrases]]
find = "the usual suspects"
message = "which ones?"
questions = ["Who was it?"]
replace = "people"

[links]
"OPS-#" = "https://example.org/OPS-#"

[prompts]
Mitigators = ["How did the pilot help?"]
observation = ["How dark was it?"]

[kinds]
observation = ["👀"]

[people]
"Katharine" = { also = ["kat", "U02AB1"], role = "on-call, Signups" }

[features]
formatting = false
"##;
    let settings = settings(text);
    assert_eq!(settings.reviews, ["incidents/**/*.md"]);
    assert_eq!(settings.preset, [Preset::Sre, Preset::Strict]);
    assert_eq!(settings.timezone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(settings.date_order, Some(DateOrder::Dmy));
    assert_eq!(settings.quiet_gap, Some(Gap(Duration::from_secs(45 * 60))));
    assert_eq!(settings.severities, ["SEV1", "SEV2"]);
    assert_eq!(settings.rules["phrasing/root-cause"], RuleLevel::Off);
    assert_eq!(settings.phrases[0].replace.as_deref(), Some("people"));
    assert_eq!(settings.own_questions("mitigators"), ["How did the pilot help?"]);
    assert_eq!(settings.kinds.observation, ["👀"]);
    let people = ["kat", "@KAT", "u02ab1", "Katharine", "Ben"].map(|name| settings.person(name));
    assert_eq!(people, [Some("Katharine"), Some("Katharine"), Some("Katharine"), Some("Katharine"), None]);
    assert_eq!(settings.people["Katharine"].role.as_deref(), Some("on-call, Signups"));
    assert!(!settings.features.formatting && settings.features.hover);
    let sections = crate::TeamSections::new(&settings);
    let section = |name: &str| sections.recognise(name).unwrap().section;
    assert_eq!(section("Homework"), Some(crate::Section::FollowUp));
    assert_eq!(section("What made it possible"), Some(crate::Section::Contributors));
    assert_eq!(section("Graphs"), Some(crate::Section::Artifacts));
    assert_eq!(section("What customers said"), None);
    assert_eq!(sections.added()[0].name, "Customer Voice");
    assert_eq!(sections.name(crate::Section::Contributors), "What made it possible");
}

#[test]
fn settings_survive_being_written_and_read_again() {
    let before = settings("preset = \"strict\"\nquiet-gap = \"1h 15m\"\n[rules]\n\"phrasing/*\" = \"off\"\n");
    let written = toml::to_string(&before).unwrap();
    assert_eq!(settings(&written), before);
    let written = serde_json::to_value(&before).unwrap();
    let read = read_json(&written, &known());
    assert_eq!(read.problems, []);
    assert_eq!(join([&read.layer]), before);
}

#[test]
fn an_unknown_key_is_named_with_the_nearest() {
    let left = check_problem(
        "timezone = \"UTC\"\nsevrities = [\"x\"]\n",
        "sevrities",
        "unknown key `sevrities`: did you mean `severities`?",
    );
    assert_eq!(left.timezone.as_deref(), Some("UTC"));
    check_problem(
        "[features]\ncode_lens = false\n",
        "code_lens",
        "unknown key `features.code_lens`: did you mean `code-lens`?",
    );
    let read = read_toml("colour = 1\n", &known());
    assert!(read.problems[0].message.starts_with("unknown key `colour`: the keys here are `date-order`, "));
}

#[test]
fn a_name_of_two_people_an_empty_one_and_an_unknown_key_are_named() {
    check_problem(
        "[people]\nAda = { also = [\"ada-l\"] }\nBen = { also = [\"@Ada-L\"] }\n",
        "\"@Ada-L\"",
        "`@Ada-L` is a name of `Ada` already: which of the two is meant?",
    );
    check_problem("[people]\nAda = { also = [\"\"] }\n", "\"\"", "`people.Ada.also[0]` is empty");
    let left = check_problem(
        "[people]\n\" \" = { role = \"on-call\" }\nAda = {}\n",
        "\" \"",
        "a name under `people` is empty: write the one that is shown, `[people.Ada]`",
    );
    assert_eq!(left.people.len(), 1);
    check_problem(
        "[people]\nAda = { alias = [\"a\"] }\n",
        "alias",
        "unknown key `people.Ada.alias`: the keys here are `also` or `role`",
    );
}

#[test]
fn a_wrong_type_costs_one_key() {
    let left = check_problem(
        "quiet-gap = 30\nseverities = [\"SEV1\"]\n",
        "30",
        "`quiet-gap` takes a text, not a number: `quiet-gap = \"30m\"`",
    );
    assert_eq!(left.severities, ["SEV1"]);
    check_problem(
        "reviews = \"incidents/*.md\"\n",
        "\"incidents/*.md\"",
        "`reviews` takes a list, not a text: `reviews = [\"incidents/*.md\"]`",
    );
    check_problem("rules = true\n", "true", "`rules` takes a table, not true or false");
    check_problem(
        "[features]\nhover = \"no\"\n",
        "\"no\"",
        "`features.hover` takes true or false, not a text",
    );
    let left =
        check_problem("severities = [\"SEV1\", 2]\n", "2", "`severities[1]` takes a text, not a number");
    assert_eq!(left.severities, ["SEV1"]);
}

#[test]
fn a_wrong_value_is_said_with_what_would_be_right() {
    for (text, place, message) in [
        ("preset = \"ser\"", "\"ser\"", "`preset` can't be `ser`: did you mean `sre`?"),
        ("date-order = \"x\"", "\"x\"", "`date-order` can't be `x`: it takes `dmy`, `mdy` or `ymd`"),
        (
            "timezone = \"Europe/Berln\"",
            "\"Europe/Berln\"",
            "unknown time zone `Europe/Berln`: did you mean `Europe/Berlin`?",
        ),
        (
            "timezone = \"here\"",
            "\"here\"",
            "unknown time zone `here`: write it as `Europe/Berlin`, `UTC` or `+02:00`",
        ),
        (
            "quiet-gap = \"a while\"",
            "\"a while\"",
            "`a while` is no length of time: write it as `30m` or `1h 15m`",
        ),
        ("reviews = [\"a[b\"]", "\"a[b\"", "`a[b` is no glob: unclosed bracket"),
        (
            "[rules]\n\"phrasing/root-couse\" = \"off\"",
            "\"phrasing/root-couse\"",
            "unknown rule `phrasing/root-couse`: did you mean `phrasing/root-cause`?",
        ),
        (
            "[rules]\nroot-cause = \"off\"",
            "root-cause",
            "unknown rule `root-cause`: did you mean `phrasing/root-cause`?",
        ),
        (
            "[rules]\n\"phrasing\" = \"off\"",
            "\"phrasing\"",
            "unknown rule `phrasing`: did you mean `phrasing/*`?",
        ),
        (
            "[rules]\n\"phrasing/*\" = \"info\"",
            "\"info\"",
            "`rules.phrasing/*` can't be `info`: it takes `off`, `hint`, `information`, `warning` or `error`",
        ),
        (
            "[rules]\n\"phrasing/*\" = \"wraning\"",
            "\"wraning\"",
            "`rules.phrasing/*` can't be `wraning`: did you mean `warning`?",
        ),
        (
            "[prompts]\nMitigator = []",
            "Mitigator",
            "nothing asks questions under the name `Mitigator`: did you mean `Mitigators`?",
        ),
        (
            "[sections]\nGraphs = \"Artefactss\"",
            "\"Artefactss\"",
            "unknown section `Artefactss`: did you mean `Artifacts`?",
        ),
        (
            "[form]\nfields = [\"Severty\"]",
            "\"Severty\"",
            "unknown field `Severty`: did you mean `Severity`?",
        ),
        (
            "[form]\nfields = [\"a: b\"]",
            "\"a: b\"",
            "`a: b` is no name of a field: begin with a letter and write at most 48 of them, without marks, as in `Source of Detection`",
        ),
        ("[form]\nfield = [\"Severity\"]", "field", "unknown key `form.field`: did you mean `fields`?"),
        (
            "[form]\nfields = \"Severity\"",
            "\"Severity\"",
            "`form.fields` takes a list, not a text: `fields = [\"Severity\"]`",
        ),
        (
            "[template]\nfile = \"../template.md\"",
            "\"../template.md\"",
            "`../template.md` may lie outside the folder of the settings: write the way from there, as in `docs/template.md`",
        ),
        (
            "[template]\nfile = \"\"",
            "\"\"",
            "the name of the file is missing: write it as `docs/template.md`",
        ),
        ("template = \"a.md\"", "\"a.md\"", "`template` takes a table, not a text"),
        ("[[phrases]]\nmessage = \"x\"", "message", "`phrases[0]` lacks `find`"),
        ("[[phrases]]\nfind = \" \"", "\" \"", "`phrases[0].find` is empty"),
        ("[links]\n\"#\" = \"x\"", "\"#\"", "`#` would fit any word: begin it with letters, as in `OPS-#`"),
        (
            "[links]\n\"OPS-#\" = \"command:workbench.action.quit\"",
            "\"command:workbench.action.quit\"",
            "`command:workbench.action.quit` leads nowhere that a link may lead: write an address that begins with \
             `https://`, `http://` or `mailto:`, or a file as seen from this folder, as in `runbooks/#.md`",
        ),
    ] {
        let left = check_problem(text, place, message);
        let form = left.form.clone();
        let nothing = Settings { phrases: left.phrases.clone(), form, ..Settings::default() };
        let no_field = left.form.fields.iter().flatten().next().is_none();
        assert!(left.phrases.is_empty() && no_field && left == nothing, "{text}: {left:?}");
    }
}

#[test]
fn a_phrase_of_a_page_is_no_phrase() {
    let phrase = "why ".repeat(500);
    let text = format!("[[phrases]]\nfind = \"{phrase}\"");
    let message = "`phrases[0].find` has 2000 characters: at most 200 are looked for";
    assert!(check_problem(&text, &format!("\"{phrase}\""), message).phrases.is_empty());
}

#[test]
fn no_text_is_so_long_that_findings_by_the_thousand_could_not_carry_it() {
    let message = "m".repeat(2_001);
    let text = format!("[[phrases]]\nfind = \"foo\"\nmessage = \"{message}\"");
    let said = "`phrases[0].message` has 2001 characters: at most 2000 are read";
    assert_eq!(check_problem(&text, &format!("\"{message}\""), said).phrases.len(), 1);
    let address = "#".repeat(3_000);
    let said = "`links.OPS-#` has 3000 characters: at most 2000 are read";
    check_problem(&format!("[links]\n\"OPS-#\" = \"{address}\""), &format!("\"{address}\""), said);
}

#[test]
fn of_a_list_without_end_the_first_are_read() {
    let globs = format!("[{}]", vec!["\"a/**\""; 1_500].join(", "));
    let said = "`reviews` has 1500 entries: the first 1000 are read";
    assert_eq!(check_problem(&format!("reviews = {globs}"), &globs, said).reviews.len(), 1_000);
}

#[test]
fn what_is_no_toml_is_said_once() {
    let text = "timezone = \"UTC\"\nquiet-gap = \n[rules\n";
    let read = read_toml(text, &known());
    assert!(read.broken);
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    assert!(read.problems[0].message.starts_with("this is not TOML: "));
    assert!(!read_toml("\u{feff}timezone = \"UTC\"\r\n", &known()).broken);
}

#[test]
fn editors_send_the_same_keys_and_some_of_their_own() {
    let value =
        json!({"timezone": "UTC", "server": {"path": "x"}, "trace": 1, "preset": null, "quiet-gap": "1h"});
    let read = read_json(&value, &known());
    assert_eq!(read.problems, []);
    let settings = join([&read.layer]);
    assert_eq!(
        (settings.timezone.as_deref(), settings.quiet_gap),
        (Some("UTC"), Some(Gap(Duration::from_secs(3600))))
    );
    assert_eq!(read_json(&json!(null), &known()), Read::default());
    let read = read_json(&json!({"timezon": "UTC"}), &known());
    assert_eq!(read.problems[0].message, "unknown key `timezon`: did you mean `timezone`?");
    assert_eq!(read_json(&json!([1]), &known()).problems.len(), 1);
    assert_eq!(read_toml("server = 1", &known()).problems.len(), 1);
}

#[test]
fn layers_are_joined_key_by_key() {
    let editor = read_json(
        &json!({"timezone": "UTC", "severities": ["P1"], "rules": {"phrasing/*": "off", "timeline/order": "hint"}}),
        &known(),
    );
    let file = read_toml("severities = [\"SEV1\"]\n[rules]\n\"phrasing/*\" = \"hint\"\n", &known());
    let settings = join([&editor.layer, &file.layer]);
    assert_eq!(settings.timezone.as_deref(), Some("UTC"));
    assert_eq!(settings.severities, ["SEV1"]);
    assert_eq!(settings.rules["phrasing/*"], RuleLevel::Hint);
    assert_eq!(settings.rules["timeline/order"], RuleLevel::Hint);
}

fn rule(id: &'static str, level: Level) -> Rule {
    Rule { id, level, summary: "", about: "", questions: &[], fires: &[], quiet: &[] }
}

#[test]
fn a_rules_own_level_beats_its_familys_and_that_beats_the_preset() {
    let why = rule("phrasing/why-question", Level::Information);
    let cause = rule("phrasing/root-cause", Level::Information);
    let hint = rule("phrasing/luck", Level::Hint);
    let order = rule("timeline/order", Level::Warning);
    let quiet = rule("timeline/quiet", Level::Information);
    let mitigators = rule("section/mitigators", Level::Information);
    let set = settings("preset = \"strict\"\n[rules]\n\"phrasing/root-cause\" = \"off\"\n");
    assert_eq!(set.level_of(&why), Some(Level::Warning));
    assert_eq!(set.level_of(&cause), None);
    assert_eq!(set.level_of(&hint), Some(Level::Hint));
    assert_eq!(set.level_of(&order), Some(Level::Warning));
    assert_eq!(set.level_of(&quiet), Some(Level::Information));
    assert_eq!(set.level_of(&mitigators), Some(Level::Warning));
    let set = settings("[rules]\n\"phrasing/*\" = \"off\"\n\"phrasing/why-question\" = \"error\"\n");
    assert_eq!(set.level_of(&why), Some(Level::Error));
    assert_eq!(set.level_of(&cause), None);
    assert_eq!(set.level_of(&order), Some(Level::Warning));
}

/// The reader asks the schema alone, so whatever it lets through must fit the types.
#[test]
fn what_the_schema_lets_through_fits_the_types() {
    let values = [
        json!("UTC"),
        json!(true),
        json!(1),
        json!(null),
        json!([]),
        json!(["sre"]),
        json!({}),
        json!([[]]),
        json!([{}]),
        json!({"a": "off"}),
        json!({"a": ["x"]}),
        json!({"hover": false}),
        json!({"fields": ["Severity", "Product"]}),
        json!({"file": "docs/template.md"}),
        json!([{"find": "x"}]),
        json!([{"files": ["x"], "rules": {"phrasing/*": "off"}}]),
        json!({"a": {"name": "x"}}),
        json!({"a": {"name": null, "synonyms": null}}),
        json!("30m"),
        json!("dmy"),
        json!("sre"),
        json!({"observation": ["x"]}),
        json!({"phrasing/*": "off"}),
        json!({"Risks": "Risks"}),
    ];
    let keys = [
        "reviews",
        "preset",
        "timezone",
        "date-order",
        "quiet-gap",
        "severities",
        "rules",
        "sections",
        "phrases",
        "links",
        "prompts",
        "kinds",
        "people",
        "me",
        "form",
        "template",
        "features",
    ];
    let mut n_kept = 0;
    for key in keys {
        for value in &values {
            let read = read_json(&json!({key: value}), &known());
            let settings = Settings::deserialize(serde_json::Value::Object(read.layer.values().clone()));
            assert!(settings.is_ok(), "{key} = {value}: {settings:?}");
            n_kept += usize::from(!read.layer.is_empty());
        }
    }
    assert!(n_kept > keys.len());
}
