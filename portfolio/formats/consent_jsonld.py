"""A receipt of consent as JSON-LD, in the words of the W3C's Data Privacy Vocabulary (DPV).

The context is written out in the file: nothing is fetched to read it. What DPV has no word for is
under our own prefix; the records as they are kept follow whole, for whoever checks them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portfolio.domain.consents import Event, Party, Record

CONTEXT = {
    "@vocab": "urn:fil-rouge:consent:",
    "fil": "urn:fil-rouge:consent:",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
}
PROFILE = "https://w3id.org/dpv/schema/dpv-27560#"
STATUS = {
    Event.GIVEN: "dpv:ConsentGiven",
    Event.RELAYED: "dpv:ConsentGiven",
    Event.SHORTENED: "dpv:ConsentGiven",
    Event.REFRESHED: "dpv:RenewedConsentGiven",
    Event.WIDENED: "dpv:RenewedConsentGiven",
    Event.WITHDRAWN: "dpv:ConsentWithdrawn",
    Event.EXPIRED: "dpv:ConsentExpired",
}
OTHER_END = "dpv:ConsentInvalidated"
BASES = ["eu-gdpr:A6-1-a", "eu-gdpr:A9-2-a"]
RIGHTS = [f"eu-gdpr:{article}" for article in ("A7-3", "A15", "A16", "A17", "A18", "A20")]

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps the service: its name, who runs it, how to reach them."""

    site: str
    operator: str
    contact: str


def receipt(records: Sequence[Record], keeper: Keeper, now: datetime) -> bytes:
    """The receipt of one consent, as it stands at *now*."""
    given, latest = records[0], records[-1]
    document = {
        "@context": CONTEXT,
        "@id": _urn(given.consent_id),
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": str(given.consent_id),
        "dct:conformsTo": f"{PROFILE}receipt",
        "dct:created": now.isoformat(),
        "dct:publisher": _keeper(keeper),
        "dpv:hasConsentStatus": _status(latest.status(now)),
        "dpv:hasRecordOfActivity": [_record(record, keeper) for record in records],
        "records": [record.model_dump(mode="json") for record in records],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _record(record: Record, keeper: Keeper) -> Node:
    return {
        "@id": _urn(record.record_id),
        "@type": ["dpv:ConsentRecord", "dpv:ExplicitlyExpressedConsent"],
        "dct:identifier": str(record.record_id),
        "dct:conformsTo": f"{PROFILE}record-eu-gdpr",
        "dct:isPartOf": _ref(record.consent_id),
        "dct:replaces": _ref(record.supersedes) if record.supersedes else None,
        "dpv:hasDataSubject": _ref(record.principal_id),
        "dpv:hasDataController": [_keeper(keeper), _party(record.recipient)],
        "dpv:hasJurisdiction": f"loc:{record.jurisdiction}",
        "dpv:hasApplicableLaw": "eu-gdpr:GDPR",
        "dpv:hasLegalBasis": BASES,
        "dpv:hasRight": RIGHTS,
        "dpv:hasAuthority": record.authority,
        "dpv:hasNotice": _notice(record),
        "dpv:hasProcess": _process(record),
        "dpv:hasConsentControl": {"@type": "dpv:WithdrawConsent", **_said(record.withdrawal, "fr")},
        "dpv:hasConsentStatus": {
            **_status(record.event),
            "fil:event": record.event.value,
            "dpv:isIndicatedAtTime": record.event_at.isoformat(),
            "dpv:isIndicatedBy": _ref(record.event_by) if record.event_by else None,
        },
    }


def _notice(record: Record) -> Node:
    notice = record.notice
    said = [{"@value": each, "@language": notice.language} for each in record.sentences]
    return {
        "@type": "dpv:ConsentNotice",
        "schema:version": notice.version,
        "dct:language": notice.language,
        "fil:sha256": notice.sha256,
        "dct:description": said,
    }


def _process(record: Record) -> Node:
    about, validity = record.information, record.validity
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": f"fil:purpose-{record.purpose}",
        "dpv:hasProcessing": [f"fil:right-{right}" for right in record.rights],
        "dpv:hasRecipient": [_party(each) for each in (record.recipient, *record.named)],
        "dpv:hasPersonalData": [f"fil:section-{section}" for section in about.sections],
        "fil:items": [_urn(item) for item in about.items],
        "fil:mode": about.mode.value,
        "fil:digest": about.view_digest,
        "dpv:hasDataSource": "dpv:DataSubject",
        "dpv:hasDuration": {
            "@type": "dpv:TemporalDuration",
            "schema:startDate": validity.starts_at.isoformat(),
            "schema:endDate": validity.ends_at.isoformat(),
        },
        "dpv:hasStorageCondition": [
            {"@type": "dpv:StorageLocation", "dpv:hasLocation": record.storage},
            {"@type": "dpv:StorageDuration", "dpv:hasDuration": record.retention},
        ],
    }


def _party(party: Party) -> Node:
    return {
        **_ref(party.id),
        "@type": "dpv:Recipient",
        "schema:name": party.name,
        "schema:address": party.address,
        "schema:telephone": party.contact,
    }


def _keeper(keeper: Keeper) -> Node:
    name = keeper.operator or keeper.site
    return {
        "@type": "dpv:DataController",
        "schema:name": name,
        "schema:contactPoint": keeper.contact,
    }


def _status(event: Event) -> Node:
    return {"@type": STATUS.get(event, OTHER_END)}


def _said(words: str, language: str) -> Node:
    return {"dct:description": {"@value": words, "@language": language}}


def _ref(this: UUID) -> Node:
    return {"@id": _urn(this)}


def _urn(this: UUID) -> str:
    return f"urn:uuid:{this}"
