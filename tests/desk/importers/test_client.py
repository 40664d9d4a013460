"""How the API is asked: pages, tokens, waiting, and what is told when it does not answer well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from desk.importers.client import BETWEEN, TRIES, Client, Failed

if TYPE_CHECKING:
    from conftest import Answer, Api, Asked, Script


def client(api: Api, key: str = "key") -> Client:
    return Client(api.address, key, api.waits.append)


def fetch(api: Api, size: int = 2, key: str = "key") -> list[Any]:
    with client(api, key) as one:
        return [aid for page, _count in one.aids([("keyword", "santé")], size) for aid in page]


def once(status: int, headers: dict[str, str] | None = None, body: bytes = b"{}") -> Script:
    """Answer the first request for aids so, the others well."""
    left = [(status, headers or {}, body)]

    def script(_api: Api, asked: Asked) -> Answer | None:
        return left.pop() if left and asked.path == "/api/aids/" else None

    return script


def always(status: int, body: bytes = b"{}", **headers: str) -> Script:
    """Answer every request for aids so."""
    return lambda _api, asked: (status, headers, body) if asked.path == "/api/aids/" else None


def test_pages(api: Api) -> None:
    """All pages are read by `next`; only the key goes to connexion, only the token elsewhere."""
    api.aids = [{"id": number} for number in range(5)]
    assert fetch(api) == api.aids
    assert api.paths() == ["POST /api/connexion/", *["GET /api/aids/"] * 3]
    assert [one.query.get("page") for one in api.asked[1:]] == [None, ["2"], ["3"]]
    assert api.asked[1].query["keyword"] == ["santé"]
    assert "authorization" not in api.asked[0].headers
    assert all("x-auth-token" not in one.headers for one in api.asked[1:])
    assert api.waits == [BETWEEN] * 3


def test_expiry_in_the_middle(api: Api) -> None:
    """A token that runs out between two pages is renewed once, and nothing is lost."""
    api.aids = [{"id": number} for number in range(4)]

    def script(api: Api, asked: Asked) -> Answer | None:
        if asked.query.get("page") == ["2"] and api.token == "token-1":
            return api.json({"message": "Expired JWT Token"}, 401)
        return None

    api.script = script
    assert fetch(api) == api.aids
    assert api.paths().count("POST /api/connexion/") == 2


def test_token_refused(api: Api) -> None:
    """A token that is refused right after it was given is not asked for for ever."""
    api.script = always(401)
    with pytest.raises(Failed, match="refuses the token"):
        fetch(api)
    assert api.paths().count("POST /api/connexion/") == 2


def test_key_unknown(api: Api) -> None:
    """A wrong key is told, without the key."""
    with pytest.raises(Failed, match="does not know this key") as caught:
        fetch(api, key="secret-key")
    assert "secret-key" not in str(caught.value)


@pytest.mark.parametrize("body", [b"[]", b'{"token": 5}', b'{"token": "a\\nb"}', b"{}"])
def test_no_token(api: Api, body: bytes) -> None:
    """An answer without a usable token ends the import."""
    api.script = lambda _api, asked: (200, {}, body) if "connexion" in asked.path else None
    with pytest.raises(Failed, match="without a token"):
        fetch(api)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_passing_failures(api: Api, status: int) -> None:
    """What passes is asked for again, after a second."""
    api.aids = [{"id": 1}]
    api.script = once(status)
    assert fetch(api) == api.aids
    assert api.waits == [BETWEEN, 1.0, BETWEEN]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry_After": "7"}, 7.0),
        (
            {
                "Retry_After": "Sun, 22 Nov 2026 10:00:30 GMT",
                "Date": "Sun, 22 Nov 2026 10:00:00 GMT",
            },
            30.0,
        ),
        ({"Retry_After": "Sun, 22 Nov 1926 10:00:30 GMT"}, 1.0),
        ({"Retry_After": "soon"}, 1.0),
        ({"Retry_After": "0"}, 1.0),
    ],
)
def test_retry_after(api: Api, headers: dict[str, str], wait: float) -> None:
    """The server says how long to wait, in seconds or by its own clock; never less than ours."""
    api.aids = [{"id": 1}]
    api.script = once(429, headers)
    assert fetch(api) == api.aids
    assert api.waits[1] == wait


def test_too_long_to_wait(api: Api) -> None:
    """Who shall come back in an hour is told so."""
    api.script = always(429, Retry_After="3600")
    with pytest.raises(Failed, match="come back in 3600 seconds"):
        fetch(api)
    assert max(api.waits) == BETWEEN


def test_failure_that_stays(api: Api) -> None:
    """After five tries, each later than the one before, the import gives up."""
    api.script = always(500)
    with pytest.raises(Failed, match=f"answer 500, {TRIES} times; try again later"):
        fetch(api)
    assert [wait for wait in api.waits if wait != BETWEEN] == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    "body", [b'{"count": 1, "results": [{"id": 1', b"", b"\xff\xfe", b"[" * 200_000]
)
def test_truncated_json(api: Api, body: bytes) -> None:
    """Half an answer is asked for again, and told when it stays so."""
    api.aids = [{"id": 1}]
    api.script = once(200, body=body)
    assert fetch(api) == api.aids
    api.script = always(200, body)
    with pytest.raises(Failed, match="no whole JSON"):
        fetch(api)


def test_cut_connection(api: Api) -> None:
    """An answer that is shorter than it says is asked for again."""
    api.aids = [{"id": 1}]
    api.script = once(200, {"content_length": "5000"}, b'{"results": [')
    assert fetch(api) == api.aids


def test_no_server() -> None:
    """A server that is not there is told after five tries."""
    waits: list[float] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with (
        Client("https://api.example/", "key", waits.append, httpx.MockTransport(refuse)) as one,
        pytest.raises(Failed, match="no answer"),
    ):
        list(one.aids([], 10))


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{}", b'"x"', b'{"results": {}}', b'{"results": null, "count": 3}', b"null"],
)
def test_wrong_types(api: Api, body: bytes) -> None:
    """An answer that is no page is told, and not asked for again."""
    api.script = always(200, body)
    with pytest.raises(Failed, match="without a list of results"):
        fetch(api)
    assert api.paths().count("GET /api/aids/") == 1


def test_next_that_is_no_address(api: Api) -> None:
    """A next page that is no text is told."""
    api.script = always(200, b'{"results": [], "next": 2}')
    with pytest.raises(Failed, match="no address as its next page"):
        fetch(api)


def test_next_elsewhere(api: Api) -> None:
    """The token follows no page to another place."""
    api.script = always(200, b'{"results": [], "next": "https://evil.example/take/?page=2"}')
    with pytest.raises(Failed, match="/take/"):
        fetch(api)


def test_circle(api: Api) -> None:
    """Pages that lead back to themselves end the import."""
    api.script = always(200, b'{"results": [1], "next": "http://x.example/api/aids/?page=2"}')
    with pytest.raises(Failed, match="circle"):
        fetch(api)


@pytest.mark.parametrize("count", ["true", '"9"', "null"])
def test_count(api: Api, count: str) -> None:
    """A count that is no number counts as none."""
    api.script = always(200, f'{{"results": [], "count": {count}}}'.encode())
    with client(api) as one:
        assert list(one.aids([], 5)) == [([], 0)]


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "answered 404"), (403, "refuses the token"), (301, "has moved to https://new.example/")],
)
def test_final_answers(api: Api, status: int, words: str) -> None:
    """What will not change is told at once; a redirect is not followed with the token."""
    api.script = always(status, location="https://new.example/")
    with pytest.raises(Failed, match=words):
        fetch(api)


def test_broken_encoding(api: Api) -> None:
    """An answer that is packed otherwise than it says is asked for again."""
    api.aids = [{"id": 1}]
    api.script = once(200, {"Content_Encoding": "gzip"}, b"no gzip")
    assert fetch(api) == api.aids


def test_next_that_is_no_url(api: Api) -> None:
    """A next page whose address cannot be read is told."""
    api.script = always(200, b'{"results": [], "next": "http://x.example/\\u0000"}')
    with pytest.raises(Failed, match="is no web address"):
        fetch(api)


@pytest.mark.parametrize("address", ["http://api.example/", "ftp://api.example/", "api.example"])
def test_no_encryption(address: str) -> None:
    """The key goes over no line that others can read."""
    with pytest.raises(Failed, match="https://"):
        Client(address, "key", [].append)
    with pytest.raises(Failed, match="no web address"):
        Client("https://\x00", "key", [].append)


def test_perimeter(api: Api) -> None:
    """Of several perimeters with one name the widest is meant; one that is unknown is told."""
    with client(api) as one:
        assert one.perimeter("bretagne", ["Pays", "Région", "epci"]) == "8"
        assert api.asked[-1].query["q"] == ["bretagne"]
        with pytest.raises(Failed, match="Bretagne romantique"):
            one.perimeter("Bretagnes", [])
        api.script = lambda api, _asked: api.json({"results": []})
        with pytest.raises(Failed, match="the name that it has"):
            one.perimeter("Atlantide", [])
