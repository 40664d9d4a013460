"""The site is written where it changed, and all of it or nothing."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk import write
from desk.write import Publication, Report, read_manifest

PAGES = {
    "index.html": b"home",
    "calls/index.html": b"calls",
    "calls/a/index.html": b"a",
    "calls/b/index.html": b"b",
    "assets/x/desk.css": b"css",
}


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """Give the site's folder and its manifest, neither of which exists."""
    return tmp_path / "out" / "site", tmp_path / "cache" / "manifest.json"


def publish(place: tuple[Path, Path], pages: dict[str, bytes], *, partial: bool = False) -> Report:
    with Publication(*place, partial=partial) as publication:
        for path, content in pages.items():
            publication.put(path, content)
        return publication.commit()


def publish_and_fail(place: tuple[Path, Path], pages: dict[str, bytes]) -> None:
    with Publication(*place) as publication:
        for path, content in pages.items():
            publication.put(path, content)
        raise ZeroDivisionError


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def state(site: Path) -> dict[str, tuple[int, int]]:
    """Tell files apart that were written again with the same content."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def folders(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


# ---------------------------------------------------------------- what is written


def test_first_publication(place: tuple[Path, Path]) -> None:
    """Into a folder that does not exist everything is written, and nothing is left beside it."""
    report = publish(place, PAGES)
    assert contents(place[0]) == PAGES
    assert report == Report(tuple(PAGES), (), 0)
    assert [path.name for path in place[0].parent.iterdir()] == ["site"]


def test_into_an_empty_folder(place: tuple[Path, Path]) -> None:
    """An empty folder that exists already is filled in the same way."""
    place[0].mkdir(parents=True)
    assert publish(place, PAGES) == Report(tuple(PAGES), (), 0)
    assert contents(place[0]) == PAGES


def test_nothing_changed(place: tuple[Path, Path]) -> None:
    """A second publication of the same pages touches no file."""
    publish(place, PAGES)
    before = state(place[0])
    assert publish(place, PAGES) == Report((), (), len(PAGES))
    assert state(place[0]) == before


def test_only_changes_are_written(place: tuple[Path, Path]) -> None:
    """A page that changed and a page that is new are written, the others are not touched."""
    publish(place, PAGES)
    before = state(place[0])
    pages = PAGES | {
        "calls/a/index.html": b"A",
        "calls/c/index.html": b"c",
        "calls/c/data.json": b"{}",
    }
    report = publish(place, pages)
    written = ("calls/a/index.html", "calls/c/index.html", "calls/c/data.json")
    assert report == Report(written, (), 4)
    assert contents(place[0]) == dict(sorted(pages.items()))
    after = state(place[0])
    assert {path for path in PAGES if after[path] != before[path]} == {"calls/a/index.html"}


def test_deletions(place: tuple[Path, Path]) -> None:
    """What is no longer part of the site is deleted, with the folders that it leaves empty."""
    publish(place, PAGES | {"old/deep/er/index.html": b"o", "old/deep/two.html": b"o"})
    pages = {path: PAGES[path] for path in ("index.html", "calls/index.html", "calls/b/index.html")}
    report = publish(place, pages)
    assert report.written == ()
    assert report.deleted == (
        "assets/x/desk.css",
        "calls/a/index.html",
        "old/deep/er/index.html",
        "old/deep/two.html",
    )
    assert report.kept == 3
    assert contents(place[0]) == dict(sorted(pages.items()))
    assert folders(place[0]) == {"calls", "calls/b"}


def test_everything_deleted(place: tuple[Path, Path]) -> None:
    """A site without pages is an empty folder, not a missing one."""
    publish(place, PAGES)
    assert publish(place, {}).deleted == tuple(sorted(PAGES))
    assert list(place[0].iterdir()) == []


def test_nothing_at_all(place: tuple[Path, Path]) -> None:
    """A publication of nothing into nothing is no error."""
    assert publish(place, {}) == Report((), (), 0)
    assert not place[0].exists()


def test_strangers_are_deleted(place: tuple[Path, Path]) -> None:
    """A file that somebody put into the site is not part of it, links included."""
    publish(place, PAGES)
    outside = place[0].parent / "outside.txt"
    outside.write_bytes(b"kept")
    (place[0] / "calls" / "notes.txt").write_bytes(b"x")
    (place[0] / "link").symlink_to(outside.parent, target_is_directory=True)
    assert publish(place, PAGES).deleted == ("calls/notes.txt", "link")
    assert contents(place[0]) == dict(sorted(PAGES.items()))
    assert outside.read_bytes() == b"kept"


@pytest.mark.parametrize("content", [b"defaced", b"A"])
def test_changed_by_hand(place: tuple[Path, Path], content: bytes) -> None:
    """A file of the site that somebody changed is restored, even when its size is the same."""
    publish(place, PAGES)
    page = place[0] / "calls" / "a" / "index.html"
    page.write_bytes(content)
    os.utime(page, ns=(1, 1))
    assert publish(place, PAGES).written == ("calls/a/index.html",)
    assert page.read_bytes() == b"a"


def test_deleted_by_hand(place: tuple[Path, Path]) -> None:
    """A file of the site that somebody deleted is restored."""
    publish(place, PAGES)
    (place[0] / "calls" / "a" / "index.html").unlink()
    assert publish(place, PAGES).written == ("calls/a/index.html",)
    assert contents(place[0]) == dict(sorted(PAGES.items()))


def test_large_and_empty_files(place: tuple[Path, Path]) -> None:
    """Files of every size are whole."""
    pages = {"large.bin": bytes(range(256)) * 8192, "empty.txt": b"", "small.txt": b"x"}
    publish(place, pages)
    assert contents(place[0]) == dict(sorted(pages.items()))


def test_slow_disk(place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk takes a part of a file only, the rest follows."""
    whole = os.write

    def part(descriptor: int, content: Any) -> int:
        return whole(descriptor, bytes(content)[:3])

    monkeypatch.setattr(write.os, "write", part)
    pages = {"a.txt": b"abcdefgh", "b.txt": b"x"}
    publish(place, pages)
    assert contents(place[0]) == pages


def test_file_becomes_folder(place: tuple[Path, Path]) -> None:
    """A page may stand where a file stood, and a file where folders of pages stood."""
    publish(place, {"a": b"1", "b/c/index.html": b"2", "b/d/index.html": b"3", "z": b"4"})
    pages = {"a/x/index.html": b"5", "b": b"6", "z": b"4"}
    report = publish(place, pages)
    assert report.deleted == ("a", "b/c/index.html", "b/d/index.html")
    assert contents(place[0]) == pages


# ---------------------------------------------------------------- all or nothing


def test_failure(place: tuple[Path, Path]) -> None:
    """When a page fails, no file of the site changes, none is deleted and no stage is left."""
    publish(place, PAGES)
    before, manifest = state(place[0]), place[1].read_bytes()
    with pytest.raises(ZeroDivisionError):
        publish_and_fail(place, {"index.html": b"new", "calls/new/index.html": b"new"})
    assert state(place[0]) == before
    assert contents(place[0]) == dict(sorted(PAGES.items()))
    assert place[1].read_bytes() == manifest
    assert [path.name for path in place[0].parent.iterdir()] == ["site"]


def test_failure_of_the_first(place: tuple[Path, Path]) -> None:
    """When the first publication fails there is no site, rather than a part of one."""
    with pytest.raises(ZeroDivisionError):
        publish_and_fail(place, {"index.html": b"new"})
    assert not place[0].exists()
    assert not place[1].exists()
    assert publish(place, PAGES) == Report(tuple(PAGES), (), 0)


def test_without_commit(place: tuple[Path, Path]) -> None:
    """Pages that are entered and never committed are not published."""
    publish(place, PAGES)
    with Publication(*place) as publication:
        publication.put("index.html", b"new")
    assert contents(place[0]) == dict(sorted(PAGES.items()))


def test_two_outputs_with_one_path(place: tuple[Path, Path]) -> None:
    """Two outputs with one path fail before anything is published, even when they are equal."""
    publish(place, PAGES)
    before = state(place[0])
    with Publication(*place) as publication:
        publication.put("index.html", b"new")
        with pytest.raises(ValueError, match=r"two outputs have the path index\.html"):
            publication.put("index.html", b"new")
    assert state(place[0]) == before


def test_left_over_stage(place: tuple[Path, Path]) -> None:
    """What a build that was killed left in the stage does not reach the site."""
    publish(place, PAGES)
    stage = Publication(*place).stage
    (stage / "calls").mkdir(parents=True)
    (stage / "calls" / "half.html").write_bytes(b"half")
    publish(place, PAGES | {"index.html": b"new"})
    assert not stage.exists()
    assert contents(place[0]) == dict(sorted((PAGES | {"index.html": b"new"}).items()))


def test_stage_is_beside_the_site(place: tuple[Path, Path]) -> None:
    """The stage lies beside the site, on the same disk, so that moving a file is one step."""
    stage = Publication(*place).stage
    assert stage.parent == place[0].parent
    assert stage.name == ".site.stage"


# ---------------------------------------------------------------- some files only


def test_partial(place: tuple[Path, Path]) -> None:
    """A partial publication replaces some files and leaves all others alone."""
    publish(place, PAGES)
    before = state(place[0])
    report = publish(place, {"calls/a/index.html": b"A", "index.html": b"home"}, partial=True)
    assert report == Report(("calls/a/index.html",), (), 1)
    after = state(place[0])
    assert {path for path in PAGES if after[path] != before[path]} == {"calls/a/index.html"}
    assert contents(place[0]) == dict(sorted((PAGES | {"calls/a/index.html": b"A"}).items()))


def test_whole_after_partial(place: tuple[Path, Path]) -> None:
    """After a partial publication the next whole one knows every file, the replaced ones too."""
    publish(place, PAGES)
    publish(place, {"calls/a/index.html": b"A"}, partial=True)
    before = state(place[0])
    assert publish(place, PAGES | {"calls/a/index.html": b"A"}) == Report((), (), len(PAGES))
    assert state(place[0]) == before


# ---------------------------------------------------------------- the manifest


def test_manifest_of_another_target(place: tuple[Path, Path], tmp_path: Path) -> None:
    """What was published elsewhere says nothing of this site, even if its files look the same."""
    publish(place, PAGES)
    other = tmp_path / "other"
    shutil.copytree(place[0], other)
    assert read_manifest(place[1], other) == {}
    assert publish((other, place[1]), PAGES) == Report(tuple(PAGES), (), 0)
    assert contents(other) == contents(place[0])


def test_manifest(place: tuple[Path, Path]) -> None:
    """The manifest knows every file of the site as it is on the disk."""
    publish(place, PAGES)
    known = read_manifest(place[1], place[0])
    assert set(known) == set(PAGES)
    for path, (digest, size, changed) in known.items():
        status = (place[0] / path).stat()
        assert isinstance(digest, str)
        assert (size, changed) == (status.st_size, status.st_mtime_ns)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"target": 3}', b"SAME"]
)
def test_damaged_manifest(place: tuple[Path, Path], content: bytes) -> None:
    """With a damaged manifest everything is written anew, and nothing fails."""
    publish(place, PAGES)
    if content == b"SAME":
        content = json.dumps({"target": str(place[0]), "files": [1]}).encode()
    place[1].write_bytes(content)
    assert read_manifest(place[1], place[0]) == {}
    assert publish(place, PAGES).written == tuple(PAGES)


def test_missing_manifest(place: tuple[Path, Path]) -> None:
    """Without a manifest everything is written anew and strangers are deleted."""
    publish(place, PAGES)
    place[1].unlink()
    pages = {"index.html": b"home"}
    assert publish(place, pages).written == ("index.html",)
    assert contents(place[0]) == pages


def test_hidden_files_of_the_site_are_left_alone(place: tuple[Path, Path]) -> None:
    """A published folder may be a checkout: what is hidden in it is neither read nor deleted."""
    publish(place, PAGES)
    site = place[0]
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("kept")
    (site / ".nojekyll").write_text("")
    report = publish(place, {"index.html": b"home"})
    assert "calls/index.html" in report.deleted
    assert (site / ".git" / "config").read_text() == "kept"
    assert (site / ".nojekyll").is_file()
