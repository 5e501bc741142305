"""Every report of the letter and of the harder pair, as the installed program writes it: opened by a second program,
and read in again where there is a way back. Same texts, same revisers, same number of changes.
"""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from provenance.reports.report_catalogue import REPORTS

Run = Callable[..., Any]
PAIR = Path(__file__).parents[1] / "cases" / "pairs" / "harbour"
LETTER = "frus1969-76v13-d309a1"
KISSINGER, HAIG = "Henry A. Kissinger", "Alexander M. Haig, Jr."
WORKS = [LETTER, "harbour"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

Row = tuple[str, str, str, str]
"""A change: kind, words before, words after, who."""


@dataclass(frozen=True)
class Shelf:
    """A database, the program on it, and what the changes of each of its works are."""

    run: Run
    folder: Path

    def report(self, work: str, format: str, suffix: str = "") -> Path:
        """The report in a file that is not to be written to; each is made once."""
        target = self.folder / f"{work}-{format}{suffix or f'.{format}'}"
        if target.exists():
            return target
        result = self.run("report", work, "--format", format, "-o", str(target))
        assert result.returncode == 0, result.stderr
        assert result.stderr == f"wrote {target}\n"
        return target

    def facts(self, work: str) -> tuple[list[Row], dict[str, str]]:
        """The changes of a work, and the hash of its base and revised text."""
        answer = self.run("changes", work, "--json")
        assert answer.returncode == 0, answer.stderr
        return facts_of(json.loads(answer.stdout)["changes"]), self.texts(work)

    def texts(self, work: str) -> dict[str, str]:
        """The standing of the first and the last version, and their hashes."""
        [found] = [w for w in json.loads(self.run("list", "--json").stdout)["works"] if w["id"] == work]
        ends = found["versions"][0], found["versions"][-1]
        return {version["sha256"]: version["standing"] for version in ends}


def facts_of(changes: list[dict[str, Any]]) -> list[Row]:
    return [(c["kind"], c["before"] or "", c["after"] or "", " and ".join(c["revisers"])) for c in changes]


@pytest.fixture(scope="module")
def shelf(
    letter_database: Path, tracked_file: Path, program: Run, inside: Run, tmp_path_factory: pytest.TempPathFactory
) -> Shelf:
    """A shelf with both works; the harder pair is stored by the installed command."""
    folder = tmp_path_factory.mktemp("shelf")
    path = Path(shutil.copy(letter_database, folder / "provenance.db"))
    stored = program(path, "ingest", str(tracked_file))
    assert stored.stdout == "stored harbour\n", stored.stderr
    return Shelf(lambda *arguments: inside(path, *arguments), folder)


@pytest.fixture(scope="module")
def empty_database(inside: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "provenance.db"
    assert inside(path, "init", "--empty").returncode == 0
    return path


@pytest.fixture
def fresh(empty_database: Path, inside: Run, tmp_path: Path) -> Shelf:
    """An empty shelf."""
    database = Path(shutil.copy(empty_database, tmp_path / "fresh.db"))
    return Shelf(lambda *arguments: inside(database, *arguments), tmp_path)


def back(file: Path, fresh: Shelf, name: str = "back") -> Shelf:
    """The file read into an empty shelf under another name."""
    copy = shutil.copy(file, fresh.folder / f"{name}{file.suffix}")
    stored = fresh.run("ingest", str(copy))
    assert stored.stdout == f"stored {name}\n", stored.stderr
    return fresh


@pytest.mark.parametrize("format", ["md", "docx"])
def test_the_installed_command_writes_the_same_file(
    shelf: Shelf, program: Run, letter_database: Path, tmp_path: Path, format: str
) -> None:
    target = tmp_path / f"letter.{format}"
    started = program(letter_database, "report", "--format", format, "-o", str(target))
    assert (started.returncode, started.stdout, started.stderr) == (0, "", f"wrote {target}\n")
    assert target.read_bytes() == shelf.report(LETTER, format).read_bytes()


def expected(work: str) -> list[Row]:
    """What a reader would mark; of the pair, to the letter what its Word file records."""
    if work == LETTER:
        text = (Path(__file__).parents[2] / "data" / "examples" / "frus1969-76v13-d309.txt").read_text("utf-8")
        first = text[text.index("Of course, I am") : text.index("Henry Kissinger.5") + len("Henry Kissinger.")]
        second = text[text.index("As Mr. Kissinger has already") : text.index("for its own sake.6") + 17]
        second = second.replace("[Page 917] ", "")
        return [("insertion", "", first, KISSINGER), ("insertion", "", second, HAIG)]
    rows = [line.split(" | ") for line in (PAIR / "recorded").read_text("utf-8").splitlines()]
    return [(kind, before, after, who) for kind, before, after, who in rows]


@pytest.mark.parametrize("work", WORKS)
def test_the_program_finds_what_a_reader_would_mark(shelf: Shelf, work: str) -> None:
    assert shelf.facts(work)[0] == expected(work)


@pytest.mark.parametrize("work", WORKS)
def test_the_table_for_spreadsheets_and_the_json_have_every_change_and_every_reviser(shelf: Shelf, work: str) -> None:
    rows = list(csv.DictReader(io.StringIO(shelf.report(work, "csv").read_text("utf-8-sig"))))
    assert [(r["kind"], r["before"], r["after"], r["revisers"]) for r in rows] == expected(work)
    assert facts_of(json.loads(shelf.report(work, "json").read_text("utf-8"))["changes"]) == expected(work)


@pytest.mark.parametrize("work", WORKS)
def test_plain_text_is_the_later_text_and_nothing_else(shelf: Shelf, work: str) -> None:
    written = shelf.report(work, "txt").read_bytes()
    assert hashlib.sha256(written).hexdigest() == list(shelf.texts(work))[-1]


@pytest.mark.parametrize("work", WORKS)
def test_markdown_has_every_passage_between_the_marks_of_its_reviser(shelf: Shelf, work: str) -> None:
    written = shelf.report(work, "md").read_text("utf-8")
    for kind, before, after, who in expected(work):
        sign = who.split()[-1][0] if who == KISSINGER else "H" if who == HAIG else who[0]
        opening = {"insertion": "+", "substitution": "+", "transposition": ">"}[kind]
        assert after in written
        assert f"{opening}{sign}" in written.replace("\\", "")
        assert not before or before in written


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium")
def test_chromium_shows_the_page_with_every_change(shelf: Shelf, work: str, tmp_path: Path) -> None:
    page = shelf.report(work, "html")
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run(
        [str(CHROMIUM), *flags, "--virtual-time-budget=3000", "--dump-dom", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=False,
    )
    dom = html.document_fromstring(shown.stdout.decode("utf-8"))
    for sign in dom.xpath(
        "//article//*[@role or contains('|vh|sign|sign end|ref|number|marker|', concat('|', @class, '|'))]"
    ):
        sign.drop_tree()
    shown_text = squeeze(dom.xpath("string(//article)"))
    rows = dom.xpath("//tr[starts-with(@id, 'e-')]")
    assert len(rows) == len(expected(work))
    for row, (_, before, after, who) in zip(rows, expected(work), strict=True):
        assert who in squeeze(row.text_content())
        change = row.get("id").removeprefix("e-")
        assert dom.xpath(f"//*[@id='{change}' or starts-with(@id, '{change}-')]")
        for words in (before, after):
            assert squeeze(words) in shown_text


def squeeze(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext: apt-get install poppler-utils")
@pytest.mark.usefixtures("weasyprint")
def test_the_pdf_has_the_words_and_the_revisers(shelf: Shelf, work: str) -> None:
    found = subprocess.run(
        ["pdftotext", str(shelf.report(work, "pdf")), "-"], capture_output=True, text=True, timeout=60, check=True
    )
    words = squeeze(found.stdout)
    for _, _, after, who in expected(work):
        assert who in words
        assert after.split(". ")[0][:40] in words


@pytest.mark.parametrize("work", WORKS)
def test_word_out_and_in_again_is_the_same(shelf: Shelf, fresh: Shelf, work: str) -> None:
    assert back(shelf.report(work, "docx"), fresh).facts("back") == shelf.facts(work)


@dataclass(frozen=True)
class Saved:
    """What LibreOffice makes of Word files when it saves them: the harder pair as given, and our own two reports."""

    pair_odt: Path
    pair_docx: Path
    ours: dict[str, Path]


@pytest.fixture(scope="module")
def saved(shelf: Shelf, tracked_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("libreoffice")
    given = Path(shutil.copy(tracked_file, folder / "given.docx"))
    ours = {work: Path(shutil.copy(shelf.report(work, "docx"), folder / f"{work}.docx")) for work in WORKS}
    for to, files in (("odt", [given, *ours.values()]), ("docx", [given])):
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(folder / to), *map(str, files)]
        subprocess.run(command, capture_output=True, timeout=240, check=True)
    odt = {work: folder / "odt" / f"{work}.odt" for work in WORKS}
    return Saved(folder / "odt" / "given.odt", folder / "docx" / "given.docx", odt)


@pytest.mark.parametrize("format", ["odt", "docx"])
def test_libreoffice_keeps_every_reviser_of_the_harder_pair(
    shelf: Shelf, fresh: Shelf, saved: Saved, format: str
) -> None:
    rows, texts = back(saved.pair_odt if format == "odt" else saved.pair_docx, fresh).facts("back")
    assert sorted((before, after, who) for _, before, after, who in rows) == sorted(
        (before, after, who) for _, before, after, who in expected("harbour")
    )
    assert texts.keys() == shelf.texts("harbour").keys()


@pytest.mark.parametrize("work", WORKS)
def test_libreoffice_shows_each_revisers_changes_in_our_word_file_under_his_name(saved: Saved, work: str) -> None:
    with zipfile.ZipFile(saved.ours[work]) as package:
        content = etree.fromstring(package.read("content.xml"))
    regions = content.findall(".//{*}changed-region")
    creators = {region.findtext(".//{http://purl.org/dc/elements/1.1/}creator") for region in regions}
    assert creators == {who for *_, who in expected(work)}


def test_our_reconstruction_saved_by_another_program_is_not_taken_for_a_text_that_was_seen(
    saved: Saved, fresh: Shelf
) -> None:
    refused = fresh.run("ingest", str(saved.ours[LETTER]))
    assert refused.returncode == 2
    assert "which text is reconstructed is lost" in refused.stderr


@pytest.mark.skipif(not shutil.which("jing"), reason="needs jing: apt-get install jing")
def test_both_tei_views_of_both_works_are_valid(shelf: Shelf, tei_schema: Path) -> None:
    files = [shelf.report(work, view, ".xml") for work in WORKS for view in ("tei", "tei-genetic")]
    found = subprocess.run(["jing", tei_schema, *files], capture_output=True, text=True, timeout=200, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("view", ["tei", "tei-genetic"])
@pytest.mark.parametrize("work", WORKS)
def test_tei_out_and_in_again_is_the_same(shelf: Shelf, fresh: Shelf, work: str, view: str) -> None:
    assert back(shelf.report(work, view, ".xml"), fresh).facts("back") == shelf.facts(work)


@pytest.mark.parametrize("format", ["docx", "tei", "tei-genetic"])
def test_two_who_worked_jointly_come_back_as_two(fresh: Shelf, format: str) -> None:
    assert fresh.run("ingest", str(PAIR / "base.txt"), "--format", "text").returncode == 0
    both = ("--by", "Ada Lindqvist", "--by", "Tomas Brandt")
    assert fresh.run("add", "base", str(PAIR / "revised.txt"), *both).returncode == 0
    file = fresh.report("base", format, ".docx" if format == "docx" else ".xml")
    assert back(file, fresh).facts("back")[0] == fresh.facts("base")[0]
    assert {who for *_, who in fresh.facts("back")[0]} == {"Ada Lindqvist and Tomas Brandt"}


@pytest.mark.parametrize("view", ["tei", "tei-genetic"])
def test_a_tei_report_that_lost_its_record_is_refused(shelf: Shelf, fresh: Shelf, view: str) -> None:
    file = fresh.folder / "lost.xml"
    whole = shelf.report(LETTER, view, ".xml").read_text("utf-8")
    file.write_text(whole.replace(' corresp="#text-', ' ana="#text-'), "utf-8")
    refused = fresh.run("ingest", str(file))
    assert refused.returncode == 2
    assert "which text is reconstructed is lost" in refused.stderr


@pytest.mark.parametrize("view", ["tei", "tei-genetic"])
def test_what_is_not_known_comes_back_from_tei(shelf: Shelf, fresh: Shelf, view: str) -> None:
    back(shelf.report(LETTER, view, ".xml"), fresh)
    told = json.loads(fresh.run("who", "back", "--match", "As Dr. Kissinger", "--json").stdout)["sentences"][0]
    assert told["changes"] == []
    assert any("substantive additions" in caveat for caveat in told["caveats"])
    assert any("reconstructed" in caveat for caveat in told["caveats"])


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize(
    ("format", "named", "options"),
    [("prov", "provn", {}), ("prov-json", "json", {}), ("prov-o", "rdf", {"rdf_format": "trig"})],
    ids=["prov-n", "prov-json", "prov-o"],
)
@pytest.mark.parametrize("work", WORKS)
def test_the_prov_package_reads_who_made_each_change(
    shelf: Shelf, work: str, format: str, named: str, options: dict[str, str]
) -> None:
    from prov.model import ProvAttribution, ProvDocument

    text = shelf.report(work, format).read_text("utf-8")
    document = ProvDocument.deserialize(content=text, format=named, **options)
    asserted = [record for bundle in document.bundles for record in bundle.get_records(ProvAttribution)]
    changes = [record for record in asserted if "change" in str(record.args[0])]
    told = json.loads(shelf.run("changes", work, "--orthographic", "--json").stdout)["changes"]
    assert len(changes) == sum(bool(change["revisers"]) for change in told)
    everyone = "".join(str(record) for record in document.get_records())
    assert all(who in everyone for *_, who in expected(work))


@pytest.mark.parametrize("work", WORKS)
def test_each_annotation_finds_its_words_by_place_and_by_quote(shelf: Shelf, work: str) -> None:
    collection = json.loads(shelf.report(work, "annotations").read_text("utf-8"))
    changes = [item for item in collection["first"]["items"] if "provenance:kind" in item["body"]]
    assert len(changes) == len(expected(work))
    hashes = {f"urn:sha256:{sha256}" for sha256 in shelf.texts(work)}
    for item, (kind, before, after, who) in zip(changes, expected(work), strict=True):
        assert (item["body"]["provenance:kind"], item["body"]["provenance:revisers"]) == (kind, [who])
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        assert {target["source"] for target in targets} <= hashes
        selectors = {s["type"]: s for target in targets for s in target["selector"]}
        place, quoted = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        assert place["end"] - place["start"] == len(quoted["exact"])
        exact = [s["exact"] for target in targets for s in target["selector"] if "exact" in s]
        assert exact == [words for words in (after, before) if words]


@pytest.mark.parametrize("work", WORKS)
def test_citations_are_read_by_other_programs(shelf: Shelf, work: str) -> None:
    assert len(shelf.report(work, "cite").read_text("utf-8").strip()) > 40
    assert json.loads(shelf.report(work, "csl-json").read_text("utf-8"))[0]["type"]
    bibtex = pytest.importorskip("pybtex.database", reason="needs pybtex: pip install '.[test]'")
    assert bibtex.parse_string(shelf.report(work, "bibtex").read_text("utf-8"), "bibtex").entries


def test_no_format_is_left_out_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [format for format in REPORTS if f'"{format}"' not in text] == []


def test_a_format_that_there_is_not_is_refused_and_a_name_that_fits_no_format_is_told(
    own_letter: Run, tmp_path: Path
) -> None:
    target = tmp_path / "x.unknown"
    refused = own_letter("report", LETTER, "--format", "docxx", "-o", str(target))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"provenance: format 'docxx' is not known; there are {', '.join(REPORTS)}\n"
    assert not target.exists()
    told = own_letter("report", LETTER, "-o", str(target))
    assert (told.returncode, told.stdout) == (0, "")
    assert told.stderr == (
        f"provenance: {target}: no format is called unknown, so this is md; --format says another\nwrote {target}\n"
    )
    assert target.read_text("utf-8").startswith("# ")
    other = tmp_path / "y.pdf"
    told = own_letter("report", LETTER, "--format", "md", "-o", str(other))
    assert told.returncode == 0
    assert told.stderr == f"provenance: {other}: holds md, and its name ends as that of pdf\nwrote {other}\n"
