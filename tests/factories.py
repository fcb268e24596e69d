"""Entries for tests: valid by default, one keyword from special."""

from typing import Any
from uuid import UUID

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.activity import Activity
from portfolio.domain.entries.caring import Caring
from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.language import Language
from portfolio.domain.entries.lead import Lead
from portfolio.domain.entries.licence import Licence
from portfolio.domain.entries.mobility import Mobility
from portfolio.domain.entries.moment import Moment
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.placement import Placement
from portfolio.domain.entries.project import Project
from portfolio.domain.entries.service import Service
from portfolio.domain.entries.skill import Skill
from portfolio.domain.entries.training import Training
from portfolio.domain.entries.venture import Venture
from portfolio.domain.entries.volunteering import Volunteering


def an_identity(**changes: Any) -> Identity:
    """Someone with a name and a town."""
    return Identity.model_validate({"title": "Awa Diallo", "town": "Épinal"} | changes)


def a_job(**changes: Any) -> Job:
    """A job of some years, over."""
    given = {
        "title": "Agente de service",
        "employer": "Les Mirabelliers",
        "town": "Golbey",
        "when": {"start": "2014-03", "end": "2019"},
    }
    return Job.model_validate(given | changes)


def a_training(**changes: Any) -> Training:
    """A course, its end only known by its year."""
    given = {"title": "CAP cuisine", "provider": "Afpa de Golbey", "when": {"end": "2000"}}
    return Training.model_validate(given | changes)


def a_certificate(**changes: Any) -> Certificate:
    """Something obtained one month."""
    given = {"title": "CléA", "issuer": "Afpa de Golbey", "issued": "2017-05"}
    return Certificate.model_validate(given | changes)


def volunteering(**changes: Any) -> Volunteering:
    """Help given, still."""
    given = {
        "title": "Trésorière",
        "organisation": "Secours populaire",
        "when": {"start": "2015", "ongoing": True},
    }
    return Volunteering.model_validate(given | changes)


def a_moment(**changes: Any) -> Moment:
    """A period of life like another."""
    given = {"title": "Arrivée en Lorraine", "when": {"start": "2003"}, "nature": "move"}
    return Moment.model_validate(given | changes)


def an_activity(**changes: Any) -> Activity:
    """One thing done, in the words of who did it."""
    given = {"id": UUID(int=7), "what": "Je prépare les plateaux", "volume": "Chaque midi"}
    return Activity.model_validate(given | changes)


def a_placement(**changes: Any) -> Placement:
    """A week in a workshop."""
    given = {
        "title": "Immersion en menuiserie",
        "host": "Atelier du Val",
        "town": "Gérardmer",
        "when": {"start": "2025-03-03", "end": "2025-03-07"},
        "setting": "immersion",
    }
    return Placement.model_validate(given | changes)


def caring(**changes: Any) -> Caring:
    """Years at home, for others."""
    given = {"title": "Maison et trois enfants", "when": {"start": "2009", "end": "2014"}}
    return Caring.model_validate(given | changes)


def a_service(**changes: Any) -> Service:
    """A civic service."""
    given = {
        "title": "Médiatrice du livre",
        "organisation": "Médiathèque",
        "corps": "civic",
        "when": {"start": "2012-10", "end": "2013-05"},
    }
    return Service.model_validate(given | changes)


def a_venture(**changes: Any) -> Venture:
    """Something undertaken for oneself."""
    given = {"title": "Potager partagé", "part": "Organisatrice", "when": {"start": "2018"}}
    return Venture.model_validate(given | changes)


def a_licence(**changes: Any) -> Licence:
    """A driving licence."""
    given = {"title": "Permis B", "permit": "driving", "issued": "1999-06", "vehicle": "own"}
    return Licence.model_validate(given | changes)


def a_mobility(**changes: Any) -> Mobility:
    """How far, and how."""
    return Mobility.model_validate({"title": "En bus", "radius": 20, "start": "Épinal"} | changes)


def a_language(**changes: Any) -> Language:
    """A language better understood than spoken."""
    given = {"title": "Allemand", "listening": "B1", "spoken_interaction": "A2", "basis": "self"}
    return Language.model_validate(given | changes)


def a_skill(**changes: Any) -> Skill:
    """Something done without help."""
    return Skill.model_validate({"title": "Souder", "level": 3} | changes)


def an_interest(**changes: Any) -> Interest:
    """Something liked."""
    return Interest.model_validate({"title": "Travailler dehors", "card": "like"} | changes)


def a_project(**changes: Any) -> Project:
    """A project in progress, for a year."""
    given = {"title": "Devenir aide-soignante", "aim": "training", "target": "2027"}
    return Project.model_validate(given | changes)


def a_lead(**changes: Any) -> Lead:
    """A lead that one begins to look at."""
    return Lead.model_validate({"title": "Fleuriste"} | changes)


def a_plan(**changes: Any) -> ActionPlan:
    """A plan in progress."""
    return ActionPlan.model_validate({"title": "Mon retour à l’emploi"} | changes)


def an_objective(**changes: Any) -> Objective:
    """A step not begun."""
    return Objective.model_validate({"title": "Financer ma formation"} | changes)


def an_action(**changes: Any) -> Action:
    """Something agreed, for a day."""
    return Action.model_validate({"title": "Appeler l’Afpa", "due": "2027-01-15"} | changes)


def a_synthesis(**changes: Any) -> Synthesis:
    """The page kept of an interview."""
    given = {"title": "Entretien", "story": "Nous avons parlé du CAP.", "met_on": "2026-11-19"}
    return Synthesis.model_validate(given | changes)


def an_entry(kind: str, **changes: Any) -> Entry:
    """An entry of any kind, with a title and nothing else."""
    return KINDS[kind].model_validate({"title": "Une chose"} | changes)
