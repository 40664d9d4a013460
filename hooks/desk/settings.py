"""What is true of this desk and of no other: `data/desk.yml`."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from desk.records.base import ID, ID_FORM, Mailbox, Model, Url
from desk.texts import Name, Text, languages_of


def _segment(value: Text) -> Text:
    for language, text in value:
        if not ID.fullmatch(text):
            raise PydanticCustomError(
                "segment",
                "“{text}” cannot stand in an address; write {form}",
                {"text": text, "form": ID_FORM, "at": language},
            )
    return value


def _names(value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    for language in languages_of(info):
        if language not in value:
            raise PydanticCustomError(
                "language", "“{language}” has no name; write {language}:", {"language": language}
            )
    return value


def _locales(value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    for language in languages_of(info):
        name = value.get(language, language)
        try:
            Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            raise PydanticCustomError(
                "locale",
                "“{name}” is not a locale; write a language and a country, as fr_FR",
                {"name": name, "at": language},
            ) from None
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise PydanticCustomError("colour", 'This is not a colour; write it as "#0b4f4a"')
    return value


class CollectionSettings(Model):
    """A collection in use: the segment of its addresses in each language."""

    segment: Annotated[Text, AfterValidator(_segment)]


class NavigationItem(Model):
    """One link of the navigation: a hand-written page, by its path below `docs/<language>/`."""

    page: str
    label: Text


class Settings(Model):
    """The desk: its name, languages, collections and navigation."""

    name: Name
    tagline: Text
    description: Text
    colour: Annotated[str, AfterValidator(_colour)] = "#33475b"
    url: Url
    languages: tuple[str, ...] = Field(strict=False, min_length=1)
    language_names: Annotated[dict[str, str], AfterValidator(_names)]
    locales: Annotated[dict[str, str], AfterValidator(_locales)]
    country: str
    time_zone: str = "Europe/Paris"
    currency: str = "EUR"
    closing_soon_days: int = 30
    podcast_categories: tuple[str, ...] = Field(default=(), strict=False)
    collections: dict[str, CollectionSettings]
    navigation: tuple[NavigationItem, ...] = Field(strict=False)
    footer: tuple[NavigationItem, ...] = Field(default=(), strict=False)
    edit_url: Url | None = None
    contact: Mailbox | None = None
    publisher: Text

    @property
    def base_path(self) -> str:
        """The path below which the site is published, with both slashes: `/` or `/desk/`."""
        return urlsplit(self.url).path.rstrip("/") + "/"

    @property
    def root_url(self) -> str:
        """The site's full address, ending in a slash."""
        return self.url.rstrip("/") + "/"

    def collection_address(self, name: str, language: str) -> str:
        """Give the address of a collection, without leading slash: `en/funding/`."""
        segment = self.collections[name].segment.in_(language).text
        return f"{self.prefix(language)}{segment}/"

    def prefix(self, language: str) -> str:
        """Where a language's pages begin: the first language stands at the root."""
        return "" if language == self.languages[0] else f"{language}/"
