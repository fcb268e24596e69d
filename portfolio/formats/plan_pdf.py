"""The agreed plan on paper: one A4 sheet that reads without a screen."""

from datetime import date
from typing import Any

from portfolio.domain.dates import PartialDate
from portfolio.domain.unmarking import unmarked
from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.plan import (
    PlanAction,
    PlanObjective,
    PlanSheet,
    amendment,
    comments_of,
    reason_of,
    standing_of,
    status_of,
    who_acts,
)
from portfolio.formats.sheets import BOXED, Letterhead, letterhead
from portfolio.formats.typesetting import typeset
from portfolio.formats.words import Words

PLAN = N_("Plan d’action")
EXPORTED = N_("Exporté par %(who)s\nle %(moment)s")
MARK = N_("Exporté par %(who)s le %(moment)s")
COLUMNS = (N_("Action"), N_("Pour quand"), N_("Qui agit"), N_("État"))
OTHERS = N_("Autres actions")
PERSON, STRUCTURE = N_("Personne"), N_("Structure")
PROGRESS = N_("Avancement")
DONE = N_("%(done)s sur %(all)s")
EMPTY = N_("Ce plan ne contient encore aucune action décidée.")
BY = N_("Pour : %(due)s.")
PROPOSED_ON = N_("Proposée par %(who)s le %(day)s.")
PROPOSED = N_("Proposée par %(who)s.")
WRITTEN = N_("Notée par %(who)s.")
AGREED = N_("Décidée le %(day)s.")
START = N_("À partir de : %(day)s.")
PLACE = N_("Où : %(place)s.")
CONTACT = N_("Contact : %(contact)s.")
HELP = N_("Aide attendue : %(text)s.")
OUTCOME = N_("Ce que cela a donné : %(text)s")
REASON = N_("Pourquoi : %(text)s")
DONE_ON = N_("Faite : %(day)s.")
REFERENCE = N_("Réf. %(id)s")
LATER = N_("Revoir ce plan")
OWNER = N_("Ce document appartient à %(person)s, qui choisit à qui le donner.")
HOW = N_("Pour le revoir ou le changer, connectez-vous à %(site)s et ouvrez « Projet ».")


@writes(
    "plan-pdf",
    subject=PlanSheet,
    label=N_("Document à imprimer (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(sheet: PlanSheet, words: Words) -> bytes:
    """*sheet* as PDF/UA-1, dated the moment of the export."""
    moment, title = words.moment(sheet.exported_at), _title(sheet, words)
    head = Letterhead(
        site=sheet.site,
        lang=words.lang,
        title=title,
        exported=words(EXPORTED, who=sheet.exported_by, moment=moment),
        mark=words(MARK, who=sheet.exported_by, moment=moment),
        at=sheet.exported_at,
        kicker="" if title == words(PLAN) else words(PLAN),
        boxed=words(BOXED),
    )
    data = {
        **letterhead(head),
        "facts": _facts(sheet, words),
        "empty": "" if sheet.objectives else words(EMPTY),
        "columns": [words(column) for column in COLUMNS],
        "objectives": [
            _objective(sheet, objective, number, words)
            for number, objective in enumerate(sheet.objectives, 1)
        ],
        "later": _later(sheet, words),
    }
    return typeset("plan", data, sheet.exported_at)


def _later(sheet: PlanSheet, words: Words) -> dict[str, Any]:
    how = " ".join(filter(None, (words(HOW, site=sheet.site), sheet.address)))
    return {"title": words(LATER), "paragraphs": [words(OWNER, person=sheet.person), how]}


def _title(sheet: PlanSheet, words: Words) -> str:
    projects = {objective.project for objective in sheet.objectives} - {""}
    return projects.pop() if len(projects) == 1 else words(PLAN)


def _facts(sheet: PlanSheet, words: Words) -> list[tuple[str, str]]:
    done = sum(action.status == "done" for action in sheet.actions)
    facts = [
        (words(PERSON), sheet.person),
        (words(STRUCTURE), sheet.structure),
        (words(PROGRESS), words(DONE, done=done, all=len(sheet.actions)) if sheet.actions else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _objective(
    sheet: PlanSheet, objective: PlanObjective, number: int, words: Words
) -> dict[str, Any]:
    due = words(BY, due=words.partial(objective.due)) if objective.due else ""
    standing = (
        "" if objective.status == "to-do" or not objective.id else standing_of(objective, words)
    )
    return {
        "title": f"{number}. {objective.title}" if objective.title else words(OTHERS),
        "notes": _said(
            objective.details,
            _sentence(due, standing and f"{standing}."),
            words(REASON, text=objective.dropped_reason) if objective.dropped_reason else "",
        ),
        "actions": [_action(sheet, action, words) for action in objective.actions],
    }


def _action(sheet: PlanSheet, action: PlanAction, words: Words) -> dict[str, Any]:
    due = _said(words.partial(action.due) if action.due else "", action.due_text)
    return {
        "done": action.status == "done",
        "what": action.what,
        "due": ", ".join(due) or "-",
        "who": who_acts(action, sheet, words),
        "status": status_of(action, words),
        "notes": _said(
            action.details,
            _practical(action, words),
            words(REASON, text=reason) if (reason := reason_of(action)) else "",
            words(OUTCOME, text=unmarked(action.outcome)) if action.outcome else "",
            *comments_of(action, words),
            _origin(sheet, action, words),
        ),
    }


def _practical(action: PlanAction, words: Words) -> str:
    return _sentence(
        words(START, day=words.partial(action.start)) if action.start else "",
        words(PLACE, place=action.place) if action.place else "",
        words(CONTACT, contact=action.contact) if action.contact else "",
        words(HELP, text=action.help_needed) if action.help_needed else "",
        words(DONE_ON, day=words.partial(action.done_on)) if action.done_on else "",
    )


def _origin(sheet: PlanSheet, action: PlanAction, words: Words) -> str:
    """Who wrote it, when, and the last eight signs of its id."""
    who = ", ".join(filter(None, (action.author, action.structure)))
    if action.proposed_on:
        written = words(PROPOSED_ON, who=who, day=_day(action.proposed_on, words))
    else:
        written = words(PROPOSED if action.structure else WRITTEN, who=who)
    agreed = words(AGREED, day=_day(action.agreed_on, words)) if action.agreed_on else ""
    changed = amendment(action, sheet, words)
    return _sentence(written, agreed, changed, words(REFERENCE, id=str(action.id)[-8:]))


def _day(day: date, words: Words) -> str:
    return words.partial(PartialDate(day.year, day.month, day.day))


def _said(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _sentence(*parts: str) -> str:
    return " ".join(_said(*parts))
