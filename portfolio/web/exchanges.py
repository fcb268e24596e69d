"""The page of a thread, for either side: the form of one more line, the lines there are."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request
from wtforms.fields.choices import SelectChoice

from portfolio.domain.comments import Comment
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.services import comments
from portfolio.services.sides import Side
from portfolio.web import presses
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.paging import number_in
from portfolio.web.signin import work
from portfolio.web.templating import say

CommentForm = ModelForm[Comment]
FORM = form_for(Comment, "text", "about")
WHOLE = N_("Tout le partage")


def form_of(side: Side, *, sent: bool = True) -> CommentForm:
    """The form of a line about any item shown; *sent* when the request carries it."""
    form = FORM() if sent else FORM(formdata=None, about=request.args.get("about", ""))
    shown = sorted(side.titles.items(), key=lambda item: item[1].casefold())
    items = [SelectChoice(str(name), title) for name, title in shown]
    form["about"].choices = [SelectChoice("", say(WHOLE)), *items]
    return form


def said(side: Side, form: CommentForm) -> bool:
    """Send what was typed; what the service refuses is said in the form."""
    if not form.validate_on_submit():
        return False
    try:
        if not comments.is_said(work(), side, form.value):
            presses.refuse_again()
            comments.say(work(), side, form.value)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def page_of(side: Side) -> Mapping[str, Any]:
    """The lines that the address asks for: a page of them, of one item or of all."""
    about, page = request.args.get("about", type=UUID), number_in(request.args)
    thread = comments.read(work(), side, page=page, about=about)
    return {"side": side, "thread": thread, "about": about, "way": presses.way}
