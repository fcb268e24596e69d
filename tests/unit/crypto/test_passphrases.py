"""A passphrase gives the same root however it was typed, and never floods the machine."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread, get_native_id

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from portfolio.crypto import phrases
from portfolio.crypto.phrases import Cost, Stretcher, normalise
from portfolio.domain.errors import Overloaded, Refused

SALT = bytes(16)
DIFFERENT = [
    "très chère amie",
    " très chère amie",
    "très chère amie ",
    "tres chere amie",
    "Très chère amie",
    "👩‍🌾🧵 fil rouge",
    "👩🧵 fil rouge",
    "מחרוזת סיסמה ארוכה",
    "عبارة مرور طويلة",
    "x" * 64,
    "x" * 128,
    "x" * 1000,
    "x" * 1001,
    "é" * 512,
    "",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tre\u0300s che\u0300re", "très chère"),
        ("\ufb01l rouge", "fil rouge"),
        ("\uff4d\uff4f\uff54", "mot"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("a\u00a0b", "a b"),
        ("\u212bngstro\u0308m", "Ångström"),
    ],
    ids=["NFD and NFC", "ligature", "full width", "jamo", "no-break space", "compatibility"],
)
def test_one_phrase_typed_on_two_systems_gives_one_root(
    stretcher: Stretcher, cheap: Cost, one: str, other: str
) -> None:
    assert stretcher.stretch(one, SALT, cheap) == stretcher.stretch(other, SALT, cheap)


def test_phrases_that_people_tell_apart_give_different_roots(
    stretcher: Stretcher, cheap: Cost
) -> None:
    roots = {stretcher.stretch(phrase, SALT, cheap) for phrase in DIFFERENT}
    assert len(roots) == len(DIFFERENT) and {len(root) for root in roots} == {32}


def test_emoji_and_right_to_left_phrases_are_kept_whole() -> None:
    for phrase in ("👩‍🌾🧵 fil rouge", "מחרוזת סיסמה", "عبارة مرور"):
        assert normalise(phrase).decode() == phrase


def test_the_salt_and_every_part_of_the_cost_change_the_root(stretcher: Stretcher) -> None:
    roots = {
        stretcher.stretch("phrase", salt, cost)
        for salt, cost in [
            (SALT, Cost(16, 1, 1)),
            (bytes(15) + b"\1", Cost(16, 1, 1)),
            (SALT, Cost(24, 1, 1)),
            (SALT, Cost(16, 2, 1)),
            (SALT, Cost(16, 1, 2)),
        ]
    }
    assert len(roots) == 5


@pytest.mark.parametrize(
    "phrase", ["x" * 1025, "é" * 513, "a\0b", "\ud800 lone"], ids=["long", "é", "NUL", "surrogate"]
)
def test_a_phrase_that_cannot_be_taken_is_refused_with_a_sentence(
    stretcher: Stretcher, cheap: Cost, phrase: str
) -> None:
    with pytest.raises(Refused) as refusal:
        stretcher.stretch(phrase, SALT, cheap)
    assert refusal.value.field == "phrase"
    assert refusal.value.message.startswith("Cette phrase de passe")
    assert phrase not in str(refusal.value)


def test_a_phrase_is_measured_before_normalisation_makes_it_longer() -> None:
    assert len(normalise("\ufdfa" * 341)) > 1024


def test_the_default_cost_is_the_one_the_design_names() -> None:
    assert Cost() == Cost(memory_kib=65_536, iterations=3, lanes=1)


@pytest.mark.parametrize(
    ("cost", "strong"),
    [
        (Cost(), True),
        (Cost(46 * 1024, 1), True),
        (Cost(46 * 1024 - 1, 1), False),
        (Cost(19 * 1024, 2), True),
        (Cost(19 * 1024 - 1, 2), False),
        (Cost(19 * 1024, 1), False),
        (Cost(8, 1), False),
    ],
)
def test_the_owasp_floor_is_where_owasp_puts_it(cost: Cost, strong: bool) -> None:
    assert cost.is_strong_enough is strong


@pytest.mark.parametrize(
    "cost",
    [(7, 1, 1), (15, 1, 2), (8, 0, 1), (8, 1, 0), (4_000_000, 1, 1), (64, 65, 1), (999, 1, 17)],
)
def test_a_forged_cost_cannot_take_the_machine_down(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Cost(*cost)


@pytest.mark.parametrize("places", [(0, 0), (1, -1)])
def test_a_stretcher_without_places_makes_no_sense(places: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="running place"):
        Stretcher(*places)


def test_beyond_the_places_and_the_queue_people_are_told_to_come_back() -> None:
    stretcher, slow = Stretcher(at_once=1, waiting=1), Cost(32 * 1024, 4, 1)
    crowd = 8
    together = Barrier(crowd)

    def sign_in(number: int) -> bytes | int:
        together.wait()
        try:
            return stretcher.stretch(f"phrase {number % 2}", SALT, slow)
        except Overloaded as full:
            return full.retry_after

    with ThreadPoolExecutor(crowd) as threads:
        answers = list(threads.map(sign_in, range(crowd)))
    served = [answer for answer in answers if isinstance(answer, bytes)]
    assert 2 <= len(served) < crowd
    assert {answer for answer in answers if isinstance(answer, int)} == {1}
    assert len(stretcher.stretch("later", SALT, slow)) == 32


def test_never_more_than_the_allowed_derivations_run_at_once(
    monkeypatch: pytest.MonkeyPatch, cheap: Cost
) -> None:
    """The library's Argon2id is watched, not replaced: it tells when it starts and ends."""
    running: list[int] = []
    seen: list[int] = []
    real = Argon2id

    class Watched:
        def __init__(self, **values: object) -> None:
            self.real = real(**values)  # type: ignore[arg-type]  # passed on as received

        def derive(self, typed: bytes) -> bytes:
            running.append(1)
            seen.append(len(running))
            try:
                return self.real.derive(typed)
            finally:
                running.pop()

    monkeypatch.setattr(phrases, "Argon2id", Watched)
    stretcher = Stretcher(at_once=2, waiting=100)
    with ThreadPoolExecutor(8) as threads:
        phrase_of = [f"p{n}" for n in range(60)]
        roots = list(threads.map(lambda phrase: stretcher.stretch(phrase, SALT, cheap), phrase_of))
    assert len(set(roots)) == 60 and max(seen) <= 2


def test_whoever_signs_in_lets_those_who_read_go_first(
    monkeypatch: pytest.MonkeyPatch, stretcher: Stretcher, cheap: Cost
) -> None:
    """Linux counts niceness by thread: the one that asks keeps its own."""
    behind: list[int] = []
    real = Argon2id

    class Watched:
        def __init__(self, **values: object) -> None:
            self.real = real(**values)  # type: ignore[arg-type]  # passed on as received

        def derive(self, typed: bytes) -> bytes:
            behind.append(_niceness())
            return self.real.derive(typed)

    monkeypatch.setattr(phrases, "Argon2id", Watched)
    mine = _niceness()
    stretcher.stretch("lanterne", SALT, cheap)
    assert behind == [min(mine + 10, 19)] and _niceness() == mine


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, get_native_id())


def test_a_full_door_refuses_at_once_and_opens_again(
    monkeypatch: pytest.MonkeyPatch, cheap: Cost
) -> None:
    """One derivation is held inside by the test, so the door is full for certain."""
    inside, leave = Event(), Event()
    real = Argon2id

    class Held:
        def __init__(self, **values: object) -> None:
            self.real = real(**values)  # type: ignore[arg-type]  # passed on as received

        def derive(self, typed: bytes) -> bytes:
            inside.set()
            leave.wait(10)
            return self.real.derive(typed)

    monkeypatch.setattr(phrases, "Argon2id", Held)
    stretcher = Stretcher(at_once=1, waiting=0)
    first = Thread(target=stretcher.stretch, args=("first", SALT, cheap))
    first.start()
    assert inside.wait(10)
    with pytest.raises(Overloaded) as full:
        stretcher.stretch("second", SALT, cheap)
    assert full.value.retry_after == 1
    leave.set()
    first.join()
    assert len(stretcher.stretch("second", SALT, cheap)) == 32


def test_a_derivation_that_fails_gives_its_place_back(cheap: Cost) -> None:
    stretcher = Stretcher(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="salt"):
            stretcher.stretch("phrase", b"short", cheap)
    assert len(stretcher.stretch("phrase", SALT, cheap)) == 32


def test_a_phrase_is_not_simply_hashed(stretcher: Stretcher, cheap: Cost) -> None:
    root = stretcher.stretch("phrase", SALT, cheap)
    assert root not in {
        hashlib.sha256(b"phrase").digest(),
        hashlib.sha256(SALT + b"phrase").digest(),
    }
