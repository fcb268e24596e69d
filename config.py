"""Settings for this checkout: production reads the environment, the rest is below.

``portfolio/settings.py`` says what must be true; this file says what it is here.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portfolio.settings import Settings, told

INSTANCE = Path(__file__).parent / "instance"

PROFILES: dict[str, dict[str, Any]] = {
    "production": {},
    "development": {
        "database_url": f"sqlite:///{INSTANCE / 'fil-rouge.sqlite'}",
        "keyset": INSTANCE / "server.keyset",
        "smtp_url": "console:",
    },
    "testing": {
        "database_url": "sqlite://",
        "keyset": INSTANCE / "testing.keyset",
        "kdf_memory_kib": 8,
        "kdf_iterations": 1,
    },
}


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Lay the environment over the profile it names."""
    env = environ.get("PORTFOLIO_ENV", "production")
    if env not in PROFILES:
        raise ValueError(f"PORTFOLIO_ENV is {env!r}; it may be {', '.join(PROFILES)}")
    return Settings.model_validate(PROFILES[env] | told(environ))
