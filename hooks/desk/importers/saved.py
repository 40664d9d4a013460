"""Aids from a file that somebody saved from the API: a page, a list of aids, or a line each."""

from __future__ import annotations

import json
from pathlib import Path


class Unreadable(Exception):
    """The source cannot be read: what is wrong; what to do."""


def read_saved(path: Path) -> list[object]:
    """Give the aids of a file: `{results: […]}`, `[…]`, one aid, or JSON lines of these."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror}); name another file") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is no text in UTF-8; save the answer of the API again") from None
    if not text.strip():
        raise Unreadable(f"{path} is empty; save the answer of the API again")
    try:
        return aids_of(json.loads(text))
    except (ValueError, RecursionError) as error:
        whole = error
    found: list[object] = []
    for number, written in enumerate(text.splitlines(), start=1):
        if not written.strip():
            continue
        try:
            found += aids_of(json.loads(written))
        except (ValueError, RecursionError):
            # A file whose first line is no JSON by itself is one broken document.
            told = f"line {number}" if found else str(whole)
            raise Unreadable(
                f"{path} is no whole JSON ({told}); save the answer of the API again"
            ) from None
    return found


def aids_of(data: object) -> list[object]:
    """Give the aids of a decoded answer: of a page its results, a list as it is, or one aid."""
    if isinstance(data, dict):
        results = data.get("results")
        return results if isinstance(results, list) else [data]
    return data if isinstance(data, list) else [data]
