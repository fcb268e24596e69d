"""Where the files that are not Python live."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """Find a resource folder: inside an installed wheel, beside a checkout."""
    for home in (PACKAGE, PACKAGE.parent):
        if (folder := home / name).is_dir():
            return folder
    raise FileNotFoundError(f"no {name!r} folder in {PACKAGE} or beside it")
