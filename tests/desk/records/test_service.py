"""Services: who runs them, what they are part of, how they are found, and what is refused."""

from __future__ import annotations

import pytest
from makers import Folder

from desk.records.service import Service, ServiceView

ENGINE = "data/services/engine.yml"
PART = "data/services/part.yml"


def view_of(folder: Folder, identifier: str) -> ServiceView:
    """Give a service's view."""
    desk = folder.desk()
    view = desk.records["services"][identifier].view(desk)
    assert isinstance(view, ServiceView)
    return view


def test_view(wide: Folder) -> None:
    """A service shows who runs it and as what, its calls, its whole and its related services."""
    engine, part = view_of(wide, "engine"), view_of(wide, "part")
    assert [(organisation.id, role) for organisation, role in engine.runners] == [
        ("agency", "runs")
    ]
    assert [call.id for call in engine.calls] == ["sites"]
    assert (engine.whole, engine.related) == (None, ())
    assert part.whole is not None
    assert part.whole.id == "engine"
    assert [other.id for other in part.related] == ["engine"]


def test_drafts_are_left_out(wide: Folder) -> None:
    """Nothing that is a draft shows on a service's page."""
    wide.add(ENGINE, "publication: draft\n")
    view = view_of(wide, "part")
    assert (view.whole, view.related, view.runners, view.calls) == (None, (), (), ())


def test_facets(wide: Folder) -> None:
    """A service is found by its need, its state and who runs it, or by "unknown"."""
    desk = wide.desk()
    found = {
        identifier: {name: value for name, (value, _label) in record.facets(desk).items()}
        for identifier, record in desk.records["services"].items()
    }
    assert found == {
        "engine": {"need": "funding", "state": "planned", "runner": "agency"},
        "part": {"need": "data", "state": "unknown", "runner": "unknown"},
    }


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            PART,
            "part_of: engine",
            "part_of: part",
            "3:10: A service is not part of itself; name another, or take it away",
        ),
        (
            ENGINE,
            "source: {document: report-2022}",
            "source: {}",
            "7:41: This statement has no source; write document: or url:",
        ),
        (
            ENGINE,
            "{url: 'https://example.org/'}",
            "{label: {fr: Un, en: One}}",
            "9:5: This link has no address; write url:",
        ),
        (
            ENGINE,
            "need: funding",
            "need: fundin",
            "2:7: “fundin” is not in data/vocabulary/needs.yml; write funding",
        ),
    ],
)
def test_mistakes(wide: Folder, path: str, old: str, new: str, told: str) -> None:
    """What is wrong in a service is told at its place, with what to write."""
    wide.replace(path, old, new)
    assert wide.mistakes() == [f"{path}:{told}"]


def test_a_page_is_a_source(wide: Folder) -> None:
    """A statement may come from a page that was checked."""
    wide.replace(ENGINE, "{document: report-2022}", "{url: 'https://example.org/a'}")
    assert wide.mistakes() == []
    assert isinstance(wide.record("services", "engine"), Service)
