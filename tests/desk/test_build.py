"""Building: a checked desk and a skeleton become the files of a site."""

from __future__ import annotations

from makers import Folder
from stage import checked_project, skeleton, small_project

from desk import build


def test_a_site_has_every_page_and_file(small: Folder) -> None:
    """Each record and page in both languages, redirects, sitemap, robots and the static files."""
    small.add("data/laureates/alpha.yml", "aliases: [old-alpha]\n")
    project = small_project(small)
    checked = checked_project(project)
    report = build.stamp(project, checked, skeleton(checked))
    files = {
        path.relative_to(project.site).as_posix()
        for path in project.site.rglob("*")
        if path.is_file()
    }
    assert files == set(report.written)
    assert files == {
        "assets/a.css",
        "robots.txt",
        "sitemap.xml",
        "index.html",
        "en/index.html",
        "a-propos/index.html",
        "en/about/index.html",
        "appels/sites/index.html",
        "en/calls/sites/index.html",
        "laureats/alpha/index.html",
        "en/laureates/alpha/index.html",
        "laureats/old-alpha/index.html",
        "en/laureates/old-alpha/index.html",
        "organisations/agency/index.html",
        "en/organisations/agency/index.html",
        "organisations/maker/index.html",
        "en/organisations/maker/index.html",
        "appels/calendar.ics",
        "en/calls/calendar.ics",
        "appels/sites/calendar.ics",
        "en/calls/sites/calendar.ics",
        "deadlines.ics",
        "en/deadlines.ics",
    }


def test_restamping_touches_the_record_and_its_neighbours_only(small: Folder) -> None:
    """After an edit of a laureate its page, its call's and its organisations' are written."""
    project = small_project(small)
    before = checked_project(project)
    made = skeleton(before)
    build.stamp(project, before, made)
    small.replace("data/laureates/alpha.yml", "title: Alpha", "title: Alphabet")
    small.put("data/organisations/bystander.yml", "title: B\nkind: company\nupdated: 2026-11-01\n")
    checked = checked_project(project)
    by_language = build.project_renderers(project, checked, made)
    report = build.restamp(project, before, checked, [("laureates", "alpha")], by_language)
    assert set(report.written) == {
        "laureats/alpha/index.html",
        "en/laureates/alpha/index.html",
        "appels/sites/index.html",
        "en/calls/sites/index.html",
        "organisations/maker/index.html",
        "en/organisations/maker/index.html",
        "organisations/agency/index.html",
        "en/organisations/agency/index.html",
    }
    assert build.stamp(project, checked, made).written == (
        "organisations/bystander/index.html",
        "en/organisations/bystander/index.html",
        "sitemap.xml",
    )
