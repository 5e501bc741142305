"""The provenance report as Markdown: what is known, on what evidence, and what is not known."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus
from provenance.model.spans import BlockKind
from provenance.model.versions import Witness
from provenance.reports.change_rows import Row, change_rows
from provenance.reports.comments import by_change, elsewhere, read_comments
from provenance.reports.passages import PassageKind
from provenance.reports.redline import LegendEntry, RedlineBlock, Run, draw_redline, read_legend
from provenance.reports.summary import result_in_words, standing_in_words, verification
from provenance.reports.wording import claim_in_words, extent_in_words
from provenance.text.dates import date_in_words
from provenance.text.visible import one_line, visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_OPENS_BLOCK = re.compile(r"^[ \t]*(\d*)(?=[-+=:]|(?<=\d)[.)])", re.MULTILINE)
"""What would begin a list, a heading or a definition where it begins a line."""
_SAFE = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", '<>\\"`'))


def write(apparatus: Apparatus) -> str:
    """The report: title, citation, standing, result, redline, changes, evidence, what is not known, verification."""
    parts = [
        f"# {_text(apparatus.work.title)}",
        f"{_text(apparatus.work.source)}{_address(apparatus.work.url)}",
        f"**{_text(result_in_words(apparatus))}**",
        *_section("Versions", [*_versions(apparatus)]),
        *_section("Redline", [*_legend(apparatus), *_redline(apparatus)]),
        *_section("Changes", [*_changes(apparatus)]),
        *_section("What the notes say", [*_claims(apparatus)]),
        *_comments(apparatus),
        *_section("What is not known", _items(apparatus.caveats)),
        *_section("Verification", [_text(verification(apparatus))]),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, body: list[str]) -> list[str]:
    return [f"## {title}", *(body or ["None."])]


def _items(lines: Sequence[str]) -> list[str]:
    return ["\n".join(f"- {_text(line)}" for line in lines)] if lines else []


def _comments(apparatus: Apparatus) -> list[str]:
    """The comments of the file that hang on no change, under a heading, if there are any."""
    lines = elsewhere(read_comments(apparatus))
    return _section("Comments in the file", _items(lines)) if lines else []


def _text(words: str) -> str:
    """Words of a document or of ours on one line, with nothing in them that Markdown would act on."""
    return _SPECIAL.sub(r"\\\1", one_line(words))


def _address(url: str | None) -> str:
    """A web address on a line of its own as a link; anything else that stands for one as its words."""
    if not url:
        return ""
    if not url.startswith(("https://", "http://")):
        return f"  \n{_text(url)}"
    return f"  \n<{quote(url, safe=_SAFE, errors='replace')}>"


def _versions(apparatus: Apparatus) -> Iterator[str]:
    witnesses = "\n".join(f"- {_witness(witness)}" for witness in apparatus.witnesses)
    versions = "\n".join(
        f"- {_text(standing_in_words(version))}  \n  sha256 `{version.sha256}`" for version in apparatus.versions
    )
    if witnesses:
        yield f"Witnesses:\n\n{witnesses}"
    yield f"Texts, as stored:\n\n{versions}"


def _witness(witness: Witness) -> str:
    seen = "seen" if witness.seen else "**not seen**"
    date = f", {_text(date_in_words(witness.date))}" if witness.date else ""
    attested = f"; attested by “{_text(witness.attested_by)}”" if witness.attested_by else ""
    return f"{_text(witness.siglum)}: {_text(witness.title)}{date} ({seen}; {_text(witness.source)}{attested})"


def _legend(apparatus: Apparatus) -> Iterator[str]:
    entries = read_legend(apparatus)
    if entries:
        unknown = ["- \\[? … ?\\]: what the other text has in this place is not known"]
        lines = [f"- {legend_line(entry)}" for entry in entries]
        yield "\n".join(lines + unknown * bool(apparatus.comparison.unknown))


def legend_line(entry: LegendEntry) -> str:
    """One hand of the redline, as Markdown."""
    sign = f"**{entry.siglum.letters}** = " if entry.siglum else "no letters: "
    notes = "; ".join(f"note {note}" if note.isdigit() else note for note in entry.notes if entry.siglum)
    told = ", ".join([*extent_in_words(entry), f"certainty {entry.certainty.value}"])
    return f"{sign}{_text(entry.who)} ({_text(f'{notes}; {told}' if notes else told)})"


def _redline(apparatus: Apparatus) -> Iterator[str]:
    part = None
    for block in draw_redline(apparatus):
        if block.part != part:
            part = block.part
            yield f"*{_text(part or 'body')}:*"
        yield _block(block)


def _block(block: RedlineBlock) -> str:
    words = _OPENS_BLOCK.sub(r"\1\\", "".join(_run(run) for run in block.runs).strip())
    if block.paragraph is not None:
        return f"({block.paragraph}) {words}"
    return f"*{words}*" if block.kind is BlockKind.SIGNATURE and not block.changed else words


def _run(run: Run) -> str:
    """Words with their marks: bold where put in, struck through where taken out."""
    text = _SPECIAL.sub(r"\\\1", visible(run.text))
    if not run.opening:
        return text
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opening, closing = (_SPECIAL.sub(r"\\\1", mark) for mark in (run.opening, run.closing))
    if run.attribution is None:
        return f"{lead}{opening}{text.strip()}{closing}{trail}"
    style = "~~" if run.kind in {PassageKind.DELETED, PassageKind.MOVED_OUT} else "**"
    return f"{lead}{style}{opening}{text.strip()}{closing}{style}{trail}"


def _changes(apparatus: Apparatus) -> Iterator[str]:
    comments = by_change(read_comments(apparatus))
    for row in change_rows(apparatus, listed(apparatus)):
        said = [f"- {_text(one.in_words)}" for one in comments.get(row["change"], ())]
        yield "\n".join([_change(row), *said])


def _change(row: Row) -> str:
    """One change as a list of what is known of it, the exact words first."""
    lines = [f"### {_text(row['change'])}: {row['kind']} in {_text(row['sentences'] or 'the text')}" + _page(row)]
    if row["part"]:
        lines.append(f"- in: {_text(row['part'])}")
    if row["before"]:
        lines.append(f"- before: “{_text(row['before'])}”")
    if row["after"]:
        lines.append(f"- after: “{_text(row['after'])}”")
    who = row["revisers"] or "attributed to no one" + (
        f"; candidates: {row['candidates']}" if row["candidates"] else ""
    )
    lines.append(f"- by: **{_text(who)}** (basis: {row['basis']})")
    lines.append(
        f"- certainty: person {row['certainty of person']}, start {row['certainty of start']}, "
        f"end {row['certainty of end']}; date: {_text(row['date'])}"
    )
    lines.append(f"- evidence: {_text(row['evidence']) or 'none'}")
    lines.append(f"- why: {_text(row['reason'])}")
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _page(row: Row) -> str:
    return f", p{'p' if '–' in row['page'] else ''}. {_text(row['page'])}" if row["page"] else ""


def _claims(apparatus: Apparatus) -> Iterator[str]:
    """Each claim with its words and how it stands."""
    stands = {assessment.claim: assessment for assessment in apparatus.assessments}
    numbers = {note.id: note.number or note.id for note in apparatus.notes}
    for claim in apparatus.claims:
        where = f"Note {numbers.get(claim.note, claim.note)}" if claim.note else claim.source
        stand = stands.get(claim.id)
        told = f" *{stand.status.value}*: {_text(stand.reason)}." if stand else ""
        hedge = f", “{_text(claim.hedge)}”" if claim.hedge else ""
        yield (
            f"- {_text(where)}: “{_text(claim.quote)}” — {_text(claim_in_words(claim))} "
            f"(certainty {claim.certainty.value}{hedge}).{told}"
        )
