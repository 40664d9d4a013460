"""Guided paths: what is told of a broken one, and what their pages are made of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from desk.addresses import part_key
from desk.draw import tree
from desk.records.path import Path
from desk.registry import REGISTRY

if TYPE_CHECKING:
    from makers import Folder

FILE = "data/paths/start.yml"


def path_of(folder: Folder) -> Path:
    return cast("Path", folder.record("paths", "start"))


def test_the_path_is_right(guided: Folder) -> None:
    """Nothing is told of it, and it refers to what its outcomes name, as “path”."""
    assert guided.mistakes() == []
    links = guided.desk().named_by("calls", "sites")
    assert ("paths", "path") in [(link.collection, link.role) for link in links]


BROKEN = [
    ("start: first", "start: frist", "There is no node “frist”", "write first"),
    ("next: know}", "next: knwo}", "There is no node “knwo” in this path", "write know"),
    ("next: know}", "next: second}", "No way leads to the node “know”", "take it away"),
    ("    next: second\n", "    next: first\n", "This way comes back to where it began", "lead"),
    ("    next: second\n", "", "The node “know” is a dead end", "or outcome:"),
    (
        '    text: {fr: "Voir [l’appel](call:sites)", en: "See [the call](call:sites)"}\n',
        "",
        "The node “know” is a dead end",
        "or outcome:",
    ),
    ("id: know", "id: second", "“second” stands twice", "its own id"),
    ("{fr: Savoir, en", "{fr: Fin, en", "Another node has the title “Fin”", "tell them apart"),
    ('call:sites)", en', 'call:stes)", en', "“call:stes” leads nowhere", ""),
    ("ask: size", "ask: sme", "“sme” may have been asked before, by the node “first”", ""),
    ("ask: size", "ask: siez", "There is no question “siez” in data/questions.yml", "write size"),
    ("ask: size", "ask: zzz", "There is no question “zzz”", "or add it there"),
    ("ask: size", "ask: staff", "“staff” (int) cannot be answered by a link", "are listed"),
    ("[small]", "[smal]", "“smal” is not an answer of “size”", "write one of: small, large"),
    ("[small]", "[small, large]", "The answer “large” leads to two nodes", "keep one"),
    ('"no", unknown', '"no"', "These answers of “sme” lead nowhere: unknown", "add them"),
    (
        (
            "    answers:\n      - {values: [small], next: end}\n"
            "      - {values: [large], next: other-end}\n"
        ),
        "",
        "This question leads nowhere",
        "write answers:",
    ),
    ("    ask: size\n", "    ask: size\n    next: end\n", "leads on by its answers only", "take"),
    ("    ask: size\n", "", "Only a question has answers", "write ask:"),
    (
        "title: {fr: Fin, en: End}",
        "title: {fr: Fin, en: End}\n    next: other-end",
        "An outcome ends the path",
        "take next: away",
    ),
    ("{call: sites, why", "{why", "An advice names one record", "write one of: guide:"),
    ("{call: sites, why", "{call: sites, path: start, why", "An advice names one record", ""),
    (
        "{call: sites, why",
        "{call: sites, route: x, why",
        "Only a country has routes",
        "take route:",
    ),
    ("{call: sites, why", "{call: stes, why", "There is no record “stes” in data/calls/", "sites"),
    ("title: {fr: Fin, en: End}", "title: {fr: Fin}", "This text does not exist in “en”", ""),
]


@pytest.mark.parametrize(("old", "new", "what", "fix"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_told_of_a_broken_path(
    old: str, new: str, what: str, fix: str, guided: Folder
) -> None:
    """Each mistake is told with what is wrong and what to write."""
    guided.replace(FILE, old, new)
    told = guided.mistakes()
    assert any(what in one and fix in one and one.startswith(FILE) for one in told), told


def test_a_country_has_its_routes() -> None:
    """A route that the country does not have is told with those that it has.

    A whole country is long to write: a stand-in has what is looked at.
    """
    path = Path.model_validate(
        {
            "id": "x",
            "title": {"fr": "x", "en": "x"},
            "start": "a",
            "nodes": [
                {
                    "id": identifier,
                    "title": {"fr": "x", "en": "x"},
                    "outcome": [{"country": "here", "route": route, "why": {"fr": "x", "en": "x"}}],
                }
                for identifier, route in (("a", "road"), ("b", "rail"))
            ],
        },
        context={"languages": ("fr", "en")},
    )
    here = SimpleNamespace(market_access=(SimpleNamespace(id="road"), SimpleNamespace(id="sea")))
    desk = SimpleNamespace(questions={}, countries={"here": here})
    assert [*path.disagreements(desk)] == [  # type: ignore[arg-type]
        (
            ("nodes", 1, "outcome", 0, "route"),
            "“here” has no route “rail”",
            "write one of: road, sea",
        )
    ]


def test_what_its_pages_show(guided: Folder) -> None:
    """Progress counts the longest way; answers stand in the question's order, “I don't know” last."""
    path, desk = path_of(guided), guided.desk()
    view = path.view(desk)
    assert view.before == {
        "first": (0, 0),
        "know": (1, 1),
        "second": (1, 1),
        "end": (2, 2),
        "other-end": (2, 2),
    }
    assert view.left == {"first": 1, "know": 1, "second": 0, "end": 0, "other-end": 0}
    assert [node.id for node in view.earlier["end"]] == ["first", "second"]
    assert view.earlier["first"] == ()
    assert [(one.value, one.next) for one in view.choices["first"]] == [
        ("yes", "know"),
        ("no", "second"),
        ("", "second"),
    ]
    assert [one.value for one in view.choices["second"]] == ["small", "large"]
    assert [node.id for node in view.outcomes] == ["end", "other-end"]
    assert view.guides == ()
    assert path.order() == "000"


def test_every_node_has_an_address(guided: Folder) -> None:
    """The start is the path's own page; the others lie below it, in each language, in the sitemap."""
    path, checked = path_of(guided), guided.check()
    desk = guided.desk()
    kind = REGISTRY["paths"]
    addresses = {
        (part.id, language): checked.book.find(part_key(kind, path, part), language)
        for part in path.parts(desk)
        for language in ("fr", "en")
    }
    found = {key: entry.address for key, entry in addresses.items() if entry}
    assert found["second", "fr"] == "parcours/depart/deux/"
    assert found["second", "en"] == "en/paths/start/two/"
    assert found["know", "en"] == "en/paths/start/know/"
    assert len(found) == 8
    assert all(entry and entry.sitemap for entry in addresses.values())
    assert path.key("first") == "start"
    assert path.key("end") == "start/end"


def test_two_nodes_with_one_address_are_told(guided: Folder) -> None:
    """A node whose address another has is a mistake, as for any page."""
    guided.replace(FILE, "slug: {fr: deux, en: two}", "slug: {fr: know, en: two}")
    assert any("is that of" in one for one in guided.mistakes())


def test_a_part_is_described_by_its_question(guided: Folder) -> None:
    """What search engines show of a question's page is the question."""
    parts = {part.id: part for part in path_of(guided).parts(guided.desk())}
    assert parts["second"].summary is not None
    assert parts["second"].summary.in_("en").text == "Which size?"
    assert parts["end"].summary is None


def test_the_drawn_path(guided: Folder) -> None:
    """Each node stands once, with its answers; where a way joins another it says so."""
    assert tree(path_of(guided), guided.desk()).splitlines() == [
        "start: Départ",
        "  ? first: Un · sme",
        "    [yes]",
        "      i know: Savoir",
        "          ? second: Deux · size",
        "            [small]",
        "              ■ end: Fin",
        "                  - calls/sites",
        "                  - organisations/agency",
        "            [large]",
        "              ■ other-end: Autre fin",
        "                  - paths/start",
        "    [no, unknown]",
        "      second (above)",
    ]
