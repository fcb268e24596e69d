"""What a few words about a language say of its levels; no level is ever invented."""

import re
from dataclasses import dataclass, field

from portfolio.domain.entries.language import DIMENSIONS, ORAL

WRITTEN = tuple(name for name in DIMENSIONS if name not in ORAL)

_CODE = re.compile(r"(?<!\w)[ABC][12](?!\w)", re.IGNORECASE)
_ACTIVITIES = (
    (re.compile(r"oral|parl[ée]|speak|spoken|mündlich", re.IGNORECASE), ORAL),
    (re.compile(r"listen|écout|compréhension orale|hören", re.IGNORECASE), ("listening",)),
    (re.compile(r"read|lu\b|lire|lecture|lesen", re.IGNORECASE), ("reading",)),
    (re.compile(r"écri|writ|schr(ei|if)|written", re.IGNORECASE), WRITTEN),
)
_MOTHER_TONGUE = re.compile(
    r"(langue )?maternelle|mother tongue|native( speaker| language)?|natif|native"
    r"|muttersprach(e|ler|lerin|lich)|lingua madre|madrelingua|lengua materna|母語|母国語",
    re.IGNORECASE,
)
_SUGGESTIONS = (
    (r"biling|zweisprachig|near.native", "C2"),
    (r"full professional|fluent|courant|fließend|verhandlungssicher|fluido", "C1"),
    (r"advanced|avancé|fortgeschritten|proficient", "C1"),
    (r"(professional|working) (working )?(proficiency|knowledge)|upper.intermediate", "B2"),
    (r"limited working|intermediate|intermédiaire|moderate|conversation", "B1"),
    (r"elementary|basic|notions|beginner|débutant|scolaire|grundkenntnisse|anfänger", "A1 / A2"),
)
_ORDERED = tuple((re.compile(words, re.IGNORECASE), level) for words, level in _SUGGESTIONS)
_LIMITED = re.compile(r"limited working", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fluency:
    """What is said outright (*levels* by CEFR dimension, *mother_tongue*), else a *suggestion*.

    *exact*: the text is a code and nothing else. *all_round*: one code for every dimension.
    """

    levels: dict[str, str] = field(default_factory=dict)
    mother_tongue: bool = False
    suggestion: str = ""
    exact: bool = False
    all_round: bool = False


def read_fluency(text: str) -> Fluency:
    """Understand *text* (any language, free): `B2`, `C1 (oral), B2 (écrit)`, `Native speaker`.

    Several codes are taken only when each names its activity; `B1/B2` says neither.
    """
    if _MOTHER_TONGUE.fullmatch(text.strip()):
        return Fluency(mother_tongue=True)
    codes = [code.upper() for code in _CODE.findall(text)]
    if len(codes) == 1 and not _named(text):
        exact = text.strip().upper() == codes[0]
        return Fluency(dict.fromkeys(DIMENSIONS, codes[0]), exact=exact, all_round=True)
    if codes:
        return Fluency(_by_activity(text))
    return Fluency(suggestion=_suggested(text))


def _by_activity(text: str) -> dict[str, str]:
    """Levels of `C1 oral, B2 écrit`; none at all when one part does not name its activity."""
    levels: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        codes, named = {code.upper() for code in _CODE.findall(part)}, _named(part)
        if not codes:
            continue
        if len(codes) > 1 or not named or levels.keys() & set(named):
            return {}
        levels |= dict.fromkeys(named, codes.pop())
    return {name: levels[name] for name in DIMENSIONS if name in levels}


def _named(part: str) -> tuple[str, ...]:
    return next((names for words, names in _ACTIVITIES if words.search(part)), ())


def _suggested(text: str) -> str:
    if _LIMITED.search(text):
        return "B1"
    return next((level for words, level in _ORDERED if words.search(text)), "")
