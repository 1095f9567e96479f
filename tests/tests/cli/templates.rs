//! A review that is a copy of the team's own template: what stands there is nobody's words.

use crate::helpers::{Folder, Ran};

/// As houses write them: with instructions, examples and sample entries that no list of phrases foresees.
const TEMPLATE: &str = "# Postmortem title

Times are local. A root cause can never be a person.

## Summary

Two sentences at most. What would have caught it sooner?

## Timeline

| Time | What |
| --- | --- |
| 09:12 | Something obviously broke |

## Root cause

- Bad thing happened
- ...because of human error, see the five whys

## Action items

```list
- [ ]
```
";

fn rules(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let findings = json["files"].as_array().unwrap().iter().flat_map(|it| it["findings"].as_array().unwrap());
    findings.map(|it| it["rule"].as_str().unwrap().to_owned()).collect()
}

fn check(folder: &Folder, path: &str) -> Vec<String> {
    rules(&folder.run(&["check", "--format", "json", "--fail-on", "never", path]).ends_with(0))
}

#[test]
fn nothing_is_found_in_what_a_template_beside_it_says() {
    for place in ["incidents/postmortem_template.md", "incidents/templates/a.md", "TEMPLATE.md"] {
        let folder =
            Folder::new(&[(".git/HEAD", ""), (place, TEMPLATE), ("incidents/2024-05-21-mail.md", TEMPLATE)]);
        assert_eq!(check(&folder, "incidents/2024-05-21-mail.md"), [""; 0], "{place}");
        // The template itself is no copy, and is checked where somebody asks for it.
        assert!(check(&folder, place).contains(&"phrasing/human-error".to_owned()), "{place}");
        // Once words of the writer's own stand there, they alone are spoken of, and what is open.
        let mine = TEMPLATE.replace("Two sentences at most.", "Mail was late due to human error.");
        folder.write("incidents/2024-05-21-mail.md", mine);
        let found = check(&folder, "incidents/2024-05-21-mail.md");
        let wording: Vec<_> = found.iter().filter(|rule| rule.starts_with("phrasing/")).collect();
        assert_eq!(wording, ["phrasing/human-error", "phrasing/counterfactual"], "{place}");
    }
}

#[test]
fn the_template_that_the_settings_name_is_one_wherever_it_lies() {
    let folder = Folder::new(&[
        ("askhow.toml", "[template]\nfile = \"docs/house.md\"\n"),
        ("docs/house.md", TEMPLATE),
        ("incidents/2024-05-21-mail.md", TEMPLATE),
    ]);
    assert_eq!(check(&folder, "incidents/2024-05-21-mail.md"), [""; 0]);
    folder.write("askhow.toml", "");
    assert!(check(&folder, "incidents/2024-05-21-mail.md").len() > 3);
}
