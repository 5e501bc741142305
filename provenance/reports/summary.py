"""The result of a comparison in one sentence, and the line by which anyone can verify it."""

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus
from provenance.model.versions import Standing, Version
from provenance.reports.redline import LegendEntry, read_legend
from provenance.text.dates import date_in_words


def result_in_words(apparatus: Apparatus) -> str:
    """How many words are attributed to whom, and that the rest is attributed to no one.

    Only words that were put in are counted; what was taken out or moved is told by its number of changes.
    """
    attributions = listed(apparatus)
    total = len(apparatus.revised.text.split())
    if not attributions:
        return f"No change of words from “{apparatus.base.label}” to “{apparatus.revised.label}”; {total} words."
    legend = read_legend(apparatus)
    named = [entry for entry in legend if entry.siglum]
    new = sum(entry.words_in for entry in named)
    shares = ", ".join(_share(entry, apparatus) for entry in named)
    told = f"{new} of {total} words are attributed{f': {shares}' if shares else ''}; the rest to no one."
    nobody = sum(entry.changes for entry in legend if not entry.siglum)
    return told + (f" {_number(nobody, 'change')} attributed to no one." if nobody else "")


def _share(entry: LegendEntry, apparatus: Apparatus) -> str:
    short = {person.name: person.short for person in apparatus.people}
    who = " and ".join(short.get(name, name) for name in entry.who.split(" and "))
    where = "; ".join(f"n. {note}" if note.isdigit() else note for note in entry.notes)
    return f"{entry.words_in} to {who}" + (f" ({where})" if where else "")


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


def verification(apparatus: Apparatus) -> str:
    """The hashes of both texts, and what must hold between them."""
    base, revised = apparatus.base, apparatus.revised
    return (
        f"To verify: all {len(apparatus.comparison.changes)} changes applied to “{base.label}” "
        f"(sha256 {base.sha256}) give “{revised.label}” (sha256 {revised.sha256}); "
        f"compared by {apparatus.comparison.engine}."
    )
