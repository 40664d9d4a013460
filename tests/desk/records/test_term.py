"""Terms of the glossary: their rules, what they show of other records, how they are explained."""

from __future__ import annotations

import re

import pytest
from makers import Folder
from stage import checked_project, renderer, shell, small_project

from desk import acronyms
from desk.build import project_renderers
from desk.records.term import GlossaryTerm, TermView
from desk.registry import REGISTRY
from desk.render import PAGE_HOLES
from desk.skeleton import Skeleton

TERM = """\
title: {title}
domain: funding
expansions:
  - text: {{fr: {fr}, en: {en}}}
    basis: source
    source: {{document: report-2022}}
updated: 2026-11-01
"""
PAGE = """\
---
title: {title}
description: Sigles
updated: 2026-11-01
collection: glossary
---

# {title}

AAP

<!-- desk:glossary -->
"""


@pytest.fixture
def glossary(small: Folder) -> Folder:
    """The small desk with a glossary of three terms."""
    small.replace(
        "data/desk.yml",
        "navigation:",
        "  glossary:\n    segment: {fr: mots, en: words}\nnavigation:",
    )
    small.put("data/vocabulary/term_domains.yml", "funding: {fr: Argent, en: Money}\n")
    small.put("data/vocabulary/expansion_bases.yml", "source: {fr: Une source, en: A source}\n")
    small.put(
        "data/glossary/aap.yml",
        TERM.format(title="AAP", fr="appel à projets", en="call for projects"),
    )
    small.put(
        "data/glossary/ai.yml",
        TERM.format(
            title="{fr: IA, en: AI}", fr="intelligence artificielle", en="artificial intelligence"
        )
        + "spellings: [A.I.]\n",
    )
    small.put("data/glossary/xyz.yml", "title: XYZ\ndomain: funding\nupdated: 2026-11-01\n")
    small.put("docs/fr/glossary.md", PAGE.format(title="Mots"))
    small.put("docs/en/glossary.md", PAGE.format(title="Words"))
    return small


def term(folder: Folder, identifier: str = "aap") -> GlossaryTerm:
    record = folder.record("glossary", identifier)
    assert isinstance(record, GlossaryTerm)
    return record


# ------------------------------------------------------------------ rules


def test_no_mistake(glossary: Folder) -> None:
    """A term may have expansions in both languages, or none where no source gives one."""
    assert glossary.mistakes() == []


@pytest.mark.parametrize(
    "written", ["title: AAP\n", "title: aap\n", "title: B\nspellings: [Aap]\n"]
)
def test_an_acronym_is_one_terms_alone(glossary: Folder, written: str) -> None:
    """Two terms that are written alike, whatever the case, are a mistake in each of them."""
    glossary.put("data/glossary/other.yml", written + "domain: funding\nupdated: 2026-11-01\n")
    fix = "make one term of both, or say ambiguous: true in each"
    assert glossary.mistakes() == [
        f"data/glossary/aap.yml:1:8: “aap” is also written in data/glossary/other.yml; {fix}",
        f"data/glossary/other.yml:1:8: “aap” is also written in data/glossary/aap.yml; {fix}",
    ]


@pytest.mark.parametrize(("both", "count"), [(False, 2), (True, 0)])
def test_both_say_that_they_are_ambiguous(
    glossary: Folder,
    both: bool,  # noqa: FBT001
    count: int,
) -> None:
    """An acronym with two meanings is declared so in both terms; in one is not enough."""
    other = TERM.format(title="AAP", fr="autre", en="other")
    glossary.put("data/glossary/other.yml", other + "ambiguous: true\n")
    if both:
        glossary.add("data/glossary/aap.yml", "ambiguous: true\n")
    assert len(glossary.mistakes()) == count


def test_an_expansion_is_in_every_language(glossary: Folder) -> None:
    """A term without its English expansion is a mistake."""
    glossary.replace("data/glossary/aap.yml", ", en: call for projects", "")
    [mistake] = glossary.mistakes()
    assert "This text does not exist in “en”" in mistake


def test_an_expansion_is_not_left_to_translate(glossary: Folder) -> None:
    """Other texts of a term may be said to be missing in a language, its expansion may not."""
    glossary.replace("data/glossary/aap.yml", ", en: call for projects", "")
    glossary.add(
        "data/glossary/aap.yml",
        "summary: {fr: Un mot}\ntranslation: {source: fr, other: missing}\n",
    )
    [mistake] = glossary.mistakes()
    assert mistake.startswith("data/glossary/aap.yml:4:11: This expansion does not exist in “en”")


# ------------------------------------------------------------------ what it shows


def test_the_view_has_the_desks_own_records(glossary: Folder) -> None:
    """A term leads to the organisations, calls and laureates that it names, and to its kind's calls."""
    assert term(glossary).view(glossary.desk()) == TermView(records=())
    glossary.add(
        "data/glossary/aap.yml",
        "organisations: [agency]\nlaureates: [alpha]\ncalls: [sites]\ncall_kind: AAP\n",
    )
    glossary.add("data/organisations/agency.yml", "publication: draft\n")
    found = term(glossary).view(glossary.desk()).records
    assert [(name, record.id) for name, record in found] == [
        ("calls", "sites"),
        ("laureates", "alpha"),
    ]


def test_facets(glossary: Folder) -> None:
    """The glossary is narrowed by field and by how the meaning is known, unknown included."""
    desk = glossary.desk()
    assert {name: value for name, (value, _) in term(glossary).facets(desk).items()} == {
        "domain": "funding",
        "basis": "source",
    }
    assert term(glossary, "xyz").facets(desk)["basis"] == ("unknown", None)


def page(folder: Folder, language: str = "fr") -> str:
    """Give the glossary's page as it is rendered."""
    made = renderer(small_project(folder), language)
    return made.resolve("<!-- desk:glossary -->")


def test_the_page_shows_both_languages(glossary: Folder) -> None:
    """Both expansions stand on each page, the other language's marked, with its own acronym."""
    html = page(glossary)
    assert 'id="aap"' in html
    assert "appel à projets</p>" in html
    assert '<span lang="en">call for projects</span>' in html
    assert '<span lang="en">AI – artificial intelligence</span>' in html
    assert "Les sources ne disent pas ce que signifient ces lettres." in html
    assert [line for line in ("letter-A", "letter-I", "letter-X") if f'href="#{line}"' in html] == [
        "letter-A",
        "letter-I",
        "letter-X",
    ]


def test_an_expansion_that_is_the_same_stands_once(glossary: Folder) -> None:
    """A name that both languages share is not shown twice."""
    glossary.put("data/glossary/aap.yml", TERM.format(title="AAP", fr="Hub", en="Hub"))
    assert page(glossary).count("Hub") == 1


def test_versions_stand_side_by_side(glossary: Folder) -> None:
    """Sources that differ are both there, each with its source and note, before one another."""
    glossary.add(
        "data/glossary/aap.yml",
        "ambiguous: true\nnotes: [{fr: Deux noms, en: Two names}]\nsummary: {fr: Un mot, en: A word}\n"
        "sources: [{document: report-2022}, {url: 'https://a.example/', label: {fr: Ici, en: Here}}, "
        "{url: 'https://b.example/'}]\ncall_kind: AAP\n",
    )
    glossary.replace(
        "data/glossary/aap.yml",
        "updated:",
        "  - {text: {fr: un autre, en: another}, basis: source, note: {fr: ailleurs, en: elsewhere}}\n"
        "updated:",
    )
    html = page(glossary, "en")
    for text in ("more than one way", "another", "elsewhere", "A source", "Two names"):
        assert text in html, text
    for text in ("several meanings", ">Here</a>", ">https://b.example/</a>", "Sites call"):
        assert text in html, text


def test_the_record_leads_back_to_its_term(glossary: Folder) -> None:
    """The page of a record has its line in the glossary among its facts, not among its roles."""
    glossary.add("data/glossary/aap.yml", "organisations: [maker]\n")
    project = small_project(glossary)
    made = renderer(project)
    html = sheet(made, "organisations", "maker")
    assert '<dt>Au glossaire</dt><dd><a href="../../mots/#aap">AAP</a></dd>' in html
    assert "role.term" not in html
    assert html.count("#aap") == 1


# ------------------------------------------------------------------ explained in texts


def sheet(made, collection: str, identifier: str) -> str:
    """Give the page of a record."""
    kind = REGISTRY[collection]
    record = made.desk.get(collection, identifier)
    entry = made.book.find(f"{kind.kind}:{identifier}", made.language)
    return made.sheet(entry, kind, record)


def test_a_sheet_explains_in_reading_order(glossary: Folder) -> None:
    """The lead comes before the body, and the notes after: the first use is the first one read."""
    glossary.replace(
        "data/laureates/alpha.yml", "{fr: Un site, en: A site}", "{fr: Un AAP, en: An AAP}"
    )
    glossary.add(
        "data/laureates/alpha.yml",
        "body: {fr: L’AAP et l’IA, en: The AAP}\nnotes: [{fr: AAP et IA, en: AAP}]\n",
    )
    html = sheet(renderer(small_project(glossary)), "laureates", "alpha")
    link = '<a class="desk-term" href="../../mots/#{}" data-desk-term="{}">{}</a>'
    aap = link.format("aap", "appel à projets", "AAP")
    ia = link.format("ai", "intelligence artificielle", "IA")
    assert f'<p class="desk-lead">Un {aap}</p>' in html
    assert f"<p>L’AAP et l’{ia}</p>" in html
    assert html.count("desk-term") == 4  # a class and an attribute each


def test_the_next_page_begins_anew(glossary: Folder) -> None:
    """Each page has its own first uses."""
    for name in ("agency", "maker"):
        glossary.add(f"data/organisations/{name}.yml", "summary: {fr: Un AAP, en: An AAP}\n")
    made = renderer(small_project(glossary))
    for name in ("agency", "maker"):
        assert sheet(made, "organisations", name).count("data-desk-term") == 1


def test_a_text_in_another_language_is_left_alone(glossary: Folder) -> None:
    """What a page shows in another language is not explained in the page's own."""
    glossary.replace(
        "data/laureates/alpha.yml",
        "summary: {fr: Un site, en: A site}\n",
        "summary: {fr: Un AAP}\nbody: {fr: Un AAP}\ntranslation: {source: fr, other: missing}\n",
    )
    made = renderer(small_project(glossary), "en")
    assert "desk-term" not in sheet(made, "laureates", "alpha")


@pytest.mark.parametrize(
    ("address", "wanted"), [("a-propos/", ["AAP"]), ("mots/", [])], ids=["about", "glossary"]
)
def test_hand_written_pages_explain_too(glossary: Folder, address: str, wanted: list[str]) -> None:
    """Prose is explained around blocks, in reading order; the glossary's own page is not."""
    project = small_project(glossary)
    text = "<p>Un AAP</p><!-- desk:calls --><p>AAP</p>"
    html = f"{shell(PAGE_HOLES)}<nav>AAP</nav><article>{text}</article>AAP"
    checked = checked_project(project)
    [prose] = [one for one in checked.prose if (one.address, one.language) == (address, "fr")]
    pages = Skeleton(digest="d", shells={}, pages={prose.source: html}, files={})
    page = project_renderers(project, checked, pages)["fr"].page(prose)
    assert re.findall(r"<p>Un <a [^>]*data-desk-term[^>]*>(.*?)</a>", page) == wanted
    assert page.count("data-desk-term") == len(wanted)
    assert page.index("Un ") < page.index("desk-card") < page.index("<p>AAP</p>")


def test_what_is_not_explained(glossary: Folder) -> None:
    """Neither what is ambiguous or unknown, nor an everyday word, nor without a page to lead to."""
    desk = glossary.desk()

    def forms(address: str | None) -> list[str]:
        found = acronyms._acronyms(desk, "fr", lambda _key: address)
        return [form for acronym in found for form in acronym.forms]

    assert forms("~/x") == ["AAP", "IA", "A.I."]
    assert forms(None) == []
    assert acronyms.explainer(desk, "fr", lambda _key: None) is None
    glossary.add("data/glossary/aap.yml", "marked: false\n")
    glossary.add("data/glossary/ai.yml", "ambiguous: true\n")
    desk = glossary.desk()
    assert forms("~/x") == []


def test_a_desk_without_a_glossary(small: Folder) -> None:
    """It explains nothing, lists nothing and pays nothing."""
    desk = small.desk()
    assert acronyms.explainer(desk, "fr", lambda _key: "~/x") is None
    assert acronyms.expansions(desk, "fr") == ()
    assert renderer(small_project(small)).localiser.explainer is None


# ------------------------------------------------------------------ listed for a search


def test_expansions_are_listed(glossary: Folder) -> None:
    """For each language: every written form with what it stands for, ambiguous ones with all."""
    other = TERM.format(title="AAP", fr="autre", en="other")
    glossary.put("data/glossary/other.yml", other + "ambiguous: true\n")
    glossary.add("data/glossary/aap.yml", "ambiguous: true\n")
    assert acronyms.expansions(glossary.desk(), "fr") == (
        ("A.I.", ("intelligence artificielle",)),
        ("AAP", ("appel à projets", "autre")),
        ("IA", ("intelligence artificielle",)),
    )
    assert acronyms.expansions(glossary.desk(), "en")[2] == ("AI", ("artificial intelligence",))
