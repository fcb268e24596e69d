"""What a credential says was obtained: Open Badges 2.0 and 3.0, European digital credentials."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeGuard

Document = Mapping[str, Any]

LANGUAGES = ("fr", "en", "de")
BEGINS = ("validFrom", "issuanceDate", "nbf")
GIVEN = ("issuedOn", "issuanceDate", "validFrom", "issued", "nbf")
ENDS = ("validUntil", "expirationDate", "expires", "exp")


def title_of(document: Document) -> str:
    """What was obtained, in the credential's own words."""
    names = (text(each.get(name)) for each in _claims(document) for name in ("name", "title"))
    shown = _first(document.get("displayParameter"))
    return next(filter(None, (*names, text(document.get("name")), text(shown.get("title")))), "")


def story_of(document: Document) -> str:
    """What it stands for, and how it is obtained."""
    for each in _claims(document):
        said = (text(each.get("description")), text(_first(each.get("criteria")).get("narrative")))
        if any(said):
            return "\n\n".join(filter(None, said))
    return text(document.get("description"))


def issuer_of(document: Document) -> str:
    """Who says so: a name, or the address that stands for one."""
    given = document.get("issuer") or _first(document.get("badge")).get("issuer")
    return _named(given)


def issuer_id(document: Document) -> str:
    """The identifier of whoever says so; empty when there is none."""
    given = document.get("issuer")
    return text(given.get("id")) if is_object(given) else text(given)


def day(document: Document, names: tuple[str, ...]) -> datetime | None:
    """The first of *names* that holds a moment one can read, in UTC."""
    return next(filter(None, (_moment(document.get(name)) for name in names)), None)


def holder_names(document: Document) -> tuple[str, ...]:
    """The names it gives to whoever obtained it."""
    subject = subject_of(document)
    parts = (text(subject.get("givenName")), text(subject.get("familyName")))
    whole = " ".join(filter(None, parts))
    return tuple(filter(None, (text(subject.get("name")) or text(subject.get("fullName")), whole)))


def subject_of(document: Document) -> Document:
    """Whom it is about."""
    return _first(document.get("credentialSubject"))


def identities(document: Document) -> Iterator[tuple[str, str]]:
    """Addresses of the holder, as (hash or address, salt): Open Badges §recipient, §identifier."""
    recipient = _first(document.get("recipient"))
    entries = subject_of(document).get("identifier")
    for each in (recipient, *(entries if isinstance(entries, list) else [entries])):
        if is_object(each) and (known := text(each.get("identity") or each.get("identityHash"))):
            yield known, text(each.get("salt"))


def lacks(document: Document) -> str:
    """The first thing a credential must have and this one lacks; empty when it is whole."""
    kinds = document.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "Assertion" in kinds:
        needed = {"recipient": "recipient", "badge": "badge", "issuedOn": "issuedOn"}
    elif "VerifiableCredential" in kinds:
        needed = {"issuer": "issuer", "credentialSubject": "credentialSubject"}
    else:
        return "type"
    return next((name for name in needed if not document.get(name)), "")


def text(value: object) -> str:
    """A text, whatever its languages: ours first, then whichever comes."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and value:
        return text(value[0])
    if is_object(value):
        known = [value[code] for code in LANGUAGES if code in value]
        other = [each for name, each in value.items() if not name.startswith("@")]
        return text(next(iter((*known, value.get("@value"), *other)), None))
    return ""


def is_object(value: object) -> TypeGuard[Document]:
    """Whether *value* is a JSON object."""
    return isinstance(value, dict)


def _claims(document: Document) -> Iterator[Document]:
    subject = subject_of(document)
    for name in ("achievement", "hasClaim"):
        given = subject.get(name)
        several = given if isinstance(given, list) else [given]
        yield from filter(is_object, several)
    yield _first(document.get("badge"))


def _first(value: object) -> Document:
    found = value[0] if isinstance(value, list) and value else value
    return found if is_object(found) else {}


def _named(value: object) -> str:
    found = _first(value)
    if not found:
        return text(value)
    names = (text(found.get(name)) for name in ("name", "legalName", "prefLabel", "id"))
    return next(filter(None, names), "")


def _moment(value: object) -> datetime | None:
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        read = datetime.fromisoformat(text(value))
    except (ValueError, OverflowError, OSError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
