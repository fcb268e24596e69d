"""Passkeys (W3C Web Authentication): a device that signs a challenge once its owner unlocked it.

Whoever holds one must have unlocked it (a finger, a face, a code): the device alone is nobody.
Challenges are made, kept and spent by the edge; each serves once.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from portfolio.domain.errors import Refused
from portfolio.domain.factors import FactorKind, Passkey
from portfolio.domain.words import N_
from portfolio.services import factors, profiles
from portfolio.services.work import Work
from portfolio.storage.factors import Factor

MOST = 10
NOT_TAKEN = N_(
    "Cette clé d’accès n’a pas pu être ajoutée. Rien n’a changé, vous pouvez recommencer."
)
TOO_MANY = N_("Dix clés d’accès suffisent. Retirez-en une pour en ajouter une autre.")
LONGEST = 20_000  # characters of what a device answers


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are for: the identifier that devices keep, the origin they sign, its name."""

    rp_id: str
    origin: str
    name: str


@dataclass
class Signed:
    """What a device answered at the second step; *copied* when its count went back."""

    place: Place
    challenge: bytes = field(repr=False)
    said: str = field(repr=False)
    copied: bool = False

    def matches(self, work: Work, rows: list[Factor]) -> FactorKind | None:
        """Only a key of this very account is looked for, whatever the answer says."""
        answer = _read(self.said)
        for row in rows:
            if row.kind == FactorKind.PASSKEY and self.challenge:
                known = factors.opened(work, row, Passkey)
                if known.credential == answer.get("id"):
                    return self._verified(work, row, known, answer)
        return None

    def _verified(
        self, work: Work, row: Factor, known: Passkey, answer: dict[str, Any]
    ) -> FactorKind | None:
        import webauthn

        try:
            told = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=self.challenge,
                expected_rp_id=self.place.rp_id,
                expected_origin=self.place.origin,
                credential_public_key=bytes.fromhex(known.public),
                credential_current_sign_count=0,  # compared below, to be able to tell
                require_user_verification=True,
            )
        except _malformed():
            return None
        self.copied = bool(known.count) and told.new_sign_count <= known.count
        if self.copied:
            return None
        factors.write(work, row, known.model_copy(update={"count": told.new_sign_count}))
        return FactorKind.PASSKEY


def creation(work: Work, place: Place, challenge: bytes) -> str:
    """What the browser is asked to make, as JSON; no device twice."""
    import webauthn
    from webauthn.helpers import structs

    login = profiles.read(work).login
    made = webauthn.generate_registration_options(
        rp_id=place.rp_id,
        rp_name=place.name,
        user_id=work.keys.server.index("passkey", work.actor.account_id),
        user_name=login,
        user_display_name=login,
        challenge=challenge,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            user_verification=structs.UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=one) for one in _known(work)],
    )
    return webauthn.options_to_json(made)


def request(work: Work, place: Place, challenge: bytes) -> str:
    """What the browser is asked to sign, as JSON; empty where no passkey stands."""
    known = _known(work)
    if not known:
        return ""
    import webauthn
    from webauthn.helpers import structs

    made = webauthn.generate_authentication_options(
        rp_id=place.rp_id,
        challenge=challenge,
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(made)


def enrol(work: Work, answer: Signed, name: str) -> None:
    """Take a passkey that answered its challenge, under the name its owner gave it."""
    import webauthn

    if len(_known(work)) >= MOST:
        raise Refused(TOO_MANY, "name")
    try:
        told = webauthn.verify_registration_response(
            credential=_read(answer.said),
            expected_challenge=answer.challenge,
            expected_rp_id=answer.place.rp_id,
            expected_origin=answer.place.origin,
            require_user_verification=True,
        )
    except _malformed():
        raise Refused(NOT_TAKEN, "name") from None
    credential = urlsafe_b64encode(told.credential_id).rstrip(b"=").decode()
    public, count = told.credential_public_key.hex(), told.sign_count
    passkey = Passkey(credential=credential, public=public, count=count, name=name)
    factors.add(work, FactorKind.PASSKEY, passkey)


def _known(work: Work) -> list[bytes]:
    found = (factors.opened(work, row, Passkey) for row in factors.rows(work, FactorKind.PASSKEY))
    return [_bytes(one.credential) for one in found]


def _malformed() -> tuple[type[Exception], ...]:
    """What the library makes of an answer that is none."""
    from webauthn.helpers.exceptions import WebAuthnException

    return WebAuthnException, ValueError, TypeError, KeyError, AttributeError


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _read(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said[:LONGEST])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
