"""What our own records count: laureates by call, wave, facet, size and partner; success rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median

from desk.charts import Mark, shares
from desk.facets import UNKNOWN
from desk.model import Desk
from desk.records.base import Source
from desk.records.call import Selection
from desk.statistics.form import Column, Label, Row, Statistic, Whom
from desk.texts import Text, plain
from desk.words import Words

PARTNER_IN = 2
"""An organisation is listed among the frequent partners from this many projects on."""


def _whom(desk: Desk, words: Words) -> Whom:
    """Give the population of laureates: who they are, and the documents that tell of them."""
    laureates = desk.laureates.values()
    told = {source.document for laureate in laureates for source in laureate.sources}
    updated = max((record.updated for record in laureates if record.updated), default=None)
    return Whom(
        label=words("statistics.laureates_here"),
        size=len(laureates),
        counted=words("call.laureates", count=len(laureates)),
        as_of=updated,
        dated=words("statistics.records_of", day=words.day(updated)) if updated else "",
        sources=_documents(desk, told),
    )


def _documents(desk: Desk, told: Collection[str | None]) -> tuple[Source, ...]:
    return tuple(Source(document=document) for document in desk.documents if document in told)


def _counts(words: Words) -> tuple[Column, ...]:
    """Give the columns of a count: how many, and what share of the population that is."""
    return (
        Column(label=words("statistics.laureates"), unit="count", mark="strong"),
        Column(label=words("statistics.share"), unit="percent"),
    )


def _with_shares(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Add to each row the share that its sum is in the sum of all."""
    counts = [int(sum(value or 0 for value in row.values)) for row in rows]
    return tuple(
        replace(row, values=(*row.values, share))
        for row, share in zip(rows, shares(counts), strict=True)
    )


def _ordered(rows: Iterable[Row]) -> list[Row]:
    """Put the largest first, and those of whom nothing is known last."""
    return sorted(rows, key=lambda row: (row.open, -sum(value or 0 for value in row.values)))


def _leaders(rows: Iterable[Row], words: Words) -> str:
    """Name the rows that lead, each with its number: “AP-HP (4) and Inria (4)”."""
    known = [row for row in rows if not row.open]
    numbers = [int(sum(value or 0 for value in row.values)) for row in known]
    return words.both(
        [
            f"{_written(row.label, words)} ({words.number(number)})"
            for row, number in zip(known, numbers, strict=True)
            if number == max(numbers)
        ]
    )


def _written(label: Label, words: Words) -> str:
    return label if isinstance(label, str) else plain(label, words.language)


def _known(rows: Iterable[Row]) -> int:
    return int(sum(value or 0 for row in rows if not row.open for value in row.values))


def _statistic(
    desk: Desk,
    words: Words,
    name: str,
    rows: list[Row],
    columns: tuple[Column, ...],
    **told: object,
) -> Statistic | None:
    """Make a statistic of laureates whose rows are parts of all of them; None without any.

    `told` fills the sentence that reads it; the rows that lead can stand in it as well.
    """
    if not desk.laureates:
        return None
    known = _known(rows)
    return Statistic(
        id=f"by-{name}",
        title=words(f"statistics.by_{name}.title"),
        whom=_whom(desk, words),
        reading=(
            words(f"statistics.by_{name}.reading", leaders=_leaders(rows, words), **told)
            if known
            else words("statistics.none_known")
        ),
        heading=words(f"statistics.by_{name}.heading"),
        known=words("statistics.known", known=known, total=len(desk.laureates)),
        columns=columns,
        rows=_with_shares(rows),
    )


def _by_call(desk: Desk, words: Words) -> Statistic | None:
    """Laureates by call; each bar is made of the funders that paid for them."""
    laureates = desk.laureates.values()
    funders = [
        funder
        for funder in desk.vocabularies.get("laureate_funders", {})
        if any(laureate.funder == funder for laureate in laureates)
    ]
    marks: Sequence[Mark] = ("strong", "soft")
    per_call = Counter(
        (laureate.facets(desk)["call"][0], laureate.funder) for laureate in laureates
    )

    def row(call: str, label: Label) -> Row:
        return Row(
            id=call,
            label=label,
            values=tuple(per_call[call, funder] for funder in (*funders, None)),
            open=call == UNKNOWN,
            facet="call",
        )

    calls = [row(identifier, call.title) for identifier, call in desk.calls.items()]
    unknown = row(UNKNOWN, words("directory.unknown"))
    rows = [one for one in (*calls, unknown) if any(one.values)]
    columns = (
        *(
            Column(
                label=desk.vocabularies["laureate_funders"][funder],
                unit="count",
                mark=marks[min(index, 1)],
            )
            for index, funder in enumerate(funders)
        ),
        Column(label=words("statistics.no_funder"), unit="count", mark="open"),
        Column(label=words("statistics.share"), unit="percent"),
    )
    return _statistic(desk, words, "call", _ordered(rows), columns)


def _by_wave(desk: Desk, words: Words) -> Statistic | None:
    """Laureates by wave of a call; a wave that no source names is one line of its own."""
    laureates = desk.laureates.values()
    per_wave = Counter((laureate.call, laureate.wave) for laureate in laureates)
    rows = [
        Row(
            id=f"{call.id}-{wave.id}",
            label=words(
                "statistics.call_and_wave",
                call=plain(call.title, words.language),
                wave=plain(wave.label, words.language),
            ),
            values=(per_wave[call.id, wave.id],),
        )
        for call in desk.calls.values()
        for wave in call.schedule.waves
        if per_wave[call.id, wave.id]
    ]
    unknown = len(laureates) - _known(rows)
    if unknown:
        rows.append(Row(id=UNKNOWN, label=words("directory.unknown"), values=(unknown,), open=True))
    return _statistic(desk, words, "wave", _ordered(rows), _counts(words))


def _by_facet(facet: str, desk: Desk, words: Words) -> Statistic | None:
    """Laureates by one of the facets that their directory is narrowed by."""
    laureates = desk.laureates.values()
    labels: dict[str, Text | None] = {}
    counts: Counter[str] = Counter()
    for laureate in laureates:
        value, label = laureate.facets(desk)[facet]
        labels[value] = label
        counts[value] += 1
    rows = [
        Row(
            id=value,
            label=labels[value] or words("directory.unknown"),
            values=(number,),
            open=value == UNKNOWN,
            facet=facet,
        )
        for value, number in sorted(counts.items())
    ]
    return _statistic(desk, words, facet, _ordered(rows), _counts(words))


def _by_size(desk: Desk, words: Words) -> Statistic | None:
    """Laureates by the size of their consortium: the holder and the partners that are named.

    Sizes double from line to line. Where no partner is named, there may be some all the same.
    """
    laureates = desk.laureates.values()
    sizes = [1 + len(laureate.partners) for laureate in laureates if laureate.partners]
    rows: list[Row] = []
    low, high = 2, 2
    while low <= max(sizes, default=0):
        rows.append(
            Row(
                id=f"{low}-{high}",
                label=words("statistics.organisations", count=low)
                if low == high
                else words("statistics.from_to", low=low, high=high),
                values=(sum(low <= size <= high for size in sizes),),
            )
        )
        low, high = high + 1, 2 * high
    if len(laureates) > len(sizes):
        rows.append(
            Row(
                id=UNKNOWN,
                label=words("statistics.no_partner"),
                values=(len(laureates) - len(sizes),),
                open=True,
            )
        )
    return _statistic(
        desk,
        words,
        "size",
        rows,
        _counts(words),
        median=median(sizes) if sizes else 0,
        highest=max(sizes, default=0),
    )


def _by_partner(desk: Desk, words: Words) -> Statistic | None:
    """Organisations that are most often partners; one project may count for several of them."""
    laureates = desk.laureates.values()
    named = Counter(
        organisation
        for laureate in laureates
        for organisation in {partner.org for partner in laureate.partners}
        if organisation in desk.organisations
    )
    if not named:
        return None
    rows = [
        Row(
            id=organisation,
            label=desk.organisations[organisation].title,
            values=(number,),
            collection="organisations",
        )
        for organisation, number in sorted(named.items())
        if number >= PARTNER_IN
    ]
    rows = _ordered(rows)
    with_partners = sum(bool(laureate.partners) for laureate in laureates)
    once = len(named) - len(rows)
    return Statistic(
        id="by-partner",
        title=words("statistics.by_partner.title"),
        reading=(
            words("statistics.by_partner.reading", leaders=_leaders(rows, words), once=once)
            if rows
            else words("statistics.by_partner.nobody", once=once)
        ),
        heading=words("statistics.by_partner.heading"),
        whom=_whom(desk, words),
        known=words("statistics.with_partners", known=with_partners, total=len(laureates)),
        columns=(Column(label=words("statistics.projects"), unit="count", mark="strong"),),
        rows=tuple(rows),
        summed=False,
    )


def _by_success(desk: Desk, words: Words) -> Statistic | None:
    """Success rates of calls and waves: laureates over applications, where both are told."""
    found: list[tuple[Row, Selection]] = []
    for call in desk.calls.values():
        waves = {wave.id: wave.label for wave in call.schedule.waves}
        for selection in call.selection:
            if selection.success_rate is None:
                continue
            wave = waves.get(selection.wave or "")
            unit = plain(desk.vocabularies["units"][selection.unit], words.language)
            title = plain(call.title, words.language)
            label = words(
                "statistics.call_wave_and_unit" if wave else "statistics.call_and_unit",
                call=title,
                wave=plain(wave, words.language) if wave else "",
                unit=unit,
            )
            rate = round(100 * selection.success_rate, 1)
            values = (selection.candidates, selection.laureates, rate)
            row = Row(id=call.id, label=label, values=values, collection="calls")
            found.append((row, selection))
    if not found:
        return None
    found.sort(key=lambda item: -(item[1].success_rate or 0))
    calls = {row.id for row, _selection in found}
    best, least = found[0][0], found[-1][0]
    days = {selection.as_of for _row, selection in found}
    day = days.pop() if len(days) == 1 else None
    return Statistic(
        id="by-success",
        title=words("statistics.by_success.title"),
        reading=words(
            "statistics.by_success.reading",
            highest=words.percent((best.values[2] or 0) / 100),
            lowest=words.percent((least.values[2] or 0) / 100),
        ),
        heading=words("statistics.by_success.heading"),
        whom=Whom(
            label=words("statistics.calls_here"),
            size=len(desk.calls),
            counted=words("statistics.calls", count=len(desk.calls)),
            as_of=day,
            dated=words("statistics.data_of", day=words.day(day)) if day else "",
            sources=_documents(desk, {selection.source.document for _row, selection in found}),
        ),
        known=words("statistics.rates_known", known=len(calls), total=len(desk.calls)),
        columns=(
            Column(label=words("statistics.candidates"), unit="count"),
            Column(label=words("statistics.selected"), unit="count"),
            Column(label=words("call.success_rate"), unit="percent", mark="strong"),
        ),
        rows=tuple(row for row, _selection in found),
        highest=100,
        summed=False,
    )


COUNTED: Mapping[str, Callable[[Desk, Words], Statistic | None]] = {
    "by-call": _by_call,
    "by-wave": _by_wave,
    "by-funder": partial(_by_facet, "funder"),
    "by-region": partial(_by_facet, "region"),
    "by-theme": partial(_by_facet, "theme"),
    "by-constitution": partial(_by_facet, "constitution"),
    "by-size": _by_size,
    "by-partner": _by_partner,
    "by-success": _by_success,
}
"""What our records count, by name. None of it reads what sources published as a distribution."""
