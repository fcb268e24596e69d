"""A request in which forms can be drawn and filled in."""

from collections.abc import Iterator

import pytest

from tests.unit.web.forms.desk import make_app


@pytest.fixture(autouse=True)
def asked() -> Iterator[None]:
    with make_app().test_request_context():
        yield
