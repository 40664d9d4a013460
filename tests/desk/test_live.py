"""Live editing: the preview follows the data, and a mistake changes nothing."""

from __future__ import annotations

import threading

import pytest
from makers import Folder
from stage import checked_project, skeleton, small_project

from desk import build
from desk.live import Preview, Watcher
from desk.search.engine import SearchError


class Shown:
    """A preview of the small desk, with the times its browsers were told to reload."""

    def __init__(self, small: Folder) -> None:
        self.small = small
        self.reloads = 0
        self.told = threading.Event()
        self.preview = Preview(small_project(small), self.reload)
        checked = checked_project(self.preview.project)
        self.preview.show(checked, skeleton(checked))

    def reload(self) -> None:
        self.reloads += 1
        self.told.set()

    def path(self, name: str) -> str:
        return str((self.small.root / "data" / name).absolute())

    def page(self, address: str) -> str:
        return (self.preview.project.site / address / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def shown(small: Folder) -> Shown:
    return Shown(small)


def test_an_edit_is_on_the_page_at_once(shown: Shown) -> None:
    """Following one saved record stamps its page and tells the browsers once."""
    shown.small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Alphabet")
    assert shown.preview.follow({shown.path("laureates/alpha.yml")}) is True
    assert "Alphabet" in shown.page("laureats/alpha")
    assert "Alphabet" in shown.page("en/calls/sites")
    assert shown.reloads == 1
    shown.preview.complete()
    assert shown.reloads == 1


def test_a_new_record_has_its_page(shown: Shown) -> None:
    """A file that was not there becomes a page, and the sitemap follows when there is time."""
    shown.small.put(
        "data/organisations/new.yml", "title: New\nkind: company\nupdated: 2026-11-01\n"
    )
    shown.preview.follow({shown.path("organisations/new.yml")})
    assert "New" in shown.page("en/organisations/new")
    sitemap = shown.preview.project.site / "sitemap.xml"
    assert "organisations/new/" not in sitemap.read_text(encoding="utf-8")
    shown.preview.complete()
    assert "organisations/new/" in sitemap.read_text(encoding="utf-8")


def test_a_broken_record_keeps_the_last_good_page(
    shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake is printed with its place, once, and no page changes."""
    before = shown.page("laureats/alpha")
    shown.small.add("data/laureates/alpha.yml", "titel: x\n")
    assert shown.preview.follow({shown.path("laureates/alpha.yml")}) is False
    shown.preview.complete()
    printed = capsys.readouterr().err
    assert printed.count("“titel” is not a field") == 1
    assert "alpha.yml:9:1" in printed
    assert shown.page("laureats/alpha") == before
    assert shown.reloads == 0


def test_a_mended_record_is_shown(shown: Shown) -> None:
    """After a mistake is put right the page follows again."""
    shown.small.add("data/laureates/alpha.yml", "titel: x\n")
    shown.preview.follow({shown.path("laureates/alpha.yml")})
    shown.small.replace("data/laureates/alpha.yml", "titel: x\n", "")
    shown.small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Mended")
    shown.preview.follow({shown.path("laureates/alpha.yml")})
    assert "Mended" in shown.page("laureats/alpha")


def test_what_an_edit_breaks_elsewhere_is_told_by_the_full_check(
    shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taking away a record that another one names is a mistake of the other one."""
    shown.small.remove("data/organisations/maker.yml")
    assert shown.preview.follow({shown.path("organisations/maker.yml")}) is True
    shown.preview.complete()
    assert "There is no record “maker”" in capsys.readouterr().err
    assert "Maker" in shown.page("organisations/maker")


def test_settings_and_vocabularies_wait_for_the_full_check(shown: Shown) -> None:
    """A changed label is on every page after the full check."""
    shown.small.replace("data/vocabulary/call_kinds.yml", "Appel à projets", "Grand appel")
    assert shown.preview.follow({shown.path("vocabulary/call_kinds.yml")}) is True
    assert shown.reloads == 0
    shown.preview.complete()
    assert "Grand appel" in shown.page("appels/sites")
    assert shown.reloads == 1


def test_a_file_of_no_collection_changes_nothing(shown: Shown) -> None:
    """A YAML file in a folder that is no collection is left to the full check."""
    shown.small.put("data/other/x.yml", "a: 1\n")
    assert shown.preview.follow({shown.path("other/x.yml")}) is True
    assert shown.reloads == 0


def test_a_preview_that_shows_nothing_yet_waits(small: Folder) -> None:
    """Before the first build there is nothing to follow."""
    preview = Preview(small_project(small), lambda: None)
    preview.complete()
    assert preview.follow({str(small.root / "data/desk.yml")}) is True
    assert not preview.project.site.exists()


def test_the_search_is_made_once_behind_the_pages(
    small: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages are shown at once, the search follows, and an edit keeps it as it is."""
    calls = []
    monkeypatch.setattr(
        build,
        "search_outputs",
        lambda *given: calls.append(given) or iter([("assets/search/fr.json", b"{}")]),
    )
    project = small_project(small)
    preview = Preview(project, lambda: None)
    checked = checked_project(project)
    for _ in range(2):
        preview.show(checked, skeleton(checked))
        assert preview.indexing is not None
        preview.indexing.join()
    small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Alphabet")
    preview.complete()
    assert len(calls) == 1
    assert (project.site / "assets/search/fr.json").read_bytes() == b"{}"
    assert "Alphabet" in (project.site / "laureats/alpha/index.html").read_text("utf-8")


def test_a_search_that_cannot_be_made_is_told(
    small: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The preview goes on without it."""

    def fail(*_given: object) -> object:
        raise SearchError("no engine here")

    monkeypatch.setattr(build, "search_outputs", fail)
    project = small_project(small)
    preview = Preview(project, lambda: None)
    checked = checked_project(project)
    preview.show(checked, skeleton(checked))
    assert preview.indexing is not None
    preview.indexing.join()
    assert "no engine here" in capsys.readouterr().err
    assert (project.site / "index.html").exists()


def test_the_watcher_sees_a_saved_file(shown: Shown) -> None:
    """Saving a record is enough: the watcher makes the preview follow and stops when told."""
    watcher = Watcher(shown.preview)
    watcher.start()
    try:
        shown.small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Watched")
        assert shown.told.wait(30)
    finally:
        watcher.stop()
    assert "Watched" in shown.page("laureats/alpha")


def test_the_watcher_outlives_an_accident(
    shown: Shown, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an edit brings, it is reported and the watcher goes on."""
    failed = threading.Event()
    follow = shown.preview.follow

    def fail_once(paths: set[str]) -> bool:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("an accident")
        return follow(paths)

    monkeypatch.setattr(shown.preview, "follow", fail_once)
    watcher = Watcher(shown.preview)
    watcher.start()
    try:
        watcher.add(shown.path("laureates/alpha.yml"))
        assert failed.wait(30)
        shown.small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Later")
        assert shown.told.wait(30)
    finally:
        watcher.stop()
    assert "an accident" in capsys.readouterr().err


def test_the_watcher_completes_when_it_is_quiet(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit and a quiet moment everything is checked and stamped."""
    monkeypatch.setattr("desk.live.QUIET", 0.01)
    completed = threading.Event()
    complete = shown.preview.complete

    def note() -> None:
        complete()
        completed.set()

    monkeypatch.setattr(shown.preview, "complete", note)
    watcher = Watcher(shown.preview)
    watcher.start()
    try:
        shown.small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Whole")
        assert completed.wait(30)
    finally:
        watcher.stop()
    assert "Whole" in shown.page("laureats/alpha")
