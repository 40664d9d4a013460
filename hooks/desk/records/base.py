"""What every record has, and the types from which records are put together.

Records are pydantic models because pydantic reports every mistake of a file at once, with a
path to each that maps back to a line of YAML, and validates a thousand records in a few tens of
milliseconds. They are frozen: nothing changes a record once it is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz, process

from desk.dates import PartialDate
from desk.texts import Name, Text

if TYPE_CHECKING:
    from desk.agenda import CalendarEntry
    from desk.model import Desk

SUMMARY_LIMIT = 180

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_FORM = "small letters, digits and single hyphens, as in mon-projet-2"
"""What the name of a record, and each part of an address, is made of."""

Place = tuple[str | int, ...]
"""A place in a record: keys and list indexes."""

Finding = tuple[Place, str, str]
"""Something wrong in a record: (place, what is wrong, what to write)."""


class Model(BaseModel):
    """A frozen piece of a record; an unknown key is a mistake."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


def closest(word: str, choices: Iterable[str], limit: int = 3) -> list[str]:
    """Give up to `limit` choices that look like `word`, the likeliest first."""
    found = process.extract(
        word,
        list(choices),
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=70,
        processor=lambda text: text.casefold().replace("_", "-"),
    )
    return [choice for choice, _score, _index in found]


def _suggestion(word: str, choices: Iterable[str]) -> str:
    near = closest(word, choices)
    if near:
        return "write " + " or ".join(near)
    known = sorted(choices)
    if 0 < len(known) <= 12:
        return "write one of: " + ", ".join(known)
    return "take one that exists"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names a record of another collection by its id.

    `role` is what the other record is to this one ("holder", "operator"); it defaults to the
    field's name. The ids are known from the file names before any record is read, so a wrong one
    is reported with its line like any other mistake.
    """

    collection: str
    role: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)

    def check(self, value: str, info: ValidationInfo) -> str:
        """Accept the id of an existing record, or say which ids come close."""
        ids = (info.context or {}).get("ids")
        if ids is None or value in ids.get(self.collection, ()):
            return value
        raise PydanticCustomError(
            "reference",
            "{what}; {fix}",
            {
                "what": f"There is no record “{value}” in data/{self.collection}/",
                "fix": _suggestion(value, ids.get(self.collection, ())),
            },
        )


@dataclass(frozen=True, slots=True)
class Term:
    """Marks a field that takes a term of a closed list, `data/vocabulary/<vocabulary>.yml`."""

    vocabulary: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)

    def check(self, value: str, info: ValidationInfo) -> str:
        """Accept a term of the list, or say which terms come close.

        A list that has mistakes itself accepts everything: they are told once, there.
        """
        context = info.context or {}
        terms = context.get("terms")
        if terms is None or value in terms.get(self.vocabulary, ()):
            return value
        if self.vocabulary in context.get("unread_terms", ()):
            return value
        raise PydanticCustomError(
            "term",
            "{what}; {fix}",
            {
                "what": f"“{value}” is not in data/vocabulary/{self.vocabulary}.yml",
                "fix": _suggestion(value, terms.get(self.vocabulary, ())),
            },
        )


def _iso_day(value: object) -> object:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError(
                "day", "“{value}” is not a day; write it as 2026-03-17", {"value": value}
            ) from None
    if not isinstance(value, dt.date):
        raise PydanticCustomError("day", "This is not a day; write it as 2026-03-17")
    return value


Day = Annotated[dt.date, BeforeValidator(_iso_day)]


_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")


def web_address(value: str) -> str:
    """Accept a full web address."""
    if not _ADDRESS.fullmatch(value):
        raise PydanticCustomError(
            "url", "This is not a web address; write it in full, as https://example.org/page"
        )
    return value


Url = Annotated[str, AfterValidator(web_address)]


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# jean.dupont, j.dupont, jean-pierre.dupont, jean_dupont, jean-dupont
_PERSONAL = re.compile(
    r"[^\W\d_]+(-[^\W\d_]+)*[._][^\W\d_]{2,}([._-][^\W\d_]+)*|[^\W\d_]{2,}-[^\W\d_]{2,}"
)
_ROLES = frozenset(
    [
        "contact",
        "info",
        "accueil",
        "press",
        "presse",
        "support",
        "secretariat",
        "communication",
        "hello",
        "bonjour",
        "direction",
        "aide",
        "help",
    ]
)


def role_mailbox(value: str) -> str:
    """Accept the e-mail address of a role, not of a person."""
    if not _MAIL.fullmatch(value):
        raise PydanticCustomError("mailbox", "This is not an e-mail address; write contact@…")
    local = value.partition("@")[0]
    words = set(re.split(r"[._+-]", local.casefold()))
    if _PERSONAL.fullmatch(local) and not words & _ROLES:
        raise PydanticCustomError(
            "mailbox",
            "This looks like the address of a person; write a role address, "
            "as contact@… (nothing personal is published here)",
        )
    return value


Mailbox = Annotated[str, AfterValidator(role_mailbox)]


def _short(value: Text) -> Text:
    for language, text in value:
        if len(text) > SUMMARY_LIMIT:
            raise PydanticCustomError(
                "long_summary",
                "{what}; {fix}",
                {
                    "what": f"The summary in “{language}” has {len(text)} characters",
                    "fix": f"shorten it to {SUMMARY_LIMIT}",
                    "at": language,
                },
            )
    return value


Summary = Annotated[Text, AfterValidator(_short)]


class Source(Model):
    """Where a fact comes from: a place in a source document, or a public page that was checked.

    Claims cite it by its `id`. A public page without `checked_on` was not read for this desk.
    """

    id: str | None = None
    document: Annotated[str, Term("documents")] | None = None
    place: Text | None = None
    lines: tuple[int, ...] = Field(default=(), strict=False)
    label: Text | None = None
    url: Url | None = None
    checked_on: Day | None = None

    @property
    def is_known(self) -> bool:
        """Whether it names a document or a page."""
        return self.document is not None or self.url is not None


class Figure(Model):
    """A number with what it measures, how exact it is, when it was true and who says so.

    Two sources that disagree are two figures; neither is dropped. `value` None is a number that
    the source lost, shown as unknown. Money is in whole units of its currency.
    """

    measure: Annotated[str, Term("measures")]
    value: int | float | None
    unit: Annotated[str, Term("units")]
    qualifier: Literal["exact", "about", "max", "min", "of_which"] = "exact"
    as_of: PartialDate | None = None
    wave: str | None = None
    note: Text | None = None
    source: Source


def disputed(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Give the measures for which there is more than one value of the same thing."""
    values: dict[tuple[str, str | None, str], set[float | None]] = {}
    for figure in figures:
        values.setdefault((figure.measure, figure.wave, figure.unit), set()).add(figure.value)
    return tuple(dict.fromkeys(key[0] for key, found in values.items() if len(found) > 1))


class Translation(Model):
    """How the second language came about; `missing` says that a text exists in one only."""

    source: str
    other: Literal["human", "machine", "missing"]


class Change(Model):
    """Something that readers of the page are told has changed."""

    day: Day  # not `on`, which YAML readers take for true
    note: Text


class Origin(Model):
    """Where an imported record comes from, so that the next import knows what it may change.

    `digests` says for each imported field (`title.fr`, `schedule.closes`) what the import wrote:
    a field that has become something else was changed by an editor, and is left alone. So is a
    field in `locked`, with all that is in it.
    """

    source: str
    id: str
    slug: str | None = None
    url: Url | None = None
    imported_on: Day
    locked: tuple[str, ...] = Field(default=(), strict=False)
    digests: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A further page of a record, below its own: `slug` is the end of its address (the id)."""

    id: str
    title: Text
    slug: Text | None = None
    summary: Text | None = None


class Record(Model):
    """One file `data/<collection>/<id>.yml`. The id is the file's name and never changes."""

    id: str
    title: Name
    slug: Text | None = None
    aliases: tuple[str, ...] = Field(default=(), strict=False)
    spellings: tuple[str, ...] = Field(default=(), strict=False)
    publication: Literal["draft", "published", "archived"] = "published"
    summary: Summary | None = None
    body: Text | None = None
    notes: tuple[Text, ...] = Field(default=(), strict=False)
    updated: Day | None = None
    verified_on: Day | None = None
    verify_every_days: int | None = None
    sources: tuple[Source, ...] = Field(default=(), strict=False)
    translation: Translation | None = None
    changes: tuple[Change, ...] = Field(default=(), strict=False)
    origin: Origin | None = None

    def mistakes(self) -> Iterable[Finding]:
        """Give what is wrong between the record's own fields."""
        return ()

    def view(self, desk: Desk) -> object:  # noqa: ARG002
        """Give what the page shows beside the record's own fields, derived from the others."""
        return None

    def parts(self, desk: Desk) -> Iterable[Part]:  # noqa: ARG002
        """Give the further pages of this record, in a collection whose records have pages."""
        return ()

    def markdown_texts(self) -> Iterable[tuple[Place, Text]]:
        """Give the texts that are Markdown, with their places."""
        if self.body is not None:
            yield ("body",), self.body
        for index, note in enumerate(self.notes):
            yield ("notes", index), note

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:  # noqa: ARG002
        """Give this record's choice in each facet of its directory: its value and label."""
        return {}

    def choices(self, desk: Desk) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG002
        """Give this record's values in each facet of its listings and of the finder."""
        return {}

    def urgency(self, desk: Desk) -> tuple[int, dt.date]:  # noqa: ARG002
        """Give what comes first in a listing: the least, then what ends first."""
        return 0, dt.date.max

    def order(self) -> str:
        """Give what lists are sorted by before the title, where a kind has an order of its own."""
        return ""

    def calendar(self, desk: Desk) -> Iterable[CalendarEntry]:  # noqa: ARG002
        """Give this record's entries in calendars."""
        return ()

    def disagreements(self, desk: Desk) -> Iterable[Finding]:  # noqa: ARG002
        """Give what is wrong in the light of the other records."""
        return ()


def check_overdue(record: Record, as_of: dt.date) -> bool:
    """Tell whether the record's next check was due before `as_of`."""
    if record.verified_on is None or record.verify_every_days is None:
        return False
    return record.verified_on + dt.timedelta(days=record.verify_every_days) < as_of
