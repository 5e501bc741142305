"""TEI P5 with a critical apparatus: at each change the reading of the later text (`lem`) and the earlier (`rdg`).

An empty `lem` or `rdg` says that the text has nothing there. `@resp` names who made the change, where testimony
names him, with `@cert` and, in `@source`, the notes that say so; where the evidence does not choose, no one is named
and a note lists the candidates. See the TEI Guidelines, chapter 13 (Critical Apparatus), parallel segmentation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from provenance.formats.tei_vocabulary import XML_ID
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Certainty
from provenance.reports.pointers import Pointers, point
from provenance.reports.tei.tei_back import add_account, add_back
from provenance.reports.tei.tei_blocks import Run, read_parts
from provenance.reports.tei.tei_body import add_body, add_run, fates, placed_notes
from provenance.reports.tei.tei_elements import add
from provenance.reports.tei.tei_header import finish_document, start_document

_METHOD = (
    "Each app has the reading of the later text in lem and that of the earlier in rdg; an empty one says that the "
    "text has nothing there. @resp on a reading names who made the change, by the testimony in @source; its @type is "
    "the basis (stated, recorded, inferred, none). A passage that was moved has two app, tied by @corresp; a change "
    "that runs over the end of a paragraph has several, tied by @prev and @next."
)


def write(apparatus: Apparatus) -> str:
    """The apparatus as a TEI document, valid against tei_all."""
    root, text = start_document(apparatus, "a critical apparatus", _METHOD)
    parts = read_parts(apparatus)
    writer = _ApparatusWriter(apparatus, Pointers(apparatus))
    add_body(text, apparatus, parts, writer.write_change)
    writer.tie()
    add_back(text, apparatus, placed_notes(parts))
    return finish_document(root)


@dataclass
class _ApparatusWriter:
    """Writes `app` after `app`, and remembers which belong to one change."""

    apparatus: Apparatus
    pointers: Pointers
    written: dict[Attribution, list[etree._Element]] = field(default_factory=dict)

    def write_change(self, block: etree._Element, attribution: Attribution, runs: Sequence[Run]) -> None:
        """One `app`: what the runs put in as `lem`, what they took out as `rdg`."""
        fragments = self.written.setdefault(attribution, [])
        name = self.pointers.change(attribution) + (f".{len(fragments) + 1}" if fragments else "")
        app = add(block, "app", xml_id=name, type=attribution.change.kind.value)
        out, into = fates(runs)
        self._add_reading(app, "lem", into, attribution)
        self._add_reading(app, "rdg", out, attribution)
        if not fragments:
            add_account(app, attribution, self.pointers)
        fragments.append(app)

    def _add_reading(self, app: etree._Element, tag: str, runs: Sequence[Run], attribution: Attribution) -> None:
        """The reading of one text; who is responsible stands on the later one, which came of the change."""
        version = self.apparatus.revised if tag == "lem" else self.apparatus.base
        reading = add(app, tag, wit=point(self.pointers.text(version)))
        if tag == "lem":
            reading.set("type", attribution.basis.value)
            reading.set("cert", attribution.certainty.value)
            for name, value in (
                ("resp", point(*(self.pointers.person(who) for who in attribution.revisers))),
                ("source", self.pointers.sources(attribution)),
                ("change", point(self.pointers.layer(attribution) or "")),
            ):
                if value.strip("#"):
                    reading.set(name, value)
        for run in runs:
            add_run(reading, run, self.pointers)

    def tie(self) -> None:
        """Tie the `app` of one change to each other, and mark the edges that are not sure."""
        for attribution, apps in self.written.items():
            names = [app.get(XML_ID, "") for app in apps]
            for number, app in enumerate(apps):
                if attribution.change.kind is ChangeKind.TRANSPOSITION:
                    _set(app, "corresp", [*names[:number], *names[number + 1 :]])
                else:
                    _set(app, "prev", names[number - 1 : number] if number else [])
                    _set(app, "next", names[number + 1 : number + 2])
            holding = [reading for app in apps for reading in list(app)[:2] if len(reading) or reading.text]
            _mark_edge(holding[:1], "start", attribution.start)
            _mark_edge(holding[-1:], "end", attribution.end)


def _set(app: etree._Element, attribute: str, names: Sequence[str]) -> None:
    if names:
        app.set(attribute, point(*names))


def _mark_edge(readings: Sequence[etree._Element], locus: str, certainty: Certainty) -> None:
    """Say that it is not sure where the words begin or end, with a `certainty` in the reading that has the edge."""
    for reading in readings:
        if certainty is not Certainty.HIGH:
            reading.append(etree.Element(f"{{{etree.QName(reading).namespace}}}certainty"))
            reading[-1].set("locus", locus)
            reading[-1].set("cert", certainty.value)
