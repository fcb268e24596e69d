"""Forms: by hand for plain things, derived from their model for sealed ones."""

from portfolio.web.forms.base import Form, fail
from portfolio.web.forms.derive import ModelForm, form_for

__all__ = ["Form", "ModelForm", "fail", "form_for"]
