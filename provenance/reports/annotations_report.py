"""The attributions as W3C Web Annotations (JSON-LD): each says of exact words in a hashed text who put them there.

One annotation a change. Its target is the place in the text, found again by position (in characters, as Unicode
counts them) and by the words with those around them; the source is the text itself, `urn:sha256:` and its hash.
Words that were taken out or moved away have a target in the base too. The body says who, on what basis, how sure.
The creator is whoever asserts it in the source; no time is given, since nobody recorded one.
See https://www.w3.org/TR/annotation-model/
"""

from typing import Any

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "tei": "http://www.tei-c.org/ns/1.0#",
        "sha256": "https://www.w3.org/ns/credentials#digestSRI",
    },
]
_AROUND = 32

Json = dict[str, Any]
