"""Lines of the frameworks for what somebody wrote in words of their own; none when unsure.

A line is offered for two reasons together: it has most of what the sentence says, and the sentence
says most of what the line does. One shared word among several makes no suggestion.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from portfolio.domain.frameworks import forms, sought, whole
from portfolio.domain.sentences import MOST, Sentence
from portfolio.services import frameworks
from portfolio.services.frameworks import INEXACT, Found, Query, Sorts
from portfolio.storage.frameworks import Concept, ConceptWord

SUGGESTED = 5
CONSIDERED = 100  # lines whose names are read, those that have most of the sentence
ITSELF = -1  # stands for the whole sentence, among the places of its words


def suggest(session: Session, text: str, sorts: Sorts, *, most: int = SUGGESTED) -> list[Found]:
    """The few lines that come closest to *text*, the closest first."""
    sentence = Sentence(sought(text))
    if not sentence.words:
        return []
    _meet(session, sentence, whole(text), sorts)
    near = sentence.near()
    best = sorted((each for each in near if near[each] >= MOST), key=lambda each: -near[each])
    query = frameworks.lines().where(Concept.id.in_(best[:CONSIDERED]))
    lines = session.execute(query).all() if best else ()
    unsaid = {line.id: sentence.unsaid(line.label) for line in lines}
    shares = sentence.shares(unsaid, _counts(session, unsaid.values()))
    fit = [line for line in lines if sentence.fits(near[line.id], shares[line.id])]
    fit.sort(key=lambda line: (-near[line.id] - shares[line.id] / 2, line.size, line.id))
    return [frameworks.found(line) for line in fit[:most]]


def _meet(session: Session, sentence: Sentence, name: str, sorts: Sorts) -> None:
    """Find the lines that have a word of *sentence*, and those that it is a name of."""
    kin = sentence.kin
    arms = [_having(no, forms(word), kin[no]) for no, word in enumerate(sentence.words)]
    arms += [_having(ITSELF, {name}, ())] if name else []
    hits = union_all(*(frameworks.among(arm, "", sorts) for arm in arms))
    for no, line, rank in session.execute(hits):
        if no == ITSELF:
            sentence.called.add(line)
        else:
            sentence.meets(no, line, exact=rank < INEXACT, other=bool(rank % INEXACT))


def _having(no: int, exactly: Collection[str], akin: Collection[str]) -> Query:
    """The lines with a word of *exactly*, or of those *akin*, and how exactly; marked with *no*."""
    query = frameworks.met(exactly, among={*exactly, *akin})
    marked = query.with_only_columns(literal(no).label("no"), *query.selected_columns)
    return marked.join(Concept, Concept.id == ConceptWord.concept_id)


def _counts(session: Session, words: Iterable[Iterable[str]]) -> dict[str, int]:
    """How many lines have each of the *words*; nothing is asked when there are none."""
    wanted = sorted({each for some in words for each in some})
    query = select(ConceptWord.word, func.count().label("found")).group_by(ConceptWord.word)
    rows = session.execute(query.where(ConceptWord.word.in_(wanted))) if wanted else ()
    return {row.word: row.found for row in rows}
