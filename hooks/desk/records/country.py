"""Countries: what it takes to sell a digital health product there, seen from France."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Model, Record, Ref, Term, Url
from desk.records.claims import Citation, Claim, check_claims, check_ids
from desk.texts import Name, Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.guide import Guide
    from desk.records.organisation import Organisation

Cited = Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]


class KeyFigure(Model):
    """A number about the country, with its year and source; None is a number not confirmed."""

    measure: Text
    value: int | float | None
    unit: Annotated[str, Term("units")]
    qualifier: Literal["exact", "about", "max", "min"] = "exact"
    year: PartialDate
    cite: Cited


class Payer(Model):
    """Who pays for care or for a product, and for what."""

    name: Name
    role: Text
    cite: Cited


class Route(Model):
    """A way to the market or to reimbursement: who decides, on what evidence, how long."""

    id: str
    name: Name
    authority: Name
    product_classes: Annotated[
        tuple[Annotated[str, Term("product_classes")], ...], Field(strict=False, min_length=1)
    ]
    status: Annotated[str, Term("route_states")]
    what: Text
    evidence: Text
    duration_months: tuple[int, int] | None = Field(default=None, strict=False)
    duration_note: Text | None = None
    reimbursement: Text
    url: Url
    cite: Cited
    unsure: Text | None = None


class Difference(Model):
    """A rule of the country beside the French one: equivalent fully, partly or not at all."""

    topic: Annotated[str, Term("rule_topics")]
    rule: Text
    authority: Name
    fr_equivalence: Literal["full", "partial", "none"]
    delta: Text
    cite: Cited
    unsure: Text | None = None


class Support(Model):
    """Help for French companies that go there."""

    name: Name
    org: Annotated[str, Ref("organisations", role="export_support")] | None = None
    offer: Text
    url: Url | None = None
    cite: Cited


class FirstDay(Model):
    """A line of the checklist of the first ninety days: by which day, what to do."""

    id: str
    by_day: Literal[30, 60, 90]
    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class CountryView:
    """What a country's page shows beside its own fields."""

    guides: tuple[Guide, ...]
    calls: tuple[Call, ...]
    supporters: tuple[tuple[Support, Organisation | None], ...]


class Country(Record):
    """An export sheet."""

    country: Annotated[str, Term("countries")]
    key_figures: tuple[KeyFigure, ...] = Field(strict=False)
    governance: tuple[Claim, ...] = Field(strict=False)
    payers: tuple[Payer, ...] = Field(strict=False)
    market_access: tuple[Route, ...] = Field(strict=False)
    regulation: tuple[Difference, ...] = Field(strict=False)
    interoperability: tuple[Claim, ...] = Field(strict=False)
    procurement: tuple[Claim, ...] = Field(strict=False)
    languages_required: tuple[Claim, ...] = Field(strict=False)
    support: tuple[Support, ...] = Field(strict=False)
    checklist: tuple[FirstDay, ...] = Field(strict=False)
    guides: tuple[Annotated[str, Ref("guides", role="country")], ...] = Field(
        default=(), strict=False
    )
    calls: tuple[Annotated[str, Ref("calls", role="country")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> CountryView:
        """Derive what the sheet leads to."""
        return CountryView(
            guides=tuple(desk.guides[one] for one in self.guides if one in desk.guides),
            calls=tuple(desk.calls[one] for one in self.calls if one in desk.calls),
            supporters=tuple(
                (support, desk.organisations.get(support.org) if support.org else None)
                for support in self.support
            ),
        )

    def mistakes(self) -> Iterable[Finding]:
        """Every citation names a source; routes and lines of the checklist have their own ids."""
        yield from check_claims(self)
        yield from check_ids("market_access", self.market_access)
        yield from check_ids("checklist", self.checklist)
        for index, route in enumerate(self.market_access):
            if route.duration_months and route.duration_months[0] > route.duration_months[1]:
                yield (
                    ("market_access", index, "duration_months"),
                    "The longest time is shorter than the shortest",
                    "write the least first",
                )
