"""Somebody whom another structure sent on, in the demonstration: the relay waits for an answer."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from portfolio.cli import lives
from portfolio.domain import referral_rules
from portfolio.domain.consents import CURRENT
from portfolio.domain.contributions import Synthesis
from portfolio.domain.entries import KINDS
from portfolio.domain.referrals import Agreed, Proposal
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose, Right, Terms, default_end
from portfolio.services import (
    contributions,
    entries,
    referrals,
    referred,
    rules,
    sharing,
    structures,
)
from portfolio.services.recipients import ToStructure
from portfolio.services.work import Work

THOUGHT_OVER = timedelta(days=2)
"""How long she took to say yes."""


def send_on(person: Work, first: tuple[UUID, Work], other: UUID) -> None:
    """She shares with a *first* structure, which proposes the *other* one; she agrees."""
    entries.add_all(person, [KINDS[kind].model_validate(told) for kind, told in lives.SENT_ON])
    host = first[1]
    grant_id = _share(person, first[0], (Right.READ, Right.PROPOSE), tuple(Section))
    met = Synthesis(met_on=person.now.date(), **lives.WELCOME)
    contributions.accept(person, contributions.propose(host, grant_id, met))
    rules.accept(host, referral_rules.current().version, "fr")
    place = structures.read(host.session, other).card.name
    what = Proposal.model_validate(lives.HANDOVER | {"to": other, "place": place})
    relay = referrals.propose(host, grant_id, what)
    later = replace(person, now=person.now + THOUGHT_OVER)
    chosen = (Section.IDENTITY, Section.PATH, Section.PROJECT)
    given = _share(later, other, tuple(Right), chosen)
    agreed = Agreed.model_validate(lives.HANDOVER | {"thread": True, "told": True})
    referred.hand_over(later, relay, agreed, given)


def _share(work: Work, to: UUID, rights: tuple[Right, ...], sections: tuple[Section, ...]) -> UUID:
    terms = Terms(
        sections=sections,
        purpose=Purpose.GUIDANCE,
        rights=rights,
        ends=default_end(work.now.date()),
        text_version=CURRENT,
    )
    return sharing.give(work, ToStructure(to), terms, once=uuid4())
