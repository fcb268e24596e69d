"""The recovery sheet and the receipt fit one page and say all they were given."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest

from portfolio.formats.sheets import (
    Letterhead,
    Receipt,
    RecoverySheet,
    groups_of_four,
    receipt_pdf,
    recovery_pdf,
)

HEAD = Letterhead(
    site="Fil rouge",
    lang="fr",
    title="Votre code de secours",
    exported="Imprimé le 20 novembre 2026\npour Awa Diallo",
    mark="À garder chez vous.",
    at=datetime(2026, 11, 20, 10, 2, tzinfo=UTC),
)
RECOVERY = RecoverySheet(
    head=HEAD,
    facts=(("Nom affiché", "Awa Diallo"), ("Nom de connexion", "awa-4821")),
    code_label="Code de secours",
    code="ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-89AB",
    how_title="Comment s’en servir",
    how=("Choisissez « Phrase oubliée ».", "Recopiez le code."),
    closing=("Sans lui ni votre phrase, personne n’ouvre votre portefeuille.",),
)
RECEIPT = Receipt(
    head=HEAD,
    opening=("Vous avez donné accès.",),
    facts=(("À qui", "CIDFF des Vosges"), ("Quoi", "Mon parcours\nMon plan d’action")),
    closing=("Vous pouvez reprendre cet accès.",),
)


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_recovery_sheet_is_one_page_with_the_code_in_groups_of_four() -> None:
    (text,) = pages_of(recovery_pdf(RECOVERY))
    assert "ABCD EFGH JKMN PQRS\nTVWX YZ23 4567 89AB" in text
    for expected in ("Awa Diallo", "awa-4821", "1. Choisissez", "2. Recopiez", "À garder", "1/1"):
        assert expected in text


def test_the_receipt_is_one_page_with_every_fact() -> None:
    (text,) = pages_of(receipt_pdf(RECEIPT))
    for expected in ("CIDFF des Vosges", "Mon parcours\nMon plan d’action", "reprendre cet accès"):
        assert expected in text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_sheet_is_tagged_titled_and_says_its_language(lang: str) -> None:
    head = replace(HEAD, lang=lang)
    for pdf in (
        recovery_pdf(replace(RECOVERY, head=head)),
        receipt_pdf(replace(RECEIPT, head=head)),
    ):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.Root.Lang == lang
            assert opened.Root.MarkInfo.Marked
            assert "/StructTreeRoot" in opened.Root
            assert opened.Root.ViewerPreferences.DisplayDocTitle
            assert opened.docinfo.Title == "Votre code de secours"
            assert "/Author" not in opened.docinfo


def test_the_same_sheet_twice_is_the_same_file() -> None:
    assert recovery_pdf(RECOVERY) == recovery_pdf(RECOVERY)


def test_groups_of_four_ignore_separators() -> None:
    assert groups_of_four("ab-cd ef_gh.12") == ["abcd", "efgh", "12"]
    assert groups_of_four("") == []
