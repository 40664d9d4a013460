"""Laureates: projects and companies that won a call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.records.base import Finding, Model, Record, Ref, Source, Term
from desk.records.pairing import Pairing
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call, Wave
    from desk.records.organisation import Organisation


class Partner(Model):
    """An organisation of the consortium, and its role in it."""

    org: Annotated[str, Ref("organisations")]
    role: Annotated[str, Term("partner_roles")]


class Spotlight(Model):
    """Why a source singles the laureate out: it gives it a box of its own, or the floor."""

    reason: Text
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class LaureateView:
    """What a laureate's page shows beside its own fields."""

    call: Call | None
    wave: Wave | None
    holder: Organisation | None
    partners: tuple[tuple[Organisation, str], ...]
    country: str | None
    """The holder's country; None where no source tells it."""
    others_of_holder: tuple[Laureate, ...]
    pairings: tuple[Pairing, ...]
    """The pairings of the holder in the programme that it won."""


class Laureate(Record):
    """A project (or a company) that won. An unknown call, wave or region is a state, not a gap."""

    call: Annotated[str, Ref("calls")] | None = None
    wave: str | None = None
    programme: Annotated[str, Term("programmes")] | None = None
    holder: Annotated[str, Ref("organisations")]
    partners: tuple[Partner, ...] = Field(default=(), strict=False)
    partners_missing: bool = False
    constitution: Annotated[str, Term("constitutions")] | None = None
    funder: Annotated[str, Term("laureate_funders")] | None = None
    region: Annotated[str, Term("regions")] | None = None
    region_note: Text | None = None
    scope: Annotated[str, Term("scopes")] | None = None
    theme: Annotated[str, Term("themes")] | None = None
    theme_note: Text | None = None
    undescribed: bool = False
    spotlight: Spotlight | None = None

    def view(self, desk: Desk) -> LaureateView:
        """Resolve the references, and find the holder's other projects."""
        call = desk.calls.get(self.call) if self.call else None
        wave = (
            next((wave for wave in call.schedule.waves if wave.id == self.wave), None)
            if call
            else None
        )
        holder = desk.organisations.get(self.holder)
        return LaureateView(
            call=call,
            wave=wave,
            holder=holder,
            partners=tuple(
                (desk.organisations[partner.org], partner.role)
                for partner in self.partners
                if partner.org in desk.organisations
            ),
            country=holder.country if holder else None,
            others_of_holder=tuple(
                desk.laureates[link.record.id]
                for link in desk.named_by("organisations", self.holder)
                if holder is not None
                and link.collection == "laureates"
                and link.role == "holder"
                and link.record.id != self.id
            ),
            pairings=tuple(
                link.record
                for link in desk.named_by("organisations", self.holder)
                if isinstance(link.record, Pairing)
                and link.role == "paired_company"
                and link.record.programme == self.programme
            ),
        )

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The directory is narrowed by call, funder, region, theme, constitution and country."""
        from desk.facets import record_facet, term_facet  # noqa: PLC0415 - facets read records

        holder = desk.organisations.get(self.holder)
        return {
            "call": record_facet(desk.calls, self.call),
            "funder": term_facet(desk, "laureate_funders", self.funder),
            "region": term_facet(desk, "regions", self.region),
            "theme": term_facet(desk, "themes", self.theme),
            "constitution": term_facet(desk, "constitutions", self.constitution),
            "country": term_facet(desk, "countries", holder.country if holder else None),
        }

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """The wave is one of the call's; there is a call or at least a programme."""
        if self.call is None:
            if self.wave is not None:
                yield ("wave",), "This wave is that of no call", "write call:, or take wave: away"
            if self.programme is None:
                yield (), "Neither call nor programme is known", "write programme: at least"
            return
        call = desk.calls.get(self.call)
        if call is None:
            return  # its own file has mistakes, which are told there
        waves = [wave.id for wave in call.schedule.waves]
        if self.wave is not None and self.wave not in waves:
            yield (
                ("wave",),
                f"The call “{self.call}” has no wave “{self.wave}”",
                "write one of: " + (", ".join(waves) or "none, take the line away"),
            )
