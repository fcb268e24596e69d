"""Which official tables make which framework: each is known by its columns, not by its name."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portfolio.domain.frameworks import Concept, Sort
from portfolio.domain.registry import Registry
from portfolio.formats.frameworks.files import Line, Table

Read = Callable[[Line], Concept]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of a framework: the columns it must have, and what a line of it is."""

    needs: frozenset[str]
    read: Read

    def concepts(self, table: Table) -> Iterator[Concept]:
        """Its lines, but for those without a code or a name."""
        for line in table.lines:
            concept = self.read(line)
            if concept.code and concept.label:
                yield concept


@dataclass(frozen=True, slots=True)
class Source:
    """A framework that its publisher gives away as tables; *release* finds its version.

    *registers* are how codes begin in the parts that are published apart.
    """

    name: str
    label: str
    release: re.Pattern[str]
    shapes: tuple[Shape, ...]
    registers: tuple[str, ...] = ()

    def among(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The registers that *codes* are of."""
        return tuple(
            sorted({each for code in codes for each in self.registers if code.startswith(each)})
        )


SOURCES: Registry[Source] = Registry()


def shape(read: Read, *needs: str) -> Shape:
    """The shape of a table that has the columns *needs*."""
    return Shape(frozenset(needs), read)


def source(
    name: str, label: str, release: str, *shapes: Shape, registers: tuple[str, ...] = ()
) -> None:
    """Register a framework; of two shapes that a table has, the first counts."""
    found = re.compile(release, re.IGNORECASE)
    SOURCES.add(name, Source(name, label, found, shapes, registers))


def plain(text: str) -> str:
    """A label without the entities and the line breaks that some editions write."""
    return " ".join(html.unescape(text).split())


def _job(line: Line) -> Concept:
    code, parent = line["code_rome"], line.get("code_rome_parent", "")
    return Concept(
        code, plain(line["libelle_rome"]), Sort.JOB, "" if parent == code else parent, code
    )


def _title(line: Line) -> Concept:
    short = plain(line.get("libelle_appellation_court", ""))
    label = plain(line.get("libelle_appellation_long", "")) or short
    code = line["code_rome"]
    return Concept(line["code_ogr"], label, Sort.TITLE, code, code, (short,) if short else ())


def _known_how(line: Line) -> Concept:
    return Concept(line["code_ogr"], plain(line["libelle_competence"]), Sort.SKILL)


def _known(line: Line) -> Concept:
    return Concept(line["code_ogr"], plain(line["libelle_savoir"]), Sort.KNOWLEDGE)


source(
    "rome",
    "ROME (France Travail)",
    r"_v(\d{3,4})_",
    shape(_title, "code_ogr", "code_rome", "libelle_appellation_long"),
    shape(_title, "code_ogr", "code_rome", "libelle_appellation_court"),
    shape(_job, "code_rome", "libelle_rome"),
    shape(_known_how, "code_ogr", "libelle_competence"),
    shape(_known, "code_ogr", "libelle_savoir"),
)


def _others(line: Line) -> tuple[str, ...]:
    names = line.get("altlabels", "").splitlines()
    return tuple(filter(None, map(plain, names)))


def _occupation(line: Line) -> Concept:
    group = line.get("iscogroup", "")
    note = f"ISCO {group}" if group else ""
    label = plain(line["preferredlabel"])
    return Concept(line["concepturi"], label, Sort.JOB, note=note, other=_others(line))


def _esco_skill(line: Line) -> Concept:
    sort = Sort.KNOWLEDGE if line["skilltype"] == "knowledge" else Sort.SKILL
    label = plain(line["preferredlabel"])
    return Concept(line["concepturi"], label, sort, other=_others(line))


source(
    "esco",
    "ESCO (Commission européenne)",
    r"v(\d+\.\d+(?:\.\d+)?)",
    shape(_esco_skill, "concepturi", "preferredlabel", "skilltype"),
    shape(_occupation, "concepturi", "preferredlabel", "iscogroup"),
)


REGISTERS = ("RNCP", "RS")
"""The two that France compétences keeps: its XML files have one each, its tables both."""


def _certificate(line: Line) -> Concept:
    """A certification; one that is over stays, since people hold it."""
    short, level = plain(line.get("abrege_libelle", "")), line.get("nomenclature_europe_niveau", "")
    known = [short, f"niveau {level[3:]}" if re.fullmatch(r"NIV\d", level) else ""]
    known += ["n’est plus délivrée"] if line["actif"] == "INACTIVE" else []
    code, label = line["numero_fiche"], plain(line["intitule"])
    note = ", ".join(filter(None, (code, *known)))[:200]
    return Concept(code, label, Sort.CERTIFICATE, note=note, other=(short,) if short else ())


def _block(line: Line) -> Concept:
    code, parent = line["bloc_competences_code"], line["numero_fiche"]
    if code and not code.startswith(REGISTERS):
        code = f"{parent}-{code}"  # a few are "01", in more than one fiche
    label = plain(line["bloc_competences_libelle"])
    return Concept(code, label, Sort.SKILL, parent, f"bloc de {parent}")


source(
    "rncp",
    "RNCP et RS (France compétences)",
    r"(\d{4}[_-]\d{2}[_-]\d{2})",
    shape(_certificate, "numero_fiche", "intitule", "actif"),
    shape(_block, "numero_fiche", "bloc_competences_code", "bloc_competences_libelle"),
    registers=REGISTERS,
)
