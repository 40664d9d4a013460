"""The hand-written pages: what their front matter says, and where they are published.

MkDocs renders them; this module only reads what the address book and the checks need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from desk import read
from desk.explain import explain
from desk.mistakes import Mistake
from desk.records.base import ID, ID_FORM, Day, Model
from desk.settings import Settings

MARKER = re.compile(r"<!-- desk:(?P<name>[a-z][a-z0-9-]*)(?P<arguments>(?: [a-z_]+=[\w./-]+)*) -->")
_ANY_MARKER = re.compile(r"<!--\s*desk:.*?(?:-->|$)", re.MULTILINE)
_LINK = re.compile(r"\]\(((?:[a-z_]+):[\w./-]+)(?:#[\w-]*)?\)")


def _address_part(value: str) -> str:
    if not all(ID.fullmatch(part) for part in value.split("/")):
        raise PydanticCustomError(
            "slug",
            "“{slug}” cannot stand in an address; write {form}",
            {"slug": value, "form": ID_FORM},
        )
    return value


def _known_collection(value: str, info: ValidationInfo) -> str:
    known = (info.context or {})["collections"]
    if value not in known:
        raise PydanticCustomError(
            "collection",
            "This desk has no collection “{name}”; write one of: {known}",
            {"name": value, "known": ", ".join(known)},
        )
    return value


class FrontMatter(Model):
    """What stands between the two `---` at the top of a hand-written page.

    `collection` makes the page the index of that collection: its address is the collection's.
    `bare` is for a page that stands in a frame on other sites: its own header and footer are away.
    """

    title: str
    description: str
    updated: Day
    slug: Annotated[str, AfterValidator(_address_part)] | None = None
    collection: Annotated[str, AfterValidator(_known_collection)] | None = None
    search: bool = True
    sitemap: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A hand-written page in one language. `key` is its path below `docs/<language>/`."""

    language: str
    key: str
    address: str
    front: FrontMatter
    text: str
    first_line: int
    """The line of the file on which `text` begins, counted from 1."""

    @property
    def source(self) -> str:
        """The file's path below `docs/`."""
        return f"{self.language}/{self.key}"


def read_prose(docs: Path, settings: Settings) -> tuple[list[Prose], list[Mistake]]:
    """Read the front matter of every page of every language."""
    pages: list[Prose] = []
    mistakes: list[Mistake] = []
    for language in settings.languages:
        for path in sorted((docs / language).rglob("*.md")):
            shown = path.as_posix()
            page = _read_one(
                path, path.relative_to(docs / language).as_posix(), language, settings, shown
            )
            if isinstance(page, Prose):
                pages.append(page)
            else:
                mistakes.extend(page)
    for key, languages in files(docs, settings).items():
        for language in sorted(set(settings.languages) - languages):
            have = min(languages)
            mistakes.append(
                Mistake(
                    path=(docs / have / key).as_posix(),
                    line=1,
                    column=1,
                    what=f"This page does not exist in “{language}”",
                    fix=f"write {(docs / language / key).as_posix()}",
                )
            )
    return pages, mistakes


def files(docs: Path, settings: Settings) -> dict[str, set[str]]:
    """Give every page, whether it can be read or not, with the languages in which it exists."""
    found: dict[str, set[str]] = {}
    for language in settings.languages:
        for path in sorted((docs / language).rglob("*.md")):
            found.setdefault(path.relative_to(docs / language).as_posix(), set()).add(language)
    return found


def _read_one(
    path: Path, key: str, language: str, settings: Settings, shown: str
) -> Prose | list[Mistake]:
    source = path.read_bytes().replace(b"\r\n", b"\n")
    end = source.find(b"\n---\n", 3)
    wrong = _unreadable(source, end)
    if wrong is not None:
        line, what, fix = wrong
        return [Mistake(path=shown, line=line, column=1, what=what, fix=fix)]
    # With the first ---, so that the lines are those of the file, and a second one is a mistake.
    written = source[: end + 1]
    document, mistakes = read.parse(written, shown)
    if document is None:
        return mistakes
    try:
        front = FrontMatter.model_validate(
            document.data, context={"collections": settings.collections}
        )
    except ValidationError as error:
        return explain(error, written, document.data, shown, FrontMatter)
    text = source[end + 5 :].decode("utf-8")
    return Prose(
        language=language,
        key=key,
        front=front,
        text=text,
        first_line=source[: end + 5].count(b"\n") + 1,
        address=address_of(key, front, language, settings),
    )


def _unreadable(source: bytes, end: int) -> tuple[int, str, str] | None:
    """Tell why a page cannot be read: (line, what, fix); `end` is where the front matter ends."""
    try:
        source.decode()
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return line, "This page is not saved as UTF-8", "save it as “UTF-8 without BOM”"
    if source.startswith(b"\xef\xbb\xbf"):
        return 1, "This page begins with an invisible mark (BOM)", "save it as “UTF-8 without BOM”"
    if not source.startswith(b"---\n"):
        fix = "begin it with ---, title:, description:, updated:, ---"
        return 1, "This page has no front matter", fix
    if end < 0:
        return 1, "The front matter has no end", "write --- on a line of its own below it"
    return None


def address_of(key: str, front: FrontMatter, language: str, settings: Settings) -> str:
    """Give the page's address, without leading slash: ``, `en/`, `en/funding/`, `404.html`."""
    prefix = settings.prefix(language)
    stem = key.removesuffix(".md")
    if stem == "404":
        return f"{prefix}404.html"
    if front.collection is not None:
        return settings.collection_address(front.collection, language)
    path = "" if stem == "index" else (front.slug or stem.removesuffix("/index"))
    return f"{prefix}{path}/" if path else prefix


def markers(text: str) -> Iterator[tuple[int, str, str, dict[str, str]]]:
    """Give each marker of a text: (line from 0, as written, block name, arguments)."""
    for match in MARKER.finditer(text):
        yield text.count("\n", 0, match.start()), match[0], match["name"], arguments_of(match)


def arguments_of(marker: re.Match[str]) -> dict[str, str]:
    """Give the arguments of a marker that MARKER found: `key=value` by key."""
    return dict(pair.split("=", 1) for pair in marker["arguments"].split())


def broken_markers(text: str) -> Iterator[tuple[int, str]]:
    """Give what looks like a marker and is none."""
    for match in _ANY_MARKER.finditer(text):
        if not MARKER.fullmatch(match[0]):
            yield text.count("\n", 0, match.start()), match[0]


def shows_records(text: str) -> bool:
    """Tell whether a change of a record may change the page: it lists records or links to one."""
    return MARKER.search(text) is not None or _LINK.search(text) is not None


def record_links(text: str) -> Iterator[tuple[int, str]]:
    """Give each `[text](collection:id)` of a text: (line from 0, target)."""
    for match in _LINK.finditer(text):
        yield text.count("\n", 0, match.start()), match[1]
