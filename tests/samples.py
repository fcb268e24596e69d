"""Real sample files, which lie beside the checkout and are never part of it."""

import os
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """The sample called *name*; the test says so and is skipped where there are none.

    With ``CI`` set their absence is an error: what must be proved there cannot be skipped.
    """
    path = HOME / name
    if path.exists():
        return path
    if os.environ.get("CI"):
        pytest.fail(f"the sample {name} is required here, at {HOME}")
    pytest.skip(f"no sample {name}: put the samples at {HOME}")
