"""Preparing a share: four steps, a letter to sign, and exactly what would be seen."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete

from portfolio.domain import consents
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.moment import Moment
from portfolio.domain.structures import Card
from portfolio.services import entries, structures
from portfolio.storage.structures import MemberKey
from tests import arrivals
from tests import page as pages
from tests.arrivals import at_work
from tests.page import Tag
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting
from tests.web.sharers import SIGN, Sharer, a_sharer, link, record

YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011  # the machine's day will do
NEXT_YEAR = date.today() + timedelta(days=370)  # noqa: DTZ011


@pytest.fixture
def sharer(app: Flask, browsers: Browsers) -> Sharer:
    return a_sharer(app, browsers)


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


# Four steps ----------------------------------------------------------------------------------


def test_a_share_is_prepared_signed_and_given(sharer: Sharer) -> None:
    sharer.letter(purpose_text="Mon entretien de mars.", mode="suivi", rights=["propose", "thread"])
    receipt = sharer.browser.submit(**SIGN)

    assert receipt.text_of("h1") == "Reçu de partage"
    (one,) = sharer.grants()
    assert one.structure == "CIDFF des Vosges"
    assert [*one.terms.sections] == ["skills", "plan"]
    assert [*one.terms.rights] == ["read", "propose", "thread"]
    assert one.terms.purpose_text == "Mon entretien de mars."
    assert one.terms.mode == "suivi"
    assert sharer.counsellor.get("/desk/").said.count("Sandrine Thiébaut") >= 1


def test_nothing_is_ticked_beforehand_but_the_date_of_six_months(sharer: Sharer) -> None:
    assert not sharer.begin().select("main [checked]")
    why = sharer.browser.submit(sections=["plan"])
    assert [each["value"] for each in why.select("main [checked]")] == ["photo"]
    ends = date.fromisoformat(why.value_of("#ends"))
    assert timedelta(days=180) < ends - date.today() < timedelta(days=185)  # noqa: DTZ011
    letter = sharer.browser.submit(purpose="guidance")
    assert letter.texts(".fil-consent-list .is-in") == [
        "Mon plan d’action Objectifs : 1, Actions : 2",
        "Lire ce que je partage",
    ]


def test_the_directory_is_searched_by_name_or_town_and_paged(app: Flask, sharer: Sharer) -> None:
    with at_work(app, sharer.counsellor) as work:
        for number in range(25):
            structures.create(work, Card(name=f"Antenne {number:02}", town="Longwy"))
    first = sharer.browser.get("/shares/new")
    assert len(first.select("input[name=structure]")) == 20
    last = sharer.browser.get(link(first, "Suivante"))
    assert "CIDFF des Vosges" in last.said
    found = sharer.browser.get("/shares/new?q=epinal")
    assert found.texts("#structure .fil-choice") == ["CIDFF des Vosges Épinal"]
    assert "Aucune structure ne correspond" in sharer.browser.get("/shares/new?q=zzz").said


def test_a_structure_may_be_chosen_from_elsewhere(sharer: Sharer) -> None:
    page = sharer.browser.get(f"/shares/new?structure={sharer.structure_id}")
    assert page.value_of("input[name=structure][checked]") == str(sharer.structure_id)


def test_going_back_keeps_the_answers(sharer: Sharer) -> None:
    letter = sharer.letter(["skills"], purpose_text="Pour mars", rights=["export"])
    what = sharer.browser.get(link(letter, "Changer ce que je partage"))
    assert [each["value"] for each in what.select("[checked]")] == ["skills"]
    assert "Vos réponses sont gardées jusqu’à la fin de votre session." in what.said
    letter = sharer.browser.submit(sections=["skills", "path"])
    assert letter.text_of("h1") == "Vérifiez avant de partager"
    why = sharer.browser.get(link(letter, "Changer la raison"))
    assert why.text_of("textarea") == "Pour mars"
    assert why.value_of("option[selected]") == "guidance"
    assert [each["value"] for each in why.select("[checked]")] == ["photo", "export"]
    who = sharer.browser.get(link(letter, "Changer avec qui"))
    assert who.value_of("input[name=structure][checked]") == str(sharer.structure_id)
    assert sharer.browser.submit().text_of("h1") == "Vérifiez avant de partager"


def test_two_tabs_do_not_mix(sharer: Sharer) -> None:
    one = sharer.letter(["skills"], purpose="employment")
    address = sharer.browser.url
    other = sharer.letter(["plan"], purpose="training")
    assert "Chercher un emploi" in one.said
    assert "Entrer en formation" in other.said
    again = sharer.browser.get(address)
    assert "Chercher un emploi" in again.said
    assert "Entrer en formation" not in again.said


def test_a_draft_that_is_not_there_any_more_starts_again_and_shares_nothing(
    sharer: Sharer, browsers: Browsers
) -> None:
    sharer.letter()
    address = sharer.browser.url
    for step in ("who", "what", "why", "check", "preview"):
        page = sharer.browser.get(f"/shares/new/{uuid4()}/{step}")
        assert "rien n’a été partagé" in page.said
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    assert "rien n’a été partagé" in stranger.get(address).said


def test_only_the_last_drafts_are_kept(sharer: Sharer) -> None:
    sharer.begin()
    first = sharer.browser.url
    for _ in range(4):
        sharer.begin()
    assert "ne sont plus gardées" in sharer.browser.get(first).said


def test_a_step_that_was_not_answered_comes_first(sharer: Sharer) -> None:
    sharer.begin()
    address = sharer.browser.url.replace("/what", "/check")
    assert "Que montrez-vous" in sharer.browser.get(address).text_of("h1")


# What is refused -----------------------------------------------------------------------------


def test_a_structure_that_is_not_there_is_said_beside_the_question(sharer: Sharer) -> None:
    for structure in (None, "zzz", uuid4(), "../../etc"):
        page = sharer.browser.submit("/shares/new", status=422, structure=structure)
        assert page.text_of("#structure-error")
    sharer.browser.get(f"/shares/new?structure={uuid4()}", status=404)


def test_a_structure_where_nobody_holds_the_keys_is_refused_at_once(
    app: Flask, sharer: Sharer
) -> None:
    with at_work(app, sharer.counsellor) as work:
        work.session.execute(delete(MemberKey))
    page = sharer.browser.submit("/shares/new", status=422, structure=sharer.structure_id)
    assert "personne n’y garde les clés" in page.text_of("#structure-error")


def test_tampered_or_missing_sections_are_said_beside_the_question(sharer: Sharer) -> None:
    sharer.begin()
    for sections in ([], ["secrets"], ["skills", "../plan"]):
        assert sharer.browser.submit(status=422, sections=sections).text_of("#sections-error")


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "past": ("ends", {"ends": YESTERDAY.isoformat()}),
    "far": ("ends", {"ends": NEXT_YEAR.isoformat()}),
    "no such day": ("ends", {"ends": "2014-19-39"}),
    "only a year": ("ends", {"ends": "2027"}),
    "no day": ("ends", {"ends": ""}),
    "words": ("ends", {"ends": "bientôt"}),
    "long": ("purpose_text", {"purpose_text": "x" * 10_000}),
    "no purpose": ("purpose", {"purpose": ""}),
    "unknown purpose": ("purpose", {"purpose": "marketing"}),
    "other, unsaid": ("purpose_text", {"purpose": "other"}),
    "unknown mode": ("mode", {"mode": "toujours"}),
    "unknown right": ("rights", {"rights": ["delete"]}),
}


def test_an_answer_that_cannot_be_taken_is_explained_beside_its_question(sharer: Sharer) -> None:
    sharer.begin()
    sharer.browser.submit(sections=["plan"])
    address = sharer.browser.url
    for field, wrong in WRONG.values():
        page = sharer.browser.submit(address, status=422, **({"purpose": "guidance"} | wrong))
        assert page.texts(".invalid-feedback") == [page.text_of(f"#{field}-error")]
        assert page.text_of("title").startswith("Erreur :")


def test_every_mistake_is_said_at_once(sharer: Sharer) -> None:
    sharer.begin()
    sharer.browser.submit(sections=["plan"])
    wrong: dict[str, Any] = {
        "purpose": "",
        "purpose_text": "x" * 301,
        "ends": YESTERDAY.isoformat(),
    }
    page = sharer.browser.submit(status=422, **wrong)
    assert len(page.select(".fil-errors li")) == 3
    assert page.value_of("#ends") == YESTERDAY.isoformat()


def test_a_day_is_read_as_people_type_it(sharer: Sharer) -> None:
    ends = date.today() + timedelta(days=40)  # noqa: DTZ011
    sharer.letter(ends=f"{ends:%d/%m/%Y}")
    sharer.browser.submit(**SIGN)
    assert sharer.grants()[0].last_day == ends


# The letter ----------------------------------------------------------------------------------


def visible(element: Tag) -> str:
    """What *element* says without opening anything."""
    for closed in element.select("details:not([open])"):
        closed.clear(keep_tail=True)
    return " ".join(element.get_text(" ").split())


def test_p_04_the_letter_says_who_what_why_and_until_when_without_opening_anything(
    sharer: Sharer,
) -> None:
    ends = date.today() + timedelta(days=40)  # noqa: DTZ011
    letter = sharer.letter(purpose_text="Mon entretien de mars.", ends=ends.isoformat())
    said = visible(letter.one("main"))
    for words in (
        *("CIDFF des Vosges", "Hélène Grandjean", "Mes compétences et mes langues"),
        *("Mon plan d’action", "Faire le point et m’orienter", "Mon entretien de mars."),
        *(str(ends.year), "Je peux arrêter ce partage quand je veux", "Lire ce que je partage"),
    ):
        assert words in said


def test_p_04_refusing_is_as_easy_as_accepting_and_leaves_nothing(sharer: Sharer) -> None:
    letter = sharer.letter()
    address = sharer.browser.url
    yes, no = letter.select(".fil-consent-sign button")
    assert not letter.select(".fil-consent-sign [checked]")
    assert "btn-lg" in yes["class"].split()
    assert "btn-lg" in no["class"].split()
    page = sharer.browser.press("Ne pas partager")
    assert "Rien n’a été partagé" in page.said
    assert sharer.grants() == []
    assert "ne sont plus gardées" in sharer.browser.get(address).said


def test_an_agreement_is_never_presumed(sharer: Sharer) -> None:
    sharer.letter()
    page = sharer.browser.submit(status=422, button=("answer", "yes"))
    assert page.text_of("#agreed-error")
    assert sharer.grants() == []


def test_a_consent_text_that_changed_is_shown_again_before_it_is_signed(sharer: Sharer) -> None:
    sharer.letter()
    page = sharer.browser.submit(status=422, text_version="2025-1", **SIGN)
    assert "a changé" in page.text_of(".fil-errors")
    assert page.value_of("[name=text_version]") == consents.CURRENT
    assert not page.select("[name=agreed][checked]")
    assert sharer.grants() == []
    assert sharer.browser.submit(**SIGN).text_of("h1") == "Reçu de partage"


def test_what_changed_since_the_letter_was_read_is_shown_again(sharer: Sharer) -> None:
    sharer.letter()
    sharer.add(Action(title="Une action de plus"))
    page = sharer.browser.submit(status=422, **SIGN)
    assert "a changé" in page.text_of(".fil-errors")
    assert sharer.grants() == []


def test_a_share_beside_another_with_the_same_structure_says_so(met: Meeting) -> None:
    met.citizen.submit("/shares/new", structure=met.structure_id)
    met.citizen.submit(sections=["skills"])
    letter = met.citizen.submit(purpose="guidance")
    assert "Vous partagez déjà avec cette structure" in letter.said


def test_85_a_letter_sent_twice_gives_one_grant_and_one_receipt(sharer: Sharer) -> None:
    letter = sharer.letter()
    address = sharer.browser.url
    sent = {
        str(each["name"]): str(each.get("value", "y"))
        for each in letter.select(".fil-consent-sign input")
    } | {"answer": "yes"}
    first = sharer.browser.post(address, sent)
    second = sharer.browser.post(address, sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert len(sharer.grants()) == 1
    assert sharer.browser.get(address).text_of("h1") == "Reçu de partage"


# What the structure sees ---------------------------------------------------------------------


def test_f_02_only_the_sections_agreed_to_exist_in_the_preview(sharer: Sharer) -> None:
    letter = sharer.letter(["skills", "plan"], rights=["thread"])
    page = sharer.browser.get(link(letter, "Voir exactement"))
    shown = page.text_of("#record")
    assert "Informer et rassurer" in shown
    assert "Financer ma formation" in shown
    assert page.texts("#record h2") == ["En bref", "Compétences et langues", "Plan d’action"]
    for words in ("Agente de service", "Les Mirabelliers", "Le jardin partagé", "Parcours"):
        assert words not in shown


def test_f_11_the_preview_is_byte_for_byte_what_the_structure_receives(sharer: Sharer) -> None:
    letter = sharer.letter(["path", "skills", "plan", "interests"], rights=["thread"])
    sharer.browser.get(link(letter, "Voir exactement"))
    previewed = record(sharer.browser)
    sharer.browser.get(link(sharer.browser.page or letter, "Revenir"))
    sharer.browser.submit(**SIGN)
    grant_id = sharer.grants()[0].id

    sharer.counsellor.get(f"/interviews/{grant_id}")
    sharer.browser.get(f"/shares/{grant_id}")

    assert record(sharer.counsellor) == previewed
    assert record(sharer.browser) == previewed
    assert b"fil-overview" in previewed


def test_the_thread_is_drawn_for_those_who_may_see_it_only(sharer: Sharer) -> None:
    letter = sharer.letter(["path", "plan"])
    sharer.browser.get(link(letter, "Voir exactement"))
    assert b"fil-overview" not in record(sharer.browser)


def test_what_is_kept_private_is_shared_by_itself_or_not_at_all(sharer: Sharer) -> None:
    sharer.add(
        Moment(title="Congé parental", private=True), Moment(title="Une année dure", private=True)
    )
    what = sharer.begin_by_name()
    assert "Congé parental" not in what.text_of("#sections") + what.text_of("#items")
    labels = {pages.words(label): label["for"] for label in what.select("#private label")}
    assert set(labels) == {"Congé parental Une autre période", "Une année dure Une autre période"}
    one = what.value_of(f"#{labels['Congé parental Une autre période']}")
    sharer.browser.submit(sections=["path"], private=[one])
    letter = sharer.browser.submit(purpose="guidance")
    assert "Congé parental" in letter.text_of(".fil-consent-list")
    page = sharer.browser.get(link(letter, "Voir exactement"))
    assert "Congé parental" in page.text_of("#record")
    assert "Une année dure" not in page.said
    assert len(page.select("#record-path tbody tr")) == 2


def test_a_private_entry_removed_meanwhile_leads_back_to_a_step(sharer: Sharer) -> None:
    sharer.add(Moment(title="Congé parental", private=True))
    what = sharer.begin_by_name()
    item = what.value_of("#private input")
    sharer.browser.submit(sections=["path"], private=[item])
    sharer.browser.submit(purpose="guidance")
    with at_work(sharer.app, sharer.browser) as work:
        entries.remove(work, [UUID(item)])
    page = sharer.browser.submit(agreed_private=True, **SIGN)
    assert "Revoyez cette étape" in page.said
    assert sharer.grants() == []


def test_a_share_says_that_what_was_ticked_by_itself_was_removed_and_does_not_come_back(
    app: Flask, sharer: Sharer
) -> None:
    with at_work(app, sharer.browser) as work:
        alone = entries.add(work, Job(title="Cantinière"))
    sharer.begin()
    sharer.browser.submit(sections=["skills"], items=[alone])
    sharer.browser.submit(purpose="guidance", mode="suivi")
    sharer.browser.submit(**SIGN)
    [one] = sharer.grants()
    assert "vous l’avez supprimé" not in sharer.browser.get(f"/shares/{one.id}").said

    for act in (f"/portfolio/{alone}/remove", f"/portfolio/trash/{alone}/restore"):
        sharer.browser.post(act)
        page = sharer.browser.get(f"/shares/{one.id}")
        assert "1 élément n’y est plus : vous l’avez supprimé." in page.said
        assert "Cantinière" not in page.text_of("#record")
