"""Transcriptions made at random with a known hand for every letter: read, reported, read again, they say the same."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import stages
from provenance.model.attributions import dossier_of
from provenance.model.receipts import Received
from provenance.model.testimony import Act
from provenance.reports.tei import tei_genetic_report, tei_report
from provenance.sources.reader import SourceFile
from provenance.sources.tei import tei_states
from provenance.sources.tei.tei_reader import read

HEADER = """<teiHeader><fileDesc><titleStmt><title>Made at random</title></titleStmt></fileDesc><profileDesc><handNotes>
<handNote xml:id="h1"><persName>Dora Field</persName></handNote><handNote xml:id="h2" scribe="Owen Hale"/>
</handNotes></profileDesc></teiHeader>"""
NAMES = {"h1": "Dora Field", "h2": "Owen Hale", "": "nobody"}


@dataclass(frozen=True)
class Words:
    """Letters, with or without white space around them."""

    letters: str


@dataclass(frozen=True)
class Changed:
    """Parts that were added or struck by a hand, or a substitution of both."""

    tag: str
    hand: str
    parts: tuple["Words | Changed", ...]


Part = Words | Changed
WORDS = st.builds(Words, st.text("abcd.,é漢 ", min_size=1, max_size=6))
HAND = st.sampled_from(["h1", "h2", ""])
PARTS: st.SearchStrategy[Part] = st.recursive(
    WORDS,
    lambda inner: st.builds(
        Changed, st.sampled_from(["add", "del"]), HAND, st.lists(inner, min_size=1, max_size=4).map(tuple)
    ),
    max_leaves=12,
)
PARAGRAPHS = st.lists(st.lists(PARTS, min_size=1, max_size=6), min_size=1, max_size=3)


def markup(part: Part) -> str:
    if isinstance(part, Words):
        return part.letters
    hand = f' hand="#{part.hand}"' if part.hand else ""
    return f"<{part.tag}{hand}>{''.join(map(markup, part.parts))}</{part.tag}>"


def hands(part: Part, around: tuple[Changed, ...] = ()) -> Counter[tuple[str, str, str]]:
    """Every letter with what was done to it and by whom."""
    if isinstance(part, Changed):
        return sum((hands(one, (*around, part)) for one in part.parts), Counter())
    done = [next((one for one in reversed(around) if one.tag == tag), None) for tag in ("add", "del")]
    told = [(act.value, NAMES[one.hand]) for act, one in zip((Act.INSERT, Act.DELETE), done, strict=True) if one]
    return Counter((*each, letter) for each in told or [("kept", "")] for letter in part.letters if letter != " ")


def recorded(received: Received) -> Counter[tuple[str, str, str]]:
    """The same from the marks that were read."""
    (work,) = received.works
    found: Counter[tuple[str, str, str]] = Counter()
    for mark in work.marks:
        who = " and ".join(mark.revisers) or "nobody"
        found.update((mark.act.value, who, letter) for letter in mark.text if not letter.isspace())
    return found


def document(paragraphs: list[list[Part]]) -> bytes:
    body = "".join(f"<p>{''.join(map(markup, parts))}</p>" for parts in paragraphs)
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'.encode()


@settings(deadline=None, max_examples=80)
@given(PARAGRAPHS)
def test_every_letter_has_the_hand_that_the_transcription_gives_it(paragraphs: list[list[Part]]) -> None:
    received = read(SourceFile(Path("random.xml"), document(paragraphs)))
    expected: Counter[tuple[str, str, str]] = Counter()
    for parts in paragraphs:
        expected += sum((hands(part) for part in parts), Counter())
    kept = Counter({key: n for key, n in expected.items() if key[0] == "kept"})
    assert recorded(received) == expected - kept


@settings(deadline=None, max_examples=40)
@given(PARAGRAPHS)
def test_the_parent_without_what_was_taken_out_is_the_child_without_what_was_put_in(
    paragraphs: list[list[Part]],
) -> None:
    (work,) = read(SourceFile(Path("random.xml"), document(paragraphs))).works
    if len(work.versions) < 2:
        return
    texts = [version.text for version in work.versions]
    for number, act in enumerate((Act.DELETE, Act.INSERT)):
        for mark in sorted((m for m in work.marks if m.act is act), key=lambda m: -m.span.start):
            text = texts[number]
            texts[number] = text[: mark.span.start] + text[mark.span.end :]
    assert texts[0] == texts[1]


@settings(deadline=None, max_examples=40)
@given(PARAGRAPHS, st.sampled_from([tei_report, tei_genetic_report]))
def test_a_report_read_again_tells_the_same_texts_and_hands(paragraphs: list[list[Part]], view: object) -> None:
    received, claims = stages.testify(read(SourceFile(Path("random.xml"), document(paragraphs))))
    (work,) = received.works
    if len(work.versions) < 2 or not all(version.text for version in work.versions):
        return
    apparatus = stages.attribute_versions(dossier_of(work, claims, received.people))
    report = view.write(apparatus)  # type: ignore[attr-defined]
    again = read(SourceFile(Path("report.xml"), report.encode("utf-8")))
    texts = [again.works[0].versions[0].text, again.works[0].versions[-1].text]
    assert ["".join(text.split()) for text in texts] == ["".join(version.text.split()) for version in work.versions]
    in_passing = {mark.id for mark in work.marks if not len(mark.span)}
    shown = tuple(mark for mark in work.marks if mark.id not in in_passing)
    told = replace(received, works=(replace(work, marks=shown),))
    assert {key for key in recorded(told) if key[1] != "nobody"} <= set(recorded(again))


@settings(deadline=None, max_examples=30)
@given(PARAGRAPHS)
def test_a_text_written_in_runs_is_the_one_written_stroke_by_stroke(paragraphs: list[list[Part]]) -> None:
    listing = '<listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>'
    app = '<p>In <app><lem wit="#A">one</lem><rdg wit="#B">the other</rdg></app>.</p>'
    data = document(paragraphs).replace(b"</body>", f"{app}</body>".encode())
    data = data.replace(b"</fileDesc>", f"<sourceDesc>{listing}</sourceDesc></fileDesc>".encode())
    in_runs = read(SourceFile(Path("random.xml"), data))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tei_states, "runs_of", lambda strokes, paper: list(strokes))
        assert read(SourceFile(Path("random.xml"), data)) == in_runs


@dataclass(frozen=True)
class Spanned:
    """Words from one to another, over paragraphs, that a hand added or struck; what ends it is an anchor or a mark."""

    tag: str
    hand: str
    first: int
    last: int
    ends_at_mark: bool


LETTERS = st.lists(st.lists(st.text("abcdé漢", min_size=1, max_size=3), min_size=1, max_size=5), min_size=1, max_size=4)
SPANS = st.lists(
    st.builds(
        Spanned,
        st.sampled_from(["add", "del"]),
        HAND,
        st.integers(0, 9),
        st.integers(0, 9),
        st.booleans(),
    ).filter(lambda span: span.first <= span.last),
    max_size=4,
)


@settings(deadline=None, max_examples=80)
@given(LETTERS, SPANS)
def test_spans_that_cross_each_other_and_paragraphs_keep_their_hands(
    paragraphs: list[list[str]], spans: list[Spanned]
) -> None:
    words = [(number, word) for number, paragraph in enumerate(paragraphs) for word in paragraph]
    spans = [span for span in spans if span.last < len(words)]
    body, expected = "", Counter[tuple[str, str, str]]()
    for at, (number, word) in enumerate(words):
        body += "<p>" if not at or words[at - 1][0] != number else ""
        for n, span in enumerate(spans):
            hand = f' hand="#{span.hand}"' if span.hand else ""
            body += f'<{span.tag}Span{hand} spanTo="#e{n}"/>' if span.first == at else ""
        body += word
        ending = [(n, span) for n, span in enumerate(spans) if span.last == at]
        body += "".join(
            f'<{span.tag}Span anchor="e{n}"/>' if span.ends_at_mark else f'<anchor xml:id="e{n}"/>'
            for n, span in ending
        )
        body += " " if at + 1 < len(words) and words[at + 1][0] == number else "</p>"
        around = sorted((span.last, n, span) for n, span in enumerate(spans) if span.first <= at <= span.last)
        for tag, act in (("add", Act.INSERT), ("del", Act.DELETE)):
            inmost = next((span for _, _, span in around if span.tag == tag), None)
            if inmost:
                expected.update((act.value, NAMES[inmost.hand], letter) for letter in word)
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
    assert recorded(read(SourceFile(Path("random.xml"), text.encode()))) == expected
