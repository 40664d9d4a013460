"""What a source published of its own population."""

from __future__ import annotations

from desk.model import Desk
from desk.records.distribution import Distribution
from desk.statistics.form import Column, Row, Statistic, Whom
from desk.texts import plain
from desk.words import Words


def distribution(record: Distribution, desk: Desk, words: Words) -> Statistic:
    """Give a distribution as the statistic that it is."""
    rows = [
        Row(id=category.id, label=category.label, values=(category.share,), note=category.note)
        for category in record.categories
    ]
    if record.rest is not None:
        rows.append(Row(id="rest", label=record.rest, values=(record.rest_share,), open=True))
    whom = record.population
    unit = desk.vocabularies["units"][whom.unit] if whom.unit else None
    return Statistic(
        id=record.id,
        title=record.title,
        reading=record.reading,
        whom=Whom(
            label=whom.label,
            size=whom.size,
            counted=(
                words("statistics.size_unknown")
                if whom.size is None or unit is None
                else f"{words.number(whom.size)} {plain(unit, words.language)}"
            ),
            as_of=record.as_of,
            dated=words("statistics.data_of", day=words.day(record.as_of)),
            sources=(record.source,),
        ),
        heading=words("statistics.category"),
        columns=(Column(label=words("statistics.share"), unit="percent", mark="strong"),),
        rows=tuple(rows),
        notes=record.notes,
        highest=100,
    )
