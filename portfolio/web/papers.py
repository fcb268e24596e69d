"""Papers for people without a device: a synthesis, what is shared; A4, twelve points or more."""

from collections.abc import Iterable, Iterator

from flask import Response
from flask_babel import gettext
from pydantic import BaseModel

from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.words import N_
from portfolio.formats import paper_pdf
from portfolio.formats.paper_pdf import Paper, Part
from portfolio.formats.sheets import Letterhead
from portfolio.services.boxes import Opened
from portfolio.services.companions import Companion
from portfolio.services.grants import OpenGrant
from portfolio.services.revisions import Joint
from portfolio.web import facts, takeaway
from portfolio.web.calendar import day, moment, partial
from portfolio.web.own import Own
from portfolio.web.responses import download
from portfolio.web.signin import now
from portfolio.web.templating import locale, ngettext, say, say_with, site_name

PRINTED = N_("Imprimé le %(day)s\npar %(name)s")
MARK = N_("Imprimé par %(who)s le %(moment)s")
TOLD = ("request", "earlier", "said", "story", "decided", "next_steps")
APART, APARTS = "%(num)s élément choisi à part", "%(num)s éléments choisis à part"
LISTED = ("topics", "given")
AGREED, OPEN = N_("Validée par les deux le %(day)s."), N_("Pas encore validée par les deux.")
NOBODY = N_("Personne d’autre que vous ne voit votre fil en ce moment.")
STOP = N_(
    "Pour arrêter quand vous voulez : sur %(site)s, ouvrez « Partages », puis « Arrêter ». "
    "Sans appareil, demandez à la structure de rendre son accès devant vous."
)


def file(paper: Paper, name: str) -> Response:
    """*paper* as a file to print."""
    content = paper_pdf.write(paper, takeaway.words())
    return download(content, f"{name}-{now().date().isoformat()}.pdf", "application/pdf")


def head_of(title: str, who: str) -> Letterhead:
    """What goes around a paper that *who* prints now."""
    return Letterhead(
        site=site_name(),
        lang=locale(),
        title=title,
        exported=say_with(PRINTED, day=day(now()), name=who),
        mark=say_with(MARK, who=who, moment=moment(now())),
        at=now(),
    )


def counsellor(opened: OpenGrant) -> str:
    """Who prints, when it is a professional."""
    return f"{opened.standing.name}, {opened.standing.structure}"


def owner_of(opened: OpenGrant) -> Own:
    """What a view shows, as papers take a person's own entries: nothing else, under its name."""
    shown = (
        Opened(one.id, one.entry, 1, one.changed_at, one.changed_at) for one in opened.view.entries
    )
    return Own(tuple(shown), opened.view.person, bool(opened.view.terms.alias), now())


def of_synthesis(entry: Synthesis, who: str) -> Paper:
    """A synthesis that somebody keeps, with who wrote it and who agreed to it."""
    came = entry.provenance
    agreed = ", ".join(each for one in entry.agreed for each in facts.answer(one, {}))
    said = (
        (say(N_("Avec")), ", ".join(filter(None, (came.person, came.structure)))),
        *_facts(entry),
        (facts_label(entry, "agreed"), agreed),
    )
    head = head_of(entry.title, who)
    return Paper(head, tuple(pair for pair in said if pair[1]), tuple(_parts(entry)))


def of_joint(found: Joint, person: str, who: str) -> Paper:
    """A synthesis written by two, as it stands, and whether both agree to it."""
    what = found.last.what
    stands = say(OPEN) if found.open else say_with(AGREED, day=day(found.agreed_at))
    head = head_of(gettext("Synthèse de l’entretien du %(day)s", day=partial(what.met_on)), who)
    said = ((say(N_("Personne")), person), *_facts(what), (say(N_("Où elle en est")), stands))
    return Paper(head, tuple(pair for pair in said if pair[1]), tuple(_parts(what)))


def of_known(everybody: Iterable[Companion], who: str) -> Paper:
    """What each one sees today, until when, and how to stop it."""
    running = [one for one in everybody if one.running]
    parts = [
        Part(one.name or say(N_("La personne qui a le code")), (), _seen(one)) for one in running
    ]
    if not running:
        parts = [Part(say(N_("En ce moment")), (say(NOBODY),))]
    stop = Part(say(N_("Pour arrêter")), (say_with(STOP, site=site_name()),))
    return Paper(head_of(say(N_("Que savent-ils de moi ?")), who), (), (*parts, stop))


def _seen(one: Companion) -> tuple[str, ...]:
    sees = [say(section.label) for section in one.sections]
    if one.items:
        sees.append(ngettext(APART, APARTS, one.items))
    never = say(N_("Pas encore de visite"))
    read = moment(one.read.read_at) if one.read and one.read.read_at else never
    rights = ", ".join(say(each.label) for each in one.rights)
    return (
        gettext("Voit : %(what)s", what=", ".join(sees)),
        gettext("Peut faire : %(rights)s", rights=rights),
        gettext("Jusqu’au : %(day)s", day=day(one.until)),
        gettext("Dernière lecture : %(when)s", when=read),
        gettext("Copies emportées : %(count)s", count=len(one.copies)),
    )


def _facts(what: Synthesis | JointSynthesis) -> Iterator[tuple[str, str]]:
    for name in ("met_on", "channel", "level", "minutes", "next_meeting", "next_place"):
        lines = facts.answer(getattr(what, name), {})
        yield facts_label(what, name), ", ".join(lines)


def _parts(what: Synthesis | JointSynthesis) -> Iterator[Part]:
    for name in TOLD:
        if said := getattr(what, name, ""):
            yield Part(facts_label(what, name), (said,))
    for name in LISTED:
        if lines := getattr(what, name):
            yield Part(facts_label(what, name), (), tuple(lines))


def facts_label(what: BaseModel, name: str) -> str:
    """The words of a question, in the reader's language."""
    return say(type(what).model_fields[name].title or name)
