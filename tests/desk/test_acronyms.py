"""Acronyms: where the first use on a page is explained, and where a text is left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.acronyms import Acronym, Explainer, used_in
from desk.model import Desk

KNOWN = (
    Acronym("aap", ("AAP",), "appel à projets", "~/g/#aap"),
    Acronym("ap", ("AP",), "accès précoce", "~/g/#ap"),
    Acronym("ap-hp", ("AP-HP",), "Assistance publique – Hôpitaux de Paris", "~/g/#ap-hp"),
    Acronym("has", ("HAS",), "Haute Autorité de santé", "~/g/#has"),
    Acronym("hl7", ("HL7",), "Health Level 7", "~/g/#hl7"),
    Acronym("fhir", ("FHIR",), "Fast Healthcare Interoperability Resources", "~/g/#fhir"),
    Acronym("inria", ("INRIA", "Inria"), "Institut “Inria”", "~/g/#inria"),
    Acronym("g-nius", ("G_NIUS", "G_nius"), "Guichet", "~/g/#g-nius"),
    Acronym("rd", ("R&D",), "recherche & développement", "~/g/#rd"),
    Acronym("etat", ("ÉTAT",), "état", "~/g/#etat"),
    Acronym("i-nov", ("i-Nov",), "innovation", "~/g/#i-nov"),
)


def marked(html: str, title: str = "") -> str:
    """Give a text with what was explained between brackets."""
    explainer = Explainer(KNOWN)
    explainer.begin(title)
    found = explainer.explain(html)
    return re.sub(r'<a class="desk-term"[^>]*>(.*?)</a>', r"[\1]", found)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        pytest.param("<p>Un AAP ouvert</p>", "<p>Un [AAP] ouvert</p>", id="a word"),
        pytest.param("AAP", "[AAP]", id="nothing else"),
        pytest.param("<p>AAP, puis AAP</p>", "<p>[AAP], puis AAP</p>", id="only the first use"),
        pytest.param("AAP et HAS", "[AAP] et [HAS]", id="each acronym"),
        pytest.param("She has it, aap", "She has it, aap", id="case matters"),
        pytest.param("INRIA puis Inria", "[INRIA] puis Inria", id="two forms are one"),
        pytest.param("l’Inria", "l’[Inria]", id="another form"),
        pytest.param("l’AAP", "l’[AAP]", id="elision"),
        pytest.param("l'AAP d'HAS", "l'[AAP] d'[HAS]", id="elision, straight"),
        pytest.param("the HAS’s view", "the [HAS]’s view", id="possessive"),
        pytest.param("three AAPs", "three [AAPs]", id="plural"),
        pytest.param("AAPS", "AAPS", id="a capital S is no plural"),
        pytest.param("AAPsi XAAP AAP2 2AAP", "AAPsi XAAP AAP2 2AAP", id="inside a word"),
        pytest.param("éAAP AAPé", "éAAP AAPé", id="inside a word with accents"),
        pytest.param("ÉTAT", "[ÉTAT]", id="an accent at its head"),
        pytest.param("(AAP) «\u202fAAP\u202f»", "([AAP]) «\u202fAAP\u202f»", id="brackets"),
        pytest.param("PME/AAP", "PME/[AAP]", id="after a slash"),
        pytest.param("L’AP-HP et l’AP", "L’[AP-HP] et l’[AP]", id="the longest first"),
        pytest.param("l’AP\u2011HP", "l’[AP\u2011HP]", id="a no-break hyphen"),
        pytest.param("HL7-FHIR", "[HL7]-[FHIR]", id="a compound of two"),
        pytest.param("anti-HAS, HL7-like", "anti-[HAS], [HL7]-like", id="a compound with a word"),
        pytest.param("HAP-HP", "HAP-HP", id="a compound that only ends alike"),
        pytest.param("G_NIUS, NIUS", "[G_NIUS], NIUS", id="an underscore"),
        pytest.param("i-Nov", "[i-Nov]", id="begins small"),
        pytest.param("R&amp;D", "[R&amp;D]", id="a sign that HTML escapes"),
        pytest.param("&AAP; &#AAP;", "&AAP; &#AAP;", id="inside an entity"),
        pytest.param("AAP.fr x.AAP AAP. Fin", "AAP.fr x.AAP [AAP]. Fin", id="inside a name"),
        pytest.param("a@AAP AAP@a", "a@AAP AAP@a", id="inside an e-mail address"),
        pytest.param("https://a.b/AAP/HAS AAP", "https://a.b/AAP/HAS [AAP]", id="a web address"),
        pytest.param('<a href="/">AAP</a> AAP', '<a href="/">AAP</a> [AAP]', id="in a link"),
        pytest.param("<a><em>AAP</em></a>", "<a><em>AAP</em></a>", id="deep in a link"),
        pytest.param("<h2>AAP</h2><p>AAP</p>", "<h2>AAP</h2><p>[AAP]</p>", id="in a heading"),
        pytest.param("<h4>AAP</h4>", "<h4>AAP</h4>", id="in a low heading"),
        pytest.param("<code>AAP</code>", "<code>AAP</code>", id="in code"),
        pytest.param("<pre><code>a</code>AAP</pre>", "<pre><code>a</code>AAP</pre>", id="in pre"),
        pytest.param("<button>AAP</button>", "<button>AAP</button>", id="in a button"),
        pytest.param("<option>AAP</option>", "<option>AAP</option>", id="in a choice"),
        pytest.param("<abbr>AAP</abbr>", "<abbr>AAP</abbr>", id="explained already"),
        pytest.param(
            '<i lang="en">a <i>b</i> AAP</i> AAP',
            '<i lang="en">a <i>b</i> AAP</i> [AAP]',
            id="in another language",
        ),
        pytest.param('<b hreflang="en">AAP</b>', '<b hreflang="en">[AAP]</b>', id="not a language"),
        pytest.param('<b title="AAP">x</b>', '<b title="AAP">x</b>', id="in an attribute"),
        pytest.param(
            '<b title="a > AAP">AAP</b>', '<b title="a > AAP">[AAP]</b>', id="> in an attribute"
        ),
        pytest.param("<b title='> AAP'>x</b>", "<b title='> AAP'>x</b>", id="single quotes"),
        pytest.param("<!-- AAP <a> --> AAP", "<!-- AAP <a> --> [AAP]", id="in a comment"),
        pytest.param(
            "<script>if (1 <a) AAP</script>AAP",
            "<script>if (1 <a) AAP</script>[AAP]",
            id="in a script",
        ),
        pytest.param("<H2>AAP</H2>AAP", "<H2>AAP</H2>[AAP]", id="tags in capitals"),
        pytest.param("</a>AAP", "</a>[AAP]", id="an end without a beginning"),
        pytest.param("<a>AAP", "<a>AAP", id="a beginning without an end"),
        pytest.param("1 < 2 AAP", "1 < 2 [AAP]", id="a sign that is no tag"),
        pytest.param("<p>Rien</p>", "<p>Rien</p>", id="nothing to explain"),
        pytest.param("", "", id="no text"),
    ],
)
def test_where_an_acronym_is_explained(html: str, wanted: str) -> None:
    """Each row is a text, and which of its words are explained."""
    assert marked(html) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("AAP", "AAP et [HAS]"), ("Inria", "[AAP] et [HAS]"), ("AAP Santé", "[AAP] et [HAS]")],
)
def test_a_page_about_it_explains_it_itself(title: str, wanted: str) -> None:
    """An acronym that is the page's own title is not explained on it; one in a longer title is."""
    assert marked("AAP et HAS", title) == wanted


def test_the_title_may_be_another_form() -> None:
    """The page of INRIA is also that of Inria."""
    assert marked("Inria", "INRIA") == "Inria"


def test_what_is_written() -> None:
    """The mark is a link to the glossary that holds the expansion; quotes are escaped."""
    explainer = Explainer(KNOWN)
    assert explainer.explain("L’Inria") == (
        'L’<a class="desk-term" href="~/g/#inria" data-desk-term="Institut “Inria”">Inria</a>'
    )
    assert 'data-desk-term="recherche &amp; développement"' in explainer.explain("R&amp;D")


def test_a_quote_in_an_expansion_stays_in_its_attribute() -> None:
    """An expansion cannot end the attribute that holds it."""
    explainer = Explainer((Acronym("a", ("AA",), 'a "b" <c>', "~/g/#a"),))
    assert 'data-desk-term="a &#34;b&#34; &lt;c&gt;"' in explainer.explain("AA")


def test_the_first_use_is_that_of_the_page() -> None:
    """The texts of one page share their first uses; the next page has its own."""
    explainer = Explainer(KNOWN)
    assert "desk-term" in explainer.explain("AAP")
    assert explainer.explain("encore AAP") == "encore AAP"
    explainer.begin("x")
    assert "desk-term" in explainer.explain("AAP")


def test_a_page_may_have_none() -> None:
    """On the page of the glossary itself nothing is explained."""
    explainer = Explainer(KNOWN)
    explainer.begin("Glossaire", explained=False)
    assert explainer.explain("AAP") == "AAP"
    explainer.begin("x")
    assert explainer.explain("AAP") != "AAP"


# ------------------------------------------------------------------ whatever the page


class Places(HTMLParser):
    """Reads a page as Python's own parser does: its words, and where marks stand."""

    ALONE = ("a", "code", "h2", "h3", "button", "pre")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.marks: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "desk-term") in attrs:
            self.wrong += [name for name in self.open if name in self.ALONE]
            self.marks.append(dict(attrs)["href"] or "")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.text += data


def places(html: str) -> Places:
    found = Places()
    found.feed(html)
    found.close()
    return found


WORDS = st.sampled_from(
    ["AAP", "AP-HP", "HAS", "has", "Inria", "R&amp;D", "l’AAP", " ", "x", "é", "-", "&lt;", "."]
)
TREES = st.recursive(
    st.lists(WORDS, max_size=4).map("".join),
    lambda inner: st.builds(
        lambda tag, parts: f'<{tag} title="AAP > é">{"".join(parts)}</{tag}>',
        st.sampled_from(["p", "em", "a", "h2", "code", "li", "button", "pre"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(st.lists(TREES, max_size=4).map("".join))
def test_nothing_else_changes(html: str) -> None:
    """Whatever the page: its text stays, no mark is in a link or a heading, none stands twice."""
    explainer = Explainer(KNOWN)
    done = explainer.explain(html)
    before, after = places(html), places(done)
    assert after.text == before.text
    assert after.wrong == []
    assert len(after.marks) == len(set(after.marks))
    assert re.sub(r'<a class="desk-term"[^>]*>(.*?)</a>', r"\1", done) == html


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="<>/a\"'!-= AP", max_size=40))
def test_broken_pages_come_through(html: str) -> None:
    """However broken the HTML, only marks are added."""
    done = Explainer(KNOWN).explain(html)
    assert re.sub(r'<a class="desk-term"[^>]*>(.*?)</a>', r"\1", done) == html


@pytest.mark.parametrize(
    ("language", "html", "used"),
    [
        ("fr", "<p>Le RGPD et l’<em>IA</em>, le RGPD</p>", ["ia", "rgpd"]),
        ("en", "<p>GDPR, not RGPD</p>", ["rgpd"]),
        ("fr", "<p>R&#71;PD</p>", ["rgpd"]),
        ("fr", '<p title="RGPD">MRGPD, https://example.org/RGPD</p>', []),
        ("fr", "", []),
    ],
)
def test_what_a_text_uses(desk: Desk, language: str, html: str, used: list[str]) -> None:
    """The terms of a text are found in any of their forms, each once, in their order."""
    assert [term.id for term in used_in(desk, language, html)] == used


def test_a_desk_without_glossary_uses_no_term(desk: Desk) -> None:
    """Where there is no glossary, a text uses none of its terms."""
    assert used_in(replace(desk, records={}), "fr", "RGPD") == []
