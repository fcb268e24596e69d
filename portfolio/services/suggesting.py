"""Lines of the frameworks for what somebody wrote in words of their own; none when unsure.

A line is offered for two reasons together: it has most of what the sentence says, and the sentence
says most of what the line does. One shared word among several makes no suggestion.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import literal, union_all
from sqlalchemy.orm import Session

from portfolio.domain.frameworks import forms, sought, stem
from portfolio.services import frameworks
from portfolio.services.frameworks import INEXACT, Found, Query, Sorts
from portfolio.storage.frameworks import Concept, ConceptWord

SUGGESTED = 5
CONSIDERED = 100  # lines whose names are read, those that have most of the sentence
FAMILY = 0.7  # what a word of the same family says, beside the word itself
OTHER_NAME = 0.8  # what a word of another name says, beside one of the label
NOWHERE = 0.35  # what a word that no framework has weighs: as much as a rare one
HALF = 0.5
NEARLY_ALL = 0.7
"""A sentence that is nearly all in a line may leave much of the line unsaid."""
SHORTEST_OF_A_FAMILY = 4
"""Letters that tell a family: *lis* is neither *listes* nor *listening*."""

Met = Mapping[int, float]
"""How closely lines, by id, say a word."""


def suggest(session: Session, text: str, sorts: Sorts, *, most: int = SUGGESTED) -> list[Found]:
    """The few lines that come closest to *text*, the closest first.

    Families of words count (*souder*, *soudure*), and rare words more than common ones.
    """
    words = sought(text)
    if not words:
        return []
    labels, names = _met(session, words, sorts)
    weights = [_weight(len(met)) for met in names]
    said = _summed(names, weights)
    near = {each: score / sum(weights) for each, score in said.items()}
    best = sorted((each for each in near if near[each] >= HALF), key=lambda each: -near[each])
    query = frameworks.lines().where(Concept.id.in_(best[:CONSIDERED]))
    in_label = _summed(labels, [1] * len(words))
    scores = {}
    for line in session.execute(query).all() if best else ():
        share = min(1, in_label[line.id] / _size(line.label))
        if share >= HALF or near[line.id] >= NEARLY_ALL:
            scores[line] = near[line.id] + share / 2
    closest = sorted(scores, key=lambda line: (-scores[line], line.size, line.id))
    return [frameworks.found(line) for line in closest[:most]]


def _met(session: Session, words: Sequence[str], sorts: Sorts) -> tuple[list[Met], list[Met]]:
    """For each word, how closely lines have it: in their label, and under any name."""
    hits = union_all(
        *(frameworks.among(_akin(word, no), "", sorts) for no, word in enumerate(words))
    )
    labels: list[dict[int, float]] = [{} for _ in words]
    names: list[dict[int, float]] = [{} for _ in words]
    for no, line, rank in session.execute(hits):
        exact, other = rank < INEXACT, rank % INEXACT
        closeness = 1 if exact else FAMILY
        names[no][line] = closeness * (OTHER_NAME if other else 1)
        if not other:
            labels[no][line] = closeness
    return list(labels), list(names)


def _akin(word: str, no: int) -> Query:
    """The lines with a word of the family of *word*, and how exactly, marked with its place."""
    known = forms(word)
    families = {stem(form) for form in known if len(form) >= SHORTEST_OF_A_FAMILY}
    query = frameworks.met(known, families)
    marked = query.with_only_columns(literal(no).label("no"), *query.selected_columns)
    return marked.join(Concept, Concept.id == ConceptWord.concept_id)


def _summed(met: Sequence[Met], weights: Sequence[float]) -> defaultdict[int, float]:
    scores: defaultdict[int, float] = defaultdict(float)
    for lines, weight in zip(met, weights, strict=True):
        for line, closeness in lines.items():
            scores[line] += weight * closeness
    return scores


def _weight(count: int) -> float:
    """What a word that *count* lines have says: the rarer, the more."""
    return 1 / (1 + math.log1p(count)) if count else NOWHERE


def _size(label: str) -> int:
    """How many things a label says; *conducteur* and *conductrice* are one."""
    families: list[str] = []
    for word in sought(label):
        if not any(word.startswith(family) for family in families):
            families.append(stem(word))
    return len(families)
