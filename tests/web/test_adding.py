"""What visitors add: documents, versions, claims; looked at before they are kept, and hostile ones harmless."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from provenance.web.accounts import Role, add_user
from provenance.web.room_settings import Limits

WORK = "/works/frus1969-76v13-d309a1"
OWN = {"origin": "http://127.0.0.1:8765"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}\x1b[31m\u202e"
DRAFT = Path(__file__).parents[1] / "cases" / "pairs" / "harbour" / "base.txt"
Visitors = Callable[..., httpx.Client]


def looked_at(visitor: httpx.Client, sent: httpx.Response) -> tuple[str, str]:
    """The page of a file when it has been read, and its address."""
    place = str(sent.url)
    for _ in range(100):
        page = visitor.get(place)
        if "is being read" not in page.text:
            return page.text, place
        time.sleep(0.1)
    raise AssertionError("it is never read")


def test_a_document_is_looked_at_before_it_is_kept(editor: httpx.Client, letter_file: Path) -> None:
    with letter_file.open("rb") as file:
        sent = editor.post("/add", files={"file": (letter_file.name, file)})
    page, place = looked_at(editor, sent)
    assert "Henry A. Kissinger inserted a sentence" in page
    assert "Nothing has been kept yet." in page
    kept = editor.post(f"{place}/keep")
    assert "Were here already" in kept.text


def test_a_pasted_text_becomes_a_work(editor: httpx.Client) -> None:
    page, place = looked_at(
        editor, editor.post("/add", data={"pasted": "We meet in Vienna.\n\nWe stay.", "name": "Vienna"})
    )
    assert "We meet in Vienna." in page
    assert "Vienna" in editor.post(f"{place}/keep").text
    assert "2 works" not in editor.get("/").text


def test_a_dropped_file_is_gone(editor: httpx.Client) -> None:
    _, place = looked_at(editor, editor.post("/add", data={"pasted": "Words.", "name": "W"}))
    editor.post(f"{place}/drop")
    assert editor.get(place).status_code == 404


@pytest.mark.parametrize("name", ["../../evil.txt", "a\\..\\b.txt", "-rf.txt", "x" * 300 + ".txt", "\u202e.txt", "."])
def test_no_file_name_leads_out_of_its_folder(editor: httpx.Client, name: str) -> None:
    sent = editor.post("/add", files={"file": (name, b"We meet in Vienna.")})
    page, _ = looked_at(editor, sent)
    assert "Traceback" not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04 not a zip"), ("a.xml", b"<TEI><text>"), ("a.odt", b""), ("a.txt", b"\xff\xfe\x00"),
        ("a.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&a;</p></body></text></TEI>'),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(editor: httpx.Client, name: str, content: bytes) -> None:
    sent = editor.post("/add", files={"file": (name, content)})
    page, _ = looked_at(editor, sent) if "/add/" in str(sent.url) else (sent.text, "")
    assert "Traceback" not in page
    assert "root:" not in page
    assert "/tmp" not in page


def test_a_sentence_about_a_file_leaves_its_name_as_it_is(editor: httpx.Client) -> None:
    page, _ = looked_at(editor, editor.post("/add", files={"file": ("letter.txt", b"\xff\xfe\x00")}))
    assert "letter.txt: " in page
    assert "Letter.txt" not in page


def test_a_file_that_takes_too_much_is_ended(own_library: Path, visitor_of: Visitors) -> None:
    visitor = visitor_of(own_library, limits=Limits(reading_bytes=20 * 1024 * 1024))
    visitor.headers.update(OWN)
    page, _ = looked_at(visitor, visitor.post("/add", data={"pasted": "We meet. " * 200_000, "name": "Long"}))
    assert "memory" in page or "ended without an answer" in page or "cannot be read" in page, page
    assert visitor.get("/").status_code == 200


def test_the_real_draft_is_added_and_the_comparison_is_made_against_it(editor: httpx.Client) -> None:
    draft = editor.get(f"{WORK}.json").json()["work"]["versions"][0]
    assert draft["standing"] == "reconstructed"
    text = "Dear Mr. Secretary:\n\nAmbassador Beam has reported to me his recent conversation."
    sent = editor.post(
        f"{WORK}/versions", data={"pasted": text, "label": "typed draft", "by": "Sonnenfeldt", "date": "1971-08-03"}
    )
    page, place = looked_at(editor, sent)
    assert "typed draft" in page
    editor.post(f"{place}/keep")
    assert "typed draft" in {v["label"] for v in editor.get(f"{WORK}.json").json()["work"]["versions"]}


def test_a_claim_is_added_shown_and_withdrawn(editor: httpx.Client) -> None:
    claim = {
        "revisers": "Helmut Sonnenfeldt", "act": "replace", "words": "complex", "earlier": "difficult",
        "source": "Memoir, p. 12", "asserted_by": "A. Scholar", "certainty": "medium",
    }  # fmt: skip
    page = editor.post(f"{WORK}/claims", data=claim).text
    assert "Memoir, p. 12" in page
    assert "A. Scholar" in page
    told = editor.get(f"{WORK}/evidence.json").json()["other_claims"]
    assert [one["asserted_by"] for one in told] == ["A. Scholar"]
    [number] = [one["id"] for one in told]
    page = editor.post(f"{WORK}/claims/withdraw", data={"claim": number}).text
    assert "set aside by R. Hanley" in page
    [aside] = [one["set_aside"] for one in editor.get(f"{WORK}/evidence.json").json()["other_claims"]]
    assert aside["by"] == "R. Hanley"


@pytest.mark.parametrize("missing", ["source", "words that are not there"])
def test_a_claim_that_cannot_stand_is_refused_in_a_sentence(editor: httpx.Client, missing: str) -> None:
    claim = {"revisers": "X", "act": "insert", "words": "complex", "source": "Memoir"}
    claim |= {"source": ""} if missing == "source" else {"words": "xyzzy"}
    answer = editor.post(f"{WORK}/claims", data=claim)
    assert answer.status_code in {400, 404}
    assert "Incident" in answer.text
    assert "--" not in answer.text


def test_a_sentence_on_a_page_names_no_option_of_the_command_line(editor: httpx.Client) -> None:
    title = editor.get(f"{WORK}.json").json()["work"]["title"]
    refused = editor.post(f"{WORK}/mend", data={"title": title})
    assert refused.status_code == 400
    assert "title, date or source" in refused.text
    assert "--" not in refused.text.split("<main")[1]


def test_hostile_words_in_every_field_stay_words(editor: httpx.Client) -> None:
    claim = dict.fromkeys(("revisers", "source", "reason", "asserted_by", "earlier", "later", "date"), HOSTILE)
    editor.post(f"{WORK}/claims", data={**claim, "act": "insert", "words": "complex"})
    _, place = looked_at(
        editor, editor.post(f"{WORK}/versions", data={"pasted": HOSTILE, "label": HOSTILE, "by": HOSTILE})
    )
    editor.post(f"{place}/keep")
    _, place = looked_at(editor, editor.post("/add", data={"pasted": HOSTILE, "name": HOSTILE}))
    editor.post(f"{place}/keep")
    for path in (
        "/",
        WORK,
        f"{WORK}/add",
        f"{WORK}/evidence",
        f"{WORK}/compare",
        f"{WORK}/who",
        f"{WORK}/reports",
        f"{WORK}/readings",
    ):
        page = editor.get(path, params={"q": HOSTILE, "words": HOSTILE, "person": HOSTILE}).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "49" not in page.split("<main", 1)[-1].split("alert(1)")[0][-20:]
        assert "\x1b" not in page
        assert "\u202e" not in page


def test_a_reader_changes_nothing(own_library: Path, tmp_path: Path, visitor_of: Visitors) -> None:
    users = tmp_path / "users"
    add_user(users, "A. Reader", Role.READER, None)
    visitor = visitor_of(own_library, enters=False, users=users, user_header="X-User")
    visitor.headers.update(OWN | {"x-user": "A. Reader"})
    for path in ("/add", f"{WORK}/claims", f"{WORK}/claims/withdraw", f"{WORK}/versions"):
        assert visitor.post(path, data={"words": "complex", "source": "x"}).status_code == 403
    assert visitor.get(WORK).status_code == 200
    assert "Add the claim" not in visitor.get(f"{WORK}/add").text


def test_three_returned_copies_become_one_word_file(reader: httpx.Client) -> None:
    lease = Path(__file__).parents[2] / "data" / "samples" / "lease"
    names = ["returned_foss.docx", "returned_kessler.docx", "returned_ortiz.docx"]
    files = [("base", ("base.docx", (lease / "base.docx").read_bytes()))]
    files += [("copies", (name, (lease / name).read_bytes())) for name in names]
    sent = reader.post("/copies", files=files, headers=OWN)
    page, place = looked_at(reader, sent)
    assert "in 3 copies of base.docx" in page
    assert "contested" in page
    made = reader.get(f"{place}/docx")
    assert made.content.startswith(b"PK")
    assert "all_copies" in made.headers["content-disposition"]
    assert reader.get(f"{place}.json").json()["changes"]


JSON = {"accept": "application/json"}


def keep(visitor: httpx.Client, sent: httpx.Response) -> tuple[str, httpx.Response]:
    """What a file's page shows before it is kept, and the page that comes when it is."""
    page, place = looked_at(visitor, sent)
    return page, visitor.post(f"{place}/keep")


def test_what_the_command_tells_of_a_file_that_is_kept_is_told_by_the_page(
    editor: httpx.Client, letter_file: Path
) -> None:
    other_notes = letter_file.read_bytes().replace(b"See Document 308.", b"See Document 307.")
    before, after = keep(editor, editor.post("/add", files={"file": (letter_file.name, other_notes)}))
    assert "has other notes" not in before
    assert "has other notes to frus1969-76v13-d309 than the library, and they were not stored" in after.text
    assert "Were here already" in after.text


def test_what_the_command_tells_of_a_version_is_told_by_the_page_and_in_json(editor: httpx.Client) -> None:
    data = {"pasted": "Dear Sir.", "by": "Nemo Nobody", "date": "1950", "after": "final", "label": "typed"}
    editor.post(f"{WORK}/mend/final", data={"date": "1971-08-05", "label": "final"})
    _, after = keep(editor, editor.post(f"{WORK}/versions", data=data))
    assert "“typed” is dated 1950, before" in after.text
    assert "added new person Nemo Nobody" in after.text
    _, place = looked_at(editor, editor.post(f"{WORK}/versions", data={**data, "label": "again", "by": "Haig"}))
    answer = editor.post(f"{place}/keep", headers=JSON).json()
    assert (answer["schema"], answer["version"]["label"]) == ("provenance.add/1", "again")
    assert [one[:24] for one in answer["warnings"]] == ["“again” is dated 1950, b"]


def test_a_date_against_the_order_is_told_where_it_is_entered(editor: httpx.Client) -> None:
    keep(editor, editor.post(f"{WORK}/versions", data={"pasted": "Dear Bill.", "label": "copy", "after": "final"}))
    editor.post(f"{WORK}/mend/final", data={"date": "1971-08-05", "label": "final"})
    page = editor.post(f"{WORK}/mend/copy", data={"label": "copy", "date": "1950"})
    assert "“copy” is dated 1950, before" in page.text
    answer = editor.post(f"{WORK}/mend/copy", data={"label": "copy", "date": "1951"}, headers=JSON).json()
    assert "is dated 1951, before" in answer["warnings"][0]


def test_how_an_added_claim_stands_and_what_is_at_odds_with_it_is_told_where_it_is_shown(editor: httpx.Client) -> None:
    claim = {"act": "insert", "source": "Memoir, p. 12", "words": "already explained"}
    editor.post(f"{WORK}/claims", data={**claim, "revisers": "A. Scholar"})
    page = editor.post(f"{WORK}/claims", data={**claim, "revisers": "B. Writer"}).text
    assert "at odds with frus1969-76v13-d309a1/c1, which names A. Scholar for the same words" in page
    assert "at odds with frus1969-76v13-d309a1/c1" in editor.get(f"{WORK}/evidence").text
    page = editor.post(f"{WORK}/claims", data={**claim, "revisers": "A. Scholar", "words": "the"}).text
    assert "places, so it stays unresolved until its sentence is named" in page
