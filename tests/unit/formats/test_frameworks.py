"""Official files become frameworks; anything else is refused with a sentence, whole."""

import io
import zipfile
from collections import Counter

import pytest

from portfolio.domain.frameworks import Book, Sort
from portfolio.formats.frameworks import books, tables
from portfolio.formats.frameworks.files import File, Unreadable
from tests.samples import shared

CODES = (
    '"code_rome","code_fiche_metier","code_ogr","libelle_rome","code_rome_parent"\n'
    '"M1805","567","494","Développeur / Développeuse informatique","M1805"\n'
    '"M1855","568","495","Développeur / Développeuse web","M1805"\n'
)
TITLES = (
    "code_ogr,code_rome,libelle_appellation_long,libelle_appellation_court\n"
    "126549,M1855,Développeur / Développeuse front-end,Développeur / Développeuse front\n"
)
KNOW_HOW = "code_ogr,libelle_competence\n300426,Utiliser les outils bureautiques\n"


def rome(*texts: str | bytes, release: str = "460") -> Book:
    """The ROME that files with those contents make."""
    contents = (text.encode() if isinstance(text, str) else text for text in texts)
    given = [File(f"file{no}.csv", content) for no, content in enumerate(contents)]
    return books.official("rome", given, release)


def official(name: str, *paths: str, release: str = "") -> Book:
    """A framework of the real sample files."""
    found = [shared(path) for path in paths]
    return books.official(name, [File(path.name, path.read_bytes()) for path in found], release)


def test_a_table_is_known_by_its_columns_whatever_its_name() -> None:
    book = rome(TITLES, CODES, KNOW_HOW)
    job, finer, title, skill = (
        next(one for one in book.concepts if one.code == code)
        for code in ("M1805", "M1855", "126549", "300426")
    )
    assert (job.sort, job.parent) == (Sort.JOB, "")
    assert (finer.sort, finer.parent) == (Sort.JOB, "M1805")
    assert (title.sort, title.parent, title.note) == (Sort.TITLE, "M1855", "M1855")
    assert title.other == ("Développeur / Développeuse front",)
    assert (skill.sort, skill.label) == (Sort.SKILL, "Utiliser les outils bureautiques")


@pytest.mark.parametrize("delimiter", [";", "|", "\t"])
def test_the_separator_is_the_one_of_the_headings(delimiter: str) -> None:
    assert len(rome(KNOW_HOW.replace(",", delimiter)).concepts) == 1


def test_a_mark_of_utf_8_and_windows_line_ends_change_nothing() -> None:
    text = ("\ufeff" + CODES).replace("\n", "\r\n").encode()
    assert rome(text).concepts == rome(CODES).concepts


def test_a_line_without_code_or_name_is_not_a_concept() -> None:
    assert len(rome(f"{KNOW_HOW},Sans code\n12,\n").concepts) == 1


def test_the_version_is_in_the_name_of_the_file_or_must_be_given() -> None:
    named = File("unix_referentiel_code_rome_v460_utf8.csv", CODES.encode())
    assert books.official("rome", [named]).version == "460"
    with pytest.raises(Unreadable, match="--release"):
        rome(CODES, release="")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (CODES.encode("cp1252"), "line 2: not UTF-8"),
        (CODES.encode("utf-16"), "not UTF-8"),
        (b"%PDF-1.7 something", "no table of ROME"),
        (b"code_rome,label\nM1805,x\n", "Its columns: code_rome, label. Expected"),
        (CODES.encode() + b'"M1"\n', "row 4: 1 cells under 5 headings"),
        (b'code_ogr,libelle_competence\n1,"never closed\n', "not a table"),
        (b"code_ogr,libelle_competence\n1," + b"x" * 1_100_000, "not a table"),
        (b"code_ogr,libelle_competence\n1," + b"x" * 3000, "too long"),
        (b"code_ogr,libelle_competence\n" + b"1" * 300 + b",x", "too long"),
        (b"PK\x03\x04 not really an archive", "does not open"),
        (b"<FICHES><FICHE/></FICHES>", "no table of ROME"),
        (b"code_ogr,libelle_competence\n", "no table of ROME"),
    ],
)
def test_a_file_that_is_not_one_is_refused_with_its_name_and_what_is_wrong(
    content: bytes, said: str
) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        rome(CODES, content)
    assert "file1.csv" in str(refusal.value)


def test_an_archive_that_swells_is_refused_before_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "LARGEST", 10_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", KNOW_HOW + "0" * 100_000)
    with pytest.raises(Unreadable, match=r"bomb\.csv: 0 MB"):
        rome(packed.getvalue())


def test_what_comes_with_the_product_reads_and_has_no_code_twice() -> None:
    found = {book.name: book for book in books.shipped()}
    assert set(found) == {"cefr", "clea", "digcomp", "eqf", "eu-key"}
    for book in found.values():
        codes = Counter(concept.code for concept in book.concepts)
        assert max(codes.values()) == 1
        assert {one.parent for one in book.concepts} <= {"", *codes}
    counts = {
        name: Counter(one.sort.value for one in book.concepts) for name, book in found.items()
    }
    assert counts["clea"] == {"domain": 7}
    assert counts["digcomp"] == {"domain": 5, "skill": 21, "level": 8}
    assert counts["eqf"] == {"level": 8}
    assert counts["eu-key"] == {"domain": 8}
    assert counts["cefr"] == {"domain": 5, "level": 36}


def test_what_comes_with_the_product_says_every_line_in_english_and_is_found_by_it() -> None:
    english = books.words("en")
    assert {code for _, code in books.words("fr")} == {""}, "their own labels, and no line"
    for book in books.shipped():
        assert english[book.name, ""][0] != book.label
        for line in book.concepts:
            label, note = english[book.name, line.code]
            assert label != line.label
            assert label in line.other
            assert bool(note) == (bool(line.note) and not line.note.startswith("DigComp"))
    assert english["eqf", "4"][1] == "baccalauréat, brevet professionnel; formerly level IV"


def test_the_real_rome_reads_whole() -> None:
    book = official("rome", "rome/unix_referentiel_code_rome_v460_utf8.csv")
    assert (book.version, len(book.concepts)) == ("460", 1584)
    assert sum(one.parent == "" for one in book.concepts) == 532


def test_the_real_esco_reads_whole() -> None:
    book = official("esco", "esco/skills_fr.csv", "esco/occupations_fr.csv", release="1.0.3")
    sorts = Counter(one.sort for one in book.concepts)
    assert sorts[Sort.JOB] == 2942
    assert sorts[Sort.SKILL] + sorts[Sort.KNOWLEDGE] == 13_485


def test_the_real_rncp_reads_out_of_its_archive() -> None:
    book = official("rncp", "rncp/export-fiches-csv-sample.zip", release="2024-02-22")
    over = next(one for one in book.concepts if one.code == "RNCP509")
    assert over.note == "RNCP509, CAP, niveau 3, n’est plus délivrée"
    block = next(one for one in book.concepts if one.code == "RNCP509BC01")
    assert (block.sort, block.parent) == (Sort.SKILL, "RNCP509")
