"""What the second step offers to tick: sections and what they hold, then entries one by one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wtforms.fields.choices import SelectChoice

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.services.sharing import NAMED_ONLY
from portfolio.web.forms.inputs import Checks
from portfolio.web.sharing.drafts import Answers
from portfolio.web.sharing.forms import What
from portfolio.web.templating import say

GONE = N_("Un élément coché n’est plus là, ou ne se coche plus ici. Vérifiez vos choix.")


@dataclass(frozen=True, slots=True)
class Choosable:
    """A portfolio as the second step offers it.

    *hints* say what sections hold; *single* are the entries to tick one by one, in the order of
    the sections, *private* those that are kept for oneself. *by_name* tells whether the share is
    for people one names: to nobody else are private entries offered.
    """

    hints: dict[str, str]
    single: tuple[Opened, ...]
    private: tuple[Opened, ...]
    by_name: bool

    @property
    def kinds(self) -> dict[str, str]:
        """Beside each entry: what it is."""
        return {str(one.id): say(one.entry.label) for one in (*self.single, *self.private)}

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The sections of *single*, with how many of them each has."""
        counts = Counter(one.entry.section for one in self.single)
        return [(say(part.label), counts[part]) for part in Section if counts[part]]


def choosable(opened: Sequence[Opened], *, by_name: bool) -> Choosable:
    """What there is to share, for its owner's eyes."""
    shown = [one for one in opened if not one.entry.private]
    order = list(Section)
    single = sorted(shown, key=lambda one: order.index(one.entry.section))
    held = {
        section: content_of(one.entry for one in shown if one.entry.section is section)
        for section in Section
    }
    hints = {str(part): words or say(N_("Rien pour l’instant")) for part, words in held.items()}
    private = tuple(one for one in opened if one.entry.private)
    return Choosable(hints, tuple(single), private, by_name)


def what(there: Choosable, answers: Answers) -> What:
    """The form of the second step; nothing is ticked but what the person ticked."""
    form = What(data={name: answers.get(name) for name in ("sections", "alias")})
    _offer(form.items, there.single, answers)
    _offer(form.private, there.private if there.by_name else (), answers)
    return form


def untick(form: What, there: Choosable) -> list[tuple[str, str]]:
    """Untick what was not offered; returns what there is to say, beside which question."""
    said = []
    for name in ("items", "private"):
        field = form[name]
        offered = {choice.value for choice in field.choices}
        ticked = field.data or []
        field.data = [each for each in ticked if each in offered]
        if len(field.data) < len(ticked):
            unnamed = name == "private" and there.private and not there.by_name
            said.append((name, say(NAMED_ONLY if unnamed else GONE)))
    return said


def content_of(entries: Iterable[Entry]) -> str:
    """How many of what: « Emplois : 2, Formations : 1 »."""
    counts = Counter(entry.kind for entry in entries)
    return ", ".join(
        say(N_("%(kind)s : %(num)s")) % {"kind": say(kind.plural), "num": counts[name]}
        for name, kind in KINDS.items()
        if counts[name]
    )


def _offer(field: Checks, offered: Iterable[Opened], answers: Answers) -> None:
    field.choices = [SelectChoice(str(one.id), one.entry.title) for one in offered]
    there = {choice.value for choice in field.choices}
    if field.raw_data is None:
        field.data = [each for each in answers.get(field.short_name, ()) if each in there]
