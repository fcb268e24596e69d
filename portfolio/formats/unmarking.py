"""Prose on its way to paper: without the marks of Markdown, wherever it stands in a sheet."""

from collections.abc import Collection
from typing import Any

from portfolio.domain.unmarking import unmarked


def unmarked_in(data: Any, names: Collection[str], *, prose: bool = False) -> Any:
    """*data* with every text under one of *names* unmarked; other texts are left as they are."""
    if isinstance(data, dict):
        return {
            name: unmarked_in(value, names, prose=prose or name in names)
            for name, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [unmarked_in(value, names, prose=prose) for value in data]
    return unmarked(data) if prose and isinstance(data, str) else data
