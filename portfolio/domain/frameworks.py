"""Published lists of jobs, skills and levels, and how an entry names a line of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.domain.entries.choices import Choice
from portfolio.domain.families import SHORTEST_ROOT
from portfolio.domain.structures import folded
from portfolio.domain.words import N_


class Sort(Choice):
    """What a line of a framework is."""

    JOB = "job", N_("Métier")
    TITLE = "title", N_("Nom de métier")
    SKILL = "skill", N_("Savoir-faire")
    KNOWLEDGE = "knowledge", N_("Connaissance")
    DOMAIN = "domain", N_("Domaine")
    LEVEL = "level", N_("Niveau")
    CERTIFICATE = "certificate", N_("Certification")


SKILLS = (Sort.SKILL, Sort.KNOWLEDGE, Sort.DOMAIN)
JOBS = (Sort.JOB, Sort.TITLE)

MOST_WORDS = 8
"""Words of a search that count; what follows them narrows nothing worth the time."""
LONGEST_WORD = 40
SHORTEST_BEGINNING = 3
"""Letters of a word that is looked for unfinished; a shorter one is taken as it stands."""
SILENT = frozenset(
    folded(
        "a à ai au aux avec bien c d dans de des du en est et faire fais fait j je l la le les m "
        "ma me mes mon n ou par pour qu que qui s sais savoir se suis sur un une"
    ).split()
)
"""Words that a label is not looked up by, unless there is nothing else to look for."""
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """A line of a framework: its *code* there, and what people call it.

    *parent* is the code of the line it belongs under, *note* a few words that tell it from
    its neighbours, *other* the other names it is found by.
    """

    code: str
    label: str
    sort: Sort
    parent: str = ""
    note: str = ""
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A framework as files tell it: one *version*, its lines, and a *digest* of the whole.

    Where it is published in parts, *registers* are how the codes of the parts given begin.
    """

    name: str
    label: str
    version: str
    digest: str
    concepts: tuple[Concept, ...]
    registers: tuple[str, ...] = ()

    @property
    def sorts(self) -> frozenset[Sort]:
        """The sorts of lines it brings."""
        return frozenset(concept.sort for concept in self.concepts)

    def covers(self, code: str) -> bool:
        """Whether a line with that code would be in the files given, if it still were at all."""
        return not self.registers or code.startswith(self.registers)


def words_of(text: str) -> tuple[str, ...]:
    """The words of *text*, each once: no accent, no capital, nothing but letters and figures."""
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in folded(text).split()))


def forms(word: str) -> frozenset[str]:
    """A word as it stands and in the singular, as far as its ending tells."""
    if len(word) > len("cas") and word[-1] in "sx":
        single = word[:-1]
        if word.endswith("aux") and not word.endswith("eaux"):
            return frozenset({word, f"{word[:-3]}al", f"{word[:-3]}ail"})
        return frozenset({word, single})
    return frozenset({word})


def indexed(texts: Iterable[str]) -> frozenset[str]:
    """Every form under which a line called *texts* can be found."""
    return frozenset(form for text in texts for word in words_of(text) for form in forms(word))


def sought(text: str) -> tuple[str, ...]:
    """The words of a search that count, in their order."""
    words = words_of(text)
    telling = [word for word in words if word not in SILENT]
    return tuple(telling or words)[:MOST_WORDS]


def things(label: str) -> list[list[str]]:
    """What a label says, each thing in all its words: *conducteur* and *conductrice* are one.

    What stands in brackets is an aside.
    """
    told: dict[str, list[str]] = {}
    for word in sought(_ASIDE.sub(" ", label)):
        begun = word[: max(SHORTEST_ROOT, len(word) - 2)]
        known = next((each for each in told if word.startswith(each)), begun)
        told.setdefault(known, []).append(word)
    return list(told.values())


def whole(text: str) -> str:
    """A short name as one word that no other can be mistaken for; nothing for a long one."""
    words = [min(forms(word), key=len) for word in sought(text)]
    name = "=" + " ".join(words)
    return name if words and len(name) <= LONGEST_WORD else ""
