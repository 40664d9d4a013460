"""Lexicon: one file per language that tells the scripts what Pagefind does not.

It has the group and weight of every indexed page, the words of the language with which a mistyped
one is compared, the words that tell nothing, and what the search says.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from desk.localise import Localiser
from desk.search.documents import Meaning, Subject
from desk.search.forms import fold, mark, number, words
from desk.search.settings import INDEXES, LISTINGS, PAGES, SearchSettings
from desk.status import ORDER

_WORD = re.compile(r"[^\W\d_]+")
SHORT, NAMED = 4, 2
"""The fewest letters of a word that is compared: of a text, and of a name."""
COMMON = 2
"""In how many pages a word must stand, where no name has it: rarer ones may be typed wrongly."""


def lexicon(
    *,
    say: Localiser,
    settings: SearchSettings,
    meaning: Meaning,
    subjects: Mapping[str, Subject],
    pages: Iterable[tuple[str, str, str]],
    others: Iterable[tuple[str, str]],
) -> bytes:
    """Give the file of one language.

    `subjects` are those of the language by the address of their document, `pages` the indexed
    ones as Pagefind has them (name, address of the document, text), `others` the languages to
    which a reader may switch, each with the address of its search.
    """
    found = [
        (name.partition("_")[2], subjects[at], text)
        for name, at, text in sorted(pages)
        if at in subjects
    ]
    groups = list(_groups(say, settings, {one.collection for one in subjects.values()}))
    place = {
        name: (index, weight)
        for index, (_id, _label, weights) in enumerate(groups)
        for name, weight in weights.items()
    }
    ranks: dict[tuple[int, float, str, int], int] = {}

    def rank(subject: Subject) -> int:
        index, weight = place[subject.collection]
        lists = int(subject.collection == INDEXES)
        return ranks.setdefault((index, weight, subject.status, lists), len(ranks))

    told = [name + number(rank(subject), 2) + mark(subject.title) for name, subject, _text in found]
    synonyms = settings.synonyms.get(say.language)
    stored: dict[str, Any] = {
        "phrases": say.words.below("search"),
        "statuses": {
            status: say.words(f"status.{status}")
            for status in ORDER
            if any(one.status for one in subjects.values())
        },
        "groups": [
            [identifier, label, words(" ".join((label, *meaning.synonyms(say.language, label))))]
            for identifier, label, _weights in groups
        ],
        "ranks": list(ranks),
        "weights": settings.ranking.statuses,
        "timetables": {
            name: subject.timetable for name, subject, _text in found if subject.timetable
        },
        "zone": say.settings.time_zone,
        "soon": say.settings.closing_soon_days,
        "pages": " ".join(told),
        "ignored": [fold(word) for word in synonyms.ignored] if synonyms else [],
        "elided": [fold(word) for word in synonyms.elided] if synonyms else [],
        "others": [
            [language, say.settings.language_names[language], address]
            for language, address in others
        ],
        "words": " ".join(
            _words(
                ((subject, text) for _name, subject, text in found),
                (word for group in synonyms.groups for word in group) if synonyms else (),
            )
        ),
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def _groups(
    say: Localiser, settings: SearchSettings, used: set[str]
) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """Give the groups that have pages: their id, their label, the weight of each collection."""
    grouped: set[str] = set()
    for identifier, group in settings.ranking.groups.items():
        grouped.update(group.weights)
        if used & set(group.weights):
            yield identifier, say.plain(group.label), group.weights
    for name in (*say.settings.collections, PAGES, INDEXES, LISTINGS):
        if name in used - grouped:
            label = (
                say.words("search.pages")
                if name in (PAGES, INDEXES, LISTINGS)
                else say.collection_label(name)
            )
            yield name, label, {name: 1}


def _words(found: Iterable[tuple[Subject, str]], synonyms: Iterable[str]) -> Iterator[str]:
    """Give the words of the language as they are mostly written, each with how common it is.

    Words that only a title in another language has are 0.
    """
    pages: Counter[str] = Counter()
    named: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}

    def count(text: str, least: int, counter: Counter[str]) -> None:
        seen: Callable[[str], Counter[str]] = lambda folded: written.setdefault(folded, Counter())  # noqa: E731
        for word in {word.lower() for word in _WORD.findall(text)}:
            if len(word) >= least:
                folded = fold(word)
                counter[folded] += 1
                seen(folded)[word] += 1

    for subject, text in found:
        count(text, SHORT, pages)
        count(" ".join((subject.title, *subject.forms)), NAMED, named)
        count(" ".join(subject.foreign), NAMED, foreign)
    for word in synonyms:
        count(word, NAMED, named)
    for folded in sorted(written):
        if folded in named or folded in foreign or pages[folded] >= COMMON:
            usual = min(written[folded].items(), key=lambda item: (-item[1], item[0]))[0]
            often = min(9, (pages[folded] + 4 * named[folded]).bit_length())
            yield f"{usual}{often}"
