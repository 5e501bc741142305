"""One sentence, or any words: who put them here, in which version, on what evidence, how sure; and how to cite it."""

import json

from provenance.attribution.sentence_accounts import Question, SentenceAccount, account_for, ask, frame_of, outside
from provenance.errors import NotFound
from provenance.model.attributions import Apparatus
from provenance.model.versions import Holding
from provenance.reports.cite.bibtex_report import as_bibtex
from provenance.reports.cite.citation import cite
from provenance.reports.cite.citation_report import in_note_style
from provenance.reports.cite.csl_json_report import as_csl
from provenance.reports.html.html_hands import Hands, who
from provenance.reports.html.html_style import hand_rules
from provenance.reports.html.html_text import note_key
from provenance.reports.wording import certainty_in_words, quotations
from provenance.web.asking import apparatus_of, compare_address, held, version_called
from provenance.web.page_addresses import address
from provenance.web.visits import Answer, Page, Visit


def sentence(visit: Visit) -> Answer:
    """One sentence by its number, such as 8.3."""
    return _answer(visit, Question(sentence=visit.name("ref")))


def sentences(visit: Visit) -> Answer:
    """The sentences that hold certain words, or that one person changed, or every sentence."""
    question = Question(
        paragraph=visit.asked_number("paragraph", 1),
        words=visit.asked("words"),
        reviser=visit.asked("reviser"),
        unexplained=bool(visit.asked("unexplained")),
    )
    return _answer(visit, question)


def _answer(visit: Visit, question: Question) -> Answer:
    from provenance.reports.public_json import who_json

    holding = held(visit)
    base, revised = visit.asked("from"), visit.asked("to")
    apparatus, accounts, missing = _ask(visit, holding, base, revised, question)
    beyond = () if missing else outside(apparatus, question)
    shown = {
        "holding": holding,
        "tab": "who",
        "beyond": [(frame_of(apparatus, one.change), one) for one in beyond],
        "apparatus": apparatus,
        "accounts": accounts,
        "question": question,
        "missing": missing,
        "pair": {"from": base, "to": revised},
    }
    title = f"{holding.work.title}: who"
    told = ("who", lambda: who_json(apparatus, accounts, beyond))
    hands = Hands(apparatus)
    if missing:
        return Page("sentences.html", title, {**shown, "hands": hands}, told, hand_rules(hands), status=404)
    if len(accounts) != 1 or question == Question():
        return Page("sentences.html", title, {**shown, "hands": hands}, told, hand_rules(hands))
    title = f"Sentence {accounts[0].sentence.ref}: {holding.work.title}"
    return Page(
        "sentence.html", title, {**shown, **_shown(visit, holding, apparatus, accounts[0])}, told, hand_rules(hands)
    )


def _ask(
    visit: Visit, holding: Holding, base: str | None, revised: str | None, question: Question
) -> tuple[Apparatus, tuple[SentenceAccount, ...], str]:
    """The sentences that fit; where none does, that it is so, in a sentence. Programs get the error itself."""
    apparatus = apparatus_of(visit, holding, base, revised)
    try:
        return apparatus, ask(apparatus, question), ""
    except NotFound as error:
        if visit.wants_json:
            raise
        return apparatus, (), str(error).split("; `")[0]


def _shown(visit: Visit, holding: Holding, apparatus: Apparatus, account: SentenceAccount) -> dict[str, object]:
    """What the page of one sentence shows."""
    hands = Hands(apparatus)
    order = [one.sentence.ref for one in account_for(apparatus)]
    at = order.index(account.sentence.ref)
    base, revised = visit.asked("from"), visit.asked("to")

    def place(ref: str) -> str:
        return address("works", holding.work.id, "who", ref, from_=base, to=revised)

    citation = cite(apparatus, account)
    pair = [version_called(holding, version.id) for version in (apparatus.base, apparatus.revised)]
    changes = [
        {
            "hand": hands.of(one),
            "who": who(one),
            "attribution": one,
            "certainty": certainty_in_words(one),
            "quotations": [alike[0] for alike in quotations(one.evidence)],
        }
        for one in account.attributions
    ]
    return {
        "account": account,
        "paragraph": [one for one in account_for(apparatus) if one.sentence.paragraph == account.sentence.paragraph],
        "changes": changes,
        "permalink": f"{visit.base}{place(account.sentence.ref)}",
        "beside": {
            "before": (order[at - 1], place(order[at - 1])) if at else None,
            "after": (order[at + 1], place(order[at + 1])) if at + 1 < len(order) else None,
        },
        "place": place,
        "compared": compare_address(holding, *pair),
        "notes": {note.number: note_key(note) for note in reversed(apparatus.notes) if note.number},
        "cited": {
            "Note": in_note_style(citation),
            "BibTeX": as_bibtex(citation),
            "CSL-JSON": json.dumps([as_csl(citation)], ensure_ascii=False, indent=2),
        },
    }
