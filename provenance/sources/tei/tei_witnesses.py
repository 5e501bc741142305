"""Witnesses of an apparatus: who they are, what each reads at each entry, and where nothing is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from provenance.formats.tei_vocabulary import RECONSTRUCTED
from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_draft_walk import RUNNING, SILENT
from provenance.sources.tei.tei_pointers import sequence_of, witnesses_of
from provenance.sources.tei.tei_recording import Entry


@dataclass(frozen=True, slots=True)
class Carrier:
    """A witness of the header: its siglum, what it is, its date, and how it was made if it is reconstructed.

    `within` are the witnesses that it is a part or a hand of, the nearest first. It is not `is_listed` where only an
    apparatus cites it, though the header lists witnesses.
    """

    siglum: str
    title: str
    date: str | None = None
    method: str | None = None
    within: tuple[str, ...] = ()
    is_listed: bool = True


def read_carriers(root: etree._Element) -> list[Carrier]:
    """The witnesses in the order of the header's list, then those that only the apparatus names.

    Where the header has a list, what they are called says that they are not in it.
    """
    used = dict.fromkeys(s for each in root.iter("{*}lem", "{*}rdg") for s in witnesses_of(each))
    if not used:
        return []
    carriers: dict[str, Carrier] = {}
    for witness in root.iter("{*}witness"):
        key = attribute(witness, "id")
        if key:
            carriers.setdefault(key, _carrier(witness, key))
    groups = {one for carrier in carriers.values() for one in carrier.within} - used.keys()
    has_list = bool(carriers)
    for siglum in used:
        title = f"{siglum}, not listed here" if has_list else siglum
        carriers.setdefault(siglum, Carrier(siglum, title, is_listed=not has_list))
    return [carrier for siglum, carrier in carriers.items() if siglum not in groups]


def _carrier(witness: etree._Element, key: str) -> Carrier:
    dated = next((date for date in witness.iter("{*}date") if date.get("when")), None)
    words = collapse("".join(_own_words(witness)))
    method = words or RECONSTRUCTED if witness.get("n") == RECONSTRUCTED else None
    above = list(witness.iterancestors("{*}witness", "{*}listWit"))
    within = tuple(id for each in above if (id := attribute(each, "id")))
    return Carrier(key, words or key, dated.get("when") if dated is not None else None, method, within)


def _own_words(witness: etree._Element) -> list[str]:
    """The words on a witness, without those on the witnesses within it."""
    words = [witness.text or ""]
    for child in witness:
        if local(child.tag) not in {"listWit", "witness", ""}:
            words += [str(part) for part in child.itertext()]
        words.append(child.tail or "")
    return words


class Choices:
    """What a witness reads at every entry, layer by layer."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Look the readings of every entry up by their witnesses."""
        self._cited = [_cited(entry) for entry in entries]
        self._others = [_others(entry) for entry in entries]

    def layers(self, carrier: Carrier) -> int:
        """How many readings one after the other the witness has, at most, at an entry."""
        return max((len(self._of(cited, carrier)) for cited in self._cited), default=0)

    def at(self, carrier: Carrier, layer: int) -> tuple[int, ...]:
        """The number of the reading at every entry in a layer counted from 0."""
        chosen = []
        for cited, other in zip(self._cited, self._others, strict=True):
            mine = self._of(cited, carrier)
            chosen.append(mine[min(layer, len(mine) - 1)] if mine else other)
        return tuple(chosen)

    def _of(self, cited: Mapping[str, Sequence[int]], carrier: Carrier) -> Sequence[int]:
        """The readings of a witness, or of what it is a hand or part of."""
        return next((cited[one] for one in (carrier.siglum, *carrier.within) if one in cited), ())


def _cited(entry: Entry) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, reading in sorted(enumerate(entry.readings), key=lambda each: sequence_of(each[1])):
        for siglum in dict.fromkeys(witnesses_of(reading)):
            is_running = entry.ends is not None and local(reading.tag) == "lem"
            found.setdefault(siglum, []).append(RUNNING if is_running else number)
    return found


def _others(entry: Entry) -> int:
    """What those read whom an entry does not cite: a lemma for which it cites nobody, or the running text; else it is
    not known."""
    lemma = next((n for n, each in enumerate(entry.readings) if local(each.tag) == "lem"), None)
    if lemma is not None and witnesses_of(entry.readings[lemma]):
        return SILENT
    if entry.ends is not None:
        return RUNNING
    return SILENT if lemma is None else lemma
