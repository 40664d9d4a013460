"""Guides: what their rules refuse, what their pages derive and show."""

from __future__ import annotations

import re

import pytest
from makers import Folder
from stage import renderer, small_project

from desk.agenda import entries_of
from desk.project import Project
from desk.records.guide import GuideView
from desk.registry import REGISTRY

GUIDE = "data/guides/rule.yml"
CITE = "    cite:\n      - {source: act}\n"


def view(folder: Folder, identifier: str = "rule") -> GuideView:
    """Give what a guide's page shows."""
    desk = folder.desk()
    found = desk.guides[identifier].view(desk)
    assert isinstance(found, GuideView)
    return found


def page(folder: Folder, language: str = "en", identifier: str = "rule") -> str:
    """Give a guide's page, made of its values only."""
    if not (folder.root / "overrides").exists():
        small_project(folder)
    made = renderer(Project(root=folder.root, site=folder.root / "site"), language)
    entry = made.book.find(f"guide:{identifier}", language)
    assert entry is not None
    return made.sheet(entry, REGISTRY["guides"], made.desk.guides[identifier])


def words(html: str) -> str:
    """Give the text of some HTML, its spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def section(html: str, name: str) -> str:
    """Give the part of a page below one of its headings."""
    found = re.search(rf'aria-labelledby="{name}">(.*?)</section>', html, re.DOTALL)
    assert found is not None, name
    return found[1]


# ------------------------------------------------------------------ rules


def test_no_mistake(ruled: Folder) -> None:
    """The guide of these tests has no mistake."""
    assert ruled.mistakes() == []


Changes = list[tuple[str, str]]

WRONG: list[tuple[str, Changes, list[str]]] = [
    # -- Nothing without a citation: each claim's own is taken away.
    *(
        (
            f"{name} without a citation",
            [(before + CITE.replace("act", source), before)],
            [f"{place}: “cite:” is missing; write cite:"],
        )
        for name, place, before, source in [
            ("a claim", "29:5", "en: Then that.}\n", "act"),
            ("an obligation", "34:5", "    penalty: {fr: Une amende., en: A fine.}\n", "act"),
            ("a cost", "56:5", "    most: 20\n", "act"),
            ("a myth", "62:5", "    answer: {fr: Non., en: No.}\n", "act"),
            ("a milestone", "51:5", "    what: {fr: Début., en: Start.}\n", "news"),
            ("a change", "70:5", "    when: 2028-01\n", "news"),
        ]
    ),
    (
        "an empty citation",
        [("    most: 20\n" + CITE, "    most: 20\n    cite: []\n")],
        ["59:11: This list is empty; write one item at least"],
    ),
    # -- Citations and ids.
    (
        "an unknown source",
        [("    most: 20\n" + CITE, "    most: 20\n" + CITE.replace("act", "acts"))],
        ["60:18: This record has no source with the id “acts”; write act"],
    ),
    (
        "a misspelt clause, and nothing about the length of its lists",
        [("clause: {fr: art. 1, en: Art. 1}", "claus: x")],
        ["27:23: “claus” is not a field here; write clause:"],
    ),
    (
        "a source twice",
        [("{id: news, label", "{id: act, label")],
        [
            *(
                f"{line}:18: This record has no source with the id “news”; write act"
                for line in (28, 54, 73)
            ),
            "78:10: “act” stands twice; give each its own id",
        ],
    ),
    (
        "a line of the checklist twice",
        [("{id: done,", "{id: read,")],
        ["68:10: “read” stands twice; give each its own id"],
    ),
    (
        "an id in words",
        [("{id: done,", "{id: All done,")],
        [
            (
                "68:10: “All done” cannot be an id; "
                "write small letters, digits and single hyphens, as in mon-projet-2"
            )
        ],
    ),
    # -- Costs and lengths.
    (
        "a cost that falls",
        [("least: 10", "least: 30")],
        ["58:11: The most is less than the least; swap them"],
    ),
    (
        "a cost of nothing",
        [("    least: 10\n    most: 20\n", "")],
        ["56:5: This cost has no amount and no words; write least:, most: or note:"],
    ),
    (
        "one line in brief",
        [
            (
                # The second of two lines.
                (
                    "  - text: {fr: Puis cela., en: Then that.}\n    cite:\n      - {source: act}\n"
                    "    unsure: {fr: Non relu., en: Not re-read.}\n"
                ),
                "",
            )
        ],
        ["25:3: This list has fewer than 2 items; write 1 more"],
    ),
    (
        "an instrument without an address",
        [("    url: 'https://example.org/act'\n    state", "    state")],
        ["7:5: “url:” is missing; write url:"],
    ),
    # -- Closed lists and references.
    (
        "unknown terms",
        [
            ("kind: explained", "kind: explaned"),
            ("topic: device", "topic: devise"),
            ("type: law", "type: lew"),
            ("jurisdiction: EU", "jurisdiction: UE"),
            ("state: in_force", "state: force"),
        ],
        [
            "4:7: “explaned” is not in data/vocabulary/guide_kinds.yml; write explained",
            "5:8: “devise” is not in data/vocabulary/guide_topics.yml; write device",
            "7:11: “lew” is not in data/vocabulary/instrument_types.yml; write one of: law",
            "10:19: “UE” is not in data/vocabulary/jurisdictions.yml; write one of: EU",
            "12:12: “force” is not in data/vocabulary/instrument_states.yml; write in_force",
        ],
    ),
    (
        "unknown records",
        [
            ("authorities: [agency]", "authorities: [agensy]"),
            ("calls: [sites]", "calls: [site]\nrelated: [rules]\nsupersedes: [ruled]"),
        ],
        [
            "74:15: There is no record “agensy” in data/organisations/; write agency",
            "75:9: There is no record “site” in data/calls/; write sites",
            "76:11: There is no record “rules” in data/guides/; write rule",
            "77:14: There is no record “ruled” in data/guides/; write rule",
        ],
    ),
    # -- Conditions.
    (
        "an unknown question",
        [("fact: medical", "fact: medial")],
        ["17:13: There is no question “medial” in data/questions.yml; write medical"],
    ),
    (
        "a comparison that does not suit the question",
        [("op: is_true", "op: in")],
        ["18:11: “in” cannot be asked of “medical” (bool); write one of: is_false, is_true"],
    ),
    (
        "an answer that is not on offer",
        [("value: [small]", "value: [smal]")],
        ["22:46: “smal” is not an answer of this question; write small"],
    ),
    (
        "a criterion twice",
        [("{id: size,", "{id: medical,")],
        ["22:12: The criterion “medical” stands twice; give it its own id"],
    ),
    (
        "a criterion that asks for nothing",
        [("      fact: medical\n", "")],
        ["16:7: This criterion has no fact; write fact:"],
    ),
    (
        "an unknown comparison",
        [("fact: size, op: in", "fact: size, op: inn")],
        ["22:34: “inn” is not known here; write in"],
    ),
    (
        "two groups in one",
        [("  all:\n", "  all: []\n  any:\n")],
        ["15:3: A rule is one of all:, any:, not: or a criterion with op:; write one"],
    ),
]


@pytest.mark.parametrize(
    ("changes", "mistakes"),
    [(changes, mistakes) for _name, changes, mistakes in WRONG],
    ids=[name for name, _changes, _mistakes in WRONG],
)
def test_wrong(ruled: Folder, changes: Changes, mistakes: list[str]) -> None:
    """Each mistake is told once, with its line and what to write."""
    for old, new in changes:
        ruled.replace(GUIDE, old, new)
    assert ruled.mistakes() == [f"{GUIDE}:{mistake}" for mistake in mistakes]


@pytest.mark.parametrize(
    "amounts",
    [
        "    least: 10\n",
        "    most: 10\n",
        "    least: 10\n    most: 10\n",
        "    note: {fr: a, en: b}\n",
    ],
)
def test_a_cost_is_an_amount_or_words(ruled: Folder, amounts: str) -> None:
    """One bound, two equal ones, or words alone are a cost."""
    ruled.replace(GUIDE, "    least: 10\n    most: 20\n", amounts)
    assert ruled.mistakes() == []


def test_a_guide_without_conditions(ruled: Folder) -> None:
    """A guide that applies to everyone has no conditions and needs no questions."""
    text = ruled.text(GUIDE)
    start, end = text.index("applies_if:"), text.index("in_brief:")
    ruled.put(GUIDE, text[:start] + text[end:])
    ruled.remove("data/questions.yml")
    assert ruled.mistakes() == []
    assert view(ruled).plan is None
    assert "me-concerne" not in page(ruled)


# ------------------------------------------------------------------ what the page derives


def test_view(ruled: Folder) -> None:
    """The page has the conditions as plain data, and what the guide names and is named by."""
    ruled.put(
        "data/guides/newer.yml",
        ruled.text(GUIDE).replace("en: A rule}", "en: A newer rule}")
        + "supersedes: [rule]\nrelated: [rule]\n",
    )
    found = view(ruled)
    assert found.plan == {
        "all": [
            {"id": "medical", "op": "is_true", "fact": "medical"},
            {"id": "size", "op": "in", "fact": "size", "value": ["small"]},
            {"id": "judged", "op": "manual"},
        ]
    }
    assert [one.id for one in found.authorities] == ["agency"]
    assert [one.id for one in found.calls] == ["sites"]
    assert [one.id for one in found.countries] == ["land"]
    assert [one.id for one in found.replaced_by] == ["newer"]
    assert found.guides == ()
    newer = view(ruled, "newer")
    assert [one.id for one in newer.guides] == ["rule"]
    assert (newer.countries, newer.replaced_by) == ((), ())
    html = page(ruled)
    assert "This page is replaced by: A newer rule" in words(html)
    assert "This page is replaced" not in words(page(ruled, identifier="newer"))


def test_drafts_are_left_out(ruled: Folder) -> None:
    """What is not published is not led to."""
    for path in (
        "data/organisations/agency.yml",
        "data/calls/sites.yml",
        "data/countries/land.yml",
    ):
        ruled.add(path, "publication: draft\n")
    ruled.put("data/guides/draft.yml", ruled.text(GUIDE) + "publication: draft\n")
    ruled.add(GUIDE, "related: [draft]\n")
    for language in ("fr", "en"):
        ruled.remove(f"docs/{language}/index.md")
    found = view(ruled)
    assert (found.authorities, found.calls, found.guides, found.countries) == ((), (), (), ())
    html = page(ruled)
    assert 'id="qui-decide"' not in html
    assert 'id="voir-aussi"' not in html


# ------------------------------------------------------------------ what the page shows


def test_conditions_are_shown_without_script(ruled: Folder) -> None:
    """The conditions and what follows when they are not met are text; what needs script waits."""
    html = section(page(ruled), "me-concerne")
    assert words(re.sub(r"<(form|script).*?</\1>", "", html, flags=re.DOTALL)) == (
        "Does it apply to me? Medical use. No medical use, nothing. Ask. Small. To judge. "
        "Your answers stay in this page’s address, on your device: nothing is sent."
    )
    for name in ("form", "result", "private"):
        [tag] = re.findall(rf"<\w+[^>]*data-desk-{name}[ >][^>]*>?", html)
        assert " hidden" in tag
    assert re.findall(r'data-desk-question="(\w+)"', html) == ["medical", "size"]


def test_every_type_of_question_has_its_fields(ruled: Folder) -> None:
    """Radios, boxes, a list of places or a number with its unit, as the type of question asks."""
    ruled.replace(
        GUIDE,
        "    - {id: judged, op: manual, label: {fr: À juger., en: To judge.}}\n",
        "".join(
            f"    - {{id: {fact}, fact: {fact}, op: {op}, label: {{fr: '{fact}.', en: '{fact}.'}}}}\n"
            for fact, op in {
                "needs": "any_of, value: [money]",
                "staff": "lt, value: 10",
                "turnover": "gte, value: 5",
                "place": "perimeter_covers, value: [REG-53]",
            }.items()
        ),
    )
    html = section(page(ruled), "me-concerne")
    asked = re.findall(
        r'data-desk-question="(\w+)" data-type="(\w+)">(.*?)</fieldset>', html, re.DOTALL
    )
    found = {
        (key, kind): re.findall(r'(?:type="(\w+)"|<(select))', fields)
        for key, kind, fields in asked
    }
    assert found == {
        ("medical", "bool"): [("radio", "")] * 3,
        ("size", "enum"): [("radio", "")] * 3,
        ("needs", "multi"): [("checkbox", "")] * 2,
        ("staff", "int"): [("number", "")],
        ("turnover", "money"): [("number", "")],
        ("place", "geo"): [("", "select")],
    }
    fields = {key: words(content) for key, _kind, content in asked}
    assert fields["medical"] == (
        "Medical use? By the leaflet. Yes No I don’t know Why we ask: The rule depends on it."
    )
    assert fields["staff"] == "How many? people Why we ask: To count."
    assert fields["turnover"] == "What turnover? EUR Why we ask: To count."
    assert fields["place"] == "Where? I don’t know Brittany Why we ask: To place."


def test_sources_are_numbered_and_reached(ruled: Folder) -> None:
    """Each citation leads to its source by its number; what was not re-read says so."""
    html = page(ruled)
    links = re.findall(r'<a class="desk-cite" href="#([\w-]+)">(.*?)</a>', html)
    assert len(links) == 9
    assert {(anchor, words(said).partition(",")[0]) for anchor, said in links} == {
        ("source-act", "source 1"),
        ("source-news", "source 2"),
    }
    assert words(links[0][1]) == "source 1, Art. 1"
    assert "First this. source 1, Art. 1 source 2" in words(html)
    listed = re.findall(r'<li id="source-(\w+)">(.*?)</li>', html, re.DOTALL)
    assert [(name, words(said)) for name, said in listed] == [
        ("act", "Act , checked on 1 November 2026"),
        ("news", "Notice , not re-read for this page"),
    ]


def test_what_is_unsure_says_so(ruled: Folder) -> None:
    """What could not be confirmed is marked, and nothing else is."""
    found = re.findall(r'<span class="desk-unsure">(.*?)</span>', page(ruled))
    assert [words(text) for text in found] == [
        "To be confirmed: Not re-read.",
        "To be confirmed: Fine to be seen.",
    ]


def test_the_page_shows_everything(ruled: Folder) -> None:
    """Each field stands in its section, in the page's language."""
    html = page(ruled)
    assert "Act · Union Act one , in force (lately)" in words(section(html, "en-bref"))
    assert words(section(html, "obligations")) == (
        "What is required You Declare. source 1 To be confirmed: Fine to be seen. "
        "Provision art. 2 How it is proved A receipt. Otherwise A fine."
    )
    assert words(section(html, "etapes")) == (
        "What to do, in which order Read a day · You Read all. source 1 Act Act soon."
    )
    assert words(section(html, "dates")) == (
        "Key dates 1 January 2027 Start. source 2 Add to my calendar"
    )
    assert "1 January 2028" not in html
    assert words(section(html, "a-venir")).startswith(
        "What changes next January 2028 · A revision."
    )
    assert "They say." in section(html, "idees-recues")
    assert re.findall(r'<input type="checkbox" value="(\w+)">', section(html, "a-faire")) == [
        "read",
        "done",
    ]
    assert words(section(html, "qui-decide")) == "Who decides? Agency"
    assert words(section(html, "voir-aussi")) == (
        "Where to go next Sites call Call for projects Land Export sheet"
    )
    assert "Déclarer." in section(page(ruled, "fr"), "obligations")


def test_instruments_of_one_type_share_its_name(ruled: Folder) -> None:
    """Two acts of one place stand below one name, and another place has its own."""
    act = (
        "  - {{type: law, title: {title}, jurisdiction: {place}, "
        "url: 'https://example.org/act', state: in_force}}\n"
    )
    ruled.add("data/vocabulary/jurisdictions.yml", "FR: {fr: France, en: France}\n")
    ruled.replace(
        GUIDE,
        "applies_if:\n",
        act.format(title="Two", place="FR")
        + act.format(title="Three", place="EU")
        + "applies_if:\n",
    )
    html = section(page(ruled), "en-bref")
    assert re.findall(r"<dt>(.*?)</dt>", html) == ["Act · Union", "Act · France"]
    assert [words(item) for item in re.findall(r"<dd>(.*?)</dd>", html)] == [
        "Act one , in force (lately)",
        "Three , in force",
        "Two , in force",
    ]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ("    least: 10\n    most: 20\n", "Tax — €10 to €20 source 1"),
        ("    least: 10\n    most: 10\n", "Tax — €10 source 1"),
        ("    least: 10\n", "Tax — from €10 source 1"),
        ("    most: 20\n", "Tax — €20 at most source 1"),
        ("    least: 10\n    currency: GBP\n", "Tax — from £10 source 1"),
        ("    least: 0\n    most: 20\n", "Tax — €0 to €20 source 1"),
        ("    note: {fr: Selon., en: It depends.}\n", "Tax It depends. source 1"),
    ],
)
def test_costs(ruled: Folder, amounts: str, said: str) -> None:
    """An amount is a range, a bound or one sum, in its currency; words may stand instead."""
    ruled.replace(GUIDE, "    least: 10\n    most: 20\n", amounts)
    assert words(section(page(ruled), "couts")) == f"What it costs, roughly {said}"


def test_contents_are_folded_below_the_head(ruled: Folder) -> None:
    """A page of more than five sections has its contents, folded, right after its head."""
    html = page(ruled)
    _head, _end, rest = html.partition("</header>")
    folded = rest[: rest.index("</nav>")]
    assert folded.lstrip().startswith('<nav class="desk-contents" aria-label="On this page">')
    assert "<details>" in folded
    anchors = re.findall(r'href="#([\w-]+)"', folded)
    assert anchors[:3] == ["en-bref", "me-concerne", "obligations"]
    assert all(f'id="{anchor}"' in rest for anchor in anchors)
    assert html.count('class="desk-contents"') == 1


def test_a_short_page_has_no_folded_contents(ruled: Folder) -> None:
    """Few sections need no contents."""
    text = ruled.text(GUIDE)
    start, end = text.index("applies_if:"), text.index("in_brief:")
    last = text.index("obligations:")
    ruled.put(GUIDE, text[:start] + text[end:last] + text[text.index("sources:") :])
    assert "desk-contents" not in page(ruled)


def test_its_dates_stand_in_calendars(ruled: Folder) -> None:
    """Each date that the text sets is an entry, told from the others for ever; none is a deadline."""
    ruled.replace(
        GUIDE,
        "milestones:\n",
        "milestones:\n  - date: 2027-01-01\n    what: {fr: Avant., en: Before.}\n"
        f"{CITE}  - date: 2027-06\n"
        f"    what: {{fr: Juin., en: June.}}\n{CITE}",
    )
    desk = ruled.desk()
    entries = list(desk.guides["rule"].calendar(desk))
    assert [entry.part for entry in entries] == [
        "milestone.2027-01-01",
        "milestone.2027-06",
        "milestone.2027-01-01.2",
    ]
    assert not any(entry.deadline for entry in entries)
    known = entries_of(desk.guides["rule"], desk)
    assert [str(entry.starts) for entry in known] == ["2027-01-01", "2027-01-01"]
