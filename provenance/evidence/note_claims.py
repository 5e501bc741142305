"""The claims of a work's notes: who, as the editors say, did what to which words, resolved against the text.

Each note is sketched (quotes and persons blotted out), read sentence by sentence for what it says was done, and
each saying becomes a claim: act, revisers, hedge, readings before and after, and the place in the version's text.
Nothing is dropped in silence: what was only suggested, or done to another paper, is kept as not actual.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.evidence.layout import Layout
from provenance.evidence.lexicon import Lexicon, Side
from provenance.evidence.people import find_people
from provenance.evidence.places import Expression, Place, Resolver, read_expressions
from provenance.evidence.readings import Readings, read_readings
from provenance.evidence.sayings import PEOPLE, Saying, Voice, read_sayings
from provenance.evidence.sketch import Sketch, blot_people, blot_quotes, note_sentences
from provenance.evidence.topics import (
    changes_world,
    is_about_other,
    is_of_enclosure,
    is_of_text,
    speaks_of_other_paper,
    tells_of_several,
    whole_text,
    writes_whole,
)
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Mark, Note, Person, Scope, Target
from provenance.model.versions import Version


def read_claims(
    notes: Sequence[Note],
    version: Version,
    lexicon: Lexicon,
    people: Sequence[Person],
    source: str,
    date: str | None = None,
    marks: Sequence[Mark] = (),
) -> tuple[Claim, ...]:
    """All claims that the notes of one work make, in the order of the notes, resolved against the version's text.

    `people` are the persons known from the same source; `date` (ISO 8601) is the document's, by which offices are
    resolved; `marks` are changes that the source itself records, to which "these words" may point.
    """
    layout = Layout(version)
    reading = _Reading(layout, lexicon, tuple(people), source, date, tuple(marks))
    return tuple(claim for note in notes if lexicon.is_triggered(note.text) for claim in reading.claims_of(note))


def sketch_note(note: Note, people: Sequence[Person], lexicon: Lexicon, date: str | None) -> Sketch:
    """The note with its quotes and persons blotted out, cut into sentences."""
    lines, quotes = blot_quotes(note.text)
    whos = find_people(lines, note, people, lexicon.people, date)
    return Sketch(note.text, blot_people(lines, whos), quotes, whos, note_sentences(lines))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a saying is about: a place in the text, and the quoted words before and after."""

    place: Place
    earlier: str | None = None
    later: str | None = None
    printed: bool | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one work's notes: the text, the lexicon, the people."""

    layout: Layout
    lexicon: Lexicon
    people: tuple[Person, ...]
    source: str
    date: str | None
    marks: tuple[Mark, ...]

    def claims_of(self, note: Note) -> tuple[Claim, ...]:
        """The claims of one note, numbered."""
        sketch = sketch_note(note, self.people, self.lexicon, self.date)
        claims: list[Claim] = []
        other = False
        for number, sentence in enumerate(sketch.sentences):
            other = speaks_of_other_paper(sketch.lines, sentence, other, self.lexicon) or (
                number > 0 and is_of_enclosure(sketch.lines, sketch.sentences[0], sentence)
            )
            for claim in self._sentence_claims(note, sketch, sentence, other, claims):
                _take(claims, claim, self.lexicon, sketch)
        return tuple(replace(claim, id=f"{note.id}-c{number}") for number, claim in enumerate(claims, 1))

    def _sentence_claims(
        self, note: Note, sketch: Sketch, sentence: Span, other: bool, earlier: list[Claim]
    ) -> list[Claim]:
        if self.lexicon.editors.search(sketch.lines, sentence.start, sentence.end):
            return []
        claims: list[tuple[Saying, Claim]] = []
        for saying in read_sayings(sketch, sentence, self.lexicon):
            if _names_maker(sketch, saying, [made for _, made in claims]):
                told = self._named([made for _, made in claims], sketch, saying)
                claims = [(of, made) for (of, _), made in zip(claims, told, strict=True)]
                continue
            if _names_maker(sketch, saying, earlier):
                earlier[:] = self._named(earlier, sketch, saying)
                continue
            struck = claims[-1][1] if claims else None
            if struck is None and earlier and _takes_pronoun(sketch, saying):
                struck = earlier[-1]
            other = other or changes_world(sketch, saying, self.lexicon)
            told = [*earlier, *(made for _, made in claims)]
            for claim in self._saying_claims(note, sketch, saying, other, struck, self._maker_of(sketch, saying, told)):
                if any(_same(claim, before) for before in earlier) or any(_same(claim, before) for _, before in claims):
                    continue
                if any(_says_again(claim, before) for _, before in claims):
                    continue
                if claims and saying.of_noun and claims[-1][0].voice is Voice.NOUN:
                    claims.pop()
                if saying.wish:
                    claim = _carried_out(sketch, saying, claim)
                if claims and _completes(claims[-1], saying, claim, sketch):
                    claims[-1] = (saying, _merged(claims[-1][1], claim))
                else:
                    claims.append((saying, claim))
        return [claim for _, claim in claims]

    def _named(self, told: Sequence[Claim], sketch: Sketch, saying: Saying) -> list[Claim]:
        """The claims told of before, those of them that name nobody now with the revisers that a later clause names."""
        names, certainty, hedge = self._who(sketch, saying)
        return [
            replace(
                before,
                revisers=names,
                certainty=certainty,
                hedge=hedge or before.hedge,
                rule=f"{before.rule}, {saying.wording.name}",
            )
            if names and not before.revisers and _is_same_kind(saying.wording.act, before)
            else before
            for before in told
        ]

    def _maker_of(self, sketch: Sketch, saying: Saying, told: Sequence[Claim]) -> tuple[str, ...]:
        """Whose change it is of which a sentence gives the particulars ("X’s revisions … The first is the insertion of “a”")."""
        lead = sketch.lines[max(saying.sentence.start, saying.span.start - 160) : saying.span.start]
        if saying.voice is not Voice.NOUN or not _PARTICULARS.search(lead):
            return ()
        return next((claim.revisers for claim in reversed(told) if claim.act is Act.REVISE and claim.revisers), ())

    def _who(self, sketch: Sketch, saying: Saying) -> tuple[tuple[str, ...], Certainty, str | None]:
        """Who did it, how sure that is, and the word that weakens it."""
        names = tuple(dict.fromkeys(name for who in saying.whos for name in who.names))
        if _leaves_open(sketch, saying):
            names = ()
        hedge = self.lexicon.hedges.search(sketch.lines, saying.before.start, saying.after.end)
        certainty = saying.wording.certainty if names else Certainty.UNKNOWN
        if hedge and certainty is Certainty.HIGH:
            certainty = Certainty.LOW if hedge.group().lower() in {"possibly", "perhaps"} else Certainty.MEDIUM
        return names, certainty, hedge.group() if hedge else None

    def _saying_claims(
        self, note: Note, sketch: Sketch, saying: Saying, carried: bool, struck: Claim | None, makers: tuple[str, ...]
    ) -> Iterator[Claim]:
        is_struck = struck is not None and struck.act is Act.DELETE
        about_other = is_about_other(sketch, saying, carried, self.lexicon)
        readings = read_readings(sketch, saying)
        expression = self._expression(sketch, saying)
        both = bool(readings.earlier and readings.later)
        pointed = self._pointed(note, sketch, saying)
        has_place = (
            expression is not None
            or bool(readings.anchors)
            or both
            or pointed is not None
            or _names_words(sketch, saying)
        )
        backward = (
            struck is not None
            and (struck.act in {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE} or struck.target is not None)
            and _takes_pronoun(sketch, saying)
        )
        has_place = has_place or backward or _is_anchored_before(sketch, saying) or _is_from_words(sketch, saying)
        has_place = has_place or self._quotes_print(note, sketch, saying)
        has_place = has_place or (saying.wish and _DID_SO.search(sketch.lines, saying.span.end) is not None)
        if not is_of_text(sketch, saying, has_place, is_struck, self.lexicon):
            return
        act = _act(sketch, saying, expression, is_struck, readings, self.lexicon)
        if act is None:
            return
        if act is Act.REVISE and saying.voice is Voice.ACTIVE and (backward or both):
            act = saying.wording.act
        if act in {Act.DELETE, Act.INSERT, Act.REPLACE} and _is_decision(sketch, readings, self.lexicon):
            act = Act.APPROVE
        reads = saying.match is not None and (readings.earlier or readings.later)
        if act is Act.INSERT and struck is not None and _marks_only(sketch, saying, struck):
            act = Act.COMMENT
        if reads and re.search(r"\b(?:notation|stamp|note)\b", sketch.lines[saying.sentence.start : saying.span.start]):
            return
        if act is Act.DELETE and readings.later and saying.voice is not Voice.PHRASE:
            act = Act.REPLACE
        if act is Act.INSERT and pointed is None and readings.earlier and (readings.later or expression is not None):
            act = Act.REPLACE
        whole = act in {Act.REVISE, Act.DRAFT} and expression is None
        if pointed is not None and act not in {Act.COMMENT, Act.APPROVE}:
            readings_here = [
                next((sketch.quoted(span) for span in spans), None) for spans in (readings.earlier, readings.later)
            ]
            told = readings_here if act is Act.REPLACE else [None, None]
            found = [_Found(pointed, told[0], told[1], _printed(saying, act, pointed))]
        elif backward and struck and not readings.earlier and not readings.later:
            span = struck.target.span if struck.target else None
            words = struck.earlier_reading or struck.later_reading
            told = [struck.later_reading or words, None] if act is Act.DELETE else [None, words]
            found = [_Found(Place(struck.scope, span), told[0], told[1], struck.printed)]
        elif whole:
            found = [_Found(self._labelled(saying))]
        else:
            found = list(self._found(note, sketch, saying, act, expression, readings))
        for one in found:
            claim = self._claim(note, sketch, saying, act, one, not about_other and not saying.wish)
            yield replace(claim, revisers=makers, certainty=Certainty.HIGH) if makers and not claim.revisers else claim

    def _resolver(self, note: Note) -> Resolver:
        """What finds places in the text as they are seen from the note's marker."""
        at = note.at if note.place is AnchorPlace.TEXT else None
        version = self.layout.version.id
        return Resolver(self.layout, at, self.lexicon, [mark.span for mark in self.marks if mark.version == version])

    def _quotes_print(self, note: Note, sketch: Sketch, saying: Saying) -> bool:
        """Whether the verb takes quoted words that stand in the paragraph at the marker ("added “in all candor”")."""
        direct = re.match(r"\s+(?:both\s+)?[“\"]", sketch.lines[saying.span.end : saying.after.end])
        if saying.voice is not Voice.ACTIVE or not direct or note.at is None or note.place is not AnchorPlace.TEXT:
            return False
        words, holder = sketch.quoted(sketch.quotes_in(saying.after)[0]), self.layout.paragraph_at(note.at)
        return holder is not None and bool(self.layout.nearest(words.rstrip(" .?!"), note.at, holder))

    def _pointed(self, note: Note, sketch: Sketch, saying: Saying) -> Place | None:
        """The place that quoted words mark out: everything after them, from the first to the last, the sentence that begins so."""
        resolver = self._resolver(note)
        behind = saying.voice in {Voice.PASSIVE, Voice.NOUN} and sketch.quotes_in(saying.before)
        region = saying.before if behind else saying.after
        lines = sketch.lines[region.start : region.end]
        quotes = [sketch.quoted(quote) for quote in sketch.quotes_in(region)]
        if saying.wording.act is Act.REPLACE and re.match(r"\s+(?:this|it)\s*(?:to read|as follows|so|:|[“\"])", lines):
            return resolver.like(quotes[0] if quotes else "") or resolver.at_marker()
        if not quotes:
            return None
        if re.search(
            r"\b(?:everything|all|the rest|the remainder|the text|the words)\s+(?:of the (?:sentence|paragraph)\s+)?(?:that follow(?:s|ed)|after|following|beyond)\s+(?:the (?:words?|phrase)\s+)?[“\"]",
            lines,
        ):
            return resolver.after(quotes[0])
        if (
            len(quotes) > 1
            and re.search(
                r"\bfrom\s+(?:the (?:words?|phrase)\s+)?[“\"][^”\"]*[”\"]\s+(?:on\s+)?(?:to|through|until)\s+(?:the (?:words?|phrase)\s+)?[“\"]",
                lines,
            )
            and saying.wording.act is not Act.REPLACE
        ):
            return resolver.between(quotes[0], quotes[1])
        named = re.search(
            r"\b(?:[Tt]he|[Aa])\s+(sentence|paragraph|passage|clause|phrase|words?)s?\s+(?:that\s|which\s)?(?:begin(?:s|ning)|start(?:s|ing)|opening|containing)(?:\s+with)?(?:\s+the words?)?[,:]?\s*[“\"]",
            lines,
        )
        return resolver.beginning(named[1].lower().removesuffix("s"), quotes[0]) if named else None

    def _labelled(self, saying: Saying) -> Place:
        """The whole text, or the part of it that bears the number or letter named in the phrase."""
        label = saying.match["label"] if saying.match and "label" in saying.match.re.groupindex else None
        span = self.layout.numbered(label) if label else None
        return Place(Scope.PART_OF_PARAGRAPH, span) if span else Place(Scope.DOCUMENT)

    def _expression(self, sketch: Sketch, saying: Saying) -> Expression | None:
        """The expression for a part of the text that the saying takes as its object."""
        if saying.match is not None:
            spans = [
                Span(*saying.match.span(name))
                for name in saying.match.re.groupindex
                if name.startswith("unit") and saying.match[name] is not None
            ]
            if (saying.wording.covers_whole and not spans) or saying.wording.beside:
                return None
            instead = re.match(r"\s*(?:for|in place of|instead of|in lieu of)\s", sketch.lines[saying.span.end :][:14])
            regions = [*spans, saying.span, saying.before, *([saying.after] if instead else [])]
        elif saying.voice is Voice.PASSIVE:
            regions = [saying.before, saying.after]
        elif saying.voice is Voice.ACTIVE and re.match(r"\s+(?:out\s+)?(?:it|them)\b", sketch.lines[saying.span.end :]):
            regions = [Span(saying.sentence.start, saying.span.start)]
        else:
            regions = [saying.after, *([saying.before] if saying.voice is Voice.NOUN else [])]
        for region in regions:
            expressions = [e for e in read_expressions(sketch, region, self.lexicon) if _is_object(sketch, saying, e)]
            if expressions:
                return expressions[-1] if saying.voice is Voice.PASSIVE and region == saying.before else expressions[0]
        return None

    def _found(
        self, note: Note, sketch: Sketch, saying: Saying, act: Act, expression: Expression | None, readings: Readings
    ) -> Iterator[_Found]:
        """What the saying is about, once for each pair of readings."""
        resolver = self._resolver(note)
        cues = [sketch.quoted(cue) for cue in readings.cues]
        earlier, later = ([sketch.quoted(span) for span in spans] for spans in (readings.earlier, readings.later))
        if expression is not None and "following" in expression.steps and (earlier or later):
            expression = None
        own = expression is not None and (
            re.search(r"\b(?:its|their)\s+\Z", sketch.lines[max(0, expression.span.start - 8) : expression.span.start])
            or (not earlier and not later and _only_holds(sketch, saying, expression))
        )
        if expression is not None and (own or (act is Act.DELETE and _is_indefinite(sketch, expression))):
            yield _Found(Place(Scope.UNKNOWN), next(iter(earlier), None), next(iter(later), None))
            return
        if expression is not None and _is_bracketed(sketch, expression):
            place = resolver.brackets()
            yield _Found(place, printed=_printed(saying, act, place))
            return
        if expression is not None and expression.part is not None:
            cues = [sketch.quoted(cue) for cue in sketch.quotes_in(Span(expression.span.end, saying.sentence.end))]
            earlier, later = [], []
        if expression is not None and (
            (not earlier and not later)
            or (
                expression.unit in {"sentence", "paragraph", "clause", "heading"}
                and ((saying.match is not None and not (earlier and later)) or _names_unit(sketch, saying, expression))
            )
        ):
            place = resolver.resolve(expression, cues)
            if act is not Act.MOVE and place.span is None and cues:
                place = resolver.beginning(expression.unit, cues[0])
            if act is Act.REPLACE and place.span is None:
                place = next((like for reading in (*later, *earlier) if (like := resolver.like(reading))), place)
            yield _Found(place, next(iter(earlier), None), next(iter(later), None), _printed(saying, act, place))
            return
        if not earlier and not later:
            place = resolver.beginning("sentence", cues[0]) if cues else Place(Scope.UNKNOWN)
            if place.span is None and saying.wording.printed and saying.wording.act is Act.INSERT:
                place = resolver.at_marker() if not saying.before.of(sketch.lines).strip() else place
            yield _Found(place, printed=_printed(saying, act, place))
            return
        for number in range(max(len(earlier), len(later))):
            before = (
                earlier[number] if number < len(earlier) else (earlier[-1] if earlier and act is Act.REPLACE else None)
            )
            after = later[number] if number < len(later) else (later[-1] if later and act is Act.REPLACE else None)
            here = re.search(
                r"\b(?:at this point|here)\b", sketch.lines[saying.before.start : saying.after.end], re.IGNORECASE
            )
            one = self._worded(resolver, saying, act, before, after, here is not None and act is not Act.REPLACE)
            long_enough = len((before or after or "").split()) >= 3
            if (
                act is Act.REPLACE
                and expression is not None
                and one.place.span is None
                and not one.place.candidates
                and long_enough
            ):
                one = replace(one, place=resolver.resolve(expression, cues))
            yield one

    def _worded(
        self, resolver: Resolver, saying: Saying, act: Act, before: str | None, after: str | None, here: bool
    ) -> _Found:
        """The place of quoted readings: of the later words where they are printed, else of the earlier."""
        printed = saying.wording.printed
        now = resolver.quoted(after) if after and printed is not False else Place(Scope.PHRASE)
        if here and now.span and resolver.at is not None and not self._is_here(after or "", now.span, resolver.at):
            now = Place(Scope.PHRASE)
        if now.span or now.candidates:
            then = resolver.quoted(before) if before and printed is None else Place(Scope.PHRASE)
            if (
                then.span
                and now.span
                and resolver.at is not None
                and _gap(then.span, resolver.at) < _gap(now.span, resolver.at)
            ):
                return _Found(then, before, after, False)
            return _Found(now, before, after, True)
        then = resolver.quoted(before) if before and printed is not True else Place(Scope.PHRASE)
        if here and then.span and resolver.at is not None and _gap(then.span, resolver.at) > 3:
            then = Place(Scope.PHRASE)
        if then.span or then.candidates:
            return _Found(then, before, after, False)
        like = resolver.like(after or before or "") if act is Act.REPLACE else None
        if like is None and act is Act.REPLACE and not (before and after):
            like = resolver.counterpart(after or before or "")
        if like:
            return _Found(like, before, after, printed)
        return _Found(Place(Scope.PHRASE), before, after, {Act.INSERT: False, Act.DELETE: True}.get(act, printed))

    def _is_here(self, words: str, span: Span, at: int) -> bool:
        """Whether words said to have been put "here" are those of the text: at the marker, or, if several, in its sentence."""
        sentence = self.layout.sentence_at(at)
        return _gap(span, at) <= 3 or (len(words.split()) > 2 and sentence is not None and sentence.contains(span))

    def _claim(self, note: Note, sketch: Sketch, saying: Saying, act: Act, found: _Found, actual: bool) -> Claim:
        names, certainty, hedge = self._who(sketch, saying)
        said = _said(sketch, saying)
        place, version = found.place, self.layout.version.id
        target = Target(version, place.span, place.start, place.end) if place.span is not None else None
        return Claim(
            id=note.id,
            work=note.work,
            revisers=names,
            act=act,
            scope=place.scope,
            certainty=certainty,
            quote=said.of(sketch.text),
            source=self.source,
            note=note.id,
            said=said,
            rule=saying.wording.name,
            target=target,
            places=tuple(Target(version, span) for span in place.candidates),
            earlier_reading=found.earlier,
            later_reading=found.later,
            printed=found.printed,
            hedge=hedge,
            actual=actual,
            caveats=_caveats(sketch, self.lexicon),
            reason="the note names several and chooses none"
            if _leaves_open(sketch, saying)
            else _reason(target, place, actual),
        )


def _leaves_open(sketch: Sketch, saying: Saying) -> bool:
    """Whether the note names several and does not say which of them it was ("X or Y added")."""
    pairs = zip(saying.whos, saying.whos[1:], strict=False)
    return any(re.search(r"\bor\b", sketch.lines[one.span.end : other.span.start]) for one, other in pairs)


def _names_words(sketch: Sketch, saying: Saying) -> bool:
    """Whether quoted words are brought in as words ("the word “a”", "the names “b” and “c”")."""
    for region in (saying.before, saying.after):
        for quote in sketch.quotes_in(region):
            lead = sketch.lines[region.start : quote.start - 1]
            if re.search(
                r"\b(?:words?|names?|phrases?|terms?|sentences?|clauses?|figures?|numbers?|dates?|title|article|expressions?|passage|letters?|comma|paragraph)\s*[:,]?\s*\Z",
                lead,
            ):
                return True
    quotes = sketch.quotes_in(saying.before) if saying.voice is Voice.PASSIVE else ()
    return bool(quotes) and bool(
        re.fullmatch(
            r"\s*(?:was|were|is|are|has been|have been|had been)?\s*(?:then|later|also)?\s*",
            sketch.lines[quotes[-1].end + 1 : saying.span.start],
        )
    )


def _is_decision(sketch: Sketch, readings: Readings, lexicon: Lexicon) -> bool:
    """Whether all words changed are options offered for a decision ("crossed out “Disapprove”")."""
    words = [sketch.quoted(quote).strip(" .,!") for quote in (*readings.earlier, *readings.later)]
    return bool(words) and all(word[:1].isupper() and word.lower() in lexicon.options for word in words)


def _marks_only(sketch: Sketch, saying: Saying, before: Claim) -> bool:
    """Whether words were written above others that had only been underlined: a comment on them."""
    underlined = (
        before.act is Act.UNDERLINE and "circled" not in sketch.lines[saying.sentence.start : saying.span.start]
    )
    return underlined and saying.wording.name in {"write in", "write by hand"}


def _is_anchored_before(sketch: Sketch, saying: Saying) -> bool:
    """Whether the sentence opens with where the words were put ("After “world,” he added …")."""
    quoted = bool(sketch.quotes_in(saying.after) and sketch.quotes_in(saying.before))
    return quoted and bool(
        re.search(
            r"\b(?:after|before|following|preceding|between|above|over|in place of|instead of)\s+(?:the\s+)?(?:words?\s+|phrase\s+|figure\s+|name\s+)?[“\"]",
            sketch.lines[saying.before.start : saying.span.start],
            re.IGNORECASE,
        )
    )


def _is_from_words(sketch: Sketch, saying: Saying) -> bool:
    """Whether the verb is followed by what the words had been ("changed from “a”", "softened this from “b”")."""
    return saying.wording.act is Act.REPLACE and bool(
        re.match(
            r"\s+(?:(?:(?:this|it)\s+)?from\s+(?:the\s+words?\s+)?|(?:this|it)\s+to\s+(?:read,?\s+)?)[“\"]",
            sketch.lines[saying.span.end : saying.after.end],
        )
    )


def _is_indefinite(sketch: Sketch, expression: Expression) -> bool:
    """Whether the part is one that nobody has pointed at ("two sentences were cut"): it is not printed."""
    definite = {
        "this",
        "these",
        "that",
        "the",
        "previous",
        "preceding",
        "foregoing",
        "present",
        "entire",
        "whole",
        "last",
        "first",
        "final",
        "second",
        "third",
        "next",
        "following",
    }
    lead = sketch.lines[max(0, expression.span.start - 6) : expression.span.start].lower()
    if re.search(r"\b(?:an?|another|one)\s*\Z", lead) and expression.index is None:
        return True
    return (
        not definite & set(expression.steps)
        and expression.index is None
        and expression.part is None
        and not expression.rest
        and not re.search(r"\b(?:the|these|this|both)\s*\Z", lead)
    )


def _is_object(sketch: Sketch, saying: Saying, expression: Expression) -> bool:
    """Whether the expression is what the saying takes, not where a quoted reading or another thing stands."""
    if expression.unit == "passage" and not set(expression.steps) & {"this", "these", "the", "following", "preceding"}:
        return False
    if expression.unit in {"word", "phrase"} and re.match(r",?\s?[“\"]", sketch.lines[expression.span.end :][:3]):
        return False
    lead = sketch.lines[max(saying.sentence.start, expression.span.start - 24) : expression.span.start]
    if re.match(
        r"(?:preceding|following|succeeding|above|below)\s+(?:this|the|these)\s", expression.span.of(sketch.lines)
    ):
        return False
    if (
        saying.voice is Voice.NOUN
        and expression.span.start >= saying.span.end
        and expression.span.start > saying.span.end + 70
    ):
        return False
    return not re.search(
        r"(?i:\bat|\bbetween|\bnear|\bopposite|\bbeside|\bnext to|\babove|\bbeneath|\bbelow|\bunder|\bpreceding|\bfollowing|\bafter|\bbefore|\bin reference to|\bfootnote)\s+\Z",
        lead,
    )


def _only_holds(sketch: Sketch, saying: Saying, expression: Expression) -> bool:
    """Whether the part only holds what was put in or taken out ("the reference to X was deleted from this sentence")."""
    lead = sketch.lines[max(saying.span.end, expression.span.start - 6) : expression.span.start]
    return (
        saying.wording.act in {Act.INSERT, Act.DELETE}
        and saying.voice in {Voice.ACTIVE, Voice.PASSIVE}
        and expression.span.start >= saying.span.end
        and expression.part is None
        and not expression.rest
        and bool(re.search(r"\b(?:in|from|to|into)\s+\Z", lead))
    )


def _is_bracketed(sketch: Sketch, expression: Expression) -> bool:
    """Whether the expression means what stands in square brackets ("the bracketed words", "two paragraphs in brackets")."""
    own, tail = expression.span.of(sketch.lines), sketch.lines[expression.span.end :][:40]
    return "bracketed" in own or bool(
        re.match(r"\s+(?:that are |printed |enclosed |placed )?(?:with)?in (?:square )?brackets", tail)
    )


def _takes_pronoun(sketch: Sketch, saying: Saying) -> bool:
    """Whether the verb takes "it" or "them": what the verb before it took."""
    rest = sketch.lines[saying.span.end : saying.after.end]
    return saying.voice is Voice.ACTIVE and bool(
        re.match(
            r"\s+(?:out\s+)?(?:it|them|(?:these|this|both)(?!\s+[a-z])|(?:the|these|both) (?:words?|sentences?|phrases?|passages?))\b(?!\s*[“\"])",
            rest,
        )
    )


def _names_unit(sketch: Sketch, saying: Saying, expression: Expression) -> bool:
    """Whether the unit is what was changed and not only what holds the quoted words ("in this sentence")."""
    lead = sketch.lines[max(0, expression.span.start - 12) : expression.span.start]
    tail = sketch.lines[expression.span.end : expression.span.end + 3]
    holds = r"\b(?:in|from|to|into)\s+\Z" if saying.match is not None else r"\b(?:in|of|from|to|into)\s+\Z"
    return not re.search(holds, lead) and not re.match(r"\s?[:,]?\s?[“\"]", tail)


def _act(
    sketch: Sketch,
    saying: Saying,
    expression: Expression | None,
    is_struck: bool,
    readings: Readings,
    lexicon: Lexicon,
) -> Act | None:
    wording = saying.wording
    told = bool(readings.earlier or readings.later)
    if wording.act is Act.REVISE and saying.voice is Voice.NOUN and _TO_QUOTE.match(sketch.lines, saying.span.end):
        return Act.REPLACE
    if wording.name in {"write in", "write by hand"}:
        return _writing_act(sketch, saying, expression, is_struck, lexicon)
    if wording.act is Act.INSERT and _adds_comment(sketch, saying):
        return Act.COMMENT
    if wording.whole and expression is None and not told and whole_text(sketch, saying, lexicon):
        return wording.whole
    if (
        wording.act in {Act.INSERT, Act.DELETE}
        and expression is None
        and not sketch.quotes_in(saying.after)
        and tells_of_several(sketch.lines, saying)
    ):
        return Act.REVISE
    if wording.act is Act.REVISE and expression is not None and saying.voice is Voice.NOUN:
        return Act.REVISE
    return wording.act


_TO_QUOTE = re.compile(r"\s+(?:(?:of|from)\s+[“\"][^”\"]*[”\"],?\s+)?to\s+(?:read,?\s+)?[“\"]")


def _adds_comment(sketch: Sketch, saying: Saying) -> bool:
    """Whether what was added is a remark on the paper ("added a handwritten notation"), not words of its text."""
    rest = sketch.lines[saying.span.end : min(saying.sentence.end, saying.span.end + 80)]
    return bool(
        re.match(
            r"\s*(?:(?:the|a|an|this|his|her|following|handwritten|marginal|typed|brief|personal|last)\s+)*(?:notation|note|comment|remark|marginal|query|postscript note)",
            rest,
        )
    )


_FOR_INSERTION = re.compile(
    r"\b(?:for|to be|marked for)\s+(?:its\s+|their\s+)?(?:insertion|inclusion|inserted|included|addition|added)\b|\b(?:arrow|caret|line)\b[^.;]{0,40}?\b(?:insert|follow|precede|after|before|between|go|placed|belong)\w*\b"
)


def _writing_act(
    sketch: Sketch, saying: Saying, expression: Expression | None, is_struck: bool, lexicon: Lexicon
) -> Act | None:
    """Writing in the margin is a comment; writing words into the text is an insertion."""
    own = sketch.lines[saying.sentence.start : saying.sentence.end]
    if writes_whole(sketch.lines, saying):
        return Act.DRAFT
    if lexicon.comment_places.search(own):
        return Act.INSERT if _FOR_INSERTION.search(own) else Act.COMMENT
    form = sketch.lines[saying.span.start : saying.span.end].lower()
    rest = sketch.lines[saying.span.end : saying.after.end]
    if (
        saying.wording.name == "write in"
        or form.startswith(("handwr", "hand-wr", "pen", "ink"))
        or lexicon.by_hand.search(own)
    ):
        return Act.INSERT if expression or sketch.quotes_in(saying.after) or sketch.quotes_in(saying.before) else None
    if _is_anchored_before(sketch, saying):
        return Act.INSERT
    if re.match(
        r"\s*(?:the\s+)?(?:following\s+)?(?:words?|names?|phrase|sentence|paragraph|date|figure)\b", rest
    ) or re.search(
        r"\b(?:above|over|in place of|in its place|(?:after|before) (?:the words? )?[“\"]|at the (?:end|beginning) of (?:this|the) (?:sentence|paragraph|line))",
        rest,
    ):
        return Act.INSERT
    if is_struck or (saying.voice is Voice.PASSIVE and _names_words(sketch, saying)):
        return Act.INSERT
    return None


def _printed(saying: Saying, act: Act, place: Place) -> bool | None:
    if saying.wording.printed is not None:
        return saying.wording.printed
    if place.span is None:
        return None
    return {Act.INSERT: True, Act.DELETE: False}.get(act)


def _gap(span: Span, at: int) -> int:
    return 0 if span.start <= at <= span.end else min(abs(span.start - at), abs(span.end - at))


_DID_SO = re.compile(
    rf",?;?\s+(?:and|which)\s+(?P<who>{PEOPLE})\s+(?:then\s+|later\s+)?(?:did(?:\s+so)?|complied|made (?:the|this|that|these|those) (?:change|revision|addition|deletion|correction)s?)\b"
)


def _carried_out(sketch: Sketch, saying: Saying, claim: Claim) -> Claim:
    """The claim of what was suggested as one of what was done, where the sentence goes on "and X did so"."""
    did = _DID_SO.search(sketch.lines, saying.span.end, saying.sentence.end)
    if did is None:
        return claim
    names = [name for who in sketch.whos if Span(*did.span("who")).overlaps(who.span) for name in who.names]
    certainty = Certainty.HIGH if names else Certainty.UNKNOWN
    return replace(claim, revisers=tuple(dict.fromkeys(names)), actual=True, certainty=certainty, reason="")


_PARTICULARS = re.compile(
    r"\b[Tt]he\s+(?:first|second|third|fourth|other|only|one|major|main|principal|chief|most\s+important|last)\b[^.;“”]{0,40}?\s(?:is|was)\s+(?:the|an?)\s+(?:\w+\s+)?\Z"
)
_THE_CHANGE = re.compile(
    r"\b(?:the|this|that|these|those|both|all|all of the|each of the|such)\s+(?:(?:above|last|same|two|three)\s+){0,2}\Z",
    re.IGNORECASE,
)
_IS_MADE = re.compile(
    r"\s+(?:here\s+)?(?:is|are|was|were|has been|have been|appears?|seems?)\b|\W*\Z|,?\s+(?:which|apparently|probably|presumably)\b"
)


def _names_maker(sketch: Sketch, saying: Saying, told: Sequence[Claim]) -> bool:
    """Whether "the change", "these deletions" are those told of before, so that only their maker is new."""
    lead = sketch.lines[max(saying.sentence.start, saying.span.start - 40) : saying.span.start]
    if saying.voice is not Voice.NOUN or sketch.quotes_in(saying.after):
        return False
    rest = sketch.lines[saying.span.end : saying.sentence.end]
    return bool(_THE_CHANGE.search(lead) and _IS_MADE.match(rest)) and any(
        _is_same_kind(saying.wording.act, before) for before in told
    )


def _is_same_kind(act: Act, before: Claim) -> bool:
    if not before.changes_text or before.act is Act.DRAFT or before.is_general:
        return False
    return act is Act.REVISE or before.act in {act, Act.REPLACE}


def _take(claims: list[Claim], claim: Claim, lexicon: Lexicon, sketch: Sketch) -> None:
    """Adds a claim, or lets it name the hand of which the sentence before spoke."""
    names_hand = any(wording.refers_back and wording.name == claim.rule for wording in lexicon.phrases)
    before = claims[-1] if claims else None
    if before is not None and _gives_earlier(before, claim):
        claims[-1] = replace(before, earlier_reading=claim.earlier_reading, rule=f"{before.rule}, {claim.rule}")
    elif before is not None and _tells_more(before, claim):
        claims[-1] = replace(claim, rule=f"{before.rule}, {claim.rule}")
    elif before is not None and _does_it(before, claim):
        claims[-1] = replace(
            before,
            revisers=claim.revisers,
            certainty=claim.certainty,
            hedge=claim.hedge,
            actual=claim.actual,
            rule=f"{before.rule}, {claim.rule}",
        )
    elif not names_hand:
        claims.append(claim)
    elif (
        before is not None
        and before.changes_text
        and not before.revisers
        and (before.act is Act.REVISE) == (claim.act is Act.REVISE)
    ):
        claims[-1] = replace(
            before,
            revisers=claim.revisers,
            certainty=claim.certainty,
            hedge=claim.hedge,
            rule=f"{before.rule}, {claim.rule}",
        )
    elif claim.target is None and claim.act is Act.INSERT and lexicon.comment_places.search(sketch.lines):
        claims.append(replace(claim, act=Act.COMMENT))
    else:
        claims.append(claim)


def _gives_earlier(before: Claim, claim: Claim) -> bool:
    """Whether a sentence only adds how the words had read that X, as the one before said, changed."""
    bare = before.act is Act.REPLACE and before.revisers and not before.earlier_reading and not before.later_reading
    told = claim.act is Act.REPLACE and not claim.revisers and claim.earlier_reading and not claim.later_reading
    return bool(bare and told and (claim.target is None or _inside(claim, before)))


def _tells_more(before: Claim, claim: Claim) -> bool:
    """Whether a sentence tells which words were changed, and by whom, of what the one before told only how it had read."""
    if before.act is not Act.REPLACE or before.revisers or not claim.revisers or not before.earlier_reading:
        return False
    if claim.act is Act.DELETE:
        return claim.earlier_reading == before.earlier_reading
    return claim.act is Act.REPLACE and bool(claim.earlier_reading) and _inside(claim, before)


def _inside(claim: Claim, before: Claim) -> bool:
    return bool(claim.target and before.target and before.target.span.contains(claim.target.span))


def _does_it(before: Claim, claim: Claim) -> bool:
    """Whether a sentence names who made the change of which the one before spoke ("… stated “a.” X rewrote it.")."""
    return (
        before.act in {Act.REPLACE, Act.DELETE, Act.INSERT}
        and not before.revisers
        and bool(claim.revisers)
        and claim.act in ({Act.REVISE, Act.REPLACE} if before.act is Act.REPLACE else {before.act})
        and claim.earlier_reading in {None, before.earlier_reading}
        and (
            (claim.target is None and bool(re.search(r"\b(?:it|this|them)\W*\Z", claim.quote)))
            or (claim.target is not None and claim.target == before.target)
        )
    )


def _same(claim: Claim, other: Claim) -> bool:
    """Whether two claims say the same of the same words."""
    parts = ("act", "revisers", "target", "scope", "earlier_reading", "later_reading", "actual")
    return all(getattr(claim, part) == getattr(other, part) for part in parts)


def _says_again(claim: Claim, before: Claim) -> bool:
    """Whether a clause that names nobody tells once more what the one before has told with a name."""
    return (
        claim.act is before.act
        and not claim.revisers
        and bool(before.revisers)
        and claim.target is not None
        and claim.target == before.target
        and claim.earlier_reading in {None, before.earlier_reading}
        and claim.later_reading in {None, before.later_reading}
    )


def _said(sketch: Sketch, saying: Saying) -> Span:
    """The stretch of the note that says it: the sentence, without white space around it."""
    return saying.sentence


def _caveats(sketch: Sketch, lexicon: Lexicon) -> tuple[str, ...]:
    """The clauses of the note that limit what can be concluded from it."""
    found = []
    for sentence in sketch.sentences:
        start = sentence.start
        for piece in sentence.of(sketch.lines).split(";"):
            if lexicon.caveats.search(piece):
                found.append(" ".join(sketch.text[start : start + len(piece)].split()))
            start += len(piece) + 1
    return tuple(found)


def _reason(target: Target | None, place: Place, actual: bool) -> str:
    if not actual:
        return "suggested only, or done to another paper"
    if target is not None:
        return ""
    if place.candidates:
        return f"the words stand in {len(place.candidates)} places, and the note does not choose"
    return "" if place.scope is Scope.DOCUMENT else "the note's words do not lead to a place in the printed text"


def _completes(previous: tuple[Saying, Claim], saying: Saying, claim: Claim, sketch: Sketch) -> bool:
    """Whether striking words out and writing others are one replacement."""
    first, last = previous
    if first.sentence == saying.sentence and (_tells_fate(last, claim) or _tells_both(last, claim)):
        return True
    if saying.voice is Voice.PHRASE and last.is_general and claim.act is Act.REVISE and not claim.revisers:
        return True
    if first.sentence == saying.sentence and _tells_reading(last, claim, saying):
        return True
    if first.sentence == saying.sentence and _gives_other_side(last, claim, saying, sketch):
        return True
    circled = last.act is Act.UNDERLINE and first.span.of(sketch.lines).lower().startswith("circled")
    if (last.act is not Act.DELETE and not circled) or last.note != claim.note or first.sentence != saying.sentence:
        return False
    if (
        claim.act is Act.REPLACE
        and claim.later_reading
        and (not claim.earlier_reading)
        and (saying.wording.object is Side.LATER or _takes_pronoun(sketch, saying))
    ):
        return True
    if claim.act is not Act.INSERT:
        return False
    if claim.revisers and last.revisers and claim.revisers != last.revisers and not circled:
        return False
    words = sketch.lines[first.span.end : saying.after.end]
    above = re.search(r"\b(?:above|over|in its place|in their place|instead|in place of|beneath|replaced)\b", words)
    by_hand = saying.wording.name in {"write in", "write by hand"}
    if circled:
        return bool(above)
    return bool(above or by_hand or _follows_at_once(sketch, first, saying))


def _tells_fate(last: Claim, claim: Claim) -> bool:
    """Whether a deletion only tells what became of the words that others replaced ("wrote “a” above “b,” which is crossed out")."""
    return (
        last.act is Act.REPLACE
        and claim.act is Act.DELETE
        and bool(claim.earlier_reading)
        and claim.earlier_reading == last.earlier_reading
        and (not claim.revisers or not last.revisers or claim.revisers == last.revisers)
    )


def _tells_both(last: Claim, claim: Claim) -> bool:
    """Whether the same words are said to be struck out and replaced ("was crossed out and replaced by X")."""
    same = claim.earlier_reading == last.earlier_reading and claim.target == last.target
    return (
        last.act is Act.DELETE
        and claim.act is Act.REPLACE
        and same
        and bool(claim.earlier_reading or claim.target)
        and (not last.revisers or not claim.revisers or claim.revisers == last.revisers)
    )


def _gives_other_side(last: Claim, claim: Claim, saying: Saying, sketch: Sketch) -> bool:
    """Whether one clause tells the earlier words and the next the later ones ("had “a,” which X changed to “b”")."""
    if claim.act is not Act.REPLACE:
        return False
    if last.act is Act.INSERT:
        word = sketch.lines[saying.span.start : saying.span.end].lower()
        same = not claim.revisers or claim.revisers == last.revisers
        return same and saying.wording.name == "replace" and word in {"replaced", "replaces", "replacing"}
    told = last.act is Act.REPLACE and not last.revisers and last.earlier_reading and not last.later_reading
    return bool(
        told and claim.later_reading and not claim.earlier_reading and saying.voice in {Voice.ACTIVE, Voice.NOUN}
    )


def _follows_at_once(sketch: Sketch, struck: Saying, saying: Saying) -> bool:
    """Whether words were put in where others had just been struck out ("crossed out “a” and inserted “b”")."""
    between = sketch.lines[struck.span.end : saying.span.start]
    rest = sketch.lines[saying.span.end : saying.after.end]
    anchored = re.search(
        r"[”\"],?\s+(?:after|before|at the|in the|to the|between|following|elsewhere|later|earlier|below)\b", rest
    )
    return anchored is None and bool(
        saying.voice is Voice.ACTIVE
        and re.fullmatch(r"\s+(?:out\s+)?(?:the\s+\w+\s+)?[“\"][^”\"]*[”\"],?\s+(?:and|then|and\s+then)\s*", between)
        and re.match(r"\s+(?:the\s+(?:words?|phrase|figure|date|number|name)\s+)?[“\"]", rest)
    )


def _tells_reading(last: Claim, claim: Claim, saying: Saying) -> bool:
    """Whether a phrase only tells how the words read that the claim before it spoke of ("revised this, which had read …")."""
    if saying.voice is not Voice.PHRASE or claim.act is not Act.REPLACE or claim.revisers:
        return False
    clash = last.earlier_reading and claim.earlier_reading and last.earlier_reading != claim.earlier_reading
    return last.act in {Act.REPLACE, Act.REVISE} and not clash


def _surer(first: Target | None, second: Target | None) -> Target | None:
    """Of two places the one whose edges are not only guessed."""
    return second if first is None or (second is not None and first.start is Certainty.LOW) else first


def _merged(struck: Claim, written: Claim) -> Claim:
    """One replacement out of a deletion and what was written for it, or out of a revision and how the words had read."""
    if struck.act is Act.REPLACE and written.act is Act.DELETE:
        revisers = struck.revisers or written.revisers
        certainty = struck.certainty if struck.revisers else written.certainty
        return replace(struck, revisers=revisers, certainty=certainty, rule=f"{struck.rule}, {written.rule}")
    if struck.is_general and written.act is Act.REVISE:
        return struck
    if struck.act is Act.INSERT:
        earlier = next((w for w in (written.earlier_reading, written.later_reading) if w != struck.later_reading), None)
        return replace(struck, act=Act.REPLACE, earlier_reading=earlier, rule=f"{struck.rule}, {written.rule}")
    if struck.act is Act.UNDERLINE:
        struck = replace(struck, act=Act.DELETE, revisers=written.revisers, earlier_reading=struck.later_reading)
    if struck.act is not Act.DELETE:
        return replace(
            struck,
            act=Act.REPLACE,
            revisers=struck.revisers or written.revisers,
            certainty=struck.certainty if struck.revisers else written.certainty,
            scope=struck.scope if struck.target else written.scope,
            target=_surer(struck.target, written.target),
            earlier_reading=struck.earlier_reading or written.earlier_reading,
            later_reading=struck.later_reading or written.later_reading,
            printed=struck.printed if struck.printed is not None else written.printed,
            rule=f"{struck.rule}, {written.rule}",
        )
    target = struck.target or written.target
    return replace(
        struck,
        act=Act.REPLACE,
        revisers=struck.revisers or written.revisers,
        certainty=struck.certainty if struck.revisers else written.certainty,
        later_reading=written.later_reading,
        target=target,
        printed=False if struck.target else (True if written.target else None),
        rule=f"{struck.rule}, {written.rule}",
    )
