"""Rendering: a record and a language give the values of a page."""

from __future__ import annotations

import json
import re

import pytest
from makers import Folder
from stage import hole, renderer, small_project

from desk.addresses import Entry
from desk.dates import PartialDate
from desk.localise import iso
from desk.registry import REGISTRY


def sheet(small: Folder, collection: str, identifier: str, language: str = "fr") -> str:
    """Give a record's page, made of its values only."""
    if not (small.root / "overrides").exists():
        small_project(small)
    made = renderer(small_project_at(small), language)
    kind = REGISTRY[collection]
    record = made.desk.get(collection, identifier)
    entry = made.book.find(f"{kind.kind}:{identifier}", language)
    assert record is not None
    assert entry is not None
    return made.sheet(entry, kind, record)


def small_project_at(small: Folder):
    from desk.project import Project

    return Project(root=small.root, site=small.root / "site")


def test_title_names_the_collection_and_the_site(small: Folder) -> None:
    """A page's title tells the record, its collection and the desk."""
    small.put("docs/fr/laureates.md", PAGE.format(name="Lauréats"))
    small.put("docs/en/laureates.md", PAGE.format(name="Laureates"))
    small.replace(
        "data/desk.yml",
        "navigation:\n",
        "navigation:\n  - {page: laureates.md, label: {fr: Les lauréats, en: Winners}}\n",
    )
    assert hole(sheet(small, "laureates", "alpha"), "html_title") == (
        "Alpha — Les lauréats — Test desk"
    )


PAGE = """\
---
title: {name}
description: Une liste
updated: 2026-11-01
collection: laureates
---

# {name}
"""


def test_without_an_index_page_the_title_has_no_collection(small: Folder) -> None:
    """A collection needs no index page."""
    page = sheet(small, "laureates", "alpha")
    assert hole(page, "html_title") == "Alpha — Test desk"
    assert "Les lauréats" not in hole(page, "crumbs")


def test_values_are_escaped_where_they_land(small: Folder) -> None:
    """A title with mark-up in it stays text: in the head, in the breadcrumbs, in the content."""
    small.replace("data/laureates/alpha.yml", "title: Alpha", "title: '<b>\"A\" & Cie</b>'")
    page = sheet(small, "laureates", "alpha")
    assert "<b>" not in page
    assert "&lt;b&gt;&#34;A&#34; &amp; Cie&lt;/b&gt;" in hole(page, "html_title")
    data = json.loads(re.search(r"<script[^>]*>(.*?)</script>", page)[1])
    assert data["itemListElement"][-1]["name"] == '<b>"A" & Cie</b>'


def test_a_script_cannot_be_closed_from_a_title(small: Folder) -> None:
    """In structured data < is written so that no tag can begin there."""
    small.replace("data/laureates/alpha.yml", "title: Alpha", "title: '</script><script>x'")
    assert hole(sheet(small, "laureates", "alpha"), "structured").count("</script>") == 1


def test_a_missing_text_is_shown_in_the_other_language_and_marked(small: Folder) -> None:
    """A text that exists in French only stands on the English page under lang=fr, with a note."""
    small.replace(
        "data/laureates/alpha.yml",
        "summary: {fr: Un site, en: A site}\n",
        "summary: {fr: Un site}\nbody: {fr: 'Un *texte*'}\n"
        "translation: {source: fr, other: missing}\n"
        "notes:\n  - {fr: Une note}\n",
    )
    page = sheet(small, "laureates", "alpha", "en")
    assert '<span lang="fr">Un site</span>' in page
    assert '<div lang="fr"><p>Un <em>texte</em></p>' in page
    assert '<div lang="fr"><p>Une note</p>' in page
    assert "desk-notice--missing" in page
    assert "desk-notice--missing" not in sheet(small, "laureates", "alpha", "fr")


def test_an_overdue_check_is_said(small: Folder) -> None:
    """A record whose next check was due says so before its sources."""
    small.add("data/laureates/alpha.yml", "verified_on: 2025-01-01\nverify_every_days: 30\n")
    assert "desk-notice--overdue" in hole(sheet(small, "laureates", "alpha"), "provenance")


def test_a_check_that_is_not_due_is_not_overdue(small: Folder) -> None:
    """The day on which the check is due is still in time."""
    small.add("data/laureates/alpha.yml", "verified_on: 2026-11-12\nverify_every_days: 10\n")
    assert "desk-notice--overdue" not in hole(sheet(small, "laureates", "alpha"), "provenance")


def test_links_in_a_text_lead_to_records_and_pages(small: Folder) -> None:
    """`call:id` and `page:path` become addresses in the page's language."""
    small.add(
        "data/laureates/alpha.yml",
        "body:\n  fr: 'Voir [a](call:sites) et [b](page:about)'\n"
        "  en: 'See [a](call:sites) and [b](page:about)'\n",
    )
    assert '<a href="../../appels/sites/">a</a>' in sheet(small, "laureates", "alpha")
    english = sheet(small, "laureates", "alpha", "en")
    assert '<a href="../../../en/calls/sites/">a</a>' in english
    assert '<a href="../../../en/about/">b</a>' in english


def test_a_call_shows_its_rate_waves_and_laureates(small: Folder) -> None:
    """A call's page has its success rate, both waves with their states, and links its laureate."""
    page = sheet(small, "calls", "sites")
    assert "1,2\u202f%" in page
    assert "1 lauréats pour 83 candidatures" in page
    assert "desk-status--open" in page
    assert 'href="../../laureats/alpha/"' in page


def test_an_organisation_lists_all_its_roles(small: Folder) -> None:
    """An organisation's page lists what it operates, what it co-leads, and what is part of it."""
    page = sheet(small, "organisations", "agency")
    assert page.index("Opère ces appels") < page.index("Copilote") < page.index("En font partie")
    assert 'href="../../appels/sites/"' in page
    assert 'href="../../organisations/maker/"' in page


def test_an_archived_record_is_not_indexed(small: Folder) -> None:
    """An archived record keeps its page, out of search engines."""
    small.add("data/laureates/alpha.yml", "publication: archived\n")
    assert hole(sheet(small, "laureates", "alpha"), "robots") == "noindex,follow"


def test_edit_links_lead_to_the_file(small: Folder) -> None:
    """Where the desk has an edit address, a page leads to its own source."""
    small.add("data/desk.yml", "edit_url: https://forge.example/edit/\n")
    assert 'href="https://forge.example/edit/data/laureates/alpha.yml"' in hole(
        sheet(small, "laureates", "alpha"), "provenance"
    )


def test_markers_and_links_of_a_page_are_resolved(small: Folder) -> None:
    """A marker becomes its block, a record link an address; an unknown one stays for the check."""
    project = small_project(small)
    small.add("docs/fr/about.md", "\n<!-- desk:calls -->\n")
    made = renderer(project)
    html = made.resolve(
        '<p><a href="call:sites#calendrier">x</a></p><!-- desk:calls status=open -->'
    )
    assert 'href="~/appels/sites/#calendrier"' in html
    assert "desk-card" in html
    assert made.resolve('<a href="call:none">') == '<a href="call:none">'
    assert "Aucun appel" in made.resolve("<!-- desk:calls status=cancelled -->")


def test_an_old_address_leads_to_the_new_one(small: Folder) -> None:
    """A redirect names the new address, and is not indexed."""
    project = small_project(small)
    made = renderer(project)
    html = made.redirect(
        Entry(
            address="old/", language="fr", key="call:sites", owner="x", redirects_to="appels/sites/"
        )
    )
    assert '<meta http-equiv="refresh" content="0; url=../appels/sites/">' in html
    assert '<link rel="canonical" href="https://desk.example/appels/sites/">' in html
    assert "noindex" in html


def test_unknown_names_are_errors(small: Folder) -> None:
    """A template that asks for a page or an index that is not there fails the build."""
    made = renderer(small_project(small))
    with pytest.raises(LookupError, match="no page call:none"):
        made.localiser.href("none", "call")
    with pytest.raises(LookupError, match="no index page for calls"):
        made.localiser.collection_href("calls")


def test_dates_for_machines_keep_their_precision() -> None:
    """A quarter has no form in HTML; a month has one."""
    assert iso(PartialDate.parse("2021-12")) == "2021-12"
    assert iso(PartialDate.parse("2021-Q4")) is None


def test_lists_are_in_the_order_of_titles(small: Folder) -> None:
    """Accents, case and a leading @ do not count when titles are put in order."""
    for identifier, title in (("a", "'@Hôtel'"), ("b", "Éa"), ("c", "eb"), ("d", "Zed")):
        small.put(
            f"data/organisations/{identifier}.yml",
            f"title: {title}\nkind: company\nupdated: 2026-11-01\n",
        )
    made = renderer(small_project(small))
    assert [record.id for record in made.localiser.listed("organisations")] == [
        "agency",
        "b",
        "c",
        "a",
        "maker",
        "d",
    ]


@pytest.mark.parametrize(
    ("to", "link"),
    [
        (
            "corrections@desk.example",
            "mailto:corrections@desk.example?subject=Erreur%20sur%20la%20page%20%C2%AB%E2%80%AFAlpha",
        ),
        (
            "https://forms.example/new?page={url}&about={title}",
            "https://forms.example/new?page=https%3A%2F%2Fdesk.example%2Flaureats%2Falpha%2F&amp;",
        ),
    ],
)
def test_a_mistake_is_reported_with_the_page_filled_in(small: Folder, to: str, link: str) -> None:
    """The link for reports holds the page's title and address, in a mail or in a form's address."""
    small.add("data/desk.yml", f"report_to: '{to}'\n")
    assert f'href="{link}' in hole(sheet(small, "laureates", "alpha"), "provenance")


def test_no_report_link_without_an_address(small: Folder) -> None:
    """A desk that does not say where to report a mistake shows no link for it."""
    assert "report" not in hole(sheet(small, "laureates", "alpha"), "provenance")


def test_neighbours_are_those_of_the_titles(small: Folder) -> None:
    """A page leads to the record before and after it in the order of titles, if there is one."""
    pager = hole(sheet(small, "organisations", "agency"), "pager")
    assert 'rel="prev"' not in pager
    assert 'href="../../organisations/maker/" rel="next"' in pager
    pager = hole(sheet(small, "organisations", "maker"), "pager")
    assert 'href="../../organisations/agency/" rel="prev"' in pager
    assert 'rel="next"' not in pager
    assert "desk-pager" not in hole(sheet(small, "laureates", "alpha"), "pager")


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2026-11-21", None, None),
        ("2026-11-22", "aujourd’hui", "today"),
        ("2026-11-22T17:00", "aujourd’hui", "today"),
        ("2026-11-23", "demain", "tomorrow"),
        ("2026-11-24", "après-demain", "in 2 days"),
        ("2026-11-25", "dans 3 jours", "in 3 days"),
        ("2027-11-22", "dans 365 jours", "in 365 days"),
        ("2026-12", None, None),
        ("2027", None, None),
    ],
)
def test_days_left(small: Folder, date: str, french: str | None, english: str | None) -> None:
    """The days until a deadline are told in words; a partial date or a past one tells none."""
    project = small_project(small)
    for language, words in (("fr", french), ("en", english)):
        assert renderer(project, language).localiser.left(PartialDate.parse(date)) == words


def test_what_one_can_act_on(small: Folder) -> None:
    """Calls that close next come first, then open and coming ones; closed ones are left out."""
    schedules = {
        "soon": "{mode: dated, opens: 2026-11-01, closes: 2026-12-01}",
        "sooner": "{mode: dated, opens: 2026-11-01, closes: 2026-11-25}",
        "standing": "{mode: rolling}",
        "coming": "{mode: dated, opens: 2027-11-01}",
        "past": "{mode: dated, opens: 2020-11-01, closes: 2020-11-25}",
    }
    for identifier, schedule in schedules.items():
        small.put(
            f"data/calls/{identifier}.yml",
            f"title: {identifier}\nkind: AAP\nupdated: 2026-11-01\nschedule: {schedule}\n",
        )
    say = renderer(small_project(small)).localiser
    found = [call.id for call, _view in say.acting_on(9)]
    assert found == ["sooner", "soon", "sites", "standing", "coming"]
    assert len(say.acting_on(2)) == 2


def test_unknown_pages_are_errors(small: Folder) -> None:
    """A template that asks for a hand-written page that is not there fails the build."""
    say = renderer(small_project(small)).localiser
    assert say.page_href("about.md") == "~/a-propos/"
    with pytest.raises(LookupError, match=r"no page zzz\.md in fr"):
        say.page_href("zzz.md")


def test_a_day_to_show(small: Folder) -> None:
    """The component page shows deadlines so many days after the desk's day."""
    assert str(renderer(small_project(small)).localiser.day_in(12)) == "2026-12-04"
