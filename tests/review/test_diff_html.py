"""The static page: whole in one file, harmless whatever its text is, small enough, and a pleasure to use."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from lxml import html as lxml_html

from ocrfix.formats import markdown
from ocrfix.formats.json import write as to_json
from ocrfix.page import Evidence, Glyph, Operation, Page, Reading, Source, Span, Standing, TextLine
from ocrfix.repair import View, apply
from ocrfix.review import page_diff
from ocrfix.review.files import find_pages
from ocrfix.review.html import MOST_BYTES, Renderer
from ocrfix.review.image import Absence, Scan, find_scan, web_image
from ocrfix.review.pair import compare
from ocrfix.review.selection import Selection
from ocrfix.review.site import sheets, write_site
from ocrfix.scan.files import sha256
from tests.review.review_pages import TOWN

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

DIFF = page_diff(TOWN)
NO_SCAN = Scan(None, Absence.MISSING)
TRUTH_TEXT = "# 老桥下的菜市场\n\n清晨五点，灯亮了。人多了起来。\n\n摊主林小河说，今年的渔比去年多\n"
TRUTH = compare("town", page_diff(markdown.read(TRUTH_TEXT, "town")), DIFF, truth=True)


def _sheet(width: int = 1200, height: int = 800) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A page image: grey paper with a black square where each character is."""
    sheet = np.full((height, width, 3), 235, np.uint8)
    for line in TOWN.lines:
        for glyph in line.glyphs:
            assert glyph.box is None or glyph.box.width == 40
            if glyph.box is not None and glyph.text.strip():
                left, top = int(glyph.box.left), int(glyph.box.top)
                sheet[top + 6 : top + 34, left + 6 : left + 34] = 20
    return sheet


def _write_scan(folder: Path) -> Source:
    path = folder / "town.png"
    assert cv2.imwrite(str(path), _sheet())
    return Source(str(path), 1, sha256(path))


def test_the_file_needs_nothing_else() -> None:
    page = Renderer().page(DIFF, Scan(_sheet()), TRUTH).decode()
    tree = lxml_html.fromstring(page)
    addresses = [
        v for e in tree.iter() for k, v in e.attrib.items() if k in ("src", "href", "action", "srcset", "data")
    ]
    assert addresses and all(a.startswith("data:image/webp;base64,") for a in addresses)
    style = tree.findtext(".//style") or ""
    assert "url(" not in style and "@import" not in style
    assert not [k for e in tree.iter() for k in e.attrib if k.startswith("on") or k == "style"]


def test_the_policy_names_the_one_script_and_the_one_style() -> None:
    page = Renderer().page(DIFF, NO_SCAN).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; img-src data:; ") and "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for kind, (content,) in (("script", scripts), ("style", styles)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy


def test_all_text_is_in_the_file_without_its_script() -> None:
    tree = lxml_html.fromstring(Renderer().page(DIFF, NO_SCAN, TRUTH).decode())
    rows = tree.xpath("//article[1]//p[@class='after']")
    assert [r.text_content() for r in rows] == [
        "老桥下的莱菜市场", "清晨五点，，灯亮了。人多了起来 。", "摊主林小河说，今年的鱼比去年多",
    ]  # fmt: skip
    assert "errors probably left: 2 (1–5)" in tree.xpath("//article[1]/h2")[0].text_content()
    assert tree.xpath("//article[1]//p[@class='before']")[0].text_content() == "老桥下的莱市场"
    truth = [p.text_content() for p in tree.xpath("//article[1]//p[@class='truth']")]
    assert truth == ["老桥下的菜市场", "清晨五点，灯亮了。人多了起来。", "摊主林小河说，今年的鱼渔比去年多"]
    assert len(tree.xpath("//*[local-name()='rect' and contains(@class, 'spot')]")) == len(DIFF.changes)


@pytest.mark.parametrize("noise", [0, 60])
def test_a_page_with_its_scan_is_at_most_three_megabytes(noise: int) -> None:
    random = np.random.default_rng(1)
    big = cv2.resize(_sheet(), (3600, 2400)).astype(np.int16) + random.integers(-noise, noise + 1, (2400, 3600, 3))
    page = Renderer().page(DIFF, Scan(big.clip(0, 255).astype(np.uint8)))
    assert len(page) <= MOST_BYTES
    assert b"data:image/webp" in page


def test_an_image_is_as_large_as_the_room_allows() -> None:
    random = np.random.default_rng(2)
    noise = random.integers(0, 256, (900, 600, 3)).astype(np.uint8)
    sizes = []
    for room in (400_000, 150_000, 80_000):
        data = web_image(noise, room)
        assert data is not None and len(data) <= room
        sizes.append(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR).shape[0])
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] >= 400
    assert web_image(noise, 500) is None


def test_the_scan_is_found_and_checked(tmp_path: Path) -> None:
    source = _write_scan(tmp_path)
    found = find_scan(replace(DIFF, source=source))
    assert found.pixels is not None and found.pixels.shape == (800, 1200, 3)
    elsewhere = replace(source, file="town.png")
    assert find_scan(replace(DIFF, source=elsewhere), beside=tmp_path / "out").pixels is not None
    assert find_scan(replace(DIFF, source=elsewhere), images=tmp_path).pixels is not None
    assert find_scan(DIFF).absence is Absence.UNNAMED
    assert (
        find_scan(replace(DIFF, source=replace(source, file="gone.png")), tmp_path / "a" / "b").absence
        is Absence.MISSING
    )
    assert find_scan(replace(DIFF, source=replace(source, sha256="0" * 64))).absence is Absence.CHANGED
    assert (
        find_scan(replace(DIFF, source=replace(source, sha256=""), width=800, height=1200)).absence is Absence.CHANGED
    )
    Path(source.file).write_bytes(b"no image")
    assert find_scan(replace(DIFF, source=replace(source, sha256=""))).absence is Absence.UNREADABLE


@pytest.mark.parametrize("absence", Absence)
def test_without_its_scan_the_page_says_so(absence: Absence) -> None:
    page = Renderer().page(DIFF, Scan(None, absence)).decode()
    assert f'data-t="absent-{absence.value}"' in page and "<img" not in page and "<rect" in page


def test_a_page_without_geometry_has_text_alone() -> None:
    page = (
        Renderer().page(page_diff(markdown.read("# 渡轮开通\n\n第一艘。\n", "p")), Scan(None, Absence.UNNAMED)).decode()
    )
    assert "<svg" not in page and "第一艘。" in page


EVIL = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=2>\"'&{{7*7}}<!--"


def _evil() -> Page:
    glyphs = tuple(map(Glyph, EVIL))
    page = Page(EVIL, 400, 300, lines=(TextLine("l", TOWN.lines[0].polygon, glyphs),))
    evidence = Evidence(None, (Reading(EVIL, EVIL, 1.0, EVIL),), {EVIL: 1.0, "__proto__": 2.0}, {EVIL: 1.0}, EVIL)
    view = View.of(page)
    found = [
        view.edit(EVIL, 1, Operation.REPLACE, (Span("l", 0, 9),), inserted=glyphs, confidence=0.95, evidence=evidence),
        view.edit("constructor", 1, Operation.MARK, (Span("l", 20, 30),), standing=Standing.FLAGGED, evidence=evidence),
    ]
    return replace(apply(page, found), made_by={EVIL: EVIL}, source=Source(EVIL))


def test_script_in_text_rules_and_names_is_text() -> None:
    page = Renderer().page(page_diff(_evil()), Scan(_sheet())).decode()
    tree = lxml_html.fromstring(page)
    assert len(tree.xpath("//script")) == 2 and len(tree.xpath("//img")) == 1
    assert not [k for e in tree.iter() for k in e.attrib if k.startswith("on")]
    assert tree.xpath("//h1")[0].text == EVIL
    assert "{{7*7}}" in page and "<!--" not in page


# In a real browser


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages and their list, the first with scan and truth."""
    folder = tmp_path_factory.mktemp("diff")
    scan = replace(TOWN, source=_write_scan(folder))
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
    assert "鱼 → 渔" in tab.inner_text("#card")
    tab.mouse.move(5, 5)
    assert "language gain" in tab.inner_text("#card")


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
    tab.wait_for_timeout(500)  # the browser writes what a page stores in its own time
    tab.reload()
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
    tab.wait_for_timeout(400)
    spot, frame = (tab.locator(s).bounding_box() for s in ("rect.spot.here", "#sheet-scroll"))
    assert spot is not None and frame is not None
    assert frame["x"] <= spot["x"] and spot["x"] + spot["width"] <= frame["x"] + frame["width"]
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
    path.write_bytes(Renderer().page(page_diff(_evil()), Scan(_sheet())))
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
