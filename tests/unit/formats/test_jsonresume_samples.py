"""Real résumés, and spoilt copies of them: counted right, never a crash, nothing lost."""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from portfolio.domain.entries import Entry
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.errors import Refused
from portfolio.formats import jsonresume
from portfolio.formats.base import Reading
from portfolio.formats.html_text import plain
from portfolio.formats.jsonresume.dates import is_ongoing, read_date
from tests.unit.formats.resumes import ANSWERS, SAMPLES, SECTIONS, sample

SPOILT = 12  # copies of each sample, of each way of spoiling
ODD: tuple[Any, ...] = (
    None,
    "",
    0,
    -1.5,
    True,
    [],
    {},
    [None, ["x"]],
    {"a": {"b": "c"}},
    "2014-19-39",
    "<b>gras</b>",
    "a\u202eb\x00",
    "é" * 300,
    "y" * 25_000,
    "javascript:alert(1)",
    "=1+1",
    "Present",
    "👍🏽 日本",
)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", clean_line(plain(text))).casefold()


def leaves(value: Any) -> Iterator[str]:
    """Every text and number of a JSON value."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def kept(reading: Reading) -> str:
    """All that is left of a file, in entries and beside them, squeezed; a remark is not enough."""
    texts = [
        text for draft in reading.drafts for text in leaves(draft.entry.model_dump(mode="json"))
    ]
    texts += leaves(dict(reading.extra))
    return "\n".join(map(squeezed, texts))


def lost(root: Any, reading: Reading) -> list[str]:
    """The values of the file that cannot be found again."""
    there = kept(reading)
    return [
        leaf
        for leaf in leaves(root)
        if squeezed(leaf)[:400] not in there and not dated(leaf, there)
    ]


def dated(leaf: str, there: str) -> bool:
    if is_ongoing(leaf):
        return True
    with suppress(PydanticCustomError):
        return str(read_date(leaf)) in there
    return False


@pytest.mark.parametrize("name", ANSWERS)
def test_as_many_of_each_as_a_person_counts(name: str) -> None:
    reading = jsonresume.read(sample(name))
    found = Counter(draft.path.partition("[")[0] for draft in reading.drafts)
    assert tuple(found[section] for section in SECTIONS) == ANSWERS[name]


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_a_resume_says_is_lost(name: str) -> None:
    content = sample(name)
    reading = jsonresume.read(content)
    assert lost(json.loads(content.decode("utf-8-sig")), reading) == []
    for draft in reading.drafts:
        assert Entry.from_bytes(draft.entry.to_bytes()) == draft.entry


@pytest.mark.parametrize("name", ANSWERS)
def test_the_same_file_twice_gives_the_same_keys(name: str) -> None:
    first, second = (jsonresume.read(sample(name)) for _ in range(2))
    assert [d.source_key for d in first.drafts] == [d.source_key for d in second.drafts]


def test_every_sample_has_its_answer() -> None:
    sample("official-v0.0.18-empty")
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(ANSWERS)


def test_the_german_sample_says_which_part_was_not_understood() -> None:
    reading = jsonresume.read(sample("de-translated-keys"))
    assert "Bildung" in {remark.path for remark in reading.report}
    assert len(reading.extra["Bildung"]) == 4


def test_every_date_of_the_sample_full_of_errors_is_named() -> None:
    reading = jsonresume.read(sample("dotnet-errors"))
    named = {remark.path for remark in reading.report}
    for section in ("work", "volunteer", "education", "projects"):
        assert {f"{section}[0].startDate", f"{section}[0].endDate", f"{section}[0].url"} <= named
    assert {"basics.email", "basics.url", "awards[0].date"} <= named


def test_null_end_dates_go_on() -> None:
    reading = jsonresume.read(sample("theme-reference-null-enddates"))
    job = next(draft.entry for draft in reading.drafts if draft.path == "work[0]")
    assert job.period is not None and job.period.ongoing and job.period.end is None


@pytest.mark.parametrize(
    "section", ["basics", "work", "education", "skills", "languages", "volunteer", "projects"]
)
def test_what_the_official_suite_calls_valid_is_never_refused(section: str) -> None:
    for name, fragment in json.loads(sample(f"testsuite/{section}")).items():
        if not name.endswith("Valid"):
            continue
        reading = jsonresume.read(json.dumps(fragment).encode())
        assert lost(fragment, reading) == [], name
        refused = [str(r) for r in reading.report if "attendu" in str(r)]
        assert refused == [], name


def places(value: Any, found: list[tuple[Any, Any]] | None = None) -> list[tuple[Any, Any]]:
    """Every (holder, key) of a JSON value."""
    found = [] if found is None else found
    keys = range(len(value)) if isinstance(value, list) else list(value)
    for key in keys:
        found.append((value, key))
        if isinstance(value[key], list | dict):
            places(value[key], found)
    return found


def spoil(root: dict[str, Any], chance: random.Random) -> None:
    """Change one to three things in *root*."""
    for _ in range(chance.randint(1, 3)):
        if not (there := places(root)):
            return
        holder, key = chance.choice(there)
        if isinstance(holder, dict) and chance.random() < 0.2:
            holder[f"{key}é"] = holder.pop(key)
        elif isinstance(holder, list) and chance.random() < 0.2:
            holder.insert(0, deepcopy(holder[key]))
        else:
            holder[key] = deepcopy(chance.choice(ODD))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_resume_spoilt_in_places_loses_nothing_and_stops_nothing(name: str) -> None:
    chance = random.Random(name)  # noqa: S311  # the same spoilt copies every time
    for _ in range(SPOILT):
        root = json.loads(sample(name).decode("utf-8-sig"))
        spoil(root, chance)
        if not any(known in root for known in jsonresume.SECTIONS):
            continue
        reading = jsonresume.read(json.dumps(root).encode())
        assert lost(root, reading) == []


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(4):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def stuffed(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return (
        content[:place]
        + chance.choice([b"[" * 200, b'"', b"\0", b"// x\n", b"NaN"])
        + content[place:]
    )


@pytest.mark.parametrize("change", [cut, flipped, stuffed])
@pytest.mark.parametrize("name", ANSWERS)
def test_damaged_bytes_give_a_reading_or_a_sentence(
    name: str, change: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(f"{name} {change.__name__}")  # noqa: S311  # the same every time
    for _ in range(SPOILT):
        with suppress(Refused):
            jsonresume.read(change(sample(name), chance))


@pytest.mark.parametrize(
    "root",
    [
        pytest.param({"work": [{"position": "x", "summary": "<p " * 1_500_000}]}, id="open tags"),
        pytest.param({"work": [{"position": "x", "highlights": ["y"] * 900_000}]}, id="long list"),
        pytest.param({"basics": {"name": "x y", "profiles": [{"url": "::"}] * 90_000}}, id="links"),
        pytest.param({"work": [{"a": 1}] * 90_000}, id="items"),
        pytest.param({"languages": [{"language": "x", "fluency": "B2 " * 10**6}]}, id="levels"),
    ],
)
def test_a_hostile_file_takes_less_than_five_seconds(root: dict[str, Any]) -> None:
    content = json.dumps(root).encode()
    began = time.perf_counter()
    jsonresume.read(content)
    assert time.perf_counter() - began < 5
