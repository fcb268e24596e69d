"""A document with its files, sent by a script that says how far they are, or by the form alone."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e import people

Visit = Callable[..., Page]
PDF = b"%PDF-1.7 " + b"x" * 700_000
SAVE = "main form[enctype] .btn-primary"


def sent(name: str, content: bytes) -> FilePayload:
    """A file as the file chooser gives it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])
def test_a_document_is_sent_refused_sent_again_and_downloaded(visit: Visit, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts)
    people.register(page, "Awa Diallo")
    page.goto("/evidence")
    people.follow(page, page.locator("main .btn-primary"))
    people.fill(page, title="Mon CAP", story="Deux ans le soir.")
    page.set_input_files("[name=uploads]", [sent("cap.exe", b"MZ" + bytes(900))])
    page.locator(SAVE).click()

    expect(page.locator(".fil-errors")).to_contain_text("cap.exe")
    expect(page.locator("main [name=story]")).to_have_value("Deux ans le soir.")
    files = [sent("cap.pdf", PDF), sent("photo.jpg", photo())]
    page.set_input_files("[name=uploads]", files)
    people.follow(page, page.locator(SAVE))
    expect(page).to_have_url(re.compile("/evidence$"))
    expect(page.locator("main .fil-list")).to_contain_text("photo.jpg")
    with page.expect_download() as kept:
        page.locator("main a[download]", has_text="cap.pdf").click()
    assert kept.value.suggested_filename == "cap.pdf"
    assert kept.value.path().read_bytes() == PDF


def test_sending_says_how_far_it_is_and_may_be_stopped(visit: Visit) -> None:
    page = visit()
    people.register(page, "Awa Diallo")
    page.goto("/evidence/add")
    people.fill(page, title="Mon CAP")
    page.set_input_files("[name=uploads]", [sent("cap.pdf", PDF)])
    page.route(re.compile("/evidence/add"), lambda _route: None)  # a network that takes its time
    page.locator(SAVE).click()

    box = page.locator("[data-module=upload-progress]")
    expect(box.locator("progress")).to_be_visible()
    expect(page.locator(SAVE)).to_be_disabled()
    box.locator("button").click()
    expect(box).to_contain_text("arrêté")
    expect(page.locator(SAVE)).to_be_enabled()
    page.unroute_all()
    people.follow(page, page.locator(SAVE))
    expect(page.locator("main .fil-list")).to_contain_text("cap.pdf")
