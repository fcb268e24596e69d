"""The XML of the RNCP and the RS: read as it streams by, and nothing in it is obeyed."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import IO, cast

import pytest

from portfolio.domain.frameworks import Book, Concept, Sort
from portfolio.formats.frameworks import books, fiches
from portfolio.formats.frameworks.files import File, Unreadable
from tests.samples import shared

TITLE = """<FICHE>
  <ID_FICHE>509</ID_FICHE><NUMERO_FICHE>RNCP509</NUMERO_FICHE>
  <INTITULE><![CDATA[Agent vérificateur d'appareils extincteurs & robinets]]></INTITULE>
  <ABREGE><CODE>CAP</CODE><LIBELLE>Certificat d'aptitude professionnelle</LIBELLE></ABREGE>
  <NOMENCLATURE_EUROPE><NIVEAU>NIV3</NIVEAU><LIBELLE>Niveau 3</LIBELLE></NOMENCLATURE_EUROPE>
  <CERTIFICATEURS><CERTIFICATEUR><NOM_CERTIFICATEUR>X</NOM_CERTIFICATEUR></CERTIFICATEUR>
  </CERTIFICATEURS>
  <BLOCS_COMPETENCES>
    <BLOC_COMPETENCES><CODE>RNCP509BC01</CODE><LIBELLE>Vérifier &amp; recharger</LIBELLE>
      <LISTE_COMPETENCES>- Peser</LISTE_COMPETENCES></BLOC_COMPETENCES>
    <BLOC_COMPETENCES><CODE>01</CODE><LIBELLE>Prévenir</LIBELLE></BLOC_COMPETENCES>
  </BLOCS_COMPETENCES>
  <CORRESPONDANCES><CORRESPONDANCE><SOURCE><BLOC_COMPETENCES><CODE>RNCP1BC9</CODE>
  </BLOC_COMPETENCES></SOURCE></CORRESPONDANCE></CORRESPONDANCES>
  <ACTIF>Non</ACTIF>
</FICHE>"""
HABILITATION = """<FICHE>
  <NUMERO_FICHE>RS5000</NUMERO_FICHE><INTITULE>Travailler en hauteur</INTITULE>
  <NOMENCLATURE_EUROPE><NIVEAU>AUCUN</NIVEAU></NOMENCLATURE_EUROPE><ACTIF>Oui</ACTIF>
</FICHE>"""
OPENED = "<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>"
WHOLE = f"{OPENED}{TITLE}{HABILITATION}</FICHES>"
LAUGHS = "".join(f"<!ENTITY l{no + 1} '{f'&l{no};' * 10}'>" for no in range(9))


def rncp(*contents: str | bytes, name: str = "export_fiches_V4_1_2026-08-16.xml") -> Book:
    """The book that files of those contents make."""
    found = (one.encode() if isinstance(one, str) else one for one in contents)
    return books.official("rncp", [File(name, content) for content in found])


def by_code(book: Book) -> dict[str, Concept]:
    return {one.code: one for one in book.concepts}


def test_a_fiche_gives_its_title_its_level_its_state_and_its_blocks() -> None:
    book = rncp(WHOLE)
    found = by_code(book)
    assert set(found) == {"RNCP509", "RNCP509BC01", "RNCP509-01", "RS5000"}
    title = found["RNCP509"]
    assert (title.label, title.sort) == (
        "Agent vérificateur d'appareils extincteurs & robinets",
        Sort.CERTIFICATE,
    )
    assert (title.note, title.other) == ("RNCP509, CAP, niveau 3, n’est plus délivrée", ("CAP",))
    block = found["RNCP509BC01"]
    assert (block.label, block.sort, block.parent) == (
        "Vérifier & recharger",
        Sort.SKILL,
        "RNCP509",
    )
    assert (found["RS5000"].note, found["RS5000"].sort) == ("RS5000", Sort.CERTIFICATE)
    assert (book.version, book.registers) == ("2026-08-16", ("RNCP", "RS"))


def test_xml_and_tables_of_one_certification_give_the_same_line() -> None:
    table = (
        '"Numero_Fiche";"Intitule";"Abrege_Libelle";"Nomenclature_Europe_Niveau";"Actif"\n'
        '"RNCP509";"Agent vérificateur d\'appareils extincteurs & robinets";"CAP";"NIV3";"INACTIVE"'
    )
    assert by_code(rncp(table))["RNCP509"] == by_code(rncp(WHOLE))["RNCP509"]


def test_the_sample_of_version_4_1_reads() -> None:
    path = shared("rncp/rncp-v4-1-minimal.xml")
    found = by_code(books.official("rncp", [File(path.name, path)], "2026-01-01"))
    assert found["RNCP1"].note == "RNCP1, niveau 7"
    assert found["RNCP1BC01"].label == "Bloc 1"


def test_both_registers_read_out_of_their_archives_and_other_encodings() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export_fiches_RNCP_V4_1.xml", f"{OPENED}{TITLE}</FICHES>")
        archive.writestr("lisez-moi.pdf", "%PDF")
    other = f"<?xml version='1.0' encoding='UTF-16'?>{OPENED}{HABILITATION}</FICHES>"
    book = rncp(packed.getvalue(), other.encode("utf-16"))
    assert by_code(book) == by_code(rncp(WHOLE))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<!DOCTYPE FICHES [<!ENTITY l0 'ha'>{LAUGHS}]>{OPENED}&l9;</FICHES>", "DOCTYPE"),
        (f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{WHOLE}", "DOCTYPE"),
        (f"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>{WHOLE}", "DOCTYPE"),
        (f"<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>%x;]>{WHOLE}", "DOCTYPE"),
        (WHOLE.replace("&amp;", "&ouch;"), "malformed or cut short"),
        (WHOLE[:-20], "malformed or cut short"),
        (WHOLE[: len(WHOLE) // 2], "malformed or cut short"),
        (WHOLE.replace("</INTITULE>", "</TITRE>"), "malformed or cut short"),
        (f"{WHOLE}<FICHES/>", "malformed or cut short"),
        (WHOLE.encode("latin-1"), "malformed or cut short"),
        ("<html><body>404</body></html>", "<html> is not what a file of FICHES"),
        (f"<a>{WHOLE}</a>", "<a> is not what"),
        (f"{OPENED}{'<b>' * 100}", "<b> is not what"),
        (f"{OPENED}{TITLE.replace('Prévenir', '&amp;' * 100_001)}</FICHES>", "a LIBELLE of over"),
        (f"{OPENED}</FICHES>", "no table of RNCP"),
        (f"{OPENED}<FICHE><INTITULE>Sans numéro</INTITULE></FICHE></FICHES>", "no table of RNCP"),
        ("<", "malformed or cut short"),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_whole_in_a_sentence(
    content: str | bytes, said: str
) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        rncp(content)
    assert str(refusal.value).startswith("export_fiches_V4_1_2026-08-16.xml: ")


def test_another_framework_has_no_fiche() -> None:
    with pytest.raises(Unreadable, match="no table of ROME"):
        books.official("rome", [File("a.xml", WHOLE.encode())], "460")


def test_an_archive_damaged_inside_does_not_open() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", WHOLE * 50)
    content = bytearray(packed.getvalue())
    content[60:80] = bytes(20)
    with pytest.raises(Unreadable):
        rncp(bytes(content))


def test_a_comment_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fiches, "HELD", 1 << 20)
    with pytest.raises(Unreadable, match="a tag or a comment of over 1 MB"):
        rncp(f"{OPENED}<!-- {'ha' * 1_000_000}")


def test_bounds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fiches, "MOST", 3)
    with pytest.raises(Unreadable, match="over 3 fiches and blocks"):
        rncp(WHOLE)
    monkeypatch.setattr(fiches, "LARGEST", 1000)
    with pytest.raises(Unreadable, match="the most we read"):
        rncp(WHOLE)


class Endless(io.RawIOBase):
    """Fiches with long texts, made as they are read."""

    def __init__(self, count: int) -> None:
        self.parts = self._made(count)

    def read(self, _size: int = -1) -> bytes:
        return next(self.parts, b"")

    @staticmethod
    def _made(count: int) -> Iterator[bytes]:
        yield OPENED.encode()
        for no in range(count):
            text = f"<ACTIVITES_VISEES>{'Vérifier. ' * 5000}</ACTIVITES_VISEES><ACTIF>"
            yield TITLE.replace("509", str(no)).replace("<ACTIF>", text).encode()
        yield b"</FICHES>"


def test_memory_does_not_grow_with_the_file() -> None:
    """Fifty megabytes go by; what is held at once is under two."""
    tracemalloc.start()
    stream = cast("IO[bytes]", Endless(1000))
    count = sum(1 for _table in fiches.fiches("a.xml", stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < 2_000_000
