"""Axes of a strategy: each with its actions, and the records that carry them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.records.base import ID, ID_FORM, Finding, Model, Record, Ref, Source, Term
from desk.records.figure import KeyFigure, Value
from desk.records.milestone import Milestone
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.organisation import Organisation


class FigureRef(Model):
    """One value of a key figure."""

    figure: Annotated[str, Ref("figures")]
    value: str


class Implementation(Model):
    """A call that carries an action out, and who says so: a source, or the match made here."""

    call: Annotated[str, Ref("calls", role="axis")]
    basis: Annotated[str, Term("link_bases")]


class Action(Model):
    """One action of an axis. `points` are the parts that the source lists below it."""

    id: str
    title: Text
    objective: Text
    points: tuple[Text, ...] = Field(default=(), strict=False)
    figures: tuple[FigureRef, ...] = Field(default=(), strict=False)
    calls: tuple[Implementation, ...] = Field(default=(), strict=False)
    leads: tuple[Annotated[str, Ref("organisations", role="lead")], ...] = Field(
        default=(), strict=False
    )
    organisations: tuple[Annotated[str, Ref("organisations", role="axis")], ...] = Field(
        default=(), strict=False
    )
    milestones: tuple[Annotated[str, Ref("milestones")], ...] = Field(default=(), strict=False)
    outcomes: tuple[Annotated[str, Ref("outcomes")], ...] = Field(default=(), strict=False)
    note: Text | None = None
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionView:
    """An action with the records that it names."""

    action: Action
    figures: tuple[tuple[KeyFigure, Value], ...]
    calls: tuple[tuple[Call, str], ...]
    """Each call, and who links it to the action."""
    leads: tuple[Organisation, ...]
    organisations: tuple[Organisation, ...]
    milestones: tuple[Milestone, ...]
    outcomes: tuple[Record, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AxisView:
    """What an axis's page shows beside its own fields."""

    actions: tuple[ActionView, ...]
    calls: tuple[Call, ...]
    figures: tuple[tuple[KeyFigure, Value], ...]
    laureates: int
    """How many laureates the calls of this axis have here."""


class Axis(Record):
    """One axis of the strategy."""

    number: int
    official: Text
    """The axis's whole name, as the source has it."""
    actions: tuple[Action, ...] = Field(strict=False, min_length=1)

    def view(self, desk: Desk) -> AxisView:
        """Resolve what the actions name."""
        actions = tuple(_resolve(action, desk) for action in self.actions)
        calls = {call.id: call for action in actions for call, _basis in action.calls}
        return AxisView(
            actions=actions,
            calls=tuple(calls.values()),
            figures=tuple(pair for action in actions for pair in action.figures),
            laureates=sum(
                link.collection == "laureates"
                for call in calls
                for link in desk.named_by("calls", call)
            ),
        )

    def mistakes(self) -> Iterable[Finding]:
        """Each action has an id of its own."""
        seen: set[str] = set()
        for index, action in enumerate(self.actions):
            if not ID.fullmatch(action.id):
                yield ("actions", index, "id"), f"“{action.id}” cannot be an id", f"write {ID_FORM}"
            if action.id in seen:
                yield (
                    ("actions", index, "id"),
                    f"The action “{action.id}” stands twice",
                    "give each action its own id",
                )
            seen.add(action.id)

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """An action names values that their figures have."""
        figures = desk.records.get("figures", {})
        for index, action in enumerate(self.actions):
            for place, ref in enumerate(action.figures):
                figure = figures.get(ref.figure)
                if isinstance(figure, KeyFigure) and figure.value(ref.value) is None:
                    yield (
                        ("actions", index, "figures", place, "value"),
                        f"The figure “{ref.figure}” has no value “{ref.value}”",
                        "write one of: " + ", ".join(value.id for value in figure.values),
                    )


def _resolve(action: Action, desk: Desk) -> ActionView:
    figures = []
    for ref in action.figures:
        figure = desk.get("figures", ref.figure)
        value = figure.value(ref.value) if isinstance(figure, KeyFigure) else None
        if isinstance(figure, KeyFigure) and value is not None:
            figures.append((figure, value))
    return ActionView(
        action=action,
        figures=tuple(figures),
        calls=tuple(
            (desk.calls[link.call], link.basis) for link in action.calls if link.call in desk.calls
        ),
        leads=tuple(desk.organisations[org] for org in action.leads if org in desk.organisations),
        organisations=tuple(
            desk.organisations[org] for org in action.organisations if org in desk.organisations
        ),
        milestones=tuple(
            milestone
            for identifier in action.milestones
            if isinstance(milestone := desk.get("milestones", identifier), Milestone)
        ),
        outcomes=tuple(
            outcome
            for identifier in action.outcomes
            if (outcome := desk.get("outcomes", identifier)) is not None
        ),
    )
