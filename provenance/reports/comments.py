"""The comments of a file: what their authors remarked in its margin, and where; they testify to nothing."""

from bisect import bisect_right
from dataclasses import dataclass

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.testimony import COMMENT, Note
from provenance.model.versions import Version
from provenance.text.dates import date_in_words
from provenance.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin: by whom and when, as far as the file says, and what it hangs on.

    `change` is the id of the change in which or before which its words begin, `sentence` the sentence in which they do.
    """

    id: str
    text: str
    author: str | None
    date: str | None
    sentence: str | None
    change: str | None

    @property
    def in_words(self) -> str:
        """The comment in a line: its author, its day, its words."""
        return f"{said_by(self.author, self.date)}: “{' '.join(self.text.split())}”"


def said_by(author: str | None, date: str | None) -> str:
    """Whose comment it is, and of which day.

    >>> said_by("Bob Brown", "2024-01-01T10:00:00"), said_by(None, None)
    ('comment by Bob Brown, January 1, 2024', 'unsigned comment')
    """
    return (f"comment by {author}" if author else "unsigned comment") + (f", {date_in_words(date)}" if date else "")


def read_comments(apparatus: Apparatus) -> tuple[Comment, ...]:
    """The comments on either text, in the order of the file."""
    notes = [note for note in apparatus.notes if note.kind == COMMENT]
    if not notes:
        return ()
    sentences = {one.id: _Sentences(one) for one in (apparatus.base, apparatus.revised)}
    attributions = listed(apparatus)
    found = []
    for note in notes:
        change = next((a.change.id for a in attributions if _hangs_on(note, a, apparatus)), None)
        home = sentences.get(note.version or "")
        sentence = home.at(note.at) if home is not None and note.at is not None else None
        found.append(Comment(note.id, note.text, note.author, note.date, sentence, change))
    return tuple(found)


def on_change(comments: tuple[Comment, ...], change: str) -> list[Comment]:
    """Those that hang on a change."""
    return [one for one in comments if one.change == change]


def elsewhere(comments: tuple[Comment, ...]) -> list[str]:
    """Those that hang on no change, each in a line with the sentence that it is on."""
    return [
        f"{one.sentence}: {one.in_words}" if one.sentence else one.in_words for one in comments if one.change is None
    ]


def _hangs_on(note: Note, attribution: Attribution, apparatus: Apparatus) -> bool:
    """True if the words of a comment begin in those of a change."""
    if note.at is None:
        return False
    change = attribution.change
    sides = ((apparatus.revised.id, change.after), (apparatus.base.id, change.before))
    return any(r is not None and note.version == id and r.span.start <= note.at < r.span.end for id, r in sides)


class _Sentences:
    """The sentences of a version, looked up by place."""

    def __init__(self, version: Version) -> None:
        self._all = split_sentences(version.text, version.blocks)
        self._starts = [sentence.span.start for sentence in self._all]

    def at(self, place: int) -> str | None:
        """The sentence that a place lies in or that begins right behind it, as 8.3."""
        number = max(bisect_right(self._starts, place + 1) - 1, 0)
        near = self._all[number] if self._all else None
        return near.ref if near and near.span.start - 1 <= place <= near.span.end else None
