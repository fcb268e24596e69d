"""The sheet of a closed interview in words: one page and one PDF, the same for both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import flask_babel
from flask import Response, current_app, render_template, url_for

from portfolio.domain.meetings import Agreed, MeetingSheet, Offer
from portfolio.domain.words import N_
from portfolio.formats import paper_pdf
from portfolio.formats.paper_pdf import Paper, Part
from portfolio.formats.sheets import Letterhead
from portfolio.services import meetings
from portfolio.services.sides import Side
from portfolio.settings import Settings
from portfolio.web import takeaway
from portfolio.web.calendar import day, moment, partial
from portfolio.web.responses import download
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with, site_name

TITLE = N_("Fiche de fin d’entretien")
FILE = N_("fiche-d-entretien-%(day)s.pdf")
CLOSED = N_("Clos par %(who)s\nle %(moment)s")
MARK = N_("%(structure)s, %(moment)s. La même fiche est gardée par les deux.")
NO_DATE = N_("Pas encore fixé")
NOTHING = N_("Aucune action n’est décidée pour le moment.")
OPEN = N_("%(structure)s peut encore voir, jusqu’au %(day)s :")
APART = N_("%(count)s éléments choisis à part")
MAY = N_("Ce que la structure peut faire : %(rights)s.")
STOP = N_(
    "Pour arrêter quand vous voulez : sur %(site)s, ouvrez « Partages », puis « Arrêter ». "
    "Sans appareil, dites-le à la structure : elle peut rendre cet accès devant vous."
)
ADDRESS = N_("Adresse du service : %(address)s")
TO_ACCEPT = N_("à accepter ou refuser")
ACCEPTED = N_("accepté par la personne")
OFFERS = {
    "objective": N_("Un objectif"),
    "document": N_("Un document"),
    "programme": N_("Une démarche"),
    "observation": N_("Ce qui a été vu d’une compétence"),
    "situation": N_("Un point de situation"),
}


class Closed(Protocol):
    """A sheet, wherever it is kept, and when the interview was closed."""

    @property
    def sheet(self) -> MeetingSheet:
        """What stands on it."""
        ...

    @property
    def at(self) -> datetime:
        """When."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a side reads sheets: the desk's name in addresses, what the other is called."""

    name: str
    side: Side
    other: str

    def url(self, act: str, meeting_id: UUID | None = None) -> str:
        """The address of *act* about one sheet, or about all of them."""
        about = {"meeting_id": meeting_id} if meeting_id else {}
        return url_for(f"{self.name}.{act}", grant_id=self.side.grant_id, **about)  # type: ignore[arg-type]

    @property
    def nav(self) -> str:
        """The part of the site it belongs to."""
        return "sharing" if self.side.by_owner else "desk"


def listed(desk: Desk, papers: Sequence[tuple[str, str]] = ()) -> str:
    """Every sheet of a share, and other *papers* to hand over, as addresses and names."""
    found = meetings.of_grant(work(), desk.side)
    meetings.note(work(), desk.side, "read")
    return render_template("sharing/meetings.html", desk=desk, found=found, papers=papers)


def shown(desk: Desk, meeting_id: UUID) -> str:
    """One sheet, word for word as its PDF."""
    found = meetings.one(work(), desk.side, meeting_id)
    meetings.note(work(), desk.side, "read")
    return render_template("sharing/meeting.html", desk=desk, found=found, paper=paper_of(found))


def file(desk: Desk, meeting_id: UUID) -> Response:
    """The same as a PDF: the same bytes, whichever side takes it, and whenever."""
    found = meetings.one(work(), desk.side, meeting_id)
    meetings.note(work(), desk.side, "printed")
    return printed(found)


def printed(found: Closed) -> Response:
    """One as a file, in the language it was made in."""
    with flask_babel.force_locale(found.sheet.language):
        content = paper_pdf.write(paper_of(found), takeaway.words())
        name = say_with(FILE, day=found.at.date().isoformat())
    return download(content, name, "application/pdf")


def paper_of(found: Closed) -> Paper:
    """Every word of a sheet, in the language it was made in."""
    with flask_babel.force_locale(found.sheet.language):
        return Paper(_head(found), tuple(_facts(found.sheet)), tuple(_parts(found.sheet)))


def _head(found: Closed) -> Letterhead:
    sheet, at = found.sheet, moment(found.at)
    return Letterhead(
        site=site_name(),
        lang=sheet.language,
        title=say(TITLE),
        exported=say_with(CLOSED, who=sheet.counsellor, moment=at),
        mark=say_with(MARK, structure=sheet.structure, moment=at),
        at=found.at,
    )


def _facts(sheet: MeetingSheet) -> Iterator[tuple[str, str]]:
    how = [say(each.label) for each in (sheet.level, sheet.channel) if each]
    yield say(N_("Personne")), sheet.person
    yield say(N_("Avec")), f"{sheet.counsellor}, {sheet.structure}"
    yield say(N_("Entretien du")), ". ".join((partial(sheet.met_on), *how))
    when = partial(sheet.next_day) if sheet.next_day else say(NO_DATE)
    yield say(N_("Prochain rendez-vous")), ", ".join(filter(None, (when, sheet.next_place)))


def _parts(sheet: MeetingSheet) -> Iterator[Part]:
    actions = tuple(map(_action, sheet.actions))
    yield Part(say(N_("Ce qui est décidé")), () if actions else (say(NOTHING),), actions)
    if sheet.offers:
        yield Part(say(N_("Ce qui a été proposé aussi")), (), tuple(map(_offer, sheet.offers)))
    if sheet.word:
        yield Part(say(N_("Un mot pour vous")), (sheet.word,))
    if sheet.given:
        yield Part(say(N_("Documents remis")), (), sheet.given)
    yield Part(say(N_("La synthèse de l’entretien")), (say(sheet.written.label),))
    yield _open(sheet)


def _action(one: Agreed) -> str:
    said = (one.who, _due(one), one.due_text, one.place, say(TO_ACCEPT) if one.waiting else "")
    more = ", ".join(filter(None, said))
    return say_with(N_("%(head)s : %(text)s"), head=one.what, text=more) if more else one.what


def _offer(one: Offer) -> str:
    state = say(TO_ACCEPT if one.waiting else ACCEPTED)
    said = ", ".join(filter(None, (one.what, _due(one), state)))
    return say_with(N_("%(head)s : %(text)s"), head=say(OFFERS[one.kind]), text=said)


def _due(one: Agreed | Offer) -> str:
    if not one.due:
        return ""
    by = N_("pour le %(when)s") if one.due.day else N_("pour %(when)s")
    return say_with(by, when=partial(one.due))


def _open(sheet: MeetingSheet) -> Part:
    settings: Settings = current_app.extensions["settings"]
    shown = [say(section.label) for section in sheet.sections]
    if sheet.apart:
        shown.append(say_with(APART, count=sheet.apart))
    rights = ", ".join(say(right.label).lower() for right in sheet.rights)
    said = say_with(OPEN, structure=sheet.structure, day=day(sheet.ends))
    after = [say_with(MAY, rights=rights), say_with(STOP, site=site_name())]
    if settings.base_url:
        after.append(say_with(ADDRESS, address=settings.base_url))
    return Part(say(N_("Ce qui reste ouvert")), (said, ", ".join(shown) + ".", *after))
