"""A guidance structure, who works there, and what each may do there."""

import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Phone, Prose, Text, Title
from portfolio.domain.words import N_

Postcode = Annotated[str, Text("line", 10)]


class Office(Choice):
    """What someone is in a structure; keys follow from it, not the other way round."""

    REFERENT = "referent", N_("Référente ou référent, garde les clés")
    COUNSELLOR = "counsellor", N_("Conseillère ou conseiller")
    ACCOUNT_MANAGER = "account_manager", N_("Gestionnaire des comptes")

    @property
    def reads(self) -> bool:
        """Whether it opens what is shared: such a member holds the structure's key."""
        return self is not Office.ACCOUNT_MANAGER

    @property
    def keeps_keys(self) -> bool:
        """Whether it may hand the key to others, and change it."""
        return self is Office.REFERENT

    @property
    def manages_names(self) -> bool:
        """Whether it may invite and remove people."""
        return self is not Office.COUNSELLOR


class Membership(StrEnum):
    """How far someone is into a structure; only *confirmed* counts anywhere."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    LEFT = "left"


class Invitation(BaseModel):
    """Whom a structure invites, under what name and in what office."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    login: Title = Field(
        title=N_("Nom de connexion de la personne"),
        description=N_("Elle le reçoit en ouvrant son compte. Exemple : soleil-lac-4821"),
    )
    name: Title = Field(
        title=N_("Prénom et nom"),
        description=N_("Les personnes accompagnées verront ce nom."),
    )
    office: Office = Field(default=Office.COUNSELLOR, title=N_("Rôle dans la structure"))


class Card(BaseModel):
    """What the public directory says of a structure; written by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Title = Field(title=N_("Nom de la structure"))
    network: Line = Field(default="", title=N_("Réseau"))
    town: Line = Field(default="", title=N_("Ville"))
    postcode: Postcode = Field(default="", title=N_("Code postal"))
    address: Line = Field(default="", title=N_("Adresse"))
    phone: Phone = Field(default="", title=N_("Téléphone"))
    about: Prose = Field(default="", title=N_("Ce que la structure propose"))

    @property
    def words(self) -> str:
        """What a search looks through: name, town, network and postcode, folded."""
        return folded(f"{self.name} {self.town} {self.network} {self.postcode}")


_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o"})  # what NFKD leaves as one letter


def folded(text: str) -> str:
    """*text* as searches compare it: no accent, no capital, figures and letters only."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in _bare(plain)).split())


def _bare(text: str) -> str:
    return "".join(sign for sign in text if not unicodedata.combining(sign))
