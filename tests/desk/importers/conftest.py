"""What the tests of the import share: a copy of the desk's data, the sample, the tables, an API."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desk.importers.run import Place, open_place

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = Path(__file__).with_name("sample.json")
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def sample() -> list[dict[str, Any]]:
    """The invented aids."""
    return json.loads(SAMPLE.read_text(encoding="utf-8"))["results"]


@pytest.fixture(scope="session")
def real() -> Place:
    """The real data, to read only."""
    opened = open_place(ROOT / "data", "aides-territoires", DAY)
    assert isinstance(opened, Place)
    return opened


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of what an import needs of the real data: lists, tables, two calls, a funder."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("desk.yml", "places.yml", "questions.yml"):
        shutil.copy(ROOT / "data" / name, folder)
    for name in ("vocabulary", "imports"):
        shutil.copytree(ROOT / "data" / name, folder / name)
    for name in (
        "calls/aap-i-nov-sante-numerique.yml",
        "calls/guichet-diagnostic-dispositif-medical.yml",
        "organisations/bpifrance.yml",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "data" / name, folder / name)
    return folder


@pytest.fixture
def place(data: Path) -> Place:
    """The copy, opened."""
    opened = open_place(data, "aides-territoires", DAY)
    assert isinstance(opened, Place)
    return opened


Answer = tuple[int, dict[str, str], bytes]
Script = Callable[["Api", "Asked"], Answer | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request that the API got."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


@dataclass(slots=True)
class Api:
    """A server that speaks the documented API; a `script` may answer instead of it."""

    aids: list[Any] = field(default_factory=list)
    key: str = "key"
    token: str = "token-0"
    count: int | None = None
    """How many aids it says that there are."""
    script: Script = lambda _api, _asked: None
    asked: list[Asked] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    address: str = ""

    def paths(self) -> list[str]:
        """Give what was asked for, in order."""
        return [f"{one.method} {one.path}" for one in self.asked]

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        scripted = self.script(self, asked)
        if scripted is not None:
            return scripted
        if asked.path == "/api/connexion/":
            if asked.headers.get("x-auth-token") != self.key:
                return self.json({"message": "User not found"}, 401)
            self.token = f"token-{int(self.token.partition('-')[2]) + 1}"
            return self.json({"token": self.token})
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return self.json({"code": 401, "message": "Expired JWT Token"}, 401)
        if asked.path == "/api/perimeters/":
            return self.json(PERIMETERS)
        return self.json(self.page(asked))

    def page(self, asked: Asked) -> dict[str, Any]:
        """Cut a page, as ApiController does: the next one is a whole address."""
        number = int(asked.query.get("page", ["1"])[0])
        size = int(asked.query.get("itemsPerPage", ["50"])[0])
        part = self.aids[(number - 1) * size : number * size]
        following = None
        if number * size < len(self.aids):
            # Behind a proxy, it takes itself for another host without encryption.
            following = f"http://inside.example/api/aids/?itemsPerPage={size}&page={number + 1}"
        count = len(self.aids) if self.count is None else self.count
        return {"count": count, "previous": None, "next": following, "results": part}

    @staticmethod
    def json(data: Any, status: int = 200, **headers: str) -> Answer:
        return status, headers, json.dumps(data).encode()


PERIMETERS = {
    "count": 3,
    "previous": None,
    "next": None,
    "results": [
        {"id": 7, "name": "Bretagne", "scale": "commune", "code": "99999"},
        {"id": 8, "name": "Bretagne", "scale": "Région", "code": "53"},
        {"id": 9, "name": "Bretagne romantique", "scale": "epci", "code": "243500733"},
        "nothing",
    ],
}


@pytest.fixture
def api() -> Iterator[Api]:
    """A server of its own for each test."""
    state = Api()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            url = urlsplit(self.path)
            status, headers, body = state.answer(
                Asked(
                    method=self.command,
                    path=url.path,
                    query=parse_qs(url.query),
                    headers={key.lower(): value for key, value in self.headers.items()},
                )
            )
            # Without the date of the clock, which `send_response` would add.
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            if "content_length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = respond  # noqa: N815 - the names that http.server asks for

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()
