"""HTML of strangers becomes Markdown that `desk.markdown` accepts, and that reads well."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk import read
from desk.importers import markup
from desk.importers.markup import (
    escape,
    mailboxes,
    paragraphs,
    to_markdown,
    to_text,
)
from desk.importers.splice import render
from desk.markdown import problems
from desk.markdown import render as to_html

BASE = "https://source.example/"


def markdown_of(written: str, top: int = 2) -> str:
    found = to_markdown(written, base=BASE, top=top, mail_left_out="(adresse)")
    assert not problems(found.text, lambda _target: None)
    assert not found.plain
    return found.text


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("", ""),
        ("<p>Un<br></p><p><br></p><p>Deux&nbsp;;</p>", "Un\n\nDeux ;"),
        ("<p><b>Titre<br></b></p>", "**Titre**"),
        ("<p><b><br>Titre</b> suite</p>", "**Titre** suite"),
        ("a<br>b", "a\\\nb"),
        ("<p>a<br>+ b<br>1. c<br># d<br>=== </p>", "a\\\n\\+ b\\\n1\\. c\\\n\\# d\\\n\\==="),
        ("<h1>A</h1><h3>B <b>c</b></h3><h6>D</h6>", "## A\n\n### B c\n\n#### D"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>", "- a\n  - b\n\n1. c"),
        ("<p><b>-</b> un</p>\n<p><i>-</i><b> deux</b></p>", "- un\n- **deux**"),
        ('<a href="//[">c</a>', "c"),
        ("https://a.example/b", "https://a.example/b"),
        ("a/b.html", "a/b.html"),
        ("<p>Pour :<br>- <b>un</b> ;<br><b>- deux</b><br>fin</p>", "Pour :\n\n- **un** ;\n- **deux**\n\nfin"),
        ("<p>a<br>5 b</p>", "a\\\n5 b"),
        ("<p><b>1. a</b><br><i>- </i>b</p>", "**1. a**\n\n- b"),
        ("<p> <b># a</b></p>", "**# a**"),
        ("<p>-&nbsp;un</p><p><span>•</span> deux</p><p>fin</p>", "- un\n- deux\n\nfin"),
        ("<p>---&gt; Note</p><p>- 5 % au plus</p>", "\\---> Note\n\n- 5 % au plus"),
        ("<p>-5 %</p>", "\\-5 %"),
        ("<p>*a* _b_ c_d [e](f) `g` R&D &amp;lt; 1 &lt; 2</p>", None),
        ("<p>[x](javascript:alert(1))</p>", "\\[x\\](javascript:alert(1))"),
        ('<a href="/aides/x y/">ici</a>', "[ici](https://source.example/aides/x%20y/)"),
        ('<a href="https://a.example/(b)">c</a>', "[c](https://a.example/%28b%29)"),
        ('<a href="mailto:contact@a.example?subject=x">c</a>', "[c](mailto:contact@a.example)"),
        ('<a href="mailto:a.bcde@a.example">Mme B</a>', "Mme B"),
        ('<a href="javascript:alert(1)">c</a> <a href="call:x">d</a> <a href="#e">e</a>', "c d e"),
        ('<a href="http://[">c</a><a>d</a>', "cd"),
        ("écrire à jean.dupont@a.example ou contact@a.example", "écrire à (adresse) ou contact@a.example"),
        ("<script>x()</script><style>p{}</style><img src=x onerror=y>z", "z"),
        ("<b>a <p>b</p></b>", "a\n\nb"),
        ("<b>a <strong>b</strong></b><i> </i>", "**a b**"),
        ("<em>x</em>", "*x*"),
        ("<table><tr><th><b>A</b></th><th>B|C</th></tr><tr><td><p>1</p><p>2</p></td><td>3</td></table>", "| A | B\\|C |\n| --- | --- |\n| 1 2 | 3 |"),
        ("<li>a</li><td>b</td>", "a\n\nb"),
        ("<ul><li>a<table><tr><td>b</td></tr></table></li></ul>", "- a b"),
        ("<h2>a<p>b</p></h2><ul><li><h2>c</h2></li></ul>", "## a b\n\n- c"),
        ("<blockquote><p>cité</p></blockquote>", "> cité"),
        ("<table></table>a", "a"),
        ("<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5", "- 1\n  - 2\n    - 3\n      - 4 5"),
        ("\u200ba\x07b\ud800c\ue010*", "abc\\*"),
    ],
)  # fmt: skip
def test_forms(written: str, wanted: str | None) -> None:
    """Each form that editors of the catalogue use is kept, and nothing else becomes a form."""
    found = markdown_of(written)
    if wanted is not None:
        assert found == wanted


def test_signs() -> None:
    """Signs of Markdown in a plain text are shown as they are."""
    signs = "*a* _b_ c_d [e](f) `g` R&D &lt; <b> 1 < 2 \\ # | ~~x~~ ![y](z) &amp;"
    page = to_html(escape(signs), "xx", lambda _target: None).html
    assert to_text(str(page)) == signs


def test_top() -> None:
    """Headings of a section lie below the section's own."""
    assert markdown_of("<h2>A</h2><h5>B</h5>", top=3) == "### A\n\n#### B"


def test_mails_are_counted() -> None:
    """Each address of a person that is left out is counted, so that it can be told."""
    found = to_markdown("<p>a.bcde@x.example, c.defg@x.example</p>", base="", mail_left_out="…")
    assert found.mails == 2


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "li", "td", "ul><li"])
@pytest.mark.parametrize("times", [30, 3000])
def test_deep(tag: str, times: int) -> None:
    """What is nested more deeply than a reader can follow keeps its text."""
    found = to_markdown(f"<{tag}>" * times + "un *texte*", base=BASE)
    assert not problems(found.text, lambda _target: None)
    assert "un \\*texte\\*" in found.text


def test_too_long() -> None:
    """Of a text without end only the words are kept."""
    found = to_markdown("<p>mot (a.bcde@x.example)</p>" * 20_000, base=BASE, mail_left_out="…")
    assert found.plain
    assert found.mails == 20_000
    assert found.text.startswith("mot \\(\\…\\) mot")


def test_form_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a form come out that we refuse, the text is given without any."""
    monkeypatch.setattr(markup, "_tidy", lambda _text: "# Titre")
    found = to_markdown("<p>1. <b>Titre</b> a.bcde@x.example</p>", base=BASE, mail_left_out="…")
    assert (found.text, found.plain, found.mails) == ("1\\. Titre \\…", True, 1)


def test_plain_text_of_html() -> None:
    """The text of HTML is one line; paragraphs are told apart."""
    assert to_text("<p>Un&nbsp;</p><p>deux &lt; trois</p>") == "Un deux < trois"
    assert list(paragraphs("<p>Un</p><ul><li>Deux<p>Trois</p></li></ul>", "…")) == ["Un", "Trois"]
    assert list(paragraphs("Un <b>seul</b> a.bcde@x.example", "…")) == ["Un seul …"]
    assert list(paragraphs(" ", "…")) == []


def test_mailboxes() -> None:
    """Only addresses of roles are given, each once."""
    written = (
        '<a href="mailto:contact@x.example">contact@x.example</a> a.bcde@x.example aide@x.example'
    )
    assert mailboxes(written) == ["contact@x.example", "aide@x.example"]


TAGS = [
    "p", "div", "span", "br", "b", "strong", "i", "em", "a", "ul", "ol", "li", "table", "tr", "td",
    "th", "thead", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "hr",
    "img", "script", "style", "font", "o:p",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            "# ", "## x", "===", "---", "- ", "+ ", "* ", "1. ", "> ", "```", "~~~", "    ", "\t",
            "|", "| a | b |", "[a](b)", "![a](b)", "[a]: b", "<http://x>", "&lt;b&gt;", "&amp;lt;",
            "&nbsp;", "\\", "`", "_", "**", "\n", "\r\n", "\u2028", "\u200b", "\x00", "\ue010",
            "a.bcde@x.example", "<a href='call:x'>", "<a href='https://x.example/ ()'>",
            "<a href='//evil'>", "<!-- c -->", "<![CDATA[", "<", ">", "&", "&#0;", "&#x1b;", "mot",
        ]
    ),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("<ol><li>" * 14 + "x")
@example("<table><tr><td>a<table><tr><td>=")
@example("a<br><b>=</b>==")
def test_any_html(written: str) -> None:
    """Any HTML gives Markdown without problems, which our strict YAML keeps as it is."""
    found = to_markdown(written, base=BASE, mail_left_out="(adresse)")
    assert not problems(found.text, lambda _target: None)
    assert not problems(escape(written), lambda _target: None)
    text = render({"body": {"fr": found.text}}, ["body"])
    document, mistakes = read.parse(text.encode(), "x.yml")
    assert not mistakes
    assert document is not None
    kept = document.data["body"]
    assert isinstance(kept, dict)
    assert (kept["fr"] or "").strip() == found.text
