"""Compare with peers, side by side: `python -m bench`. See `bench/RESULTS.md` for what and how.

`--finder` measures the funding finder only, which a whole run does at its end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import finder, report
from bench.contenders import CHECKOUT, NAMES, SLOW, Contender, contender
from bench.measure import Failed, build, live
from bench.report import Result, Results

RESULTS = CHECKOUT / "bench" / "RESULTS.md"
ROUNDS = {100: 5, 1000: 5, 5000: 3}
QUICK_SCHEMES = 60


def main(arguments: list[str] | None = None) -> int:
    """Run what the options ask for, print the tables, and keep those of a whole run."""
    options = _parser().parse_args(arguments)
    if options.quick:
        options.records, options.rounds, options.only, options.edits = [100], 1, ["desk"], 1
    whole = set(options.only) == set(NAMES) and {100, 1000, 5000} <= set(options.records)
    target = options.results or (RESULTS if whole else None)
    try:
        parts = "" if options.finder else _builds(options)
        found = ""
        if options.finder or options.quick or whole:
            sizes = (QUICK_SCHEMES,) if options.quick else options.schemes
            found = finder.section(finder.measure(sizes, quick=options.quick))
            print(found)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    if target is not None:
        kept = target.read_text(encoding="utf-8") if target.exists() else ""
        before, mark, after = kept.partition(finder.FROM)
        target.write_text(f"{parts or before}{found or mark + after}", encoding="utf-8")
        print(f"kept in {target}")
    return 0


def _builds(options: argparse.Namespace) -> str:
    """Compare the builds at each size, print the tables, and give the document."""
    results: Results = {}
    for count in options.records:
        rounds = options.rounds or ROUNDS.get(count, 3)
        with tempfile.TemporaryDirectory(prefix="desk-bench-") as work:
            results[count] = _at(
                Path(work), count, rounds, options.only, options.edits, quick=options.quick
            )
        print(report.tables({count: results[count]}), flush=True)
    print(report.goals(results))
    return report.document(results) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[100, 1000, 5000], metavar="N")
    parser.add_argument("--rounds", type=int, metavar="N", help="5, and 3 at 5,000 records")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES), metavar="NAME")
    parser.add_argument("--edits", type=int, default=10, metavar="N", help="live edits (10)")
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="where to keep a partial run's tables"
    )
    parser.add_argument("--finder", action="store_true", help="the funding finder only")
    parser.add_argument("--schemes", type=int, nargs="+", default=finder.SIZES, metavar="N")
    parser.add_argument("--quick", action="store_true", help="prove that the benchmark itself runs")
    return parser


def _at(
    work: Path, count: int, rounds: int, names: list[str], edits: int, *, quick: bool
) -> dict[str, Result]:
    """Measure some contenders at one size; the sources of all are made even for a quick run."""
    prepared = NAMES if quick else names
    command = [sys.executable, "-m", "bench.prepare", str(work), str(count), *prepared]
    environment = os.environ | {"PYTHONPATH": str(work / "desk" / "hooks")}
    if subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode:
        raise Failed("the sources could not be made")
    contenders = [contender(name, work) for name in names]
    results = {each.name: Result(each.label) for each in contenders}
    for each in contenders:
        if not quick and (count <= 100 or each.name not in SLOW):
            build(each)
    for number in range(rounds):
        for each in contenders:
            if number == 0 or count <= 100 or each.name not in SLOW:
                _round(each, results[each.name], number, slow=count > 100 and each.name in SLOW)
                print(f"{count} records, round {number + 1}: {each.name}", file=sys.stderr)
    for each in contenders:
        if each.name != "hugo-json" and (count <= 1000 or each.name not in SLOW):
            slow = each.name in SLOW or (count > 1000 and each.name != "desk")
            times = min(edits, 3) if slow else edits
            results[each.name].live = live(each, times)
            results[each.name].edits = times
            print(f"{count} records, live: {each.name}", file=sys.stderr)
    return results


def _round(each: Contender, result: Result, number: int, *, slow: bool) -> None:
    """Build cold, without a change and after an edit; a generator that keeps nothing only cold."""
    each.make_cold()
    result.add("cold", number, build(each))
    if number == 0:
        _count_outputs(each, result)
    if each.name == "desk":
        each.forget_records()
        result.add("cold-records", number, build(each))
    if slow or each.name == "hugo-json":
        return
    result.add("warm", number, build(each))
    original = each.edited.read_text(encoding="utf-8")
    each.edit(original, number + 1)
    result.add("edit", number, build(each))
    each.edited.write_text(original, encoding="utf-8")


def _count_outputs(each: Contender, result: Result) -> None:
    files = [path for path in each.output.rglob("*") if path.is_file()]
    pages = [path for path in files if path.name == "index.html"]
    result.files, result.pages = len(files), len(pages)
    result.page_bytes = sum(path.stat().st_size for path in pages) // max(1, len(pages))


if __name__ == "__main__":
    sys.exit(main())
