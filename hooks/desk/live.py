"""Live editing: a saved record is on its page before the editor has looked up.

The edited record, the pages that share a reference with it and the hand-written pages are
stamped at once. When no further change comes, everything is checked and stamped, and written
only where it differs, so that no page can stay behind. A broken record is reported and changes
nothing: the last good page stays.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from desk import build
from desk.check import Checked, recheck
from desk.mistakes import Mistake
from desk.model import Key
from desk.project import Project
from desk.render import Renderer
from desk.report import print_mistakes
from desk.search.engine import SearchError
from desk.skeleton import Skeleton
from desk.write import Publication, Report

SETTLE = 0.02
"""Seconds of quiet after a change: editors write a file in several steps."""

QUIET = 1.0
"""Seconds without a change after which everything is checked and stamped."""


class Preview:
    """What the preview shows, and how it follows changes of the data.

    `show` is called when MkDocs has made a skeleton; `follow` when files of the data changed;
    `complete` when there is time. `reload` tells the browsers that there is something new.
    """

    def __init__(self, project: Project, reload: Callable[[], None]) -> None:
        self.project = project
        self.reload = reload
        self.checked: Checked | None = None
        self.skeleton: Skeleton | None = None
        self._renderers: dict[str, Renderer] = {}
        self._told: tuple[Mistake, ...] = ()
        self._lock = threading.Lock()
        self._search: dict[str, bytes] | None = None
        self.indexing: threading.Thread | None = None

    def show(self, checked: Checked, skeleton: Skeleton) -> None:
        """Publish a whole desk."""
        with self._lock:
            self.checked, self.skeleton = checked, skeleton
            self._renderers = build.project_renderers(self.project, checked, skeleton)
            build.stamp(self.project, checked, skeleton, self._renderers, self._search or {})
            if self._search is None:
                self._search = {}
                self.indexing = threading.Thread(target=self._index, daemon=True)
                self.indexing.start()
        _settle_memory()

    def _index(self) -> None:
        """Make the search, once: an index a save would take longer than what it finds is good for."""
        assert self.checked is not None
        assert self.skeleton is not None
        checked = self.checked
        made = build.project_renderers(self.project, checked, self.skeleton)
        try:
            found = dict(build.search_outputs(self.project, checked, self.skeleton, made))
        except SearchError as error:
            print(error, file=sys.stderr)
            return
        with self._lock:
            self._search = found
            with Publication(self.project.site, self.project.manifest, partial=True) as publication:
                for path, content in found.items():
                    publication.put(path, content)
                publication.commit()

    def follow(self, paths: set[str]) -> bool:
        """Publish what changed files change at once; tell whether the rest is still to do."""
        began = time.perf_counter()
        with self._lock:
            if self.checked is None:
                return True
            changed = [key for path in sorted(paths) if (key := self._key(path)) is not None]
            if not changed or len(changed) < len(paths):
                return True
            try:
                checked = recheck(self.checked, self.project.data, changed)
                if checked.mistakes:
                    self._tell(checked.mistakes)
                    return False
                before, self.checked = self.checked, checked
                assert checked.desk is not None
                for renderer in self._renderers.values():
                    renderer.renew(checked.desk, checked.book)
                report = build.restamp(self.project, before, checked, changed, self._renderers)
            except LookupError:
                return True  # another record still names what is gone: the full check tells it
        self._say(report, began)
        return True

    def complete(self) -> None:
        """Check everything and publish what still differs."""
        began = time.perf_counter()
        with self._lock:
            if self.checked is None or self.skeleton is None or self.checked.desk is None:
                return
            checked = build.check_project(self.project, self.checked.desk.as_of.date())
            if checked.mistakes:
                self._tell(checked.mistakes)
                return
            self.checked = checked
            self._told = ()
            self._renderers = build.project_renderers(self.project, checked, self.skeleton)
            report = build.stamp(
                self.project, checked, self.skeleton, self._renderers, self._search or {}
            )
        _settle_memory()
        self._say(report, began)

    def _key(self, path: str) -> Key | None:
        """Give the record that a file is, or None for settings and vocabularies."""
        relative = Path(path).relative_to(self.project.data.absolute())
        assert self.checked is not None
        if len(relative.parts) != 2 or relative.suffix != ".yml":
            return None
        name = relative.parts[0]
        return (name, relative.stem) if name in self.checked.records else None

    def _tell(self, mistakes: tuple[Mistake, ...]) -> None:
        if mistakes != self._told:
            print_mistakes(mistakes, sys.stderr, root=self.project.root)
            self._told = mistakes

    def _say(self, report: Report, began: float) -> None:
        if report.written or report.deleted:
            self.reload()
            seconds = time.perf_counter() - began
            print(f"{len(report.written)} pages refreshed in {seconds:.2f} s", file=sys.stderr)


def _settle_memory() -> None:
    """Tell the collector that the desk stays: it would look through it in the middle of an edit."""
    gc.collect()
    gc.freeze()


class _Handler(FileSystemEventHandler):
    """Collects the paths of files that changed. Editors' own temporary files are not YAML."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory or event.event_type not in (
            "modified",
            "moved",
            "deleted",
            "created",
        ):
            return
        for path in (event.src_path, event.dest_path):
            text = path.decode() if isinstance(path, bytes) else str(path)
            if text.endswith(".yml"):
                self.watcher.add(text)


class Watcher:
    """Watches the data folder and makes the preview follow."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self._paths: set[str] = set()
        self._pending = threading.Condition()
        self._stopped = False
        self._observer: Any = Observer()
        self._observer.schedule(
            _Handler(self), str(preview.project.data.absolute()), recursive=True
        )
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._observer.start()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        with self._pending:
            self._stopped = True
            self._pending.notify_all()
        self._observer.stop()

    def add(self, path: str) -> None:
        """Note that a file changed."""
        with self._pending:
            self._paths.add(path)
            self._pending.notify_all()

    def _take(self, timeout: float | None) -> set[str] | None:
        """Wait for changes and give them; an empty set after the timeout, None when stopped."""
        with self._pending:
            self._pending.wait_for(lambda: self._paths or self._stopped, timeout)
            if self._stopped:
                return None
            while self._paths and self._settling():
                pass
            paths, self._paths = self._paths, set()
            return paths

    def _settling(self) -> bool:
        count = len(self._paths)
        self._pending.wait(SETTLE)
        return len(self._paths) != count

    def _loop(self) -> None:
        unfinished = False
        while True:
            paths = self._take(QUIET if unfinished else None)
            if paths is None:
                return
            try:
                if paths:
                    unfinished = self.preview.follow(paths)
                else:
                    unfinished = False
                    self.preview.complete()
            except Exception as error:  # the preview must outlive whatever an edit brings
                print(f"The preview could not follow: {error!r}", file=sys.stderr)
