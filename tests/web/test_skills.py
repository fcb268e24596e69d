"""Skills in one's own words first: suggestions that never insist, classes, situations."""

from typing import Any

import pytest
from flask import Flask

from portfolio.domain.entries.classes import MOST_CLASSES, Classified, Situation
from portfolio.domain.entries.language import Basis, Dimension, Language
from portfolio.domain.entries.skill import Skill
from portfolio.domain.frameworks import Book, Concept, Sort
from portfolio.extensions import db, writing
from portfolio.services import entries, loading
from tests.arrivals import at_work
from tests.browser import Browser
from tests.services.people import NOON

LIBRARY = (
    Concept("s1", "tenir une caisse", Sort.SKILL),
    Concept("s2", "encaisser des paiements", Sort.SKILL),
    Concept("s3", "surveiller une caisse", Sort.SKILL),
    Concept("J1", "Caissier / Caissière", Sort.JOB),
)


def put_on_shelf(app: Flask, *concepts: Concept, version: str = "1.2.0") -> None:
    """An ESCO of those lines."""
    with app.app_context():
        token = writing.set(True)
        loading.load(db.session(), Book("esco", "ESCO", version, version, concepts), NOON)
        db.session.commit()
        writing.reset(token)


@pytest.fixture
def library(app: Flask, tables: None) -> None:
    put_on_shelf(app, *LIBRARY)


def add(
    browser: Browser, title: str = "Tenir la caisse", kind: str = "skill", **fields: Any
) -> str:
    """Write an entry by hand; the address of its page."""
    browser.submit(f"/portfolio/add/{kind}", title=title, **fields)
    link = next(
        each
        for each in browser.get("/portfolio").select("main li a[href^='/portfolio/']")
        if each.text == title
    )
    return str(link["href"])


def kept(app: Flask, browser: Browser) -> Skill:
    """The only skill there is."""
    with at_work(app, browser) as work:
        [skill] = [one.entry for one in entries.read_all(work) if isinstance(one.entry, Skill)]
    return skill


def test_c_01_a_skill_in_free_words_gets_suggestions_once_saved(
    app: Flask, library: None, citizen: Browser
) -> None:
    """Acceptance C-01: saved first, then offered; choosing one keeps the words beside it."""
    page = citizen.submit("/portfolio/add/skill", title="Tenir la caisse du club")
    assert page.text_of("h1") == "Tenir la caisse du club"
    assert page.texts(".fil-note .fil-list strong") == ["tenir une caisse"]

    page = citizen.press("Choisir tenir une caisse")
    assert page.text_of("h1") == "Tenir la caisse du club"
    assert "tenir une caisse" in page.text_of("section[aria-labelledby=h-classes]")
    assert kept(app, citizen).classified == (
        Classified(framework="esco", code="s1", label="tenir une caisse", version="1.2.0"),
    )


def test_c_01_refusing_them_all_is_one_click_that_loses_nothing_and_is_remembered(
    app: Flask, library: None, citizen: Browser
) -> None:
    """Acceptance C-01."""
    address = add(citizen, story="Le samedi.", level="3")
    before = kept(app, citizen)
    citizen.get(address)
    page = citizen.press("Aucune ne convient")
    assert not page.select(".fil-note h3")
    assert not citizen.get(address).select(".fil-note h3")
    assert kept(app, citizen).changed(nothing_fits="") == before

    citizen.submit(f"{address}/edit", title="Encaisser les paiements")
    assert citizen.get(address).select(".fil-note h3"), "another title may be asked about"


def test_without_frameworks_nothing_is_offered_and_nothing_is_blocked(citizen: Browser) -> None:
    page = citizen.submit("/portfolio/add/skill", title="Tenir la caisse")
    assert citizen.url == "/portfolio/skills"
    assert "Tenir la caisse" in page.said


def test_a_skill_stands_in_several_frameworks_found_by_hand(
    app: Flask, library: None, citizen: Browser
) -> None:
    address = add(citizen)
    citizen.get(f"{address}/classes?q=encais paie")
    citizen.press("Choisir encaisser des paiements")
    citizen.get(f"{address}/classes?q=caisse")
    citizen.press("Choisir surveiller une caisse")
    assert [each.code for each in kept(app, citizen).classified] == ["s2", "s3"]

    citizen.get(f"{address}/classes")
    citizen.press("Retirer encaisser des paiements")
    assert [each.code for each in kept(app, citizen).classified] == ["s3"]


def test_jobs_are_not_offered_for_a_skill_unless_asked_for(library: None, citizen: Browser) -> None:
    address = add(citizen)
    assert not citizen.get(f"{address}/classes?q=caissi").select(".fil-list form")
    assert citizen.get(f"{address}/classes?q=caissi&sort=job").select(".fil-list form")


def test_a_newer_version_leaves_what_was_chosen_readable(
    app: Flask, library: None, citizen: Browser
) -> None:
    address = add(citizen)
    citizen.get(address)
    citizen.press("Choisir tenir une caisse")
    put_on_shelf(app, *LIBRARY[1:], version="1.3.0")
    said = citizen.get(address).text_of("section[aria-labelledby=h-classes]")
    assert "tenir une caisse" in said and "1.2.0" in said


def test_an_unknown_code_is_refused_with_a_sentence(library: None, citizen: Browser) -> None:
    address = add(citizen)
    for framework, code in (("esco", "nothing"), ("", ""), ("x" * 5000, "\0"), ("esco", "' OR 1")):
        answer = citizen.post(f"{address}/classes", {"framework": framework, "code": code})
        assert answer.status_code == 422
        assert "Cette ligne n’est plus dans le référentiel." in answer.text


def test_choosing_twice_is_choosing_once_and_too_many_is_said(app: Flask, citizen: Browser) -> None:
    lines = [Concept(f"s{no}", f"geste numéro {no}", Sort.SKILL) for no in range(500)]
    put_on_shelf(app, *lines)
    address = add(citizen, title="Souder")
    for no in (*range(MOST_CLASSES), 0):
        answer = citizen.post(f"{address}/classes", {"framework": "esco", "code": f"s{no}"})
        assert answer.status_code == 303
    answer = citizen.post(f"{address}/classes", {"framework": "esco", "code": "s499"})
    assert answer.status_code == 422 and f"déjà {MOST_CLASSES} classements" in answer.text
    assert len(kept(app, citizen).classified) == MOST_CLASSES


def test_only_what_frameworks_know_of_has_classes(library: None, citizen: Browser) -> None:
    citizen.submit("/portfolio/add/interest", title="Chanter")
    link = citizen.get("/portfolio").select("main li a[href^='/portfolio/']")[0]
    citizen.get(f"{link['href']}/classes", 404)


def test_a_job_may_be_looked_up_once_jobs_are_loaded_whatever_its_name_suggests(
    app: Flask, citizen: Browser
) -> None:
    """Acceptance C-01: no suggestion, or none that fits, takes nothing away."""
    address = add(citizen, "Bonne à tout faire", kind="job")
    assert not citizen.get(address).select("#h-classes")
    put_on_shelf(app, *LIBRARY)
    assert citizen.get(address).select(f"a[href='{address}/classes']")
    citizen.get(f"{address}/classes?q=caissi")
    citizen.press("Choisir Caissier / Caissière")
    assert "Caissier / Caissière" in citizen.get(address).text_of(
        "section[aria-labelledby=h-classes]"
    )

    other = add(citizen, "Caissière", kind="job")
    citizen.get(other)
    citizen.press("Aucune ne convient")
    assert citizen.get(other).select(f"a[href='{other}/classes']")


def test_a_period_of_a_life_is_not_given_the_name_of_a_job(app: Flask, citizen: Browser) -> None:
    put_on_shelf(app, Concept("J2", "Déménageur / Déménageuse", Sort.JOB))
    address = add(citizen, "Déménagement", kind="moment", nature="move")
    assert not citizen.get(address).select("#h-classes")


@pytest.mark.parametrize("kind", ["training", "certificate"])
def test_what_was_learnt_is_offered_certifications_and_no_jobs(
    app: Flask, citizen: Browser, kind: str
) -> None:
    lines = (Concept("RNCP1", "Cuisine", Sort.CERTIFICATE), Concept("J3", "Cuisinier", Sort.JOB))
    put_on_shelf(app, *lines)
    page = citizen.get(add(citizen, "Cuisine", kind=kind))
    offered = page.select("section[aria-labelledby=h-classes] [name=code]")
    assert [each["value"] for each in offered] == ["RNCP1"]


def test_what_its_owner_alone_reads_says_so_on_their_own_page(citizen: Browser) -> None:
    page = citizen.get(add(citizen, "Caissière", kind="job", leaving_reason="Fin de contrat"))
    assert "Pourquoi c’est terminé Pour vous seulement" in page.said


def test_one_sees_which_skills_one_wishes_to_use_again(citizen: Browser) -> None:
    add(citizen, "Souder", level="3", again="yes")
    add(citizen, "Tenir la caisse", level="3", again="no")
    rows = [row.text for row in citizen.get("/portfolio/skills").select(".fil-skills tbody tr")]
    assert ["J’ai envie de le refaire" in row for row in rows] == [True, False]


def test_a_skill_is_added_from_the_step_that_taught_it_and_each_leads_to_the_other(
    app: Flask, citizen: Browser
) -> None:
    """Links in both directions, from either end."""
    job = add(citizen, "Caissière", kind="job")
    link = citizen.get(job).one("section[aria-labelledby=h-linked] a[href*='/add/']")
    citizen.submit(str(link["href"]), title="Tenir la caisse")
    assert [str(each) for each in kept(app, citizen).linked] == [job.rpartition("/")[2]]
    assert "Tenir la caisse" in citizen.get(job).text_of("section[aria-labelledby=h-linked]")
    for nothing in ("0", "00000000-0000-0000-0000-000000000000"):
        citizen.get(f"/portfolio/add/skill?for={nothing}")


def test_a_step_shows_what_its_owner_came_to_like_or_avoid_there(citizen: Browser) -> None:
    job = add(citizen, "Caissière", kind="job")
    card = add(citizen, "Le bruit", kind="interest", card="avoid", linked=[job.rpartition("/")[2]])
    assert "Caissière" in citizen.get(card).text_of("section[aria-labelledby=h-pointed]")
    said = citizen.get(job).text_of("section[aria-labelledby=h-pointed]")
    assert "Le bruit Je préfère éviter" in said


# Situations ------------------------------------------------------------------------------------


def test_situations_come_with_what_they_gave_and_blank_ones_are_left_out(
    app: Flask, citizen: Browser
) -> None:
    address = add(
        citizen,
        **{
            "situations-0-context": "Un soir de grève",
            "situations-0-result": "Tout le monde est rentré",
            "situations-1-context": "  ",
            "situations-1-result": "",
        },
    )
    assert kept(app, citizen).situations == (
        Situation(context="Un soir de grève", result="Tout le monde est rentré"),
    )
    page = citizen.get(f"{address}/edit")
    assert page.text_of("[name=situations-0-result]") == "Tout le monde est rentré"
    assert len(page.select(".fil-part")) == 3, "two blank sets beyond what is answered"
    assert "Un soir de grève → Tout le monde est rentré" in citizen.get(address).said


def test_what_is_wrong_in_a_situation_is_said_beside_it_and_all_is_kept(
    citizen: Browser,
) -> None:
    typed: dict[str, Any] = {
        "title": "Souder",
        "situations-0-result": "Un beau portail",
        "situations-1-context": "x" * 2001,
    }
    page = citizen.submit("/portfolio/add/skill", status=422, **typed)
    field = page.one("[name=situations-1-context]")
    assert field.text.strip() == "x" * 2001 and field["aria-invalid"] == "true"
    assert "2000 signes au plus" in page.text_of(f"#{field['id']}-error")
    assert page.text_of("[name=situations-0-result]") == "Un beau portail"


@pytest.mark.parametrize("number", ["²", "-1", "9" * 5000, "x", "99999", "0-0"])
def test_a_set_with_a_strange_number_is_not_one(app: Flask, citizen: Browser, number: str) -> None:
    sent = {"title": "Souder", f"situations-{number}-context": "?"}
    assert citizen.post("/portfolio/add/skill", sent).status_code == 303
    assert kept(app, citizen).situations == ()


def test_sixty_situations_are_too_many_and_said_so(citizen: Browser) -> None:
    many = {f"situations-{no}-context": f"Fois {no}" for no in range(60)}
    answer = citizen.post("/portfolio/add/skill", {"title": "Souder"} | many)
    assert answer.status_code == 422 and "50 lignes au plus" in answer.text
    assert "Fois 59" in answer.text


# The page ---------------------------------------------------------------------------------------


def headings(browser: Browser, way: str) -> list[str]:
    """The headings that skills are under."""
    return browser.get(f"/portfolio/skills?by={way}").texts(".fil-stacked section h3.h2")


def test_skills_are_put_in_order_by_level_by_step_or_by_framework(
    app: Flask, library: None, citizen: Browser
) -> None:
    citizen.submit("/portfolio/add/job", title="Caissière", employer="Coop")
    with at_work(app, citizen) as work:
        [job] = [str(one.id) for one in entries.read_all(work)]
    address = add(citizen, "Tenir la caisse", level="3", again="yes", linked=[job])
    citizen.get(address)
    citizen.press("Choisir tenir une caisse")
    add(citizen, "Tricoter", level="1", groups="Loisirs")
    add(citizen, "Rassurer")

    by_level = ["Je fais sans aide", "Je découvre", "Niveau non précisé"]
    assert headings(citizen, "level") == headings(citizen, "%00") == by_level
    assert headings(citizen, "step") == ["Caissière", "Sans étape pour l’instant"]
    assert headings(citizen, "framework") == ["ESCO", "Loisirs", "Avec vos mots seulement"]
    assert citizen.get("/portfolio/skills?by=framework").texts(".fil-skills th .fil-note-line") == [
        "tenir une caisse"
    ], "what the framework calls it, under its owner's words"
    current = citizen.get("/portfolio/skills?by=step").text_of(".fil-tabs [aria-current]")
    assert current == "Par étape de mon fil"


def test_a_group_of_one_s_own_is_one_however_it_was_typed(citizen: Browser) -> None:
    for title, group in (("A", "Gestes du soin"), ("B", "gestes du soin"), ("C", "Bricolage")):
        add(citizen, title, groups=group)
    assert headings(citizen, "framework") == ["Bricolage", "Gestes du soin"]


def test_the_chart_says_its_finding_and_has_its_table(citizen: Browser) -> None:
    for title, level, again in (("A", "3", "yes"), ("B", "4", "no"), ("C", "1", "yes")):
        add(citizen, title, level=level, again=again)
    page = citizen.get("/portfolio/skills")
    said = page.text_of("section[aria-labelledby=h-shown]")
    assert "Vous faites 2 choses sans l’aide de personne. Vous avez envie d’en refaire 1." in said
    rows = page.texts("section[aria-labelledby=h-shown] tbody tr")
    assert rows == [
        "J’explique aux autres 1 0",
        "Je fais sans aide 1 1",
        "Je fais avec de l’aide 0 0",
        "Je découvre 1 1",
    ]
    assert page.one("svg.fil-chart")["aria-hidden"] == "true"


def test_without_any_level_there_is_no_chart(citizen: Browser) -> None:
    add(citizen, "Rassurer")
    assert not citizen.get("/portfolio/skills").select("svg.fil-chart")


def test_c_05_levels_are_kept_by_dimension_with_date_and_basis(citizen: Browser) -> None:
    """Acceptance C-05."""
    citizen.submit(
        "/portfolio/add/language",
        title="Allemand",
        reading="B2",
        spoken_production="A2",
        basis="test",
        assessed_on="06/2019",
        certificate="Goethe",
    )
    row = citizen.get("/portfolio/skills").texts("section[aria-labelledby=h-languages] td")
    assert row[:5] == ["non précisé", "B2", "non précisé", "A2", "non précisé"]
    assert row[5] == "Un test ou un diplôme le dit, Goethe, juin 2019"


def test_c_05_one_dimension_may_have_a_basis_and_a_date_of_its_own(
    app: Flask, citizen: Browser
) -> None:
    """Acceptance C-05: the usual answer is for all; one test of writing is told beside it."""
    page = citizen.get("/portfolio/add/language")
    assert page.select("details [name='assessments-0-dimension']")
    own: dict[str, Any] = {
        "assessments-0-dimension": "writing",
        "assessments-0-basis": "test",
        "assessments-0-assessed_on": "06/2019",
        "assessments-0-certificate": "DELF",
    }
    citizen.submit(title="Allemand", writing="B2", reading="B1", basis="self", **own)

    row = citizen.get("/portfolio/skills").texts("section[aria-labelledby=h-languages] td")
    assert row[5] == "C’est mon avis Écrire : Un test ou un diplôme le dit, DELF, juin 2019"
    with at_work(app, citizen) as work:
        entry = entries.read_all(work)[0].entry
    assert isinstance(entry, Language)
    assert entry.assessed(Dimension.WRITING).certificate == "DELF"
    assert entry.assessed(Dimension.READING).basis is Basis.SELF


def test_a_dimension_is_assessed_once(citizen: Browser) -> None:
    twice: dict[str, Any] = {f"assessments-{no}-dimension": "writing" for no in range(2)}

    page = citizen.submit("/portfolio/add/language", status=422, title="Allemand", **twice)

    assert "Cette capacité est dite deux fois" in page.text_of("#assessments")
    assert page.select("details[open] #assessments")


def test_an_assessment_of_nothing_asks_of_what(citizen: Browser) -> None:
    untold: dict[str, Any] = {"assessments-0-certificate": "DELF"}
    page = citizen.submit("/portfolio/add/language", status=422, title="Allemand", **untold)
    assert page.value_of("[name='assessments-0-certificate']") == "DELF"
    assert page.select("#assessments-0-dimension .invalid-feedback")


@pytest.mark.parametrize("way", ["level", "step", "framework"])
def test_many_skills_are_shown_a_page_at_a_time(app: Flask, citizen: Browser, way: str) -> None:
    with at_work(app, citizen) as work:
        kept = [Skill(title=f"Chose {n}", level=1 + n % 2) for n in range(230)]
        entries.add_all(work, [*kept, Skill(title="Coudre")])
    found = []
    for number in (1, 2, 3):
        page = citizen.get(f"/portfolio/skills?by={way}&page={number}")
        found.append(page.texts("table.fil-skills tbody th a"))
    assert [len(each) for each in found] == [100, 100, 31]
    assert len({title for each in found for title in each}) == 231
    assert citizen.get(f"/portfolio/skills?by={way}&page=99").said == page.said
    assert "231 compétences" in page.said
