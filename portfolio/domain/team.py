"""What is noted of a structure's team: every change of who is there, and of who keeps the keys."""

from portfolio.domain.entries.choices import Choice
from portfolio.domain.words import N_


class TeamAct(Choice):
    """One kind of change, as the team reads it; *who* is whom it is about, if anybody."""

    INVITED = "invited", N_("a invité %(who)s")
    CANCELLED = "cancelled", N_("a annulé l’invitation de %(who)s")
    ACCEPTED = "accepted", N_("a dit oui à une invitation")
    DECLINED = "declined", N_("a renoncé à rejoindre l’équipe")
    CONFIRMED = "confirmed", N_("a confirmé %(who)s")
    OFFICE = "office", N_("a changé le rôle de %(who)s : %(detail)s")
    REMOVED = "removed", N_("a retiré %(who)s de l’équipe")
    LEFT = "left", N_("a quitté l’équipe")
    ROTATED = "rotated", N_("a changé les clés")
    PRINTED = "printed", N_("a imprimé la feuille de secours de la structure")
    DESTROYED = "destroyed", N_("a annulé la feuille de secours de la structure")
    RESCUED = "rescued", N_("a repris les clés avec la feuille de secours")
    MISSED = "missed", N_("a tapé un code de secours qui n’est pas le bon")
    HURRIED = (
        "hurried",
        N_("a ouvert beaucoup de partages en une heure"),
    )
    PACED = "paced", N_("a atteint le nombre de partages qu’une personne peut ouvrir en un jour")
    CARD = "card", N_("a modifié la fiche de la structure")
