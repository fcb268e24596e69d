"""The published schemas: there for anybody, valid, and true of what we write."""

import json

import pytest
from jsonschema import Draft202012Validator

from portfolio.formats import plan_json, portfolio_json
from portfolio.formats.archives import dealings, history
from tests.browser import SITE, Browser

PUBLISHED = {
    plan_json.SCHEMA_ID: plan_json.schema,
    portfolio_json.SCHEMA_ID: portfolio_json.schema,
    dealings.SCHEMA_ID: dealings.schema,
    history.SCHEMA_ID: history.schema,
}


@pytest.mark.parametrize("address", PUBLISHED)
def test_a_schema_is_published_where_files_say_it_is(browser: Browser, address: str) -> None:
    answer = browser.client.get(address, base_url=SITE)

    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert json.loads(answer.data) == PUBLISHED[address]()


@pytest.mark.parametrize("address", PUBLISHED)
def test_a_schema_is_one(address: str) -> None:
    Draft202012Validator.check_schema(PUBLISHED[address]())
