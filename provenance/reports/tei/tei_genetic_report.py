"""TEI P5 as a genetic transcription: what was added, deleted, put in another's place, moved, by whom, in which layer.

`@hand` stands only where testimony names who made the change; `@change` points at the layer in `listChange`. See the
TEI Guidelines, chapter 11 (Representation of Primary Sources).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from provenance.formats.tei_vocabulary import NAMESPACE, XML_ID
from provenance.model.attributions import Apparatus, Attribution, Basis
from provenance.model.changes import ChangeKind
from provenance.model.testimony import THE_SOURCE, Certainty
from provenance.reports.pointers import Pointers, point
from provenance.reports.tei.tei_back import add_account, add_back
from provenance.reports.tei.tei_blocks import Run, read_parts
from provenance.reports.tei.tei_body import add_body, add_run, fates, placed_notes
from provenance.reports.tei.tei_elements import add, make
from provenance.reports.tei.tei_header import finish_document, start_document

_METHOD = (
    "The later text is what stands and what is in add; the earlier is what stands and what is in del. @hand names who "
    "made the change, by the testimony in @source, and says nothing of handwriting. Words that were moved stand twice, "
    "in a del where they were and in an add where they are, and a transpose in listTranspose points at both. A "
    "change that runs over the end of a paragraph has several parts, tied by @prev and @next."
)
_EVIDENCE = {Basis.STATED: "external", Basis.RECORDED: "internal", Basis.INFERRED: "internal"}


def write(apparatus: Apparatus) -> str:
    """The apparatus as a genetic TEI document, valid against tei_all."""
    root, text = start_document(apparatus, "a genetic transcription", _METHOD)
    parts = read_parts(apparatus)
    writer = _GeneticWriter(apparatus, Pointers(apparatus))
    add_body(text, apparatus, parts, writer.write_change)
    writer.tie()
    add_back(text, apparatus, placed_notes(parts))
    writer.add_accounts(text)
    writer.add_transpositions(root)
    return finish_document(root)


@dataclass
class _GeneticWriter:
    """Writes `add`, `del` and `subst`, and remembers which belong to one change."""

    apparatus: Apparatus
    pointers: Pointers
    written: dict[Attribution, list[etree._Element]] = field(default_factory=dict)

    def write_change(self, block: etree._Element, attribution: Attribution, runs: Sequence[Run]) -> None:
        """What the runs took out as `del`, what they put in as `add`; both together as `subst`."""
        out, into = fates(runs)
        parent = add(block, "subst") if out and into else block
        for tag, some in ("del", out), ("add", into):
            if some:
                element = self._add_element(parent, tag, attribution)
                for run in some:
                    add_run(element, run, self.pointers)

    def _add_element(self, parent: etree._Element, tag: str, attribution: Attribution) -> etree._Element:
        layer = self.pointers.layer(attribution)
        fragments = self.written.setdefault(attribution, [])
        name = self.pointers.change(attribution) + (f".{len(fragments) + 1}" if fragments else "")
        element = add(
            parent,
            tag,
            xml_id=name,
            type=attribution.change.kind.value,
            hand=point(self.pointers.hand(attribution.revisers)) if attribution.revisers else None,
            change=point(layer) if layer else None,
            resp=self._interpreter(attribution),
            cert=attribution.certainty.value,
            evidence=_EVIDENCE.get(attribution.basis),
            source=self.pointers.sources(attribution),
        )
        fragments.append(element)
        return element

    def _interpreter(self, attribution: Attribution) -> str | None:
        """Who reads the hand, where the source that records the change names an editor for it."""
        claims = self.pointers.claims
        said = [claims[e.claim].asserted_by for e in attribution.evidence if e.claim in claims and claims[e.claim].mark]
        return point(self.pointers.asserter(said[0])) if said and said[0] != THE_SOURCE else None

    def tie(self) -> None:
        """Tie the parts of one change together, and mark the edges that are not sure."""
        for attribution, elements in self.written.items():
            for earlier, later in pairwise(elements):
                if etree.QName(later.getparent()).localname != "subst" or later.getparent() is not earlier.getparent():
                    earlier.set("next", point(later.get(XML_ID, "")))
                    later.set("prev", point(earlier.get(XML_ID, "")))
            for element, locus, sure in (
                (elements[0], "start", attribution.start),
                (elements[-1], "end", attribution.end),
            ):
                if sure is not Certainty.HIGH:
                    add(element, "certainty", locus=locus, cert=sure.value)

    def add_accounts(self, text: etree._Element) -> None:
        """Why each change is attributed as it is, in a division of the back, pointing at the change."""
        back = text.find(f"{{{NAMESPACE}}}back")
        if not self.written:
            return
        back = add(text, "back") if back is None else back
        div = add(back, "div", type="attributions")
        add(div, "head", "Who made each change, and how that is known")
        block = add(div, "ab")
        for attribution in self.written:
            add_account(block, attribution, self.pointers, target=point(self.pointers.change(attribution)))

    def add_transpositions(self, root: etree._Element) -> None:
        """The `listTranspose` of the header: each move, from its first place to its second."""
        profile = root.find(f".//{{{NAMESPACE}}}profileDesc")
        listing = make("listTranspose")
        for attribution, elements in self.written.items():
            if attribution.change.kind is ChangeKind.TRANSPOSITION and len(elements) > 1:
                transpose = add(listing, "transpose")
                for element in sorted(elements, key=lambda one: etree.QName(one).localname != "del"):
                    add(transpose, "ptr", target=point(element.get(XML_ID, "")))
        if len(listing) and profile is not None:
            profile.append(listing)
