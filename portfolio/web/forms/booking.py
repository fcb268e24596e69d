"""What is asked for an appointment, and when one is called off."""

import re
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from wtforms import RadioField, SelectField, StringField, TextAreaField, URLField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.appointments import MINUTES, USUAL, How, Plan
from portfolio.domain.dates import PartialDate
from portfolio.domain.words import N_
from portfolio.web.forms.answers import at_most
from portfolio.web.forms.base import Form, fail
from portfolio.web.forms.doubts import doubts, settled
from portfolio.web.forms.inputs import Needed
from portfolio.web.forms.messages import LIBRARY, in_plain_words
from portfolio.web.templating import say

FIELDS = Plan.model_fields
HOUR = re.compile(r"(\d{1,2})\s*(?:[hH:.]\s*(\d{2})?)?")
NO_DAY = N_("Écrivez le jour ainsi : 27/11/2026.")
NO_HOUR = N_("Écrivez l’heure ainsi : 14:30.")
LENGTHS = {
    15: N_("15 minutes"),
    30: N_("30 minutes"),
    45: N_("45 minutes"),
    60: N_("1 heure"),
    90: N_("1 heure et demie"),
    120: N_("2 heures"),
    180: N_("3 heures"),
}
MOST_WORDS = 1000


def _day(text: str | None) -> str | None:
    """A day as the browser sends it, or as somebody types it where there is no calendar."""
    with suppress(ValueError):
        return str(PartialDate.parse(text or ""))
    return text


def _hour(text: str | None) -> str | None:
    """``14:30``, from whatever way of writing it."""
    found = HOUR.fullmatch((text or "").strip())
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else text


def _lengths() -> list[SelectChoice]:
    return [SelectChoice(str(each), say(LENGTHS[each])) for each in MINUTES]


def _text(name: str) -> dict[str, Any]:
    return {"label": FIELDS[name].title, "description": FIELDS[name].description or ""}


class PlanForm(Form):
    """When, how long, where, and what to bring; a valid one is ``value``."""

    day = StringField(
        **_text("day"), validators=[Needed()], filters=[_day], render_kw={"type": "date"}
    )
    at = StringField(
        **_text("at"), validators=[Needed()], filters=[_hour], render_kw={"type": "time"}
    )
    minutes = SelectField(
        **_text("minutes"), choices=_lengths, default=str(USUAL), validate_choice=False
    )
    how = RadioField(
        **_text("how"),
        choices=[SelectChoice(one.value, one.label) for one in How],
        default=How.PLACE.value,
        validate_choice=False,
    )
    place = StringField(**_text("place"))
    link = URLField(**_text("link"), render_kw={"autocomplete": "off"})
    bring = TextAreaField(**_text("bring"))
    value: Plan

    @staticmethod
    def answers(plan: Plan) -> dict[str, str]:
        """What *plan* says, as its questions show it."""
        told = {name: str(getattr(plan, name)) for name in FIELDS}
        return told | {"at": plan.at.strftime("%H:%M"), "how": plan.how.value}

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, and put its complaints beside the questions."""
        valid = super().validate(extra_validators)
        given = {name: self[name].data for name in FIELDS if self[name].data}
        try:
            self.value = Plan.model_validate(given)
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                self._complain(error)
            return False
        self.doubts = doubts(self, None, private=False)
        return bool(valid) and settled(self.doubts)

    def _complain(self, error: Any) -> None:
        name = (error.get("ctx") or {}).get("field") or str(error["loc"][0])
        unread = error["type"] in LIBRARY - {"missing"}
        plain = {"day": NO_DAY, "at": NO_HOUR}.get(name) if unread else None
        fail(self[name], say(plain) if plain else in_plain_words(error))


class CancelForm(Form):
    """Why an appointment is called off, if one cares to say."""

    reason = TextAreaField(
        N_("Pourquoi, si vous voulez le dire"),
        [at_most(MOST_WORDS)],
        description=N_("L’autre lira ces mots. Vous n’avez pas à vous justifier."),
    )
