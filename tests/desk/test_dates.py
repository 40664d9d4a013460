"""How `desk.dates` reads dates of every precision, and how it refuses the rest."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from desk.dates import HOW_TO_WRITE, PartialDate

REPEATABLE = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same examples in every run, however slow the machine is."""

DATES = TypeAdapter(PartialDate)

YEARS = st.integers(1, 9999).map("{:04}".format)
DAYS = st.dates().map(dt.date.isoformat)
TIMES = st.times().map("{:%H:%M}".format)
FORMS = st.one_of(
    YEARS,
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    DAYS,
    st.builds("{}T{}".format, DAYS, TIMES),
)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
        ("2022-H1", "2022-01-01", "2022-06-30", "half"),
        ("2022-H2", "2022-07-01", "2022-12-31", "half"),
        ("2021-Q1", "2021-01-01", "2021-03-31", "quarter"),
        ("2021-Q2", "2021-04-01", "2021-06-30", "quarter"),
        ("2021-Q3", "2021-07-01", "2021-09-30", "quarter"),
        ("2021-Q4", "2021-10-01", "2021-12-31", "quarter"),
        ("2021-12", "2021-12-01", "2021-12-31", "month"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        ("2000-02", "2000-02-01", "2000-02-29", "month"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("2026-03-17", "2026-03-17", "2026-03-17", "day"),
        ("2026-03-17T12:00", "2026-03-17", "2026-03-17", "time"),
    ],
)
def test_forms(text: str, first: str, last: str, precision: str) -> None:
    """Each form keeps its precision and stands for its whole period, both ends included."""
    date = PartialDate.parse(text)
    assert date.first == dt.date.fromisoformat(first)
    assert date.last == dt.date.fromisoformat(last)
    assert date.precision == precision


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-17T12:00", dt.time(12)),
        ("2026-03-17T00:00", dt.time(0)),
        ("2026-03-17T23:59", dt.time(23, 59)),
        ("2026-03-17", None),
        ("2026-03", None),
    ],
)
def test_time(text: str, time: dt.time | None) -> None:
    """Only a date written with a time has one, midnight included."""
    assert PartialDate.parse(text).time == time


@REPEATABLE
@given(FORMS)
def test_round_trip(text: str) -> None:
    """A date gives back the very text that it was read from, and reads it as itself."""
    date = PartialDate.parse(text)
    assert str(date) == text
    assert PartialDate.parse(str(date)) == date
    assert date.first <= date.last


@REPEATABLE
@given(st.integers(1, 9998))
def test_periods_touch(year: int) -> None:
    """Months, quarters and half-years follow one another without a gap and fill the year."""
    whole = PartialDate.parse(f"{year:04}")
    for forms in (
        [f"{year:04}-{month:02}" for month in range(1, 13)],
        [f"{year:04}-Q{quarter}" for quarter in range(1, 5)],
        [f"{year:04}-H{half}" for half in (1, 2)],
    ):
        parts = [PartialDate.parse(form) for form in forms]
        assert parts[0].first == whole.first
        assert parts[-1].last == whole.last
        for one, following in itertools.pairwise(parts):
            assert one.last + dt.timedelta(days=1) == following.first


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2024 ",
        " 2024",
        "2024-01-01\n",
        "24",
        "20244",
        "-2024",
        "2024-",
        "2024-1",
        "2024-01-1",
        "2024-1-01",
        "2024-001",
        "2024/01/01",
        "01/02/2024",
        "1er mars 2024",
        "mars 2024",
        "2024-Q0",
        "2024-Q5",
        "2024-q1",
        "2024-T1",
        "2024-H0",
        "2024-H3",
        "2024-S1",
        "2024-W01",
        "2024-Q1-01",
        "2024-01T12:00",
        "2024T12:00",
        "2024-01-01 12:00",
        "2024-01-01T12",
        "2024-01-01T12h00",
        "2024-01-01T1:00",
        "2024-01-01T12:00:00",
        "2024-01-01T12:00Z",
        "2024-01-01T12:00+01:00",
        "2021-2022",
        "2021/2022",
        "2021-12-31/2022-01-31",
        "vers 2024",
        "{why}",
        "２０２４",
        "٢٠٢٤-٠١",
    ],
)
def test_not_a_date(text: str) -> None:
    """What has none of the forms is named and refused, and the message says what to write."""
    with pytest.raises(ValueError, match="is not a date") as refused:
        PartialDate.parse(text)
    assert str(refused.value) == f"“{text}” is not a date; {HOW_TO_WRITE}"


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "0000-Q1",
        "2024-00",
        "2024-13",
        "2024-99",
        "2024-01-00",
        "2024-01-32",
        "2024-04-31",
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-01-01T24:00",
        "2024-01-01T12:60",
        "2023-02-29T12:00",
    ],
)
def test_not_in_the_calendar(text: str) -> None:
    """A day, month or minute that does not exist is refused, and the message says what to write."""
    with pytest.raises(ValueError, match="is not in the calendar") as refused:
        PartialDate.parse(text)
    assert str(refused.value) == f"“{text}” is not in the calendar; {HOW_TO_WRITE}"


def test_what_to_write_can_be_written() -> None:
    """Every form that the message proposes is accepted."""
    proposed = HOW_TO_WRITE.removeprefix("write ").replace(" or ", ", ").split(", ")
    assert len(proposed) >= 5
    precisions = {PartialDate.parse(text).precision for text in proposed}
    assert precisions >= {"day", "month", "quarter", "half", "year"}


def test_order() -> None:
    """Dates sort by their first day, then by their last, whatever their precision."""
    written = [
        "2022-03-01T12:00",
        "2022",
        "2021-12",
        "2022-03-01",
        "2021-Q4",
        "2022-H1",
        "2022-03-01T09:30",
    ]
    assert [str(date) for date in sorted(map(PartialDate.parse, written))] == [
        "2021-Q4",
        "2021-12",
        "2022-H1",
        "2022",
        "2022-03-01",
        "2022-03-01T09:30",
        "2022-03-01T12:00",
    ]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2021-12", "2021-12"),
        ("2021", "2021"),
        (2021, "2021"),
        (PartialDate.parse("2021-Q4"), "2021-Q4"),
    ],
)
def test_field(value: object, meant: str) -> None:
    """A record's field takes the text, a lone year that YAML reads as a number, or a date."""
    assert DATES.validate_python(value) == PartialDate.parse(meant)


@pytest.mark.parametrize("value", [None, True, False, 2021.0, [2021], {"year": 2021}, dt.date.min])
def test_field_of_another_type(value: object) -> None:
    """What is neither text nor a whole number is refused, and the message says what to write."""
    with pytest.raises(ValidationError) as refused:
        DATES.validate_python(value)
    (error,) = refused.value.errors()
    assert error["msg"] == f"This is not a date; {HOW_TO_WRITE}"


@pytest.mark.parametrize("value", ["2021-13", "{why} {0} %s", 999, -2021, 20211])
def test_field_with_a_wrong_date(value: object) -> None:
    """A record's mistake names the text as it was written, braces included."""
    with pytest.raises(ValidationError) as refused:
        DATES.validate_python(value)
    (error,) = refused.value.errors()
    assert error["msg"].startswith(f"“{value}” is not ")
    assert error["msg"].endswith(HOW_TO_WRITE)


def test_serialised_as_text() -> None:
    """Exported records hold dates in the form that they were written in."""

    class Wave(BaseModel):
        opens: PartialDate

    wave = Wave.model_validate({"opens": "2026-03-17T12:00"})
    assert wave.model_dump_json() == '{"opens":"2026-03-17T12:00"}'
    assert Wave.model_validate_json(wave.model_dump_json()) == wave
