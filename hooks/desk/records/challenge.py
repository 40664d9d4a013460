"""Grand challenges: their goals, their public consultation, the calls that they pay for in part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Day, Finding, Model, Record, Ref
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.laureate import Laureate
    from desk.status import Status


class Consultation(Model):
    """When everyone may give an opinion: an exact period, or only when it was planned."""

    opens: PartialDate | None = None
    closes: PartialDate | None = None
    planned: PartialDate | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChallengeView:
    """What a challenge's page shows beside its own fields."""

    status: Status | None
    """Where its consultation stands; None where no source speaks of one."""
    plan: Call | None
    co_funds: tuple[Call, ...]
    laureates: tuple[Laureate, ...]


class Challenge(Record):
    """A grand challenge (Grand Défi)."""

    announced: Day | None = None
    plan: Annotated[str, Ref("calls", role="challenge_of_plan")] | None = None
    goals: tuple[Text, ...] = Field(default=(), strict=False)
    consultation: Consultation | None = None
    co_funds: tuple[Annotated[str, Ref("calls", role="co_funder")], ...] = Field(
        default=(), strict=False
    )
    laureates: tuple[Annotated[str, Ref("laureates", role="co_funder")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> ChallengeView:
        """Resolve the references, and derive the status of the consultation."""
        return ChallengeView(
            status=consultation_status(
                self.consultation, desk.as_of, desk.settings.closing_soon_days
            ),
            plan=desk.calls.get(self.plan) if self.plan else None,
            co_funds=desk.resolve("calls", self.co_funds),
            laureates=desk.resolve("laureates", self.laureates),
        )

    def mistakes(self) -> Iterable[Finding]:
        """A consultation has a period or a plan, and does not close before it opens."""
        if self.consultation is None:
            return
        opens, closes = self.consultation.opens, self.consultation.closes
        if (opens is None and closes is None) == (self.consultation.planned is None):
            yield (
                ("consultation",),
                "A consultation has either its dates or the time for which it was planned",
                "write opens: and closes:, or planned: alone",
            )
        if opens and closes and closes.last < opens.first:
            yield (
                ("consultation", "closes"),
                f"It closes ({closes}) before it opens ({opens})",
                "put the two dates right",
            )


def consultation_status(
    consultation: Consultation | None, now: dt.datetime, closing_soon_days: int
) -> Status | None:
    """Give where a consultation stands at `now`.

    One that was only planned is upcoming until the planned time is over; whether it then took
    place no date can tell.
    """
    from desk.status import period_status  # noqa: PLC0415 - status reads calls

    if consultation is None:
        return None
    if consultation.planned is not None:
        return "upcoming" if now.date() <= consultation.planned.last else "no_date"
    return period_status(consultation.opens, consultation.closes, now, closing_soon_days)
