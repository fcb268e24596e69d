"""Words of one family, *souder*, *soudure*, *soudeuse*, as far as their endings tell.

A beginning in common is not enough: *patience* and *patient*, *Excel* and *exception* have
nothing to say to one another. Two words are of a family when they are one root before two endings
that French puts on the same roots.
"""

from functools import lru_cache

SHORTEST_ROOT = 4
"""Letters that tell a root: *lis* is neither *listes* nor *listening*."""
_VERBAL = """
    er ers ant ante ants antes age ages ement ements eur eurs euse euses ier iers iere ieres
    ation ations ateur ateurs atrice atrices ure ures erie eries
"""
_ENDINGS = tuple(
    frozenset(endings.split())
    for endings in (
        _VERBAL,
        "ir issage issages issement issements isseur isseurs isseuse isseuses",
        "re eur eurs euse euses",
        "dre ture tures tre tres",
        "eur eurs rice rices",
        "ique iques icien iciens icienne iciennes",
        "al ale ales aux",
        "if ifs ive ives",
    )
)
_GENDERS = ("", "e", "s", "es")


@lru_cache(maxsize=1024)
def family(word: str) -> frozenset[str]:
    """*word* and whatever may be of its family; most of it is no word, and is found nowhere."""
    akin = {word}
    for endings in (*_ENDINGS, _GENDERS):
        for ending in endings:
            root = word.removesuffix(ending)
            if word.endswith(ending) and len(root) >= SHORTEST_ROOT:
                akin.update(root + other for other in endings)
    return frozenset(akin)
