"""What it takes to open an account: a name to be called by, and a phrase nobody guesses."""

import re
import unicodedata
from datetime import date

from email_validator import EmailNotValidError, validate_email
from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.errors import Refused
from portfolio.domain.guide import Guide
from portfolio.domain.minors import Minor
from portfolio.domain.words import N_

PHRASE_MIN = 15  # NIST SP 800-63B-4: fifteen characters when the phrase is the only factor
PHRASE_MAX_BYTES = 1024
LEAST_SIGNS, LEAST_LEFT = 5, 8  # different signs, and signs left, once easy words are out
SHORT_WORD = 3  # taking out such a word would take out half the language
COMMON = (
    "motdepasse",
    "azertyuiop",
    "qwertyuiop",
    "password",
    "filrouge",
    "123456789",
    "012345678",
    "abcdefgh",
    "jetaime",
    "bonjour",
    "soleil",
    "loulou",
    "doudou",
    "lorraine",
)


class Profile(BaseModel):
    """What someone's account remembers about them, sealed under their own key.

    *masked*: the name is a pseudonym, and what is hidden from readers is hidden in files too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: str = Field(min_length=1, max_length=80)
    login: str
    email: str = ""
    awaited: str = ""
    """An address that was given, and that no link has proved yet."""
    code_noted: bool = False
    masked: bool = False
    factored: bool = False
    """Whether a second factor stands: rows taken away by hand must not open what they guard."""
    minor: Minor | None = None
    guide: Guide = Guide()
    aside: dict[str, date] = Field(default={}, max_length=40)
    """What was proposed and put aside, by name, each until a day."""
    shortcuts: bool = True
    """Whether a key pressed alone does something; some voices and hands press keys by accident."""
    large: bool = False
    """Whether everything is written large, to be read from further away."""

    def is_under_age(self, today: date) -> bool:
        """Whether an adult must still agree with them, on *today*."""
        return self.minor is not None and self.minor.is_under_age(today)

    @property
    def name_for_files(self) -> str:
        """What may stand in the name of a file and in its properties; empty when masked."""
        return "" if self.masked else self.name


def check_phrase(phrase: str, *about: str) -> None:
    """Refuse a passphrase that is too short, too long or too easy; no composition rule.

    *about* are words an acquaintance would try first: the person's own name and address.
    """
    if len(phrase) < PHRASE_MIN:
        raise Refused(
            N_("Il faut au moins %(least)s signes. Une phrase courte convient très bien."),
            "phrase",
            least=PHRASE_MIN,
        )
    if len(phrase.encode(errors="surrogatepass")) > PHRASE_MAX_BYTES or "\0" in phrase:
        raise Refused(N_("Cette phrase est trop longue ou contient un signe illisible."), "phrase")
    if _easy(phrase, about):
        raise Refused(
            N_("Cette phrase se devine trop facilement. Mélangez des mots sans rapport entre eux."),
            "phrase",
        )


def _easy(phrase: str, about: tuple[str, ...]) -> bool:
    """What is left once well-known words and repetitions are taken out is too little."""
    bare = re.sub(r"[\W_]+", "", phrase.casefold())
    known = {part for each in about for part in re.split(r"[\W_]+", each.casefold())}
    for word in sorted(known.union(COMMON), key=len, reverse=True):
        bare = bare.replace(word, "") if len(word) > SHORT_WORD else bare
    return len(set(bare)) < LEAST_SIGNS or len(bare) < LEAST_LEFT


def read_email(text: str) -> str:
    """A valid e-mail address in its compared form, or :class:`Refused` with a sentence."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.casefold()
    except EmailNotValidError as why:
        raise Refused(
            N_("Cette adresse ne semble pas complète. Exemple : prenom.nom@exemple.fr"), "email"
        ) from why


def compared(login: str) -> str:
    """The form in which login names and addresses are compared: NFKC, lower case, no blanks."""
    sound = login.encode(errors="replace").decode()  # half a surrogate pair is in no login
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", sound).casefold())
