"""What a search was asked, and what its answers say."""

from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from portfolio.domain.entries.classes import Classable
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.frameworks import Sort
from portfolio.extensions import db
from portfolio.services import classifying, frameworks
from portfolio.services.frameworks import Found, Results
from portfolio.services.work import Work
from portfolio.web import shelved
from portfolio.web.paging import number_in

LONGEST = 100  # characters looked for
LONGEST_CODE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, where, and among which sorts of lines."""

    words: str
    framework: str
    sorts: tuple[Sort, ...]
    page: int

    @property
    def address(self) -> dict[str, Any]:
        """The same as the parameters of an address, its page aside."""
        return {"q": self.words, "framework": self.framework, "sort": list(self.sorts)}


def asked(given: MultiDict[str, str]) -> Asked:
    """What an address asks; what it asks wrongly is not asked."""
    known = {sort.value for sort in Sort}
    return Asked(
        clean_line(given.get("q", ""))[:LONGEST],
        clean_line(given.get("framework", ""))[:LONGEST],
        tuple(Sort(each) for each in given.getlist("sort") if each in known),
        number_in(given),
    )


def results(wanted: Asked) -> Results:
    """A page of what is found."""
    return frameworks.search(
        db.session(),
        wanted.words,
        framework=wanted.framework,
        sorts=wanted.sorts,
        page=wanted.page,
    )


def choices(work: Work, entry: Classable) -> dict[str, Any]:
    """What may be chosen for *entry*: what a search finds, else what its title suggests."""
    wanted, sorts = asked(request.args), classifying.sorts_of(entry)
    page = {"shelves": frameworks.shelves(work.session), "sorts": sorts}
    if wanted.words:
        within = Asked(wanted.words, wanted.framework, wanted.sorts or sorts, wanted.page)
        return {**page, "results": results(within), "suggested": ()}
    return {**page, "results": None, "suggested": classifying.suggested(work, entry)}


def line_sent() -> tuple[str, str]:
    """The framework and the code that a button sent."""
    given = (request.form.get(name, "") for name in ("framework", "code"))
    framework, code = (clean_line(each)[:LONGEST_CODE] for each in given)
    return framework, code


def told(line: Found) -> dict[str, str]:
    """A line as a script reads it."""
    line = shelved.in_words(line)
    return {
        "framework": line.framework,
        "version": line.version,
        "code": line.code,
        "label": line.label,
        "sort": line.sort.value,
        "note": line.note,
        "above": line.above,
    }
