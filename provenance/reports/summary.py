"""The result of a comparison in one sentence, and the line by which anyone can verify it."""

from provenance.attribution.listing import listed
from provenance.attribution.weigh import record_of
from provenance.model.attributions import Apparatus
from provenance.model.changes import RECORDED
from provenance.model.versions import Standing, Version
from provenance.reports.redline import LegendEntry, read_legend
from provenance.text.dates import date_in_words
from provenance.text.tokens import count_words


def result_in_words(apparatus: Apparatus) -> str:
    """How many words are attributed to whom, and that the rest is attributed to no one.

    Only words that were put in are counted so; who took words out or moved them is told after that.
    """
    attributions = listed(apparatus)
    total = count_words(apparatus.revised.text)
    if told := with_itself(apparatus):
        return f"{told}; {total} words."
    if not attributions:
        return f"No change of words from “{apparatus.base.label}” to “{apparatus.revised.label}”; {total} words."
    legend = read_legend(apparatus)
    named = [entry for entry in legend if entry.siglum]
    called = [_called(entry) for entry in named]
    new = sum(entry.words_in for entry in named)
    if apparatus.is_backwards:
        return _backwards(apparatus, named, called)
    told = f"{new} of {total} words are attributed{_shares(': ', 'to', [e.words_in for e in named], called)}"
    told += f"; {_rest(apparatus, total - new, sum(e.words_in for e in legend if not e.siglum))}"
    for done, counts in (
        ("Words taken out", [e.words_out for e in named]),
        ("Words moved", [e.words_moved for e in named]),
    ):
        shares = _shares(": ", "by", counts, called)
        told += f" {_ended(f'{done}{shares}')}" if shares else ""
    nobody = sum(entry.changes for entry in legend if not entry.siglum)
    return told + (f" {_number(nobody, 'change')} attributed to no one." if nobody else "")


def with_itself(apparatus: Apparatus) -> str | None:
    """Why there is no change to tell, where a version is asked about and no other; None where there are two."""
    if apparatus.base.id != apparatus.revised.id:
        return None
    return f"“{apparatus.revised.label}” is compared with no other version, so there is no change to tell"


def _rest(apparatus: Apparatus, rest: int, nobodys: int) -> str:
    """What else there is: of an extant version of known authors how much it had already, and of no other whose it is.

    Its authors are named only where it was made from no other version, from which it may have the words.
    """
    base = apparatus.base
    authors = record_of(base).authors
    if not authors:
        return "the rest to no one."
    kept = f"{rest - nobodys} stood in “{base.label}” already"
    kept += "" if base.parents else f", by {' and '.join(authors)}"
    return _ended(f"{kept}; {nobodys} to no one" if nobodys else kept)


def _backwards(apparatus: Apparatus, named: list[LegendEntry], called: list[list[str]]) -> str:
    """The same where the versions are compared from the later to the earlier."""
    told = f"“{apparatus.base.label}” was made from “{apparatus.revised.label}”, and is compared backwards."
    for shown, done, counts in (
        ("taken out", "put in", [e.words_out for e in named]),
        ("put in", "taken out", [e.words_in for e in named]),
        ("moved", "moved the other way", [e.words_moved for e in named]),
    ):
        shares = _shares("", f"{done} by", counts, called)
        told += f" {_ended(f'Of the words shown as {shown}: {shares}')}" if shares else ""
    return told


def _ended(sentence: str) -> str:
    """The sentence with its full stop, which may be that of its last word ("Jr.")."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def _shares(sign: str, word: str, counts: list[int], called: list[list[str]]) -> str:
    """How many words by whom; a hand's notes are told where it is first named, and `called` is used up."""
    shares = []
    for count, names in zip(counts, called, strict=True):
        if count:
            shares.append(f"{count} {word} {names[0]}")
            del names[:-1]
    return sign + ", ".join(shares) if shares else ""


def _called(entry: LegendEntry) -> list[str]:
    """A hand's name with its notes, and without them."""
    where = "; ".join(f"n. {note}" if note.isdigit() else note for note in entry.notes)
    return [f"{entry.who} ({where})", entry.who] if where else [entry.who]


def _number(count: int, noun: str) -> str:
    return f"1 {noun} is" if count == 1 else f"{count} {noun}s are"


def standing_in_words(version: Version) -> str:
    """A version's standing as a reader must see it: extant, or reconstructed and how.

    A reconstruction is nobody's text: the person named with it is whose lost draft or layer it stands for.
    """
    who = " and ".join(version.authors)
    date = date_in_words(version.date) if version.date else "undated"
    if version.standing is Standing.RECONSTRUCTED:
        whose = f", standing for the work of {who}" if who else ""
        return f"{version.label}: reconstructed{whose}; {date}; {version.method}"
    return f"{version.label}: extant{f', by {who}' if who else ''}; {date}"


def _compared(engine: str) -> str:
    """How the changes were found."""
    return "the changes are those that the source records" if engine == RECORDED else f"compared by {engine}"


def verification(apparatus: Apparatus) -> str:
    """The hashes of both texts, and what must hold between them."""
    base, revised = apparatus.base, apparatus.revised
    count = len(apparatus.comparison.changes)
    what, verb = ("the one change", "gives") if count == 1 else (f"all {count} changes", "give")
    return (
        f"To verify: {what} applied to “{base.label}” "
        f"(sha256 {base.sha256}) {verb} “{revised.label}” (sha256 {revised.sha256}); "
        f"{_compared(apparatus.comparison.engine)}."
    )
