"""Who of the persons that are known is meant by a name."""

import re
from collections.abc import Iterable, Set
from difflib import SequenceMatcher

from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.testimony import Person
from provenance.text.normalize import fold_name

_AFTER_NAMES = {"jr", "sr", "ii", "iii", "iv"}


def person_called(name: str, dossier: Dossier) -> Person:
    """The one person known of a work whom the name fits; a new one if it fits nobody (`person_among`)."""
    return person_among(name, known_people(dossier))


def person_among(name: str, people: Iterable[Person]) -> Person:
    """The one person whom the name fits, in any of his forms or by surname alone; a new one if it fits nobody.

    UnreadableInput if it fits several, who are named, or is no name at all.
    """
    name = name_of(name)
    known = tuple(people)
    wanted = fold_name(name)
    for fits in (
        [p for p in known if fold_name(p.name) == wanted],
        [p for p in known if wanted in {fold_name(form) for form in (p.short, *p.aliases)}],
        [p for p in known if fold_name(surname(p.name)) == wanted],
    ):
        names = dict.fromkeys(person.name for person in fits)
        if len(names) > 1:
            raise UnreadableInput(f"{name!r} may be {' or '.join(names)}; give the whole name")
        if fits:
            return fits[0]
    return Person(name, surname(name))


def name_of(typed: str) -> str:
    """What somebody typed as a person's name, on one line; UnreadableInput if it is none."""
    name = " ".join(typed.split()) if isinstance(typed, str) else ""
    if not any(map(str.isalpha, name)):
        raise UnreadableInput(f"{typed!r} is no name of a person; give the name as it is to be shown")
    if is_nobody(name):
        raise UnreadableInput(f"{typed!r} is no name of a person; leave it out where nobody is known")
    return name


def is_nobody(name: str) -> bool:
    """True of what is written in the place of a name where there is none."""
    return name.casefold() in _NOBODY


_NOBODY = frozenset({"unknown", "not known", "n/a", "none", "nobody", "no one"})
"""What is written in the place of a name where there is none."""


def names_in(typed: Iterable[str], known: Iterable[Person] = ()) -> tuple[str, ...]:
    """The names that were typed, each once; joint authors typed as one, as every answer prints them, are told apart.

    >>> names_in(["Ann Able and Bob Baker", "Cy Cook, Dora Dunn & Eve East", "Roe, Jr.", "Marks and Spencer"])
    ('Ann Able', 'Bob Baker', 'Cy Cook', 'Dora Dunn', 'Eve East', 'Roe, Jr.', 'Marks and Spencer')
    """
    forms = {form.casefold() for person in known for form in (person.name, person.short, *person.aliases)}
    return tuple(dict.fromkeys(name for one in typed for name in _told_apart(one, forms)))


_JOINTLY = re.compile(r" ?; ?|(?: ?,)? (?:and|&) ")
_LISTED = re.compile(r", ")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|d[aeiu]|del|la|le|v[ao]n|der|den|zu)(?:\s|$)")


def _told_apart(typed: str, forms: Set[str]) -> list[str]:
    """The persons, if each of them has a whole name or is known by the one that is given; else all as one name."""
    line = " ".join(typed.split())
    for parting in (re.compile(f"{_JOINTLY.pattern}|{_LISTED.pattern}"), _JOINTLY):
        names = [name for name in parting.split(line) if name.strip()] if _JOINTLY.search(line) else []
        if len(names) > 1 and all(name.casefold() in forms or _is_whole_name(name) for name in names):
            return names
    return [typed]


def _is_whole_name(name: str) -> bool:
    words = _without_rank(name)
    return 2 <= len(words) <= 5 and all(map(_NAME.match, words))


def _without_rank(name: str) -> list[str]:
    """The words of a name without "Jr." and the like."""
    return [word for word in name.replace(",", " ").split() if word.strip(".").casefold() not in _AFTER_NAMES]


def surname(name: str) -> str:
    """The name by which a person is called in short.

    >>> surname("Ruth Hanley"), surname("Edwin M. Marsh, Jr."), surname("Hanley")
    ('Hanley', 'Marsh', 'Hanley')
    """
    words = _without_rank(name)
    return words[-1] if words else name


def is_short_for(name: str, other: str) -> bool:
    """True if the one name is the surname of the other, or leaves out what stands between its first name and its last.

    Who bears a name with "Jr." or "III" is called by his surname too; with given names he is another than his father.

    >>> [is_short_for(name, "Ann B. Roe, Jr.") for name in ("Roe", "A. Roe, Jr.", "Ann Roe")]
    [True, True, False]
    """
    short, full = (words.replace(",", " ").casefold().split() for words in (name, other))
    if len(short) >= len(full) or surname(name).casefold() != surname(other).casefold():
        return False
    if len(short) == 1:
        return True
    left = iter(full[1:])
    is_same_head = _is_given(short[0], full[0]) and short[-1] == full[-1]
    return is_same_head and all(any(_is_given(word, whole) for whole in left) for word in short[1:])


def may_mean(name: str, other: str) -> bool:
    """True if two names may be those of one person: one is short for the other, or they differ in a letter or two.

    So may one that is written with the surname first.

    >>> [may_mean("David Lloyd George", name) for name in ("Lloyd George", "D. L. George", "David Loyd George", "Gray")]
    [True, True, True, False]
    >>> may_mean("David Lloyd George", "Lloyd George, David")
    True
    """
    one, two = (tuple(words.replace(",", " ").casefold().split()) for words in (name, other))
    short, full = sorted((one, two), key=len)
    is_tail = len(short) < len(full) and full[-len(short) :] == short
    is_initial = len(one) == len(two) and all(
        _is_given(*pair) or _is_given(*pair[::-1]) for pair in zip(one, two, strict=True)
    )
    is_slip = SequenceMatcher(None, " ".join(one), " ".join(two), autojunk=False).ratio() > _SLIP
    return (
        sorted(one) == sorted(two)
        or is_tail
        or is_initial
        or is_slip
        or is_short_for(name, other)
        or is_short_for(other, name)
    )


_SLIP = 0.9
"""Names that are more alike than this may be one name, once misspelt."""


def _is_given(word: str, whole: str) -> bool:
    """True of the same name, or its first letter with a full stop."""
    return word == whole or (len(word) == 2 and word.endswith(".") and whole.startswith(word[0]))


def known_people(dossier: Dossier) -> tuple[Person, ...]:
    """The persons of the dossier, and those whom only its versions or claims name."""
    named = [name for version in dossier.versions for name in version.authors]
    named += [name for claim in dossier.claims for name in claim.persons]
    return with_others(dossier.people, named)


def with_others(people: Iterable[Person], named: Iterable[str]) -> tuple[Person, ...]:
    """The persons, and after them those of the names that none of them has."""
    known = {person.name: person for person in people}
    for name in named:
        known.setdefault(name, Person(name, surname(name)))
    return tuple(known.values())
