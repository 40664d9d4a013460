"""The tables of Aides-territoires: every label once, every meaning in our lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.importers.tables import Tables, find
from desk.markdown import slugify

if TYPE_CHECKING:
    from desk.importers.run import Place

TABLES = (
    "aid_types",
    "audiences",
    "steps",
    "destinations",
    "recurrences",
    "programs",
    "perimeters",
    "categories",
)


@pytest.mark.parametrize("name", TABLES)
def test_labels(real: Place, name: str) -> None:
    """No two labels of a table are one to the import, and each is found by its own name."""
    labels = getattr(real.tables, name)
    assert labels
    assert len({slugify(label) for label in labels}) == len(labels)
    assert all(find(labels, label.upper()) is meaning for label, meaning in labels.items())
    assert find(labels, "qqq") is None


def test_roles_have_names(real: Place) -> None:
    """A page of an organisation has a heading for each role that the import gives."""
    words = real.foundation.words["fr"]
    for role in (real.tables.roles.financers, real.tables.roles.instructors):
        assert f"role.{role}" in words.phrases


def test_wording_has_both_languages(real: Place) -> None:
    """What the import writes by itself is said in every language of the desk."""
    for name in type(real.tables.wording).model_fields:
        text = getattr(real.tables.wording, name)
        assert [language for language, _ in text] == ["fr", "en"]


def test_unknown_key(real: Place) -> None:
    """The tables take no key that nothing reads."""
    assert Tables.model_config["extra"] == "forbid"
    assert set(real.tables.filters) == {
        "keyword", "audience", "category", "type", "perimeter", "calls_only", "published_after",
    }  # fmt: skip
