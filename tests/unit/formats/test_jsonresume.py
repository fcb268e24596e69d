"""What each field of a résumé becomes, and what is said of those that cannot be taken."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import Entry
from portfolio.domain.errors import Refused
from portfolio.formats import jsonresume
from portfolio.formats.base import READERS, Reading


def read(**sections: Any) -> Reading:
    return jsonresume.read(json.dumps(sections).encode())


def only(reading: Reading) -> dict[str, Any]:
    """The fields of the only entry, without those every import fills."""
    (draft,) = reading.drafts
    fields = dict(draft.entry)
    assert fields.pop("provenance").source_id == draft.source_key
    return {name: value for name, value in fields.items() if value and value != Period()}


def said(reading: Reading) -> dict[str, str]:
    return {remark.path: str(remark) for remark in reading.report}


def test_the_reader_is_registered() -> None:
    reader = READERS["jsonresume"]
    assert reader.read is jsonresume.read
    assert reader.suffixes == (".json",)


def test_basics_become_an_identity() -> None:
    reading = read(
        basics={
            "name": "Awa Marie Diallo",
            "label": "Aide-soignante",
            "email": "awa@exemple.fr",
            "phone": "03 29 00 00 00",
            "url": "exemple.fr",
            "summary": "Bonjour.",
            "location": {
                "city": "Épinal",
                "postalCode": "88000",
                "region": "Vosges",
                "countryCode": "FR",
            },
            "profiles": [{"network": "X", "url": "https://x.fr/awa"}, {"url": "https://x.fr/awa"}],
        }
    )
    assert only(reading) | {"extra": None} == {
        "title": "Awa Marie Diallo",
        "given": "Awa Marie",
        "family": "Diallo",
        "headline": "Aide-soignante",
        "email": "awa@exemple.fr",
        "phone": "03 29 00 00 00",
        "website": "https://exemple.fr",
        "story": "Bonjour.",
        "town": "Épinal",
        "postal_code": "88000",
        "region": "Vosges",
        "country": "FR",
        "links": ("https://x.fr/awa",),
        "extra": None,
    }
    assert said(reading) == {
        "basics.name": "Le prénom et le nom ont été séparés au mieux : vérifiez."
    }


@pytest.mark.parametrize("name", ["Awa", "山田 太郎", "Élodie"])
def test_a_name_that_cannot_be_split_is_not(name: str) -> None:
    assert only(read(basics={"name": name})) == {"title": name}


def test_work_becomes_a_job() -> None:
    reading = read(
        work=[
            {
                "name": "Textiles de l’Est",
                "position": "Ouvrière",
                "location": "Épinal",
                "url": "https://exemple.fr",
                "startDate": "1998-05",
                "endDate": "2004",
                "summary": "Filature.",
                "description": "Usine.",
                "highlights": ["Régler", "Former"],
            }
        ]
    )
    assert only(reading) == {
        "title": "Ouvrière",
        "employer": "Textiles de l’Est",
        "town": "Épinal",
        "url": "https://exemple.fr",
        "when": Period(start=PartialDate(1998, 5), end=PartialDate(2004)),
        "story": "Filature.\n\nUsine.",
        "tasks": ("Régler", "Former"),
    }
    assert not said(reading)


@pytest.mark.parametrize("end", [{}, {"endDate": None}, {"endDate": ""}, {"endDate": "Present"}])
def test_work_without_an_end_is_still_going_on(end: dict[str, Any]) -> None:
    reading = read(work=[{"position": "x", "startDate": "2019", **end}])
    assert only(reading)["when"] == Period(start=PartialDate(2019), ongoing=True)
    assert not said(reading)


def test_work_without_any_date_is_not_said_to_go_on() -> None:
    assert only(read(work=[{"position": "x"}])) == {"title": "x"}


def test_the_names_of_version_0_are_read() -> None:
    reading = read(
        basics={"name": "Awa", "website": "https://exemple.fr", "picture": "me.png"},
        work=[{"company": "Usine", "position": "x", "website": "https://exemple.fr"}],
        education=[{"institution": "Lycée", "area": "Vente", "gpa": "12"}],
    )
    identity, job, training = (draft.entry.model_dump() for draft in reading.drafts)
    assert identity["website"] == job["url"] == "https://exemple.fr"
    assert job["employer"] == "Usine"
    assert training["grade"] == "12"
    assert identity["extra"] == {"jsonresume": {"picture": "me.png"}}
    assert said(reading) == {"basics": "Gardé à part, sans être affiché : picture."}


def test_education_becomes_a_training() -> None:
    reading = read(
        education=[
            {
                "institution": "Lycée",
                "studyType": "CAP",
                "area": "Cuisine",
                "startDate": "1996",
                "endDate": "1998",
                "score": 14.5,
                "courses": ["Pâtisserie"],
            }
        ]
    )
    assert only(reading) == {
        "title": "CAP, Cuisine",
        "diploma": "CAP",
        "field": "Cuisine",
        "provider": "Lycée",
        "grade": "14.5",
        "courses": ("Pâtisserie",),
        "when": Period(start=PartialDate(1996), end=PartialDate(1998)),
    }


def test_certificates_and_awards_become_certificates() -> None:
    reading = read(
        certificates=[{"name": "CléA", "issuer": "Afpa", "date": "2020-03"}],
        awards=[{"title": "Prix", "awarder": "Ville", "date": "2021", "summary": "Premier."}],
    )
    certificate, award = (draft.entry.model_dump() for draft in reading.drafts)
    assert (certificate["issuer"], certificate["issued"]) == ("Afpa", PartialDate(2020, 3))
    assert not certificate["distinction"]
    assert (award["issuer"], award["story"], award["distinction"]) == ("Ville", "Premier.", True)


def test_keywords_make_a_skill_precise_and_its_level_is_never_ours() -> None:
    reading = read(skills=[{"name": "Web", "level": "Expert", "keywords": ["HTML", "CSS"]}])
    assert only(reading) == {
        "title": "Web",
        "keywords": ("HTML", "CSS"),
        "extra": {"jsonresume": {"level": "Expert"}},
    }
    assert said(reading) == {
        "skills[0].level": "Le niveau « Expert » a été gardé à part : choisissez le vôtre."
    }


def test_a_list_of_bare_words_is_read() -> None:
    reading = read(skills=["Souder", {"keywords": ["a", "b"]}], interests=["Jardin"])
    assert [draft.entry.title for draft in reading.drafts] == ["Souder", "a, b", "Jardin"]


def test_projects_and_volunteering_are_read() -> None:
    reading = read(
        projects=[
            {
                "name": "Site",
                "description": "Un site.",
                "highlights": ["Fait"],
                "roles": ["Chef", "Dev"],
                "entity": "Asso",
                "startDate": "2020",
                "endDate": "2021",
                "keywords": ["k"],
            }
        ],
        volunteer=[{"organization": "Resto", "position": "Cuisine", "startDate": "2020"}],
    )
    project, volunteering = (draft.entry.model_dump() for draft in reading.drafts)
    assert (project["part"], project["partner"], project["status"]) == ("Chef, Dev", "Asso", "done")
    assert project["extra"] == {"jsonresume": {"keywords": ["k"]}}
    assert volunteering["organisation"] == "Resto"
    assert volunteering["when"]["ongoing"]


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("2014-19-39", "Cette date n’existe pas. Vérifiez le jour et le mois."),
        ("2013-02-29", "Cette date n’existe pas. Vérifiez le jour et le mois."),
        ("04/05/1998", "Cette date peut se lire de deux façons. Écrivez-la ainsi : 1998-05-12."),
        ("1789", "L’année doit être comprise entre 1900 et 2100."),
    ],
)
def test_a_date_that_cannot_be_is_named_and_the_rest_imported(date: str, sentence: str) -> None:
    reading = read(work=[{"position": "x", "startDate": date, "endDate": "2020"}])
    assert only(reading) == {
        "title": "x",
        "when": Period(end=PartialDate(2020)),
        "extra": {"jsonresume": {"startDate": date}},
    }
    assert said(reading) == {"work[0].startDate": sentence}
    assert reading.drafts[0].notes == tuple(reading.report)


@pytest.mark.parametrize(
    ("date", "read_as"),
    [
        ("1998", "1998"),
        (1998, "1998"),
        ("1998-05", "1998-05"),
        ("1998-05-12T00:00:00.000Z", "1998-05-12"),
        ("05/1998", "1998-05"),
        ("25/12/1998", "1998-12-25"),
        ("mai 1998", "1998-05"),
        ("May 1998", "1998-05"),
    ],
)
def test_a_date_keeps_the_precision_it_has(date: str | int, read_as: str) -> None:
    assert str(only(read(awards=[{"title": "x", "date": date}]))["issued"]) == read_as


def test_an_end_before_the_start_is_refused_beside_its_field() -> None:
    reading = read(work=[{"position": "x", "startDate": "2020", "endDate": "2019"}])
    assert only(reading)["when"] == Period(start=PartialDate(2020))
    (remark,) = reading.report
    assert remark.path == "work[0].endDate"
    assert str(remark).startswith("La fin (2019) arrive avant le début (2020).")


@pytest.mark.parametrize(
    ("section", "item", "where"),
    [
        ("work", {"position": "x", "name": ["a"]}, "work[0].name"),
        ("work", {"position": "x", "summary": {"a": 1}}, "work[0].summary"),
        ("work", {"position": "x", "highlights": 12}, "work[0].highlights"),
        ("work", {"position": "x", "highlights": ["a", {"b": 1}]}, "work[0].highlights[1]"),
        ("work", {"position": "x", "startDate": True}, "work[0].startDate"),
        ("work", {"position": "x", "url": "javascript:alert(1)"}, "work[0].url"),
        ("work", {"position": "x", "location": "y" * 201}, "work[0].location"),
        ("work", {"position": "x", "highlights": ["a", "y" * 1001]}, "work[0].highlights[1]"),
        ("work", {"position": "x", "highlights": ["a"] * 101}, "work[0].highlights"),
        ("education", {"area": "x", "score": [1]}, "education[0].score"),
        ("skills", {"name": "x", "keywords": {"a": 1}}, "skills[0].keywords"),
        ("languages", {"language": "x", "fluency": 3}, "languages[0]"),
        ("projects", {"name": "x", "roles": [["a"]]}, "projects[0].roles[0]"),
    ],
)
def test_a_wrong_field_costs_that_field_only(
    section: str, item: dict[str, Any], where: str
) -> None:
    reading = read(**{section: [item, {**item, "description": "second"}]})
    assert len(reading.drafts) == 2
    assert reading.drafts[0].entry.title == "x"
    assert where in said(reading)
    name = where.partition(".")[2].partition("[")[0] or "fluency"
    assert f'"{name}":' in json.dumps(reading.drafts[0].entry.extra)


def test_what_is_refused_in_basics_is_named_and_the_rest_imported() -> None:
    reading = read(
        basics={
            "name": "Awa",
            "email": "awa@",
            "phone": ["1"],
            "url": "::",
            "location": {"city": 12, "region": {"a": 1}},
            "profiles": [{"url": "nope"}, {"network": "X"}, "y"],
        }
    )
    identity = only(reading)
    assert (identity["title"], identity["town"]) == ("Awa", "12")
    assert set(said(reading)) == {
        "basics.email",
        "basics.phone",
        "basics.url",
        "basics.location.region",
        "basics.profiles[0].url",
        "basics.profiles[1]",
        "basics.profiles[2]",
    }


@pytest.mark.parametrize("section", ["work", "skills", "languages", "basics", "projects"])
@pytest.mark.parametrize("value", [12, True, "text", [[1]], [12], {"a": 1}])
def test_a_section_of_the_wrong_type_is_named(section: str, value: Any) -> None:
    reading = read(**{section: value, "interests": [{"name": "Jardin"}]})
    assert reading.drafts[-1].entry.title == "Jardin"
    assert any(path.startswith(section) for path in said(reading))
    assert any(path.startswith(section) for path in reading.extra)


@pytest.mark.parametrize("value", [None, "", [], [None], [{}], [{"name": ""}]])
def test_nothing_is_said_of_nothing(value: Any) -> None:
    reading = read(**dict.fromkeys(SECTIONS_OF_LISTS, value))
    assert not reading.drafts
    assert not said(reading)


SECTIONS_OF_LISTS = tuple(name for name in jsonresume.SECTIONS if name != "basics")


def test_publications_references_and_unknown_parts_are_kept_aside_and_named() -> None:
    reading = read(
        basics={"name": "Awa"},
        publications=[{"name": "Livre"}],
        references=[{"name": "Paul", "reference": "Bien"}],
        Bildung=[{"note": "1"}],
        meta={"version": "v1.0.0"},
    )
    assert set(said(reading)) == {"publications[0]", "references[0]", "Bildung"}
    assert "« Bildung »" in said(reading)["Bildung"]
    assert set(reading.extra) == {"publications", "references", "Bildung", "meta"}


def test_without_a_title_something_takes_its_place_or_the_item_is_set_aside() -> None:
    reading = read(
        work=[{"name": "Usine"}, {"summary": "Longue histoire."}],
        basics={"email": "awa@exemple.fr"},
    )
    assert [draft.entry.title for draft in reading.drafts] == ["Usine", "awa@exemple.fr"]
    assert reading.extra == {"work[1]": {"summary": "Longue histoire."}}
    assert said(reading)["work[1]"].startswith("Cet élément n’a pas de titre")


def test_a_title_too_long_is_shortened_and_kept_whole_aside() -> None:
    entry = only(read(work=[{"position": "mot " * 100}]))
    assert len(entry["title"]) <= 200
    assert entry["title"].endswith("…")
    assert entry["extra"]["jsonresume"]["position"] == "mot " * 100


def test_what_has_no_room_aside_is_kept_with_the_file() -> None:
    item = {"position": "x", "summary": "y" * 20_001, "custom": "z" * 17_000}
    reading = read(work=[item])
    assert reading.drafts[0].entry.extra == {}
    assert reading.extra == {"work[0]": item}
    assert {"work[0].summary", "work[0]"} <= set(said(reading))


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("<b>Awa</b> <script>alert(1)</script>Diallo", "Awa Diallo"),
        ("<p>Un</p><ul><li>Deux</li></ul>", "Un - Deux"),
        ("Awa&nbsp;<br>Diallo", "Awa Diallo"),
        ("C++ vector<int> & R&D", "C++ vector<int> & R&D"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<Awa>", "<Awa>"),
    ],
)
def test_html_is_taken_out_of_names(typed: str, read_as: str) -> None:
    reading = read(skills=[{"name": typed}])
    assert only(reading)["title"] == read_as
    assert ("skills[0].name" in said(reading)) == (typed != read_as)


def test_the_same_item_has_the_same_key_wherever_it_stands() -> None:
    one = {"name": "Usine", "position": "x"}
    first = read(work=[one, {"position": "y"}])
    second = read(
        basics={"name": "Awa"}, work=[{"position": "z"}, {"position": "x", "name": "Usine"}]
    )
    assert first.drafts[0].source_key == second.drafts[2].source_key
    keys = {draft.source_key for draft in (*first.drafts, *second.drafts)}
    assert len(keys) == 4
    assert all(key.startswith(("work:", "basics:")) for key in keys)
    assert first.drafts[0].entry.provenance.how == "imported"


@pytest.mark.parametrize("content", [b"[]", b'"x"', b"12", b"null", b'{"name": "left-pad"}'])
def test_json_about_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="n’est pas un CV au format JSON Resume"):
        jsonresume.read(content)


def test_an_empty_resume_is_empty() -> None:
    reading = jsonresume.read(b"\xef\xbb\xbf{}")
    assert (reading.drafts, len(reading.report)) == ((), 0)


def test_a_file_of_thousands_of_items_stops_at_a_bound_and_says_so() -> None:
    reading = read(skills=[f"s{number}" for number in range(2500)])
    assert len(reading.drafts) == jsonresume.MOST_ITEMS
    assert said(reading) == {
        "skills[2000]": "Ce fichier contient trop d’éléments : les 2000 premiers ont été lus."
    }


def test_a_file_of_nothing_but_mistakes_has_a_report_one_can_read() -> None:
    reading = read(work=[{"position": "x", "highlights": [{"a": 1}] * 3000}])
    assert len(reading.report) == 1001
    assert str(list(reading.report)[-1]).startswith("D’autres remarques")


def test_every_entry_survives_being_sealed() -> None:
    reading = read(
        basics={"name": "Awa Diallo", "location": {"city": "Épinal", "address": "rue"}},
        languages=[{"language": "Anglais", "fluency": "C1 (oral), B2 (écrit)"}],
    )
    for draft in reading.drafts:
        assert Entry.from_bytes(draft.entry.to_bytes()) == draft.entry
        assert isinstance(draft.entry, BaseModel)
