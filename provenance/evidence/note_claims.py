"""The claims of a work's notes: who, as the editors say, did what to which words, resolved against the text.

Each note is sketched (quotes and persons blotted out), read sentence by sentence for what it says was done, and
each clause becomes a claim: act, revisers, hedge, readings before and after, and the place in the version's text.
Nothing is dropped in silence: what was only suggested, or done to another paper, is kept as not actual.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from provenance.evidence.claiming.acts import choose_act
from provenance.evidence.claiming.follow_ups import (
    accept,
    carry_out,
    find_maker,
    give_words,
    is_instructed,
    is_same,
    names_maker,
    puts_back,
    says_again,
    take,
)
from provenance.evidence.claiming.hearing import find_what, hear, is_notation, settle_act
from provenance.evidence.claiming.joining import completes, merge, narrow, pair_up, tells_how, without_general
from provenance.evidence.claiming.making import each_with_his_own, make_claim, name_revisers
from provenance.evidence.claiming.objects import restores, takes_pronoun
from provenance.evidence.claiming.quoted_before import of_quoted
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.clause_reader import read_clauses
from provenance.evidence.clauses.readings import spoken_of
from provenance.evidence.doing.clause_view import ClauseView
from provenance.evidence.doing.judging import OTHER_PAPER, judge
from provenance.evidence.doing.kind import Doing, Judgement
from provenance.evidence.doing.other_papers import changes_world, is_about_other, is_of_enclosure, speaks_of_other_paper
from provenance.evidence.doing.told import Told
from provenance.evidence.doing.writing import is_of_text
from provenance.evidence.layout import Layout
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.note_stretches import cut_note, cut_sentence
from provenance.evidence.people import find_people, named_in_full
from provenance.evidence.quoted_reports import of_report, quoted_reports
from provenance.evidence.sketch import Sketch, blot_people, blot_quotes, mark_orders, note_sentences
from provenance.evidence.unquoted_readings import printed_near, quote_up
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Mark, Note, Person, Reading
from provenance.model.versions import Version


def read_claims(
    notes: Sequence[Note],
    version: Version,
    lexicon: Lexicon,
    people: Sequence[Person],
    source: str,
    date: str | None = None,
    marks: Sequence[Mark] = (),
    title: str = "",
) -> tuple[Claim, ...]:
    """All claims that the notes of one work make, in the order of the notes, resolved against the version's text.

    `people` are the persons known from the same source, to whom those come that the title names in full; `date` (ISO 8601) is the document's, by which offices are
    resolved; `marks` are changes that the source itself records, to which "these words" may point; `title` tells how
    the text is called.
    """
    numbers = _own_numbers(version.text, title, lexicon)
    called = own_words(title, lexicon) | _own_heading(version.text, title, lexicon)
    own = called | numbers if called else called
    work = WorkRead(
        Layout(version),
        lexicon,
        (*people, *_named_in_title(title, people, lexicon, date)),
        source,
        date,
        tuple(marks),
        own,
        own & _words(title.partition(" To ")[0].partition(" to ")[0]),
        numbers,
    )
    return tuple(claim for note in notes if lexicon.is_triggered(note.text) for claim in read_note(work, note))


def _named_in_title(title: str, people: Sequence[Person], lexicon: Lexicon, date: str | None) -> Iterator[Person]:
    """Who wrote to whom, where the title names them in full and the source's list does not."""
    for name in named_in_full(title, people, lexicon.people, date):
        if not any(person.name == name for person in people):
            yield Person(name, name.split()[-1])


def own_words(title: str, lexicon: Lexicon) -> frozenset[str]:
    """The words by which the text is called in its title ("telegram", "memorandum")."""
    words = _words(title)
    small = lexicon.grammar["determiners"] | lexicon.grammar["prepositions"] | lexicon.grammar["conjunctions"]
    return words - small if words & _papers(lexicon) else frozenset()


def _words(title: str) -> frozenset[str]:
    return frozenset(word.strip(".,:()[]") for word in title.lower().split())


def _own_heading(text: str, title: str, lexicon: Lexicon) -> frozenset[str]:
    """The words by which a text calls itself in capitals at its head ("OPERATIONS PLAN FOR GREECE"), where its title calls it a paper."""
    lines = text[:_HEAD].split("\n")
    loud = " ".join(line for line in lines if line.isupper() and len(line) > _SHORTEST)
    return _papers(lexicon).intersection(loud.lower().split()) if title else frozenset()


def _own_numbers(text: str, title: str, lexicon: Lexicon) -> frozenset[str]:
    """The numbers that a text has in the series of a body, by its title or a short line at its head ("NSC 6004/1")."""
    short = [line for line in text[:_HEAD].split("\n") if len(line) < _SHORT]
    words = [word.strip(".,:()[]") for line in (title, *short) for word in (*line.lower().split(), "")]
    series = lexicon.papers["series"]
    return frozenset(number for name, number in pairwise(words) if name in series and number[:1].isdigit())


def _papers(lexicon: Lexicon) -> frozenset[str]:
    """All words for a paper."""
    return lexicon.papers["nouns"] | lexicon.papers["foreign"] | lexicon.papers["unlike"]


_HEAD, _SHORTEST, _SHORT = 400, 8, 40
"""How many letters of a text are looked through for its heading, how long a line of capitals is at least, and how short one with its number."""


def sketch_note(note: Note, people: Sequence[Person], lexicon: Lexicon, date: str | None, text: str = "") -> Sketch:
    """The note with its quotes and persons blotted out, cut into sentences."""
    lines, quotes = blot_quotes(note.text)
    lines = lines if lines.rstrip()[-1:] in _ENDS else f"{lines.rstrip()}."  # a note may lack its last stop
    lines = mark_orders(note.text, lines, quotes, lexicon.cues)
    whos = find_people(lines, note, people, lexicon.people, date, text)
    blotted = blot_people(lines, whos)
    sentences = tuple(piece for one in note_sentences(lines) for piece in cut_sentence(lines, one))
    return Sketch(note.text, blotted, quotes, whos, sentences, lexicon.cues)


_ENDS = {*".!?…:;,”’\"')]}>—", ""}
"""With what a note may end that needs no stop."""


def read_note(work: WorkRead, note: Note) -> tuple[Claim, ...]:
    """The claims of one note, numbered."""
    claims = (_moved(claim, start) for start, part in cut_note(note) for claim in _read_written(work, part))
    return tuple(replace(claim, id=f"{note.id}-c{number}") for number, claim in enumerate(claims, 1))


def _moved(claim: Claim, start: int) -> Claim:
    """A claim of a stretch, with its words at their place in the whole note."""
    if not start or claim.said is None:
        return claim
    return replace(claim, said=Span(claim.said.start + start, claim.said.end + start))


def _read_written(work: WorkRead, note: Note) -> list[Claim]:
    """The claims of a stretch; the figures that it gives as readings are read as if they were quoted."""
    quoted = quote_up(note, work.lexicon, printed_near(work.layout, note))
    return [quoted.as_written(claim) for claim in _read_stretch(work, quoted.note)]


def _read_stretch(work: WorkRead, note: Note) -> list[Claim]:
    """The claims of a note, or of a stretch of a very long one; what it quotes of another's report counts where it says nothing itself."""
    sketch = sketch_note(note, work.people, work.lexicon, work.date, work.layout.text)
    claims = read_sentences(work, note, sketch, each_sentence(work, sketch))
    if not is_revision_evidence(claims):
        for start, report in quoted_reports(sketch, note, work.lexicon):
            told = sketch_note(report, work.people, work.lexicon, work.date, work.layout.text)
            claims += of_report(read_sentences(work, report, told, each_sentence(work, told)), start, sketch)
    return [_weighable(claim) for claim in _worth_a_look(claims)]


def each_sentence(work: WorkRead, sketch: Sketch) -> Iterator[tuple[Span, bool]]:
    """The sentences of a note, each with whether it goes on about another paper."""
    other = only_named = False
    for number, sentence in enumerate(sketch.sentences):
        carried = other and not (only_named and sketch.begins(sentence, "this word"))
        other = speaks_of_other_paper(sketch, sentence, carried, work.lexicon, work.own) or (
            number > 0 and is_of_enclosure(sketch, sketch.sentences[0], sentence)
        )
        only_named = sketch.begins(sentence, "a mere reference") is not None
        yield sentence, other


def read_sentences(work: WorkRead, note: Note, sketch: Sketch, sentences: Iterable[tuple[Span, bool]]) -> list[Claim]:
    """The claims of these sentences of a note; a later one may complete what an earlier one told."""
    claims: list[Claim] = []
    for sentence, other in sentences:
        if give_words(claims, sketch, sentence):
            continue
        accepted = claims[-1].act if accept(claims, sketch, sentence) else None
        for claim in _read_sentence(work, note, sketch, sentence, other, claims):
            if claim.act is accepted and not _tells_words(claim):
                continue  # "X agreed, and the word was struck out"
            take(claims, claim, work.lexicon, sketch)
    return claims


def _worth_a_look(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; where some are sure, one that does not count stays only if it tells of words."""
    if not is_revision_evidence(claims):
        return list(claims)
    return [claim for claim in claims if claim.is_weighed or not claim.changes_text or _tells_words(claim)]


def _tells_words(claim: Claim) -> bool:
    return bool(claim.target or claim.earlier_reading or claim.later_reading)


def _weighable(claim: Claim) -> Claim:
    """The claim; one that is only possible is weighed nowhere, and says why."""
    if claim.reading is Reading.SURE:
        return claim
    return replace(claim, reason=f"to be looked at: {claim.doubt}" if claim.doubt else claim.reason)


def _read_sentence(
    work: WorkRead, note: Note, sketch: Sketch, sentence: Span, other: bool, earlier: list[Claim]
) -> list[Claim]:
    if _is_by_editors(work.lexicon, sketch, sentence):
        return []
    claims: list[tuple[Clause, Claim]] = []
    of_other_paper = False
    for clause in read_clauses(sketch, sentence, work.lexicon):
        if names_maker(sketch, clause, [made for _, made in claims]):
            told = name_revisers(work, [made for _, made in claims], sketch, clause)
            claims = [(of, made) for (of, _), made in zip(claims, told, strict=True)]
            continue
        if names_maker(sketch, clause, earlier):
            earlier[:] = name_revisers(work, earlier, sketch, clause)
            continue
        struck = claims[-1][1] if claims else None
        points_back = takes_pronoun(sketch, clause) or restores(sketch, clause)
        if struck is None and earlier and points_back and spoken_of(sketch, clause) is None:
            struck = earlier[-1]
        other = other or changes_world(sketch, clause, work.lexicon, work.own)
        told = [*earlier, *(made for _, made in claims)]
        carried = other or (of_other_paper and clause.is_participle(sketch.lines))
        made = list(_read_clause(work, note, sketch, clause, carried, struck, find_maker(work, sketch, clause, told)))
        of_other_paper = bool(made) and all(one.doing == Doing.OTHER_PAPER.value for one in made)
        if (paired := pair_up(claims, clause, made, sketch, work.lexicon, note.at)) is not None:
            claims = paired
            continue
        for claim in made:
            claim = of_quoted(sketch, clause, claim)
            if not puts_back(sketch, clause, struck) and any(is_same(claim, before) for before in told):
                continue
            if any(says_again(claim, before) for _, before in claims):
                continue
            if claims and clause.of_noun and claims[-1][0].voice is Voice.NOUN:
                claims.pop()
            if claims and tells_how(sketch, claims[-1], clause, claim):
                claims.pop()
            if clause.wish:
                claim = carry_out(sketch, clause, claim)
            if claims and (narrowed := narrow(claims[-1], clause, claim, sketch, work.lexicon)) is not None:
                claims[-1] = (clause, narrowed)
            elif claims and completes(claims[-1], clause, claim, sketch, work.lexicon):
                claims[-1] = (clause, merge(claims[-1][1], claim, note.at))
            else:
                claims.append((clause, claim))
    return [claim for _, claim in without_general(sketch, claims)]


def _is_by_editors(lexicon: Lexicon, sketch: Sketch, sentence: Span) -> bool:
    """Whether a sentence tells of the modern editors' own doing, and not of a correction that was made on the paper or after a garble."""
    signs = [match.group().lower() for match in lexicon.editors.finditer(sketch.lines, sentence.start, sentence.end)]
    by_hand = lexicon.by_hand.search(sketch.lines, sentence.start, sentence.end)
    if all("garble" in sign for sign in signs):
        return bool(signs) and sketch.has(sentence, "corrected to read quoted words") is None
    return "corrected" not in signs[0] or not (by_hand or _in_state(lexicon, sketch, sentence))


def _in_state(lexicon: Lexicon, sketch: Sketch, sentence: Span) -> bool:
    """Whether a sentence begins with the state in which something was done ("in the signed copy “a” has been corrected to “b”")."""
    states = (
        state.search(sketch.lines, sentence.start, sentence.end)
        for state in (lexicon.later_state, lexicon.earlier_state)
    )
    return any(found and sketch.is_all(Span(sentence.start, found.start()), "in a") for found in states)


def _kind_of(claim: Claim, judged: Doing) -> Doing:
    """The kind of doing that the act itself settles, or else the one judged."""
    if claim.act is Act.APPROVE:
        return Doing.DECISION
    if claim.act in {Act.COMMENT, Act.UNDERLINE}:
        return Doing.BESIDE
    if claim.drafts_whole:
        return Doing.WHOLE
    return judged


_NO_CHANGE = {Act.APPROVE, Act.COMMENT}
"""What was initialed or noted and then crossed out changes no text."""


def settle_doing(claim: Claim, judgement: Judgement) -> Claim:
    """The claim with its kind of doing: only a change of this text is one, and a doubtful one is only possible."""
    claim = replace(claim, doing=_kind_of(claim, judgement.doing).value, doubt=judgement.doubt)
    if not claim.changes_text or not claim.actual:
        return claim
    match judgement.doing:
        case Doing.BESIDE:
            return replace(claim, act=Act.COMMENT)
        case Doing.DECISION:
            return replace(claim, act=Act.APPROVE)
        case Doing.TEXT:
            return replace(claim, reading=Reading.POSSIBLE if judgement.doubt else Reading.SURE)
    return replace(claim, actual=False, reason="suggested only, or done to another paper")


def _read_clause(
    work: WorkRead,
    note: Note,
    sketch: Sketch,
    clause: Clause,
    carried: bool,
    struck: Claim | None,
    makers: tuple[str, ...],
) -> Iterator[Claim]:
    """The claims of one clause; `struck` is what the clause before it told of, `makers` whose change it gives particulars of."""
    heard = hear(work, note, sketch, clause, struck)
    is_struck = struck is not None and struck.act is Act.DELETE
    if not is_of_text(sketch, clause, heard.has_place, is_struck, work.lexicon) or is_notation(sketch, heard):
        return
    act = choose_act(sketch, clause, heard.expression, is_struck, heard.readings, work.lexicon)
    if act is None:
        return
    act = settle_act(work, sketch, heard, act)
    instructed = is_instructed(sketch, clause)
    about_other = not instructed and is_about_other(sketch, clause, carried, work.lexicon, work.own)
    actual = not about_other and (not clause.wish or instructed)
    found = list(find_what(work, note, sketch, heard, act))
    for his, one in zip(each_with_his_own(sketch, clause, len(found)), found, strict=True):
        claim = make_claim(work, note, sketch, his, act, one, actual and (not instructed or bool(one.place.span)))
        if instructed:
            claim = replace(claim, revisers=(), candidates=(), certainty=Certainty.UNKNOWN)
        if (
            struck is not None
            and struck.act in _NO_CHANGE
            and act is Act.DELETE
            and heard.expression is None
            and takes_pronoun(sketch, clause)
        ):
            claim = replace(claim, act=struck.act)
        claim = settle_doing(
            claim,
            judge(
                Told(
                    ClauseView(sketch, clause, work.lexicon),
                    claim,
                    note,
                    work.own,
                    struck is not None,
                    work.authors,
                    work.numbers,
                )
            ),
        )
        if heard.backward and struck is not None and struck.doubt == OTHER_PAPER:
            claim = replace(claim, reading=Reading.POSSIBLE, doubt=OTHER_PAPER)
        yield replace(claim, revisers=makers, certainty=Certainty.HIGH) if makers and not claim.persons else claim
