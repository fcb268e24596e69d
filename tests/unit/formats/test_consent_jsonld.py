"""The receipt as JSON-LD: read without fetching anything, in the words of DPV where there are."""

import json
from typing import Any
from uuid import UUID

import pytest

from portfolio.domain.consents import Event
from portfolio.formats import consent_jsonld
from portfolio.formats.consent_jsonld import Keeper
from tests.unit.domain.test_agreements import ENDS, NOON, THEM, a_record

KEEPER = Keeper("Fil rouge", "Région Grand Est", "contact@example.org")


def document(*events: Event, now: Any = NOON) -> dict[str, Any]:
    records = [a_record()]
    for number, event in enumerate(events, 10):
        records.append(records[-1].then(UUID(int=number), event, NOON))
    return json.loads(consent_jsonld.receipt(records, KEEPER, now))  # type: ignore[no-any-return]


def test_the_context_stands_in_the_file_and_covers_every_prefix() -> None:
    told = document(Event.WITHDRAWN)
    context = told.pop("@context")
    assert isinstance(context, dict)

    def names(node: Any) -> set[str]:
        if isinstance(node, dict):
            return set(node).union(*map(names, node.values()))
        return set().union(*map(names, node)) if isinstance(node, list) else set()

    told.pop("records")
    prefixes = {name.partition(":")[0] for name in names(told) if ":" in name}
    assert prefixes <= set(context)
    assert all(uri.startswith(("http", "urn:")) for uri in context.values())


def test_what_was_agreed_to_is_said_in_the_vocabulary() -> None:
    (record,) = document()["dpv:hasRecordOfActivity"]
    assert "dpv:ConsentRecord" in record["@type"]
    assert record["dct:conformsTo"].endswith("#record-eu-gdpr")
    assert record["dpv:hasProcess"]["dpv:hasPersonalData"] == ["fil:section-plan"]
    assert record["dpv:hasProcess"]["dpv:hasRecipient"][0]["@id"] == f"urn:uuid:{THEM}"
    assert record["dpv:hasNotice"]["dct:description"][1] == {
        "@value": "Je peux arrêter ce partage quand je veux, sans donner de raison.",
        "@language": "fr",
    }
    assert record["dpv:hasDataController"][0]["schema:name"] == "Région Grand Est"


@pytest.mark.parametrize(
    ("events", "now", "status"),
    [
        ([], NOON, "dpv:ConsentGiven"),
        ([], ENDS, "dpv:ConsentExpired"),
        ([Event.REFRESHED], NOON, "dpv:RenewedConsentGiven"),
        ([Event.WITHDRAWN], ENDS, "dpv:ConsentWithdrawn"),
        ([Event.EXPIRED], ENDS, "dpv:ConsentExpired"),
    ],
)
def test_how_it_stands_is_said_at_the_top(events: list[Event], now: Any, status: str) -> None:
    assert document(*events, now=now)["dpv:hasConsentStatus"] == {"@type": status}


def test_the_records_follow_as_they_are_kept() -> None:
    assert document()["records"] == [a_record().model_dump(mode="json")]
