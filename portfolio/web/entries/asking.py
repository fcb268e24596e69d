"""The form of an entry, laid out for a person: what matters first, the rest on demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wtforms import Field

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry
from portfolio.domain.entries.situation import SituationCheck
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.web import both_texts, links, signin, unsaved
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.templating import say

OF_TODAY = N_("Ma situation")
FIRST = (
    "title",
    "checked",
    "employer",
    "host",
    "organisation",
    "provider",
    "issuer",
    "part",
    "town",
)
APART = frozenset({"story", "private", "csrf_token"})
PERIOD = frozenset({"when_start", "when_end", "when_ongoing"})
OWN_WORDS = both_texts.OWN_WORDS


@dataclass(frozen=True, slots=True)
class Layout:
    """A form's questions as its page groups them; *period* holds start, end, ongoing."""

    first: tuple[Field, ...]
    period: tuple[Field, ...]
    more: tuple[Field, ...]
    later: tuple[Field, ...]

    @property
    def opened(self) -> bool:
        """Whether the details hold something to read, to mend or to look for."""
        return any(
            field.errors or both_texts.compared(field.data) or getattr(field, "looking", False)
            for field in self.later
        )


def blank(
    model: type[Entry], opened: Sequence[Opened], step: UUID | None = None
) -> ModelForm[Entry]:
    """The form of a new entry, which comes from *step* to begin with.

    A situation check is of today until somebody says otherwise.
    """
    today = day_of(signin.now())
    begun = {
        "title": say(OF_TODAY),
        "checked": PartialDate(today.year, today.month, today.day).typed,
    }
    given: dict[str, Any] = begun if issubclass(model, SituationCheck) else {}
    if step and "linked" in model.model_fields:
        given = {"linked": [str(step)]}
    return _with_choices(form_for(model)(**given), opened)


def filled(entry: Entry, opened: Sequence[Opened]) -> ModelForm[Entry]:
    """The form of an entry that exists, or what was just typed over it."""
    form = _with_choices(form_for(type(entry)).of(entry), opened)
    both_texts.settle(form, entry)
    return form


def layout(form: ModelForm[Entry]) -> Layout:
    """Group the questions of *form*."""
    asked = [field for field in form if field.short_name not in APART]
    later = [field for field in asked if field.short_name in form.later]
    period = [f for f in asked if f.short_name in PERIOD and f not in later]
    rest = [field for field in asked if field not in period and field not in later]
    first = sorted((f for f in rest if f.short_name in FIRST), key=_rank)
    more = [field for field in rest if field not in first]
    return Layout(tuple(first), tuple(period), tuple(more), tuple(later))


def sent_rev(current: int) -> int:
    """The revision the page was made from; the present one when it does not say."""
    given = unsaved.sent("rev")
    return int(given) if given.isdecimal() and len(given) < len("1000000000") else current


def _with_choices(form: ModelForm[Entry], opened: Sequence[Opened]) -> ModelForm[Entry]:
    links.offer(form, opened)
    return form


def _rank(field: Field) -> int:
    return FIRST.index(field.short_name)
