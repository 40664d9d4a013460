"""The lists of the home page: what stands in them, and what is said when they are empty."""

from __future__ import annotations

import re

from makers import Folder
from stage import renderer, small_project

from desk.project import Project

DESK = "data/desk.yml"
CALL = "data/calls/sites.yml"


def block(folder: Folder, marker: str, language: str = "en") -> str:
    """Give what stands in the place of a marker."""
    if not (folder.root / "overrides").exists():
        small_project(folder)
    made = renderer(Project(root=folder.root, site=folder.root / "site"), language)
    return made.resolve(f"<!-- desk:{marker} -->")


def words(html: str) -> str:
    """Give the text of some HTML, its spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_ways(small: Folder) -> None:
    """The ways on lead to their pages, in the order of the settings and the page's language."""
    small.add(
        DESK,
        "ways:\n"
        "  - {page: about.md, icon: material/earth, label: {fr: Savoir, en: Know}, text: {fr: Ici, en: Here}}\n"
        "  - {page: index.md, icon: material/earth, label: {fr: Partir, en: Go}, text: {fr: Là, en: There}}\n",
    )
    assert words(block(small, "ways")) == "Know Here Go There"
    assert words(block(small, "ways", "fr")) == "Savoir Ici Partir Là"
    assert [
        href.rpartition("en/")[2] for href in re.findall(r'href="([^"]+)"', block(small, "ways"))
    ] == [
        "about/",
        "",
    ]


def test_acting(small: Folder) -> None:
    """Calls to act on stand with their state and deadline, as many as asked; else none is said."""
    html = block(small, "acting")
    assert "Sites call" in html
    assert 'data-desk-left="2027-01-31"' in html
    small.put("data/calls/later.yml", small.text(CALL).replace("Sites call", "Later call"))
    assert block(small, "acting limit=1").count("desk-item__title") == 1
    for path in (CALL, "data/calls/later.yml"):
        small.replace(
            path,
            "    - {id: wave-2, label: {fr: Vague 2, en: Wave 2}, opens: 2026-10-01, closes: 2027-01-31}\n",
            "",
        )
    assert "desk-empty" in block(small, "acting")


def test_highlights(small: Folder) -> None:
    """The home page shows the value that a figure names, with its label and its source."""
    small.replace(
        DESK, "navigation:\n", "  figures:\n    segment: {fr: chiffres, en: figures}\nnavigation:\n"
    )
    small.put("data/vocabulary/qualifiers.yml", "exact: {fr: exact, en: exact}\n")
    small.put("data/vocabulary/figure_topics.yml", "money: {fr: Argent, en: Money}\n")
    small.put("data/vocabulary/units_one.yml", "projects: {fr: projet, en: project}\n")
    figure = (
        "title: {{fr: Projets, en: {name}}}\ntopic: money\nvalues:\n"
        "  - {{id: old, value: 7, unit: projects, source: {{document: report-2022}}}}\n"
        "  - {{id: new, value: 9, unit: projects, label: {{fr: cette année, en: this year}},\n"
        "     source: {{document: report-2022}}}}\n"
    )
    small.put("data/figures/shown.yml", figure.format(name="Shown") + "highlight: new\n")
    small.put("data/figures/bare.yml", figure.format(name="Bare") + "highlight: old\n")
    small.put("data/figures/other.yml", figure.format(name="Other"))
    found = re.findall(r'<li class="desk-number">(.*?)</li>', block(small, "highlights"), re.DOTALL)
    assert [words(item).partition(" A report")[0] for item in found] == [
        "7 projects Bare",
        "9 projects Shown this year",
    ]
