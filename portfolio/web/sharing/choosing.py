"""What the first step offers: structures of the directory, and who reads in the one chosen."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from flask import request
from wtforms.fields.choices import SelectChoice

from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import Audience
from portfolio.domain.words import N_
from portfolio.services import members, partners, standings, structures
from portfolio.services.recipients import MOST_NAMED, NOBODY_NAMED, NOBODY_READS, TOO_MANY
from portfolio.services.structures import Listed, Listing
from portfolio.web.forms import fail
from portfolio.web.paging import number_in
from portfolio.web.sharing.forms import Which, Who, Whom
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

NONE_CHOSEN = N_("Choisissez une structure dans la liste.")
NOT_LISTED = N_("Cette structure n’est plus dans l’annuaire. Choisissez-en une autre.")
NO_SYSTEM = N_("Aucun logiciel de cette structure ne reçoit de plan. Choisissez des personnes.")
NO_SUCH_SYSTEM = N_("Choisissez un logiciel dans la liste.")
NOT_THERE = N_("Une personne cochée n’y travaille plus. Vérifiez vos choix.")


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of structures to choose from, and what was searched for."""

    words: str
    listing: Listing
    offered: tuple[Listed, ...]

    @property
    def hints(self) -> dict[str, str]:
        """Under each name: where it is, and what network it belongs to."""
        return {str(one.id): _where(one) for one in self.offered}


def directory(chosen: UUID | None) -> Directory:
    """The structures that the request searches for, the *chosen* one first."""
    words = request.values.get("q", "").strip()[:100]
    page = number_in(request.values)
    session = work().session
    listing = structures.search(session, words, page=page)
    first = [structures.read(session, chosen)] if chosen else []
    others = (one for one in listing.found if one.id != chosen)
    return Directory(words, listing, (*first, *others))


def still_there(structure_id: UUID | None) -> UUID | None:
    """The same structure, unless it closed since it was chosen."""
    with suppress(NotFound):
        return structures.read(work().session, structure_id).id if structure_id else None
    return None


def who(found: Directory, chosen: UUID | None, audience: Audience) -> Who:
    """The form of the first step."""
    form = Who(structure=str(chosen) if chosen else None, audience=audience)
    form.structure.choices = [SelectChoice(str(one.id), one.card.name) for one in found.offered]
    if not partners.any_receives(work()):
        form.audience.choices = form.audience.choices[:-1]
    return form


def pick(form: Who) -> Listed | None:
    """The structure chosen; None, with the reason beside the question, when there is none."""
    listed, refused = None, ""
    try:
        listed = structures.read(work().session, UUID(form.structure.data or ""))
    except NotFound:
        refused = NOT_LISTED
    except ValueError:
        refused = NONE_CHOSEN
    if listed and not standings.holders(work(), listed.id):
        refused = NOBODY_READS
    if refused:
        fail(form.structure, say(refused))
    elif listed and form.audience.data == Audience.PARTNER and not systems(listed.id):
        fail(form.audience, say(NO_SYSTEM))
    return None if form.errors else listed


def systems(structure_id: UUID) -> dict[str, str]:
    """The systems of a structure that plans can be given to, under the ids that come back."""
    return {str(one.id): one.name for one in partners.receiving(work(), structure_id)}


def which(there: Mapping[str, str], chosen: Iterable[UUID]) -> Which:
    """The form of the systems."""
    form = Which(system=next((str(each) for each in chosen if str(each) in there), None))
    form.system.choices = [SelectChoice(partner_id, name) for partner_id, name in there.items()]
    return form


def picked(form: Which, there: Mapping[str, str]) -> bool:
    """Whether the chosen system is still there; else it is said beside the question."""
    if form.system.data not in there:
        fail(form.system, say(NO_SUCH_SYSTEM))
    return not form.errors


def people(structure_id: UUID) -> dict[str, str]:
    """Who reads in a structure, by name, under the ids that the form sends back."""
    found = members.who_reads(work(), structure_id).items()
    return {str(account_id): name for account_id, name in found}


def answering(structure_id: UUID) -> list[str]:
    """The names of those who answer for a structure."""
    return members.referents(work(), structure_id)[structure_id]


def whom(there: Mapping[str, str], chosen: Iterable[UUID]) -> Whom:
    """The form of the names; nobody is ticked but whom the person ticked."""
    form = Whom(members=[str(each) for each in chosen if str(each) in there])
    form.members.choices = [SelectChoice(account_id, name) for account_id, name in there.items()]
    return form


def named(form: Whom, there: Mapping[str, str]) -> bool:
    """Whether the ticked names hold; what is wrong is said beside them."""
    ticked = form.members.data or []
    form.members.data = [each for each in ticked if each in there]
    if not ticked:
        fail(form.members, say(NOBODY_NAMED))
    elif len(form.members.data) < len(ticked):
        fail(form.members, say(NOT_THERE))
    elif len(ticked) > MOST_NAMED:
        fail(form.members, say_with(TOO_MANY, most=MOST_NAMED))
    return not form.errors


def _where(one: Listed) -> str:
    return ", ".join(part for part in (one.card.town, one.card.network) if part)
