"""The reading room in a real browser: by mouse, by keyboard alone, without a script, for those who do not see."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("chromium")
WORK = "/works/frus1969-76v13-d309a1"
Enter = Callable[..., Any]
STATES = [
    "/", "/?q=explained", "/search?q=explained", WORK, "/add", f"{WORK}/add", f"{WORK}/text/final",
    "/works/frus1969-76v13-d309",
    f"{WORK}/compare/reconstructed-draft/final", f"{WORK}/compare/reconstructed-draft/final?as=redline",
    f"{WORK}/compare/reconstructed-draft/final?as=list", f"{WORK}/readings", f"{WORK}/who", f"{WORK}/who/8.3",
    f"{WORK}/who/12.3", f"{WORK}/evidence", f"{WORK}/reports", "/door", "/copies", "/review", "/log", "/people",
    f"{WORK}/history", f"{WORK}/mend", f"{WORK}/trace?words=already+explained",
]  # fmt: skip

WIDTHS = [360, 768, 1300, 3840]


def faults(page: Any, *rules: str) -> list[str]:
    """What axe has to say against the page, by WCAG 2.2 AA or by the rules asked for."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install '.[test]'"
    )
    asked = rules or ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    options = {"runOnly": list(asked), "resultTypes": ["violations"]}
    found = axe.Axe().run(page, options=options).response["violations"]
    return [f"{page.url}: {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.fixture
def real_draft(tmp_path: Path, letter_apparatus: Any) -> Path:
    """The draft that turned up: the final text without what the two inserted."""
    file = tmp_path / "typed draft.txt"
    file.write_text(letter_apparatus.base.text, "utf-8")
    return file


@pytest.mark.parametrize("states", [STATES[::2], STATES[1::2]], ids=["one half", "the other"])
def test_every_page_is_sound_by_day_and_night_and_fits_every_window(
    enter: Enter, served: Any, states: list[str]
) -> None:
    page = enter("/")
    found, wide = [], []
    for path in states:
        page.goto(served.base + path)
        if path == WORK:
            page.keyboard.press("n")
        found += faults(page)
        page.emulate_media(color_scheme="dark")
        found += faults(page, "color-contrast")
        page.emulate_media(color_scheme="light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    assert (found, wide) == ([], [])


def test_the_keys_step_through_the_changes(enter: Enter) -> None:
    page = enter(f"{WORK}/compare/reconstructed-draft/final")
    page.keyboard.press("n")
    page.wait_for_selector("#card:has-text('Kissinger')")
    page.keyboard.press("n")
    page.wait_for_selector("#card:has-text('Haig')")
    page.keyboard.press("p")
    page.wait_for_selector("#card:has-text('inserted this sentence')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#card", state="hidden")


def test_selected_words_ask_who_put_them_there(enter: Enter) -> None:
    page = enter(WORK)
    page.evaluate(
        """() => { const all = [...document.querySelectorAll("#text .s")];
                   const found = all.find((s) => s.textContent.includes("already explained"));
                   const range = document.createRange(); range.selectNodeContents(found);
                   getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.click("#ask-selected a")
    page.wait_for_selector("h1:text('Sentence 8.3')")
    assert "Insertion by Alexander M. Haig, Jr." in page.inner_text("main")


def test_a_historian_s_whole_visit_by_mouse(enter: Enter, empty_room: Any, letter_file: Path, real_draft: Path) -> None:
    page = enter("/", room=empty_room)
    page.click("nav >> text=Add")
    page.set_input_files("#file", letter_file)
    page.click("text=Look at it")
    page.wait_for_selector("text=Keep it")
    assert "Henry A. Kissinger inserted a sentence" in page.inner_text("main")
    page.click("text=Keep it")
    page.wait_for_selector("h1:text('Kept')")
    page.click(f"text={WORK.rsplit('/', 1)[-1]}")
    page.fill("#words", "already explained")
    page.click(".asking-words button")
    page.wait_for_selector("text=Insertion by Alexander M. Haig, Jr.")
    page.click("a:text('note 6')")
    page.wait_for_url("**/evidence#n-*")
    assert "Haig inserted the second half" in page.inner_text(":target")
    page.click(".tabs-of-work >> text=Add")
    page.set_input_files("#file", real_draft)
    page.fill("#label", "typed draft")
    page.fill("#by", "Sonnenfeldt")
    page.click("text=Look at it")
    page.wait_for_selector("text=Keep it")
    page.click("text=Keep it")
    page.wait_for_selector("#changes")
    assert "typed draft" in page.inner_text("#versions")
    assert "confirmed" in page.inner_text("#claims")
    page.click(".tabs-of-work >> text=Reports")
    with page.expect_download() as got:
        page.click("a:text-is('Word')")
    assert got.value.suggested_filename.endswith(".docx")


def test_a_historian_s_whole_visit_by_keyboard(enter: Enter, own_room: Any, real_draft: Path) -> None:
    page = enter("/", room=own_room)
    press_on(page, "Letter From President Nixon to Soviet General Secretary Brezhnev")
    page.wait_for_url(f"**{WORK}")
    tab_to(page, "words")
    page.keyboard.type("already explained")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Insertion by Alexander M. Haig, Jr.")
    press_on(page, "note 6")
    page.wait_for_url("**/evidence#n-*")
    press_on(page, "Add", "This work")
    page.wait_for_url("**/add")
    tab_to(page, "pasted")
    page.keyboard.insert_text(real_draft.read_text("utf-8"))
    tab_to(page, "label")
    page.keyboard.type("typed draft")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Keep it")
    press_on(page, "Keep it")
    page.wait_for_selector("#changes")
    press_on(page, "Compare", "This work")
    page.wait_for_url("**/compare*/**")
    page.keyboard.press("n")
    page.wait_for_selector("#card:has-text('Kissinger')")


def test_a_lawyer_turns_three_returned_copies_into_one_word_file_by_keyboard_and_mouse(enter: Enter) -> None:
    lease = Path(__file__).parents[2] / "data" / "samples" / "lease"
    page = enter("/copies")
    page.set_input_files("#base", lease / "base.docx")
    page.set_input_files("#copies", sorted(lease.glob("returned_*.docx")))
    press_on(page, "Compare them")
    page.wait_for_selector("text=in 3 copies of base.docx")
    assert "contested" in page.inner_text("main")
    for take in (lambda: press_on(page, "One Word file with all changes"), lambda: page.click("text=One Word file")):
        with page.expect_download() as got:
            take()
        assert got.value.suggested_filename == "base, all copies.docx"


def test_everything_is_read_without_a_script(enter: Enter, served: Any) -> None:
    page = enter("/", java_script_enabled=False)
    page.fill("#look-up", "already explained")
    page.press("#look-up", "Enter")
    page.wait_for_url("**/search?*")
    assert "As Mr. Kissinger has already explained" in page.inner_text("main")
    page.goto(served.base + WORK)
    page.fill("#words", "already explained")
    page.press("#words", "Enter")
    page.wait_for_url("**/who?*")
    assert "Alexander M. Haig, Jr." in page.inner_text("main")
    page.goto(f"{served.base}{WORK}/compare")
    page.select_option("#pick-from", label="haig-layer (reconstructed)")
    page.click(".picker button")
    page.wait_for_url("**/compare/haig-layer/final")
    assert page.url.endswith("/compare/haig-layer/final")


def press_on(page: Any, what: str, where: str = "") -> None:
    """Go to a link or button by the keyboard, and press it."""
    tab_to(page, what, where)
    page.keyboard.press("Enter")


def tab_to(page: Any, what: str, where: str = "") -> None:
    """Press Tab until the element with that text, or that id, has the focus; in the part that is called `where`."""
    page.wait_for_load_state()
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const one = document.activeElement, part = one.closest("[aria-label]");
                       return [one.textContent.trim(), one.id, part ? part.getAttribute("aria-label") : ""]; }"""
        )
        if what in found[:2] and where in found[2]:
            return
    raise AssertionError(f"no way to {what!r} by the keyboard")
