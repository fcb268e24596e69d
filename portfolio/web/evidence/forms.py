"""The form of a document: its words, the files it brings, the files it shows already."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.entries import Entry
from portfolio.domain.entries.evidence import MOST_FILES, Evidence
from portfolio.domain.files import BY_SUFFIX, TAKEN
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.services.files import Stored
from portfolio.web import both_texts, calendar, links, weights
from portfolio.web.both_texts import Difference
from portfolio.web.forms import Form, fail, form_for
from portfolio.web.forms.inputs import Checks
from portfolio.web.templating import say_with

AT_ONCE = 5
"""How many of the largest files one form may bring."""
MANY = N_("Un document montre au plus %(most)s fichiers.")

Files = Mapping[UUID, Stored]
_Derived: Any = form_for(Evidence)


class EvidenceForm(_Derived):
    """What the model asks, and the files."""

    uploads = MultipleFileField(
        N_("Vos fichiers"),
        description=TAKEN,
        render_kw={"accept": ",".join(f".{s}" for s in BY_SUFFIX)},
    )
    as_it_is = BooleanField(
        N_("Garder la photo d’origine"),
        description=N_("Sinon, nous retirons ce que l’appareil y cache : lieu, date, modèle."),
    )
    kept = Checks(N_("Les fichiers déjà gardés"), choices=[], validate_choice=False)

    @property
    def chosen(self) -> list[UUID]:
        """The files ticked among those that were offered."""
        offered = {choice.value for choice in self.kept.choices or ()}
        return [UUID(each) for each in dict.fromkeys(self.kept.data or ()) if each in offered]


class Fate(Form):
    """What becomes of the files that nothing else shows."""

    fate = RadioField(
        N_("Que deviennent ses fichiers ?"),
        choices=[
            SelectChoice("erase", N_("Les supprimer aussi")),
            SelectChoice("keep", N_("Les garder dans mes documents")),
        ],
        default="erase",
        validate_choice=False,
    )


def blank(opened: Sequence[Opened], files: Files, supporting: UUID | None = None) -> EvidenceForm:
    """The form of a new document, which supports the entry *supporting* to begin with."""
    form = EvidenceForm(data={"linked": [str(supporting)]} if supporting else None)
    return _offered(form, opened, files, frozenset())


def filled(entry: Evidence, opened: Sequence[Opened], files: Files) -> EvidenceForm:
    """The form of a document that exists."""
    form = EvidenceForm(obj=entry)
    both_texts.settle(form, entry)
    if not form.is_submitted() or "kept" in request.form.getlist("stored"):
        form.kept.data = [str(each) for each in entry.files]
    return _offered(form, opened, files, frozenset(entry.files))


def differences(form: EvidenceForm, stored: Evidence, files: Files) -> Iterator[Difference]:
    """Where what was typed and what is stored part ways, files included."""
    yield from both_texts.differences(form, stored)
    if set(form.chosen) != set(stored.files):
        names = [files[each].file.name for each in stored.files if each in files]
        yield Difference(form.kept, "\n".join(names))


def with_files(form: EvidenceForm, files: Sequence[UUID]) -> Entry | None:
    """What *form* says, with its files; None, and the reason beside a question, when it may not."""
    try:
        entry: Entry = form.value.changed(files=tuple(files))
    except ValueError:
        fail(form.uploads, say_with(MANY, most=MOST_FILES))
        return None
    return entry


def _offered(
    form: EvidenceForm, opened: Sequence[Opened], files: Files, own: frozenset[UUID]
) -> EvidenceForm:
    links.offer(form, opened)
    there = [each for each in files.values() if not each.released_at or each.file.id in own]
    form.offer("kept", [(each.file.id, label) for each, label in _told_apart(there)])
    return form


def _told_apart(files: Sequence[Stored]) -> Iterator[tuple[Stored, str]]:
    """Each by its name, and by more where several share it: telephones name every photo alike."""
    names = Counter(each.file.name for each in files)
    for each in files:
        name, size = each.file.name, weights.weight(each.file.size)
        alone = names[name] == 1
        yield each, name if alone else f"{name} ({size}, {calendar.day(each.created_at)})"
