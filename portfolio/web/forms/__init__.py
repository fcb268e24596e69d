"""Forms: by hand for plain things, derived from their model for sealed ones."""

from portfolio.web.forms.base import Form, fail
from portfolio.web.forms.derive import ModelForm, form_for
from portfolio.web.forms.parts import PartForm, part_form_for

__all__ = ["Form", "ModelForm", "PartForm", "fail", "form_for", "part_form_for"]
