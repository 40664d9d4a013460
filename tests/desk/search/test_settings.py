"""What the editors say to the search, and what they are told when it cannot be."""

from __future__ import annotations

import pytest
from makers import Folder

RANKING = """\
groups:
  money:
    label: {fr: Argent, en: Money}
    weights: {calls: 1.2, pages: 1}
statuses: {open: 1.2}
"""
SYNONYMS = """\
fr:
  elided: [l]
  ignored: [le]
  groups:
    - [argent, fonds]
"""


def test_a_desk_does_without(small: Folder) -> None:
    """Neither file is needed."""
    found = small.check().foundation
    assert found is not None
    assert found.search.ranking.groups == {}
    assert found.search.synonyms == {}


def test_both_are_read(small: Folder) -> None:
    """Groups, weights and synonyms are those of the files."""
    small.put("data/search.yml", RANKING)
    small.put("data/synonyms.yml", SYNONYMS)
    assert small.mistakes() == []
    found = small.check().foundation
    assert found is not None
    assert found.search.ranking.groups["money"].weights == {"calls": 1.2, "pages": 1}
    assert found.search.synonyms["fr"].groups == (("argent", "fonds"),)


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("search", "calls: 1.2", "cals: 1.2", "no collection “cals”"),
        ("search", "calls: 1.2", "calls: 0", "not above 0"),
        ("search", "open: 1.2", "opened: 1.2", "not where a call can stand"),
        ("search", "open: 1.2", "open: 0", "not above 0"),
        ("search", "label: {fr: Argent, en: Money}", "labl: x", "labl"),
        ("search", "groups:", "groups: [", "search.yml"),
        (
            "search",
            "statuses:",
            "  more:\n    label: {fr: Plus, en: More}\n    weights: {calls: 1}\nstatuses:",
            "in the group “money” too",
        ),
        ("synonyms", "fr:", "de:", "not a language of this desk"),
        ("synonyms", "[argent, fonds]", "[argent]", "One word alone"),
        ("synonyms", "[argent, fonds]", "[argent, Argent]", "twice"),
        ("synonyms", "[argent, fonds]", "[argent, le]", "among the ignored"),
        ("synonyms", "[argent, fonds]", "[argent, '+']", "has no letter"),
        ("synonyms", "groups:", "gruops:", "gruops"),
        ("synonyms", "fr:", "fr: [", "synonyms.yml"),
    ],
)
def test_mistakes(file: str, old: str, new: str, what: str, small: Folder) -> None:
    """Each mistake is told with its place and what to write."""
    small.put("data/search.yml", RANKING)
    small.put("data/synonyms.yml", SYNONYMS)
    small.replace(f"data/{file}.yml", old, new)
    assert any(f"data/{file}.yml" in mistake and what in mistake for mistake in small.mistakes())
