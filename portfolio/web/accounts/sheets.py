"""The recovery sheet: shown once, kept in the session alone until one group is typed back."""

from flask import Response
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.formats.sheets import (
    BOXED,
    Letterhead,
    RecoverySheet,
    groups_of_four,
    recovery_pdf,
)
from portfolio.services import profiles
from portfolio.web import arrivals, responses, signin
from portfolio.web.accounts.desk import bp
from portfolio.web.calendar import day
from portfolio.web.forms.noted import NotedCode
from portfolio.web.templating import locale, say, say_with, site_name

ARRIVE = Permission.ARRIVE
HOW = (
    N_("Sur la page de connexion, choisissez « J’ai oublié ma phrase de passe »."),
    N_("Recopiez les neuf groupes, puis choisissez une nouvelle phrase."),
    N_("Ce code sert une seule fois. Vous en recevrez un nouveau ensuite."),
)
KEEP = N_("Ne donnez ce code à personne, même à une conseillère ou un conseiller.")


def is_waiting() -> bool:
    """Whether a code was shown and not yet typed back."""
    return "code" in signin.current()


@bp.route("/recovery-sheet", methods=["GET", "POST"], permission=ARRIVE)
def recovery_sheet() -> ResponseReturnValue:
    """The code, and the question that proves it was kept."""
    if not is_waiting():
        return responses.see_other("accounts.show")
    form, session = NotedCode(), signin.current()
    groups = groups_of_four(session["code"])
    asked = session["asked"]
    if form.validate_on_submit() and form.shows(groups[asked - 1], asked):
        return _noted()
    work = signin.work()
    about = {"groups": groups, "asked": asked, "arriving": session["arriving"]}
    page = about | {"profile": profiles.read(work), "today": work.now, "how": HOW, "closing": KEEP}
    return responses.form_page("accounts/recovery_sheet.html", form, **page)


@bp.get("/recovery-sheet.pdf", permission=ARRIVE)
def recovery_pdf_file() -> Response:
    """The same sheet, to keep as a file."""
    if not is_waiting():
        raise NotFound
    name = say(N_("feuille-de-secours")) + ".pdf"
    return responses.download(recovery_pdf(_sheet()), name, "application/pdf")


def _noted() -> Response:
    profiles.change(signin.work(), code_noted=True)
    for name in ("code", "asked", "arriving"):
        signin.current().pop(name, None)
    return arrivals.landing()


def _sheet() -> RecoverySheet:
    work, code = signin.work(), str(signin.current()["code"])
    profile, today = profiles.read(work), day(work.now)
    made = say_with(N_("Créée le %(day)s"), day=today)
    head = Letterhead(
        site_name(),
        locale(),
        say(N_("Ma feuille de secours")),
        made,
        say(KEEP),
        work.now,
        boxed=say(BOXED),
    )
    facts = ((say(N_("Prénom")), profile.name), (say(N_("Identifiant")), profile.login))
    label, how = say(N_("Mon code de secours")), say(N_("Pour m’en servir"))
    return RecoverySheet(head, facts, label, code, how, tuple(say(each) for each in HOW))
