"""Foundation: what records stand on, read and checked before any of them.

The docstring of each rule is the rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection as Group
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard, TypeVar, cast

from pydantic import ValidationError

from desk.choices import FACETS, Phrases
from desk.explain import explain
from desk.listings import ALL
from desk.maps import RegionMap
from desk.places import LISTS, Places, check_places, plant
from desk.questions import Choice, Question, check_questions
from desk.reader import Reader
from desk.records.base import Model, Record, closest
from desk.registry import REGISTRY
from desk.search.settings import SearchSettings, read_search
from desk.settings import Settings
from desk.texts import Text
from desk.vocabulary import Document, Vocabulary
from desk.words import Phrase, Words, typeset_phrase

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_M = TypeVar("_M", bound=Model)
_CODE = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Foundation:
    """What records stand on: the desk's settings, words, closed lists, documents and maps."""

    settings: Settings
    words: dict[str, Words]
    vocabularies: dict[str, Vocabulary]
    documents: dict[str, Document]
    questions: dict[str, Question] | None
    """None when their file has mistakes: what asks for them is not blamed too."""
    maps: dict[str, RegionMap]
    search: SearchSettings
    places: Places
    context: dict[str, Any]
    """What pydantic is told: languages, terms, ids."""


def read_foundation(reader: Reader) -> Foundation | None:
    """Read desk.yml and the vocabularies; None when desk.yml has mistakes."""
    raw = reader.data("desk.yml")
    if raw is None:
        return None
    languages = raw.get("languages")
    if not _are_codes(languages):
        # No text can be checked without them.
        reader.blame(
            "desk.yml",
            ("languages",),
            "The languages of this desk are not known",
            "write their codes, each once, as languages: [fr, en]",
        )
        return None
    reader.languages = tuple(languages)
    reader.context["languages"] = reader.languages
    settings = reader.validate("desk.yml", Settings, raw)
    if settings is None:
        return None
    _check_collections(reader, settings)
    if reader.mistakes:
        return None
    terms: dict[str, Group[str]] = {}
    unread: set[str] = set()
    vocabularies: dict[str, Vocabulary] = {}
    documents: dict[str, Document] = {}
    words: dict[str, Words] = {}
    for path in sorted((reader.root / "vocabulary").glob("*.yml")):
        name, relative = path.stem, f"vocabulary/{path.name}"
        content = reader.data(relative)
        if content is None:
            unread.add(name)
            continue
        if name == "interface":
            words = _words(reader, relative, content, settings)
        elif name == "documents":
            documents = dict(_each(reader, relative, content, Document))
            terms[name] = content.keys()
        else:
            vocabularies[name] = dict(_terms(reader, relative, content))
            terms[name] = content.keys()
    places = _places(reader, vocabularies, unread)
    _check_listings(reader, settings, words, places)
    vocabularies["places"] = places.labels if places else {}
    terms["places"] = vocabularies["places"].keys()
    unread |= {"places"} if places is None else set()
    reader.context["terms"] = terms
    reader.context["unread_terms"] = unread
    reader.context["ids"] = ids_of(reader.root, settings)
    if not words and "interface" not in unread:
        reader.blame(
            "desk.yml",
            (),
            "There are no interface strings",
            f"write {reader.path('vocabulary/interface.yml')}",
            unread=True,
        )
    return Foundation(
        settings=settings,
        words=words,
        vocabularies=vocabularies,
        documents=documents,
        questions=None if places is None else _questions(reader, places),
        maps=dict(_maps(reader)),
        search=read_search(reader, settings.collections),
        places=places or Places(),
        context=reader.context,
    )


def _check_collections(reader: Reader, settings: Settings) -> None:
    """Each collection of desk.yml is one that there is."""
    for name in settings.collections:
        if name not in REGISTRY:
            near = closest(name, REGISTRY)
            reader.blame(
                "desk.yml",
                ("collections", name),
                f"There is no collection “{name}”",
                "write one of: " + ", ".join(near or sorted(REGISTRY)),
                key=True,
            )


def _check_listings(
    reader: Reader, settings: Settings, words: dict[str, Words], places: Places | None
) -> None:
    """A listing is by a facet that there is, of records that have it, and each value has a name."""
    known = (ALL, *FACETS)
    for name, collection in settings.collections.items():
        for facet in collection.listings:
            where = ("collections", name, "listings", facet)
            near = closest(facet, known)
            if facet not in known:
                told = f"There are no listings by “{facet}”"
                fix = "write one of: " + ", ".join(near or known)
                reader.blame("desk.yml", where, told, fix, key=True)
            elif REGISTRY[name].model.choices is Record.choices:
                told, fix = f"Nothing lists “{name}”", "take the listings away"
                reader.blame("desk.yml", where, told, fix, key=True)
            phrases = FACETS.get(facet)
            if not isinstance(phrases, Phrases):
                continue
            for key in map(phrases.key, phrases.values):
                if any(not isinstance(say.phrases.get(key), str) for say in words.values()):
                    told = f"There is no interface string “{key}”"
                    fix = f"write it in {reader.path('vocabulary/interface.yml')}"
                    reader.blame("desk.yml", where, told, fix, key=True)
    for index, place in enumerate(settings.listed_places):
        if places is not None and place not in places.labels:
            near = closest(place, places.labels)
            reader.blame(
                "desk.yml",
                ("listed_places", index),
                f"There is no place “{place}”",
                "write " + " or ".join(near) if near else "write one of data/places.yml",
            )


def _questions(reader: Reader, places: Places) -> dict[str, Question] | None:
    """Give the facts that rules ask for; a desk without such rules has no questions.

    A question after a place is answered by one of `places`, unless it has values of its own.
    """
    relative = "questions.yml"
    if not (reader.root / relative).exists():
        return {}
    before = len(reader.mistakes)
    found: dict[str, Question] = {}
    for key, question in _each(reader, relative, reader.data(relative) or {}, Question):
        found[key] = question
        if question.type == "geo" and not question.values:
            choices = tuple(Choice(id=at, label=name) for at, name in places.labels.items())
            found[key] = question.model_copy(update={"values": choices})
    for place, what, fix in check_questions(found):
        reader.blame(relative, place, what, fix, key=len(place) == 1)
    return found if len(reader.mistakes) == before else None


def _places(reader: Reader, vocabularies: dict[str, Vocabulary], unread: set[str]) -> Places | None:
    """Give the places that schemes cover and visitors are in; a desk may have none.

    None when they, or the lists that name them, have mistakes.
    """
    relative = "places.yml"
    if not unread.isdisjoint(LISTS):
        return None
    if not (reader.root / relative).exists():
        return Places()
    tree = reader.data(relative)
    if tree is None:
        return None
    named = {key: label for name in LISTS for key, label in vocabularies.get(name, {}).items()}
    found = list(check_places(tree, named))
    for place, what, fix in found:
        reader.blame(relative, place, what, fix, key=len(place) == 1)
    if found:
        return None
    return plant({key: tuple(cast("list[str]", inside)) for key, inside in tree.items()}, named)


def _are_codes(languages: Any) -> TypeGuard[list[str]]:
    return (
        isinstance(languages, list)
        and bool(languages)
        and all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in languages)
        and len(set(languages)) == len(languages)
    )


class _Entry(Model):
    """One term of a vocabulary, wrapped so that pydantic checks its text."""

    term: Text


def _terms(reader: Reader, relative: str, content: dict[str, object]) -> Iterator[tuple[str, Text]]:
    """A term's id is letters, digits, hyphens; it has a label in every language of the desk."""
    for key, value in content.items():
        if not _CODE.fullmatch(key):
            reader.blame(
                relative,
                (key,),
                f"“{key}” cannot be the id of a term",
                "write letters, digits and hyphens",
                key=True,
            )
        try:
            label = _Entry.model_validate({"term": value}, context=reader.context).term
        except ValidationError as error:
            for item in error.errors():
                what, _, fix = item["msg"].partition("; ")
                at = item.get("ctx", {}).get("at")
                reader.blame(relative, (key, at) if at else (key,), what, fix)
            continue
        for language in reader.languages:
            if label.in_(language).missing:
                reader.blame(
                    relative,
                    (key,),
                    f"“{key}” has no label in “{language}”",
                    f"write {language}:",
                    key=True,
                )
        yield key, label


def _each(
    reader: Reader, relative: str, content: dict[str, Any], model: type[_M]
) -> Iterator[tuple[str, _M]]:
    """Give each entry of a file of entries that has no mistake; the others are told."""
    for key, value in content.items():
        try:
            yield key, model.model_validate(value, context=reader.context)
        except ValidationError as error:
            reader.mistakes += explain(
                error,
                reader.source(relative),
                value,
                reader.path(relative),
                model,
                inside=(key,),
            )


def _maps(reader: Reader) -> Iterator[tuple[str, RegionMap]]:
    """A map's shapes are outlines of regions that the list of regions has."""
    for path in sorted((reader.root / "maps").glob("*.yml")):
        relative = f"maps/{path.name}"
        content = reader.data(relative)
        found = None if content is None else reader.validate(relative, RegionMap, content)
        if found is not None:
            yield path.stem, found


def _words(
    reader: Reader, relative: str, content: dict[str, object], settings: Settings
) -> dict[str, Words]:
    """Every interface string has every language; a plural has at least `other`."""
    phrases: dict[str, dict[str, Phrase]] = {language: {} for language in settings.languages}

    def walk(node: object, loc: tuple[str, ...]) -> None:
        if not isinstance(node, dict):
            reader.blame(
                relative, loc, "This is not a group of strings", "write one line per language"
            )
            return
        if not set(node) & set(settings.languages):
            for key, value in node.items():
                walk(value, (*loc, key))
            return
        for key in sorted(set(node) - set(settings.languages)):
            reader.blame(
                relative,
                (*loc, key),
                f"“{key}” is not a language of this desk",
                "take it away; a text with a comma in it needs quotes",
                key=True,
            )
        for language in settings.languages:
            phrase = node.get(language)
            plural = (
                isinstance(phrase, dict)
                and "other" in phrase
                and all(isinstance(value, str) for value in phrase.values())
            )
            if not phrase or not (plural or isinstance(phrase, str)):
                reader.blame(
                    relative,
                    loc,
                    f"“{'.'.join(loc)}” has no text in “{language}”",
                    f"write {language}: (for plurals, one: and other: below it)",
                    key=True,
                )
                continue
            phrases[language][".".join(loc)] = typeset_phrase(phrase, language)

    walk(content, ())
    return {
        language: Words(
            language=language,
            phrases=phrases[language],
            locale_name=settings.locales.get(language, language),
            currency=settings.currency,
        )
        for language in settings.languages
    }


def ids_of(data: Path, settings: Settings) -> dict[str, set[str]]:
    """Give the ids of each collection: the names of its files."""
    return {
        name: {path.stem for path in (data / name).glob("*.yml")} for name in settings.collections
    }
