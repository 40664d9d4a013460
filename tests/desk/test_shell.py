"""Pages with holes: what is refused, what is escaped, where the site's root is put."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from desk.shell import Shell, ShellError, compile_shell, mark, root_of

REPEATABLE = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same examples in every run, however slow the machine is."""

PAGE = (
    f'<title>{mark("title")}</title><meta content="{mark("description")}">'
    f'<a href="~/">home</a>{mark("content")}<link href="~/a.css">'
)
HOLES = {"title", "description", "content"}
SHELL = compile_shell(PAGE, HOLES, "a page")


class Reader(HTMLParser):
    """Gathers what a browser sees: elements with their attributes, and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_pieces() -> None:
    """A shell is the page cut at its holes, in their order."""
    shell = compile_shell(f"a{mark('x')}b{mark('y_z')}c", {"x", "y_z"}, "test")
    assert shell == Shell(("a", "b", "c"), ("x", "y_z"))


@pytest.mark.parametrize("html", [mark("x"), f"{mark('x')}b", f"a{mark('x')}"])
def test_holes_at_the_ends(html: str) -> None:
    """A hole may be the first or the last thing of a page, or all of it."""
    shell = compile_shell(html, {"x"}, "test")
    assert shell.fill({"x": "!"}, "./") == html.replace(mark("x"), "!")


def test_no_holes() -> None:
    """A page without holes is itself."""
    assert compile_shell("<p>", frozenset(), "test").fill({}, "./") == "<p>"


# ---------------------------------------------------------------- wrong holes


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("", "missing: x, y"),
        (mark("x"), "missing: y"),
        (mark("x") + mark("y") + mark("z"), "unknown: z"),
        (mark("x") + mark("y") + mark("x"), "doubled: x"),
        (mark("x") * 3 + mark("y"), "doubled: x"),
        (mark("x") * 2 + mark("z"), "missing: y; unknown: z; doubled: x"),
        (mark("x") + mark("y") + mark("z") * 2, "unknown: z; doubled: z"),
        (mark("x") + mark("y") + "[[desk-hole:Z]]", "a mark that cannot be read"),
        (mark("x") + mark("y") + "[[desk-hole:]]", "a mark that cannot be read"),
        (mark("x") + mark("y") + "[[desk-hole:a b]]", "a mark that cannot be read"),
        (mark("x") + "[[desk-hole:y", "missing: y; a mark that cannot be read"),
    ],
)
def test_wrong_holes(html: str, complaint: str) -> None:
    """A hole that is missing, unknown, doubled or unreadable fails, and the message names all."""
    with pytest.raises(ShellError) as refused:
        compile_shell(html, {"x", "y"}, "call in fr")
    assert str(refused.value) == f"the shell of call in fr has the wrong holes ({complaint})"


def test_missing_value() -> None:
    """A hole for which there is no value is an error, not an empty place."""
    with pytest.raises(KeyError, match="description"):
        SHELL.fill({"title": "a", "content": "b"}, "./")


def test_marks_in_values() -> None:
    """A value that looks like a mark is text."""
    shell = compile_shell(mark("x") + mark("y"), {"x", "y"}, "test")
    assert shell.fill({"x": mark("y"), "y": "!"}, "./") == f"{mark('y')}!"


# ---------------------------------------------------------------- escaping


@REPEATABLE
@given(value=st.text())
def test_any_value_is_text(value: str) -> None:
    """Whatever a value holds, it reads the same in text and in an attribute, and adds nothing."""
    html = SHELL.fill({"title": value, "description": value, "content": ""}, "../")
    reader = seen(html)
    assert [tag for tag, _ in reader.elements] == ["title", "meta", "a", "link"]
    assert reader.elements[1] == ("meta", {"content": value})
    assert reader.elements[2] == ("a", {"href": "../"})
    body = compile_shell(f"<p>{mark('x')}</p>", {"x"}, "test").fill({"x": value}, "../")
    assert seen(body).text == value
    assert seen(body).elements == [("p", {})]


@pytest.mark.parametrize(
    "value",
    [
        '"><script>alert(1)</script>',
        "' onload=alert(1) x='",
        '" onload="alert(1)',
        "</title><script>alert(1)</script>",
        "&quot;&gt;",
        "a & b",
    ],
)
def test_hostile_values(value: str) -> None:
    """A value cannot leave its attribute nor its element."""
    reader = seen(SHELL.fill({"title": "", "description": value, "content": value}, "./"))
    assert [tag for tag, _ in reader.elements] == ["title", "meta", "a", "link"]
    assert reader.elements[1] == ("meta", {"content": value})
    assert value in reader.text


def test_markup_passes() -> None:
    """What was made safe before is put in as it is."""
    html = SHELL.fill({"title": "", "description": "", "content": Markup("<b>a &amp; b</b>")}, "./")
    assert "</a><b>a &amp; b</b><link" in html


# ---------------------------------------------------------------- the site's root


@pytest.mark.parametrize(
    ("depth", "root"), [(0, "./"), (1, "../"), (2, "../../"), (3, "../../../")]
)
def test_root_of(depth: int, root: str) -> None:
    """From a page that lies some folders deep, as many steps up lead to the root."""
    assert root_of(depth) == root


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_root(depth: int) -> None:
    """One shell serves every depth: links of the frame and of the content lead to the root."""
    content = Markup('<a href="~/calls/a/">a</a><img src="~/">')
    html = SHELL.fill({"title": "t", "description": "d", "content": content}, root_of(depth))
    root = root_of(depth)
    assert [attributes for _, attributes in seen(html).elements][2:] == [
        {"href": root},
        {"href": f"{root}calls/a/"},
        {"src": root},
        {"href": f"{root}a.css"},
    ]
    assert "~/" not in html


@pytest.mark.parametrize("depth", [0, 1, 3])
@pytest.mark.parametrize("value", ['href="~/a/"', '="~/', "~/", "='~/'", '="~/" ="~/"'])
def test_no_root_in_texts(depth: int, value: str) -> None:
    """A text that looks like a link of the site stays as it was written."""
    html = SHELL.fill({"title": value, "description": value, "content": value}, root_of(depth))
    reader = seen(html)
    assert reader.elements[1] == ("meta", {"content": value})
    assert reader.text == f"{value}home{value}"
