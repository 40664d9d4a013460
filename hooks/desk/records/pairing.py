"""Pairings: companies brought together with a care site, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Model, Record, Ref, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.laureate import Laureate
    from desk.records.organisation import Organisation


class Step(Model):
    """Something that was done, is still to come, or could not take place. In order of time."""

    what: Text
    state: Annotated[str, Term("step_states")]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairingView:
    """What a pairing's page shows beside its own fields."""

    companies: tuple[tuple[Organisation, Laureate | None], ...]
    """Each company, with its prize in the programme of the pairing."""
    care_site: Organisation | None
    side: str | None
    """The care site's country; None where no source tells it."""
    others_of_site: tuple[Pairing, ...]


class Pairing(Record):
    """One or more companies that answer a care site's clinical need, as a source last told it.

    A source may say that a care site has stated its need without saying what it is: then
    `need_stated` is true and `need` is left out.
    """

    programme: Annotated[str, Term("programmes")] | None = None
    companies: tuple[Annotated[str, Ref("organisations", role="paired_company")], ...] = Field(
        strict=False
    )
    care_site: Annotated[str, Ref("organisations")]
    status: Annotated[str, Term("pairing_statuses")]
    as_of: PartialDate
    need_stated: bool
    need: Text | None = None
    steps: tuple[Step, ...] = Field(default=(), strict=False)

    def view(self, desk: Desk) -> PairingView:
        """Resolve the references, and find the other pairings of the care site."""
        site = desk.organisations.get(self.care_site)
        return PairingView(
            companies=tuple(
                (desk.organisations[company], self._prize(desk, company))
                for company in self.companies
                if company in desk.organisations
            ),
            care_site=site,
            side=site.country if site else None,
            others_of_site=tuple(
                link.record
                for link in desk.named_by("organisations", self.care_site)
                if isinstance(link.record, Pairing)
                and link.role == "care_site"
                and link.record.id != self.id
            ),
        )

    def _prize(self, desk: Desk, company: str) -> Laureate | None:
        """Give the prize that the company holds in the programme of this pairing."""
        return next(
            (
                laureate
                for link in desk.named_by("organisations", company)
                if link.collection == "laureates"
                and link.role == "holder"
                and (laureate := desk.laureates[link.record.id]).programme == self.programme
            ),
            None,
        )

    def mistakes(self) -> Iterable[Finding]:
        """There is a company, none stands twice; a need is told only where one is stated."""
        if not self.companies:
            yield ("companies",), "No company is named", "name one at least"
        if self.need is not None and not self.need_stated:
            yield (
                ("need",),
                "A need is told, and need_stated is false",
                "write need_stated: true, or take need: away",
            )
        if len(set(self.companies)) < len(self.companies):
            yield ("companies",), "A company stands twice", "name each company once"
