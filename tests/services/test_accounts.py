"""Accounts below the web: keys at registration, one count for failures, addresses, letters."""

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto.phrases import Cost
from portfolio.crypto.slots import SlotKind, Stretched
from portfolio.domain import browsers
from portfolio.domain.access import Actor, Role
from portfolio.domain.accounts import check_phrase
from portfolio.domain.errors import NotFound, Refused, TooMany, Unsealable
from portfolio.domain.wordlist import LOGIN_WORDS, WORDS
from portfolio.services import accounts, addresses, profiles, throttles, unlocking
from portfolio.services.accounts import Newcomer, Registered
from portfolio.services.keyring import Keyring
from portfolio.services.mail import Letter, Postbox
from portfolio.services.throttles import Limit
from portfolio.services.unlocking import ACCOUNT, Attempt, Unlocked, Wrong
from portfolio.services.work import Work
from portfolio.storage.accounts import Account, Keyslot
from portfolio.storage.entries import Portfolio
from portfolio.storage.sessions import Throttle
from tests.services.people import NOON, PHRASE

HERE = "192.0.2.0/24"
ADDRESS = "sandrine@example.org"
OTHER = "girafe parapluie muguet 77"


def registered(
    session: Session, keys: Keyring, role: Role = Role.CITIZEN, name: str = "Sandrine"
) -> Registered:
    """Somebody new, with the two secrets that are shown once."""
    stretched = Stretched.of_phrase(keys.stretcher, PHRASE, keys.cost)
    made = accounts.register(session, keys, Newcomer(role, name, stretched), NOON)
    session.commit()
    return made


def work_of(session: Session, keys: Keyring, made: Registered) -> Work:
    """Their Work, keys open."""
    actor = Actor(made.account.id, Role(made.account.role))
    return Work(session, actor, NOON, keys.opened(made.user_key))


def tries(
    session: Session, keys: Keyring, login: str, phrase: str = PHRASE, *, after: float = 0
) -> Unlocked:
    """One attempt by phrase, *after* so many seconds; its count is kept, as the edge does."""
    now = NOON + timedelta(seconds=after)
    candidate = unlocking.find(session, keys, Attempt(login, SlotKind.PASSWORD, HERE), now)
    root = unlocking.root_of_phrase(keys, candidate, phrase)
    try:
        return unlocking.unlock(session, keys, candidate, root, now)
    finally:
        session.commit()


# Registering


def test_both_ways_in_give_the_same_key(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    assert tries(session, keys, made.login).user_key == made.user_key
    attempt = Attempt(made.login, SlotKind.RECOVERY, HERE)
    candidate = unlocking.find(session, keys, attempt, NOON)
    root = unlocking.root_of_code(made.recovery_code)
    assert unlocking.unlock(session, keys, candidate, root, NOON).user_key == made.user_key


def test_a_citizen_has_a_portfolio_and_a_professional_has_none(
    session: Session, keys: Keyring
) -> None:
    citizen = registered(session, keys)
    registered(session, keys, Role.PROFESSIONAL)
    assert list(session.scalars(select(Portfolio.owner_id))) == [citizen.account.id]


def test_nothing_about_a_person_is_readable_in_the_rows(session: Session, keys: Keyring) -> None:
    made = registered(session, keys, name="Zéphyrine Canari")
    work = work_of(session, keys, made)
    addresses.attach(work, addresses.propose(work, "canari@example.org") or "")
    session.commit()
    stored = b"".join(
        value if isinstance(value, bytes) else repr(value).encode()
        for table in (Account, Keyslot, Portfolio)
        for row in session.execute(select(table.__table__))
        for value in row
    )
    for word in ("Canari", "canari@", made.login, PHRASE, made.recovery_code, "lanterne"):
        for form in ("NFC", "NFD"):
            assert unicodedata.normalize(form, word).encode() not in stored


def test_secrets_of_a_newcomer_are_not_in_its_repr(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    assert made.recovery_code not in repr(made)
    assert repr(made.user_key) not in repr(made)


def test_a_slot_moved_to_another_account_does_not_open(session: Session, keys: Keyring) -> None:
    one, other = registered(session, keys), registered(session, keys)
    session.execute(
        update(Keyslot)
        .where(Keyslot.account_id == one.account.id)
        .values(account_id=other.account.id)
    )
    session.execute(update(Account).values(state="active"))
    with pytest.raises(Wrong):
        tries(session, keys, other.login, "another phrase altogether")
    slots = session.scalars(select(Keyslot).where(Keyslot.kind == SlotKind.PASSWORD)).all()
    assert {slot.account_id for slot in slots} == {other.account.id}


def test_a_profile_of_somebody_else_does_not_open(session: Session, keys: Keyring) -> None:
    one, other = registered(session, keys), registered(session, keys)
    box = session.get_one(Account, one.account.id).profile_box
    with pytest.raises(Unsealable):
        profiles.open_box(keys.opened(other.user_key), other.account.id, box)


# Failures


def test_the_sixth_try_waits_whatever_it_is(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    for _ in range(ACCOUNT.free):
        with pytest.raises(Wrong):
            tries(session, keys, made.login, "not the right phrase")
    with pytest.raises(Wrong):
        tries(session, keys, made.login, after=29)
    assert tries(session, keys, made.login, after=31).failures == ACCOUNT.free


def test_only_the_failure_that_is_one_too_many_is_alarming(session: Session, keys: Keyring) -> None:
    made, alarms = registered(session, keys), []
    for _ in range(ACCOUNT.free + 2):
        with pytest.raises(Wrong) as refusal:
            tries(session, keys, made.login, "not the right phrase")
        alarms.append(refusal.value.alarming)
    assert alarms == [*[False] * (ACCOUNT.free - 1), True, False, False]


def test_waiting_is_not_made_longer_by_trying(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    for second in range(30):
        with pytest.raises(Wrong):
            tries(session, keys, made.login, "not the right phrase", after=second / 2)
    assert tries(session, keys, made.login, after=35).failures == ACCOUNT.free


def test_guesses_sent_all_at_once_do_not_slip_past_the_count(
    session: Session, keys: Keyring
) -> None:
    """Each found the door open before the others had failed; it is asked again afterwards."""
    made = registered(session, keys)
    attempt = Attempt(made.login, SlotKind.PASSWORD, HERE)
    early = unlocking.find(session, keys, attempt, NOON)
    for _ in range(ACCOUNT.free):
        with pytest.raises(Wrong):
            tries(session, keys, made.login, "not the right phrase")
    root = unlocking.root_of_phrase(keys, early, PHRASE)
    with pytest.raises(Wrong):
        unlocking.unlock(session, keys, early, root, NOON)


def test_a_success_forgets_the_failures(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    for _ in range(ACCOUNT.free - 1):
        with pytest.raises(Wrong):
            tries(session, keys, made.login, "not the right phrase")
    assert tries(session, keys, made.login).failures == ACCOUNT.free - 1
    assert tries(session, keys, made.login).failures == 0


def test_the_address_and_the_login_share_one_count(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    work = work_of(session, keys, made)
    addresses.attach(work, addresses.propose(work, ADDRESS) or "")
    session.commit()
    for login in (made.login, ADDRESS, made.login, ADDRESS.upper(), made.login):
        with pytest.raises(Wrong):
            tries(session, keys, login, "not the right phrase")
    with pytest.raises(Wrong):
        tries(session, keys, ADDRESS)


def test_a_window_that_is_over_counts_from_the_start(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    for _ in range(ACCOUNT.free - 1):
        with pytest.raises(Wrong):
            tries(session, keys, made.login, "not the right phrase")
    with pytest.raises(Wrong):
        tries(session, keys, made.login, "not the right phrase", after=25 * 3600)
    assert tries(session, keys, made.login, after=25 * 3600).failures == 1


@pytest.mark.parametrize(
    ("count", "seconds"), [(4, None), (5, 30), (6, 60), (7, 120), (10, 900), (1_000_000, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(count: int, seconds: int | None) -> None:
    wait = ACCOUNT.wait(count)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


def test_what_is_rationed_runs_out_and_says_until_when(session: Session, keys: Keyring) -> None:
    name = throttles.bucket(keys, "tea")
    ration = Limit(2, timedelta(hours=1), timedelta(seconds=90), timedelta(hours=1))
    throttles.spend(session, name, ration, NOON)
    throttles.spend(session, name, ration, NOON)
    with pytest.raises(TooMany) as refusal:
        throttles.spend(session, name, ration, NOON + timedelta(seconds=30))
    assert refusal.value.retry_after == 60


def test_a_login_that_is_anything_at_all_leads_nowhere(session: Session, keys: Keyring) -> None:
    for login in ("", " ", "\0", "é" * 300, "a@b", "%", "' OR 1=1 --", "\ud800", "🧵" * 50):
        with pytest.raises(Wrong):
            tries(session, keys, login)


def test_a_slot_of_another_cost_is_weak(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    unlocked = tries(session, keys, made.login)
    assert not unlocking.is_weak(keys, unlocked)
    assert unlocking.is_weak(replace(keys, cost=Cost(16, 2, 1)), unlocked)
    without = replace(unlocked, slot=replace(unlocked.slot, verifier=b""))
    assert unlocking.is_weak(keys, without)


def test_a_slot_under_an_older_server_key_is_weak_until_it_is_locked_anew(
    session: Session, keys: Keyring
) -> None:
    made = registered(session, keys)
    rotated = replace(keys, server=keys.server.rotated())
    unlocked = tries(session, rotated, made.login)
    assert unlocking.is_weak(rotated, unlocked)
    new = Stretched.of_phrase(keys.stretcher, PHRASE, keys.cost)
    assert unlocking.strengthen(session, rotated, unlocked, new, NOON)
    assert not unlocking.is_weak(rotated, tries(session, rotated, made.login))


# Meanwhile


def test_a_phrase_changed_meanwhile_stops_a_sign_in_under_way(
    session: Session, keys: Keyring
) -> None:
    made = registered(session, keys)
    attempt = Attempt(made.login, SlotKind.PASSWORD, HERE)
    early = unlocking.find(session, keys, attempt, NOON)
    root = unlocking.root_of_phrase(keys, early, PHRASE)
    new = Stretched.of_phrase(keys.stretcher, OTHER, keys.cost)
    opened = tries(session, keys, made.login)
    unlocking.replace_slot(session, keys, opened, SlotKind.PASSWORD, new, NOON)
    session.commit()
    with pytest.raises(Wrong):
        unlocking.unlock(session, keys, early, root, NOON)


def test_one_code_used_twice_at_once_opens_once(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    attempt = Attempt(made.login, SlotKind.RECOVERY, HERE)
    one, two = (unlocking.find(session, keys, attempt, NOON) for _ in range(2))
    root = unlocking.root_of_code(made.recovery_code)
    unlocking.unlock(session, keys, one, root, NOON)
    unlocking.new_code(work_of(session, keys, made))
    session.commit()
    with pytest.raises(Wrong):
        unlocking.unlock(session, keys, two, root, NOON)


def test_strengthening_never_puts_a_former_phrase_back(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    opened = tries(session, keys, made.login)
    new, former = (Stretched.of_phrase(keys.stretcher, each, keys.cost) for each in (OTHER, PHRASE))
    unlocking.replace_slot(session, keys, opened, SlotKind.PASSWORD, new, NOON)
    session.commit()
    assert not unlocking.strengthen(session, keys, opened, former, NOON)
    assert tries(session, keys, made.login, OTHER).user_key == made.user_key
    with pytest.raises(Wrong):
        tries(session, keys, made.login)


def test_a_new_code_leaves_one_code(session: Session, keys: Keyring) -> None:
    work = work_of(session, keys, registered(session, keys))
    for _ in range(3):
        unlocking.new_code(work)
    session.flush()
    kinds = list(session.scalars(select(Keyslot.kind)))
    assert sorted(kinds) == [SlotKind.PASSWORD, SlotKind.RECOVERY]


# Addresses


def test_an_address_is_found_blind_and_kept_sealed(session: Session, keys: Keyring) -> None:
    made = registered(session, keys)
    work = work_of(session, keys, made)
    token = addresses.propose(work, " Sandrine@Example.ORG ") or ""
    assert addresses.read(work, token) == ADDRESS
    assert addresses.attach(work, token) == ""
    assert addresses.of(session, keys, made.account.id) == ADDRESS
    assert profiles.read(work).email == ADDRESS


def test_only_the_last_link_asked_for_is_good(session: Session, keys: Keyring) -> None:
    work = work_of(session, keys, registered(session, keys))
    first = addresses.propose(work, ADDRESS) or ""
    second = addresses.propose(work, "autre@example.org") or ""
    with pytest.raises(NotFound):
        addresses.read(work, first)
    addresses.attach(work, second)


def test_an_address_somebody_has_gives_no_link(session: Session, keys: Keyring) -> None:
    one = work_of(session, keys, registered(session, keys))
    addresses.attach(one, addresses.propose(one, ADDRESS) or "")
    other = work_of(session, keys, registered(session, keys))
    assert addresses.propose(other, ADDRESS.upper()) is None


def test_a_box_of_one_address_does_not_open_for_another_account(
    session: Session, keys: Keyring
) -> None:
    one = work_of(session, keys, registered(session, keys))
    addresses.attach(one, addresses.propose(one, ADDRESS) or "")
    made = registered(session, keys)
    box = session.get_one(Account, one.actor.account_id).email_box
    session.get_one(Account, made.account.id).email_box = box
    session.flush()
    with pytest.raises(Unsealable):
        addresses.of(session, keys, made.account.id)


def test_letters_to_one_address_are_rationed_for_everybody(session: Session, keys: Keyring) -> None:
    work = work_of(session, keys, registered(session, keys))
    asked = [addresses.may_write(work, ADDRESS) for _ in range(6)]
    assert asked == [True] * 4 + [False] * 2
    assert addresses.may_write(work, "autre@example.org")


# Letters


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("a@example.org\r\nBcc: b@example.org", "Bonjour"),
        ("a@example.org", "Bonjour\nBcc: b@example.org"),
        ("a@example.org\0", "Bonjour"),
    ],
)
def test_a_line_break_never_enters_the_head_of_a_letter(to: str, subject: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        Letter(to, subject, "Texte", NOON)


def test_the_terminal_shows_letters_while_developing() -> None:
    out = io.StringIO()
    letter = Letter(ADDRESS, "Une adresse à confirmer", "Très court.\n", NOON)
    assert Postbox("console:", "fil-rouge@example.org", out).post(letter)
    assert "Une adresse à confirmer" in out.getvalue()
    assert "Très court." in out.getvalue()


def test_a_letter_that_cannot_leave_is_said_without_its_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    letter = Letter(ADDRESS, "Bonjour", "Texte", NOON)
    assert not Postbox("smtp://127.0.0.1:1", "fil-rouge@example.org").post(letter)
    assert "not sent" in caplog.text
    assert ADDRESS not in caplog.text
    assert not Postbox("", "fil-rouge@example.org").post(letter)


# Words


def test_words_are_a_thousand_and_twenty_four_and_plain() -> None:
    assert len(WORDS) == len(set(WORDS)) == 1024
    assert all(word.isalpha() and word == word.lower() and 3 <= len(word) <= 9 for word in WORDS)
    assert set(LOGIN_WORDS) <= set(WORDS)
    assert all(word.isascii() for word in LOGIN_WORDS)
    assert len(LOGIN_WORDS) > 800


def test_two_words_never_differ_by_accents_alone() -> None:
    bare = {
        "".join(sign for sign in unicodedata.normalize("NFD", word) if sign.isascii())
        for word in WORDS
    }
    assert len(bare) == len(WORDS)


def test_every_suggestion_is_a_passphrase_we_take() -> None:
    for _ in range(200):
        phrase = accounts.suggest_phrase()
        check_phrase(phrase, "Sandrine")
        assert accounts.is_suggestion(phrase)


@pytest.mark.parametrize("text", ["", "lapin", "lapin " * 6, "a b c d e f", "<b>x</b>"])
def test_what_was_never_suggested_is_not_shown_as_such(text: str) -> None:
    assert not accounts.is_suggestion(text)


@pytest.mark.parametrize(
    ("phrase", "about"),
    [
        ("court", ""),
        ("motdepassemotdepasse", ""),
        ("123456789123456789", ""),
        ("azertyuiopazertyuiop", ""),
        ("sandrine thiebaut sandrine", "Sandrine Thiebaut"),
        ("abababababababababab", ""),
        ("un\0deux trois quatre cinq", ""),
        ("é" * 513, ""),
    ],
)
def test_a_phrase_anybody_would_guess_is_refused(phrase: str, about: str) -> None:
    with pytest.raises(Refused):
        check_phrase(phrase, about)


@pytest.mark.parametrize(
    "phrase",
    ["girafe parapluie muguet", "ma tante joue du banjo", "日本語のとても長い合言葉です。"],
)
def test_a_phrase_of_ones_own_is_taken(phrase: str) -> None:
    check_phrase(phrase, "Sandrine")


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("(Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_no_finer_than_needed(agent: str, label: str) -> None:
    assert browsers.label(agent) == label


def test_two_workers_share_one_count(
    session: Session, keys: Keyring, database: Callable[..., object]
) -> None:
    name = throttles.bucket(keys, "shared")
    for _ in range(2):
        with Session(bind=session.get_bind()) as worker:
            throttles.count(worker, name, ACCOUNT, NOON)
            worker.commit()
    assert session.scalars(select(Throttle.count).where(Throttle.bucket == name)).one() == 2
