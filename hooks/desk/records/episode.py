"""Podcast episodes: what was recorded, in which languages, who speaks, and every word of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.records.base import Day, Finding, Model, Record, Ref
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.call import Call
    from desk.records.organisation import Organisation


class Chapter(Model):
    """Where in a recording a subject begins, in seconds, in the recording's own language."""

    at: int
    title: str


class Audio(Model):
    """A recording in one language: a file of `data/media/` and its length in seconds."""

    language: str
    file: str
    seconds: int
    chapters: tuple[Chapter, ...] = Field(default=(), strict=False)


class Guest(Model):
    """Who speaks, by the position held; the name only where it is public."""

    position: Text
    name: str | None = None
    org: Annotated[str, Ref("organisations", role="guest")] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeView:
    """What an episode's page shows beside its own fields."""

    calls: tuple[Call, ...]
    guests: tuple[tuple[Guest, Organisation | None], ...]


class Episode(Record):
    """An episode; its transcript is the body. `sample` marks one made only to show the form."""

    published: Day
    sample: bool = False
    audio: tuple[Audio, ...] = Field(strict=False, min_length=1)
    guests: tuple[Guest, ...] = Field(default=(), strict=False)
    calls: tuple[Annotated[str, Ref("calls", role="episode")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> EpisodeView:
        """Resolve the references."""
        organisations = desk.organisations
        return EpisodeView(
            calls=desk.resolve("calls", self.calls),
            guests=tuple(
                (guest, organisations.get(guest.org) if guest.org else None)
                for guest in self.guests
            ),
        )

    def audio_in(self, language: str) -> Audio:
        """Give the recording for a page in `language`; another one where that has none."""
        return next((audio for audio in self.audio if audio.language == language), self.audio[0])

    def mistakes(self) -> Iterable[Finding]:
        """One recording a language; chapters in order of time, within its length."""
        seen: set[str] = set()
        for index, audio in enumerate(self.audio):
            if audio.language in seen:
                yield (
                    ("audio", index, "language"),
                    f"There is a recording in “{audio.language}” above",
                    "keep one a language",
                )
            seen.add(audio.language)
            times = [chapter.at for chapter in audio.chapters]
            if times != sorted(set(times)) or any(time >= audio.seconds for time in times):
                yield (
                    ("audio", index, "chapters"),
                    "Chapters are out of order or begin after the end",
                    "write the second at which each begins, in order",
                )
        if self.body is None:
            yield (), "This episode has no transcript", "write it as body:"

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """Each recording is a file of `data/media/`, in a language of the desk."""
        for index, audio in enumerate(self.audio):
            if audio.language not in desk.settings.languages:
                yield (
                    ("audio", index, "language"),
                    f"“{audio.language}” is not a language of this desk",
                    "write one of: " + ", ".join(desk.settings.languages),
                )
            if audio.file not in desk.media:
                yield (
                    ("audio", index, "file"),
                    f"There is no file “{audio.file}” in data/media/",
                    "put it there, or write one of: " + ", ".join(sorted(desk.media)),
                )
