"""The editors' command: `python -m desk check`, `python -m desk build`, …."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk import __doc__ as about
from desk.importers import command as importers

if TYPE_CHECKING:
    from desk.check import Checked


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code: 0 when all is right, 1 when there are mistakes."""
    options = _parser().parse_args(arguments)
    run: int = options.run(options)
    return run


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write 2026-03-17") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desk", description=about)
    commands = parser.add_subparsers(
        required=True, metavar="command", parser_class=importers.Parser
    )

    check = commands.add_parser("check", help="check the data and tell every mistake at once")
    check.add_argument(
        "--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder (data)"
    )
    check.add_argument(
        "--docs",
        type=Path,
        metavar="DIR",
        help="the hand-written pages (docs beside the data folder, if there)",
    )
    check.add_argument("--as-of", type=_day, metavar="DATE", help="the day to check for (today)")
    check.add_argument("--format", choices=("human", "github", "json"), default="human")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="build the site into site/")
    build.add_argument("--as-of", type=_day, metavar="DATE", help="the day to build for (today)")
    build.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of mkdocs.yml (this one)",
    )
    build.add_argument("--site", type=Path, metavar="DIR", help="where to publish (site)")
    build.set_defaults(run=_build)

    due = commands.add_parser("due", help="tell which records are to be checked again, and when")
    due.add_argument("--root", type=Path, default=Path(), metavar="DIR")
    due.add_argument("--as-of", type=_day, metavar="DATE", help="the day to tell it for (today)")
    due.add_argument(
        "--days", type=int, default=60, metavar="N", help="how many days ahead to look (60)"
    )
    due.add_argument("--format", choices=("human", "csv"), default="human")
    due.set_defaults(run=_due)

    paths = commands.add_parser("paths", help="draw the guided paths, or one of them")
    paths.add_argument("path", nargs="?", metavar="ID", help="a file of data/paths/, without .yml")
    paths.add_argument("--root", type=Path, default=Path(), metavar="DIR")
    paths.set_defaults(run=_paths)

    addresses = commands.add_parser(
        "addresses", help="list new addresses into data/published-addresses.txt"
    )
    addresses.add_argument("--root", type=Path, default=Path(), metavar="DIR")
    addresses.set_defaults(run=_addresses)

    importers.add_parser(commands, _day)
    return parser


def _check(options: argparse.Namespace) -> int:
    from desk.check import check  # noqa: PLC0415 - each command imports only what it needs
    from desk.project import Project, today  # noqa: PLC0415
    from desk.report import FORMATS  # noqa: PLC0415

    data: Path = options.data
    if not data.is_dir():
        print(f"{data}: there is no such folder; name the data folder with --data", file=sys.stderr)
        return 1
    docs = options.docs or data.parent / "docs"
    if options.docs is not None and not docs.is_dir():
        print(f"{docs}: there is no such folder; name the pages with --docs", file=sys.stderr)
        return 1
    project = Project(root=data.parent, site=data.parent / "site")
    checked = check(
        data,
        docs if docs.is_dir() else None,
        options.as_of or today(),
        blocks=project.blocks or None,
        books=project.books or None,
    )
    print(FORMATS[options.format](checked.mistakes, Path()))
    return 1 if checked.mistakes else 0


def _build(options: argparse.Namespace) -> int:
    """Do as little as is needed: nothing, stamp the records, or start MkDocs."""
    from desk.project import Project, remember, skeleton_digest, today, unchanged  # noqa: PLC0415

    root: Path = options.root
    project = Project(root=root, site=options.site or root / "site")
    as_of = options.as_of or today()
    if unchanged(project, as_of):
        print(f"{project.site}: nothing to do")
        return 0
    from desk.skeleton import Skeleton  # noqa: PLC0415

    skeleton = Skeleton.load(project.cache, skeleton_digest(project))
    if skeleton is None:
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--config-file",
            str(root / "mkdocs.yml"),
            "--site-dir",
            str(project.site.absolute()),
        ]
        return subprocess.run(
            command, env=os.environ | {"DESK_AS_OF": as_of.isoformat()}, check=False
        ).returncode
    from desk import build  # noqa: PLC0415
    from desk.report import print_mistakes  # noqa: PLC0415
    from desk.search.engine import SearchError  # noqa: PLC0415

    checked = build.check_project(project, as_of)
    if checked.mistakes:
        print_mistakes(checked.mistakes, sys.stderr, root=root)
        return 1
    try:
        report = build.stamp(project, checked, skeleton)
    except SearchError as error:
        print(error, file=sys.stderr)
        return 1
    remember(project, as_of)
    print(
        f"{project.site}: {report.kept + len(report.written)} files, "
        f"{len(report.written)} changed, {len(report.deleted)} deleted"
    )
    return 0


def _checked(root: Path, as_of: dt.date | None = None) -> Checked | None:
    """Check the project at `root`; tell its mistakes and give None where it has some."""
    from desk import build  # noqa: PLC0415
    from desk.project import Project, today  # noqa: PLC0415
    from desk.report import print_mistakes  # noqa: PLC0415

    checked = build.check_project(Project(root=root, site=root / "site"), as_of or today())
    if not checked.mistakes:
        return checked
    print_mistakes(checked.mistakes, sys.stderr, root=root)
    return None


def _due(options: argparse.Namespace) -> int:
    from desk.quality import due  # noqa: PLC0415
    from desk.texts import plain  # noqa: PLC0415

    checked = _checked(options.root, options.as_of)
    if checked is None:
        return 1
    assert checked.desk is not None
    language = checked.desk.settings.languages[0]
    rows = [
        (
            one.day.isoformat(),
            "overdue" if one.overdue else "due",
            one.path,
            plain(one.record.title, language),
        )
        for one in due(checked.desk, options.days)
    ]
    if options.format == "csv":
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerows([("day", "state", "file", "title"), *rows])
    else:
        for day, state, path, title in rows:
            print(f"{day}  {state:7}  {path}  {title}")
        late = sum(state == "overdue" for _day, state, _path, _title in rows)
        print(f"{late} overdue, {len(rows) - late} due within {options.days} days")
    return 0


def _paths(options: argparse.Namespace) -> int:
    from desk.draw import tree  # noqa: PLC0415
    from desk.records.base import closest  # noqa: PLC0415
    from desk.records.path import Path as GuidedPath  # noqa: PLC0415

    checked = _checked(options.root)
    if checked is None:
        return 1
    assert checked.desk is not None
    known = checked.desk.records.get("paths", {})
    if options.path is not None and options.path not in known:
        near = " or ".join(closest(options.path, known) or known)
        print(f"There is no path “{options.path}”; write {near}", file=sys.stderr)
        return 1
    drawn = [
        tree(path, checked.desk)
        for path in known.values()
        if isinstance(path, GuidedPath) and options.path in (None, path.id)
    ]
    print("\n\n".join(drawn))
    return 0


def _addresses(options: argparse.Namespace) -> int:
    from desk import addresses  # noqa: PLC0415

    checked = _checked(options.root)
    if checked is None:
        return 1
    added = addresses.publish(options.root / "data" / addresses.PUBLISHED, checked.book)
    print(f"{added} new addresses")
    return 0
