"""Terms: the acronyms and words of the glossary, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.records.base import Finding, Model, Record, Ref, Source, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk


class Expansion(Model):
    """What a term stands for, and how that is known. Sources that differ have one each."""

    text: Text
    basis: Annotated[str, Term("expansion_bases")]
    source: Source | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TermView:
    """What the glossary shows beside the term's own fields."""

    records: tuple[tuple[str, Record], ...]
    """The desk's own records that the term is about: (collection, record)."""


class GlossaryTerm(Record):
    """An acronym or a word. Its title is how it is written; `spellings` are other ways.

    The first expansion is the one that tooltips show. A term without any is one that no source
    expands: that is said, and nothing is guessed.
    """

    domain: Annotated[str, Term("term_domains")]
    expansions: tuple[Expansion, ...] = Field(default=(), strict=False)
    ambiguous: bool = False
    """Another term is written alike: neither is explained in texts."""
    marked: bool = True
    """Whether texts explain its first use; everyday words need not be."""
    organisations: tuple[Annotated[str, Ref("organisations", role="term")], ...] = Field(
        default=(), strict=False
    )
    calls: tuple[Annotated[str, Ref("calls", role="term")], ...] = Field(default=(), strict=False)
    laureates: tuple[Annotated[str, Ref("laureates", role="term")], ...] = Field(
        default=(), strict=False
    )
    call_kind: Annotated[str, Term("call_kinds")] | None = None

    def forms(self, language: str) -> tuple[str, ...]:
        """Give every way in which a text of a language writes the term."""
        return tuple(dict.fromkeys((self.title.in_(language).text, *self.spellings)))

    def view(self, desk: Desk) -> TermView:
        """Find the desk's own records that the term is about."""
        named = [
            (collection, record)
            for collection in ("organisations", "calls", "laureates")
            for identifier in getattr(self, collection)
            if (record := desk.get(collection, identifier)) is not None
        ]
        of_kind = [
            ("calls", call)
            for call in desk.calls.values()
            if call.kind == self.call_kind and call.id not in self.calls
        ]
        return TermView(records=(*named, *of_kind))

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The glossary is narrowed by domain, and by how the first expansion is known."""
        from desk.facets import term_facet  # noqa: PLC0415 - facets read records

        basis = self.expansions[0].basis if self.expansions else None
        return {
            "domain": term_facet(desk, "term_domains", self.domain),
            "basis": term_facet(desk, "expansion_bases", basis),
        }

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """Each form is one term's alone, whatever its case, unless all of them are ambiguous."""
        for other in desk.records["glossary"].values():
            if not isinstance(other, GlossaryTerm) or other.id == self.id:
                continue
            if self.ambiguous and other.ambiguous:
                continue
            for form in sorted(_forms(self, desk) & _forms(other, desk)):
                yield (
                    ("title",),
                    f"“{form}” is also written in data/glossary/{other.id}.yml",
                    "make one term of both, or say ambiguous: true in each",
                )
        for index, expansion in enumerate(self.expansions):
            for language in desk.settings.languages:
                # Where translation: says that texts are missing, no other rule asks for this.
                if self.translation is not None and expansion.text.in_(language).missing:
                    yield (
                        ("expansions", index, "text"),
                        f"This expansion does not exist in “{language}”",
                        f"write {language}:, a glossary explains in every language",
                    )


def _forms(term: GlossaryTerm, desk: Desk) -> set[str]:
    """Give every form of a term, its case aside."""
    return {
        form.casefold() for language in desk.settings.languages for form in term.forms(language)
    }
