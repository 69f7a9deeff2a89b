"""The review in a real browser, as a person uses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ocrfix.formats import json as page_json
from ocrfix.page import Glyph, TextLine
from ocrfix.review.decisions import Rewrite, Settle
from ocrfix.review.store import Store
from tests.review.batches import write_batch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.review.conftest import Running

    Start = Callable[..., Running]

ONE = "town-0001"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_batch(tmp_path)


def visit(browser: Browser, address: str, **how: object) -> Page:
    """The review opened, the first place in the queue chosen; a fault of a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", **how)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(20000)
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.wait_for_selector("#card .swap")
    assert faults == []
    return page


def until(page: Page, condition: str) -> None:
    """Wait for a condition in the page; its policy forbids the browser to be asked in any other way."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def scale(page: Page) -> float:
    return float(page.locator("#canvas").get_attribute("data-scale") or 0)


def kept(out: Path, count: int) -> list[object]:
    """The decisions on the disk, once there are so many."""
    store = Store(out)
    for _ in range(100):
        if len(store.events()) == count:
            break
        time.sleep(0.1)
    found = [e.action for e in store.events()]
    store.close()
    assert len(found) == count
    return found


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_open_zoom_accept_reject_and_undo(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    assert "…" not in page.title()
    until(page, "document.querySelector('#scan-said').textContent === ''")
    press(page, "0")
    page.wait_for_timeout(100)
    whole = scale(page)
    press(page, "+", "+")
    page.wait_for_timeout(100)
    assert scale(page) > whole * 1.5
    page.locator("#canvas").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(100)
    assert scale(page) < whole * 1.6
    total = int(page.locator("#card .place").inner_text().split()[-1])
    press(page, "a")
    accepted = kept(out, 1)[0]
    assert isinstance(accepted, Settle)
    assert accepted.standing.value == "applied"
    press(page, "r")
    rejected = kept(out, 2)[1]
    assert isinstance(rejected, Settle)
    assert rejected.standing.value == "rejected"
    until(page, f"document.querySelector('#card .place').textContent.endsWith('{total - 2}')")
    press(page, "u")
    kept(out, 1)
    until(page, "document.querySelector('#said').textContent.includes('Taken back')")
    press(page, "U")
    kept(out, 2)
    press(page, "Control+z", "Control+z")
    kept(out, 0)


def test_a_block_is_set_by_hand(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    page.locator(".block.headline .run").first.click()
    press(page, "e")
    field = page.locator("textarea")
    field.fill("老桥上的菜市场")
    field.press("Enter")
    (action,) = kept(out, 1)
    assert isinstance(action, Rewrite)
    assert (action.was, action.text) == ("下", "上")
    assert page.locator(".block.headline .run.person").first.inner_text() == "上"
    press(page, "e")
    page.locator("textarea").press("Escape")
    until(page, "document.querySelector('textarea') === null")
    kept(out, 1)


def test_one_decision_for_all_places_alike_is_shown_before_it_happens(
    browser: Browser, out: Path, review_of: Start
) -> None:
    page = visit(browser, review_of(out).address)
    until(page, "document.querySelector('#card [data-act=same]')?.textContent.includes('6')")
    press(page, "A")
    rows = page.locator("#panel li")
    until(page, "document.querySelectorAll('#panel li').length === 5")
    kept(out, 0)
    rows.first.locator("input").uncheck()
    page.get_by_role("button", name="Accept in 5 places").click()
    assert len({(a.edit.id) for a in kept(out, 5) if isinstance(a, Settle)}) == 2
    press(page, "u")
    kept(out, 0)


def test_layout_is_set_right_by_hand(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    blocks = page.locator(".story.article .block")
    short = page.locator(".block", has_text="又忙去了").first
    short.locator(".words").click()
    press(page, "Alt+ArrowUp")
    kept(out, 1)
    until(page, "document.querySelectorAll('.story.article .block')[1].textContent.includes('又忙去了')")
    assert "又忙去了" in blocks.nth(1).inner_text()
    short.locator(".grip").click()
    page.get_by_role("menuitem", name="A new article begins here").click()
    until(page, "document.querySelectorAll('.story.article').length === 3")
    press(page, "u", "u")
    until(page, "document.querySelectorAll('.story.article').length === 2")
    page.locator(".ways button").first.click()
    page.locator("#panel li button:not(:disabled)").first.click()
    kept(out, 1)
    until(page, "document.querySelectorAll('.story.article .block')[1].textContent.includes('船上坐满了人')")
    page.locator(".block.folio .grip").first.click()
    page.get_by_role("menuitem", name="Move to another place").click()
    page.locator(".block", has_text="渡轮开通").first.locator(".words").click()
    kept(out, 2)


def test_killed_and_opened_again_everything_is_there(browser: Browser, out: Path, review_of: Start) -> None:
    first = review_of(out)
    page = visit(browser, first.address)
    press(page, "a", "a")
    kept(out, 2)
    first.kill()
    page = visit(browser, review_of(out).address)
    until(page, "document.querySelector('#card .place').textContent.endsWith('of 10')")
    assert len(kept(out, 2)) == 2


def test_outputs_are_written_on_demand(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    press(page, "a")
    kept(out, 1)
    page.locator("#show-export").click()
    page.get_by_role("button", name="All pages with decisions").click()
    until(page, "document.querySelector('#panel-body [role=status]').textContent.includes('gt.md')")
    assert "河" in next(out.glob("*.gt.md")).read_text()


def test_either_side_follows_the_other(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    until(page, "document.querySelector('#scan-said').textContent === ''")
    page.locator(".block", has_text="渡轮开通").first.locator(".run").first.click()
    page.wait_for_timeout(200)
    box = page.evaluate("window.ocrfix.viewer.point")
    assert 700 <= box[1] <= 740
    press(page, "Escape", "0")
    page.wait_for_timeout(200)
    at = page.evaluate(
        "(() => { const v = window.ocrfix.viewer; const a = v.canvas.getBoundingClientRect();"
        " return [a.left + v.x + 60 * v.scale, a.top + v.y + 800 * v.scale]; })()"
    )
    page.mouse.click(*at)
    page.wait_for_selector(".run.here")
    assert "第一艘渡轮" in page.locator(".run.here").inner_text()


def test_search_queue_pages_and_help_open_and_lead_on(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    until(page, "document.querySelector('#progress-said').textContent.includes('12')")
    press(page, "/")
    page.locator("#panel input").fill("渡轮")
    until(page, "document.querySelectorAll('#panel li').length === 6")
    page.locator("#panel li button").last.click()
    until(page, "document.querySelector('#page-name').textContent.includes('3/3')")
    press(page, "g")
    page.locator("#panel input").fill("2")
    page.locator("#panel input").press("Enter")
    until(page, "document.querySelector('#page-name').textContent.includes('2/3')")
    press(page, "q")
    page.locator("#panel select").nth(1).select_option("unsure")
    until(page, "document.querySelectorAll('#panel li').length === 3")
    press(page, "Escape", "?")
    until(page, "document.querySelectorAll('#panel table.keys tr').length > 10")


def test_words_and_colours_change(browser: Browser, out: Path, review_of: Start) -> None:
    page = visit(browser, review_of(out).address)
    page.locator("#language").click()
    assert page.locator("#undo").inner_text().startswith("撤销")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.locator("#undo").inner_text().startswith("撤销")


EVIL = '<img src=x onerror="document.title=\'stolen\'"><script>document.title="stolen"</script>'


def _spoilt(line: TextLine) -> TextLine:
    return replace(line, glyphs=(replace(line.glyphs[0], text=EVIL), *line.glyphs[1:]))


def test_script_in_text_and_names_is_inert(browser: Browser, tmp_path: Path, review_of: Start) -> None:
    name = "a<img src=x onerror=alert(1)>&quot;"
    out = write_batch(tmp_path, (name,))
    page = page_json.read((out / f"{name}.json").read_bytes(), name)
    blocks = tuple(replace(b, text=b.text.replace("又", EVIL)) for b in page.articles[0].blocks)
    evil = replace(
        page,
        lines=tuple(_spoilt(line) if line.id in ("five", "tail") else line for line in page.lines),
        edits=tuple(
            replace(e, evidence=replace(e.evidence, note=EVIL), inserted=(Glyph(EVIL),)) if e.rule == "lost-mark" else e
            for e in page.edits
        ),
        articles=(replace(page.articles[0], blocks=blocks), page.articles[1]),
    )
    (out / f"{name}.json").write_bytes(page_json.write(evil))
    shown = visit(browser, review_of(out).address)
    dialogs: list[str] = []
    shown.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    press(shown, "j", "j", "j", "q")
    shown.wait_for_timeout(300)
    assert EVIL in shown.locator("#text").text_content()
    press(shown, "Escape", "g")
    shown.wait_for_timeout(200)
    assert shown.title() != "stolen"
    assert dialogs == []
    assert shown.locator("img").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (820, 1180)], ids=["desk", "tablet"])
def test_axe_finds_no_serious_violation(
    browser: Browser, out: Path, review_of: Start, theme: str, size: tuple[int, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = visit(browser, review_of(out).address, color_scheme=theme, bypass_csp=True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for keys in ((), ("q",), ("Escape", "g")):
        press(page, *keys)
        page.wait_for_timeout(150)
        found = axe.Axe().run(page).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
