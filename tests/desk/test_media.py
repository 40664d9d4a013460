"""Recordings: files beside the records, published as they are."""

from __future__ import annotations

from pathlib import Path

from makers import Folder
from stage import checked_project, skeleton, small_project

from desk import build, media


def test_a_desk_without_recordings(tmp_path: Path) -> None:
    """Where there is no folder of recordings, there are none."""
    assert media.sizes(tmp_path) == {}
    assert list(media.outputs(tmp_path)) == []


def test_sizes_and_contents(small: Folder) -> None:
    """Each file is known by its name and size; hidden files are not there."""
    small.put("data/media/b.mp3", b"bb")
    small.put("data/media/a.mp3", b"a")
    small.put("data/media/.keep", b"")
    assert media.sizes(small.root / "data") == {"a.mp3": 1, "b.mp3": 2}
    assert list(media.outputs(small.root / "data")) == [
        ("media/a.mp3", b"a"),
        ("media/b.mp3", b"bb"),
    ]
    assert small.desk().media == {"a.mp3": 1, "b.mp3": 2}


def test_recordings_are_published(small: Folder) -> None:
    """The site has each recording as it is, and loses it when the folder does."""
    small.put("data/media/a.mp3", b"sound")
    project = small_project(small)
    checked = checked_project(project)
    build.stamp(project, checked, skeleton(checked))
    assert (project.site / "media/a.mp3").read_bytes() == b"sound"
    small.remove("data/media/a.mp3")
    checked = checked_project(project)
    assert "media/a.mp3" in build.stamp(project, checked, skeleton(checked)).deleted
