"""Access: for one kind of digital service, who pays at each stage, as far as the sources tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from desk.records.base import Finding, Model, Record, Ref, Source, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.base import Record as Linked

Status = Literal["named", "general", "support", "silent"]


class Origin(Source):
    """Where it is written: a document, or one of our guides, which has its own sources."""

    guide: Annotated[str, Ref("guides", role="access_source")] | None = None

    @property
    def is_known(self) -> bool:
        """Whether it names a guide, a document or a page."""
        return self.guide is not None or super().is_known


class Stage(Model):
    """Who pays at one stage, and the ways to it.

    `named`: a payer for this kind of service; `general`: a payer, but not for this kind in
    particular, or no longer; `support`: help other than money; `silent`: neither.
    """

    step: Annotated[str, Term("access_steps")]
    status: Status
    who: Text | None = None
    calls: tuple[Annotated[str, Ref("calls", role="access")], ...] = Field(default=(), strict=False)
    guides: tuple[Annotated[str, Ref("guides", role="access")], ...] = Field(
        default=(), strict=False
    )
    organisations: tuple[Annotated[str, Ref("organisations", role="access")], ...] = Field(
        default=(), strict=False
    )
    note: Text
    origins: tuple[Origin, ...] = Field(default=(), strict=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessView:
    """What the page shows beside the record's own fields."""

    ways: dict[str, tuple[tuple[str, Linked], ...]]
    """By stage: each call, guide and organisation, with its collection."""


class Access(Record):
    """A kind of digital service and its way through the stages, in their order."""

    stages: Annotated[tuple[Stage, ...], Field(strict=False, min_length=1)]
    rank: int

    def order(self) -> str:
        """They stand in an order of their own."""
        return f"{self.rank:03}"

    def stage(self, step: str) -> Stage:
        """Give a stage by its step."""
        return next(stage for stage in self.stages if stage.step == step)

    def view(self, desk: Desk) -> AccessView:
        """Resolve the references."""
        return AccessView(
            ways={
                stage.step: tuple(
                    (name, record)
                    for name in ("calls", "guides", "organisations")
                    for record in desk.resolve(name, getattr(stage, name))
                )
                for stage in self.stages
            }
        )

    def mistakes(self) -> Iterable[Finding]:
        """A payer is named exactly where the status says so, and never without a source."""
        for index, stage in enumerate(self.stages):
            at = ("stages", index)
            pays = stage.status in ("named", "general")
            if pays and stage.who is None:
                yield at, f"“{stage.status}” asks for a payer", "write who:, or another status:"
            if not pays and stage.who is not None:
                yield (*at, "who"), "There is no payer here", "take who: away, or change status:"
            if stage.status != "silent" and not stage.origins:
                yield at, "This stage has no source", "write origins:"
            for place, origin in enumerate(stage.origins):
                if not origin.is_known:
                    yield (
                        (*at, "origins", place),
                        "This names no source",
                        "write document:, guide: or url:",
                    )

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """The stages are those of the list, each once and in its order."""
        wanted = list(desk.vocabularies["access_steps"])
        if [stage.step for stage in self.stages] != wanted:
            yield ("stages",), "These are not all stages in their order", ", ".join(wanted)
