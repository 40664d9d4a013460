"""Testimonials, reported in our own words: who spoke by position, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from desk.records.base import Record, Ref, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.organisation import Organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteView:
    """What stands beside a testimonial's own fields."""

    org: Organisation | None


class Quote(Record):
    """What someone said, in indirect speech (the body). The speaker may be known by position only."""

    position: Text
    name: str | None = None
    org: Annotated[str, Ref("organisations", role="voice")] | None = None
    language: Annotated[str, Term("languages")]
    """The language in which the source gives the words."""

    def view(self, desk: Desk) -> QuoteView:
        """Resolve the reference."""
        return QuoteView(org=desk.organisations.get(self.org) if self.org else None)
