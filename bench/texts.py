"""Synthetic texts in French and English, of the length that project descriptions have.

Sentences are put together from phrases that exist in both languages, so that the two texts of a
record say the same and have nearly the same length, as in the real data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

Pair = tuple[str, str]
"""One text in French and in English."""

WHO: tuple[Pair, ...] = (
    ("les patients suivis à domicile", "patients followed at home"),
    ("les équipes de soins de ville", "community care teams"),
    ("les services d’urgence", "emergency departments"),
    ("les infirmières de coordination", "coordinating nurses"),
    ("les médecins généralistes", "general practitioners"),
    ("les personnes âgées fragiles", "frail older people"),
    ("les pharmacies hospitalières", "hospital pharmacies"),
    ("les maisons de santé", "health centres"),
    ("les aidants familiaux", "family carers"),
    ("les centres de référence", "reference centres"),
)
WHAT: tuple[Pair, ...] = (
    ("réduire les délais de prise en charge", "shorten waiting times"),
    ("mieux partager les comptes rendus", "share reports more easily"),
    ("repérer plus tôt les complications", "spot complications earlier"),
    ("suivre les traitements à distance", "follow treatments remotely"),
    ("éviter des hospitalisations inutiles", "avoid needless hospital stays"),
    ("mesurer l’effet d’un dispositif connecté", "measure the effect of a connected device"),
    ("former les soignants aux nouveaux outils", "train carers in new tools"),
    ("relier les dossiers de plusieurs établissements", "link the records of several hospitals"),
    ("alléger les tâches administratives", "lighten administrative work"),
    ("soutenir la décision médicale", "support medical decisions"),
)
HOW: tuple[Pair, ...] = (
    ("une plateforme de suivi interopérable", "an interoperable monitoring platform"),
    ("un algorithme entraîné sur des données de vie réelle", "an algorithm trained on real data"),
    ("un capteur porté au poignet", "a sensor worn on the wrist"),
    ("une application conçue avec les usagers", "an application designed with its users"),
    ("un entrepôt de données sécurisé", "a secure data warehouse"),
    ("des téléconsultations régulières", "regular remote consultations"),
    ("un module d’apprentissage en ligne", "an online learning module"),
    ("un questionnaire adapté à chaque parcours", "a questionnaire adapted to each pathway"),
)
WHERE: tuple[Pair, ...] = (
    ("dans trois établissements pilotes", "in three pilot hospitals"),
    ("sur deux territoires ruraux", "in two rural areas"),
    ("avec l’appui d’un groupement régional", "with the help of a regional network"),
    ("pendant dix-huit mois", "for eighteen months"),
    ("auprès de 1 200 participants", "with 1,200 participants"),
    ("sous le contrôle d’un comité indépendant", "under an independent committee"),
    ("en lien avec l’université voisine", "together with the nearby university"),
)
SENTENCES: tuple[Pair, ...] = (
    (
        "Le projet veut {what} pour {who}, grâce à {how}, {where}.",
        "The project aims to {what} for {who}, thanks to {how}, {where}.",
    ),
    (
        "Les premiers essais montrent que {how} aide {who} : l’équipe veut maintenant {what}.",
        "The first trials show that {how} helps {who}: the team now wants to {what}.",
    ),
    (
        "D’ici deux ans, {who} pourront compter sur {how} ; l’objectif est de savoir {what} {where}.",
        "Within two years, {who} will be able to rely on {how}; the goal is to {what} {where}.",
    ),
    (
        "L’évaluation porte sur {how} et sur ce que cela apporte pour {what}, {where}, avec {who}.",
        "The evaluation looks at {how} and at how far it helps to {what}, {where}, with {who}.",
    ),
    (
        "Pour **{what}**, l’équipe « terrain » s’appuie sur {how} et réunit {who} {where}.",
        "To **{what}**, the “field” team relies on {how} and brings together {who} {where}.",
    ),
)
HEADINGS: tuple[Pair, ...] = (
    ("Ce que fait le projet", "What the project does"),
    ("Comment il s’y prend", "How it goes about it"),
    ("Où en est-il ?", "Where it stands"),
    ("Les résultats attendus", "The expected results"),
    ("Le calendrier", "The timetable"),
)
FIRST: tuple[str, ...] = (
    "Alto",
    "Brume",
    "Cardio",
    "Delta",
    "Echo",
    "Flux",
    "Galène",
    "Horizon",
    "Iris",
    "Jade",
    "Kinésis",
    "Lumen",
    "Mélo",
    "Neuro",
    "Onde",
    "Pulse",
)
LAST: tuple[str, ...] = (
    "Care",
    "Lab",
    "Santé",
    "Suivi",
    "Track",
    "Vie",
    "Data",
    "Clinique",
    "Connect",
    "Domicile",
)


def sentence(dice: random.Random) -> Pair:
    """Give one sentence of about thirty words."""
    slots = {
        "what": dice.choice(WHAT),
        "who": dice.choice(WHO),
        "how": dice.choice(HOW),
        "where": dice.choice(WHERE),
    }
    french, english = dice.choice(SENTENCES)
    return (
        french.format_map({name: pair[0] for name, pair in slots.items()}),
        english.format_map({name: pair[1] for name, pair in slots.items()}),
    )


def paragraph(dice: random.Random, sentences: int) -> Pair:
    """Give some sentences in a row."""
    pairs = [sentence(dice) for _ in range(sentences)]
    return " ".join(pair[0] for pair in pairs), " ".join(pair[1] for pair in pairs)


def listing(dice: random.Random, items: int) -> Pair:
    """Give a list of short items."""
    chosen = [(dice.choice(WHAT), dice.choice(WHERE), dice.choice(("*", ""))) for _ in range(items)]
    return (
        "\n".join(f"- {mark}{what[0]}{mark}, {where[0]}" for what, where, mark in chosen),
        "\n".join(f"- {mark}{what[1]}{mark}, {where[1]}" for what, where, mark in chosen),
    )


def table(dice: random.Random, rows: int) -> Pair:
    """Give a table of steps, dates and participants."""
    french = ["| Étape | Mois | Participants |", "|---|---|---:|"]
    english = ["| Step | Month | Participants |", "|---|---|---:|"]
    for number in range(1, rows + 1):
        what, people = dice.choice(WHAT), dice.randint(40, 900)
        french.append(f"| {what[0]} | {number * 3} | {people} |")
        english.append(f"| {what[1]} | {number * 3} | {people} |")
    return "\n".join(french), "\n".join(english)


def body(dice: random.Random, links: list[tuple[str, Pair]], *, with_table: bool) -> Pair:
    """Give a description of about 220 words: headings, paragraphs, a list, links to records."""
    one, two, three = dice.sample(HEADINGS, 3)
    named = [
        " ".join(f"{opening} [{label[language]}]({target})." for target, label in links)
        for language, opening in enumerate(("Voir aussi", "See also"))
    ]
    blocks = [
        paragraph(dice, 2),
        (f"## {one[0]}", f"## {one[1]}"),
        paragraph(dice, 2),
        (f"## {two[0]}", f"## {two[1]}"),
        listing(dice, 4),
        (named[0], named[1]),
        (f"### {three[0]}", f"### {three[1]}"),
        paragraph(dice, 2),
    ]
    if with_table:
        blocks.append(table(dice, 4))
    return (
        "\n\n".join(block[0] for block in blocks) + "\n",
        "\n\n".join(block[1] for block in blocks) + "\n",
    )


def name(dice: random.Random, number: int) -> str:
    """Give the name of a project or company; the number makes it the only one."""
    return f"{dice.choice(FIRST)} {dice.choice(LAST)} {number}"
