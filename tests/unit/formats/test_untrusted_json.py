"""A JSON file from outside is bounded before it is parsed, and refused in a sentence."""

import json
import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.errors import Refused
from portfolio.formats import untrusted_json
from portfolio.formats.untrusted_json import parse

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


def storable(value: object) -> bool:
    return "\\u0000" not in json.dumps(value) and "\\ud" not in json.dumps(value)


@settings(deadline=None)
@given(json_values.filter(storable), st.booleans())
def test_what_was_written_is_what_is_read(value: object, ascii_only: bool) -> None:
    assert parse(json.dumps(value, ensure_ascii=ascii_only).encode()).value == value


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_a_refusal(content: bytes) -> None:
    with suppress(Refused):
        parse(content)


def refusal_of(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        parse(content)
    return caught.value.message % caught.value.values if caught.value.values else str(caught.value)


@pytest.mark.parametrize(("open_", "close"), [(b"[", b"]"), (b'{"a":', b"}"), (b"[", b"")])
def test_depth_10_000_is_refused_before_parsing(open_: bytes, close: bytes) -> None:
    assert "imbriqué" in refusal_of(open_ * 10_000 + b"1" + close * 10_000)


def test_depth_up_to_the_bound_is_read() -> None:
    bound = untrusted_json.DEEPEST
    assert parse(b"[" * bound + b"]" * bound).value
    assert "imbriqué" in refusal_of(b"[" * (bound + 1) + b"]" * (bound + 1))


def test_brackets_inside_text_do_not_count_as_depth() -> None:
    text = "[{" * 1000 + '"' + "\\"
    assert parse(json.dumps({"a": text}).encode()).value == {"a": text}


def test_a_file_of_50_mb_is_refused_at_once_and_in_little_memory() -> None:
    content = b"[" + b"1," * 25_000_000 + b"1]"
    tracemalloc.start()
    began = time.perf_counter()
    sentence = refusal_of(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sentence == "Ce fichier est trop lourd : 48 Mo, pour 5 Mo au plus."
    assert time.perf_counter() - began < 0.5
    assert peak < 1_000_000


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[" + b"[]," * 1_700_000 + b"1]", id="empty lists"),
        pytest.param(b'["' + b'\\"' * 2_500_000, id="a string that never ends"),
        pytest.param(b'"' * 5_000_000, id="quotes"),
        pytest.param(b"\\" * 5_000_000, id="backslashes"),
        pytest.param(b"[" * 5_000_000, id="opening brackets"),
    ],
)
def test_a_hostile_5_mb_is_refused_quickly(content: bytes) -> None:
    began = time.perf_counter()
    refusal_of(content)
    assert time.perf_counter() - began < 5


def test_a_byte_order_mark_is_skipped() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}').value == {"a": 1}
    assert parse('{"a": "é"}'.encode("utf-16")).value == {"a": "é"}


def test_windows_accents_are_read_and_said() -> None:
    parsed = parse('{"a": "é"}'.encode("cp1252"))
    assert parsed.value == {"a": "é"}
    assert [str(remark) for remark in parsed.remarks] == [
        "Ce fichier n’est pas en UTF-8. Vérifiez les accents."
    ]


def test_a_key_written_twice_is_named_with_what_it_held() -> None:
    parsed = parse(b'{"a": {"n": 1, "n": [2], "n": 3}}')
    assert parsed.value == {"a": {"n": 3}}
    assert [(remark.path, remark.found) for remark in parsed.remarks] == [("n", "1"), ("n", "[2]")]
    assert str(parsed.remarks[0]).startswith("« n » est écrit deux fois")


@pytest.mark.parametrize(
    "content",
    [b'{"a": // here\n 1}', b'// here\n{"a": 1}', b'{"a": 1 /* here */}', b'{"a": 1}\n# here'],
)
def test_a_comment_is_called_a_comment(content: bytes) -> None:
    assert "commentaire" in refusal_of(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"<html>", b'{"a": 1,}', b"{'a': 1}", b'{"a":'])
def test_what_is_not_json_is_refused_with_the_place(content: bytes) -> None:
    assert refusal_of(content).startswith("Ce fichier n’est pas du JSON lisible (ligne 1,")


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    assert refusal_of(content) == "Ce fichier est vide."


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(name: str) -> None:
    assert f"« {name} »" in refusal_of(f'{{"a": {name}}}'.encode())


def test_numbers_beyond_measure_are_kept_as_text() -> None:
    digits = "9" * 5000
    assert parse(f"[{digits}, 1e999, 12]".encode()).value == [digits, "1e999", 12]


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    parsed = parse(b'{"a\\u0000": ["\\ud800x", "\\ud83d\\ude00"], "b": "\\udc00", "b": "\\u0000"}')
    assert parsed.value == {"a�": ["�x", "😀"], "b": "�"}
    json.dumps([remark.found for remark in parsed.remarks], ensure_ascii=False).encode()
