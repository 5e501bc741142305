"""Whether a clause speaks of written words at all ("added the word", not "added that he agreed")."""

import re

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.doing.other_papers import NEAR
from provenance.evidence.doing.whole_texts import takes_whole, writes_whole
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.testimony import Act

CHANGING = {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE, Act.DRAFT, Act.REVISE}

_A_PART = re.compile(
    r"\s+(?:a|an|another|one|two|three|several|some|the|this)\s+(?:[\w-]+\s+){0,2}?(?:sentence|paragraph|phrase|clause|passage|postscript|word|subparagraph)s?\b(?!\s+from\s+(?:his|her|the)\s+speech)"
)

_KINDS_OF_CHANGE = (
    "minor|stylistic|substantive|editorial|drafting|textual|verbal|extensive|several|few|some|numerous|substantial|slight|certain|major|"
    "small|wording|final|handwritten|further|additional|many|only|a|two|three|one|significant|important|considerable|other|various"
)

_MADE_CHANGES = re.compile(rf"\bma[dk]es?\s+(?:(?:{_KINDS_OF_CHANGE}),?\s+(?:and\s+|but\s+)?)*\Z")

_CONTAINS = re.compile(
    r"\b(?:text|draft|copy|version|letter|message|telegram|memorandum|paper|statement|it)\s(?:also\s)?(?:contain|bear|show|includ|ha)(?:s|ed|d|es)?\s(?:\w+\s){0,3}?(?:editorial|drafting|stylistic|verbal|textual|minor|slight|handwritten)\s(?:\w+\s){0,2}\Z"
)
"""What a text is said to contain, whoever made it ("the text contained minor editorial changes")."""

_WERE_MADE = re.compile(
    r"(?:\s+and\s+\w+)?\s+(?:was|were|had been|have been)\s+(?:[a-z]+ly\s+|then\s+|later\s+|also\s+)?made\b"
)
"""Changes of which it is not said who made them ("minor changes were made in the text")."""

_IN_PLACE = re.compile(r"\b(?:in (?:its|their) place|instead)\s+(?:\S+\s+)?(?:had\s+)?\Z")

_OF_PENCIL = re.compile(
    r"\b(?:pencil|penciled|pencilled|ink|inked|handwritten|hand-written|manuscript|longhand|holograph)\s+(?:\w+\s+){0,2}\Z"
)

_CARRIES = re.compile(
    rf"\b(?:(?:incorporat|reflect|embod)\w*|(?:retyped|reissued|sent|returned)(?:\s+\w+){{0,2}}?\s+with)\s+(?:(?:all|some|most|several)\s+(?:of\s+)?)?[{OWNER}]+\s+(?:\w+\s+){{0,2}}\Z"
)
"""What a text is said to carry ("retyped to incorporate X’s changes")."""

_NOTED = re.compile(
    r"(?:,?\s+which|,?\s+that)?\s+(?:(?:are|is|was|were|have been)\s+(?:\w+\s+)?|(?=\w+\s+(?:in|below|by)\b))"
    r"(?:noted|indicated|shown|printed|incorporated|reflected|marked|footnoted|recorded|given|described|listed|identified|set out|set forth)\b"
)


def is_of_text(sketch: Sketch, clause: Clause, has_place: bool, after_deletion: bool, lexicon: Lexicon) -> bool:
    """Whether the clause speaks of written words at all ("added the word", not "added that he agreed")."""
    if clause.wording.textual or clause.voice is Voice.PHRASE:
        return True
    lines = sketch.lines
    in_place = _IN_PLACE.search(lines, clause.sentence.start, clause.span.start)
    if (
        not in_place
        and clause.wording.name != "write in"
        and clause.voice is not Voice.NOUN
        and not _takes_following(sketch, clause, lexicon)
        and re.match(
            r"\s*(?:,\s|,[^,;.]{1,100},\s)?that\b|\s*[:,]\s*[“\"]", lines[clause.span.end : clause.span.end + 112]
        )
    ):
        return False
    if (has_place and clause.voice is not Voice.NOUN) or clause.wording.act not in CHANGING:
        return True
    if after_deletion and clause.voice is Voice.ACTIVE and re.match(r"\s+[“\"]", lines[clause.span.end :][:3]):
        return True
    if clause.voice is not Voice.NOUN and _takes_part(sketch, clause, lexicon):
        return True
    if clause.wording.name.startswith("write") and _is_written_here(lines, clause, after_deletion, lexicon):
        return True
    if (
        lines[clause.span.start : clause.span.end]
        .lower()
        .startswith(("handwr", "hand-wr", "penned", "pencil", "inked"))
    ):
        return True
    own = lines[clause.before.start : clause.after.end]
    by_hand = lexicon.by_hand.search(own) or re.search(rf"\bin\s+[{OWNER}]+\s+(?:own\s+)?hand\b", own)
    if clause.voice is Voice.PASSIVE and _is_part_in_state(sketch, clause, lexicon):
        return True
    if clause.voice is Voice.NOUN and clause.wording.act is not Act.REVISE:
        return (
            has_place
            or _is_of_part(clause, lexicon)
            or tells_of_several(lines, clause)
            or bool(by_hand and sketch.quotes_in(clause.after))
        )
    if clause.voice is Voice.NOUN:
        if not clause.whos and (made := _WERE_MADE.match(lines, clause.span.end)):
            return _of_document(lines, clause, lexicon) or _ends_clause(lines, made.end(), clause)
        if not clause.whos and _CONTAINS.search(lines, clause.sentence.start, clause.span.start):
            return True
        if clause.whos and _OF_PENCIL.search(lines, clause.sentence.start, clause.span.start):
            return True
        if has_place and clause.whos:
            return True
        if clause.whos and _makes_changes_only(lines, clause, lexicon):
            return True
        if clause.whos and _CARRIES.search(lines, clause.sentence.start, clause.span.start):
            return bool(lexicon.text_nouns.search(lines, clause.sentence.start, clause.span.start))
        return bool(
            by_hand or (clause.whos and (clause.wording.name == "revision" or _of_document(lines, clause, lexicon)))
        )
    here = re.search(r"\b(?:at this point|here)\b", own, re.IGNORECASE)
    if clause.wording.act is Act.DRAFT:
        return True
    if clause.wording.name == "include":
        return False
    return bool(by_hand or here or (clause.wording.whole and takes_whole(sketch, clause, lexicon)))


def _takes_following(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether "the following sentence", "a phrase" is the subject, and a colon brings in its words."""
    if clause.voice is not Voice.PASSIVE:
        return False
    subject = clause.before.of(sketch.lines).lower().split()
    named = any(word.strip(",") in lexicon.units for word in subject) or subject[-2:-1] == ["following"]
    return (named or subject[-1:] == ["following"]) and bool(sketch.quotes_in(clause.after))


def _takes_part(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the verb takes a part of a text ("omitted a paragraph on oil"), or quoted words in one ("added “a” to the draft")."""
    lines = sketch.lines
    if clause.voice is Voice.ACTIVE and _A_PART.match(lines, clause.span.end, clause.sentence.end):
        return True
    if clause.voice is Voice.PASSIVE and _A_PART.match(f" {clause.before.of(lines).strip().lower()}"):
        return True
    region = clause.before if clause.voice is Voice.PASSIVE else clause.after
    return bool(sketch.quotes_in(region)) and bool(
        re.search(
            rf"[”\"]?\s(?:to|in|into|from|on)\s+(?:the|this|{OWNER}+)\s+(?:\w+\s+){{0,2}}?(?:{lexicon.text_nouns.pattern})",
            lines[clause.span.end : clause.after.end],
            re.IGNORECASE,
        )
    )


def writes_sentence(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a new sentence or paragraph is written, and its words follow ("an additional sentence is handwritten below: “a”")."""
    subject = [word.strip(",") for word in clause.before.of(sketch.lines).lower().split()]
    named = any(lexicon.units.get(word) in {"sentence", "paragraph"} for word in subject)
    new = bool(_NEW & set(subject))
    return clause.voice is Voice.PASSIVE and named and new and bool(sketch.quotes_in(clause.after))


_NEW = {"additional", "following", "another", "further", "new"}


def _is_part_in_state(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a part or mark of a text is said to be gone, or new, in another state of it ("in a later draft the date was omitted")."""
    patient, lines, sentence = clause.patient, sketch.lines, clause.sentence
    if patient is None or not (patient.head in lexicon.units or patient.head in lexicon.papers["parts"]):
        return False
    return any(
        _IN.search(lines, sentence.start, match.start())
        for state in (lexicon.later_state, lexicon.earlier_state)
        for match in state.finditer(lines, sentence.start, sentence.end)
    )


_IN = re.compile(r"\b(?:in|from|to)\s+(?:(?:a|an|the|this|its)\s+)?\Z", re.IGNORECASE)


def _ends_clause(lines: str, at: int, clause: Clause) -> bool:
    """Whether changes "were made", full stop, of which the sentence tells after something else ("it was discussed, and minor changes were made")."""
    return clause.before.start < clause.span.start and bool(re.match(r"\s*[.;,]", lines[at : at + 3]))


def _is_of_part(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a noun is that of a part of a text ("the deletion of a paragraph on oil", "the addition of a heading")."""
    patient = clause.patient
    kind = lexicon.units.get(patient.head, "") if patient is not None and patient.preposition == "of" else ""
    return kind in {"sentence", "paragraph", "heading", "clause", "phrase"} and not _takes_loose(clause, lexicon)


def _takes_loose(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether what is taken has a name that other things have too ("the addition of an item")."""
    return clause.patient is not None and clause.patient.head in lexicon.papers["loose"]


def _makes_changes_only(lines: str, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether somebody "made minor changes", full stop, in a note that has spoken of a draft or text."""
    return bool(
        _MADE_CHANGES.search(lines[max(clause.sentence.start, clause.span.start - 80) : clause.span.start])
        and re.match(
            r"\s*(?:[.;,)]|(?:before|and|prior|on\s[A-Z]|by hand|himself|herself)\b)", lines[clause.span.end :][:20]
        )
        and lexicon.text_nouns.search(lines, 0, clause.sentence.end)
    )


def _is_written_here(lines: str, clause: Clause, after_deletion: bool, lexicon: Lexicon) -> bool:
    """Whether words were written into the text or beside it: a comment too is written, but a book is not meant."""
    rest = lines[clause.span.end : clause.after.end]
    if writes_whole(lines, clause):
        return True
    if lexicon.comment_places.search(lines, clause.sentence.start, clause.sentence.end) or after_deletion:
        return True
    direct = re.match(r"\s*[“\"]", rest) and clause.wording.name == "write in"
    return bool(
        direct
        or re.search(
            r"\b(?:above|over|in place of|in its place|at the (?:end|beginning) of (?:this|the) (?:sentence|paragraph|line))\b",
            rest,
        )
    )


def tells_of_several(lines: str, clause: Clause) -> bool:
    """Whether it speaks of somebody's additions or deletions all together ("Smith’s additions are noted below")."""
    plural = lines[clause.span.start : clause.span.end].lower().endswith("s")
    return clause.voice is Voice.NOUN and plural and bool(clause.whos)


def _of_document(lines: str, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the noun is followed by "in the draft", "to this letter"."""
    rest = lines[clause.span.end : min(clause.sentence.end, clause.span.end + NEAR)]
    if _NOTED.match(rest):
        return True
    return bool(
        re.match(
            rf"[^.;]{{0,40}}?\b(?:in|on|to|of)\s+(?:the|this|his|an?)\s+(?:[\w{AGENT}{OWNER}]+\s+){{0,3}}?(?:{lexicon.text_nouns.pattern})"
            r"|\s+(?:in|on|to)\s+(?:it|them)\b",
            rest,
            re.IGNORECASE,
        )
    )
