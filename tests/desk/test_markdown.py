"""Markdown of record texts: what it becomes, what is refused, and that nothing hostile passes."""

from __future__ import annotations

import itertools
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from desk import markdown
from desk.markdown import NESTING_LIMIT, SIZE_LIMIT, Heading, Problem, problems, render, slugify
from desk.shell import compile_shell, mark, root_of
from desk.texts import NBSP, THIN

REPEATABLE = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same examples in every run, however slow the machine is."""

PLACES = {"call:a": "~/calls/a/", "page:about": "~/about/"}

PLAIN = "p ul li table thead tbody tr em strong blockquote code pre br hr"
ALLOWED: dict[str, set[str]] = {tag: set() for tag in PLAIN.split()} | {
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "th": {"class"},
    "td": {"class"},
    "ol": {"start"},
    "a": {"href"},
}
VALUES = {
    "id": re.compile(r"t-[a-z0-9-]+"),
    "class": re.compile(r"desk-(left|right|center)"),
    "start": re.compile(r"\d+"),
    "href": re.compile(r"(https?://|mailto:|~/)[\x21-\x7e]*|"),
}


def html(text: str, language: str = "en") -> str:
    return str(render(text, language, PLACES.get).html)


def found(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.what) for problem in problems(text, PLACES.get)]


class Audit(HTMLParser):
    """Reads HTML as a browser would, and notes everything that is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.hrefs: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
            return
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.wrong.append(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            if name not in ALLOWED[tag]:
                self.wrong.append(f"<{tag} {name}>")
            elif not VALUES[name].fullmatch(value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")
            elif name == "href":
                self.hrefs.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


def audit(page: str) -> Audit:
    reader = Audit()
    reader.feed(page)
    reader.close()
    return reader


# ---------------------------------------------------------------- the subset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        (
            "*a* **b** _c_ __d__",
            "<p><em>a</em> <strong>b</strong> <em>c</em> <strong>d</strong></p>\n",
        ),
        ("***a***", "<p><em><strong>a</strong></em></p>\n"),
        ("a  \nb", "<p>a<br>\nb</p>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("`a < b & c`", "<p><code>a &lt; b &amp; c</code></p>\n"),
        ("```js\na ; b\n```", "<pre><code>a ; b\n</code></pre>\n"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
        ("a & b &lt; c &copy; &eacute;", "<p>a &amp; b &lt; c © é</p>\n"),
        ("\\*a\\* \\[b\\]", "<p>*a* [b]</p>\n"),
        ("a http://example.org b", "<p>a http://example.org b</p>\n"),
        ("~~a~~", "<p>~~a~~</p>\n"),
        ("- [ ] a", "<ul>\n<li>[ ] a</li>\n</ul>\n"),
    ],
)
def test_subset(text: str, expected: str) -> None:
    """The declared subset, and nothing beyond it, becomes HTML."""
    assert html(text) == expected
    assert found(text) == []


def test_markup() -> None:
    """What is rendered is marked as safe, so that templates put it in as it is."""
    assert isinstance(render("a", "en", PLACES.get).html, Markup)


def test_table() -> None:
    """Tables have head and body; alignment is a class, never a style nor an attribute."""
    page = html("| a | b | c | d |\n|---|:--|--:|:-:|\n| 1 | 2 | 3 | **4** |\n")
    assert page.replace("\n", "") == (
        "<table><thead><tr>"
        '<th>a</th><th class="desk-left">b</th><th class="desk-right">c</th>'
        '<th class="desk-center">d</th>'
        "</tr></thead><tbody><tr>"
        '<td>1</td><td class="desk-left">2</td><td class="desk-right">3</td>'
        '<td class="desk-center"><strong>4</strong></td>'
        "</tr></tbody></table>"
    )
    assert "align" not in page
    assert "style" not in page


def test_align_in_a_text() -> None:
    """A text that looks like an alignment stays as it was written."""
    assert audit(html('` align="left"` align="right"')).text == ' align="left" align="right"\n'


def test_typography() -> None:
    """A text gets the typography of its language; its code and its addresses do not."""
    text = "Qui : « l'eau » ? `a ; b` [l'x](https://a.org/l'x)"
    assert html(text, "fr") == (
        f"<p>Qui{NBSP}: «{THIN}l’eau{THIN}»{THIN}? <code>a ; b</code> "
        '<a href="https://a.org/l\'x">l’x</a></p>\n'
    ).replace(NBSP, "&nbsp;")
    assert html("it's", "en") == "<p>it’s</p>\n"


# ---------------------------------------------------------------- headings


def test_headings() -> None:
    """Headings have anchors and are listed with their level and plain title, for the contents."""
    rendered = render("## Pour *qui* & `où`\n\n### Deux\n\n#### Trois\n", "fr", PLACES.get)
    assert rendered.headings == (
        Heading(2, "t-pour-qui-ou", "Pour qui & où"),
        Heading(3, "t-deux", "Deux"),
        Heading(4, "t-trois", "Trois"),
    )
    assert str(rendered.html) == (
        '<h2 id="t-pour-qui-ou">Pour <em>qui</em> &amp; <code>où</code></h2>\n'
        '<h3 id="t-deux">Deux</h3>\n'
        '<h4 id="t-trois">Trois</h4>\n'
    )


@pytest.mark.parametrize(
    ("text", "level"), [("# a", 2), ("a\n=", 2), ("a\n-", 2), ("##### a", 4), ("###### a", 4)]
)
def test_heading_levels(text: str, level: int) -> None:
    """A heading is never the page's title, and never deeper than the fourth level."""
    rendered = render(text, "en", PLACES.get)
    assert str(rendered.html) == f'<h{level} id="t-a">a</h{level}>\n'
    assert [heading.level for heading in rendered.headings] == [level]


@pytest.mark.parametrize(
    ("titles", "anchors"),
    [
        (["a", "a", "a"], ["t-a", "t-a-2", "t-a-3"]),
        (["a", "A", "à !"], ["t-a", "t-a-2", "t-a-3"]),
        (["a-2", "a", "a"], ["t-a-2", "t-a", "t-a-3"]),
        (["a", "a", "a-2"], ["t-a", "t-a-2", "t-a-2-2"]),
        (["", "?", "日本"], ["t-x", "t-x-2", "t-x-3"]),
    ],
)
def test_unique_anchors(titles: list[str], anchors: list[str]) -> None:
    """Each heading of a text has an anchor of its own, whatever the titles."""
    text = "\n\n".join(f"## {title}" for title in titles)
    assert [heading.anchor for heading in render(text, "en", PLACES.get).headings] == anchors


@REPEATABLE
@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "a-3", "b", "b 2", ""]), max_size=12))
def test_anchors_never_clash(titles: list[str]) -> None:
    """No two headings of a text have the same anchor."""
    rendered = render("\n\n".join(f"## {title}" for title in titles), "en", PLACES.get)
    anchors = [heading.anchor for heading in rendered.headings]
    assert len(anchors) == len(titles)
    assert len(set(anchors)) == len(anchors)
    assert re.findall(r' id="([^"]+)"', str(rendered.html)) == anchors


def test_heading_in_code() -> None:
    """What looks like a heading inside code is none."""
    rendered = render("`<h2>a</h2>`\n\n```\n## b\n```", "en", PLACES.get)
    assert rendered.headings == ()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Œuvre d’été", "oeuvre-d-ete"),
        ("L'ŒIL & Cætera", "l-oeil-caetera"),
        ("Straße", "strasse"),
        ("  a -- b  ", "a-b"),
        ("C@fé", "c-at-fe"),
        ("10 000 €", "10-000"),
        ("2021–2022, « a »—b", "2021-2022-a-b"),
        ("E\u0301te\u0301", "ete"),
        ("ﬁn", "fin"),
        ("", "x"),
        ("日本語", "x"),
        ("---", "x"),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    """Any text has a form that can stand in an address."""
    assert slugify(text) == slug


@REPEATABLE
@given(st.text())
def test_slugs_are_safe(text: str) -> None:
    """A slug is small letters, digits and single hyphens, and is its own slug."""
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](call:a)", "~/calls/a/"),
        ("[x](page:about)", "~/about/"),
        ("[x](<call:a>)", "~/calls/a/"),
        ('[x](call:a "title")', "~/calls/a/"),
        ("[x][r]\n\n[r]: call:a", "~/calls/a/"),
        ("[x](https://example.org)", "https://example.org"),
        ("[x](http://example.org/a?b=c&d=e#f)", "http://example.org/a?b=c&d=e#f"),
        ("[x](https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("[x](https://example.org/été)", "https://example.org/%C3%A9t%C3%A9"),
        ("<https://example.org/>", "https://example.org/"),
        ("[x](mailto:contact@example.org)", "mailto:contact@example.org"),
        ("<contact@example.org>", "mailto:contact@example.org"),
    ],
)
def test_links(text: str, href: str) -> None:
    """Links lead to records, pages, web addresses and mailboxes."""
    assert found(text) == []
    assert audit(html(text)).hrefs == [href]


def test_no_titles() -> None:
    """A link has an address and nothing else."""
    assert html('[x](call:a "a title")') == '<p><a href="~/calls/a/">x</a></p>\n'


def test_address_is_escaped() -> None:
    """What the resolver gives is escaped where it lands."""
    page = str(render("[x](call:q)", "en", lambda _: '~/"><b onclick=x>&').html)
    assert audit(page).wrong == ["<a href='~/\"><b onclick=x>&'>"]
    assert page.count("<") == 4


NOWHERE = "leads nowhere"
UNFOLLOWED = "cannot be followed"
UNSAFE = "A link has no safe target"


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("call:zz", f"The link “call:zz” {NOWHERE}"),
        ("page:zz", f"The link “page:zz” {NOWHERE}"),
        ("cal:a", f"The link “cal:a” {NOWHERE}"),
        ("https://", f"The link “https://” {NOWHERE}"),
        ("https:example.org", f"The link “https:example.org” {NOWHERE}"),
        ("ftp:example.org", f"The link “ftp:example.org” {NOWHERE}"),
        ("ftp://example.org", f"The link “ftp://example.org” {NOWHERE}"),
        ("https:///a", f"The link “https:///a” {NOWHERE}"),
        ("tel:112", f"The link “tel:112” {NOWHERE}"),
        ("blob:x", f"The link “blob:x” {NOWHERE}"),
        ("HTTPS://example.org", f"The link “HTTPS://example.org” {UNFOLLOWED}"),
        ("CALL:a", f"The link “CALL:a” {UNFOLLOWED}"),
        ("call:a#part", f"The link “call:a#part” {UNFOLLOWED}"),
        ("//evil.example/", f"The link “//evil.example/” {UNFOLLOWED}"),
        ("\\\\\\\\evil.example", f"The link “\\\\evil.example” {UNFOLLOWED}"),
        ("/calls/a/", f"The link “/calls/a/” {UNFOLLOWED}"),
        ("../calls/a/", f"The link “../calls/a/” {UNFOLLOWED}"),
        ("a.html", f"The link “a.html” {UNFOLLOWED}"),
        ("été.html", f"The link “été.html” {UNFOLLOWED}"),
        ("~/calls/a/", f"The link “~/calls/a/” {UNFOLLOWED}"),
        ("#part", f"The link “#part” {UNFOLLOWED}"),
        ("?a=b", f"The link “?a=b” {UNFOLLOWED}"),
        ("mailto:nobody", f"The link “mailto:nobody” {NOWHERE}"),
        ("mailto:", f"The link “mailto:” {UNFOLLOWED}"),
        ("mailto:a@b@c", f"The link “mailto:a@b@c” {UNFOLLOWED}"),
        ("javascript:alert(1)", UNSAFE),
        ("JaVaScRiPt:alert(1)", UNSAFE),
        ("vbscript:x", UNSAFE),
        ("file:///etc/passwd", UNSAFE),
        ("data:text/html,<b>", UNSAFE),
        ("", UNSAFE),
    ],
)
def test_wrong_links(target: str, complaint: str) -> None:
    """Any other link is refused where it stands, and leads nowhere if it is rendered all the same."""
    text = f"one\n\ntwo [x](<{target}>)" if "<" not in target else f"one\n\ntwo [x]({target})"
    assert found(text) == [(2, complaint)]
    reader = audit(html(text))
    assert reader.wrong == []
    assert set(reader.hrefs) <= {"", target}


def test_what_to_write_instead() -> None:
    """A refused link is told with what to write instead."""
    unknown, relative = problems("[x](call:zz) [y](z.html)", PLACES.get)
    assert unknown.fix == "name a record or page that exists"
    assert relative.fix == "write https://…, call:id or page:about"


def test_every_wrong_link() -> None:
    """Each wrong link of a text is told with its own line; the right ones are not."""
    text = "[a](call:zz)\n[b](call:a)\n\n[c](page:zz)\n"
    assert found(text) == [
        (0, f"The link “call:zz” {NOWHERE}"),
        (3, f"The link “page:zz” {NOWHERE}"),
    ]


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_root_in_texts(depth: int) -> None:
    """In a page of any depth links of a text lead to the root; texts that look like one stay."""
    text = 'say href="~/x" or `="~/y"`, see [a](call:a) and [b](page:about)'
    shell = compile_shell(mark("content"), {"content"}, "test")
    root = root_of(depth)
    page = shell.fill({"content": render(text, "en", PLACES.get).html}, root)
    assert re.findall(r'<a href="([^"]*)"', page) == [f"{root}calls/a/", f"{root}about/"]
    assert audit(page).text == 'say href="~/x" or ="~/y", see a and b\n'


# ---------------------------------------------------------------- what is refused


HTML = "HTML has no place in this text"
TITLE = "The page has its title already"
PICTURE = "Pictures have no place in this text"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<b>a</b>", 0),
        ("a\n\n<div>\nb\n</div>", 2),
        ("a\nb <span>c</span>", 1),
        ("a </p> b", 0),
        ("a\n\nb<br>", 2),
        ("a\n<!-- b -->", 1),
        ("a\n\n<!DOCTYPE html>", 2),
        ("a\n\n<![CDATA[b]]>", 2),
        ("a\n\n<?php b ?>", 2),
        ("<https://example.org>\n\n<b>", 2),
        ("<contact@example.org>\n\n<b>", 2),
        ("`<i>`\n\n<b>", 2),
        ("``a ` <i>``\n\n<b>", 2),
        ("\\<i>\n\n<b>", 2),
        ("a < b\n\n1 <2\n\n<b>", 4),
    ],
)
def test_raw_html(text: str, line: int) -> None:
    """HTML is refused with the line on which it stands; code and addresses are not HTML."""
    problem, *_ = problems(text, PLACES.get)
    assert problem == Problem(line, HTML, "write it in Markdown; for a real < write &lt;")


@pytest.mark.parametrize(
    "text", ["`<b>`", "```\n<b>\n```", "\\<b>", "&lt;b>", "1 < 2 > 0", "a <3", "<https://a.org>"]
)
def test_no_html(text: str) -> None:
    """A real < , and HTML that is shown as code, are welcome."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line"), [("![a](b.png)", 0), ("a\n\n![a][b]\n\n[b]: https://a.org/b.png", 2)]
)
def test_pictures(text: str, line: int) -> None:
    """Pictures are refused with their line, and are not rendered."""
    assert found(text) == [(line, PICTURE)]
    assert "img" not in html(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# a", 0),
        ("b\n\n# a", 2),
        ("#\ta", 0),
        ("b\n\n#", 2),
        ("b\n\n> # a", 2),
        ("## b\n\na\n=", 3),
        ("a\n===  ", 1),
    ],
)
def test_titles(text: str, line: int) -> None:
    """A heading of the first level is refused with its line: the page has its title."""
    assert found(text) == [(line, TITLE)]


@pytest.mark.parametrize("text", ["## a", "#a", "`# a`", "a # b", "\\# a"])
def test_no_titles_of_the_page(text: str) -> None:
    """Deeper headings, and signs that make none, are welcome."""
    assert found(text) == []


def test_everything_at_once() -> None:
    """All that is wrong in a text is told at once."""
    text = "# a\n\n<b>\n\n![c](d)\n\n[e](call:zz)\n"
    assert found(text) == [
        (2, HTML),
        (4, PICTURE),
        (0, TITLE),
        (6, f"The link “call:zz” {NOWHERE}"),
    ]


def test_size() -> None:
    """A text has a greatest length."""
    assert found("a" * SIZE_LIMIT) == []
    (problem,) = problems("a" * (SIZE_LIMIT + 1), PLACES.get)
    assert problem.what == f"This text has {SIZE_LIMIT + 1} characters"
    assert problem.fix == f"keep it below {SIZE_LIMIT}, or make a page of it"


@pytest.mark.parametrize(
    ("marks", "levels"),
    [
        ("> ", 1),
        (">", 1),
        (" > ", 1),
        (">\t", 1),
        ("- ", 1),
        ("-  ", 1),
        ("* ", 1),
        ("+ ", 1),
        ("1. ", 1),
        ("12) ", 1),
        ("> - ", 2),
        (">1. ", 2),
    ],
)
def test_nesting(marks: str, levels: int) -> None:
    """Lists and quotes are nested up to a limit, and refused with their line beyond it."""
    steps = NESTING_LIMIT // levels
    deep = "a\n\n" + marks * steps + "b"
    (problem,) = problems(deep, PLACES.get)
    assert problem == Problem(
        2, "This list is nested too deeply", f"keep it below {NESTING_LIMIT} levels"
    )
    shallow = "a\n\n" + marks * (steps - 1) + "b"
    assert found(shallow) == []


def test_nesting_by_indentation() -> None:
    """Lists that are nested line by line have the same sort of limit."""
    deep = "\n".join(f"{'    ' * level}- a" for level in range(NESTING_LIMIT + 1))
    (problem,) = problems(deep, PLACES.get)
    assert (problem.line, problem.what) == (NESTING_LIMIT, "This list is nested too deeply")
    assert found("\n".join(deep.splitlines()[:NESTING_LIMIT])) == []


# ---------------------------------------------------------------- hostile texts

SCHEMES = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "\x01javascript:alert(1)",
    "\x00javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\x00script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#x003A;alert(1)",
    "javascript&#0000058alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#x0A;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "java%0ascript:alert(1)",
    "java\\script:alert(1)",
    "\\javascript:alert(1)",
    "j\\avascript:alert(1)",
    "javascript\\:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "javascript:/*https://*/alert(1)",
    "vbscript:msgbox(1)",
    "VbScRiPt:msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "DATA:text/html,x",
    "data&colon;text/html,x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "filesystem:https://example.org/x",
    "view-source:https://example.org",
    "ftp://example.org",
    "ms-word:x",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "~/../../x",
    'https&colon;//evil.example"onclick=alert(1)',
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'onmouseover='alert(1)",
    "https://example.org/`onmouseover=alert(1)",
    "https://example.org/><script>alert(1)</script>",
    "https://example.org/&quot;onclick=&quot;alert(1)",
    "https://example.org/&lt;script&gt;",
    'mailto:a@b.c?subject="onclick="alert(1)',
]
LINKS = ["[x]({})", "[x](<{}>)", "<{}>", "[x][r]\n\n[r]: {}", "![x]({})"]

TAGS = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script src=https://evil.example/x.js></script>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "</script><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><foreignObject><iframe srcdoc=x></foreignObject></svg>",
    "<svg/onload=alert(1)//",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)' />",
    "<img/src=x/onerror=alert(1)>",
    '<img """><script>alert(1)</script>">',
    "<image src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<select onfocus=alert(1) autofocus>",
    "<textarea onfocus=alert(1) autofocus>",
    "<keygen onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<body onload=alert(1)>",
    "<html onmouseover=alert(1)>",
    "<head><title>x</title></head>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#115;cript:alert(1)'>x</a>",
    '<a href="javascript&colon;alert(1)">x</a>',
    "<a href=//evil.example target=_blank>x</a>",
    "<a href=x ping=https://evil.example>x</a>",
    "<table background=javascript:alert(1)><td>x</td></table>",
    "<td style=x onclick=alert(1) class=evil>x</td>",
    "<h2 id=evil onclick=alert(1)>x</h2>",
    "<ol start=javascript:1 onclick=alert(1)><li>x</li></ol>",
    "<div onclick=alert(1)>x</div>",
    "<x onclick=alert(1)>x</x>",
    "<xss-element onclick=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext>x",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<frameset onload=alert(1)><frame src=x></frameset>",
    "<portal src=https://evil.example>",
    "<isindex action=javascript:alert(1) type=image>",
    "<bgsound src=javascript:alert(1)>",
    "<layer src=x></layer>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<slot name=x></slot>",
    "<object type=text/x-scriptlet data=x>",
    "<?xml version='1.0'?><x/>",
    "<?php echo 1 ?>",
    "<? x ?>",
    "<!DOCTYPE html>",
    "<!ELEMENT x>",
    "<!-- x --><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!-- desk:list a=b -->",
    "<!-- --!><script>alert(1)</script>",
    "<!-- unclosed <script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<![CDATA[ unclosed <script>alert(1)</script>",
    "<script",
    "<script ",
    "<img src=x onerror=alert(1)",
    "<a href='x",
    '<a href="x\n\n">x</a>',
    "</p></div></body></html>",
    "</x onclick=alert(1)>",
    "<b><i></b></i>",
    "< script>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)<!--",
    "\\<script>alert(1)</script>",
    "\\\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;script&#x3e;alert(1)",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;script&amp;gt;",
    "＜script＞alert(1)＜/script＞",
    "‹script›alert(1)‹/script›",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)",
]
FRAMES = [
    "{}",
    "text {} text",
    "## {}",
    "- {}",
    "> {}",
    "| a |\n|---|\n| {} |",
    "[{}](https://example.org)",
    "`{}` {}",
]

EVENTS = ["onclick", "ONCLICK", "onerror", "onload", "onmouseover", "onfocus", "onpointerdown"]
ATTRIBUTES = [
    "text{{: {}=alert(1) }}",
    "## title {{: {}=alert(1) }}",
    "[x](https://example.org){{: {}=alert(1) }}",
    "[x](https://example.org){{ {}=alert(1) }}",
    "- item\n{{: {}=alert(1) }}",
    '[x](https://example.org "a" {}="alert(1)")',
    '[x](https://example.org "a&quot; {}=&quot;alert(1)")',
    "[x](https://example.org 'a\" {}=\"alert(1)')",
    "<https://example.org/ {}=alert(1)>",
    '![x](https://example.org/x.png"{}="alert(1))',
    '```js" {}="alert(1)\nx\n```',
    "``` {}=alert(1)>\nx\n```",
    '| a |\n|:-:" {}="alert(1)|\n| b |',
]

ODD = [
    '[x](call:a"onclick="alert(1))',
    "[x](call:a' onclick='alert(1))",
    "[x](<call:a>onclick=alert(1))",
    "[[x](javascript:alert(1))](https://example.org)",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "[![x](x onerror=alert(1))](https://example.org)",
    "![![x](javascript:alert(1))](javascript:alert(2))",
    "[a[b[c](javascript:alert(1))](javascript:alert(2))](javascript:alert(3))",
    "[x](\njavascript:alert(1)\n)",
    "[x](javascript:alert(1)",
    "[x]((javascript:alert(1)))",
    "[x](javascript:alert\\(1\\))",
    "[x] (javascript:alert(1))",
    "[x][javascript:alert(1)]",
    "[javascript:alert(1)]\n\n[javascript:alert(1)]: javascript:alert(1)",
    "[x]\n\n[x]: <javascript:alert(1)> 'title'",
    "[x]\n\n[X]: javascript:alert(1)\n[x]: https://example.org",
    "[x]: https://example.org\n[x]: javascript:alert(1)\n\n[x]",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "[^1]\n\n[^1]: javascript:alert(1)",
    "*[x]: javascript:alert(1)\n\nx",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    '<a@b.c"onclick="alert(1)>',
    '<mailto:a@b.c"onclick=alert(1)>',
    "javascript:alert(1)",
    "www.evil.example/<script>alert(1)</script>",
    "`<script>`alert(1)`</script>`",
    "``<script>alert(1)</script>",
    "    <script>alert(1)</script>",
    "\t<script>alert(1)</script>",
    "```\n<script>alert(1)</script>",
    "```\n```<script>alert(1)</script>\n```",
    "~~~<script>\nx\n~~~",
    "```<script>alert(1)</script>\nx\n```",
    "<script>\n\nalert(1)\n\n</script>",
    "<div>\n\n<script>alert(1)</script>\n\n</div>",
    "<div\n\n<script>alert(1)</script>",
    "- <script>\n- alert(1)\n- </script>",
    "> <script>\nalert(1)</script>",
    "| <script> | alert(1) | </script> |\n|---|---|---|\n| a | b | c |",
    "| a |\n|---|\n| [x](javascript:alert(1)) |",
    "# <script>alert(1)</script>",
    '<h2 id="x">y</h2>\n\n## y',
    '## "><script>alert(1)</script>',
    '## `"><script>alert(1)</script>`',
    "## &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "## [x](javascript:alert(1))",
    "## <h2>x</h2>",
    "## x\n</h2><script>alert(1)</script>",
    "*<script>*alert(1)*</script>*",
    "**<img src=x onerror=**alert(1)>**",
    "_<img src=x onerror=_alert(1)>_",
    '<p align="left" align="x">',
    '`align="left" onclick=alert(1)`',
    "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "[[desk-hole:title]]",
    "$$\\href{javascript:alert(1)}{x}$$",
    ":javascript:alert(1):",
    "\ufeff<script>alert(1)</script>",
    "\u2028<script>alert(1)</script>\u2029",
    "\x1b]8;;javascript:alert(1)\x1b\\x",
    "\ud7ff\ue000\uf8ff\ufffd\uffff<script>alert(1)</script>",
    '<a href="https://example.org" ~/="~/">',
    '[x](~/../x) ="~/',
    "\r<script>alert(1)</script>\r\n",
    "&#0;<script>&#0;alert(1)</script>",
    "&#x110000;&#xD800;&#128;",
    "&nosuchentity;&lt<script>",
]

HOSTILE = list(
    dict.fromkeys(
        [
            *(form.replace("{}", scheme) for scheme in SCHEMES for form in LINKS),
            *TAGS,
            *(
                frame.replace("{}", tag)
                for tag, frame in zip(TAGS, itertools.cycle(FRAMES), strict=False)
            ),
            *(frame.replace("{}", tag) for tag in TAGS[:10] for frame in FRAMES),
            *(form.format(event) for event in EVENTS for form in ATTRIBUTES),
            *ODD,
        ]
    )
)


def test_enough_hostile_texts() -> None:
    """The table of hostile texts is as large as was asked for, and has no text twice."""
    assert len(HOSTILE) >= 300
    assert len(set(HOSTILE)) == len(HOSTILE)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile(text: str) -> None:
    """Whatever is written, the page has allowed tags, attributes and link schemes only."""
    for language in ("fr", "en"):
        assert audit(html(text, language)).wrong == []


def test_hostile_together() -> None:
    """Hostile texts do not help one another when they stand in one text."""
    for start in range(0, len(HOSTILE), 40):
        together = HOSTILE[start : start + 40]
        assert audit(html("\n\n".join(together))).wrong == []
        assert audit(html("\n".join(together))).wrong == []
        assert audit(html(" ".join(together))).wrong == []


@REPEATABLE
@given(
    st.lists(st.sampled_from([*HOSTILE, "\n\n", " ", '"', "<", ">", "`", "](", "&"]), max_size=6)
)
def test_hostile_mixtures(texts: list[str]) -> None:
    """Nor does any mixture of them."""
    assert audit(html("".join(texts), "fr")).wrong == []


@REPEATABLE
@given(st.text())
def test_any_text(text: str) -> None:
    """Any text at all becomes safe HTML, and can be checked."""
    assert audit(html(text, "fr")).wrong == []
    assert isinstance(problems(text, PLACES.get), list)


@pytest.mark.parametrize("text", TAGS, ids=range(len(TAGS)))
def test_cleaning_alone(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the parser let raw HTML pass, the cleaning would still stop all of it."""
    monkeypatch.setattr("desk.markdown._to_html", lambda text: text)
    reader = audit(html(text))
    for wrong in reader.wrong:
        # Values without effect: they need raw HTML to get here, and no script is among them.
        assert wrong in (
            "<h2 id='evil'>",
            "<td class='evil'>",
            "<ol start='javascript:1'>",
            "<a href='//evil.example'>",
            "<a href='x'>",
        )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_parser_alone(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the cleaning did nothing, the parser would still let no script and no handler pass."""
    monkeypatch.setattr(markdown.nh3, "clean", lambda page, **_options: page)
    for wrong in audit(html(text)).wrong:
        assert re.fullmatch(
            r"<!-- raw HTML omitted -->|<img>|<a title>|<code class>|<a href='https?://[^']*'>",
            wrong,
        ), wrong


@pytest.mark.parametrize("text", TAGS, ids=range(len(TAGS)))
def test_hostile_html_is_refused(text: str) -> None:
    """HTML is refused before it is published, unless it is none and the page shows it as text."""
    refused = HTML in [what for _, what in found(text)]
    shown = "".join(audit(html(text)).text.split())
    meant = "".join(unescape(text.replace("\\<", "<").replace("\\\\", "\\")).split())
    assert refused or shown.replace("’", "'").replace("\ufffd", "\0") == meant


# ---------------------------------------------------------------- texts that take long

BOMBS = {
    "open brackets": "[" * 5000,
    "open pictures": "![" * 5000,
    "open links": "[a](" * 5000,
    "half links": "[a](<b" * 5000,
    "titles": '[a](b "' * 5000,
    "nested links": "[" * 5000 + "a" + "](b)" * 5000,
    "footnotes": "[^a]" * 5000,
    "references": "".join(f"[{n}]: /x\n" for n in range(1500)) + "[0]" * 5000,
    "quotes": ">" * 5000 + "a",
    "spaced quotes": "> " * 5000 + "a",
    "many quotes": (">" * 11 + "a\n") * 3000,
    "lists": "- " * 5000 + "a",
    "stars with spaces": "* " * 5000,
    "markers far apart": ("-" + " " * 30) * 11 + "a",
    "quotes far apart": (">" + " " * 300) * 11 + "a",
    "numbers": "1." * 5000,
    "digits": "1" * 39_000,
    "list by tabs": "".join("\t" * n + "- a\n" for n in range(200)),
    "list in a quote": "".join("> " + "  " * n + "- a\n" for n in range(180)),
    "emphasis": "*" * 10_000 + "a" + "*" * 10_000,
    "open emphasis": "*a **b " * 5000,
    "closed emphasis": "a**b" + "c* " * 10_000,
    "nested emphasis": "*a " * 6000 + "b" + "c*" * 6000,
    "backticks": "".join("e" + "`" * n for n in range(1, 270)),
    "angles": "<" * 39_000,
    "open tags": "<a " * 10_000,
    "open comments": "<!--" * 9000,
    "open cdata": "<![CDATA[" * 4000,
    "entities": "&amp;" * 7000,
    "backslashes": "\\" * 39_000,
    "table": "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + "a\n" * 300,
    "pipes": "|" * 39_000,
    "headings": "##\n" * 13_000,
    "same headings": "## a\n" * 7000,
    "underlined": "a\n-\n" * 9000,
    "titles of the page": "#\n" * 19_000,
    "rules": "---\n" * 9000,
    "equal signs": "=" + " " * 38_000 + "a",
    "addresses": "<https://a>" * 3000,
    "wrong links": "[a](call:zz) " * 3000,
    "quotation marks": "« " * 19_000,
    "colons": "a : " * 9000,
    "numbers in groups": "1 234 " * 6000,
    "fences": "```\n" * 9000,
    "indented": "    a\n" * 6000,
    "null": "\x00" * 39_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    """A text that is made to take long is refused, or rendered without taking long."""
    text = BOMBS[name]
    assert len(text) <= SIZE_LIMIT
    refused = [problem for problem in problems(text, PLACES.get) if "too deeply" in problem.what]
    if not refused:
        assert len(html(text, "fr")) > 0
    expected = {"quotes", "spaced quotes", "lists", "stars with spaces"}
    assert bool(refused) == (name in expected)
