"""Fiches of the RNCP and the RS out of their official XML, one at a time.

The file is hundreds of megabytes: no tree of it is made, and of a fiche only what a table of
the same register would say is kept. Nothing outside the file is ever looked for.
"""

from collections.abc import Iterator, Mapping
from typing import IO

from portfolio.formats.frameworks.files import Line, Table, Unreadable

LARGEST = 4 * 1024**3
"""Bytes of one file of fiches; that of the RNCP holds some hundred megabytes."""
MOST = 500_000
"""Fiches and blocks in one file, where the whole RNCP has some eighty thousand."""
DEEPEST = 32
LONGEST = 100_000
"""Characters of a number, a title or a level."""
AT_ONCE = 1 << 16
HELD = 16 * 1024**2
"""Bytes without the end of a tag or a comment: the parser holds them all until then."""

ROOT, FICHE = "FICHES", "FICHES/FICHE"
BLOCK = f"{FICHE}/BLOCS_COMPETENCES/BLOC_COMPETENCES"
COLUMNS = {
    f"{FICHE}/NUMERO_FICHE": "numero_fiche",
    f"{FICHE}/INTITULE": "intitule",
    f"{FICHE}/ABREGE/CODE": "abrege_libelle",
    f"{FICHE}/NOMENCLATURE_EUROPE/NIVEAU": "nomenclature_europe_niveau",
    f"{FICHE}/ACTIF": "actif",
}
BLOCK_COLUMNS = {
    f"{BLOCK}/CODE": "bloc_competences_code",
    f"{BLOCK}/LIBELLE": "bloc_competences_libelle",
}
"""Where the XML has what the published tables call by these names."""
ACTIVE = {"oui": "ACTIVE", "non": "INACTIVE"}
MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may stand before the first sign of an XML file, in any encoding."""


def is_xml(head: bytes) -> bool:
    """Whether a file that begins like *head* is XML."""
    return head.lstrip(MARKS).startswith(b"<")


def fiches(name: str, stream: IO[bytes]) -> Iterator[Table]:
    """Each fiche of *stream* as a table of one line, then its blocks as another."""
    from lxml import etree

    target = _Reading(name)
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    read = 0
    try:
        while some := stream.read(AT_ONCE):
            read += len(some)
            if read > LARGEST:
                raise Unreadable(f"{name}: over {LARGEST >> 30} GB, which is the most we read.")
            target.held += len(some)
            if target.held > HELD:
                raise Unreadable(f"{name}: a tag or a comment of over {HELD >> 20} MB.")
            parser.feed(some)
            yield from target.taken()
        parser.close()
    except etree.XMLSyntaxError as why:
        raise Unreadable(f"{name}: this XML is malformed or cut short ({why.msg}).") from why
    yield from target.taken()


class _Reading:
    """What the parser is at: it calls these methods as it goes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.length = 0
        self.fiche: dict[str, str] = {}
        self.blocks: list[dict[str, str]] = []
        self.ready: list[Table] = []
        self.count = 0
        self.held = 0

    def taken(self) -> list[Table]:
        """What was read whole since the last time."""
        ready, self.ready = self.ready, []
        return ready

    def doctype(self, *_told: str | None) -> None:
        raise Unreadable(
            f"{self.name}: it declares a document type (DOCTYPE), which the official file never "
            "does; nothing further was read."
        )

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self.held = 0
        self.path.append(tag)
        where = "/".join(self.path)
        if self.path[0] != ROOT or len(self.path) > DEEPEST:
            raise Unreadable(f"{self.name}: <{tag[:40]}> is not what a file of {ROOT} has there.")
        if where in {FICHE, BLOCK}:
            self._begin(where)
        self.text = [] if where in COLUMNS or where in BLOCK_COLUMNS else None
        self.length = 0

    def data(self, text: str) -> None:
        self.held = 0
        if self.text is None:
            return
        self.text.append(text)
        self.length += len(text)
        if self.length > LONGEST:
            raise Unreadable(f"{self.name}: a {self.path[-1]} of over {LONGEST} signs.")

    def end(self, _tag: str) -> None:
        where = "/".join(self.path)
        self.path.pop()
        if self.text is not None:
            told = "".join(self.text).strip()
            if column := COLUMNS.get(where):
                self.fiche[column] = told
            else:
                self.blocks[-1][BLOCK_COLUMNS[where]] = told
        self.text = None
        if where == FICHE:
            self._keep()

    def close(self) -> None:
        """Called at the end, even of a file that was cut short."""

    def _begin(self, where: str) -> None:
        self.count += 1
        if self.count > MOST:
            raise Unreadable(f"{self.name}: over {MOST} fiches and blocks.")
        if where == FICHE:
            self.fiche, self.blocks = {}, []
        else:
            self.blocks.append({})

    def _keep(self) -> None:
        blank = dict.fromkeys(COLUMNS.values(), "")
        fiche = {**blank, **self.fiche}
        fiche["actif"] = ACTIVE.get(fiche["actif"].lower(), "")
        self._ready([fiche])
        blank = dict.fromkeys(BLOCK_COLUMNS.values(), "")
        number = {"numero_fiche": fiche["numero_fiche"]}
        self._ready([{**blank, **number, **block} for block in self.blocks])

    def _ready(self, lines: list[Line]) -> None:
        if lines:
            self.ready.append(Table(self.name, frozenset(lines[0]), tuple(lines)))
