"""A partner: the system of a structure that takes home the action plans it was given."""

from collections.abc import Iterable
from datetime import date
from ipaddress import ip_address, ip_network

from portfolio.domain.errors import Refused
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, Terms, latest_end
from portfolio.domain.words import N_

ONLY_A_PLAN = N_("Un logiciel partenaire ne peut recevoir que le plan d’action.")
NO_EXPORT = N_("Pour qu’un logiciel reçoive le plan, il faut le droit de le télécharger.")
NOT_A_NETWORK = N_("« %(network)s » n’est pas une adresse de réseau. Exemple : 192.0.2.0/24.")
OUT_OF_DAYS = N_("Un accès dure au plus 12 mois : choisissez une date avant le %(latest)s.")


def check_terms(terms: Terms) -> None:
    """Raise :class:`Refused` for terms under which a system would receive more than a plan."""
    if terms.sections != (Section.PLAN,) or terms.items:
        raise Refused(ONLY_A_PLAN, "sections")
    if not terms.allow(Right.EXPORT):
        raise Refused(NO_EXPORT, "rights")


def check_end(ends: date, today: date) -> None:
    """Raise :class:`Refused` for a token that would not end, or ended already."""
    latest = latest_end(today)
    if not today <= ends <= latest:
        raise Refused(OUT_OF_DAYS, "ends", latest=latest)


def networks(given: Iterable[str]) -> str:
    """The networks a partner may call from, as they are kept: ``192.0.2.0/24 2001:db8::/32``.

    Raises :class:`Refused` for one that is none.
    """
    kept = []
    for each in given:
        try:
            kept.append(str(ip_network(each.strip(), strict=False)))
        except ValueError as why:
            raise Refused(NOT_A_NETWORK, "networks", network=each) from why
    return " ".join(sorted(set(kept)))


def comes_from(address: str, kept: str) -> bool:
    """Whether *address* is in one of the networks *kept*; anywhere, when none is."""
    if not kept:
        return True
    try:
        here = ip_address(address)
    except ValueError:
        return False
    return any(here in ip_network(network) for network in kept.split())
