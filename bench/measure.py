"""Run a command and tell what it cost; serve a site and tell how long an edit takes to show."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Contender

LIMIT = 600.0
"""Seconds after which any build is given up."""
SHOWN_WITHIN = 60.0
"""Seconds after which a server is taken to have missed an edit, or not to start."""
POLL = 0.01
"""Seconds between two looks at a page under live editing; the times are no finer than this."""
PAUSE = 0.5
"""Seconds between two live edits, in which a server may finish what it does behind the page."""


class Failed(Exception):
    """A command of a contender failed or took too long."""


class Missed(Failed):
    """A page did not show what it should."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one build cost.

    User and system seconds of the whole process tree, wall seconds, and the largest resident size
    that one process of the tree had, in MiB.
    """

    cpu: float
    wall: float
    peak: float


def build(contender: Contender) -> Sample:
    """Build once in a fresh process."""
    with tempfile.TemporaryFile() as log:
        began = time.perf_counter()
        process = _start(contender, contender.command, log)
        timer = threading.Timer(LIMIT, _kill, (process,))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _kill(process)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise Failed(f"{contender.name} ended with {process.returncode}:\n{_tail(log)}")
    return Sample(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def live(contender: Contender, edits: int) -> list[float]:
    """Serve, edit one record some times, and give the seconds until its page showed each edit.

    An edit that a server misses is left out; the table shows how many of them it showed.
    """
    original = contender.edited.read_text(encoding="utf-8")
    seconds: list[float] = []
    try:
        with _served(contender) as port:
            for number in range(1, edits + 1):
                time.sleep(PAUSE)
                began = time.perf_counter()
                sentence = contender.edit(original, number)
                with contextlib.suppress(Missed):
                    _await(port, contender, sentence)
                    seconds.append(time.perf_counter() - began)
    finally:
        contender.edited.write_text(original, encoding="utf-8")
    return seconds


@contextlib.contextmanager
def _served(contender: Contender) -> Iterator[int]:
    """Run the contender's server; give its port once the edited record's page is there."""
    port = _free_port()
    command = tuple(part.format(port=port) for part in contender.server)
    with tempfile.TemporaryFile() as log:
        process = _start(contender, command, log)
        try:
            try:
                _await(port, contender, "</html>")
            except Failed as error:
                raise Failed(f"{error}\n{_tail(log)}") from None
            yield port
        finally:
            _stop(process)


def _await(port: int, contender: Contender, text: str) -> None:
    """Ask for the record's page until it holds a text."""
    end = time.perf_counter() + SHOWN_WITHIN
    while time.perf_counter() < end:
        if text in _page(port, contender.address):
            return
        time.sleep(POLL)
    raise Missed(f"{contender.name}: “{text}” did not appear on {contender.address}")


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SHOWN_WITHIN)
    try:
        connection.request("GET", address)
        return connection.getresponse().read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""  # not up yet
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _start(
    contender: Contender, command: tuple[str, ...], log: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=contender.folder,
        env=contender.environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server as Ctrl+C does; by force when it does not listen."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.wait(10)


def _tail(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read().decode("utf-8", "replace")[-2000:]
