"""Small desks on top of the one that all tests share: with offers of help, with guides."""

from __future__ import annotations

import pytest
from makers import Folder

DESK = "data/desk.yml"


@pytest.fixture
def wide(small: Folder) -> Folder:
    """The small desk, with pairings and services, and an organisation that offers its help."""
    small.replace(
        DESK,
        "navigation:\n",
        "  pairings:\n    segment: {fr: binomes, en: pairings}\n"
        "  services:\n    segment: {fr: services, en: services}\n"
        "navigation:\n",
    )
    for name, terms in {
        "levels": "nation: {fr: Pays, en: Country}\n",
        "needs": "funding: {fr: Argent, en: Money}\ndata: {fr: Données, en: Data}\n",
        "pairing_statuses": "met: {fr: Rencontrés, en: Met}\n",
        "service_roles": "runs: {fr: Opéré par, en: Run by}\n",
        "service_states": "planned: {fr: Prévu, en: Planned}\n",
        "step_states": "done: {fr: Fait, en: Done}\n",
    }.items():
        small.put(f"data/vocabulary/{name}.yml", terms)
    small.put("data/organisations/clinic.yml", "title: Clinic\nkind: agency\ncountry: GB\n")
    small.put("data/laureates/prize.yml", "title: Prize\nprogramme: plan\nholder: maker\n")
    small.put(
        "data/pairings/first.yml",
        "title: First\nprogramme: plan\ncompanies: [maker]\ncare_site: clinic\nstatus: met\n"
        "as_of: 2020-Q2\nneed_stated: true\n"
        "steps:\n  - {what: {fr: Vus, en: Met}, state: done}\n",
    )
    small.put(
        "data/services/engine.yml",
        "title: Engine\nneed: funding\nstate: planned\nrunners:\n  - {org: agency, role: runs}\n"
        "statements:\n  - {text: {fr: Dit, en: Said}, source: {document: report-2022}}\n"
        "links:\n  - {url: 'https://example.org/'}\ncalls: [sites]\n",
    )
    small.put(
        "data/services/part.yml", "title: Part\nneed: data\npart_of: engine\nrelated: [engine]\n"
    )
    small.add(
        "data/organisations/agency.yml",
        "level: nation\noffers:\n"
        "  - {need: funding, what: {fr: Aide, en: Help}, source: {document: report-2022},\n"
        "     service: engine, call: sites, laureate: alpha}\n",
    )
    return small


GUIDE = """\
title: {fr: Une règle, en: A rule}
summary: {fr: Une règle, en: A rule}
updated: 2026-11-01
kind: explained
topic: device
instruments:
  - type: law
    number: '1'
    title: {fr: Loi une, en: Act one}
    jurisdiction: EU
    url: 'https://example.org/act'
    state: in_force
    state_note: {fr: depuis peu, en: lately}
applies_if:
  all:
    - id: medical
      fact: medical
      op: is_true
      label: {fr: Usage médical., en: Medical use.}
      if_false: {fr: 'Sans usage médical, rien.', en: 'No medical use, nothing.'}
      fix: {fr: Demandez., en: Ask.}
    - {id: size, fact: size, op: in, value: [small], label: {fr: Petite., en: Small.}}
    - {id: judged, op: manual, label: {fr: À juger., en: To judge.}}
in_brief:
  - text: {fr: D’abord ceci., en: First this.}
    cite:
      - {source: act, clause: {fr: art. 1, en: Art. 1}}
      - {source: news}
  - text: {fr: Puis cela., en: Then that.}
    cite:
      - {source: act}
    unsure: {fr: Non relu., en: Not re-read.}
obligations:
  - who: {fr: Vous, en: You}
    what: {fr: Déclarer., en: Declare.}
    article: art. 2
    proof: {fr: Un reçu., en: A receipt.}
    penalty: {fr: Une amende., en: A fine.}
    cite:
      - {source: act}
    unsure: {fr: Amende à voir., en: Fine to be seen.}
steps:
  - title: {fr: Lire, en: Read}
    text: {fr: Tout lire., en: Read all.}
    duration: {fr: un jour, en: a day}
    actor: {fr: Vous, en: You}
    cite:
      - {source: act}
  - {title: {fr: Agir, en: Act}, text: {fr: Agir vite., en: Act soon.}}
milestones:
  - date: 2027-01-01
    what: {fr: Début., en: Start.}
    cite:
      - {source: news}
costs:
  - what: {fr: Taxe, en: Tax}
    least: 10
    most: 20
    cite:
      - {source: act}
myths:
  - claim: {fr: On dit., en: They say.}
    answer: {fr: Non., en: No.}
    cite:
      - {source: act}
checklist:
  - {id: read, text: {fr: Lu, en: Read}}
  - {id: done, text: {fr: Fait, en: Done}}
changes_next:
  - what: {fr: Une révision., en: A revision.}
    when: 2028-01
    cite:
      - {source: news}
authorities: [agency]
calls: [sites]
sources:
  - {id: act, label: {fr: Loi, en: Act}, url: 'https://example.org/act', checked_on: 2026-11-01}
  - {id: news, label: {fr: Avis, en: Notice}, url: 'https://example.org/news'}
"""

COUNTRY = """\
title: {fr: Pays, en: Land}
summary: {fr: Un pays, en: A land}
updated: 2026-11-01
country: GB
key_figures:
  - measure: {fr: Gens, en: People}
    value: 7
    unit: projects
    qualifier: about
    year: 2025
    cite:
      - {source: act}
  - measure: {fr: Argent, en: Money}
    value: null
    unit: EUR
    year: 2025
    cite:
      - {source: act}
governance:
  - text: {fr: Un ministère., en: One ministry.}
    cite:
      - {source: act}
payers:
  - name: Caisse
    role: {fr: Paie., en: Pays.}
    cite:
      - {source: act}
market_access:
  - id: fast
    name: {fr: Voie rapide, en: Fast lane}
    authority: {fr: Agence, en: Office}
    product_classes: [none, class_i]
    status: open
    what: {fr: Une liste., en: A list.}
    evidence: {fr: Une étude., en: A study.}
    duration_months: [3, 6]
    duration_note: {fr: en théorie, en: in theory}
    reimbursement: {fr: Au tarif., en: At a tariff.}
    url: 'https://example.org/fast'
    cite:
      - {source: act, clause: {fr: art. 3, en: Art. 3}}
    unsure: {fr: Tarif à voir., en: Tariff to be seen.}
  - id: slow
    name: {fr: Voie lente, en: Slow lane}
    authority: {fr: Agence, en: Office}
    product_classes: [class_i]
    status: announced
    what: {fr: Un contrat., en: A contract.}
    evidence: {fr: Libre., en: Free.}
    reimbursement: {fr: Par contrat., en: By contract.}
    url: 'https://example.org/slow'
    cite:
      - {source: act}
regulation:
  - topic: device
    rule: {fr: La même., en: The same.}
    authority: {fr: Agence, en: Office}
    fr_equivalence: full
    delta: {fr: Rien., en: Nothing.}
    cite:
      - {source: act}
  - topic: data
    rule: {fr: Une autre., en: Another.}
    authority: {fr: Agence, en: Office}
    fr_equivalence: none
    delta: {fr: Tout., en: Everything.}
    cite:
      - {source: act}
    unsure: {fr: Texte non relu., en: Text not re-read.}
interoperability:
  - text: {fr: Une norme., en: One standard.}
    cite:
      - {source: act}
procurement:
  - text: {fr: Des marchés., en: Tenders.}
    cite:
      - {source: act}
languages_required:
  - text: {fr: La leur., en: Theirs.}
    cite:
      - {source: act}
support:
  - name: {fr: Une aide, en: Some help}
    org: agency
    offer: {fr: Du conseil., en: Advice.}
    cite:
      - {source: act}
  - name: {fr: Un salon, en: A fair}
    offer: {fr: Un stand., en: A booth.}
    url: 'https://example.org/fair'
    cite:
      - {source: news}
  - name: {fr: Un réseau, en: A network}
    offer: {fr: Des gens., en: People.}
    cite:
      - {source: news}
checklist:
  - {id: choose, by_day: 30, text: {fr: Choisir, en: Choose}}
  - {id: meet, by_day: 90, text: {fr: Rencontrer, en: Meet}}
guides: [rule]
calls: [sites]
sources:
  - {id: act, label: {fr: Loi, en: Act}, url: 'https://example.org/act', checked_on: 2026-11-01}
  - {id: news, label: {fr: Avis, en: Notice}, url: 'https://example.org/news'}
"""

QUESTIONS = """\
medical:
  type: bool
  question: {fr: Usage médical ?, en: Medical use?}
  help: {fr: D’après la notice., en: By the leaflet.}
  why_we_ask: {fr: La règle en dépend., en: The rule depends on it.}
size:
  type: enum
  values:
    - {id: small, label: {fr: Petite, en: Small}}
    - {id: large, label: {fr: Grande, en: Large}}
  question: {fr: Quelle taille ?, en: What size?}
  why_we_ask: {fr: Les grandes sont dispensées., en: Large ones are exempt.}
needs:
  type: multi
  values:
    - {id: money, label: {fr: Argent, en: Money}}
    - {id: people, label: {fr: Gens, en: People}}
  question: {fr: Quels besoins ?, en: What needs?}
  why_we_ask: {fr: Pour savoir., en: To know.}
staff:
  type: int
  unit: {fr: personnes, en: people}
  question: {fr: Combien ?, en: How many?}
  why_we_ask: {fr: Pour compter., en: To count.}
turnover:
  type: money
  question: {fr: Quel chiffre d’affaires ?, en: What turnover?}
  why_we_ask: {fr: Pour compter., en: To count.}
place:
  type: geo
  values:
    - {id: REG-53, label: {fr: Bretagne, en: Brittany}}
  question: {fr: Où ?, en: Where?}
  why_we_ask: {fr: Pour situer., en: To place.}
"""


@pytest.fixture
def ruled(small: Folder) -> Folder:
    """The small desk, with a guide, a country and the questions that rules ask."""
    small.replace(
        DESK,
        "navigation:\n",
        "  guides:\n    segment: {fr: regles, en: rules}\n"
        "  countries:\n    segment: {fr: pays, en: countries}\n"
        "navigation:\n",
    )
    for name, terms in {
        "guide_kinds": "explained: {fr: Décryptage, en: Explained}\n",
        "guide_topics": "device: {fr: Dispositif, en: Device}\nidle: {fr: Vide, en: Idle}\n",
        "instrument_states": "in_force: {fr: en vigueur, en: in force}\n",
        "instrument_types": "law: {fr: Loi, en: Act}\n",
        "jurisdictions": "EU: {fr: Union, en: Union}\n",
        "product_classes": "none: {fr: Aucun, en: 'None'}\nclass_i: {fr: Classe I, en: Class I}\n"
        "class_ii: {fr: Classe II, en: Class II}\n",
        "route_states": "open: {fr: ouverte, en: open}\nannounced: {fr: annoncée, en: announced}\n"
        "none: {fr: absente, en: absent}\n",
        "rule_topics": "device: {fr: Dispositif, en: Device}\ndata: {fr: Données, en: Data}\n",
    }.items():
        small.put(f"data/vocabulary/{name}.yml", terms)
    small.put("data/questions.yml", QUESTIONS)
    small.put("data/guides/rule.yml", GUIDE)
    small.put("data/countries/land.yml", COUNTRY)
    return small
