"""What the tests of the package share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from makers import Folder, small_desk

if TYPE_CHECKING:
    from pathlib import Path

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
