"""Organisations: one page each with all the roles it plays in the other records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from desk.records.base import Mailbox, Record, Ref, Term, Url
from desk.texts import Name, Text

if TYPE_CHECKING:
    from desk.model import Backlink, Desk


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
    url: Url | None = None
    contact: Mailbox | None = None

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
