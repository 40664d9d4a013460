"""Live editing: a saved record is on the page before the editor has looked up.

The edited record and the pages that name it are stamped at once; everything else is stamped
right after, and written only where it differs, so that no page can stay behind. A broken record
is reported and changes nothing: the last good page stays.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from desk import build
from desk.report import print_mistakes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from desk.check import Checked
    from desk.project import Project
    from desk.skeleton import Skeleton

SETTLE = 0.03
"""Seconds of quiet after a change: editors write a file in several steps."""


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type in (
            "created",
            "modified",
            "moved",
            "deleted",
        ):
            self.changed.set()


class Watcher:
    """Watches the records of a project and keeps its preview up to date."""

    def __init__(
        self,
        project: Project,
        *,
        as_of: dt.date,
        current: Callable[[], tuple[Checked | None, Skeleton | None]],
        accept: Callable[[Checked], None],
        reload: Callable[[], None],
    ) -> None:
        self.project = project
        self.as_of = as_of
        self.current = current
        self.accept = accept
        self.reload = reload
        self._changed = threading.Event()
        self._stopped = False
        self._observer: Any = Observer()
        self._observer.schedule(_Handler(self._changed), str(project.data), recursive=True)
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._observer.start()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped = True
        self._changed.set()
        self._observer.stop()

    def _loop(self) -> None:
        while True:
            self._changed.wait()
            if self._stopped:
                return
            while True:
                self._changed.clear()
                time.sleep(SETTLE)
                if not self._changed.is_set():
                    break
            try:
                self.refresh()
            except Exception as error:
                print(f"The preview could not be refreshed: {error}", file=sys.stderr)

    def refresh(self) -> None:
        """Read, check and publish what changed."""
        began = time.perf_counter()
        checked = build.check_project(self.project, self.as_of)
        if checked.mistakes:
            print_mistakes(checked.mistakes, sys.stderr, root=self.project.root)
            return
        _old, skeleton = self.current()
        if skeleton is None:
            return
        report = build.stamp(self.project, checked, skeleton)
        self.accept(checked)
        if report.written or report.deleted:
            self.reload()
            print(
                f"{len(report.written)} pages refreshed in {time.perf_counter() - began:.2f} s",
                file=sys.stderr,
            )


def watch(
    project: Project,
    *,
    as_of: dt.date,
    current: Callable[[], tuple[Checked | None, Skeleton | None]],
    accept: Callable[[Checked], None],
    reload: Callable[[], None],
) -> Watcher:
    """Begin to watch the records of a project; `reload` tells the browsers."""
    watcher = Watcher(project, as_of=as_of, current=current, accept=accept, reload=reload)
    watcher.start()
    return watcher
