"""The same few questions several times over: situations and their results, for one."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import Field, FieldList

SPARE = 2  # blank sets of questions beyond those that are answered


class Sets(FieldList):
    """The same few questions several times over, with sets to spare."""

    was_asked = False

    def process(self, formdata: Any, *given: Any, **options: Any) -> None:
        """Take the sets that were sent, else those there are and a few blank ones."""
        super().process(formdata, *given, **options)
        self.was_asked = bool(formdata and self.entries)
        if not self.was_asked:
            for _ in range(SPARE):
                self.append_entry()

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """The numbers of the sets that were sent; what is not a plain number is not one."""
        for name in formdata:
            if found := re.match(rf"{re.escape(prefix)}-([0-9]{{1,4}})-", name):
                yield int(found[1])

    def answered(self) -> list[tuple[Field, dict[str, Any]]]:
        """The sets in which something is said, each with what it says."""
        told = ((each, {k: v for k, v in each.data.items() if is_said(v)}) for each in self)
        return [(each, answers) for each, answers in told if answers]

    def told(self, name: str) -> dict[str, Any]:
        """The answers under *name*; nothing when the page had no such questions."""
        return {name: [answers for _, answers in self.answered()]} if self.was_asked else {}

    def question(self, place: int, name: str) -> Field | None:
        """The question *name* of the set answered in that *place*; None when there is none."""
        sets = [each.form for each, _ in self.answered()]
        return sets[place][name] if place < len(sets) and name in sets[place] else None

    def tally(self) -> None:
        """Know of the complaints that were put beside its questions."""
        self.errors = [each.errors for each in self.entries]


def is_said(answer: object) -> bool:
    """Whether a question was answered."""
    return bool(answer.strip() if isinstance(answer, str) else answer)
