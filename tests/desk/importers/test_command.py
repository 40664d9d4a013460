"""What `python -m desk import` asks, prints and writes, and with which exit code it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk import cli
from desk.importers import command

if TYPE_CHECKING:
    from conftest import Answer, Api, Asked

SAMPLE = Path(__file__).with_name("sample.json")
DRAFT = "exemple-experimenter-la-telesante-en-bretagne.yml"


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is always as wide, and the key is there."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("AT_KEY", "key")


def desk(data: Path, *arguments: object) -> int:
    """Run the command on a data folder; nothing waits."""
    options = cli._parser().parse_args(
        ["import", "aides-territoires", "--root", str(data.parent), "--as-of", "2026-11-22"]
        + [str(one) for one in arguments]
    )
    return command.run(options, lambda _seconds: None)


def drafts(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "calls").glob("exemple-*"))


def figures(out: str) -> dict[str, int]:
    """Read the table of the summary."""
    rows = [line.split("│")[1:3] for line in out.splitlines() if line.startswith("│")]
    return {name.strip(): int(count) for name, count in rows}


def test_file(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A saved file becomes drafts; what an editor should do is told aid by aid, then figures."""
    assert desk(data, SAMPLE) == 1
    out = capsys.readouterr().out
    assert len(drafts(data)) == 8
    assert (
        "900003 Exemple : accompagnement des téléconsultations dans le Calvados\n"
        "  warning origin_url: “www.calvados.example” is no web address, so it is left out; "
        "find the official page, and write it in full\n"
    ) in out
    assert "  error   name: This aid has no name; look at it at the source\n" in out
    assert "  info" not in out
    found = figures(out)
    assert (found["aids read"], found["new drafts"], found["aids left out"]) == (10, 8, 2)
    assert found["infos"] > 0


@pytest.mark.parametrize("given", [["--dry-run", SAMPLE], [SAMPLE, "--dry-run"]])
def test_order_of_arguments(data: Path, given: list[object]) -> None:
    """The file may stand before or behind the options."""
    assert desk(data, *given) == 1
    assert drafts(data) == []


def test_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time, nothing is new."""
    desk(data, SAMPLE, "--limit", 1)
    capsys.readouterr()
    assert desk(data, SAMPLE, "--limit", 1) == 0
    found = figures(capsys.readouterr().out)
    assert (found["new drafts"], found["calls changed"], found["calls unchanged"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("level", "shown"),
    [("info", (True, True)), ("warning", (False, True)), ("error", (False, False))],
)
def test_level(
    data: Path, capsys: pytest.CaptureFixture[str], level: str, shown: tuple[bool, bool]
) -> None:
    """One chooses how grave must be what is told."""
    desk(data, SAMPLE, "--limit", 2, "--level", level)
    out = capsys.readouterr().out
    assert ("  info " in out, "  warning " in out) == shown


def test_dry_run(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run shows the difference and writes nothing; of a changed file only what changes."""
    assert desk(data, SAMPLE, "--limit", 1, "--dry-run") == 0
    out = capsys.readouterr().out
    assert f"--- /dev/null\n+++ data/calls/{DRAFT}\n@@ -0,0 +1," in out
    assert "+publication: draft\n" in out
    assert "Import (nothing was written)" in out
    assert drafts(data) == []
    desk(data, SAMPLE, "--limit", 1)
    aid = json.loads(SAMPLE.read_text("utf-8"))["results"][0]
    changed = data.parent / "changed.json"
    changed.write_text(json.dumps({**aid, "is_call_for_project": False}), encoding="utf-8")
    capsys.readouterr()
    before = (data / "calls" / DRAFT).read_bytes()
    assert desk(data, changed, "--dry-run") == 0
    out = capsys.readouterr().out
    assert f"--- data/calls/{DRAFT}\n" in out
    assert "-kind: AAP\n+kind: scheme\n" in out
    assert (data / "calls" / DRAFT).read_bytes() == before


def test_api(data: Path, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    """The API is asked page by page with the filters that were given; the key stays unseen."""
    api.aids = json.loads(SAMPLE.read_text("utf-8"))["results"][:4]
    assert (
        desk(
            data, "--token-env", "AT_KEY", "--url", api.address, "--keyword", "santé",
            "--audience", "private-sector", "--audience", "researcher", "--category", "sante",
            "--type", "grant", "--perimeter", "REG-53", "--calls-only",
            "--published-after", "2026-01-01",
        )
        == 0
    )  # fmt: skip
    assert len(drafts(data)) == 4
    query = api.asked[-1].query
    assert {name: values for name, values in query.items() if name != "itemsPerPage"} == {
        "keyword": ["santé"],
        "organization_type_slugs": ["private-sector", "researcher"],
        "category_slugs": ["sante"],
        "aid_type_slugs": ["grant"],
        "perimeter_id": ["8"],
        "call_for_projects_only": ["true"],
        "published_after": ["2026-01-01"],
    }
    shown = capsys.readouterr()
    assert "token-1" not in shown.out + shown.err


@pytest.mark.parametrize(("given", "wanted"), [("70973", "70973"), ("Bretagne", "8")])
def test_perimeter(data: Path, api: Api, given: str, wanted: str) -> None:
    """A place is given by our id, by its name, or by the API's id."""
    assert desk(data, "--token-env", "AT_KEY", "--url", api.address, "--perimeter", given) == 0
    assert api.asked[-1].query["perimeter_id"] == [wanted]


@pytest.mark.parametrize(("limit", "pages"), [(3, 1), (150, 2), (250, 3)])
def test_limit(
    data: Path, api: Api, limit: int, pages: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """No more pages are asked for than the limit needs."""
    api.aids = [{"id": number} for number in range(220)]
    desk(data, "--token-env", "AT_KEY", "--url", api.address, "--limit", limit)
    assert api.paths().count("GET /api/aids/") == pages
    assert figures(capsys.readouterr().out)["aids read"] == min(limit, 220)


def test_no_count(data: Path, api: Api) -> None:
    """A server that does not say how many aids there are is read to the end."""
    api.aids, api.count = [{"id": number} for number in range(150)], 0
    assert desk(data, "--token-env", "AT_KEY", "--url", api.address) == 1
    assert api.paths().count("GET /api/aids/") == 2


def test_failure_in_the_middle(data: Path, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    """A second page that cannot be read leaves the folder as it was."""
    api.aids = json.loads(SAMPLE.read_text("utf-8"))["results"] * 20

    def script(_api: Api, asked: Asked) -> Answer | None:
        return (500, {}, b"") if asked.query.get("page") == ["2"] else None

    api.script = script
    before = {path: path.read_bytes() for path in data.rglob("*.yml")}
    assert desk(data, "--token-env", "AT_KEY", "--url", api.address) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data.rglob("*.yml")} == before


@pytest.mark.parametrize("key", [None, "", " ", "é", "a\nb"])
def test_no_key(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str | None
) -> None:
    """A variable without a key is told by its name."""
    if key is None:
        monkeypatch.delenv("AT_KEY")
    else:
        monkeypatch.setenv("AT_KEY", key)
    assert desk(data, "--token-env", "AT_KEY") == 1
    assert "The variable AT_KEY holds no key" in capsys.readouterr().err


def test_broken_file(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is told."""
    assert desk(data, tmp_path / "no.json") == 1
    assert "name another file\nNothing was written." in capsys.readouterr().err


def test_broken_data(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes of the desk are told first, with their places."""
    (data / "imports" / "aides-territoires.yml").write_text("address: x\n", encoding="utf-8")
    assert desk(data, SAMPLE) == 1
    assert (
        "imports/aides-territoires.yml:1:10: This is not a web address" in capsys.readouterr().err
    )
    assert drafts(data) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--token-env"],
        ["a.json", "--token-env", "X"],
        ["a.json", "b.json"],
        ["a.json", "--limit", "0"],
        ["a.json", "--limit", "x"],
        ["a.json", "--published-after", "hier"],
    ],
)
def test_usage(data: Path, arguments: list[str]) -> None:
    """One source is named, and numbers and days are such."""
    with pytest.raises(SystemExit):
        desk(data, *arguments)


def test_in_the_command_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m desk import` runs it."""
    assert cli.main(["import", "aides-territoires", "no.json", "--root", str(data.parent)]) == 1
    assert "no.json cannot be read" in capsys.readouterr().err
