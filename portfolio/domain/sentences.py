"""How close a line of a framework comes to a sentence in somebody's own words.

Two shares decide: how much of the sentence the line says, and how much of the line the sentence
says. What is common in the frameworks (a *product*, *to use*) says less than what is rare, on
either side: of many lines that have one's word, those that add little to it come first.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portfolio.domain.families import family
from portfolio.domain.frameworks import forms, indexed, things
from portfolio.domain.verbs import infinitive

FAMILY = 0.7  # what a word of the same family says, beside the word itself
OTHER_NAME = 0.8  # what a word of another name says, beside one of the label
NOWHERE = 0.35  # what a word that no framework has weighs: as much as a rare one
CALLED = 0.9  # how much a sentence says of a line that it is another name of
MOST = 0.6
HALF = 0.5
NEARLY_ALL = 0.7
"""A sentence that is nearly all in a line may leave much of the line unsaid…"""
LEAST = 0.4
"""… but not more than leaves this much said, when it is a single word."""

Met = dict[int, float]
"""How closely lines, by id, say a word."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, and the lines, by id, that were found to have them.

    *labels* are those whose label says each word, *names* those that do under any name, *called*
    those of which the whole sentence is a name.
    """

    words: tuple[str, ...]
    labels: tuple[Met, ...] = field(init=False)
    names: tuple[Met, ...] = field(init=False)
    called: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", tuple({} for _ in self.words))
        object.__setattr__(self, "names", tuple({} for _ in self.words))

    @property
    def kin(self) -> list[frozenset[str]]:
        """Each word with whatever may be of its family."""
        return [frozenset().union(*map(family, _said(word))) for word in self.words]

    def meets(self, no: int, line: int, *, exact: bool, other: bool) -> None:
        """Note that *line* has the word number *no*, or one of its family, under some name."""
        closeness = 1 if exact else FAMILY
        self.names[no][line] = closeness * (OTHER_NAME if other else 1)
        if not other:
            self.labels[no][line] = closeness

    def near(self) -> Met:
        """How much of the sentence each line says: all of it, when it is a name of the line."""
        weights = self._weights
        said = _summed(self.names, weights)
        return {line: score / sum(weights) for line, score in said.items()} | dict.fromkeys(
            self.called, 1.0
        )

    def unsaid(self, label: str) -> list[str]:
        """What the sentence leaves out of a line's label, a word for each."""
        kin: frozenset[str] = frozenset().union(*self.kin)
        return [words[0] for words in things(label) if not kin & indexed(words)]

    def shares(self, unsaid: Mapping[int, Iterable[str]], counts: Mapping[str, int]) -> Met:
        """How much of each line it says; *counts* are the lines that have each word left out."""
        said = _summed(self.labels, self._weights)
        left = {
            line: sum(weigh(counts.get(word, 1)) for word in words)
            for line, words in unsaid.items()
        }
        shares = {line: said[line] / ((said[line] + rest) or 1) for line, rest in left.items()}
        called = self.called & shares.keys()
        return shares | {line: max(CALLED, shares[line]) for line in called}

    def fits(self, near: float, share: float) -> bool:
        """Whether a line that says *near* of it, and of which it says *share*, is worth it."""
        least = LEAST if len(self.words) == 1 else 0
        return near >= MOST and (share >= HALF or (near >= NEARLY_ALL and share >= least))

    @property
    def _weights(self) -> list[float]:
        return [weigh(len(met)) if met else NOWHERE for met in self.names]


def _said(word: str) -> set[str]:
    """The forms of *word*, and the verb that it may be somebody's: *respecte* is *respecter*."""
    known = forms(word)
    return {*known, *filter(None, map(infinitive, known))}


def weigh(count: int) -> float:
    """What a word that *count* lines have says: the rarer, the more."""
    return 1 / (1 + math.log1p(count))


def _summed(met: Sequence[Met], weights: Sequence[float]) -> defaultdict[int, float]:
    scores: defaultdict[int, float] = defaultdict(float)
    for lines, weight in zip(met, weights, strict=True):
        for line, closeness in lines.items():
            scores[line] += weight * closeness
    return scores
