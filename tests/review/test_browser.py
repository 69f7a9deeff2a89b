"""The review in a real browser, as a person uses it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocrfix.formats import json as page_json
from ocrfix.page import Glyph, TextLine
from ocrfix.review.decisions import Rewrite, Settle
from ocrfix.review.store import Store
from tests.review.batches import write_batch
from tests.review.conftest import PATIENCE, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from tests.review.conftest import Running

    Start = Callable[..., Running]
    Visit = Callable[..., Page]



@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_batch(tmp_path)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens the review, the first place in the queue chosen. A fault of a script fails the test."""
    faults: list[str] = []
    contexts = []

    def opened(address: str, **how: Any) -> Page:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **how}))
        page = contexts[-1].new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        page.wait_for_selector("#card .swap")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def until(page: Page, condition: str) -> None:
    """Wait for what no element tells; the page's policy forbids the browser to wait for a script's condition itself."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        page.wait_for_timeout(50)


def scale(page: Page) -> float:
    return float(page.locator("#canvas").get_attribute("data-scale") or 0)


def scaled(page: Page, condition: str) -> None:
    until(page, f"document.querySelector('#canvas').dataset.scale {condition}")


def kept(out: Path, count: int) -> list[object]:
    """The decisions on the disk, once there are so many."""
    store = Store(out)
    end = time.monotonic() + PATIENCE
    while len(store.events()) != count and time.monotonic() < end:
        time.sleep(0.05)
    found = [e.action for e in store.events()]
    store.close()
    assert len(found) == count
    return found


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_open_zoom_accept_reject_and_undo(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    assert "…" not in page.title()
    expect(page.locator("#scan-said")).to_be_empty()
    scaled(page, "> 0")
    chosen = scale(page)
    press(page, "0")
    scaled(page, f"< {chosen}")
    whole = scale(page)
    press(page, "+", "+")
    scaled(page, f"> {whole * 1.5}")
    page.locator("#canvas").hover()
    page.mouse.wheel(0, 300)
    scaled(page, f"< {whole * 1.6}")
    total = int(page.locator("#card .place").inner_text().split()[-1])
    press(page, "a")
    accepted = kept(out, 1)[0]
    assert isinstance(accepted, Settle)
    assert accepted.standing.value == "applied"
    press(page, "r")
    rejected = kept(out, 2)[1]
    assert isinstance(rejected, Settle)
    assert rejected.standing.value == "rejected"
    expect(page.locator("#card .place")).to_have_text(re.compile(rf" {total - 2}$"))
    press(page, "u")
    kept(out, 1)
    expect(page.locator("#said")).to_contain_text("Taken back")
    press(page, "U")
    kept(out, 2)
    press(page, "Control+z", "Control+z")
    kept(out, 0)


def test_a_block_is_set_by_hand(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    page.locator(".block.headline .run").first.click()
    press(page, "e")
    field = page.locator("textarea")
    field.fill("老桥上的菜市场")
    field.press("Enter")
    (action,) = kept(out, 1)
    assert isinstance(action, Rewrite)
    assert (action.was, action.text) == ("下", "上")
    expect(page.locator(".block.headline .run.person").first).to_have_text("下上")  # what was there is struck out
    press(page, "e")
    page.locator("textarea").press("Escape")
    expect(page.locator("textarea")).to_have_count(0)
    kept(out, 1)


def test_one_decision_for_all_places_alike_is_shown_before_it_happens(
    visit: Visit, out: Path, review_of: Start
) -> None:
    page = visit(review_of(out).address)
    expect(page.locator("#card [data-act=same]")).to_contain_text("6")
    press(page, "A")
    rows = page.locator("#panel li")
    expect(rows).to_have_count(5)
    kept(out, 0)
    rows.first.locator("input").uncheck()
    page.get_by_role("button", name="Accept in 5 places").click()
    assert len({(a.edit.id) for a in kept(out, 5) if isinstance(a, Settle)}) == 2
    press(page, "u")
    kept(out, 0)


def test_layout_is_set_right_by_hand(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    blocks = page.locator(".story.article .block")
    short = page.locator(".block", has_text="又忙去了").first
    short.locator(".words").click()
    press(page, "Alt+ArrowUp")
    kept(out, 1)
    expect(blocks.nth(1)).to_contain_text("又忙去了")
    short.locator(".grip").click()
    page.get_by_role("menuitem", name="A new article begins here").click()
    expect(page.locator(".story.article")).to_have_count(3)
    press(page, "u", "u")
    kept(out, 0)
    expect(page.locator(".story.article")).to_have_count(2)
    expect(blocks.nth(2)).to_contain_text("又忙去了")
    page.locator(".ways button").first.click()
    page.locator("#panel li button:not(:disabled)").first.click()
    kept(out, 1)
    expect(blocks.nth(1)).to_contain_text("船上坐满了人")
    page.locator(".block.folio .grip").first.click()
    page.get_by_role("menuitem", name="Move to another place").click()
    page.locator(".block", has_text="渡轮开通").first.locator(".words").click()
    kept(out, 2)
    expect(page.locator(".story.article .block.paragraph", has_text="河口晚报")).to_have_count(1)


def test_killed_and_opened_again_everything_is_there(visit: Visit, out: Path, review_of: Start) -> None:
    first = review_of(out)
    page = visit(first.address)
    press(page, "a", "a")
    kept(out, 2)
    first.kill()
    page = visit(review_of(out).address)
    expect(page.locator("#card .place")).to_have_text(re.compile("of 10$"))
    kept(out, 2)


def test_the_file_that_opens_the_browser_leads_on(
    visit: Visit, out: Path, review_of: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("starlette", reason="the libraries of the review are not installed")
    from ocrfix.review.app import launch  # noqa: PLC0415

    monkeypatch.setattr(launch.webbrowser, "open", lambda url: True)
    with launch.opened(review_of(out).address, out / "open.html"):
        page = visit((out / "open.html").as_uri())
    assert "token" not in page.url


def test_a_key_decides_nothing_about_a_page_that_is_still_to_come(
    visit: Visit, tmp_path: Path, review_of: Start
) -> None:
    out = write_batch(tmp_path, tuple(f"p{n}" for n in range(1, 7)))  # the next two are made ready ahead
    page = visit(review_of(out).address)
    waiting: list[Route] = []
    page.route("**/api/page?page=p6", lambda route: waiting.append(route))  # noqa: PLW0108 - no method of a list will do
    press(page, "g")
    page.locator("#panel input").fill("6")
    page.locator("#panel input").press("Enter")
    expect(page.locator("#card")).to_contain_text("Opening the page")
    press(page, "a", "r", "e")
    waiting[0].continue_()
    expect(page.locator("#page-name")).to_contain_text("6/6")
    expect(page.locator("textarea")).to_have_count(0)
    kept(out, 0)


def test_outputs_are_written_on_demand(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    press(page, "a")
    kept(out, 1)
    page.locator("#show-export").click()
    page.get_by_role("button", name="All pages with decisions").click()
    expect(page.locator("#panel-body [role=status]")).to_contain_text("gt.md")
    assert "河" in next(out.glob("*.gt.md")).read_text()


def test_either_side_follows_the_other(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    expect(page.locator("#scan-said")).to_be_empty()
    scaled(page, "> 0")
    page.locator(".block", has_text="渡轮开通").first.locator(".run").first.click()
    until(page, "window.ocrfix.viewer.point?.[1] >= 700 && window.ocrfix.viewer.point[1] <= 740")
    near = scale(page)
    press(page, "Escape", "0")
    scaled(page, f"< {near}")
    at = page.evaluate(
        "(() => { const v = window.ocrfix.viewer; const a = v.canvas.getBoundingClientRect();"
        " return [a.left + v.x + 60 * v.scale, a.top + v.y + 800 * v.scale]; })()"
    )
    page.mouse.click(*at)
    expect(page.locator(".run.here")).to_contain_text("第一艘渡轮")


def test_search_queue_pages_and_help_open_and_lead_on(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    expect(page.locator("#progress-said")).to_contain_text("12")
    press(page, "/")
    page.locator("#panel input").fill("渡轮")
    expect(page.locator("#panel li")).to_have_count(6)
    page.locator("#panel li button").last.click()
    expect(page.locator("#page-name")).to_contain_text("3/3")
    press(page, "g")
    page.locator("#panel input").fill("2")
    page.locator("#panel input").press("Enter")
    expect(page.locator("#page-name")).to_contain_text("2/3")
    press(page, "q")
    page.locator("#panel select").nth(1).select_option("unsure")
    expect(page.locator("#panel li")).to_have_count(3)
    press(page, "Escape", "?")
    expect(page.locator("#panel table.keys tr").nth(10)).to_be_visible()


def test_words_and_colours_change(visit: Visit, out: Path, review_of: Start) -> None:
    page = visit(review_of(out).address)
    page.locator("#language").click()
    expect(page.locator("#undo")).to_contain_text("撤销")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    until(page, f"getComputedStyle(document.body).backgroundColor !== {before!r}")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#undo")).to_contain_text("撤销")


EVIL = '<img src=x onerror="document.title=\'stolen\'"><script>document.title="stolen"</script>'


def _spoilt(line: TextLine) -> TextLine:
    return replace(line, glyphs=(replace(line.glyphs[0], text=EVIL), *line.glyphs[1:]))


def test_script_in_text_and_names_is_inert(visit: Visit, tmp_path: Path, review_of: Start) -> None:
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
    shown = visit(review_of(out).address)
    dialogs: list[str] = []
    shown.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    press(shown, "j", "j", "j", "q")
    expect(shown.locator("#panel li").first).to_be_visible()
    expect(shown.locator("#text")).to_contain_text(EVIL)
    press(shown, "Escape", "g")
    expect(shown.locator("#panel li")).to_contain_text(name)
    shown.wait_for_timeout(200)  # a script that got in would have run by then
    assert shown.title() != "stolen"
    assert dialogs == []
    assert shown.locator("img").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (820, 1180)], ids=["desk", "tablet"])
def test_axe_finds_no_serious_violation(
    visit: Visit, out: Path, review_of: Start, theme: str, size: tuple[int, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = visit(review_of(out).address, color_scheme=theme, bypass_csp=True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for keys in ((), ("q",), ("Escape", "g")):
        press(page, *keys)
        if keys:
            expect(page.locator("#panel li").first).to_be_visible()
        found = axe.Axe().run(page).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
