"""Map: an aid becomes the fields of a call.

A field is named by its place in the record (`title.fr`, `schedule.closes`): each is merged, locked
and compared by itself. What cannot be mapped is told, with what an editor should do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from pydantic_core import PydanticCustomError

from desk.importers import markup
from desk.importers.aid import Aid
from desk.importers.organisations import Organisations, alike
from desk.importers.tables import Labels, Meaning, Tables, find
from desk.markdown import SIZE_LIMIT, slugify
from desk.records.base import SUMMARY_LIMIT, web_address
from desk.texts import Text
from desk.vocabulary import Vocabulary

Fields = dict[str, object]
"""What the import writes: plain data by the place of the field."""

OFFICIAL = "official-page"
"""The id of the source beside the catalogue, whose id is that of its tables."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_SHORTEST_SUMMARY = 40
_LISTS = ("nature", "needs", "topics", "audiences", "stages")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What an aid is mapped on: the desk's tables, places and organisations, and the day."""

    source: str
    tables: Tables
    places: Vocabulary
    organisations: Organisations
    as_of: dt.date
    create_organisations: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A mapped aid."""

    aid: Aid
    slug: str | None
    url: str
    fields: Fields = field(default_factory=dict)


def map_aid(aid: Aid, ground: Ground) -> Draft:
    """Map one aid."""
    slug = aid.line("slug")
    url = _page(aid, slug, ground.tables.address)
    fields = _Mapping(aid, ground, url).fields()
    return Draft(aid=aid, slug=slug, url=url, fields=fields)


def _page(aid: Aid, slug: str | None, address: str) -> str:
    """Give the address of the aid's page; `url` is its path there."""
    path = aid.line("url")
    found = urljoin(address, path) if path else ""
    if not found.startswith(address):
        found = urljoin(address, f"aides/{slugify(slug or aid.id)}/")
    return found


@dataclass(frozen=True, slots=True)
class _Mapping:
    """The mapping of one aid."""

    aid: Aid
    ground: Ground
    url: str

    @property
    def _tables(self) -> Tables:
        return self.ground.tables

    @property
    def _language(self) -> str:
        return self.ground.tables.language

    def fields(self) -> Fields:
        """Give all fields that the aid tells something for."""
        language = self._language
        origin = self._address("origin_url")
        meanings = list(self._meanings())
        funders, unknown = self._funders()
        places, unknown_place = self._perimeter()
        fields: Fields = {
            f"title.{language}": self.aid.name,
            "spellings": self._spellings(),
            f"summary.{language}": self._summary(),
            f"body.{language}": self._body(),
            "notes": self._notes(unknown, unknown_place),
            "updated": self._updated(),
            "sources": self._sources(origin),
            "translation": {"source": language, "other": "missing"},
            "kind": self._kind(),
            **{name: _union(meanings, name) for name in _LISTS},
            "programme": self._programme(),
            "perimeter": places,
            "funders": funders,
            "recurrent": next(
                (one.recurrent for one in meanings if one.recurrent is not None), None
            ),
            **self._money(),
            **self._conditions(),
            **self._application(origin),
            **self._schedule(),
        }
        return {name: value for name, value in fields.items() if value not in (None, "", [])}

    # -- Labels: what closed lists of theirs mean in ours.

    def _meanings(self) -> Iterator[Meaning]:
        tables = self._tables
        for name, labels in (
            ("aid_types", tables.aid_types),
            ("targeted_audiences", tables.audiences),
            ("mobilization_steps", tables.steps),
            ("destinations", tables.destinations),
            ("categories", tables.categories),
        ):
            for label in self._labels(name):
                meaning = self._meaning(name, label, labels)
                if meaning is not None:
                    yield meaning
        recurrence = self._recurrence()
        if recurrence is not None:
            yield recurrence

    def _labels(self, name: str) -> list[str]:
        if name == "aid_types":
            return [label for _key, label in self.aid.named("aid_types_full")]
        return self.aid.lines(name)

    def _meaning(self, name: str, label: str, labels: Labels) -> Meaning | None:
        """Find what a label means here; tell of one that is not in the tables."""
        meaning = find(labels, label)
        if meaning is None:
            near = alike(label, labels)
            self.aid.tell.warning(
                name,
                f"“{label}” is unknown" + (f" (“{near[0]}” is known)" if near else ""),
                "say what it means in data/imports/, and choose the terms of the record",
            )
        return meaning

    def _recurrence(self) -> Meaning | None:
        label = self.aid.line("recurrence")
        return (
            None if label is None else self._meaning("recurrence", label, self._tables.recurrences)
        )

    def _kind(self) -> str:
        kinds = self._tables.kinds
        if self.aid.flag("is_call_for_project"):
            return kinds.european_call if self.aid.line("european_aid") else kinds.call
        types = (find(self._tables.aid_types, label) for label in self._labels("aid_types"))
        return next((one.kind for one in types if one and one.kind), kinds.other)

    def _programme(self) -> str | None:
        """Give the first programme that is one of ours; its name may go on behind a dash."""
        for label in self.aid.lines("programs"):
            forms = (label, label.partition(" - ")[0])
            known = [one for form in forms if (one := find(self._tables.programs, form))]
            programme = next((one.programme for one in known if one.programme), None)
            if programme is not None:
                return programme
            if not known:
                self.aid.tell.info("programs", f"The programme “{label}” is none of ours")
        return None

    def _perimeter(self) -> tuple[list[str], str]:
        """Give our places, and the name of a place that is none of ours."""
        name, scale = self.aid.line("perimeter"), self.aid.line("perimeter_scale")
        if name is None:
            self.aid.tell.warning(
                "perimeter", "The aid does not say where it applies", "write perimeter:"
            )
            return [], ""
        meaning = find(self._tables.perimeters, name)
        if meaning is not None:
            return list(meaning.perimeter), ""
        # A department or a town may have the name of a region: it is none.
        wanted = slugify(name)
        if scale is None or slugify(scale) in {slugify(one) for one in self._tables.scales}:
            for place, label in self.ground.places.items():
                if slugify(label.in_(self._language).text) == wanted:
                    return [place], ""
        shown = f"{name} ({scale})" if scale else name
        self.aid.tell.warning(
            "perimeter",
            f"“{shown}” is none of our places",
            "see the note; write the region as perimeter: only if all of it is covered",
        )
        return [], shown

    def _funders(self) -> tuple[list[dict[str, str]], list[str]]:
        """Give the funders that are organisations of ours, and the names of the others."""
        roles, known, unknown = self._tables.roles, [], []
        for name, role in (
            ("financers_full", roles.financers),
            ("instructors_full", roles.instructors),
        ):
            for key, label in self.aid.named(name):
                found = self.ground.organisations.find(label)
                if found is None and self.ground.create_organisations:
                    found = self._create(name, key, label)
                if found is None:
                    near = " or ".join(self.ground.organisations.near(label))
                    self.aid.tell.warning(
                        name,
                        f"“{label}” is none of our organisations",
                        (
                            f"if it is {near}, write the name among its spellings; else "
                            if near
                            else ""
                        )
                        + "make a record of it, or import with --create-organisations",
                    )
                    unknown.append(label)
                elif {"org": found, "role": role} not in known:
                    known.append({"org": found, "role": role})
        return known, list(dict.fromkeys(unknown))

    def _create(self, name: str, key: str, label: str) -> str:
        origin: dict[str, object] = {
            "source": self.ground.source,
            "id": f"backer-{key}" if key else slugify(label),
            "imported_on": self.ground.as_of.isoformat(),
        }
        made = self.ground.organisations.make(label, self._tables.organisations, origin)
        self.aid.tell.warning(
            name,
            f"“{label}” becomes a new organisation, a draft",
            f"check its kind in data/organisations/{made}.yml, and publish it",
        )
        return made

    # -- Texts.

    def _said(self, text: Text) -> str:
        """Give a wording of ours in the language of the catalogue."""
        return text.in_(self._language).text

    def _spellings(self) -> list[str]:
        names = [self.aid.line("short_title"), self.aid.line("name_initial")]
        return [one for one in dict.fromkeys(names) if one and one != self.aid.name]

    def _summary(self) -> str | None:
        """Give the first sentences of the description that fit, or the beginning of the first."""
        written = self.aid.text("description") or ""
        found = list(markup.paragraphs(written, self._said(self._tables.wording.mail_left_out)))
        # What comes first is often a title.
        told = next((one for one in found if len(one) >= _SHORTEST_SUMMARY), "".join(found[:1]))
        if not told:
            self.aid.tell.warning("description", "There is nothing to sum up", "write summary:")
            return None
        summary = ""
        for sentence in _SENTENCE.split(told):
            longer = f"{summary} {sentence}".strip()
            if len(longer) > SUMMARY_LIMIT:
                break
            summary = longer
        if summary:
            return summary
        cut = told[:SUMMARY_LIMIT].rpartition(" ")[0] or told[: SUMMARY_LIMIT - 1]
        self.aid.tell.warning(
            "description",
            f"The first sentence has {len(told)} characters, so the summary is cut",
            f"write a summary of at most {SUMMARY_LIMIT}",
        )
        return cut.rstrip(" ,;:.–-") + "…"

    def _body(self) -> str:
        """Give description, conditions and examples as sections."""
        wording = self._tables.wording
        parts = [
            self._markdown("description", 2),
            self._section("eligibility", self._said(wording.conditions)),
            self._section("project_examples", self._said(wording.examples)),
        ]
        body = ""
        for part in parts:
            longer = f"{body}\n\n{part}".strip()
            if len(longer) > SIZE_LIMIT:
                self.aid.tell.warning(
                    "description",
                    "The whole text is too long for one sheet, so its end is left out",
                    "shorten it, and link to the source for the rest",
                )
                begun = longer[:SIZE_LIMIT]
                return body or begun.rpartition("\n\n")[0] or begun.rpartition(" ")[0]
            body = longer
        return body

    def _section(self, name: str, heading: str) -> str:
        text = self._markdown(name, 3)
        return f"## {heading}\n\n{text}" if text else ""

    def _markdown(self, name: str, top: int) -> str:
        written = self.aid.text(name)
        if written is None:
            return ""
        converted = markup.to_markdown(
            written,
            base=self._tables.address,
            top=top,
            mail_left_out=self._said(self._tables.wording.mail_left_out),
        )
        if converted.plain:
            self.aid.tell.warning(
                name, "Its form could not be kept, only its text", "set paragraphs and lists"
            )
        if converted.mails:
            self.aid.tell.warning(
                name,
                "A mail address that looks like a person's is left out",
                "write a role address, if there is one",
            )
        return converted.text

    def _notes(self, unknown: list[str], place: str) -> list[dict[str, str]]:
        """Give what the reader must know and no field holds."""
        wording = self._tables.wording
        notes = []
        if unknown:
            notes.append(
                _filled(wording.unknown_organisations, names=markup.escape(", ".join(unknown)))
            )
        if place:
            notes.append(_filled(wording.unknown_place, place=markup.escape(place)))
        if self.aid.flag("is_charged"):
            notes.append(_filled(wording.paid))
        for name in ("import_data_mention", "import_share_licence"):
            told = self.aid.line(name)
            if told:
                notes.append(_filled(wording.licence, text=markup.escape(markup.to_text(told))))
        return notes

    # -- Sources, money, conditions, application, dates.

    def _address(self, name: str) -> str | None:
        """Give a web address; tell of what is none."""
        written = self.aid.line(name)
        if written is None:
            return None
        try:
            return web_address(written)
        except PydanticCustomError:
            self.aid.tell.warning(
                name,
                f"“{written[:80]}” is no web address, so it is left out",
                "find the official page, and write it in full",
            )
            return None

    def _sources(self, origin: str | None) -> list[dict[str, object]]:
        """Give the sheet and the official page. Nobody has compared them yet: no `checked_on`."""
        wording = self._tables.wording
        found: list[dict[str, object]] = [
            {"id": self.ground.source, "label": _filled(wording.source_label), "url": self.url}
        ]
        if origin is not None:
            found.append({"id": OFFICIAL, "label": _filled(wording.origin_label), "url": origin})
        return found

    def _money(self) -> Fields:
        """Give rates and amounts; bounds that cannot be are told and left out."""
        least = self._rate("subvention_rate_lower_bound")
        most = self._rate("subvention_rate_upper_bound")
        if least is not None and most is not None and least > most:
            self.aid.tell.warning(
                "subvention_rate_lower_bound",
                f"The least rate ({least}) is above the most ({most}), so both are left out",
                "read them at the source",
            )
            least = most = None
        amounts = [self._amount(name) for name in ("loan_amount", "recoverable_advance_amount")]
        told = [one for one in amounts if one]
        if len(set(told)) > 1:
            self.aid.tell.warning(
                "loan_amount",
                f"It has two amounts, {told[0]} and {told[1]}; the higher is taken",
                "tell them apart in money.note:",
            )
        comment = self.aid.line("subvention_comment")
        money: Fields = {
            "money.award_max": max(told, default=None),
            # 0 is how the catalogue says that there is no least rate.
            "money.rate_min": least or None,
            "money.rate_max": most or None,
            f"money.note.{self._language}": markup.to_text(comment) if comment else None,
        }
        if any(value is not None for value in money.values()):
            money["money.cite"] = [{"source": self.ground.source}]
        return money

    def _rate(self, name: str) -> int | None:
        rate = self.aid.whole(name)
        if rate is not None and not 0 <= rate <= 100:
            self.aid.tell.warning(name, f"{rate} % cannot be", "read the rate at the source")
            return None
        return rate

    def _amount(self, name: str) -> int | None:
        amount = self.aid.whole(name)
        if amount is not None and amount < 0:
            self.aid.tell.warning(name, f"{amount} cannot be", "read the amount at the source")
            return None
        return amount

    def _conditions(self) -> Fields:
        """Conditions in prose are one condition that only a person can judge."""
        if not markup.to_text(self.aid.text("eligibility") or ""):
            self.aid.tell.info("eligibility", "The aid tells no conditions")
            return {}
        conditions = self._tables.conditions
        return {"eligibility": conditions.eligibility, "tests": conditions.tests}

    def _application(self, origin: str | None) -> Fields:
        """Give where one applies, else the official page; a contact only where there is one."""
        url = self._address("application_url") or origin
        boxes = markup.mailboxes(self.aid.text("contact") or "")
        if url is None:
            self.aid.tell.warning(
                "application_url", "Nothing says where one applies", "write apply:"
            )
            return {}
        if self.aid.text("contact") and not boxes:
            self.aid.tell.info(
                "contact", "It names no mailbox of a role; what it says is not taken over"
            )
        return {"apply.url": url, "apply.contact": boxes[0] if boxes else None}

    def _schedule(self) -> Fields:
        """Give the dates; an aid that is no longer shown is never said to be open."""
        opens, closes = self.aid.day("start_date"), self.aid.day("submission_deadline")
        if opens is not None and closes is not None and closes < opens:
            self.aid.tell.warning(
                "start_date",
                f"It would close ({closes}) before it opens ({opens}), so the opening is left out",
                "read both dates at the source",
            )
            opens = None
        is_past = closes is not None and closes < self.ground.as_of
        if is_past:
            self.aid.tell.warning(
                "submission_deadline",
                f"The deadline ({closes}) is past",
                "look for the next one, or archive the draft",
            )
        recurrence = self._recurrence()
        mode = (recurrence.mode if recurrence else None) or "dated"
        if self.aid.flag("is_live") is False:
            mode = "dated"
            if not is_past:
                self.aid.tell.warning(
                    "is_live",
                    "The catalogue no longer shows this aid",
                    "ask whether it still exists, or archive the draft",
                )
        elif mode == "dated" and closes is None:
            self.aid.tell.warning(
                "submission_deadline", "The aid has no deadline", "look for it at the source"
            )
        early = self.aid.day("predeposit_date")
        return {
            "schedule.mode": mode,
            "schedule.opens": opens.isoformat() if opens else None,
            "schedule.closes": closes.isoformat() if closes else None,
            "key_dates": [{"kind": self._tables.pre_application, "day": early.isoformat()}]
            if early
            else [],
        }

    def _updated(self) -> str | None:
        """Give the day on which the aid was changed last, unless it is still to come."""
        day = self.aid.day("date_updated") or self.aid.day("date_created")
        return None if day is None or day > self.ground.as_of else day.isoformat()


def _union(meanings: list[Meaning], name: str) -> list[str]:
    """Give the terms that some labels mean together, each once."""
    return list(dict.fromkeys(term for one in meanings for term in getattr(one, name)))


def _filled(wording: Text, /, **values: str) -> dict[str, str]:
    """Fill a wording in every language."""
    return {language: written.format(**values) for language, written in wording}
