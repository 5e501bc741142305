"""The reading room in a real browser: by mouse, by keyboard alone, without a script, for those who do not see."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("chromium")
WORK = "/works/frus1969-76v13-d309a1"
Enter = Callable[..., Any]
STATES = [
    "/", "/?q=explained", "/search?q=explained", WORK, "/add", f"{WORK}/add", f"{WORK}/text/final", "/works/frus1969-76v13-d309",
    f"{WORK}/compare/reconstructed-draft/final", f"{WORK}/compare/reconstructed-draft/final?as=redline",
    f"{WORK}/compare/reconstructed-draft/final?as=list", f"{WORK}/readings", f"{WORK}/who", f"{WORK}/who/8.3",
    f"{WORK}/who/12.3", f"{WORK}/evidence", f"{WORK}/reports", "/door",
]  # fmt: skip

COLOURED = ["/", WORK, f"{WORK}/compare/reconstructed-draft/final", f"{WORK}/who/8.3", f"{WORK}/evidence", f"{WORK}/add"]


def faults(page: Any) -> list[str]:
    """What axe has to say against the page, by WCAG 2.2 AA."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install '.[test]'"
    )
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(page, options=rules).response["violations"]
    return [f"{page.url}: {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(enter: Enter, served: Any, scheme: str) -> None:
    page = enter("/", width=1300 if scheme == "light" else 390, color_scheme=scheme)
    found = []
    for path in STATES if scheme == "light" else COLOURED:
        page.goto(served.base + path)
        found += faults(page)
    page.goto(served.base + WORK)
    page.keyboard.press("n")
    found += faults(page)
    assert found == []


@pytest.mark.parametrize("width", [360, 768, 1300, 3840])
def test_no_page_is_wider_than_the_window(enter: Enter, served: Any, width: int) -> None:
    page = enter("/", width=width)
    wide = []
    for path in STATES:
        page.goto(served.base + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_the_keys_step_through_the_changes(enter: Enter) -> None:
    page = enter(f"{WORK}/compare/reconstructed-draft/final")
    page.keyboard.press("n")
    assert "Kissinger" in page.inner_text("#card")
    page.keyboard.press("n")
    assert "Haig" in page.inner_text("#card")
    page.keyboard.press("p")
    assert "inserted this sentence" in page.inner_text("#card")
    page.keyboard.press("Escape")
    assert page.is_hidden("#card")


def test_selected_words_ask_who_put_them_there(enter: Enter) -> None:
    page = enter(WORK)
    page.evaluate(
        """() => { const all = [...document.querySelectorAll("#text .s")];
                   const found = all.find((s) => s.textContent.includes("already explained"));
                   const range = document.createRange(); range.selectNodeContents(found);
                   getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.click("#ask-selected")
    assert "Insertion by Alexander M. Haig, Jr." in page.inner_text("main")


def test_a_historian_finds_the_sentence_by_mouse(enter: Enter) -> None:
    page = enter("/")
    page.click("text=Letter From President Nixon")
    page.fill("#words", "already explained")
    page.click("text=Ask")
    assert "Insertion by Alexander M. Haig, Jr." in page.inner_text("main")
    page.click("text=note 6")
    assert page.url.endswith("/evidence#n-6") or "evidence#n-" in page.url
    assert "Haig inserted the second half" in page.inner_text(":target")
    page.click("nav >> text=Compare")
    assert "bargaining simply for its own sake" in page.inner_text(".cell.revised >> nth=8") or page.is_visible("ins")
    page.click("nav >> text=Reports")
    with page.expect_download() as got:
        page.click("text=Word")
    assert got.value.suggested_filename.endswith(".docx")


def test_everything_is_read_without_a_script(enter: Enter, served: Any) -> None:
    page = enter("/", java_script_enabled=False)
    page.fill("#look-up", "already explained")
    page.press("#look-up", "Enter")
    assert "As Mr. Kissinger has already explained" in page.inner_text("main")
    page.goto(served.base + WORK)
    page.fill("#words", "already explained")
    page.press("#words", "Enter")
    assert "Alexander M. Haig, Jr." in page.inner_text("main")
    page.goto(f"{served.base}{WORK}/compare")
    page.select_option("#pick-from", label="haig-layer (reconstructed)")
    page.click("text=Compare >> nth=-1")
    assert page.url.endswith("/compare/haig-layer/final")


def test_the_keyboard_alone_leads_from_the_library_to_the_answer(enter: Enter) -> None:
    page = enter("/")
    tab_to(page, "Letter From President Nixon to Soviet General Secretary Brezhnev")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{WORK}")
    tab_to(page, "words")
    page.keyboard.type("already explained")
    page.keyboard.press("Enter")
    page.wait_for_url("**/who?words=*")
    assert "Insertion by Alexander M. Haig, Jr." in page.inner_text("main")


def tab_to(page: Any, what: str) -> None:
    """Press Tab until the element with that text, or that id, has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate("[document.activeElement.textContent.trim(), document.activeElement.id]")
        if what in found:
            return
    raise AssertionError(f"no way to {what!r} by the keyboard")
