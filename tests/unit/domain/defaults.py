"""What an answer is when nobody gave one: not written in a payload, so it may never change.

``python -m tests.unit.domain.defaults`` records what a new kind, version or field begins with; what
is recorded already stays, whatever the code says by now.
"""

import json
from pathlib import Path
from typing import Any

from portfolio.domain.entries import KINDS, Entry

RECORDED = Path(__file__).with_suffix(".json")

Defaults = dict[str, dict[str, Any]]


def now() -> dict[str, Defaults]:
    """By kind and version, then by model: the kind itself, and what is inside it."""
    return {f"{name}/{kind.version}": _of(kind) for name, kind in KINDS.items()}


def recorded() -> dict[str, Defaults]:
    """The same, for all that was ever written."""
    found: dict[str, Defaults] = json.loads(RECORDED.read_text())
    return found


def _of(kind: type[Entry]) -> Defaults:
    schema = kind.model_json_schema(mode="serialization")
    models = {"": schema, **schema.get("$defs", {})}
    return {name: found for name, model in models.items() if (found := _begin(model))}


def _begin(model: dict[str, Any]) -> dict[str, Any]:
    fields = model.get("properties", {}).items()
    return {name: field["default"] for name, field in fields if "default" in field}


def recorded_with_what_is_new() -> dict[str, Defaults]:
    """What to record from now on."""
    known, found = recorded(), now()
    for kind, models in found.items():
        for model, fields in models.items():
            fields.update(known.get(kind, {}).get(model, {}))
    return known | found


if __name__ == "__main__":
    text = json.dumps(recorded_with_what_is_new(), indent=1, ensure_ascii=False, sort_keys=True)
    RECORDED.write_text(text + "\n")
