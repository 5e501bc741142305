"""Ids of *Foreign Relations of the United States* turned into citations and links, as far as the id itself tells.

Ids are those of the Office of the Historian: `frus` + years + part + volume, as in frus1969-76v13, frus1872p2v2,
frus1919Parisv11, frus1969-76ve05p1; `-d309` or a second segment names the document. Titles of volumes are not in
the id and are not invented.
"""

import re
from dataclasses import dataclass

_ID = re.compile(
    r"(?P<volume>frus(?P<from>\d{4})(?:-(?P<to>\d{2,4}))?(?P<name>Supp\d*|[A-Z][A-Za-z]*?)??"
    r"(?:p(?P<part>\d+))?(?:v(?P<electronic>e)?(?P<number>\d+)(?:p(?P<half>\d+))?)?(?:Ed\d)?)"
    r"(?:[-/_](?P<document>d\d+[a-z]?))?",
)
_SITE = "https://history.state.gov/historicaldocuments"


@dataclass(frozen=True, slots=True)
class FrusId:
    """A volume's id, and the id of a document in it ("d309") or None."""

    volume: str
    document: str | None

    @property
    def stem(self) -> str:
        """Both in one, as a work's id begins."""
        return f"{self.volume}-{self.document}" if self.document else self.volume

    @property
    def url(self) -> str:
        """The link to the published document (or volume)."""
        return f"{_SITE}/{self.volume}/{self.document}" if self.document else f"{_SITE}/{self.volume}"

    @property
    def citation(self) -> str:
        """The citation, as far as the id tells it.

        >>> FrusId("frus1969-76v13", "d309").citation
        'Foreign Relations of the United States, 1969–1976, volume XIII, document 309'
        """
        match = _ID.fullmatch(self.volume)
        parts = ["Foreign Relations of the United States", *(_volume_parts(match) if match else [self.volume])]
        if self.document:
            parts.append(f"document {self.document.removeprefix('d')}")
        return ", ".join(parts)


def parse_frus_id(name: str) -> FrusId | None:
    """The id in a name such as "frus1969-76v13-d309", or None if it is no FRUS id."""
    match = _ID.fullmatch(name)
    return FrusId(match["volume"], match["document"]) if match else None


def _volume_parts(match: re.Match[str]) -> list[str]:
    start, end = match["from"], match["to"]
    parts = [f"{start}–{start[: 4 - len(end)]}{end}" if end else start]
    if match["name"]:
        parts.append(_spaced(match["name"]))
    if match["part"]:
        parts.append(f"part {match['part']}")
    if match["number"]:
        parts.append(f"volume {'E–' if match['electronic'] else ''}{_volume_number(match)}")
    if match["half"]:
        parts.append(f"part {match['half']}")
    return parts


def _volume_number(match: re.Match[str]) -> str:
    number = int(match["number"])
    return str(number) if match["electronic"] else _roman(number)


def _spaced(name: str) -> str:
    """The name in words: "Supp02" as "Supplement 2", other names as they are."""
    supplement = re.fullmatch(r"Supp(\d*)", name)
    if supplement:
        return f"Supplement {int(supplement[1])}" if supplement[1] else "Supplement"
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", name)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), ("C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"), strict=True
    ):
        count, number = divmod(number, value)
        letters += letter * count
    return letters


def page_address(document: str | None, page: str) -> str | None:
    """Where the publisher shows a printed page, if the document is on its site and the page has a number.

    >>> page_address("https://history.state.gov/historicaldocuments/frus1969-76v13/d309", "915")
    'https://history.state.gov/historicaldocuments/frus1969-76v13/pg_915'
    """
    found = re.match(rf"{re.escape(_SITE)}/[\w-]+(?=/|\Z)", document or "")
    return f"{found[0]}/pg_{page}" if found and re.fullmatch(r"[0-9]{1,4}|[ivxlc]{1,8}", page) else None
