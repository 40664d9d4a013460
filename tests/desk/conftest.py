"""What the tests of the package share."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import Folder, small_desk

INTERFACE = Path(__file__).parents[2] / "data/vocabulary/interface.yml"

PATH = """\
title: {fr: Départ, en: Start}
slug: {fr: depart, en: start}
summary: {fr: Un essai, en: A trial}
updated: 2026-11-01
start: first
nodes:
  - id: first
    title: {fr: Un, en: One}
    ask: sme
    answers:
      - {values: ["yes"], next: know}
      - {values: ["no", unknown], next: second}
  - id: know
    title: {fr: Savoir, en: Know}
    text: {fr: "Voir [l’appel](call:sites)", en: "See [the call](call:sites)"}
    next: second
  - id: second
    slug: {fr: deux, en: two}
    title: {fr: Deux, en: Two}
    ask: size
    answers:
      - {values: [small], next: end}
      - {values: [large], next: other-end}
  - id: end
    title: {fr: Fin, en: End}
    outcome:
      - {call: sites, why: {fr: Parce que, en: Because}}
      - {organisation: agency, why: {fr: Parce que, en: Because}}
  - id: other-end
    title: {fr: Autre fin, en: Other end}
    outcome:
      - {path: start, why: {fr: Encore, en: Again}}
"""

QUESTIONS = """\
sme:
  type: bool
  question: {fr: Petite ?, en: Small?}
  why_we_ask: {fr: Pour voir, en: To see}
size:
  type: enum
  allow_unknown: false
  values:
    - {id: small, label: {fr: Petit, en: Small}}
    - {id: large, label: {fr: Grand, en: Large}}
  question: {fr: Quelle taille ?, en: Which size?}
  why_we_ask: {fr: Pour voir, en: To see}
staff:
  type: int
  question: {fr: Combien ?, en: How many?}
  why_we_ask: {fr: Pour voir, en: To see}
"""


LISTED = {
    "data/places.yml": "EU: [FR, BE]\nFR: [REG-53, REG-94]\nGB: []\nCH: []\n",
    "data/vocabulary/countries.yml": """\
FR: {fr: France, en: France}
GB: {fr: Royaume-Uni, en: United Kingdom}
EU: {fr: Union européenne, en: European Union}
BE: {fr: Belgique, en: Belgium}
CH: {fr: Suisse, en: Switzerland}
""",
    "data/vocabulary/regions.yml": (
        "REG-53: {fr: Bretagne, en: Brittany}\nREG-94: {fr: Corse, en: Corsica}\n"
    ),
    "data/vocabulary/scheme_topics.yml": """\
any: {fr: Tous les domaines, en: Any field}
ai: {fr: Intelligence artificielle, en: Artificial intelligence}
imaging: {fr: Imagerie, en: Imaging}
""",
    "data/vocabulary/key_dates.yml": """\
info_session: {fr: Réunion d’information, en: Information session}
pre_application: {fr: Pré-dépôt, en: Pre-application}
""",
    "data/vocabulary/consortium_needs.yml": "alone: {fr: Seul, en: Alone}\n",
    "data/vocabulary/foreign_access.yml": "open: {fr: Ouvert, en: Open}\n",
    "data/calls/one.yml": """\
title: {fr: Un appel, en: A call}
updated: 2026-11-02
kind: AAP
topics: [ai, ai]
perimeter: [REG-53, BE]
consortium: alone
foreign: {answer: open}
funders:
  - {org: maker, role: funder}
schedule: {mode: dated, opens: 2026-11-01, closes: 2026-12-01}
""",
    "data/calls/two.yml": """\
title: {fr: Bel appel, en: Fine call}
kind: AAP
topics: [any]
perimeter: [EU]
schedule: {mode: dated, closes: 2026-06-30}
""",
}

LISTINGS = """\
    listings:
      all: {fr: liste, en: list}
      place: {fr: territoire, en: place}
      topic: {fr: theme, en: topic}
      operator: {fr: operateur, en: operator}
      status: {fr: etat, en: status}
"""

INDEX = """\
---
title: Index
description: The index
updated: 2026-11-01
collection: calls
---

# Index

<!-- desk:calls -->

<!-- desk:browse collection=calls -->
"""


@pytest.fixture
def listed(small: Folder) -> Folder:
    """The small desk with three calls, their index and their listings, and the real words."""
    for path, text in LISTED.items():
        small.put(path, text)
    small.replace(
        "data/desk.yml",
        "    segment: {fr: appels, en: calls}\n",
        "    segment: {fr: appels, en: calls}\n" + LISTINGS,
    )
    small.add("data/desk.yml", "listed_places: [FR, GB]\n")
    small.put("data/vocabulary/interface.yml", INTERFACE.read_bytes())
    for language in ("fr", "en"):
        small.put(f"docs/{language}/calls.md", INDEX)
    return small


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """A small desk without mistakes, in files that a test may change."""
    return small_desk(tmp_path)


@pytest.fixture
def guided(small: Folder) -> Folder:
    """The small desk with a path."""
    small.replace(
        "data/desk.yml",
        "navigation:\n",
        "  paths:\n    segment: {fr: parcours, en: paths}\nnavigation:\n",
    )
    small.put("data/paths/start.yml", PATH)
    small.put("data/questions.yml", QUESTIONS)
    return small
