"""Books: what becomes of a template's HTML, and the PDFs that this desk offers."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from makers import DAY, Folder
from pypdf import PdfReader

from desk import markdown
from desk.build import check_project, project_renderers
from desk.machines.book import BookError, Imprint, Press, Volume, text_of, tree
from desk.model import Desk
from desk.project import Project
from desk.records.module import Module
from desk.records.term import GlossaryTerm
from desk.render import Renderer, renderers
from desk.skeleton import Skeleton
from desk.texts import plain

ROOT = Path(__file__).resolve().parents[3]
LAYOUT = ROOT / "overrides/desk/documents/book.typ"
NOTHING = Skeleton(digest="", shells={}, pages={}, files={})
IMPRINT = Imprint(
    language="en",
    region="GB",
    author="A desk #1",
    colour="#0b4f4a",
    dated=dt.date(2026, 11, 1),
    root_url="https://desk.example/",
)
COVER = "<header><h1>A $book$</h1></header><nav><h2>Contents</h2></nav>"


def letters(text: str) -> str:
    """Give a text without what lines are broken with: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", text)


def written(pdf: bytes) -> str:
    """Give all text of a PDF."""
    return letters("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def set_(html: str, press: Press | None = None) -> bytes:
    """Set a book of one section."""
    press = press or Press(layout=LAYOUT, mark=ROOT / "no-mark.svg")
    return press.set(f'{COVER}<section class="page"><h2>One</h2>{html}</section>', IMPRINT)


# -- HTML as a tree -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a\n   b</p>", [{"tag": "p", "children": ["a b"]}]),
        ("<p> a\u202f! </p>", [{"tag": "p", "children": ["a\u202f!"]}]),
        (
            "<p>a <em>b</em> c</p>",
            [{"tag": "p", "children": ["a ", {"tag": "em", "children": ["b"]}, " c"]}],
        ),
        (
            "<ul>\n <li>a</li>\n <li>b</li>\n</ul>",
            [
                {
                    "tag": "ul",
                    "children": [
                        {"tag": "li", "children": ["a"]},
                        {"tag": "li", "children": ["b"]},
                    ],
                }
            ],
        ),
        (
            "<p>a <br> b</p>",
            [{"tag": "p", "children": ["a", {"tag": "br", "children": []}, "b"]}],
        ),
        (
            "<pre>a\n  b</pre>",
            [{"tag": "pre", "children": ["a\n  b"]}],
        ),
        ("<p>&lt;b&gt; &amp;</p>", [{"tag": "p", "children": ["<b> &"]}]),
        (
            '<p lang="fr" style="x" data-kicker="1" hidden>a</p>',
            [{"tag": "p", "children": ["a"], "lang": "fr", "kicker": "1"}],
        ),
        (
            '<a href="~/x/">a</a>',
            [{"tag": "a", "children": ["a"], "href": "https://desk.example/x/"}],
        ),
        (
            '<a href="https://other.example/">a</a>',
            [{"tag": "a", "children": ["a"], "href": "https://other.example/"}],
        ),
        (
            '<p id="~/x/"></p><a href="~/x/">a</a>',
            [
                {"tag": "p", "children": [], "id": "~/x/"},
                {"tag": "a", "children": ["a"], "href": "#~/x/"},
            ],
        ),
    ],
)
def test_tree(html: str, expected: list[dict[str, Any]]) -> None:
    """Elements keep what a layout needs; spaces of the file go; links lead to the book or site."""
    assert tree(html, "https://desk.example/") == expected


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<h2></h2><h3></h3><h4></h4><h2></h2>", [1, 2, 3, 1]),
        ("<h2></h2><h4></h4>", [1, 2]),
        ("<h3></h3>", [1]),
        (
            '<h2></h2><h3></h3><div data-deeper="2"><h2></h2><h3></h3></div><h3></h3>',
            [1, 2, 3, 4, 2],
        ),
        ('<h2></h2><div data-deeper="2"><h3></h3></div>', [1, 2]),
    ],
)
def test_levels(html: str, levels: list[int]) -> None:
    """A record's headings stand below those of its chapter, and no level is skipped."""

    def of(nodes: list[Any]) -> list[int]:
        return [
            level
            for node in nodes
            if isinstance(node, dict)
            for level in [*([node["level"]] if "level" in node else []), *of(node["children"])]
        ]

    assert of(tree(html, "")) == levels


def test_an_element_that_is_not_closed() -> None:
    """A template that does not close an element is told so, as its text would land elsewhere."""
    with pytest.raises(AssertionError, match="</p> closes <em>"):
        tree("<p><em>a</p>", "")


# -- Setting --------------------------------------------------------------------------------------

NASTY = [
    "#set text(red)",
    "#panic()",
    "$x^2$",
    "*not strong*",
    "_not emphasis_",
    "@nobody",
    "<label>",
    "back\\slash \\u{41}",
    "http://a // no comment",
    "/* nor this */",
    "= no heading",
    "+ no list",
    "/ no: term",
    "`no code`",
    "~ ... \" ' [ ] { } #",
    ']; #import "x"; [',
    '"), panic("',
    "</p><script>",
    "{{ words }}",
    "\\",
]


def test_nasty_texts_stay_text() -> None:
    """What means something to Typst, JSON, HTML or Jinja is printed as it was written."""
    from markupsafe import escape

    pdf = set_("".join(f"<p>{escape(text)}</p><h3>{escape(text)}</h3>" for text in NASTY))
    text = written(pdf)
    for one in NASTY:
        assert text.count(letters(one)) >= 2, one


def test_every_element_of_a_body() -> None:
    """Whatever Markdown a record may hold is set: lists, tables, quotes, code, links, rules."""
    body = markdown.render(
        "Text **strong** `co#de` [link](call:x) [out](https://example.org/)  \nbroken\n\n"
        "### Deep first\n\n- a\n\n  more\n- b\n    3. c\n    4. d\n\n> quoted\n\n"
        "| A | B |\n|---|--:|\n| 1 | 2 |\n\n```\n#let x = 1\n  y\n```\n\n---\n\nEnd\n",
        "en",
        lambda _key: "~/x/",
    ).html
    pdf = set_(
        f'<div data-deeper="2">{body}</div><blockquote><p>said</p></blockquote>'
        '<dl class="facts"><div><dt>term</dt><dd>meaning</dd><dd>another</dd></div></dl>'
        "<dl><div><dt>word</dt><dd>sense</dd></div></dl><aside><h3>Note</h3></aside>"
        '<p class="lead">Lead</p><p class="kicker">Kicker</p><a>nowhere</a>'
        '<div id="~/x/"><span lang="fr">ici</span></div><unknown>kept</unknown>'
    )
    text = written(pdf)
    for one in (
        *(
            "strong",
            "co#de",
            "link",
            "broken",
            "Deepfirst",
            "more",
            "3.c",
            "4.d",
            "quoted",
            "A",
            "2",
        ),
        *("#letx=1", "End", "said", "term", "meaning", "another", "word", "sense", "Note", "Lead"),
        *("Kicker", "nowhere", "ici", "kept"),
    ):
        assert one in text
    links = [
        str(annotation.get_object()["/A"].get("/URI", ""))
        for page in PdfReader(io.BytesIO(pdf)).pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    ]
    assert "https://example.org/" in links
    assert not [link for link in links if link.startswith("~")]


def test_imprint() -> None:
    """Title, author, language and date are those of the book; without a date it has none."""
    reader = PdfReader(io.BytesIO(set_("<p>x</p>")))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("A $book$", "A desk #1")
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.metadata.creation_date == dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    press = Press(layout=LAYOUT, mark=ROOT / "data/mark.svg")
    undated = PdfReader(io.BytesIO(press.set(COVER, replace(IMPRINT, dated=None, region=None))))
    assert undated.metadata is not None
    assert undated.metadata.creation_date is None
    assert undated.root_object["/Lang"] == "en"


def test_a_character_that_no_typeface_has() -> None:
    """A book that would show a box instead of a character is not published; the message has it."""
    with pytest.raises(BookError, match=r"“A \$book\$” cannot be set: .*日"):
        set_("<p>日</p>")


def test_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is set once from the same inputs, and anew when text, imprint, mark or look change."""
    layout, mark, cache = tmp_path / "book.typ", tmp_path / "mark.svg", tmp_path / "cache"
    layout.write_bytes(LAYOUT.read_bytes())
    press = Press(layout=layout, mark=mark, cache=cache)
    made: list[str] = []
    compile_ = Press._compile

    def counted(self: Press, html: str, imprint: Imprint) -> bytes:
        made.append(html)
        return compile_(self, html, imprint)

    monkeypatch.setattr(Press, "_compile", counted)
    first = press.set(COVER, IMPRINT)
    assert press.set(COVER, IMPRINT) == first
    assert len(made) == 1
    press.set(COVER + "<p>more</p>", IMPRINT)
    press.set(COVER, replace(IMPRINT, author="Another"))
    assert len(made) == 3
    mark.write_bytes((ROOT / "data/mark.svg").read_bytes())
    press.set(COVER, IMPRINT)
    layout.write_bytes(layout.read_bytes() + b"\n// changed\n")
    press.set(COVER, IMPRINT)
    assert len(made) == 5
    assert {path.suffix for path in cache.iterdir()} == {".pdf"}


@pytest.mark.parametrize(("size", "kilobytes"), [(1, 1), (1499, 1), (1501, 2), (243_900, 244)])
def test_size(size: int, kilobytes: int) -> None:
    """A book's size is told in whole kilobytes, never as none."""
    volume = Volume(address="a/b.pdf", content=b"x" * size)
    assert (volume.kilobytes, volume.href) == (kilobytes, "~/a/b.pdf")


def test_text_of() -> None:
    """The text of an element is that of all that is in it."""
    assert text_of(tree("<p>a <em>b</em></p>", "")[0]) == "a b"


# -- The books of this desk -----------------------------------------------------------------------


def made(day: dt.date = DAY, **changed: Any) -> dict[str, Renderer]:
    """Give the renderers of this desk on a day, which keep nothing."""
    project = Project(root=ROOT, site=ROOT / "site")
    checked = check_project(project, day)
    assert checked.desk is not None
    press = Press(layout=LAYOUT, mark=project.mark)
    return renderers(
        desk=checked.desk,
        words=checked.words,
        book=checked.book,
        templates=project.templates,
        skeleton=NOTHING,
        **{"press": press, **changed},
    )


@pytest.fixture(scope="module")
def ours() -> dict[str, Renderer]:
    """The renderers of this desk."""
    return made()


@pytest.fixture(scope="module", params=["fr", "en"])
def training(request: pytest.FixtureRequest, ours: dict[str, Renderer]) -> tuple[Renderer, Volume]:
    """The training book, in one language."""
    renderer = ours[request.param]
    (volume,) = renderer.volumes()
    return renderer, volume


def modules(desk: Desk) -> list[Module]:
    """Give the modules in order."""
    found = [module for module in desk.records["training"].values() if isinstance(module, Module)]
    return sorted(found, key=lambda module: module.number)


def test_training_book(training: tuple[Renderer, Volume]) -> None:
    """The training book has its title, language and tags, and more than five pages."""
    renderer, volume = training
    reader = PdfReader(io.BytesIO(volume.content))
    say = renderer.localiser.words
    assert reader.metadata is not None
    assert reader.metadata.title == say("book.training.title")
    assert reader.root_object["/Lang"] == {"fr": "fr-FR", "en": "en-GB"}[renderer.language]
    assert reader.root_object["/MarkInfo"]["/Marked"].value
    assert b"pdfuaid:part>1<" in reader.root_object["/Metadata"].get_data()
    assert len(reader.pages) > 5
    assert (
        volume.address
        == {
            "fr": "formation/livre-de-formation.pdf",
            "en": "en/training/training-book.pdf",
        }[renderer.language]
    )


def test_training_outline(training: tuple[Renderer, Volume]) -> None:
    """The bookmarks have every module with its number, in order, and what stands around them."""
    renderer, volume = training
    language, say = renderer.language, renderer.localiser.words
    outline = PdfReader(io.BytesIO(volume.content)).outline
    chapters = [letters(str(item.title)) for item in outline if not isinstance(item, list)]
    titles = [
        letters(say("module.number", number=module.number) + plain(module.title, language))
        for module in modules(renderer.desk)
    ]
    assert [chapter for chapter in chapters if chapter in titles] == titles
    for key in ("how", "at_a_glance", "documents", "contacts", "glossary", "sources"):
        assert letters(say(f"book.training.{key}")) in chapters


def test_training_content(training: tuple[Renderer, Volume]) -> None:
    """Everything that the records say of the modules is in the book."""
    renderer, volume = training
    language, text = renderer.language, written(volume.content)
    for module in modules(renderer.desk):
        assert letters(module.title.in_("en").text) in text
        for one in (
            *(module.title, module.summary, module.audience),
            *(*module.objectives, *module.topics),
            *(document.title for document in module.documents),
            *(document.note for document in module.documents),
        ):
            assert one is None or letters(plain(one, language)) in text, one
    assert "[INSERT" not in text
    for hour in ("10:00–12:15", "09:00–11:15", "UTC+2", "UTC+1"):
        assert letters(hour) in text
    assert text.count(letters(renderer.localiser.words("module.no_link"))) >= 3


def test_training_glossary(training: tuple[Renderer, Volume]) -> None:
    """The glossary has the acronyms that the book uses, and no other."""
    renderer, volume = training
    text = written(volume.content)
    say = renderer.localiser.words
    part = text.rpartition(letters(say("book.training.glossary")))[2]
    part = part.partition(letters(say("book.training.sources")))[0]
    found = {
        term.id
        for term in renderer.desk.records["glossary"].values()
        if isinstance(term, GlossaryTerm)
        and any(
            letters(plain(term.title, renderer.language) + plain(one.text, renderer.language))
            in part
            for one in term.expansions
        )
    }
    assert found == {"ce", "interreg", "pi", "rgpd", "sehta"} | (
        {"dm"} if renderer.language == "fr" else set()
    )


def test_same_bytes(training: tuple[Renderer, Volume]) -> None:
    """The same records give the same bytes, on another day too."""
    renderer, volume = training
    other = made(dt.date(2030, 1, 1))[renderer.language]
    assert [one.content for one in other.volumes()] == [volume.content]


def test_pages_offer_the_book(training: tuple[Renderer, Volume]) -> None:
    """The index and the modules' pages tell the book's kind and its true size."""
    renderer, volume = training
    shown = renderer.resolve("<!-- desk:book collection=training -->")
    assert f'href="{volume.href}" type="application/pdf"' in shown
    assert re.search(rf"PDF, {volume.kilobytes}\s(?:ko|kB)\)", shown)


def test_explained_pages_are_left_alone(ours: dict[str, Renderer]) -> None:
    """Setting a book in the middle of a page leaves the first uses of that page to it."""
    renderer = made()["fr"]
    explainer = renderer.localiser.explainer
    assert explainer is not None
    explainer.begin("x")
    assert renderer.volume("training") is not None
    assert renderer.localiser.explainer is explainer
    assert "desk-term" in explainer.explain("<p>RGPD</p>")


@pytest.mark.parametrize("collection", ["calls", "unheard-of"])
def test_collection_without_a_book(ours: dict[str, Renderer], collection: str) -> None:
    """A collection that the settings name no book for has none, and its pages show nothing."""
    renderer = ours["en"]
    assert renderer.volume(collection) is None
    assert renderer.resolve(f"<!-- desk:book collection={collection} -->").strip() == ""


def test_without_a_press() -> None:
    """Pages can be made without books: they then offer none."""
    assert list(made(press=None)["en"].volumes()) == []


def test_without_records(ours: dict[str, Renderer]) -> None:
    """A collection without a record is not set as a book."""
    renderer = made()["en"]
    empty = replace(renderer.desk, records={**renderer.desk.records, "training": {}})
    renderer.renew(empty, renderer.book)
    assert renderer.volume("training") is None


def test_published() -> None:
    """A build publishes each book beside its index."""
    project = Project(root=ROOT, site=ROOT / "site")
    checked = check_project(project, DAY)
    by_language = project_renderers(project, checked, NOTHING)
    books = [volume.address for one in by_language.values() for volume in one.volumes()]
    assert books == ["formation/livre-de-formation.pdf", "en/training/training-book.pdf"]


def test_no_template(small: Folder) -> None:
    """A book that no template makes is a mistake of desk.yml; with a template it is none."""
    small.replace(
        "data/desk.yml",
        "    segment: {fr: appels, en: calls}\n",
        "    segment: {fr: appels, en: calls}\n    book: {fr: livre, en: book}\n",
    )
    project = Project(root=small.root, site=small.root / "site")
    (mistake,) = check_project(project, DAY).mistakes
    assert "how the book of “calls” is made" in mistake.what
    small.put("overrides/desk/documents/calls.html", "")
    assert check_project(project, DAY).mistakes == ()
