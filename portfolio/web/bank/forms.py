"""What is asked to write a ready thing: its model says, each sort its own."""

from flask import request

from portfolio.domain.bank import MODELS, AnyReady, Sort
from portfolio.services.banked import Kept
from portfolio.web import both_texts, unsaved
from portfolio.web.forms import ModelForm, form_for

ReadyForm = ModelForm[AnyReady]


def blank(sort: Sort) -> ReadyForm:
    """The form of a new one."""
    return _form(sort)()


def of(kept: Kept) -> ReadyForm:
    """The form of one that exists, or what was just typed over it."""
    form = _form(kept.sort).of(kept.what)
    if request.method == "POST":
        both_texts.settle(form, kept.what)
    return form


def sent_rev() -> str:
    """The moment of what the page was made from."""
    return unsaved.sent("rev")


def _form(sort: Sort) -> type[ReadyForm]:
    model = MODELS[sort]
    return form_for(model, *(name for name in model.model_fields if name != "sort"))
