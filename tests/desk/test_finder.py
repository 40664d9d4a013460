"""The funding finder: its data say what the records say, and its engine judges as the build does."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import columns
import pytest
from random_rules import PARENTS, random_answers, random_rule

from desk import finder
from desk.award import award
from desk.check import Checked, check
from desk.clock import changes
from desk.dates import PartialDate
from desk.finder import FACETS, Finder
from desk.machines.finder import finder_files
from desk.records.call import Call
from desk.rules import evaluate, plan
from desk.status import ORDER, OVER, deadline_of, status_of, timetable
from desk.texts import Text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makers import Folder

    from desk.model import Desk

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 22)
NOON = "2026-11-22T12:00:00+01:00"
LANGUAGES = ("fr", "en")
each_language = pytest.mark.parametrize("language", LANGUAGES)


# -- What the finder reads --------------------------------------------------------------------------


def read(day: dt.date) -> Checked:
    checked = check(ROOT / "data", ROOT / "docs", day)
    assert checked.mistakes == ()
    return checked


def written(checked: Checked) -> dict[str, dict[str, Any]]:
    """Give the data and the texts of each language."""
    assert checked.desk is not None
    made = {
        language: Finder(checked.desk, checked.book, checked.words[language])
        for language in LANGUAGES
    }
    return {
        language: {
            "data": json.loads(one.data()),
            "texts": json.loads(one.texts()),
            "reasons": [json.loads(part) for part in one.reasons()],
        }
        for language, one in made.items()
    }


@pytest.fixture(scope="module")
def files(checked: Checked) -> dict[str, dict[str, Any]]:
    return written(checked)


@pytest.fixture(scope="module")
def calls(desk: Desk, files: dict[str, dict[str, Any]]) -> list[Call]:
    """The calls in the order of the data, which is the same in no two languages."""
    return [desk.calls[identifier] for identifier in files["fr"]["data"]["ids"]]


def said(text: Text | None, language: str) -> str:
    """Give a text as it is read; nothing where there is none."""
    return plain(text, language) if text else ""


def values_of(facet: Mapping[str, Any]) -> list[list[str]]:
    """Give each call's values in a facet, from the data."""
    ids = [value["id"] for value in facet["values"]]
    return [[ids[place] for place in places] for places in columns.read(dict(facet))]


def in_span(least: int | None, most: int | None, above: int, end: int | None) -> bool:
    """Tell whether some whole amount of a scheme lies above one number and not above another."""
    low = max(least or 0, above + 1)
    high = min(float("inf") if most is None else most, float("inf") if end is None else end)
    return low <= high


def values_by_hand(call: Call, facet: str, desk: Desk) -> set[str]:
    """Give a call's values in a facet on the day of the desk, straight from its record."""
    match facet:
        case "amount":
            money = call.money
            if money is None or (money.award_min, money.award_max) == (None, None):
                return {"unknown"}
            spans = {
                "small": (0, 50_000),
                "medium": (50_000, 200_000),
                "large": (200_000, 1_000_000),
                "huge": (1_000_000, None),
            }
            return {
                name
                for name, span in spans.items()
                if in_span(money.award_min, money.award_max, *span)
            }
        case "trl":
            if call.trl is None:
                return {"unknown"}
            levels = range(call.trl.min, call.trl.max + 1)
            return {"low" if n < 4 else "middle" if n < 7 else "high" for n in levels}
        case "operator":
            told = [one.org for one in call.funders if one.role == "operator"]
            return set(told or [one.org for one in call.funders if one.role == "funder"])
        case "consortium":
            return {call.consortium} if call.consortium else set()
        case "foreign":
            return {call.foreign.answer} if call.foreign else set()
        case "status":
            return {status_of(call, desk.as_of, desk.settings.closing_soon_days)}
        case "deadline":
            soon = desk.settings.closing_soon_days
            status = status_of(call, desk.as_of, soon)
            closes = deadline_of(call, desk.as_of, soon)
            if closes is None:
                none = {"any_time"} if status == "open" else {"unknown"}
                return set() if status in OVER else none
            days = (closes.last - desk.as_of.date()).days
            return {"month" if days <= 30 else "quarter" if days <= 90 else "later"}
    fields = {
        "need": call.needs,
        "nature": call.nature,
        "stage": call.stages,
        "audience": call.audiences,
        "place": call.perimeter,
        "topic": call.topics,
    }
    return set(fields[facet])


def columns_of(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give every column of the data, those of facets too."""
    named = [data[name] for name in ("kinds", "awards", "leads", "timetables", "plans")]
    return [*named, *(facet for facet in data["facets"] if "of" in facet)]


@each_language
def test_columns_have_an_entry_a_call(
    language: str, desk: Desk, files: dict[str, dict[str, Any]]
) -> None:
    """Every column has one entry for each call; every value stands once, and is some call's."""
    data, texts = files[language]["data"], files[language]["texts"]
    size = len(desk.calls)
    assert sorted(data["ids"]) == sorted(desk.calls)
    for name in ("ids", "slugs", "titles"):
        assert len(data[name]) == size, name
    for column in columns_of(data):
        assert len(column["of"]) == size
        assert len(set(column["of"])) == len(column["list"])
        assert len(columns.read(column)) == size
        written = [json.dumps(value, sort_keys=True) for value in column["list"]]
        assert len(set(written)) == len(written)
        # What is common has the first signs.
        used = Counter(column["of"])
        numbers = [used[chr(columns.FIRST + place)] for place in range(len(written))]
        assert numbers == sorted(numbers, reverse=True)
    for name in ("summaries", "spellings"):
        assert len(texts[name]) == size, name
    parts = [len(part["criteria"]) for part in files[language]["reasons"]]
    assert [len(part["foreign"]) for part in files[language]["reasons"]] == parts
    assert data["part"] == finder.PART
    assert sum(parts) == size
    assert set(parts[:-1]) <= {finder.PART}


@each_language
def test_a_call_s_entries_are_its_own(
    language: str, desk: Desk, checked: Checked, files: dict[str, dict[str, Any]]
) -> None:
    """Each call's title, address, summary, amount and lead time are those of its record."""
    data, texts = files[language]["data"], files[language]["texts"]
    awards, leads, tables = (columns.read(data[n]) for n in ("awards", "leads", "timetables"))
    kinds = columns.read(data["kinds"])
    folder = desk.settings.collection_address("calls", language)
    for index, identifier in enumerate(data["ids"]):
        call = desk.calls[identifier]
        assert data["titles"][index] == plain(call.title, language)
        entry = checked.book.find(f"call:{identifier}", language)
        assert entry is not None
        assert entry.address == folder + (data["slugs"][index] or f"{identifier}/")
        assert texts["summaries"][index] == said(call.summary, language)
        assert texts["spellings"][index] == " ".join(call.spellings)
        money = call.money
        most = (money.award_max or money.award_min or 0) if money else 0
        assert awards[index] == [award(money, checked.words[language]) if money else None, most]
        assert leads[index] == ((call.apply.lead_time_days or 0) if call.apply else 0)
        assert tables[index] == timetable(call)
        for period in tables[index].get("periods", []):
            if closes := period.get("within", period.get("closes")):
                day = checked.words[language].day(PartialDate.parse(closes))
                assert data["days"][closes] == day
        assert kinds[index] == plain(desk.vocabularies["call_kinds"][call.kind], language)
        part = files[language]["reasons"][index // data["part"]]
        note = call.foreign.note if call.foreign else None
        assert part["foreign"][index % data["part"]] == said(note, language)
    assert data["clock"] == list(map(list, changes(desk.settings.time_zone, DAY.year)))
    assert data["parents"] == {place: list(up) for place, up in desk.places.parents.items()}


@each_language
def test_facets_have_the_records_values(
    language: str, desk: Desk, files: dict[str, dict[str, Any]]
) -> None:
    """Each facet gives each call the values of its record, and has no value that no call has."""
    data = files[language]["data"]
    assert [facet["name"] for facet in data["facets"]] == list(FACETS)
    for facet in data["facets"]:
        labels = [value["label"] for value in facet["values"]]
        assert all(labels)
        assert len(set(labels)) == len(labels), facet["name"]
        if facet["name"] in ("status", "deadline"):
            # The reader's day gives these.
            assert set(facet) == {"name", "values"}
            continue
        found = values_of(facet)
        for identifier, values in zip(data["ids"], found, strict=True):
            wanted = values_by_hand(desk.calls[identifier], facet["name"], desk)
            assert set(values) == wanted, (facet["name"], identifier)
            assert len(values) == len(wanted)
        used = set(itertools.chain.from_iterable(found))
        assert {value["id"] for value in facet["values"]} == used


@each_language
def test_the_page_s_counts_are_those_of_the_day(
    language: str, desk: Desk, checked: Checked
) -> None:
    """What the page says before any script runs is how many calls have each value that day."""
    form = finder.form(desk, checked.words[language])
    for name, choices in form.facets:
        counted = Counter(
            value for call in desk.calls.values() for value in values_by_hand(call, name, desk)
        )
        assert {choice.value: choice.count for choice in choices if choice.count} == counted, name


def test_the_facts_most_asked_come_first(desk: Desk, checked: Checked) -> None:
    """The page asks each fact that some call's conditions need, once, the commonest first."""
    counted = Counter(
        criterion.fact
        for call in desk.calls.values()
        if call.eligibility
        for criterion in call.eligibility.criteria()
        if criterion.fact
    )
    facts = finder.form(desk, checked.words["fr"]).facts
    assert set(facts) == set(counted)
    assert len(set(facts)) == len(facts)
    numbers = [counted[fact] for fact in facts]
    assert numbers == sorted(numbers, reverse=True)


def some_call(**fields: Any) -> Call:
    """Give a call with nothing but these fields."""
    return Call.model_validate(
        {
            "id": "some",
            "title": {"fr": "Appel", "en": "Call"},
            "kind": "AAP",
            "schedule": {"mode": "rolling"},
            **fields,
        },
        context={"languages": LANGUAGES},
    )


CITED = {"cite": [{"source": "page"}]}


@pytest.mark.parametrize(
    ("least", "most", "spans"),
    [
        (None, None, "unknown"),
        (None, 1, "small"),
        (None, 50_000, "small"),
        (None, 50_001, "small medium"),
        (None, 200_000, "small medium"),
        (None, 200_001, "small medium large"),
        (None, 1_000_000, "small medium large"),
        (None, 1_000_001, "small medium large huge"),
        (50_000, 50_000, "small"),
        (50_001, 60_000, "medium"),
        (200_000, 200_000, "medium"),
        (200_001, 1_000_000, "large"),
        (1_000_000, None, "large huge"),
        (1_000_001, None, "huge"),
        (0, None, "small medium large huge"),
        (50_000, None, "small medium large huge"),
        (50_001, None, "medium large huge"),
    ],
)
def test_spans_of_amounts(least: int | None, most: int | None, spans: str) -> None:
    """A scheme is in each span that its amounts reach; a span ends with its last whole euro."""
    bounds = {"award_min": least, "award_max": most}
    money = {name: bound for name, bound in bounds.items() if bound is not None} | CITED
    assert finder.chosen(some_call(money=money), "amount", None) == tuple(spans.split())  # type: ignore[arg-type]


def test_a_call_without_money_is_in_no_span() -> None:
    """Nothing told of money or of maturity is said to be unknown, not left out."""
    assert finder.chosen(some_call(), "amount", None) == ("unknown",)  # type: ignore[arg-type]
    assert finder.chosen(some_call(), "trl", None) == ("unknown",)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("least", "most", "spans"),
    [
        (1, 1, "low"),
        (1, 3, "low"),
        (3, 3, "low"),
        (3, 4, "low middle"),
        (4, 6, "middle"),
        (6, 7, "middle high"),
        (7, 9, "high"),
        (9, 9, "high"),
        (1, 9, "low middle high"),
        (2, 7, "low middle high"),
    ],
)
def test_spans_of_maturity(least: int, most: int, spans: str) -> None:
    """A scheme is in each span of readiness levels that it takes a level of."""
    call = some_call(trl={"min": least, "max": most})
    assert finder.chosen(call, "trl", None) == tuple(spans.split())  # type: ignore[arg-type]


DEADLINES: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({"closes": "2026-11-21"}, ()),
    ({"closes": "2026-11-22"}, ("month",)),
    ({"closes": "2026-12-22"}, ("month",)),
    ({"closes": "2026-12-23"}, ("quarter",)),
    ({"closes": "2027-02-20"}, ("quarter",)),
    ({"closes": "2027-02-21"}, ("later",)),
    ({"opens": "2026-12-01", "closes": "2026-12-22"}, ("unknown",)),
    ({"mode": "rolling"}, ("any_time",)),
    ({"mode": "rolling", "closes": "2026-12-22"}, ("month",)),
    ({"opens": "2026-01-01"}, ("unknown",)),
    ({}, ("unknown",)),
]


def test_spans_of_deadlines(desk: Desk) -> None:
    """30 and 90 days belong to the nearer span, what is over to none, in build and browser."""
    calls = [some_call(schedule={"mode": "dated", **schedule}) for schedule, _spans in DEADLINES]
    wanted = [spans for _schedule, spans in DEADLINES]
    assert [finder.standing(call, "deadline", desk) for call in calls] == wanted
    values = [{"id": name} for name in finder.DEADLINES]
    data = schemes([timetable(call) for call in calls]) | {
        "facets": [{"name": "deadline", "values": values}]
    }
    jobs = [{"set": 0, "chosen": {"deadline": [name]}} for name in finder.DEADLINES]
    seen = browser([{"data": data, "date": NOON}], jobs)
    for name, state in zip(finder.DEADLINES, seen, strict=True):
        assert state["left"] == [index for index, spans in enumerate(wanted) if name in spans]


def leaves(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the criteria of a plan in order."""
    if "op" in part:
        yield part
    for child in part.get("all", part.get("any", ())):
        yield from leaves(child)


def grown(signs: str, criteria: list[Any]) -> dict[str, Any]:
    """Read the text of a plan: `#` opens a choice, `$` a whole, `%` ends either, others ask."""
    open_groups: list[tuple[str, list[Any]]] = [("all", [])]
    for sign in signs:
        place = ord(sign) - columns.FIRST
        if place < 2:
            open_groups.append((["any", "all"][place], []))
        elif place == 2:
            kind, parts = open_groups.pop()
            open_groups[-1][1].append({kind: parts})
        else:
            open_groups[-1][1].append(criteria[place - 3])
    [(kind, parts)] = open_groups
    return {kind: parts}


def without_ids(part: Mapping[str, Any]) -> dict[str, Any]:
    """Give a plan without its criteria's ids."""
    if "op" in part:
        return {key: value for key, value in part.items() if key != "id"}
    [kind] = part
    return {kind: [without_ids(child) for child in part[kind]]}


@each_language
def test_plans_are_the_rules(language: str, desk: Desk, files: dict[str, dict[str, Any]]) -> None:
    """With criteria put back in the place of signs, each call's plan is its rule."""
    data = files[language]["data"]
    judged = 0
    for identifier, signs in zip(data["ids"], columns.read(data["plans"]), strict=True):
        rule = desk.calls[identifier].eligibility
        assert (signs is None) == (rule is None)
        if rule is None:
            continue
        judged += 1
        wanted = without_ids(plan(rule))
        assert grown(signs, data["criteria"]) == (wanted if "all" in wanted else {"all": [wanted]})
    assert judged > 60
    # Each criterion is written once, and asked by some call; many are asked by several.
    written = [json.dumps(one, sort_keys=True) for one in data["criteria"]]
    assert len(set(written)) == len(written)
    asked = Counter(sign for signs in columns.read(data["plans"]) for sign in signs or "")
    signs_of = [chr(columns.FIRST + 3 + place) for place in range(len(written))]
    assert all(asked[sign] for sign in signs_of)
    assert sum(asked[sign] for sign in signs_of) > 1.3 * len(written)


@each_language
def test_the_words_of_conditions(
    language: str, desk: Desk, files: dict[str, dict[str, Any]]
) -> None:
    """Each criterion has its own words, what follows and what can be done, and where it is read."""
    data, reasons = files[language]["data"], files[language]["reasons"]
    cited = 0
    for index, identifier in enumerate(data["ids"]):
        call = desk.calls[identifier]
        part = reasons[index // data["part"]]
        told = part["criteria"][index % data["part"]]
        rules = list(call.eligibility.criteria()) if call.eligibility else []
        urls = {source.id: source.url for source in call.sources}
        for words, criterion in zip(told, rules, strict=True):
            assert words["label"] == said(criterion.label, language)
            assert words.get("if_false", "") == said(criterion.if_false, language)
            assert words.get("fix", "") == said(criterion.fix, language)
            places = words.get("cite", [])
            cited += len(places)
            assert [part["cited"][place]["url"] for place in places] == [
                urls[one.source] for one in criterion.cite if urls[one.source]
            ]
    assert cited > sum(len(part["cited"]) for part in reasons)
    for part in reasons:
        written = [json.dumps(one) for one in part["cited"]]
        assert len(set(written)) == len(written)


def test_there_are_signs_enough() -> None:
    """A sign is one unit in the browser; where there are no more of them, that is said."""
    assert finder._sign(0) == "#"
    assert len(finder._sign(finder._SIGNS - 1).encode("utf-16-le")) == 2
    with pytest.raises(ValueError, match="can tell 55,261 different values"):
        finder._sign(finder._SIGNS)


def test_no_day_is_in_the_data(checked: Checked, desk: Desk) -> None:
    """A site of another day, when calls stand elsewhere, has the same data but for the clock's year."""
    later = read(DAY + dt.timedelta(days=400))
    assert later.desk is not None
    soon = desk.settings.closing_soon_days
    assert any(
        status_of(call, desk.as_of, soon) != status_of(call, later.desk.as_of, soon)
        for call in desk.calls.values()
    )

    def files(desk: Desk, checked: Checked) -> list[tuple[str, bytes]]:
        year = re.compile(rb'"clock":\[\["%d-01-01T00:00",60\],.*?\]\],' % desk.as_of.year)
        written = list(finder_files(desk, checked.book, checked.words))
        assert sum(len(year.findall(content)) for _name, content in written) == len(LANGUAGES)
        return [(name, year.sub(b"", content)) for name, content in written]

    assert files(desk, checked) == files(later.desk, later)


def test_the_files_lie_beside_the_index(checked: Checked, desk: Desk) -> None:
    """Each language has its files in the folder of its calls: the reasons in parts of a hundred."""
    found = dict(finder_files(desk, checked.book, checked.words))
    folders = [desk.settings.collection_address("calls", language) for language in LANGUAGES]
    assert sorted(found) == sorted(
        f"{folder}finder{name}.json"
        for folder in folders
        for name in (
            "",
            "-texts",
            *(f"-reasons-{part}" for part in range(len(desk.calls) // 100 + 1)),
        )
    )


def test_a_desk_without_finder(small: Folder, checked: Checked) -> None:
    """Without calls, without an index of them, or without the finder's words no file is made."""
    none = SimpleNamespace(calls={})
    assert list(finder_files(none, checked.book, checked.words)) == []  # type: ignore[arg-type]
    found = small.check()
    assert found.desk is not None
    assert list(finder_files(found.desk, found.book, checked.words)) == []
    assert list(finder_files(checked.desk, checked.book, found.words)) == []  # type: ignore[arg-type]


RULED = """\
title: {fr: Appel réglé, en: Ruled call}
updated: 2026-11-01
kind: AAP
schedule: {mode: rolling}
eligibility:
  all:
    - id: sme
      fact: sme
      op: is_true
      label: {fr: Vous êtes petit., en: You are small.}
      cite:
        - {source: page, clause: {fr: art. 1, en: Art. 1}}
        - {source: bare}
        - {source: paper}
    - {id: judged, op: manual, label: {fr: À juger., en: To judge.}}
tests:
  - {name: {fr: Petit, en: Small}, answers: {sme: true}, expect: to_check}
  - {name: {fr: Grand, en: Large}, answers: {sme: false}, expect: conditions_not_met}
sources:
  - {id: page, label: {fr: Page, en: Page}, url: 'https://example.org/page', checked_on: 2026-11-01}
  - {id: bare, url: 'https://example.org/bare'}
  - {id: paper, document: report-2022}
"""


def test_what_a_criterion_cites(guided: Folder) -> None:
    """A reader gets the sources that have an address: by name and clause, or by address."""
    guided.put("data/calls/ruled.yml", RULED)
    guided.add(
        "data/vocabulary/interface.yml",
        "provenance: {checked: {fr: 'vu le {day}', en: 'checked on {day}'}}\n"
        "finder:\n"
        + "".join(
            f"  {group}:\n" + "".join(f"    {name}: {{fr: {name}, en: {name}}}\n" for name in names)
            for group, names in {
                "amount": (*finder.AMOUNTS, "unknown"),
                "trl": (*finder.MATURITIES, "unknown"),
                "deadline": finder.DEADLINES,
            }.items()
        ),
    )
    found = guided.check()
    assert found.mistakes == ()
    assert found.desk is not None
    made = Finder(found.desk, found.book, found.words["en"])
    [part] = map(json.loads, made.reasons())
    [[small, judged], none] = part["criteria"]
    assert none == []
    assert [part["cited"][place] for place in small["cite"]] == [
        {
            "text": "Page, Art. 1",
            "url": "https://example.org/page",
            "checked": "checked on 1 November 2026",
        },
        {"text": "https://example.org/bare", "url": "https://example.org/bare"},
    ]
    assert judged == {"label": "To judge."}
    data = json.loads(made.data())
    assert data["ids"] == ["ruled", "sites"]
    assert columns.read(data["awards"]) == [[None, 0], [None, 0]]
    # A criterion asked as often as another comes by what it asks: the manual one asks no fact.
    assert columns.read(data["plans"]) == ["&'", None]
    assert data["criteria"] == [{"fact": "sme", "op": "is_true"}, {"op": "manual"}]


# -- The engine in Node ------------------------------------------------------------------------------


def browser(sets: list[dict[str, Any]], jobs: list[dict[str, Any]]) -> list[Any]:
    """Do jobs with the browser's scripts: see `finder.mjs`."""
    run = subprocess.run(
        ["node", str(ROOT / "tests/finder.mjs")],
        input=json.dumps({"sets": sets, "jobs": jobs}),
        capture_output=True,
        text=True,
        check=True,
    )
    results: list[Any] = json.loads(run.stdout)
    return results


def schemes(timetables: list[Any], **more: Any) -> dict[str, Any]:
    """Give finder data of as many schemes as timetables, which have nothing else."""
    size = len(timetables)
    return {
        "clock": list(changes("Europe/Paris", 2026)),
        "soon": 30,
        "part": 100,
        "ids": [f"scheme-{number}" for number in range(size)],
        "slugs": [""] * size,
        "titles": ["x"] * size,
        "kinds": columns.write(["x"] * size),
        "awards": columns.write([[None, 0]] * size),
        "leads": columns.write([0] * size),
        "timetables": columns.write(timetables),
        "facets": [],
        "criteria": [],
        "plans": columns.write([None] * size),
        "parents": PARENTS,
        **more,
    }


def fold(text: str) -> str:
    """Write a text as words are compared: small, without accents, œ as oe, split by spaces."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char)[0] != "M"
    )
    bare = bare.lower().replace("œ", "oe").replace("æ", "ae")
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def scores_by_hand(text: str, data: dict[str, Any], texts: dict[str, Any]) -> dict[int, int] | None:
    """Give what each scheme scores for a text: each word must begin a word of it."""
    wanted = fold(text).split()
    if not wanted:
        return None
    [operator] = [facet for facet in data["facets"] if facet["name"] == "operator"]
    labels = {value["id"]: value["label"] for value in operator["values"]}
    found = {}
    for index, ids in enumerate(values_of(operator)):
        names = [labels[identifier] for identifier in ids]
        fields = (
            (8, data["titles"][index]),
            (6, " ".join([texts["spellings"][index], *names])),
            (2, texts["summaries"][index]),
        )
        each = [
            sum(
                weight
                for weight, field in fields
                if any(one.startswith(word) for one in fold(field).split())
            )
            for word in wanted
        ]
        if all(each):
            found[index] = sum(each)
    return found


def random_choices(source: random.Random, data: dict[str, Any]) -> dict[str, list[str]]:
    """Tick some values of some facets; now and then one that does not exist."""
    chosen = {}
    for facet in source.sample(data["facets"], source.choice([0, 1, 1, 2, 2, 3, 5])):
        ids = [value["id"] for value in facet["values"]]
        picked = source.sample(ids, min(len(ids), source.choice([1, 1, 2, 4])))
        if source.random() < 0.1:
            picked = [*picked, "atlantis"] if source.random() < 0.7 else ["atlantis"]
        chosen[facet["name"]] = picked
    return chosen


def random_words(source: random.Random, data: dict[str, Any], texts: dict[str, Any]) -> str:
    """Type nothing, or the beginnings of one or two words of some scheme."""
    if source.random() < 0.6:
        return ""
    index = source.randrange(len(data["ids"]))
    words = f"{data['titles'][index]} {texts['summaries'][index]} {texts['spellings'][index]}"
    picked = source.choices(words.split(), k=source.choice([1, 1, 2]))
    return " ".join(word[: source.randrange(1, len(word) + 1)] for word in picked)


def narrowed_by_hand(
    job: dict[str, Any], values: dict[str, list[set[str]]], words: set[int] | None
) -> tuple[list[int], dict[str, Counter[str]]]:
    """Give which schemes are left, and how many each choice would leave, the plain way."""
    size = len(next(iter(values.values())))
    known = {
        name: wanted
        for name, ticked in job["chosen"].items()
        if (wanted := {one for one in ticked if one != "atlantis"})
    }

    def left(without: str | None = None) -> list[int]:
        return [
            index
            for index in range(size)
            if (words is None or index in words)
            and all(
                name == without or values[name][index] & wanted for name, wanted in known.items()
            )
        ]

    counts = {
        name: Counter(value for index in left(name) for value in values[name][index])
        for name in values
    }
    return left(), counts


@each_language
def test_four_hundred_random_states_of_the_facets(
    language: str, desk: Desk, files: dict[str, dict[str, Any]]
) -> None:
    """Any of a facet's values, all of the facets, and counts that leave a facet's own ticks out."""
    data, texts = files[language]["data"], files[language]["texts"]
    source = random.Random(6)
    jobs = [
        {
            "set": 0,
            "chosen": random_choices(source, data),
            "text": random_words(source, data, texts),
        }
        for _ in range(400)
    ]
    values = {
        name: [values_by_hand(desk.calls[one], name, desk) for one in data["ids"]]
        for name in FACETS
    }
    seen = browser([{"data": data, "texts": texts, "date": NOON}], jobs)
    sizes, worded = set(), 0
    for job, state in zip(jobs, seen, strict=True):
        scores = scores_by_hand(job["text"], data, texts)
        found = None if scores is None else [list(one) for one in scores.items()]
        assert state.get("scores") == found, job
        left, counts = narrowed_by_hand(job, values, None if scores is None else set(scores))
        assert state["left"] == left, job
        assert state["total"] == len(left)
        for name, counted in state["counts"].items():
            assert {one: number for one, number in counted.items() if number} == counts[name], job
        sizes.add(len(left))
        worded += scores is not None
    assert 0 in sizes
    assert len(sizes) > 30
    assert worded > 100


def test_where_the_calls_stand(desk: Desk, files: dict[str, dict[str, Any]]) -> None:
    """On any day around now the finder says of every call what a build of that day would say."""
    data = files["fr"]["data"]
    days = [DAY + dt.timedelta(days=offset) for offset in (-365, -14, 0, 1, 25, 39, 60, 365)]
    seen = browser(
        [{"data": data, "date": f"{day}T00:00:30+01:00"} for day in days],
        [{"set": place, "want": "stands"} for place in range(len(days))],
    )
    soon = desk.settings.closing_soon_days
    for day, stands in zip(days, seen, strict=True):
        now = dt.datetime.combine(day, dt.time())
        for identifier, stand in zip(data["ids"], stands, strict=True):
            call = desk.calls[identifier]
            closes = deadline_of(call, now, soon)
            assert stand["status"] == status_of(call, now, soon), identifier
            assert stand.get("closes", "")[:10] == (str(closes.last) if closes else ""), identifier


# -- Judging ---------------------------------------------------------------------------------------

VALUES = {"fits": 0, "to_check": 1, "conditions_not_met": 2}


def numbered(rules: list[dict[str, Any]]) -> dict[str, Any]:
    """Write rules as the finder has them: criteria once, each named by its place."""
    criteria: list[dict[str, Any]] = []

    def sign(place: int) -> str:
        return chr(columns.FIRST + place)

    def written(part: dict[str, Any]) -> str:
        if "op" in part:
            asked = without_ids(part)
            if asked not in criteria:
                criteria.append(asked)
            return sign(3 + criteria.index(asked))
        [kind] = part
        inner = "".join(map(written, part[kind]))
        return sign(["any", "all"].index(kind)) + inner + sign(2)

    standing = {"periods": [{"standing": True}]}
    plans = columns.write([written(rule) for rule in rules])
    return schemes([standing] * len(rules)) | {"criteria": criteria, "plans": plans}


def is_unmet(rule: dict[str, Any], results: Mapping[str, str]) -> bool:
    """Tell whether a rule with these results of its criteria is not met."""
    if "op" in rule:
        return not rule.get("preference") and results[rule["id"]] == "not_met"
    parts = [is_unmet(child, results) for child in rule.get("all", rule.get("any"))]
    return any(parts) if "all" in rule else all(parts)


def least_changes(rule: dict[str, Any], results: dict[str, str], most: int) -> int | None:
    """Give how few criteria must become met for a rule to be no longer unmet, by trying all."""
    unmet = [one for one in dict.fromkeys(results) if results[one] == "not_met"]
    for number in range(most + 1):
        for changed in itertools.combinations(unmet, number):
            if not is_unmet(rule, results | dict.fromkeys(changed, "met")):
                return number
    return None


def agree(rule: dict[str, Any], verdict: dict[str, Any], expected: dict[str, Any]) -> None:
    """The finder's verdict says what the evaluator says."""
    value = VALUES[expected["status"]]
    decisive = [row for row in expected["trace"] if row["decisive"]]
    assert verdict["value"] == value
    group = ("fits", "to_check", "near" if expected["blockers"] else "not_met")[value]
    assert verdict["group"] == group
    if value < 2:
        assert verdict["decisive"] == len(decisive)
        return
    results = {row["id"]: row["result"] for row in expected["trace"]}
    said = verdict["decisive"]
    if said is None:
        # Nothing would do: a group of choices has none.
        assert is_unmet(rule, dict.fromkeys(results, "met"))
    elif said <= 3:
        assert least_changes(rule, results, 3) == said
    else:
        assert least_changes(rule, results, 2) is None
        assert said <= len(decisive)


def test_twelve_thousand_random_verdicts() -> None:
    """On any rule and answers the finder's value, number and nearness are the evaluator's."""
    source = random.Random(60)
    rules = [random_rule(source, source.randrange(5), [0]) for _ in range(300)]
    answers = [random_answers(source) | {"other": True} for _ in range(40)]
    seen = browser(
        [{"data": numbered(rules)}],
        [{"set": 0, "want": "judge", "answers": one} for one in answers],
    )
    met: Counter[str] = Counter()
    for given, verdicts in zip(answers, seen, strict=True):
        for rule, verdict in zip(rules, verdicts, strict=True):
            agree(rule, verdict, evaluate(rule, given, PARENTS))
            met[verdict["group"]] += 1
    assert sum(met.values()) == 12_000
    assert set(met) == {"fits", "to_check", "near", "not_met"}
    assert min(met.values()) > 300


def thresholds(desk: Desk) -> dict[str, set[int]]:
    """For each number that is asked for, those with which conditions compare it, and beside."""
    found: dict[str, set[int]] = {}
    for call in desk.calls.values():
        for leaf in leaves(plan(call.eligibility)) if call.eligibility else ():
            value = leaf.get("value")
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, int):
                    found.setdefault(leaf["fact"], set()).update((max(one - 1, 0), one, one + 1))
    return found


def answer_at_random(source: random.Random, desk: Desk, numbers: dict[str, set[int]]) -> Any:
    """Answer some of the desk's questions."""
    answers: dict[str, Any] = {}
    share = source.choice([0.1, 0.3, 0.6, 0.9])
    for fact, question in (desk.questions or {}).items():
        if source.random() > share:
            continue
        ids = [choice.id for choice in question.values]
        match question.type:
            case "bool":
                answers[fact] = source.random() < 0.6
            case "multi":
                answers[fact] = sorted(source.sample(ids, source.randrange(1, len(ids) + 1)))
            case "enum" | "geo":
                answers[fact] = source.choice(ids)
            case _:
                answers[fact] = source.choice(sorted(numbers.get(fact, {0, 7})))
    return answers or {"uses_ai": True}


def verdicts_by_hand(
    desk: Desk, ids: list[str], answers: dict[str, Any]
) -> list[dict[str, Any] | None]:
    """Evaluate each call's conditions; None where it has none."""
    parents = desk.places.parents
    return [
        evaluate(plan(call.eligibility), answers, parents) if call.eligibility else None
        for call in map(desk.calls.__getitem__, ids)
    ]


def test_real_calls_on_random_answers(desk: Desk, files: dict[str, dict[str, Any]]) -> None:
    """On 12,000 pairs of real conditions and answers at their edges both agree; what is over is apart."""
    data = files["en"]["data"]
    source = random.Random(109)
    numbers = thresholds(desk)
    answers = [answer_at_random(source, desk, numbers) for _ in range(120)]
    seen = browser(
        [{"data": data, "date": NOON}],
        [{"set": 0, "want": "judge", "answers": one} for one in answers],
    )
    soon = desk.settings.closing_soon_days
    met: Counter[str] = Counter()
    for given, verdicts in zip(answers, seen, strict=True):
        expected = verdicts_by_hand(desk, data["ids"], given)
        for identifier, verdict, wanted in zip(data["ids"], verdicts, expected, strict=True):
            call = desk.calls[identifier]
            met[verdict["group"]] += 1
            if status_of(call, desk.as_of, soon) in OVER:
                assert verdict["group"] == "over"
                verdict |= {"group": None}
            if wanted is None:
                assert (verdict["value"], verdict["decisive"]) == (1, 0)
            elif verdict["group"] is not None:
                assert call.eligibility is not None
                agree(plan(call.eligibility), verdict, wanted)
            else:
                assert verdict["value"] == VALUES[wanted["status"]]
    assert sum(met.values()) == 120 * len(data["ids"]) > 12_000
    assert set(met) == {"fits", "to_check", "near", "not_met", "over"}


@each_language
def test_every_editor_s_test(language: str, desk: Desk, files: dict[str, dict[str, Any]]) -> None:
    """Each call's own tests hold in the browser, whichever language is read."""
    data = files[language]["data"]
    tests = [
        (index, test)
        for index, identifier in enumerate(data["ids"])
        for test in desk.calls[identifier].tests
    ]
    seen = browser(
        [{"data": data, "date": NOON}],
        [
            {"set": 0, "want": "judge", "answers": json.loads(json.dumps(test.answers))}
            for _index, test in tests
        ],
    )
    assert len(tests) > 150
    for (index, test), verdicts in zip(tests, seen, strict=True):
        assert verdicts[index]["value"] == VALUES[test.expect], (data["ids"][index], test.name)


def test_without_answers_nothing_is_judged(files: dict[str, dict[str, Any]]) -> None:
    """Before the first answer there is no verdict, not a hundred times “to check”."""
    assert browser([files["fr"]], [{"set": 0, "want": "judge"}]) == [None]


# -- Asking and ordering ---------------------------------------------------------------------------


def questions_by_hand(
    desk: Desk, ids: list[str], left: set[int], answers: dict[str, Any]
) -> list[dict[str, Any]]:
    """Each scheme that is not decided gives a point, shared among the facts it depends on."""
    points: dict[str, float] = {}
    touched: Counter[str] = Counter()
    soon = desk.settings.closing_soon_days
    for index, (identifier, verdict) in enumerate(
        zip(ids, verdicts_by_hand(desk, ids, answers), strict=True)
    ):
        call = desk.calls[identifier]
        over = status_of(call, desk.as_of, soon) in OVER
        if index not in left or over or verdict is None or verdict["status"] != "to_check":
            continue
        assert call.eligibility is not None
        asked = {leaf["id"]: leaf.get("fact") for leaf in leaves(plan(call.eligibility))}
        counting = [row["id"] for row in verdict["trace"] if row["decisive"]]
        facts = list(dict.fromkeys(fact for one in counting if (fact := asked[one])))
        for fact in facts:
            points[fact] = points.get(fact, 0) + 1 / len(facts)
            touched[fact] += 1
    order = sorted((fact for fact in points if fact not in answers), key=lambda f: (-points[f], f))
    return [{"fact": fact, "schemes": touched[fact]} for fact in order]


def test_the_question_that_tells_most(desk: Desk, files: dict[str, dict[str, Any]]) -> None:
    """Questions come by how many of the schemes left they decide, shared with what else these need."""
    data = files["fr"]["data"]
    source = random.Random(5)
    numbers = thresholds(desk)
    jobs = [
        {
            "set": 0,
            "want": "questions",
            "chosen": random_choices(source, data) if source.random() < 0.5 else {},
            "answers": answer_at_random(source, desk, numbers) if source.random() < 0.8 else {},
        }
        for _ in range(150)
    ]
    values = {
        name: [values_by_hand(desk.calls[one], name, desk) for one in data["ids"]]
        for name in FACETS
    }
    seen = browser([{"data": data, "date": NOON}], jobs)
    firsts = set()
    for job, found in zip(jobs, seen, strict=True):
        left, _counts = narrowed_by_hand(job, values, None)
        assert found == questions_by_hand(desk, data["ids"], set(left), job["answers"]), job
        assert not {one["fact"] for one in found} & set(job["answers"])
        firsts.update(one["fact"] for one in found[:1])
    assert len(firsts) > 5


def test_an_answer_asked_for_settles_something(
    desk: Desk, files: dict[str, dict[str, Any]]
) -> None:
    """Whatever is answered, the first question counts for as many schemes as it says."""
    data = files["en"]["data"]
    [asked] = browser([{"data": data, "date": NOON}], [{"set": 0, "want": "questions"}])
    first = asked[0]
    soon = desk.settings.closing_soon_days
    needing = [
        call.id
        for call in desk.calls.values()
        if call.eligibility is not None
        and status_of(call, desk.as_of, soon) not in OVER
        and any(one.fact == first["fact"] for one in call.eligibility.criteria())
    ]
    assert 10 < first["schemes"] <= len(needing)


def test_orders(desk: Desk, files: dict[str, dict[str, Any]]) -> None:
    """By status, deadline, amount, words and fit; equals keep the order of status, then of titles."""
    data, texts = files["fr"]["data"], files["fr"]["texts"]
    source = random.Random(3)
    numbers = thresholds(desk)
    [stands] = browser([{"data": data, "date": NOON}], [{"set": 0, "want": "stands"}])
    rank = [ORDER.index(stand["status"]) for stand in stands]
    end = [stand.get("closes", "9999") for stand in stands]
    amounts = [amount for _text, amount in columns.read(data["awards"])]
    groups = ["fits", "to_check", "near", "not_met", "over"]
    jobs: list[dict[str, Any]] = [
        {
            "set": 0,
            "chosen": random_choices(source, data) if source.random() < 0.4 else {},
            "text": source.choice(["", "innovation", "prêt", "santé num", "ia"]),
            "answers": answer_at_random(source, desk, numbers) if source.random() < 0.7 else {},
            "sort": sort,
        }
        for sort in ("status", "deadline", "amount", "relevance", "fit", "anything")
        for _ in range(12)
    ]
    everything = [{"data": data, "texts": texts, "date": NOON}]
    seen = browser(everything, [job | {"want": "arrange"} for job in jobs])
    narrowed = browser(everything, jobs)
    judged = browser(everything, [job | {"want": "judge"} for job in jobs])
    for job, order, state, verdicts in zip(jobs, seen, narrowed, judged, strict=True):
        scores = dict(state.get("scores") or [])

        def key(index: int, job: dict[str, Any] = job, scores=scores, verdicts=verdicts) -> Any:
            by_status = (rank[index], end[index], index)
            match job["sort"]:
                case "deadline":
                    return (end[index], rank[index], index)
                case "amount":
                    return (-amounts[index], rank[index], index)
                case "relevance" if scores:
                    return (-scores[index], by_status)
                case "fit" if verdicts:
                    its = verdicts[index]
                    return (groups.index(its["group"]), its["decisive"], by_status)
            return by_status

        assert order == sorted(state["left"], key=key), job


def test_the_list_without_script_is_in_the_finder_s_order(
    desk: Desk, files: dict[str, dict[str, Any]]
) -> None:
    """Readers without script see what is open, then what closes first, as the finder shows it."""
    data = files["fr"]["data"]
    [order] = browser(
        [{"data": data, "date": NOON}], [{"set": 0, "want": "arrange", "sort": "status"}]
    )
    there = [desk.calls[data["ids"][index]].urgency(desk) for index in order]
    assert there == sorted(there)
