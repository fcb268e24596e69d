"""A citizen and a counsellor, each at their browser, with a grant between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask

from portfolio.domain import consents
from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms, day_of
from portfolio.domain.structures import Office
from portfolio.services import entries, invitations, members, sharing
from portfolio.services.invitations import Guest
from portfolio.services.recipients import ToStructure
from tests import arrivals, worlds
from tests.arrivals import at_work
from tests.browser import Browser

Browsers = Callable[..., Browser]
ALL_RIGHTS = tuple(Right)
SONIA = Guest("Sonia Mougel", Office.COUNSELLOR)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who meets, where, under what grant; *ids* are the citizen's entries by name."""

    citizen: Browser
    counsellor: Browser
    structure_id: UUID
    grant_id: UUID
    ids: dict[str, UUID]

    @property
    def url(self) -> str:
        """The page of the interview."""
        return f"/interviews/{self.grant_id}"


def terms(**changes: Any) -> Terms:
    """Skills and plan, every right, kept up to date, for three months."""
    given: dict[str, Any] = {
        "sections": (Section.SKILLS, Section.PLAN),
        "purpose": Purpose.GUIDANCE,
        "rights": ALL_RIGHTS,
        "mode": Mode.SUIVI,
        "ends": day_of(datetime.now(UTC)) + timedelta(days=90),
        "text_version": consents.CURRENT,
    }
    return Terms(**given | changes)


def structure_of(app: Flask, browser: Browser) -> UUID:
    """Where a professional works."""
    with at_work(app, browser) as work:
        return members.mine(work)[0].structure_id


def live(app: Flask, citizen: Browser) -> dict[str, UUID]:
    """A small life: a job, a skill, an interest, an objective and two actions."""
    with at_work(app, citizen) as work:
        goal = entries.add(work, Objective(title="Financer ma formation"))
        today = day_of(work.now)
        due = PartialDate(today.year + 1, 1, 15)
        return {
            "goal": goal,
            "job": entries.add(
                work,
                Job(
                    title="Agente de service",
                    employer="Les Mirabelliers",
                    when=Period(start=PartialDate(2019, 3), ongoing=True),
                ),
            ),
            "skill": entries.add(work, Skill(title="Informer et rassurer")),
            "interest": entries.add(work, Interest(title="Le jardin partagé")),
            "dated": entries.add(work, Action(title="Déposer le dossier", objective=goal, due=due)),
            "worded": entries.add(
                work, Action(title="Appeler l’Afpa", objective=goal, due_text="à la rentrée")
            ),
        }


def give(app: Flask, citizen: Browser, structure_id: UUID, **changes: Any) -> UUID:
    """A grant from *citizen* to a structure."""
    with at_work(app, citizen) as work:
        return sharing.give(work, ToStructure(structure_id), terms(**changes), once=uuid4())


def revoke(app: Flask, citizen: Browser, grant_id: UUID) -> None:
    """The citizen stops a grant."""
    with at_work(app, citizen) as work:
        sharing.revoke(work, grant_id)


def meeting(app: Flask, browsers: Browsers, **changes: Any) -> Meeting:
    """Sandrine shares with the structure that Hélène founded."""

    def live_it() -> Meeting:
        counsellor = arrivals.a_professional(app, browsers())
        structure_id = structure_of(app, counsellor)
        citizen = arrivals.a_citizen(browsers(), name="Sandrine Thiébaut")
        ids = live(app, citizen)
        grant_id = give(app, citizen, structure_id, **changes)
        return Meeting(citizen, counsellor, structure_id, grant_id, ids)

    return worlds.begun(app, ("meeting", *changes.items()), live_it)


def colleague(
    app: Flask,
    browsers: Browsers,
    host: Browser,
    guest: Guest = SONIA,
    *,
    confirmed: bool = True,
) -> Browser:
    """Somebody new in the host's structure, who followed a link and signed in again since."""
    structure_id = structure_of(app, host)
    newcomer = browsers()
    arrivals.register(newcomer, "/account/new/professional", name=guest.name)
    arrivals.keep_code(newcomer)
    with at_work(app, host, structure_id) as work:
        token = invitations.invite(work, guest)
    with at_work(app, newcomer) as work:
        invitations.take(work, token)
        account_id = work.actor.account_id
    if confirmed:
        with at_work(app, host, structure_id) as work:
            members.confirm(work, account_id)
        newcomer.get("/desk/")
    return newcomer


def account_of(app: Flask, browser: Browser) -> UUID:
    """Somebody's account."""
    with at_work(app, browser) as work:
        return work.actor.account_id
