"""The people and structures of the demonstration: invented, plausible, in French."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A structure of the demonstration network and the people who work there.

    *people* are (name, e-mail, office) with the founder and key holder first.
    """

    name: str
    network: str
    town: str
    postcode: str
    address: str
    phone: str
    about: str
    people: tuple[tuple[str, str, str], ...]


PLACES = (
    Place(
        "Mission locale des Trois-Vallées",
        "Missions locales",
        "Épinal",
        "88000",
        "12 rue des Tanneurs",
        "03 53 01 00 10",
        "Pour les jeunes de 16 à 25 ans : emploi, formation, logement, santé, vie quotidienne.",
        (
            ("Hélène Grandidier", "helene@demo.example", "referent"),
            ("Yanis Colin", "yanis@demo.example", "referent"),
        ),
    ),
    Place(
        "Espace conseil Mirabelle",
        "Conseil en évolution professionnelle",
        "Nancy",
        "54000",
        "3 quai de la Batellerie",
        "03 53 01 00 20",
        "Pour les personnes en emploi qui veulent faire le point, changer de métier ou se former.",
        (("Marc Humblot", "marc@demo.example", "referent"),),
    ),
    Place(
        "Point relais orientation du Pays-Haut",
        "Accueil de premier niveau",
        "Longwy",
        "54400",
        "1 place de la Halle",
        "03 53 01 00 30",
        "Accueil sans rendez-vous, avec ou sans papiers en main. On vous aide à trouver la porte.",
        (("Sonia Mougel", "sonia@demo.example", "referent"),),
    ),
    Place(
        "Centre de formation des Hauts-Fourneaux",
        "Organismes de formation",
        "Thionville",
        "57100",
        "27 route de Metz",
        "03 53 01 00 40",
        "Formations d’adultes, remise à niveau, préparation aux concours du soin.",
        (("Bruno Aubert", "bruno@demo.example", "referent"),),
    ),
)

FORMER_PLAN = {
    "title": "Découvrir les métiers du soin",
    "objective": "Savoir si le soin me plaît",
    "done": "Parler avec une aide-soignante",
    "undone": "Faire un stage d’observation",
    "word": "L’hôpital n’avait pas de place cet été.",
    "text": "J’en suis sûre maintenant : c’est ce métier que je veux.",
}
"""A plan that Claire closed before the one she follows."""

CITIZEN = ("Claire Thouvenin", "claire@demo.example")
LETTER_NAME = "Lettre de la résidence Les Tilleuls.txt"
LETTER_ABOUT: Fields = {
    "title": "Lettre de recommandation",
    "nature": "reference",
    "issuer": "Résidence Les Tilleuls",
    "issued": "2025-06",
    "story": "La directrice l’a écrite quand j’ai parlé de me former.",
}
LETTER_SUPPORTS = ("residence", "teach")
LETTER = """Résidence Les Tilleuls, Golbey, juin 2025

Madame Thouvenin travaille chez nous depuis 2018. Elle sait rassurer, elle remarque ce qui change,
et les nouvelles collègues apprennent vite avec elle. Je soutiens son projet : devenir
aide-soignante.

La directrice
"""
NEWCOMER = ("Samir Haddad", "samir@demo.example")

ASKED = {
    "home": (
        "Mme Aubry, chez qui je travaillais",
        "Bonjour Madame, pouvez-vous dire en quelques mots comment cela s’est passé chez vous ?",
    ),
    "reassure": (
        "Sophie, ma cheffe d’équipe",
        "Bonjour Sophie, tu m’as vue avec les résidents. Peux-tu raconter ce que tu as constaté ?",
    ),
}
"""Whom Claire asked to confirm what, by the name of an entry."""
ANSWERED = {
    "home": {
        "text": "Claire est venue deux étés chez ma mère. Toujours à l’heure, toujours douce, "
        "et elle nous appelait quand quelque chose l’inquiétait. Nous l’avons regrettée.",
        "name": "Lucie Aubry",
        "role": "fille de la personne aidée",
    },
}
"""What came back."""


RELAY = {
    "need": "Savoir si mon expérience peut être reconnue avant d’entrer en formation.",
    "reason": "L’Espace conseil accompagne la VAE, ce que la mission locale ne fait pas.",
    "availability": "les lundis et les mercredis matin",
}
"""What Hélène proposes to Claire, who has yet to answer."""

RELAYED = ("Inès Rouvier", "ines@demo.example")
"""Whom another structure sent on to Hélène's."""
SENT_ON: tuple[tuple[str, Fields], ...] = (
    ("identity", {"title": "Inès Rouvier", "headline": "Je cherche ma voie", "town": "Longwy"}),
    (
        "training",
        {
            "title": "Bac professionnel Commerce",
            "provider": "Lycée professionnel",
            "town": "Longwy",
            "when": {"start": "2021", "end": "2024-07"},
            "outcome": "certified",
            "level": 4,
        },
    ),
    (
        "job",
        {
            "title": "Vendeuse en boulangerie",
            "employer": "Boulangerie de la Halle",
            "town": "Longwy",
            "when": {"start": "2024-09", "end": "2026-08"},
            "story": "La vente, la caisse, l’ouverture à six heures.",
        },
    ),
    ("project", {"title": "Travailler avec des enfants", "aim": "training"}),
)
WELCOME: Fields = {
    "said": "Inès veut travailler avec des enfants. Elle déménage bientôt à Épinal.",
    "decided": "Se renseigner sur les formations de la petite enfance, et voir quelqu’un là-bas.",
    "level": "welcome",
}
"""What she kept of her meeting with Sonia: it travels with the relay."""
HANDOVER = {
    "need": "Trouver une formation auprès des enfants, et de quoi vivre en attendant.",
    "reason": "Je m’installe à Épinal chez ma sœur : il me faut quelqu’un sur place.",
    "urgency": "soon",
    "reach": "phone",
    "availability": "l’après-midi, à partir de 14 h",
}
"""What Sonia proposed to her, and Inès let go."""


def life(today: date) -> dict[str, tuple[str, Fields]]:
    """Claire's entries: a name for each, its kind and its fields; links use the names."""
    return PAST | future(today)


def future(today: date) -> dict[str, tuple[str, Fields]]:
    """Her project and plan, whose dates stay ahead of whoever looks."""

    def after(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    return {
        "project": (
            "project",
            {
                "title": "Devenir aide-soignante diplômée",
                "aim": "training",
                "reason": "Je fais déjà une partie du travail. Je veux le diplôme qui va avec.",
                "target": str(today.year + 2),
                "success": "J’ai le diplôme et un poste de jour près de chez moi.",
            },
        ),
        "nurse": (
            "lead",
            {
                "title": "Aide-soignante en Ehpad",
                "origin": "Mon travail aux Tilleuls",
                "stage": "chosen",
                "desirable": 5,
                "feasible": 4,
                "known": ["Les gestes d’urgence", "Le contact avec les résidents"],
                "missing": ["Le diplôme"],
                "enquiries": [
                    {
                        "who": "Une aide-soignante de nuit",
                        "on": (today - timedelta(days=22)).isoformat(),
                        "learned": "Elle m’a montré sa journée. Le rythme me convient.",
                    }
                ],
            },
        ),
        "florist": (
            "lead",
            {"title": "Fleuriste", "stage": "compared", "desirable": 4, "feasible": 2},
        ),
        "quality": (
            "lead",
            {"title": "Contrôleuse qualité", "stage": "kept", "desirable": 2, "feasible": 4},
        ),
        "before": (
            "situation",
            {
                "title": "Ma situation au printemps",
                "checked": after(-200),
                "mobility": {"hold": "hurdle", "change": "Le dernier bus part à 18 h."},
                "money": {"hold": "watch", "need": "Savoir ce que je toucherai en formation."},
            },
        ),
        "now": (
            "situation",
            {
                "title": "Ma situation",
                "checked": after(-12),
                "mobility": {"hold": "lifted", "change": "Une collègue m’emmène."},
                "money": {"hold": "watch", "need": "Savoir ce que je toucherai en formation."},
                "family": {
                    "hold": "hurdle",
                    "change": "Ma mère a besoin de moi le matin : pas de stage avant 9 h.",
                    "need": "Une heure d’aide à domicile de plus.",
                },
                "limits": {"hold": "none"},
                "private": False,
            },
        ),
        "plan": (
            "plan",
            {
                "title": "Mon chemin vers le diplôme",
                "story": "Vérifier mon choix, financer la formation, y entrer.",
                "when": {"start": str(today.year), "ongoing": True},
            },
        ),
        "finance": ("objective", {"title": "Financer ma formation", "theme": "se-former"}),
        "confirm": ("objective", {"title": "Vérifier que ce métier me convient"}),
        "letter": (
            "action",
            {
                "title": "Demander l’accord écrit de mon employeur",
                "objective": "finance",
                "due": after(6),
                "remind": "3",
                "status": "agreed",
            },
        ),
        "file": (
            "action",
            {
                "title": "Déposer mon dossier de financement",
                "objective": "finance",
                "due": after(55),
                "status": "in-progress",
                "place": "Espace conseil Mirabelle, Nancy",
            },
        ),
        "immersion": (
            "action",
            {
                "title": "Faire une immersion de cinq jours en gériatrie",
                "objective": "confirm",
                "start": after(16),
                "due": after(20),
                "place": "Hôpital d’Épinal",
                "status": "agreed",
            },
        ),
        "meeting": (
            "action",
            {
                "title": "Rencontrer une aide-soignante en poste",
                "objective": "confirm",
                "due": (today - timedelta(days=20)).isoformat(),
                "done_on": (today - timedelta(days=22)).isoformat(),
                "status": "done",
                "outcome": "Elle m’a montré sa journée. Le rythme me convient.",
            },
        ),
        "entry": (
            "action",
            {
                "title": "Entrer à l’institut de formation",
                "objective": "finance",
                "due": f"{today.year + 1}-09",
                "status": "agreed",
            },
        ),
    }


CARE = ("Gestes du soin",)
"""A group of Claire's own."""
HYGIENE: Fields = {
    "framework": "clea",
    "code": "7",
    "label": "Maîtriser les gestes et postures, l’hygiène, la sécurité et l’environnement",
    "version": "2021",
}
SELF: Fields = {
    "framework": "eu-key",
    "code": "5",
    "label": "Se connaître, vivre avec les autres et apprendre à apprendre",
    "version": "2018",
}
PAST: dict[str, tuple[str, Fields]] = {
    "identity": (
        "identity",
        {
            "title": "Claire Thouvenin",
            "headline": "Agente de service, en route vers le soin",
            "town": "Golbey",
            "phone": "06 39 98 00 17",
        },
    ),
    "bep": (
        "training",
        {
            "title": "BEP Carrières sanitaires et sociales",
            "provider": "Lycée professionnel",
            "town": "Saint-Dié-des-Vosges",
            "when": {"start": "2001", "end": "2003-06"},
            "outcome": "certified",
            "level": 3,
        },
    ),
    "sewing": (
        "job",
        {
            "title": "Opératrice de confection",
            "employer": "Tissages de la Haute-Vologne",
            "town": "Granges-sur-Vologne",
            "when": {"start": "2004", "end": "2016-10"},
            "story": "Piquage et contrôle qualité. J’ai formé les nouvelles pendant quatre ans.",
            "contract": "permanent",
        },
    ),
    "leave": (
        "moment",
        {
            "title": "Congé parental",
            "nature": "family",
            "when": {"start": "2009", "end": "2010"},
            "private": True,
        },
    ),
    "closure": (
        "moment",
        {
            "title": "L’atelier ferme. Il faut recommencer.",
            "nature": "transition",
            "when": {"start": "2016-10", "end": "2016-10"},
            "story": "Licenciement économique, avec quarante-deux collègues.",
        },
    ),
    "clea": (
        "certificate",
        {
            "title": "Certificat CléA",
            "issuer": "Organisme de formation, Golbey",
            "issued": "2017-05",
        },
    ),
    "home": (
        "job",
        {
            "title": "Aide à domicile, remplacements d’été",
            "employer": "Particuliers",
            "town": "Remiremont",
            "when": {"start": "2018", "end": "2019"},
        },
    ),
    "residence": (
        "job",
        {
            "title": "Agente de service hospitalier",
            "employer": "Résidence Les Tilleuls",
            "town": "Golbey",
            "when": {"start": "2019-03", "ongoing": True},
            "story": "Ménage des chambres, service des repas, écoute des résidents.",
            "contract": "permanent",
            "working_time": "full",
            "sector": "Santé",
            "team_size": 12,
            "activities": [
                {
                    "id": UUID(int=1),
                    "what": "Je sers les repas en chambre",
                    "volume": "Trente plateaux, midi et soir",
                    "tools": ["Un chariot chauffant"],
                    "autonomy": "alone",
                    "people": "Des personnes âgées, dont plusieurs mangent avec de l’aide.",
                    "difficulty": "Un monsieur ne mangeait plus. J’ai remarqué qu’il ne voyait pas "
                    "l’assiette blanche sur la nappe blanche. J’ai demandé des sets de couleur.",
                    "result": "Il a repris ses repas. Tout l’étage a maintenant des sets.",
                    "rules": "Les régimes, les températures, l’hygiène des mains.",
                },
                {"id": UUID(int=2), "what": "J’accueille les familles", "autonomy": "alone"},
            ],
        },
    ),
    "pantry": (
        "volunteering",
        {
            "title": "Distribution alimentaire",
            "organisation": "Épicerie solidaire",
            "town": "Épinal",
            "when": {"start": "2021", "ongoing": True},
        },
    ),
    "aid": (
        "certificate",
        {
            "title": "Gestes et soins d’urgence, niveau 2",
            "issuer": "Centre de formation",
            "issued": "2026-06-11",
        },
    ),
    "licence": (
        "licence",
        {"title": "Permis B", "permit": "driving", "issued": "2005-04", "vehicle": "shared"},
    ),
    "mobility": (
        "mobility",
        {"title": "En voiture, sinon en bus", "start": "Golbey", "radius": 25},
    ),
    "reassure": (
        "skill",
        {
            "title": "Rassurer une personne inquiète",
            "level": 4,
            "again": "yes",
            "linked": ["residence", "home"],
            "situations": [
                {
                    "context": "Une résidente voulait rentrer chez elle, chaque soir.",
                    "result": "Nous avons mis la table à deux. Elle a dîné avec les autres.",
                }
            ],
            "groups": CARE,
            "classified": [SELF],
        },
    ),
    "clean": (
        "skill",
        {
            "title": "Entretenir une chambre et son matériel",
            "level": 4,
            "linked": ["residence"],
            "groups": CARE,
            "classified": [HYGIENE],
        },
    ),
    "notice": (
        "skill",
        {
            "title": "Repérer un changement d’état",
            "level": 2,
            "again": "yes",
            "linked": ["residence"],
            "groups": CARE,
        },
    ),
    "check": (
        "skill",
        {
            "title": "Contrôler la qualité d’une pièce",
            "level": 4,
            "again": "no",
            "linked": ["sewing"],
        },
    ),
    "teach": (
        "skill",
        {
            "title": "Former une nouvelle collègue",
            "level": 3,
            "linked": ["sewing"],
            "classified": [SELF],
        },
    ),
    "french": ("language", {"title": "Français", "mother_tongue": True}),
    "german": (
        "language",
        {
            "title": "Allemand",
            "listening": "B1",
            "reading": "A2",
            "spoken_interaction": "B1",
            "spoken_production": "A2",
            "writing": "A1",
            "basis": "self",
            "assessed_on": "2026",
        },
    ),
    "team": ("interest", {"title": "Travailler en équipe", "card": "like"}),
    "night": ("interest", {"title": "Le travail de nuit", "card": "avoid"}),
    "wednesday": ("interest", {"title": "Mes mercredis libres", "card": "need", "theme": "time"}),
    "useful": ("interest", {"title": "Être utile à quelqu’un", "card": "value"}),
}

MEETINGS: tuple[dict[str, Any], ...] = (
    {"minutes": 45, "place": "12 rue des Tanneurs, Épinal", "bring": "La réponse de l’employeur."},
    {"minutes": 30, "how": "phone", "place": "03 29 00 00 00"},
)
NOTE = "Préfère qu’on l’appelle le matin. À revoir : le financement, si l’employeur ne répond pas."
WORD = "Vous m’avez dit que l’ambiance comptait beaucoup. Prenez votre temps."
MEETING = "Mon rendez-vous à la Mission locale"
QUESTIONS = (
    "Est-ce que mon employeur peut refuser la formation ?\n"
    "Combien de temps faut-il pour avoir une réponse du financeur ?\n"
    "Est-ce que je peux garder mes mercredis ?"
)
SHEET: Fields = {
    "channel": "phone",
    "level": "guidance",
    "given": ("La liste des instituts de formation du département",),
    "word": "Le rendez-vous sert à choisir par quoi commencer.",
}
SYNTHESIS: Fields = {
    "request": "Devenir aide-soignante sans perdre mon salaire pendant la formation.",
    "said": "Claire fait déjà une partie du métier. Elle hésite encore sur le financement.",
    "decided": "Demander l’accord de l’employeur avant de déposer le dossier.",
    "channel": "phone",
    "level": "guidance",
}
GOAL: Fields = {
    "title": "Faire reconnaître mon expérience",
    "why": "Une partie du diplôme est peut-être déjà acquise.",
    "first": ("Lister mes activités aux Tilleuls", "Aller à une réunion d’information sur la VAE"),
}
