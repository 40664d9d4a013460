"""Services: public services and tools, what they do, for whom, and who runs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Figure, Finding, Model, Record, Ref, Source, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.organisation import Organisation


class Runner(Model):
    """An organisation behind the service, and what it does for it (runs, launched, helps)."""

    org: Annotated[str, Ref("organisations")]
    role: Annotated[str, Term("service_roles")]


class Statement(Model):
    """What a source says of the service, and of when. In order of time."""

    text: Text
    day: PartialDate | None = None
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceView:
    """What a service's page shows beside its own fields."""

    runners: tuple[tuple[Organisation, str], ...]
    whole: Service | None
    """The service of which this one is a part."""
    calls: tuple[Call, ...]
    related: tuple[Service, ...]


class Service(Record):
    """A public service or tool. `links` are its addresses, none where nobody could verify one."""

    need: Annotated[str, Term("needs")]
    state: Annotated[str, Term("service_states")] | None = None
    as_of: PartialDate | None = None
    audience: Text | None = None
    runners: tuple[Runner, ...] = Field(default=(), strict=False)
    part_of: Annotated[str, Ref("services", role="part_of")] | None = None
    statements: tuple[Statement, ...] = Field(default=(), strict=False)
    figures: tuple[Figure, ...] = Field(default=(), strict=False)
    links: tuple[Source, ...] = Field(default=(), strict=False)
    calls: tuple[Annotated[str, Ref("calls", role="service")], ...] = Field(
        default=(), strict=False
    )
    related: tuple[Annotated[str, Ref("services", role="related")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> ServiceView:
        """Resolve the references."""
        services = {
            identifier: record
            for identifier, record in desk.records.get("services", {}).items()
            if isinstance(record, Service)
        }
        return ServiceView(
            runners=tuple(
                (desk.organisations[runner.org], runner.role)
                for runner in self.runners
                if runner.org in desk.organisations
            ),
            whole=services.get(self.part_of) if self.part_of else None,
            calls=tuple(desk.calls[call] for call in self.calls if call in desk.calls),
            related=tuple(services[other] for other in self.related if other in services),
        )

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The directory is narrowed by need, state and who runs the service."""
        from desk.facets import record_facet, term_facet  # noqa: PLC0415 - facets read records

        return {
            "need": term_facet(desk, "needs", self.need),
            "state": term_facet(desk, "service_states", self.state),
            "runner": record_facet(
                desk.organisations, self.runners[0].org if self.runners else None
            ),
        }

    def mistakes(self) -> Iterable[Finding]:
        """No service is part of itself, every statement has a source, every link an address."""
        if self.part_of == self.id:
            yield ("part_of",), "A service is not part of itself", "name another, or take it away"
        for index, statement in enumerate(self.statements):
            if not statement.source.is_known:
                yield (
                    ("statements", index, "source"),
                    "This statement has no source",
                    "write document: or url:",
                )
        for index, link in enumerate(self.links):
            if link.url is None:
                yield ("links", index), "This link has no address", "write url:"
