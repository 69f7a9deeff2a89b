"""Who may speak to the review: the browser that was given the token, on this machine, from the review's own pages."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Of every answer: scripts and styles are files of the package only, and no other site may show or load anything."""
ASKED = "x-ocrfix"
"""Header that every change must carry: a page of another origin cannot send it without being asked for first."""
BODY_MOST = 1_000_000
"""Bytes of a request: a decision has some hundred, one applied to a batch some hundred thousand."""


@dataclass(frozen=True, slots=True)
class Door:
    """The address the review listens at and the secret that opens it."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    host: str = "127.0.0.1"

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{self.host}:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser on this machine calls it; any other name was made up to get around the origin."""
        return frozenset((f"{self.host}:{self.port}", f"localhost:{self.port}"))

    @property
    def cookie(self) -> str:
        """Cookies are shared by all ports of a machine, so its name has the port."""
        return f"ocrfix_{self.port}"

    def refusal(self, method: str, path: str, headers: Headers, query: QueryParams) -> Response | None:
        """The answer to who may not come in; ``None`` lets in."""
        if headers.get("host") not in self.hosts:
            return PlainTextResponse("This is not the address of the review.", 421)
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return PlainTextResponse("Requests of other sites are refused.", 403)
        asked_here = headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        if not asked_here and not (method == "GET" and path == "/"):  # a link may lead here, and needs the token
            return PlainTextResponse("Requests of other sites are refused.", 403)
        if method == "GET" and path == "/" and "token" in query:
            if not self._same(query["token"]):
                return PlainTextResponse("The token is not that of this review.", 403)
            answer = RedirectResponse("/", 303)
            # lax, not strict: whoever was led here by a link, or by the file that opens the browser, is led on to "/"
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="lax", path="/")
            return answer
        if not self._same(_cookie(headers, self.cookie)):
            return PlainTextResponse("Open the address that `ocrfix review` printed: its token opens the review.", 403)
        if method not in ("GET", "HEAD"):
            if headers.get(ASKED) != "1" or not headers.get("content-type", "").startswith("application/json"):
                return PlainTextResponse("Changes come as JSON from the review's own page.", 403)
            if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > BODY_MOST:
                return PlainTextResponse("The request is too large, or does not say how large it is.", 413)
        return None

    def _same(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


class Guard:
    """Asks the door before anything else, and puts ``HEADERS`` on every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = [(k, v) for k, v in message.get("headers", []) if k.decode() not in HEADERS]
                message["headers"] = known + [(k.encode(), v.encode()) for k, v in HEADERS.items()]
            await send(message)

        refused = self._door.refusal(
            scope["method"], scope["path"], Headers(scope=scope), QueryParams(scope.get("query_string", b""))
        )
        await (refused or self._app)(scope, receive, sealed)
