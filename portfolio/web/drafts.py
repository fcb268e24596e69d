"""Drafts as their owner finds them again: which form it was, its first words, the way back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portfolio.domain.access import Role
from portfolio.domain.entries import KINDS
from portfolio.domain.entries.shapes import in_one_line
from portfolio.domain.words import N_
from portfolio.services import entries, unsaved
from portfolio.services.unsaved import Kept
from portfolio.services.work import Work
from portfolio.web.templating import say
from portfolio.web.unsaved import SHEET, told

ADD, EDIT = N_("À ajouter"), N_("À modifier")
NAMES = {
    "entries.add": ADD,
    "plans.add": ADD,
    "evidence.add": N_("Un document à ajouter"),
    "entries.edit": EDIT,
    "evidence.edit": EDIT,
    "activities.add": N_("Une activité à ajouter"),
    "activities.edit": N_("Une activité à modifier"),
    "handouts.cv": N_("Un CV à modifier"),
    "handouts.booklet": N_("Livret de VAE"),
    "start.step": N_("La mise en route"),
    "plans.close": N_("Un plan à clore"),
    "plans.stand": N_("Où en est une action"),
    "plans.comment": N_("Une remarque"),
    "leads.ask": N_("Une enquête"),
    "endorsements.ask": N_("Une demande de témoignage"),
    "interviews.write": N_("Une synthèse"),
    "interviews.synthesis": N_("Une synthèse"),
    "sharing.synthesis": N_("Une synthèse"),
    "interviews.check": N_("Un point de situation"),
    "interviews.close_now": N_("Un entretien à clore"),
    "interviews.notes": N_("Une note de travail"),
    "notes.amend": N_("Une note de travail"),
    "notes.reply": N_("Une réponse sur des notes"),
    "interviews.offer_action": N_("Une action à proposer"),
    "interviews.offer_document": N_("Un document à proposer"),
    "interviews.offer_objective": N_("Un objectif à proposer"),
    "interviews.observe": N_("Ce que vous avez vu d’une compétence"),
    "interviews.send_programme": N_("Une démarche à envoyer"),
    "interviews.comment": N_("Un commentaire"),
    "sharing.comment": N_("Un commentaire"),
    "interviews.report": N_("Un signalement"),
    "sharing.report": N_("Un signalement"),
    "relays.write": N_("Un relais à proposer"),
    "sharing.referral": N_("Une réponse à un relais"),
    "sharing.refuse_referral": N_("Une réponse à un relais"),
    "referrals.accept": N_("Une réponse à un relais"),
    "referrals.decline": N_("Une réponse à un relais"),
    "referrals.close": N_("Un relais à clore"),
    "endorsements.publish": N_("Une remarque sur un témoignage"),
    "desk.ask": N_("Une demande d’accès"),
    "bank.new": N_("Un texte pour la banque"),
    "bank.edit": N_("Un texte pour la banque"),
    "preparing.meeting": N_("Une préparation"),
    "preparing.programme": N_("Une démarche suivie"),
    "interviews.appointments": N_("Un rendez-vous à proposer"),
    "interviews.move_appointment": N_("Un rendez-vous à déplacer"),
    "sharing.appointments": N_("Un rendez-vous à proposer"),
    "sharing.move_appointment": N_("Un rendez-vous à déplacer"),
    "interviews.cancel_appointment": N_("Un rendez-vous à annuler"),
    "sharing.cancel_appointment": N_("Un rendez-vous à annuler"),
}
OTHER = N_("Une page à remplir")
PAGES = {
    "plans.stand": "plans.action",
    "plans.comment": "plans.action",
    "leads.ask": "leads.show",
    "interviews.write": "interviews.show",
    "sharing.refuse_referral": "sharing.referral",
    "referrals.accept": "referrals.show",
    "referrals.decline": "referrals.show",
    "referrals.close": "referrals.show",
    "endorsements.publish": "endorsements.show",
    "interviews.cancel_appointment": "interviews.appointment",
    "sharing.cancel_appointment": "sharing.appointment",
}
"""The pages of forms that are sent elsewhere than to the page they are on."""
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that wait: *what* form, *about* what, and its page, none when that is gone."""

    id: UUID
    what: str
    about: str
    words: tuple[str, ...]
    saved_at: datetime
    url: str

    @property
    def excerpt(self) -> str:
        """How it begins."""
        line = " ".join(in_one_line(*self.words).split())
        return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rstrip()}…"


def of(work: Work) -> list[Draft]:
    """All of them, the latest first."""
    return said(work, unsaved.read_all(work))


def said(work: Work, kept: Sequence[Kept]) -> list[Draft]:
    """Those, in words."""
    titles = _titles(work) if kept else {}
    return [_draft(each, titles) for each in kept]


def one(work: Work, sheet_id: UUID) -> Draft:
    """One of them; another person's is as absent as none."""
    return _draft(unsaved.read(work, sheet_id), _titles(work))


def _titles(work: Work) -> dict[UUID, str]:
    """What the owner of a portfolio calls each thing in it."""
    if work.actor.role is not Role.CITIZEN:
        return {}
    return {each.id: each.entry.title for each in entries.read_all(work)}


def _draft(kept: Kept, titles: Mapping[UUID, str]) -> Draft:
    endpoint, values = _form(kept.place)
    about = ", ".join(_about(values, titles))
    what = say(NAMES.get(endpoint, OTHER))
    words, url = tuple(told(kept.typed)), _page(endpoint, values)
    gone = "entry_id" in values and bool(titles) and not about
    way = "" if gone or not url else f"{url}?{SHEET}={kept.sheet.id}"
    return Draft(kept.sheet.id, what, about, words, kept.saved_at, way)


def _form(place: str) -> tuple[str, Mapping[str, Any]]:
    """The form that is sent to *place*, if this release still has it."""
    with suppress(HTTPException, RequestRedirect):
        adapter = current_app.url_map.bind_to_environ(request.environ)
        return adapter.match(place, method="POST")
    return "", {}


def _about(values: Mapping[str, Any], titles: Mapping[UUID, str]) -> Iterator[str]:
    kind = KINDS.get(values.get("kind", ""))
    if kind:
        yield say(kind.label)
    for value in values.values():
        if value in titles:
            yield f"« {titles[value]} »"


def _page(endpoint: str, values: Mapping[str, Any]) -> str:
    return url_for(PAGES.get(endpoint, endpoint), **values) if endpoint else ""
