"""The statistics in the built site: chart, table and file give the same numbers."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desk.foundation import read_foundation
from desk.reader import Reader
from desk.words import Words

ROOT = Path(__file__).parent.parent
PAGES = {
    "fr": ("statistiques", "statistiques/fiches", "statistiques/carte"),
    "en": ("en/statistics", "en/statistics/records", "en/statistics/map"),
}
MAPPING = {"company-size", "business-model", "therapeutic-field", "application-domain"}


@dataclass
class Figures(HTMLParser):
    """Reads the figures of a page: what is beside the bars, in the table, and linked."""

    charts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    _figure: str = ""
    _cell: list[str] | None = None
    _skip: int = 0
    _classes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a figure, a row, a cell begins."""
        given = {name: value or "" for name, value in attrs}
        kind = given.get("class", "")
        self.ids.add(given.get("id", ""))
        if tag == "figure":
            self._figure = given["id"]
            self.charts[self._figure] = []
            self.tables[self._figure] = []
            self.links[self._figure] = []
        elif tag == "a" and self._figure:
            self.links[self._figure].append(given["href"])
        elif tag in ("svg", "div") and given.get("role") in ("img", "group") and self._figure:
            self.named[f"{self._figure} {given['role']}"] = given["aria-labelledby"]
        elif tag == "tr":
            self.tables[self._figure].append([])
        if kind in ("desk-chart__label", "desk-chart__value") or tag in ("th", "td"):
            self._cell = []
        if self._cell is not None and kind in ("desk-note", "desk-chart__of"):
            self._skip += 1
        if tag == "span":
            self._classes.append(kind)

    def handle_endtag(self, tag: str) -> None:
        """Keep the text of what ends."""
        kind = self._classes.pop() if tag == "span" else ""
        if kind in ("desk-note", "desk-chart__of"):
            self._skip -= bool(self._skip)
        if tag == "figure":
            self._figure = ""
        if self._cell is None:
            return
        text = " ".join("".join(self._cell).split())
        if kind == "desk-chart__label":
            self.charts[self._figure].append((text, ""))
        elif kind == "desk-chart__value":
            self.charts[self._figure][-1] = (self.charts[self._figure][-1][0], text)
        elif tag in ("th", "td"):
            self.tables[self._figure][-1].append(text)
        else:
            return
        self._cell = None

    def handle_data(self, data: str) -> None:
        """Gather the text of a cell, without what repeats the headings."""
        if self._cell is not None and not self._skip:
            self._cell.append(data)


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    foundation = read_foundation(Reader(root=ROOT / "data", shown="data"))
    assert foundation is not None
    return foundation.words


def figures(site: Path, address: str) -> Figures:
    found = Figures()
    found.feed((site / address / "index.html").read_text(encoding="utf-8"))
    return found


def written(cell: str, heading: str, words: Words) -> str:
    """Write a number of a file as a page does."""
    if not cell:
        return words("figure.unknown")
    number = float(cell)
    shown = words.percent(number / 100) if heading.endswith("(%)") else words.number(number)
    return " ".join(shown.split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_chart_table_and_file_agree(site: Path, words: dict[str, Words], language: str) -> None:
    """Each number beside a bar and in a table is that of the file which the figure links."""
    say = words[language]
    checked = 0
    for address in PAGES[language]:
        page = figures(site, address)
        for name, table in page.tables.items():
            (href,) = [link for link in page.links[name] if link.endswith(".csv")]
            file = (site / address / href).resolve()
            assert file == (site / PAGES[language][0] / f"{name}.csv").resolve()
            with file.open(encoding="utf-8", newline="") as lines:
                header, *rows = csv.reader(lines)
            columns = len(table[0])
            body = table[1 : len(rows) + 1]
            assert [
                [" ".join(row[0].split())]
                + [
                    written(cell, heading, say)
                    for cell, heading in zip(row[1:columns], header[1:columns], strict=True)
                ]
                for row in rows
            ] == body, name
            drawn = page.charts[name]
            if drawn:
                assert [label for label, _value in drawn] == [row[0] for row in body], name
                for (_label, value), row in zip(drawn, rows, strict=True):
                    shown = {
                        written(cell, heading, say)
                        for cell, heading in zip(row[1:columns], header[1:columns], strict=True)
                    }
                    parts = [
                        int(float(cell))
                        for cell, heading in zip(row[1:columns], header[1:columns], strict=True)
                        if not heading.endswith("(%)")
                    ]
                    assert value in shown | {say.number(sum(parts))}, (name, value)
                checked += 1
    assert checked == 11


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_two_populations_stand_on_pages_of_their_own(site: Path, language: str) -> None:
    """The page of the mapping has nothing of our records, and theirs nothing of the mapping."""
    mapping, records, drawing = (figures(site, address) for address in PAGES[language])
    assert set(mapping.tables) == MAPPING
    assert not MAPPING & (set(records.tables) | set(drawing.tables))
    assert set(drawing.tables) == {"by-region"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_figures_have_names(site: Path, language: str) -> None:
    """Each chart and the map are named by their own heading, and charts by their sentence too."""
    for address in PAGES[language]:
        page = figures(site, address)
        for names in page.named.values():
            assert set(names.split()) <= page.ids
        for name, drawn in page.charts.items():
            if drawn:
                assert page.named[f"{name} img"] == f"{name}-title {name}-reading"


@pytest.mark.parametrize(("language", "directory"), [("fr", "laureats"), ("en", "en/laureates")])
def test_the_map_leads_to_the_laureates(site: Path, language: str, directory: str) -> None:
    """A region's number on the map is that of the laureates its link shows; the table links too."""
    address = PAGES[language][2]
    html = (site / address / "index.html").read_text(encoding="utf-8")
    laureates = (site / directory / "index.html").read_text(encoding="utf-8")
    regions = re.findall(
        r'class="desk-map__link" href="([^"]+)\?region=(REG-\d\d)" aria-label="([^"]+)"', html
    )
    assert len(regions) == 7
    for href, region, name in regions:
        assert (site / address / href).resolve() == (site / directory).resolve()
        (shown,) = re.findall(r"(\d+)[^\d]*$", name)
        assert laureates.count(f'data-region="{region}"') == int(shown)
        assert html.count(f"?region={region}") == 2
    assert html.count('class="desk-map__shape"') == 18 - 7
    assert sum(int(re.findall(r"\d+", name)[-1]) for _href, _region, name in regions) == 10
