//! What stands before words: a label of the writer's, or who says them.

use askhow_english::names_somebody;

use super::voice::Voice;

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
    "reason",
    "reasons",
    "contributor",
    "contributors",
    "enabler",
    "enablers",
    "open",
    "answer",
    "observation",
    "learning",
    "lesson",
    "lessons",
    "risk",
    "risks",
    "mitigator",
    "mitigators",
    "difficulty",
    "follow-up",
    "followup",
    "context",
    "background",
    "description",
    "timeline",
    "level",
    "part",
    "point",
    "item",
    "topic",
    "goal",
    "aim",
    "next",
    "test",
    "remember",
    "caution",
    "important",
    "tip",
    "prevention",
    "response",
    "review",
    "retro",
    "analysis",
    "q-and-a",
    "aftermath",
    "surprise",
    "unclear",
    "unknown",
    "unresolved",
    "pending",
    "done",
    "later",
    "now",
    "today",
    "then",
    "also",
    "again",
    "primary",
    "secondary",
    "main",
];

/// Who speaks without a name, or where the words come from: a label that ends with one is a speaker's.
const ROLES: &[&str] = &[
    "customer",
    "customers",
    "client",
    "clients",
    "user",
    "users",
    "bot",
    "interviewer",
    "interviewee",
    "speaker",
    "host",
    "moderator",
    "facilitator",
    "vendor",
    "provider",
    "support",
    "agent",
    "caller",
    "journalist",
    "attendee",
    "participant",
    "engineer",
    "manager",
    "director",
    "cto",
    "ceo",
    "vp",
    "lead",
    "commander",
    "colleague",
    "teammate",
    "author",
    "operator",
    "on-call",
    "oncall",
    "responder",
    "dispatcher",
    "admin",
    "developer",
    "me",
    "he",
    "she",
    "him",
    "her",
    "you",
    "they",
    "someone",
    "somebody",
    "anonymous",
    "guest",
    "slackbot",
    "twitter",
    "tweet",
    "slack",
    "discord",
    "teams",
    "irc",
    "email",
    "e-mail",
    "mail",
    "message",
    "comment",
    "quote",
    "ticket",
    "chat",
    "transcript",
    "reply",
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

/// How many words a label has at most: what is longer is a sentence.
const LABEL_WORDS: usize = 4;

/// Whose words follow a label, without its colon, dash or brackets. `known` are names of sections and fields.
pub(super) fn label(label: &str, stamped: bool, known: &dyn Fn(&str) -> bool) -> Voice {
    let inside = label.trim_matches(|c: char| c.is_whitespace() || "<>[](){}`|,–—-".contains(c));
    if inside.is_empty() || inside.starts_with('^') {
        return Voice::Own;
    }
    if inside.starts_with('@') || is_author(inside) {
        return Voice::Record;
    }
    let all: Vec<&str> = inside.split([' ', '\t', '/', '&', '+', ',', '(', '[', ']', ')']).collect();
    let is_clock = |word: &str| {
        word.contains(':') && word.contains(|c: char| c.is_ascii_digit()) || ["AM", "PM"].contains(&word)
    };
    let timed = all.iter().any(|word| is_clock(word));
    let words: Vec<&str> = all.into_iter().filter(|word| !word.is_empty() && !is_clock(word)).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase().replace('’', "'")).collect();
    let is_number = |word: &String| word.chars().all(|c| !c.is_alphabetic());
    let last = lower.iter().rev().find(|word| !is_number(word));
    let short = words.len() <= LABEL_WORDS;
    if last.is_none() {
        return if timed { Voice::Unsure } else { Voice::Own };
    }
    if short && last.is_some_and(|last| ROLES.contains(&last.as_str())) {
        return Voice::Record;
    }
    let named =
        words.first().is_some_and(|word| is_author(word)) || words.last().is_some_and(|word| is_author(word));
    if short && named {
        return Voice::Record;
    }
    let numbered = !timed && words.len() == 1 && inside.contains(|c: char| c.is_ascii_digit());
    let owned = lower.iter().any(|word| word.contains("'s"));
    if !owned && (numbered || lower.iter().any(|word| LABELS.contains(&word.as_str())) || known(inside)) {
        return Voice::Own;
    }
    let is_sentence = lower.len() > 2
        && lower.first().is_some_and(|it| ["the", "a", "an", "this", "it", "we"].contains(&it.as_str()));
    if !short || is_sentence {
        return Voice::Own;
    }
    let told = ABBREVIATIONS.contains(&inside) || inside.contains(['/', '`', '%']);
    if (stamped && words.len() <= 2 && !told) || timed && words.len() <= 3 {
        return Voice::Record;
    }
    Voice::Unsure
}

/// Whether words begin with a name that no mark parts from what is said: `JP OK, why …`.
pub(super) fn opens(words: &str, stamped: bool) -> Voice {
    let mut rest = words.split_whitespace();
    let Some(first) = rest.next() else { return Voice::Own };
    let name = first.trim_end_matches([')', ']', '>', ',']);
    let (second, third) = (rest.next(), rest.next().unwrap_or_default());
    let speaks = |word: &str| {
        let word = word.to_lowercase().replace('’', "'");
        SPEAKS.contains(&word.trim_end_matches([',', '.', '!', '?']))
    };
    if name.len() > 1 && name.starts_with('@') {
        return if second.is_none() || stamped { Voice::Record } else { Voice::Unsure };
    }
    let Some(second) = second else {
        return if is_author(name) { Voice::Record } else { Voice::Own };
    };
    let both = format!("{name} {second}");
    let spoken = names_somebody(name) && (speaks(second) || name != first)
        || names_somebody(&both) && (third.is_empty() || speaks(third));
    match (is_initials(name), stamped) {
        (true, true) => Voice::Record,
        (true, false) => Voice::Unsure,
        _ if spoken => Voice::Record,
        _ => Voice::Own,
    }
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
