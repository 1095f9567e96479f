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
    check("The agent ran on the node", None, None);
    check("Ada gives up on resolving the ticket and asks Grace", Some(Communication), None);
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
