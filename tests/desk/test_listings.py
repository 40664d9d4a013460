"""Listings: which there are, where they are, what stands on them, what is refused."""

from __future__ import annotations

import re

import pytest
from makers import Folder
from stage import checked_project, hole, shell, skeleton, small_project

from desk import build, listings
from desk.check import Checked
from desk.live import Preview
from desk.render import SHELL_HOLES
from desk.skeleton import Skeleton

DESK = "data/desk.yml"
ID_FORM = "write small letters, digits and single hyphens, as in mon-projet-2"


def with_listings(checked: Checked) -> Skeleton:
    """Give a made-up skeleton with the shells of listings."""
    made = skeleton(checked)
    shells = {(language, "listing-calls"): shell(SHELL_HOLES) for language in ("fr", "en")}
    return Skeleton(
        digest=made.digest,
        shells={**made.shells, **shells},
        pages=made.pages,
        files=made.files,
    )


class Site:
    """The small desk with listings, published."""

    def __init__(self, folder: Folder) -> None:
        self.project = small_project(folder)
        self.checked = checked_project(self.project)
        self.skeleton = with_listings(self.checked)
        self.report = build.stamp(self.project, self.checked, self.skeleton)

    def page(self, address: str) -> str:
        return (self.project.site / address / "index.html").read_text(encoding="utf-8")

    def cards(self, address: str) -> list[str]:
        """Give the ids of the calls whose cards stand on a page, in order."""
        return re.findall(r'desk-card__title"><a href="[^"]*/([\w-]+)/"', self.page(address))

    def links(self, address: str, heading: str) -> list[tuple[str, str]]:
        """Give the links of a part of a listing, with their counts."""
        part = self.page(address).partition(f">{heading}</h2>")[2].partition("</ul>")[0]
        return re.findall(r'href="([^"]*)".*?count">\((\d+)\)', part)


@pytest.fixture
def site(listed: Folder) -> Site:
    return Site(listed)


# ------------------------------------------------------------------ which there are


def test_values(listed: Folder) -> None:
    """Terms, statuses and served places have a listing each, operators while a call names them."""
    found: dict[str, dict[str, list[str]]] = {}
    for listing in listed.desk().listings.values():
        records = [record.id for record in listing.records]
        found.setdefault(listing.facet, {})[listing.value] = records
    assert found["all"] == {"": ["one", "sites", "two"]}
    assert found["topic"] == {"any": ["two"], "ai": ["one"], "imaging": []}
    assert found["place"] == {
        "EU": ["two"],
        "FR": [],
        "REG-53": ["one"],
        "REG-94": [],
        "GB": [],
    }
    assert found["operator"] == {"maker": ["one"], "agency": ["sites"]}
    assert {value: its for value, its in found["status"].items() if its} == {
        "closing_soon": ["one"],
        "open": ["sites"],
        "closed": ["two"],
    }
    assert len(found["status"]) == 8


def test_without_served_countries(listed: Folder) -> None:
    """A desk that does not tell which countries it serves lists the places that calls cover."""
    listed.replace(DESK, "listed_places: [FR, GB]\n", "")
    found = [one for one in listed.desk().listings.values() if one.facet == "place"]
    assert {one.value for one in found} == {"EU", "REG-53", "BE"}


def test_a_desk_without_listings_has_none(small: Folder) -> None:
    """Listings are switched on by the settings alone."""
    assert small.desk().listings == {}


def test_day_of_the_last_change(listed: Folder) -> None:
    """A listing changed when its last changed record did; an empty one has no day."""
    found = listed.desk().listings
    assert str(found["listing:calls/all"].updated) == "2026-11-02"
    assert found["listing:calls/topic/imaging"].updated is None
    assert found["listing:calls/topic/any"].updated is None


# ------------------------------------------------------------------ where they are


def test_addresses(listed: Folder) -> None:
    """The address of a listing is made of the words of its language, under one key."""
    book = listed.check().book
    french, english = (book.find("listing:calls/topic/ai", language) for language in ("fr", "en"))
    assert french is not None
    assert english is not None
    assert french.address == "appels/theme/intelligence-artificielle/"
    assert english.address == "en/calls/topic/artificial-intelligence/"
    assert french.sitemap
    assert str(french.lastmod) == "2026-11-02"
    status = book.find("listing:calls/status/closing_soon", "fr")
    assert status is not None
    assert status.address == "appels/etat/ferme-bientot/"


def test_empty_listings_are_not_shown_to_search_engines(listed: Folder) -> None:
    """An empty listing has its page, outside the sitemap and the search."""
    entry = listed.check().book.find("listing:calls/place/GB", "en")
    assert entry is not None
    assert not entry.sitemap
    assert not entry.search


def test_all_records_begin_on_their_index(listed: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of all records has pages of its own from the second on."""
    monkeypatch.setattr(listings, "PAGE", 2)
    book = listed.check().book
    assert book.find("listing:calls/all", "fr") is None
    entry = book.find("listing:calls/all/2", "fr")
    assert entry is not None
    assert entry.address == "appels/liste/2/"
    assert book.find("listing:calls/all/3", "fr") is None


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "      topic: {",
            "      topics: {",
            f"{DESK}:16:7: There are no listings by “topics”; write one of: topic",
        ),
        (
            "      topic: {fr: theme",
            "      topic: {fr: le thème",
            f"{DESK}:16:19: “le thème” cannot stand in an address; {ID_FORM}",
        ),
        (
            "  laureates:\n",
            "  laureates:\n    listings: {topic: {fr: theme, en: topic}}\n",
            f"{DESK}:20:16: Nothing lists “laureates”; take the listings away",
        ),
        (
            "listed_places: [FR, GB]",
            "listed_places: [FR, REG-5]",
            f"{DESK}:25:21: There is no place “REG-5”; write REG-53 or REG-94",
        ),
        (
            "listed_places: [FR, GB]",
            "listed_places: [FR, Atlantis]",
            f"{DESK}:25:21: There is no place “Atlantis”; write one of data/places.yml",
        ),
    ],
)
def test_mistakes_of_the_settings(listed: Folder, old: str, new: str, told: str) -> None:
    """A facet, an address, a collection or a place that cannot be is told with its line."""
    listed.replace(DESK, old, new)
    assert listed.mistakes() == [told]


def test_an_unknown_facet_like_no_other(listed: Folder) -> None:
    """Where no facet comes close, all are named."""
    listed.replace(DESK, "      topic: {", "      zzzzzzzz: {")
    [told] = listed.mistakes()
    assert "There are no listings by “zzzzzzzz”; write one of: all, need, nature" in told


def test_a_status_without_a_word(listed: Folder) -> None:
    """What the code gives values of needs a word for each, in the interface strings."""
    listed.replace(
        "data/vocabulary/interface.yml",
        "  exhausted: {fr: Enveloppe épuisée, en: Funds exhausted}\n",
        "",
    )
    [told] = listed.mistakes()
    assert told == (
        f"{DESK}:18:7: There is no interface string “status.exhausted”; "
        "write it in data/vocabulary/interface.yml"
    )


def test_two_values_of_one_name(listed: Folder) -> None:
    """Two values that would have one address are told, in the file that names the second."""
    listed.replace("data/vocabulary/scheme_topics.yml", "en: Imaging", "en: Any field")
    [told] = listed.mistakes()
    assert told == (
        "data/vocabulary/scheme_topics.yml:1:1: Its address /en/calls/topic/any-field/ is that of "
        "data/vocabulary/scheme_topics.yml; "
        "give one of them another name: that of a listing makes its address"
    )


def test_mistakes_elsewhere_are_told_once(listed: Folder) -> None:
    """Interface strings or places that cannot be read leave nothing to say about listings."""
    listed.add("docs/fr/about.md", "\n[IA](listing:calls/topic/ai)\n")
    listed.put("data/vocabulary/interface.yml", "a: [")
    listed.put("data/places.yml", "FR: [")
    assert [told.partition(":")[0] for told in listed.mistakes()] == [
        "data/places.yml",
        "data/vocabulary/interface.yml",
    ]


def test_pages_link_to_listings(listed: Folder) -> None:
    """A page may link to a listing by its key; one that is not there is told."""
    listed.add("docs/fr/about.md", "\n[IA](listing:calls/topic/ai)\n")
    assert listed.mistakes() == []
    listed.add("docs/fr/about.md", "\n[IB](listing:calls/topic/zz)\n")
    [told] = listed.mistakes()
    assert "The link “listing:calls/topic/zz” leads nowhere" in told


# ------------------------------------------------------------------ what stands on them


def test_a_listing_shows_its_records(site: Site) -> None:
    """A listing has its title, one sentence, its cards, and the way back."""
    page = site.page("appels/territoire/bretagne")
    assert "<h1>Financements\u00a0: Bretagne</h1>" in page
    assert "1 financement vise ce territoire." in page
    assert site.cards("appels/territoire/bretagne") == ["one"]
    assert 'href="../../../appels/">Voir tous les financements' in page
    assert hole(page, "robots") == "index,follow"
    assert hole(page, "html_title").startswith("Financements\u00a0: Bretagne — calls.md — ")
    assert hole(page, "description") == "1 financement vise ce territoire."
    assert '<li><a href="../../../appels/">' in hole(page, "crumbs")
    assert 'hreflang="en" href="https://desk.example/en/calls/place/brittany/"' in page


def test_what_one_can_act_on_comes_first(listed: Folder) -> None:
    """Cards stand in the order of urgency, then by title in the language of the page."""
    for name in ("one", "two"):
        listed.add(f"data/calls/{name}.yml", "nature: [grant]\n")
    listed.put("data/vocabulary/natures.yml", "grant: {fr: Subvention, en: Grant}\n")
    listed.put(
        "data/calls/a.yml",
        "title: {fr: Zone, en: Area}\nkind: AAP\nnature: [grant]\n"
        "schedule: {mode: dated, closes: 2026-05-31}\n",
    )
    listed.replace(DESK, "      topic: {fr: theme, en: topic}", "      nature: {fr: n, en: n}")
    site = Site(listed)
    assert site.cards("appels/n/subvention") == ["one", "two", "a"]
    assert site.cards("en/calls/n/grant") == ["one", "a", "two"]
    assert site.cards("appels") == ["one", "sites", "two", "a"]


def test_neighbours_of_a_listing(site: Site) -> None:
    """A listing links to the facet's other values with their counts, in the order of the list."""
    assert site.links("en/calls/topic/artificial-intelligence", "Other topics") == [
        ("../../../../en/calls/topic/any-field/", "1"),
        ("../../../../en/calls/topic/imaging/", "0"),
    ]
    assert site.links("en/calls/operator/maker", "Other operators") == [
        ("../../../../en/calls/operator/agency/", "1")
    ]


@pytest.mark.parametrize(
    ("address", "heading", "links"),
    [
        ("place/brittany", "Wider schemes are open there", ["place/european-union/"]),
        ("place/corsica", "Wider schemes are open there", ["place/european-union/"]),
        ("topic/imaging", "Some schemes are open to any field", ["topic/any-field/"]),
        ("topic/any-field", "Some schemes are open to any field", []),
        ("place/united-kingdom", "Wider schemes are open there", []),
    ],
)
def test_what_is_wider(site: Site, address: str, heading: str, links: list[str]) -> None:
    """A listing links to what covers it too, unless that is empty."""
    found = site.links(f"en/calls/{address}", heading)
    assert [href.partition("calls/")[2] for href, _count in found] == links


def test_an_empty_listing_says_so(site: Site) -> None:
    """A listing without records says so plainly, and asks search engines to leave it out."""
    page = site.page("en/calls/place/corsica")
    assert '<p class="desk-empty">We follow no scheme that is for this place alone.</p>' in page
    assert hole(page, "robots") == "noindex,follow"
    assert "desk-list" not in page
    assert "feed" not in page
    assert "calendar" not in page
    assert "<time" not in hole(page, "provenance")
    sitemap = (site.project.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "calls/place/corsica/" not in sitemap
    assert "calls/place/brittany/" in sitemap


def test_without_an_index_there_is_no_way_back(listed: Folder) -> None:
    """A collection needs no index page: its listings stand alone."""
    for language in ("fr", "en"):
        listed.remove(f"docs/{language}/calls.md")
    page = Site(listed).page("en/calls/place/brittany")
    assert "See all funding" not in page


def test_browse(site: Site) -> None:
    """The index leads to every listing, folded by facet, with the number of its records."""
    index = site.page("en/calls")
    assert re.findall(r"<summary>(.*?)</summary>", index) == [
        "By place",
        "By topic",
        "By operator",
        "By status",
    ]
    listed = {
        href.removeprefix("../../")
        for href in re.findall(r'desk-browse__link" href="(.*?)"', index)
    }
    assert listed == {
        entry.address
        for entry in site.checked.book.pages()
        if entry.key.startswith("listing:") and entry.language == "en"
    }


def test_nothing_to_browse(small: Folder) -> None:
    """A collection without listings has no ways into it."""
    project = small_project(small)
    checked = checked_project(project)
    made = build.project_renderers(project, checked, skeleton(checked))["en"]
    assert "<nav" not in made.resolve("<!-- desk:browse collection=calls -->")


def test_long_lists_have_pages(listed: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is too long for one page goes on on others, each linked with its neighbours."""
    monkeypatch.setattr(listings, "PAGE", 2)
    monkeypatch.setattr("desk.catalogue.PAGE", 2)
    for name in ("one", "two", "sites"):
        listed.add(f"data/calls/{name}.yml", "nature: [grant]\n")
    listed.put("data/vocabulary/natures.yml", "grant: {fr: Subvention, en: Grant}\n")
    listed.replace(DESK, "      topic: {fr: theme, en: topic}", "      nature: {fr: n, en: n}")
    site = Site(listed)
    assert site.cards("en/calls") == ["one", "sites"]
    assert 'href="../../en/calls/list/2/" rel="next"' in site.page("en/calls")
    assert site.cards("en/calls/list/2") == ["two"]
    whole = site.page("en/calls/list/2")
    assert 'href="../../../../en/calls/" rel="prev"' in whole
    assert 'rel="next"' not in whole
    assert "<h1>All funding, page 2</h1>" in whole
    assert "application/atom+xml" not in whole
    assert "desk-browse" not in whole
    second = site.page("en/calls/n/grant/2")
    assert 'href="../../../../../en/calls/n/grant/" rel="prev"' in second
    assert '<li><a href="../../../../../en/calls/n/grant/">Funding of the type' in second
    assert hole(second, "canonical") == "https://desk.example/en/calls/n/grant/2/"
    assert site.cards("en/calls/n/grant") + site.cards("en/calls/n/grant/2") == [
        "one",
        "sites",
        "two",
    ]
    assert not (site.project.site / "en/calls/n/grant/2/feed.atom").exists()


def test_a_listing_that_is_not_there(site: Site) -> None:
    """A template that asks for a page of a listing that does not exist fails the build."""
    made = build.project_renderers(site.project, site.checked, site.skeleton)["en"]
    [ai] = [one for one in made.desk.listings.values() if one.value == "ai"]
    with pytest.raises(LookupError, match="no page listing:calls/topic/ai/7 in en"):
        made.localiser.catalogue.href(ai, 7)


@pytest.mark.parametrize(
    ("money", "french", "english"),
    [
        ("award_max: 300000", "Jusqu’à 300 000 €", "Up to €300,000"),
        ("award_min: 30000, award_max: 90000", "De 30 000 € à 90 000 €", "€30,000 to €90,000"),
        ("award_min: 500", "À partir de 500 €", "From €500"),
        ("award_min: 75000, award_max: 75000", "75 000 €", "€75,000"),
        ("award_max: 2500000", "Jusqu’à 2,5 M€", "Up to €2.5M"),
        ("award_max: 9000, currency: GBP", "Jusqu’à 9 000 £", "Up to £9,000"),
        ("rate_min: 45, rate_max: 60", "De 45 % à 60 % des coûts", "45% to 60% of costs"),
        ("rate_max: 70", "Jusqu’à 70 % des coûts", "Up to 70% of costs"),
        (
            "award_max: 100, rate_min: 50, rate_max: 50",
            "Jusqu’à 100 € · 50 % des coûts",
            "Up to €100 · 50% of costs",
        ),
        ("award_min: 0, award_max: 100", "De 0 € à 100 €", "€0 to €100"),
        ("envelope: 100", "", ""),
    ],
)
def test_what_one_may_get(listed: Folder, money: str, french: str, english: str) -> None:
    """A card says what one applicant may get and at which rate, as far as sources tell it."""
    listed.add(
        "data/calls/two.yml",
        "sources:\n  - {id: page, url: 'https://example.org/', checked_on: 2026-11-01}\n"
        f"money: {{{money}, cite: [{{source: page}}]}}\n",
    )
    site = Site(listed)
    for address, text in (
        ("appels/theme/tous-les-domaines", french),
        ("en/calls/topic/any-field", english),
    ):
        found = re.search(r'desk-card__meta">(.*?)</p>', site.page(address))
        told = re.sub("<.*?>", "", found[1]) if found else ""
        assert re.sub(r"[\u00a0\u202f]", " ", told) == text


# ------------------------------------------------------------------ live editing


def test_an_edit_stamps_the_listings(listed: Folder) -> None:
    """A call that changes its topic leaves one listing and stands in the other at once."""
    project = small_project(listed)
    checked = checked_project(project)
    preview = Preview(project, lambda: None)
    preview.show(checked, with_listings(checked))

    def page(address: str) -> str:
        return (project.site / address / "index.html").read_text(encoding="utf-8")

    listed.replace("data/calls/one.yml", "topics: [ai, ai]", "topics: [imaging]")
    assert preview.follow({str((listed.root / "data/calls/one.yml").absolute())}) is True
    assert "A call" not in page("en/calls/topic/artificial-intelligence")
    assert "A call" in page("en/calls/topic/imaging")
    listed.replace("data/organisations/agency.yml", "title: Agency", "title: Bureau")
    assert preview.follow({str((listed.root / "data/organisations/agency.yml").absolute())}) is True
    assert "Bureau" in page("en/calls/operator/bureau")
    preview.complete()
    assert not (project.site / "en/calls/operator/agency").exists()
    listed.replace(
        "data/calls/one.yml", "{org: maker, role: funder}", "{org: agency, role: funder}"
    )
    assert preview.follow({str((listed.root / "data/calls/one.yml").absolute())}) is True
    assert "2 schemes from this operator" in page("en/calls/operator/bureau")
    assert (project.site / "en/calls/operator/maker").exists()
    preview.complete()
    assert not (project.site / "en/calls/operator/maker").exists()
