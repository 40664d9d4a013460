"""The tables of the statistics, as CSV, one file a statistic and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desk.machines.tables import Cell, table
from desk.model import Desk
from desk.statistics import Label, Statistic, statistics
from desk.texts import plain
from desk.words import Words

COLLECTION = "statistics"


def statistics_files(desk: Desk, words: Mapping[str, Words]) -> Iterator[tuple[str, bytes]]:
    """Give the file of each statistic in each language: its path and its content."""
    if COLLECTION not in desk.settings.collections:
        return
    for language, own in words.items():
        for statistic in statistics(desk, own):
            address = table_address(statistic.id, desk, language)
            assert address is not None
            yield address, statistic_table(statistic, desk, own)


def table_address(identifier: str, desk: Desk, language: str) -> str | None:
    """Give the address of a statistic's file; None for a desk that publishes no statistics.

    It lies below the index of the collection, whichever page shows the statistic.
    """
    if COLLECTION not in desk.settings.collections:
        return None
    return f"{desk.settings.collection_address(COLLECTION, language)}{identifier}.csv"


def statistic_table(statistic: Statistic, desk: Desk, words: Words) -> bytes:
    """Write a statistic: its numbers, and on every line of whom they are and who tells."""

    def say(label: Label) -> str:
        return label if isinstance(label, str) else plain(label, words.language)

    whom = statistic.whom
    ends: tuple[Cell, ...] = (
        say(whom.label),
        whom.size,
        "" if whom.as_of is None else str(whom.as_of),
        " ; ".join(
            say(desk.documents[source.document].title)
            for source in whom.sources
            if source.document is not None
        ),
    )
    return table(
        (
            statistic.heading,
            *(
                f"{say(column.label)} (%)" if column.unit == "percent" else say(column.label)
                for column in statistic.columns
            ),
            words("statistics.population"),
            words("statistics.population_size"),
            words("statistics.date"),
            words("provenance.title"),
        ),
        ((say(row.label), *row.values, *ends) for row in statistic.rows),
    )
