"""The parts of a portfolio that can be shared one by one."""

from enum import StrEnum

from portfolio.domain.words import N_


class Section(StrEnum):
    """What a citizen ticks when sharing; each kind of entry belongs to one."""

    IDENTITY = "identity"
    PATH = "path"
    SKILLS = "skills"
    EVIDENCE = "evidence"
    INTERESTS = "interests"
    PROJECT = "project"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """The section's name as people read it."""
        return LABELS[self]


LABELS = {
    Section.IDENTITY: N_("Qui je suis"),
    Section.PATH: N_("Mon parcours"),
    Section.SKILLS: N_("Mes compétences et mes langues"),
    Section.EVIDENCE: N_("Mes documents"),
    Section.INTERESTS: N_("Mes centres d’intérêt"),
    Section.PROJECT: N_("Mes projets"),
    Section.PLAN: N_("Mon plan d’action"),
}
