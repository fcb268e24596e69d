"""A plan given to a system, step by step; what else there is stays out of its reach."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portfolio.domain.access import SERVICE
from portfolio.domain.sharing import Audience, day_of
from portfolio.services import partners
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page
from tests.web.sharers import SIGN, Sharer, a_sharer, facts


@pytest.fixture
def sharer(app: Flask, browsers: Callable[..., Browser]) -> Sharer:
    return a_sharer(app, browsers)


def entered(sharer: Sharer) -> str:
    """The id of a system of the structure."""
    with at_work(sharer.app, sharer.counsellor, sharer.structure_id) as work:
        service = replace(work, actor=SERVICE)
        partners.add(service, sharer.structure_id, "i-Milo", day_of(work.now), ())
        return str(partners.all_(work.session)[0].id)


def begin(sharer: Sharer, system: str) -> Page:
    sharer.browser.submit("/shares/new", structure=sharer.structure_id, audience="partner")
    return sharer.browser.submit(system=system)


def test_a_system_is_offered_only_where_there_is_one(sharer: Sharer) -> None:
    assert "Un logiciel" not in sharer.browser.get("/shares/new").said
    entered(sharer)
    assert "Un logiciel, pour mon plan" in sharer.browser.get("/shares/new").said


def test_a_plan_is_given_to_a_system_whose_only_question_is_why(sharer: Sharer) -> None:
    page = begin(sharer, entered(sharer))
    assert page.text_of("h1").startswith("Pourquoi")
    letter = sharer.browser.submit(purpose="guidance", rights=["export"])
    assert "Seulement ce logiciel : i-Milo" in letter.said
    receipt = sharer.browser.submit(**SIGN)
    assert facts(receipt)["À ce logiciel seulement"] == "i-Milo"
    (given,) = sharer.grants()
    assert (given.audience, list(given.named.values())) == (Audience.PARTNER, ["i-Milo"])
    assert "Seulement : i-Milo" in sharer.browser.get("/shares").said


def test_without_the_right_to_download_there_is_nothing_to_give(sharer: Sharer) -> None:
    begin(sharer, entered(sharer))
    page = sharer.browser.submit(status=422, purpose="guidance", rights=["propose"])
    assert "il faut le droit de le télécharger" in page.said
    assert sharer.grants() == []


def test_more_than_the_plan_is_refused_beside_the_question(sharer: Sharer) -> None:
    begin(sharer, entered(sharer))
    what = sharer.browser.url.replace("/why", "/what")
    page = sharer.browser.submit(what, status=422, sections=["plan", "skills"])
    assert "ne peut recevoir que le plan" in page.said


def test_a_system_stopped_meanwhile_is_chosen_anew(sharer: Sharer) -> None:
    system = entered(sharer)
    begin(sharer, system)
    sharer.browser.submit(purpose="guidance", rights=["export"])
    with at_work(sharer.app, sharer.counsellor, sharer.structure_id) as work:
        partners.stop(replace(work, actor=SERVICE), partners.all_(work.session)[0].id)
    page = sharer.browser.submit(**SIGN)
    assert "Plus aucun logiciel ne reçoit de plan ici" in page.said
    assert sharer.grants() == []


@pytest.mark.parametrize("system", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_a_system_that_is_not_in_the_list_is_refused(sharer: Sharer, system: str) -> None:
    entered(sharer)
    sharer.browser.submit("/shares/new", structure=sharer.structure_id, audience="partner")
    page = sharer.browser.submit(status=422, system=system)
    assert "Choisissez un logiciel dans la liste" in page.said


def test_a_structure_without_a_system_says_so(sharer: Sharer) -> None:
    page = sharer.browser.submit(
        "/shares/new", status=422, structure=sharer.structure_id, audience="partner"
    )
    assert "Aucun logiciel de cette structure" in page.said
