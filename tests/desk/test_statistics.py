"""Statistics: what is counted, of whom, and that two populations are never mixed."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from makers import DAY

from desk.check import Checked, check
from desk.machines.statistics import statistic_table, statistics_files, table_address
from desk.statistics import COUNTED, Row, Statistic, statistic, statistics
from desk.texts import plain

if TYPE_CHECKING:
    from makers import Folder

    from desk.words import Words

ROOT = Path(__file__).resolve().parents[2]
LAUREATE = "data/laureates/alpha.yml"
CALL = "data/calls/sites.yml"


@pytest.fixture(scope="module")
def real() -> Checked:
    """This project's own desk."""
    checked = check(ROOT / "data", ROOT / "docs", DAY)
    assert checked.desk is not None
    return checked


@pytest.fixture(scope="module")
def english(real: Checked) -> Words:
    """This project's words in English: a small desk has too few of its own."""
    return real.words["en"]


def count(name: str, folder: Folder, words: Words) -> Statistic:
    """Give a statistic of a small desk."""
    found = statistic(name, folder.desk(), words)
    assert found is not None
    return found


def rows(found: Statistic) -> list[tuple[str, tuple[float | None, ...], bool]]:
    """Give the id of each line, its numbers, and whether it is that of the unknown."""
    return [(row.id, row.values, row.open) for row in found.rows]


def more(folder: Folder, name: str, text: str) -> None:
    """Write one more laureate."""
    folder.put(
        f"data/laureates/{name}.yml", f"title: {name}\nprogramme: plan\nholder: maker\n{text}"
    )


# ------------------------------------------------------------------ one statistic


def test_by_call(small: Folder, english: Words) -> None:
    """Laureates are counted by call, those of unknown call last; each bar has a part a funder."""
    small.add(LAUREATE, "funder: state\n")
    more(small, "beta", "call: sites\n")
    more(small, "gamma", "")
    found = count("by-call", small, english)
    assert rows(found) == [
        ("sites", (1, 1, 66.7), False),
        ("unknown", (0, 1, 33.3), True),
    ]
    assert [column.mark for column in found.series] == ["strong", "open"]
    assert found.known == "Known for 2 of 3."
    assert found.reading == "Most laureates: Sites call (2)."
    assert found.total == (1, 2, 100.0)
    assert found.chart is not None
    assert [[part.mark for part in bar] for bar in found.chart.bars] == [
        ["strong", "open"],
        ["open"],
    ]


def test_a_draft_call_is_an_unknown_one(small: Folder, english: Words) -> None:
    """A laureate whose call is a draft is counted all the same, as one of unknown call."""
    for language in ("fr", "en"):
        small.remove(f"docs/{language}/index.md")
    small.add(CALL, "publication: draft\n")
    assert rows(count("by-call", small, english)) == [("unknown", (1, 100.0), True)]
    assert rows(count("by-wave", small, english)) == [("unknown", (1, 100.0), True)]


def test_by_wave(small: Folder, english: Words) -> None:
    """Waves of all calls stand side by side; a wave without laureates has no line."""
    more(small, "beta", "call: sites\n")
    found = count("by-wave", small, english)
    assert rows(found) == [("sites-wave-1", (1, 50.0), False), ("unknown", (1, 50.0), True)]
    assert found.rows[0].label == "Sites call, Wave 1"


def test_all_waves_known(small: Folder, english: Words) -> None:
    """Where nothing is unknown there is no line for it."""
    assert rows(count("by-wave", small, english)) == [("sites-wave-1", (1, 100.0), False)]


@pytest.mark.parametrize(
    ("facet", "field", "value"),
    [
        ("funder", "funder", "state"),
        ("region", "region", "REG-53"),
        ("theme", "theme", "general"),
        ("constitution", "constitution", "consortium"),
    ],
)
def test_by_facet(small: Folder, english: Words, facet: str, field: str, value: str) -> None:
    """Laureates are counted by what their directory is narrowed by, and lead there."""
    small.add(LAUREATE, f"{field}: {value}\n")
    more(small, "beta", "")
    more(small, "gamma", "")
    found = count(f"by-{facet}", small, english)
    assert rows(found) == [(value, (1, 33.3), False), ("unknown", (2, 66.7), True)]
    assert {row.facet for row in found.rows} == {facet}
    assert found.known == "Known for 1 of 3."
    assert found.whom.size == 3


def test_nothing_known(small: Folder, english: Words) -> None:
    """Where a fact is known of nobody, the statistic says so and leads to nobody."""
    found = count("by-region", small, english)
    assert rows(found) == [("unknown", (1, 100.0), True)]
    assert found.reading == "The sources do not say it of any laureate."


def test_leaders_that_are_equal(small: Folder, english: Words) -> None:
    """Those that lead together are named together, each with its number."""
    small.add("data/vocabulary/regions.yml", "REG-11: {fr: Île-de-France, en: Île-de-France}\n")
    more(small, "beta", "region: REG-53\n")
    more(small, "gamma", "region: REG-11\n")
    reading = count("by-region", small, english).reading
    assert isinstance(reading, str)
    assert reading.endswith("most often: Île-de-France (1) and Brittany (1).")


def test_by_size(small: Folder, english: Words) -> None:
    """A consortium is its holder and the partners that are named; sizes double from line to line."""
    for number in range(4):
        small.put(f"data/organisations/p{number}.yml", f"title: P{number}\nkind: company\n")
    partners = "".join(f"  - {{org: p{number}, role: partner}}\n" for number in range(4))
    more(small, "beta", f"partners:\n{partners}")
    more(small, "gamma", "")
    found = count("by-size", small, english)
    assert rows(found) == [
        ("2-2", (1, 33.4), False),
        ("3-4", (0, 0.0), False),
        ("5-8", (1, 33.3), False),
        ("unknown", (1, 33.3), True),
    ]
    assert found.reading == (
        "Half of the consortia whose partners are named have 3.5 organisations or fewer; "
        "the largest has 5."
    )


def test_no_size(small: Folder, english: Words) -> None:
    """Without any partner that is named, no size is known."""
    small.replace(LAUREATE, "partners:\n  - {org: agency, role: co_lead}\n", "")
    found = count("by-size", small, english)
    assert rows(found) == [("unknown", (1, 100.0), True)]
    assert statistic("by-partner", small.desk(), english) is None


def test_by_partner(small: Folder, english: Words) -> None:
    """Organisations in two projects or more are listed, once a project; the others are counted."""
    partner = "partners: [{org: agency, role: partner}, {org: agency, role: co_lead}"
    more(small, "beta", partner + ", {org: maker, role: partner}]\n")
    found = count("by-partner", small, english)
    assert [(row.id, row.values, row.collection) for row in found.rows] == [
        ("agency", (2,), "organisations")
    ]
    assert found.reading == (
        "In the lead: Agency (2); 1 other organisations are partners in one project only."
    )
    assert found.known == "Partners named for 2 of 2 laureates."
    assert found.total == ()


def test_no_frequent_partner(small: Folder, english: Words) -> None:
    """Where every organisation is a partner once, the sentence says it, and nothing is drawn."""
    found = count("by-partner", small, english)
    assert found.rows == ()
    assert found.chart is None
    assert found.reading == ("No organisation is a partner in more than one project; 1 are once.")


def test_by_success(small: Folder, english: Words) -> None:
    """Success rates stand on the scale of 100, highest first, with both numbers."""
    small.put(
        "data/calls/next.yml", small.text(CALL).replace("  - wave: wave-1\n    unit", "  - unit")
    )
    small.replace(
        "data/calls/next.yml", "candidates: 83\n    laureates: 1", "candidates: 2\n    laureates: 2"
    )
    found = count("by-success", small, english)
    assert [(row.label, row.values) for row in found.rows] == [
        ("Sites call (projects)", (2, 2, 100.0)),
        ("Sites call, Wave 1 (projects)", (83, 1, 1.2)),
    ]
    assert found.known == "Both numbers are known for 2 of 2 calls."
    assert found.reading == "Depending on the call, 1.2% to 100% of applications are selected."
    assert (found.whom.size, found.whom.as_of, found.unit) == (2, None, "percent")


def test_success_of_one_day(small: Folder, english: Words) -> None:
    """Numbers that are all of one day have that day."""
    small.replace(CALL, "    laureates: 1\n", "    laureates: 1\n    as_of: 2022-11\n")
    assert str(count("by-success", small, english).whom.as_of) == "2022-11"
    assert count("by-success", small, english).whom.dated == "Data as of November 2022."


def test_nothing_to_count(small: Folder, english: Words) -> None:
    """A desk without laureates and selections has no statistic, and no name gives one."""
    small.add(LAUREATE, "publication: draft\n")
    small.replace(CALL, "    candidates: 83\n", "")
    desk = small.desk()
    assert list(statistics(desk, english)) == []
    assert statistic("by-moon", desk, english) is None


def test_records_without_a_day(small: Folder, english: Words) -> None:
    """Where no record says when it was updated, no day is made up."""
    small.replace(LAUREATE, "updated: 2026-11-01\n", "")
    whom = count("by-call", small, english).whom
    assert (whom.as_of, whom.dated) == (None, "")


# ------------------------------------------------------------------ distributions

SHARES = "data/statistics/size.yml"
DISTRIBUTION = """\
title: {fr: Taille, en: Size}
reading: {fr: a, en: b}
population: {label: {fr: les porteurs, en: the holders}, size: 445, unit: projects}
as_of: 2024-01-18
source: {document: report-2022}
categories:
  - {id: sme, label: {fr: PME, en: SMEs}, share: 73}
  - {id: micro, label: {fr: Micro, en: Micro}, share: 17}
rest: {fr: autres, en: others}
"""


@pytest.fixture
def published(small: Folder) -> Folder:
    """A small desk with a distribution that a source published."""
    small.replace(
        "data/desk.yml",
        "navigation:",
        "  statistics: {segment: {fr: stats, en: stats}}\nnavigation:",
    )
    small.put(SHARES, DISTRIBUTION)
    return small


def test_a_distribution(published: Folder, english: Words) -> None:
    """Shares are shown as published, on the scale of 100; what they leave out is a line of its own."""
    found = count("size", published, english)
    assert rows(found) == [("sme", (73,), False), ("micro", (17,), False), ("rest", (10,), True)]
    assert found.whom.counted == "445 projects"
    assert found.total == (100,)
    assert found.chart is not None
    assert [part.length for bar in found.chart.bars for part in bar] == [73.0, 17.0, 10.0]


def test_an_unknown_share(published: Folder, english: Words) -> None:
    """A share that the source does not give is unknown; nothing is worked out from the others."""
    published.replace(SHARES, "share: 17", "share: null")
    published.replace(SHARES, "rest: {fr: autres, en: others}\n", "")
    found = count("size", published, english)
    assert rows(found) == [("sme", (73,), False), ("micro", (None,), False)]
    assert found.total == ()
    published.replace(SHARES, "share: 73", "share: null")
    assert count("size", published, english).chart is None


def test_a_population_of_unknown_size(published: Folder, english: Words) -> None:
    """A population that the source does not count is said to be uncounted."""
    published.replace(SHARES, ", size: 445, unit: projects", "")
    whom = count("size", published, english).whom
    assert (whom.size, whom.counted) == (None, "number not stated")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "id: micro",
            "id: sme",
            "8:10: The category “sme” stands twice; give each category its own id",
        ),
        (
            "share: 17",
            "share: 30",
            "7:3: The shares add up to 103 per cent; check them: the whole is 100",
        ),
        (
            "rest: {fr: autres, en: others}\n",
            "",
            "1:1: The shares leave 10 per cent out; write rest:, what the source says of them "  # noqa: ISC004
            "or does not",
        ),
        ("share: 17", "share: 27", "9:7: The shares leave nothing out; take rest: away"),
    ],
)
def test_mistakes(published: Folder, old: str, new: str, told: str) -> None:
    """Each rule finds the one mistake that is planted against it, at its place."""
    published.replace(SHARES, old, new)
    assert published.mistakes() == [f"{SHARES}:{told}"]


# ------------------------------------------------------------------ two populations


def test_what_is_published_changes_nothing_that_is_counted(
    published: Folder, english: Words
) -> None:
    """The same records give the same counts, whatever a source published of its population."""
    desk = published.desk()
    counted = [statistic(name, desk, english) for name in COUNTED]
    published.replace(SHARES, "share: 73", "share: 1")
    published.replace(SHARES, "share: 17", "share: 2")
    desk = published.desk()
    assert [statistic(name, desk, english) for name in COUNTED] == counted


def test_what_is_counted_changes_nothing_that_is_published(
    published: Folder, english: Words
) -> None:
    """A distribution stays what its source published, however many laureates have a page."""
    before = count("size", published, english)
    more(published, "beta", "")
    assert count("size", published, english) == before


def test_each_statistic_is_of_one_population(real: Checked, english: Words) -> None:
    """No statistic of ours has the size, the day or the source of the 2024 mapping, or the reverse."""
    assert real.desk is not None
    for found in statistics(real.desk, english):
        documents = {source.document for source in found.whom.sources}
        assert ("two-years-article-2024" in documents) == (found.id not in COUNTED), found.id
        if found.id in COUNTED:
            assert found.whom.size in {len(real.desk.laureates), len(real.desk.calls)}
        else:
            assert found.whom.size in {445, 148, None}


def test_lines_add_up_to_the_population(real: Checked, english: Words) -> None:
    """Where the lines are parts of the laureates, every laureate is counted once, in one line."""
    assert real.desk is not None
    for name in COUNTED:
        found = statistic(name, real.desk, english)
        assert found is not None
        if not found.summed:
            continue
        counted = [
            sum(
                value or 0
                for value, column in zip(row.values, found.columns, strict=True)
                if column.unit == "count"
            )
            for row in found.rows
        ]
        assert sum(counted) == len(real.desk.laureates), name
        assert found.total[-1] == 100.0


def test_our_counts(real: Checked, english: Words) -> None:
    """The counts of this desk's records are those that its sources give."""
    assert real.desk is not None

    def counted(name: str) -> dict[str, Row]:
        found = statistic(name, real.desk, english)  # type: ignore[arg-type]
        assert found is not None
        return {row.id: row for row in found.rows}

    assert counted("by-call")["aap-evaluation-benefice-dmn-ia"].values[:2] == (6, 9)
    assert {key: row.values[0] for key, row in counted("by-funder").items()} == {
        "france-2030": 61,
        "grand-defi": 9,
        "unknown": 14,
    }
    assert counted("by-region")["unknown"].values[0] == 74
    assert counted("by-region")["REG-11"].values[0] == 3
    assert counted("by-partner")["ap-hp"].values == (4,)
    assert counted("by-success")["aap-i-nov-sante-numerique"].values == (45, 14, 31.1)


# ------------------------------------------------------------------ files


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_number_of_a_table_is_in_its_file(real: Checked, language: str) -> None:
    """A statistic's file has its lines and numbers, its population, its day and its sources."""
    assert real.desk is not None
    words = real.words[language]
    for found in statistics(real.desk, words):
        content = statistic_table(found, real.desk, words).decode()
        header, *lines = csv.reader(io.StringIO(content, newline=""))
        assert header[0] == found.heading
        assert len(header) == len(found.columns) + 5
        assert len(lines) == len(found.rows)
        for line, row in zip(lines, found.rows, strict=True):
            label = row.label if isinstance(row.label, str) else plain(row.label, language)
            assert line[0] == label
            numbers = [float(cell) if cell else None for cell in line[1 : len(row.values) + 1]]
            assert numbers == list(row.values)
            assert line[-3] == ("" if found.whom.size is None else str(found.whom.size))
            assert line[-2]
            assert line[-1]


def test_files_lie_below_the_index(real: Checked) -> None:
    """Each statistic has one file a language, at an address that its pages do not change."""
    assert real.desk is not None
    paths = [path for path, _content in statistics_files(real.desk, real.words)]
    assert len(paths) == len(set(paths)) == 2 * (4 + len(COUNTED))
    assert "statistiques/by-region.csv" in paths
    assert "en/statistics/company-size.csv" in paths


def test_a_desk_without_statistics_has_no_file(small: Folder, english: Words) -> None:
    """A desk that does not use the collection publishes no table."""
    desk = small.desk()
    assert table_address("by-call", desk, "en") is None
    assert list(statistics_files(desk, {"en": english})) == []
