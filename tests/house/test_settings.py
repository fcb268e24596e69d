"""The settings an operator reads about are the settings there are."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from config import load
from portfolio.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / ".env.example"
STRONG = {
    "PORTFOLIO_ENV": "production",
    "PORTFOLIO_DATABASE_URL": "sqlite:////var/lib/fil-rouge.sqlite",
    "PORTFOLIO_KEYSET": "/etc/keyset",
    "PORTFOLIO_TRUSTED_HOSTS": "fil.example.org",
}


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    named = set(re.findall(rf"^{PREFIX}(\w+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert {name.lower() for name in named} == set(Settings.model_fields)


def test_the_example_is_accepted() -> None:
    pairs = re.findall(rf"^({PREFIX}\w+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE)
    assert load(dict(pairs)).env == "production"


def test_a_misspelt_variable_stops_the_start() -> None:
    with pytest.raises(ValidationError, match="databse_url"):
        load(STRONG | {"PORTFOLIO_DATABSE_URL": "sqlite://"})


def test_an_unknown_profile_stops_the_start() -> None:
    with pytest.raises(ValueError, match="PORTFOLIO_ENV"):
        load({"PORTFOLIO_ENV": "staging"})


@pytest.mark.parametrize(
    "weak",
    [
        {"PORTFOLIO_KDF_MEMORY_KIB": "8192"},
        {"PORTFOLIO_KDF_MEMORY_KIB": "19456", "PORTFOLIO_KDF_ITERATIONS": "1"},
        {"PORTFOLIO_TRUSTED_HOSTS": ""},
    ],
)
def test_production_refuses_what_would_be_weak(weak: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        load(STRONG | weak)


def test_no_value_is_shown_when_settings_are_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        load(STRONG | {"PORTFOLIO_SMTP_URL": "ftp://user:hunter2@mail"})
    assert "hunter2" not in str(refusal.value)


def test_a_worker_has_threads_left_for_pages_while_others_sign_in() -> None:
    """Who stretches a passphrase, or waits to, holds a thread; the queue refuses before all do."""
    given = re.search(r"^THREADS \?= (\d+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    settings = load(STRONG)
    assert given and settings.kdf_at_once + settings.kdf_waiting < int(given[1])
