"""Who may do what: the table an auditor reads."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portfolio.domain.errors import Forbidden


class Role(StrEnum):
    """What someone signed in as; one person may hold several accounts, never two roles in one."""

    VISITOR = "visitor"
    CITIZEN = "citizen"
    PROFESSIONAL = "professional"
    ARRIVING = "arriving"
    """A professional without a second factor yet: they set one up before anything else."""
    SCRIBE = "scribe"
    """Whoever types for a citizen, on the citizen's own session: no account has this role."""
    PARTNER = "partner"
    """Another organisation's system, known by its token: it has no account and no session."""


class Permission(StrEnum):
    """What a route may ask of whoever knocks."""

    VISIT = "visit"
    ARRIVE = "arrive"
    OWN_ACCOUNT = "own-account"
    KEEP_PORTFOLIO = "keep-portfolio"
    SHARE = "share"
    WRITE_FOR = "write-for"
    USE_DESK = "use-desk"
    MANAGE_MEMBERS = "manage-members"
    TAKE_PLANS = "take-plans"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset({Permission.VISIT}),
    Role.CITIZEN: frozenset(
        {
            Permission.VISIT,
            Permission.ARRIVE,
            Permission.OWN_ACCOUNT,
            Permission.KEEP_PORTFOLIO,
            Permission.SHARE,
        }
    ),
    Role.PROFESSIONAL: frozenset(
        {
            Permission.VISIT,
            Permission.ARRIVE,
            Permission.OWN_ACCOUNT,
            Permission.USE_DESK,
            Permission.MANAGE_MEMBERS,
        }
    ),
    Role.ARRIVING: frozenset({Permission.VISIT, Permission.ARRIVE}),
    Role.SCRIBE: frozenset({Permission.VISIT, Permission.WRITE_FOR}),
    Role.PARTNER: frozenset({Permission.TAKE_PLANS}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: an account (none for a visitor) and, for professionals, for which structure."""

    id: UUID | None
    role: Role
    structure_id: UUID | None = None

    @property
    def account_id(self) -> UUID:
        """The account behind the actor; a visitor has none and is refused."""
        if self.id is None:
            raise Forbidden("a visitor has no account")
        return self.id


VISITOR = Actor(None, Role.VISITOR)
SERVICE = Actor(UUID(int=0), Role.VISITOR)
"""The service itself, when a command acts: no account, and a name in every journal it touches."""


def may(actor: Actor, permission: Permission) -> bool:
    """Whether *actor*'s role is granted *permission*."""
    return permission in GRANTS[actor.role]
