"""Documents: what of a page is searched, and by which names it is found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from makers import Folder
from stage import checked_project, shell, skeleton, small_project

from desk import build
from desk.render import SHELL_HOLES
from desk.search.documents import article
from desk.search.outputs import Documents

TERM = """\
title: AGY
summary: {fr: Un sigle, en: An acronym}
updated: 2026-11-01
domain: state
expansions:
  - {text: {fr: Agence d’essai, en: Trial agency}, basis: usage}
organisations: [agency]
"""
SEARCH = """\
---
title: Rechercher
description: La recherche
updated: 2026-11-01
search: false
---

# Rechercher

<!-- desk:search -->
"""
SYNONYMS = "fr:\n  groups:\n    - [site, lieu]\n    - [appels, argent]\n"


@pytest.fixture
def searched(small: Folder) -> Folder:
    """The small desk with a search, a glossary and synonyms."""
    for language in ("fr", "en"):
        small.put(f"docs/{language}/search.md", SEARCH)
        small.put(
            f"docs/{language}/calls.md",
            "---\ntitle: Appels\ndescription: Les appels\nupdated: 2026-11-01\n"
            "collection: calls\n---\n\n# Appels\n",
        )
        small.put(
            f"docs/{language}/glossary.md",
            "---\ntitle: Mots\ndescription: Les mots\nupdated: 2026-11-01\n"
            "collection: glossary\n---\n\n# Mots\n",
        )
    small.replace(
        "data/desk.yml",
        "navigation:\n",
        "  glossary:\n    segment: {fr: mots, en: words}\nnavigation:\n",
    )
    small.replace(
        "data/desk.yml",
        "label: {fr: À propos, en: About}}\n",
        "label: {fr: À propos, en: About}}\n  - {page: calls.md, label: {fr: Appels, en: Calls}}\n",
    )
    small.put("data/vocabulary/term_domains.yml", "state: {fr: État, en: State}\n")
    small.put("data/vocabulary/expansion_bases.yml", "usage: {fr: Usage, en: Usage}\n")
    small.put("data/glossary/agy.yml", TERM)
    small.put("data/synonyms.yml", SYNONYMS)
    return small


Made = Callable[[], dict[str, str]]


@pytest.fixture
def made(searched: Folder) -> Made:
    """Give the function that makes the documents of the desk as it is."""
    project = small_project(searched)

    def make() -> dict[str, str]:
        checked = checked_project(project)
        shells = skeleton(checked)
        renderers = build.project_renderers(project, checked, shells)
        documents = Documents(
            checked, {language: one.localiser for language, one in renderers.items()}
        )
        for path, _content in build.outputs(checked, shells, renderers):
            documents.take(
                path,
                b'<main><article class="a"><h1>T</h1><dl><dt>a</dt><dd>b</dd></dl></article></main>',
            )
        return {path: content.decode() for path, content in documents.documents.items()}

    return make


def meta(document: str, name: str) -> str:
    """Give what a document says under a name."""
    found = re.search(rf'data-pagefind-meta="{name}">(.*?)</p>', document)
    return found[1] if found else ""


def test_every_page_that_may_be_found_has_one(made: Made) -> None:
    """Records, hand-written pages, and records on another's page; not the search, nor the 404."""
    assert sorted(path for path in made() if not path.startswith("en/")) == [
        "a-propos/index.html",
        "appels/index.html",
        "appels/sites/index.html",
        "index.html",
        "laureats/alpha/index.html",
        "mots/index.html",
        "mots/~agy/index.html",
        "organisations/agency/index.html",
        "organisations/maker/index.html",
    ]


def test_drafts_and_archives_have_none(searched: Folder, made: Made) -> None:
    """What is no longer, or not yet, for readers is not found."""
    searched.add("data/organisations/maker.yml", "publication: archived\n")
    searched.add("data/laureates/alpha.yml", "publication: archived\n")
    searched.add("data/glossary/agy.yml", "publication: archived\n")
    assert not [path for path in made() if "maker" in path or "alpha" in path or "~" in path]


def test_a_desk_without_a_page_that_searches_has_none(searched: Folder, made: Made) -> None:
    """No page to search from, no search."""
    for language in ("fr", "en"):
        searched.remove(f"docs/{language}/search.md")
    assert made() == {}


def test_names(searched: Folder, made: Made) -> None:
    """A subject is found by its spellings, its full name, its acronym and its foreign title."""
    searched.replace(
        "data/organisations/agency.yml", "title: Agency", "title: {fr: L’Agence, en: Agency}"
    )
    searched.add(
        "data/organisations/agency.yml", "full_name: The whole agency\nspellings: [A-GY]\n"
    )
    document = made()["organisations/agency/index.html"]
    assert meta(document, "title") == "L’Agence"
    assert meta(document, "other") == "Agency"
    aliases = meta(document, "alias").split(" · ")
    assert {"A-GY", "The whole agency", "AGY", "Agence d’essai", "Trial agency"} <= set(aliases)


def test_acronyms_are_explained(searched: Folder, made: Made) -> None:
    """A title that uses an acronym is found by what it stands for; an ambiguous one is left alone."""
    searched.replace("data/laureates/alpha.yml", "title: Alpha", "title: Alpha AGY")
    assert "Agence d’essai" in meta(made()["laureats/alpha/index.html"], "full")
    searched.add("data/glossary/agy.yml", "ambiguous: true\n")
    assert meta(made()["laureats/alpha/index.html"], "full") == ""


def test_synonyms(made: Made) -> None:
    """Words that mean what the title says, and what the list is called in which it stands."""
    documents = made()
    assert meta(documents["appels/sites/index.html"], "also") == "lieu · argent"
    assert "argent" in meta(documents["appels/sites/index.html"], "kind")
    assert "argent" in meta(documents["appels/index.html"], "list")
    assert meta(documents["organisations/maker/index.html"], "also") == ""


def test_a_record_on_anothers_page_leads_there(searched: Folder, made: Made) -> None:
    """Its document holds its own text, and the address with its anchor."""
    searched.add("data/glossary/agy.yml", "body: {fr: 'Un **corps**', en: A body}\n")
    document = made()["mots/~agy/index.html"]
    assert meta(document, "at") == "mots/#agy"
    assert "<strong>corps</strong>" in document
    assert 'class="desk-lead" data-pagefind-weight="3">Un sigle' in document


def test_the_text_is_that_of_the_article(made: Made) -> None:
    """Only the article of a page is searched; a term and its text are two words."""
    document = made()["organisations/maker/index.html"]
    assert "<dt>a</dt> <dd>b</dd>" in document
    assert "<main>" not in document
    assert article(b"<p>no article</p>") == ""


def test_the_file_of_a_language(searched: Folder) -> None:
    """It has the groups and weights, the words, the statuses that may change, the other languages."""
    searched.put(
        "data/search.yml",
        "groups:\n"
        "  money:\n    label: {fr: Argent, en: Money}\n    weights: {calls: 1.5, indexes: 2}\n"
        "statuses: {open: 1.3}\n",
    )
    searched.replace(
        "data/desk.yml",
        "    segment: {fr: appels, en: calls}\n",
        "    segment: {fr: appels, en: calls}\n"
        "    listings:\n      status: {fr: etat, en: status}\n",
    )
    searched.replace("data/organisations/maker.yml", "title: Maker", "title: Œuvre")
    project = small_project(searched)
    checked = checked_project(project)
    made = skeleton(checked)
    kinds = {*made.shells, ("fr", "listing-calls"), ("en", "listing-calls")}
    page = f"<article>{shell(SHELL_HOLES)}</article>"
    shells = replace(made, shells=dict.fromkeys(kinds, page))
    files = dict(
        build.search_outputs(
            project, checked, shells, build.project_renderers(project, checked, shells)
        )
    )
    told = json.loads(files["assets/search/fr.json"])
    groups = {identifier: (label, words) for identifier, label, words in told["groups"]}
    assert groups["money"] == ("Argent", ["argent", "appels"])
    assert {"laureates", "organisations", "pages", "listings", "glossary"} <= set(groups)
    assert told["others"] == [["en", "English", "en/search/"]]
    assert told["weights"] == {"open": 1.3}
    assert len(told["timetables"]) == 1
    words = told["words"].split()
    assert any(word.startswith("œuvre") for word in words)
    assert any(word.startswith("lieu") for word in words)
    assert all(word[-1].isdigit() for word in words)
    pages = told["pages"].split()
    assert all(int(page[-5:-3], 36) < len(told["ranks"]) for page in pages)
    fragments = [path for path in files if path.startswith("assets/search/fragment/fr_")]
    assert len(pages) == len(fragments)
