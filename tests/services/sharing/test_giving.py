"""What is given is what was previewed, and nothing that was not agreed to."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.domain import consents
from portfolio.domain import sharing as terms_of
from portfolio.domain.consents import Event
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, State
from portfolio.domain.showing import View
from portfolio.services import (
    desk,
    entries,
    given,
    grants,
    journal,
    profiles,
    receipts,
    sealed_views,
    sharing,
)
from portfolio.services.boxes import portfolio_of
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.work import Work
from portfolio.storage.sharing import Consent, Grant, GrantWrap
from portfolio.storage.structures import Member, Structure, StructureKey
from tests.factories import an_identity
from tests.services.people import (
    NOON,
    a_citizen,
    a_job,
    a_skill,
    an_action,
    an_objective,
    gives,
    later,
    names,
    place_of,
    privately,
    terms,
)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [a_job(), a_skill(), an_objective(), an_action()])
    return work


def titles(view: View) -> list[str]:
    return [shown.entry.title for shown in view.entries]


def test_f_01_nobody_is_found_by_searching_or_guessing(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-01: not even existence is shown."""
    page = desk.read(counsellor)

    assert (page.people, page.total) == ((), 0)
    for guess in (citizen.actor.account_id, portfolio_of(citizen).id, uuid4()):
        with pytest.raises(NotFound):
            grants.open_(counsellor, guess)


def test_f_02_only_the_sections_agreed_to_exist_for_the_structure(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-02."""
    grant_id = gives(citizen, counsellor, sections=(Section.PLAN, Section.SKILLS))
    view = grants.open_(counsellor, grant_id).view

    assert titles(view) == ["Informer et rassurer", "Financer ma formation", "Déposer le dossier"]
    assert view.sections == (Section.SKILLS, Section.PLAN)
    assert b"Mirabelliers" not in view.to_bytes()


@pytest.mark.parametrize("mode", Mode)
def test_f_03_what_is_added_outside_the_scope_never_appears(
    citizen: Work, counsellor: Work, mode: Mode
) -> None:
    """Acceptance F-03: a section added after the grant waits for another grant."""
    grant_id = gives(citizen, counsellor, sections=(Section.SKILLS,), mode=mode)
    entries.add(citizen, a_job("Aide à domicile"))

    assert titles(grants.open_(counsellor, grant_id).view) == ["Informer et rassurer"]


def test_f_11_the_preview_is_what_is_delivered_byte_for_byte(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-11, down to the bytes that were sealed."""
    previewed = sharing.preview(citizen, terms()).to_bytes()
    grant_id = gives(citizen, counsellor)

    opened = grants.open_(counsellor, grant_id)
    grant = session.get_one(Grant, grant_id)
    assert sealed_views.unsealed(grant, opened.key) == previewed
    assert opened.view.to_bytes() == previewed


def test_a_preview_writes_nothing(citizen: Work, statements: list[str]) -> None:
    citizen.session.flush()
    statements.clear()
    sharing.preview(citizen, terms())

    assert statements
    assert all(statement.startswith("SELECT") for statement in statements)


def test_85_the_same_form_sent_twice_gives_one_grant_and_one_consent(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Security test 85."""
    once = uuid4()
    first = sharing.give(citizen, ToStructure(place_of(counsellor)), terms(), once=once)
    again = sharing.give(
        later(citizen, seconds=2), ToStructure(place_of(counsellor)), terms(), once=once
    )

    assert first == again
    for table in (Grant, GrantWrap, Consent):
        assert session.scalar(select(func.count()).select_from(table)) == 1


def test_another_persons_form_with_the_same_token_is_another_grant(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    once, other = uuid4(), a_citizen(session, keys, "Fatou Diarra")
    ids = {
        sharing.give(who, ToStructure(place_of(counsellor)), terms(), once=once)
        for who in (citizen, other)
    }

    assert len(ids) == 2


def test_83_a_private_entry_is_shared_only_when_it_is_ticked_by_itself(
    citizen: Work, counsellor: Work
) -> None:
    """Security test 83: ticking its section is not enough, and an event of its own names it."""
    hidden = entries.add(citizen, a_skill("Langue des signes", private=True))
    without = names(citizen, counsellor, sections=tuple(Section))
    ticked = names(citizen, counsellor, **privately(hidden))

    assert "Langue des signes" not in titles(grants.open_(counsellor, without).view)
    assert titles(grants.open_(counsellor, ticked).view) == ["Langue des signes"]
    first, apart = receipts.read(citizen, ticked).records
    assert (first.event, first.information.private) == (Event.GIVEN, ())
    assert (apart.event, apart.information.private) == (Event.PRIVATE, (hidden,))
    assert (first.notice.version, apart.notice.version) == (consents.CURRENT, consents.PRIVATE)
    (only,) = receipts.read(citizen, without).records
    assert only.information.private == ()


def test_83_a_private_entry_goes_to_named_people_and_never_to_a_whole_structure(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Security test 83: whatever the form said."""
    hidden = entries.add(citizen, a_skill("Langue des signes", private=True))

    with pytest.raises(Refused) as refused:
        gives(citizen, counsellor, **privately(hidden))
    assert refused.value.field == "private"
    assert session.scalar(select(func.count()).select_from(Grant)) == 0


def test_83_a_private_entry_among_the_others_or_without_its_agreement_is_refused(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    hidden = entries.add(citizen, a_skill("Langue des signes", private=True))

    with pytest.raises(Refused) as refused:
        names(citizen, counsellor, items=(hidden,))
    assert refused.value.field == "items"
    with pytest.raises(ValidationError):
        terms(**privately(hidden, private_version=""))
    with pytest.raises(NotFound):
        names(citizen, counsellor, **privately(hidden, private_version="private-0"))
    assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_83_an_entry_ticked_by_itself_leaves_the_view_the_day_it_becomes_private(
    citizen: Work, counsellor: Work
) -> None:
    job = next(one for one in entries.read_all(citizen) if one.entry.kind == "job")
    grant_id = gives(citizen, counsellor, sections=(), items=(job.id,), mode=Mode.SUIVI)
    assert titles(grants.open_(counsellor, grant_id).view) == ["Agente de service"]
    entries.change(citizen, job.id, job.entry.changed(private=True), rev=job.rev)

    assert titles(grants.open_(counsellor, grant_id).view) == []


def test_83_an_entry_made_private_later_leaves_the_view_that_follows(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, sections=(Section.SKILLS,), mode=Mode.SUIVI)
    skill = next(one for one in entries.read_all(citizen) if one.entry.kind == "skill")
    entries.change(citizen, skill.id, skill.entry.changed(private=True), rev=skill.rev)

    assert titles(grants.open_(counsellor, grant_id).view) == []


def test_83_somebody_elses_entry_cannot_be_ticked(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    theirs = entries.add(a_citizen(session, keys, "Fatou Diarra"), a_skill())

    for attempt in (
        lambda: sharing.preview(citizen, terms(items=(theirs,))),
        lambda: gives(citizen, counsellor, items=(theirs,)),
        lambda: names(citizen, counsellor, **privately(theirs)),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_link_to_what_is_not_shared_does_not_say_that_it_exists(
    citizen: Work, counsellor: Work
) -> None:
    job = next(one for one in entries.read_all(citizen) if one.entry.kind == "job")
    entries.add(citizen, a_skill("Trier le linge", linked=(job.id,)))
    skills = gives(citizen, counsellor, sections=(Section.SKILLS,))
    both = gives(citizen, counsellor, sections=(Section.SKILLS, Section.PATH))

    assert str(job.id).encode() not in grants.open_(counsellor, skills).view.to_bytes()
    shown = grants.open_(counsellor, both).view.entries
    assert any(getattr(one.entry, "linked", ()) == (job.id,) for one in shown)


def test_the_details_an_owner_alone_reads_are_not_in_a_view(
    citizen: Work, counsellor: Work
) -> None:
    entries.add(citizen, a_job("Couture", extra={"import": "brut"}))
    view = grants.open_(counsellor, gives(citizen, counsellor, sections=(Section.PATH,))).view

    assert b"brut" not in view.to_bytes()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": terms_of.day_of(NOON) - timedelta(days=1)}, "ends"),
        ({"ends": terms_of.day_of(NOON) + timedelta(days=400)}, "ends"),
        ({"starts": terms_of.day_of(NOON) - timedelta(days=1)}, "starts"),
    ],
)
def test_days_that_cannot_be_agreed_to_are_refused_beside_their_field(
    citizen: Work, counsellor: Work, changes: dict[str, object], field: str
) -> None:
    for attempt in (
        lambda: sharing.preview(citizen, terms(**changes)),
        lambda: gives(citizen, counsellor, **changes),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.field == field


def test_a_grant_can_be_agreed_to_today_and_open_later(citizen: Work, counsellor: Work) -> None:
    start = terms_of.day_of(NOON) + timedelta(days=3)
    grant_id = gives(citizen, counsellor, starts=start)

    for who in (counsellor, later(counsellor, days=2, hours=11, minutes=59)):
        with pytest.raises(NotFound):
            grants.open_(who, grant_id)
        assert desk.read(who).people == ()
    midnight = later(counsellor, days=2, hours=12)
    assert grants.open_(midnight, grant_id).view.person


def test_nobody_shares_with_a_structure_where_nobody_holds_the_keys(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    session.execute(update(Member).values(state="left"))

    with pytest.raises(Refused):
        gives(citizen, counsellor)


@pytest.mark.parametrize("where", [None, "left"])
def test_nobody_shares_with_a_structure_that_is_not_there(
    session: Session, citizen: Work, counsellor: Work, where: str | None
) -> None:
    session.execute(update(Structure).values(state="left"))

    there = ToStructure(place_of(counsellor) if where else uuid4())
    with pytest.raises(NotFound):
        sharing.give(citizen, there, terms(), once=uuid4())


def test_21_a_replaced_structure_key_receives_no_grant(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Security test 21: the public key is checked at every use."""
    session.execute(update(StructureKey).values(public=hybrid.new_pair().public))
    session.expire_all()

    with pytest.raises(Tampered):
        gives(citizen, counsellor)
    assert session.scalar(select(func.count()).select_from(Grant)) == 0


def test_an_unknown_consent_text_cannot_be_agreed_to(citizen: Work, counsellor: Work) -> None:
    with pytest.raises(NotFound):
        sharing.preview(citizen, terms(text_version="1999-1"))
    with pytest.raises(NotFound):
        gives(citizen, counsellor, text_version="1999-1")


def test_giving_leaves_a_line_in_the_owners_journal(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor)
    line = journal.read(citizen, portfolio_of(citizen), others=False)[0]

    assert (line.act, line.grant_id, line.detail) == ("grant.given", grant_id, "skills,plan")


def test_the_citizen_reads_what_they_gave(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor, purpose_text="Préparer l’institut")
    mine = given.mine(citizen)
    one = given.one(citizen, grant_id)

    assert mine.active == (one,) and mine.ended == ()
    assert (one.structure, one.days_left, one.read_at) == ("CIDFF des Vosges", 180, None)
    assert one.terms.purpose_text == "Préparer l’institut"
    assert one.sound and one.state is State.ACTIVE


def test_the_citizen_reads_who_looked_last(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor)
    visit = later(counsellor, hours=3)
    grants.open_(visit, grant_id)

    one = given.one(citizen, grant_id)
    assert (one.read_by, one.read_at) == ("Hélène Grandjean", visit.now)


def test_anothers_grant_is_as_absent_as_none(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    stranger = a_citizen(session, keys, "Fatou Diarra")

    for act in (given.one, sharing.revoke):
        for each in (grant_id, uuid4()):
            with pytest.raises(NotFound):
                act(stranger, each)
    with pytest.raises(NotFound):
        sharing.shorten(stranger, grant_id, terms_of.day_of(NOON))
    assert given.mine(stranger).active == ()


def test_terms_that_share_nothing_do_not_exist() -> None:
    with pytest.raises(ValidationError):
        terms(sections=())


def test_a_name_in_a_presentation_is_shown_only_where_the_presentation_is(citizen: Work) -> None:
    """F-02: somebody who goes by a first name does not give away the rest by importing a CV."""
    called = profiles.read(citizen).name
    entries.add(citizen, an_identity(title="Nom de famille"))

    apart = sharing.preview(citizen, terms(sections=(Section.SKILLS,)))
    together = sharing.preview(citizen, terms(sections=(Section.SKILLS, Section.IDENTITY)))

    assert apart.person == called
    assert b"Nom de famille" not in apart.to_bytes()
    assert together.person == "Nom de famille"
