"""What both databases can gather of many rows, each by a function of its own."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement


class hexes(FunctionElement[str]):  # noqa: N801  # reads as the function it is
    """The bytes of a column in one text: hexadecimal, a space between two; NULL without rows."""

    inherit_cache = True
    type = String()


@compiles(hexes, "sqlite")
def _sqlite(element: hexes, compiler: Any, **options: Any) -> str:
    return f"group_concat(hex({compiler.process(element.clauses, **options)}), ' ')"


@compiles(hexes, "postgresql")
def _postgresql(element: hexes, compiler: Any, **options: Any) -> str:
    return f"string_agg(encode({compiler.process(element.clauses, **options)}, 'hex'), ' ')"
