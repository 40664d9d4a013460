"""What becomes of each field of an aid, and what is told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import read
from desk.importers.aid import read_aid
from desk.importers.log import Level, Log
from desk.importers.mapping import Draft, Ground, map_aid
from desk.importers.merge import digest, put
from desk.importers.organisations import Organisations
from desk.importers.splice import render
from desk.markdown import SIZE_LIMIT
from desk.reader import Reader

if TYPE_CHECKING:
    from desk.importers.run import Place


@pytest.fixture(scope="module")
def ground(real: Place) -> Ground:
    return Ground(
        source=real.source,
        tables=real.tables,
        places=real.foundation.vocabularies["places"],
        organisations=Organisations.read(Reader(root=real.data, shown="data")),
        as_of=dt.date(2026, 11, 22),
    )


def mapped(ground: Ground, **fields: object) -> tuple[Draft, list[str]]:
    """Map an aid; give the draft, and what is told of which field as `warning perimeter`."""
    log = Log()
    whole: dict[str, Any] = {
        "id": 1,
        "name": "Aide",
        "slug": "aide",
        "perimeter": "France",
        "description": "<p>Une aide inventée pour les entreprises de santé.</p>",
        "eligibility": "<p>Être une entreprise.</p>",
        "application_url": "https://a.example/",
        "submission_deadline": "2027-01-31",
    }
    aid = read_aid({**whole, **fields}, 1, log)
    assert aid is not None
    found = map_aid(aid, ground)
    return found, [f"{entry.level.name.lower()} {entry.field}" for entry in log.entries]


@pytest.mark.parametrize(
    ("fields", "wanted", "told"),
    [
        # Labels: case, accents and apostrophes do not count.
        ({"aid_types": ["subvention"]}, {"nature": ["grant"]}, []),
        ({"aid_types": ["Prêt", "Subvention"]}, {"nature": ["loan", "grant"], "kind": "loan"}, []),
        ({"aid_types": ["Ingénierie technique"]}, {"kind": "support_action"}, []),
        ({"aid_types": ["Autre aide financière"]}, {"nature": None, "kind": "scheme"}, []),
        ({"aid_types": ["Troc"]}, {"nature": None}, ["warning aid_types"]),
        ({"is_call_for_project": True}, {"kind": "AAP"}, []),
        ({"is_call_for_project": True, "european_aid": "sectorial"}, {"kind": "eu_call"}, []),
        ({"is_call_for_project": False, "european_aid": "sectorial"}, {"kind": "scheme"}, []),
        ({"targeted_audiences": ["Particulier", "Agriculteur"]}, {"audiences": ["person"]}, []),
        ({"targeted_audiences": ["Collectivité d'outre-mer à statut particulier"]}, {"audiences": ["public"]}, []),
        ({"mobilization_steps": ["Réflexion / conception"]}, {"stages": ["idea", "proof_of_concept"]}, []),
        ({"destinations": ["Dépenses d'investissement"]}, {"needs": ["invest"]}, []),
        ({"categories": ["Solidarités / lien social / Santé"]}, {"topics": ["health"]}, []),
        ({"categories": ["Énergies / Déchets / Réseaux de chaleur"]}, {"topics": None}, []),
        ({"categories": ["Solidarités / lien social / Sante!"]}, {"topics": ["health"]}, []),
        ({"categories": ["Solidarités / liens sociaux / Santé"]}, {"topics": None}, ["warning categories"]),
        # Programmes.
        ({"programs": ["🇪🇺 FEDER - Fonds européen"]}, {"programme": "feder"}, []),
        ({"programs": ["Fonds vert - 2027", "France 2030"]}, {"programme": "france-2030"}, []),
        ({"programs": ["Un plan"]}, {"programme": None}, ["info programs"]),
        # Places.
        ({"perimeter": "Europe", "perimeter_scale": "Continent"}, {"perimeter": ["EU"]}, []),
        ({"perimeter": "Provence-Alpes-Côte d'Azur", "perimeter_scale": "Région"}, {"perimeter": ["REG-93"]}, []),
        ({"perimeter": "Guadeloupe"}, {"perimeter": ["REG-01"]}, []),
        ({"perimeter": "Guadeloupe", "perimeter_scale": "Département"}, {"perimeter": None}, ["warning perimeter"]),
        ({"perimeter": "Outre-mer", "perimeter_scale": "Ad-hoc"}, {"perimeter": ["REG-01", "REG-03", "REG-04", "REG-02", "REG-06"]}, []),
        ({"perimeter": None}, {"perimeter": None, "notes": None}, ["warning perimeter"]),
        ({"perimeter": "Nulle part"}, {"perimeter": None}, ["warning perimeter"]),
        # Funders.
        ({"financers": ["Bpifrance", "BPIFRANCE"]}, {"funders": [{"org": "bpifrance", "role": "funder"}]}, []),
        (
            {"financers": ["BPIFRANCE"], "instructors": ["Bpifrance", "Bpifrance"]},
            {"funders": [{"org": "bpifrance", "role": "funder"}, {"org": "bpifrance", "role": "instructor"}]},
            [],
        ),
        (
            {"financers": ["La *Lune*", "Bpifrances"]},
            {
                "funders": None,
                "notes": [
                    {
                        "fr": "Aides-territoires nomme aussi : La \\*Lune\\*, Bpifrances.",
                        "en": "Aides-territoires also names: La \\*Lune\\*, Bpifrances.",
                    }
                ],
            },
            ["warning financers_full"] * 2,
        ),
        # Texts.
        ({"name_initial": "AAP", "short_title": "AAP"}, {"spellings": ["AAP"]}, []),
        ({"name_initial": "Aide"}, {"spellings": None}, []),
        ({"description": None}, {"summary.fr": None, "body.fr": "## Conditions\n\nÊtre une entreprise."}, ["warning description"]),
        ({"description": "<p>Court</p>"}, {"summary.fr": "Court"}, []),
        ({"description": "<p>Titre</p><p>" + "Une phrase assez longue pour rien. " * 9 + "</p>"},
         {"summary.fr": ("Une phrase assez longue pour rien. " * 5).strip()}, []),
        ({"description": "<p>" + "mot " * 90 + "</p>"}, {"summary.fr": "mot " * 44 + "mot…"}, ["warning description"]),
        ({"description": "<p>" + "x" * 400 + "</p>"}, {"summary.fr": "x" * 179 + "…"}, ["warning description"]),
        ({"description": "<p>Écrire à jeanne.exemple@a.example pour en savoir plus, vite.</p>"},
         {"body.fr": "Écrire à (adresse personnelle non reprise) pour en savoir plus, vite.\n\n## Conditions\n\nÊtre une entreprise.",
          "summary.fr": "Écrire à (adresse personnelle non reprise) pour en savoir plus, vite."}, ["warning description"]),
        ({"eligibility": "<p> </p>"}, {"eligibility": None, "tests": None}, ["info eligibility"]),
        ({"is_charged": True}, {"notes": [{
            "fr": "Selon Aides-territoires, cet accompagnement est payant.",
            "en": "According to Aides-territoires, this support has to be paid for."}]}, []),
        ({"import_data_mention": "© {text} *"}, {"notes": [{
            "fr": "Mention donnée avec les données : © {text} \\*",
            "en": "Notice that comes with the data: © {text} \\*"}]}, []),
        # Money.
        ({"subvention_rate_lower_bound": 0, "subvention_rate_upper_bound": 0}, {"money.rate_min": None, "money.rate_max": None, "money.cite": None}, []),
        ({"subvention_rate_lower_bound": 20, "subvention_rate_upper_bound": 80}, {"money.rate_min": 20, "money.rate_max": 80, "money.cite": [{"source": "aides-territoires"}]}, []),
        ({"subvention_rate_lower_bound": 80, "subvention_rate_upper_bound": 20}, {"money.rate_min": None, "money.rate_max": None}, ["warning subvention_rate_lower_bound"]),
        ({"subvention_rate_upper_bound": 120}, {"money.rate_max": None}, ["warning subvention_rate_upper_bound"]),
        ({"loan_amount": 5000, "recoverable_advance_amount": 5000}, {"money.award_max": 5000}, []),
        ({"loan_amount": 5000, "recoverable_advance_amount": 7000}, {"money.award_max": 7000}, ["warning loan_amount"]),
        ({"loan_amount": -1}, {"money.award_max": None}, ["warning loan_amount"]),
        ({"subvention_comment": "Plafond <b>: 5</b>"}, {"money.note.fr": "Plafond : 5"}, []),
        # Where one applies.
        ({"application_url": None, "origin_url": "https://o.example/"}, {"apply.url": "https://o.example/"}, []),
        ({"application_url": "www.a.example", "origin_url": "https://o.example/"}, {"apply.url": "https://o.example/"}, ["warning application_url"]),
        ({"application_url": None}, {"apply.url": None, "apply.contact": None}, ["warning application_url"]),
        ({"contact": "<p>contact@a.example</p>"}, {"apply.contact": "contact@a.example"}, []),
        ({"contact": "<p>jeanne.exemple@a.example</p>"}, {"apply.contact": None}, ["info contact"]),
        # Dates.
        ({"start_date": "2026-12-01", "predeposit_date": "2026-12-24"},
         {"schedule.opens": "2026-12-01", "schedule.closes": "2027-01-31", "schedule.mode": "dated",
          "key_dates": [{"kind": "pre_application", "day": "2026-12-24"}]}, []),
        ({"start_date": "2027-02-01"}, {"schedule.opens": None, "schedule.closes": "2027-01-31"}, ["warning start_date"]),
        ({"submission_deadline": "2026-11-22"}, {"schedule.closes": "2026-11-22"}, []),
        ({"submission_deadline": "2026-11-21"}, {"schedule.closes": "2026-11-21"}, ["warning submission_deadline"]),
        ({"submission_deadline": None}, {"schedule.mode": "dated"}, ["warning submission_deadline"]),
        ({"recurrence": "Permanente", "submission_deadline": None}, {"schedule.mode": "rolling", "recurrent": None}, []),
        ({"recurrence": "Récurrente"}, {"schedule.mode": "dated", "recurrent": True}, []),
        ({"recurrence": "Ponctuelle"}, {"schedule.mode": "dated", "recurrent": False}, []),
        ({"recurrence": "Parfois"}, {"schedule.mode": "dated", "recurrent": None}, ["warning recurrence"]),
        ({"recurrence": "Permanente", "is_live": False}, {"schedule.mode": "dated"}, ["warning is_live"]),
        ({"submission_deadline": "2026-01-01", "is_live": False}, {"schedule.mode": "dated"}, ["warning submission_deadline"]),
        ({"date_updated": "2026-11-22T10:00:00+00:00"}, {"updated": "2026-11-22"}, []),
        ({"date_updated": "2026-11-23T00:00:00+00:00"}, {"updated": None}, []),
        ({"date_created": "2026-01-02T00:00:00+00:00"}, {"updated": "2026-01-02"}, []),
    ],
)  # fmt: skip
def test_fields(
    ground: Ground, fields: dict[str, object], wanted: dict[str, object], told: list[str]
) -> None:
    """Each field goes where data-model says, and what cannot be mapped is told."""
    draft, said = mapped(ground, **fields)
    assert {name: draft.fields.get(name) for name in wanted} == wanted
    assert said == told


@pytest.mark.parametrize(
    ("url", "slug", "wanted"),
    [
        ("/aides/a-b/", "a-b", "https://aides-territoires.beta.gouv.fr/aides/a-b/"),
        (None, "a-b", "https://aides-territoires.beta.gouv.fr/aides/a-b/"),
        (None, None, "https://aides-territoires.beta.gouv.fr/aides/1/"),
        ("//evil.example/", "a b", "https://aides-territoires.beta.gouv.fr/aides/a-b/"),
        ("javascript:x", "a", "https://aides-territoires.beta.gouv.fr/aides/a/"),
    ],
)
def test_page(ground: Ground, url: str | None, slug: str | None, wanted: str) -> None:
    """The sheet at the source is linked, and nothing else is."""
    draft, _said = mapped(ground, url=url, slug=slug)
    assert draft.url == wanted
    sources = draft.fields["sources"]
    assert isinstance(sources, list)
    assert sources[0]["url"] == wanted


def test_nothing_says_checked(ground: Ground) -> None:
    """Nobody has read the sources for this desk yet: no source has the day of a check."""
    draft, _said = mapped(ground, origin_url="https://o.example/")
    sources = draft.fields["sources"]
    assert isinstance(sources, list)
    assert [one["id"] for one in sources] == ["aides-territoires", "official-page"]
    assert not any("checked_on" in one for one in sources)


def test_headings(ground: Ground) -> None:
    """Description, conditions and examples are sections, with their own headings below."""
    draft, _said = mapped(
        ground,
        description="<h2>A</h2>b",
        eligibility="<h2>C</h2>d",
        project_examples="<h1>E</h1>f",
    )
    assert draft.fields["body.fr"] == (
        "## A\n\nb\n\n## Conditions\n\n### C\n\nd\n\n## Exemples de projets\n\n### E\n\nf"
    )


def test_too_long(ground: Ground) -> None:
    """Of texts that are too long for a sheet together, those that fit are kept, and it is told."""
    part = "<p>" + "mot " * 4000 + "</p>"
    draft, said = mapped(ground, description=part * 2, eligibility=part)
    body = draft.fields["body.fr"]
    assert isinstance(body, str)
    assert "## Conditions" not in body
    assert said.count("warning description") == 2  # and the summary is cut
    draft, _said = mapped(ground, description=part * 4)
    body = draft.fields["body.fr"]
    assert isinstance(body, str)
    assert SIZE_LIMIT / 2 < len(body) <= SIZE_LIMIT


def test_lost_form(ground: Ground) -> None:
    """Where only the text of a field could be kept, the editor is told."""
    _draft, said = mapped(ground, eligibility="<div>" * 3000 + "a")
    assert said == ["warning eligibility"]


def test_levels(ground: Ground) -> None:
    """Nothing that a mapping meets is so grave that the aid is left out: that is the check's."""
    log = Log()
    aid = read_aid({"id": 1, "name": "A"}, 1, log)
    assert aid is not None
    map_aid(aid, ground)
    assert log.count(Level.ERROR) == 0
    assert log.count(Level.WARNING) == 4
    assert log.count(Level.INFO) == 1


NAMES = [
    "slug", "url", "name", "name_initial", "short_title", "financers", "financers_full",
    "instructors_full", "programs", "description", "eligibility", "perimeter", "perimeter_scale",
    "mobilization_steps", "origin_url", "categories", "is_call_for_project", "application_url",
    "targeted_audiences", "aid_types_full", "is_charged", "destinations", "start_date",
    "predeposit_date", "submission_deadline", "subvention_rate_lower_bound",
    "subvention_rate_upper_bound", "subvention_comment", "loan_amount", "recoverable_advance_amount",
    "contact", "recurrence", "project_examples", "import_data_mention", "date_created",
    "date_updated", "european_aid", "is_live",
]  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
    st.sampled_from(["France", "Subvention", "2026-12-01", "https://a.example/", "<p>a: b # c</p>"]),
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "group"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=12))
def test_any_aid(ground: Ground, fields: dict[str, object]) -> None:
    """Whatever stands in its fields, an aid is mapped, and its YAML says just what was mapped."""
    aid = read_aid({"name": "Aide", "id": 1, **fields}, 1, Log())
    if aid is None:
        return
    data: dict[str, Any] = {}
    for where, value in map_aid(aid, ground).fields.items():
        put(data, where, value)
    document, mistakes = read.parse(render(data, ["title"]).encode(), "x.yml")
    assert not mistakes
    assert document is not None
    assert digest(document.data) == digest(data)
