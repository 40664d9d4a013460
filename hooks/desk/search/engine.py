"""Engine: runs Pagefind over the documents, and keeps what it made under the digest of its inputs."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

EXCLUDED = (
    "h1",
    ".desk-sheet-head__kind",
    ".desk-sheet-head__status",
    ".desk-contents",
    ".desk-list",
    ".desk-tags",
    ".desk-filters",
    ".desk-letters",
    ".desk-feeds",
    "[data-desk-results]",
    "[data-desk-empty]",
)
"""What of a page is not its own text: its title (which is indexed as such), lists, controls."""

KEPT = 6
"""How many indexes are kept."""

MAGIC = b"pagefind_dcd"
"""How every file begins that Pagefind compresses, once it is unpacked."""


class SearchError(Exception):
    """The search cannot be made."""


def index(documents: Mapping[str, bytes], cache: Path | None = None) -> dict[str, bytes]:
    """Give the files that a browser loads, by path; those of the same documents are kept."""
    made_with = _version()
    kept = None if cache is None else cache / f"{_digest(documents, made_with)}.pack"
    if kept is not None and kept.exists():
        return dict(_unpack(kept.read_bytes()))
    files = dict(sorted(_run(documents)))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_bytes(_pack(files))
        half.replace(kept)
        _forget(kept.parent)
    return files


def _forget(cache: Path) -> None:
    """Leave only what was indexed last: an editor goes back and forth between few states."""
    packs = sorted(cache.glob("*.pack"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for old in packs[KEPT:]:
        old.unlink(missing_ok=True)


def _digest(documents: Mapping[str, bytes], made_with: str) -> str:
    digest = blake2b(digest_size=16)
    for part in (made_with.encode(), Path(__file__).read_bytes()):
        digest.update(blake2b(part).digest())
    for path, content in sorted(documents.items()):
        digest.update(path.encode() + b"\0" + blake2b(content, digest_size=16).digest())
    return digest.hexdigest()


def _version() -> str:
    try:
        return version("pagefind_bin_extended")
    except PackageNotFoundError:
        raise SearchError(
            "The search engine is not installed; run: pip install -r requirements.txt"
        ) from None


def _run(documents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory(prefix="desk-search-") as folder:
        source, made = Path(folder, "documents"), Path(folder, "made")
        for path, content in documents.items():
            file = source / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "pagefind_bin_extended",
                "--site",
                str(source),
                "--output-path",
                str(made),
                "--exclude-selectors",
                ", ".join(EXCLUDED),
                "--quiet",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        entry = made / "pagefind-entry.json"
        if run.returncode or not entry.exists():
            end = "\n".join((run.stdout + run.stderr).splitlines()[-10:])
            raise SearchError(f"The search engine could not index the pages:\n{end}")
        yield from _published(made)


def _published(made: Path) -> Iterator[tuple[str, bytes]]:
    """Give what the scripts load, and neither Pagefind's own interfaces nor its worker."""
    entry = json.loads((made / "pagefind-entry.json").read_text(encoding="utf-8"))
    wasm = {one["wasm"] or "unknown" for one in entry["languages"].values()}
    # Pagefind writes both in any order; a build is a function of its inputs.
    entry["include_characters"].sort()
    yield "pagefind-entry.json", json.dumps(entry, sort_keys=True).encode()
    names = [
        "pagefind.js",
        *(f"wasm.{name}.pagefind" for name in sorted(wasm)),
        *(path.name for path in sorted(made.glob("*.pf_meta"))),
    ]
    for name in names:
        yield name, (made / name).read_bytes()
    for kind in ("index", "fragment"):
        for path in sorted((made / kind).iterdir()):
            yield f"{kind}/{path.name}", path.read_bytes()


def _pack(files: Mapping[str, bytes]) -> bytes:
    sizes = [[path, len(content)] for path, content in files.items()]
    return json.dumps(sizes).encode() + b"\n" + b"".join(files.values())


def _unpack(packed: bytes) -> Iterator[tuple[str, bytes]]:
    head, _, rest = packed.partition(b"\n")
    at = 0
    for path, size in json.loads(head):
        yield path, rest[at : at + size]
        at += size


def fragments(files: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Give each indexed page: its name in the index, its document's address, and its text."""
    for path, content in files.items():
        if path.startswith("fragment/"):
            told = json.loads(gzip.decompress(content).removeprefix(MAGIC))
            name = path.removeprefix("fragment/").removesuffix(".pf_fragment")
            yield name, told["url"], told["content"]
