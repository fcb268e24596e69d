"""Make the server's key file, before anything can start: ``python -m portfolio.makekeys PATH``."""

import sys
from pathlib import Path

from portfolio.crypto.keyset import KeysetError
from portfolio.crypto.server import ServerKeys


def main(path: Path) -> int:
    """Write a fresh key file at *path*, mode 0600; never over one that is there."""
    try:
        ServerKeys.create(path)
    except KeysetError as why:
        sys.stderr.write(f"{why}\n")
        return 1
    sys.stdout.write(f"{path}: made. Keep a copy offline: without it no account opens again.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
