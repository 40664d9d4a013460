"""Texts in several languages, and the typography each language asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

THIN = "\u202f"  # narrow no-break space
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Written:
    """A text as a page shows it: `asked` is the page's language, `lang` the text's own."""

    text: str
    lang: str
    asked: str

    @property
    def missing(self) -> bool:
        """Whether the page's language had no text, so that another one stands in."""
        return self.lang != self.asked


@dataclass(frozen=True, slots=True)
class Text:
    """One text per language. A language may be missing; it is then marked, never faked."""

    pairs: tuple[tuple[str, str], ...]
    """(language, text), in the order of the desk's languages."""

    def in_(self, language: str) -> Written:
        """Give the text for a page in `language`; another language's text when it is missing."""
        for lang, text in self.pairs:
            if lang == language:
                return Written(text, lang, language)
        lang, text = self.pairs[0]
        return Written(text, lang, language)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let records declare a field as Text; the YAML holds `{fr: …, en: …}`."""
        return core_schema.with_info_plain_validator_function(cls._validate)

    @classmethod
    def _validate(cls, value: object, info: ValidationInfo) -> Text:
        if isinstance(value, Text):
            return value
        # Without a desk (a model on its own in a test) any language goes.
        languages = languages_of(info) or (tuple(value) if isinstance(value, dict) else ())
        wanted = " and ".join(f"{language}:" for language in languages)
        if not isinstance(value, dict):
            raise PydanticCustomError(
                "text", "This text needs one line per language: {wanted}", {"wanted": wanted}
            )
        for language, text in value.items():
            if language not in languages:
                raise PydanticCustomError(
                    "language",
                    "“{language}” is not a language of this desk; write {wanted}",
                    {"language": str(language), "wanted": wanted, "at": language},
                )
            if not isinstance(text, str) or not text.strip():
                raise PydanticCustomError(
                    "empty_text",
                    "The text in “{language}” is empty or is not text; write it, in quotes if it "
                    "is a number, or take the line away",
                    {"language": language, "at": language},
                )
        if not value:
            raise PydanticCustomError(
                "text", "This text has no language; write {wanted}", {"wanted": wanted}
            )
        return cls(
            tuple(
                (language, value[language].strip()) for language in languages if language in value
            )
        )


def plain(text: Text, language: str) -> str:
    """Give a text for a page in `language` where no mark-up can stand, typeset as its own."""
    written = text.in_(language)
    return typeset(written.text, written.lang)


def languages_of(info: ValidationInfo) -> tuple[str, ...]:
    """Give the desk's languages from the validation context; they come from desk.yml."""
    context = info.context or {}
    languages: tuple[str, ...] = context.get("languages", ())
    return languages


def _same_in_every_language(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and value.strip():
        return dict.fromkeys(languages_of(info), value)
    return value


Name = Annotated[Text, BeforeValidator(_same_in_every_language)]
"""A proper name: one plain text that is the same everywhere, or one per language."""


def _french(text: str) -> str:
    """Set the spaces that French typography asks for; editors type plain ones."""
    text = _OPENING.sub("«" + THIN, text)
    text = _CLOSING.sub(THIN + "»", text)
    text = _HIGH.sub(THIN + r"\1", text)
    text = _COLON.sub(NBSP + ":", text)
    text = _NUMBER.sub(THIN, text)
    return _APOSTROPHE.sub("’", text)


# Each pattern begins with a character that can be scanned for: what must stand before it is
# looked at afterwards, which makes them three times faster.
_OPENING = re.compile(r"«[ \u00a0\u202f]?(?=\S)")
_CLOSING = re.compile(r"(?<=\S)[ \u00a0\u202f]?»")
_HIGH = re.compile(r"[ \u00a0](?=[;!?])(?<=[\w\)»%’'\"\ue000][ \u00a0])([;!?])(?=\s|$|[»\)\]*_])")
_COLON = re.compile(r"[ \u202f](?=:)(?<=[\w\)»%’'\"\ue000][ \u202f]):(?=\s|$|[*_])")
_NUMBER = re.compile(r"[ \u00a0](?=[\d%€kM])(?<=\d[ \u00a0])(?=\d{3}(?!\d)|%|(?:k|Md?)?€)")
_APOSTROPHE = re.compile(r"'(?<=\w')(?=\w)")


def _english(text: str) -> str:
    """Curl the apostrophes; English needs no other help."""
    return _APOSTROPHE.sub("’", text)


_TYPOGRAPHY: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "fr": (
        re.compile(r"«(?!\u202f)|(?<!\u202f)»|[ \u00a0\u202f](?:[;!?:%€\d]|(?:k|Md?)€)|'"),
        _french,
    ),
    "en": (re.compile("'"), _english),
}
"""Per language: what a text has that may need its rule, and the rule. Most texts have none."""


_HELD = "\ue000"
_VERBATIM = re.compile(
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|https?://[^\s<>«»\"`()\[\]|]+|(?<=\]\()[^)\s]+|\ue000",
    re.DOTALL,
)
_VERBATIM_SIGNS = ("`", "://", "](", _HELD)
"""Code between backticks, web addresses, targets of links: their characters mean something."""


def typeset(text: str, language: str) -> str:
    """Give `text` with the spaces and apostrophes of its language; unknown languages unchanged."""
    suspicion, rule = _TYPOGRAPHY.get(language, (None, None))
    if suspicion is None or rule is None or suspicion.search(text) is None:
        return text
    if not any(sign in text for sign in _VERBATIM_SIGNS):
        return rule(text)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return _HELD

    done = rule(_VERBATIM.sub(hold, text))
    if not held:
        return done
    pieces = iter(held)
    return re.sub(_HELD, lambda _match: next(pieces), done)
