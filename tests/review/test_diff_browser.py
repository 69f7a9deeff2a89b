"""The static page in a real browser: a pleasure to use, whole without a network, and safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocrfix.formats.json import write as to_json
from ocrfix.page import Standing
from ocrfix.review import page_diff
from ocrfix.review.files import find_pages
from ocrfix.review.html import Renderer
from ocrfix.review.image import Absence, Scan
from ocrfix.review.selection import Selection
from ocrfix.review.site import sheets, write_site
from tests.review.conftest import expect
from tests.review.review_pages import TOWN
from tests.review.review_scans import EVIL, TRUTH_TEXT, evil, sheet, write_scan

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

DIFF = page_diff(TOWN)
NO_SCAN = Scan(None, Absence.MISSING)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages and their list, the first with scan and truth."""
    folder = tmp_path_factory.mktemp("diff")
    scan = replace(TOWN, source=write_scan(folder))
    for name, page in (("town", scan), ("sub/odd #name", TOWN)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.json").write_bytes(to_json(page))
    truth = folder / "truth"
    truth.mkdir()
    (truth / "town.gt.md").write_text(TRUTH_TEXT, encoding="utf-8")
    write_site(sheets(find_pages(folder)), folder / "site", "batch", Selection(), truth)
    return folder / "site"


@pytest.fixture
def tab(browser: Browser, town: Path) -> Iterator[Tab]:
    yield from _tab(browser, town / "town.html")


def _tab(browser: Browser, path: Path, **options: Any) -> Iterator[Tab]:
    """The page, opened from disk. Nothing may be asked of a network, and nothing may go wrong."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en", **options})
    wrong: list[str] = []
    context.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(r.url))
    page = context.new_page()
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(path.as_uri())
    yield page
    context.close()
    assert not wrong


def test_keys_go_from_change_to_change(tab: Tab) -> None:
    assert tab.inner_text("#place") == "– / 8"
    tab.keyboard.press("n")
    assert tab.inner_text("#place") == "1 / 8"
    card = tab.inner_text("#detail")
    for told in (
        "look-alike",
        "Changed",
        "0.95",
        "the word 菜市场 is common",
        "language gain",
        "7.25",
        "needed".title(),
    ):
        assert told in card
    assert tab.evaluate("document.activeElement.innerText") == "莱菜"
    tab.keyboard.press("p")
    assert tab.inner_text("#place") == "8 / 8"
    tab.keyboard.press("j")
    assert tab.inner_text("#place") == "1 / 8"


def test_a_change_shows_its_crop(tab: Tab) -> None:
    tab.keyboard.press("n")
    dark = "() => { const c = document.querySelector('#card canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 0; i < d.length; i += 4) n += d[i] < 60; return n / (d.length / 4); }"  # noqa: E501 - one expression
    assert 0.05 < tab.evaluate(dark) < 0.95


def test_text_and_scan_lead_to_each_other(tab: Tab) -> None:
    tab.locator("rect.spot.suggested").click()
    assert tab.inner_text(".c.here") == "鱼"
    assert "鱼 → 渔" in tab.inner_text("#card")
    tab.locator(".after .c.flagged").click()
    assert "here" in (tab.locator("rect.spot.flagged").get_attribute("class") or "")
    tab.locator(".row", has_text="渡轮开通").click()
    assert tab.locator("rect.block.here").count() == 1


def test_pointing_shows_and_leaving_shows_what_was_chosen(tab: Tab) -> None:
    tab.keyboard.press("n")
    tab.locator(".after .c.suggested").hover()
    expect(tab.locator("#card")).to_contain_text("鱼 → 渔")
    tab.mouse.move(5, 5)
    expect(tab.locator("#card")).to_contain_text("language gain")


def test_filters_by_kind_rule_and_confidence(tab: Tab) -> None:
    tab.click("[data-kind=applied]")
    assert tab.inner_text("#place") == "– / 3"
    assert tab.locator("rect.spot.changed:not(.off)").count() == 0
    assert tab.locator(".after .c.changed del:visible").count() == 0
    tab.click(".menu summary")
    tab.uncheck("[data-rule=lost-mark]")
    assert tab.inner_text("#place") == "– / 2"
    tab.keyboard.press("Escape")
    tab.fill("#sure", "0.65")
    assert tab.inner_text("#place") == "– / 1"
    tab.keyboard.press("n")
    assert tab.inner_text(".c.here") == "鱼"
    tab.click(".menu summary")
    tab.click("#rules-none")
    assert tab.inner_text("#place") == "– / 0"
    tab.click("#rules-all")
    tab.click("[data-kind=applied]")
    tab.fill("#sure", "0")
    assert tab.inner_text("#place").endswith("/ 8")


def test_filters_can_be_set_from_the_start(browser: Browser, tmp_path: Path) -> None:
    chosen = Selection(frozenset({"look-alike"}), frozenset({Standing.APPLIED, Standing.REJECTED}), 0.9)
    (tmp_path / "p.html").write_bytes(Renderer().page(DIFF, NO_SCAN, chosen=chosen))
    for page in _tab(browser, tmp_path / "p.html"):
        assert page.inner_text("#place") == "– / 1" and page.inner_text("#sure-shown") == "0.9"
        assert page.get_attribute("[data-kind=flagged]", "aria-pressed") == "false"
        page.keyboard.press("n")
        assert page.inner_text(".after .c.here") == "莱菜"


def test_before_after_and_truth_beside_each_other(tab: Tab) -> None:
    assert not tab.locator(".truth").first.is_visible()
    tab.keyboard.press("v")
    row = tab.locator(".row").first
    boxes = [row.locator(c).bounding_box() for c in (".before", ".after")] + [
        tab.locator(".truth").first.bounding_box()
    ]
    lefts = [b["x"] for b in boxes if b is not None]
    assert lefts == sorted(lefts) and len(set(lefts)) == 3
    assert (row.locator(".before").inner_text(), row.locator(".after").inner_text()) == (
        "老桥下的莱市场",
        "老桥下的菜市场",
    )
    assert tab.locator(".truth ins").first.inner_text() == "渔"
    tab.keyboard.press("n")
    assert "The truth agrees" in tab.inner_text("#card")
    tab.locator(".after .c.suggested").click()
    assert "The truth has something else" in tab.inner_text("#card")


def test_two_languages(tab: Tab) -> None:
    tab.keyboard.press("n")
    tab.click("#language")
    assert tab.evaluate("document.documentElement.lang") == "zh-Hans"
    assert "形近字" in tab.inner_text("#detail") and "已改" in tab.inner_text(".kind.applied")
    for _ in range(20):
        tab.wait_for_timeout(500)  # the browser writes what a page stores in its own time
        tab.reload()
        if "已改" in tab.inner_text(".kind.applied"):
            break
    assert "已改" in tab.inner_text(".kind.applied"), "the choice is kept"
    tab.click("#language")
    assert "Changed" in tab.inner_text(".kind.applied")


def test_the_scan_can_be_enlarged_and_moved(tab: Tab) -> None:
    width = "document.querySelector('#sheet').clientWidth"
    tab.keyboard.press("0")
    fit = tab.evaluate(width)
    tab.keyboard.press("+")
    tab.keyboard.press("+")
    assert tab.evaluate(width) == pytest.approx(2.25 * fit, rel=0.02)
    tab.keyboard.press("n")
    expect(tab.locator("rect.spot.here")).to_be_in_viewport(ratio=1)  # it glides there
    tab.keyboard.press("0")
    assert tab.evaluate(width) == fit


def test_pages_lead_to_each_other_by_key(browser: Browser, town: Path) -> None:
    for page in _tab(browser, town / "index.html"):
        assert page.locator("tbody").first.locator("tr").count() == 2
        page.get_by_role("link", name="sub/odd #name").click()
        page.wait_for_url("**/odd%20%23name.html")
        assert page.locator("[data-t='absent-unnamed']").is_visible()
        page.keyboard.press("]")
        page.wait_for_url("**/town.html")
        page.keyboard.press("[")
        page.wait_for_url("**/odd%20%23name.html")


SIZES = [(1280, 800), (1180, 820), (820, 1180)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_everything_fits_on_a_laptop_and_a_tablet(browser: Browser, town: Path, size: tuple[int, int]) -> None:
    for page in _tab(browser, town / "town.html", viewport={"width": size[0], "height": size[1]}):
        for key in ("n", "v"):
            page.keyboard.press(key)
            for part in ("#text", "#detail", "#sheet-scroll", ".tools"):
                box = page.locator(part).bounding_box()
                assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= size[0] + 1, part
            for part in ("#text", "#detail", "header"):
                box = page.locator(part).bounding_box()
                assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size[1] + 1, part
                assert box["height"] > 50
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(browser: Browser, town: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: pip install '.[test]'").Axe()
    states = {"town.html": ([], ["n"], ["v", "n", "n"], ["?"]), "sub/odd #name.html": ([],), "index.html": ([],)}
    for file, all_keys in states.items():
        for page in _tab(browser, town / file, color_scheme=scheme, reduced_motion="reduce"):
            for keys in all_keys:
                for key in keys:
                    page.keyboard.press(key)
                found = axe.run(page).response["violations"]
                bad = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
                assert not bad, (file, keys)


def test_script_in_a_page_stays_inert(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "evil.html"
    path.write_bytes(Renderer().page(page_diff(evil()), Scan(sheet())))
    for page in _tab(browser, path):
        for key in ("n", "n", "v", "n"):
            page.keyboard.press(key)
        page.click("#language")
        page.locator("rect.spot").last.hover()
        assert page.evaluate("window.pwned") is None
        assert EVIL in page.inner_text("#card") or EVIL in page.inner_text("#what")
        assert page.locator("script").count() == 2 and page.locator("#card img").count() == 0


def test_the_policy_stops_what_gets_in_all_the_same(browser: Browser, town: Path, tmp_path: Path) -> None:
    path = tmp_path / "forced.html"
    text = (town / "town.html").read_text(encoding="utf-8")
    path.write_text(text.replace("<main>", "<main><script>window.pwned = 1</script>"), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("window.pwned") is None
    context.close()
