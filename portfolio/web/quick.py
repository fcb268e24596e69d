"""What Jinja does thousands of times for one page, by a shorter way, and to the same effect.

MarkupSafe makes an object of each value that is put into a page, although a page only joins
them; Jinja asks twice of everything that is called whether it wants more than its arguments.
"""

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

import flask.templating
import markupsafe
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

PLAIN = frozenset({FunctionType, MethodType})
_escape_text: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # noqa: SLF001
"""MarkupSafe's own, before it makes an object of what it says."""


def escaped(value: object) -> str:
    """What a page holds of *value*: itself when it is marked safe, else escaped."""
    if type(value) is Markup:
        return value
    return _escape_text(value) if type(value) is str else escape(value)


class _Writer(CodeGenerator):
    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        """Escape by :func:`escaped` where Jinja would by MarkupSafe; leave it all other cases."""
        context = frame.eval_ctx
        if context.autoescape and not context.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, a method or a function as Jinja does; it calls everything else itself."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class Environment(flask.templating.Environment):
    """Flask's, with both of these."""

    code_generator_class = _Writer
    context_class = _Context
    escaped = staticmethod(escaped)
