"""The addresses of the review and what they answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ocrfix.errors import OcrfixError
from ocrfix.review.app import asked
from ocrfix.review.app.pageview import Json, item_view, page_view
from ocrfix.review.app.scans import Scans
from ocrfix.review.app.security import Door, Guard
from ocrfix.review.decisions import Settle
from ocrfix.review.html import terms
from ocrfix.review.session import Review
from ocrfix.review.store import Event
from ocrfix.settings.load import Settings

STATIC = {
    "style.css": "text/css; charset=utf-8",
    **{f"{name}.js": "text/javascript; charset=utf-8"
       for name in ("main", "api", "pages", "words", "terms", "viewer", "text", "card", "arrange", "panels")},
}  # fmt: skip
"""The files of the package a browser may have."""
SEARCH_MOST = 200
QUEUE_MOST = 1000
"""Rows of one answer."""


class App:
    """One review as addresses. Everything that takes time runs in a thread."""

    def __init__(self, review: Review, settings: Settings, images: Path | None = None) -> None:
        self.review = review
        self.scans = Scans(review.out, images, settings)
        self.settings = settings
        self._stop = threading.Event()
        self._indexer = threading.Thread(target=review.build_index, args=(self._stop,), daemon=True)

    def start(self) -> None:
        """Begin to index what is not yet."""
        self._indexer.start()

    def close(self) -> None:
        self._stop.set()
        if self._indexer.is_alive():
            self._indexer.join(10)
        self.review.close()

    def asgi(self, door: Door) -> ASGIApp:
        """The application behind its door."""
        routes = [
            Route("/", self._shell),
            Route("/static/{name}", self._static),
            Route("/api/batch", self._answer(self._batch)),
            Route("/api/page", self._answer(self._page)),
            Route("/api/queue", self._answer(self._queue)),
            Route("/api/same", self._answer(self._same)),
            Route("/api/search", self._answer(self._search)),
            Route("/api/scan", self._answer(self._scan)),
            Route("/api/tile", self._tile),
            Route("/api/ink", self._ink),
            Route("/api/decide", self._answer(self._decide), methods=["POST"]),
            Route("/api/undo", self._answer(self._undo), methods=["POST"]),
            Route("/api/redo", self._answer(self._redo), methods=["POST"]),
            Route("/api/export", self._answer(self._export), methods=["POST"]),
        ]
        return Guard(Starlette(routes=routes), door)

    # what the package brings

    async def _shell(self, request: Request) -> Response:
        return Response(_asset("index.html"), media_type="text/html; charset=utf-8", headers=_FRESH)

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return PlainTextResponse("There is no such file.", 404)
        return Response(_asset(name), headers={"content-type": STATIC[name], **_FRESH})

    # what is asked for

    def _answer(self, handler: Callable[[Request, Json], Json]) -> Callable[[Request], Any]:
        """A handler in a thread, its answer as JSON, its faults told in words."""

        async def answer(request: Request) -> Response:
            try:
                body = json.loads(await request.body()) if request.method == "POST" else {}
            except ValueError:
                return JSONResponse({"error": "The request is no JSON."}, 400)
            if not isinstance(body, dict):
                return JSONResponse({"error": "The request is no JSON object."}, 400)
            return await run_in_threadpool(self._safely, handler, request, body)

        return answer

    def _safely(self, handler: Callable[[Request, Json], Json], request: Request, body: Json) -> Response:
        try:
            return JSONResponse(handler(request, body), headers=_FRESH)
        except _NoPage as error:
            return JSONResponse({"error": f"There is no page {error.args[0]}."}, 404)
        except asked.Unclear as error:
            return JSONResponse({"error": str(error)}, 400)
        except OcrfixError as error:
            return JSONResponse({"error": str(error)}, 422)

    def _batch(self, request: Request, body: Json) -> Json:
        progress = self.review.progress()
        return {
            "name": self.review.out.resolve().name,
            "who": self.review.who,
            "tile": self.settings.review.tile_size,
            "pages": [
                {"key": k, "open": p.open, "settled": p.settled, "done": p.done, "known": k not in self.review.stale}
                for k, p in progress.items()
            ],
            "errors": self.review.index.errors(),
            "unindexed": len(self.review.stale),
        }

    def _page(self, request: Request, body: Json) -> Json:
        key = self._key(request.query_params.get("page"))
        return page_view(self.review, self.review.open(key))

    def _queue(self, request: Request, body: Json) -> Json:
        query = request.query_params
        page, rule = query.get("page"), query.get("rule")
        items = self.review.queue(self._key(page) if page else None, rule or None)
        rules: dict[str, int] = {}
        for item in items:
            rules[item.row.rule] = rules.get(item.row.rule, 0) + 1
        if query.get("by") == "page":
            items = sorted(items, key=lambda i: (i.row.page, i.row.place))
        most = min(_number(query.get("most"), 300), QUEUE_MOST)
        return {"total": len(items), "items": [item_view(i) for i in items[:most]], "rules": rules}

    def _same(self, request: Request, body: Json) -> Json:
        key = self._key(request.query_params.get("page"))
        rows = self.review.recurrences(key, request.query_params.get("edit", ""))
        return {
            "places": [
                {"page": r.page, "id": r.id, "lead": r.lead, "before": r.before, "after": r.after, "trail": r.trail}
                for r in rows
            ]
        }

    def _search(self, request: Request, body: Json) -> Json:
        wanted = request.query_params.get("text", "").strip()
        found = self.review.search(wanted, SEARCH_MOST) if wanted else []
        return {"places": [{"page": p, "text": t, "block": n} for p, n, t in found], "most": SEARCH_MOST}

    def _decide(self, request: Request, body: Json) -> Json:
        key = self._key(body.get("page"))
        wanted = body.get("asked")
        if not isinstance(wanted, dict):
            raise asked.Unclear("nothing is asked for")
        actions = asked.decisions(self.review, key, wanted)
        step = self.review.decide(actions)
        answer = {"step": step, "places": len(actions)}
        # the fast keys: the browser shows at once what they do, and asks for the page when it has the time
        return answer if wanted["do"] == "settle" else answer | self._after(key)

    def _undo(self, request: Request, body: Json) -> Json:
        return self._turned(body, self.review.undo())

    def _redo(self, request: Request, body: Json) -> Json:
        return self._turned(body, self.review.redo())

    def _turned(self, body: Json, events: Sequence[Event]) -> Json:
        """What was taken back or brought again, the page it is to be seen on, and the edit it was about."""
        if not events:
            return {"pages": []}
        pages = list(dict.fromkeys(e.page for e in events))
        shown = body.get("page")
        key = str(shown) if shown in pages else pages[0]
        mine = [e.action for e in events if e.page == key]
        edit = next((a.edit.id for a in mine if isinstance(a, Settle)), None)
        return {"pages": pages, "did": mine[0].do, "edit": edit, **self._after(key)}

    def _after(self, key: str) -> Json:
        """What is different after a decision: the page, and how far it is."""
        return {"page": page_view(self.review, self.review.open(key))}

    def _export(self, request: Request, body: Json) -> Json:
        from ocrfix.review import export  # noqa: PLC0415 - half a second, and not needed to begin

        key = body.get("page")
        keys = None if key is None else [self._key(key)]
        found = export.export(self.review, self.settings, keys)
        return {
            "files": [str(f.relative_to(self.review.out.resolve())) for f in found.files],
            "pages": len(found.pages),
            "misfits": [{"page": p, "missing": m.missing} for p, m in found.misfits],
            "failed": [{"page": p, "error": e} for p, e in found.failed],
            "notes": list(found.notes),
        }

    # the scan

    def _scan(self, request: Request, body: Json) -> Json:
        key = self._key(request.query_params.get("page"))
        pyramid = self.scans.pyramid(key, self.review.base(key), self.review.files[key].path)
        return {"levels": [[int(p.shape[1]), int(p.shape[0])] for p in pyramid.levels]}

    async def _tile(self, request: Request) -> Response:
        return await run_in_threadpool(self._tile_now, request)

    def _tile_now(self, request: Request) -> Response:
        query = request.query_params
        settings = self.settings.review
        try:
            key = self._key(query.get("page"))
            level, column, row = (_number(query.get(name), -1) for name in ("level", "column", "row"))
            pyramid = self.scans.pyramid(key, self.review.base(key), self.review.files[key].path)
            tile = pyramid.tile(level, column, row, settings.tile_size, settings.tile_quality)
        except (_NoPage, OcrfixError) as error:
            return PlainTextResponse(str(error), 404)
        if tile is None:
            return PlainTextResponse("There is no such tile.", 404)
        return Response(tile, media_type="image/jpeg", headers={"cache-control": "private, max-age=600"})

    async def _ink(self, request: Request) -> Response:
        return await run_in_threadpool(self._ink_now, request)

    def _ink_now(self, request: Request) -> Response:
        try:
            key = self._key(request.query_params.get("page"))
            picture = self.scans.ink(key, self.review.base(key), self.review.files[key].path)
        except (_NoPage, OcrfixError) as error:
            return PlainTextResponse(str(error), 404)
        return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=600"})

    def _key(self, given: object) -> str:
        """A page is one of those found in the folder; nothing given ever becomes a path."""
        if isinstance(given, str) and given in self.review.files:
            return given
        raise _NoPage(str(given)[:100])


class _NoPage(LookupError):
    pass


_FRESH = {"cache-control": "no-store"}


def _asset(name: str) -> bytes:
    if name == "terms.js":
        return b"export default " + terms()
    return (package_files("ocrfix.review.app") / "static" / name).read_bytes()


def _number(given: str | None, default: int) -> int:
    return int(given) if given is not None and given.isascii() and given.isdigit() and len(given) < 10 else default
