"""Guides: what a rule asks, of whom, in which order, and who decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.agenda import CalendarEntry
from desk.dates import PartialDate
from desk.questions import check_rule
from desk.records.base import Finding, Model, Record, Ref, Term, Url
from desk.records.claims import Citation, Claim, check_claims, check_ids
from desk.rules import Plan, Rule, plan
from desk.texts import Name, Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.country import Country
    from desk.records.organisation import Organisation

Cited = Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]


class Instrument(Model):
    """The legal text or reference document that the guide is about."""

    type: Annotated[str, Term("instrument_types")]
    number: str | None = None
    title: Name
    jurisdiction: Annotated[str, Term("jurisdictions")]
    url: Url
    state: Annotated[str, Term("instrument_states")]
    state_note: Text | None = None


class Obligation(Model):
    """Who must do what, by which article, how it is proved, and what happens otherwise."""

    who: Text
    what: Text
    article: Name
    proof: Text | None = None
    penalty: Text | None = None
    cite: Cited
    unsure: Text | None = None


class Step(Model):
    """One thing to do, in its place in the order: how long it takes and who acts."""

    title: Text
    text: Text
    duration: Text | None = None
    actor: Text | None = None
    cite: Annotated[tuple[Citation, ...], Field(strict=False)] = ()
    unsure: Text | None = None


class Milestone(Model):
    """A date that the text sets. It stands in the calendar when it is known to the day."""

    date: PartialDate
    what: Text
    cite: Cited
    unsure: Text | None = None


class Cost(Model):
    """An order of magnitude of what something costs, from a named source.

    `least` and `most` are whole units of `currency`; both are None where the source says only in
    words (`note`) what it depends on.
    """

    what: Text
    least: int | None = None
    most: int | None = None
    currency: str = "EUR"
    note: Text | None = None
    cite: Cited
    unsure: Text | None = None


class Myth(Model):
    """What is often believed, and what is so."""

    claim: Text
    answer: Text
    cite: Cited


class Check(Model):
    """One line of a checklist; its id never changes, as readers' browsers remember it."""

    id: str
    text: Text


class Coming(Model):
    """What is about to change."""

    what: Text
    when: PartialDate | None = None
    cite: Cited
    unsure: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideView:
    """What a guide's page shows beside its own fields."""

    plan: Plan | None
    """The conditions as plain data, for the browser."""
    authorities: tuple[Organisation, ...]
    calls: tuple[Call, ...]
    guides: tuple[Guide, ...]
    countries: tuple[Country, ...]
    replaced_by: tuple[Guide, ...]


class Guide(Record):
    """A sheet that says whether a rule applies, what to do and where that is written."""

    kind: Annotated[str, Term("guide_kinds")]
    topic: Annotated[str, Term("guide_topics")]
    instruments: tuple[Instrument, ...] = Field(default=(), strict=False)
    applies_if: Rule | None = None
    in_brief: Annotated[tuple[Claim, ...], Field(strict=False, min_length=2)]
    obligations: tuple[Obligation, ...] = Field(default=(), strict=False)
    steps: tuple[Step, ...] = Field(default=(), strict=False)
    milestones: tuple[Milestone, ...] = Field(default=(), strict=False)
    costs: tuple[Cost, ...] = Field(default=(), strict=False)
    myths: tuple[Myth, ...] = Field(default=(), strict=False)
    checklist: tuple[Check, ...] = Field(default=(), strict=False)
    changes_next: tuple[Coming, ...] = Field(default=(), strict=False)
    authorities: tuple[Annotated[str, Ref("organisations", role="authority")], ...] = Field(
        default=(), strict=False
    )
    calls: tuple[Annotated[str, Ref("calls", role="guide")], ...] = Field(default=(), strict=False)
    related: tuple[Annotated[str, Ref("guides", role="related")], ...] = Field(
        default=(), strict=False
    )
    supersedes: tuple[Annotated[str, Ref("guides", role="supersedes")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> GuideView:
        """Derive what the guide leads to."""
        guides = desk.guides
        return GuideView(
            plan=plan(self.applies_if) if self.applies_if else None,
            authorities=tuple(
                desk.organisations[one] for one in self.authorities if one in desk.organisations
            ),
            calls=tuple(desk.calls[one] for one in self.calls if one in desk.calls),
            guides=tuple(guides[one] for one in self.related if one in guides),
            countries=tuple(
                desk.countries[link.record.id]
                for link in desk.named_by("guides", self.id)
                if link.collection == "countries"
            ),
            replaced_by=tuple(
                guides[link.record.id]
                for link in desk.named_by("guides", self.id)
                if link.role == "supersedes"
            ),
        )

    def calendar(self, desk: Desk) -> Iterable[CalendarEntry]:
        """The dates that the text sets. A date of which several things hold has an entry for each."""
        seen: dict[PartialDate, int] = {}
        for milestone in self.milestones:
            number = seen[milestone.date] = seen.get(milestone.date, 0) + 1
            yield CalendarEntry(
                part=f"milestone.{milestone.date}" + (f".{number}" if number > 1 else ""),
                detail=milestone.what,
                starts=milestone.date,
                zone=desk.settings.time_zone,
            )

    def mistakes(self) -> Iterable[Finding]:
        """Every citation names a source; lines of the checklist have their own ids; costs rise."""
        yield from check_claims(self)
        yield from check_ids("checklist", self.checklist)
        for index, cost in enumerate(self.costs):
            if cost.least is not None and cost.most is not None and cost.most < cost.least:
                yield ("costs", index, "most"), "The most is less than the least", "swap them"
            if cost.least is None and cost.most is None and cost.note is None:
                yield (
                    ("costs", index),
                    "This cost has no amount and no words",
                    "write least:, most: or note:",
                )

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """Criteria ask for known facts, in a way that suits them."""
        if self.applies_if is not None and desk.questions is not None:
            yield from check_rule(self.applies_if, desk.questions, ("applies_if",))
