"""A work that comes in revision by revision, or what is new of it; what was stored before an interruption stays."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from provenance.attribution.described_work import Description, told_otherwise
from provenance.errors import Interrupted, UnreadableInput
from provenance.model.histories import Revision
from provenance.model.receipts import Ingested
from provenance.store.history_shelf import create_shelf
from provenance.text.numbers import number_of
from provenance.text.visible import in_letters

Watch = Callable[[Iterable[Revision]], Iterator[Revision]]


def take_in(
    location: str,
    path: Path,
    kind: str,
    title: str,
    revisions: Iterator[Revision],
    said: Description,
    by: str | None,
    watch: Watch,
    told: Sequence[str] = (),
) -> Ingested:
    """The revisions of a history at `path` stored in the database at `location`, under what is said of the work.

    `kind` is that of the history; `told` is filled, while they are read, with what must be known of the record.
    """
    if said.speaks_of_the_text:
        raise UnreadableInput(f"{path}: its versions describe themselves; leave --by, --date and --label out")
    first = next(revisions, None)
    if first is None:
        raise UnreadableInput(f"{path}: holds no revision")
    with create_shelf(location, by) as shelf:
        history = shelf.place_for(title, in_letters(path.absolute()), first, said.id)
        history = replace(history, title=said.title or history.title, citation=said.source)
        is_new = history.id not in {one.id for one in shelf.histories()}
        try:
            new = sum(1 for _ in watch(shelf.enter(history, chain([first], revisions), told)))
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {shelf.kept(history)}, and the same command goes on") from None
        except UnreadableInput as trouble:
            raise UnreadableInput(f"{trouble} ({shelf.kept(history)})") from None
        odd = (*_differing(history.id, shelf.differing), *_left(path, shelf.left))
        otherwise = () if is_new else told_otherwise(said, shelf.work(history))
    state = "present" if not new else "new" if is_new else "extended"
    return Ingested(warnings=(*told, *odd, *otherwise), revisions=new, kind=kind, **{state: (history.id,)})


def _left(path: Path, left: Sequence[str]) -> Iterator[str]:
    """That what is stored is not in the record any more, as where a past was written anew."""
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        yield (
            f"{in_letters(path)}: has not the stored revision “{left[0]}”{more} any more and does not go on from it; "
            "what is stored stays beside what was read now"
        )


def _differing(work: str, differing: Mapping[str, str]) -> Iterator[str]:
    """That what is stored of some revisions is not what the record says now."""
    for id, said in list(differing.items())[:1]:
        many = f"{number_of(len(differing), 'stored revision')}, such as “{id}” ({said}); what is stored stays"
        yield f"the authors or dates given now are not those of {many}, and `provenance edit version {work}` mends it"
