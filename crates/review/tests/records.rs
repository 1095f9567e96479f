//! What somebody said or wrote is never rewritten unseen; what is plainly the writer's own may be.

#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use askhow_document::{Document, Finding, Level};
use askhow_review::{Review, Surroundings, Want};

const WHY: &str = "Why did the pump stop?";

fn findings(body: &str) -> Vec<Finding> {
    let text = format!("---\naskhow: true\n---\n\n# Outage of the pump\n\n## Description\n\n{body}\n");
    let document = Document::new(&text);
    let review = Review::read(&document, &Arc::new(Surroundings::default()), None);
    review.findings(Want::Fixes).into_iter().filter(|it| it.rule.id.starts_with("phrasing/")).collect()
}

fn is_safe(body: &str) -> bool {
    findings(body).iter().any(|it| it.fixes.iter().any(|fix| fix.safe))
}

/// Whether nothing is written over these words unseen, though something is found in them.
fn wrong_of<'a>(bodies: &[&'a str]) -> Vec<&'a str> {
    bodies.iter().filter(|body| is_safe(body) || findings(body).is_empty()).copied().collect()
}

#[test]
fn who_speaks_before_the_words_keeps_them() {
    let leads = [
        "LP:",
        "Lena:",
        "**Lena**:",
        "@lena:",
        "[LP]",
        "(LP)",
        "LP -",
        "LP —",
        "Lena Park (SRE):",
        "**Lena**",
        "@lena",
        "<lena>",
        "\\<lena\\>",
        "lena>",
        "`lena`:",
        "`lena:`",
        "lena [16:41]:",
        "Customer:",
        "Bot:",
        "Interviewer:",
        "Speaker 1:",
        "Q:",
        "A:",
        // More of each kind.
        "[mk]",
        "(Lena)",
        "{MK}",
        "MK –",
        "Lena Park:",
        "Lena (by phone):",
        "*lena*",
        "**mkraft**",
        "@m.kraft",
        "&lt;lena&gt;",
        "mkraft>",
        "`mkraft`",
        "Lena, 16:41:",
        "Vendor:",
        "Caller 2:",
        "Incident commander:",
        "A customer:",
        "lena",
        "Lena",
        "> Lena:",
    ];
    let mut wrong = Vec::new();
    for lead in leads {
        for body in [
            format!("{lead} {WHY}"),
            format!("- {lead} {WHY}"),
            format!("{lead} obviously the pump stopped."),
        ] {
            if is_safe(&body) {
                wrong.push(body);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let copied = [
        "lena 4:41 PM\nWhy did the pump stop?",
        "Lena Park  16:41\nWhy did the pump stop?",
        "mkraft [10:02 AM]\nWhy did the pump stop?",
        "**lena** 4:41 PM\nWhy did the pump stop?",
    ];
    assert_eq!(wrong_of(&copied), Vec::<&str>::new());
}

#[test]
fn who_is_said_to_say_the_words_keeps_them() {
    let verbs = [
        "lena wrote:",
        "Lena asked:",
        "Lena asked,",
        "Lena's question was:",
        "The vendor writes:",
        "The status page read:",
        "According to the vendor,",
        "In the words of Lena,",
        "The vendor wrote that",
        "Lena told us that",
        "The customer wondered,",
        "Then the caller replied:",
        "Our supplier stated that",
        "Lena commented —",
        "As reported by the vendor,",
        "In Lena's words,",
    ];
    let mut wrong = Vec::new();
    for verb in verbs {
        for body in [
            format!("{verb} why did the pump stop?"),
            format!("- {verb} obviously the pump stopped."),
            format!("{verb} {WHY}"),
        ] {
            if is_safe(&body) {
                wrong.push(body);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let bodies = [
        "**Lena** asks why the pump stopped.",
        "Why did the pump stop, Lena asked.",
        "Why did the pump stop? the customer wrote.",
        "Why did the pump stop? – the vendor said.",
    ];
    assert_eq!(wrong_of(&bodies), Vec::<&str>::new());
}

#[test]
fn tags_and_fences_of_quotation_keep_what_is_in_them() {
    let bodies = [
        "<q>Why did the pump stop?</q>",
        "As it went: <q>why did the pump stop?</q>",
        "<cite>Why did the pump stop?</cite>",
        "<blockquote>\n\nWhy did the pump stop?\n\n</blockquote>",
        "<Quote author=\"Lena\">\n\nWhy did the pump stop?\n\n</Quote>",
        ":::quote\n\nWhy did the pump stop?\n\n:::",
        "{{< quote >}}\n\nWhy did the pump stop?\n\n{{< /quote >}}",
        "{{% quote %}}\n\nWhy did the pump stop?\n\n{{% /quote %}}",
        "{% blockquote Lena %}\n\nWhy did the pump stop?\n\n{% endblockquote %}",
        "<BLOCKQUOTE>\n\n- Why did the pump stop?\n\n</BLOCKQUOTE>",
        "> Why did the pump stop?",
    ];
    assert_eq!(wrong_of(&bodies), Vec::<&str>::new());
}

#[test]
fn sections_of_sayings_keep_what_is_in_them() {
    for heading in [
        "Transcript",
        "Slack thread",
        "Chat log",
        "Quotes",
        "Interview with Lena",
        "IRC log",
        "Customer quotes",
        "What we heard, in their own words",
        "Emails",
        "Email thread",
        "Slack",
    ] {
        for words in
            ["Why did the pump stop?", "- Why did the pump stop?", "### Later\n\nWhy did the pump stop?"]
        {
            let body = format!("x\n\n## {heading}\n\n{words}");
            let found = findings(&body);
            assert!(!found.is_empty() && !is_safe(&body), "{body}");
            assert!(found.iter().all(|it| it.level == Level::Hint), "{body}");
        }
    }
}

#[test]
fn tables_of_sayings_keep_what_is_in_them() {
    for (head, row) in [
        ("Author | Comment", "Zyx | Why did the pump stop?"),
        ("Who | Said", "Zyx | Why did the pump stop?"),
        ("From | Message", "Zyx | Why did the pump stop?"),
        ("Source | Event", "Slack | Why did the pump stop?"),
        ("Speaker | Words", "Zyx | Why did the pump stop?"),
        ("Name | Question", "Zyx | Why did the pump stop?"),
        ("Quote | Date", "Why did the pump stop? | May"),
        ("Time | Author | What", "10:02 | Zyx | Why did the pump stop?"),
        ("Time | Source | What", "10:02 | #Slack | Why did the pump stop?"),
    ] {
        let dashes = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
        let body = format!("| {head} |\n|{dashes}|\n| {row} |");
        assert!(!findings(&body).is_empty() && !is_safe(&body), "{body}");
    }
}

#[test]
fn an_entry_that_names_or_speaks_to_somebody_is_kept() {
    let entry = |words: &str| format!("The pump stopped.\n\n## Timeline\n\n- 10:01 It ran.\n- 10:08 {words}");
    for kept in [
        "Why did the pump stop? @kim",
        "Why did the pump stop? cc @kim",
        "Why did @kim restart the pump?",
        "K. Lee: Why did the pump stop?",
        "Kim K. Lee: Why did the pump stop?",
        "Status Page: Why did the pump stop?",
    ] {
        assert!(!findings(&entry(kept)).is_empty() && !is_safe(&entry(kept)), "{kept}");
    }
    for own in
        ["Why did the pump stop?", "UTC: Why did the pump stop?", "The pump stopped. Why did the pump stop?"]
    {
        assert!(is_safe(&entry(own)), "{own}");
    }
    assert!(is_safe("Why did @kim's pump stop?"), "no entry");
}

#[test]
fn an_entry_with_an_author_or_a_signature_is_kept() {
    let bodies = [
        "- 10:02 LP why did the pump stop?",
        "- 10:07 — Lena — why did the pump stop?",
        "- 10:11 MK/LP: obviously the pump stopped.",
        "- 10:12 `mk` why did the pump stop?",
        "- 10:13 <mk> why did the pump stop?",
        "- 10:15 Slack message from Lena: why did the pump stop?",
        "- 10:21 Obviously the pump stopped. (LP)",
        "- 10:21 Obviously the pump stopped. -- LP",
        "- 10:21 Obviously the pump stopped. ~MK",
        "- 10:21 Obviously the pump stopped. – Lena",
        "- 10:16 (mk) why did the pump stop?",
        "- 10:17 **zyx** why did the pump stop?",
        "- 10:18 Email from the vendor: why did the pump stop?",
        "- 10:19 zyx: why did the pump stop?",
        "- 10:20 @zyx why did the pump stop?",
        "- 10:21 [zyx] obviously the pump stopped.",
        "Why did the pump stop? — Lena Park",
        "Why did the pump stop? (Lena)",
        "Why did the pump stop?\n— Lena",
        "Why did the pump stop? [LP]",
        "Why did the pump stop? —@lena",
    ];
    assert_eq!(wrong_of(&bodies), Vec::<&str>::new());
    for record in ["- 10:07 — Lena — why did the pump stop?", "Lena: why did the pump stop?"] {
        assert!(findings(record).iter().all(|it| it.level == Level::Hint), "{record}");
    }
}

#[test]
fn what_is_plainly_the_writers_own_stays_safe() {
    let bodies = [
        "Why did the deploy fail at 16:40?",
        "- Why did the deploy fail at 16:40?",
        "- [ ] Why did the deploy fail?",
        "1. Why did the deploy fail?",
        "**Why did the deploy fail?**",
        "🔥 Why did the deploy fail?",
        "Level 2: Why did the deploy fail?",
        "Question 3: Why did the deploy fail?",
        "Q3: Why did the deploy fail?",
        "Note: Why did the deploy fail?",
        "- **Open:** Why did the deploy fail?",
        "- **Open question**: Why did the deploy fail?",
        "[TODO] Why did the deploy fail?",
        "(3) Why did the deploy fail?",
        "- 16:40 Why did the deploy fail?",
        "- 16:40: Why did the deploy fail?",
        "- 16:40 UTC - Why did the deploy fail?",
        "- **16:40 UTC** - Root cause identified: a full disk",
        "- **16:40 UTC**: why did the deploy fail?",
        "**Primary:** the set had simply been widened.",
        "Impact: we don't know why the deploy failed.",
        "Root cause: obviously the deploy failed.",
        "The deploy failed. Why did the deploy fail?",
        "And why did the deploy fail?",
        "We don't know why the deploy failed.",
        "We asked why the deploy failed.",
        "The pump had obviously stopped.",
        "`deploy.sh` stopped. Why did the deploy fail?",
        "[The deploy](https://x.example/1) stopped. Why did the deploy fail?",
        "There is one question that nobody can answer: why did the deploy fail?",
        "The job (a cron job) stopped. Why did the deploy fail?",
        "Why did the deploy fail? (see below)",
        "Why did the deploy fail? – again and again.",
        "Why did the deploy fail? The alert, which nobody saw, did not help.",
        "The pump is down - a new one is ordered.\nWhy did the deploy fail?",
        "| Question | Owner |\n|---|---|\n| Why did the deploy fail? | Lena |",
        "| # | Question |\n|---|---|\n| 1 | Why did the deploy fail? |",
        "| Time | Source | What |\n|---|---|---|\n| 10:02 | Grafana | Why did the deploy fail? |",
        "x\n\n## What we still ask\n\nWhy did the deploy fail?",
        "x\n\n## Slack was down\n\nWhy did the deploy fail?",
        "x\n\n## Error messages\n\nWhy did the deploy fail?",
        "Put `<q>` around it. Why did the deploy fail? Then `</q>`.",
        "<q>x</q>\n\nWhy did the deploy fail?",
    ];
    let wrong: Vec<&str> = bodies.iter().filter(|body| !is_safe(body)).copied().collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
