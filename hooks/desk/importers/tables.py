"""Tables: what the labels of a catalogue mean in our lists, from `data/imports/<source>.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from desk.markdown import slugify
from desk.reader import Reader
from desk.records.base import Model, Term, Url
from desk.texts import Text


class Meaning(Model):
    """What one label of the catalogue says in our lists. Empty: known, and it says nothing here."""

    kind: Annotated[str, Term("call_kinds")] | None = None
    nature: tuple[Annotated[str, Term("natures")], ...] = Field(default=(), strict=False)
    needs: tuple[Annotated[str, Term("funding_needs")], ...] = Field(default=(), strict=False)
    topics: tuple[Annotated[str, Term("scheme_topics")], ...] = Field(default=(), strict=False)
    audiences: tuple[Annotated[str, Term("audiences")], ...] = Field(default=(), strict=False)
    stages: tuple[Annotated[str, Term("stages")], ...] = Field(default=(), strict=False)
    perimeter: tuple[Annotated[str, Term("places")], ...] = Field(default=(), strict=False)
    programme: Annotated[str, Term("programmes")] | None = None
    mode: Literal["dated", "rolling", "until_exhausted"] | None = None
    recurrent: bool | None = None


Labels = dict[str, Meaning]


class Kinds(Model):
    """What an aid is: a call for projects, a European one, or what its type says, else `other`."""

    call: Annotated[str, Term("call_kinds")]
    european_call: Annotated[str, Term("call_kinds")]
    other: Annotated[str, Term("call_kinds")]


class Roles(Model):
    """What its financers and instructors do for an aid."""

    financers: Annotated[str, Term("funder_roles")]
    instructors: Annotated[str, Term("funder_roles")]


class Wording(Model):
    """What the import writes into drafts beside the texts of the catalogue.

    `{names}`, `{place}` and `{text}` stand for what the aid says.
    """

    source_label: Text
    origin_label: Text
    conditions: Text
    examples: Text
    mail_left_out: Text
    unknown_organisations: Text
    unknown_place: Text
    paid: Text
    licence: Text


class Conditions(Model):
    """The conditions of an aid that tells some in prose, and their tests, as in a call."""

    eligibility: dict[str, Any]
    tests: list[dict[str, Any]]


class NewOrganisations(Model):
    """What a new organisation is: the kind of the first word that its name begins with."""

    kind: Annotated[str, Term("organisation_kinds")]
    by_word: dict[str, Annotated[str, Term("organisation_kinds")]]


class Tables(Model):
    """All that the import must know of one catalogue."""

    address: Url
    language: str
    page_size: int
    filters: dict[str, str]
    scales: tuple[str, ...] = Field(strict=False)
    roles: Roles
    kinds: Kinds
    pre_application: Annotated[str, Term("key_dates")]
    organisations: NewOrganisations
    conditions: Conditions
    wording: Wording
    aid_types: Labels
    audiences: Labels
    steps: Labels
    destinations: Labels
    recurrences: Labels
    programs: Labels
    perimeters: Labels
    categories: Labels


def read_tables(reader: Reader, source: str) -> Tables | None:
    """Read the tables of a catalogue; None when they have mistakes (they are kept by the reader)."""
    relative = f"imports/{source}.yml"
    data = reader.data(relative)
    return None if data is None else reader.validate(relative, Tables, data)


def find(labels: Mapping[str, Meaning], label: str) -> Meaning | None:
    """Find what a label means. Case, accents, apostrophes and pictures do not count."""
    wanted = slugify(label)
    return next((meaning for key, meaning in labels.items() if slugify(key) == wanted), None)
