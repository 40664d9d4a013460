"""Calls: calls for projects, competitions, desks, programmes, support actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from desk.agenda import CalendarEntry
from desk.dates import PartialDate
from desk.questions import check_answers, check_rule
from desk.records.base import Figure, Finding, Model, Place, Record, Ref, Source, Term, disputed
from desk.records.claims import Claim, check_claims
from desk.records.scheme import (
    Application,
    ForeignAccess,
    KeyDate,
    Maturity,
    Money,
    RuleTest,
    at,
)
from desk.rules import Plan, Rule, evaluate, plan
from desk.texts import Name, Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.laureate import Laureate
    from desk.records.organisation import Organisation
    from desk.status import Status


KEY_DEADLINES = frozenset({"pre_application"})
"""The kinds of key date after which it is too late."""


class Funder(Model):
    """An organisation behind the call, and what it does for it (operates, funds, leads…)."""

    org: Annotated[str, Ref("organisations")]
    role: Annotated[str, Term("funder_roles")]


class KnownState(Model):
    """What a source said of a wave on a day, kept because no later source says otherwise."""

    state: Annotated[str, Term("wave_states")]
    as_of: PartialDate | None = None
    source: Source | None = None


class Wave(Model):
    """One round of a call. Its dates may be partial or unknown."""

    id: str
    label: Name
    opens: PartialDate | None = None
    closes: PartialDate | None = None
    announced: PartialDate | None = None
    known: KnownState | None = None
    note: Text | None = None
    sources: tuple[Source, ...] = Field(default=(), strict=False)


class Schedule(Model):
    """When the call takes applications. Waves are in order of time."""

    mode: Literal["dated", "waves", "rolling", "until_exhausted"]
    tz: str = "Europe/Paris"
    opens: PartialDate | None = None
    closes: PartialDate | None = None
    known: KnownState | None = None
    waves: tuple[Wave, ...] = Field(default=(), strict=False)
    note: Text | None = None


class Selection(Model):
    """How many applied and how many won, for the whole call or for one wave."""

    wave: str | None = None
    unit: Annotated[str, Term("units")]
    candidates: int | None = None
    laureates: int | None = None
    as_of: PartialDate | None = None
    note: Text | None = None
    source: Source

    @property
    def success_rate(self) -> float | None:
        """Laureates over candidates, where both are known."""
        if not self.candidates or self.laureates is None:
            return None
        return self.laureates / self.candidates


class StateOverride(Model):
    """A state that no date tells: suspended, exhausted or cancelled, since when and why."""

    state: Literal["suspended", "exhausted", "cancelled"]
    since: PartialDate | None = None
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WaveView:
    """A wave with its status on the day of the desk, its selection and its laureates."""

    wave: Wave
    status: Status
    selection: tuple[Selection, ...]
    laureates: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CallView:
    """What a call's page shows beside its own fields."""

    status: Status
    closes: PartialDate | None
    """Until when one may apply, where it is open and that is known."""
    disputed: tuple[str, ...]
    """The measures for which the sources give several values."""
    waves: tuple[WaveView, ...]
    laureates: tuple[Laureate, ...]
    funders: tuple[tuple[Organisation, str], ...]
    related: tuple[Call, ...]
    rate: Selection | None
    """The first selection row of which the success rate is known."""
    plan: Plan | None
    """The conditions as plain data, for the browser."""
    start_by: dt.date | None
    """When to begin preparing an application, where both the deadline and the time are known."""


class Call(Record):
    """A call or scheme that an entrepreneur may apply to.

    What it offers and asks stands in closed lists, so that the finder can compare; `eligibility`
    is a rule over the shared questions, proved by `tests`.
    """

    kind: Annotated[str, Term("call_kinds")]
    nature: tuple[Annotated[str, Term("natures")], ...] = Field(default=(), strict=False)
    needs: tuple[Annotated[str, Term("funding_needs")], ...] = Field(default=(), strict=False)
    programme: Annotated[str, Term("programmes")] | None = None
    perimeter: tuple[Annotated[str, Term("places")], ...] = Field(default=(), strict=False)
    topics: tuple[Annotated[str, Term("scheme_topics")], ...] = Field(default=(), strict=False)
    audiences: tuple[Annotated[str, Term("audiences")], ...] = Field(default=(), strict=False)
    stages: tuple[Annotated[str, Term("stages")], ...] = Field(default=(), strict=False)
    trl: Maturity | None = None
    consortium: Annotated[str, Term("consortium_needs")] | None = None
    foreign: ForeignAccess | None = None
    funders: tuple[Funder, ...] = Field(default=(), strict=False)
    recurrent: bool | None = None
    themes: tuple[Text, ...] = Field(default=(), strict=False)
    actions: tuple[Text, ...] = Field(default=(), strict=False)
    in_brief: tuple[Claim, ...] = Field(default=(), strict=False)
    money: Money | None = None
    eligibility: Rule | None = None
    tests: tuple[RuleTest, ...] = Field(default=(), strict=False)
    selection_criteria: tuple[Text, ...] = Field(default=(), strict=False)
    watch_out: tuple[Claim, ...] = Field(default=(), strict=False)
    apply: Application | None = None
    schedule: Schedule
    key_dates: tuple[KeyDate, ...] = Field(default=(), strict=False)
    recurrence: Text | None = None
    expected_next: PartialDate | None = None
    state_override: StateOverride | None = None
    selection: tuple[Selection, ...] = Field(default=(), strict=False)
    figures: tuple[Figure, ...] = Field(default=(), strict=False)
    related: tuple[Annotated[str, Ref("calls", role="related")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> CallView:
        """Derive the status, the waves' states, the laureates and the success rate."""
        from desk.status import (  # noqa: PLC0415 - status reads calls
            deadline_of,
            status_of,
            wave_status,
        )

        soon = desk.settings.closing_soon_days
        closes = deadline_of(self, desk.as_of, soon)
        laureates = tuple(
            desk.laureates[link.record.id]
            for link in desk.named_by("calls", self.id)
            if link.collection == "laureates"
        )
        return CallView(
            status=status_of(self, desk.as_of, soon),
            closes=closes,
            disputed=disputed(self.figures),
            waves=tuple(
                WaveView(
                    wave=wave,
                    status=wave_status(wave, desk.as_of, soon),
                    selection=tuple(row for row in self.selection if row.wave == wave.id),
                    laureates=sum(laureate.wave == wave.id for laureate in laureates),
                )
                for wave in self.schedule.waves
            ),
            laureates=laureates,
            funders=tuple(
                (desk.organisations[funder.org], funder.role)
                for funder in self.funders
                if funder.org in desk.organisations
            ),
            related=tuple(desk.calls[other] for other in self.related if other in desk.calls),
            rate=next((row for row in self.selection if row.success_rate is not None), None),
            plan=plan(self.eligibility) if self.eligibility else None,
            start_by=self._start_by(closes),
        )

    def _start_by(self, closes: PartialDate | None) -> dt.date | None:
        """A deadline less the time that an application takes; a month has no such day."""
        days = self.apply.lead_time_days if self.apply else None
        if days is None or closes is None or closes.precision not in ("day", "time"):
            return None
        return closes.last - dt.timedelta(days=days)

    def choices(self, desk: Desk) -> Mapping[str, tuple[str, ...]]:
        """Calls are found by what they give, to whom, where, for what, by whom, and their state.

        Who funds a call that nobody operates is its operator.
        """
        from desk.status import status_of  # noqa: PLC0415 - status reads calls

        operators = [
            [funder.org for funder in self.funders if funder.role == role]
            for role in ("operator", "funder")
        ]
        found = {
            "need": self.needs,
            "nature": self.nature,
            "stage": self.stages,
            "topic": self.topics,
            "place": self.perimeter,
            "audience": self.audiences,
            "operator": [org for org in operators[0] or operators[1] if org in desk.organisations],
            "consortium": (self.consortium,) if self.consortium else (),
            "foreign": (self.foreign.answer,) if self.foreign else (),
            "status": (status_of(self, desk.as_of, desk.settings.closing_soon_days),),
        }
        return {facet: tuple(dict.fromkeys(values)) for facet, values in found.items()}

    def urgency(self, desk: Desk) -> tuple[int, dt.date]:
        """What one can act on comes first, and of that what closes first."""
        from desk.status import ORDER, deadline_of, status_of  # noqa: PLC0415 - status reads calls

        soon = desk.settings.closing_soon_days
        closes = deadline_of(self, desk.as_of, soon)
        return (
            ORDER.index(status_of(self, desk.as_of, soon)),
            closes.last if closes else dt.date.max,
        )

    def calendar(self, desk: Desk) -> Iterator[CalendarEntry]:
        """The days on which the call and its waves open and close are deadlines.

        The other days that count are entries too. Each is told from the others of its kind by its
        place among them, so that one that is put off replaces itself in calendars.
        """
        periods: list[tuple[str, Text | None, PartialDate | None, PartialDate | None]] = [
            ("", None, self.schedule.opens, self.schedule.closes),
            *((f"{wave.id}.", wave.label, wave.opens, wave.closes) for wave in self.schedule.waves),
        ]
        cancelled = self.state_override is not None and self.state_override.state == "cancelled"
        for part, label, opens, closes in periods:
            for end, date in (("opens", opens), ("closes", closes)):
                if date is not None:
                    yield CalendarEntry(
                        part=f"{part}{end}",
                        phrase=f"calendar.{end}",
                        detail=label,
                        starts=date,
                        zone=self.schedule.tz,
                        cancelled=cancelled,
                        deadline=True,
                    )
        seen: dict[str, int] = {}
        for key_date in self.key_dates:
            number = seen[key_date.kind] = seen.get(key_date.kind, 0) + 1
            yield CalendarEntry(
                part=f"key.{key_date.kind}" + (f".{number}" if number > 1 else ""),
                phrase="calendar.key",
                heading=desk.vocabularies["key_dates"][key_date.kind],
                starts=key_date.day,
                zone=self.schedule.tz,
                cancelled=cancelled,
                deadline=key_date.kind in KEY_DEADLINES,
            )

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """Criteria ask for known facts, in a way that suits them; their tests answer as expected."""
        if self.eligibility is None or desk.questions is None:
            return
        wrong = list(check_rule(self.eligibility, desk.questions, ("eligibility",)))
        yield from wrong
        conditions = plan(self.eligibility)
        for index, test in enumerate(self.tests):
            place = ("tests", index)
            mistaken = list(check_answers(test.answers, desk.questions, (*place, "answers")))
            yield from mistaken
            if wrong or mistaken:
                continue
            found = evaluate(conditions, test.answers, desk.places.parents)
            if found["status"] != test.expect:
                told = ", ".join(
                    f"{row['id']}: {row['result']}" for row in found["trace"] if row["decisive"]
                )
                yield (
                    (*place, "expect"),
                    f"The conditions answer “{found['status']}”" + (f" ({told})" if told else ""),
                    "put the rule, the answers or what is expected right",
                )

    def mistakes(self) -> Iterable[Finding]:
        """Dates in order, wave ids unique, no more laureates than candidates, claims with sources.

        Conditions come with two tests at least, and money in its right order.
        """
        yield from check_claims(self)
        if self.money is not None:
            yield from at(("money",), self.money.mistakes())
        if self.trl is not None and self.trl.max < self.trl.min:
            yield ("trl", "max"), "The most is less than the least", "swap them"
        if self.eligibility is not None and len(self.tests) < 2:
            yield (
                ("eligibility",),
                "Nothing proves these conditions",
                "write two tests at least below tests:, one that fits and one that does not",
            )
        if self.tests and self.eligibility is None:
            yield ("tests",), "There are no conditions to test", "write eligibility:"
        yield from self._wave_ids()
        yield from self._order()
        known = {wave.id for wave in self.schedule.waves}
        named: list[tuple[str, int, str | None]] = [
            *(("selection", index, row.wave) for index, row in enumerate(self.selection)),
            *(("figures", index, figure.wave) for index, figure in enumerate(self.figures)),
        ]
        for field, index, wave in named:
            if wave is not None and wave not in known:
                yield (
                    (field, index, "wave"),
                    f"This call has no wave “{wave}”",
                    "write one of: " + (", ".join(sorted(known)) or "none, take the line away"),
                )
        for index, row in enumerate(self.selection):
            if row.candidates is not None and (row.laureates or 0) > row.candidates:
                yield (
                    ("selection", index, "laureates"),
                    f"{row.laureates} laureates for {row.candidates} candidates",
                    "check both",
                )

    def _wave_ids(self) -> Iterable[Finding]:
        """Each wave has an id of its own."""
        seen: set[str] = set()
        for index, wave in enumerate(self.schedule.waves):
            if wave.id in seen:
                yield (
                    ("schedule", "waves", index, "id"),
                    f"The wave “{wave.id}” stands twice",
                    "give each wave its own id",
                )
            seen.add(wave.id)

    def _order(self) -> Iterable[Finding]:
        """Nothing closes before it opens, and waves are in order of time."""
        spans: list[tuple[Place, PartialDate | None, PartialDate | None]] = [
            (("schedule",), self.schedule.opens, self.schedule.closes)
        ]
        previous: dt.date | None = None
        for index, wave in enumerate(self.schedule.waves):
            where: Place = ("schedule", "waves", index)
            spans.append((where, wave.opens, wave.closes))
            starts = wave.opens or wave.announced
            if starts is None:
                continue
            if previous is not None and starts.first < previous:
                yield (
                    where,
                    "This wave starts before the one above it",
                    "put the waves in order of time",
                )
            previous = starts.first
        for place, opens, closes in spans:
            if opens and closes and closes.last < opens.first:
                yield (
                    (*place, "closes"),
                    f"It closes ({closes}) before it opens ({opens})",
                    "put the two dates right",
                )
