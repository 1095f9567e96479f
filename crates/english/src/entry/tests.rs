//! What entries record and who acted, sentence by sentence.

use super::*;

#[track_caller]
fn check(text: &str, kind: Option<Kind>, actor: Option<&str>) {
    let entry = read_entry(text);
    assert_eq!((entry.kind, entry.actor.map(|actor| actor.of(text))), (kind, actor), "{text}");
}

#[test]
fn nouns_that_look_like_verbs() {
    use Kind::{Action, Communication, Observation};
    check("Service degradation begins, a third of requests failing", Some(Observation), None);
    check("Many requests are made to the proxy", None, None);
    check("The pages configuration is modified", Some(Action), None);
    check("CPU requests and limits implemented", Some(Action), None);
    check("Tests on one node were the only ones failing", Some(Observation), None);
    check("The change that triggered the alerts reverted", Some(Action), None);
    check("After noticing a rise, the depth is reduced", Some(Action), None);
    check("Grace pages Ada", Some(Communication), Some("Grace"));
    check("grace pages ada", Some(Communication), None);
    check("Grace alerts the providers", Some(Communication), Some("Grace"));
    check("HTTP requests pile up", Some(Observation), None);
    check("New builds weren't starting", Some(Observation), None);
    check("[Grace] contacts [Ada]", Some(Communication), Some("Grace"));
    check("Opened a PR to fix the search", Some(Action), None);
    check("The broker stops reporting", Some(Observation), None);
    check("The agent ran on the node", Some(Observation), None);
    check("Ada gives up on resolving the ticket and asks Grace", Some(Communication), Some("Ada"));
}

#[test]
fn what_things_undergo_has_no_actor() {
    use Kind::{Action, Communication};
    check("Search was turned off again", Some(Action), None);
    check("Airdrop is officially announced", Some(Communication), None);
    check("Bug deployed to the proxy", Some(Action), None);
}

#[test]
fn entries_without_a_verb() {
    use Kind::{Action, Communication, Observation, Recovery};
    check("rollback", Some(Action), None);
    check("failover to the replica", Some(Action), None);
    check("Deploy fails", Some(Observation), None);
    check("first alert", Some(Observation), None);
    check("the rule behind the alert", None, None);
    check("customers report errors", Some(Observation), Some("customers"));
    check("everything green", Some(Recovery), None);
    check("page to the DBA", Some(Communication), None);
    check("Grace acks", Some(Communication), Some("Grace"));
}

#[test]
fn kinds_and_actors() {
    use Kind::{Action, Communication, Hypothesis, Observation, Recovery};
    check("Ada notices a rise in latency", Some(Observation), Some("Ada"));
    check("@ada begins suspecting the cache", Some(Hypothesis), Some("ada"));
    check("The on-call engineer restarts the proxy", Some(Action), Some("The on-call engineer"));
    check("Ada and Grace rolled back the deploy", Some(Action), Some("Ada and Grace"));
    check("Ada pages Grace", Some(Communication), Some("Ada"));
    check("Latency is back to normal", Some(Recovery), None);
    check("The alert fires", Some(Observation), None);
    check("[Ada] joins the call", Some(Communication), Some("Ada"));
    check("[hypothesis] the cache is cold", Some(Hypothesis), None);
    check("observation: queues grow", Some(Observation), None);
    check("the queue", None, None);
    check("", None, None);
    check("Errors are not resolved yet", Some(Observation), None);
    check("We think it might be DNS", Some(Hypothesis), Some("We"));
}

#[test]
fn a_team_has_words_of_its_own() {
    let words = [("👀".to_owned(), Kind::Observation), ("idea".to_owned(), Kind::Hypothesis)];
    let hints = Hints { words: &words, ..Hints::default() };
    assert_eq!(read_entry_with("👀 queues grow", hints).kind, Some(Kind::Observation));
    assert_eq!(read_entry_with("idea: a cold cache", hints).kind, Some(Kind::Hypothesis));
    assert_eq!(read_entry_with("ideas were rare", hints).kind, None);
}

#[test]
fn a_recovery_that_is_confirmed_and_states_that_last() {
    use Kind::{Observation, Recovery};
    check("Recovery was confirmed by two requests", Some(Recovery), None);
    check("Recovery confirmed", Some(Recovery), None);
    check("The setting sits unapplied for 6 days", Some(Observation), None);
    check("The log volume fills; the database begins crash-looping", Some(Observation), None);
}

/// The kinds of the moments, and who acts in each: `action Ada · recovery`.
#[track_caller]
fn check_moments(text: &str, expected: &str) {
    let moments = read_moments(text, Hints::default());
    let told = moments.iter().map(|moment| {
        let kind = moment.kind.map_or("-", Kind::name);
        moment.who.map_or_else(|| kind.to_owned(), |who| format!("{kind} {}", who.of(text)))
    });
    assert_eq!(told.collect::<Vec<_>>().join(" · "), expected, "{text}");
}

#[test]
fn deeds_are_told_with_and_without_who_does_them() {
    for (text, who) in [
        ("Ben purges the queue.", Some("Ben")),
        ("Mail queue purged.", None),
        ("Agent installed on all nodes.", None),
        ("Ticket 41 raised by the on-call.", Some("the on-call")),
        ("Shop set to closed by Ben.", Some("Ben")),
        ("External checks and a restart begin.", None),
        ("Refuse empty orders in the form.", None),
        ("Short Fix: Restart the relay.", None),
        ("Packed and shipped the new relay.", None),
        ("Relay scaled down to 2.", None),
        ("Pagerbot configured with two routes.", None),
        ("REPAIR BEGINS: All jobs stopped.", None),
        ("Internal tests and deploy begin.", None),
        ("The typeorm update got merged", None),
        ("Relay restarted to free the lock", None),
        ("Cordoned and drained the node", None),
    ] {
        check(text, Some(Kind::Action), who);
    }
}

#[test]
fn what_things_do_is_seen() {
    for text in [
        "The worker enters a crash loop.",
        "Some minutes later alarms start to fire and workers start to restart.",
        "Slack alerts fire for several hosts.",
        "Nodes stand ready, yet nothing is scheduled, a webhook blocking it.",
        "Agent starts on every host. Its route is silently missing.",
        "Soon after, checks started to be red and hosts started to restart.",
        "QueueTooLong fires.",
        "The pod restarted itself again",
        "The DiskFull alarm triggered",
        "Debug logs confirmed the title was set",
        "The audit found no backup",
        "Claims backend stops responding to traffic",
        "Some daemons not scheduled",
        "looks at 3 failed jobs",
    ] {
        check(text, Some(Kind::Observation), None);
    }
    check("Ben reads the log.", Some(Kind::Observation), Some("Ben"));
    check("The storage group reports all clear, so nobody looks elsewhere.", Some(Kind::Observation), None);
    check(
        "Leak Found: The storage team sees a full disk.",
        Some(Kind::Observation),
        Some("The storage team"),
    );
    check("The mail team reports late mail", Some(Kind::Observation), Some("The mail team"));
}

#[test]
fn what_is_well_again_is_a_recovery() {
    for text in [
        "All workers running, inbox reachable.",
        "Relay resumes delivery, all caught up (recovery done).",
        "Relay stable again on the old build.",
        "All checks confirmed green.",
        "Relay confirmed healthy.",
        "Relay restarts its feed, lag gone.",
        "Backend checks were OK, relay responding.",
        "Search tests were fine, mail responding.",
        "Network restored.",
        "Queue drains by itself, deliveries recover automatically.",
        "The backlog begins to drain",
        "VM started, the node is ready",
    ] {
        check(text, Some(Kind::Recovery), None);
    }
    check_moments(
        "We restart the relay. Now 0 failed deliveries, the problem is solved.",
        "action We · recovery",
    );
    check_moments("Recovery was hoped for until it is healthy again", "-");
}

#[test]
fn what_somebody_takes_it_for_is_a_hypothesis() {
    check("Diagnosis revised to a slow disk.", Some(Kind::Hypothesis), None);
    check(
        "The page works but the API does not, which indicates a broken link.",
        Some(Kind::Hypothesis),
        None,
    );
    check("Working theory at this point is that the cache is cold", Some(Kind::Hypothesis), None);
    check_moments(
        "asks if search is involved. Engineer1 suggests paging the vendor instead.",
        "hypothesis · hypothesis Engineer1",
    );
    check_moments(
        "team tries to reproduce the problem and determines the problem might involve the cache",
        "observation team · hypothesis team",
    );
    // What a deed is done for is no hypothesis of its own.
    check("The change is reverted due to suspicion that it broke search", Some(Kind::Action), None);
}

#[test]
fn what_reaches_others_is_communication() {
    check("Dana Okri at the vendor tells Ada of the hole.", Some(Kind::Communication), Some("Dana Okri"));
    check(
        "The mail team reports back to Ada that the hole is closed.",
        Some(Kind::Communication),
        Some("The mail team"),
    );
    check("relay-ops responds with a plan.", Some(Kind::Communication), Some("relay-ops"));
    check("@cleo announces that the app is paused.", Some(Kind::Communication), Some("cleo"));
    check("First call about the issue is escalated", Some(Kind::Communication), None);
    check("Engineer1 from Networks escalates the issue", Some(Kind::Communication), Some("Engineer1"));
    check("The vendor sends an email to all shops", Some(Kind::Communication), Some("The vendor"));
}

#[test]
fn who_acts_is_a_person_or_a_team() {
    for text in [
        "Rehearsal complete, the switch is near.",
        "Load drains.",
        "Investigation began after user reported late mail.",
        "No user reports reached the team.",
        "The bot sends an alert to all.",
        "Network restored.",
    ] {
        assert_eq!(read_entry(text).actor, None, "{text}");
    }
    for (text, who) in [
        ("Software Engineer 2 approves the change", "Software Engineer 2"),
        ("Software Engineer 1 & 3 approved and merged the change", "Software Engineer 1 & 3"),
        ("Engineers online at this hour begin conversations", "Engineers"),
        ("A member of the research lab discovers the exploit", "A member"),
        ("@kim and @lee decide to add disk", "kim and @lee"),
        ("Zoë restarts the relay", "Zoë"),
        ("noor suggests a cold cache", "noor"),
    ] {
        assert_eq!(read_entry(text).actor.map(|who| who.of(text)), Some(who), "{text}");
    }
}

#[test]
fn a_second_moment_is_another_deed_and_no_detail_of_the_first() {
    check_moments("Ada restarts the relay and pages Grace.", "action Ada · communication Ada");
    check_moments("The fix is merged. It adds a field to the form.", "action");
    check_moments("The fix is merged. The build had been green before.", "action");
    check_moments("Ada rolls back. They then page Grace.", "action Ada · communication Ada");
    check_moments("Ben says that pods are running but no new ones are made.", "communication Ben");
    check_moments("The hotfix is deployed. Engineers ask for more.", "action · communication Engineers");
}

#[test]
fn a_command_is_told_by_what_it_does() {
    for (text, kind) in [
        ("Chris runs `kubectl describe pod` on the node", Some(Kind::Observation)),
        ("`kubectl get pods` showed three of five", Some(Kind::Observation)),
        ("`journalctl --vacuum-size=1G` freed 3 GB", Some(Kind::Action)),
        ("The alarm `DiskFull` triggered", Some(Kind::Observation)),
        ("`relay-2` stops answering", Some(Kind::Observation)),
    ] {
        let open = text.find('`').unwrap();
        let close = text.rfind('`').unwrap();
        let words = text.replace('`', "");
        let code = [Span::new(open, close - 1)];
        let hints = Hints { code: &code, ..Hints::default() };
        assert_eq!(read_entry_with(&words, hints).kind, kind, "{text}");
    }
}
