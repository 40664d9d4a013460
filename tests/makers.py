"""Small desks for tests: a data folder and hand-written pages, with one change at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.check import Checked, check
from desk.foundation import read_foundation
from desk.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from desk.model import Desk
    from desk.records.base import Record
    from desk.settings import Settings

DAY = dt.date(2026, 11, 22)
"""The day for which the small desks are checked."""

FILES = {
    "data/desk.yml": """\
name: Test desk
tagline: {fr: Un essai, en: A test}
description: {fr: Un guichet d’essai, en: A desk for tests}
publisher: {fr: Les essayeurs, en: The testers}
url: https://desk.example/
languages: [fr, en]
language_names: {fr: Français, en: English}
locales: {fr: fr_FR, en: en_GB}
country: FR
collections:
  calls:
    segment: {fr: appels, en: calls}
  laureates:
    segment: {fr: laureats, en: laureates}
  organisations:
    segment: {fr: organisations, en: organisations}
navigation:
  - {page: about.md, label: {fr: À propos, en: About}}
""",
    "data/vocabulary/call_kinds.yml": "AAP: {fr: Appel à projets, en: Call for projects}\n",
    "data/vocabulary/constitutions.yml": "consortium: {fr: Consortium, en: Consortium}\n",
    "data/vocabulary/countries.yml": "FR: {fr: France, en: France}\nGB: {fr: Royaume-Uni, en: UK}\n",
    "data/vocabulary/documents.yml": "report-2022: {title: A report, language: fr, date: 2022-11}\n",
    "data/vocabulary/funder_roles.yml": (
        "operator: {fr: Opérateur, en: Operator}\nfunder: {fr: Financeur, en: Funder}\n"
    ),
    "data/vocabulary/interface.yml": """\
home: {fr: Accueil, en: Home}
call:
  laureates:
    fr: {one: '{count} lauréat', other: '{count} lauréats'}
    en: {one: '{count} laureate', other: '{count} laureates'}
""",
    "data/vocabulary/laureate_funders.yml": "state: {fr: État, en: State}\n",
    "data/vocabulary/measures.yml": "budget: {fr: Budget, en: Budget}\n",
    "data/vocabulary/organisation_kinds.yml": (
        "company: {fr: Entreprise, en: Company}\nagency: {fr: Agence, en: Agency}\n"
    ),
    "data/vocabulary/partner_roles.yml": (
        "partner: {fr: Partenaire, en: Partner}\nco_lead: {fr: Copilote, en: Co-lead}\n"
    ),
    "data/vocabulary/programmes.yml": "plan: {fr: Plan, en: Plan}\n",
    "data/vocabulary/regions.yml": "REG-53: {fr: Bretagne, en: Brittany}\n",
    "data/vocabulary/scopes.yml": "national: {fr: Nationale, en: National}\n",
    "data/vocabulary/themes.yml": "general: {fr: Généraliste, en: General}\n",
    "data/vocabulary/units.yml": "EUR: {fr: euros, en: euros}\nprojects: {fr: projets, en: projects}\n",
    "data/vocabulary/wave_states.yml": "planned: {fr: prévue, en: planned}\n",
    "data/calls/sites.yml": """\
title: {fr: Appel des sites, en: Sites call}
summary: {fr: Des sites, en: Sites}
updated: 2026-11-01
kind: AAP
funders:
  - {org: agency, role: operator}
schedule:
  mode: waves
  waves:
    - {id: wave-1, label: {fr: Vague 1, en: Wave 1}, opens: 2021-12-01, closes: 2022-03-31}
    - {id: wave-2, label: {fr: Vague 2, en: Wave 2}, opens: 2026-10-01, closes: 2027-01-31}
selection:
  - wave: wave-1
    unit: projects
    candidates: 83
    laureates: 1
    source: {document: report-2022}
""",
    "data/laureates/alpha.yml": """\
title: Alpha
summary: {fr: Un site, en: A site}
updated: 2026-11-01
call: sites
wave: wave-1
holder: maker
partners:
  - {org: agency, role: co_lead}
""",
    "data/organisations/agency.yml": """\
title: Agency
kind: agency
country: FR
updated: 2026-11-01
""",
    "data/organisations/maker.yml": """\
title: Maker
kind: company
updated: 2026-11-01
part_of: agency
""",
    "docs/fr/index.md": """\
---
title: Accueil
description: L’accueil
updated: 2026-11-01
---

# Accueil

Voir [l’appel](call:sites).
""",
    "docs/en/index.md": """\
---
title: Home
description: The home page
updated: 2026-11-01
---

# Home

See [the call](call:sites).
""",
    "docs/fr/about.md": """\
---
title: À propos
description: Ce site
updated: 2026-11-01
slug: a-propos
---

# À propos
""",
    "docs/en/about.md": """\
---
title: About
description: This site
updated: 2026-11-01
---

# About
""",
}
"""A whole desk without mistakes: a call, its laureate, two organisations, two pages."""


@dataclass(frozen=True)
class Folder:
    """A desk's files below `root`, as an editor has them."""

    root: Path

    def put(self, path: str, text: str | bytes) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def text(self, path: str) -> str:
        """Give a file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change the one place of a file that reads `old`."""
        text = self.text(path)
        assert text.count(old) == 1, f"{path} has “{old}” {text.count(old)} times"
        self.put(path, text.replace(old, new))

    def add(self, path: str, lines: str) -> None:
        """Write lines below the others of a file."""
        self.put(path, self.text(path) + lines)

    def remove(self, path: str) -> None:
        """Take a file away."""
        (self.root / path).unlink()

    def check(self, as_of: dt.date = DAY, blocks: Collection[str] | None = None) -> Checked:
        """Check the folder and its pages."""
        data, docs = self.root / "data", self.root / "docs"
        return check(data, docs if docs.is_dir() else None, as_of, blocks=blocks, shown="data")

    def mistakes(self, as_of: dt.date = DAY, blocks: Collection[str] | None = None) -> list[str]:
        """Give every mistake as the editor reads it, with paths from `root` on."""
        found = self.check(as_of, blocks).mistakes
        return [str(mistake).replace(f"{self.root.as_posix()}/", "") for mistake in found]

    def settings(self) -> Settings:
        """Give what desk.yml says; it must have no mistake."""
        foundation = read_foundation(Reader(root=self.root / "data", shown="data"))
        assert foundation is not None
        return foundation.settings

    def desk(self, as_of: dt.date = DAY) -> Desk:
        """Give the desk that these files make; they must have no mistake."""
        checked = self.check(as_of)
        assert checked.mistakes == ()
        assert checked.desk is not None
        return checked.desk

    def record(self, collection: str, identifier: str) -> Record:
        """Give one record of the desk."""
        record = self.desk().get(collection, identifier)
        assert record is not None
        return record


def small_desk(root: Path) -> Folder:
    """Write the files of a small desk without mistakes below `root`."""
    folder = Folder(root)
    for path, text in FILES.items():
        folder.put(path, text)
    return folder
