"""Whom a share is for, one step at a time: a whole team or people by name, things one by one."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.consents import Event
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.moment import Moment
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sharing import Audience
from portfolio.services import departures, receipts
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Structure
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.page import Page, words
from tests.web import meetings
from tests.web.meetings import Browsers
from tests.web.sharers import SIGN, Sharer, a_sharer, facts, link, record

TODAY = date.today()  # noqa: DTZ011  # the machine's day will do


@pytest.fixture
def sharer(app: Flask, browsers: Browsers) -> Sharer:
    return a_sharer(app, browsers)


@pytest.fixture
def sonia(app: Flask, browsers: Browsers, sharer: Sharer) -> Browser:
    """A colleague of the counsellor's, who reads there too."""
    return meetings.colleague(app, browsers, sharer.counsellor)


def box(page: Page, within: str, label: str) -> str:
    """What a labelled box of a question sends back."""
    (found,) = (each for each in page.select(f"{within} label") if label in words(each))
    return page.value_of(f"#{found['for']}")


# People by name ------------------------------------------------------------------------------


def test_people_are_named_after_their_structure_and_nobody_beforehand(
    sharer: Sharer, sonia: Browser
) -> None:
    page = sharer.browser.submit("/shares/new", structure=sharer.structure_id, audience="members")

    assert page.text_of("h1") == "Qui pourra lire ?"
    assert page.texts("#members label") == ["Hélène Grandjean", "Sonia Mougel"]
    assert not page.select("main [checked]")
    assert sharer.browser.submit(status=422).text_of("#members-error")


def test_the_named_one_finds_it_at_her_desk_and_the_others_nowhere(
    sharer: Sharer, sonia: Browser
) -> None:
    sharer.begin_by_name("Sonia Mougel")
    sharer.browser.submit(sections=["skills"])
    letter = sharer.browser.submit(purpose="guidance")
    assert "Seulement cette personne : Sonia Mougel" in letter.text_of(".fil-consent-list")
    receipt = sharer.browser.submit(**SIGN)

    assert facts(receipt)["À ces personnes seulement"] == "Sonia Mougel"
    (one,) = sharer.grants()
    assert one.audience is Audience.MEMBERS and [*one.named.values()] == ["Sonia Mougel"]
    assert "Sandrine Thiébaut" in sonia.get("/desk/").said
    said = sonia.get(f"/interviews/{one.id}").said
    assert "Informer et rassurer" in said and "Donné à vous par votre nom" in said
    assert "Sandrine Thiébaut" not in sharer.counsellor.get("/desk/").said
    unknown = sharer.counsellor.get(f"/interviews/{uuid4()}", status=404).said
    for path in ("", "/receipt", "/receipt.pdf", "/plan.json"):
        page = sharer.counsellor.get(f"/interviews/{one.id}{path}", status=404)
        assert page.said == unknown
    assert "Seulement : Sonia Mougel" in sharer.browser.get("/shares").said


def test_a_name_that_is_not_of_the_structure_is_refused_beside_the_question(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    elsewhere = arrivals.a_professional(app, browsers())
    stranger = meetings.account_of(app, elsewhere)
    sharer.browser.submit("/shares/new", structure=sharer.structure_id, audience="members")

    for members in ([str(stranger)], [str(uuid4())], ["../1"]):
        page = sharer.browser.submit(status=422, members=members)
        assert page.text_of("#members-error")
    assert sharer.grants() == []


def test_who_leaves_between_the_choice_and_the_letter_is_asked_about_again(
    sharer: Sharer, sonia: Browser
) -> None:
    sharer.begin_by_name("Sonia Mougel")
    sharer.browser.submit(sections=["skills"])
    sharer.browser.submit(purpose="guidance")
    with at_work(sharer.app, sonia, sharer.structure_id) as work:
        departures.leave(work)

    page = sharer.browser.submit(**SIGN)
    assert "Revoyez cette étape" in page.said and page.select("#members")
    assert sharer.grants() == []


def test_when_the_last_named_one_leaves_the_citizen_is_told(sharer: Sharer, sonia: Browser) -> None:
    sharer.begin_by_name("Sonia Mougel")
    sharer.browser.submit(sections=["skills"])
    sharer.browser.submit(purpose="guidance")
    sharer.browser.submit(**SIGN)
    with at_work(sharer.app, sonia, sharer.structure_id) as work:
        departures.leave(work)

    page = sharer.browser.get("/shares")
    assert "Plus aucune des personnes choisies n’y travaille" in page.said
    assert "Sonia Mougel n’y travaille plus" in page.said


def test_whom_a_draft_is_for_can_be_changed_and_what_was_private_does_not_follow(
    sharer: Sharer, sonia: Browser
) -> None:
    sharer.add(Moment(title="Congé parental", private=True))
    what = sharer.begin_by_name("Sonia Mougel")
    private = box(what, "#private", "Congé parental")
    sharer.browser.submit(sections=["skills"], private=[private])
    letter = sharer.browser.submit(purpose="guidance")
    assert "Congé parental" in letter.said

    sharer.browser.get(link(letter, "Changer avec qui"))
    sharer.browser.get(sharer.browser.url.replace("/whom", "/who"))
    letter = sharer.browser.submit(audience="structure")
    assert letter.text_of("h1") == "Vérifiez avant de partager"
    assert "Congé parental" not in letter.said
    sharer.browser.submit(**SIGN)
    assert sharer.grants()[0].audience is Audience.STRUCTURE


def test_f_02_what_was_not_agreed_to_is_in_no_page_no_file_and_no_search(
    app: Flask, sharer: Sharer
) -> None:
    """Acceptance F-02: page, desk, JSON, PDF, table, calendar."""
    sharer.letter(["skills", "plan"], rights=["propose", "export", "thread"])
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()

    said = sharer.counsellor.get(f"/interviews/{one.id}").said
    assert "Informer et rassurer" in said
    said += sharer.counsellor.get("/desk/").said
    for path in ("plan.json", "plan.pdf", "plan.csv", "plan.ics", "receipt.json", "receipt.pdf"):
        response = sharer.counsellor.client.get(f"/interviews/{one.id}/{path}", base_url=SITE)
        assert response.status_code == 200
        said += _everything_in(response.data)
    for words_apart in ("Agente de service", "Mirabelliers", "jardin partagé"):
        assert words_apart not in said


# Things one by one ---------------------------------------------------------------------------


def test_one_thing_goes_without_its_part(sharer: Sharer) -> None:
    sharer.add(Skill(title="Coudre"))
    what = sharer.begin()
    sharer.browser.submit(items=[box(what, "#items", "Coudre")])
    letter = sharer.browser.submit(purpose="guidance")

    assert "Coudre Une compétence" in letter.texts(".fil-consent-list .is-in")
    page = sharer.browser.get(link(letter, "Voir exactement"))
    assert "Coudre" in page.text_of("#record")
    assert "Informer et rassurer" not in page.text_of("#record")


def test_83_what_is_private_asks_for_named_people_and_an_agreement_of_its_own(
    sharer: Sharer,
) -> None:
    """Security test 83, through the pages."""
    sharer.add(Moment(title="Congé parental", private=True))
    what = sharer.begin_by_name()
    private = box(what, "#private", "Congé parental")
    sharer.browser.submit(sections=["skills"], private=[private])
    sharer.browser.submit(purpose="guidance")

    page = sharer.browser.submit(status=422, **SIGN)
    assert page.text_of("#agreed_private-error")
    assert sharer.grants() == []
    sharer.browser.submit(agreed_private=True, **SIGN)
    (one,) = sharer.grants()
    with at_work(sharer.app, sharer.browser) as work:
        events = [each.event for each in receipts.read(work, one.id).records]
    assert events == [Event.GIVEN, Event.PRIVATE]
    assert "Accord à part" in facts(sharer.browser.get(f"/shares/{one.id}/receipt"))


def test_83_a_form_tampered_with_shares_nothing_private(sharer: Sharer) -> None:
    """Security test 83: a private entry sent for a whole team, or among the others."""
    sharer.add(Moment(title="Congé parental", private=True))
    private = box(sharer.begin_by_name(), "#private", "Congé parental")
    what = sharer.begin()
    assert not what.select("#private input")

    for name in ("private", "items"):
        response = sharer.browser.post(sharer.browser.url, {"sections": "skills", name: private})
        assert response.status_code == 422
        assert f'id="{name}-error"' in response.text
    assert sharer.grants() == []


def test_somebody_elses_thing_or_none_is_refused_beside_the_question(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    other = arrivals.a_citizen(browsers(), name="Samir")
    theirs = meetings.live(app, other)["job"]
    sharer.begin()

    for item in (theirs, uuid4(), "../1"):
        page = sharer.browser.submit(status=422, sections=["skills"], items=[str(item)])
        assert page.text_of("#items-error")
        assert page.select("#sections [checked]")
    assert sharer.grants() == []


def test_somebody_elses_draft_is_not_there(browsers: Browsers, sharer: Sharer) -> None:
    sharer.letter()
    stranger = arrivals.a_citizen(browsers(), name="Samir")

    for step in ("who", "whom", "what", "why", "check", "preview"):
        address = sharer.browser.url.replace("/check", f"/{step}")
        assert "rien n’a été partagé" in stranger.get(address).said


# Days ----------------------------------------------------------------------------------------


def test_a_share_may_open_later(sharer: Sharer) -> None:
    start = TODAY + timedelta(days=9)
    letter = sharer.letter(starts=start.isoformat())
    assert f"{start.year}" in letter.said and letter.text_of("main").count("Du ")
    assert "pourra lire à partir du" in sharer.browser.submit(**SIGN).said

    assert sharer.grants()[0].terms.starts == start
    assert "Sandrine" not in sharer.counsellor.get("/desk/").said


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "past": ("starts", {"starts": (TODAY - timedelta(days=1)).isoformat()}),
    "after the end": (
        "ends",
        {
            "starts": (TODAY + timedelta(days=9)).isoformat(),
            "ends": (TODAY + timedelta(days=8)).isoformat(),
        },
    ),
    "an end behind us": (
        "ends",
        {
            "starts": (TODAY + timedelta(days=1)).isoformat(),
            "ends": (TODAY - timedelta(days=1)).isoformat(),
        },
    ),
    "words": ("starts", {"starts": "bientôt"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_first_day_that_cannot_be_is_explained_beside_its_question(
    sharer: Sharer, case: str
) -> None:
    field, wrong = WRONG[case]
    sharer.begin()
    sharer.browser.submit(sections=["plan"])
    page = sharer.browser.submit(status=422, purpose="guidance", **wrong)

    assert page.texts(".invalid-feedback") == [page.text_of(f"#{field}-error")]
    assert page.text_of(f"#{field}-error").count(". ") <= 1


# Under another name --------------------------------------------------------------------------


def test_f_11_under_an_alias_the_structure_sees_what_was_previewed_and_no_name(
    sharer: Sharer,
) -> None:
    """Acceptance F-11, masked: preview, desk, interview, plan and receipt know the alias alone."""
    sharer.add(Identity(title="Sandrine Thiébaut", email="sandrine@example.org"))
    sharer.begin()
    sharer.browser.submit(sections=["identity", "skills", "plan"], alias="Mme T.")
    letter = sharer.browser.submit(purpose="guidance", rights=["export", "thread"])
    sharer.browser.get(link(letter, "Voir exactement"))
    previewed = record(sharer.browser)
    sharer.browser.get(link(sharer.browser.page or letter, "Revenir"))
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()

    pages = [sharer.counsellor.get(f"/interviews/{one.id}")]
    assert record(sharer.counsellor) == previewed
    pages += [sharer.counsellor.get(path) for path in ("/desk/", f"/interviews/{one.id}/receipt")]
    assert all("Mme T." in page.said for page in pages)
    assert not [page for page in pages if _names_her(page.said)]
    for path in ("receipt.json", "receipt.pdf", "plan.json", "plan.csv", "plan.pdf", "plan.ics"):
        response = sharer.counsellor.client.get(f"/interviews/{one.id}/{path}", base_url=SITE)
        assert response.status_code == 200
        head = str(response.headers["Content-Disposition"])
        assert not _names_her(head + _everything_in(response.data))


def _everything_in(content: bytes) -> str:
    """The words of a file; of a PDF, what it says of itself too."""
    if not content.startswith(b"%PDF"):
        return content.decode()
    paper = PdfReader(io.BytesIO(content))
    said = [str(paper.metadata), str(paper.xmp_metadata and paper.xmp_metadata.stream.get_data())]
    return "\n".join([*said, *(page.extract_text() for page in paper.pages)])


def _names_her(said: str) -> bool:
    return any(part in said.casefold() for part in ("sandrine", "thiébaut", "thiebaut"))


def test_a_name_that_still_shows_in_the_words_is_pointed_at(sharer: Sharer) -> None:
    sharer.add(Skill(title="Coudre", story="On m’appelle Sandrine des ourlets."))
    sharer.begin()
    sharer.browser.submit(sections=["skills"], alias="Mme T.")
    letter = sharer.browser.submit(purpose="guidance")

    assert "contient une partie de votre nom : Coudre" in letter.said


def test_to_prolong_a_share_under_an_alias_says_that_the_structure_knows_one(
    sharer: Sharer,
) -> None:
    sharer.letter()
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()
    check = sharer.browser.post(f"/shares/{one.id}/renew").location
    known = "Cette structure vous connaît déjà sous votre nom"
    assert known not in sharer.browser.get(check).said
    sharer.browser.get(check.replace("/check", "/what"))
    assert known in sharer.browser.submit(sections=["skills"], alias="Mme T.").said


@pytest.mark.parametrize("alias", ["<script>alert(1)</script>", "سارة 🧵", "=1+1"])
def test_an_alias_is_words_whatever_it_says(sharer: Sharer, alias: str) -> None:
    sharer.begin()
    sharer.browser.submit(sections=["skills"], alias=alias)
    sharer.browser.submit(purpose="guidance")
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()

    assert alias in sharer.browser.get(f"/shares/{one.id}").said
    assert alias in sharer.counsellor.get(f"/interviews/{one.id}").said
    assert alias in sharer.counsellor.get("/desk/").said


def test_an_alias_too_long_is_explained_and_what_was_typed_stays(sharer: Sharer) -> None:
    sharer.begin()
    page = sharer.browser.submit(status=422, sections=["skills"], alias="T" * 10_000)

    assert page.text_of("#alias-error") and page.select("#sections [checked]")
    assert len(page.value_of("#alias")) == 10_000


def test_a_structure_that_knows_the_name_already_is_told_of(sharer: Sharer) -> None:
    sharer.letter(["skills"])
    sharer.browser.submit(**SIGN)
    sharer.begin()
    sharer.browser.submit(sections=["plan"], alias="Mme T.")
    letter = sharer.browser.submit(purpose="guidance")

    assert "vous connaît déjà sous votre nom" in letter.said


# Again, and with others ----------------------------------------------------------------------


def test_a_share_is_prepared_for_another_structure_with_the_same_choices_and_no_access(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    sharer.letter(["skills"], purpose_text="Mon entretien de mars.", rights=["propose"])
    sharer.browser.submit(**SIGN)
    (first,) = sharer.grants()
    other = arrivals.a_professional(app, browsers())
    place = meetings.structure_of(app, other)

    sharer.browser.get(f"/shares/{first.id}")
    page = sharer.browser.press("Partager aussi avec…")
    assert page.text_of("h1") == "Avec quelle structure ?"
    assert sharer.grants() == [first]
    letter = sharer.browser.submit(structure=place)
    assert "Mon entretien de mars." in letter.said
    sharer.browser.submit(**SIGN)

    new = next(one for one in sharer.grants() if one.id != first.id)
    assert (new.structure_id, new.terms.sections) == (place, first.terms.sections)
    assert new.terms.rights == first.terms.rights
    assert new.id != first.id
    other.get(f"/interviews/{first.id}", status=404)
    other.get(f"/interviews/{new.id}")


def test_a_share_by_name_is_renewed_with_the_same_people(sharer: Sharer, sonia: Browser) -> None:
    sharer.begin_by_name("Sonia Mougel")
    sharer.browser.submit(sections=["skills"])
    sharer.browser.submit(purpose="guidance")
    sharer.browser.submit(**SIGN)
    sharer.browser.get(f"/shares/{sharer.grants()[0].id}")
    sharer.browser.press("Préparer un partage différent")
    letter = sharer.browser.submit(purpose="guidance")

    assert "Seulement cette personne : Sonia Mougel" in letter.said


def test_90_a_draft_for_a_structure_that_closed_asks_for_another(
    app: Flask, sharer: Sharer
) -> None:
    """Security test 90, before giving."""
    sharer.letter()
    with at_work(app, sharer.browser) as work:
        work.session.get_one(Structure, sharer.structure_id).state = "closed"

    page = sharer.browser.submit(**SIGN)
    assert page.text_of("h1") == "Avec quelle structure ?"
    assert "Revoyez cette étape" in page.said
    assert sharer.grants() == []


def test_90_a_structure_that_takes_another_name_is_told_and_nothing_moves(
    app: Flask, sharer: Sharer
) -> None:
    """Security test 90: the same team under another name is the citizen's to judge."""
    sharer.letter()
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()
    _becomes(app, sharer, name="Agence du Centre")

    for address in ("/shares", f"/shares/{one.id}"):
        said = sharer.browser.get(address).said
        assert "Vous avez partagé avec « CIDFF des Vosges »" in said
        assert "Elle s’appelle maintenant « Agence du Centre »" in said
    receipt = sharer.browser.get(f"/shares/{one.id}/receipt")
    assert facts(receipt)["À"].startswith("CIDFF des Vosges")


def test_90_a_structure_that_closes_is_told_and_what_it_had_passes_to_nobody(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    """Security test 90: not even to those who go on elsewhere."""
    sharer.letter()
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()
    heir = arrivals.a_professional(app, browsers())
    _becomes(app, sharer, state="closed")

    assert "Plus personne ne peut ouvrir ce partage" in sharer.browser.get("/shares").said
    sharer.counsellor.get(f"/interviews/{one.id}", status=404)
    heir.get(f"/interviews/{one.id}", status=404)


def test_90_a_share_moved_to_another_structure_by_hand_opens_to_neither(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    """Security test 90: merged by SQL."""
    sharer.letter()
    sharer.browser.submit(**SIGN)
    (one,) = sharer.grants()
    heir = arrivals.a_professional(app, browsers())
    place = meetings.structure_of(app, heir)
    with at_work(app, sharer.browser) as work:
        work.session.get_one(Grant, one.id).structure_id = place

    for each in (sharer.counsellor, heir):
        each.get(f"/interviews/{one.id}", status=404)
    assert "a été altéré" in sharer.browser.get("/shares").said


def _becomes(app: Flask, sharer: Sharer, **changes: str) -> None:
    with at_work(app, sharer.browser) as work:
        place = work.session.get_one(Structure, sharer.structure_id)
        for name, value in changes.items():
            setattr(place, name, value)
