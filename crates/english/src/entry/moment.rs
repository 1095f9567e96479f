//! Moments: what the clauses of an entry tell, one by one.

use askhow_document::{Piece, PieceKind, Prose, Span};

use super::clause::{Said, Voice, joined, read};
use super::pieces::{lead, pieces};
use super::table::TABLE;
use super::told::{noted, phrase, through, told};
use super::{Doer, Hints, Kind, Moment, read_tag, who};
use crate::class::{Class, is};
use crate::lexicon::is_subject_pronoun;
use crate::page::{Kind as TokenKind, Page, Place, Token};
use crate::verb::is_gerund;

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
        if from > 0 && page.is_quoted(from) && !moments.is_empty() {
            continue;
        }
        // What depends on another clause tells nothing of its own, unless it is all that there is; but what somebody took it
        // for is told in passing: `…, which indicates a full disk`.
        if depends && pieces.len() > 1 {
            let passing =
                phrase(&page, (from, to)).filter(|(kind, by)| *kind == Kind::Hypothesis && by.0 == from);
            if let Some((kind, by)) = passing.filter(|_| !moments.is_empty()) {
                let span = page.span(from, to);
                let told_by = Some(page.span(by.0, by.1));
                moments.push(Moment { kind: Some(kind), who: actor, told_by, ..Moment::of(span) });
            }
            continue;
        }
        let spoken = moments.is_empty() && speaker.is_some();
        let found = clauses(&page, (from, to), hints, spoken);
        // `…, lag gone`.
        if !piece.begins
            && to - from <= 4
            && let Some(well) = noted(&page, (from, to)).filter(|moment| moment.kind == Some(Kind::Recovery))
        {
            moments.push(well);
            continue;
        }
        if found.is_empty() && piece.begins {
            let noted = noted(&page, (from, to));
            match behind {
                ":" => label = label.or(noted),
                _ => moments.extend(noted),
            }
        }
        for (clause, said) in found {
            // Without a subject of its own a clause goes on with those who act before it.
            let thinks = TABLE.only.get(said.plain.as_str()) == Some(&Kind::Hypothesis);
            let goes_on =
                said.subject.is_none() && actor.is_some() && (thinks || !is_gerund(page.word(said.verb)));
            if !(piece.begins || spoken || said.subject.is_some() || goes_on) {
                continue;
            }
            let is_denied = said.not;
            let is_beside =
                moments.iter().any(|moment| moment.kind.is_some()) && is_detail(&page, piece.begins, &said);
            let they = said.subject.is_some_and(|(from, _)| is_they(page.word(from)));
            let mut moment = moment(&page, clause, said, hints);
            let is_seen =
                moment.kind == Some(Kind::Observation) && (moment.doer != Doer::People || is_denied);
            if is_beside && is_seen {
                continue;
            }
            moment.who = moment.who.or(actor.filter(|_| goes_on || they));
            actor = moment.who.or(actor.filter(|_| moment.doer != Doer::Thing));
            moments.push(moment);
        }
        if moments.len() > 2 * MOST {
            break;
        }
    }
    // `Mitigation attempt 3: …`: a deed, whatever is told of it.
    let is_attempt = label.is_some_and(|label: Moment| label.kind == Some(Kind::Action))
        && moments.first().is_some_and(|first| first.kind != Some(Kind::Recovery));
    if is_attempt || moments.iter().all(|moment| moment.kind.is_none()) {
        moments.splice(0..0, label);
    }
    finish(text, merged(text, moments), hints, speaker)
}

/// Whether a later clause tells more of what the first has told: what is so, what had been, what follows in its sentence.
fn is_detail(page: &Page<'_>, begins: bool, said: &Said) -> bool {
    let (_, plain) = through(page, said);
    let pronoun = said.subject.is_some_and(|(from, _)| is_subject_pronoun(page.word(from)));
    said.not
        || said.before
        || said.voice == Voice::State
        || pronoun
        || !begins
        || !TABLE.alone.contains(plain.as_str())
}

/// Whoever was named before.
pub(super) fn is_they(word: &str) -> bool {
    matches!(word, "they" | "he" | "she")
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
    Prose { source: text, pieces, links: Vec::new() }
}

/// Who is mentioned at the start, and the token behind: `@nova Confirms that media is broken`, in code as well, `@kim and @lee`.
fn mentioned(page: &Page<'_>) -> (Option<Span>, usize) {
    let is_word = |token: &Token| token.kind != TokenKind::Sign || token.is_sign("@");
    let first = (0..page.tokens.len().min(4)).find(|idx| page.get(*idx).is_some_and(is_word));
    let Some((name, mut end)) = first.and_then(|at| mention(page, at)) else { return (None, 0) };
    let mut last = name;
    while matches!(page.word(end), "and" | "&" | ",")
        && let Some((next, behind)) = mention(page, end + 1)
    {
        (last, end) = (next, behind);
    }
    (Some(Span::new(name.start, last.end)), end)
}

/// A mention, and the token behind it.
fn mention(page: &Page<'_>, at: usize) -> Option<(Span, usize)> {
    let written = page.written(at);
    if let Some(name) = written.strip_prefix('@').filter(|name| !name.is_empty() && !name.contains(' ')) {
        let span = page.span(at, at + 1);
        return Some((Span::new(span.end - name.len(), span.end), at + 1));
    }
    let is_name = page.get(at + 1).is_some_and(|token| token.is_word() && !token.spaced);
    (written == "@" && is_name).then(|| (page.span(at + 1, at + 2), at + 2))
}

/// The moments with what a tag says, and who speaks.
fn finish(text: &str, mut moments: Vec<Moment>, hints: Hints<'_>, speaker: Option<Span>) -> Vec<Moment> {
    let is_machine = |name: &Span| {
        let name = name.of(text).to_lowercase();
        name.ends_with("bot") || is(&name, Class::Product)
    };
    if let Some(known) = hints.actor.or(speaker).filter(|name| !is_machine(name)) {
        if moments.is_empty() {
            let span = Span::new(0, text.len());
            moments.push(Moment { who: Some(known), doer: Doer::People, ..Moment::of(span) });
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
        // `Recovery: uncordoned the node` names the stage; what was done there is a deed.
        let is_stage = kind == Kind::Recovery && !text.trim_start().starts_with(['[', '(']);
        match moments.first_mut() {
            Some(first) if is_stage && first.kind.is_some() => {}
            Some(first) => (first.kind, first.told_by) = (Some(kind), Some(span)),
            None => moments.push(Moment { kind: Some(kind), told_by: Some(span), ..Moment::of(span) }),
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
    if said.bare && doer != Doer::People {
        said.voice = Voice::Passive;
        doer = Doer::Unsaid;
    }
    let told = told(page, clause, &said, doer);
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

/// Those that tell the same are one.
fn merged(text: &str, moments: Vec<Moment>) -> Vec<Moment> {
    let mut merged: Vec<Moment> = Vec::new();
    for moment in moments {
        let Some(last) = merged.last_mut() else {
            merged.push(moment);
            continue;
        };
        let same_kind = moment.kind.is_none() || last.kind.is_none() || moment.kind == last.kind;
        let same_who = moment.who.is_none()
            || last.who.is_none() && last.kind.is_none()
            || is_same(text, moment.who, last.who);
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
