"""Keeping entries through the pages: asked in plain words, nothing lost, nobody else's."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portfolio.domain.entries import KINDS, Provenance
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.job import Contract, Job
from portfolio.domain.entries.language import Assessment, Dimension, Language
from portfolio.domain.entries.moment import Moment, Nature
from portfolio.formats import portfolio_json
from portfolio.services import entries
from portfolio.web.entries.kinds import GROUPS, PLANNED
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page, words

OFFERED = [kind for kind in KINDS if kind not in PLANNED]
SCRIPTS = {
    "long": "é" * 10_000,
    "emoji": "🙂👩‍🌾🏳️‍🌈",
    "arabic": "السلام عليكم ورحمة الله",
    "html": "<script>alert(1)</script> & <b>gras</b>",
}


def add(browser: Browser, kind: str = "job", **fields: Any) -> str:
    """Write an entry by hand; the address of its page."""
    given = {"title": "Caissière"} | fields
    browser.submit(f"/portfolio/add/{kind}", **given)
    links = browser.get("/portfolio").select("main li a[href^='/portfolio/']")
    [address] = [str(link["href"]) for link in links if link.text == given["title"]]
    return address


def answers(page: Page) -> dict[str, str]:
    """Questions and answers as the entry's own page tells them."""
    return dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))


def test_a_stranger_is_asked_to_sign_in(browser: Browser) -> None:
    for address in ("/portfolio", "/portfolio/skills", "/portfolio/add/job", "/portfolio/export"):
        browser.get(address)
        assert browser.url.startswith("/account/sign-in")


def test_everything_one_may_add_is_explained(citizen: Browser) -> None:
    page = citizen.get("/portfolio/add")

    links = [str(link["href"]) for link in page.select("main li a")]
    links = ["/portfolio/add/evidence" if each == "/evidence/add" else each for each in links]
    assert links == [f"/portfolio/add/{kind}" for _, kinds in GROUPS for kind in kinds]
    assert {link.rsplit("/", 1)[-1] for link in links} == set(OFFERED)
    assert len(page.select("main li p")) == len(links)


@pytest.mark.parametrize("kind", OFFERED)
def test_every_kind_is_asked_kept_changed_and_removed(citizen: Browser, kind: str) -> None:
    address = add(citizen, kind, title="Une chose à moi")

    citizen.submit(f"{address}/edit", title="Une autre", story="Mes mots.")
    page = citizen.get(address)
    assert page.text_of("h1") == "Une autre" and "Mes mots." in page.said

    asked = citizen.get(f"{address}/remove")
    assert "Une autre" in asked.text_of("h1")
    citizen.press("Supprimer")
    citizen.get(address, status=404)


@pytest.mark.parametrize("kind", PLANNED)
def test_what_the_plan_keeps_can_be_read_and_changed_here_too(citizen: Browser, kind: str) -> None:
    address = add(citizen, kind, title="Une étape du plan")

    citizen.submit(f"{address}/edit", title="Une autre étape")

    assert citizen.get(address).text_of("h1") == "Une autre étape"


def test_an_unknown_kind_is_not_found(citizen: Browser) -> None:
    citizen.get("/portfolio/add/horoscope", status=404)


def test_b01_a_year_alone_is_kept_sorted_and_shown_as_a_year(citizen: Browser) -> None:
    """Acceptance B-01: "1998" stays a year, sorts among full dates, is never 1 January 1998."""
    add(citizen, title="Apprentie", when_start="1998", when_end="1998")
    add(citizen, title="Vendeuse", when_start="12/05/1999", when_end="06/2001")
    first = add(citizen, title="Stagiaire", when_start="03/1997", when_end="04/1997")

    page = citizen.get("/thread")

    assert page.texts("li.is-event h3") == ["Vendeuse", "Apprentie", "Stagiaire"]
    assert page.texts("li.is-event .fil-when") == [
        "12 mai 1999 – juin 2001",
        "1998",
        "Mars 1997 – avril 1997",
    ]
    assert "janvier 1998" not in page.said
    assert citizen.get(f"{first}/edit").value_of("#when_start") == "03/1997"


def test_b02_a_job_that_goes_on_has_no_invented_end(citizen: Browser) -> None:
    """B-02: an ongoing job says so, and its export has no end."""
    address = add(citizen, title="Serveuse", when_start="2019-03", when_ongoing=True)

    assert "Depuis mars 2019" in citizen.get(address).said
    assert citizen.get("/thread").texts("li.is-event .fil-when") == ["Depuis mars 2019"]
    citizen.get("/portfolio/export")
    assert citizen.response is not None
    [entry] = json.loads(citizen.response.data)["entries"]
    assert entry["data"]["when"] == {"start": "2019-03", "end": None, "ongoing": True}


def test_b04_an_end_before_the_start_is_refused_beside_its_field_and_nothing_is_lost(
    citizen: Browser,
) -> None:
    """Acceptance B-04: the message is beside the field, what was typed is still there."""
    typed: dict[str, Any] = {
        "title": "Agente",
        "when_start": "03/2019",
        "when_end": "01/2018",
        "story": "Mots.",
    }

    page = citizen.submit("/portfolio/add/job", status=422, **typed)

    assert page.text_of("title").startswith("Erreur : ")
    assert "janvier 2018" in page.text_of("#when_end-error") or "01/2018" in page.said
    assert page.value_of("#when_end", "aria-invalid") == "true"
    assert page.select(".fil-errors a[href='#when_end']")
    for name in ("title", "when_start", "when_end"):
        assert page.value_of(f"#{name}") == typed[name]
    assert page.text_of("#story") == "Mots."
    assert not citizen.get("/portfolio").select("main li a[href*='-']")


@pytest.mark.parametrize("url", ["/portfolio/add/certificate", "/evidence/add"])
def test_a_mistake_across_two_answers_is_told_with_the_others(citizen: Browser, url: str) -> None:
    page = citizen.submit(url, status=422, title="", issued="2020", expires="2019")

    assert page.text_of("#title-error") and page.text_of("#expires-error")


def test_a_rule_says_nothing_of_an_answer_that_was_refused(citizen: Browser) -> None:
    page = citizen.submit(
        "/portfolio/add/certificate", status=422, title="", issued="hier", expires="2019"
    )

    assert page.text_of("#title-error") and page.text_of("#issued-error")
    assert not page.select("#expires-error")


def test_two_dates_in_one_box_are_told_where_each_goes(citizen: Browser) -> None:
    page = citizen.submit("/portfolio/add/job", status=422, title="Agente", when_start="2015-2018")

    assert "Écrivez 2015 dans « Début » et 2018 dans « Fin »." in page.text_of("#when_start-error")
    assert page.value_of("#when_start") == "2015-2018"
    page = citizen.submit("/portfolio/add/certificate", status=422, title="CAP", issued="2015-2018")
    assert "une seule date : 2015 ou 2018." in page.text_of("#issued-error")


@pytest.mark.parametrize("when", ["2014-19-39", "31/02/2020", "hier", "98", "1850"])
def test_a_date_that_does_not_exist_is_explained(citizen: Browser, when: str) -> None:
    page = citizen.submit("/portfolio/add/job", status=422, title="Agente", when_start=when)

    assert page.text_of("#when_start-error")
    assert page.value_of("#when_start") == when


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_every_script_and_length_is_shown_as_it_was_typed(citizen: Browser, text: str) -> None:
    address = add(citizen, title="Poète", story=text)

    page = citizen.get(address)

    assert text in page.text_of("main .fil-prose")
    assert not page.select("main .fil-prose script, main .fil-prose b")
    assert citizen.get(f"{address}/edit").text_of("#story") == text


def test_a_title_that_looks_like_a_tag_is_text_everywhere(citizen: Browser) -> None:
    address = add(citizen, title="<img src=x onerror=alert(1)>", when_start="2020")

    for page in (address, f"{address}/edit", "/portfolio", "/thread", "/thread/list"):
        assert not citizen.get(page).select("main img")


def test_a_title_may_hold_a_percent_sign(citizen: Browser) -> None:
    address = add(citizen, title="100 % (%(x)s) {{ 7*7 }}")

    for page in (address, f"{address}/edit", f"{address}/remove", "/thread"):
        assert "%(x)s" in citizen.get(page).said.replace("\u202f", " ")


def test_too_long_a_title_is_told_and_kept(citizen: Browser) -> None:
    page = citizen.submit("/portfolio/add/job", status=422, title="a" * 300)

    assert "200" in page.text_of("#title-error")
    assert page.value_of("#title") == "a" * 300


def test_a_question_left_blank_is_asked_again_in_plain_words(citizen: Browser) -> None:
    page = citizen.submit("/portfolio/add/skill", status=422, title="   ")

    assert page.text_of("#title-error")


def test_the_details_wait_until_they_are_asked_for(citizen: Browser) -> None:
    page = citizen.get("/portfolio/add/job")
    assert page.select("details #sector") and not page.select("details[open] #sector")

    address = add(citizen, title="Tisseuse", sector="Textile")

    assert citizen.get(f"{address}/edit").select("details[open] #sector")


def test_what_is_kept_private_says_so(citizen: Browser) -> None:
    address = add(citizen, "moment", title="Congé parental", when_start="2009", private=True)

    assert "Visible par vous" in citizen.get(address).said
    assert "Visible par vous" in citizen.get("/thread").text_of("li.is-small")


def test_what_is_asked_otherwise_now_stays_where_it_was_answered(
    app: Flask, citizen: Browser
) -> None:
    assert not citizen.get("/portfolio/add/moment").select("[name=nature][value=caring]")
    assert not citizen.get("/portfolio/add/job").select("#contract option[value=internship]")
    with at_work(app, citizen) as work:
        moment = entries.add(work, Moment(title="Congé", nature=Nature.FAMILY))
        job = entries.add(work, Job(title="Stagiaire", contract=Contract.INTERNSHIP))

    for entry_id, said in ((moment, "Vie de famille"), (job, "Stage")):
        citizen.submit(f"/portfolio/{entry_id}/edit", title="Autrement dit")
        page = citizen.get(f"/portfolio/{entry_id}")
        assert page.text_of("h1") == "Autrement dit" and said in answers(page).values()


def test_a_skill_is_linked_to_the_steps_it_comes_from(citizen: Browser) -> None:
    """C-03: the skill shows its two jobs, each job shows the skill; one link goes, one stays."""
    jobs = [add(citizen, title=title, when_start="2019") for title in ("Serveuse", "Caissière")]
    ids = [job.rsplit("/", 1)[-1] for job in jobs]
    skill = add(citizen, "skill", title="Rendre la monnaie", level="3", linked=ids)

    assert "Serveuse, Caissière" in citizen.get("/portfolio/skills").text_of(".fil-skills tbody tr")
    for job in jobs:
        assert "Rendre la monnaie" in citizen.get(job).said

    citizen.submit(f"{skill}/edit", linked=ids[:1])
    assert "Rendre la monnaie" not in citizen.get(jobs[1]).text_of("main")
    citizen.submit(f"{jobs[0]}/remove")
    assert citizen.get(skill).text_of("h1") == "Rendre la monnaie"
    assert "Serveuse" not in citizen.get("/portfolio/skills").said


def test_a_language_keeps_a_level_for_each_dimension(citizen: Browser) -> None:
    """C-05: reading and speaking may differ; what was not said is not invented."""
    add(citizen, "language", title="Portugais", reading="B2", spoken_interaction="A1")

    row = citizen.get("/portfolio/skills").one("section:has(#h-languages)")
    assert row is not None
    cells = [words(cell) for cell in row.select("tbody td")]
    assert cells[:5] == ["non précisé", "B2", "A1", "non précisé", "non précisé"]


def test_skills_show_their_level_in_beads_and_in_words(citizen: Browser) -> None:
    add(citizen, "skill", title="Souder", level="2")

    page = citizen.get("/portfolio/skills")

    assert len(page.select(".fil-level .t-bead")) >= 2
    assert "Je fais avec de l’aide" in page.text_of(".fil-skills tbody tr")


def test_an_empty_page_of_skills_invites_without_reproach(citizen: Browser) -> None:
    page = citizen.get("/portfolio/skills")

    assert page.one("main .fil-state a.btn-primary")["href"] == "/portfolio/add/skill"


def test_one_presentation_is_enough(citizen: Browser) -> None:
    address = add(citizen, "identity", title="Sandrine T.")

    citizen.get("/portfolio/add/identity")

    assert citizen.url == f"{address}/edit"


def test_a_second_presentation_is_shown_beside_the_first_and_nothing_is_lost(
    citizen: Browser,
) -> None:
    citizen.get("/portfolio/add/identity")
    citizen.post("/portfolio/add/identity", {"title": "Sandrine T.", "story": ""})

    page = citizen.submit(status=409, title="Sandrine Thiébaut", story="Je cherche.")

    assert page.value_of("#title") == "Sandrine Thiébaut"
    assert page.text_of("#story") == "Je cherche."
    assert page.texts("blockquote") == ["Sandrine T.", "(vide)"]
    assert citizen.get("/portfolio/add/identity").value_of("#title") == "Sandrine T."


def test_the_second_presentation_can_be_the_one_that_stays(citizen: Browser) -> None:
    citizen.get("/portfolio/add/identity")
    citizen.post("/portfolio/add/identity", {"title": "Sandrine T.", "story": ""})

    citizen.submit(status=409, title="Sandrine Thiébaut")
    citizen.press("Enregistrer")

    assert citizen.page is not None and citizen.page.text_of("h1") == "Sandrine Thiébaut"


def test_a_presentation_sent_twice_says_it_once(citizen: Browser) -> None:
    citizen.get("/portfolio/add/identity")
    for _ in range(2):
        sent = citizen.post("/portfolio/add/identity", {"title": "Sandrine T.", "story": ""})
        assert sent.status_code == 303


def test_two_tabs_both_texts_are_shown_and_nothing_is_lost(citizen: Browser) -> None:
    address = add(citizen, title="Agente", employer="Les Mirabelliers")
    citizen.submit(f"{address}/edit", story="Un jour.\n\nUn autre.")
    stale = citizen.get(f"{address}/edit").value_of("[name=rev]")
    citizen.submit(f"{address}/edit", title="Agente de service", town="Golbey")

    typed: dict[str, Any] = {
        "title": "Aide-soignante",
        "town": "",
        "story": "Un jour.\r\n\r\nUn autre.",
    }
    page = citizen.submit(f"{address}/edit", status=409, rev=stale, **typed)

    assert page.value_of("#title") == "Aide-soignante"
    assert page.texts("blockquote") == ["Agente de service", "Golbey"]
    assert citizen.get(address).text_of("h1") == "Agente de service"


def test_two_tabs_the_person_decides_which_text_stays(citizen: Browser) -> None:
    address = add(citizen, title="Agente", tasks="Accueillir")
    stale = citizen.get(f"{address}/edit").value_of("[name=rev]")
    citizen.submit(f"{address}/edit", title="Agente de service")
    citizen.submit(f"{address}/edit", status=409, rev=stale, title="Aide-soignante")

    citizen.submit(title="Aide-soignante à Golbey")

    page = citizen.get(address)
    assert page.text_of("h1") == "Aide-soignante à Golbey"
    assert answers(page)["Ce que je fais, ou faisais"] == "Accueillir"


def test_two_tabs_the_person_chooses_answer_by_answer(citizen: Browser) -> None:
    address = add(citizen, title="Agente", town="Golbey", private=False)
    stale = citizen.get(f"{address}/edit").value_of("[name=rev]")
    citizen.submit(f"{address}/edit", title="Agente de service", town="Épinal", private=True)
    typed: dict[str, Any] = {
        "title": "Aide-soignante",
        "town": "Metz",
        "story": "Mes mots.",
        "private": False,
    }
    page = citizen.submit(f"{address}/edit", status=409, rev=stale, **typed)

    assert [each["value"] for each in page.select("[name=stored]")] == [
        "title",
        "town",
        "story",
        "private",
    ]
    citizen.submit(stored=["town", "private"])

    page = citizen.get(f"{address}/edit")
    assert page.value_of("#title") == "Aide-soignante" and page.value_of("#town") == "Épinal"
    assert page.text_of("#story") == "Mes mots." and "checked" in page.one("#private").attrib


@pytest.mark.parametrize("rev", ["", "abc", "-1", "9" * 40])
def test_a_revision_that_makes_no_sense_breaks_nothing(citizen: Browser, rev: str) -> None:
    address = add(citizen)

    citizen.submit(f"{address}/edit", rev=rev, title="Changé")

    assert citizen.get(address).text_of("h1") == "Changé"


@pytest.mark.parametrize("page", ["", "/edit", "/remove"])
def test_anothers_entry_and_none_are_the_same_answer(
    citizen: Browser, browsers: Callable[..., Browser], page: str
) -> None:
    address = add(citizen)
    stranger = arrivals.a_citizen(browsers(), name="Karim")

    theirs = stranger.get(f"{address}{page}", status=404).one("main")
    nothing = stranger.get(f"/portfolio/{uuid4()}{page}", status=404).one("main")

    assert str(theirs) == str(nothing)
    sent = {"title": "À moi", "rev": "1"}
    assert page == "" or stranger.post(f"{address}{page}", sent).status_code == 404
    assert citizen.get(address).text_of("h1") == "Caissière"


def test_where_it_comes_from_is_said(citizen: Browser) -> None:
    assert "Écrit par vous." in citizen.get(add(citizen)).text_of("aside")


def test_the_whole_portfolio_goes_home_and_can_be_read_back(citizen: Browser) -> None:
    add(citizen, title="Agente", when_start="1998", private=True)
    add(citizen, "skill", title="Souder")

    citizen.get("/portfolio/export")

    assert citizen.response is not None
    assert "attachment" in citizen.response.headers["Content-Disposition"]
    sheet = portfolio_json.read(citizen.response.data)
    assert [kept.entry.title for kept in sheet.entries] == ["Agente", "Souder"]


def test_a_button_pressed_twice_says_it_once(citizen: Browser) -> None:
    citizen.get("/portfolio/add/job")
    for _ in range(2):
        citizen.post("/portfolio/add/job", {"title": "Caissière", "story": ""})

    assert citizen.get("/portfolio").texts("main li a[href*='-']") == ["Caissière"]


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (
            Provenance.proposed("CIDFF des Vosges", "Hélène Grandjean", date(2026, 11, 2)),
            "Proposé par Hélène Grandjean, CIDFF des Vosges le 2 novembre 2026, accepté par vous.",
        ),
        (Provenance.proposed("CIDFF", ""), "Proposé par CIDFF, accepté par vous."),
        (
            Provenance.imported("jsonresume", "work:1", date(2026, 11, 1)),
            "Importé le 1er novembre 2026 d’un fichier : CV au format JSON Resume.",
        ),
        (Provenance.imported("europass", "x"), "Importé d’un fichier : europass."),
    ],
)
def test_who_said_it_first_stays_written(
    app: Flask, citizen: Browser, came: Provenance, said: str
) -> None:
    with at_work(app, citizen) as work:
        entry_id = entries.add(work, Job(title="Agente", provenance=came))

    assert said in citizen.get(f"/portfolio/{entry_id}").text_of("aside")
    citizen.submit(f"/portfolio/{entry_id}/edit", private=True)
    assert said in citizen.get(f"/portfolio/{entry_id}").text_of("aside")


@pytest.mark.parametrize("words", [{"title": "Appeler demain"}, {"story": "Avec ma sœur."}])
def test_words_changed_since_are_no_longer_only_those_of_who_proposed_them(
    app: Flask, citizen: Browser, words: dict[str, Any]
) -> None:
    came = Provenance.proposed("CIDFF", "Hélène Grandjean", date(2026, 11, 2))
    action = Action(title="Appeler", story="Le matin.\n\nTôt.", provenance=came)
    with at_work(app, citizen) as work:
        entry_id = entries.add(work, action)

    citizen.submit(f"/portfolio/{entry_id}/edit", outcome="Fait.")
    assert "accepté par vous." in citizen.get(f"/portfolio/{entry_id}").text_of("aside")
    assert "modifiée" not in citizen.get("/plan").said

    citizen.submit(f"/portfolio/{entry_id}/edit", **words)
    told = "Proposé par Hélène Grandjean, CIDFF le 2 novembre 2026, puis modifié par vous."
    assert told in citizen.get(f"/portfolio/{entry_id}").text_of("aside")
    assert "le 2 novembre 2026, puis modifiée par vous" in citizen.get("/plan").said


def test_two_tabs_choices_are_told_in_words(citizen: Browser) -> None:
    first = add(citizen, title="Serveuse").rsplit("/", 1)[-1]
    address = add(citizen, "skill", title="Compter", level="2", linked=[first])
    stale = citizen.get(f"{address}/edit").value_of("[name=rev]")
    citizen.submit(f"{address}/edit", level="4", linked=[], private=True)

    typed: dict[str, Any] = {"level": "3", "linked": [first], "private": False}
    page = citizen.submit(f"{address}/edit", status=409, rev=stale, **typed)

    assert page.texts("blockquote") == ["J’explique aux autres", "(vide)", "Oui"]


def test_two_texts_say_each_dimension_of_a_language_in_words(app: Flask, citizen: Browser) -> None:
    there = Language(title="Polonais", assessments=(Assessment(dimension=Dimension.READING),))
    with at_work(app, citizen) as work:
        entry_id = entries.add(work, Language(title="Polonais"))
    url = f"/portfolio/{entry_id}/edit"
    former = citizen.get(url).value_of("input[name=rev]")
    with at_work(app, citizen) as work:
        entries.change(work, entry_id, there, rev=1)

    other: dict[str, Any] = {"assessments-0-dimension": "writing", "rev": former}
    page = citizen.submit(url, status=409, **other)

    assert [said.split(" ")[0] for said in page.texts("main blockquote")] == ["Lire"]
