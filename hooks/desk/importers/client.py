"""The API of Aides-territoires: pages of aids, asked for politely.

`POST /api/connexion/` with the key in `X-AUTH-TOKEN` gives a token for a day; every other request
carries it. A request that fails for a passing reason is made again, later each time, as late as the
server asks. The key and the token go to the given address only, and into no message.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Self

import httpx

from desk.importers.saved import Unreadable
from desk.markdown import slugify

TRIES = 5
FIRST_WAIT = 1.0
LONGEST_WAIT = 120.0
BETWEEN = 0.5
"""Seconds between two requests: the API is a public service."""
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
_PASSING = frozenset({429, 500, 502, 503, 504})

# It would write every address that is asked for.
logging.getLogger("httpx").setLevel(logging.WARNING)

Query = Sequence[tuple[str, str]]


class Failed(Unreadable):
    """The API does not answer as it should: what is wrong; what to do."""


@dataclass(slots=True)
class Client:
    """Asks the API at `address`, with the user's `key`. `pause` waits for some seconds."""

    address: str
    key: str
    pause: Callable[[float], None]
    transport: httpx.BaseTransport | None = None
    _http: httpx.Client = field(init=False)
    _token: str = field(default="", init=False)
    _asked: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """An address without encryption would show the key to everybody on the way."""
        url = _url(self.address)
        if url.scheme != "https" and url.host not in ("localhost", "127.0.0.1", "::1"):
            raise Failed(f"{self.address} is no address that begins with https://; write one")
        self._http = httpx.Client(
            base_url=url,
            timeout=TIMEOUT,
            headers={"Accept": "application/json", "User-Agent": "desk-import"},
            transport=self.transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def aids(self, query: Query, page_size: int) -> Iterator[tuple[list[object], int]]:
        """Give the pages of aids that a query finds, each with the number of all."""
        path, asked = "/api/aids/", httpx.QueryParams([*query, ("itemsPerPage", str(page_size))])
        seen = {str(asked)}
        while True:
            page = self._page(path, asked)
            yield page["results"], page["count"]
            if page["next"] is None:
                return
            following = _url(page["next"])
            # Only its query counts: behind a proxy the API may take itself for another host.
            if following.path.rstrip("/") != path.rstrip("/"):
                raise Failed(
                    f"The next page is said to be at {following.path}; tell the API's team"
                )
            asked = following.params
            if str(asked) in seen:
                raise Failed("The pages go round in a circle; try again, or tell the API's team")
            seen.add(str(asked))

    def perimeter(self, name: str, scales: Sequence[str]) -> str:
        """Find the API's id of a perimeter by its name; of several the widest (`scales`)."""
        page = self._page("/api/perimeters/", httpx.QueryParams({"q": name, "itemsPerPage": "100"}))
        wanted, order = slugify(name), {slugify(scale): at for at, scale in enumerate(scales)}
        found = sorted(
            (order.get(slugify(str(one.get("scale"))), len(order)), str(one["id"]))
            for one in page["results"]
            if isinstance(one, dict) and "id" in one and slugify(str(one.get("name"))) == wanted
        )
        if not found:
            near = [str(one.get("name")) for one in page["results"][:5] if isinstance(one, dict)]
            raise Failed(
                f"The API knows no perimeter “{name}”; write "
                + (" or ".join(near) if near else "the name that it has on Aides-territoires")
            )
        return found[0][1]

    def _page(self, path: str, query: httpx.QueryParams) -> dict[str, Any]:
        """Get one page, with `count`, `next` and `results` of the right types."""
        data = self._get(path, query)
        if not isinstance(data, dict) or not isinstance(data.get("results"), list):
            raise Failed(f"{path} answered without a list of results; see whether the API changed")
        following, count = data.get("next"), data.get("count")
        if following is not None and not isinstance(following, str):
            raise Failed(f"{path} named no address as its next page; see whether the API changed")
        if isinstance(count, bool) or not isinstance(count, int):
            count = 0
        return {"results": data["results"], "next": following, "count": count}

    def _get(self, path: str, query: httpx.QueryParams) -> object:
        """Get what is at a path; a token that ran out is renewed, once."""
        if not self._token:
            self._connect()
        answer, data = self._ask("GET", path, query, {"Authorization": f"Bearer {self._token}"})
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._connect()
            answer, data = self._ask("GET", path, query, {"Authorization": f"Bearer {self._token}"})
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Failed(
                f"The API refuses the token ({answer.status_code}); ask whether your key may read {path}"
            )
        _expect(answer, path)
        return data

    def _connect(self) -> None:
        """Change the key for a token."""
        path = "/api/connexion/"
        answer, data = self._ask("POST", path, None, {"X-AUTH-TOKEN": self.key})
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Failed("The API does not know this key; see your account on Aides-territoires")
        _expect(answer, path)
        token = data.get("token") if isinstance(data, dict) else None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise Failed(f"{path} answered without a token; see whether the API changed")
        self._token = token

    def _ask(
        self,
        method: str,
        path: str,
        query: httpx.QueryParams | None,
        headers: Mapping[str, str],
    ) -> tuple[httpx.Response, object]:
        """Make one request, again where the reason of its failure passes; decode its JSON."""
        wait, reason = FIRST_WAIT, ""
        for left in reversed(range(TRIES)):
            if self._asked:
                self.pause(BETWEEN)
            self._asked = True
            asked = 0.0
            try:
                answer = self._http.request(method, path, params=query, headers=headers)
            except httpx.RequestError as error:
                reason = f"no answer ({type(error).__name__})"
            else:
                if answer.status_code in _PASSING:
                    reason, asked = f"answer {answer.status_code}", _retry_after(answer)
                elif answer.is_success:
                    try:
                        return answer, json.loads(answer.content)
                    except (ValueError, RecursionError):
                        reason = "an answer that is no whole JSON"
                else:
                    return answer, None
            if asked > LONGEST_WAIT:
                raise Failed(f"The API asks to come back in {asked:.0f} seconds; do so")
            if left:
                self.pause(max(wait, asked))
                wait *= 2
        raise Failed(f"{path}: {reason}, {TRIES} times; try again later")


def _url(written: str) -> httpx.URL:
    try:
        return httpx.URL(written)
    except httpx.InvalidURL:
        raise Failed(f"“{written[:200]}” is no web address; see --url, or the API") from None


def _expect(answer: httpx.Response, path: str) -> None:
    if answer.is_redirect:
        target = answer.headers.get("location", "")
        raise Failed(f"The API has moved to {target[:200]}; give its address with --url")
    if not answer.is_success:
        raise Failed(f"{path} answered {answer.status_code}; see whether --url is right")


def _retry_after(answer: httpx.Response) -> float:
    """Tell for how many seconds the server asks to wait; a date counts from the server's own."""
    written = answer.headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        until, now = (
            parsedate_to_datetime(one) for one in (written, answer.headers.get("date", ""))
        )
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0
