"""Maps: outlines of regions, as data. A template draws them; nothing is fetched."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from desk.records.base import Model, Source, Term
from desk.texts import Text

_PATH = re.compile(r"(M\d+ \d+l[\d -]+z)+")
"""Rings of whole numbers: a start, then steps. Enough for outlines, and nothing else."""


def _outline(value: str) -> str:
    if not _PATH.fullmatch(value):
        raise PydanticCustomError(
            "outline", "This is not an outline; write rings of whole steps, as M1 2l3 4 5-6z"
        )
    return value


class Shape(Model):
    """A region's outline, and where its number stands."""

    region: Annotated[str, Term("regions")]
    at: Annotated[tuple[int, int], Field(strict=False)]
    path: Annotated[str, AfterValidator(_outline)]
    inset: bool = False
    """Whether it is drawn apart, at a scale of its own, as a region overseas."""


class RegionMap(Model):
    """`data/maps/<name>.yml`: a drawing of `width` by `height`, and the shapes on it."""

    width: int
    height: int
    source: Source
    licence: Text
    shapes: tuple[Shape, ...] = Field(strict=False)
