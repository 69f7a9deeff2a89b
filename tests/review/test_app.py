"""The app over HTTP: who may speak to it, and what it answers. No browser needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocrfix.formats import json as page_json
from ocrfix.page import Source
from ocrfix.review.app.scans import Scans
from ocrfix.review.session import Review
from ocrfix.settings.load import Settings
from tests.review.batches import bare, page_of, write_batch

starlette = pytest.importorskip("starlette.testclient", reason="the libraries of the review are not installed")
from ocrfix.review.app import launch  # noqa: E402
from ocrfix.review.app.security import Door  # noqa: E402
from ocrfix.review.app.server import STATIC, App, _asset  # noqa: E402

DOOR = Door(4711)
HOST = "127.0.0.1:4711"
COOKIE = {"cookie": f"{DOOR.cookie}={DOOR.token}"}
ASKED = {"x-ocrfix": "1", "content-type": "application/json"}
ONE = "town-0001"
SETTINGS = Settings()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_batch(tmp_path, (ONE, "town-0002"))


@pytest.fixture
def client(out: Path) -> Iterator[starlette.TestClient]:
    app = App(Review(out, SETTINGS.review, "lin"), SETTINGS)
    with starlette.TestClient(app.asgi(DOOR), base_url=f"http://{HOST}", follow_redirects=False) as found:
        yield found
    app.close()


def test_the_token_opens_and_is_then_a_cookie_no_script_reads(client: starlette.TestClient) -> None:
    answer = client.get(f"/?token={DOOR.token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/").status_code == 200


def test_the_browser_is_started_without_the_token_in_its_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(launch.webbrowser, "open", lambda url: asked.append(url) or True)
    file = tmp_path / "review.html"
    file.write_text("left by one that was killed")
    with launch.opened(DOOR.address, file) as done:
        assert done
        assert asked == [file.as_uri()]
        assert DOOR.address in file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600
    assert not file.exists()
    with launch.opened(DOOR.address, tmp_path / "nowhere" / "review.html") as done:
        assert not done


@pytest.mark.parametrize(
    "path", ["/", "/static/main.js", "/api/batch", f"/api/page?page={ONE}", "/api/tile", "/api/ink"]
)
def test_without_the_token_nothing_is_answered(client: starlette.TestClient, path: str) -> None:
    assert client.get(path).status_code == 403
    assert client.get(path, headers={"cookie": f"{DOOR.cookie}=wrong"}).status_code == 403
    assert client.get("/?token=wrong").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:4712"},
        {"host": "evil.example:4711"},
        {"host": "127.0.0.1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_another_origin_is_refused(client: starlette.TestClient, headers: dict[str, str]) -> None:
    assert client.get("/api/batch", headers=COOKIE | headers).status_code in (403, 421)
    body = {"page": ONE, "asked": {"do": "done", "done": True}}
    assert client.post("/api/decide", json=body, headers=COOKIE | ASKED | headers).status_code in (403, 421)
    assert client.get("/api/batch", headers=COOKIE).json()["pages"][0]["done"] is False


def test_a_form_of_another_site_decides_nothing(client: starlette.TestClient) -> None:
    body = json.dumps({"page": ONE, "asked": {"do": "done", "done": True}})
    for headers in ({"content-type": "text/plain"}, {"content-type": "application/json"}, {"x-ocrfix": "1"}):
        assert client.post("/api/decide", content=body, headers=COOKIE | headers).status_code == 403
    assert client.get("/api/decide", headers=COOKIE).status_code == 405


def test_a_huge_request_is_refused(client: starlette.TestClient) -> None:
    assert client.post("/api/decide", content=b"x" * 2_000_000, headers=COOKIE | ASKED).status_code == 413


def test_every_answer_forbids_what_is_not_of_the_package(client: starlette.TestClient) -> None:
    for path, headers in (("/", COOKIE), ("/api/batch", COOKIE), ("/nowhere", COOKIE), ("/", {})):
        policy = client.get(path, headers=headers).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


@pytest.mark.parametrize(
    "key",
    ["../scans/town-0001", "../../etc/passwd", "/etc/passwd", "..", "", "town-0001.json", "town-0001/../town-0002"],
)
def test_a_page_is_one_of_the_folder(client: starlette.TestClient, key: str) -> None:
    for path in ("page", "scan", "tile", "ink", "same"):
        found = client.get(f"/api/{path}", params={"page": key, "level": 0, "column": 0, "row": 0}, headers=COOKIE)
        assert found.status_code == 404
    for path in ("decide", "export"):
        body = {"page": key, "asked": {"do": "done", "done": True}}
        assert client.post(f"/api/{path}", json=body, headers=COOKIE | ASKED).status_code == 404


@pytest.mark.parametrize(
    "name", ["..%2fserver.py", "../server.py", "server.py", "%2e%2e/server.py", "index.html", "x.js"]
)
def test_a_file_is_one_of_the_package(client: starlette.TestClient, name: str) -> None:
    assert client.get(f"/static/{name}", headers=COOKIE).status_code in (403, 404)


def test_all_files_of_the_package_are_there_and_speak_to_nobody(client: starlette.TestClient) -> None:
    for name in STATIC:
        assert client.get(f"/static/{name}", headers=COOKIE).status_code == 200
    for name in (*STATIC, "index.html"):
        text = _asset(name).decode()
        assert "//" not in text.replace("https://", "http://").replace("// ", "") or "http://" not in text
        assert "innerHTML" not in text
        assert "eval(" not in text


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"do": "nonsense"},
        {"do": "settle", "edit": "nothing", "standing": "applied"},
        {"do": "settle", "edit": "look-alike", "standing": "flagged"},
        {"do": "text", "block": "nowhere:0:1", "text": "x"},
        {"do": "text", "block": "head:0:7", "text": "老桥下的菜市场"},
        {"do": "move", "block": "head:0:7", "beside": None},
        {"do": "kind", "block": "head:0:7", "kind": "banner"},
        {"do": "follow", "before": "one", "after": "nowhere"},
        {"do": "settle", "edit": 7, "standing": ["applied"], "others": 3},
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told_and_keeps_nothing(client: starlette.TestClient, asked: dict[str, object]) -> None:
    answer = client.post("/api/decide", json={"page": ONE, "asked": asked}, headers=COOKIE | ASKED)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert client.get("/api/page", params={"page": ONE}, headers=COOKIE).json()["decisions"] == []


def test_requests_that_are_no_json_are_told(client: starlette.TestClient) -> None:
    for content in (b"{", b"[1]", b"\xff"):
        assert client.post("/api/decide", content=content, headers=COOKIE | ASKED).status_code == 400


def test_tiles_are_the_scan(client: starlette.TestClient, out: Path) -> None:
    levels = client.get("/api/scan", params={"page": ONE}, headers=COOKIE).json()["levels"]
    assert levels[0] == [1200, 1600]
    assert max(levels[-1]) <= 256
    query = {"page": ONE, "level": 0, "column": 1, "row": 2}
    answer = client.get("/api/tile", params=query, headers=COOKIE)
    tile = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)
    scan = cv2.imread(str(out.parent / "scans" / f"{ONE}.png"))
    assert np.abs(tile.astype(int) - scan[1024:1536, 512:1024].astype(int)).mean() < 2
    for wrong in ({"column": 3}, {"row": -1}, {"level": 99}, {"level": "x"}, {"column": "1" * 40}):
        assert client.get("/api/tile", params=query | wrong, headers=COOKIE).status_code == 404


def test_the_ink_account_is_a_picture(client: starlette.TestClient) -> None:
    answer = client.get("/api/ink", params={"page": ONE}, headers=COOKIE)
    picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture.shape == (1600, 1200, 4)
    assert (picture[..., 3] > 0).any()


def test_a_scan_is_found_by_name_and_only_with_the_content_that_was_read(out: Path, tmp_path: Path) -> None:
    page = page_json.read((out / f"{ONE}.json").read_bytes(), ONE)
    moved = tmp_path / "moved"
    (out.parent / "scans").rename(moved)
    file = out / f"{ONE}.json"
    with pytest.raises(Exception, match="--images"):
        Scans(out, None, SETTINGS).pyramid(ONE, page, file)
    assert len(Scans(out, moved, SETTINGS).pyramid(ONE, page, file).levels) > 2
    (moved / f"{ONE}.png").write_bytes((moved / "town-0002.png").read_bytes() + b"x")
    with pytest.raises(Exception, match="--images"):
        Scans(out, moved, SETTINGS).pyramid(ONE, page, file)


def test_a_page_that_names_another_file_shows_nothing_of_it(client: starlette.TestClient, out: Path) -> None:
    for source in (Source("/etc/passwd", 1, "0" * 64), Source("../../etc/passwd"), Source("/etc/passwd")):
        page = replace(page_of("town-0002"), source=source)
        (out / "town-0002.json").write_bytes(page_json.write(page))
        query = {"page": "town-0002", "level": 0, "column": 0, "row": 0}
        answer = client.get("/api/tile", params=query, headers=COOKIE)
        assert answer.status_code == 404
        assert "root:" not in answer.text


def test_scans_are_kept_within_bounds(out: Path) -> None:
    small = SETTINGS.model_copy(update={"review": SETTINGS.review.model_copy(update={"scan_memory": 1})})
    scans = Scans(out, None, small)
    for name in (ONE, "town-0002"):
        page = page_json.read((out / f"{name}.json").read_bytes(), name)
        scans.pyramid(name, page, out / f"{name}.json")
    assert list(scans._kept) == ["town-0002"]


def test_search_takes_every_character_as_it_is(client: starlette.TestClient) -> None:
    def places(text: str) -> int:
        return len(client.get("/api/search", params={"text": text}, headers=COOKIE).json()["places"])

    client.get("/api/page", params={"page": ONE}, headers=COOKIE)
    assert places("老桥") == 1
    assert places("%") == places("_") == places("\\") == places("") == 0


def test_the_page_is_told_with_everything_on_it(client: starlette.TestClient) -> None:
    view = client.get("/api/page", params={"page": ONE}, headers=COOKIE).json()
    texts = ["".join(r["a"] for r in b["runs"]) for s in view["sections"] for b in s["blocks"]]
    assert sorted(texts) == sorted(b.text for b in page_of(ONE).blocks)
    keys = {"".join(r["a"] for r in b["runs"]): b["key"] for s in view["sections"] for b in s["blocks"]}
    assert keys["河口晚报"] == "folio:0:4"
    assert keys["渡轮开通"] == "second:0:4"
    assert [w["line"] for w in view["ways"]] == ["two", "body"]
    assert len(view["changes"]) == 5
    assert view["columns"][0]["box"] == list(bare(ONE).columns[0].box.edges)
