"""How readers reach the desk: what its settings give, and what is said to be missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from makers import DAY

from desk.build import check_project
from desk.localise import Localiser
from desk.project import Project
from desk.render import Renderer
from desk.settings import Contact
from desk.skeleton import Skeleton

ROOT = Path(__file__).resolve().parents[2]
FORM = "https://example.org/form"


def shown(way: str, contact: Contact, language: str) -> str:
    """Give what the block shows on a desk that is reached in these ways."""
    project = Project(root=ROOT, site=ROOT / "site")
    checked = check_project(project, DAY)
    assert checked.desk is not None
    settings = checked.desk.settings.model_copy(update={"contact": contact})
    localiser = Localiser(
        language=language,
        desk=replace(checked.desk, settings=settings),
        words=checked.words[language],
        book=checked.book,
    )
    skeleton = Skeleton(digest="", shells={}, pages={}, files={})
    renderer = Renderer(localiser, templates=project.templates, skeleton=skeleton)
    return renderer.resolve(f"<!-- desk:contact way={way} -->")


@pytest.mark.parametrize(
    ("way", "contact", "language", "says"),
    [
        ("registration", Contact(registration_url=FORM), "en", f'href="{FORM}">Register</a>'),
        ("registration", Contact(registration_url=FORM), "fr", f'href="{FORM}">S’inscrire</a>'),
        ("registration", Contact(), "en", "no registration form yet"),
        ("mailbox", Contact(mailbox="contact@example.org"), "en", "mailto:contact@example.org"),
        ("mailbox", Contact(registration_url=FORM), "fr", "pas encore d’adresse de contact"),
    ],
)
def test_contact(way: str, contact: Contact, language: str, says: str) -> None:
    """A way that is set up is shown; one that is not is said to be missing."""
    assert says in shown(way, contact, language)
