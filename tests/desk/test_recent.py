"""What changed lately, as the home page tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.recent import recent

if TYPE_CHECKING:
    from makers import Folder

CALL = "data/calls/sites.yml"


def told(small: Folder, limit: int = 9) -> list[tuple[str, str, list[str], bool]]:
    """Give each piece of news: its day, collection, records, and whether it has a note."""
    return [
        (str(news.day), news.collection, [r.id for r in news.records], news.note is not None)
        for news in recent(small.desk(), limit)
    ]


def test_updates_are_grouped_by_day_and_collection(small: Folder) -> None:
    """Records updated on one day stand together, in the order of the desk's collections."""
    assert told(small) == [
        ("2026-11-01", "calls", ["sites"], False),
        ("2026-11-01", "laureates", ["alpha"], False),
        ("2026-11-01", "organisations", ["agency", "maker"], False),
    ]


def test_newest_first(small: Folder) -> None:
    """A later update comes before an earlier one."""
    small.replace("data/organisations/maker.yml", "updated: 2026-11-01", "updated: 2026-11-20")
    assert told(small)[0] == ("2026-11-20", "organisations", ["maker"], False)


def test_a_change_told_in_words_comes_first_and_once(small: Folder) -> None:
    """A change with a note stands by itself, before mere updates, and not again among them."""
    small.add(CALL, "changes: [{day: 2026-11-01, note: {fr: Vague 3, en: Wave 3}}]\n")
    assert told(small)[0] == ("2026-11-01", "calls", ["sites"], True)
    assert ("2026-11-01", "calls", ["sites"], False) not in told(small)


def test_limit(small: Folder) -> None:
    """No more is given than asked for."""
    assert len(told(small, 2)) == 2


def test_no_day_no_news(small: Folder) -> None:
    """A record that does not say when it was updated is no news."""
    small.replace(CALL, "updated: 2026-11-01\n", "")
    assert "calls" not in [news[1] for news in told(small)]


@pytest.mark.parametrize(("more", "named"), [(1, True), (2, False)])
def test_few_are_named(small: Folder, more: int, *, named: bool) -> None:
    """Up to three records are named; more are counted."""
    for number in range(more):
        small.put(
            f"data/organisations/new-{number}.yml",
            "title: New\nkind: company\nupdated: 2026-11-01\n",
        )
    news = next(news for news in recent(small.desk(), 9) if news.collection == "organisations")
    assert news.named is named
