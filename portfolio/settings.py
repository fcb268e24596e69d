"""What the application must be told before it starts, and what makes it refuse."""

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portfolio.crypto.phrases import Cost

PREFIX = "PORTFOLIO_"
FORM_LIMIT = 3 * 1024 * 1024
"""Bytes that a form without a file may take: every answer as long as it may be, encoded."""

ARCHIVE_WORDS = 64 * 1024 * 1024
"""Bytes of an archive beside the files: the texts, twice, the journal, the agreements."""


def told(environ: Mapping[str, str]) -> dict[str, str]:
    """Keep what is ours in *environ*, under the names :class:`Settings` uses."""
    ours = (name for name in environ if name.startswith(PREFIX))
    return {name.removeprefix(PREFIX).lower(): environ[name] for name in ours}


class Settings(BaseModel):
    """Every tunable, typed and validated once; unknown names stop the start.

    Sizes are in the unit their name ends with; durations are ISO 8601 (``PT30M``) or seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    env: Literal["production", "development", "testing"] = "production"
    database_url: str = Field(pattern=r"^(postgresql\+psycopg|sqlite)://")
    keyset: Path
    site_name: str = Field(default="Fil rouge", min_length=1, max_length=60)
    base_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/]+$")
    trusted_hosts: str = ""
    proxies: int = Field(default=0, ge=0, le=5)
    smtp_url: str = Field(default="", pattern=r"^(|console:|smtps?://.+)$")
    mail_from: str = "fil-rouge@localhost"
    operator: str = Field(default="", max_length=400)
    contact: str = Field(default="", max_length=200)
    files_url: str = Field(default="", pattern=r"^(|file:/.+|s3://[^/].*)$")
    tombstones: Path | None = None
    reports_key: Path | None = None
    files_quota_mb: int = Field(default=500, ge=1)
    files_most: int = Field(default=300, ge=1)
    upload_limit_mb: int = Field(default=20, ge=1, le=100)
    cache_mb: int = Field(default=8, ge=0, le=4096)
    contexts: Path | None = None
    kdf_memory_kib: int = Field(default=64 * 1024, ge=8)
    kdf_iterations: int = Field(default=3, ge=1, le=20)
    kdf_at_once: int = Field(default=1, ge=1, le=64)
    kdf_waiting: int = Field(default=3, ge=0, le=1000)
    request_delay: timedelta = timedelta(days=30)
    requests_a_day: int = Field(default=20, ge=1)
    requests_a_day_structure: int = Field(default=100, ge=1)
    farewell: timedelta = timedelta(days=180)
    shares_an_hour: int = Field(default=20, ge=1)
    shares_a_day: int = Field(default=60, ge=1)
    factor_wait: timedelta = timedelta(hours=72)
    session_idle: timedelta = timedelta(minutes=30)
    session_idle_professional: timedelta = timedelta(minutes=15)
    session_end: timedelta = timedelta(hours=12)
    session_end_professional: timedelta = timedelta(hours=8)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read ``PORTFOLIO_*`` variables; a misspelt one is an error, not a silence."""
        return cls.model_validate(told(environ))

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        if self.env == "production":
            if not Cost(self.kdf_memory_kib, self.kdf_iterations).is_strong_enough:
                raise ValueError("kdf_memory_kib is under the OWASP floor for Argon2id")
            if not self.trusted_hosts:
                raise ValueError("trusted_hosts must name the hosts that serve the site")
        return self

    @property
    def upload_limit(self) -> int:
        """The largest file, in bytes."""
        return self.upload_limit_mb * 1_000_000

    @property
    def archive_limit(self) -> int:
        """The largest archive of a whole portfolio, in bytes."""
        return self.files_quota_mb * 1_000_000 + ARCHIVE_WORDS

    @property
    def files_folder(self) -> Path | None:
        """Where files lie on this machine, beside the keyset unless told; None for a bucket."""
        if self.files_url.startswith("s3://"):
            return None
        told = self.files_url.removeprefix("file:")
        return Path(told) if told else self.keyset.parent / "files"

    @property
    def tombstones_file(self) -> Path:
        """Where it is noted what was stopped, beside the keyset unless told."""
        return self.tombstones or self.keyset.parent / "tombstones"

    @property
    def hosts(self) -> list[str]:
        """The ``Host`` names answered to; development adds the loopback ones."""
        named = [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]
        local = [] if self.env == "production" else ["localhost", "127.0.0.1"]
        return named + local

    def flask(self) -> dict[str, Any]:
        """Translate into the upper-case names Flask and its extensions expect."""
        return {
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "MAX_CONTENT_LENGTH": FORM_LIMIT,  # more where a route carries files
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "MAX_FORM_PARTS": 1000,
            "TRUSTED_HOSTS": self.hosts,
            "TESTING": self.env == "testing",
            "PROPAGATE_EXCEPTIONS": self.env == "testing",
            "BOOTSTRAP_SERVE_LOCAL": True,
            "BABEL_DEFAULT_LOCALE": "fr",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Paris",
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": True,
        }
