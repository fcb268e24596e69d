"""A structure's bank: its own texts, whose sent versions never change."""

import pytest
from pydantic import ValidationError
from sqlalchemy.orm import Session

from portfolio.domain import bank as domain
from portfolio.domain.bank import ReadyAction, ReadyDocument, ReadyProgramme, Sort, Standing
from portfolio.domain.errors import Conflict, Forbidden, NotFound, Refused
from portfolio.domain.programmes import Ask, Question, Task, taken
from portfolio.domain.structures import Office
from portfolio.services import bank, banked
from portfolio.services.banked import Kept
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from tests.services.people import a_member, a_structure, later

READY = Standing.READY


def a_programme(title: str = "Préparer mon rendez-vous", **changes: object) -> ReadyProgramme:
    given: dict[str, object] = {"title": title, "tasks": (Task(text="Relire mon CV"),)}
    return ReadyProgramme.model_validate(given | changes)


def rev_of(kept: Kept) -> str:
    return kept.changed_at.isoformat()


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


def test_a_draft_is_proposed_to_nobody_until_it_is_ready(work: Work) -> None:
    made = bank.add(work, a_programme())
    assert not banked.choices(work, Sort.PROGRAMME).found
    with pytest.raises(NotFound):
        banked.one_ready(work, made, Sort.PROGRAMME)

    bank.publish(work, made)
    assert [one.what.title for one in banked.choices(work, Sort.PROGRAMME).found] == [
        "Préparer mon rendez-vous"
    ]
    with pytest.raises(NotFound):
        banked.one_ready(work, made, Sort.ACTION)


def test_a_draft_is_written_over_and_what_is_ready_gets_versions(work: Work) -> None:
    made = bank.add(work, a_programme())
    bank.change(work, made, a_programme("Un"), rev=rev_of(banked.read(work, made)))
    assert banked.read(work, made).version == 1 and not banked.formers(work, made)

    bank.publish(work, made)
    bank.change(
        later(work, hours=1), made, a_programme("Deux"), rev=rev_of(banked.read(work, made))
    )
    assert (banked.read(work, made).what.title, banked.read(work, made).version) == ("Deux", 2)
    [former] = banked.formers(work, made)
    assert (former.version, former.what.title) == (1, "Un")


def test_two_windows_do_not_write_over_each_other(work: Work) -> None:
    made = bank.add(work, a_programme(), ready=True)
    rev = rev_of(banked.read(work, made))
    bank.change(later(work, hours=1), made, a_programme("Un"), rev=rev)
    bank.change(later(work, hours=2), made, a_programme("Un"), rev=rev)  # the same words
    with pytest.raises(Conflict) as moved:
        bank.change(later(work, hours=2), made, a_programme("Deux"), rev=rev)
    assert isinstance(moved.value.current, Kept)


def test_words_are_found_from_their_beginning_accents_aside(work: Work) -> None:
    for title in ("Faire le point sur mes déplacements", "100 % mobile", "Écrire mon CV"):
        bank.add(work, ReadyAction(title=title, why="Pour bouger"), ready=True)
    bank.add(work, ReadyDocument(title="Plan des bus", place="Accueil"), ready=True)

    def found(words: str, sort: Sort | None = None) -> list[str]:
        return [
            one.what.title for one in banked.search(work, words, sort=sort, standing=None).found
        ]

    assert found("DEPLAC point") == ["Faire le point sur mes déplacements"]
    assert found("bouger ecri") == ["Écrire mon CV"]
    assert found("%") == found("") and len(found("")) == 4
    assert found("", Sort.DOCUMENT) == ["Plan des bus"]


def test_a_long_bank_is_paged(work: Work) -> None:
    for number in range(banked.PAGE + 1):
        bank.add(work, ReadyAction(title=f"Action {number:02}"))
    page = banked.search(work, sort=None, standing=None, page=2)
    assert (page.total, page.pages, len(page.found)) == (banked.PAGE + 1, 2, 1)
    assert banked.search(work, sort=None, standing=None, page=900).page == 1


def test_referents_archive_and_put_back_counsellors_write(work: Work) -> None:
    counsellor = a_member(work)
    made = bank.add(counsellor, a_programme(), ready=True)
    with pytest.raises(Forbidden):
        bank.archive(counsellor, made)
    bank.archive(work, made)
    assert not banked.search(work, sort=None, standing=None).found
    [gone] = banked.search(work, sort=None, standing=Standing.ARCHIVED).found
    with pytest.raises(Refused):
        bank.change(work, made, a_programme("Un"), rev=rev_of(gone))
    with pytest.raises(Refused):
        bank.publish(work, made)
    bank.archive(work, made, back=True)
    assert banked.one_ready(counsellor, made, Sort.PROGRAMME).what == a_programme()


def test_only_a_draft_is_destroyed_and_a_copy_is_a_draft(work: Work) -> None:
    made = bank.add(work, a_programme(), ready=True)
    with pytest.raises(NotFound):
        bank.drop(work, made)
    copy = bank.duplicate(work, made, "Copie")
    assert banked.read(work, copy).standing is Standing.DRAFT
    bank.drop(work, copy)
    with pytest.raises(NotFound):
        banked.read(work, copy)


def test_another_structure_s_is_as_absent_as_none(
    session: Session, keys: Keyring, work: Work
) -> None:
    """Security test 64: an id from another structure opens, changes and tells nothing."""
    made = bank.add(work, a_programme(), ready=True)
    other = a_structure(session, keys, "Marie Colin", name="Mission locale")
    assert not banked.search(other, sort=None, standing=None).total
    for act in (banked.read, bank.publish, bank.archive, bank.drop):
        with pytest.raises(NotFound):
            act(other, made)
    with pytest.raises(NotFound):
        bank.change(other, made, a_programme("Un"), rev="")
    with pytest.raises(NotFound):
        bank.duplicate(other, made, "Un")


def test_whoever_meets_nobody_keeps_no_bank(work: Work) -> None:
    manager = a_member(work, "Nadia Ferry", Office.ACCOUNT_MANAGER)
    with pytest.raises(Forbidden):
        banked.search(manager, sort=None, standing=None)
    with pytest.raises(Forbidden):
        bank.add(manager, a_programme())


def test_there_is_an_end_to_how_many(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "MOST", 1)
    bank.add(work, a_programme())
    with pytest.raises(Refused):
        bank.add(work, a_programme("Une de trop"))


def test_the_shipped_ones_say_the_same_in_both_languages() -> None:
    def shape(what: domain.ReadyProgramme) -> list[object]:
        asked = [(bool(it.heading), it.ask, len(it.answers)) for it in what.questions]
        return [asked, [(bool(it.document), bool(it.link)) for it in what.tasks]]

    french, english = domain.shipped(), domain.shipped("en")

    assert list(french) == list(english)
    assert [shape(it) for it in french.values()] == [shape(it) for it in english.values()]
    assert not {it.title for it in french.values()} & {it.title for it in english.values()}


def test_the_shipped_ones_may_all_be_kept(work: Work) -> None:
    for what in domain.shipped().values():
        assert banked.read(work, bank.add(work, what)).what == what
    assert len(domain.shipped()) >= 4


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://exemple.fr", "data:text/html,x", "https://a b.fr"]
)
def test_a_link_is_https_or_refused(link: str) -> None:
    with pytest.raises(ValidationError):
        Task(text="Ouvrir", link=link)
    with pytest.raises(ValidationError):
        ReadyDocument(title="Lire", link=link)


@pytest.mark.parametrize(
    ("ask", "answers"),
    [
        (Ask.ONE, ()),
        (Ask.SEVERAL, ("Un",)),
        (Ask.ONE, tuple(map(str, range(13)))),
        (Ask.SCALE, ("Un", "Deux")),
        (Ask.LONG, ("Un", "Deux")),
    ],
)
def test_a_question_offers_what_its_way_of_asking_wants(ask: Ask, answers: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        Question(text="Quoi ?", ask=ask, answers=answers)


def test_what_is_empty_or_too_long_is_refused() -> None:
    with pytest.raises(ValidationError):
        a_programme(tasks=())
    one = Question(text="Quoi ?", ask=Ask.SHORT)
    with pytest.raises(ValidationError):
        a_programme(questions=(one,) * 500)


def test_an_answer_is_among_those_offered_or_a_text() -> None:
    several = Question(text="Quoi ?", ask=Ask.SEVERAL, answers=("Un", "Deux"))
    one = Question(text="Quoi ?", ask=Ask.ONE, answers=("Un", "Deux"))
    scale, text = Question(text="Quoi ?", ask=Ask.SCALE), Question(text="Quoi ?", ask=Ask.LONG)
    assert taken(several, ("Deux", "Trois", "Un")) == ("Un", "Deux")
    assert taken(one, ("Deux", "Un")) == ("Un",)
    assert taken(scale, ("Assez",)) == ("Assez",) and taken(scale, ("Fou",)) == ()
    assert taken(text, ("  Un\r\nmot ",)) == ("Un\nmot",) and taken(text, ()) == ()
