"""A receipt of consent in words, the same for both sides: on a page, as a PDF, as JSON-LD.

Each side reads it in French or in English; the text that was agreed to stays in the language it
was read in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import flask_babel
from flask import Response, current_app, request

from portfolio.domain.codes import BEARER
from portfolio.domain.consents import Event, Record
from portfolio.domain.words import N_
from portfolio.formats import consent_jsonld
from portfolio.formats.consent_jsonld import Keeper
from portfolio.formats.sheets import BOXED, Letterhead, receipt_pdf
from portfolio.formats.sheets import Receipt as Sheet
from portfolio.services.receipts import Receipt
from portfolio.settings import Settings
from portfolio.web import responses, signin
from portfolio.web.calendar import day, moment
from portfolio.web.templating import locale, ngettext, say, say_with, site_name
from portfolio.web.typography import french

TITLE = N_("Reçu de partage")
FILE = N_("recu-de-partage")
EVENTS = {
    Event.PRIVATE: N_("Accord à part"),
    Event.OPENED: N_("Code utilisé le"),
    Event.RELAYED: N_("Par un relais"),
    Event.SHORTENED: N_("Raccourci le"),
    Event.REFRESHED: N_("Accord renouvelé le"),
    Event.WIDENED: N_("Accord élargi le"),
    Event.WITHDRAWN: N_("Arrêté le"),
    Event.GIVEN_UP: N_("Rendu par la structure le"),
    Event.REPLACED: N_("Remplacé le"),
    Event.EXPIRED: N_("Arrivé à sa fin le"),
}
LANGUAGES = {"fr": N_("français"), "en": N_("anglais")}

Pairs = tuple[tuple[str, str], ...]
WITH_AN_ADULT = N_("Un parent ou un tuteur a donné son accord aussi.")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a receipt, in *language*; its *sentences* are in the one they were read in."""

    language: str
    agreed: str
    facts: Pairs
    sentences: tuple[str, ...]
    read_in: str


def words(receipt: Receipt) -> Words:
    """Who, what, why, how, until when, under which text, and what came next."""
    language = _language()
    with flask_babel.force_locale(language):
        facts = tuple((say(label), said) for label, said in _facts(receipt) if said)
        agreed = say(N_("Le texte accepté"))
    return Words(language, agreed, facts, _sentences(receipt), receipt.given.notice.language)


def as_pdf(receipt: Receipt) -> Response:
    """The receipt as a file to print."""
    told, now = words(receipt), signin.now()
    with flask_babel.force_locale(told.language):
        printed = say_with(N_("Imprimé le %(day)s"), day=day(now))
        number = say_with(N_("Reçu n° %(number)s"), number=receipt.given.consent_id)
        title, boxed, name = say(TITLE), say(BOXED), f"{say(FILE)}.pdf"
    head = Letterhead(site_name(), told.language, title, printed, number, now, boxed=boxed)
    sheet = Sheet(head, told.facts, closing=told.sentences, closing_lang=told.read_in)
    return responses.download(receipt_pdf(sheet), name, "application/pdf")


def as_json(receipt: Receipt) -> Response:
    """Every field of every record, for a machine or an auditor."""
    settings: Settings = current_app.extensions["settings"]
    keeper = Keeper(site_name(), settings.operator, settings.contact)
    content = consent_jsonld.receipt(receipt.records, keeper, signin.now())
    return responses.download(content, f"{say(FILE)}.jsonld", "application/ld+json")


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else locale()


def _sentences(receipt: Receipt) -> tuple[str, ...]:
    """What was agreed to, word for word, with the name and the day that it was about."""
    record, language = receipt.given, receipt.given.notice.language
    apart = (one.sentences for one in receipt.records if one.event is Event.PRIVATE)
    with flask_babel.force_locale(language):
        name = record.recipient.name or say(BEARER)
        fill = {"structure": name, "day": day(record.validity.last_day)}
        said = tuple(each % fill for each in chain(record.sentences, *apart))
    return tuple(map(french, said)) if language == "fr" else said


def _facts(receipt: Receipt) -> Iterator[tuple[str, str]]:
    given, terms = receipt.given, receipt.terms
    yield N_("De"), receipt.person
    if terms and terms.alias != receipt.person:
        yield N_("Sous le nom"), terms.alias
    yield N_("À"), _whom(given)
    yield N_("À ces personnes seulement"), _lines(*(one.name for one in given.named))
    yield N_("À ce logiciel seulement"), _lines(*(one.name for one in given.systems))
    yield N_("Quoi"), _what(given)
    yield N_("Pourquoi"), _lines(say(given.purpose.label), terms.purpose_text if terms else "")
    yield N_("Ce que la structure peut faire"), _lines(*(say(one.label) for one in given.rights))
    yield N_("Si le fil change"), say(given.information.mode.label)
    yield N_("Donné le"), moment(given.event_at)
    yield N_("Ouvert du"), day(given.validity.starts_at)
    yield N_("Jusqu’au"), day(given.validity.last_day)
    yield from _after(receipt)
    yield from _over(receipt.latest, signin.now())
    yield N_("Avant 15 ans"), say(WITH_AN_ADULT) if given.jointly else ""
    yield N_("Texte accepté"), _text(given)
    yield N_("Pour arrêter"), say(given.withdrawal)
    yield N_("Numéro du reçu"), str(given.consent_id)
    yield N_("Empreinte du contenu"), _in_groups(given.information.view_digest)


def _after(receipt: Receipt) -> Iterator[tuple[str, str]]:
    for record in receipt.records[1:]:
        words = moment(record.event_at)
        if record.event is Event.OPENED:
            words = _lines(words, record.recipient.name)
        if record.event is Event.RELAYED and record.referrer:
            words = say_with(N_("proposé par %(name)s"), name=record.referrer.name)
        if record.event is Event.SHORTENED:
            ends = day(record.validity.last_day)
            words = say_with(N_("%(moment)s, jusqu’au %(day)s"), moment=words, day=ends)
        if record.event is Event.PRIVATE:
            words = f"{words}, {_apart(record)}"
        yield EVENTS[record.event], words


def _apart(record: Record) -> str:
    count = len(record.information.private)
    return ngettext(
        "pour un élément gardé pour soi d’habitude",
        "pour %(num)s éléments gardés pour soi d’habitude",
        count,
    )


def _whom(record: Record) -> str:
    who = record.recipient
    return _lines(who.name or say(BEARER), who.address, who.contact)


def _over(latest: Record, now: datetime) -> Iterator[tuple[str, str]]:
    """That time ended it, from that very instant: whatever the nightly job has done."""
    if latest.status(now) is Event.EXPIRED and latest.event is not Event.EXPIRED:
        yield EVENTS[Event.EXPIRED], moment(latest.validity.ends_at)


def _what(record: Record) -> str:
    about = record.information
    picked = N_("Éléments choisis un par un : %(count)s")
    items = say_with(picked, count=len(about.items)) if about.items else ""
    return _lines(*(say(section.label) for section in about.sections), items)


def _text(record: Record) -> str:
    notice = record.notice
    language = say(LANGUAGES[notice.language])
    return say_with(
        N_("version %(version)s, lue en %(language)s"), version=notice.version, language=language
    )


def _in_groups(digest: str) -> str:
    """Eight figures at a time: nobody reads sixty-four."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _lines(*words: str) -> str:
    return "\n".join(each for each in words if each)
