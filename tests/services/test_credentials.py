"""Signed credentials brought in: what is verified is said, and what is not, never hidden."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.orm import Session

from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.checks import Aspect, Check, Verdict
from portfolio.domain.entries.identity import Identity
from portfolio.domain.errors import Refused
from portfolio.formats.base import READERS
from portfolio.formats.credentials import envelopes, proving
from portfolio.services import addresses, credentials, entries, imports
from portfolio.services.keyring import Keyring
from portfolio.services.proposals import Fate
from portfolio.services.work import Work
from tests.samples import shared
from tests.services.people import a_citizen
from tests.unit.crypto.test_signatures import base58

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
GOOD, BAD, UNKNOWN = Verdict.GOOD, Verdict.BAD, Verdict.UNKNOWN
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
DID = "did:key:" + base58(b"\xed\x01" + PUBLIC)
BADGE: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": DID, "type": ["Profile"], "name": "Greta des Vosges"},
    "validFrom": "2025-06-01T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "name": "Sandrine Thiébaut",
        "achievement": {"name": "Souder à l’arc", "description": "Trois jours en atelier."},
    },
}


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def proved(document: Mapping[str, Any], **changed: Any) -> bytes:
    """*document* with a proof by KEY (eddsa-jcs-2022); *changed* is put in afterwards."""
    proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}
    proof |= {"verificationMethod": f"{DID}#{DID.removeprefix('did:key:')}"}
    data = proving.signed_bytes(document, proof, _nothing)
    whole = {**document, "proof": proof | {"proofValue": base58(KEY.sign(data))}}
    return json.dumps(whole | changed).encode()


def _nothing(url: str, _options: Any) -> dict[str, Any]:
    raise AssertionError(url)  # JCS needs no context


def compact(document: Mapping[str, Any], header: Mapping[str, Any]) -> bytes:
    """*document* in a JWT signed by KEY."""
    parts = (json.dumps(part).encode() for part in ({"alg": "EdDSA", **header}, document))
    data = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    return data + b"." + urlsafe_b64encode(KEY.sign(data)).rstrip(b"=")


def jwk() -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": urlsafe_b64encode(PUBLIC).decode().rstrip("=")}


def brought(work: Work, content: bytes, *, contexts: bool = False) -> Certificate:
    """The certificate that *content* becomes, once the person said yes."""
    folder = shared("schemas/contexts") if contexts else None
    batch = imports.preview(work, content, "badge.json", contexts=folder)
    imports.confirm(work, batch, {0: Fate.ADD})
    found = [one.entry for one in entries.read_all(work) if isinstance(one.entry, Certificate)]
    return found[-1]


def verdicts(certificate: Certificate) -> dict[Aspect, Verdict]:
    return {check.aspect: check.verdict for check in certificate.checks[:5]}


def said(certificate: Certificate, aspect: Aspect) -> list[str]:
    return [check.what for check in certificate.checks if check.aspect is aspect]


def test_a_credential_signed_by_its_issuer_for_its_holder_is_told_so_line_by_line(
    work: Work,
) -> None:
    """Acceptance D-07: signature, issuer, holder and validity are checked, and said in words."""
    entries.add(work, Identity(title="Sandrine Thiébaut"))

    found = brought(work, proved(BADGE))

    assert (found.title, found.issuer) == ("Souder à l’arc", "Greta des Vosges")
    assert found.story == "Trois jours en atelier."
    assert verdicts(found) == dict.fromkeys(Aspect, GOOD)
    assert said(found, Aspect.SIGNATURE) == [credentials.SIGNED]


def test_a_tampered_credential_is_shown_as_not_valid_and_not_hidden(work: Work) -> None:
    """Acceptance D-07: a tampered one is brought in if the person wants, with its verdict."""
    forged = {**BADGE["credentialSubject"], "achievement": {"name": "Diriger un hôpital"}}

    found = brought(work, proved(BADGE, credentialSubject=forged))

    assert found.title == "Diriger un hôpital"
    assert verdicts(found)[Aspect.SIGNATURE] is BAD
    assert said(found, Aspect.SIGNATURE) == [credentials.ALTERED]
    assert verdicts(found)[Aspect.ISSUER] is UNKNOWN


def test_what_was_not_good_is_told_before_anything_is_written(work: Work) -> None:
    content = proved(BADGE, validUntil="2024-01-01T00:00:00Z")
    batch = imports.preview(work, content, "badge.json")

    notes = [note.what for note in imports.read_preview(work, batch).proposals[0].notes]

    assert credentials.ALTERED in notes and credentials.EXPIRED in notes
    assert credentials.WHOLE not in notes


@pytest.mark.parametrize(
    ("changes", "sentence", "verdict"),
    [
        ({"validUntil": "2026-11-26T08:59:59Z"}, credentials.EXPIRED, BAD),
        ({"validUntil": "2026-11-26T09:00:01Z"}, credentials.VALID, GOOD),
        ({"validFrom": "2030-01-01T00:00:00Z"}, credentials.TOO_EARLY, BAD),
        ({"validUntil": "2014-19-39"}, credentials.VALID, GOOD),
        ({"credentialStatus": {"id": "https://example.org/1"}}, credentials.REVOCABLE, GOOD),
    ],
)
def test_dates_are_compared_with_the_day_of_the_import(
    work: Work, changes: dict[str, Any], sentence: str, verdict: Verdict
) -> None:
    at_nine = Work(work.session, work.actor, NOW, work.keys)
    found = brought(at_nine, proved({**BADGE, **changes}))
    assert sentence in said(found, Aspect.DATES)
    assert verdicts(found)[Aspect.DATES] is verdict


@pytest.mark.parametrize("name", ["issuer", "credentialSubject", "type"])
def test_what_a_credential_lacks_is_named(work: Work, name: str) -> None:
    lacking = {key: value for key, value in BADGE.items() if key != name} | {"name": "Un badge"}
    check = next(iter(brought(work, proved(lacking)).checks))
    assert check == Check(
        aspect=Aspect.SHAPE, verdict=BAD, what=credentials.LACKING, values={"name": name}
    )


@pytest.mark.parametrize(
    ("header", "verdict", "sentence"),
    [
        ({"jwk": jwk()}, GOOD, credentials.SIGNED),
        ({"jwk": {"kty": "OKP"}}, UNKNOWN, credentials.NO_KEY),
        ({"jwk": "none"}, UNKNOWN, credentials.NO_KEY),
        ({"x5c": ["AAAA"]}, UNKNOWN, credentials.NO_KEY),
        ({"x5c": [7]}, UNKNOWN, credentials.NO_KEY),
        ({}, UNKNOWN, credentials.NO_KEY),
    ],
)
def test_a_jwt_is_verified_with_the_key_it_carries_and_says_when_it_carries_none(
    work: Work, header: dict[str, Any], verdict: Verdict, sentence: str
) -> None:
    found = brought(work, compact({"vc": BADGE, "nbf": 1748736000}, header))
    assert verdicts(found)[Aspect.SIGNATURE] is verdict
    assert said(found, Aspect.SIGNATURE) == [sentence]
    assert verdicts(found)[Aspect.ISSUER] is UNKNOWN  # anybody may put a key of theirs there


def test_an_unsigned_credential_proves_nothing(work: Work) -> None:
    found = brought(work, json.dumps(BADGE).encode())
    assert said(found, Aspect.SIGNATURE) == [credentials.UNSIGNED]
    assert verdicts(found)[Aspect.SIGNATURE] is BAD


def test_a_badge_for_one_s_own_address_is_told_to_be_one_s_own(work: Work) -> None:
    addresses.attach(work, addresses.propose(work, "sandrine@example.org") or "")
    hashed = "sha256$" + sha256(b"sandrine@example.orgsel").hexdigest()
    recipient = {"type": "email", "hashed": True, "salt": "sel", "identity": hashed}
    badge = {"name": "Souder", "issuer": {"name": "Greta"}, "description": "Trois jours."}
    assertion = {"type": "Assertion", "issuedOn": "2025-06-01", "recipient": recipient}

    found = brought(work, json.dumps(assertion | {"badge": badge}).encode())

    assert verdicts(found)[Aspect.HOLDER] is GOOD
    assert (found.title, found.issuer, str(found.issued)) == ("Souder", "Greta", "2025-06-01")


def test_another_s_address_or_name_is_left_for_the_person_to_judge(work: Work) -> None:
    addresses.attach(work, addresses.propose(work, "sandrine@example.org") or "")
    badge = {**BADGE, "recipient": {"identity": "someone@example.org"}}
    found = brought(work, proved(badge))
    assert said(found, Aspect.HOLDER) == [credentials.NAMED]


def test_words_changed_by_their_owner_are_vouched_for_no_more(work: Work) -> None:
    found = brought(work, proved(BADGE))
    assert found.changed(number="12").amending(found).checks == found.checks
    assert found.changed(title="Souder à tout").amending(found).checks == ()


def test_completing_one_s_own_certificate_does_not_make_it_verified(work: Work) -> None:
    mine = entries.add(work, Certificate(title="Souder à l’arc"))
    batch = imports.preview(work, proved(BADGE), "badge.json")
    imports.confirm(work, batch, {0: Fate.MERGE})
    merged = entries.read(work, mine).entry
    assert isinstance(merged, Certificate) and merged.issuer == "Greta des Vosges"
    assert merged.checks == ()


SAMPLES = {
    "simple.json": GOOD,
    "complete.json": GOOD,
    "dcc-v1NoStatus.json": GOOD,
    "simple-json.png": GOOD,
    "simple-jwt.png": GOOD,
    "simple-did-key-method.json": GOOD,
    "simple-err-expired.json": GOOD,
    "simple-err-type.json": BAD,
    "simple-err-context.json": BAD,
    "simple-noproof.json": BAD,
    "simple.jwt": UNKNOWN,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_real_badges_are_verified_as_their_makers_meant(work: Work, name: str) -> None:
    found = brought(work, shared(f"openbadges3/{name}").read_bytes(), contexts=True)
    assert verdicts(found)[Aspect.SIGNATURE] is SAMPLES[name]


def test_a_real_european_credential_names_the_holder_of_its_certificate(work: Work) -> None:
    content = shared("elm/certificate-of-participation-signed.jsonld").read_bytes()
    found = brought(work, content)
    assert found.title and found.issuer
    assert verdicts(found)[Aspect.SIGNATURE] is GOOD
    assert said(found, Aspect.ISSUER) == [credentials.NAMED_KEY]


def test_without_its_contexts_a_badge_is_said_not_to_be_verified(work: Work) -> None:
    found = brought(work, shared("openbadges3/simple.json").read_bytes())
    assert said(found, Aspect.SIGNATURE) == [credentials.UNREADABLE]


def test_words_that_the_signature_does_not_cover_are_not_trusted(work: Work) -> None:
    badge = json.loads(shared("openbadges3/simple.json").read_bytes()) | {"issuedOnn": "2001"}
    found = brought(work, json.dumps(badge).encode(), contexts=True)
    assert said(found, Aspect.SIGNATURE) == [credentials.UNCOVERED]


def test_a_document_made_to_take_for_ever_is_given_up_on(work: Work) -> None:
    badge = json.loads(shared("openbadges3/simple.json").read_bytes())
    nameless = [{"type": ["IdentityObject"], "hashed": False, "identityHash": "x"}] * 12
    badge["credentialSubject"] = [{"type": ["AchievementSubject"], "identifier": nameless}] * 2
    badge["credentialSubject"][0] |= {"achievement": {"name": "Un nœud"}}
    badge["credentialSubject"] *= 2
    found = brought(work, json.dumps(badge).encode(), contexts=True)
    assert said(found, Aspect.SIGNATURE) == [credentials.UNREADABLE]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"a.b", b"a.b.c", b"\x89PNG\r\n\x1a\n", b"{}", b"[1]", b"{" * 5000,
        b'{"payload": "7", "signatures": []}', b'{"type": "Assertion"}', b"e30.W10.",
        b"\xff.\xff.c",
        envelopes.PNG + b"\0\0\0\x12iTXtopenbadges\0\1\0\0\0zzz\0\0\0\0",
    ],
)  # fmt: skip
def test_what_is_no_credential_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as why:
        READERS[credentials.FORMAT].read(content)
    assert why.value.message.endswith(("lire.", "origine.", "ajouté.", "vide.", "lu."))
