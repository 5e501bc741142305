"""Of two clauses each has its own doers, however they are joined and however many are named.

The sentences are made of two halves. The first such grid (1,900 sentences) gave one in ten a wrong man: of "struck out
by X, and Y initialed it" Y had struck it out too, of "bears changes by X; Y added “a”" X had added it, and of "by X, Y,
and Z, and W added “a”" all but X had.
"""

import pytest

from provenance.model.testimony import Act
from tests.evidence.test_every_word_in_every_frame import read, told

TEXT = "The treaty is a first step now. We shall consult with our allies before the end of the month, and soon."
FIRST = (["Rusk"], ["Rusk", "Ball"], ["Rusk (S)", "Ball", "McGeorge Bundy"])
THEN = (["Kohler"], ["Kohler (EUR)", "Thompson"])
FULL = {
    "Rusk": "Dean Rusk",
    "Ball": "George W. Ball",
    "McGeorge Bundy": "McGeorge Bundy",
    "Kohler": "Foy D. Kohler",
    "Thompson": "Thompson",
}
Told = tuple[Act, str, str]
BY = {
    "The word “soon” was deleted by {who}": (Act.DELETE, "soon", ""),
    "The word “soon” was struck out in the hand of {who}": (Act.DELETE, "soon", ""),
    "“Month” was changed to “year” by {who}": (Act.REPLACE, "month", "year"),
    "The draft was approved with changes by {who}": (Act.REVISE, "", ""),
    "The source text bears changes by {who}": (Act.REVISE, "", ""),
}
DID: dict[str, Told | None] = {
    "{who} added the word “allies.”": (Act.INSERT, "", "allies"),
    "{who} later struck out the word “treaty.”": (Act.DELETE, "treaty", ""),
    "the word “allies” was added by {who}.": (Act.INSERT, "", "allies"),
    "{who} initialed it.": None,
    "{who} had sent it to London.": None,
}
JOINTS = (", and ", "; ", ", while ", ", but ")


def _row(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _full(names: list[str]) -> list[str]:
    return [FULL[name.split(" (")[0]] for name in names]


@pytest.mark.parametrize("by", BY)
def test_who_is_named_after_by_did_nothing_of_what_follows(by: str) -> None:
    for joint in JOINTS:
        for did, what in DID.items():
            for before in FIRST:
                for behind in THEN:
                    note = f"{by.format(who=_row(before))}{joint}{did.format(who=_row(behind))}"
                    act, earlier, later = BY[by]
                    wanted = [(act, _full(before), earlier, later)]
                    if what:
                        wanted.append((what[0], _full(behind), what[1], what[2]))
                    assert sorted(told(read(note, TEXT))) == sorted(wanted), note


HALVES: dict[str, Told | None] = {
    "{who} deleted the word “{a}”": (Act.DELETE, "{a}", ""),
    "the word “{a}” was crossed out in {who}’s hand": (Act.DELETE, "{a}", ""),
    "the word “{a}” was added by {who}": (Act.INSERT, "", "{a}"),
    "{who} changed “{b}” to “{a}”": (Act.REPLACE, "{b}", "{a}"),
    "“{b}” was changed to “{a}” by {who}": (Act.REPLACE, "{b}", "{a}"),
    "the draft was revised by {who}": (Act.REVISE, "", ""),
    "the letter was drafted by {who}": None,
    "{who} wrote in the margin: “Good”": None,
    "the letter was sent to {who}": None,
}


@pytest.mark.parametrize("joint", [", and ", "; ", ". ", ", but ", ", while ", " before ", ". Later "])
def test_each_half_has_its_own_doer_and_words(joint: str) -> None:
    for first, what in HALVES.items():
        for second, then in HALVES.items():
            halves = first.format(who="Rusk", a="soon", b="month"), second.format(who="Ball", a="allies", b="treaty")
            second_half = halves[1][0].upper() + halves[1][1:] if joint == ". " else halves[1]
            note = f"{halves[0][0].upper()}{halves[0][1:]}{joint}{second_half}."
            for mark in (".", ","):
                note = note.replace(f"”{mark}", f"{mark}”")
            wanted = [
                (one[0], [FULL[who]], one[1].format(a=a, b=b), one[2].format(a=a, b=b))
                for one, who, a, b in ((what, "Rusk", "soon", "month"), (then, "Ball", "allies", "treaty"))
                if one
            ]
            assert sorted(told(read(note, TEXT))) == sorted(wanted), note


RUSK, BALL, KOHLER = "Dean Rusk", "George W. Ball", "Foy D. Kohler"
STRUCK, PUT_IN = (Act.DELETE, [RUSK], "first", ""), (Act.INSERT, [RUSK], "", "soon")


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("After deleting “first,” Rusk added “soon” at the end.", [STRUCK, PUT_IN]),
        ("Rusk, who had deleted “first,” later added “soon.”", [STRUCK, PUT_IN]),
        ("Rusk both deleted “first” and added “soon” at the end.", [STRUCK, PUT_IN]),
        ("Rusk, having deleted “first,” added “soon” at the end.", [STRUCK, PUT_IN]),
        ("Rusk and, apparently, Ball deleted “first.”", [(Act.DELETE, [RUSK, BALL], "first", "")]),
        ("“First” was deleted by Rusk; “month,” by Ball.", [STRUCK, (Act.DELETE, [BALL], "month", "")]),
        ("The word “first” was crossed out in Rusk’s hand in a draft by Ball.", [STRUCK]),
        (
            "With the concurrence of Ball, Rusk and Kohler made changes in the draft.",
            [(Act.REVISE, [RUSK, KOHLER], "", "")],
        ),
        (
            "The draft was revised by Kohler, and Rusk omitted “first” in pencil.",
            [(Act.REVISE, [KOHLER], "", ""), STRUCK],
        ),
        (
            "Rusk penciled in “soon” at the end, and “month” was taken out by Ball.",
            [PUT_IN, (Act.DELETE, [BALL], "month", "")],
        ),
        (
            "The word “first” was deleted in Rusk’s hand, while the source text bears handwritten changes by Ball.",
            [STRUCK, (Act.REVISE, [BALL], "", "")],
        ),
        (
            "The word “first” was deleted by Rusk, and Ball, in his own hand, struck out “month.”",
            [STRUCK, (Act.DELETE, [BALL], "month", "")],
        ),
        (
            "“Before the end” was substituted for “later,” apparently by Rusk. The word “end” is in Ball’s hand.",
            [(Act.REPLACE, [RUSK], "later", "before the end"), (Act.INSERT, [BALL], "", "end")],
        ),
        (
            "Rusk changed “now” to “first,” and the word “soon” was added in Ball’s hand.",
            [(Act.REPLACE, [RUSK], "now", "first"), (Act.INSERT, [BALL], "", "soon")],
        ),
        (
            "The word “soon” was added in Rusk’s hand, and the draft was revised by Ball.",
            [PUT_IN, (Act.REVISE, [BALL], "", "")],
        ),
        (
            "Rusk inserted “soon” at the end of the second, and the words “first step” were taken out by Ball.",
            [PUT_IN, (Act.DELETE, [BALL], "first step", "")],
        ),
        ("Rusk wrote in the word “soon” here; Ball wrote in the margin: “I agree.”", [PUT_IN]),
        (
            "The addition of “soon” is in Rusk’s hand, the deletion of “month” in Ball’s.",
            [PUT_IN, (Act.DELETE, [BALL], "month", "")],
        ),
        (
            "The deletion of “first” and the addition of “soon” were made by Rusk.",
            [STRUCK, PUT_IN],
        ),
        (
            "Ball added “allies.” Kohler told Rusk that “first” was too weak, and Rusk deleted it.",
            [(Act.INSERT, [BALL], "", "allies"), STRUCK],
        ),
        ("Ball sent the letter to Kohler. When Rusk saw the draft, he deleted “first.”", [STRUCK]),
        ("“First” was struck out by Rusk or, more probably, by Ball.", [(Act.DELETE, [], "first", "")]),
        ("“First” was possibly struck out by Rusk, more probably by Ball.", [(Act.DELETE, [], "first", "")]),
        ("Rusk, or more probably Ball, struck out “first.”", [(Act.DELETE, [], "first", "")]),
        ("“First” is struck out in Rusk’s hand or, more likely, in Ball’s.", [(Act.DELETE, [], "first", "")]),
        (
            "The draft had the words “first,” which the Drafting Committee struck on January 26.",
            [(Act.DELETE, ["Drafting Committee"], "first", "")],
        ),
        ("Rusk deleted “first,” and Ball said “month” was better.", [STRUCK]),
        ("Rusk deleted “first,” and Ball thought that “month” should go too.", [STRUCK]),
        (
            "At this place the paper had another aim, “first peace.” Rusk deleted it.",
            [(*STRUCK[:2], "first peace", "")],
        ),
        ("At a meeting with Ball, Rusk deleted “first.”", [STRUCK]),
        (
            "The page was retyped with Rusk’s corrections, the only one of substance being “soon” for “first.”",
            [(Act.REPLACE, [RUSK], "first", "soon")],
        ),
        ("Ball rejected Rusk’s deletion of “first.”", []),
        ("Ball approved Rusk’s deletion of “first.”", [STRUCK]),
        ("On Ball’s draft Rusk deleted “first” and wrote in the margin: “Kohler agrees.”", [STRUCK]),
        ("Ball noted on the draft that Rusk had deleted “first.”", [STRUCK]),
        (
            "Kohler returned Ball’s draft with the comment “Too weak,” and Rusk then revised it.",
            [(Act.REVISE, [RUSK], "", "")],
        ),
        ("The source text bears Rusk’s corrections of Ball’s draft.", [(Act.REVISE, [RUSK], "", "")]),
        ("This was changed to “soon” by Rusk.", [(Act.REPLACE, [RUSK], "", "soon")]),
    ],
)
def test_participles_asides_and_ellipses(note: str, wanted: list[tuple[Act, list[str], str, str]]) -> None:
    assert sorted(told(read(note, TEXT))) == sorted(wanted)


@pytest.mark.parametrize(
    ("by", "who"),
    [
        ("Rusk as well as Ball", [RUSK, BALL]),
        ("Rusk and later by Ball", [RUSK, BALL]),
        ("Rusk together with Ball", [RUSK, BALL]),
        ("Rusk, Secretary of State, and Ball, Under Secretary of State", [RUSK, BALL]),
        ("Rusk’s deputy, Ball", [BALL]),
        ("Ball, Rusk’s deputy", [BALL]),
        ("Rusk’s pen", [RUSK]),
        ("Rusk with Ball’s help", [RUSK]),
        ("Rusk, and initialed by Ball", [RUSK]),
        ("Rusk, cleared by Ball, and approved by Kohler", [RUSK]),
        ("Rusk, not Ball", [RUSK]),
        ("an unknown hand, not Rusk’s", []),
        ("someone other than Rusk", []),
    ],
)
def test_who_is_meant_by_whoever_is_named_after_by(by: str, who: list[str]) -> None:
    for note, what in (
        ("The word “soon” was deleted by {by}.", (Act.DELETE, "soon", "")),
        ("“Month” was changed to “year” by {by}.", (Act.REPLACE, "month", "year")),
        ("The revisions on the source text were made by {by}.", (Act.REVISE, "", "")),
    ):
        act, earlier, later = what
        assert told(read(note.format(by=by), TEXT)) == [(act, who, earlier, later)], note.format(by=by)
