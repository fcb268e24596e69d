"""Addresses worked out once a page are those that the router gives one by one."""

from uuid import uuid4

from flask import Flask, render_template_string, url_for

from portfolio.web.addresses import address_of


def test_an_address_is_the_router_s_own(app: Flask) -> None:
    which = uuid4()
    with app.test_request_context():
        assert address_of("entries.edit")(which) == url_for("entries.edit", entry_id=which)
        assert address_of("desk.index", "of")(which) == url_for("desk.index", of=which)


def test_the_site_keeps_its_addresses_where_it_is_mounted(app: Flask) -> None:
    which = uuid4()
    asset = "{{ asset('css/desk.css') }}"
    for root in ("", "/fil"):
        with app.test_request_context(base_url=f"https://localhost{root}"):
            assert address_of("entries.show")(which) == f"{root}/portfolio/{which}"
            assert render_template_string(asset).startswith(f"{root}/static/css/desk.css?v=")


def test_somebody_s_lines_are_paragraphs_and_nothing_but_text(app: Flask) -> None:
    with app.test_request_context():
        shown = render_template_string("{{ text | paragraphs }}", text="Un\n \n<b>Deux</b>")

    assert shown == "<p>Un</p><p>&lt;b&gt;Deux&lt;/b&gt;</p>"
