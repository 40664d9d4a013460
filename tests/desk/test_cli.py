"""What `python -m desk` prints, and with which exit code it ends."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from makers import Folder

from desk import addresses, cli
from desk.cli import main
from desk.project import Project, skeleton_digest
from desk.render import PAGE_HOLES, SHELL_HOLES
from desk.search import outputs
from desk.search.engine import SearchError
from desk.shell import mark
from desk.skeleton import Skeleton

ROOT = Path(__file__).resolve().parents[2]
MAKER = "data/organisations/maker.yml"


@pytest.fixture
def here(small: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The small desk, in the working directory, on its day."""
    monkeypatch.chdir(small.root)
    monkeypatch.setenv("DESK_AS_OF", "2026-11-22")
    return small


# ------------------------------------------------------------------ check


def test_check_without_mistakes(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Without mistakes, `check` says so and ends with 0."""
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("No mistake found.\n", "")


def test_check_for_people(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` shows the line, a mark under the place and what to write, and ends with 1."""
    here.replace(MAKER, "kind: company", "kind: compagny")
    here.replace("docs/fr/index.md", "call:sites", "call:site")
    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        f"{MAKER}:2:7: “compagny” is not in data/vocabulary/organisation_kinds.yml\n"
        "    kind: compagny\n"
        "          ^\n"
        "    → write company\n"
        "\n"
        "docs/fr/index.md:9:1: The link “call:site” leads nowhere\n"
        "    Voir [l’appel](call:site).\n"
        "    ^\n"
        "    → write call:sites\n"
        "\n"
        "2 mistakes to put right.\n"
    )


def test_check_for_github(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """GitHub gets one workflow command a mistake, and the exit code is the same."""
    here.add(MAKER, "colour: red\n")
    assert main(["check", "--format", "github"]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line == (f"::error file={MAKER},line=5,col=1::“colour” is not a field here; write url:")


def test_check_for_programs(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get a list of objects; an empty one when there is no mistake."""
    assert main(["check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    here.add(MAKER, "colour: red\n")
    assert main(["check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": MAKER,
            "line": 5,
            "column": 1,
            "what": "“colour” is not a field here",
            "fix": "write url:",
        }
    ]


def test_check_for_a_day(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """`--as-of` is the day for which dates are still to come or not."""
    assert main(["check", "--as-of", "2026-10-31", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {mistake["what"] for mistake in found} == {"2026-11-01 is still to come"}
    assert len(found) == 4
    assert main(["check", "--as-of", "2026-11-01"]) == 0


def test_check_of_no_day(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no day is refused before anything is read."""
    with pytest.raises(SystemExit) as caught:
        main(["check", "--as-of", "tomorrow"])
    assert caught.value.code == 2
    assert "“tomorrow” is not a day; write 2026-03-17" in capsys.readouterr().err


def test_check_elsewhere(
    small: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--data` names a folder anywhere; the pages beside it are checked too."""
    monkeypatch.setenv("DESK_AS_OF", "2026-11-22")
    small.add("docs/fr/index.md", "<!-- desk:zzz a -->\n")
    assert main(["check", "--data", str(small.root / "data")]) == 1
    assert f"{small.root}/docs/fr/index.md:10:1:" in capsys.readouterr().out


def test_check_other_pages(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """`--docs` names pages that do not lie beside the data."""
    (here.root / "docs").rename(here.root / "pages")
    here.add("pages/fr/index.md", "<!-- desk:zzz a -->\n")
    assert main(["check"]) == 0
    assert main(["check", "--docs", "pages"]) == 1
    assert "pages/fr/index.md:10:1:" in capsys.readouterr().out


def test_check_knows_the_blocks(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Markers name blocks of the project, where it has some."""
    here.add("docs/fr/index.md", "<!-- desk:numbrs -->\n")
    assert main(["check"]) == 0
    here.put("overrides/desk/blocks/numbers.html", "")
    assert main(["check"]) == 1
    assert "There is no block “numbrs”\n" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--data", "--docs"])
def test_check_of_no_folder(here: Folder, capsys: pytest.CaptureFixture[str], option: str) -> None:
    """A folder that does not exist is told, and the exit code is 1."""
    assert main(["check", option, "nowhere"]) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("nowhere: there is no such folder")
    assert option in error


@pytest.mark.parametrize("arguments", [[], ["publish"], ["check", "--format", "xml"]])
def test_unknown_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is no command or option ends with 2 and tells what there is."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m desk" in capsys.readouterr().err


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` names every command with what it does."""
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert all(command in told for command in ("check", "build", "due", "paths", "addresses"))


def test_as_a_module(here: Folder) -> None:
    """`python -m desk check` is the same command, and its exit code reaches the shell."""
    here.add(MAKER, "colour: red\n")
    run = subprocess.run(
        [sys.executable, "-m", "desk", "check", "--data", str(here.root / "data")],
        cwd=ROOT / "hooks",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout.endswith("1 mistake to put right.\n")


# ------------------------------------------------------------------ due


def test_due(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """`due` lists what is overdue and what soon will be, by day, with the file."""
    here.add(MAKER, "verified_on: 2026-11-01\nverify_every_days: 30\n")
    here.add("data/calls/sites.yml", "verified_on: 2026-11-01\nverify_every_days: 10\n")
    assert main(["due"]) == 0
    assert capsys.readouterr().out == (
        "2026-11-11  overdue  data/calls/sites.yml  Appel des sites\n"
        f"2026-12-01  due      {MAKER}  Maker\n"
        "1 overdue, 1 due within 60 days\n"
    )
    assert main(["due", "--days", "5", "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().out.endswith("1 overdue, 0 due within 5 days\n")


def test_due_as_a_table(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """For spreadsheets there is CSV with a head."""
    here.add(MAKER, "verified_on: 2026-11-01\nverify_every_days: 30\n")
    assert main(["due", "--format", "csv"]) == 0
    assert capsys.readouterr().out == (f"day,state,file,title\n2026-12-01,due,{MAKER},Maker\n")


# ------------------------------------------------------------------ paths


def test_paths(
    guided: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`paths` draws all paths, or the one that is named; a name that none has is told."""
    monkeypatch.chdir(guided.root)
    monkeypatch.setenv("DESK_AS_OF", "2026-11-22")
    assert main(["paths"]) == 0
    drawn = capsys.readouterr().out
    assert drawn.startswith("start: Départ\n  ? first: Un · sme\n")
    assert main(["paths", "start"]) == 0
    assert capsys.readouterr().out == drawn
    assert main(["paths", "strat"]) == 1
    assert capsys.readouterr().err == "There is no path “strat”; write start\n"
    assert main(["paths", "zzz"]) == 1
    assert capsys.readouterr().err == "There is no path “zzz”; write start\n"


@pytest.mark.parametrize("command", ["due", "paths", "addresses"])
def test_mistakes_come_first(
    command: str, here: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the data have mistakes, these are told instead, and the command ends with 1."""
    here.replace(MAKER, "kind: company", "kind: compagny")
    assert main([command]) == 1
    assert "compagny" in capsys.readouterr().err


# ------------------------------------------------------------------ addresses


def test_addresses(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """`addresses` lists what is new, and says how many these are."""
    assert main(["addresses"]) == 0
    assert capsys.readouterr().out == "12 new addresses\n"
    assert "/en/calls/sites/" in addresses.published(here.root / "data" / addresses.PUBLISHED)
    assert main(["addresses", "--root", "."]) == 0
    assert capsys.readouterr().out == "0 new addresses\n"


def test_addresses_with_mistakes(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """With mistakes in the data nothing is listed."""
    here.add(MAKER, "colour: red\n")
    assert main(["addresses"]) == 1
    assert "1 mistake to put right." in capsys.readouterr().err
    assert not (here.root / "data" / addresses.PUBLISHED).exists()


# ------------------------------------------------------------------ build


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The second desk with our templates, and a skeleton as MkDocs would have left it."""
    root = tmp_path / "desk"
    shutil.copytree(ROOT / "tests/second_desk", root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    return Project(root=root, site=root / "site")


def save_skeleton(project: Project) -> None:
    shell = "<article>" + " ".join(mark(name) for name in sorted(SHELL_HOLES)) + "</article>"
    page = "<article>" + " ".join(mark(name) for name in sorted(PAGE_HOLES)) + "</article>"
    pages = [path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*.md")]
    Skeleton(
        digest=skeleton_digest(project),
        shells={(lang, kind): shell for lang in ("en", "de") for kind in ("call", "organisation")},
        pages=dict.fromkeys(pages, page),
        files={"assets/style.css": b"/* */"},
    ).save(project.cache)


def build(project: Project) -> int:
    return main(["build", "--root", str(project.root), "--as-of", "2026-11-22"])


def test_build_stamps(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """With a skeleton at hand `build` starts no MkDocs: it publishes, and tells what changed."""
    save_skeleton(project)
    assert build(project) == 0
    assert (project.site / "grants/soil-sensors/index.html").is_file()
    assert (project.site / "de/stellen/upland-school/index.html").is_file()
    assert (project.site / "assets/style.css").read_bytes() == b"/* */"
    count = sum(path.is_file() for path in project.site.rglob("*"))
    assert capsys.readouterr().out == f"{project.site}: {count} files, {count} changed, 0 deleted\n"


def test_build_twice(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was touched there is nothing to do; one edited record changes its pages."""
    save_skeleton(project)
    assert build(project) == 0
    capsys.readouterr()
    assert build(project) == 0
    assert capsys.readouterr().out == f"{project.site}: nothing to do\n"
    record = project.data / "organisations/upland-school.yml"
    record.write_text(record.read_text(encoding="utf-8") + "url: https://school.example/\n")
    assert build(project) == 0
    told = capsys.readouterr().out
    changed = re.search(r" (\d+) changed, (\d+) deleted\n", told)
    assert changed is not None
    # Its two pages, and of the search its own text and what refers to that.
    assert 2 < int(changed[1]) < 16
    assert int(changed[2]) < 8


def test_a_build_without_the_search_engine(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published, and the reason is told."""
    save_skeleton(project)

    def missing(*_given: object) -> object:
        raise SearchError("The search engine is not installed")

    monkeypatch.setattr(outputs, "index", missing)
    assert build(project) == 1
    assert "The search engine is not installed" in capsys.readouterr().err
    assert not project.site.exists()


def test_build_with_mistakes(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """With mistakes in a record nothing is published, and every mistake is told."""
    save_skeleton(project)
    record = project.data / "organisations/upland-school.yml"
    record.write_text(record.read_text(encoding="utf-8") + "colour: red\n")
    assert build(project) == 1
    assert "1 mistake to put right." in capsys.readouterr().err
    assert not project.site.exists()


@pytest.mark.parametrize("code", [0, 1])
def test_build_starts_mkdocs(project: Project, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Without a skeleton `build` starts MkDocs, strict, for the same day, and ends as it does."""
    started = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        started.append((command, options))
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(cli.subprocess, "run", run)
    site = project.root / "elsewhere"
    arguments = ["--root", str(project.root), "--site", str(site), "--as-of", "2026-11-22"]
    assert main(["build", *arguments]) == code
    [(command, options)] = started
    assert command == [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(project.root / "mkdocs.yml"),
        "--site-dir",
        str(site),
    ]
    assert options["env"]["DESK_AS_OF"] == "2026-11-22"
    assert options["check"] is False


def test_an_old_skeleton_is_not_used(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a template, a page or a list, MkDocs renders anew."""
    save_skeleton(project)
    page = project.docs / "en/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    monkeypatch.setattr(
        cli.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 7)
    )
    assert build(project) == 7
    assert not project.site.exists()
