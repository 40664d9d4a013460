"""What is true of this desk and of no other: `data/desk.yml`."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from desk import icons
from desk.records.base import ID, ID_FORM, Mailbox, Model, Url, role_mailbox, web_address
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
    """A collection in use: the segment of its addresses in each language.

    `book` is the name of the file that holds the collection as a book, where there is one.
    `listings` gives the segment of each facet by which it has listings.
    """

    segment: Annotated[Text, AfterValidator(_segment)]
    listings: dict[str, Annotated[Text, AfterValidator(_segment)]] = Field(default_factory=dict)
    book: Annotated[Text, AfterValidator(_segment)] | None = None


def _known_icon(value: str) -> str:
    if not icons.exists(value):
        raise PydanticCustomError(
            "icon",
            "There is no icon “{name}”; write one of the theme's set, as material/calendar",
            {"name": value},
        )
    return value


def _report_address(value: str) -> str:
    if "://" not in value:
        return role_mailbox(value)
    web_address(value.replace("{url}", "").replace("{title}", ""))
    return value


class NavigationItem(Model):
    """One link of the navigation: a hand-written page, by its path below `docs/<language>/`."""

    page: str
    label: Text


class Way(NavigationItem):
    """A way on from the home page: where it leads, in a few words, with an icon."""

    text: Text
    icon: Annotated[str, AfterValidator(_known_icon)]


class FooterGroup(Model):
    """A column of links at the foot of every page, below a heading."""

    label: Text
    pages: tuple[NavigationItem, ...] = Field(strict=False)


class Contact(Model):
    """How readers reach the desk; each way may be missing, and pages then say so."""

    registration_url: Url | None = None
    mailbox: Mailbox | None = None


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
    listed_places: tuple[str, ...] = Field(default=(), strict=False)
    """The countries that the desk serves. They, the places inside them and those around them have
    listings, even empty ones; other places have none."""
    navigation: tuple[NavigationItem, ...] = Field(strict=False)
    ways: tuple[Way, ...] = Field(default=(), strict=False)
    footer: tuple[FooterGroup, ...] = Field(default=(), strict=False)
    edit_url: Url | None = None
    report_to: Annotated[str, AfterValidator(_report_address)] | None = None
    """Where readers report a mistake: a role mailbox, or a form's address; in that, {url} and
    {title} stand for those of the page."""
    contact: Contact = Contact()
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

    def book_address(self, name: str, language: str) -> str | None:
        """Give the address of a collection's book, beside its pages; None where it has none."""
        book = self.collections[name].book if name in self.collections else None
        if book is None:
            return None
        return f"{self.collection_address(name, language)}{book.in_(language).text}.pdf"

    def prefix(self, language: str) -> str:
        """Where a language's pages begin: the first language stands at the root."""
        return "" if language == self.languages[0] else f"{language}/"
