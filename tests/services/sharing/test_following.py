"""*Suivi* follows what is saved within its scope; *photo* stays what it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.errors import Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.domain.showing import View
from portfolio.services import entries, followers, given, grants, profiles, sharing, trash
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.sealed_cache import NOTHING_KEPT, SealedCache
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant
from tests.services.people import (
    a_citizen,
    a_job,
    a_skill,
    gives,
    later,
    place_of,
    terms,
)

SKILLS = (Section.SKILLS,)


@pytest.fixture(params=[False, True], ids=["forgetful", "remembering"])
def citizen(session: Session, keys: Keyring, request: pytest.FixtureRequest) -> Work:
    """Somebody served by a worker that makes everything anew, or by one that remembers."""
    cache = SealedCache(1_000_000) if request.param else NOTHING_KEPT
    work = replace(a_citizen(session, keys), cache=cache)
    entries.add_all(work, [a_job(), a_skill()])
    return work


def titles(view: View) -> list[str]:
    return [shown.entry.title for shown in view.entries]


def renaming(work: Work, name: str) -> Work:
    """Somebody who goes by another name from now on."""
    profiles.change(work, name=name)
    return work


def revision(session: Session, grant_id: UUID) -> int:
    return session.get_one(Grant, grant_id, populate_existing=True).rev


def test_f_09_suivi_shows_the_change_and_photo_does_not(citizen: Work, counsellor: Work) -> None:
    """Acceptance F-09, and security test 82 for edits."""
    photo = gives(citizen, counsellor, sections=SKILLS, mode=Mode.PHOTO)
    suivi = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    skill = next(one for one in entries.read_all(citizen) if one.entry.kind == "skill")
    tomorrow = later(citizen, days=1)
    entries.change(tomorrow, skill.id, a_skill("Informer au téléphone"), rev=skill.rev)

    assert titles(grants.open_(counsellor, photo).view) == ["Informer et rassurer"]
    followed = grants.open_(counsellor, suivi)
    assert titles(followed.view) == ["Informer au téléphone"]
    assert followed.changed_at == followed.view.sealed_at == tomorrow.now


def test_82_what_is_deleted_leaves_the_view_that_follows_and_stays_in_the_photo(
    citizen: Work, counsellor: Work
) -> None:
    """Security test 82: a snapshot is frozen, a deletion shows at the refresh."""
    photo = gives(citizen, counsellor, sections=SKILLS)
    suivi = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    skill = next(one for one in entries.read_all(citizen) if one.entry.kind == "skill")
    entries.remove(citizen, [skill.id])

    assert titles(grants.open_(counsellor, photo).view) == ["Informer et rassurer"]
    assert titles(grants.open_(counsellor, suivi).view) == []


def test_nothing_is_sealed_anew_when_nothing_in_the_scope_changed(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    before = session.get_one(Grant, grant_id).changed_at
    entries.add(later(citizen, days=1), a_job("Aide à domicile"))

    assert revision(session, grant_id) == 1
    assert session.get_one(Grant, grant_id).changed_at == before


def test_several_changes_at_once_are_one_new_revision(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    entries.add_all(citizen, [a_skill("Coudre"), a_skill("Compter")])

    assert revision(session, grant_id) == 2


def test_an_item_ticked_by_itself_is_followed_though_its_section_is_not(
    citizen: Work, counsellor: Work
) -> None:
    job = next(one for one in entries.read_all(citizen) if one.entry.kind == "job")
    grant_id = gives(citizen, counsellor, sections=SKILLS, items=(job.id,), mode=Mode.SUIVI)
    entries.add(citizen, a_job("Aide à domicile"))
    entries.change(citizen, job.id, a_job("Agente hôtelière"), rev=job.rev)

    assert titles(grants.open_(counsellor, grant_id).view) == [
        "Agente hôtelière",
        "Informer et rassurer",
    ]


def test_an_item_removed_while_it_was_private_does_not_come_back_either(
    citizen: Work, counsellor: Work
) -> None:
    """Ticked by itself, then kept private, removed, restored and shown: no agreement covers it."""
    job = next(one for one in entries.read_all(citizen) if one.entry.kind == "job")
    grant_id = gives(citizen, counsellor, sections=SKILLS, items=(job.id,), mode=Mode.SUIVI)
    entries.change(citizen, job.id, job.entry.changed(private=True), rev=job.rev)
    entries.remove(citizen, [job.id])
    trash.restore(citizen, [job.id])
    back = entries.read(citizen, job.id)
    entries.change(citizen, job.id, back.entry.changed(private=False), rev=back.rev)

    assert titles(grants.open_(counsellor, grant_id).view) == ["Informer et rassurer"]


def test_a_grant_that_ended_follows_nothing(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    revoked = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    short = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI, ends=citizen.now.date())
    sharing.revoke(citizen, revoked)
    entries.add(later(citizen, days=2), a_skill("Coudre"))

    assert [revision(session, each) for each in (revoked, short)] == [1, 1]
    assert session.get_one(Grant, revoked).body is None


def test_saving_does_not_make_an_altered_grant_good_again(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    ends_at = given.one(citizen, grant_id).ends_at + timedelta(days=60)
    session.execute(update(Grant).values(ends_at=ends_at))
    session.expire_all()
    entries.add(citizen, a_skill("Coudre"))

    with pytest.raises(Tampered):
        grants.open_(counsellor, grant_id)


def test_an_owners_copy_that_does_not_open_stops_nobody_from_writing(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    session.execute(update(Grant).values(owner_box=bytes(400)))
    session.expire_all()
    entries.add(citizen, a_skill("Coudre"))

    assert revision(session, grant_id) == 1


def test_without_a_grant_that_follows_saving_costs_one_small_query_more(
    citizen: Work, counsellor: Work, statements: list[str]
) -> None:
    gives(citizen, counsellor, sections=SKILLS, mode=Mode.PHOTO)
    citizen.session.flush()
    statements.clear()
    entries.add(citizen, a_skill("Coudre"))

    about_grants = [each for each in statements if "access_grant" in each]
    assert len(about_grants) == 1


def test_what_is_in_nobodys_scope_opens_nothing_but_itself(
    citizen: Work, counsellor: Work, statements: list[str]
) -> None:
    """However many follow: their terms say that it does not concern them."""
    for _ in range(3):
        gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    citizen.session.commit()
    statements.clear()
    entries.add(citizen, a_job("Aide à domicile"))

    asked = [each for each in statements if "FROM entry" in each]
    sealed = [each for each in statements if each.startswith("UPDATE access_grant")]
    assert (len(asked), sealed) == (1, [])


def test_the_rows_of_a_portfolio_are_asked_for_once_whoever_follows(
    citizen: Work, counsellor: Work, statements: list[str]
) -> None:
    for _ in range(3):
        gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    citizen.session.commit()
    statements.clear()
    entries.add(citizen, a_skill("Coudre"))

    assert len([each for each in statements if "FROM entry" in each]) == 1


def test_whatever_happens_the_view_is_what_its_owner_would_share_today(
    citizen: Work, counsellor: Work
) -> None:
    """Every act that brings something into the scope, changes it there, or takes it out."""
    (job,) = (one for one in entries.read_all(citizen) if one.entry.kind == "job")
    agreed = terms(sections=SKILLS, items=(job.id,), mode=Mode.SUIVI)
    grant_id = sharing.give(citizen, ToStructure(place_of(counsellor)), agreed, once=uuid4())
    (skill,) = (one for one in entries.read_all(citizen) if one.entry.kind == "skill")
    identity = Identity(title="Sandrine T.")
    acts: list[Callable[[], object]] = [
        lambda: entries.add(citizen, a_skill("Coudre")),
        lambda: entries.add(citizen, a_skill("Pour moi", private=True)),
        lambda: entries.change(citizen, skill.id, a_skill("Informer", private=True), rev=1),
        lambda: entries.change(citizen, skill.id, a_skill("Informer"), rev=2),
        lambda: entries.change(citizen, job.id, a_job("Agente hôtelière"), rev=1),
        lambda: entries.add(citizen, a_job("Hors du partage")),
        lambda: entries.add(citizen, identity),
        lambda: entries.add(citizen, a_skill("Trier", linked=(skill.id, job.id))),
        lambda: entries.add(citizen, Evidence(title="Attestation", linked=(job.id,))),
        lambda: entries.remove(citizen, [skill.id]),
        lambda: trash.restore(citizen, [skill.id]),
        lambda: followers.renamed(renaming(citizen, "Sandrine")),
    ]
    for act in acts:
        act()
        view = grants.open_(counsellor, grant_id).view
        expected = sharing.preview(replace(citizen, cache=NOTHING_KEPT), agreed)
        assert view.fingerprint == expected.fingerprint
        assert view == expected.model_copy(update={"sealed_at": view.sealed_at})
    assert view.person == "Sandrine"


def test_an_item_that_comes_back_is_not_shared_again_by_another_change(
    citizen: Work, counsellor: Work
) -> None:
    """What lapsed stays so, though the change that follows is in the scope."""
    (job,) = (one for one in entries.read_all(citizen) if one.entry.kind == "job")
    grant_id = gives(citizen, counsellor, sections=SKILLS, items=(job.id,), mode=Mode.SUIVI)
    entries.remove(citizen, [job.id])
    trash.restore(citizen, [job.id])
    entries.add(citizen, a_skill("Coudre"))

    shown = titles(grants.open_(counsellor, grant_id).view)
    assert sorted(shown) == ["Coudre", "Informer et rassurer"]
