"""The careful visitor of the other tests refuses what it says it refuses."""

import pytest

from tests.page import Page, mistakes

GOOD = """<!doctype html>
<html lang="fr"><head><title>Mon fil – Fil rouge</title><script src="/app.js"></script></head>
<body><main><h1>Mon fil</h1><h2 id="who">Qui ?</h2><img src="/a.svg" alt="">
<form method="post" action="/fil"><input type="hidden" name="csrf_token" value="x">
<label for="name">Nom</label><input id="name" name="name" aria-describedby="who">
<label>Ville <select name="town"></select></label><textarea name="story" aria-label="Récit">
Deux lignes.
L’été &amp; l’hiver</textarea><button>Enregistrer</button></form><a href="/aide">Aide</a></main>
</body></html>
"""


def changed(former: str, new: str) -> Page:
    assert former in GOOD
    return Page(GOOD.replace(former, new))


def test_a_page_that_lacks_nothing_is_let_through() -> None:
    page = Page(GOOD)
    page.inspect()
    assert page.one("textarea").text == "Deux lignes.\nL’été & l’hiver"
    assert page.texts("main label") == ["Nom", "Ville"] and page.one("html")["lang"] == "fr"
    assert not page.one("form").select("main *") and page.one("form").select("label + input")


@pytest.mark.parametrize(
    ("former", "new", "said"),
    [
        (' lang="fr"', "", "no language"),
        ("Mon fil – ", "", "no title"),
        ("<h1>Mon fil</h1>", "<h1></h1>", "empty h1"),
        ("<h1>Mon fil</h1>", "", "0 elements"),
        ("h2", "h3", "level skipped"),
        ("<h1>", '<h1 id="who">', "ids used twice"),
        ('for="name"', 'for="nom"', "for names nothing"),
        ('describedby="who"', 'describedby="who whom"', "aria-describedby names nothing"),
        ('<label for="name">Nom</label>', "", "name has no label"),
        (' aria-label="Récit"', "", "story has no label"),
        (
            '<label>Ville <select name="town"></select>',
            '<label>Ville</label><select name="town"></select><label>',
            "town has no label",
        ),
        (">Enregistrer<", "><", "nameless"),
        (">Aide<", "> <", "nameless"),
        (' alt=""', "", "no alt"),
        (' name="csrf_token"', "", "anybody could forge"),
        ("<h1>", '<h1 style="color: red">', "inline"),
        ("<h1>", '<h1 onclick="go()">', "inline"),
        (' src="/app.js"', "", "inline"),
        ("<script", "<style></style><script", "inline"),
        ('src="/a.svg"', 'src="https://example.org/a.svg"', "somebody else"),
        ('action="/fil"', 'action="//example.org"', "somebody else"),
        ("</main>", "", "guess"),
        ("<!doctype html>", "", "guess"),
        ("&amp;", "& &nosuch;", "guess"),
        ("<h1>", "<h1></i>", "guess"),
        ('name="story"', 'name="story" name="more"', "guess"),
        ('value="x"', 'value="x"y="z"', "guess"),
    ],
)
def test_what_no_page_may_lack_is_refused(former: str, new: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        changed(former, new).inspect()


def test_other_words_between_the_same_tags_are_read_once_and_hide_nothing() -> None:
    page = '<!doctype html><html><head><title>{}</title></head><body><p class="{}">{}</p>{}'
    for word in ("un", "deux mots", "l&#39;eau", "a > b", "“"):
        assert not mistakes(page.format(word, word, word, ""))
        assert mistakes(page.format(word, word, word, "</p></i>"))
        assert mistakes(page.format(word, word, f"{word}\x01", ""))
        assert mistakes(page.format(word, f"{word}&x", f"{word}<", ""))
