"""That `make bench` can run: its own machinery, on a hundred records."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Give the benchmark's modules; it lies beside the tests, not among what is installed."""
    monkeypatch.syspath_prepend(str(ROOT))
    from bench import finder, measure, report, texts

    return SimpleNamespace(finder=finder, measure=measure, report=report, texts=texts)


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Run the benchmark once in its quick form: what it printed, and what it kept."""
    kept = tmp_path_factory.mktemp("bench") / "RESULTS.md"
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--results", str(kept)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(kept.parent)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout
    assert [path.name for path in kept.parent.iterdir()] == ["RESULTS.md"]
    return ran.stdout, kept.read_text(encoding="utf-8")


def test_the_desk_is_measured_in_every_way(quick: tuple[str, str]) -> None:
    """The synthetic records pass the check, and cold, warm, edited and live builds are timed."""
    printed, kept = quick
    for told in ("cold", "cold, theme's pages kept", "nothing changed", "one record edited"):
        assert f"| this desk | {told} | " in printed
    outputs = re.search(r"\| this desk \| ([\d,]+) \| ([\d,]+) \| [\d,]+ \| [\d.]+ \(", printed)
    assert outputs is not None, "no live edit was timed"
    files, pages = (int(number.replace(",", "")) for number in outputs.groups())
    assert files > pages >= 200
    assert kept.startswith("# Benchmark\n")
    assert printed.split("\n\n")[1] in kept


def test_the_finder_is_measured_in_every_way(
    quick: tuple[str, str], bench: SimpleNamespace
) -> None:
    """The synthetic schemes pass the check, and all that a visitor does is timed at both speeds."""
    _printed, kept = quick
    section = kept.partition(bench.finder.FROM)[2]
    for done in bench.finder.DONE.values():
        assert f"| {done} | 4× slower | " in section
        assert f"| {done} | as it is | " in section
    for file in bench.finder.FILES.values():
        assert f"| {file} | fr | " in section


def test_the_finders_goals_say_what_is_reached(bench: SimpleNamespace) -> None:
    """Times count by one in twenty, the first results by the median; sizes by their brotli form."""
    found = bench.finder.Found(
        sizes={"finder.json fr": bench.finder.Sizes(900_000, 400_000, 301_000)},
        times={
            "list 4": [300.0, 200.0, 400.0],
            "start 4": [900.0, 800.0, 5000.0],
            "click 4": [*([50.0] * 19), 120.0],
        },
    )
    told = bench.finder.goals({10_000: found})
    assert "| page’s own list at 4× slowdown, ms (median) | 1,000 | 300.0 | reached |" in told
    assert "| first results at 4× slowdown, ms (median) | 1,000 | 900.0 | reached |" in told
    assert "| facet at 4×, ms (p95) | 100 | 120.0 | **missed** |" in told
    assert "| finder.json, fr, 10,000 schemes, kB brotli | 300 | 301.0 | **missed** |" in told
    assert "key" not in told


def test_nothing_of_the_machine_is_kept(quick: tuple[str, str], tmp_path: Path) -> None:
    """What is kept names no folder of the machine that ran it."""
    _printed, kept = quick
    assert "MkDocs " in kept
    assert str(ROOT) not in kept
    assert str(tmp_path.parent.parent) not in kept


def test_descriptions_have_the_length_of_real_ones(bench: SimpleNamespace) -> None:
    """A synthetic description has about 220 words in each language, and both have its links."""
    dice = random.Random(1)
    link = ("call:one", ("Appel", "Call"))
    bodies = [bench.texts.body(dice, [link], with_table=False) for _ in range(200)]
    for language in (0, 1):
        words = [len(body[language].split()) for body in bodies]
        assert 190 < sum(words) / len(words) < 240
        assert all("](call:one)" in body[language] for body in bodies)


def test_a_ratio_compares_the_rounds_in_which_both_ran(bench: SimpleNamespace) -> None:
    """A slow peer that runs in one round is compared with the desk's same round only."""
    desk, peer = bench.report.Result("this desk"), bench.report.Result("peer")
    for number, cpu in enumerate((1.0, 8.0, 9.0)):
        desk.add("cold", number, bench.measure.Sample(cpu, cpu, 50))
    peer.add("cold", 0, bench.measure.Sample(4.0, 4.0, 50))
    assert bench.report.ratio({"desk": desk, "material": peer}, "material") == 0.25
    assert bench.report.ratio({"desk": desk}, "material") is None


def test_the_goals_say_what_is_reached_and_what_is_missed(bench: SimpleNamespace) -> None:
    """Each goal that was measured stands in the table with its figure."""
    results: dict[int, dict[str, Any]] = {}
    for count, ours, theirs in ((1000, 2.0, 2.0), (5000, 10.0, 20.0)):
        results[count] = {
            "desk": bench.report.Result("this desk"),
            "hugo": bench.report.Result("Hugo"),
        }
        for name, cpu in (("desk", ours), ("hugo", theirs)):
            results[count][name].add("cold", 0, bench.measure.Sample(cpu, cpu, 90))
    told = bench.report.goals(results)
    assert "| cold ÷ Hugo at 1,000 records | 0.80 | 1.00 | **missed** |" in told
    assert "| cold ÷ Hugo at 5,000 records | 0.60 | 0.50 | reached |" in told
    assert "| CPU at 5,000 records ÷ CPU at 1,000 | 5.50 | 5.00 | reached |" in told
    assert "Material" not in told
