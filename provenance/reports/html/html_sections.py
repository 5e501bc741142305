"""What stands below the text: notes, versions, claims, what is not known, and how to verify all of it."""

import re

from provenance.model.attributions import Apparatus, Assessment
from provenance.model.spans import Milestone, MilestoneKind
from provenance.model.testimony import COMMENT, AnchorPlace, Claim, Note
from provenance.model.versions import Standing, Version, Witness
from provenance.reports.comments import said_by
from provenance.reports.html.html_markup import Markup, facts, hidden, join, tag
from provenance.reports.html.html_text import note_key
from provenance.reports.summary import verification
from provenance.reports.wording import claim_in_words
from provenance.text.dates import date_in_words

_HASH = re.compile(r"\b([0-9a-f]{64})\b")


def section(name: str, title: str, *content: str) -> Markup:
    """A part of the page with its heading; "None." where there is nothing in it."""
    body = join(*content) or tag("p", "None.")
    return tag("section", tag("h2", title, id=f"{name}-title"), body, id=name, aria_labelledby=f"{name}-title")


def not_known(apparatus: Apparatus) -> Markup:
    """Every caveat; that there is none is said too."""
    if not apparatus.caveats:
        return tag("p", "The evidence leaves nothing open that this program could tell.")
    return tag("ul", *(tag("li", caveat) for caveat in apparatus.caveats))


def notes(apparatus: Apparatus) -> Markup:
    """The editors' notes in full, each with the way back to its marker."""
    if not apparatus.notes:
        return Markup()
    return tag("ol", *(_note(note, apparatus.revised) for note in apparatus.notes), class_="notes")


def _note(note: Note, revised: Version) -> Markup:
    hung = note.place is AnchorPlace.HEADING or (note.place is AnchorPlace.TEXT and note.version == revised.id)
    number = tag("span", note.number or "–", class_="number-of-note")
    hint = hidden(f"back to the marker of note {note.number or note.id}")
    back = tag("a", hint, tag("span", "↑", aria_hidden="true"), href=f"#nr-{note_key(note)}", class_="back")
    return tag(
        "li",
        number,
        " ",
        *([f"{said_by(note.author, note.date)}: "] if note.kind == COMMENT else []),
        tag("span", note.text, class_="words"),
        *([" ", back] if hung else []),
        id=f"n-{note_key(note)}",
    )


def versions(apparatus: Apparatus) -> Markup:
    """Every version with its standing and hash, then what carries them, the lost ones too."""
    labels = {version.id: version.label for version in apparatus.versions}
    listing = tag("ul", *(_version(version, labels, apparatus) for version in apparatus.versions), class_="versions")
    if not apparatus.witnesses:
        return listing
    witnesses = tag("ul", *(_witness(witness) for witness in apparatus.witnesses), class_="witnesses")
    return join(listing, tag("h3", "Witnesses"), witnesses)


def _version(version: Version, labels: dict[str, str], apparatus: Apparatus) -> Markup:
    made = version.standing is Standing.RECONSTRUCTED
    role = {apparatus.base.id: "the base", apparatus.revised.id: "the revised text"}.get(version.id)
    standing = f"reconstructed, not seen by anyone: {version.method}" if made else "extant"
    who = " and ".join(version.authors)
    told = [
        ("standing", standing),
        ("stands for the work of" if made else "by", who or "not known"),
        ("date", date_in_words(version.date) if version.date else "not known"),
        ("after", ", ".join(labels.get(parent, parent) for parent in version.parents)),
        ("remark", version.comment or ""),
        ("sha256", tag("code", version.sha256)),
    ]
    head = tag("p", tag("strong", version.label), f" ({role} of this comparison)" if role else "")
    return tag("li", head, facts(told), class_="reconstructed" if made else "extant")


def _witness(witness: Witness) -> Markup:
    """A witness: seen, or only attested and by what words."""
    seen = "seen" if witness.seen else "existed, not seen"
    told = [f"{witness.title} ({seen})", witness.source]
    told += [date_in_words(witness.date)] if witness.date else []
    told += [f"attested by “{witness.attested_by}”"] if witness.attested_by else []
    code = [" ", tag("code", f"sha256 {witness.sha256}")] if witness.sha256 else []
    return tag("li", tag("strong", witness.siglum), " ", "; ".join(told), *code)


def claims(apparatus: Apparatus) -> Markup:
    """Every claim read from the sources, in their words, and how it stands against the texts."""
    if not apparatus.claims:
        return tag("p", "No source says anything on who changed this text.")
    stands = {assessment.claim: assessment for assessment in apparatus.assessments}
    by_id = {note.id: note for note in apparatus.notes}
    return tag("ul", *(_claim(claim, stands.get(claim.id), by_id) for claim in apparatus.claims), class_="claims")


def _claim(claim: Claim, stands: Assessment | None, by_id: dict[str, Note]) -> Markup:
    note = by_id.get(claim.note or "")
    where = (
        tag("a", f"Note {note.number or note.id}", href=f"#n-{note_key(note)}") if note else tag("span", claim.source)
    )
    status = stands.status.value if stands else "not checked against the texts"
    told = [
        ("says that", claim_in_words(claim)),
        ("certainty", claim.certainty.value + (f", the source says “{claim.hedge}”" if claim.hedge else "")),
        ("asserted by", claim.asserted_by),
        ("limits", "; ".join(claim.caveats)),
        ("", "" if claim.actual else "suggested, requested or made elsewhere: not counted as a change of this text"),
        ("checked against the texts", stands.reason if stands else claim.reason),
    ]
    head = tag(
        "p",
        where,
        *((": “", tag("q", claim.quote.strip()), "” ") if claim.quote.strip() else (" ",)),
        tag("span", status, class_=f"status {status.split()[0]}"),
    )
    return tag("li", head, facts(told))


def emendations(apparatus: Apparatus) -> Markup:
    """Letters of the source that the text does not have: hyphens from the ends of lines."""
    text = apparatus.revised.text
    found = [m for m in apparatus.revised.milestones if m.kind is MilestoneKind.LINE_END_HYPHEN]
    if not found:
        return Markup()
    return join(tag("h3", "Emendations"), tag("ul", *(_emendation(milestone, text) for milestone in found)))


def _emendation(milestone: Milestone, text: str) -> Markup:
    before = text[: milestone.at].split()[-1:] or [""]
    after = text[milestone.at :].split()[:1] or [""]
    word, printed = before[0] + after[0], f"{before[0]}{milestone.letters}{after[0]}"
    return tag("li", tag("strong", word), f"] the source has “{printed}”, a hyphen from the end of a line.")


def verify(apparatus: Apparatus) -> Markup:
    """The hashes, and what must hold between the two texts."""
    return tag(
        "p",
        *(tag("code", words) if _HASH.fullmatch(words) else words for words in _HASH.split(verification(apparatus))),
    )
