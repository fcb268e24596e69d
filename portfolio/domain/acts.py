"""The acts that a journal tells, sorted for whoever looks through it."""

from portfolio.domain.appointments import Act
from portfolio.domain.entries.choices import Choice
from portfolio.domain.words import N_


class Sort(Choice):
    """What a line is about, as the reader of a journal asks for it."""

    READ = "read", N_("Les lectures")
    COPIED = "copied", N_("Les copies emportées")
    SHARED = "shared", N_("Les partages ouverts ou finis")
    BROUGHT = "brought", N_("Les demandes, propositions et messages")


ACTS: dict[Sort, frozenset[str]] = {
    Sort.READ: frozenset(
        {"grant.read", "plan.read", "code.read", "comment.read", "joint.read"}
        | {"meeting.read", "preparation.read", "programme.read"}
    ),
    Sort.COPIED: frozenset(
        {
            "meeting.printed",
            "joint.printed",
            "page.printed",
            "receipt.printed",
            "plan.printed",
            "plan.exported",
            "plan.taken",
            "file.read",
            "file.cut",
        }
        | {"portfolio.exported", "handout.exported", "archive.taken"}
    ),
    Sort.SHARED: frozenset(
        {f"grant.{what}" for what in ("given", "shortened", "replaced", "revoked", "expired")}
        | {"grant.given_up", "grant.member_left", "grant.structure_left"}
        | {"grant.partner_stopped", "code.opened", "account.erasure", "account.kept"}
    ),
    Sort.BROUGHT: frozenset(
        {"access.requested", "access.refused"}
        | {f"contribution.{what}" for what in ("proposed", "accepted", "declined", "removed")}
        | {"comment.written", "comment.removed", "dispute.written", "dispute.withdrawn"}
        | {f"joint.{what}" for what in ("begun", "revised", "agreed", "kept")}
        | {f"appointment.{act}" for act in Act}
        | {"meeting.closed"}
        | {f"referral.{what}" for what in ("proposed", "withdrawn", "refused", "agreed", "seen")}
        | {f"referral.{what}" for what in ("accepted", "declined", "closed", "cancelled")}
        | {"referral.expired"}
        | {"preparation.shown", "preparation.hidden"}
        | {f"programme.{what}" for what in ("sent", "taken_back", "stopped")}
        | {f"notes.{what}" for what in ("asked", "given", "erased", "refused")}
        | {f"endorsement.{what}" for what in ("asked", "answered", "shown", "hidden", "dropped")}
    ),
}
NEWS = ACTS[Sort.READ] | ACTS[Sort.COPIED] | ACTS[Sort.SHARED] | ACTS[Sort.BROUGHT]
"""What somebody is told of when it was not they who did it."""
OWN_NEWS = ACTS[Sort.SHARED]
"""What they are told of even so: nobody opens or ends an access unnoticed, in their name either."""
