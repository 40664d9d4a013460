"""A small desk with a pairing and a service, on top of the one that all tests share."""

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
