"""What `desk.check` finds in a data folder: every mistake at once, each at its place, each once."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from makers import DAY, Folder

from desk.check import Checked, check, recheck
from desk.registry import REGISTRY

ROOT = Path(__file__).resolve().parents[2]

DESK = "data/desk.yml"
CALL = "data/calls/sites.yml"
LAUREATE = "data/laureates/alpha.yml"
AGENCY = "data/organisations/agency.yml"
MAKER = "data/organisations/maker.yml"
HOME = "docs/fr/index.md"
WORDS = "data/vocabulary/interface.yml"
KINDS = "data/vocabulary/organisation_kinds.yml"

# What the editor is told to do.
CLASH = "give one of them another slug: or file name, or take the alias away"
NO_HTML = "write it in Markdown; for a real < write &lt;"
UNREAD = "give it a name that ends in .yml, or take it away"
ID_FORM = "write small letters, digits and single hyphens, as in mon-projet-2"
PLURAL = "write en: (for plurals, one: and other: below it)"

Change = Callable[[Folder], None]


def swap(path: str, old: str, new: str) -> Change:
    return lambda folder: folder.replace(path, old, new)


def add(path: str, lines: str) -> Change:
    return lambda folder: folder.add(path, lines)


def put(path: str, text: str) -> Change:
    return lambda folder: folder.put(path, text)


def gone(path: str) -> Change:
    return lambda folder: folder.remove(path)


def test_no_mistake(small: Folder) -> None:
    """A desk without mistakes comes with its records, words, pages and addresses."""
    checked = small.check()
    assert checked.mistakes == ()
    assert checked.desk is not None
    assert list(checked.desk.calls) == ["sites"]
    assert checked.words["fr"]("home") == "Accueil"
    assert [page.source for page in checked.prose] == [
        "fr/about.md",
        "fr/index.md",
        "en/about.md",
        "en/index.md",
    ]
    assert checked.book.by_address["en/calls/sites/"].key == "call:sites"


def test_real_data() -> None:
    """The records and pages of this project have no mistake."""
    blocks = [path.stem for path in (ROOT / "overrides/desk/blocks").glob("*.html")]
    checked = check(ROOT / "data", ROOT / "docs", DAY, blocks=blocks)
    assert [str(mistake) for mistake in checked.mistakes] == []
    assert checked.desk is not None
    assert sum(map(len, checked.desk.records.values())) > 300


ONE = [
    # ------------------------------------------------------------------------- desk.yml
    pytest.param(
        gone(DESK),
        f"{DESK}:1:1: This file cannot be read (No such file or directory); put it in its place",
        id="no desk.yml",
    ),
    pytest.param(
        add(DESK, "name: again\n"),
        f"{DESK}:19:1: The key “name” stands already on line 1; keep one of the two",
        id="desk.yml with a doubled key",
    ),
    pytest.param(
        swap(DESK, "tagline:", "taglin:"),
        f"{DESK}:2:1: “taglin” is not a field; write tagline:",
        id="a misspelt key of desk.yml",
    ),
    *(
        pytest.param(
            swap(DESK, "languages: [fr, en]", written),
            f"{DESK}:{place}: The languages of this desk are not known; "
            "write their codes, each once, as languages: [fr, en]",
            id=written,
        )
        for written, place in [
            ("languages: fr", "6:12"),
            ("languages: []", "6:12"),
            ("languages: [fr, 1]", "6:12"),
            ("languages: [fr, fr]", "6:12"),
            ("languages: [fr, English]", "6:12"),
            ("# languages: [fr, en]", "1:1"),
        ]
    ),
    pytest.param(
        swap(DESK, "  laureates:\n", "  laureats:\n"),
        f"{DESK}:13:3: There is no collection “laureats”; write one of: laureates",
        id="a misspelt collection",
    ),
    pytest.param(
        swap(DESK, "  laureates:\n", "  zzz:\n"),
        f"{DESK}:13:3: There is no collection “zzz”; write one of: {', '.join(sorted(REGISTRY))}",
        id="an unknown collection",
    ),
    pytest.param(
        swap(DESK, "about.md", "abuot.md"),
        f"{DESK}:18:12: There is no page “abuot.md”; write about.md",
        id="navigation to a misspelt page",
    ),
    pytest.param(
        add(
            DESK,
            "footer:\n  - label: {fr: Ici, en: Here}\n    pages:\n"
            "      - {page: zzz.md, label: {fr: Zut, en: Oops}}\n",
        ),
        f"{DESK}:22:16: There is no page “zzz.md”; name a page that exists",
        id="footer to an unknown page",
    ),
    pytest.param(
        add(
            DESK,
            "ways:\n  - page: abot.md\n    icon: material/calendar\n"
            "    label: {fr: Ici, en: Here}\n    text: {fr: Zut, en: Oops}\n",
        ),
        f"{DESK}:20:11: There is no page “abot.md”; write about.md",
        id="way to a misspelt page",
    ),
    # ------------------------------------------------------------------------- vocabulary
    pytest.param(
        put("data/vocabulary/themes.yml", "general: Généraliste\n"),
        "data/vocabulary/themes.yml:1:10: This text needs one line per language: fr: and en:",
        id="a term with one text for all languages",
    ),
    pytest.param(
        put("data/vocabulary/themes.yml", "general: {fr: Généraliste, de: Allgemein}\n"),
        "data/vocabulary/themes.yml:1:32: “de” is not a language of this desk; write fr: and en:",
        id="a term in a foreign language",
    ),
    pytest.param(
        put("data/vocabulary/themes.yml", "general: {fr: Généraliste}\n"),
        "data/vocabulary/themes.yml:1:1: “general” has no label in “en”; write en:",
        id="a term without a language",
    ),
    pytest.param(
        put("data/vocabulary/themes.yml", "'my theme': {fr: Mien, en: Mine}\n"),
        "data/vocabulary/themes.yml:1:1: “my theme” cannot be the id of a term; "
        "write letters, digits and hyphens",
        id="a term with a blank",
    ),
    pytest.param(
        add("data/vocabulary/documents.yml", "leaflet:\n  titel: Leaflet\n  language: fr\n"),
        "data/vocabulary/documents.yml:3:3: “titel” is not a field; write title:",
        id="a misspelt key of a document",
    ),
    pytest.param(
        gone(WORDS),
        f"{DESK}:1:1: There are no interface strings; write {WORDS}",
        id="no interface strings",
    ),
    pytest.param(
        put(WORDS, "home: Accueil\n"),
        f"{WORDS}:1:7: This is not a group of strings; write one line per language",
        id="an interface string for all languages",
    ),
    pytest.param(
        put(WORDS, "call: {title: {fr: Appel}}\n"),
        f"{WORDS}:1:8: “call.title” has no text in “en”; {PLURAL}",
        id="an interface string without a language",
    ),
    pytest.param(
        put(WORDS, "call: {fr: {one: un}, en: {one: a, other: many}}\n"),
        f"{WORDS}:1:1: “call” has no text in “fr”; "
        "write fr: (for plurals, one: and other: below it)",
        id="a plural without other",
    ),
    pytest.param(
        put(WORDS, "call: {fr: appel, en: {one: a, other: 3}}\n"),
        f"{WORDS}:1:1: “call” has no text in “en”; {PLURAL}",
        id="a plural that is a number",
    ),
    pytest.param(
        put(WORDS, "call: {fr: appel, en: ''}\n"),
        f"{WORDS}:1:1: “call” has no text in “en”; {PLURAL}",
        id="an empty interface string",
    ),
    # ------------------------------------------------------------------------- files
    pytest.param(
        put("data/calls/notes.txt", "a note"),
        f"data/calls/notes.txt:1:1: This file is not read; {UNREAD}",
        id="a file that is no record",
    ),
    pytest.param(
        put("data/calls/old/sites.yml", "title: Old\n"),
        f"data/calls/old:1:1: This file is not read; {UNREAD}",
        id="a folder among records",
    ),
    pytest.param(
        put("data/calls/late.yml/sites.yml", "title: Late\n"),
        "data/calls/late.yml:1:1: This file cannot be read (Is a directory); put it in its place",
        id="a folder with the name of a record",
    ),
    *(
        pytest.param(
            put(f"data/organisations/{name}.yml", "title: Odd\nkind: company\n"),
            f"data/organisations/{name}.yml:1:1: “{name}” cannot be the name of a record; {ID_FORM}",
            id=name,
        )
        for name in ("Été", "two words", "a--b", "-a", "under_score", "a.b")
    ),
    # ------------------------------------------------------------------------- records
    pytest.param(
        add(MAKER, "id: maker\n"),
        f"{MAKER}:5:1: A record's id is the name of its file; take this line away",
        id="an id in the file",
    ),
    pytest.param(
        swap(LAUREATE, "title:", "titel:"),
        f"{LAUREATE}:1:1: “titel” is not a field; write title:",
        id="a misspelt key",
    ),
    pytest.param(
        add(MAKER, "colour: red\n"),
        f"{MAKER}:5:1: “colour” is not a field here; write url:",
        id="an unknown key",
    ),
    pytest.param(
        swap(LAUREATE, "holder: maker", "holder: markers"),
        f"{LAUREATE}:6:9: There is no record “markers” in data/organisations/; write maker",
        id="a misspelt reference",
    ),
    pytest.param(
        swap(LAUREATE, "holder: maker", "holder: zzz"),
        f"{LAUREATE}:6:9: There is no record “zzz” in data/organisations/; "
        "write one of: agency, maker",
        id="an unknown reference",
    ),
    pytest.param(
        swap(LAUREATE, "org: agency", "org: agence"),
        f"{LAUREATE}:8:11: There is no record “agence” in data/organisations/; write agency",
        id="a misspelt reference in a list",
    ),
    pytest.param(
        swap(MAKER, "kind: company", "kind: compagny"),
        f"{MAKER}:2:7: “compagny” is not in data/vocabulary/organisation_kinds.yml; write company",
        id="a misspelt term",
    ),
    pytest.param(
        swap(MAKER, "kind: company", "kind: zzz"),
        f"{MAKER}:2:7: “zzz” is not in data/vocabulary/organisation_kinds.yml; "
        "write one of: agency, company",
        id="an unknown term",
    ),
    pytest.param(
        swap(CALL, "{fr: Des sites, en: Sites}", "{fr: Des sites}"),
        f"{CALL}:2:10: This text does not exist in “en”; "
        "write en:, or translation: {source: …, other: missing}",
        id="a text in one language",
    ),
    pytest.param(
        swap(CALL, "label: {fr: Vague 2, en: Wave 2}", "label: {en: Wave 2}"),
        f"{CALL}:11:27: This text does not exist in “fr”; "
        "write fr:, or translation: {source: …, other: missing}",
        id="a text in one language, deep in a record",
    ),
    pytest.param(
        add(MAKER, "notes:\n  - {fr: Une note, en: A note}\n  - {fr: Une autre}\n"),
        f"{MAKER}:7:5: This text does not exist in “en”; "
        "write en:, or translation: {source: …, other: missing}",
        id="a text in one language, in a list",
    ),
    pytest.param(
        add(MAKER, "translation: {source: de, other: human}\n"),
        f"{MAKER}:5:23: “de” is not a language of this desk; write one of: fr, en",
        id="a translation from a foreign language",
    ),
    pytest.param(
        swap(MAKER, "updated: 2026-11-01", "updated: 2026-11-23"),
        f"{MAKER}:3:10: 2026-11-23 is still to come; write 2026-11-22 or an earlier day",
        id="updated tomorrow",
    ),
    pytest.param(
        add(MAKER, "verified_on: 2027-01-01\n"),
        f"{MAKER}:5:14: 2027-01-01 is still to come; write 2026-11-22 or an earlier day",
        id="verified next year",
    ),
    *(
        pytest.param(
            add(MAKER, f"aliases: [good, '{alias}']\n"),
            f"{MAKER}:5:17: “{alias}” is not an old address; write an old id, or /an/old/address/",
            id=f"alias {alias}",
        )
        for alias in (
            "Old",
            "a b",
            "/old",
            "/old//page/",
            "//elsewhere/",
            "/../up/",
            "/a/./b/",
            "a/b",
        )
    ),
    pytest.param(
        add(MAKER, "slug: {fr: Fabricant, en: maker}\n"),
        f"{MAKER}:5:12: “Fabricant” cannot stand in an address; {ID_FORM}",
        id="a slug with a capital",
    ),
    # ------------------------------------------------------------------------- addresses
    pytest.param(
        add(MAKER, "slug: {fr: maker, en: agency}\n"),
        f"{MAKER}:1:1: Its address /en/organisations/agency/ is that of "
        f"data/organisations/agency.yml; {CLASH}",
        id="a slug that is the id of another record",
    ),
    pytest.param(
        add(MAKER, "aliases: [/en/calls/sites/]\n"),
        f"{MAKER}:1:1: Its address /en/calls/sites/ is that of data/calls/sites.yml; {CLASH}",
        id="an alias that is the page of another record",
    ),
    pytest.param(
        add(MAKER, "aliases: [/a-propos/]\n"),
        f"{MAKER}:1:1: Its address /a-propos/ is that of docs/fr/about.md; {CLASH}",
        id="an alias that is a hand-written page",
    ),
    pytest.param(
        swap("docs/en/about.md", "updated: 2026-11-01", "updated: 2026-11-01\nslug: calls/sites"),
        f"{CALL}:1:1: Its address /en/calls/sites/ is that of docs/en/about.md; {CLASH}",
        id="a record with the address of a hand-written page",
    ),
    pytest.param(
        swap("docs/en/about.md", "updated: 2026-11-01", "updated: 2026-11-01\ncollection: calls"),
        None,
        id="an index has the address of its collection",
    ),
    # ------------------------------------------------------------------------- record texts
    pytest.param(
        add(MAKER, "body:\n  fr: |\n    Un\n\n    <b>deux</b>\n  en: One\n"),
        f"{MAKER}:9:1: HTML has no place in this text; {NO_HTML}",
        id="HTML in a block",
    ),
    pytest.param(
        add(MAKER, "body:\n  fr: |\n    <b>Un</b>\n  en: One\n"),
        f"{MAKER}:7:1: HTML has no place in this text; {NO_HTML}",
        id="HTML in a block of one line",
    ),
    pytest.param(
        add(MAKER, "body:\n  fr: Un\n  en: 'One\n\n    <b>two</b>'\n"),
        f"{MAKER}:7:7: HTML has no place in this text; {NO_HTML}",
        id="HTML in quotes of three lines",
    ),
    pytest.param(
        add(MAKER, "notes:\n  - {fr: '[x](call:zzz)', en: One}\n"),
        f"{MAKER}:6:10: The link “call:zzz” leads nowhere; name a record or page that exists",
        id="a dead link in a note",
    ),
    # ------------------------------------------------------------------------- pages
    pytest.param(
        add(HOME, "\nSuite <!-- desk:calls status -->\n"),
        f"{HOME}:11:1: “<!-- desk:calls status -->” cannot be read; "
        "write <!-- desk:name key=value -->",
        id="a broken marker",
    ),
    pytest.param(
        add(HOME, "\n<!-- desk:call -->\n"),
        f"{HOME}:11:1: There is no block “call”; write calls",
        id="a misspelt block",
    ),
    pytest.param(
        add(HOME, "\n<!-- desk:zzz -->\n"),
        f"{HOME}:11:1: There is no block “zzz”; write calls or numbers",
        id="an unknown block",
    ),
    pytest.param(
        add(HOME, "\n[x](call:site)\n"),
        f"{HOME}:11:1: The link “call:site” leads nowhere; write call:sites",
        id="a misspelt record",
    ),
    pytest.param(
        add(HOME, "\n[x](zzz:000)\n"),
        f"{HOME}:11:1: The link “zzz:000” leads nowhere; name a record that exists",
        id="an unknown record",
    ),
]


@pytest.mark.parametrize(("change", "told"), ONE)
def test_one_mistake(small: Folder, change: Change, told: str | None) -> None:
    """One planted mistake gives exactly one line, with its exact place and what to write."""
    change(small)
    assert small.mistakes(blocks=("calls", "numbers")) == ([told] if told else [])


def test_everything_at_once(small: Folder) -> None:
    """Mistakes of several kinds in several files are all told, sorted by place."""
    small.replace(DESK, "about.md", "abuot.md")
    small.replace(CALL, "kind: AAP", "kind: AAPP")
    small.replace(CALL, "updated: 2026-11-01", "updated: yesterday")
    small.replace(LAUREATE, "title: Alpha", "titel: Alpha")
    small.add(MAKER, "url: nowhere\n")
    small.add(HOME, "\n[x](organisation:zzz)\n")
    small.put("data/calls/notes.txt", "")
    assert small.mistakes() == [
        f"{HOME}:11:1: The link “organisation:zzz” leads nowhere; write organisation:agency",
        f"data/calls/notes.txt:1:1: This file is not read; {UNREAD}",
        f"{CALL}:3:10: “yesterday” is not a day; write it as 2026-03-17",
        f"{CALL}:4:7: “AAPP” is not in data/vocabulary/call_kinds.yml; write AAP",
        f"{DESK}:18:12: There is no page “abuot.md”; write about.md",
        f"{LAUREATE}:1:1: “titel” is not a field; write title:",
        f"{MAKER}:5:6: This is not a web address; write it in full, as https://example.org/page",
    ]


def test_sorted_and_once(small: Folder) -> None:
    """The mistakes are in the order of paths, lines and columns, and none stands twice."""
    small.add(MAKER, "a: 1\nb: 2\nurl: x\n")
    small.add(AGENCY, "a: 1\n")
    found = small.check().mistakes
    assert len(found) == 4
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("title: Maker\ntitle: Maker\n", id="YAML that cannot be read"),
        pytest.param("title: Maker\nkind: company\ncolour: red\n", id="a field that is none"),
    ],
)
def test_no_cascade_from_a_record(small: Folder, broken: str) -> None:
    """A record with mistakes is told once, not again where others name it or link to it."""
    small.put(MAKER, broken)
    small.add(HOME, "\n[x](organisation:maker)\n")
    small.add(CALL, "body: {fr: '[x](organisation:maker)', en: '[x](organisation:maker)'}\n")
    found = small.mistakes()
    assert len(found) == 1
    assert found[0].startswith(MAKER)


def test_no_cascade_from_a_call(small: Folder) -> None:
    """The wave of a laureate is not told wrong when its call cannot be read."""
    small.replace(CALL, "kind: AAP", "kind: zzz")
    assert [told.partition(":")[0] for told in small.mistakes()] == [CALL]


def test_no_cascade_from_a_vocabulary(small: Folder) -> None:
    """A list with a syntax mistake is told once, not by each record that takes a term of it."""
    small.add(KINDS, "agency: {fr: Agence, en: Agency}\n")
    assert small.mistakes() == [
        f"{KINDS}:3:1: The key “agency” stands already on line 2; keep one of the two"
    ]


def test_no_cascade_from_the_words(small: Folder) -> None:
    """Interface strings with a syntax mistake are told once, not as missing too."""
    small.add(WORDS, "home: {fr: Accueil, en: Home}\n")
    assert [told.partition(":")[0] for told in small.mistakes()] == [WORDS]


def test_no_cascade_from_a_page(small: Folder) -> None:
    """A page with mistakes is told once, not as missing or as a dead link too."""
    small.replace("docs/fr/about.md", "title: À propos\n", "")
    small.add(HOME, "\n[x](page:about)\n")
    small.add(CALL, "body: {fr: '[x](page:about)', en: '[x](page:about)'}\n")
    assert small.mistakes() == ["docs/fr/about.md:2:1: “title:” is missing; write title:"]


def test_a_missing_vocabulary(small: Folder) -> None:
    """A list that does not exist is told where a record takes a term of it."""
    small.remove("data/vocabulary/documents.yml")
    assert small.mistakes() == [
        f"{CALL}:17:24: “report-2022” is not in data/vocabulary/documents.yml; take one that exists"
    ]


def test_translation_missing(small: Folder) -> None:
    """A text may exist in one language only when the record says that the other is missing."""
    small.replace(CALL, "{fr: Des sites, en: Sites}", "{fr: Des sites}")
    small.add(CALL, "translation: {source: fr, other: missing}\n")
    assert small.mistakes() == []


@pytest.mark.parametrize(
    "alias", ["old", "old-2", "/", "/old/", "/en/old/page/", "/old.html/", "/2021/01/a-b/"]
)
def test_alias_forms(small: Folder, alias: str) -> None:
    """An alias is an old id, or an old address that begins and ends with a slash."""
    small.remove("docs/fr/index.md")
    small.remove("docs/en/index.md")
    small.add(MAKER, f"aliases: ['{alias}']\n")
    assert small.mistakes() == []


def test_links_that_resolve(small: Folder) -> None:
    """Links to records, to pages, to other sites and to mailboxes are accepted everywhere."""
    links = "[a](call:sites) [b](page:about) [c](https://example.org/) [d](mailto:a@example.org)"
    small.add(HOME, f"\n{links}\n[e](page:about#part)\n")
    small.add(MAKER, f"body: {{fr: '{links}', en: '{links}'}}\n")
    assert small.mistakes() == []


def test_any_block_when_none_is_known(small: Folder) -> None:
    """Without the list of blocks, markers may name any."""
    small.add(HOME, "\n<!-- desk:whatever status=open -->\n")
    assert small.mistakes(blocks=None) == []


def test_without_pages(small: Folder) -> None:
    """A data folder alone can be checked: then navigation is left unchecked."""
    shutil.rmtree(small.root / "docs")
    checked = small.check()
    assert checked.mistakes == ()
    assert checked.prose == ()


def test_hidden_files_are_ignored(small: Folder) -> None:
    """What editors leave behind with a dot at its beginning is no record and no mistake."""
    small.put("data/calls/.sites.yml.swp", "")
    assert small.mistakes() == []


def test_names_of_the_data_folder(small: Folder) -> None:
    """Messages name the data folder as it was given, unless another name is asked for."""
    small.add(MAKER, "id: maker\n")
    [mistake] = check(small.root / "data", None, DAY).mistakes
    assert mistake.path == f"{small.root.as_posix()}/data/organisations/maker.yml"
    [mistake] = check(small.root / "data", None, DAY, shown="my/records").mistakes
    assert mistake.path == "my/records/organisations/maker.yml"


def test_the_day_decides(small: Folder) -> None:
    """A date is still to come or not by the day that is given, not by the clock."""
    small.replace(MAKER, "updated: 2026-11-01", "updated: 2030-01-01")
    assert len(small.mistakes(as_of=dt.date(2029, 12, 31))) == 1
    assert small.mistakes(as_of=dt.date(2030, 1, 1)) == []


def test_drafts_stay_out(small: Folder) -> None:
    """A draft is checked like any record, but has no page, and links to it lead nowhere."""
    small.add(AGENCY, "publication: draft\n")
    assert small.mistakes() == []
    checked = small.check()
    assert checked.desk is not None
    assert list(checked.desk.organisations) == ["maker"]
    assert checked.book.find("organisation:agency", "fr") is None
    small.add(HOME, "\n[x](organisation:agency)\n")
    small.add(AGENCY, "url: x\n")
    assert [told.partition("; ")[0] for told in small.mistakes()] == [
        f"{AGENCY}:6:6: This is not a web address"
    ]
    small.replace(AGENCY, "url: x\n", "")
    assert [told.partition("; ")[0] for told in small.mistakes()] == [
        f"{HOME}:11:1: The link “organisation:agency” leads nowhere"
    ]


def test_two_records_with_one_address(small: Folder) -> None:
    """Two records with one address are told in every language, at the later one."""
    small.add(MAKER, "slug: {fr: same, en: same}\n")
    small.add(AGENCY, "aliases: [same]\n")
    assert [told.partition(" is that of ")[0] for told in small.mistakes()] == [
        f"{MAKER}:1:1: Its address /en/organisations/same/",
        f"{MAKER}:1:1: Its address /organisations/same/",
    ]


def test_two_pages_with_one_address(small: Folder) -> None:
    """Two hand-written pages with one address are told at the later file."""
    for language in ("fr", "en"):
        small.put(f"docs/{language}/more.md", small.text(f"docs/{language}/about.md"))
    small.replace("docs/fr/about.md", "slug: a-propos", "slug: more")
    small.replace("docs/fr/more.md", "slug: a-propos", "slug: more")
    assert small.mistakes() == [
        f"docs/fr/more.md:1:1: Its address /more/ is that of docs/fr/about.md; {CLASH}"
    ]


# ------------------------------------------------------------------ every record of this project

FOR_EVERY_RECORD = [
    ("colour: red", "“colour” is not a field here"),
    ("id: other", "A record's id is the name of its file"),
    ("title: again", "The key “title” stands already on line "),
    ("publication: hidden", "“hidden” is not known here"),
    ("verify_every_days: often", "This must be a whole number"),
    ("aliases: old", "This must be a list"),
    ("aliases: [Old ID]", "“Old ID” is not an old address"),
    ("slug: {fr: Été-ID, en: ID-x}", "“Été-ID” cannot stand in an address"),
    ("slug: {fr: ID-x}", "This text does not exist in “en”"),
    ("slug: {fr: ete, en: summer, de: sommer}", "“de” is not a language of this desk"),
    ("slug: {fr: 2030, en: later}", "The text in “fr” is empty or is not text"),
    ("slug: summer", "This text needs one line per language: fr: and en:"),
    ("changes: [new]", "This must be a group of lines “key: value”"),
    ("changes: [{day: today, note: {fr: a, en: b}}]", "“today” is not a day"),
    ("translation: {source: de, other: human}", "“de” is not a language of this desk"),
    ("translation: {source: fr}", "“other:” is missing"),
]


@pytest.mark.parametrize(("line", "what"), FOR_EVERY_RECORD)
def test_every_record_and_rule(tmp_path: Path, line: str, what: str) -> None:
    """One wrong line below any record of this project gives one mistake there, and no other."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    key = line.partition(":")[0]
    planted: dict[str, tuple[int, str]] = {}
    for name in REGISTRY:
        for path in (tmp_path / "data" / name).glob("*.yml"):
            text = path.read_text(encoding="utf-8")
            if key == "title" or not re.search(rf"^{key}:", text, re.MULTILINE):
                written = line.replace("ID", path.stem)
                path.write_text(f"{text.rstrip()}\n{written}\n", encoding="utf-8")
                place = text.rstrip().count("\n") + 2
                planted[f"data/{name}/{path.name}"] = (place, what.replace("ID", path.stem))
    assert len(planted) > 300
    found = check(tmp_path / "data", ROOT / "docs", DAY, shown="data").mistakes
    assert {mistake.path: mistake.line for mistake in found} == {
        path: line for path, (line, _what) in planted.items()
    }
    assert len(found) == len(planted)
    assert all(mistake.what.startswith(planted[mistake.path][1]) for mistake in found)


# ------------------------------------------------------------------ one record again


def again(before: Checked, small: Folder, *changed: tuple[str, str]) -> Checked:
    return recheck(before, small.root / "data", changed)


def test_recheck_reads_what_changed(small: Folder) -> None:
    """A changed record is read again, a new one is read, and one that is gone is dropped."""
    before = small.check()
    small.replace(CALL, "fr: Appel des sites", "fr: Appel des lieux")
    small.put("data/organisations/new.yml", "title: New\nkind: company\n")
    small.remove(LAUREATE)
    after = again(
        before, small, ("calls", "sites"), ("organisations", "new"), ("laureates", "alpha")
    )
    assert after.mistakes == ()
    assert after.desk is not None
    assert after.desk.calls["sites"].title.in_("fr").text == "Appel des lieux"
    assert list(after.desk.organisations) == ["agency", "maker", "new"]
    assert list(after.desk.laureates) == []
    assert after.book.find("organisation:new", "en") is not None


def test_recheck_keeps_the_rest(small: Folder) -> None:
    """A record that is not named is taken as it was, whatever stands in its file by now."""
    before = small.check()
    small.put(MAKER, "colour: red\n")
    after = again(before, small, ("calls", "sites"))
    assert after.mistakes == ()
    assert after.desk is not None
    assert before.desk is not None
    assert after.desk.organisations["maker"] is before.desk.organisations["maker"]


def test_recheck_tells_mistakes(small: Folder) -> None:
    """The mistakes of a changed record are told in full, at their places."""
    before = small.check()
    small.replace(LAUREATE, "wave: wave-1", "wave: wave-9")
    small.replace(AGENCY, "country: FR", "country: XX")
    after = again(before, small, ("laureates", "alpha"), ("organisations", "agency"))
    assert after.desk is None
    assert [mistake.what for mistake in after.mistakes] == [
        "The call “sites” has no wave “wave-9”",
        "“XX” is not in data/vocabulary/countries.yml",
    ]
