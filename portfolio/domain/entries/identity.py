"""Who someone is, as they wish to be presented. No gender, nationality or birth date."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.entries.asking import LATER, Asked
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.shapes import Email, Line, Phone, Prose, Title, Url, Urls
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


@kind(
    "identity",
    label=N_("Ma présentation"),
    plural=N_("Mes présentations"),
    section=Section.IDENTITY,
)
class Identity(Entry):
    """A name to be called by, and the ways to reach its bearer; all but the name is optional."""

    title: Annotated[Title, Asked(autocomplete="name")] = Field(
        title=N_("Nom affiché"),
        description=N_("Le nom que verront les structures. Un pseudonyme convient."),
    )
    story: Prose = Field(
        default="",
        title=N_("En quelques phrases"),
        description=N_("Ce que vous aimeriez que l’on sache de vous, pour commencer."),
    )
    given: Annotated[Line, Asked(autocomplete="given-name")] = Field(default="", title=N_("Prénom"))
    family: Annotated[Line, Asked(autocomplete="family-name")] = Field(default="", title=N_("Nom"))
    headline: Line = Field(
        default="", title=N_("En une ligne"), description=N_("Exemple : aide à domicile à Épinal")
    )
    email: Annotated[Email, Asked(autocomplete="email")] = Field(
        default="", title=N_("Adresse électronique")
    )
    phone: Annotated[Phone, Asked(autocomplete="tel")] = Field(default="", title=N_("Téléphone"))
    town: Annotated[Line, Asked(autocomplete="address-level2")] = Field(
        default="", title=N_("Ville")
    )
    postal_code: Annotated[Line, Asked(later=True, autocomplete="postal-code")] = Field(
        default="", title=N_("Code postal")
    )
    region: Annotated[Line, LATER] = Field(default="", title=N_("Région ou département"))
    country: Annotated[Line, Asked(later=True, autocomplete="country-name")] = Field(
        default="", title=N_("Pays")
    )
    website: Annotated[Url, Asked(later=True, autocomplete="url")] = Field(
        default="", title=N_("Site personnel")
    )
    links: Annotated[Urls, LATER] = Field(
        default=(),
        title=N_("Autres liens"),
        description=N_("Un par ligne : un profil, un blog, une page que vous avez faite."),
    )

    @property
    def summary(self) -> str:
        """Their own headline, else their town."""
        return self.headline or self.town
