"""What `data/desk.yml` may say, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from makers import Folder

from desk.foundation import read_foundation
from desk.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
DESK = "data/desk.yml"

Change = Callable[[Folder], None]


def swap(old: str, new: str) -> Change:
    return lambda folder: folder.replace(DESK, old, new)


def add(lines: str) -> Change:
    return lambda folder: folder.add(DESK, lines)


ID_FORM = "write small letters, digits and single hyphens, as in mon-projet-2"
ROLE = "write a role address, as contact@… (nothing personal is published here)"
ICON = "write one of the theme's set, as material/calendar"
FIELDS = "take it away; the fields here are: book, listings, segment"
GROUP = "This must be a group of lines “key: value”; indent them below the key"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (swap("name: Test desk\n", ""), "1:1: “name:” is missing; write name:"),
        (swap("tagline:", "taglin:"), "2:1: “taglin” is not a field; write tagline:"),
        (
            swap("{fr: Un essai, en: A test}", "A test"),
            "2:10: This text needs one line per language: fr: and en:",
        ),
        (
            swap("{fr: Un essai, en: A test}", "{fr: Un essai, de: Nein}"),
            "2:29: “de” is not a language of this desk; write fr: and en:",
        ),
        (
            swap("https://desk.example/", "desk.example"),
            "5:6: This is not a web address; write it in full, as https://example.org/page",
        ),
        (
            swap("{fr: Français, en: English}", "{fr: Français}"),
            "7:17: “en” has no name; write en:",
        ),
        (swap("{fr: Français, en: English}", "French"), f"7:17: {GROUP}"),
        (
            swap("en: en_GB", "en: en_XX_Y"),
            "8:26: “en_XX_Y” is not a locale; write a language and a country, as fr_FR",
        ),
        (
            swap("en: en_GB", "en: xx_YY"),
            "8:26: “xx_YY” is not a locale; write a language and a country, as fr_FR",
        ),
        (
            swap("{fr: appels, en: calls}", "{fr: appels à projets, en: calls}"),
            f"12:19: “appels à projets” cannot stand in an address; {ID_FORM}",
        ),
        (
            swap("{fr: appels, en: calls}", "{fr: ../appels, en: calls}"),
            f"12:19: “../appels” cannot stand in an address; {ID_FORM}",
        ),
        (
            swap("    segment: {fr: appels", "    segmnt: {fr: appels"),
            "12:5: “segmnt” is not a field; write segment:",
        ),
        (
            swap("  calls:\n", "  calls:\n    zzz: 1\n"),
            f"12:5: “zzz” is not a field here; {FIELDS}",
        ),
        (
            add("closing_soon_days: soon\n"),
            "19:20: This must be a whole number; write it without quotes, spaces or unit",
        ),
        (add("footer: about.md\n"), "19:9: This must be a list; begin each item with “- ”"),
        (add("footer: [about.md]\n"), f"19:10: {GROUP}"),
        (
            add("footer: [{label: {fr: A, en: B}, pages: [{page: about.md}]}]\n"),
            "19:42: “label:” is missing; write label:",
        ),
        (
            add(
                "ways:\n- {page: about.md, icon: material/zzz, label: {fr: A, en: A},"
                " text: {fr: B, en: B}}\n"
            ),
            f"20:26: There is no icon “material/zzz”; {ICON}",
        ),
        (
            add("report_to: jean.dupont@example.org\n"),
            f"19:12: This looks like the address of a person; {ROLE}",
        ),
        (
            add("report_to: https://forms example/\n"),
            "19:12: This is not a web address; write it in full, as https://example.org/page",
        ),
        (
            add("contact: {mailbox: jean.dupont@example.org}\n"),
            f"19:20: This looks like the address of a person; {ROLE}",
        ),
        (
            add("contact: {registration_url: form}\n"),
            "19:29: This is not a web address; write it in full, as https://example.org/page",
        ),
        (add("contact: contact@example.org\n"), f"19:10: {GROUP}"),
        (
            add("edit_url: here\n"),
            "19:11: This is not a web address; write it in full, as https://example.org/page",
        ),
        (
            add("publishr: red\n"),
            "19:1: “publishr” is not a field here; write publisher:",
        ),
        (
            add("colour: red\n"),
            '19:9: This is not a colour; write it as "#0b4f4a"',
        ),
    ],
)
def test_one_mistake(small: Folder, change: Change, told: str) -> None:
    """What is wrong in desk.yml is told once, at its place, with what to write."""
    change(small)
    assert small.mistakes() == [f"{DESK}:{told}"]


def test_nothing_else_is_read(small: Folder) -> None:
    """With mistakes in desk.yml no record is read: all of them stand on it."""
    small.replace(DESK, "tagline:", "taglin:")
    small.put("data/calls/sites.yml", "urls: red\n")
    assert len(small.mistakes()) == 1


def test_defaults(small: Folder) -> None:
    """What desk.yml need not say has a value that suits most desks."""
    settings = small.settings()
    assert settings.time_zone == "Europe/Paris"
    assert settings.currency == "EUR"
    assert settings.closing_soon_days == 30
    assert settings.footer == ()
    assert settings.edit_url is None
    assert settings.contact.mailbox is None
    assert settings.contact.registration_url is None


def test_locale_of_a_language(small: Folder) -> None:
    """A language whose code is a locale needs no other."""
    small.replace(DESK, "locales: {fr: fr_FR, en: en_GB}", "locales: {en: en_GB}")
    checked = small.check()
    assert checked.mistakes == ()
    assert checked.words["fr"].locale_name == "fr"
    assert checked.words["en"].locale_name == "en_GB"


@pytest.mark.parametrize(
    ("url", "root", "base"),
    [
        ("https://desk.example", "https://desk.example/", "/"),
        ("https://desk.example/", "https://desk.example/", "/"),
        ("https://desk.example/a/b", "https://desk.example/a/b/", "/a/b/"),
        ("https://desk.example/a/b/", "https://desk.example/a/b/", "/a/b/"),
    ],
)
def test_root(small: Folder, url: str, root: str, base: str) -> None:
    """The site's address ends in a slash however it is written, and so does its path."""
    small.replace(DESK, "https://desk.example/", url)
    assert small.settings().root_url == root
    assert small.settings().base_path == base


@pytest.mark.parametrize(
    ("languages", "prefixes"),
    [("[fr, en]", {"fr": "", "en": "en/"}), ("[en, fr]", {"en": "", "fr": "fr/"})],
)
def test_prefix(small: Folder, languages: str, prefixes: dict[str, str]) -> None:
    """The first language stands at the root, the others below their code."""
    small.replace(DESK, "[fr, en]", languages)
    settings = small.settings()
    assert {language: settings.prefix(language) for language in prefixes} == prefixes


def test_real_settings() -> None:
    """This project's desk.yml has no mistake, and two languages with French at the root."""
    reader = Reader(root=ROOT / "data", shown="data")
    foundation = read_foundation(reader)
    assert reader.mistakes == []
    assert foundation is not None
    assert foundation.settings.languages == ("fr", "en")
    assert foundation.settings.prefix("en") == "en/"
