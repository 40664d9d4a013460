"""What the peers build: every page of a project with its references, labels and dates resolved.

The peers get less to do than the desk. They resolve no reference, check nothing, count nothing
and translate no label: they render Markdown and templates. So what they win by this is theirs,
and what the desk wins is not owed to heavier templates on the other side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.registry import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desk.check import Checked
    from desk.model import Desk
    from desk.records.base import Figure, Record, Source
    from desk.records.call import Call, CallView, Selection, WaveView
    from desk.records.laureate import Laureate, LaureateView
    from desk.records.organisation import Organisation, OrganisationView
    from desk.texts import Text

Data = dict[str, Any]
_LINK = re.compile(r"\]\(((?:call|laureate|organisation|page):[\w./-]+)\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One page of one record in one language: `front` as YAML above, `body` as Markdown below."""

    language: str
    kind: str
    identifier: str
    address: str
    front: Data
    body: str


def sheets(checked: Checked, language: str) -> Iterator[Sheet]:
    """Give every record's page in a language."""
    maker = _Maker(checked, language)
    assert checked.desk is not None
    for name, records in checked.desk.records.items():
        for record in records.values():
            yield maker.sheet(REGISTRY[name].kind, record)


def frame(checked: Checked, language: str) -> Data:
    """Give what every page of a language has around it, and the index pages."""
    desk, words = checked.desk, checked.words[language]
    assert desk is not None
    pages = {page.key: page for page in checked.prose if page.language == language}
    indexes = {
        REGISTRY[collection].kind: {
            "title": page.front.title,
            "description": page.front.description,
            "address": f"/{page.address}",
            "folder": page.address.removeprefix(desk.settings.prefix(language)).rstrip("/"),
        }
        for page in pages.values()
        if (collection := page.front.collection) is not None and collection in desk.records
    }
    navigation = [
        {"label": item.label.in_(language).text, "address": f"/{pages[item.page].address}"}
        for item in desk.settings.navigation
        if item.page in pages and pages[item.page].front.collection
    ]
    return {
        "name": desk.settings.name.in_(language).text,
        "tagline": desk.settings.tagline.in_(language).text,
        "publisher": desk.settings.publisher.in_(language).text,
        "language_name": desk.settings.language_names[language],
        "home": f"/{desk.settings.prefix(language)}",
        "home_title": pages["index.md"].front.title,
        "home_description": pages["index.md"].front.description,
        "navigation": navigation,
        "indexes": indexes,
        "words": {
            name.partition(".")[2]: words(name)
            for name in (
                "frame.skip",
                "frame.menu",
                "frame.navigation",
                "frame.home",
                "frame.crumbs",
                "frame.contents",
                "frame.to_dark",
                "frame.to_light",
                "frame.published_by",
                "sheet.brief",
                "sheet.spellings",
                "laureate.about",
                "notice.notes",
                "call.waves",
                "call.figures",
                "figure.measure",
                "figure.value",
                "figure.origin",
                "provenance.title",
                "provenance.verified",
                "provenance.updated",
            )
        },
    }


class _Maker:
    """Makes the sheets of one language."""

    def __init__(self, checked: Checked, language: str) -> None:
        assert checked.desk is not None
        self.desk: Desk = checked.desk
        self.book = checked.book
        self.words = checked.words[language]
        self.language = language

    def sheet(self, kind: str, record: Record) -> Sheet:
        """Give a record's page."""
        view: Any = record.view(self.desk)
        make: dict[str, Callable[[Any, Any], Data]] = {
            "call": self._call,
            "laureate": self._laureate,
            "organisation": self._organisation,
        }
        address = self._href(kind, record.id)
        other = next(
            entry
            for language in self.desk.settings.languages
            if language != self.language
            and (entry := self.book.find(f"{kind}:{record.id}", language)) is not None
        )
        front: Data = {
            "title": self._text(record.title),
            "type": kind,
            "summary": self._text(record.summary),
            "address": address,
            "other": f"/{other.address}",
            **make[kind](record, view),
            "notes": [self._text(note) for note in record.notes],
            "spellings": list(record.spellings),
            "sources": [self._source(source) for source in record.sources],
            "updated": self._day(record.updated),
            "verified": self._day(record.verified_on),
            "facets": {name: value for name, (value, _) in record.facets(self.desk).items()},
        }
        body = record.body.in_(self.language).text if record.body else ""
        return Sheet(
            language=self.language,
            kind=kind,
            identifier=record.id,
            address=address,
            front={key: value for key, value in front.items() if value not in (None, [], {}, "")},
            body=_LINK.sub(lambda match: f"]({self._href(*match[1].split(':', 1))})", body),
        )

    # -- The three kinds --------------------------------------------------------------------

    def _laureate(self, record: Laureate, view: LaureateView) -> Data:
        words = self.words
        kicker = words("laureate.kind")
        if record.funder:
            kicker += " · " + self._term("laureate_funders", record.funder)
        facts = [
            self._fact("laureate.holder", view.holder, "organisation"),
            self._fact("laureate.call", view.call, "call", words("laureate.call_unknown")),
            {
                "label": words("laureate.wave"),
                "text": self._text(view.wave.label)
                if view.wave
                else words("laureate.wave_unknown"),
            },
        ]
        for label, vocabulary, value in (
            ("call.programme", "programmes", record.programme),
            ("laureate.funder", "laureate_funders", record.funder),
            ("laureate.constitution", "constitutions", record.constitution),
            ("laureate.theme", "themes", record.theme),
            ("laureate.region", "regions", record.region),
            ("laureate.scope", "scopes", record.scope),
            ("laureate.country", "countries", view.country),
        ):
            if value:
                facts.append({"label": words(label), "text": self._term(vocabulary, value)})
        holder = self._text(view.holder.title) if view.holder else ""
        after = self._text(view.call.title) if view.call else ""
        return {
            "kicker": kicker,
            "facts": facts,
            "sections": self._sections(
                (
                    "consortium",
                    words("laureate.partners", count=len(view.partners)),
                    [
                        self._link("organisation", other, self._term("partner_roles", role))
                        for other, role in view.partners
                    ],
                ),
                (
                    "autres",
                    f"{words('laureate.others')} {holder}",
                    [self._link("laureate", other) for other in view.others_of_holder],
                ),
            ),
            "meta": f"{holder} · {after}" if after else holder,
        }

    def _organisation(self, record: Organisation, view: OrganisationView) -> Data:
        words = self.words
        kind = self._term("organisation_kinds", record.kind)
        country = self._term("countries", record.country) if record.country else ""
        count = words("organisation.records", count=view.count)
        facts = [
            {"label": words("organisation.kind"), "text": kind},
            {
                "label": words("organisation.country"),
                "text": country or words("organisation.country_unknown"),
            },
        ]
        if record.region:
            region = self._term("regions", record.region)
            facts.append({"label": words("laureate.region"), "text": region})
        facts.append({"label": words("organisation.named_in"), "text": count})
        roles = [
            (
                f"role-{number}",
                words(f"role.{role}"),
                [
                    self._link(
                        REGISTRY[link.collection].kind, link.record, self._meta_of(link.record)
                    )
                    for link in links
                ],
            )
            for number, (role, links) in enumerate(view.roles, 1)
        ]
        return {
            "kicker": f"{kind} · {country}" if country else kind,
            "facts": facts,
            "sections": self._sections(*roles),
            "meta": f"{kind} · {count}",
        }

    def _call(self, record: Call, view: CallView) -> Data:
        words = self.words
        facts = [
            {
                "label": self._term("funder_roles", role),
                "text": self._text(funder.title),
                "href": self._href("organisation", funder.id),
            }
            for funder, role in view.funders
        ]
        if record.programme:
            programme = self._term("programmes", record.programme)
            facts.append({"label": words("call.programme"), "text": programme})
        won = words("call.laureates", count=len(view.laureates))
        return {
            "kicker": self._term("call_kinds", record.kind),
            "status": view.status,
            "status_label": words(f"status.{view.status}"),
            "facts": facts,
            "waves": [self._wave(item) for item in view.waves],
            "figures": [
                *(self._figure(figure) for figure in record.figures),
                *(self._selection(row) for row in record.selection),
            ],
            "sections": self._sections(
                (
                    "laureats",
                    words("call.its_laureates", count=len(view.laureates)),
                    [
                        self._link(
                            "laureate",
                            laureate,
                            self._text(self.desk.organisations[laureate.holder].title),
                        )
                        for laureate in view.laureates
                    ],
                ),
                (
                    "voir-aussi",
                    words("sheet.related"),
                    [self._link("call", other) for other in view.related],
                ),
            ),
            "meta": ", ".join([*(self._text(funder.title) for funder, _ in view.funders), won]),
        }

    # -- Parts ------------------------------------------------------------------------------

    def _text(self, text: Text | None) -> str:
        return self.words.typeset(text.in_(self.language).text) if text else ""

    def _term(self, vocabulary: str, value: str) -> str:
        return self._text(self.desk.vocabularies[vocabulary][value])

    def _day(self, day: Any) -> Data | None:
        return {"iso": str(day), "text": self.words.day(day)} if day else None

    def _href(self, kind: str, identifier: str) -> str:
        entry = self.book.find(f"{kind}:{identifier}", self.language)
        assert entry is not None
        return f"/{entry.address}"

    def _fact(self, label: str, record: Record | None, kind: str, unknown: str = "") -> Data:
        if record is None:
            return {"label": self.words(label), "text": unknown}
        return {
            "label": self.words(label),
            "text": self._text(record.title),
            "href": self._href(kind, record.id),
        }

    def _link(self, kind: str, record: Record, meta: str = "") -> Data:
        link = {"text": self._text(record.title), "href": self._href(kind, record.id)}
        return {**link, "meta": meta} if meta else link

    def _meta_of(self, record: Record) -> str:
        call = getattr(record, "call", None)
        return self._text(self.desk.calls[call].title) if call else ""

    def _sections(self, *sections: tuple[str, str, list[Data]]) -> list[Data]:
        return [
            {"id": identifier, "title": title, "links": links}
            for identifier, title, links in sections
            if links
        ]

    def _source(self, source: Source) -> str:
        document = self.desk.documents[source.document or ""]
        lines = ", ".join(str(line) for line in source.lines)
        return f"{self._text(document.title)}, l. {lines}"

    def _origin(self, source: Source, as_of: Any) -> str:
        title = self._text(self.desk.documents[source.document or ""].title)
        return f"{self.words('figure.as_of', day=self.words.day(as_of))} · {title}"

    def _wave(self, item: WaveView) -> Data:
        opens, closes = item.wave.opens, item.wave.closes
        assert opens is not None
        assert closes is not None
        day = self.words.day
        return {
            "label": self._text(item.wave.label),
            "status": item.status,
            "status_label": self.words(f"status.{item.status}"),
            "period": self.words("date.from_to", opens=day(opens), closes=day(closes)),
        }

    def _figure(self, figure: Figure) -> Data:
        return {
            "measure": self._term("measures", figure.measure),
            "note": self._text(figure.note),
            "value": self.words.money(figure.value or 0),
            "origin": self._origin(figure.source, figure.as_of),
        }

    def _selection(self, row: Selection) -> Data:
        words = self.words
        value = words("call.candidates", count=row.candidates)
        return {
            "measure": f"{words('call.selection_row')} ({self._term('units', row.unit)})",
            "note": "",
            "value": f"{value}, {words('call.laureates', count=row.laureates)}",
            "origin": self._origin(row.source, row.as_of),
        }
