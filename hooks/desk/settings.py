"""What is true of this desk and of no other: `data/desk.yml`."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field

from desk.records.base import Mailbox, Model, Url
from desk.texts import Name, Text


class CollectionSettings(Model):
    """A collection in use: the segment of its addresses in each language."""

    segment: Text


class NavigationItem(Model):
    """One link of the navigation: a hand-written page, by its path below `docs/<language>/`."""

    page: str
    label: Text


class Settings(Model):
    """The desk: its name, languages, collections and navigation."""

    name: Name
    tagline: Text
    description: Text
    url: Url
    languages: tuple[str, ...] = Field(strict=False, min_length=1)
    language_names: dict[str, str]
    locales: dict[str, str]
    country: str
    time_zone: str = "Europe/Paris"
    currency: str = "EUR"
    closing_soon_days: int = 30
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

    def prefix(self, language: str) -> str:
        """Where a language's pages begin: the first language stands at the root."""
        return "" if language == self.languages[0] else f"{language}/"
