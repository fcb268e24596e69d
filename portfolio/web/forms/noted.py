"""Typing one group of a printed code back: the proof that it was kept."""

import re

from wtforms import StringField

from portfolio.domain.words import N_
from portfolio.web.forms.answers import at_most, filled
from portfolio.web.forms.base import Form, fail
from portfolio.web.templating import say_with

LOOK_ALIKE = str.maketrans("OIL", "011")
OTHER = N_("Ce n’est pas le groupe %(asked)s. Regardez de nouveau.")


class NotedCode(Form):
    """Type one group of the code back, to be sure that it was kept."""

    group = StringField(
        N_("Le groupe demandé"),
        [filled(N_("Recopiez le groupe demandé.")), at_most(20)],
        description=N_("Quatre signes. Majuscules ou minuscules, comme vous voulez."),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "fil-code-input",
        },
    )

    def shows(self, group: str, asked: int) -> bool:
        """Whether the *group* that was *asked* for was typed; else it is said beside it."""
        typed = re.sub(r"[\W_]", "", self.group.data or "").upper().translate(LOOK_ALIKE)
        if typed != group:
            fail(self.group, say_with(OTHER, asked=asked))
        return typed == group
