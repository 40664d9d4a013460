"""Mistakes and their places: how they are kept, and how they quote the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk.mistakes import Mistake
from desk.read.limits import LONGEST_SHOWN, MOST_MISTAKES


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; line and column count from 1, columns in characters."""

    line: int
    column: int


# What is wrong, and what to write instead.
Words = tuple[str, str]
# The same with its place as an index into the text, or as a mark.
Saying = tuple[int, str, str]
Said = tuple[Mark, str, str]


@dataclass(slots=True)
class Notes:
    """The mistakes of one file."""

    path: str
    mistakes: list[Mistake] = field(default_factory=list)
    # From this index on a bad character may have changed how the lines belong together,
    # so that a syntax error behind it may only be its echo.
    damage: int | None = None

    def add(self, mark: Mark, what: str, fix: str) -> None:
        """Keep one mistake."""
        self.mistakes.append(
            Mistake(path=self.path, line=mark.line, column=mark.column, what=what, fix=fix)
        )

    def listed(self) -> list[Mistake]:
        """Give the mistakes in the order of the file, and no more than anyone reads."""
        self.mistakes.sort()
        if len(self.mistakes) > MOST_MISTAKES:
            rest = self.mistakes[MOST_MISTAKES]
            del self.mistakes[MOST_MISTAKES:]
            self.add(
                Mark(rest.line, rest.column),
                f"There are more than {MOST_MISTAKES} mistakes",
                "correct the first ones, then check again",
            )
        return self.mistakes

    def near(self, line: int) -> bool:
        """Tell whether this line, or the one before it, has a mistake already."""
        return any(line - 1 <= mistake.line <= line for mistake in self.mistakes)

    def damaged(self, index: int) -> None:
        """Remember the first place where the structure of the file is in doubt."""
        if self.damage is None or index < self.damage:
            self.damage = index


def mark_at(text: str, index: int) -> Mark:
    """Give the place of an index into the text."""
    # Lone carriage returns are mistakes, so "\n" alone ends lines here as it does for libyaml.
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def line_start(text: str, index: int) -> int:
    """Give the index at which the line of this index begins."""
    return text.rfind("\n", 0, index) + 1


def line_rest(text: str, index: int) -> str:
    """Give what stands on the line from here on, without the blanks at its end."""
    end = text.find("\n", index)
    return text[index : end if end >= 0 else len(text)].rstrip()


def shown(text: str) -> str:
    """Make a text fit for a message: short, on one line, with a dot for what cannot be seen."""
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else "·" for char in short)


def in_quotes(text: str) -> str:
    """Tell to write a text in quotes, with the text itself where that is short and exact."""
    if not text or len(text) > LONGEST_SHOWN or not text.isprintable():
        return "put the whole text in quotes"
    if '"' in text or "\\" in text:
        return "put the whole text in quotes: '" + text.replace("'", "''") + "'"
    return f'put the whole text in quotes: "{text}"'
