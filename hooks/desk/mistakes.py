"""A mistake in a file, told as `path:line:column: what is wrong; what to write instead`.

The readers of these lines are editors, not programmers:
`what` says in plain words what is wrong, `fix` says what to write instead.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mistake:
    """One mistake at one place.

    Lines and columns count from 1, and columns count characters, not bytes:
    these are the numbers that the status bar of an editor shows.
    Mistakes sort by their place.
    """

    path: str
    line: int
    column: int
    what: str
    fix: str = ""

    def __str__(self) -> str:
        """Give the one line that editors, terminals and build logs show."""
        told = f"{self.what}; {self.fix}" if self.fix else self.what
        return f"{self.path}:{self.line}:{self.column}: {told}"
