"""Texts in two languages, and the typography that each language asks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from desk import markdown as record_markdown
from desk.texts import NBSP, THIN, Name, Text, Written, typeset

REPEATABLE = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same examples in every run, however slow the machine is."""

TEXT = TypeAdapter(Text)
NAME: TypeAdapter[Text] = TypeAdapter(Name)
CONTEXT = {"languages": ("fr", "en")}
BOTH = Text((("fr", "Bonjour"), ("en", "Hello")))

PIECES = st.sampled_from(
    [
        *("a", "é", "Z", "_", "*", "**", "1", "12", "345", "1 000", "l'", "aujourd'hui", "’"),
        *(" ", "  ", NBSP, THIN, "\n", "\t", "«", "»", "« ", " »", "“", '"', "(", ")", "[", "]"),
        *(":", " :", ";", " ;", "!", " !", "?", " ?", "%", " %", "€", " €", "|", "-", "#", ">"),
        *("`", "``", "```", "https://", "https://a.org/l'eau", "](", "](call:a", "<", "\ue000"),
    ]
)
WRITTEN = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text())


# ---------------------------------------------------------------- one text per language


def test_own_language() -> None:
    """A page gets the text of its own language, which is not marked."""
    assert BOTH.in_("en") == Written("Hello", "en", "en")
    assert not BOTH.in_("en").missing
    assert not BOTH.in_("fr").missing


@pytest.mark.parametrize(
    ("asked", "lang", "text"), [("en", "fr", "Bonjour"), ("fr", "en", "Hello")]
)
def test_missing_language(asked: str, lang: str, text: str) -> None:
    """Where a language is missing the other one stands in, and says that it does."""
    written = Text(((lang, text),)).in_(asked)
    assert written == Written(text, lang, asked)
    assert written.missing


def test_missing_third_language() -> None:
    """With several languages the first of the desk stands in for a missing one."""
    assert BOTH.in_("de") == Written("Bonjour", "fr", "de")


def test_iteration() -> None:
    """A text gives its pairs of language and text in the order of the desk's languages."""
    assert list(BOTH) == [("fr", "Bonjour"), ("en", "Hello")]


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        ({"fr": "a", "en": "b"}, (("fr", "a"), ("en", "b"))),
        ({"en": "b", "fr": "a"}, (("fr", "a"), ("en", "b"))),
        ({"en": "b"}, (("en", "b"),)),
        ({"fr": "  a\n"}, (("fr", "a"),)),
        (BOTH, BOTH.pairs),
    ],
)
def test_field(value: object, pairs: tuple[tuple[str, str], ...]) -> None:
    """A record's field takes one line per language, in any order; outer spaces are cut."""
    assert TEXT.validate_python(value, context=CONTEXT).pairs == pairs


def test_languages_of_the_desk() -> None:
    """The languages and their order come from the desk, not from the module."""
    text = TEXT.validate_python({"en": "b", "de": "a"}, context={"languages": ("de", "en")})
    assert text.pairs == (("de", "a"), ("en", "b"))


def test_without_a_desk() -> None:
    """Where no desk says which languages there are, a text keeps those that it has."""
    assert TEXT.validate_python({"en": "b", "de": "a"}).pairs == (("en", "b"), ("de", "a"))


@pytest.mark.parametrize(
    ("value", "message", "at"),
    [
        ("Bonjour", "This text needs one line per language: fr: and en:", None),
        (None, "This text needs one line per language: fr: and en:", None),
        (["a"], "This text needs one line per language: fr: and en:", None),
        ({}, "This text has no language; write fr: and en:", None),
        ({"de": "a"}, "“de” is not a language of this desk; write fr: and en:", "de"),
        ({"fr": "a", "En": "b"}, "“En” is not a language of this desk; write fr: and en:", "En"),
        ({"fr": ""}, "The text in “fr” is empty or is not text; ", "fr"),
        ({"fr": " \n"}, "The text in “fr” is empty or is not text; ", "fr"),
        ({"fr": "a", "en": None}, "The text in “en” is empty or is not text; ", "en"),
        ({"fr": 2030}, "The text in “fr” is empty or is not text; ", "fr"),
        ({"fr": ["a"]}, "The text in “fr” is empty or is not text; ", "fr"),
    ],
)
def test_wrong_field(value: object, message: str, at: str | None) -> None:
    """A wrong text is refused in plain words, at the language where it is wrong."""
    with pytest.raises(ValidationError) as refused:
        TEXT.validate_python(value, context=CONTEXT)
    (error,) = refused.value.errors()
    assert error["msg"].startswith(message)
    assert error.get("ctx", {}).get("at") == at


def test_name_in_one_line() -> None:
    """A proper name may be one plain text, which is then that of every language."""
    name = NAME.validate_python("Bpifrance", context=CONTEXT)
    assert name.pairs == (("fr", "Bpifrance"), ("en", "Bpifrance"))
    assert not name.in_("en").missing


def test_name_per_language() -> None:
    """A proper name may also differ between the languages."""
    value = {"fr": "Assurance maladie", "en": "Health insurance"}
    name = NAME.validate_python(value, context=CONTEXT)
    assert name.in_("en").text == "Health insurance"


@pytest.mark.parametrize("value", ["", "  ", 3, None])
def test_name_without_text(value: object) -> None:
    """An empty name is refused like an empty text."""
    with pytest.raises(ValidationError, match="needs one line per language"):
        NAME.validate_python(value, context=CONTEXT)


# ---------------------------------------------------------------- typography


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Qui ? Moi !", "Qui·? Moi·!"),
        ("un ; deux", "un·; deux"),
        ("Quoi ?", "Quoi·?"),
        ("(Quoi ?)", "(Quoi·?)"),
        ("[Quoi ?]", "[Quoi·?]"),
        ("« Quoi ? »", "«·Quoi·?·»"),
        ("« Santé numérique »", "«·Santé numérique·»"),
        ("«Santé»", "«·Santé·»"),
        ("« Santé » ; suite", "«·Santé·»·; suite"),
        ("un : deux", "un~: deux"),
        ("un" + THIN + ": deux", "un~: deux"),
        ("ligne :\nsuite", "ligne~:\nsuite"),
        ("« a » : b", "«·a·»~: b"),
        ("(a) : b", "(a)~: b"),
        ("50 % : b", "50·%~: b"),
        ("12 345 678", "12·345·678"),
        ("17,8 %", "17,8·%"),
        ("20 €", "20·€"),
        ("1 000 €", "1·000·€"),
        ("l'eau d'été aujourd'hui", "l’eau d’été aujourd’hui"),
        ("**Qui ?** _Quoi ?_", "**Qui·?** _Quoi·?_"),
        ("**À savoir :** rien", "**À savoir~:** rien"),
        ("`code` : suite", "`code`~: suite"),
        ("https://a.org : suite", "https://a.org~: suite"),
        ("[l'eau](https://a.org/) ; suite", "[l’eau](https://a.org/)·; suite"),
    ],
)
def test_french(written: str, meant: str) -> None:
    """French has narrow no-break spaces (here ·), wide ones before a colon (~), curled apostrophes."""
    assert typeset(written, "fr") == meant.replace("·", THIN).replace("~", NBSP)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/l'eau?a=1;b=2",
        "Voir https://example.org/a'b et http://c.example/d'e",
        "<https://example.org/l'eau>",
        "[page](https://example.org/l'eau)",
        "[fiche](call:appel-a)",
        "[courriel](mailto:o'neil@example.org)",
        "à 12:30, ou 9:05",
        "`a ; b : c ! l'x`",
        "``a ` l'x ; b``",
        "```\nx ; y : z\nl'x = 10 000\n```",
        "<!-- desk:list a=b -->",
        "<!-- desk:calls status=open limit=10 -->",
        "|:--|--:|:-:|\n",
        "| --- | :---: |\n",
        "- un\n- deux\n\n1. trois\n2. quatre",
        "> citation",
        "## Titre",
        "12 34",
        "01 23 45 67 89",
        "2 1000",
        "a:b c;d",
        "'entre apostrophes'",
        "« ",
        " »",
        "«  »",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    """Addresses, times, code, comments, markers and marks of Markdown stay as they were written."""
    assert typeset(text, "fr") == text
    assert typeset(text, "en") == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("it's the teams' work", "it’s the teams' work"),
        ("Why? Because: 10 000 %!", "Why? Because: 10 000 %!"),
        ("« a » ; b", "« a » ; b"),
        ("`it's` [it's](https://a.org/it's)", "`it's` [it’s](https://a.org/it's)"),
    ],
)
def test_english(written: str, meant: str) -> None:
    """English gets curled apostrophes and nothing else."""
    assert typeset(written, "en") == meant


def test_unknown_language() -> None:
    """A language without rules is left as it is."""
    assert typeset("« Was ist's ? »", "de") == "« Was ist's ? »"


@pytest.mark.parametrize("language", ["fr", "en"])
@REPEATABLE
@given(written=WRITTEN)
def test_idempotent(language: str, written: str) -> None:
    """A text that has its typography does not change any more."""
    once = typeset(written, language)
    assert typeset(once, language) == once


def _without_typography(text: str) -> str:
    return re.sub(r"[ \u00a0\u202f]", "", text).replace("’", "'")


@pytest.mark.parametrize("language", ["fr", "en"])
@REPEATABLE
@given(written=WRITTEN)
def test_words_are_kept(language: str, written: str) -> None:
    """Typography changes spaces and apostrophes, and no other character."""
    assert _without_typography(typeset(written, language)) == _without_typography(written)


@REPEATABLE
@given(written=WRITTEN)
def test_lines_are_kept(written: str) -> None:
    """Typography moves no line: mistakes are still where the editor sees them."""
    assert typeset(written, "fr").count("\n") == written.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "| Qui ? | Où : | 10 000 € |\n|:---|---:|:---:|\n| l'un ; | « b » | 50 % |\n",
        "- Qui ? : oui\n  - Quoi ; non\n\n1. 10 000 €\n2. « trois »\n",
        "> « l'eau » : **oui !**\n\n## Pour qui ?\n\n[« a »](https://a.org/l'x) ; `b ; c`\n",
    ],
)
def test_markdown_is_kept(text: str) -> None:
    """Tables, lists, quotes and links are the same elements after the typography as before."""

    def tags(markdown: str) -> list[str]:
        page = record_markdown._to_html(markdown)
        return re.findall(r"<[^>]*>", page)

    assert typeset(text, "fr") != text
    assert tags(typeset(text, "fr")) == tags(text)
