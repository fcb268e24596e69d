"""The file of a whole portfolio, as it is downloaded: all that a life holds, true to its schema."""

import json
from collections.abc import Callable

import jsonschema
from flask import Flask

from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.lead import Enquiry, Lead
from portfolio.formats import portfolio_json
from portfolio.services import entries
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.perf import long_life


def test_a_whole_portfolio_is_in_the_file_and_comes_back_the_same(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """Activities, enquiries, closed plans, CVs and the booklet; what is in the trash is not."""
    life = long_life.begun(app, browsers)
    with at_work(app, life.citizen) as work:
        entries.add(work, Lead(title="Potière", enquiries=(Enquiry(who="Une potière"),)))
        there = {one.id: one.entry for one in entries.read_all(work)}

    answer = life.citizen.client.get("/portfolio/export", base_url=SITE)

    told, sheet = json.loads(answer.data), portfolio_json.read(answer.data)
    jsonschema.validate(told, portfolio_json.schema())
    assert {kept.id: kept.entry for kept in sheet.entries} == there
    assert any(isinstance(one, ActionPlan) and one.editions for one in there.values())
    assert any(getattr(one, "activities", ()) for one in there.values())
    kinds = sorted(one.what.kind for one in sheet.handouts)
    sheets = ["closing-sheet"] * 2  # of an interview here, and one that came back
    assert kinds == ["booklet", *sheets, "cv", "preparation", "programme"]
    assert len(sheet.files) == 1 and "trash" in told["without"]
    assert "Coudre" not in answer.text
