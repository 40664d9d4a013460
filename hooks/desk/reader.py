"""Reader: the files of one data folder, and every mistake that is met in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from desk import read
from desk.explain import explain
from desk.mistakes import Mistake
from desk.records.base import Model

M = TypeVar("M", bound=Model)


@dataclass(kw_only=True, slots=True)
class Reader:
    """Reads the files of one data folder, and keeps every mistake that it meets."""

    root: Path
    shown: str
    languages: tuple[str, ...] = ()
    context: dict[str, Any] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Keys of records and pages whose own mistake is told: links to them are not told again."""

    def path(self, relative: str) -> str:
        """Give a file's path as the editor knows it."""
        return f"{self.shown}/{relative}"

    def source(self, relative: str) -> bytes:
        """Give a file's bytes."""
        return (self.root / relative).read_bytes()

    def data(self, relative: str) -> dict[str, object] | None:
        """Read one file into plain data; None when it has mistakes."""
        try:
            source = self.source(relative)
        except OSError as error:
            self.blame(
                relative,
                (),
                f"This file cannot be read ({error.strerror})",
                "put it in its place",
                unread=True,
            )
            return None
        document, mistakes = read.parse(source, self.path(relative))
        self.mistakes.extend(mistakes)
        return None if document is None else document.data

    def validate(
        self, relative: str, model: type[M], data: object, inside: read.Loc = ()
    ) -> M | None:
        """Make a model of what stands `inside` a file (all of it); None when it has mistakes."""
        try:
            return model.model_validate(data, context=self.context)
        except ValidationError as error:
            self.mistakes += explain(
                error, self.source(relative), data, self.path(relative), model, inside=inside
            )
            return None

    def blame(
        self,
        relative: str,
        loc: read.Loc,
        what: str,
        fix: str,
        *,
        key: bool = False,
        lines: int = 0,
        unread: bool = False,
    ) -> None:
        """Keep a mistake at the place `loc` of a file, `lines` further down."""
        mark = (
            read.Mark(1, 1)
            if unread
            else read.place(read.marks(self.source(relative)), loc, key=key)
        )
        column = mark.column if not lines else 1
        self.mistakes.append(
            Mistake(
                path=self.path(relative), line=mark.line + lines, column=column, what=what, fix=fix
            )
        )
