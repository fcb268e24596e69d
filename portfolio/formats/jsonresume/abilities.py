"""Skills, languages and interests."""

from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.language import Language
from portfolio.domain.entries.skill import Skill
from portfolio.formats.base import Draft
from portfolio.formats.jsonresume.becoming import become
from portfolio.formats.jsonresume.fluency import Fluency, read_fluency
from portfolio.formats.jsonresume.item import Item
from portfolio.formats.jsonresume.sentences import (
    ALL_ROUND,
    LEVEL,
    MOTHER_TONGUE,
    NO_LEVEL,
    SUGGESTED,
)

LONGEST = 200
"""Characters of what may be said of a level."""


def skill(item: Item) -> Draft | None:
    """`skills`: keywords make the skill precise; a level in free words is not one of ours."""
    item.text("title", "name")
    item.text("story", "summary", "description")
    if keywords := item.texts("keywords", "keywords"):
        _title_from_keywords(item, keywords)
    if isinstance(level := item.left.get("level"), str):
        item.note("level", LEVEL, level, text=level)
    return become(item, Skill)


def interest(item: Item) -> Draft | None:
    """`interests`."""
    item.text("title", "name")
    item.text("story", "summary", "description")
    if keywords := item.texts("keywords", "keywords"):
        _title_from_keywords(item, keywords)
    return become(item, Interest)


def language(item: Item) -> Draft | None:
    """`languages`: a CEFR code where one is written, else a suggestion in the report."""
    item.text("title", "language", "name")
    source = next((name for name in ("fluency", "level") if name in item.left), "")
    if isinstance(said := item.left.get(source), str):
        found = read_fluency(said[:LONGEST])
        item.values |= {**found.levels, "mother_tongue": found.mother_tongue}
        what, values = _remark(found)
        item.note(source, what, said, text=said[:LONGEST], **values)
        if found.exact:
            item.left.pop(source)
    return become(item, Language)


def _title_from_keywords(item: Item, keywords: tuple[str, ...]) -> None:
    if "title" not in item.values:
        item.values["keywords"] = ", ".join(keywords)
        item.title_from("keywords")
        item.values["keywords"] = keywords


def _remark(found: Fluency) -> tuple[str, dict[str, object]]:
    if found.mother_tongue:
        return MOTHER_TONGUE, {}
    if found.all_round:
        return ALL_ROUND, {}
    if found.suggestion:
        return SUGGESTED, {"level": found.suggestion}
    return NO_LEVEL, {}
