"""The codes one made: shown big, drawn, printed, followed, stopped in one click."""

from uuid import UUID

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.codes import BEARER, Whom
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.formats.sheets import BOXED, CodeSheet, Letterhead, code_pdf
from portfolio.services import codes, sharing
from portfolio.services.codes import Mine, Secret
from portfolio.web import letters, qr, responses, signin, transaction
from portfolio.web.calendar import day
from portfolio.web.codes.desk import bp
from portfolio.web.paging import cut, number_in
from portfolio.web.templating import locale, say, say_with, site_name

SHARE = Permission.SHARE
AT_ONCE = 20  # codes on a page
STOPPED = N_("Ce code n’ouvre plus rien.")
DRAWN = N_("L’adresse de ce code, à suivre avec un téléphone")
KEEP = N_("Cette feuille ouvre une partie de votre fil : gardez-la avec vos papiers.")
DESK_STEPS = (
    N_("La conseillère ou le conseiller choisit « Taper un code » sur son bureau."),
    N_("Ou : suivre le dessin carré avec un téléphone."),
)
OUTSIDE_STEPS = (
    N_("Ouvrez cette adresse, ou suivez le dessin carré avec un téléphone : %(address)s"),
    N_("Recopiez le code, puis les six chiffres donnés à part. Ils ne sont pas sur cette feuille."),
)
TO_STOP = N_(
    "Pour l’arrêter : sur votre compte, « Partages », puis « Mes codes »."
    " Il s’arrête seul le %(day)s."
)


@bp.get("/codes", permission=SHARE)
def index() -> str:
    """Every code: what it opens, whether it served, by whom."""
    listed = cut(codes.mine(signin.work()), number_in(request.args), AT_ONCE)
    return render_template("codes/index.html", listed=listed)


@bp.get("/codes/<uuid:grant_id>", permission=SHARE)
def show(grant_id: UUID) -> str:
    """The code in big type, while it may serve; then what became of it."""
    one = codes.one(signin.work(), grant_id)
    address = letters.link("codes.bear")
    return render_template("codes/show.html", one=one, address=address, bearer=BEARER)


@bp.get("/codes/<uuid:grant_id>/qr.svg", permission=SHARE)
def drawn(grant_id: UUID) -> Response:
    """The address that holds the code, as squares."""
    _one, secret = _waiting(grant_id)
    return Response(qr.image(_link(secret)), mimetype="image/svg+xml")


@bp.get("/codes/<uuid:grant_id>/sheet.pdf", permission=SHARE)
def sheet(grant_id: UUID) -> Response:
    """The sheet to hand over; the six figures are never on it."""
    one, secret = _waiting(grant_id)
    name = say(N_("code-a-remettre")) + ".pdf"
    return responses.download(code_pdf(_sheet(one, secret)), name, "application/pdf")


@bp.post("/codes/<uuid:grant_id>/stop", permission=SHARE)
def stop(grant_id: UUID) -> ResponseReturnValue:
    """Stop it, and whatever it opened, here and now."""
    codes.one(signin.work(), grant_id)
    sharing.revoke(signin.work(), grant_id)
    transaction.erase()
    flash(say(STOPPED), "ok")
    return responses.see_other("codes.index")


def _waiting(grant_id: UUID) -> tuple[Mine, Secret]:
    one = codes.one(signin.work(), grant_id)
    if not one.waits or one.secret is None:
        raise NotFound
    return one, one.secret


def _link(secret: Secret) -> str:
    return letters.link("codes.bear", code=secret.code.replace(" ", "-"))


def _sheet(one: Mine, secret: Secret) -> CodeSheet:
    now = signin.now()
    made, ends = say_with(N_("Imprimé le %(day)s"), day=day(now)), day(one.grant.last_day)
    head = Letterhead(
        site_name(), locale(), say(N_("Un code à remettre")), made, say(KEEP), now, boxed=say(BOXED)
    )
    steps = OUTSIDE_STEPS if one.whom is Whom.OUTSIDE else DESK_STEPS
    address = letters.link("codes.bear")
    return CodeSheet(
        head,
        tuple((say(label), words) for label, words in _facts(one)),
        say(N_("Le code")),
        secret.code,
        (qr.image(_link(secret)).decode(), say(DRAWN)),
        say(N_("Pour s’en servir")),
        tuple(say_with(each, address=address) if "%" in each else say(each) for each in steps),
        (say_with(TO_STOP, day=ends),),
    )


def _facts(one: Mine) -> list[tuple[str, str]]:
    sections = "\n".join(say(section.label) for section in one.grant.terms.sections)
    return [
        (N_("Pour qui"), one.structure or say(one.whom.label)),
        (N_("Ce qu’il ouvre"), sections),
        (N_("Combien de fois"), say(N_("Une seule fois"))),
        (N_("Une fois ouvert"), say(one.stay.label)),
        (N_("Jusqu’au"), day(one.grant.last_day)),
    ]
