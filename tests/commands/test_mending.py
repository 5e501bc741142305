"""A library started from zero, put right, and looked after, with the command line."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar

import pytest

from provenance.store import journal

Run = Callable[..., Any]
TYPED = "The farm is small.\n\nWe stay."
CARBON = "The family farm is small.\n\nWe stay."
SENT = "The family farm is small.\n\nWe stay here."


def write_drafts(folder: Path) -> None:
    for name, text in (("typed", TYPED), ("carbon", CARBON), ("sent", SENT)):
        (folder / f"{name}.txt").write_text(text)


def start(inside: Run, place: str, folder: Path) -> None:
    """A library with one work of three drafts, started from zero."""
    write_drafts(folder)
    described = ("--title", "A speech", "--by", "Ruth Hanley", "--date", "1948-23", "--source", "Box 2", "--as", "Ann")
    for command in (
        ("init", "--empty"),
        ("ingest", str(folder / "typed.txt"), *described),
        ("add", "typed", str(folder / "carbon.txt"), "--by", "Edwin Marsh", "--date", "1948-11?"),
        ("add", "typed", str(folder / "sent.txt"), "--by", "Hanley"),
    ):
        done = inside(place, *command)
        assert done.returncode == 0, done.stderr


def start_with_two(inside: Run, folder: Path, typed: str, sent: str, *by: str) -> str:
    """A library with one work "n" of a typed and a sent text, started from zero."""
    place = str(folder / "own.db")
    (folder / "typed.txt").write_text(typed)
    (folder / "sent.txt").write_text(sent)
    inside(place, "init", "--empty")
    inside(place, "ingest", str(folder / "typed.txt"), "--id", "n")
    inside(place, "add", "n", str(folder / "sent.txt"), *by)
    return place


@pytest.fixture(scope="session")
def drafted_file(inside: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That library in a file; copied for each test."""
    folder = tmp_path_factory.mktemp("drafted")
    start(inside, str(folder / "drafted.db"), folder)
    return folder / "drafted.db"


@pytest.fixture(scope="session")
def drafted_on_server(inside: Run, server: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of the database with that library, which `init` made on the server; copied for each test."""
    start(inside, server.url("drafted"), tmp_path_factory.mktemp("drafted"))
    server.let_go()
    return "drafted"


@pytest.fixture(params=["sqlite", "postgresql"])
def own_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A copy of that library, of either kind, for one test."""
    write_drafts(tmp_path)
    if request.param == "sqlite":
        yield str(shutil.copy(request.getfixturevalue("drafted_file"), tmp_path / "own.db"))
        return
    server = request.getfixturevalue("server")
    with server.copied(request.getfixturevalue("drafted_on_server")) as place:
        yield place


@pytest.fixture
def own(own_place: str, inside: Run) -> Run:
    """The program on that copy."""
    return lambda *arguments: inside(own_place, *arguments)


def versions(own: Run) -> list[tuple[str, str | None, str | None]]:
    told = json.loads(own("versions", "typed", "--json").stdout)["work"]["versions"]
    return [(one["label"], one["author"], one["date"]) for one in told]


def test_a_work_started_from_zero_has_title_author_date_and_label(own: Run) -> None:
    work = json.loads(own("versions", "typed", "--json").stdout)["work"]
    assert (work["title"], work["source"]) == ("A speech", "Box 2")
    assert versions(own) == [
        ("typed", "Ruth Hanley", "1948-23"), ("carbon", "Edwin Marsh", "1948-11?"), ("sent", "Ruth Hanley", None),
    ]  # fmt: skip
    assert "autumn 1948" in own("versions", "typed").stdout
    changes = json.loads(own("changes", "--json").stdout)["changes"]
    assert [(change["after"], change["revisers"]) for change in changes] == [
        ("family", ["Edwin Marsh"]), ("here", ["Ruth Hanley"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "  "), "--by is blank"),
        (("--by", "12"), "is no name"),
        (("--date", "1948-13"), "such as 1971-08-03"),
        (("--date", "autumn 1948"), "such as 1971-08-03"),
        (("--label", "final"), "means the last version"),
        (("--title", " "), "--title is blank"),
        (("--id", "typed"), "is in the library already"),
    ],
)
def test_what_is_no_name_or_date_is_refused_and_nothing_stored(
    own: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "new.txt").write_text("New words.")
    before = own("list", "--json").stdout
    refused = own("ingest", str(tmp_path / "new.txt"), *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert own("list", "--json").stdout == before


def test_a_name_that_is_given_is_one_line(own: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("New words.")
    given = ("--id", "a\nb", "--title", "A\x1b speech\n", "--label", " first \n draft ")
    assert own("ingest", str(tmp_path / "new.txt"), *given).stdout == "stored a b\n"
    work = json.loads(own("versions", "a b", "--json").stdout)["work"]
    assert (work["title"], work["versions"][0]["label"]) == ("A\x1b speech", "first draft")


@pytest.mark.parametrize("label", ["CARBON", "carbon\u200b", "FINAL", "fi\u200bnal"])
def test_a_label_that_looks_like_another_is_not_given(own: Run, tmp_path: Path, label: str) -> None:
    (tmp_path / "new.txt").write_text("New words.")
    for refused in (
        own("add", "typed", str(tmp_path / "new.txt"), "--label", label),
        own("edit", "version", "typed", "sent", "--label", label),
    ):
        assert refused.returncode == 2
        assert "choose another" in refused.stderr


def test_what_is_spelt_with_other_accents_is_the_same_for_every_command(own: Run, tmp_path: Path) -> None:
    composed, apart = "Café", "Cafe\u0301"
    (tmp_path / "new.txt").write_text("New words by somebody.")
    assert (
        own("add", "typed", str(tmp_path / "new.txt"), "--label", composed, "--by", f"René {composed}").returncode == 0
    )
    for asked in (("who", "--to"), ("annotate", "--version"), ("authors", "--version"), ("who", "--reviser")):
        assert own(asked[0], "typed", asked[1], apart.upper()).returncode == 0
    assert "stored" in own("ingest", str(tmp_path / "new.txt"), "--id", composed).stdout
    (tmp_path / "page.jsonl").write_text(json.dumps({"rev": "1", "text": "Other words."}))
    (tmp_path / "new.txt").write_text("Quite other words.")
    for file in ("new.txt", "page.jsonl"):
        refused = own("ingest", str(tmp_path / file), "--id", apart)
        assert refused.returncode == 2
        assert "which looks the same as" in refused.stderr


def test_two_files_of_one_name_are_two_works(own: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "typed.txt").write_text("Quite another text.")
    assert own("ingest", str(tmp_path / "other" / "typed.txt")).stdout == "stored typed-2\n"
    assert "already stored" in own("ingest", str(tmp_path / "other" / "typed.txt")).stdout


def test_a_name_that_fits_two_is_asked_about(own: Run, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("More words.")
    assert own("ingest", str(tmp_path / "more.txt"), "--by", "Tom Hanley").returncode == 0
    refused = own("add", "more", str(tmp_path / "sent.txt"), "--by", "Hanley")
    assert refused.returncode == 2
    assert "'Hanley' may be Ruth Hanley or Tom Hanley; give the whole name" in refused.stderr


def test_a_person_who_is_new_is_told_wherever_he_is_named_with_whom_he_may_be(own: Run, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("Another farm.")
    claim = ("--words", "here", "--source", "Memoir", "--asserted-by", "Ann")
    told = {
        "known": own("edit", "version", "typed", "sent", "--by", "Hanley").stderr,
        "longer": own("edit", "version", "typed", "sent", "--by", "Ruth Mary Hanley").stderr,
        "slip": own("ingest", str(tmp_path / "more.txt"), "--by", "Ruth Hanly").stderr,
        "claimed": own("claim", "add", "typed", "--reviser", "E. Marsh", *claim).stderr,
        "other": own("add", "typed", str(tmp_path / "more.txt"), "--by", "Cy Cook").stderr,
    }
    assert {name: words.count("added new person") for name, words in told.items()} == {
        "known": 0, "longer": 1, "slip": 1, "claimed": 1, "other": 1,
    }  # fmt: skip
    assert "`provenance edit person 'Ruth Hanley' --same-as 'Ruth Mary Hanley'` makes the two one" in told["longer"]
    assert "if that is Ruth Hanley" in told["slip"]
    assert "`provenance edit person 'E. Marsh' --same-as 'Edwin Marsh'`" in told["claimed"]
    assert told["other"] == "provenance: note: added new person Cy Cook\n"


def test_a_name_that_is_given_back_is_not_told_as_another_form_of_itself(own: Run) -> None:
    own("edit", "person", "Edwin Marsh", "--name", "Edward Marsh")
    done = own("edit", "person", "Edward Marsh", "--name", "Edwin Marsh")
    assert done.stdout == "Edwin Marsh (also Edward Marsh)\n"


def test_what_was_entered_wrongly_is_put_right_and_undone(own: Run) -> None:
    before = [own(*command, "typed").stdout for command in (("versions",), ("redline",), ("who",))]
    assert own("edit", "version", "typed", "carbon", "--label", "carbon copy", "--by", "E. Marsh").returncode == 0
    assert own("edit", "person", "E. Marsh", "--same-as", "Edwin Marsh").stdout == "Edwin Marsh (also E. Marsh)\n"
    assert (
        own("edit", "work", "typed", "--title", "The speech", "--date", "1948", "--reason", "as printed").returncode
        == 0
    )
    assert own("remove", "typed", "carbon copy").returncode == 0
    assert [label for label, _, _ in versions(own)] == ["typed", "sent"]
    for _ in range(4):
        assert own("undo").returncode == 0
    assert [own(*command, "typed").stdout for command in (("versions",), ("redline",), ("who",))] == before


def test_the_log_tells_who_changed_what_and_why(own: Run) -> None:
    own("edit", "work", "typed", "--title", "The speech", "--as", "Bob", "--reason", "as printed")
    own("undo")
    entries = json.loads(own("log", "--json").stdout)["entries"]
    assert [entry["id"] for entry in entries] == ["1", "2", "3", "4", "5"]
    assert (entries[0]["by"], entries[0]["work"]) == ("Ann", "typed")
    assert {key: entries[3][key] for key in ("what", "work", "by", "reason", "undone")} == {
        "what": "edited the work (title)", "work": "typed", "by": "Bob", "reason": "as printed", "undone": True,
    }  # fmt: skip
    assert [entry["undone"] for entry in entries] == [False, False, False, True, False]
    assert "as printed (undone)" in " ".join(own("log", "typed").stdout.split())


class Clock(datetime):
    """A clock that was set to certain times, one after the other; the last stays."""

    times: ClassVar[list[str]] = []

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        return cls.fromisoformat(cls.times.pop(0) if len(cls.times) > 1 else cls.times[0]).replace(tzinfo=tz)


def test_the_log_names_the_work_once(own_letter: Run) -> None:
    work = "frus1969-76v13-d309a1"
    said = ("--source", "Memoir", "--asserted-by", "Ann")
    own_letter("claim", "add", work, "--reviser", "Haig", "--words", "complex", *said)
    own_letter("claim", "withdraw", "c1", work, "--by", "Ann", "--reason", "no")
    told = own_letter("log", work, "--width", "200").stdout
    assert f"added a claim on {work}\n" in told
    assert f"set claim {work}/c1 aside: no\n" in told


def test_a_clock_that_was_set_back_is_told_and_changes_no_order(own: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "times", ["2200-01-01T10:00", "1970-01-01T00:00", "1970-01-01T00:01"])
    monkeypatch.setattr(journal, "datetime", Clock)
    for title in ("One", "Two", "Three"):
        assert own("edit", "work", "typed", "--title", title).returncode == 0
    told = own("log", "--json")
    assert told.stderr == (
        "provenance: entry 5 says 1970-01-01 00:00, which is before entry 4 (2200-01-01 10:00) that was made first: a "
        "clock was wrong; the order of the entries is right, their times may not be\n"
    )
    answer = json.loads(told.stdout)
    assert [f"provenance: {one}\n" for one in answer["warnings"]] == [told.stderr]
    assert [entry["what"] for entry in answer["entries"][3:]] == ["edited the work (title)"] * 3
    assert own("undo").stdout == "undid entry 6: edited the work (title)\n"
    assert json.loads(own("list", "--json").stdout)["works"][0]["title"] == "Two"
    assert own("verify").returncode == 0


@pytest.mark.parametrize(
    "asked",
    [("who", "--match", "family"), ("changes",), ("redline",), ("report", "-f", "md"), ("annotate",), ("authors",)],
    ids=lambda asked: asked[0],
)
def test_every_answer_on_a_work_tells_which_of_its_versions_was_removed(own: Run, asked: tuple[str, ...]) -> None:
    said = "The removed version “carbon” by Edwin Marsh stood before “sent”: its changes are told as those of “sent”"
    before = own(*asked).stdout
    assert own("remove", "typed", "carbon").returncode == 0
    answered = own(*asked)
    assert said in " ".join((answered.stdout + answered.stderr).split())
    assert own("undo").returncode == 0
    assert own(*asked).stdout == before


def test_undo_after_another_s_change_is_refused(own: Run) -> None:
    own("edit", "work", "typed", "--title", "One")
    own("edit", "work", "typed", "--title", "Two", "--as", "Bob")
    refused = own("undo", "4")
    assert refused.returncode == 2
    assert "entry 4 cannot be undone: Bob changed the same since" in refused.stderr


def test_a_circle_is_refused(own: Run) -> None:
    refused = own("edit", "version", "typed", "typed", "--after", "sent")
    assert refused.returncode == 2
    assert "cannot descend from itself: typed after sent after carbon after typed" in refused.stderr


def test_what_was_altered_is_found_out(own: Run, own_place: str, directly: Callable[..., Any]) -> None:
    assert "nothing was altered" in own("verify").stdout
    directly(own_place, "UPDATE versions SET authors = '[\"Eve\"]' WHERE label = 'carbon'")
    found = own("verify")
    assert found.returncode == 1
    assert found.stderr == "provenance: version carbon of typed was altered\n"
    told = json.loads(own("verify", "typed", "--json").stdout)
    assert (told["is_sound"], told["faults"]) == (False, ["version carbon of typed was altered"])


def test_an_entry_that_was_written_down_and_is_not_in_the_log_is_told(own: Run) -> None:
    last = json.loads(own("verify", "--json").stdout)["last_entry"]
    assert own("verify").stdout.endswith(f"\nthe log ends with the entry {last}\n")
    assert last == json.loads(own("log", "--json").stdout)["entries"][-1]["hash"]
    own("edit", "work", "typed", "--title", "Two")
    assert own("verify", "--entry", last, "--entry", last[:12].upper()).returncode == 0
    lacking = own("verify", "--entry", "0" * 64, "--entry", last)
    assert lacking.returncode == 1
    assert lacking.stderr == (
        "provenance: no entry of the log has the hash 000000000000…: the library is an earlier copy, or its log was "
        "written anew\n"
    )
    for wrong in ("12", "z" * 64, "0" * 65):
        refused = own("verify", "--entry", wrong)
        assert (refused.returncode, "is no hash of an entry" in refused.stderr) == (2, True)


def test_a_claim_is_set_aside_restored_and_its_note_stays_evidence(own_letter: Run) -> None:
    who = own_letter("who", "--match", "already explained", "--json").stdout
    aside = own_letter("claim", "withdraw", "6-c1", "--by", "D. Editor", "--reason", "misread")
    assert (aside.returncode, aside.stdout) == (0, aside.stdout)
    assert "is set aside by D. Editor: misread" in aside.stdout
    [sentence] = json.loads(own_letter("who", "--match", "already explained", "--json").stdout)["sentences"]
    assert not any(change["revisers"] for change in sentence["changes"])
    note = next(n for n in json.loads(own_letter("evidence", "--json").stdout)["notes"] if n["number"] == "6")
    assert note["is_revision_evidence"]
    assert {key: note["claims"][0]["set_aside"][key] for key in ("by", "reason")} == {
        "by": "D. Editor",
        "reason": "misread",
    }
    assert "set aside by D. Editor: misread" in own_letter("claim", "list").stdout
    assert own_letter("claim", "restore", "6-c1").returncode == 0
    assert own_letter("who", "--match", "already explained", "--json").stdout == who


def test_that_there_is_no_claim_is_said(own: Run) -> None:
    answered = own("claim", "list", "typed")
    assert (answered.returncode, answered.stdout) == (0, "")
    assert answered.stderr == "there is no claim on typed\n"


def test_a_folder_with_a_table_is_one_work(inside: Run, tmp_path: Path) -> None:
    samples = Path(__file__).parents[2] / "data" / "samples" / "trustees"
    assert inside(tmp_path / "own.db", "ingest", str(samples)).stdout == "stored 3 revisions of trustees\n"
    told = json.loads(inside(tmp_path / "own.db", "versions", "--json").stdout)["work"]["versions"]
    assert [(one["label"], one["author"], one["date"]) for one in told] == [
        ("typed", "Clara Whitcomb", "1948-01-12"),
        ("carbon", "Edwin Marsh", "1948-01-14"),
        ("sent", "Clara Whitcomb and Lydia Foss", "1948-01-20?"),
    ]


def test_add_says_what_the_version_is_taken_to_be_made_from(inside: Run, tmp_path: Path) -> None:
    place = str(tmp_path / "own.db")
    write_drafts(tmp_path)
    (tmp_path / "noted.txt").write_text("The old farm is small.[1]\n\n[1] Smith inserted “old”.\n")
    inside(place, "init", "--empty")
    inside(place, "ingest", str(tmp_path / "noted.txt"), "--date", "1949", "--by", "Ruth Hanley")
    draft = inside(place, "add", "noted", str(tmp_path / "typed.txt"), "--date", "1948")
    assert draft.stdout.startswith("stored version “typed” of noted (extant), taken for a draft of “noted”")
    later = inside(place, "add", "noted", str(tmp_path / "sent.txt"), "--date", "1950")
    assert later.stdout.startswith("stored version “sent” of noted (extant), made from “noted”")
    odd = inside(place, "add", "noted", str(tmp_path / "carbon.txt"), "--date", "1947", "--after", "sent")
    assert "“carbon” is dated 1947, before “sent” (1950)" in " ".join(odd.stderr.split())


LETTER = """Washington, August 5, 1971.

Dear Mr. Jones:

We hope for peace.

Sincerely,

Richard Nixon
"""


def test_who_tells_changes_of_a_dateline_and_a_signature_too(inside: Run, tmp_path: Path) -> None:
    place = str(tmp_path / "own.db")
    (tmp_path / "typed.txt").write_text(LETTER)
    (tmp_path / "sent.txt").write_text(LETTER.replace("August 5", "August 6").replace("Nixon", "M. Nixon"))
    inside(place, "init", "--empty")
    inside(place, "ingest", str(tmp_path / "typed.txt"), "--by", "Ruth Hanley", "--id", "n")
    inside(place, "add", "n", str(tmp_path / "sent.txt"))
    open_ = inside(place, "who", "n", "--unexplained")
    assert "dateline" in open_.stdout
    assert "+ M." in open_.stdout
    told = json.loads(inside(place, "who", "n", "--match", "Nixon", "--json").stdout)
    assert (told["sentences"], [change["after"] for change in told["outside"]]) == ([], ["M."])
    unchanged = inside(place, "who", "n", "--match", "Sincerely")
    assert "“Sincerely” stands in no numbered sentence, and no change is known there" in unchanged.stderr
    inside(place, "edit", "version", "n", "sent", "--by", "Edwin Marsh")
    assert "signature" in inside(place, "who", "n", "--reviser", "Marsh").stdout
    assert "every change is attributed" in inside(place, "who", "n", "--unexplained").stderr


def test_a_sentence_beside_one_that_was_struck_is_told_so(inside: Run, tmp_path: Path) -> None:
    place = start_with_two(
        inside, tmp_path, "He came. It rained all day. He went.", "He came. He went.", "--by", "Edwin Marsh"
    )
    [row] = [line for line in inside(place, "who", "n").stdout.splitlines() if line.startswith("1.1")]
    assert "beside a cut" in row


def test_changes_says_how_many_it_does_not_list(inside: Run, tmp_path: Path) -> None:
    place = start_with_two(inside, tmp_path, "A well known “case”.", 'A well-known "case".', "--by", "Edwin Marsh")
    told = " ".join(inside(place, "changes", "n").stdout.split())
    assert told.endswith(
        "no change of words 3 changes of quotes, dashes, hyphens or spaces are not listed; "
        "`--orthographic` lists them too"
    )
    assert "not listed" not in inside(place, "changes", "n", "--orthographic").stdout


def test_a_date_before_that_of_what_a_version_was_made_from_is_entered_and_told(inside: Run, tmp_path: Path) -> None:
    db = tmp_path / "library.db"
    inside(db, "init", "--empty")
    for name, text in (("typed", "We agree to the treaty.\n"), ("carbon", "We fully agree to the treaty.\n")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    inside(db, "ingest", str(tmp_path / "typed.txt"), "--id", "letter", "--date", "1971-08-03")
    inside(db, "add", "letter", str(tmp_path / "carbon.txt"), "--date", "1971-08-05")
    said = inside(db, "edit", "version", "letter", "carbon", "--date", "1971-08-01")
    assert said.returncode == 0
    assert "“carbon” is dated August 1, 1971, before “typed” (August 3, 1971)" in said.stderr
    said = inside(db, "edit", "version", "letter", "typed", "--date", "1972", "--json")
    assert "before “typed” (1972)" in json.loads(said.stdout)["warnings"][0]


def test_a_claim_whose_words_are_nowhere_says_so_when_it_is_added(inside: Run, tmp_path: Path) -> None:
    db = tmp_path / "library.db"
    inside(db, "init", "--empty")
    (tmp_path / "typed.txt").write_text("We agree to the treaty.\n", "utf-8")
    (tmp_path / "sent.txt").write_text("We fully agree to the treaty.\n", "utf-8")
    inside(db, "ingest", str(tmp_path / "typed.txt"), "--id", "letter")
    inside(db, "add", "letter", str(tmp_path / "sent.txt"))
    claim = ("claim", "add", "letter", "--reviser", "Ann Able", "--source", "Memoir", "--asserted-by", "A. Scholar")
    said = inside(db, *claim, "--act", "replace", "--earlier", "a zebra", "--later", "a horse")
    assert (said.returncode, said.stdout.splitlines()[1:]) == (
        0,
        ["unresolved: the words that it speaks of cannot be found in the text"],
    )
    said = inside(db, *claim, "--words", "fully")
    assert said.stdout.splitlines()[1:] == ["confirmed: the draft lacks these words, as the source says"]
