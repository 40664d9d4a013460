"""The registry, walked: each record type has all that belongs to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desk.foundation import Foundation, read_foundation
from desk.reader import Reader
from desk.records.base import Record
from desk.registry import REGISTRY, Collection

ROOT = Path(__file__).resolve().parents[2]
COLLECTIONS = pytest.mark.parametrize("collection", REGISTRY.values(), ids=list(REGISTRY))


@pytest.fixture(scope="module")
def real() -> Foundation:
    """What this project's desk.yml and lists say."""
    foundation = read_foundation(Reader(root=ROOT / "data", shown="data"))
    assert foundation is not None
    return foundation


def test_names_and_kinds_differ() -> None:
    """No two collections have one name, one kind or one model, and no kind is a collection."""
    assert [collection.name for collection in REGISTRY.values()] == list(REGISTRY)
    kinds = [collection.kind for collection in REGISTRY.values()]
    assert len(set(kinds)) == len(kinds)
    assert len({collection.model for collection in REGISTRY.values()}) == len(kinds)
    # `page:` links lead to hand-written pages.
    assert not set(kinds) & {"page", "http", "https", "mailto"}


@COLLECTIONS
def test_folder(collection: Collection) -> None:
    """A collection's name can be a folder, and this project has records in it."""
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", collection.name)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", collection.kind)
    assert list((ROOT / "data" / collection.name).glob("*.yml"))


@COLLECTIONS
def test_model(collection: Collection) -> None:
    """A collection's model is a record, in the module that has its kind's name, with a docstring."""
    assert issubclass(collection.model, Record)
    assert collection.model.__module__ == f"desk.records.{collection.kind}"
    assert (ROOT / f"hooks/desk/records/{collection.kind}.py").is_file()
    assert collection.model.__doc__
    assert collection.model.__doc__ != Record.__doc__


@COLLECTIONS
def test_model_is_strict(collection: Collection) -> None:
    """A record takes no field that its model does not have, and does not change."""
    assert collection.model.model_config["extra"] == "forbid"
    assert collection.model.model_config["frozen"] is True
    assert collection.model.model_config["strict"] is True


@COLLECTIONS
def test_template(collection: Collection) -> None:
    """A collection has its own template: of its sheets (title and sections), or of its index."""
    if not collection.sheets:
        assert (ROOT / f"overrides/desk/blocks/{collection.name}.html").exists()
        return
    template = ROOT / f"overrides/desk/pages/{collection.kind}.html"
    text = template.read_text(encoding="utf-8")
    assert "head(" in text
    assert "<h2 " in text


def test_no_template_is_left_over() -> None:
    """Every page template belongs to a collection, but for those of redirects and listings."""
    found = {path.stem for path in (ROOT / "overrides/desk/pages").glob("*.html")}
    sheets = {collection.kind for collection in REGISTRY.values() if collection.sheets}
    assert found - {"listing", "redirect"} == sheets


def test_no_module_is_left_over() -> None:
    """Every record module belongs to a collection, but for what all records share."""
    found = {path.stem for path in (ROOT / "hooks/desk/records").glob("*.py")}
    assert found - {"__init__", "base", "claims", "scheme"} == {
        collection.kind for collection in REGISTRY.values()
    }


@COLLECTIONS
def test_segment(real: Foundation, collection: Collection) -> None:
    """This project's desk.yml gives each collection its own segment in every language."""
    segment = real.settings.collections[collection.name].segment
    assert [language for language, _text in segment] == list(real.settings.languages)
    for language, text in segment:
        others = {
            other.segment.in_(language).text
            for name, other in real.settings.collections.items()
            if name != collection.name
        }
        assert text not in others


@COLLECTIONS
def test_references_lead_to_collections(real: Foundation, collection: Collection) -> None:
    """Every reference and every term of a record type names a collection or list that exists."""
    text = (ROOT / f"hooks/desk/records/{collection.kind}.py").read_text(encoding="utf-8")
    references = re.findall(r'Ref\("(\w+)"', text)
    terms = re.findall(r'Term\("(\w+)"', text)
    assert set(references) <= set(REGISTRY)
    assert set(terms) <= {*real.vocabularies, "documents"}
    assert references or terms
