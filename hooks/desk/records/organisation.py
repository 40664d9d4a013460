"""Organisations: one page each with all the roles it plays in the other records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Mailbox, Model, Record, Ref, Source, Term, Url
from desk.texts import Name, Text

if TYPE_CHECKING:
    from desk.model import Backlink, Desk


class Offer(Model):
    """What the organisation helps with, as a source says it: the reason why it is in the finder.

    One offer answers one need. It may go through a call, a service or a winning project.
    """

    need: Annotated[str, Term("needs")]
    what: Text
    as_of: PartialDate | None = None
    source: Source
    call: Annotated[str, Ref("calls", role="offer")] | None = None
    service: Annotated[str, Ref("services", role="offer")] | None = None
    laureate: Annotated[str, Ref("laureates", role="offer")] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationView:
    """What an organisation's page shows: every record that names it, by the role it plays."""

    roles: tuple[tuple[str, tuple[Backlink, ...]], ...]
    """Roles in the order of their lists; `part_of` lists the organisations that belong to this one."""
    parent: Organisation | None
    count: int


class Organisation(Record):
    """A holder, partner, operator, public institution, cluster, hospital or company."""

    kind: Annotated[str, Term("organisation_kinds")]
    full_name: Name | None = None
    country: Annotated[str, Term("countries")] | None = None
    region: Annotated[str, Term("regions")] | None = None
    part_of: Annotated[str, Ref("organisations", role="part_of")] | None = None
    level: Annotated[str, Term("levels")] | None = None
    """The scale at which the sources show it acting."""
    offers: tuple[Offer, ...] = Field(default=(), strict=False)
    url: Url | None = None
    contact: Mailbox | None = None
    telephone: str | None = None
    contact_purpose: Text | None = None
    """Whom one reaches there, and as of when: a press office, a help desk."""

    def view(self, desk: Desk) -> OrganisationView:
        """Group the records that name this organisation by its role in them."""
        by_role: dict[str, list[Backlink]] = {}
        for link in desk.named_by("organisations", self.id):
            if link.role != "term":  # its line in the glossary is no role that it plays
                by_role.setdefault(link.role, []).append(link)
        order = [
            *desk.vocabularies.get("funder_roles", ()),
            "holder",
            *desk.vocabularies.get("partner_roles", ()),
            "part_of",
        ]
        place = {role: index for index, role in enumerate(order)}
        roles = sorted(by_role.items(), key=lambda item: (place.get(item[0], len(order)), item[0]))
        return OrganisationView(
            roles=tuple((role, tuple(links)) for role, links in roles),
            parent=desk.organisations.get(self.part_of) if self.part_of else None,
            count=sum(len(links) for role, links in roles if role != "part_of"),
        )

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The directory is narrowed by kind and country."""
        from desk.facets import term_facet  # noqa: PLC0415 - facets read records

        return {
            "kind": term_facet(desk, "organisation_kinds", self.kind),
            "country": term_facet(desk, "countries", self.country),
        }

    def offer_facets(self, desk: Desk, offer: Offer) -> dict[str, tuple[str, Text | None]]:
        """Among all offers, one is found by its need and by the level and kind of who makes it."""
        from desk.facets import term_facet  # noqa: PLC0415 - facets read records

        return {
            "need": term_facet(desk, "needs", offer.need),
            "level": term_facet(desk, "levels", self.level),
            "kind": term_facet(desk, "organisation_kinds", self.kind),
        }

    def mistakes(self) -> Iterable[Finding]:
        """An offer has a source; who is reached under an address or a number is told."""
        for index, offer in enumerate(self.offers):
            if not offer.source.is_known:
                yield (
                    ("offers", index, "source"),
                    "This offer has no source",
                    "write document: or url:",
                )
        if self.telephone is not None and self.contact_purpose is None:
            yield (
                ("telephone",),
                "Nothing tells who answers under this number",
                "write contact_purpose:",
            )
