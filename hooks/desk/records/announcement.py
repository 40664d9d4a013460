"""Announcements: what was made public, on which day, and whom or what it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.records.base import Day, Record, Ref, Term
from desk.vocabulary import Document

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.challenge import Challenge
    from desk.records.laureate import Laureate
    from desk.records.organisation import Organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementView:
    """What an announcement's page shows beside its own fields."""

    calls: tuple[Call, ...]
    challenges: tuple[Challenge, ...]
    laureates: tuple[Laureate, ...]
    organisations: tuple[Organisation, ...]
    originals: tuple[Document, ...]
    """The documents that report it, each with the days on which it was published and changed."""
    newer: Announcement | None
    older: Announcement | None


class Announcement(Record):
    """A piece of news. `announced` is the day of the fact, not that of our page."""

    kind: Annotated[str, Term("news_kinds")]
    announced: Day
    calls: tuple[Annotated[str, Ref("calls", role="announced")], ...] = Field(
        default=(), strict=False
    )
    challenges: tuple[Annotated[str, Ref("challenges", role="announced")], ...] = Field(
        default=(), strict=False
    )
    laureates: tuple[Annotated[str, Ref("laureates", role="announced")], ...] = Field(
        default=(), strict=False
    )
    organisations: tuple[Annotated[str, Ref("organisations", role="announced")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> AnnouncementView:
        """Resolve the references, and find the news before and after this one."""
        news = in_order(desk)
        place = news.index(self)
        return AnnouncementView(
            calls=desk.resolve("calls", self.calls),
            challenges=desk.resolve("challenges", self.challenges),
            laureates=desk.resolve("laureates", self.laureates),
            organisations=desk.resolve("organisations", self.organisations),
            originals=tuple(
                desk.documents[name]
                for name in dict.fromkeys(source.document for source in self.sources)
                if name is not None
            ),
            newer=news[place - 1] if place else None,
            older=news[place + 1] if place + 1 < len(news) else None,
        )


def in_order(desk: Desk) -> list[Announcement]:
    """Give the news, the newest first; those of one day by id."""
    news = [one for one in desk.records.get("news", {}).values() if isinstance(one, Announcement)]
    return sorted(news, key=lambda one: (-one.announced.toordinal(), one.id))
