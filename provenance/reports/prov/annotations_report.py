"""The attributions as W3C Web Annotations (JSON-LD): each says of exact words in a hashed text who put them there.

One annotation a change. Its target is the place in the text, found again by position (in characters, as Unicode
counts them) and by the words with those around them; the source is the text itself, `urn:sha256:` and its hash.
Words that were taken out or moved away have a target in the base too. The body says who, on what basis, how sure.
The creator is whoever asserts it in the source; no time is given, since nobody recorded one. What is not known
follows as annotations on the whole text. See https://www.w3.org/TR/annotation-model/
"""

import json
from collections.abc import Iterator
from typing import Any

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import Reading
from provenance.model.versions import Version
from provenance.text.visible import in_json

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"provenance": "urn:draft-provenance:vocabulary#"}]
_GENERATOR = {"type": "Software", "name": "draft-provenance"}
_AROUND = 32

Json = dict[str, Any]


def write(apparatus: Apparatus) -> str:
    """An annotation collection with its one page."""
    items = [*_changes(apparatus), *_caveats(apparatus)]
    collection = {
        "@context": _CONTEXT,
        "id": f"urn:draft-provenance:{apparatus.base.sha256}:{apparatus.revised.sha256}",
        "type": "AnnotationCollection",
        "label": f"{apparatus.work.title} ({apparatus.work.source})",
        "generator": _GENERATOR,
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    # a lone half of a surrogate pair has no place in UTF-8, but JSON can spell it
    return in_json(json.dumps(collection, ensure_ascii=False, indent=2)) + "\n"


def _changes(apparatus: Apparatus) -> Iterator[Json]:
    speakers = {claim.id: claim.asserted_by for claim in apparatus.claims}
    for attribution in listed(apparatus):
        said = dict.fromkeys(speakers[e.claim] for e in attribution.evidence if e.claim in speakers)
        annotation = {
            "id": f"urn:draft-provenance:{apparatus.base.sha256}:{apparatus.revised.sha256}#{attribution.change.id}",
            "type": "Annotation",
            "motivation": "describing",
            "generator": _GENERATOR,
            "body": _body(attribution),
            "target": _targets(attribution, apparatus),
        }
        if attribution.revisers and said:
            annotation["creator"] = [{"type": "Agent", "name": name} for name in said]
        yield annotation


def _body(attribution: Attribution) -> Json:
    """What is said of the words, in a sentence for people and in fields for programs."""
    who = " and ".join(attribution.revisers) or "attributed to no one"
    if attribution.candidates:
        who += f" (candidates: {'; '.join(attribution.candidates)})"
    return {
        "type": "TextualBody",
        "format": "text/plain",
        "value": f"{attribution.change.kind.value}: {who}; {attribution.reason}",
        "provenance:kind": attribution.change.kind.value,
        "provenance:revisers": list(attribution.revisers),
        "provenance:candidates": list(attribution.candidates),
        "provenance:basis": attribution.basis.value,
        "provenance:certainty": attribution.certainty.value,
        "provenance:start": attribution.start.value,
        "provenance:end": attribution.end.value,
        "provenance:date": attribution.date,
        "provenance:evidence": [
            {"provenance:note": e.note, "provenance:quote": e.quote, "provenance:source": e.source}
            for e in attribution.evidence
        ],
    }


def _targets(attribution: Attribution, apparatus: Apparatus) -> list[Json]:
    """The words in the revised text, and those in the base that they took the place of or came from."""
    change = attribution.change
    sides = ((change.after, apparatus.revised), (change.before, apparatus.base))
    return [_target(reading, version) for reading, version in sides if reading is not None]


def _target(reading: Reading, version: Version) -> Json:
    start, end, text = reading.span.start, reading.span.end, version.text
    quote = {
        "type": "TextQuoteSelector",
        "prefix": text[max(start - _AROUND, 0) : start],
        "exact": text[start:end],
        "suffix": text[end : end + _AROUND],
    }
    return {**_source(version), "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}]}


def _source(version: Version) -> Json:
    """The text, by its hash, with its name and whether anybody has seen it."""
    return {
        "type": "SpecificResource",
        "source": f"urn:sha256:{version.sha256}",
        "provenance:version": version.label,
        "provenance:standing": version.standing.value,
    }


def _caveats(apparatus: Apparatus) -> Iterator[Json]:
    for caveat in apparatus.caveats:
        yield {
            "type": "Annotation",
            "motivation": "commenting",
            "generator": _GENERATOR,
            "body": {"type": "TextualBody", "format": "text/plain", "value": caveat},
            "target": _source(apparatus.revised),
        }
