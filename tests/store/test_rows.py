"""The law of the store: what goes in comes out equal, whatever it is."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import (
    Act,
    AnchorPlace,
    Certainty,
    Claim,
    Mark,
    Note,
    Person,
    PersonKind,
    Reading,
    Scope,
    SetAside,
    Target,
)
from provenance.model.versions import Gap, Standing, Version, Witness, Work
from provenance.store.library import Library

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""Any letters at all, NUL and escapes among them, but no half characters."""

maybe_words = st.none() | words
names = st.lists(st.sampled_from(["Ann Brown", "Joe Clark", "Élise Du Pré", "“the Office”"]), unique=True).map(tuple)
certainties = st.sampled_from(Certainty)
serial = itertools.count()


@st.composite
def spans(draw: DrawFn, limit: int = 2**40) -> Span:
    first, second = draw(st.integers(0, limit)), draw(st.integers(0, limit))
    return Span(min(first, second), max(first, second))


def several(one: SearchStrategy[Any], most: int = 3) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=most).map(tuple)


def from_types(type_: type, **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.builds(type_, **fields)


blocks = from_types(
    Block, kind=st.sampled_from(BlockKind), span=spans(), paragraph=st.none() | st.integers(1, 99), part=maybe_words
)
milestones = from_types(
    Milestone, at=st.integers(0, 99), kind=st.sampled_from(MilestoneKind), label=words, letters=words
)
persons = from_types(
    Person,
    name=st.just(""),
    short=words,
    role=maybe_words,
    kind=st.sampled_from(PersonKind),
    aliases=st.lists(words, unique=True, max_size=3).map(tuple),
)


@st.composite
def people(draw: DrawFn) -> tuple[Person, ...]:
    drawn = draw(several(persons))
    return tuple(replace(person, name=f"person {next(serial)}") for person in drawn)


@st.composite
def versions(draw: DrawFn, work: str, id: str, parents: Sequence[str], witnesses: Sequence[str]) -> Version:
    standing = draw(st.sampled_from(Standing))
    return Version(
        id=id,
        work=work,
        label=draw(words),
        text=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=80)),
        standing=standing,
        blocks=draw(several(blocks)),
        milestones=draw(several(milestones)),
        authors=draw(names),
        date=draw(maybe_words),
        parents=tuple(draw(st.lists(st.sampled_from(parents), unique=True))) if parents else (),
        witness=draw(st.none() | st.sampled_from(witnesses)) if witnesses else None,
        method=draw(words) if standing is Standing.RECONSTRUCTED else None,
        comment=draw(maybe_words),
        gaps=draw(several(from_types(Gap, at=st.integers(0, 99), reason=words))),
    )


@st.composite
def notes(draw: DrawFn, work: str, id: str, versions: Sequence[str]) -> Note:
    place = draw(st.sampled_from(AnchorPlace))
    return Note(
        id=id,
        work=work,
        number=draw(maybe_words),
        text=draw(words),
        place=place,
        version=draw(st.none() | st.sampled_from(versions)),
        at=draw(st.integers(0, 9999)) if place is AnchorPlace.TEXT else None,
        kind=draw(words),
        mentions=draw(several(st.tuples(spans(), words))),
        author=draw(maybe_words),
        date=draw(maybe_words),
    )


@st.composite
def works(draw: DrawFn) -> ReceivedWork:
    id = f"work {next(serial)}"
    work = Work(id, draw(words), draw(words), draw(maybe_words), draw(maybe_words), draw(st.integers(0, 9)))
    witness = from_types(
        Witness,
        id=st.just(""),
        work=st.just(id),
        siglum=words,
        title=words,
        source=words,
        seen=st.booleans(),
        sha256=maybe_words,
        attested_by=maybe_words,
        date=maybe_words,
    )
    witnesses = tuple(replace(one, id=f"{n}") for n, one in enumerate(draw(several(witness))))
    texts: list[Version] = []
    for n in range(draw(st.integers(1, 4))):
        known = [text.id for text in texts]
        texts.append(draw(versions(id, f"v{n}", known, [witness.id for witness in witnesses])))
    known = [text.id for text in texts]
    mark = from_types(
        Mark,
        id=st.just(""),
        work=st.just(id),
        version=st.sampled_from(known),
        act=st.sampled_from(Act),
        span=spans(),
        text=words,
        revisers=names,
        date=maybe_words,
        comment=maybe_words,
        made_in=maybe_words,
        origin=st.none() | from_types(Target, version=words, span=spans(), start=certainties, end=certainties),
        certainty=certainties,
        interpreter=maybe_words,
    )
    said = tuple(draw(notes(id, f"n{n}", known)) for n in range(draw(st.integers(0, 3))))
    marks = tuple(replace(one, id=f"m{n}") for n, one in enumerate(draw(several(mark))))
    return ReceivedWork(work, witnesses, tuple(texts), said, marks)


@st.composite
def files(draw: DrawFn) -> Received:
    sha256 = f"{next(serial):064x}"
    return Received(draw(words), sha256, draw(several(works(), 2)), draw(people()), draw(several(words)))


@st.composite
def claims(draw: DrawFn, one: ReceivedWork) -> tuple[Claim, ...]:
    targets = from_types(
        Target,
        version=st.sampled_from([version.id for version in one.versions]),
        span=spans(),
        start=certainties,
        end=certainties,
    )
    claim = from_types(
        Claim,
        id=st.just(""),
        work=st.just(one.work.id),
        revisers=names,
        act=st.sampled_from(Act),
        scope=st.sampled_from(Scope),
        certainty=certainties,
        quote=words,
        source=words,
        note=st.sampled_from([None, *(note.id for note in one.notes)]),
        mark=st.sampled_from([None, *(mark.id for mark in one.marks)]),
        said=st.none() | spans(),
        rule=words,
        target=st.none() | targets,
        places=several(targets),
        earlier_reading=maybe_words,
        later_reading=maybe_words,
        printed=st.none() | st.booleans(),
        hedge=maybe_words,
        actual=st.booleans(),
        caveats=several(words),
        asserted_by=words,
        reason=words,
        date=maybe_words,
        reading=st.sampled_from(Reading),
        doing=words,
        doubt=words,
        candidates=st.just(()),
        set_aside=st.none() | from_types(SetAside, by=words, reason=words, at=words),
    )
    made = (
        replace(one, revisers=(), candidates=one.revisers) if draw(st.booleans()) else one
        for one in draw(several(claim))
    )
    return tuple(replace(one, id=f"c{n}") for n, one in enumerate(made))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(received=files(), data=st.data())
def test_a_file_and_its_claims_come_back_equal(library: Library, received: Received, data: st.DataObject) -> None:
    said = {one.work.id: data.draw(claims(one)) for one in received.works}
    library.save_received(received, [claim for every in said.values() for claim in every])
    assert library.received(received.sha256) == received
    for one in received.works:
        assert library.claims(one.work.id) == said[one.work.id]
        assert library.marks(one.work.id) == one.marks
        assert [library.version(one.work.id, v.id) for v in one.versions] == list(one.versions)
