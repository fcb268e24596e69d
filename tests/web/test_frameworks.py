"""Looking up jobs and skills through the pages, and loading them through the terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portfolio.cli import frameworks as commands
from portfolio.domain.frameworks import Book, Concept, Sort
from portfolio.extensions import db, writing
from portfolio.services import entries, loading
from portfolio.services.frameworks import shelves
from tests.arrivals import at_work
from tests.browser import Browser
from tests.services.people import NOON, a_skill

CODES = (
    "code_rome,libelle_rome,code_rome_parent\n"
    "M1805,Développeur / Développeuse informatique,M1805\n"
    "J1501,Aide-soignant / Aide-soignante,J1501\n"
)
FICHES = (
    "<FICHES><FICHE><NUMERO_FICHE>RNCP1</NUMERO_FICHE>"
    "<INTITULE>Des ponts</INTITULE></FICHE></FICHES>"
)
BAD_USE = 2
Load = Callable[..., Result]


@pytest.fixture
def library(app: Flask, tables: None) -> None:
    """A ROME of two jobs and a skill on the shelf."""
    concepts = (
        Concept("M1805", "Développeur / Développeuse informatique", Sort.JOB, note="M1805"),
        Concept("J1501", "Aide-soignant / Aide-soignante", Sort.JOB),
        Concept("300361", "Accueillir une personne", Sort.SKILL),
    )
    with app.app_context():
        writing.set(True)
        loading.load(db.session(), Book("rome", "ROME", "460", "d", concepts), NOON)
        db.session.commit()


@pytest.fixture
def load(app: Flask, tables: None, tmp_path: Path) -> Iterator[Load]:
    """The command, given files by their names and contents."""
    token = writing.set(True)

    def run(name: str, *options: str, **files: bytes | str) -> Result:
        paths = []
        for stem, content in files.items():
            path = tmp_path / f"{stem}.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(str(path))
        runner = app.test_cli_runner()
        return runner.invoke(commands.load, [name, *paths, *options])

    yield run
    writing.reset(token)


def on_shelf(app: Flask) -> dict[str, tuple[str, int]]:
    """What is loaded: version and count by name."""
    with app.app_context():
        return {one.name: (one.version, one.count) for one in shelves(db.session())}


def test_a_person_finds_a_job_by_the_beginnings_of_two_words(
    library: None, citizen: Browser
) -> None:
    """Acceptance C-02, through the page."""
    page = citizen.get("/frameworks/search?framework=rome&q=dev info")
    assert page.texts(".fil-list strong") == ["Développeur / Développeuse informatique"]
    assert page.value_of("#q") == "dev info"
    assert "1 réponse" in page.text_of("#h-found")


def test_a_job_is_given_its_code_when_a_framework_of_jobs_is_loaded(
    library: None, citizen: Browser
) -> None:
    citizen.submit("/portfolio/add/job", title="Aide-soignante de nuit")
    [link] = citizen.get("/portfolio").select("main li a[href^='/portfolio/']")

    page = citizen.get(str(link["href"]))
    assert page.texts(".fil-note .fil-list strong") == ["Aide-soignant / Aide-soignante"]
    page = citizen.press("Choisir Aide-soignant / Aide-soignante")

    assert page.text_of("h1") == "Aide-soignante de nuit"
    assert "ROME · J1501" in page.text_of("section[aria-labelledby=h-classes]")


def test_a_job_asks_for_no_code_without_a_framework(citizen: Browser) -> None:
    citizen.submit("/portfolio/add/job", title="Aide-soignante")
    [link] = citizen.get("/portfolio").select("main li a[href^='/portfolio/']")

    assert not citizen.get(str(link["href"])).select("#h-classes")


def test_a_script_reads_the_same_answers(library: None, citizen: Browser) -> None:
    answer = citizen._ask("GET", "/frameworks/search.json?q=dev info&sort=job")
    assert answer.json == {
        "total": 1,
        "found": [
            {
                "framework": "rome",
                "version": "460",
                "code": "M1805",
                "label": "Développeur / Développeuse informatique",
                "sort": "job",
                "note": "M1805",
                "above": "",
            }
        ],
    }
    assert citizen._ask("GET", "/frameworks/search.json?q=dev&sort=skill").json == {
        "total": 0,
        "found": [],
    }


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%25_%27%22",
        "q=%00",
        "q=مرحبا",
        "q=" + "x" * 10_000,
        "q=dev&framework=nowhere",
        "q=dev&sort=nothing&page=-1",
        "q=dev&page=99999999999999999999",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_any_question_has_a_page(library: None, citizen: Browser, query: str) -> None:
    page = citizen.get(f"/frameworks/search?{query}")
    assert "<script>alert" not in str(page)
    assert citizen._ask("GET", f"/frameworks/search.json?{query}").status_code == 200


def test_a_counsellor_looks_things_up_too(library: None, professional: Browser) -> None:
    assert professional.get("/frameworks").texts("tbody th") == ["ROME"]
    assert "Accueillir une personne" in professional.get("/frameworks/rome").said


def test_a_visitor_signs_in_first_and_an_unknown_framework_is_nowhere(
    library: None, browser: Browser, citizen: Browser
) -> None:
    assert browser._ask("GET", "/frameworks/search").status_code == 302
    citizen.get("/frameworks/nowhere", 404)


def test_without_any_framework_the_page_says_so(citizen: Browser) -> None:
    assert "Vos mots suffisent." in citizen.get("/frameworks").said


# The terminal ----------------------------------------------------------------------------------


def test_an_official_file_is_loaded_once(app: Flask, load: Load) -> None:
    name = {"unix_referentiel_code_rome_v460_utf8": CODES}
    first = load("rome", **name)
    assert first.exit_code == 0, first.output
    assert "rome 460: 2 lines added, 0 kept, 0 retired." in first.output
    assert "rome 460: already loaded." in load("rome", **name).output
    newer = load("rome", "--release", "461", codes=CODES.replace("J1501", "J1502"))
    assert "1 lines added, 1 kept, 1 retired" in newer.output
    assert on_shelf(app) == {"rome": ("461", 2)}


def test_the_xml_of_the_rncp_is_loaded_once(app: Flask, load: Load) -> None:
    name = {"export_fiches_RNCP_V4_1_2026-08-16": FICHES}
    assert "rncp 2026-08-16: 1 lines added" in load("rncp", **name).output
    assert "rncp 2026-08-16: already loaded." in load("rncp", **name).output
    assert on_shelf(app) == {"rncp": ("2026-08-16", 1)}


def test_what_comes_with_the_product_is_loaded_by_its_name(app: Flask, load: Load) -> None:
    assert load("shipped").exit_code == 0
    assert set(on_shelf(app)) == {"cefr", "clea", "digcomp", "eqf", "eu-key"}
    listed = app.test_cli_runner().invoke(commands.show)
    assert "clea       2021               7  CléA" in listed.output


@pytest.mark.parametrize(
    ("name", "files", "said"),
    [
        ("rome", {}, "at least one"),
        ("shipped", {"a": CODES}, "takes no file"),
        ("rome", {"a": CODES}, "--release"),
        ("rome", {"a_v460_": CODES, "b": b"\xe9\xe8"}, "b.csv, line 1: not UTF-8"),
        ("esco", {"a": CODES}, "no table of ESCO"),
        ("rome", {"a_v460_": CODES + "M1,short\n"}, "2 cells under 3 headings"),
        ("rncp", {"a_2026-08-16": FICHES, "b": FICHES[:-20]}, "cut short"),
        ("rncp", {"a_2026-08-16": f"<!DOCTYPE FICHES>{FICHES}"}, "DOCTYPE"),
    ],
)
def test_a_refusal_is_one_sentence_and_nothing_is_half_loaded(
    app: Flask, load: Load, name: str, files: dict[str, str | bytes], said: str
) -> None:
    done = load(name, **files)
    assert done.exit_code in {1, 2} and said in done.output
    assert "Traceback" not in done.output
    assert done.exit_code == BAD_USE or "Nothing was loaded." in done.output
    assert on_shelf(app) == {}


def test_two_hundred_megabytes_are_not_even_read(app: Flask, load: Load, tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.csv"
    with heavy.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = app.test_cli_runner().invoke(commands.load, ["rome", str(heavy)])
    assert "heavy.csv: 200 MB, and 100 MB is the most we read." in done.output


def test_what_comes_with_the_product_is_found_and_shown_in_the_reader_s_language(
    load: Load, citizen: Browser, app: Flask
) -> None:
    assert load("shipped").exit_code == 0
    with at_work(app, citizen) as work:
        skill = entries.add(work, a_skill("Ranger mes photos"))
    french = citizen.get("/frameworks/search?q=fichiers+retrouver")
    assert "Ranger et retrouver des fichiers" in french.said
    assert "Ranger et retrouver des fichiers" in citizen.get("/frameworks/search?q=find+files").said

    assert "Savoir-faire · DigComp 1.3" in french.said, "by the name people know"

    citizen.post("/language", {"locale": "en", "next": "/frameworks"})

    assert "European key competences" in citizen.get("/frameworks").said
    found = citizen.get("/frameworks/search?q=fichiers+retrouver")
    assert "Store and find files and data" in found.text_of("main ul.fil-list")
    assert "Search for and sort information" in found.text_of("main ul.fil-list")
    answer = citizen._ask("GET", "/frameworks/search.json?q=store+files").json
    assert answer is not None
    assert answer["found"][0]["label"] == "Store and find files and data"
    citizen.post(f"/portfolio/{skill}/classes", {"framework": "digcomp", "code": "1.3"})
    assert "Store and find files and data" in citizen.get(f"/portfolio/{skill}").said
    heading = "DigComp, citizens’ digital skills"
    assert heading in citizen.get("/portfolio/skills?by=framework").texts("main h3")
    citizen.post("/language", {"locale": "fr", "next": "/frameworks"})
    assert "Ranger et retrouver des fichiers" in citizen.get(f"/portfolio/{skill}").said
