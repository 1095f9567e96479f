//! Whether the words behind a stamp are somebody's own, as they were said or typed: a record, which is kept.

use askhow_phrasing::names_somebody;

/// Words of a label that is no name: `Root cause identified: …`.
const LABELS: &[&str] = &[
    "cause",
    "causes",
    "update",
    "impact",
    "status",
    "note",
    "notes",
    "resolution",
    "resolved",
    "detection",
    "detected",
    "mitigation",
    "mitigated",
    "start",
    "started",
    "end",
    "ended",
    "action",
    "actions",
    "result",
    "summary",
    "incident",
    "alert",
    "fix",
    "fixed",
    "outcome",
    "problem",
    "issue",
    "trigger",
    "recovery",
    "recovered",
    "error",
    "warning",
    "identified",
    "investigation",
    "monitoring",
    "decision",
    "question",
    "questions",
    "hypothesis",
    "deploy",
    "rollback",
    "event",
    "finding",
    "symptom",
    "symptoms",
    "diagnosis",
    "repair",
    "severity",
    "step",
    "todo",
    "why",
    "how",
    "what",
];

/// Abbreviations that are nobody's initials.
const ABBREVIATIONS: &[&str] = &[
    "UTC", "GMT", "EST", "EDT", "PST", "PDT", "CST", "CDT", "CET", "BST", "IST", "DB", "DBA", "API", "SRE",
    "DNS", "CPU", "AWS", "GCP", "PR", "CI", "CD", "VM", "VMS", "SLO", "SLA", "QA", "IC", "TLS", "SSL", "US",
    "EU", "UK", "OK", "IT", "DC", "LB", "CDN", "SQL", "SSH", "VPN", "IAM", "MR", "UI", "UX", "ID", "IP",
    "OS", "RAM", "SSD", "HDD", "NFS", "RDS", "EC", "ECS", "EKS", "GKE", "ALL", "NO", "NOT", "WE", "AM", "PM",
    "NTP", "JVM", "GC", "OOM", "SEV", "P1", "PD", "NOC", "BGP", "ISP", "AZ", "CA", "LDAP", "SSO", "MFA",
    "JWT", "TCP", "UDP", "RPC", "URL", "WAF", "WAL", "TTL",
];

/// How somebody begins who speaks: behind a name without a colon.
const SPEAKS: &[&str] = &[
    "i", "i'm", "i've", "i'll", "i'd", "we", "we're", "we've", "ok", "okay", "yes", "no", "yeah", "yep",
    "hm", "hmm", "so", "why", "how", "what", "let's", "hi", "hey", "thanks", "sorry", "please", "can",
    "could", "should", "is", "are", "did",
];

/// Whether a line says whose words it holds. `words` stand behind the stamp, if there is one, without Markdown.
pub(super) fn is_record(words: &str, stamped: bool) -> bool {
    let trims = |c: char| c.is_whitespace() || "|-–—:·•[({".contains(c);
    let words = words.trim_start_matches(trims);
    if stamped && words.starts_with(['"', '“', '«', '<']) {
        return true;
    }
    if let Some((label, rest)) = words.split_once(':')
        && (rest.starts_with(char::is_whitespace) || rest.starts_with(['"', '“']))
    {
        let name = label.trim_matches(|c: char| c.is_whitespace() || "<>[]()".contains(c));
        let lower = name.to_lowercase();
        let short = name.chars().count() <= 24 && name.split_whitespace().count() <= 2 && !name.is_empty();
        let told = lower.split_whitespace().any(|word| LABELS.contains(&word))
            || ABBREVIATIONS.contains(&name)
            || name.contains(|c: char| c.is_ascii_digit() || "/`%".contains(c));
        if short && !told && (stamped || names_somebody(name) || is_initials(name)) {
            return true;
        }
    }
    if !stamped {
        return false;
    }
    let mut rest = words.split_whitespace();
    let (Some(first), Some(second)) = (rest.next(), rest.next()) else { return false };
    let name = first.trim_end_matches([')', ']', '>', ',']);
    let speaks = |word: &str| {
        let word = word.to_lowercase().replace('’', "'");
        SPEAKS.contains(&word.trim_end_matches([',', '.', '!', '?']))
    };
    let third = rest.next().unwrap_or_default();
    is_initials(name)
        || names_somebody(name) && (speaks(second) || name != first)
        || names_somebody(&format!("{name} {second}")) && speaks(third)
}

/// A cell or a label that holds nothing but who it was.
pub(super) fn is_author(words: &str) -> bool {
    let name = words.trim();
    is_initials(name) || names_somebody(name)
}

/// `JP`, `A.C.`
fn is_initials(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    (2..=3).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase())
        && !ABBREVIATIONS.contains(&letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_with_an_author_is_a_record() {
        for words in [
            "JP OK, why has the basket page gone down again?",
            "AC We just need to run the deploy step",
            "Ana: why did it fail?",
            "bkraft: no idea why it stopped",
            "<ana> why did it fail?",
            "“Why did it fail?” asks the customer",
            "(Ana) why did it fail?",
            "Sam I don't know why it failed",
        ] {
            assert!(is_record(words, true), "{words}");
        }
    }

    #[test]
    fn what_a_writer_tells_of_people_is_no_record() {
        for words in [
            "Ana restarts the primary; nobody knows why it failed.",
            "Root cause identified: a full disk",
            "API calls fail, unclear why they did.",
            "We ask why the deploy failed.",
            "Impact: 40 users could not log in.",
            "The page is down, and we don't know why it is: nothing in the logs.",
        ] {
            assert!(!is_record(words, true), "{words}");
        }
    }

    #[test]
    fn a_transcript_needs_no_times() {
        assert!(is_record("Ana: why did it fail?", false));
        assert!(is_record("@bob: no idea why it did", false));
        for words in ["Summary: why it failed", "Level 2: why did it fail?", "Backend: why did it fail?"] {
            assert!(!is_record(words, false), "{words}");
        }
    }
}
