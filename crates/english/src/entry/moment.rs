//! Moments: what the clauses of an entry tell, one by one.

use askhow_document::{Piece, PieceKind, Prose, Span};

use super::clause::{Said, Voice, joined, lead, pieces, read};
use super::table::TABLE;
use super::{Doer, Hints, Kind, Moment, read_tag, who};
use crate::class::{Class, is};
use crate::lexicon::{is_adverb, is_conjunction, is_determiner, is_particle, is_preposition};
use crate::page::{Kind as TokenKind, Page, Place, Token};
use crate::people::is_denied;
use crate::verb::{is_gerund, plain_of_gerund};

/// The most moments that an entry is taken apart into.
const MOST: usize = 4;

/// Reads what the text behind a stamp tells, clause by clause, in the order of the text.
///
/// ```
/// use askhow_english::{Hints, Kind, read_moments};
/// let text = "Ada restarts the relay and pages Grace.";
/// let moments = read_moments(text, Hints::default());
/// let kinds: Vec<Option<Kind>> = moments.iter().map(|moment| moment.kind).collect();
/// assert_eq!(kinds, [Some(Kind::Action), Some(Kind::Communication)]);
/// ```
pub fn read_moments(text: &str, hints: Hints<'_>) -> Vec<Moment> {
    let prose = prose(text, hints.code);
    let page = Page::new(&prose, prose.plain(), Place { entry: true, ..Place::default() });
    let mut moments: Vec<Moment> = Vec::new();
    let mut label = None;
    let mut actor: Option<Span> = None;
    let (mut speaker, start) = mentioned(&page);
    let pieces = pieces(&page);
    for (number, piece) in pieces.iter().enumerate() {
        let (from, to) = (piece.span.0.max(start), piece.span.1);
        let behind = page.get(to).map_or("", |sign| sign.lower.as_str());
        if number < 2
            && matches!(behind, ":" | "]" | ")" | "-" | "—" | "–" | "|")
            && let Some(name) = who::speaker(&page, (from, to), hints)
        {
            speaker = Some(name_span(&page, name));
            continue;
        }
        let (from, depends) = lead(&page, (from, to));
        // What depends on another clause tells nothing of its own, unless it is all that there is.
        if depends && pieces.len() > 1 {
            continue;
        }
        let spoken = moments.is_empty() && speaker.is_some();
        let found = clauses(&page, (from, to), hints, spoken);
        if found.is_empty() && piece.begins {
            let noted = noted(&page, (from, to));
            match behind {
                ":" => label = label.or(noted),
                _ => moments.extend(noted),
            }
        }
        for (clause, said) in found {
            // Without a subject of its own a clause goes on with those who act before it.
            let goes_on = said.subject.is_none() && actor.is_some() && !is_gerund(page.word(said.verb));
            if !(piece.begins || spoken || said.subject.is_some() || goes_on) {
                continue;
            }
            let mut moment = moment(&page, clause, said, hints);
            moment.who = moment.who.or(actor.filter(|_| goes_on));
            actor = moment.who.or(actor.filter(|_| moment.doer != Doer::Thing));
            moments.push(moment);
        }
        if moments.len() > 2 * MOST {
            break;
        }
    }
    if moments.iter().all(|moment| moment.kind.is_none()) {
        moments.splice(0..0, label);
    }
    finish(text, merged(text, moments), hints, speaker)
}

/// The text as a prose, code as names.
fn prose<'t>(text: &'t str, code: &[Span]) -> Prose<'t> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for span in code.iter().filter(|span| span.end <= text.len()) {
        if span.start > done {
            pieces.push(Piece { span: Span::new(done, span.start), kind: PieceKind::Text });
        }
        if span.start >= done {
            pieces.push(Piece { span: *span, kind: PieceKind::Code });
            done = span.end;
        }
    }
    if done < text.len() {
        pieces.push(Piece { span: Span::new(done, text.len()), kind: PieceKind::Text });
    }
    Prose { source: text, pieces }
}

/// Who is mentioned at the start, and the token behind: `@nova Confirms that media is broken`, in code as well.
fn mentioned(page: &Page<'_>) -> (Option<Span>, usize) {
    let is_word = |token: &Token| token.kind != TokenKind::Sign || token.is_sign("@");
    let Some(at) = (0..page.tokens.len().min(4)).find(|idx| page.get(*idx).is_some_and(is_word)) else {
        return (None, 0);
    };
    let written = page.written(at);
    if let Some(name) = written.strip_prefix('@').filter(|name| !name.is_empty() && !name.contains(' ')) {
        let span = page.span(at, at + 1);
        return (Some(Span::new(span.end - name.len(), span.end)), at + 1);
    }
    let is_name = page.get(at + 1).is_some_and(|token| token.is_word() && !token.spaced);
    if written == "@" && is_name { (Some(page.span(at + 1, at + 2)), at + 2) } else { (None, 0) }
}

/// The moments with what a tag says, and who speaks.
fn finish(text: &str, mut moments: Vec<Moment>, hints: Hints<'_>, speaker: Option<Span>) -> Vec<Moment> {
    if let Some(known) = hints.actor.or(speaker) {
        if moments.is_empty() {
            let span = Span::new(0, text.len());
            moments.push(Moment {
                span,
                kind: None,
                who: Some(known),
                may_act: None,
                told_by: None,
                doer: Doer::People,
            });
        }
        let is_theirs = |moment: &&mut Moment| {
            moment.who.is_none() && moment.doer == Doer::Unsaid || hints.actor.is_some()
        };
        let n_moments = moments.len();
        for moment in moments.iter_mut().filter(|moment| is_theirs(moment) || n_moments == 1) {
            moment.who = moment.who.or(Some(known));
        }
    }
    if let Some((kind, span)) = read_tag(text, hints) {
        match moments.first_mut() {
            Some(first) => (first.kind, first.told_by) = (Some(kind), Some(span)),
            None => moments.push(Moment {
                span,
                kind: Some(kind),
                who: None,
                may_act: None,
                told_by: Some(span),
                doer: Doer::Unsaid,
            }),
        }
    }
    moments
}

/// Where a name stands, without the `@` of a mention.
fn name_span(page: &Page<'_>, (from, to): (usize, usize)) -> Span {
    let from = if page.get(from).is_some_and(|token| token.is_sign("@")) { from + 1 } else { from };
    page.span(from, to)
}

/// The clauses of a piece: the first, and those that it goes on with behind *and*.
fn clauses(
    page: &Page<'_>,
    (from, to): (usize, usize),
    hints: Hints<'_>,
    spoken: bool,
) -> Vec<((usize, usize), Said)> {
    let Some(first) = read(page, (from, to), hints.names, spoken) else { return Vec::new() };
    let more: Vec<(usize, Said)> =
        joined(page, &first, to).into_iter().filter_map(|(at, said)| Some((at, said?))).collect();
    let ends = more.iter().map(|(at, _)| *at).chain([to]);
    let starts = [from].into_iter().chain(more.iter().map(|(at, _)| *at));
    let spans: Vec<(usize, usize)> = starts.zip(ends).collect();
    spans.into_iter().zip([first].into_iter().chain(more.into_iter().map(|(_, said)| said))).collect()
}

fn moment(page: &Page<'_>, clause: (usize, usize), mut said: Said, hints: Hints<'_>) -> Moment {
    let (mut doer, name) = who::doer(page, &said, hints);
    if said.bare && doer == Doer::Thing {
        said.voice = Voice::Passive;
        doer = Doer::Unsaid;
    }
    let told = kind(page, clause, &said, doer);
    let may_act = Some(&said)
        .filter(|_| doer == Doer::Thing)
        .and_then(|said| who::may_act(page, said))
        .map(|name| name_span(page, name));
    Moment {
        span: page.span(clause.0, clause.1),
        kind: told.map(|(kind, _)| kind),
        who: name.map(|name| name_span(page, name)),
        may_act,
        told_by: told.map(|(_, (from, to))| page.span(from, to)),
        doer,
    }
}

/// What a clause tells, and by which tokens.
fn kind(page: &Page<'_>, clause: (usize, usize), said: &Said, doer: Doer) -> Option<(Kind, (usize, usize))> {
    let (at, plain) = through(page, said);
    let plain = plain.as_str();
    let by_verb = (at, at + 1);
    let people = || TABLE.only.get(plain).or_else(|| TABLE.people.get(plain)).copied();
    let is_people = said.voice == Voice::Active && doer != Doer::Thing;
    // What somebody says of it is theirs.
    if is_people && matches!(people(), Some(Kind::Communication | Kind::Hypothesis)) {
        return people().map(|kind| (kind, by_verb));
    }
    // What had been well again before tells of no recovery.
    let phrase = phrase(page, clause).filter(|(kind, _)| !(said.before && *kind == Kind::Recovery));
    if let Some((kind, span)) = phrase {
        return Some((kind, span));
    }
    if said.may_be && doer != Doer::People {
        return Some((Kind::Hypothesis, by_verb));
    }
    let kind = match said.voice {
        Voice::State if said.not => Kind::Observation,
        Voice::State if TABLE.finished.contains(page.word(said.verb)) && is_deed(page, said) => Kind::Action,
        Voice::State => stated(page, clause).unwrap_or(Kind::Observation),
        Voice::Passive if said.not => Kind::Observation,
        Voice::Passive if is_seen_well(page, clause, plain) => Kind::Recovery,
        Voice::Passive => TABLE.done.get(plain).copied().unwrap_or(Kind::Action),
        Voice::Active if doer == Doer::Thing => of_thing(page, said, plain),
        Voice::Active if said.not => Kind::Observation,
        Voice::Active if is_seen_well(page, clause, plain) => Kind::Recovery,
        Voice::Active => people().unwrap_or(Kind::Action),
    };
    let kind = if said.before && kind == Kind::Recovery { Kind::Observation } else { kind };
    Some((kind, by_verb))
}

/// What a thing does.
fn of_thing(page: &Page<'_>, said: &Said, plain: &str) -> Kind {
    let head = head(page, said);
    if said.not || TABLE.watch.contains(head) && !recovers(plain) {
        return Kind::Observation;
    }
    if TABLE.talk.contains(head) && TABLE.through.contains(plain) {
        return Kind::Communication;
    }
    let goes_wrong = is(plain, Class::Effect)
        || TABLE.cause.contains(plain)
        || TABLE.alone.contains(plain) && !TABLE.through.contains(plain);
    if is_deed(page, said) && !goes_wrong {
        return Kind::Action;
    }
    if let Some(kind) = TABLE.things.get(plain) {
        return *kind;
    }
    if recovers(plain) {
        return Kind::Recovery;
    }
    // What does it is a name without an article: somebody's, or that of a change.
    let is_bare = said.subject.is_some_and(|(from, _)| !is_determiner(page.word(from)));
    match TABLE.people.get(plain).or_else(|| TABLE.only.get(plain)) {
        Some(Kind::Communication) if is_bare && has_object(page, said) => Kind::Communication,
        None if is_bare && TABLE.deed.contains(plain) && has_object(page, said) => Kind::Action,
        _ => Kind::Observation,
    }
}

fn recovers(plain: &str) -> bool {
    TABLE.done.get(plain) == Some(&Kind::Recovery) || TABLE.things.get(plain) == Some(&Kind::Recovery)
}

/// The noun of the subject: `deploy` of `the deploy of the relay`.
fn head<'p>(page: &'p Page<'_>, said: &Said) -> &'p str {
    let Some((from, to)) = said.subject else { return "" };
    let end = (from + 1..to).find(|idx| is_preposition(page.word(*idx))).unwrap_or(to);
    end.checked_sub(1).map_or("", |idx| page.word(idx))
}

/// Whether the subject is a deed: `the rollback of the relay`, `PR #12`.
fn is_deed(page: &Page<'_>, said: &Said) -> bool {
    let head = head(page, said);
    let is_change = |(from, to): (usize, usize)| {
        (from..to).any(|idx| matches!(page.word(idx), "pr" | "commit" | "mr" | "prs" | "commits"))
    };
    TABLE.begun.contains(head)
        || head.strip_suffix('s').is_some_and(|one| TABLE.begun.contains(one))
        || said.subject.is_some_and(is_change)
}

/// Whether something stands behind the verb that it is done to.
pub(super) fn has_object(page: &Page<'_>, said: &Said) -> bool {
    let next = said.verb + 1;
    let at = if is_particle(page.word(next)) { next + 1 } else { next };
    let word = page.word(at);
    page.get(at).is_some_and(|token| {
        token.kind != TokenKind::Sign || matches!(token.lower.as_str(), "@" | "#" | "\"")
    }) && !is_preposition(word)
        && !is_adverb(word)
        && !is_conjunction(word)
}

/// The verb that tells, behind one that leads to it: `begins to fail`.
fn through(page: &Page<'_>, said: &Said) -> (usize, String) {
    if said.voice == Voice::Active && TABLE.into.contains(said.plain.as_str()) {
        let next = said.verb + 1;
        let to = page.word(next) == "to";
        let at = if to { next + 1 } else { next };
        let word = page.word(at);
        if to && crate::lexicon::is_verb(word) {
            return (at, word.to_owned());
        }
        if let Some(plain) = plain_of_gerund(word).filter(|_| !to) {
            return (at, plain);
        }
    }
    (said.verb, said.plain.clone())
}

/// The phrase in a clause that tells wherever it stands.
fn phrase(page: &Page<'_>, (from, to): (usize, usize)) -> Option<(Kind, (usize, usize))> {
    (from..to).find_map(|idx| {
        let phrases = TABLE.said.get(page.word(idx))?;
        let (phrase, kind) =
            phrases.iter().find(|(phrase, _)| idx + phrase.len() <= to && page.reads(idx, phrase))?;
        let is_hoped = *kind == Kind::Recovery
            && (is_denied(page, idx, 3) || matches!(page.before(idx), "to" | "until" | "till" | "be"));
        (!is_hoped).then_some((*kind, (idx, idx + phrase.len())))
    })
}

/// What is said of a state.
fn stated(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Kind> {
    let at = (from..to).find(|idx| TABLE.stated.contains_key(page.word(*idx)))?;
    let kind = TABLE.stated.get(page.word(at)).copied();
    kind.filter(|_| !is_denied(page, at, 4))
}

/// `confirmed healthy`, `looks good`, `verified that checks are green`: what was seen is that it is well.
fn is_seen_well(page: &Page<'_>, clause: (usize, usize), plain: &str) -> bool {
    matches!(plain, "confirm" | "verify" | "see" | "observe" | "check" | "report" | "look" | "validate")
        && stated(page, clause).is_some()
}

/// What words without a verb tell: `Rollback to the old build`, `first alert`.
fn noted(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Moment> {
    let told = phrase(page, (from, to)).or_else(|| {
        let end = (from + 1..to).find(|idx| is_preposition(page.word(*idx))).unwrap_or(to);
        let last = end.checked_sub(1)?;
        let kind = |idx: usize| TABLE.noun.get(page.word(idx)).copied().map(|kind| (kind, (idx, idx + 1)));
        let well = stated(page, (from, to)).filter(|_| to - from <= 6).map(|kind| (kind, (from, to)));
        kind(last).or_else(|| kind(from)).or(well)
    });
    let span = page.span(from, to);
    let thing = Moment { span, kind: None, who: None, may_act: None, told_by: None, doer: Doer::Unsaid };
    (from < to).then(|| match told {
        Some((kind, (from, to))) => Moment { kind: Some(kind), told_by: Some(page.span(from, to)), ..thing },
        None => thing,
    })
}

/// Those that tell the same are one.
fn merged(text: &str, moments: Vec<Moment>) -> Vec<Moment> {
    let mut merged: Vec<Moment> = Vec::new();
    for moment in moments {
        let Some(last) = merged.last_mut() else {
            merged.push(moment);
            continue;
        };
        let same_kind = moment.kind.is_none() || last.kind.is_none() || moment.kind == last.kind;
        let same_who = moment.who.is_none() || last.who.is_none() || is_same(text, moment.who, last.who);
        if same_kind && same_who {
            last.span = last.span.cover(moment.span);
            if last.kind.is_none() {
                (last.kind, last.told_by, last.doer) = (moment.kind, moment.told_by, moment.doer);
            }
            last.who = last.who.or(moment.who);
        } else if merged.len() < MOST {
            merged.push(moment);
        }
    }
    // What tells nothing beside what does is no moment.
    if merged.iter().any(|moment| moment.kind.is_some()) {
        merged.retain(|moment| moment.kind.is_some() || moment.who.is_some());
    }
    merged
}

/// Whether two names are one: `the mail team` and `The mail team`, `Ada` and `she`.
fn is_same(text: &str, one: Option<Span>, other: Option<Span>) -> bool {
    let name = |span: Option<Span>| {
        let name = span.map(|span| span.of(text).to_lowercase()).unwrap_or_default();
        name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
    };
    let (one, other) = (name(one), name(other));
    one == other || matches!(one.as_str(), "he" | "she" | "they")
}
