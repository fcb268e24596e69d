"""On PostgreSQL, of the pages only what proves an acceptance case or a security test plays again.

The use cases below them do, every one; what a page adds to rows is tried there by
``tests/security``, which goes through HTTP.
"""

import os
import re

import pytest

CASE = re.compile(r"\s*(Acceptance|Security test)", re.IGNORECASE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count, the pages that are played on SQLite alone."""
    if not os.environ.get("PORTFOLIO_TEST_DATABASE_URL"):
        return
    left = [item for item in items if "tests/web/" in str(item.path) and not _proves(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _proves(item: pytest.Item) -> bool:
    return bool(CASE.match(getattr(item, "obj", item).__doc__ or ""))
