"""The page in a real browser: it can be used with mouse, keyboard or finger, without a script, and asks for nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance import pipeline
from provenance.model.attributions import Apparatus
from provenance.reports.html import html_report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def letter(letter_apparatus: Apparatus, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("html") / "letter.html"
    file.write_text(html_report.write(letter_apparatus), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def edited(edited_letter: Apparatus, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("html") / "edited.html"
    file.write_text(html_report.write(edited_letter), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The harder pair, whose changes are nobody's."""
    pair = Path(__file__).parents[1] / "cases" / "pairs" / "harbour"
    found = pipeline.diff(pair / "base.txt", pair / "revised.txt")
    file = tmp_path_factory.mktemp("html") / "harbour.html"
    file.write_text(html_report.write(found), "utf-8")
    return file.as_uri()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page; at the end of the test nothing may have been complained of and nothing asked of a network."""
    troubles: list[str] = []
    contexts = []

    def visit(address: str, size: str = "desktop", **settings: Any) -> Any:
        context = browser.new_context(viewport=SIZES[size], **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        found = context.new_page()
        found.on("console", lambda message: troubles.append(message.text))
        found.on("pageerror", lambda error: troubles.append(str(error)))
        found.on("request", lambda request: troubles.append(request.url) if request.url.startswith("http") else None)
        found.goto(address)
        return found

    yield visit
    for context in contexts:
        context.close()
    assert troubles == []


def words(found: Any) -> str:
    """The words of the text that can be seen, signs left out, on one line."""
    return " ".join(
        str(
            found.evaluate(
                """() => {
                  const left = ".vh, .sign, .pilcrow, .marker, .page, .number, .ref";
                  const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
                  let words = "";
                  while (walk.nextNode()) {
                    const holder = walk.currentNode.parentElement;
                    if (holder.getClientRects().length && !holder.closest(left)) words += walk.currentNode.data;
                    if (holder.closest("p") !== walk.currentNode.nextSibling?.parentElement?.closest("p")) words += " ";
                  }
                  return words;
                }"""
            )
        ).split()
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", ["letter", "edited"])
def test_axe_finds_nothing_to_complain_of(
    visit: Callable[..., Any], request: pytest.FixtureRequest, which: str, size: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = visit(request.getfixturevalue(which), size, color_scheme=scheme, reduced_motion="reduce")
    found.locator("a.sign[data-change]").first.click()
    result = axe.Axe().run(found)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in result.response["violations"]] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", ["letter", "edited"])
def test_nothing_sticks_out_to_the_side(
    visit: Callable[..., Any], request: pytest.FixtureRequest, which: str, size: str
) -> None:
    found = visit(request.getfixturevalue(which), size)
    assert found.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_keyboard_opens_the_evidence_walks_through_it_and_comes_back(
    visit: Callable[..., Any], letter: str
) -> None:
    found = visit(letter)
    card, signs = found.locator("#card"), found.locator("a.sign[data-change]")
    card.wait_for(state="hidden")
    signs.nth(0).focus()
    found.keyboard.press("Enter")
    assert "Kissinger inserted this sentence." in card.inner_text()
    assert signs.nth(0).get_attribute("aria-expanded") == "true"
    assert found.evaluate("document.activeElement.id") == "card"
    found.locator("#card-next").press("Enter")
    assert "Haig inserted the second half of this paragraph" in card.inner_text()
    assert "of where it begins medium" in " ".join(card.inner_text().split())
    found.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert found.evaluate("document.activeElement.dataset.change") == "c2"


def test_passing_over_or_clicking_the_words_opens_the_evidence(visit: Callable[..., Any], letter: str) -> None:
    found = visit(letter)
    card = found.locator("#card")
    found.locator("#c2 .w").last.hover()
    card.wait_for(state="visible")
    found.keyboard.press("Escape")
    card.wait_for(state="hidden")
    found.locator("#c1 .w").first.click()
    assert "note 5" in card.inner_text()
    found.locator("#card-close").click()
    card.wait_for(state="hidden")


def test_a_passage_that_runs_on_over_a_page_opens_its_own_evidence(visit: Callable[..., Any], letter: str) -> None:
    found = visit(letter, "phone")
    found.get_by_text("will continue to be guided by this general approach").first.click()
    assert "Haig inserted the second half" in found.locator("#card").inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_another_text_can_be_chosen_in_the_midst_of_reading(visit: Callable[..., Any], letter: str, size: str) -> None:
    found = visit(letter, size, reduced_motion="reduce")
    found.locator("#p8").scroll_into_view_if_needed()
    found.locator("label[for=v-base]").click()
    assert found.evaluate("window.scrollY") > 500
    assert "already explained to Ambassador" not in words(found)


def test_changes_of_a_hand_that_is_unticked_are_not_marked_at_all(visit: Callable[..., Any], harbour: str) -> None:
    """Neither those finer edits that are tinted inside a sentence that was reworded."""
    found = visit(harbour)
    first = found.locator("ins .inner").first
    paper = "rgba(0, 0, 0, 0)"
    tint = "element => getComputedStyle(element).backgroundColor"
    assert first.evaluate(tint) != paper
    found.locator("label[for=f-0]").click()
    assert first.evaluate(tint) == paper


def test_each_text_can_be_shown_by_itself(visit: Callable[..., Any], edited: str) -> None:
    found = visit(edited)

    def shown(name: str) -> str:
        found.locator("label", has_text=name).first.click()
        return words(found)

    final, draft = shown("Final"), shown("Reconstruction: the draft")
    assert "Of course, I am in touch." in final
    assert "third paragraph" in final
    assert "very much" not in final
    assert "Of course" not in draft
    assert "second paragraph" in draft
    assert "very much" in draft
    henry, alexander = shown("Kissinger’s layer"), shown("Haig’s layer")
    assert "Of course" in henry
    assert "As was explained" not in henry
    assert "third paragraph" in henry
    assert "very much" in henry
    assert "As was explained" in alexander
    assert "Of course" not in alexander
    assert "reconstructed here" in found.locator(".about:visible").inner_text()


def test_unticking_a_reviser_takes_his_marks_away_and_leaves_the_text_as_revised(
    visit: Callable[..., Any], edited: str
) -> None:
    found = visit(edited)
    before = words(found)
    found.get_by_label("Henry A. Kissinger —").uncheck()
    found.locator("#c2 .sign").first.wait_for(state="hidden")
    found.locator("#e-c2").wait_for(state="hidden")
    found.locator("#e-c5").wait_for(state="visible")  # Haig, who is ticked, has part in it
    assert words(found) == before
    found.get_by_label("Alexander M. Haig, Jr. —", exact=False).first.uncheck()
    found.locator("#e-c5").wait_for(state="hidden")
    assert "second" not in words(found)


def test_a_link_to_a_sentence_or_a_change_leads_there_whatever_is_shown(visit: Callable[..., Any], edited: str) -> None:
    found = visit(edited)
    found.locator("label", has_text="Reconstruction: the draft").first.click()
    found.evaluate("location.hash = 'c2'")
    found.locator("#c2").wait_for(state="visible")
    assert found.locator("#v-redline").is_checked()
    found.evaluate("location.hash = 's1.2'")
    found.locator(".s.here").first.wait_for()
    assert "Of course, I am in touch." in "".join(found.locator(".s.here").all_inner_texts())
    found.get_by_label("number the sentences").check()
    assert found.locator("a.ref", has_text="1.2").get_attribute("href") == "#s1.2"


def test_copied_words_are_the_words_of_the_text_alone(visit: Callable[..., Any], letter: str) -> None:
    found = visit(letter)
    found.locator("label", has_text="Final").click()
    copied = found.evaluate(
        "() => { getSelection().selectAllChildren(document.getElementById('text')); return String(getSelection()); }"
    )
    assert "Foreign Minister Gromyko. Of course, I am in close touch" in copied
    assert "will continue to be guided" in copied
    assert "evidence" not in copied
    assert "p. 917" not in copied


def test_without_a_script_the_signs_lead_to_the_table_and_the_switches_still_switch(
    visit: Callable[..., Any], letter: str
) -> None:
    found = visit(letter, java_script_enabled=False)
    found.locator("a.sign[data-change]").first.click()
    assert found.url.endswith("#e-c1")
    for _ in range(5):  # a click goes past the switch while the page still scrolls to the table
        found.locator("label", has_text="Reconstruction: draft").click()
        if found.get_by_label("Reconstruction: draft").is_checked():
            break
    found.locator("#c1").wait_for(state="hidden")
    found.locator(".about-base").wait_for(state="visible")


def test_the_policy_stops_what_is_put_into_the_page_later(browser: Any, letter: str) -> None:
    """A sample of what a hole in the escaping could do; the browser must refuse it and say so."""
    context = browser.new_context()
    found = context.new_page()
    refused: list[str] = []
    found.on("console", lambda message: refused.append(message.text))
    found.goto(letter)
    found.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          document.body.append(script);
          const picture = "<img src=https://example.org/x.png onerror='window.broken = true'>";
          document.body.insertAdjacentHTML("beforeend", picture);
        }"""
    )
    found.wait_for_timeout(200)
    assert found.evaluate("window.broken") is None
    assert len([message for message in refused if "Content Security Policy" in message]) >= 2
    context.close()


def test_on_paper_the_legend_the_sigla_and_what_is_not_known_can_be_read_and_the_switches_are_gone(
    visit: Callable[..., Any], letter: str
) -> None:
    found = visit(letter)
    found.emulate_media(media="print")
    for name in (".tabs", "#card", ".skip"):
        found.locator(name).wait_for(state="hidden")
    for name in (".legend", "#not-known", "#changes", "#verification", "#c1 .sign"):
        found.locator(name).first.wait_for(state="visible")


def test_the_printed_page_is_a_pdf_with_all_of_it(visit: Callable[..., Any], letter: str, tmp_path: Path) -> None:
    found = visit(letter)
    written = found.pdf(format="A4")
    assert written.startswith(b"%PDF-")
    assert 3 <= written.count(b"/Type /Page\n") + written.count(b"/Type /Page ") <= 12
