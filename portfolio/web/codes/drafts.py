"""A code being made: answers in the sealed session, under the id that makes it one code."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from pydantic import ValidationError

from portfolio.domain import consents
from portfolio.domain.codes import BEARER, LIVES, Stay, Whom
from portfolio.domain.consents import AGREEMENT
from portfolio.domain.errors import NotFound, Problem, Refused
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right, Terms, day_of
from portfolio.domain.showing import View
from portfolio.domain.words import N_
from portfolio.services import sharing, structures
from portfolio.services.work import Work
from portfolio.web import minors, signin, signing
from portfolio.web.calendar import day
from portfolio.web.codes.forms import Make
from portfolio.web.signing import Signature
from portfolio.web.templating import locale, say, say_with

PLACE = "codes"
MOST = 4  # drafts kept in one session: the oldest gives way
UNSIGNED = N_("Cochez la case pour donner votre accord, ou choisissez « Ne pas faire de code ».")

Answers = dict[str, Any]


class Lost(Problem):
    """The session does not hold this draft any more, or it cannot be signed any more."""


class Issued(Problem):
    """The draft became a code already."""

    def __init__(self, grant_id: UUID) -> None:
        super().__init__("issued already")
        self.grant_id = grant_id


@dataclass(frozen=True, slots=True)
class Letter:
    """What is agreed to before a code exists: the very view that it would open."""

    draft_id: UUID
    whom: Whom
    stay: Stay
    structure_id: UUID | None
    structure: str
    view: View = field(repr=False)

    @property
    def terms(self) -> Terms:
        """What would be agreed to."""
        return self.view.terms

    @property
    def hidden(self) -> list[Section]:
        """The sections that stay."""
        return [part for part in Section if part not in self.terms.sections]

    @property
    def agreement(self) -> str:
        """The sentence that is signed."""
        name = self.structure or say(BEARER)
        return say_with(AGREEMENT, structure=name, day=day(self.terms.ends))

    @property
    def promises(self) -> list[str]:
        """The other sentences of the consent text."""
        sentences = consents.text(self.terms.text_version)
        return [say(each) for each in sentences if each != AGREEMENT]

    @property
    def seen(self) -> str:
        """A fingerprint of what is on the page: for whom, how long, with what in it."""
        whose = self.structure_id.bytes if self.structure_id else b""
        bound = f"{self.whom}/{self.stay}/".encode() + whose
        return sha256(bound + self.view.fingerprint).hexdigest()


def keep(form: Make, structure_id: UUID | None) -> UUID:
    """Put the answers of *form* in the session; returns the id of the draft."""
    names = ("whom", "stay", "life", "sections", "purpose", "purpose_text", "rights")
    answers = {name: form[name].data for name in names}
    answers["structure"] = str(structure_id or "")
    draft_id = uuid4()
    _put(draft_id, answers)
    return draft_id


def done(draft_id: UUID, grant_id: UUID) -> None:
    """Remember what the draft became, and forget its answers."""
    _put(draft_id, {"given": str(grant_id)})


def terms(answers: Answers, today: date) -> Terms:
    """The terms that *answers* make; raises a ``ValidationError`` that names what to change."""
    for_a_structure = answers["whom"] != Whom.OUTSIDE
    return Terms.model_validate(
        {
            "sections": tuple(answers["sections"] or ()),
            "purpose": answers["purpose"],
            "purpose_text": answers["purpose_text"] or "",
            "rights": tuple(answers["rights"] or ()) if for_a_structure else (Right.READ,),
            "mode": Mode.PHOTO,
            "ends": today + timedelta(days=_days(answers["life"])),
            "text_version": consents.CURRENT,
            "language": locale(),
            "jointly": minors.jointly(),
        }
    )


def read(work: Work, draft_id: UUID) -> Letter:
    """The letter of a draft; raises :class:`Lost`, or :class:`Issued` once it is a code."""
    answers = _kept().get(str(draft_id))
    if answers is None:
        raise Lost
    if "given" in answers:
        raise Issued(UUID(answers["given"]))
    structure_id = UUID(answers["structure"]) if answers["structure"] else None
    try:
        name = structures.read(work.session, structure_id).card.name if structure_id else ""
        view = sharing.preview(work, terms(answers, day_of(work.now)))
        whom, stay = Whom(answers["whom"]), Stay(answers["stay"])
    except (ValidationError, ValueError, Refused, NotFound) as why:
        raise Lost from why
    return Letter(draft_id, whom, stay, structure_id, name, view)


def sign(letter: Letter) -> tuple[Signature, bool]:
    """The form under *letter*, and whether it came back signed under this very letter."""
    form = Signature()
    form.agreed.label.text = letter.agreement
    asked = [form.agreed, *minors.ask(form, letter.terms)]
    return form, signing.signed(form, asked, letter.seen, UNSIGNED)


def drop(draft_id: UUID) -> None:
    """Forget a draft."""
    kept = {name: one for name, one in _kept().items() if name != str(draft_id)}
    signin.current()[PLACE] = kept


def _days(life: str) -> int:
    if not life.isdecimal() or int(life) not in LIVES:
        raise ValueError("no such life")
    return int(life)


def _kept() -> dict[str, Any]:
    return dict(signin.current().get(PLACE, {}))


def _put(draft_id: UUID, kept: Answers) -> None:
    drafts = {name: one for name, one in _kept().items() if name != str(draft_id)}
    names = list(drafts)[-(MOST - 1) :]
    signin.current()[PLACE] = {name: drafts[name] for name in names} | {str(draft_id): kept}
