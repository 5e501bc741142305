"""The back of a TEI document: the notes that hang nowhere in the body, and every claim with how it stands."""

from collections.abc import Set

from lxml import etree

from provenance.formats.tei_vocabulary import ACCOUNT_TYPE, NOTES_TYPE
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.testimony import Claim
from provenance.reports.pointers import Pointers, point
from provenance.reports.tei.tei_body import add_date, add_note
from provenance.reports.tei.tei_elements import add, make

_UNDECIDED = "No one is named. Candidates: "


def add_back(text: etree._Element, apparatus: Apparatus, placed: Set[str]) -> etree._Element | None:
    """The `back`, if there is anything to put there; `placed` are the ids of the notes that are in the body."""
    pointers = Pointers(apparatus)
    back = make("back")
    others = [note for note in apparatus.notes if note.id not in placed]
    if others:
        div = add(back, "div", type=NOTES_TYPE)
        add(div, "head", "Notes that hang on no words of the text")
        block = add(div, "ab")
        for note in others:
            add_note(block, note, pointers)
    if apparatus.claims:
        _add_claims(add(back, "div", type="claims"), apparatus, pointers)
    if len(back) == 0:
        return None
    text.append(back)
    return back


def add_account(parent: etree._Element, attribution: Attribution, pointers: Pointers, **attributes: str) -> None:
    """The notes on one change: why it is attributed so, the quoted evidence, and the candidates if it is not."""
    certainty = f"basis {attribution.basis.value}, certainty {attribution.certainty.value}"
    said = add(parent, "note", f"{attribution.reason} ({certainty}).", type=ACCOUNT_TYPE, **attributes)
    if attribution.date:
        add_date(said, attribution.date)
    if attribution.candidates:
        note = add(parent, "note", _UNDECIDED, type="candidates", **attributes)
        for name in attribution.candidates:
            add(note, "name", name, ref=point(pointers.person(name))).tail = "; "
    for evidence in attribution.evidence:
        claim = pointers.claims.get(evidence.claim)
        resp = point(pointers.asserter(claim.asserted_by)) if claim else None
        note = add(parent, "note", type="evidence", resp=resp, **attributes)
        if evidence.quote:
            add(note, "quote", evidence.quote).tail = " "
        add(note, "bibl", evidence.source + (f", n. {evidence.note}" if evidence.note else ""))


def _add_claims(div: etree._Element, apparatus: Apparatus, pointers: Pointers) -> None:
    """A list of all claims; those that could not be placed or that the text contradicts are told as such."""
    add(div, "head", "What is said of the making of the text, and whether the texts bear it out")
    assessed = {assessment.claim: assessment for assessment in apparatus.assessments}
    listing, notes = add(div, "list"), {note.id for note in apparatus.notes}
    for claim in apparatus.claims:
        item = add(listing, "item", _claim_in_words(claim), resp=point(pointers.asserter(claim.asserted_by)))
        if claim.note and claim.note in notes:
            item.set("source", point(pointers.note(claim.note)))
        if claim.quote:
            add(item, "quote", claim.quote).tail = " "
        add(item, "bibl", claim.source).tail = " "
        if claim.id in assessed:
            found = assessed[claim.id]
            add(item, "note", f"{found.status.value}: {found.reason}", type="assessment")


def _claim_in_words(claim: Claim) -> str:
    who = claim.named or "nobody named"
    actual = "" if claim.actual else ", not made on this text"
    return f"{who}: {claim.act.value} ({claim.scope.value}), certainty {claim.certainty.value}{actual}. "
