"""The formats of a plan say the same actions, dates and statuses."""

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import icalendar
import jsonschema
import pikepdf
import pypdf
import pytest
from hypothesis import given, settings

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import ActionStatus
from portfolio.formats import plan_csv, plan_ics, plan_json, plan_pdf
from portfolio.formats.base import WRITERS, writers_of
from portfolio.formats.plan import PlanSheet, amendment, plan_of, who_acts
from portfolio.formats.words import FRENCH, Words
from tests.factories import a_plan, an_objective
from tests.pdfs import read_in_order
from tests.unit.formats.plans import BY_HELENE, EXPORT, PLAN, SHEET, an_action, sheets

LABELS = {status.label: status.value for status in ActionStatus}
Told = dict[str, tuple[str, str, str]]
"""By id: what, due (ISO or words), status code."""


def told_by_sheet(sheet: PlanSheet) -> Told:
    return {
        str(action.id): (action.what, str(action.due or action.due_text), action.status)
        for action in sheet.actions
    }


def told_by_json(content: bytes) -> Told:
    told = json.loads(content)
    jsonschema.validate(
        told, plan_json.schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return {
        action["id"]: (action["what"], action["due"] or action["due_text"], action["status"])
        for objective in told["objectives"]
        for action in objective["actions"]
    }


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def unguarded(cell: str) -> str:
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def told_by_csv(content: bytes) -> Told:
    """Of a plan without an action the one row says who took it out, and nothing else."""
    return {
        row["uid"]: (
            unguarded(row["action"]),
            unguarded(row["echeance"] or row["echeance_texte"]),
            LABELS[row["statut"]],
        )
        for row in rows_of(content)
        if row["uid"]
    }


def tasks_of(content: bytes) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(content).walk("VTODO"))


def told_by_ics(content: bytes) -> Told:
    def due(task: icalendar.Component) -> str:
        return str(task.decoded("due")) if "due" in task else str(task.get("x-epf-due-text", ""))

    return {
        str(task["uid"]): (str(task["summary"]), due(task), str(task["x-epf-status"]))
        for task in tasks_of(content)
        if "x-epf-who" in task
    }


def squeezed(text: str) -> str:
    """*text* without what a page changes: breaks, spaces, hyphens at the end of a line."""
    return re.sub(r"[\s\u00ad\u200b\u00a0]", "", text)


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def told_by_pdf(content: bytes, sheet: PlanSheet) -> Told:
    """What stands on the paper, looked up in the order of the sheet, each part after the last."""
    text, place = squeezed("".join(pages_of(content))), 0
    told: Told = {}
    for action in sheet.actions:
        due = FRENCH.partial(action.due) if action.due else action.due_text
        parts = [action.what, due, who_acts(action, sheet, FRENCH)]
        parts += [label for label, code in LABELS.items() if code == action.status]
        for part in [*parts, f"Réf. {str(action.id)[-8:]}"]:
            found = text.find(squeezed(part), place)
            assert found >= 0, (part, text[place:])
            place = found + len(squeezed(part))
        told[str(action.id)] = (action.what, str(action.due or action.due_text), action.status)
    return told


def test_the_four_formats_tell_the_same_plan() -> None:
    expected = told_by_sheet(SHEET)
    assert len(expected) == 5
    assert told_by_json(plan_json.write(SHEET, FRENCH)) == expected
    assert told_by_csv(plan_csv.write(SHEET, FRENCH)) == expected
    assert told_by_ics(plan_ics.write(SHEET, FRENCH)) == expected
    assert told_by_pdf(plan_pdf.write(SHEET, FRENCH), SHEET) == expected


@given(sheets)
@settings(max_examples=40, deadline=None)
def test_any_plan_is_told_the_same_by_json_csv_and_ics(sheet: PlanSheet) -> None:
    expected = told_by_sheet(sheet)
    assert told_by_json(plan_json.write(sheet, FRENCH)) == expected
    assert told_by_csv(plan_csv.write(sheet, FRENCH)) == expected
    assert told_by_ics(plan_ics.write(sheet, FRENCH)) == expected


@given(sheets)
@settings(max_examples=15, deadline=None)
def test_any_plan_can_be_printed(sheet: PlanSheet) -> None:
    assert pages_of(plan_pdf.write(sheet, FRENCH))


def test_what_is_only_proposed_is_in_none_of_them() -> None:
    for writer in writers_of(PlanSheet):
        content = writer.write(SHEET, FRENCH)
        assert "Seulement" not in said_by(writer.suffix, content), writer.name


def said_by(suffix: str, content: bytes) -> str:
    """All the words of a file."""
    if suffix == "xlsx":
        with ZipFile(io.BytesIO(content)) as book:
            return book.read("xl/sharedStrings.xml").decode()
    return "".join(pages_of(content)) if suffix == "pdf" else content.decode()


def test_each_file_says_who_took_it_out() -> None:
    for writer in writers_of(PlanSheet):
        said = said_by(writer.suffix, writer.write(SHEET, FRENCH)).replace("\r\n ", "")
        assert SHEET.exported_by in said.replace("\\,", ","), writer.name


def test_the_plan_has_five_ways_out() -> None:
    assert {writer.name for writer in writers_of(PlanSheet)} == {
        "plan-csv",
        "plan-ics",
        "plan-json",
        "plan-pdf",
        "plan-xlsx",
    }
    assert WRITERS["plan-ics"].suffix == "ics"


def test_actions_without_a_known_objective_come_last_and_by_date() -> None:
    loose = SHEET.objectives[-1]
    assert (loose.id, loose.title) == (None, "")
    assert [action.what for action in loose.actions] == ["Passer le permis", "Loger"]


def test_an_action_carries_its_author_and_the_day_it_was_agreed() -> None:
    """Acceptance E-04, for exports."""
    action = SHEET.objectives[0].actions[1]
    assert (action.author, action.structure) == ("Hélène Grandjean", "CIDFF des Vosges")
    assert str(action.proposed_on) == "2026-09-03"
    assert str(action.agreed_on) == "2026-09-05"
    own = SHEET.objectives[0].actions[0]
    assert (own.author, own.structure, own.proposed_on) == ("Awa Diallo", "", None)


def test_an_action_whose_words_were_changed_says_so() -> None:
    came = BY_HELENE.model_copy(update={"amended": True})
    sheet = plan_of([(UUID(int=1), an_action(provenance=came))], EXPORT)

    assert sheet.actions[0].amended and not SHEET.objectives[0].actions[1].amended
    assert amendment(sheet.actions[0], sheet, FRENCH) == "Modifiée ensuite par Awa Diallo."
    told = plan_ics.write(sheet, FRENCH).decode().replace("\r\n ", "")
    assert "Modifiée ensuite par Awa Diallo." in told
    assert "Modifiée" not in plan_ics.write(SHEET, FRENCH).decode().replace("\r\n ", "")


def test_json_gives_the_same_plan_back() -> None:
    assert plan_json.read(plan_json.write(SHEET, FRENCH)) == SHEET


def test_a_file_written_before_plans_had_names_is_still_read() -> None:
    told = json.loads(plan_json.write(SHEET, FRENCH))
    for objective in told["objectives"]:
        del objective["plan"]
        for action in objective["actions"]:
            for name in ("theme", "paused_reason", "help_needed", "comments"):
                del action[name]

    jsonschema.validate(told, plan_json.schema())
    assert told_by_sheet(plan_json.read(json.dumps(told).encode())) == told_by_sheet(SHEET)


def test_what_is_drafted_or_closed_is_in_none_of_them() -> None:
    named: list[tuple[UUID, Entry]] = [
        (UUID(int=50), a_plan(title="Le mien")),
        (UUID(int=51), a_plan(title="Ancien", closed_on="2026-01-31")),
        (UUID(int=52), a_plan(title="Rêve", draft=True)),
        (UUID(int=61), an_objective(title="Celui-ci", plan=UUID(int=50))),
        (UUID(int=62), an_objective(title="Avant", plan=UUID(int=51))),
        (UUID(int=63), an_action(title="D’hier", objective=UUID(int=62), plan=UUID(int=51))),
        (UUID(int=64), an_action(title="Un jour", objective=None, plan=UUID(int=52))),
    ]
    sheet = plan_of(named, EXPORT)

    assert [(one.title, one.plan) for one in sheet.objectives] == [("Celui-ci", "Le mien")]


def test_theme_help_reasons_and_comments_go_along_in_the_four() -> None:
    action = an_action(
        status="paused",
        paused_reason="Trop tôt",
        theme="se-former",
        help_needed="Relire ma lettre",
        comments=[{"on": "2026-11-02", "text": "J’ai appelé, rappeler lundi"}],
    )
    sheet = plan_of([(UUID(int=7), action)], EXPORT)
    unfolded = plan_ics.write(sheet, FRENCH).decode().replace("\r\n ", "").replace("\\", "")
    paper = squeezed("".join(pages_of(plan_pdf.write(sheet, FRENCH))))
    table = rows_of(plan_csv.write(sheet, FRENCH))[0]

    assert sheet.actions[0].theme == table["theme"] == "se-former"
    assert "CATEGORIES:se-former" in unfolded
    for said in ("Trop tôt", "Relire ma lettre", "J’ai appelé, rappeler lundi"):
        assert said in unfolded
        assert squeezed(said) in paper
        assert any(said in cell for cell in table.values())


def test_json_is_refused_by_its_schema_when_a_date_or_a_status_is_wrong() -> None:
    for name, value in (("due", "09/2026"), ("status", "proposed"), ("id", 12), ("new", "")):
        told = json.loads(plan_json.write(SHEET, FRENCH))
        told["objectives"][0]["actions"][0][name] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(told, plan_json.schema())


def test_the_schema_is_itself_valid_and_says_where_it_is() -> None:
    schema = plan_json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "/api/v1/schemas/action-plan"
    assert json.loads(plan_json.write(SHEET, FRENCH))["$schema"] == schema["$id"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    assert plan_csv.guarded(f"{start}cmd|x") == f"'{start}cmd|x"
    assert plan_csv.guarded("x=1") == "x=1"


def test_the_table_is_read_by_a_spreadsheet_set_to_french() -> None:
    content = plan_csv.write(SHEET, FRENCH)
    assert content.count(b"\r\n") == 6
    assert content.decode("utf-8-sig").startswith("objectif;action;precisions;qui;debut;echeance;")
    assert "'=1+1" in content.decode()
    assert rows_of(content)[1]["precisions"] == "Cinq jours; convention, tenue\nbadge"


def test_a_task_hangs_on_its_objective_and_is_private() -> None:
    tasks = {str(task["summary"]): task for task in tasks_of(plan_ics.write(SHEET, FRENCH))}
    task = tasks["Faire une immersion en gériatrie"]
    assert task["related-to"] == tasks["Confirmer mon choix"]["uid"]
    assert task["related-to"].params["RELTYPE"] == "PARENT"
    assert {str(each["class"]) for each in tasks.values()} == {"PRIVATE"}
    assert {each.decoded("dtstamp") for each in tasks.values()} == {EXPORT.exported_at}
    assert "related-to" not in tasks["Passer le permis"]


def test_only_a_full_date_is_a_due_date() -> None:
    content = plan_ics.write(SHEET, FRENCH)
    tasks = {str(task["summary"]): task for task in tasks_of(content)}
    assert b"DUE;VALUE=DATE:20260903\r\n" in content
    for title, text, said in (
        ("Faire une immersion en gériatrie", "2026-12", "décembre 2026"),
        ("Passer le permis", "2028", "2028"),
        ("Déposer le dossier", "quand j’aurai la réponse", "quand j’aurai la réponse"),
    ):
        assert "due" not in tasks[title]
        assert str(tasks[title]["x-epf-due-text"]) == text
        assert f"Pour : {said}" in str(tasks[title]["description"])


def test_the_statuses_are_those_of_the_standard() -> None:
    tasks = {str(task["summary"]): task for task in tasks_of(plan_ics.write(SHEET, FRENCH))}
    assert tasks["Rencontrer une aide-soignante"]["percent-complete"] == 100
    assert {title: str(task["status"]) for title, task in tasks.items()} == {
        "Confirmer mon choix": "NEEDS-ACTION",
        "Rencontrer une aide-soignante": "COMPLETED",
        "Faire une immersion en gériatrie": "IN-PROCESS",
        "Financer ma formation": "NEEDS-ACTION",
        "Déposer le dossier": "NEEDS-ACTION",
        "Passer le permis": "NEEDS-ACTION",
        "Loger": "CANCELLED",
    }


def an_ordinary_plan() -> PlanSheet:
    """Three objectives of three actions, each written and accepted in an interview."""
    goals = [*PLAN[:3], (UUID(int=4), PLAN[2][1].changed(title="Entrer en formation"))]
    nine: list[tuple[UUID, Entry]] = [
        (
            UUID(int=100 + number),
            an_action(
                title="Aller à la réunion d’information de l’institut",
                objective=goals[1 + number % 3][0],
                due=f"2027-0{number + 1}-14",
                who_name="Moi, avec mon employeur",
                provenance=BY_HELENE,
            ),
        )
        for number in range(9)
    ]
    return plan_of([*goals, *nine], EXPORT)


def test_an_ordinary_plan_is_one_page_that_says_how_to_see_it_again() -> None:
    (text,) = pages_of(plan_pdf.write(an_ordinary_plan(), FRENCH))
    for expected in (
        "Exporté par Hélène Grandjean le 20 novembre 2026, 10 h 02",
        "Plan d’action\nDevenir aide-soignante",
        "connectez-vous à Fil rouge",
        "https://exemple.fr",
        "1/1",
    ):
        assert expected in text


def test_the_letters_are_12_points_or_more() -> None:
    sizes: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * tm[3] * cm[3]))

    reader = pypdf.PdfReader(io.BytesIO(plan_pdf.write(SHEET, FRENCH)))
    for page in reader.pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= 11.99


def test_the_paper_is_tagged_titled_and_says_its_language() -> None:
    english = Words("en", lambda sentence: {"Plan d’action": "Action plan"}.get(sentence, sentence))
    sheet = plan_of(PLAN[1:], EXPORT)
    with pikepdf.open(io.BytesIO(plan_pdf.write(sheet, english))) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "Action plan"
        assert "/Author" not in pdf.docinfo
    assert b"pdfuaid:part" in plan_pdf.write(sheet, english)
    read_in_order(plan_pdf.write(sheet, english))
    read_in_order(plan_pdf.write(SHEET, FRENCH))


@pytest.mark.parametrize("text", ['#read("plan.typ")', "#import x", "*b*", "$x$", "a\\b", "1 < 2"])
def test_what_was_typed_is_printed_as_it_stands(text: str) -> None:
    fields = {"title": text, "story": text, "place": text, "outcome": text, "who_name": text}
    sheet = plan_of(
        [(UUID(int=7), an_action(**fields, due_text=text))],
        replace(EXPORT, person=text, exported_by=text, site=text),
    )
    assert squeezed("".join(pages_of(plan_pdf.write(sheet, FRENCH)))).count(squeezed(text)) >= 10


def test_an_empty_plan_says_so_in_every_format() -> None:
    sheet = plan_of([], EXPORT)
    assert "aucune action" in "".join(pages_of(plan_pdf.write(sheet, FRENCH)))
    assert told_by_json(plan_json.write(sheet, FRENCH)) == {}
    assert told_by_csv(plan_csv.write(sheet, FRENCH)) == {}
    (mark,) = rows_of(plan_csv.write(sheet, FRENCH))
    assert {name: cell for name, cell in mark.items() if cell} == {
        "personne": sheet.person,
        "exporte_par": sheet.exported_by,
        "exporte_le": sheet.exported_at.isoformat("T", "seconds"),
    } | ({"structure_export": sheet.structure} if sheet.structure else {})
    assert told_by_ics(plan_ics.write(sheet, FRENCH)) == {}
