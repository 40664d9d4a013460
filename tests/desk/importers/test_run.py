"""A whole import, without the network: drafts that pass the check, and an editor's work kept."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desk.check import check
from desk.importers import run
from desk.importers.log import Level
from desk.importers.run import Place, Plan, make_plan, open_place, write
from desk.importers.trial import try_out

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = dt.date(2026, 11, 22)
CALL = "calls/exemple-experimenter-la-telesante-en-bretagne.yml"


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def imported(place: Place, raw: Iterable[object], **options: bool) -> Plan:
    """Import, and give the plan that was written."""
    plan = make_plan(place, raw, **options)
    write(place, plan)
    return plan


def told(plan: Plan, level: Level = Level.WARNING) -> list[str]:
    return [entry.what for entry in plan.log.entries if entry.level >= level]


def edit(place: Place, old: str, new: str, path: str = CALL) -> None:
    file = place.data / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sample(place: Place, sample: list[dict[str, Any]]) -> None:
    """Of ten aids, eight become drafts that the check accepts; two are left out with a reason."""
    plan = imported(place, sample)
    assert (plan.count(new=True), plan.count(new=False), plan.left_out) == (8, 0, 2)
    mistakes = check(place.data, None, DAY).mistakes
    assert [one for one in mistakes if "/exemple-" in one.path] == []
    errors = [entry for entry in plan.log.entries if entry.level is Level.ERROR]
    assert {entry.aid for entry in errors} == {"900008", "900010"}


def test_drafts_are_on_no_page(tmp_path: Path, sample: list[dict[str, Any]]) -> None:
    """Imported into the whole real desk, drafts leave it without mistakes, and are on no page."""
    root = Path(__file__).resolve().parents[3]
    shutil.copytree(root / "data", tmp_path / "data")
    opened = open_place(tmp_path / "data", "aides-territoires", DAY)
    assert isinstance(opened, Place)
    before = check(opened.data, root / "docs", DAY)
    plan = imported(opened, sample, create_organisations=True)
    after = check(opened.data, root / "docs", DAY)
    assert after.mistakes == ()
    assert before.desk is not None
    assert after.desk is not None
    new = {Path(path).stem for path in plan.files}
    assert new <= after.records["calls"].keys() | after.records["organisations"].keys()
    assert after.desk.calls.keys() == before.desk.calls.keys()
    assert after.desk.organisations.keys() == before.desk.organisations.keys()
    assert set(after.book.by_page) == set(before.book.by_page)


def test_twice(place: Place, sample: list[dict[str, Any]]) -> None:
    """The same import a second time, and a month later, changes no byte."""
    imported(place, sample)
    before = content(place.data)
    later = open_place(place.data, place.source, dt.date(2026, 12, 22))
    assert isinstance(later, Place)
    for again in (place, later):
        plan = imported(again, sample)
        assert plan.files == {}
        assert (plan.unchanged, plan.left_out) == (8, 2)
        assert content(place.data) == before


def test_change_at_the_source(place: Place, sample: list[dict[str, Any]]) -> None:
    """What changed at the source changes, with the day of the import, and nothing else does."""
    imported(place, sample)
    before = content(place.data)
    changed = {
        **sample[0],
        "submission_deadline": "2027-03-31",
        "date_updated": "2026-11-20T00:00:00+00:00",
    }
    later = open_place(place.data, place.source, dt.date(2026, 12, 1))
    assert isinstance(later, Place)
    plan = imported(later, [changed, *sample[1:]])
    assert list(plan.files) == [CALL]
    assert plan.count(new=False) == 1
    lines = set((place.data / CALL).read_text("utf-8").splitlines())
    new = lines - set(before[CALL].decode().splitlines())
    assert {re.sub(r": [0-9a-f]{12}$", ":", line.strip()) for line in new} == {
        "updated: 2026-11-20",
        "schedule: {mode: dated, opens: 2026-10-01, closes: 2027-03-31}",
        "imported_on: 2026-12-01",
        "updated:",
        "schedule.closes:",
    }
    assert not [
        one
        for one in check(place.data, None, dt.date(2026, 12, 1)).mistakes
        if one.path.endswith(CALL)
    ]


def test_editor(place: Place, sample: list[dict[str, Any]]) -> None:
    """What an editor changed, added, locked, commented stays through any later import."""
    imported(place, sample)
    edit(place, "title: {fr: 'Exemple : expérimenter la télésanté en Bretagne'}",
         "# Relu le 22.\ntitle:\n    fr: Mon titre   # plus court\n    en: My title")  # fmt: skip
    edit(
        place,
        "translation: {source: fr, other: missing}",
        "translation:   {source: fr, other: missing} # bientôt",
    )
    edit(place, "summary:\n", "summary:\n  en: A summary.\n")
    edit(place, "nature: [grant]", "nature:  [ grant, prize ]")
    edit(
        place,
        "  imported_on: 2026-11-22\n",
        "  imported_on: 2026-11-22\n  locked: [schedule, body]\n",
    )
    edit(place, "publication: draft\n", "verified_on: 2026-11-22\n")
    before = (place.data / CALL).read_text("utf-8")
    changed = {
        **sample[0],
        "name": "Autre nom",
        "slug": "autre-nom",
        "url": "/aides/autre-nom/",
        "aid_types_full": [{"id": 7, "name": "Prêt", "group": None}],
        "submission_deadline": "2027-03-31",
        "start_date": None,
        "description": "<p>Cet appel inventé a maintenant un tout autre texte, plus court.</p>",
    }
    plan = imported(place, [changed])
    after = (place.data / CALL).read_text("utf-8")
    kept = [line for line in before.splitlines() if line in after.splitlines()]
    gone = [line for line in before.splitlines() if line not in kept]
    assert not any(
        line.startswith(("#", "title", "    fr", "    en: My", "translation", "  en: A summary", "nature", "schedule"))
        for line in gone
    )  # fmt: skip
    assert "Cet appel inventé a maintenant" in after
    assert after.count("Cet appel inventé a maintenant") == 1  # in the summary: the body is locked
    assert "locked: [schedule, body]" in after
    assert "slug: autre-nom" in after
    said = told(plan, Level.INFO)
    assert any("is published; this changes: summary.fr, sources" in one for one in said)
    assert "The text changed, its translation did not" in said
    assert sum("it is locked" in one for one in said) == 3
    assert sum("an editor wrote it" in one for one in said) == 2
    assert not imported(place, [changed]).files


def test_renamed_file(place: Place, sample: list[dict[str, Any]]) -> None:
    """A draft that got another name is still the aid's."""
    imported(place, sample[:1])
    (place.data / CALL).rename(place.data / "calls" / "telesante-bretagne.yml")
    assert imported(place, sample[:1]).unchanged == 1


def test_archived(place: Place, sample: list[dict[str, Any]]) -> None:
    """An archived call is left as it is."""
    imported(place, sample[:1])
    edit(place, "publication: draft", "publication: archived")
    plan = imported(place, [{**sample[0], "name": "Autre"}])
    assert (plan.archived, plan.files) == (1, {})


def test_conflict(place: Place, sample: list[dict[str, Any]]) -> None:
    """A change at the source that the check would refuse beside an editor's is left out, and told."""
    imported(place, sample[:1])
    edit(place, "opens: 2026-10-01", "opens: 2027-01-01")
    before = content(place.data)
    plan = imported(place, [{**sample[0], "submission_deadline": "2026-12-24"}])
    assert plan.left_out == 1
    assert any("It closes (2026-12-24) before it opens (2027-01-01)" in one for one in told(plan))
    assert content(place.data) == before


def test_unspliceable(place: Place, sample: list[dict[str, Any]]) -> None:
    """A file that cannot be changed field by field is left as it is, and told."""
    imported(place, sample[:1])
    text = (place.data / CALL).read_text("utf-8")
    indented = "".join(
        f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True)
    )
    (place.data / CALL).write_text(indented, encoding="utf-8")
    plan = imported(place, [{**sample[0], "is_call_for_project": False}])
    assert plan.left_out == 1
    assert any("cannot be changed by a program" in one for one in told(plan))
    assert (place.data / CALL).read_text("utf-8") == indented


def test_doubles(place: Place, sample: list[dict[str, Any]]) -> None:
    """An aid that is given twice is taken once; two of one name are two files."""
    plan = imported(place, [sample[0], {**sample[0], "id": 5}, sample[0]])
    assert sorted(plan.files) == [CALL.replace(".yml", "-5.yml"), CALL]
    assert any("twice" in one for one in told(plan, Level.INFO))
    assert any(f"data/{CALL} names the same page" in one for one in told(plan)) is False


def test_twin(place: Place, sample: list[dict[str, Any]]) -> None:
    """A call of ours that names the same official page is told."""
    with (place.data / "calls" / "aap-i-nov-sante-numerique.yml").open(
        "a", encoding="utf-8"
    ) as file:
        file.write("apply: {url: 'https://bretagne.example/appels/telesante'}\n")
    plan = make_plan(place, sample[:1])
    assert "data/calls/aap-i-nov-sante-numerique.yml names the same page" in told(plan)


def test_organisations(place: Place, sample: list[dict[str, Any]]) -> None:
    """Unknown funders become drafts when that is asked for; the next import knows them."""
    plan = imported(place, sample[:4], create_organisations=True)
    new = sorted(path for path in plan.files if path.startswith("organisations/"))
    assert new[0] == "organisations/agence-imaginaire-du-numerique.yml"
    assert (place.data / new[0]).read_text("utf-8") == (
        "title: Agence imaginaire du numérique\nspellings: [AIN]\npublication: draft\nkind: agency\n"
        "origin: {source: aides-territoires, id: backer-2, imported_on: 2026-11-22}\n"
    )
    assert "{org: agence-imaginaire-du-numerique, role: instructor}" in (
        place.data / CALL
    ).read_text("utf-8")
    assert not imported(place, sample[:4]).files


def test_funder_found_later(place: Place, sample: list[dict[str, Any]]) -> None:
    """A funder whose name was written among the spellings of an organisation joins the call."""
    imported(place, sample[:1])
    edit(
        place,
        "title: Bpifrance\n",
        "title: Bpifrance\nspellings: [Agence imaginaire du numérique]\n",
        "organisations/bpifrance.yml",
    )
    imported(place, sample[:1])
    text = (place.data / CALL).read_text("utf-8")
    assert "{org: bpifrance, role: instructor}" in text
    assert "nomme aussi" not in text


def test_wrong_organisation(
    place: Place, sample: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new organisation that the check refuses is left out, with the aid that names it."""
    tables = place.tables.model_copy(
        update={"organisations": place.tables.organisations.model_copy(update={"kind": "nothing"})}
    )
    monkeypatch.setattr(run, "write_all", None)
    place = Place(
        data=place.data, source=place.source, as_of=DAY, tables=tables, foundation=place.foundation
    )
    plan = make_plan(place, sample[:1], create_organisations=True)
    assert plan.files == {}
    assert plan.left_out == 1
    assert any("“nothing” is not in" in one for one in told(plan))


def test_broken_place(data: Path) -> None:
    """Tables and calls that have mistakes are told first: an aid might stand in such a call."""
    (data / "calls" / "broken.yml").write_text("title: [\n", encoding="utf-8")
    found = open_place(data, "aides-territoires", DAY)
    assert isinstance(found, list)
    assert [one.path for one in found] == [f"{data.as_posix()}/calls/broken.yml"]
    (data / "calls" / "broken.yml").unlink()
    tables = data / "imports" / "aides-territoires.yml"
    tables.write_text(tables.read_text("utf-8").replace("[grant]", "[grants]"), encoding="utf-8")
    found = open_place(data, "aides-territoires", DAY)
    assert isinstance(found, list)
    assert "“grants” is not in data/vocabulary/natures.yml" in found[0].what
    tables.unlink()
    assert isinstance(open_place(data, "aides-territoires", DAY), list)
    (data / "desk.yml").unlink()
    assert isinstance(open_place(data, "aides-territoires", DAY), list)


def test_trial_touches_nothing(place: Place) -> None:
    """What is tried is not written, and only its own mistakes are told."""
    before = content(place.data)
    found = try_out(
        place.data, {"calls/x.yml": b"title: A\n", "podcasts/y.yml": b"title: A\n"}, DAY
    )
    assert set(found) == {"calls/x.yml", "podcasts/y.yml"}
    assert content(place.data) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("locked: [schedule.closes, title]", "locked: [schedule.closes, title]", []),
        ("locked: [schedule.closes, title]", "locked: [shedule]", ["“shedule” is not a field of this record; write schedule"]),
        ("locked: [schedule.closes, title]", "locked: [qqq]", ["“qqq” is not a field of this record; write the name of a field, as title"]),
    ],
)  # fmt: skip
def test_locked_names(
    place: Place, sample: list[dict[str, Any]], old: str, new: str, told: list[str]
) -> None:
    """What is locked is a field of the record: a misspelt one would protect nothing."""
    imported(place, sample[:1])
    edit(place, "  imported_on: 2026-11-22\n", f"  imported_on: 2026-11-22\n  {old}\n")
    edit(place, old, new)
    found = [one for one in check(place.data, None, DAY).mistakes if one.path.endswith(CALL)]
    assert [f"{one.what}; {one.fix}" for one in found] == told
