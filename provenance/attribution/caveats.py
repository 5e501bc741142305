"""What is not known, in sentences that are printed with every answer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import PurePath
from shlex import quote

from provenance.attribution.naming import may_mean
from provenance.attribution.placing import Placed
from provenance.attribution.steps import StepAccount
from provenance.attribution.struck_again import struck_again
from provenance.attribution.weigh import record_of
from provenance.model.attributions import Assessment, Attribution, Dossier, Status
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Certainty, Person
from provenance.model.versions import NOT_READ, Outline, Standing, Version
from provenance.text.dates import date_in_words, is_later
from provenance.text.numbers import number_of

_MOST_STRUCK = 20
_MOST_ODD = 20
_MOST_LIKE = 3
WHEN_READ = "When "
"""How a caveat begins that tells what was odd in a file of the work, or not read of it."""
_A_REMOVED = "The removed version"

NO_PROOF = "Words that look unchanged are not attributed to anyone"


def read_caveats(dossier: Dossier, base: Version, revised: Version, found: StepAccount) -> tuple[str, ...]:
    """What the evidence leaves open on this comparison, the most important first."""
    placed, attributions, assessments = found.placed, found.attributions, found.assessments
    return (
        *_reconstructions(base, revised),
        *silences(base, revised),
        *_general_statements(placed),
        *_limits(placed),
        *_not_read(base, revised),
        *removals(dossier),
        *_when_read(dossier, base, revised),
        *_struck_again(placed),
        *_records(attributions),
        *set_aside_caveats(placed),
        *_open_order(dossier, revised),
        *dates_against_order(dossier.versions),
        *_unexplained(attributions),
        *(f"{told}: {_quoted(a)}." for a, told in _unsure_edges(attributions)),
        *_trouble(placed, assessments),
        *_dates(attributions),
    )


def hidden_caveat(number: int) -> Iterator[str]:
    """That so many versions of the work cannot be seen."""
    if number:
        are = "1 version of this work is" if number == 1 else f"{number} versions of this work are"
        yield f"{are} hidden: what entered there has no certain author."


def unchanged_caveats(apparatus_caveats: Sequence[str], base: Version) -> tuple[str, ...]:
    """Why an unchanged sentence proves no hand: said of every sentence in which no change is known."""
    first = f"Not attributed to anyone. That “{base.label}” has the same words does not prove who wrote them"
    if base.standing is Standing.RECONSTRUCTED:
        first += ": that version is reconstructed, and what no note mentions stays in it"
    elif authors := record_of(base).authors:
        whose = f"author is {authors[0]}" if len(authors) == 1 else f"authors are {' and '.join(authors)}"
        first = f"No reviser changed them: the words stand in “{base.label}” already, whose recorded {whose}"
        first += ", and may be older than that" if base.parents else ""
    return (f"{first}.", *(c for c in apparatus_caveats if c.startswith((NO_PROOF, "Note ", "The source says"))))


def silences(base: Version, revised: Version) -> tuple[str, ...]:
    """Where the two versions have gaps: what stood there is not known, and is no change."""
    told = []
    for version in (base,) if base.id == revised.id else (base, revised):
        for reason, number in Counter(gap.reason for gap in version.gaps).items():
            where = "at 1 place" if number == 1 else f"at {number} places"
            told.append(
                f"“{version.label}” has a gap {where} ({reason}): what it read there is not known, "
                "and is told as no change."
            )
    return tuple(told)


def new_person(name: str, known: Iterable[Person]) -> str:
    """What is said when something is stored that names somebody whom the library did not know: it may be a slip."""
    note = f"note: added new person {name}"
    fits = [one.name for one in known if one.name != name and may_mean(name, one.name)]
    if not fits:
        return note
    kept, merged = (name, fits[0]) if len(name.split()) > len(fits[0].split()) else (fits[0], name)
    done = (
        f"edit person {quote(merged)} --same-as {quote(kept)}" if len(fits) == 1 else "edit person NAME --same-as OTHER"
    )
    who, are = " or ".join(fits[:_MOST_LIKE]), "is" if len(fits) == 1 else "are"
    return f"{note}; if that is {who}, who {are} known already, `provenance {done}` makes the two one"


def strangers_caveat(base: Version, revised: Version) -> str:
    """What is said first of two texts that are hardly states of one work."""
    return (
        f"“{base.label}” and “{revised.label}” share hardly a word: unless the one was rewritten into the other, they "
        "are two different texts, and what stands here as changes is none."
    )


def _reconstructions(base: Version, revised: Version) -> Iterator[str]:
    for version in (base, revised):
        if version.standing is Standing.RECONSTRUCTED:
            yield f"“{version.label}” is not a text that anyone has seen: it is reconstructed, {version.method}"


def _general_statements(placed: Sequence[Placed]) -> Iterator[str]:
    for p in placed:
        if p.claim.is_general and p.claim.is_weighed and p.claim.persons:
            yield (
                f"{NO_PROOF}: {p.where} says that {p.claim.named} revised the text, and any sentence may contain words "
                "of theirs that no note records."
            )


def _not_read(base: Version, revised: Version) -> Iterator[str]:
    """What the file of a version holds and its reader could not read."""
    said = dict.fromkeys((v.comment or "").partition(NOT_READ)[2] for v in (base, revised))
    for what in filter(None, said):
        yield f"The file holds more than what stands here: {what} are not read, and any change in them is not told."


def _when_read(dossier: Dossier, base: Version, revised: Version) -> Iterator[str]:
    """What was odd in the files of the work, or not read of them, where a version does not say it already."""
    said = [(v.comment or "").partition(NOT_READ)[2] for v in (base, revised)]
    of_file: dict[str, list[str]] = {}
    for file, warning in dossier.warnings:
        if not any(what and warning.removesuffix(" are not read") in what for what in said):
            of_file.setdefault(file, []).append(warning)
    for file, warnings in of_file.items():
        read = f"{WHEN_READ}{PurePath(file).name} was read"
        yield from (f"{read}: {warning}." for warning in warnings[:_MOST_ODD])
        if (more := len(warnings) - _MOST_ODD) > 0:
            things = number_of(more, "more thing was", "more things were")
            yield f"{read}, {things} odd, or not read; `provenance evidence FILE` tells all of them."


def removals(dossier: Dossier) -> Iterator[str]:
    """The versions that were removed from before others, to which what they changed is given now."""
    for one in dossier.removed:
        by = f" by {' and '.join(one.authors)}" if one.authors else ""
        yield (
            f"{_A_REMOVED} “{one.label}”{by} stood before “{one.followed_by}”: its changes are told as those of "
            f"“{one.followed_by}”, whose author may not have made them."
        )


def of_the_whole_work(caveats: Sequence[str]) -> tuple[str, ...]:
    """Those of an apparatus' caveats that tell of the files that the work came from, and of what it no longer has."""
    return tuple(caveat for caveat in caveats if caveat.startswith((WHEN_READ, _A_REMOVED)))


def _struck_again(placed: Sequence[Placed]) -> Iterator[str]:
    """Words that the source records as put in and struck again, which neither text has: two marks, side by side."""
    pairs = list(struck_again([p.claim for p in placed if _is_empty(p)]))
    for came, gone in pairs[:_MOST_STRUCK]:
        by, other = (" and ".join(claim.revisers) or "no one who is named" for claim in (came, gone))
        yield (
            f"“{came.quote.strip()}” was put in by {by} and struck again by {other}, as the "
            "source records; the words are in neither text."
        )
    if len(pairs) > _MOST_STRUCK:
        yield f"So were {len(pairs) - _MOST_STRUCK} more passages that the source records and neither text has."


def _is_empty(placed: Placed) -> bool:
    target = placed.revised or placed.base
    return target is not None and not len(target.span)


def _limits(placed: Sequence[Placed]) -> Iterator[str]:
    for head, words in dict.fromkeys((p.head, words) for p in placed for words in p.claim.caveats):
        yield f"{head} limits what it reports: “{words.rstrip('.')}”; smaller changes may exist."


def _records(attributions: Sequence[Attribution]) -> Iterator[str]:
    if any(piece.claim == "" for a in attributions for piece in a.evidence if a.revisers):
        yield (
            "“Author” means the person recorded for a version; the record does not say whose words they were or who "
            "typed them."
        )


def set_aside_caveats(placed: Sequence[Placed]) -> Iterator[str]:
    """What somebody has set aside: it is shown, it is still evidence that the text was revised, and names nobody."""
    for p in placed:
        if aside := p.claim.set_aside:
            said = f" (“{p.claim.quote.rstrip('.')}”)" if p.claim.quote else ""
            names = p.claim.named or "nobody"
            yield (
                f"{p.head}{said}, which names {names}, is set aside by {aside.by}: {aside.reason.rstrip('.')}. "
                "It is still evidence of revision, and counts for no name."
            )


def _open_order(dossier: Dossier, revised: Version) -> Iterator[str]:
    """Who worked first: told where every layer's changes are dated and the dates do not cross, else said to be open."""
    layers = [v for v in dossier.versions if v.id in revised.parents and v.standing is Standing.RECONSTRUCTED]
    if len(layers) < 2:
        return
    names = [" and ".join(layer.authors) or layer.label for layer in layers]
    spans = [_dated(dossier, layer) for layer in layers]
    if all(spans):
        order = sorted(zip(spans, names, strict=True))
        if all(before[0][1] < after[0][0] for before, after in pairwise(order)):
            told = ", then ".join(f"{name} ({_between(*span)})" for span, name in order)
            yield f"By the dates of their changes, the order of work was: {told}."
            return
    yield f"No source says whether {' or '.join(names)} worked first, so their changes are shown in parallel."


def dates_against_order(versions: Sequence[Version | Outline]) -> Iterator[str]:
    """The versions that are dated before one from which they are said to be made."""
    by_id = {version.id: version for version in versions}
    pairs = [(version, by_id[parent]) for version in versions for parent in version.parents if parent in by_id]
    odd = [(child, parent) for child, parent in pairs if _may_be_later(parent, child)]
    told = (pair for pair in odd if is_later(pair[1].date, pair[0].date))
    for child, parent in islice(told, _MOST_ODD):
        dates = date_in_words(child.date or ""), date_in_words(parent.date or "")
        yield (
            f"“{child.label}” is dated {dates[0]}, before “{parent.label}” ({dates[1]}), from which it is said to be "
            "made: one of the dates is wrong, or the order is."
        )


def dates_beside(version: Version | Outline, versions: Sequence[Version | Outline]) -> Iterator[str]:
    """The same of one version, with those that it was made from and those that were made from it."""
    for one in versions:
        if one.id in version.parents or version.id in one.parents:
            yield from dates_against_order([version, one])


def _may_be_later(one: Version | Outline, other: Version | Outline) -> bool:
    """Whether the dates are worth reading: as a rule they are written so that they sort."""
    return bool(one.date and other.date and one.date > other.date)


def _dated(dossier: Dossier, layer: Version) -> tuple[str, ...]:
    """The first and the last date of a layer's changes; nothing unless all of them are dated."""
    dates = [c.date for c in dossier.claims if c.revisers == layer.authors and c.is_weighed and c.changes_text]
    known = sorted(date for date in dates if date is not None)
    return (known[0], known[-1]) if known and len(known) == len(dates) else ()


def _between(first: str, last: str) -> str:
    days = [date_in_words(date[:10]) for date in (first, last)]
    return days[0] if days[0] == days[1] else f"{days[0]}, to {days[1]}"


def _unexplained(attributions: Sequence[Attribution]) -> Iterator[str]:
    listed = [a for a in attributions if a.change.kind is not ChangeKind.ORTHOGRAPHIC]
    open_ = [a for a in listed if not a.revisers]
    if open_:
        number = "1 change is" if len(open_) == 1 else f"{len(open_)} changes are"
        candidates = tuple(dict.fromkeys(name for a in open_ for name in a.candidates))
        yield f"{number} attributed to no one" + (f"; candidates: {', '.join(candidates)}." if candidates else ".")


def edge_caveats(attributions: Sequence[Attribution]) -> Iterator[str]:
    """Where it is not certain that a passage begins or ends."""
    yield from (f"{told}." for _, told in _unsure_edges(attributions))


def _unsure_edges(attributions: Sequence[Attribution]) -> Iterator[tuple[Attribution, str]]:
    for a in attributions:
        for edge, sure in (("begins", a.start), ("ends", a.end)) if a.revisers else ():
            if sure is not Certainty.HIGH:
                names = " and ".join(a.revisers)
                yield a, f"Where the passage attributed to {names} {edge} is not certain ({sure.value})"


def _quoted(attribution: Attribution) -> str:
    first = attribution.evidence[0]
    where = f"note {first.note}" if first.note else first.source
    return f"{where} says “{first.quote.rstrip('.')}”" if first.quote else f"the source is {where}"


def _trouble(placed: Sequence[Placed], assessments: Sequence[Assessment]) -> Iterator[str]:
    where = {p.claim.id: (p.head, p.claim.quote) for p in placed}
    for assessment in assessments:
        if assessment.status in {Status.CONTRADICTED, Status.UNRESOLVED}:
            head, quote = where[assessment.claim]
            said = f" (“{quote}”)" if quote else ""
            yield f"{head}{said} is {assessment.status.value}: {assessment.reason}."


def _dates(attributions: Sequence[Attribution]) -> Iterator[str]:
    if attributions and not any(a.date for a in attributions):
        yield "No source dates the changes."
