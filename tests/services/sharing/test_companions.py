"""Who accompanies somebody, whoever the recipient is: a structure, people by name, a system."""

from sqlalchemy.orm import Session

from portfolio.domain.sections import Section
from portfolio.services import companions, grants, sharing
from portfolio.services.keyring import Keyring
from tests.services.people import a_citizen, a_member, a_structure, gives, later, names
from tests.services.sharing.test_partners import entered, partner_of, to_partner


def test_what_was_given_to_a_structure_its_people_and_its_system_is_told_together(
    session: Session, keys: Keyring
) -> None:
    citizen, counsellor = a_citizen(session, keys), a_structure(session, keys)
    colleague = a_member(counsellor)
    gives(citizen, counsellor, sections=(Section.SKILLS,))
    named = names(citizen, colleague, sections=(Section.PATH,))
    entered(counsellor)
    to_partner(citizen, partner_of(counsellor))
    grants.open_(later(colleague, days=1), named)

    (one,) = companions.read(citizen)

    assert set(one.sections) == {Section.SKILLS, Section.PATH, Section.PLAN}
    assert one.systems == ["i-Milo"] and len(one.running) == 3
    assert one.read is not None and one.read.id == named
    assert [met.name for met in one.people] == ["Sonia Mougel"]

    assert sharing.revoke_all(citizen, one.id) == 3
    (one,) = companions.read(citizen)
    assert not one.running and not one.systems and one.people
