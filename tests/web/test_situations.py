"""Situation checks: made together or alone, kept for oneself, read beside the one before."""

from typing import Any

import pytest
from flask import Flask

from portfolio.domain.entries.situation import Hold, SituationCheck
from portfolio.services import entries
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def check(met: Meeting, status: int = 200, button: tuple[str, str] | str = "", **said: Any) -> Page:
    """What the counsellor sends from the page of the check, and the page that comes back."""
    given: dict[str, Any] = {"housing-hold": "watch", "mobility-hold": "hurdle"} | said
    pressed: dict[str, Any] = {"button": button} if button else {}
    return met.counsellor.submit(f"{met.url}/situation", status=status, **pressed, **given)


def checks(app: Flask, citizen: Browser) -> list[SituationCheck]:
    """What the citizen keeps."""
    with at_work(app, citizen) as work:
        found = (one.entry for one in entries.read_all(work))
        return [one for one in found if isinstance(one, SituationCheck)]


def test_a_check_is_proposed_accepted_and_kept_for_oneself(app: Flask, met: Meeting) -> None:
    """Acceptance H-03: seen before it is final, marked as the counsellor's, then its owner's."""
    said: dict[str, Any] = {
        "mobility-change": "Le dernier bus part à 18 h.",
        "mobility-since": "2025",
    }
    page = check(met, **said)
    assert "Point de situation du" in page.said
    assert not checks(app, met.citizen)

    page = met.citizen.get("/shares/proposals")
    assert "Le dernier bus part à 18 h." in page.said
    assert "Hélène Grandjean" in page.said
    met.citizen.submit(button=("answer", "yes"))

    (one,) = checks(app, met.citizen)
    assert one.private
    assert one.provenance.person == "Hélène Grandjean"
    assert [*one.found] == ["housing", "mobility"]
    assert one.mobility.hold is Hold.HURDLE
    again = met.counsellor.get(met.url)
    assert "dernier bus" not in again.said, "once answered it is the person’s, and not shared"
    assert "Acceptée" in again.said
    assert "A noté un point de situation" in met.citizen.get("/shares/journal").said


def test_a_check_is_declined_and_leaves_nothing(app: Flask, met: Meeting) -> None:
    check(met)
    met.citizen.submit("/shares/proposals", button=("answer", "no"))
    assert not checks(app, met.citizen)


def test_a_check_is_accepted_in_other_words(app: Flask, met: Meeting) -> None:
    check(met)
    page = met.citizen.submit("/shares/proposals", button=("answer", "change"))
    assert page.value_of("#housing-hold-2[checked]") == "watch"
    lifted: dict[str, Any] = {"housing-hold": "lifted"}
    met.citizen.submit(**lifted)
    (one,) = checks(app, met.citizen)
    assert one.housing.hold is Hold.LIFTED
    assert one.private
    assert one.provenance.amended, "the counsellor does not answer for the person's words"


def test_a_check_that_says_nothing_is_not_sent(met: Meeting) -> None:
    page = check(met, 422, **{"housing-hold": "unspoken", "mobility-hold": "unspoken"})
    assert "Aucun thème n’est abordé" in page.text_of(".fil-errors")


def test_words_without_a_state_are_asked_about_beside_their_area(met: Meeting) -> None:
    page = check(met, 422, **{"money-need": "Un échéancier"})
    assert "dites aussi où cela en est" in page.text_of("#money")
    assert "Un échéancier" in page.text_of("#money textarea[name=money-need]")
    assert "open" in page.one("#money details").attrib


def test_a_day_that_is_none_is_said_beside_its_area(met: Meeting) -> None:
    page = check(met, 422, **{"housing-since": "hier"})
    assert page.select("#housing .invalid-feedback")
    assert page.value_of("[name=housing-since]") == "hier"


@pytest.mark.parametrize(
    "words", ["Elle a une dépression.", "Monsieur est diabétique", "J’ai un cancer"]
)
def test_a_diagnosis_is_asked_about_before_it_is_sent(app: Flask, met: Meeting, words: str) -> None:
    """Consequences, never causes; the words are shown, and may be kept."""
    said: dict[str, Any] = {"limits-hold": "watch", "limits-change": words}
    page = check(met, 422, **said)
    assert "Avant d’enregistrer, relisez ces mots" in page.said
    assert not met.citizen.get("/shares/proposals").select("main form")
    page = met.counsellor.submit(button=("wording", page.value_of("button[name=wording]")))
    assert "est envoyé" in page.said


def test_a_diagnosis_is_asked_about_even_where_it_is_kept_for_oneself(met: Meeting) -> None:
    said: dict[str, Any] = {
        "title": "Ma situation",
        "limits-hold": "watch",
        "limits-change": "J’ai un cancer.",
    }
    page = met.citizen.submit("/portfolio/add/situation", status=422, **said)
    assert "relisez ces mots" in page.said


def test_health_is_asked_what_it_changes_and_nothing_else(met: Meeting) -> None:
    page = met.citizen.get("/portfolio/add/situation")
    asked = {str(each["name"]) for each in page.select("#limits [name]")}
    assert asked == {"limits-hold", "limits-change", "limits-need"}
    assert "jamais la cause" in page.text_of("#limits-hint")
    assert page.select("#private[checked]"), "kept for oneself unless the person says otherwise"


def test_a_check_is_read_beside_the_one_before(app: Flask, met: Meeting) -> None:
    """What changed is between two checks, not between two clicks."""
    assert "Pas encore de point" in met.citizen.get("/situation").said
    for day, hold in (("2025-03", "hurdle"), ("2026-10", "lifted")):
        said: dict[str, Any] = {"checked": day, "mobility-hold": hold, "title": f"Point de {day}"}
        said |= {"money-hold": "watch"} if hold == "hurdle" else {}
        met.citizen.submit("/portfolio/add/situation", **said)
    page = met.citizen.get("/situation")
    assert page.texts("tbody tr") == [
        "Budget Point d’attention Non abordé",  # what is passed over did not change
        "Déplacements Frein actuel Levé a changé",
    ]
    assert "Non abordés : Logement, Emploi" in page.said
    former = next(one for one in checks(app, met.citizen) if one.title == "Point de 2025-03")
    link = next(a for a in page.select("main a") if former.title in a.text)
    page = met.citizen.get(str(link["href"]))
    assert page.texts("tbody tr") == ["Budget Point d’attention", "Déplacements Frein actuel"]
    met.citizen.get("/situation?check=nothing", status=404)


def test_the_former_states_show_where_the_person_shows_them(app: Flask, met: Meeting) -> None:
    said: dict[str, Any] = {"title": "La mienne", "mobility-hold": "hurdle", "private": False}
    met.citizen.submit("/portfolio/add/situation", **said)
    page = met.counsellor.get(f"{met.url}/situation")
    assert "La dernière fois : Frein actuel" in page.text_of("#mobility")
    assert "La dernière fois" not in page.text_of("#housing")


def test_a_check_after_the_share_ended_gives_back_what_was_typed(met: Meeting) -> None:
    """A proposal after revocation: a clear page, nothing lost, nothing revealed."""
    met.counsellor.get(f"{met.url}/situation")
    met.citizen.submit(f"/shares/{met.grant_id}/stop", form="main form[action$=stop]")
    said: dict[str, Any] = {"housing-hold": "watch", "housing-need": "Un bail"}
    page = met.counsellor.submit(status=404, **said)
    assert "Un bail" in page.said
    assert "Sandrine" not in page.said
