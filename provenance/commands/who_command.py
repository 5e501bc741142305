"""`provenance who`: who put these words here, sentence by sentence."""

from collections.abc import Sequence
from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.naming import surname
from provenance.attribution.sentence_accounts import Question, SentenceAccount, State, frame_of, outside, unanswered
from provenance.commands.output import answer, fill, notice, short_table, table, tell, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, From, To, Width, WorkOrWordFile
from provenance.model.attributions import Apparatus, Attribution, Evidence
from provenance.model.changes import Change
from provenance.reports.summary import result_in_words, with_itself
from provenance.sources.asked import word_file_or_work
from provenance.text.short_ids import with_short_ids
from provenance.text.visible import one_line


def who(
    work: WorkOrWordFile = None,
    sentence: Annotated[
        str | None, typer.Option("--sentence", metavar="8.3", help="Sentence 3 of paragraph 8.")
    ] = None,
    paragraph: Annotated[int | None, typer.Option("--paragraph", metavar="8", help="One paragraph.")] = None,
    match: Annotated[str | None, typer.Option("--match", metavar="WORDS", help="Sentences with these words.")] = None,
    reviser: Annotated[str | None, typer.Option("--reviser", metavar="NAME", help="Changes of one person.")] = None,
    unexplained: Annotated[bool, typer.Option("--unexplained", help="Changes that nobody is named for.")] = False,
    base: From = None,
    revised: To = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say of each sentence who changed it, on what evidence, and how sure that is."""
    question = Question(sentence, paragraph, match, reviser, unexplained)
    apparatus, accounts = pipeline.who(db, word_file_or_work(work), base, revised, question, tell=tell)
    beyond = outside(apparatus, question)
    if as_json:
        from provenance.reports.public_json import dump, who_json

        answer(dump("who", who_json(apparatus, accounts, beyond)))
        return
    if not accounts and not beyond:
        if question == Question():
            notice(f"“{one_line(apparatus.revised.label)}” has no words of which anything could be told")
            return
        notice(f"{one_line(unanswered(question))}; `provenance evidence` shows all that the notes say")
        return
    narrowed = question != Question()
    columns = terminal_width(width)
    rows = [(a.sentence.ref, one_line(a.text), _state(a), *_told(a.attributions)) for a in accounts]
    rows += [(frame_of(apparatus, a.change), _readings(a.change), "revised", *_told([a])) for a in beyond]
    headers = ("", "sentence", "state", "by", "evidence", "certainty")
    answer((table if narrowed else short_table)(rows, headers, columns, flexible=1))
    answer("")
    _say_why(apparatus, accounts, beyond, columns, result_in_words(apparatus) if not narrowed else "")


def _state(account: SentenceAccount) -> str:
    """What became of a sentence; of one that is unchanged, that the changes told with it are cuts beside it."""
    return "beside a cut" if account.state is State.UNCHANGED and account.attributions else account.state.value


def _readings(change: Change) -> str:
    """The words of a change that is in no sentence: those taken out, those put in."""
    before, after = (
        f"{sign} {one_line(r.text)}" if r else "" for sign, r in (("-", change.before), ("+", change.after))
    )
    return f"{before} {after}".strip()


def _told(attributions: Sequence[Attribution]) -> tuple[str, str, str]:
    """Who made changes, on what evidence, how sure."""
    if not attributions:
        return "no one", "–", "–"
    return ";\n".join(dict.fromkeys(map(_party, attributions))), _evidence(attributions), _certainty(attributions)


def _party(attribution: Attribution) -> str:
    """The revisers by the names that every answer gives them; candidates are said to be no more than that."""
    if attribution.revisers:
        return " and\n".join(map(_in_two_lines, attribution.revisers))
    names = " or\n".join(map(_in_two_lines, attribution.candidates))
    return f"unknown ({names}?)" if names else "unknown"


def _in_two_lines(name: str) -> str:
    """A name with the surname below the given names, to leave the sentence its room."""
    given, found, after = one_line(name).rpartition(f" {surname(name)}")
    return f"{given}\n{found.strip()}{after}" if given and found else one_line(name)


def _evidence(attributions: Sequence[Attribution]) -> str:
    found = dict.fromkeys(
        f"note {e.note}" if e.note and e.note.isdigit() else _source(one_line(e.note or e.source))
        for a in attributions
        for e in a.evidence
    )
    return ",\n".join(found) or "–"


def _source(told: str) -> str:
    """Where it is said; a commit stands below the word before it, to leave the sentence its room."""
    short = with_short_ids(told)
    return short if short == told else short.replace(" ", "\n", 1)


def _certainty(attributions: Sequence[Attribution]) -> str:
    """The certainty of the person, and of an edge where it is lower."""
    parts = []
    for a in attributions:
        edges = [
            f"{edge} {sure.value}" for edge, sure in (("start", a.start), ("end", a.end)) if sure is not a.certainty
        ]
        parts.append(",\n".join([a.certainty.value, *(edges if a.revisers else [])]))
    return ";\n".join(dict.fromkeys(parts))


def _say_why(
    apparatus: Apparatus,
    accounts: Sequence[SentenceAccount],
    beyond: Sequence[Attribution],
    columns: int,
    result: str,
) -> None:
    """The words of the evidence, and what is not known, each once."""
    said = [
        f"{a.change.id} {a.change.kind.value}: {a.reason}" + "".join(_said(e, a.reason) for e in a.evidence)
        for a in (*(a for account in accounts for a in account.attributions), *beyond)
    ]
    open_ = [caveat for account in accounts for caveat in account.caveats]
    if not with_itself(apparatus):
        open_.append(f"Compared with “{apparatus.base.label}” ({apparatus.base.standing.value}).")
    for line in dict.fromkeys([*([result] if result else []), *said, *open_]):
        fill(with_short_ids(line), columns)


def _said(evidence: Evidence, reason: str) -> str:
    """The words of the evidence and where they stand; without words, where it stands, unless the reason tells."""
    source = one_line(evidence.source)
    if evidence.quote:
        return f"; “{one_line(evidence.quote)}” ({source})"
    return "" if with_short_ids(source) in reason else f"; {source}"
