"""What one takes home: CVs laid out and kept, a page, a booklet, everything, all of it on paper."""

import io
import re
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pikepdf
import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.activity import Activity
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Card, Interest
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.language import Language
from portfolio.domain.entries.moment import Moment
from portfolio.domain.entries.project import Project
from portfolio.domain.entries.skill import Skill
from portfolio.domain.entries.training import Training
from portfolio.domain.handouts import Cv
from portfolio.services import entries, handouts, profiles
from tests.arrivals import at_work
from tests.browser import SITE, Browser

LIFE: list[Entry] = [
    Identity(
        title="Sandrine Thiébaut", story="J’aime aider.", phone="06 12 34 56 78", town="Golbey"
    ),
    Job(
        title="Ourdisseuse",
        employer="Filature de Thaon",
        when=Period(start=PartialDate(2004), end=PartialDate(2016)),
        tasks=("Je prépare les chaînes",),
        story="La machine a cassé.",
    ),
    Job(title="Agente", when=Period(start=PartialDate(2019, 3), ongoing=True)),
    Job(title="Travail dont je ne parle pas", private=True),
    Moment(title="Une pause", when=Period(start=PartialDate(2016), end=PartialDate(2019))),
    Training(title="BEP métiers de la mode", provider="Lycée d’Épinal"),
    Skill(title="Rassurer"),
    Language(title="Polonais", mother_tongue=True),
    Interest(title="Le jardin"),
    Interest(title="Le bruit", card=Card.AVOID),
    Project(title="Devenir aide-soignante"),
    Action(title="Écrire à l’institut", due=PartialDate(2027, 1, 15)),
]


@pytest.fixture
def alive(app: Flask, citizen: Browser) -> Browser:
    """Somebody with a little of everything."""
    with at_work(app, citizen) as work:
        entries.add_all(work, LIFE)
    return citizen


def taken(browser: Browser, url: str) -> tuple[str, bytes]:
    """A file's name, as RFC 6266 gives it, and what is in it."""
    answer = browser.client.get(url, base_url=SITE)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    named = re.search(r"filename\*=UTF-8''(\S+)", answer.headers["Content-Disposition"])
    assert named
    return unquote(named[1]), answer.data


def read(content: bytes) -> str:
    """The words of a file, in the order in which they are read."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def a_cv(browser: Browser) -> str:
    """Where the choices of a new CV are made."""
    browser.get("/take-home")
    browser.submit(form="main form[action$='/cvs']")
    return browser.url.partition("#")[0]


def entry_of(browser: Browser, title: str) -> str:
    """The box of an entry, by its words."""
    assert browser.page is not None
    for box in browser.page.select("input[name=entries]"):
        if title in browser.page.text_of(f"label[for='{box['id']}']"):
            return str(box["value"])
    raise AssertionError(title)


def ticked(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [str(box["value"]) for box in browser.page.select("input[name=entries][checked]")]


def parts(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [str(box["value"]) for box in browser.page.select("input[name=parts][checked]")]


def test_everything_to_take_home_is_on_one_page(alive: Browser) -> None:
    page = alive.get("/take-home")
    for link in ("page", "page.pdf", "portfolio", "portfolio.pdf", "booklet"):
        assert page.select(f"main a[href='/take-home/{link}']"), link
    assert page.select("main a[href='/plan/export.pdf']")
    assert page.select("main a[href='/portfolio/export']")
    for door in ("/thread", "/portfolio"):
        assert alive.get(door).select("main a[href='/take-home']"), door


def test_a_new_cv_has_what_is_shown_to_anybody_and_no_more(alive: Browser) -> None:
    """Acceptance B-02, B-05: what goes on is present, no gap is named."""
    page = alive.get(a_cv(alive) + "/read")
    for word in ("Sandrine Thiébaut", "Filature de Thaon", "2004 – 2016", "Je prépare les chaînes"):
        assert word in page.said
    assert "mars 2019 – aujourd’hui" in page.said
    assert "langue maternelle" in page.said and "Le jardin" in page.said
    for word in ("dont je ne parle pas", "Le bruit", "Une pause", "La machine a cassé", "Écrire à"):
        assert word not in page.said


@pytest.mark.parametrize("layout", ["sober", "side"])
def test_a_cv_is_a_file_that_reads_in_order(alive: Browser, layout: str) -> None:
    url = a_cv(alive)
    alive.submit(url, layout=layout, headline="Aider, toujours")
    name, content = taken(alive, f"{url}/cv.pdf")
    text, place = read(content), 0
    for word in ("Thiébaut", "Aider, toujours", "J’aime aider", "Agente", "Ourdisseuse", "BEP"):
        assert text.find(word, place) >= place, word
        place = text.find(word, place)
    assert re.fullmatch(r"CV-Sandrine-Thiébaut-\d{4}-\d\d-\d\d\.pdf", name)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "fr" and pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "CV – Sandrine Thiébaut"
        assert pdf.docinfo.Author == "Sandrine Thiébaut"
        assert "/Outlines" in pdf.Root
    assert b"pdfuaid:part" in content


def test_parts_and_entries_are_chosen_and_ordered_without_a_script(alive: Browser) -> None:
    url = a_cv(alive)
    before = parts(alive)
    alive.submit(url, button=("down", "job"))
    assert alive.url.endswith("#part-job")
    alive.get(url)
    assert parts(alive) == [before[1], before[0], *before[2:]]
    kept = [box for box in ticked(alive) if box != entry_of(alive, "Ourdisseuse")]
    secret = entry_of(alive, "dont je ne parle pas")
    shown = [part for part in parts(alive) if part != "interest"]
    page = alive.submit(
        url, parts=shown, entries=[*kept, secret], contact=False, stories=True, name="CV hôpital"
    )
    assert "dont je ne parle pas" in page.said
    for word in ("Ourdisseuse", "Le jardin", "06 12 34 56 78"):
        assert word not in page.said
    assert page.said.index("BEP") < page.said.index("Agente")


def test_what_is_noted_later_comes_onto_a_cv_by_itself(app: Flask, alive: Browser) -> None:
    url = a_cv(alive)
    alive.submit(url, entries=[])
    assert "Agente" not in alive.get(f"{url}/read").said
    with at_work(app, alive) as work:
        entries.add(work, Job(title="Aide-soignante"))
    assert "Aide-soignante" in alive.get(f"{url}/read").said


def test_several_cvs_are_kept_copied_and_given_up(alive: Browser) -> None:
    url = a_cv(alive)
    alive.submit(url, name="CV vente", layout="side")
    alive.get("/take-home")
    alive.submit(form="main form[action$='/copy']")
    page = alive.get("/take-home")
    assert page.texts("#h-cvs ~ ul h3") == ["CV vente", "CV vente (copie)"]
    alive.submit(f"{url}/remove")
    assert alive.get("/take-home").texts("#h-cvs ~ ul h3") == ["CV vente (copie)"]
    alive.get(f"{url}/read", status=404)


def test_a_second_window_of_the_booklet_sees_both_reasons(alive: Browser) -> None:
    url = "/take-home/booklet"
    alive.submit(url, reason="Pour évoluer.")
    former = alive.get(url).value_of("input[name=rev]")
    alive.submit(url, reason="Pour être reconnue.")
    page = alive.submit(url, status=422, reason="Pour moi.", rev=former)
    assert "Pour être reconnue." in page.text_of("#h-stored ~ dl")
    assert page.text_of("#reason") == "Pour moi."
    assert "Pour moi." in alive.submit(reason="Pour moi.").text_of("article")


def test_a_cv_given_up_comes_back_in_one_click_as_it_was(alive: Browser) -> None:
    """Acceptance Q-02: nothing goes by accident."""
    url = a_cv(alive)
    alive.submit(url, name="CV vente", layout="side", headline="Vendre")
    page = alive.submit(f"{url}/remove")
    assert not page.select("#h-cvs ~ ul h3")

    page = alive.submit(form="form[action$='/restore']")

    assert page.texts("#h-cvs ~ ul h3") == ["CV vente"]
    back = str(page.select("#h-cvs ~ ul a[href^='/take-home/cvs/']")[1]["href"])
    page = alive.get(back)
    assert page.value_of("#headline") == "Vendre"
    assert "checked" in page.one("[name=layout][value=side]").attrib


def test_q_02_the_booklet_goes_to_the_trash_and_comes_back(alive: Browser) -> None:
    """Acceptance Q-02: from the trash page, until it is erased for good."""
    alive.submit("/take-home/booklet", reason="Pour évoluer.")
    alive.submit("/take-home/booklet/remove")
    assert alive.get("/take-home/booklet").text_of("#reason") == ""
    page = alive.get("/portfolio/trash")
    assert "Livret de VAE" in page.said

    alive.submit(form="main form[action$='/restore']")
    assert alive.get("/take-home/booklet").text_of("#reason") == "Pour évoluer."
    alive.submit("/take-home/booklet/remove")
    gone = str(alive.get("/portfolio/trash").one("main a[href$='/destroy']")["href"])
    assert "effacé pour toujours" in alive.submit(gone).said
    alive.get(gone, status=404)
    assert "La corbeille est vide" in alive.get("/portfolio/trash").said
    alive.get("/take-home/booklet/remove")
    alive.post("/take-home/booklet/remove", {})


def test_a_cv_without_a_name_is_not_kept_and_what_was_typed_is(alive: Browser) -> None:
    url = a_cv(alive)
    page = alive.submit(url, status=422, name=" ", headline="Aider", entries=[])
    assert page.value_of("#headline") == "Aider"
    assert ticked(alive) == []
    assert page.select("#name.is-invalid")


def test_a_second_window_is_told_and_may_press_again(alive: Browser) -> None:
    url = a_cv(alive)
    former = alive.get(url).value_of("input[name=rev]")
    alive.submit(url, headline="Première fenêtre")
    page = alive.submit(url, status=422, headline="Seconde fenêtre", rev=former)
    assert "autre fenêtre" in page.said
    assert "Première fenêtre" in page.text_of("#h-stored ~ dl")
    assert page.value_of("#headline") == "Seconde fenêtre"
    page = alive.submit(headline="Seconde fenêtre")
    assert "Seconde fenêtre" in page.said


def test_of_two_windows_each_answer_of_a_cv_is_chosen_by_itself(alive: Browser) -> None:
    url = a_cv(alive)
    former = alive.get(url).value_of("input[name=rev]")
    alive.submit(url, headline="Première fenêtre", name="CV un")
    alive.submit(url, status=422, headline="Seconde fenêtre", name="CV deux", rev=former)
    alive.submit(headline="Seconde fenêtre", name="CV deux", stored=["name"])
    page = alive.get(url)
    assert (page.value_of("#headline"), page.value_of("#name")) == ("Seconde fenêtre", "CV un")


def test_of_two_windows_each_box_of_a_cv_is_told_and_chosen_by_itself(alive: Browser) -> None:
    url = a_cv(alive)
    former = alive.get(url).value_of("input[name=rev]")
    agent, weaver = entry_of(alive, "Agente"), entry_of(alive, "Ourdisseuse")
    every, order = ticked(alive), parts(alive)
    there = [part for part in order if part != "training"]
    alive.submit(url, entries=[box for box in every if box != agent], parts=there)
    here: dict[str, Any] = {
        "entries": [box for box in every if box != weaver],
        "parts": order,
    }
    page = alive.submit(url, status=422, rev=former, button=("down", "skill"), **here)

    names = [str(box["value"]) for box in page.select("input[name=stored]")]
    assert names == ["part-training", "order", f"entry-{agent}", f"entry-{weaver}"]
    assert "Dans ce qui est enregistré, non." in page.text_of(f"li:has(#stored-entry-{agent})")
    assert "Dans ce qui est enregistré, oui." in page.text_of(f"li:has(#stored-entry-{weaver})")
    assert weaver not in ticked(alive) and "training" in parts(alive)

    alive.submit(stored=["part-training", "order", f"entry-{weaver}"])
    alive.get(url)
    assert {agent, weaver} <= set(ticked(alive)) and parts(alive) == there


def test_a_part_kept_as_it_is_stored_comes_back_to_its_place(alive: Browser) -> None:
    url = a_cv(alive)
    former, order = alive.get(url).value_of("input[name=rev]"), parts(alive)
    alive.submit(url, headline="Ailleurs")
    fewer = [part for part in order if part != "training"]
    alive.submit(url, status=422, rev=former, parts=fewer)
    alive.submit(stored=["part-training"])
    alive.get(url)
    assert parts(alive) == order


def test_of_two_windows_each_experience_of_a_booklet_is_chosen(alive: Browser) -> None:
    url = "/take-home/booklet"
    page = alive.get(url)
    one, two, three = [str(box["value"]) for box in page.select("[name=experiences]")][:3]
    alive.submit(experiences=[one])
    former = alive.get(url).value_of("input[name=rev]")
    alive.submit(url, experiences=[one, two])
    page = alive.submit(url, status=422, experiences=[three], rev=former)
    told = [str(box["value"]) for box in page.select("#h-stored ~ dl input[name=stored]")]
    assert told == [f"entry-{each}" for each in (one, two, three)]
    alive.submit(stored=[f"entry-{two}"])
    kept = {str(box["value"]) for box in alive.get(url).select("[name=experiences][checked]")}
    assert kept == {two, three}


def test_nothing_odd_sent_breaks_a_cv(alive: Browser) -> None:
    url = a_cv(alive)
    rev = alive.get(url).value_of("input[name=rev]")
    answer = alive.post(
        url,
        {
            "name": "x",
            "layout": "sober",
            "rev": rev,
            "parts": ["job", "job", "action", "<script>"],
            "entries": ["nothing", "1"],
            "up": "identity",
        },
    )
    assert answer.status_code == 303
    alive.get(url)
    assert parts(alive)[0] == "job"
    assert alive.post(url, {"name": "x", "layout": "round", "rev": "-"}).status_code == 422


def test_the_page_in_large_print_is_one_page_with_the_essential(alive: Browser) -> None:
    name, content = taken(alive, "/take-home/page.pdf")
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert name.startswith("Mon-fil-rouge-Sandrine-Thiébaut-")
    for told in (read(content), alive.get("/take-home/page").said):
        text, place = told, 0
        for word in ("J’aime aider", "Rassurer", "Ourdisseuse", "Agente", "Devenir", "Écrire à"):
            assert text.find(word, place) >= place, word
            place = text.find(word, place)
        assert "dont je ne parle pas" not in told


def test_the_whole_portfolio_is_printed_down_to_the_last_entry(alive: Browser) -> None:
    _name, content = taken(alive, "/take-home/portfolio.pdf")
    for told in (read(content), alive.get("/take-home/portfolio").said):
        for entry in LIFE:
            assert entry.title in told
        assert "gardé pour vous" in told and "La machine a cassé" in told
    assert "Sommaire" in alive.page.value_of("nav[aria-label=Sommaire]", "aria-label")  # type: ignore[union-attr]


def test_a_booklet_tells_what_is_known_and_leaves_room_for_the_rest(alive: Browser) -> None:
    page = alive.get("/take-home/booklet")
    boxes = {
        box.getparent().get_text(): str(box["value"]) for box in page.select("[name=experiences]")
    }
    [wanted] = [value for words, value in boxes.items() if "Ourdisseuse" in words]
    given: dict[str, Any] = {
        "diploma": "DE d’aide-soignant",
        "reason": "J’y pense.",
        "experiences": [wanted],
    }
    page = alive.submit(code="quarante", status=422, **given)
    assert page.select("#code.is-invalid") and page.value_of("#diploma") == given["diploma"]
    alive.submit(code="40692", **given)
    _name, content = taken(alive, "/take-home/booklet.pdf")
    text = read(content)
    for word in ("DE d’aide-soignant", "RNCP40692", "J’y pense", "Filature de Thaon", "chaînes"):
        assert word in text
    assert "Une journée ordinaire" in text and "Agente" not in text


def test_activities_are_told_on_every_paper(app: Flask, citizen: Browser) -> None:
    done = Activity(
        id=UUID(int=1), what="Je sers les repas", volume="Soixante par jour", tools=("Un chariot",)
    )
    with at_work(app, citizen) as work:
        row = entries.add(work, Job(title="Agente", activities=(done,)))
        entries.add(work, Skill(title="Servir à table", linked=(row,)))
        entries.add(work, Evidence(title="Mon attestation", linked=(row,)))
    citizen.submit("/take-home/booklet", experiences=[str(row)])
    booklet = read(taken(citizen, "/take-home/booklet.pdf")[1])
    whole = read(taken(citizen, "/take-home/portfolio.pdf")[1])
    for told in (booklet, whole):
        for word in ("Je sers les repas", "Soixante par jour", "Un chariot", "Servir à table"):
            assert word in told
    assert "Mon attestation" in booklet and "Une difficulté rencontrée" in booklet
    assert "Je sers les repas" in citizen.get(f"{a_cv(citizen)}/read").said


def test_under_a_pseudonym_no_file_bears_a_name(app: Flask, alive: Browser) -> None:
    with at_work(app, alive) as work:
        profiles.change(work, masked=True)
    files = [f"{a_cv(alive)}/cv.pdf"]
    files += [f"/take-home/{name}.pdf" for name in ("page", "portfolio", "booklet")]
    for url in files:
        name, content = taken(alive, url)
        assert "Sandrine" not in name and "Thi" not in name
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert "Sandrine" not in str(dict(pdf.docinfo))
            assert b"Sandrine" not in pdf.Root.Metadata.read_bytes()


def test_each_file_leaves_a_line_in_the_journal(alive: Browser) -> None:
    taken(alive, f"{a_cv(alive)}/cv.pdf")
    taken(alive, "/take-home/portfolio.pdf")
    said = alive.get("/shares/journal?mine=yes").said
    assert "A téléchargé un CV" in said and "A téléchargé tout le portfolio" in said


def test_an_empty_portfolio_has_pages_and_files_too(citizen: Browser) -> None:
    url = a_cv(citizen)
    for page in (f"{url}/read", "/take-home/page", "/take-home/portfolio", "/take-home/booklet"):
        citizen.get(page)
    for name in (
        f"{url}/cv.pdf",
        *(f"/take-home/{n}.pdf" for n in ("page", "portfolio", "booklet")),
    ):
        assert read(taken(citizen, name)[1])


def test_a_booklet_is_read_over_before_it_is_printed(alive: Browser, app: Flask) -> None:
    """The page says what the file says, and leaves lines where the file does."""
    with at_work(app, alive) as work:
        told = Job(title="Aide", story="Servir **vite** et *bien*.")
        row = entries.add(work, told)
    page = alive.submit("/take-home/booklet", diploma="DEAS", experiences=[str(row)])

    assert alive.url == "/take-home/booklet/read"
    assert page.texts("main h2") == ["Expérience 1 : Aide"]
    assert page.texts("article strong") == ["vite"] and page.select(".fil-rule")
    printed = " ".join(read(taken(alive, "/take-home/booklet.pdf")[1]).split())
    for heading in page.texts("main h1, main h2, main h3, .fil-asked p:first-child"):
        assert heading.replace("\u202f", " ").replace("\xa0", " ") in printed
    assert "Servir vite et bien." in printed


def test_the_marks_of_markdown_are_not_printed(citizen: Browser, app: Flask) -> None:
    with at_work(app, citizen) as work:
        entries.add(work, Job(title="Aide", story="Servir **vite**.\n\n1. Un\n2. Deux"))
        cv = handouts.add(work, Cv(name="Mon CV", stories=True))

    for url in (f"/take-home/cvs/{cv}/cv.pdf", "/take-home/portfolio.pdf"):
        printed = read(taken(citizen, url)[1])
        assert "Servir vite." in printed and "2. Deux" in printed and "**" not in printed
    thread = citizen.get("/thread").said
    assert "**" not in thread
