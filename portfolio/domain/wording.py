"""Words that say more than a plan needs: found before they are stored, never forbidden.

Health, justice, religion, origin, union membership and the national number are nobody's
business in a guidance plan (GDPR, articles 9, 10 and 87). A consequence is enough, and says more:
« j’ai besoin d’horaires de jour » rather than a diagnosis. The list is short on purpose: better
to miss a word than to suspect everybody, so it looks for people speaking of themselves, and
leaves trades alone (« infirmière en cancérologie », « surveillant de prison »).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portfolio.domain.entries.choices import Choice
from portfolio.domain.words import N_


class Matter(Choice):
    """What a word is about."""

    HEALTH = "health", N_("la santé")
    JUSTICE = "justice", N_("la justice")
    RELIGION = "religion", N_("la religion")
    ORIGIN = "origin", N_("l’origine")
    UNION = "union", N_("l’appartenance à un syndicat")
    NUMBER = "number", N_("un numéro de sécurité sociale")


NEUTRAL: dict[Matter, tuple[str, ...]] = {
    Matter.HEALTH: (
        N_("J’ai besoin d’horaires de jour."),
        N_("Je ne peux pas porter de charges lourdes."),
        N_("Je ne suis pas disponible avant le mois prochain."),
    ),
    Matter.JUSTICE: (
        N_("Je dois pouvoir m’absenter une fois par semaine."),
        N_("Période sans activité."),
    ),
    Matter.RELIGION: (N_("Je ne suis pas disponible ce jour-là."),),
    Matter.ORIGIN: (
        N_("Je voudrais faire reconnaître un diplôme obtenu ailleurs."),
        N_("J’ai besoin d’un cours de français."),
    ),
    Matter.UNION: (N_("J’ai défendu des collègues et mené des négociations."),),
    Matter.NUMBER: (N_("Apporter mes papiers au rendez-vous."),),
}
"""How the same may be said: what it changes, never what it is."""

_SELF = r"(?:je (?:suis|reste)|i am|i[’']m) (?:une? |an? |de |la |le )?"
_MINE = (
    r"(?:\b(?:j[’'](?:ai|avais)|je (?:suis|reste|fais|prends|sors)|on m[’']a|mon|ma|mes|"
    r"i am|i[’']m|i have|i had|my)\b[\w ’'-]{0,25}?)"
)
_HEALTH = (
    r"depressi(?:on|f|ve)s?|burn-?outs?|cancers?|diabet(?:e|ique|es|ic)s?|"
    r"epilep(?:sie|tique|sy|tic)s?|schizophren(?:ie|e|es|ia|ic)|bipolaires?|bipolar|"
    r"sclerose en plaques|multiple sclerosis|fibromyalgie|endometriose|vih|hiv|sida|"
    r"seroposi(?:tif|tive)|alcooli(?:que|sme)|alcoholic|toxicoman(?:e|ie)|addict(?:ion|ions|e)?|"
    r"chimiotherapie|chemotherapy|antidepress(?:eur|ant)s?|tumeur|hepatite|avc|infarctus|"
    r"maladies? chroniques?|troubles? psy\w*|autis(?:te|me)|autistic|handicape?e?s?|invalidite|"
    r"disab(?:led|ility)"
)
_HEALTH_ALONE = (
    r"burn-?out|depression (?:nerveuse|severe|post-partum)|rqth|en remission|"
    r"cure de (?:desintoxication|sevrage)|sous (?:antidepresseurs|methadone)|ma maladie|"
    r"mon (?:psychiatre|addictologue|oncologue)|my (?:psychiatrist|illness)|"
    r"je suis (?:malade|enceinte)|i am (?:pregnant|ill)"
)
_JUSTICE = r"prison|detention|incarcere?e?|condamn(?:e|ee|ation|ations)|convict(?:ed|ion)|jail"
_JUSTICE_ALONE = (
    r"sort(?:i|ie|ir|ant|ante) de (?:prison|detention)|garde a vue|semi-liberte|"
    r"bracelet electronique|mise a l[’']epreuve|controle judiciaire|sursis probatoire|"
    r"liberation conditionnelle|(?:mon|mes) (?:spip|cpip)|casier (?:charge|non vierge)|"
    r"j[’']ai un casier|out of (?:prison|jail)|on (?:probation|parole)|criminal record"
)
_RELIGION = (
    rf"{_SELF}(?:musulmane?|catholique|juif|juive|chretien(?:ne)?|protestante?|bouddhiste|athee|"
    r"temoin de jehovah|muslim|catholic|jewish|christian|buddhist)|(?:ma|my) religion|my faith|"
    r"ramadan|(?:mon|porte(?:r)? le) (?:voile|foulard)|mon hijab|priere du vendredi|friday prayers?"
)
_ORIGIN = (
    rf"{_SELF}(?:d[’']origine \w+|arabe|africaine?|maghrebine?|noire?|black|gitane?|tsigane|roma?|"
    r"immigree?|sans[- ]papiers|clandestine?|of \w+ origin|undocumented)|"
    r"(?:ma|la) couleur de (?:ma )?peau|my skin colou?r|sans[- ]papiers"
)
_UNION = (
    r"syndique?e?|syndicat(?! (?:de co|mixte|d[’']init|intercom))|cgt|cfdt|cftc|unsa|trade union"
)
_UNION_ALONE = r"delegue?e? syndicale?|mandat syndical|adherente? (?:au syndicat|a la (?:cgt|cfdt))"
_SAID = {
    Matter.HEALTH: re.compile(rf"{_MINE}\b({_HEALTH})\b|\b({_HEALTH_ALONE})\b"),
    Matter.JUSTICE: re.compile(rf"{_MINE}\b({_JUSTICE})\b|\b({_JUSTICE_ALONE})\b"),
    Matter.RELIGION: re.compile(rf"()\b({_RELIGION})\b"),
    Matter.ORIGIN: re.compile(rf"()\b({_ORIGIN})\b"),
    Matter.UNION: re.compile(rf"{_MINE}\b({_UNION})\b|\b({_UNION_ALONE})\b"),
}
"""By matter: what says it of oneself, after « je » or « mon », or what says it alone."""
_SAID_OF_ANYBODY = {**_SAID, Matter.HEALTH: re.compile(rf"\b({_HEALTH})\b|\b({_HEALTH_ALONE})\b")}
"""The same where one person notes what holds another back: « elle », « madame », or nobody."""
_TRADE = re.compile(
    r"\b(?:metiers?|poste|stages?|formation|formateur|formatrice|diplome|licence|cap|bac|titre|"
    r"soins?|soignante?s?|infirmi(?:er|ere)s?|patients?|residents?|eleves?|enfants?|public|"
    r"personnes|aupres|accompagn\w*|accueil\w*|surveillante?|association|secours|lycee|ecole|"
    r"institut|service|prevention|copropriete|mixte|initiative|immersion|job|nurse|care|training|"
    r"course|people|students?|charity|school|warden|teach\w*)\b"
)
_NUMBER = re.compile(
    r"(?<![\d.,])([12])[ .]?(\d\d)[ .]?(0[1-9]|1[0-2]|[2-9]\d)[ .]?(\d\d|2[ab])[ .]?(\d{3})"
    r"[ .]?(\d{3})(?:[ .]?(\d\d))?(?![\d,])"
)
MONTHS = 12  # a year and a month, or it is a number like another
_SENTENCE = re.compile(r"[^.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A word that says more than needed, as it was written, and what it is about."""

    matter: Matter
    word: str

    @property
    def neutral(self) -> tuple[str, ...]:
        """Other ways to say what it changes."""
        return NEUTRAL[self.matter]


def found(text: str, *, of_anybody: bool = False) -> tuple[Found, ...]:
    """What *text* says of somebody that a plan does not need, each word once.

    *of_anybody*: where a word of health needs no « je » to be about the person.
    """
    return tuple(dict.fromkeys(_found(text, _SAID_OF_ANYBODY if of_anybody else _SAID)))


def added(text: str, former: Iterable[str], *, of_anybody: bool = False) -> tuple[Found, ...]:
    """What *text* says that none of the *former* ones already said."""
    said = found(text, of_anybody=of_anybody)
    known = {one for each in former for one in found(each, of_anybody=True)} if said else ()
    return tuple(one for one in said if one not in known)


def _found(text: str, patterns: Mapping[Matter, re.Pattern[str]]) -> Iterator[Found]:
    plain = _plain(text)
    if any(_is_number(match) for match in _NUMBER.finditer(plain)):
        yield Found(Matter.NUMBER, "")  # not repeated, not even to its owner
    for sentence in _SENTENCE.finditer(plain):
        trade = bool(_TRADE.search(sentence[0]))
        for matter, said in patterns.items():
            for match in said.finditer(plain, *sentence.span()):
                group = 1 if match[1] else 2
                if group == 2 or not trade or _is_own(match[0]):  # noqa: PLR2004  # the second group
                    start, end = match.span(group)
                    yield Found(matter, text[start:end])


def _is_own(said: str) -> bool:
    """Whether the possessive stands right before the word, trade or not: « ma dépression »."""
    return bool(re.match(r"(?:mon|ma|mes|my) \w+$", said))


def _plain(text: str) -> str:
    """*text* in small letters without accents, character for character."""
    return text.translate(_LETTERS)


def _letter(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


_USUAL = 0x180
_LETTERS = {
    code: letter
    for code in range(0x2130)
    if (letter := _letter(chr(code))) != chr(code) or code < _USUAL
}
"""Up to the Kelvin and Ångström signs, past which no letter has one of ours beneath its accents.

What stays as it is needs no line; looking for it in vain takes longer, so usual letters have one.
"""


def _is_number(match: re.Match[str]) -> bool:
    """Whether the figures can be a national number: with its key, the key must be right."""
    key = match[7]
    if key is None:
        return int(match[3]) <= MONTHS
    whole = "".join(match.groups()[:6]).replace("2a", "19").replace("2b", "18")
    return int(key) == 97 - int(whole) % 97
