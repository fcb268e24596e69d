"""The real parts tests need from the machine: a browser and a PostgreSQL server.

``python -m tests.machine`` finds them, or installs Debian's where it may, and says what is
missing; that is an error when ``CI`` is set.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = {"a browser": "chromium", "a PostgreSQL server": "postgresql"}


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def postgres() -> Path | None:
    """The folder that holds ``initdb`` and ``pg_ctl``, newest version first, or None."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    found = [*packaged, *([Path(on_path).parent] if on_path else [])]
    return next((home for home in found if (home / "initdb").exists()), None)


def missing() -> list[str]:
    """What is not there, by its key in :data:`PACKAGES`."""
    found = {"a browser": chromium(), "a PostgreSQL server": postgres()}
    return [name for name, where in found.items() if where is None]


def install(names: list[str]) -> None:
    """Ask Debian for what is missing; a refusal is reported by the caller's second look."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    packages = [PACKAGES[name] for name in names]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], env=environ, check=False)


def main() -> int:
    """Find, install, report; the exit code is an error only where everything is required."""
    if lacking := missing():
        install(lacking)
    for name in (still := missing()):
        print(f"Not found and not installable here: {name} ({PACKAGES[name]}).", file=sys.stderr)
    return 1 if still and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
