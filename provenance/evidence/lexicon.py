"""What a historian has taught the program of editors' language: verbs, nouns, phrases, hedges, persons and offices.

The lexicon is data (TOML); here it is checked and made ready for searching, once. Nothing in it is specific to a document.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from provenance.errors import UnreadableInput
from provenance.evidence.cues import Cue, compiled
from provenance.evidence.people import Holder, PeopleLexicon
from provenance.evidence.sketch import AGENT, OWNER, QUOTED, TRANSFER
from provenance.model.testimony import Act, Certainty, Person


class Side(StrEnum):
    """Whether quoted words stand in the text before or after the change."""

    EARLIER = "earlier"
    LATER = "later"


class StateKind(StrEnum):
    """What is said to stand in another state of the text: other words, more words, fewer words, or these."""

    READ = "read"
    HOLD = "hold"
    LACK = "lack"
    APPEAR = "appear"


@dataclass(frozen=True, slots=True)
class Wording:
    """One verb, noun or phrase of revision, as the lexicon describes it."""

    name: str
    act: Act
    object: Side | None = None
    prep: tuple[tuple[str, Side], ...] = ()
    textual: bool = True
    unprinted: bool = True
    whole: Act | None = None
    particles: re.Pattern[str] | None = None
    needs_after: re.Pattern[str] | None = None
    phrase: str = ""
    covers_whole: bool = False
    refers_back: bool = False
    beside: bool = False
    here: bool = False
    overlaps: bool = False
    only_names: bool = False
    keys: tuple[str, ...] = ()
    outline: str = ""
    needs: frozenset[str] = frozenset()
    printed: bool | None = None
    certainty: Certainty = Certainty.HIGH
    example: str = ""
    counter: str = ""

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Where the phrase stands between two places of a text; nowhere, if the wording is no phrase."""
        return compiled(self.phrase).finditer(text, start, end) if self.phrase else iter(())


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that notes are read with: wordings, the words that weaken them, places, documents and people."""

    verbs: Mapping[str, tuple[Wording, ...]]
    nouns: Mapping[str, tuple[Wording, ...]]
    phrases: tuple[Wording, ...]
    cues: Mapping[str, Cue]
    stand_ins: Mapping[str, str]
    states: Mapping[str, StateKind]
    state_wordings: Mapping[tuple[StateKind, bool], Wording]
    earlier_state: re.Pattern[str]
    later_state: re.Pattern[str]
    earlier_ways: re.Pattern[str]
    later_ways: re.Pattern[str]
    verb_forms: re.Pattern[str]
    noun_forms: re.Pattern[str]
    triggers: Mapping[str, tuple[str, ...]]
    hedges: re.Pattern[str]
    wishes: re.Pattern[str]
    negations: re.Pattern[str]
    by_hand: re.Pattern[str]
    comment_places: re.Pattern[str]
    editors: re.Pattern[str]
    others: re.Pattern[str]
    elsewhere: re.Pattern[str]
    options: frozenset[str]
    things: re.Pattern[str]
    this_text: re.Pattern[str]
    caveats: re.Pattern[str]
    text_nouns: re.Pattern[str]
    units: Mapping[str, str]
    pointed: Mapping[str, str]
    labelled: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    sides: Mapping[str, int]
    grammar: Mapping[str, frozenset[str]]
    papers: Mapping[str, frozenset[str]]
    people: PeopleLexicon
    first_words: frozenset[str]

    def may_head(self, word: str) -> bool:
        """Whether a verb or noun of revision can begin with the word."""
        return word in self.first_words

    def is_triggered(self, note: str) -> bool:
        """Whether the note holds a word without which nothing can be read from it (quick: most notes hold none)."""
        words = set(note.lower().translate(_LETTERS).split())
        return any(_any_of(self.triggers[word]).search(note) for word in self.triggers.keys() & words)


class _Letters(dict[int, str]):
    """Every letter as it is, and a blank for everything else: for `str.translate`."""

    def __missing__(self, code: int) -> str:
        character = self[code] = chr(code) if chr(code).isalpha() else " "
        return character


_LETTERS = _Letters()
_EVERYWHERE = frozenset({"the", "is", "are", "was", "were", "has", "have", "in", "out", "of", "to", "an", "as", "by"})


def _rarity(word: str) -> tuple[bool, int]:
    """The greater, the fewer notes hold the word."""
    return word not in _EVERYWHERE, len(word)


def read_lexicon(texts: Mapping[str, str]) -> Lexicon:
    """The lexicon from its files: file name → TOML text. UnreadableInput says which file is wrong, and how."""
    files = {name: _load(name, text) for name, text in texts.items()}
    try:
        return _lexicon(files)
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as trouble:
        raise UnreadableInput(f"the lexicon lacks something or has it in a wrong form: {trouble!r}") from trouble


def _load(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise UnreadableInput(f"lexicon file {name} is not readable as TOML: {trouble}") from trouble


def _lexicon(files: Mapping[str, dict[str, Any]]) -> Lexicon:
    marks, places, documents = files["marks.toml"], files["places.toml"], files["documents.toml"]
    verbs = _by_form(files["verbs.toml"]["verb"])
    nouns = _by_form(files["nouns.toml"]["noun"])
    shared = _shared(files["phrases.toml"]["shared"])
    stand_ins = _stand_ins(
        documents,
        places,
        files["verbs.toml"]["verb"],
        files["nouns.toml"]["noun"],
        [*files["clauses.toml"]["hands"], "pen"],
        shared["named"],
    )
    phrases = tuple(_phrase(entry, stand_ins, shared) for entry in files["phrases.toml"]["phrase"])
    text_nouns = _words([*documents["nouns"], *(f"{noun}s" for noun in documents["nouns"])])
    starts = files["phrases.toml"].get("triggers", [])
    return Lexicon(
        verbs=verbs,
        nouns=nouns,
        phrases=phrases,
        cues=_cues(
            files["cues.toml"],
            {**stand_ins, "text": text_nouns.pattern, "figure": places["figure"], "named": _blanks(shared["named"])},
        ),
        stand_ins=stand_ins,
        states={form: StateKind(entry["kind"]) for entry in files["states.toml"]["state"] for form in entry["forms"]},
        state_wordings=dict(_state_wordings(files["states.toml"]["state"])),
        earlier_state=re.compile(rf"(?<!\w){stand_ins['old']}(?!\w)", re.IGNORECASE),
        later_state=re.compile(rf"(?<!\w)(?:an?\s+)?{stand_ins['new']}(?!\w)", re.IGNORECASE),
        earlier_ways=_ways(documents["earlier_ways"], stand_ins),
        later_ways=_ways(documents["later_ways"], stand_ins),
        verb_forms=_words(verbs),
        noun_forms=_words(nouns),
        triggers=_by_rarest_word([*verbs, *nouns, *starts]),
        hedges=_words(marks["hedges"]),
        wishes=_words(marks["wishes"]),
        negations=_words(marks["negations"]),
        by_hand=_words(marks["by_hand"]),
        comment_places=_words(marks["comment_places"]),
        editors=_words(marks["editors"]),
        others=_words(documents["others"]),
        elsewhere=re.compile(
            rf"\W*(?:{'|'.join(documents['elsewhere_patterns'])})".replace(" ", r"\s+").replace(r"\s+?", " ?"),
            re.IGNORECASE,
        ),
        options=frozenset(marks["options"]),
        things=_words(documents["things"]),
        this_text=_words(documents["this_text"]),
        caveats=_words(documents["caveats"]),
        text_nouns=text_nouns,
        units={form: kind for kind, forms in places["units"].items() for form in forms},
        pointed={form: kind for kind, forms in places["pointed"].items() for form in forms},
        labelled=frozenset(form for forms in places["labelled"].values() for form in forms),
        numbers=places["numbers"],
        ordinals=places["ordinals"],
        sides=places["sides"],
        first_words=frozenset(form.split()[0] for form in [*verbs, *nouns]),
        grammar={
            name: frozenset(words) for file in ("grammar.toml", "clauses.toml") for name, words in files[file].items()
        },
        papers={name: frozenset(documents[name]) for name in _PAPER_LISTS},
        people=_people(
            files["people.toml"],
            files["offices.toml"],
            {*verbs, *nouns, *places["ordinals"], *_plain_words(files)},
            files["clauses.toml"]["pasts"],
        ),
    )


def _ways(ways: Sequence[str], stand_ins: Mapping[str, str]) -> re.Pattern[str]:
    """The turns of phrase that name a state by what was done to it; who did it is the group `changer`."""
    words, count = "|".join(ways).replace(" ", r"\s+"), 0
    while "{who}" in words:
        words, count = words.replace("{who}", f"(?P<changer{count or ''}>{stand_ins['who']})", 1), count + 1
    return re.compile(rf"(?<!\w)(?:{words.replace('{author}', stand_ins['author'])})(?!\w)", re.IGNORECASE)


_STATE_ACTS = {
    (StateKind.READ, True): Act.REPLACE, (StateKind.READ, False): Act.REPLACE, (StateKind.HOLD, True): Act.DELETE,
    (StateKind.HOLD, False): Act.INSERT, (StateKind.LACK, True): Act.INSERT, (StateKind.LACK, False): Act.DELETE,
}  # fmt: skip
"""What the difference of two states says was done, by what is said of the state and whether it is the earlier one."""


def _state_wordings(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[tuple[StateKind, bool], Wording]]:
    """A wording for each thing that can be said of an earlier and of a later state."""
    by_kind = {StateKind(entry["kind"]): entry for entry in entries}
    for (kind, is_earlier), act in _STATE_ACTS.items():
        entry = {key: value for key, value in by_kind[kind].items() if key not in {"kind", "later_example"}}
        if not is_earlier:
            entry["example"] = by_kind[kind]["later_example"]
        yield (kind, is_earlier), _wording({**entry, "act": act.value, "printed": "after" if is_earlier else "before"})


def _plain_words(files: Mapping[str, dict[str, Any]]) -> set[str]:
    """The small words, papers and parts of texts: none of them is a name, with a capital either."""
    documents, places = files["documents.toml"], files["places.toml"]
    lists = [
        *files["grammar.toml"].values(),
        *(documents[name] for name in ("nouns", "foreign", "remarks", "parts", "series")),
    ]
    papers = {f"{noun}s" for noun in documents["nouns"]} | {"copies"}
    units = {form for forms in places["units"].values() for form in forms}
    return {word for words in lists for word in words} | papers | units


def _by_form(entries: Iterable[dict[str, Any]]) -> dict[str, tuple[Wording, ...]]:
    """Each form of each verb or noun, in small letters, with the wordings that use it, in the order of the file."""
    found: dict[str, tuple[Wording, ...]] = {}
    for entry in entries:
        wording = _wording(entry)
        for form in entry["forms"]:
            found[form.lower()] = (*found.get(form.lower(), ()), wording)
    return found


_KEYS = {
    "name", "act", "forms", "object", "prep", "textual", "unprinted", "whole", "particles", "needs_after", "example", "counter",
    "pattern", "whole_text", "refers_back", "beside", "here", "overlaps", "only_names", "keys", "printed", "certainty",
}  # fmt: skip


def _checked(entry: dict[str, Any], keys: Set[str]) -> str:
    """The name of an entry; one without an example, or with a key that nothing reads, is refused."""
    name = str(entry["name"])
    if unknown := entry.keys() - keys:
        raise UnreadableInput(f"the lexicon’s entry “{name}” has a key that nothing reads: {min(unknown)}")
    if not entry.get("example"):
        raise UnreadableInput(f"the lexicon’s entry “{name}” has no example; give it a sentence that it reads")
    return name


def _wording(entry: dict[str, Any], phrase: str = "", outline: str = "") -> Wording:
    return Wording(
        name=_checked(entry, _KEYS),
        act=Act(entry["act"]),
        object=Side(entry["object"]) if "object" in entry else None,
        prep=tuple((word, Side(side)) for word, side in entry.get("prep", {}).items()),
        textual=entry.get("textual", True),
        unprinted=entry.get("unprinted", entry.get("textual", True)),
        whole=Act(entry["whole"]) if "whole" in entry else None,
        particles=_words(entry["particles"]) if "particles" in entry else None,
        needs_after=re.compile(entry["needs_after"], re.IGNORECASE) if "needs_after" in entry else None,
        phrase=phrase,
        covers_whole=entry.get("whole_text", entry.get("whole") is True),
        refers_back=entry.get("refers_back", False),
        beside=entry.get("beside", False),
        here=entry.get("here", False),
        overlaps=entry.get("overlaps", False),
        only_names=entry.get("only_names", False),
        keys=tuple(key.lower() for key in entry.get("keys", ())),
        outline=outline,
        needs=_needs(entry.get("pattern", "")),
        printed={"after": True, "before": False}.get(entry.get("printed", "")),
        certainty=Certainty(entry.get("certainty", "high")),
        example=entry["example"],
        counter=entry.get("counter", ""),
    )


OUTLINE_SIGNS = tuple(map(chr, range(0xE100, 0xE120)))
"""What stands in the outline of a phrase for each of its stand-ins, in their order."""


def _shared(turns: Mapping[str, str]) -> Mapping[str, str]:
    """The turns that many phrases share; one may hold those that stand before it."""
    known: dict[str, str] = {}
    for name, turn in turns.items():
        known[name] = _spelled_out(turn, known)
    return known


def _spelled_out(pattern: str, shared: Mapping[str, str]) -> str:
    """The pattern with each shared turn in full; what is no shared turn is a stand-in, and stays."""
    return re.sub(r"\{([a-z]+)\}", lambda turn: shared.get(turn[1], turn[0]), pattern)


def _phrase(entry: dict[str, Any], stand_ins: Mapping[str, str], shared: Mapping[str, str]) -> Wording:
    entry = {**entry, "pattern": _spelled_out(entry["pattern"], shared)}
    pattern, outline = _filled(entry["pattern"], stand_ins), _blanks(entry["pattern"])
    for name, sign in zip(stand_ins, OUTLINE_SIGNS, strict=False):
        outline = outline.replace("{" + name + "}", sign)
    plain = {key: value for key, value in entry.items() if key != "whole"}
    return _wording(
        {**plain, "whole_text": entry.get("whole", False)}, rf"(?<!\w)(?:{pattern})", rf"(?<!\w)(?:{outline})"
    )


def _blanks(pattern: str) -> str:
    """The pattern as one of Python: a blank fits any white space."""
    return pattern.replace(" ", r"\s+").replace(r"\s+?", " ?")


def _filled(pattern: str, stand_ins: Mapping[str, str]) -> str:
    """The pattern with what its stand-ins mean, those of `_GROUPS` as groups: `who`, and if it comes again `who1`."""
    counts: Counter[str] = Counter()

    def meaning(stand_in: re.Match[str]) -> str:
        name, number = stand_in[1], counts[stand_in[1]]
        counts[name] += 1
        return f"(?P<{name}{number or ''}>{stand_ins[name]})" if name in _GROUPS else f"(?:{stand_ins[name]})"

    return re.sub(r"\{([a-z]+)\}", meaning, _blanks(pattern))


def _cues(file: Mapping[str, Any], stand_ins: Mapping[str, str]) -> dict[str, Cue]:
    """The cues by their names; the file brings stand-ins of its own."""
    own = {name: _blanks(meaning) for name, meaning in file["stand_ins"].items()}
    cues: dict[str, Cue] = {}
    for entry in file["cue"]:
        name = _checked(entry, _CUE_KEYS)
        if name in cues:
            raise UnreadableInput(f"the lexicon has two cues “{name}”; give one of them another name")
        cues[name] = Cue(**{**entry, "pattern": _filled(entry["pattern"], {**stand_ins, **own})})
    return cues


_CUE_KEYS = {"name", "pattern", "decides", "example", "counter"}


def _needs(pattern: str) -> frozenset[str]:
    """The signs of a sketch without which the phrase cannot be there: what stands outside all its groups."""
    while (shorter := re.sub(r"\([^()]*\)", "-", pattern)) != pattern:
        pattern = shorter
    return frozenset.intersection(*(_signs_in(branch) for branch in pattern.split("|")))


def _signs_in(pattern: str) -> frozenset[str]:
    return frozenset(sign for name, sign in _SIGNS.items() if re.search(rf"\{{{name}\}}(?![?*])", pattern))


_SIGNS = {"earlier": QUOTED, "later": QUOTED, "who": AGENT, "whose": OWNER}
_PAPER_LISTS = (
    "nouns",
    "other_marks",
    "earlier_marks",
    "later_marks",
    "foreign",
    "unlike",
    "remarks",
    "edges",
    "parts",
    "loose",
    "series",
    "laws",
    "houses",
    "law_parts",
    "ways",
    "states",
    "correspondence",
    "talk",
    "speeches",
    "accompanying",
    "policy",
    "lists",
)
_GROUPS = {"who", "whose", "later", "earlier", "words", "unit", "was", "now"}


def _stand_ins(
    documents: Mapping[str, Any],
    places: Mapping[str, Any],
    verbs: Sequence[dict[str, Any]],
    nouns: Sequence[dict[str, Any]],
    hands: Sequence[str],
    named: str,
) -> dict[str, str]:
    """What the stand-ins of a phrase mean as patterns over a sketch; `named` is what may stand before quoted words."""
    revised = [form for verb in verbs if verb.get("whole") == "revise" for form in verb["forms"]]
    changes = [form for noun in nouns if noun["act"] in {"revise", "delete", "insert"} for form in noun["forms"]]
    old_patterns, new_patterns = ("|".join(documents[f"{side}_patterns"]) for side in ("earlier", "later"))
    quote = f'(?:{_blanks(named)})?[“"‘][{QUOTED}{TRANSFER}.!?]*[”"’]'
    who = f"(?<![{AGENT}])[{AGENT}]++(?:(?:,? and |, )[{AGENT}]++){{0,8}}"
    whose = f"(?<![{AGENT}{OWNER}])(?:[{AGENT}]+(?:,? and |, )){{0,8}}[{OWNER}]++"
    units = _either([form for kind, forms in places["units"].items() for form in forms if kind != "same"])
    steps = _either([*places["ordinals"], *places["numbers"], *places["sides"]])
    unit = rf"(?:the |this |these )?(?:(?:{steps}),? (?:and |or )?){{0,4}}(?:{units})(?: (?:\d{{1,3}}(?:(?:,? and |, |–|-)\d{{1,3}})*|two|three|four|five|six|seven|eight|nine|ten|\(?(?-i:[b-hj-z])\b\)?))?(?!\w)(?: (?:of|in) (?:this|the|that) (?:(?:{steps}) )?(?:{units}|{_either(documents['correspondence'])}|text|draft|document|paper)\b)?"
    parts = "rest|remainder|balance|(?:first|second|last|latter|former|final) (?:half|part|portion)"
    unit = rf"(?:(?:the )?(?:{parts}) of (?:this|the) (?:(?:{steps}) )?(?:{units})\b|{unit})"
    return {
        "label": r"(?:(?P<label>\b(?:[IVX]{1,4}|[A-D]|\d{1,2})) (?:is|was|gives|represents|shows) the (?:[\w-]+ ){1,4})?".replace(
            " ", r"\s+"
        ),
        "who": who,
        "author": rf"(?:{who}|{whose})",
        "start": r"(?:\A|(?<=[.!?]\s)|(?<=[.!?][”’)]\s))\W*",
        "hand": f"(?:{_either(hands)})",
        "whose": whose,
        "later": quote,
        "earlier": quote,
        "words": quote,
        "was": rf"{places['figure']}(?![\w-])",
        "now": rf"{places['figure']}(?![\w-])",
        "series": rf"(?:[{AGENT}]+|{_either(documents['series'])}) \d[\w/–-]*".replace(" ", r"\s+"),
        "unit": unit,
        "changed": f"(?:{_either(form for form in revised if form.endswith(('ed', 'ten', 'cast')))})",
        "changes": f"(?:{_either(changes)})",
        "offered": f"(?:{_either(documents['offered'])})",
        "accepted": f"(?:{_either(documents['accepted'])})",
        "paper": rf"(?:(?:the|this) (?:[\w-]+ ){{0,2}}?(?:{_either(documents['nouns'])})|it)\b".replace(" ", r"\s+"),
        "old": rf"(?:(?:the|an?|this|its|[{OWNER}]+) )?(?:{old_patterns}|{_either(documents['earlier'])})(?: (?:copy|of (?:the|this) \w+))?(?: \([^()]{{1,80}}\))?",
        "new": rf"(?:(?:the|this|its|[{OWNER}]+) )?(?:{new_patterns}|{_either(documents['later'])})",
    }


def _either(forms: Iterable[str]) -> str:
    """Any of the forms, the longest first; sorted by their first letters, so that few need be tried at each place."""
    groups: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=len, reverse=True):
        groups.setdefault(form[:1], []).append(form)
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(form[1:]) for form in group)})" for first, group in groups.items()
    )


def _by_rarest_word(forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The forms by one word of each, that which the fewest notes hold."""
    found: dict[str, tuple[str, ...]] = {}
    for form in forms:
        word = max(form.lower().translate(_LETTERS).split(), key=_rarity)
        found[word] = (*found.get(word, ()), form)
    return found


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    return _words(forms)


def _words(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the forms as whole words, the longest first; a blank fits any white space."""
    return re.compile(rf"(?<![\w])(?:{_either(forms)})(?![\w])".replace(r"\ ", r"\s+"), re.IGNORECASE)


def _people(
    people: Mapping[str, Any], offices: Mapping[str, Any], plain_words: set[str], pasts: Sequence[str]
) -> PeopleLexicon:
    known: dict[str, set[str]] = {}
    for entry in people["persons"]:
        for form in _forms(entry):
            known.setdefault(form.lower(), set()).add(entry["name"])
    titles = _either(people["titles"]).replace(r"\ ", r"\s+")
    listed = r"(?:(?:,\s+[A-Z][\w-]+)+,?(?=\s+and\s+[A-Z][\w-]+\s+Affairs\b))?"
    acts = rf"(?:[’']s\b|\s(?:(?:had|has|then|later|also|himself)\s)?(?:[a-z]+ed|written|{_either(pasts)})\b)"
    small = _either((*people["roles"], *people["relations"], *people["role_words"]))
    role_word = rf"(?:[A-Z][\w’'-]*+|(?:{small})(?!\w))"
    organ = rf"(?:{_either(people['organs'])})\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w-]+{listed}(?:(?:\s+and|\s+of|\s+for)?\s+[A-Z][\w-]+)*"
    return PeopleLexicon(
        known={form: frozenset(names) for form, names in known.items()},
        active={entry["name"]: (entry["years"][0], entry["years"][1]) for entry in people["persons"]},
        surnames=frozenset(people["common"]),
        not_names=frozenset({*people["not_names"], *plain_words, *_common_words(people)}),
        places=frozenset(people["places"]),
        title_forms=tuple(people["titles"]),
        titles=re.compile(rf"(?:{titles})(?!\w)"),
        title_ends=tuple({title.split()[-1] for title in people["titles"]}),
        title_before=re.compile(rf"(?:(?<!\w)[Tt]he )?(?<!\w)(?:(?:{titles})(?!\w)\s*)+\Z"),
        title_words=_words((*people["titles"], *people["offices"])),
        roles=_words((*people["titles"], *people["offices"], *people["relations"], *people["roles"])),
        behind_name=re.compile(
            rf",\s+(?:then\s+)?(?P<role>(?:an?\s+|the\s+)?{role_word}(?:\s++{role_word})*+)(?=[,.;:)])"
        ),
        given_names=frozenset(people["given_names"]),
        relations=re.compile(rf"\s+(?:[a-z]+\s+)?(?:{_either(people['relations'])})\s+"),
        offices=re.compile(
            rf"\b[Tt]he\s+((?:(?:{_either(people['nations'])})\s+)?(?:{_either(people['offices'])}))\b(?!\s+[A-Z])".replace(
                r"\ ", r"\s+"
            )
        ),
        bodies=re.compile(rf"\b(?:[Tt]he\s+)?({_either(people['bodies'])})\b(?!\s+[A-Z])".replace(r"\ ", r"\s+")),
        body_names=dict(people.get("body_names", {})),
        body_ends=frozenset(people["body_ends"]),
        no_initials=frozenset(people["no_initials"]),
        organs=re.compile(rf"(?:(?<=\b(?:in|by)\s)(?:the\s+)?|\b[Tt]he\s+(?={organ}{acts}))({organ})"),
        named_bodies=re.compile(
            rf"(?<!\w)(?:[Tt]he\s+)?((?!The\s)(?:(?:[A-Z]\.)+\s?(?=[A-Z])|[A-Z][\w&-]*\s+){{1,4}}(?:{_either(people['body_ends'])}))\b(?!\s+[A-Z])(?!\s+(?:of|for)\b)".replace(
                r"\ ", r"\s+"
            )
        ),
        office_codes=re.compile(
            rf"(?<=\b(?:in|by)\s)((?!(?:{'|'.join(people['no_offices'])})\b)[A-Z]{{1,5}}(?:/[A-Z]{{1,6}}(?:[–-][A-Z]+)?)+|(?!(?:{'|'.join(people['no_offices'])})\b)[A-Z]{{2,5}})\b(?!\w|\.\w|\s\d)"
        ),
        trades=re.compile(rf"\b[Aa]n?\s+((?:(?:[A-Z][a-z]+\s+)+)?(?:{_either(people['trades'])}))\b(?!\s+of)"),
        called_after=re.compile(rf"\s+(?:{_either(people['called_after'])})\b"),
        hands=re.compile(rf"(?<!\w)(?:{'|'.join(people['hands'])})(?!\w)", re.IGNORECASE),
        acts=re.compile(acts),
        pronouns=re.compile(
            rf"(?<!\w)(?:{_either(people['pronouns'])}|(?<=by )(?:{_either(people['doers'])})(?! \w+’))(?!\w)".replace(
                r"\ ", r"\s+"
            ),
            re.IGNORECASE,
        ),
        possessives=re.compile(
            rf"(?<!\w)(?:{_either(people['possessives'])})(?= \w)".replace(r"\ ", r"\s+"), re.IGNORECASE
        ),
        holders=tuple(_holders(offices["holders"], people.get("short_offices", {}))),
        persons=tuple(_person(entry) for entry in people["persons"]),
    )


def _common_words(people: Mapping[str, Any]) -> Iterator[str]:
    """The single words by which bodies are called ("Board"): none is a name."""
    return (name.lower() for name in (*people["bodies"], *people["body_ends"]) if name.istitle() and " " not in name)


def _holders(entries: Sequence[dict[str, Any]], short: Mapping[str, str]) -> Iterable[Holder]:
    for entry in entries:
        names = [entry["office"], *(form for form, office in short.items() if office == entry["office"])]
        for office in names:
            yield Holder(office, entry["name"], entry["from"], entry["to"])


def _person(entry: dict[str, Any]) -> Person:
    return Person(entry["name"], _last_name(entry["name"]), entry.get("role"), aliases=tuple(_forms(entry)))


def _forms(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], _last_name(entry["name"]), *entry.get("also", [])]


def _last_name(name: str) -> str:
    plain = re.sub(r",? (?:Jr\.|Sr\.|III|II)$", "", name)
    return plain.rsplit(" ", 1)[-1]
