"""What a call offers and asks: money, who may apply, how, and what a rule should answer.

Pieces of `Call`, apart because a call from an old press kit has none of them and a current scheme
has most.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Mailbox, Model, Place, Term, Url
from desk.records.claims import Citation
from desk.texts import Name, Text

Cites = Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]


class Money(Model):
    """What one applicant may get, in whole units of `currency`, rates in percent of the costs.

    `award` is what is paid or lent, `project` the size that the project must have, `envelope` what
    there is for all. A bound that no source gives is left out.
    """

    currency: str = "EUR"
    award_min: int | None = None
    award_max: int | None = None
    rate_min: int | None = None
    rate_max: int | None = None
    project_min: int | None = None
    project_max: int | None = None
    envelope: int | None = None
    own_contribution: Text | None = None
    note: Text | None = None
    cite: Cites
    unsure: Text | None = None

    @property
    def is_told(self) -> bool:
        """Whether a source gives what one applicant may get, or at which rate."""
        bounds = (self.award_min, self.award_max, self.rate_min, self.rate_max)
        return any(bound is not None for bound in bounds)

    def mistakes(self) -> Iterator[Finding]:
        """Nothing is negative, no least is above its most, no rate above 100 percent."""
        for name in ("award", "rate", "project"):
            least, most = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
            if least is not None and most is not None and most < least:
                yield (f"{name}_max",), "The most is less than the least", "swap them"
        for name, value in self:
            if isinstance(value, int) and (value < 0 or (name.startswith("rate") and value > 100)):
                yield (name,), f"{value} cannot be", "write a whole number, rates up to 100"


class Maturity(Model):
    """The technology readiness levels (1 to 9) that a scheme takes, both included."""

    min: Annotated[int, Field(ge=1, le=9)]
    max: Annotated[int, Field(ge=1, le=9)]


class ForeignAccess(Model):
    """Whether those based in another country may apply, and how."""

    answer: Annotated[str, Term("foreign_access")]
    note: Text | None = None
    cite: Annotated[tuple[Citation, ...], Field(strict=False)] = ()


class KeyDate(Model):
    """A day that counts beside opening and closing, with its hour when the source gives one."""

    kind: Annotated[str, Term("key_dates")]
    day: PartialDate
    note: Text | None = None
    url: Url | None = None


class Application(Model):
    """How to apply: where, with which documents, in which steps, and how long it takes.

    `lead_time_days` is how many days before the deadline to begin; it is the desk's own advice
    unless `lead_time_cite` says whose.
    """

    url: Url
    documents: tuple[Text, ...] = Field(default=(), strict=False)
    steps: tuple[Text, ...] = Field(default=(), strict=False)
    lead_time_days: Annotated[int, Field(ge=1, le=730)] | None = None
    lead_time_cite: Annotated[tuple[Citation, ...], Field(strict=False)] = ()
    contact: Mailbox | None = None


Answer = bool | int | str | Annotated[tuple[str, ...], Field(strict=False)]


class RuleTest(Model):
    """What the conditions must answer to some answers: the editor's proof of the rule."""

    name: Name
    answers: dict[str, Answer]
    expect: Literal["fits", "to_check", "conditions_not_met"]

    def __hash__(self) -> int:
        """A record can be told from others quickly; answers are a mapping, which has no hash."""
        return hash((self.name, self.expect))


def at(place: Place, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Give findings of a piece with their places in the record."""
    for inner, what, fix in findings:
        yield (*place, *inner), what, fix
