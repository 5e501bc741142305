"""The comments of a file: what their authors remarked in its margin, and where; they testify to nothing."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus
from provenance.model.spans import Span
from provenance.model.testimony import COMMENT, Note
from provenance.model.versions import Version
from provenance.text.dates import date_in_words
from provenance.text.nearby import Nearby
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
    changed = _changed(apparatus)
    found = []
    for note in notes:
        change = _change_at(note, changed)
        home = sentences.get(note.version or "")
        sentence = home.at(note.at) if home is not None and note.at is not None else None
        found.append(Comment(note.id, note.text, note.author, note.date, sentence, change))
    return tuple(found)


def by_change(comments: Iterable[Comment]) -> Mapping[str | None, Sequence[Comment]]:
    """The comments by the change on which they hang, None for those that hang on none."""
    found: dict[str | None, list[Comment]] = {}
    for one in comments:
        found.setdefault(one.change, []).append(one)
    return found


def elsewhere(comments: tuple[Comment, ...]) -> list[str]:
    """Those that hang on no change, each in a line with the sentence that it is on."""
    return [
        f"{one.sentence}: {one.in_words}" if one.sentence else one.in_words for one in comments if one.change is None
    ]


def _changed(apparatus: Apparatus) -> dict[str, Nearby[tuple[Span, str]]]:
    """Of either text, by its id, the places of the changes in it."""
    changes = [attribution.change for attribution in listed(apparatus)]
    before = [(one.before.span, (one.before.span, one.id)) for one in changes if one.before]
    after = [(one.after.span, (one.after.span, one.id)) for one in changes if one.after]
    return {apparatus.base.id: Nearby(before), apparatus.revised.id: Nearby(after)}


def _change_at(note: Note, changed: Mapping[str, Nearby[tuple[Span, str]]]) -> str | None:
    """The first change among whose words those of a comment begin."""
    places = changed.get(note.version or "")
    if note.at is None or places is None:
        return None
    near = places.touching(Span(note.at, note.at))
    return next((change for place, change in near if place.start <= note.at < place.end), None)


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
