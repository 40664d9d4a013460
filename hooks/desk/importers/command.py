"""The command `python -m desk import`: what editors type, and what they see."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from desk.importers.client import Client
    from desk.importers.run import Place, Plan

_FILTERS = ("keyword", "audience", "category", "type")


class Parser(argparse.ArgumentParser):
    """Takes what has no name before, between or behind the options; argparse does not by itself."""

    _inside = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the arguments, which argparse does by coming back here."""
        if self._inside:
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._inside = False


def add_parser(commands: Any, day: Callable[[str], dt.date]) -> None:
    """Enter the command. Nothing heavy is imported before it runs."""
    parser: Parser = commands.add_parser(
        "import", help="make drafts of the aids of another catalogue, and keep them up to date"
    )
    parser.add_argument("source", metavar="catalogue", help="a file of data/imports/, without .yml")
    parser.add_argument("file", nargs="?", type=Path, help="aids that were saved from the API")
    parser.add_argument(
        "--token-env", metavar="VAR", help="ask the API, with the key in this variable"
    )
    parser.add_argument("--url", metavar="ADDRESS", help="another address of the API")
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would change, write nothing"
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="take the first N aids only")
    parser.add_argument("--keyword", metavar="TEXT", action="append", help="aids with these words")
    for name, example in (("audience", "private-sector"), ("category", "sante"), ("type", "grant")):
        parser.add_argument(
            f"--{name}", metavar="SLUG", action="append", help=f"aids of this {name} ({example})"
        )
    parser.add_argument(
        "--perimeter", metavar="NAME", help="aids for this place (Bretagne, or REG-53)"
    )
    parser.add_argument("--calls-only", action="store_true", help="calls for projects only")
    parser.add_argument("--published-after", type=day, metavar="DATE", help="aids published since")
    parser.add_argument(
        "--create-organisations", action="store_true", help="make drafts of unknown funders"
    )
    parser.add_argument(
        "--level",
        choices=("info", "warning", "error"),
        default="warning",
        help="the least grave that is told (warning)",
    )
    parser.add_argument("--root", type=Path, default=Path(), metavar="DIR")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day of the import (today)")
    parser.set_defaults(run=run, refuse=parser.error)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of aids; write 1 or more")
    return int(text)


def run(options: argparse.Namespace, pause: Callable[[float], None] = time.sleep) -> int:
    """Import; give 0 when all went in, 1 when something was left out or nothing was written."""
    from rich.console import Console  # noqa: PLC0415 - each command imports only what it needs

    if (options.file is None) == (options.token_env is None):
        options.refuse("name a file, or the variable with your API key (--token-env)")
    from desk.importers.aid import clean  # noqa: PLC0415
    from desk.importers.run import make_plan, open_place, write  # noqa: PLC0415
    from desk.importers.saved import Unreadable, read_saved  # noqa: PLC0415
    from desk.project import today  # noqa: PLC0415
    from desk.report import print_mistakes  # noqa: PLC0415

    out, err = Console(highlight=False, soft_wrap=True), Console(stderr=True, highlight=False)
    root: Path = options.root
    place = open_place(root / "data", options.source, options.as_of or today())
    if isinstance(place, list):
        print_mistakes(place, sys.stderr, root=Path())
        return 1
    try:
        if options.file is not None:
            raw = read_saved(options.file)[: options.limit]
        else:
            raw = _fetch(options, place, pause, err)
    except Unreadable as problem:
        # A server could answer with signs that steer the terminal.
        err.print(f"{clean(str(problem))}\nNothing was written.", markup=False)
        return 1
    plan = make_plan(place, raw, create_organisations=options.create_organisations)
    _show(plan, options, out)
    if options.dry_run:
        _show_difference(plan, out)
    else:
        write(place, plan)
    _show_summary(plan, len(raw), out, dry=options.dry_run)
    return 1 if plan.left_out else 0


def _fetch(
    options: argparse.Namespace, place: Place, pause: Callable[[float], None], err: Console
) -> list[object]:
    """Ask the API for all pages, up to the limit."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    from desk.importers.client import Client, Failed  # noqa: PLC0415

    key = os.environ.get(options.token_env, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise Failed(f"The variable {options.token_env} holds no key; put your API key there")
    found: list[object] = []
    progress = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err
    )
    with Client(options.url or place.tables.address, key, pause) as client, progress:
        task = progress.add_task("aids", total=None)
        query = list(_query(options, place, client))
        size = min(options.limit or place.tables.page_size, place.tables.page_size)
        for page, count in client.aids(query, size):
            found += page
            wanted = min(count or len(found), options.limit or count or len(found))
            progress.update(task, completed=len(found), total=max(wanted, len(found)))
            if options.limit and len(found) >= options.limit:
                break
    return found[: options.limit]


def _query(options: argparse.Namespace, place: Place, client: Client) -> Iterator[tuple[str, str]]:
    """Give the filters as the API names them."""
    names = place.tables.filters
    for name in _FILTERS:
        for value in getattr(options, name) or ():
            yield names[name], value
    if options.perimeter:
        label = place.foundation.vocabularies["places"].get(options.perimeter)
        wanted = label.in_(place.tables.language).text if label else options.perimeter
        is_id = wanted.isascii() and wanted.isdigit()
        yield (
            names["perimeter"],
            wanted if is_id else client.perimeter(wanted, place.tables.scales),
        )
    if options.calls_only:
        yield names["calls_only"], "true"
    if options.published_after:
        yield names["published_after"], options.published_after.isoformat()


_COLOURS = {"info": "cyan", "warning": "yellow", "error": "red"}


def _show(plan: Plan, options: argparse.Namespace, out: Console) -> None:
    """Tell what was met, aid by aid."""
    from rich.text import Text  # noqa: PLC0415

    from desk.importers.log import Entry, Level  # noqa: PLC0415

    by_aid: dict[str, list[Entry]] = {}
    for entry in plan.log.entries:
        if entry.level >= Level[options.level.upper()]:
            by_aid.setdefault(f"{entry.aid} {entry.title}".strip(), []).append(entry)
    for head, entries in by_aid.items():
        out.print(Text(f"\n{head}", style="bold"))
        for entry in entries:
            level = entry.level.name.lower()
            line = Text(f"  {level:8}", style=_COLOURS[level])
            line.append(f"{entry.field}: " if entry.field else "", style="default")
            line.append(entry.what, style="default")
            line.append(f"; {entry.fix}" if entry.fix else "", style="default")
            out.print(line)


def _show_difference(plan: Plan, out: Console) -> None:
    """Show what would change in each file."""
    from difflib import unified_diff  # noqa: PLC0415

    from rich.text import Text  # noqa: PLC0415

    for path, content in sorted(plan.files.items()):
        before = plan.before.get(path, b"").decode().splitlines()
        name = f"data/{path}"
        out.print()
        for line in unified_diff(
            before,
            content.decode().splitlines(),
            name if path in plan.before else "/dev/null",
            name,
            lineterm="",
        ):
            style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "default")
            out.print(Text(line, style=style))


def _show_summary(plan: Plan, read: int, out: Console, *, dry: bool) -> None:
    """Show one table of figures."""
    from rich.table import Table  # noqa: PLC0415

    from desk.importers.log import Level  # noqa: PLC0415

    table = Table(title="Import (nothing was written)" if dry else "Import", title_justify="left")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for name, count in (
        ("aids read", read),
        ("new drafts", plan.count(new=True)),
        ("calls changed", plan.count(new=False)),
        ("calls unchanged", plan.unchanged),
        ("archived calls left alone", plan.archived),
        ("new organisations", sum(path.startswith("organisations/") for path in plan.files)),
        ("aids left out", plan.left_out),
        ("errors", plan.log.count(Level.ERROR)),
        ("warnings", plan.log.count(Level.WARNING)),
        ("infos", plan.log.count(Level.INFO)),
    ):
        table.add_row(name, str(count))
    out.print()
    out.print(table)
