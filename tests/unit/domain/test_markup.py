"""What people wrote can only ever be text."""

import pytest

from portfolio.domain.markup import plain, render, sanitize


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ('<p onclick="x()" style="color:red">Oui</p>', "<p>Oui</p>"),
        ('<a href="javascript:x()">Oui</a>', "<a>Oui</a>"),
        (
            '<a href="https://example.org/?a=1">Oui</a>',
            '<a href="https://example.org/?a=1">Oui</a>',
        ),
        ("<img src=x onerror=x()><b>Oui</b>", "Oui"),
        ("<ul><li>Un<li>Deux</ul>", "<ul><li>Un</li><li>Deux</li></ul>"),
        ("<!-- rien --><svg><style>*{}</style></svg>", "*{}"),
    ],
)
def test_only_text_and_its_shape_remain(html: str, left: str) -> None:
    assert sanitize(html) == left


def test_what_looks_like_a_tag_is_shown_as_it_was_typed() -> None:
    assert render("<b>a</b> < b & c") == "<p>&lt;b&gt;a&lt;/b&gt; &lt; b &amp; c</p>\n"


def test_lines_lists_and_emphasis_are_kept() -> None:
    html = render("Un\nDeux\n\n- *trois*\n- **quatre**")

    assert html.split() == [
        "<p>Un<br>",
        "Deux</p>",
        "<ul>",
        "<li><em>trois</em></li>",
        "<li><strong>quatre</strong></li>",
        "</ul>",
    ]


def test_a_year_at_the_start_of_a_line_stays_that_year() -> None:
    assert 'start="1998"' in render("1998. Une année")


def test_a_link_goes_to_the_web_and_nowhere_else() -> None:
    assert "href" not in render("[ici](javascript:alert(1))")
    assert 'rel="noopener noreferrer nofollow" href="https://example.org"' in render(
        "[ici](https://example.org)"
    )


@pytest.mark.parametrize("text", ["🙂 مرحبا", "e\u0301té", "日本語", "a" * 10_000])
def test_every_script_passes_unchanged(text: str) -> None:
    assert render(text) == f"<p>{text}</p>\n"


def test_a_title_from_elsewhere_loses_its_tags() -> None:
    assert plain("<h1>Jean <b>Dupont</b></h1>\n") == "Jean Dupont"
