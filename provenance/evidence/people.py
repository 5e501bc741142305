"""Who is meant: the persons, offices, bodies and unnamed hands that a note speaks of.

What the source itself ties to a person comes first, then the persons known from the same source, then the people
and offices of the lexicon. A surname that none of them settles stays as the note writes it: nobody is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import takewhile

from provenance.evidence.needed_words import needed_words, words_of
from provenance.evidence.sought import Sought
from provenance.model.spans import Span
from provenance.model.testimony import Note, Person, PersonKind
from provenance.text.dates import MONTHS

_NAME = (
    r"(?:(?:St|Ste|Ch|Wm|Geo|Chas|Jas|Thos)\.(?=\s[A-Z])|(?:[OD][’'])?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿß]+(?:[A-Z][a-zà-öø-ÿ]+)*(?:[-–][A-ZÀ-Þ]?[a-zà-öø-ÿ]+)*"
    r"|[A-Z]\.(?:\s?[A-Z]\.){0,2}(?=\s?[A-Z])|[A-Z]{2,5}(?![\w.]))"
)
_LINK = r"(?:(?:de|del|della|von|van|der|den|du|da|di|bin|ibn|al|el|la|le|ter)(?:\s|-))"
_SEQUENCE = re.compile(
    rf"(?<![\w“\"]){_LINK}{{0,2}}{_NAME}(?:[ \t\n]+{_LINK}{{0,2}}{_NAME})*(?:,? (?:Jr|Sr)\.|,? I{{2,3}}\b)?"
)
_OWNS = re.compile(r"(?:[’']s\b|(?<=s)[’'](?!\w))")
_INITIALS = re.compile(r"\b(?:[Tt]he )?[Ii]nitials?,? [“\"]([A-Z]\.? ?[A-Z]\.? ?[A-Z]?\.?)[,.]?[”\"]")
_YEARS_OF_GRACE = 2


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody a note speaks of: place, canonical names (none for an unnamed hand), `owner` for "X's", "his".

    A pronoun that may mean either of several has no names: they are its `candidates`.
    """

    span: Span
    names: tuple[str, ...]
    kind: PersonKind = PersonKind.PERSON
    owner: bool = False
    pronoun: bool = False
    candidates: tuple[str, ...] = ()


def meant_by(whos: Sequence[Who]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who are named, each once; and where nobody is, those of whom one is meant."""
    names = tuple(dict.fromkeys(name for who in whos for name in who.names))
    return names, () if names else tuple(dict.fromkeys(name for who in whos for name in who.candidates))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office, from and to a date (ISO 8601)."""

    office: str
    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True, eq=False)
class PeopleLexicon:
    """The people, offices, bodies and unnamed hands that notes speak of, as the lexicon's files list them.

    `known` maps each form of a name, in small letters, to the persons it may mean, `active` a canonical name to its
    years. `surnames` shared by many stand alone for nobody. `not_names` are capitalised words that are no names, `places`
    the names of countries and cities, `behind_name` what somebody was, between commas behind his name.
    """

    known: dict[str, frozenset[str]]
    active: dict[str, tuple[int, int]]
    surnames: frozenset[str]
    not_names: frozenset[str]
    places: frozenset[str]
    title_forms: tuple[str, ...]
    titles: re.Pattern[str]
    given_names: frozenset[str]
    relations: re.Pattern[str]
    title_ends: tuple[str, ...]
    title_before: re.Pattern[str]
    title_words: re.Pattern[str]
    roles: re.Pattern[str]
    behind_name: re.Pattern[str]
    offices: re.Pattern[str]
    bodies: re.Pattern[str]
    body_names: dict[str, str]
    body_ends: frozenset[str]
    no_initials: frozenset[str]
    organs: re.Pattern[str]
    named_bodies: re.Pattern[str]
    office_codes: re.Pattern[str]
    trades: re.Pattern[str]
    called_after: re.Pattern[str]
    hands: re.Pattern[str]
    acts: re.Pattern[str]
    pronouns: re.Pattern[str]
    possessives: re.Pattern[str]
    holders: tuple[Holder, ...]
    persons: tuple[Person, ...]


def find_people(
    lines: str, note: Note, people: Sequence[Person], lexicon: PeopleLexicon, date: str | None, text: str = ""
) -> tuple[Who, ...]:
    """Everybody named in a note whose quoted words are blotted out in `lines`, in order, pronouns resolved.

    A body that goes by a short name ("the Board") has its full one where the note, or else the `text`, names one alone.
    """
    found: list[Who] = []
    kinds = {_KINDS[number] for number in _sought(lexicon).among(words_of(lines))}
    for who in [
        *(_hands(lines, lexicon) if "hands" in kinds else ()),
        *_mentioned(note, lines),
        *(_initialled(note, lexicon, date) if "nitial" in note.text else ()),
        *_by_letters(lines, people, lexicon, date),
        *_by_office(lines, lexicon, kinds),
        *(_titled(lines, lexicon, date) if "offices" in kinds else ()),
        *_named(lines, people, lexicon, date),
        *(_bodies(lines, lexicon) if "bodies" in kinds else ()),
    ]:
        if not any(other.span.overlaps(who.span) for other in found):
            found.append(who)
    found = list(_with_own_title(sorted(_in_full(found, lexicon, text), key=lambda who: who.span), lines))
    owners = [_with_possessive(who, lines) for who in _widened(found, lines, lexicon)]
    owners = list(_with_apposition(sorted(owners, key=lambda who: who.span), lines, lexicon))
    return tuple(_with_pronouns(owners, lines, lexicon) if kinds & {"pronouns", "possessives"} else owners)


def _in_full(found: Sequence[Who], lexicon: PeopleLexicon, text: str) -> Iterator[Who]:
    """Those found, each body that goes by the last words of its name with all of them."""
    named = {who.names[0] for who in found if who.kind is PersonKind.OFFICE}
    for who in found:
        short = who.names[0] if who.kind is PersonKind.OFFICE else ""
        if short.split()[-1:] and short.split()[-1] in lexicon.body_ends:
            full = {name for name in named if name.endswith(f" {short}")}
            full = full or {name for name in _bodies_in(text, lexicon) if name.endswith(f" {short}")}
            who = replace(who, names=(full.pop(),)) if len(full) == 1 else who
        yield who


def _with_own_title(found: Sequence[Who], lines: str) -> Iterator[Who]:
    """Those found, in order, an office with the one man who was named with it before ("Secretary Byrnes … the Secretary")."""
    titled: dict[str, set[tuple[str, ...]]] = {}
    for who in found:
        words = who.span.of(lines).lower().removeprefix("the ").split()
        if who.kind is PersonKind.PERSON:
            title = takewhile(set(who.names[0].lower().split()).isdisjoint, ([word] for word in words))
            titled.setdefault(" ".join(word for (word,) in title), set()).add(who.names)
        elif words and len(names := titled.get(" ".join(words), set())) == 1:
            who = replace(who, names=next(iter(names)), kind=PersonKind.PERSON)
        yield who


@lru_cache(maxsize=16)
def _bodies_in(text: str, lexicon: PeopleLexicon) -> frozenset[str]:
    """The bodies that a text names in full."""
    patterns = (lexicon.named_bodies, lexicon.bodies)
    names = (" ".join(match[1].split()) for pattern in patterns for match in pattern.finditer(text))
    return frozenset(name for name in names if " " in name)


_KINDS = ("hands", "organs", "named_bodies", "office_codes", "trades", "offices", "bodies", "pronouns", "possessives")


@cache
def _sought(lexicon: PeopleLexicon) -> Sought:
    """Which kinds of persons are worth looking for among the words of a note."""
    return Sought([needed_words(getattr(lexicon, kind).pattern) for kind in _KINDS])


def named_in_full(heading: str, people: Sequence[Person], lexicon: PeopleLexicon, date: str | None) -> tuple[str, ...]:
    """The persons whom a heading names with more than a surname ("Letter From Richard Roe to Mr. Doe")."""
    names = (name for who in _named(heading, people, lexicon, date) for name in who.names)
    full = (name for name in names if " " in name and name.split()[-1] not in lexicon.body_ends)
    return tuple(dict.fromkeys(full))


def find_person(name: str, people: Sequence[Person], lexicon: PeopleLexicon, date: str | None = None) -> str:
    """The canonical name for a name as written, or the name itself where nothing settles who is meant."""
    return _settle(name, people, lexicon, date, titled=False)


def _hands(lines: str, lexicon: PeopleLexicon) -> Iterator[Who]:
    for match in lexicon.hands.finditer(lines):
        yield Who(Span(*match.span()), (), PersonKind.HAND)


def _mentioned(note: Note, lines: str) -> Iterator[Who]:
    """Those whom the source itself ties to a name, but for them that only stand in quoted words: those are blotted out."""
    for span, name in note.mentions:
        if len(span) and span.end <= len(note.text) and span.of(lines) == span.of(note.text):
            yield Who(span, (name,))


def _initialled(note: Note, lexicon: PeopleLexicon, date: str | None) -> Iterator[Who]:
    """Initials that are quoted as such ("the initials “JFD”"), where one person alone can have written them at that date."""
    for match in _INITIALS.finditer(note.text):
        letters = match[1].replace(".", "").replace(" ", "")
        names = _with_letters(letters, lexicon, date)
        if len(names) == 1:
            yield Who(Span(*match.span()), (names.pop(),))


def signed_by(words: str, lexicon: PeopleLexicon, date: str | None) -> str | None:
    """Who put his initials at the end of these words ("Write soon—JFK"), where one person alone can have written them at that date."""
    signed = _SIGNED.search(words)
    names = _with_letters(signed[1].replace(".", "").replace(" ", ""), lexicon, date) if signed else set()
    return names.pop() if len(names) == 1 else None


_SIGNED = re.compile(r"(?:[.!?]\s|\s?[—–-]\s?)([A-Z]\.? ?[A-Z]\.? ?[A-Z]?\.?)$")
"""Initials under what is quoted: after its last sentence, or a dash."""


def _with_letters(letters: str, lexicon: PeopleLexicon, date: str | None) -> set[str]:
    """Those of whom the lexicon knows that they were active at a date and had these initials."""
    return {
        person.name
        for person in lexicon.persons
        if date and _letters(person.name) == letters and _was_active(person.name, lexicon, date)
    }


def _by_letters(lines: str, people: Sequence[Person], lexicon: PeopleLexicon, date: str | None) -> Iterator[Who]:
    """Those called by their initials where a person stands ("JM struck out"), if they are one alone of the source, or of that date."""
    for match in _ALL_CAPITALS.finditer(lines):
        letters = match[1].replace(".", "").replace(" ", "")
        if letters not in lexicon.no_initials and _acts(lines, match, lexicon):
            near = {person.name for person in people if _letters(person.name) == letters}
            names = near or _with_letters(letters, lexicon, date)
            if len(names) == 1:
                yield Who(Span(*match.span(1)), (names.pop(),))


_ALL_CAPITALS = re.compile(r"(?<![\w.])([A-Z](?:\. ?[A-Z]){1,3}\.|[A-Z]{2,4})(?!\w|\.\w)")


def _letters(name: str) -> str:
    """The first letters of a name: JFD for John Foster Dulles."""
    return "".join(re.findall(r"\b[A-Z](?=[a-z.])", re.sub(r",? (?:Jr\.|Sr\.|III|II)$", "", name)))


def _by_office(lines: str, lexicon: PeopleLexicon, kinds: Set[str]) -> Iterator[Who]:
    """Parts of a government that did something, and people of whom only the trade is told ("a White House secretary")."""
    for kind in ("organs", "named_bodies", "office_codes", "trades"):
        for match in getattr(lexicon, kind).finditer(lines) if kind in kinds else ():
            yield Who(Span(*match.span()), (" ".join(match[1].split()),), PersonKind.OFFICE)


def _titled(lines: str, lexicon: PeopleLexicon, date: str | None) -> Iterator[Who]:
    """Offices without a name ("the President"), resolved by the date where the lexicon knows who held them."""
    for match in lexicon.offices.finditer(lines):
        title = " ".join(match[1].split())
        holders = {
            holder.name
            for holder in _holders(lexicon).get(title.lower(), ())
            if date and holder.start[: len(date)] <= date <= holder.end
        }
        name = holders.pop() if len(holders) == 1 else title
        kind = PersonKind.OFFICE if name == title else PersonKind.PERSON
        of = _OF.match(lines, match.end()) if kind is PersonKind.OFFICE else None
        yield Who(
            Span(match.start(), of.end() if of else match.end()),
            (f"{name} {' '.join(of[0].split())}" if of else name,),
            kind,
        )


_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w-]+(?:(?:\s+(?:and|of|for))?\s+[A-Z][\w-]+)*")
"""What an office or body is one of ("the Minister of Justice", "the Department of the Air Force")."""


def _bodies(lines: str, lexicon: PeopleLexicon) -> Iterator[Who]:
    for match in lexicon.bodies.finditer(lines):
        name, end = " ".join(match[1].split()), match.end()
        of = _OF.match(lines, end) if name == "Department" or name in lexicon.body_ends else None
        if of is not None:
            yield Who(Span(match.start(), of.end()), (f"{name} {' '.join(of[0].split())}",), PersonKind.OFFICE)
        else:
            yield Who(Span(match.start(), end), (lexicon.body_names.get(name, name),), PersonKind.OFFICE)


def _named(lines: str, people: Sequence[Person], lexicon: PeopleLexicon, date: str | None) -> Iterator[Who]:
    for match in _SEQUENCE.finditer(lines):
        start, end, titled = match.start(), _before_date(lines, match), False
        if lines.startswith(".", end) and f"{match.group().split()[-1]}." in lexicon.title_forms:
            continue
        if (
            _is_adverb(lines, match)
            and match.group().lower() not in lexicon.known
            and not _matching(match.group(), people)
        ):
            continue
        if (
            match.group().lower() in lexicon.not_names
            and _acts(lines, match, lexicon)
            and _matching(match.group(), people)
        ):
            yield Who(Span(start, end), (_settle(match.group(), people, lexicon, date, titled),))
            continue  # a person of this source whose name is a common word ("Page added")
        opener = lexicon.titles.match(lines, start, end)
        first_title = last_title = start
        while start < end and (opener or _is_no_name(lines[start:end], lexicon)):
            first_title = start if opener and not titled else first_title
            titled = titled or bool(opener)
            last_title = start if opener else last_title
            start = opener.end() if opener else start + len(re.match(r"\S+", lines[start:end])[0])  # type: ignore[index]
            start += len(lines[start:end]) - len(lines[start:end].lstrip())
            opener = lexicon.titles.match(lines, start, end)
        name = " ".join(lines[start:end].split())
        if (
            not name
            and lines[last_title:end].lower() in lexicon.known
            and lines[:last_title].rstrip()[-3:].lower() != "the"
        ):
            start, titled, name = last_title, False, lines[last_title:end]
        if name and _is_name(name, titled, lexicon):
            title = lines[match.start() : start].strip().lower()
            settled = _holder(title, name, lexicon, date) or _settle(name, people, lexicon, date, titled)
            yield Who(Span(first_title if titled else start, end), (settled,))


def _is_no_name(words: str, lexicon: PeopleLexicon) -> bool:
    """Whether the first of some capitalised words begins no name: a common word, unless it is the given name of the next."""
    first, following = [*words.split(None, 2), "", ""][:2]
    if first.isupper() and following in lexicon.title_ends:
        return True  # "CIA Director Doe"
    common = first.lower().rstrip(".,")
    if common not in lexicon.not_names:
        return False
    return not (common in lexicon.given_names and following and following.lower() not in lexicon.not_names)


def _before_date(lines: str, name: re.Match[str]) -> int:
    """Where a name ends, before the day that follows it without a word between ("deleted by Rusk May 5")."""
    month = _MONTH.search(name.group()) if _DAY.match(lines, name.end()) else None
    return name.start() + month.start() if month else name.end()


_DAY = re.compile(r"\.?\s*\d")
_MONTH = re.compile(rf"(?<=\w)\s+(?:{MONTHS}|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.?)\Z")


def _is_adverb(lines: str, name: re.Match[str]) -> bool:
    """Whether a word that may be a name stands as an adverb does: at the head of a sentence, before a comma ("Allegedly, …")."""
    heads = not lines[: name.start()].strip() or lines[: name.start()].rstrip().endswith((".", ";"))
    return heads and name.group().endswith("ly") and lines.startswith(",", name.end())


def _acts(lines: str, name: re.Match[str], lexicon: PeopleLexicon) -> bool:
    """Whether a word that may be a name stands where a person does: after "by", as an owner, before a verb of the past."""
    if lines.endswith(" by ", 0, name.start()):
        return not _DIGIT.match(lines, name.end())
    return bool(lexicon.acts.match(lines, name.end()))


_DIGIT = re.compile(r"\s*\d")


@cache
def _holders(lexicon: PeopleLexicon) -> dict[str, list[Holder]]:
    """Those who held each office."""
    found: dict[str, list[Holder]] = {}
    for holder in lexicon.holders:
        found.setdefault(holder.office, []).append(holder)
    return found


def _holder(title: str, name: str, lexicon: PeopleLexicon, date: str | None) -> str | None:
    """The one of the name who held the office that stands before it ("President Johnson"), by the date: who came to it last before it."""
    held = {
        holder.start: holder.name
        for holder in _holders(lexicon).get(title, ())
        if _surname(holder.name) == name.lower() and (not date or holder.start[:4] <= date[:4])
    }
    return held[max(held)] if len(set(held.values())) == 1 or (held and date) else None


def _is_name(name: str, titled: bool, lexicon: PeopleLexicon) -> bool:
    if name.lower() in lexicon.known:
        return True
    if name.startswith("-"):
        return False  # "Minister-Counselor"
    if lexicon.title_words.fullmatch(name):
        return False
    words = [word.lower().rstrip(".,") for word in name.split() if not _INITIAL.fullmatch(word)]
    if all(len(word.rstrip(".,")) < 2 or "." in word[:-1] for word in name.split()):
        return False  # initials alone: "P." of P.L. 87-515
    if len(words) > 5 or (name.isupper() and "." not in name):
        return False
    words = words[len(words) > 1 and words[0] in lexicon.given_names : -1 if _NUMBERED.search(name) else None]
    return not any(word in lexicon.not_names for word in words) and (titled or name.lower() not in lexicon.places)


_INITIAL = re.compile(r"[A-Z]\.")
_NUMBERED = re.compile(r"\w I{2,3}$")
"""A name with the number of its bearer ("Douglas MacArthur II")."""


def _settle(name: str, people: Sequence[Person], lexicon: PeopleLexicon, date: str | None, titled: bool) -> str:
    """The one person whom the name can mean, or the name as written."""
    near = _matching(name, people)
    if len(near) == 1:
        return near.pop()
    key = name.lower()
    if near or (key in lexicon.surnames and not titled):
        return name
    known = lexicon.known.get(key, frozenset())
    fitting = {person for person in known if _was_active(person, lexicon, date)}
    return fitting.pop() if len(fitting) == 1 else name


def _matching(name: str, people: Sequence[Person]) -> set[str]:
    """The persons known from the source who go by this name."""
    key = name.lower()
    return {person.name for person in people if key in _forms(person)}


@lru_cache(maxsize=4096)
def _forms(person: Person) -> frozenset[str]:
    """By what names a person goes, in small letters."""
    return frozenset(name.lower() for name in (person.name, person.short, *person.aliases, _surname(person.name)))


@lru_cache(maxsize=4096)
def _surname(name: str) -> str:
    words = [word for word in re.split(r"[ ,]+", name.lower()) if word.rstrip(".") not in {"jr", "sr", "ii", "iii"}]
    return words[-1] if words else ""


def _was_active(person: str, lexicon: PeopleLexicon, date: str | None) -> bool:
    if not date or not date[:4].isdigit() or person not in lexicon.active:
        return True
    first, last = lexicon.active[person]
    return first - _YEARS_OF_GRACE <= int(date[:4]) <= last + _YEARS_OF_GRACE


def _widened(found: Sequence[Who], lines: str, lexicon: PeopleLexicon) -> Iterator[Who]:
    """Each person with the title that stands before the name taken in, an office or body that is part of it being nobody else."""
    wide: list[Who] = []
    floor = 0
    for who in found:
        if who.kind is PersonKind.PERSON:
            who = replace(who, span=Span(_title_start(who, lines, floor, lexicon), who.span.end))
            while wide and wide[-1].span.overlaps(who.span):
                wide.pop()
            floor = who.span.end
        wide.append(who)
    yield from wide


def _title_start(who: Who, lines: str, floor: int, lexicon: PeopleLexicon) -> int:
    """Where the title begins that stands before a name ("Under Secretary for Political Affairs Doe"): where the name does, if there is none."""
    start = who.span.start
    before = lines[max(floor, start - _LONGEST_TITLE) : start]
    capitals = _CAPITALS.search(before)
    title = lexicon.title_words.search(lines, start - len(capitals[0]), who.span.end) if capitals else None
    if capitals and title:
        led = before[: capitals.start()].rstrip()[-1:].isalpha()
        start = start - len(capitals[0]) if led else min(start, title.start())
    elif before.rstrip().endswith(lexicon.title_ends) and (title := lexicon.title_before.search(before)):
        start -= len(title[0])
    once = _ONCE.search(lines, floor, start)
    return once.start() if once and lexicon.title_words.match(lines, start) else start


_ONCE = re.compile(r"(?<!\w)(?:the )?(?:former|then|late)\s+\Z")
_LONGEST_TITLE = 90
_CAPITALS = re.compile(r"(?<![\w.])[A-Z][\w&’-]*(?:\s+(?:(?:of|for|and|to|the)\s+)*[A-Z][\w&’-]*)*\s+\Z")
"""Capitalised words right before a name, with the small ones between them."""


def _with_apposition(whos: Iterable[Who], lines: str, lexicon: PeopleLexicon) -> Iterator[Who]:
    """Each person with the office that only says what he was ("Mr. Doe, the Counselor", "the Counselor, Mr. Doe"); in a row that ends with "and" it is another's."""
    last: Who | None = None
    whos = tuple(whos)
    for number, who in enumerate(whos):
        if last is not None and who.span.start < last.span.end:
            continue  # named in what he was
        later = map(whos.__getitem__, range(number + 1, len(whos)))
        who = replace(who, span=Span(who.span.start, _role_end(who, later, lines, lexicon)))
        if last is not None and _is_apposition(last, who, lines):
            last = replace(last, span=Span(last.span.start, who.span.end), owner=who.owner)
            continue
        if last is not None and _is_in_parentheses(last, who, lines):
            last = replace(who, span=Span(_office_start(last, lines), who.span.end + 1))
            continue
        if last is not None and (_is_named_after(last, who, lines) or _is_relation(last, who, lines, lexicon)):
            last = replace(who, span=Span(last.span.start, who.span.end))
            continue
        if last is not None:
            yield last
        last = who
    if last is not None:
        yield last


def _role_end(who: Who, later: Iterable[Who], lines: str, lexicon: PeopleLexicon) -> int:
    """Where what a person was ends, with the comma that closes it ("Doe, Assistant to the Secretary, |"): where his name does, if that is not told."""
    role = lexicon.behind_name.match(lines, who.span.end)
    if role is None or who.kind is not PersonKind.PERSON or who.owner or not lexicon.roles.search(role["role"]):
        return who.span.end
    within = takewhile(lambda one: one.span.start < role.end(), later)
    if any(one.kind is PersonKind.PERSON and not _THE.match(lines, one.span.start) for one in within):
        return who.span.end  # "X, Ambassador Y, and Z"
    in_row = lines.startswith("the ", role.start("role")) and _GOES_ON.match(lines, role.end())
    return who.span.end if in_row else role.end() + bool(_CLOSING_COMMA.match(lines, role.end()))


_GOES_ON = re.compile(r",\s+(?:and|or)\s+(?!(?:is|was|are|were|has|had|then|later)\b)")
_CLOSING_COMMA = re.compile(r",(?!\s+(?:and|or|who|whose|which)\b)")


def _is_apposition(who: Who, office: Who, lines: str) -> bool:
    """Whether what follows a person and a comma is only his office."""
    if who.kind is not PersonKind.PERSON or who.owner or office.owner or not _THE.match(lines, office.span.start):
        return False
    return lines[who.span.end : office.span.start].strip() == "," and bool(_CLOSES.match(lines, office.span.end))


def _is_in_parentheses(office: Who, who: Who, lines: str) -> bool:
    """Whether the name of who held an office follows it in parentheses ("the Secretary of State (Doe)")."""
    if who.kind is not PersonKind.PERSON or office.owner or not lines.startswith(")", who.span.end):
        return False
    if not _UP_TO_NAME.fullmatch(lines, office.span.end, who.span.start):
        return False
    return bool(_THE.match(lines, office.span.start)) or _office_start(office, lines) < office.span.start


def _office_start(office: Who, lines: str) -> int:
    """Where an office begins of which only the end was known as one ("the Chief of the Division of Far Eastern Affairs")."""
    before = _HEADED.search(lines, max(0, office.span.start - _LONGEST_OFFICE), office.span.start)
    return before.start() if before else office.span.start


def _is_named_after(office: Who, who: Who, lines: str) -> bool:
    """Whether the name of who held an office follows it and a comma ("the Counselor, Mr. Doe", "the Executive Secretary, Doe, who")."""
    is_office = not office.owner and bool(_THE.match(lines, office.span.start))
    mister = bool(_MISTER.match(lines, who.span.start)) and bool(_CLOSES.match(lines, who.span.end))
    bare = office.kind is PersonKind.OFFICE and bool(_NAME_CLOSES.match(lines, who.span.end))
    between = lines[office.span.end : who.span.start]
    return is_office and who.kind is PersonKind.PERSON and between.strip() == "," and (mister or bare)


def _is_relation(owner: Who, who: Who, lines: str, lexicon: PeopleLexicon) -> bool:
    """Whether a name is that of somebody's man ("the President’s adviser Doe")."""
    between = owner.owner and who.kind is PersonKind.PERSON
    return bool(between and lexicon.relations.fullmatch(lines, owner.span.end, who.span.start))


_THE = re.compile(r"[Tt]he\s")
_LONGEST_OFFICE = 200
"""Letters of what may stand before the known end of an office."""
_HEADED = re.compile(r"\b[Tt]he (?:[A-Z]\w+ ){1,3}(?:of|for) (?:the )?(?:(?:[A-Z]\w+ )+(?:of|for) (?:the )?)*\Z")
_UP_TO_NAME = re.compile(r"(?:\s+(?:in|to|at)\s+(?:the\s+)?[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*)?\s*\(\s*")
_MISTER = re.compile(r"(?:Mr|Mrs|Miss|Dr)\b")
_CLOSES = re.compile(r"(?:,(?!\s+(?:and|or|who)\b)|[.;:)]|\Z)")
_NAME_CLOSES = re.compile(r",(?!\s+(?:and|or)\b|\s+[A-Z\d])")


def _with_possessive(who: Who, lines: str) -> Who:
    match = _OWNS.match(lines, who.span.end)
    if match:
        return replace(who, span=Span(who.span.start, match.end()), owner=True)
    return replace(who, owner=True) if who.span.of(lines).endswith(("’", "'", "’s", "'s")) else who


def _with_pronouns(whos: list[Who], lines: str, lexicon: PeopleLexicon) -> list[Who]:
    """The persons and, after them, the pronouns that can only mean the last of them."""
    found = list(whos)
    able = [who for who in whos if _may_be_meant(who, lines, lexicon)]
    somebody = [who for who in able if _is_somebody(who, lines, lexicon)]
    for pattern, owner in ((lexicon.possessives, True), (lexicon.pronouns, False)):
        for match in pattern.finditer(lines):
            span = Span(*match.span())
            before = [who for who in able if who.span.end <= span.start]
            persons = [who for who in somebody if who.span.end <= span.start]
            is_known = bool(persons)
            is_emphatic = not owner and is_known and not lines[before[-1].span.end : span.start].strip()
            if is_known and not is_emphatic and not any(who.span.overlaps(span) for who in found):
                if match.group().lower() in _SEVERAL:
                    names, kind = _row_before(before, lines)
                    found += [Who(span, names, kind, owner, pronoun=True)] if names else []
                    continue
                if candidates := _either_meant(persons, lines, span):
                    found.append(Who(span, (), PersonKind.PERSON, owner, pronoun=True, candidates=candidates))
                    continue
                meant = _antecedent(before, persons, lines, span, match.group().lower())
                found.append(Who(span, meant.names, meant.kind, owner, pronoun=True))
    return sorted(found, key=lambda who: who.span)


_SEVERAL = {"they", "their"}


def _row_before(before: Sequence[Who], lines: str) -> tuple[tuple[str, ...], PersonKind]:
    """Whom "they" means: those last named in one row ("X and Y"), or else the body named last; no one where neither is."""
    rows: list[list[Who]] = []
    for who in before:
        between = lines[rows[-1][-1].span.end : who.span.start].strip(" ,\n") if rows else "."
        if between in {"and", ""} and not rows[-1][-1].pronoun:
            rows[-1].append(who)
        else:
            rows.append([who])
    row = next((row for row in reversed(rows) if len(row) > 1), None)
    if row is not None:
        only_persons = all(who.kind is PersonKind.PERSON for who in row)
        names = tuple(dict.fromkeys(name for who in row for name in who.names))
        return names, PersonKind.PERSON if only_persons else PersonKind.OFFICE
    last = before[-1]
    return (last.names, last.kind) if last.kind is PersonKind.OFFICE else ((), PersonKind.PERSON)


def _may_be_meant(who: Who, lines: str, lexicon: PeopleLexicon) -> bool:
    """Whether a pronoun can mean him: no unnamed hand, nobody after whom a paper is only called, nor of whom it is said that it was not he."""
    if lines.endswith("the ", 0, who.span.start) and lexicon.called_after.match(lines, who.span.end):
        return False  # "on the Hoover draft"
    return who.kind is not PersonKind.HAND and not _lead(lines, who).endswith((" not ", " nor "))


def _is_somebody(who: Who, lines: str, lexicon: PeopleLexicon) -> bool:
    """Whether "he" can mean him: a person, or one who is told by his office alone ("the Prime Minister"), and no body."""
    return who.kind is PersonKind.PERSON or lexicon.offices.match(lines, who.span.start) is not None


def _either_meant(before: Sequence[Who], lines: str, span: Span) -> tuple[str, ...]:
    """The persons named just before "he" or "his" of whom it may mean either ("X met Y. He struck it out"); none if one is meant."""
    word = span.of(lines).lower()
    if word not in {"he", "she", "his", "her", "him"}:
        return ()
    stops = [0, *(at.end() for at in _STOP.finditer(lines, 0, span.start))]
    persons = [who for who in before if not who.owner]
    near = [who for who in persons if who.span.start >= stops[-1]]
    if near and _FOLLOWS_OWN.match(lines, span.end):
        return ()
    near = near or [who for who in persons if who.span.start >= stops[-2:][0]]
    if any(_lead(lines, who).endswith((" from ", " by ")) for who in near) and not any(
        _heads_clause(lines, who) for who in near
    ):
        return ()  # "a memorandum from X to Y notes that he did it"
    if near and not any(_heads_clause(lines, who) or _lead(lines, who).endswith(" that ") for who in near):
        owners = (who for who in before if who.owner and not lines[stops[-2:][0] : who.span.start].strip())
        return _if_several([*owners, *near])  # "X’s draft went to Y. He …"
    while len(near) > 1 and _lead(lines, near[0]).endswith((" to ", " for ", " with ")):
        near = near[1:]  # "in a letter to X, Y noted that he did it"
    return _if_several(near)


def _if_several(whos: Sequence[Who]) -> tuple[str, ...]:
    """The names of several persons; none where all are one."""
    names = tuple(dict.fromkeys(name for who in whos for name in who.names))
    return names if len({who.names for who in whos}) > 1 else ()


_STOP = re.compile(r"[.;]\s")
_OPENS = re.compile(r"(?:\A|\. |\n)(?:When|After|Before|While|As|Once)\s+\Z")
_FOLLOWS_OWN = re.compile(r"\s+(?:own|hand|handwriting)\b")


def _antecedent(before: Sequence[Who], persons: Sequence[Who], lines: str, span: Span, word: str) -> Who:
    """Whom a pronoun means: "the latter" whoever was named last, "he" the person who last stood at the head of a sentence."""
    if "latter" in word:
        return before[-1]
    if "former" in word and len(before) > 1:
        return before[-2]
    sentence = max(lines.rfind(". ", 0, span.start), 0)
    near = [who for who in persons if who.span.start >= sentence]
    fronted = [who for who in near if not who.owner and _OPENS.search(lines, sentence, who.span.start)]
    if fronted and len({who.names for who in near}) == 1:
        return fronted[0]  # "When X saw the draft, he struck it out"
    authors = [who for who in near if _lead(lines, who).endswith((" from ", " by "))]
    if authors and not any(_lead(lines, who).endswith((". ", "; ")) or not who.span.start for who in near):
        return authors[0]
    return next((who for who in reversed(persons) if not who.owner and _heads_clause(lines, who)), persons[-1])


def _lead(lines: str, who: Who) -> str:
    """The few letters before somebody."""
    return lines[max(0, who.span.start - 8) : who.span.start]


def _heads_clause(lines: str, who: Who) -> bool:
    """Whether somebody stands at the head of a sentence, or after a comma or quoted words."""
    lead = _lead(lines, who)
    bare = lead.rstrip()
    return not bare or "\n" in lead[len(bare) :] or (bare != lead and bare[-1] in ".;:”),")
