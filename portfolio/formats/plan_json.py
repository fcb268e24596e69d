"""The agreed plan as JSON, for a partner's program; the schema is published beside it."""

from typing import Any, Literal

from pydantic import Field

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.plan import PlanSheet
from portfolio.formats.words import Words

SCHEMA_ID: Literal["/api/v1/schemas/action-plan"] = "/api/v1/schemas/action-plan"


class PlanFile(PlanSheet):
    """An agreed action plan. Within version 1 fields may be added, never removed or renamed."""

    schema_: Literal["/api/v1/schemas/action-plan"] = Field(alias="$schema")
    version: Literal[1]


@writes(
    "plan-json",
    subject=PlanSheet,
    label=N_("Données pour un logiciel (JSON)"),
    media_type="application/json",
    suffix="json",
)
def write(sheet: PlanSheet, words: Words) -> bytes:  # noqa: ARG001  # codes, whatever the language
    """*sheet* as UTF-8 JSON, two spaces of indent; dates as written, `1998` stays `1998`."""
    return as_json(sheet)


def as_json(sheet: PlanSheet) -> bytes:
    """The same without a reader's language, for a program that has none."""
    file = PlanFile.model_validate({"$schema": SCHEMA_ID, "version": 1, **dict(sheet)})
    return file.model_dump_json(by_alias=True, indent=2).encode()


def read(content: bytes) -> PlanSheet:
    """The plan in a file of ours; raises a `ValidationError` for any other."""
    file = PlanFile.model_validate_json(content)
    return PlanSheet.model_validate({name: getattr(file, name) for name in PlanSheet.model_fields})


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **PlanFile.model_json_schema(by_alias=True),
    }
