"""What the journal notes, in the words of whom it belongs to."""

from collections.abc import Callable
from datetime import date

from flask_babel import gettext

from portfolio.domain.sections import LABELS, Section
from portfolio.domain.words import N_
from portfolio.services.journal import Line
from portfolio.web.calendar import day
from portfolio.web.templating import ngettext, say, say_with
from portfolio.web.weights import weight

BY_A_SYSTEM = "plan.taken"

PLAIN = {
    "access.refused": N_("A refusé une demande d’accès"),
    "code.opened": N_("A utilisé un code que vous avez donné"),
    "grant.revoked": N_("A arrêté un partage"),
    "grant.replaced": N_("A remplacé un partage par un nouveau"),
    "grant.given_up": N_("N’a plus besoin de votre partage et l’a fermé"),
    "grant.structure_left": N_("A quitté le service : le partage est fini"),
    "grant.expired": N_("A fermé un partage arrivé à sa fin"),
    "plan.read": N_("A lu le plan d’action"),
    "plan.printed": N_("A imprimé le plan d’action"),
    "plan.exported": N_("A téléchargé le plan d’action"),
    BY_A_SYSTEM: N_("A reçu le plan d’action"),
    "file.read": N_("A téléchargé un de vos fichiers"),
    "file.renewed": N_("A changé la clé d’un fichier"),
    "portfolio.exported": N_("A téléchargé tout le portfolio"),
    "handout.exported cv": N_("A téléchargé un CV"),
    "handout.exported sheet": N_("A téléchargé la fiche d’un entretien"),
    "handout.exported page": N_("A téléchargé le fil rouge en une page"),
    "handout.exported booklet": N_("A téléchargé le livret de VAE"),
    "handout.exported synthesis": N_("A téléchargé une synthèse d’entretien"),
    "handout.exported portfolio": N_("A téléchargé tout le portfolio"),
    "archive.taken": N_("A emporté une archive complète, fichiers compris"),
    "account.erasure": N_("A demandé la suppression du compte"),
    "account.kept": N_("A choisi de garder le compte"),
    "minor.agreed": N_("A noté l’accord d’un parent ou d’un tuteur"),
    "entry.checked": N_("A dit qu’un élément est toujours vrai"),
    "scribe.begun": N_("A laissé quelqu’un écrire à ses côtés"),
    "scribe.ended": N_("A repris la main après avoir été aidé à écrire"),
    "scribe.kept": N_("A validé un élément écrit avec de l’aide"),
    "scribe.discarded": N_("N’a pas gardé un élément écrit avec de l’aide"),
    "contribution.proposed action": N_("A proposé une action"),
    "contribution.proposed objective": N_("A proposé un objectif"),
    "contribution.proposed document": N_("A proposé un document"),
    "contribution.proposed observation": N_("A écrit ce que la structure a vu d’une compétence"),
    "contribution.proposed synthesis": N_("A écrit une synthèse d’entretien"),
    "contribution.proposed situation": N_("A noté un point de situation"),
    "contribution.accepted action": N_("A accepté une action proposée"),
    "contribution.accepted objective": N_("A accepté un objectif proposé"),
    "contribution.accepted document": N_("A gardé un document proposé"),
    "contribution.accepted observation": N_("A gardé ce qu’une structure a vu d’une compétence"),
    "contribution.accepted synthesis": N_("A accepté une synthèse d’entretien"),
    "contribution.accepted situation": N_("A gardé un point de situation"),
    "contribution.declined action": N_("A refusé une action proposée"),
    "contribution.declined objective": N_("A refusé un objectif proposé"),
    "contribution.declined document": N_("A refusé un document proposé"),
    "contribution.declined observation": N_("A refusé ce qu’une structure a vu d’une compétence"),
    "contribution.declined synthesis": N_("A refusé une synthèse d’entretien"),
    "contribution.declined situation": N_("A refusé un point de situation"),
    "joint.begun": N_("A commencé une synthèse à deux"),
    "joint.read": N_("A lu une synthèse à deux"),
    "joint.revised": N_("A écrit une nouvelle version d’une synthèse à deux"),
    "joint.agreed": N_("A validé une synthèse à deux"),
    "joint.kept": N_("A rangé une synthèse à deux dans le fil"),
    "appointment.proposed": N_("A proposé un rendez-vous"),
    "appointment.confirmed": N_("A confirmé un rendez-vous"),
    "appointment.moved": N_("A déplacé un rendez-vous"),
    "appointment.cancelled": N_("A annulé un rendez-vous"),
    "appointment.noted": N_("A noté comment un rendez-vous s’est passé"),
    "contribution.proposed programme": N_("A envoyé une démarche"),
    "contribution.accepted programme": N_("A accepté une démarche"),
    "contribution.declined programme": N_("N’a pas pris une démarche"),
    "preparation.shown": N_("A montré la préparation d’un rendez-vous"),
    "preparation.hidden": N_("A repris la préparation d’un rendez-vous"),
    "preparation.read": N_("A lu la préparation d’un rendez-vous"),
    "programme.sent": N_("A envoyé les réponses d’une démarche"),
    "programme.taken_back": N_("A repris les réponses d’une démarche"),
    "programme.stopped": N_("A arrêté une démarche"),
    "programme.read": N_("A lu les réponses d’une démarche"),
    "meeting.closed": N_("A clos un entretien par une fiche, pour vous et pour la structure"),
    "meeting.read": N_("A lu une fiche d’entretien"),
    "joint.printed": N_("A imprimé ou téléchargé une synthèse à deux"),
    "page.printed": N_("A imprimé ou téléchargé le fil en une page"),
    "receipt.printed": N_("A imprimé ou téléchargé le reçu du partage"),
    "meeting.printed": N_("A imprimé ou téléchargé la fiche d’un entretien"),
    "notes.asked copy": N_("A demandé une copie des notes d’une structure"),
    "notes.asked erase": N_("A demandé d’effacer les notes d’une structure"),
    "notes.given": N_("A remis une copie de ses notes"),
    "notes.erased": N_("A effacé ses notes"),
    "notes.refused": N_("A refusé une demande sur ses notes, avec la raison"),
    "contribution.removed": N_("A effacé ce qu’une structure avait proposé"),
    "comment.written": N_("A écrit un commentaire"),
    "comment.read": N_("A lu les commentaires"),
    "comment.removed": N_("A effacé un commentaire"),
    "referral.proposed": N_("A proposé un relais vers une autre structure"),
    "referral.withdrawn": N_("A retiré une proposition de relais"),
    "referral.refused": N_("A refusé un relais"),
    "referral.agreed": N_("A accepté un relais, avec un partage"),
    "referral.seen": N_("A lu un relais"),
    "referral.accepted": N_("A accepté un relais, avec un rendez-vous"),
    "referral.declined": N_("N’a pas pris en charge un relais, et a rendu l’accès"),
    "referral.closed": N_("A dit ce qu’un relais a donné"),
    "referral.cancelled": N_("A arrêté un relais, et son partage"),
    "referral.expired": N_("A fermé un relais resté sans réponse"),
    "dispute.written": N_("A noté un désaccord avec les mots de quelqu’un"),
    "dispute.withdrawn": N_("A retiré un désaccord"),
    "endorsement.asked": N_("A demandé un témoignage"),
    "endorsement.answered": N_("A répondu à une demande de témoignage"),
    "endorsement.shown": N_("A affiché un témoignage avec un élément"),
    "endorsement.hidden": N_("A retiré un témoignage de l’affichage"),
    "endorsement.dropped": N_("A effacé un témoignage, ou arrêté une demande"),
}
STRANGERS = {
    "endorsement.answered": N_("La personne sollicitée"),
    "code.opened": N_("La personne qui a le code"),
    "code.read": N_("La personne qui a le code"),
}
"""Who did what only somebody without an account may do."""
OTHER = N_("Acte noté : %(act)s")


def in_words(line: Line) -> str:
    """The sentence of a line; an act that has none is shown by its name rather than hidden."""
    whole = f"{line.act} {line.detail}".strip()
    if line.act in DETAILED:
        return DETAILED[line.act](line.detail)
    words = PLAIN.get(whole) or PLAIN.get(line.act)
    return say(words) if words else say_with(OTHER, act=whole)


def who(line: Line) -> str:
    """Whoever did it: a name, or the owner, or somebody whose name is not known any more."""
    if line.by:
        return line.by
    if line.act == BY_A_SYSTEM:
        return say_with(N_("Le logiciel %(name)s"), name=line.detail)
    return say(_somebody(line))


def _somebody(line: Line) -> str:
    if line.structure_id:
        return N_("Une personne de la structure")
    return N_("Le service") if line.serviced else STRANGERS.get(line.act, N_("Vous"))


def _read(detail: str) -> str:
    return say_with(N_("A lu : %(sections)s"), sections=_sections(detail))


def _requested(detail: str) -> str:
    return say_with(N_("A demandé un accès : %(sections)s"), sections=_sections(detail))


def _given(detail: str) -> str:
    return say_with(N_("A ouvert un partage : %(sections)s"), sections=_sections(detail))


def _shortened(detail: str) -> str:
    ends = day(date.fromisoformat(detail))
    return say_with(N_("A raccourci un partage, jusqu’au %(day)s"), day=ends)


def _left(detail: str) -> str:
    words = N_("%(name)s n’y travaille plus, et n’ouvre plus ce partage")
    return say_with(words, name=detail or say(N_("Une personne")))


def _stopped(detail: str) -> str:
    return say_with(N_("Le logiciel %(name)s ne reçoit plus rien : il a été arrêté"), name=detail)


def _added(detail: str) -> str:
    return ngettext("A ajouté un élément", "A ajouté %(num)s éléments", _count(detail))


def _changed(detail: str) -> str:
    return ngettext("A modifié un élément", "A modifié %(num)s éléments", _count(detail))


def _removed(detail: str) -> str:
    return ngettext("A supprimé un élément", "A supprimé %(num)s éléments", _count(detail))


def _restored(detail: str) -> str:
    return ngettext(
        "A sorti un élément de la corbeille",
        "A sorti %(num)s éléments de la corbeille",
        _count(detail),
    )


def _destroyed(detail: str) -> str:
    return ngettext(
        "A effacé un élément pour toujours",
        "A effacé %(num)s éléments pour toujours",
        _count(detail),
    )


def _kept(detail: str) -> str:
    return ngettext("A gardé un fichier", "A gardé %(num)s fichiers", _count(detail))


def _erased(detail: str) -> str:
    return ngettext("A effacé un fichier", "A effacé %(num)s fichiers", _count(detail))


def _cut(detail: str) -> str:
    sent, _, size = detail.partition("/")
    words = N_("N’a reçu que %(sent)s d’un de vos fichiers (%(size)s) : le partage s’était arrêté")
    return say_with(words, sent=weight(_count(sent)), size=weight(_count(size)))


def _sections(detail: str) -> str:
    known = {str(section) for section in Section}
    named = [say(LABELS[Section(one)]) for one in detail.split(",") if one in known]
    return ", ".join(named) or str(gettext("rien"))


def _count(detail: str) -> int:
    return int(detail) if detail.isdecimal() else 1


DETAILED: dict[str, Callable[[str], str]] = {
    "access.requested": _requested,
    "code.read": _read,
    "grant.read": _read,
    "grant.given": _given,
    "grant.shortened": _shortened,
    "grant.member_left": _left,
    "grant.partner_stopped": _stopped,
    "entry.added": _added,
    "entry.changed": _changed,
    "entry.removed": _removed,
    "entry.restored": _restored,
    "entry.destroyed": _destroyed,
    "file.added": _kept,
    "file.erased": _erased,
    "file.cut": _cut,
}
