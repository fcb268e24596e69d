"""« Mes personnes »: whom a professional marked, and whoever shares with them by name."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.domain import sharing as terms_of
from portfolio.domain.comments import Comment
from portfolio.domain.desks import Among
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right
from portfolio.services import caseload, comments, departures, desk, entries, grants, sharing, sides
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.work import Work
from portfolio.storage.sharing import Caseload
from tests.services.people import (
    NOON,
    a_citizen,
    a_member,
    a_skill,
    commented,
    gives,
    later,
    names,
    place_of,
    terms,
)

SKILLS = (Section.SKILLS,)


def listed(work: Work, among: Among) -> list[str]:
    return sorted(person.name for person in desk.read(work, among=among).people)


def marks(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Caseload)) or 0


def test_the_people_that_one_accompanies_are_a_list_of_their_own(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    colleague = a_member(counsellor)
    ids = {name: gives(a_citizen(session, keys, name), counsellor) for name in ("Aïcha", "Olga")}
    names(a_citizen(session, keys, "Fatou"), counsellor)

    assert caseload.take(counsellor, [ids["Aïcha"]]) == 1
    assert caseload.take(counsellor, list(ids.values())) == 1  # one of them was there already
    assert caseload.leave(counsellor, [ids["Olga"]]) == 1

    assert listed(counsellor, Among.MINE) == ["Aïcha", "Fatou"]
    assert listed(colleague, Among.MINE) == []
    assert desk.read(counsellor).counts[Among.MINE] == 2


def test_each_list_is_counted(session: Session, keys: Keyring, counsellor: Work) -> None:
    soon = terms_of.day_of(NOON) + timedelta(days=10)
    read = gives(a_citizen(session, keys, "Aïcha"), counsellor, ends=soon)
    gives(a_citizen(session, keys, "Olga"), counsellor)
    grants.open_(later(counsellor, hours=1), read)
    page = desk.read(later(counsellor, hours=2))

    assert page.counts == {Among.ALL: 2, Among.MINE: 0, Among.NEW: 1, Among.ENDING: 1}
    assert listed(later(counsellor, hours=2), Among.NEW) == ["Olga"]
    assert listed(later(counsellor, hours=2), Among.ENDING) == ["Aïcha"]


def test_what_changed_is_new_again(session: Session, keys: Keyring, counsellor: Work) -> None:
    person = a_citizen(session, keys, "Aïcha")
    grant_id = gives(person, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    grants.open_(later(counsellor, hours=1), grant_id)
    assert listed(later(counsellor, hours=2), Among.NEW) == []
    entries.add(later(person, hours=3), a_skill())

    assert listed(later(counsellor, hours=4), Among.NEW) == ["Aïcha"]


def test_the_desk_says_that_a_line_waits_to_be_read(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    person = a_citizen(session, keys)
    grant_id = gives(person, counsellor, rights=tuple(Right))
    commented(counsellor, grant_id)
    comments.say(person, sides.of_owner(person, grant_id, Right.COMMENT), Comment(text="Oui."))

    assert desk.read(counsellor).people[0].latest.unread == 1


def test_a_mark_goes_on_with_the_grant_in_the_place_of_another_and_ends_with_it(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    person = a_citizen(session, keys, "Aïcha")
    former = gives(person, counsellor)
    caseload.take(counsellor, [former])
    again, to = later(person, days=1), ToStructure(place_of(counsellor))
    renewed = sharing.renew(again, former, to, terms(), once=former)

    assert listed(later(counsellor, days=2), Among.MINE) == ["Aïcha"]
    sharing.revoke(later(person, days=3), renewed)
    assert marks(session) == 0


def test_who_leaves_accompanies_nobody_there_any_more(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    colleague = a_member(counsellor)
    caseload.take(colleague, [gives(a_citizen(session, keys), counsellor)])
    departures.remove(counsellor, colleague.actor.account_id)

    assert marks(session) == 0
