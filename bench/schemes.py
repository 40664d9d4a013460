"""Synthetic schemes: a project for the funding finder, with everything that a current scheme says.

How many values a scheme has in each facet, which values are common, how many conditions it has and
how many of them only a person can judge, follow the 109 real calls of November 2026. What goes
together there goes together here: a tax credit is of its country, open all year and applied for
alone. Every condition has its words, drawn from several wordings, and cites the scheme's own page.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench import texts
from bench.records import DAY, SEED, copy_desk, write_records

COLLECTIONS = ("calls", "organisations")
PAGES = ("404.md", "calls.md", "organisations.md", "compare-calls.md")
HOME = f"---\ntitle: {{title}}\ndescription: {{title}}\nupdated: {DAY}\n---\n\n# {{title}}\n"
Data = dict[str, Any]
Pair = texts.Pair

SUBJECTS: tuple[Pair, ...] = (
    ("télésurveillance", "remote monitoring"),
    ("parcours de soins", "care pathways"),
    ("grand âge", "ageing well"),
    ("santé mentale", "mental health"),
    ("imagerie médicale", "medical imaging"),
    ("essais cliniques", "clinical trials"),
    ("données de vie réelle", "real-world data"),
    ("cybersécurité hospitalière", "hospital cybersecurity"),
    ("robots de soins", "care robotics"),
    ("maladies rares", "rare diseases"),
    ("cancer de l’enfant", "childhood cancer"),
    ("prévention du diabète", "diabetes prevention"),
    ("médecine d’urgence", "emergency medicine"),
    ("biomarqueurs", "biomarkers"),
    ("capteurs portés", "wearable sensors"),
    ("intelligence artificielle de confiance", "trustworthy artificial intelligence"),
    ("jumeaux numériques", "digital twins"),
    ("rééducation à domicile", "rehabilitation at home"),
    ("pharmacie clinique", "clinical pharmacy"),
    ("handicap et autonomie", "disability and autonomy"),
    ("santé au travail", "occupational health"),
    ("santé des femmes", "women’s health"),
    ("allergies et environnement", "allergies and environment"),
    ("implants connectés", "connected implants"),
    ("logistique hospitalière", "hospital logistics"),
    ("interopérabilité", "interoperability"),
    ("soins palliatifs", "palliative care"),
    ("formation des soignants", "training of carers"),
    ("antibiorésistance", "antimicrobial resistance"),
    ("santé scolaire", "school health"),
)
AIMS: tuple[Pair, ...] = (
    ("Maturation", "Maturation"),
    ("Démonstrateurs", "Demonstrators"),
    ("Premiers essais", "First trials"),
    ("Passage à l’échelle", "Scale-up"),
    ("Preuve de concept", "Proof of concept"),
    ("Investissement productif", "Productive investment"),
    ("Recherche partenariale", "Joint research"),
    ("Accès au marché", "Market access"),
    ("Diagnostic", "Diagnosis"),
    ("Recrutement de chercheurs", "Hiring of researchers"),
    ("Création d’entreprise", "Business creation"),
    ("Transfert de technologie", "Technology transfer"),
    ("Export", "Export"),
    ("Certification", "Certification"),
)
TOWNS = [
    "Amiens",
    "Angers",
    "Annecy",
    "Arras",
    "Auxerre",
    "Bayonne",
    "Besançon",
    "Blois",
    "Bourges",
    "Brest",
    "Caen",
    "Calais",
    "Chambéry",
    "Chartres",
    "Cherbourg",
    "Colmar",
    "Dax",
    "Dijon",
    "Évreux",
    "Gap",
    "Laval",
    "Lens",
    "Limoges",
    "Lorient",
    "Mâcon",
    "Metz",
    "Millau",
    "Nantes",
    "Nevers",
    "Nîmes",
    "Niort",
    "Pau",
    "Périgueux",
    "Poitiers",
    "Quimper",
    "Reims",
    "Rodez",
    "Rouen",
    "Saintes",
    "Tarbes",
    "Toulon",
    "Tours",
    "Troyes",
    "Valence",
    "Vannes",
    "Vesoul",
    "Vichy",
]
KINDS: dict[str, tuple[Pair, tuple[str, ...], float]] = {
    "aid": (("Aide", "Aid"), ("grant", "repayable_advance"), 20),
    "AAP": (("Appel à projets", "Call for projects"), ("grant",), 18),
    "scheme": (("Dispositif", "Scheme"), ("grant", "support"), 14),
    "eu_call": (("Appel européen", "European call"), ("grant",), 13),
    "loan": (("Prêt", "Loan"), ("loan", "guarantee"), 9),
    "competition": (("Concours", "Competition"), ("prize", "grant"), 7),
    "support_action": (("Accompagnement", "Support"), ("support", "advice"), 8),
    "desk": (("Guichet", "Desk"), ("advice", "access"), 4),
    "investment": (("Fonds", "Fund"), ("equity",), 3),
    "tax_scheme": (("Crédit d’impôt", "Tax credit"), ("tax_relief",), 2),
    "coverage_route": (("Prise en charge", "Coverage"), ("coverage",), 2),
}
"""What schemes are called, what they mostly give, and how common they are."""

PERIMETERS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("FR",), 30),
    (("EU",), 5),
    (("EU", "GB", "CH"), 8),
    (("GB",), 7),
    (("FR", "GB"), 2),
    (("EU", "CH"), 2),
)
"""Beside the regions, which share what is left."""

SUMMARIES: tuple[Pair, ...] = (
    (
        "{nature} pour {what} avec {who}, {where}.",
        "{nature} to {what} with {who}, {where}.",
    ),
    (
        "Pour {who} : {nature} qui permet de {what}, {where}.",
        "For {who}: {nature} that helps to {what}, {where}.",
    ),
    (
        "{nature}, {where}, pour {how} qui doit {what}.",
        "{nature}, {where}, for {how} that has to {what}.",
    ),
)

# A condition: what it asks, an answer that does not meet it, wordings, and how common it is.
# `{n}` is the value that is asked for.
Condition = tuple[str | None, str, Sequence[Any], Any, Sequence[Pair], float]
CONDITIONS: tuple[Condition, ...] = (
    (
        "organisation_type",
        "in",
        (("company",), ("company", "person"), ("company", "research"), ("research", "care")),
        "public",
        (
            ("Vous êtes l’un des organismes admis.", "You are one of the bodies admitted."),
            (
                "Votre structure est de celles que l’aide vise.",
                "Your body is one that the aid is for.",
            ),
            ("Le porteur a la forme juridique demandée.", "The lead has the legal form asked for."),
            (
                "Votre statut permet de déposer un dossier.",
                "Your status lets you file an application.",
            ),
        ),
        93,
    ),
    (
        "staff",
        "lt",
        (10, 50, 250, 250, 250, 500, 5000),
        90_000,
        (
            ("Vous avez moins de {n} salariés.", "You have fewer than {n} employees."),
            ("Votre effectif reste sous {n} personnes.", "Your headcount stays below {n} people."),
            (
                "L’entreprise emploie moins de {n} personnes.",
                "The company employs fewer than {n} people.",
            ),
        ),
        45,
    ),
    (
        "turnover",
        "lte",
        (2_000_000, 10_000_000, 50_000_000, 50_000_000, 1_500_000_000),
        9_000_000_000,
        (
            ("Votre chiffre d’affaires ne dépasse pas {n} €.", "Your turnover is at most €{n}."),
            (
                "Le chiffre d’affaires annuel est de {n} € au plus.",
                "Annual turnover is €{n} at most.",
            ),
        ),
        24,
    ),
    (
        "company_age_years",
        "lt",
        (1, 2, 3, 5, 5, 8, 8, 10),
        60,
        (
            ("L’entreprise a moins de {n} ans.", "The company is under {n} years old."),
            (
                "Vous avez été immatriculé il y a moins de {n} ans.",
                "You were registered less than {n} years ago.",
            ),
        ),
        17,
    ),
    (
        "trl",
        "gte",
        (2, 3, 4, 4, 5, 6, 7),
        1,
        (
            (
                "La technologie a atteint le niveau {n} de maturité.",
                "The technology has reached readiness level {n}.",
            ),
            (
                "Votre projet part au moins du TRL {n}.",
                "Your project starts from TRL {n} at least.",
            ),
        ),
        14,
    ),
    (
        "rd_share",
        "gte",
        (5, 10, 15, 20),
        0,
        (
            (
                "La recherche pèse au moins {n} % de vos charges.",
                "Research makes up at least {n}% of your costs.",
            ),
            (
                "Vous consacrez {n} % de vos dépenses à la R&D.",
                "You spend {n}% of your costs on R&D.",
            ),
        ),
        6,
    ),
    (
        "partner_countries",
        "gte",
        (1, 2, 2, 3),
        0,
        (
            (
                "Vos partenaires viennent de {n} pays au moins.",
                "Your partners come from at least {n} countries.",
            ),
            (
                "Le consortium réunit au moins {n} pays étrangers.",
                "The consortium has at least {n} foreign countries.",
            ),
        ),
        10,
    ),
    (
        "project_budget",
        "between",
        ((50_000, 500_000), (100_000, 2_000_000), (500_000, 5_000_000), (1_000_000, 20_000_000)),
        1,
        (
            (
                "Le budget du projet tient dans les limites fixées.",
                "The project’s budget is within the limits set.",
            ),
            (
                "L’assiette des dépenses est de la taille demandée.",
                "The eligible costs are of the size asked for.",
            ),
        ),
        9,
    ),
    (
        "device_class",
        "not_in",
        (("not_device",), ("not_device", "class_i"), ("class_iii",)),
        "not_device",
        (
            (
                "Votre produit est un dispositif de la bonne classe.",
                "Your product is a device of the right class.",
            ),
            (
                "La classe du dispositif médical convient.",
                "The class of the medical device is suitable.",
            ),
        ),
        6,
    ),
    (
        "user",
        "any_of",
        (("patients",), ("professionals",), ("patients", "professionals"), ("institutions",)),
        ["researchers"],
        (
            (
                "La solution sert ceux que l’appel vise.",
                "The solution serves those whom the call is for.",
            ),
            ("Vos utilisateurs sont de ceux qui sont visés.", "Your users are among those meant."),
        ),
        6,
    ),
    *(
        (fact, "is_true", (None,), False, wordings, weight)
        for fact, wordings, weight in (
            (
                "consortium",
                (
                    ("Vous déposez à plusieurs.", "You apply with others."),
                    ("Un accord lie les partenaires.", "An agreement binds the partners."),
                ),
                20,
            ),
            (
                "not_started",
                (
                    ("Le projet n’a pas commencé.", "The project has not begun."),
                    (
                        "Aucune dépense n’est engagée avant le dépôt.",
                        "No cost is incurred before filing.",
                    ),
                    (
                        "Aucun devis n’est signé avant l’accusé de réception.",
                        "No quote is signed before receipt.",
                    ),
                ),
                17,
            ),
            (
                "own_funds",
                (
                    ("Vous financez votre part.", "You pay your share."),
                    (
                        "Vos fonds propres couvrent l’apport.",
                        "Your own funds cover the contribution.",
                    ),
                ),
                12,
            ),
            (
                "research_partner",
                (
                    ("Un laboratoire public participe.", "A public laboratory takes part."),
                    (
                        "Vous travaillez avec un organisme de recherche.",
                        "You work with a research body.",
                    ),
                ),
                9,
            ),
            (
                "care_partner",
                (
                    (
                        "Un établissement de santé participe.",
                        "A hospital or care provider takes part.",
                    ),
                    ("Un lieu de soins accueille l’essai.", "A place of care hosts the trial."),
                ),
                6,
            ),
            (
                "ce_marked",
                (
                    ("Le produit porte le marquage CE.", "The product bears the CE mark."),
                    ("Le marquage CE est obtenu.", "The CE mark has been obtained."),
                ),
                7,
            ),
            (
                "independent",
                (("L’entreprise est indépendante.", "The company is independent."),),
                5,
            ),
            ("hires_phd", (("Vous recrutez un docteur.", "You hire a PhD."),), 3),
            (
                "born_of_research",
                (("L’entreprise est issue de la recherche.", "The company comes from research."),),
                7,
            ),
            ("raised_equity", (("Des fonds ont été levés.", "Equity has been raised."),), 6),
            ("uses_ai", (("La solution recourt à l’IA.", "The solution uses AI."),), 3),
            (
                "health_data",
                (("Des données de santé sont traitées.", "Health data are processed."),),
                3,
            ),
        )
    ),
    (
        "in_difficulty",
        "is_false",
        (None,),
        True,
        (
            ("L’entreprise n’est pas en difficulté.", "The company is not in difficulty."),
            (
                "Vous n’êtes pas en difficulté au sens européen.",
                "You are not in difficulty in the European sense.",
            ),
        ),
        19,
    ),
)
PLACES: tuple[Pair, ...] = (
    ("Vous êtes établi dans le périmètre.", "You are based within the perimeter."),
    ("Votre siège ou un établissement s’y trouve.", "Your head office or a site is there."),
    (
        "Le projet est mené sur le territoire couvert.",
        "The project is carried out in the area covered.",
    ),
)
JUDGED: tuple[Pair, ...] = (
    ("Le projet sert à {what}.", "The project serves to {what}."),
    ("Le dossier montre comment {what}.", "The application shows how to {what}."),
    ("Le jury croit que {how} aidera {who}.", "The jury believes that {how} will help {who}."),
    ("L’innovation va plus loin que {how}.", "The innovation goes further than {how}."),
    ("La solution est essayée {where}.", "The solution is tried out {where}."),
    ("Les dépenses portent sur {how}.", "The costs are for {how}."),
    ("L’équipe connaît {who}.", "The team knows {who}."),
)
REASONS: tuple[Pair, ...] = (
    ("Sans cela, le dossier est écarté.", "Without it the application is set aside."),
    ("L’aide ne vous est alors pas ouverte.", "The aid is then not open to you."),
    ("Seule une partie des dépenses serait retenue.", "Only part of the costs would be taken."),
    ("Un autre financement convient mieux.", "Another scheme suits better."),
)
FIXES: tuple[Pair, ...] = (
    ("Demandez un avis au guichet avant de déposer.", "Ask the desk for its view before you file."),
    (
        "Associez un partenaire qui remplit la condition.",
        "Bring in a partner that meets the condition.",
    ),
    ("Attendez la vague suivante.", "Wait for the next round."),
)


def make_schemes(checkout: Path, target: Path, count: int) -> None:
    """Make a project of `count` schemes and their operators in `target`."""
    copy_desk(checkout, target, COLLECTIONS, PAGES, home=HOME)
    data = target / "data"
    for name in ("questions.yml", "places.yml"):
        shutil.copy(checkout / "data" / name, data / name)
    write_records(data, _Maker(data, count).records())


class _Maker:
    """Makes the schemes of one project; they are always the same for the same count."""

    def __init__(self, data: Path, count: int) -> None:
        self.dice = random.Random(SEED + count)
        self.count = count
        self.terms = {
            path.stem: yaml.load(path.read_bytes(), yaml.CSafeLoader)
            for path in sorted((data / "vocabulary").glob("*.yml"))
        }
        self.regions = yaml.load((data / "places.yml").read_bytes(), yaml.CSafeLoader)["FR"]
        self.operators = [f"operateur-{number:03}" for number in range(1, max(8, count // 60) + 1)]
        self.weights = [1 / rank for rank in range(1, len(self.operators) + 1)]
        self.taken: set[str] = set()

    def records(self) -> Iterator[tuple[str, str, Data]]:
        """Give every record: its collection, its id, its data."""
        for number, identifier in enumerate(self.operators, 1):
            record = {
                "title": texts.name(self.dice, number),
                "kind": self.dice.choice(list(self.terms["organisation_kinds"])),
                "country": "FR",
                "updated": DAY,
                "sources": [{"document": next(iter(self.terms["documents"])), "lines": [number]}],
            }
            yield "organisations", identifier, record
        for number in range(1, self.count + 1):
            yield "calls", *self._scheme(number)

    # -- Dice -------------------------------------------------------------------------------

    def _often(self, share: float) -> bool:
        return self.dice.random() < share

    def _one(self, weighted: Sequence[tuple[Any, float]]) -> Any:
        values, weights = zip(*weighted, strict=True)
        return self.dice.choices(values, weights)[0]

    def _some(self, vocabulary: str, count: int, start: int = 0) -> list[str]:
        """Draw some terms of a list, the first ones more often; in the order of the list."""
        known = [term for term in self.terms[vocabulary] if term != "any"]
        drawn = {
            known[(start + int(len(known) * self.dice.random() ** 2)) % len(known)]
            for _ in range(count)
        }
        return [term for term in known if term in drawn]

    # -- A scheme ---------------------------------------------------------------------------

    def _scheme(self, number: int) -> tuple[str, Data]:
        kind = self._one([(name, weight) for name, (_, _, weight) in KINDS.items()])
        perimeter = self._one([*PERIMETERS, *(((region,), 46 / 18) for region in self.regions)])
        if kind in ("tax_scheme", "coverage_route"):
            perimeter = ("FR",)
        identifier, title, slug = self._names(kind, perimeter)
        url = f"https://aides.example/{self.dice.randrange(1_000, 250_000)}-{identifier}"
        nature = [self.dice.choice(KINDS[kind][1])]
        if self._often(0.25):
            nature = self._some("natures", 2)
        together = self._one([("alone", 59), ("optional", 18), ("required", 20)])
        record: Data = {
            "title": title,
            "slug": slug,
            "spellings": [texts.name(self.dice, number)] if self._often(0.6) else [],
            "summary": self._summary(nature[0]),
            "updated": DAY - dt.timedelta(days=self.dice.randint(0, 300)),
            "verified_on": DAY - dt.timedelta(days=self.dice.randint(0, 200)),
            "sources": [
                {
                    "id": "page",
                    "label": {
                        "fr": f"Page officielle : {title['fr']}",
                        "en": f"Official page: {title['en']}",
                    },
                    "url": url,
                    "checked_on": DAY - dt.timedelta(days=self.dice.randint(0, 60)),
                }
            ],
            "kind": kind,
            "nature": nature,
            "needs": self._some("funding_needs", self._one([(1, 34), (2, 44), (3, 30)]), start=1),
            "perimeter": list(perimeter),
            "topics": ["any"]
            if self._often(0.55)
            else self._some("scheme_topics", self._one([(1, 2), (2, 2), (3, 2)])),
            "audiences": self._audiences(),
            "stages": self._stages(),
            "funders": [
                {"org": self.dice.choices(self.operators, self.weights)[0], "role": "operator"}
            ],
            "schedule": self._schedule(kind),
        }
        if self._often(0.9):
            record["consortium"] = together
        if self._often(0.8):
            record["foreign"] = {
                "answer": self._one(
                    [("with_base", 61), ("open", 15), ("unknown", 5), ("partner", 4), ("closed", 2)]
                ),
                "cite": [{"source": "page"}],
            }
            if self._often(0.7):
                place = self.dice.choice(texts.WHERE)
                record["foreign"]["note"] = {
                    "fr": f"Un établissement suffit, {place[0]}.",
                    "en": f"A site is enough, {place[1]}.",
                }
        if self._often(0.1):
            least = self.dice.randint(1, 6)
            record["trl"] = {"min": least, "max": self.dice.randint(least, 9)}
        if self._often(0.5):
            record["money"] = self._money()
        if self._often(0.9):
            record["apply"] = {"url": url}
            if self._often(0.9):
                record["apply"]["lead_time_days"] = self._one(
                    [(30, 9), (45, 5), (60, 20), (90, 23), (120, 14), (180, 9), (270, 3), (365, 3)]
                )
        if self._often(0.02):
            record["state_override"] = {
                "state": self.dice.choice(("suspended", "exhausted", "cancelled"))
            }
        if self._often(0.92):
            record["eligibility"], failing = self._eligibility(perimeter)
            record["tests"] = [
                {
                    "name": {"fr": "Rien n’est dit", "en": "Nothing said"},
                    "answers": {},
                    "expect": "to_check",
                },
                {
                    "name": {"fr": "Une condition manque", "en": "One is not met"},
                    "answers": failing,
                    "expect": "conditions_not_met",
                },
            ]
        return identifier, record

    def _names(self, kind: str, perimeter: Sequence[str]) -> tuple[str, Data, Data]:
        """Give an id, the title and the slugs. Names repeat; the id does not."""
        word = KINDS[kind][0]
        aim, subject = self.dice.choice(AIMS), self.dice.choice(SUBJECTS)
        brand = f"{self.dice.choice(texts.FIRST)} {self.dice.choice(texts.LAST)}"
        year = self.dice.choice((2026, 2026, 2027, 2028))
        town = f" – {self.dice.choice(TOWNS)}" if self._often(0.3) else ""
        region = self.terms["regions"].get(perimeter[0]) if len(perimeter) == 1 else None
        form = self.dice.randrange(4)
        told = []
        for at, language in enumerate(("fr", "en")):
            place = town or (f" ({region[language]})" if region else "")
            low = subject[at]
            told.append(
                (
                    f"{word[at]} « {brand} » {year}{place}"
                    if at == 0
                    else f"“{brand}” {word[at].lower()} {year}{place}",
                    f"{brand} : {aim[at].lower()}, {low}{place}"
                    if at == 0
                    else f"{brand}: {aim[at].lower()}, {low}{place}",
                    f"{word[at]} {brand}, {low}{place}",
                    f"{word[at]} {low} {year} : {aim[at].lower()}{place}"
                    if at == 0
                    else f"{word[at]} {low} {year}: {aim[at].lower()}{place}",
                )[form]
            )
        short = _slug(told[0].partition(" (")[0])
        identifier, number = short, 1
        while identifier in self.taken:
            number += 1
            identifier = f"{short}-{number}"
        self.taken.add(identifier)
        english = _slug(told[1].partition(" (")[0]) + (f"-{number}" if number > 1 else "")
        taken = {"fr": identifier, "en": english}
        if f"en/{english}" in self.taken:
            taken["en"] = f"{english}-{identifier}"
        self.taken.add(f"en/{taken['en']}")
        return identifier, {"fr": told[0], "en": told[1]}, taken

    def _summary(self, nature: str) -> Data:
        form = self.dice.choice(SUMMARIES)
        parts = [self.dice.choice(part) for part in (texts.WHO, texts.WHAT, texts.HOW, texts.WHERE)]
        found = {}
        for at, language in enumerate(("fr", "en")):
            who, what, how, where = (part[at] for part in parts)
            named = self.terms["natures"][nature][language]
            text = form[at].format(nature=named, who=who, what=what, how=how, where=where)
            found[language] = text[:170]
        return found

    def _audiences(self) -> list[str]:
        """Companies from a size to a size, or bodies of research and care, or both."""
        sizes = ["startup", "sme", "midcap", "large"]
        end = self._one([(2, 40), (3, 25), (4, 35)])
        found = sizes[:end] if self._often(0.8) else sizes[1:end]
        if self._often(0.1):
            found = ["person", *found]
        if self._often(0.35):
            found += self._one(
                [
                    (["research"], 8),
                    (["research", "care"], 6),
                    (["association", "public"], 4),
                    (["research", "care", "association", "public"], 4),
                    (["association"], 3),
                ]
            )
        return found

    def _stages(self) -> list[str]:
        known = list(self.terms["stages"])
        start = self._one([(0, 19), (1, 32), (2, 25), (3, 10), (4, 12)])
        return known[start : start + self._one([(1, 11), (2, 58), (3, 27), (4, 5)])]

    def _money(self) -> Data:
        money: Data = {}
        most = self._one(
            [
                (number, 1)
                for number in (
                    5_000,
                    10_000,
                    15_000,
                    20_000,
                    30_000,
                    40_000,
                    50_000,
                    75_000,
                    90_000,
                    100_000,
                    150_000,
                    200_000,
                    300_000,
                    400_000,
                    500_000,
                    600_000,
                    750_000,
                    1_000_000,
                    1_500_000,
                    2_000_000,
                    2_500_000,
                    3_000_000,
                    5_000_000,
                    12_500_000,
                )
            ]
        )
        told = self._one(
            [("most", 6), ("both", 9), ("rated", 16), ("rate", 9), ("project", 4), ("envelope", 2)]
        )
        if told in ("most", "both", "rated"):
            money["award_max"] = most
        if told == "both":
            money["award_min"] = most // self.dice.choice((2, 4, 5, 10))
        if told in ("rated", "rate"):
            money["rate_max"] = self.dice.choice((25, 30, 40, 45, 50, 60, 70, 75, 80, 100))
            if self._often(0.3):
                money["rate_min"] = money["rate_max"] // 2
        if told == "project":
            money |= {"project_min": most, "project_max": most * 4}
        if told == "envelope":
            money["envelope"] = most * 20
        return money | {"cite": [{"source": "page"}]}

    def _day(self, least: int, most: int) -> dt.date:
        """Draw a day; half of all fall on the last of a month, as deadlines do."""
        day = DAY + dt.timedelta(days=self.dice.randint(least, most))
        return day.replace(day=1) - dt.timedelta(days=1) if self._often(0.5) else day

    def _schedule(self, kind: str) -> Data:
        """Draw when one may apply: all year, until the money is gone, until a day, in rounds."""
        if kind in ("tax_scheme", "coverage_route", "loan"):
            return {"mode": "rolling"}
        form = self._one(
            [
                ("rolling", 40),
                ("none", 18),
                ("dated", 18),
                ("closed", 10),
                ("waves", 8),
                ("exhausted", 4),
                ("month", 2),
            ]
        )
        if form == "rolling":
            return {"mode": "rolling"}
        if form == "none":
            return {"mode": "dated"}
        if form == "exhausted":
            return {"mode": "until_exhausted", "closes": self._day(30, 400)}
        if form == "month":
            return {"mode": "dated", "closes": f"{DAY.year + 1}-{self.dice.randint(1, 12):02}"}
        if form == "closed":
            closes = self._day(-500, -20)
            return {"mode": "dated", "opens": closes - dt.timedelta(days=90), "closes": closes}
        if form == "dated":
            closes = self._day(10, 400)
            opens = closes - dt.timedelta(days=self.dice.choice((60, 90, 120)))
            hour = self.dice.choice(("12:00", "17:00"))
            return {
                "mode": "dated",
                "opens": opens,
                "closes": f"{closes}T{hour}" if self._often(0.4) else closes,
            }
        first = self._day(-200, 100)
        waves = []
        for number in range(self.dice.randint(2, 3)):
            opens = first + dt.timedelta(days=180 * number)
            waves.append(
                {
                    "id": f"wave-{number + 1}",
                    "label": {"fr": f"Vague {number + 1}", "en": f"Wave {number + 1}"},
                    "opens": opens,
                    "closes": opens + dt.timedelta(days=90),
                }
            )
        return {"mode": "waves", "waves": waves}

    # -- Conditions -------------------------------------------------------------------------

    def _eligibility(self, perimeter: Sequence[str]) -> tuple[Data, Data]:
        """Give the conditions, and answers that do not meet them."""
        asked = self._one([(1, 5), (2, 12), (3, 30), (4, 29), (5, 18), (6, 10), (7, 5)])
        drawn: dict[str, Condition] = {}
        while len(drawn) < asked:
            condition = self._one([(one, one[-1]) for one in CONDITIONS])
            drawn[str(condition[0])] = condition
        parts, failing = [], {}
        if self._often(0.75):
            parts.append(
                self._criterion(
                    "place",
                    self.dice.choice(PLACES),
                    fact="place",
                    op="perimeter_covers",
                    value=list(perimeter),
                )
            )
        for fact, (_, op, values, wrong, wordings, _) in drawn.items():
            value = self.dice.choice(values)
            told = f"{value:,}".replace(",", " ") if isinstance(value, int) else ""
            label = tuple(text.replace("{n}", told) for text in self.dice.choice(wordings))
            criterion = self._criterion(
                fact.replace("_", "-"), (label[0], label[1]), fact=fact, op=op
            )
            if value is not None:
                criterion["value"] = list(value) if isinstance(value, tuple) else value
            parts.append(criterion)
            if not failing and (op != "not_in" or wrong in value):
                failing = {fact: wrong}
        first = next((part for part in parts if part["fact"] in failing), None)
        parts += [
            self._criterion(f"judged-{number + 1}", self._judged(), op="manual")
            for number in range(self._one([(1, 35), (2, 40), (3, 20), (4, 5)]))
        ]
        if not failing:
            parts.append(
                self._criterion(
                    "started",
                    ("L’entreprise est indépendante.", "The company is independent."),
                    fact="independent",
                    op="is_true",
                )
            )
            failing, first = {"independent": False}, parts[-1]
        loose = [part for part in parts if part is not first]
        if len(loose) > 3 and self._often(0.3):
            # Either of two will do; the condition that the test does not meet stands alone.
            pair = self.dice.sample(loose, 2)
            parts = [part for part in parts if part not in pair] + [{"any": pair}]
        for part in loose:
            if "fact" in part and self._often(0.04):
                part["kind"] = "preference"
        return {"all": parts}, failing

    def _criterion(self, identifier: str, label: Pair, **logic: Any) -> Data:
        criterion: Data = {"id": identifier, **logic, "label": _pair(label)}
        if self._often(0.95):
            criterion["if_false"] = _pair(self.dice.choice(REASONS))
        if self._often(0.35):
            criterion["fix"] = _pair(self.dice.choice(FIXES))
        if self._often(0.9):
            criterion["cite"] = [{"source": "page"}]
            if self._often(0.3):
                article = self.dice.randint(1, 12)
                criterion["cite"][0]["clause"] = {
                    "fr": f"article {article}",
                    "en": f"section {article}",
                }
        return criterion

    def _judged(self) -> Pair:
        form = self.dice.choice(JUDGED)
        parts = [self.dice.choice(part) for part in (texts.WHO, texts.WHAT, texts.HOW, texts.WHERE)]
        french, english = (
            form[at].format(
                who=parts[0][at], what=parts[1][at], how=parts[2][at], where=parts[3][at]
            )
            for at in (0, 1)
        )
        return french, english


def _pair(pair: Pair) -> Data:
    return {"fr": pair[0], "en": pair[1]}


def _slug(text: str) -> str:
    from desk.markdown import slugify  # noqa: PLC0415 - only the process that makes has the desk

    return slugify(text)


if __name__ == "__main__":
    make_schemes(Path(__file__).resolve().parent.parent, Path(sys.argv[1]), int(sys.argv[2]))
